//! The seat of a demonstration: beside the society's pages, made of registers that were really sent, with officers who log in as all do.

use crate::serving::{ask, free_port, get};
use crate::support::sahakar;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};

/// A demonstration that runs, and where its seat is.
struct Demo(Child, SocketAddr);

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn run(data: &Path, port: u16) -> Demo {
    let mut command = sahakar(["demo", "--tiny", "--data"]);
    command.arg(data).args(["--port", &port.to_string()]).stdout(Stdio::piped());
    // where its seat is, it says itself
    let mut demo = Demo(command.spawn().expect("starts"), SocketAddr::from(([127, 0, 0, 1], 0)));
    let mut said = Vec::new();
    for line in BufReader::new(demo.0.stdout.take().expect("piped")).lines().map_while(Result::ok) {
        let at = line.split_once("the sample seat of a State is at http://").map(|(_, rest)| rest.to_owned());
        let failed = line.contains("the sample seat of a State could not be made");
        said.push(line);
        assert!(!failed, "no seat was made:\n{}", said.join("\n"));
        if let Some(at) = at {
            demo.1 = at.split(';').next().and_then(|a| a.trim().parse().ok()).expect("an address");
            return demo;
        }
    }
    panic!("no seat was made:\n{}", said.join("\n"));
}

fn post(address: SocketAddr, path: &str, body: &str, cookie: &str) -> String {
    let kind = "application/x-www-form-urlencoded";
    let (length, head) =
        (body.len(), format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n"));
    ask(address, &format!("{head}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"))
}

/// Logs an officer in as the pages ask: password, then the code which the page shows as he is invented.
fn enter(seat: SocketAddr, login: &str) -> String {
    let first = post(seat, "/login", &format!("login={login}&password={login}-demo-2025&next=/state"), "");
    let cookie = first.split_once("set-cookie: ").and_then(|(_, c)| c.split_once(';')).expect("a session").0.to_owned();
    assert!(cookie.starts_with("state-seat="), "the sessions of both pages of one machine stay apart: {cookie}");
    assert!(get(seat, "/state", &cookie).contains("location: /login/code"), "the second factor is asked for");
    let page = get(seat, "/login/code", &cookie);
    let field = page.split_once("name=\"code\"").expect("a field").1;
    let code: String =
        field.split_once("value=\"").expect("a code").1.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6, "{page}");
    let proven = post(seat, "/login/code", &format!("code={code}"), &cookie);
    assert!(proven.contains("303 See Other"), "{proven}");
    cookie
}

#[test]
fn the_demonstration_shows_a_seat_that_was_counted_from_registers() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, port) = (dir.path().join("data"), free_port());
    let desk = SocketAddr::from(([127, 0, 0, 1], port));
    let demo = run(&data, port);
    let seat = demo.1;
    assert!(get(desk, "/login?lang=en", "").contains(&format!("http://{seat}")), "the login page leads to the seat");
    let logins = get(seat, "/login?lang=en", "");
    for login in ["state-secretary", "registrar", "dm", "ar", "ado", "bank", "auditor"] {
        assert!(logins.contains(&format!("<code>{login}</code>")), "{login}");
    }
    let ar = enter(seat, "ar");
    let page = get(seat, "/state/in/d45?lang=en", &ar);
    // six societies: four ended days, of one the books came only, of one nothing
    assert!(page.contains("3 / 6") && page.contains("5 / 6"), "{page}");
    let days = get(seat, "/state/days/d45?lang=en", &ar);
    assert!(days.contains("UK-45-004") && days.contains("Not phoned yet"), "{days}");
    assert!(get(seat, "/helpdesk", &ar).contains("/s/UK-45-003/tickets/"));
    let plan = get(seat, "/state/plan?lang=en", &ar);
    assert!(plan.contains("1142/") && !plan.contains("0 / 7"), "{plan}");
    // whoever looks twice within half a minute gets the next code
    let again = enter(seat, "ar");
    assert_ne!(ar, again);
    // who is not invented is shown nothing: a code page without a session leads away
    assert!(get(seat, "/login/code", "").contains("location: /"));
    drop(demo);
    let demo = run(&data, free_port());
    let ar = enter(demo.1, "ado");
    let page = get(demo.1, "/state/in/b357?lang=en", &ar);
    assert!(page.contains("UK-45-001") && page.contains("/ 2"), "a second run finds everything in place: {page}");
}
