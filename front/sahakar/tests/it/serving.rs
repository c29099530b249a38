//! The pages as the binary serves them: the first start on an empty folder, then the local network.

use crate::support::sahakar;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::{Child, Stdio};

/// A running program, ended with the value, and what it printed until it serves.
struct Running(Child, String);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

fn serve(data: &Path, port: u16, more: &[&str]) -> Running {
    let mut command = sahakar(["serve", "--data"]);
    command.arg(data).args(["--port", &port.to_string()]).args(more).stdout(Stdio::piped());
    let mut child = command.spawn().expect("starts");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    let mut said = String::new();
    for line in out.lines().map_while(Result::ok) {
        said.push_str(&line);
        said.push('\n');
        // the last line before the pages
        if line.contains("Ctrl") {
            break;
        }
    }
    Running(child, said)
}

/// Asks until somebody listens; the program opens its door right after its last line.
pub fn ask(address: SocketAddr, request: &str) -> String {
    for _ in 0..400 {
        if let Ok(mut stream) = TcpStream::connect(address) {
            stream.write_all(request.as_bytes()).expect("sent");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("answered");
            return answer;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("nobody listens at {address}");
}

pub fn get(address: SocketAddr, path: &str, cookie: &str) -> String {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"))
}

fn post(address: SocketAddr, path: &str, body: &str) -> String {
    let kind = "application/x-www-form-urlencoded";
    ask(
        address,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    )
}

/// The one-time password that stands in both languages.
fn one_time(said: &str) -> String {
    let is = |w: &&str| w.len() == 14 && w.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let found: Vec<&str> = said.split_whitespace().filter(is).collect();
    assert!(found.len() == 2 && found[0] == found[1], "once in each language:\n{said}");
    found[0].to_owned()
}

#[test]
fn an_empty_program_is_begun_in_the_browser_and_stays_begun() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let port = free_port();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let running = serve(&data, port, &[]);
    let code = one_time(&running.1);
    assert!(get(address, "/", "").contains("location: /start"));
    assert!(get(address, "/start", "").contains("name=\"first\""));
    let form = |first: &str, again: &str| {
        format!(
            "first={first}&society=Nanda+Samiti&code=UK-9&login=sachiv&new=pahad+nadi+17&again={again}&alone=one&alone_by=3%2F2026"
        )
    };
    assert!(post(address, "/start", &form("0000-0000-0000", "pahad+nadi+17")).contains("S5056"));
    assert!(post(address, "/start", &form(&code, "pahad+nadi+18")).contains("S5054"));
    let begun = post(address, "/start", &form(&code, "pahad+nadi+17"));
    assert!(begun.contains("location: /s/UK-9/setup"), "{begun}");
    let cookie = begun.split_once("set-cookie: ").and_then(|(_, c)| c.split_once(';')).expect("a session").0.to_owned();
    let setup = get(address, "/s/UK-9/setup", &cookie);
    assert!(setup.contains("200 OK") && setup.contains("name=\"order\""), "the model bye-laws are offered");
    assert!(post(address, "/start", &form(&code, "pahad+nadi+17")).contains("location: /\r\n"), "only once");
    drop(running);
    let again = serve(&data, port, &[]);
    assert!(!again.1.contains(&code) && !again.1.contains("one-time password"), "{}", again.1);
    assert!(get(address, "/start", "").contains("location: /\r\n"));
    assert!(get(address, "/s/UK-9/setup", &cookie).contains("200 OK"), "the session lasts");
    drop(again);

    // the machine's holder adds whom nobody inside may name
    let added =
        sahakar(["person", "ankekshak", "--role", "auditor", "--society", "UK-9", "--data"]).arg(&data).output();
    let added = added.expect("runs");
    one_time(&String::from_utf8_lossy(&added.stdout));
    let wrong = sahakar(["person", "x", "--role", "king", "--data"]).arg(&data).output().expect("runs");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("S7007"));
}

#[test]
fn other_computers_are_served_only_when_asked() {
    let dir = tempfile::tempdir().expect("a folder");
    let own = UdpSocket::bind(("0.0.0.0", 0)).and_then(|s| s.connect(("192.0.2.1", 9)).and_then(|()| s.local_addr()));
    let Some(own) = own.ok().map(|a| a.ip()).filter(|ip: &IpAddr| !ip.is_loopback() && !ip.is_unspecified()) else {
        println!("SKIPPED serving the local network: this machine has no address in one");
        return;
    };
    let port = free_port();
    let running = serve(&dir.path().join("data"), port, &["--lan"]);
    assert!(running.1.contains(&format!("http://{own}:{port}")), "the address people type: {}", running.1);
    assert!(get(SocketAddr::new(own, port), "/health", "").ends_with("ok\n"));
    drop(running);
    let port = free_port();
    let running = serve(&dir.path().join("data"), port, &[]);
    assert!(get(SocketAddr::from(([127, 0, 0, 1], port)), "/health", "").ends_with("ok\n"));
    assert!(TcpStream::connect(SocketAddr::new(own, port)).is_err(), "not without being asked");
    drop(running);
}
