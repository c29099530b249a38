//! A seat served by a process of its own, and what is said to it.

use crate::support::{Books, books, sahakar, said};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The pages of a data folder, served until this is dropped.
pub struct Served(Child, pub SocketAddr);

impl Served {
    /// Of a data folder with its own store.
    pub fn of(data: &Path) -> Served {
        Served::with(data, &[])
    }

    /// With further words on the command line.
    pub fn with(data: &Path, words: &[&str]) -> Served {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
        let mut command = sahakar(["serve", "--port", &address.port().to_string(), "--data"]);
        let child = command.arg(data).args(words).stdout(Stdio::null()).spawn().expect("serves");
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the seat does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        Served(child, address)
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.1)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `sahakar sync WORDS --data DATA`.
pub fn sync(data: &Path, words: &[&str]) -> Command {
    let mut command = sahakar(["sync"].into_iter().chain(words.iter().copied()));
    command.arg("--data").arg(data);
    command
}

/// Runs it to a good end; what it said.
pub fn runs(mut command: Command) -> String {
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

/// A code of the seat for a society.
pub fn code(seat: &Path, society: &str) -> String {
    runs(sync(seat, &["let-in", society])).lines().last().expect("a code").trim().to_owned()
}

/// Two days of a small society, played.
pub fn played(data: &Path) -> Books {
    let mut command = sahakar(["simulate", "--year", "--members", "60", "--days", "2", "--vouchers", "450", "--data"]);
    command.arg(data);
    runs(command);
    books(data).expect("a society")
}

/// Joins it to a seat at an address, which may be a line's.
pub fn joined(desk: &Path, seat: &Path, line: SocketAddr) {
    let url = format!("http://{}", line);
    runs(sync(desk, &["join", &url, "--code", &code(seat, "YEAR-1")]));
}
