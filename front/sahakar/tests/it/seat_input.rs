//! What may come to a seat over HTTP and is no good parcel of a desk it let in: refused with its number, and nothing has changed.

use crate::served::{Served, code, played, runs, sync};
use crate::support::{books, said};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::Desk;
use desk::exchange::MOST;
use flate2::{Compression, read::DeflateEncoder};
use kernel::{Clock, Instant, SystemClock};
use register::DeskKey;
use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

/// Asks the seat; status line, headers and body of its answer as they came.
fn ask(served: &Served, body: &[u8]) -> Vec<u8> {
    let mut line = TcpStream::connect(served.1).expect("answers");
    let head =
        format!("POST /exchange HTTP/1.1\r\nHost: seat\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    line.write_all(head.as_bytes()).expect("asked");
    line.write_all(body).expect("asked");
    let mut all = Vec::new();
    line.read_to_end(&mut all).expect("read");
    all
}

fn refused(answer: &[u8], number: u16) {
    let text = String::from_utf8_lossy(answer);
    assert!(text.contains(&format!("sahakar-refusal: {number}\r\n")), "S{number}: {text}");
    assert_eq!(text.matches(&format!("S{number}")).count(), 2, "in both languages: {text}");
}

/// A parcel as a desk would make it, with anything inside.
fn sealed(key: &DeskKey, at: Instant, inside: impl Read) -> Vec<u8> {
    let mut body = at.0.to_be_bytes().to_vec();
    DeflateEncoder::new(inside, Compression::best()).read_to_end(&mut body).expect("squeezed");
    let (public, signature) = (STANDARD.encode(key.public().to_bytes()), STANDARD.encode(key.sign_parcel(&body)));
    [format!("sahakar-parcel/2 {public} {signature}\n").as_bytes(), &body].concat()
}

/// The key of a data folder.
fn key_of(data: &Path) -> DeskKey {
    let text = std::fs::read_to_string(data.join("keys/desk.key")).expect("a key");
    DeskKey::from_secret(kernel::Digest::from_hex(text.trim()).expect("hexadecimal").0)
}

/// What a desk would send now.
fn parcels(data: &Path) -> Vec<Vec<u8>> {
    let desk = Desk::open(data, "", Arc::new(SystemClock)).expect("opens");
    let seat = desk.seats().expect("read").remove(0);
    let file = data.join("out");
    desk.pack(&seat, &file).expect("packed");
    desk::exchange::carried(&file).expect("read")
}

#[test]
fn bad_parcels_are_refused_with_their_number_and_change_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
    let here = played(&desk);
    let served = Served::of(&seat);
    runs(sync(&desk, &["join", &served.url(), "--code", &code(&seat, "YEAR-1")]));
    let good = parcels(&desk);
    let (key, now) = (key_of(&desk), SystemClock.now());
    // damaged, cut, made up
    let parcel = &good[0];
    let mut forged = parcel.clone();
    *forged.last_mut().expect("bytes") ^= 1;
    for bad in [&b""[..], b"hello", &parcel[..parcel.len() - 7], &forged] {
        refused(&ask(&served, bad), 5101);
    }
    refused(&ask(&served, &sealed(&key, now, &b"{\"parcel\":\"other\"}"[..])), 5101);
    // signed, and larger inside than anything
    let bomb = sealed(&key, now, std::io::repeat(0).take(MOST * 8));
    assert!(bomb.len() < 1 << 20);
    refused(&ask(&served, &bomb), 5112);
    // the clock of the sender
    let day = 24 * 3600 * 1000;
    for at in [now.0 - 1_000 * day, now.0 + 3 * day, i64::MIN, i64::MAX] {
        let told = ask(&served, &sealed(&key, Instant(at), &b"{\"parcel\":\"asked\",\"pages\":[],\"follow\":[]}"[..]));
        assert!(told.starts_with(b"HTTP/1.1 200"), "the answer is a parcel that says 5113");
    }
    // another computer that knows the address and has the books, but nobody let it in
    let stranger = dir.path().join("stranger");
    played(&stranger);
    let other = Desk::open(&stranger, "", Arc::new(SystemClock)).expect("opens");
    let mut known = Desk::open(&desk, "", Arc::new(SystemClock)).expect("opens").seats().expect("read").remove(0);
    known.url = served.url();
    other.read(|_| Ok(())).expect("reads");
    let told = other.exchange(&known, &mut |p| Ok(body(&ask(&served, p)))).expect("answered");
    assert_eq!((told.sent, told.unknown.len()), (0, 1));
    drop(served);
    assert_eq!(books(&seat), None, "nothing of all this was kept");
    // the good ones are taken, and coming again changes nothing
    let served = Served::of(&seat);
    for _ in 0..2 {
        for parcel in &good {
            assert!(ask(&served, parcel).starts_with(b"HTTP/1.1 200"));
        }
    }
    drop(served);
    assert_eq!(books(&seat), Some(here));
}

/// What stands after the headers.
fn body(answer: &[u8]) -> Vec<u8> {
    let at = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("headers end");
    answer[at + 4..].to_vec()
}

#[test]
fn ten_gigabytes_are_refused_before_they_come() {
    let dir = tempfile::tempdir().expect("a folder");
    let served = Served::of(dir.path());
    // said beforehand: nothing of it is read
    let mut line = TcpStream::connect(served.1).expect("answers");
    line.write_all(b"POST /exchange HTTP/1.1\r\nHost: seat\r\nContent-Length: 10000000000\r\n\r\n").expect("asked");
    let mut all = vec![0; 4096];
    let n = line.read(&mut all).expect("read");
    refused(&all[..n], 5111);
    // not said: let go as soon as it is too much
    let mut line = TcpStream::connect(served.1).expect("answers");
    line.write_all(b"POST /exchange HTTP/1.1\r\nHost: seat\r\nTransfer-Encoding: chunked\r\n\r\n").expect("asked");
    let chunk = [b"100000\r\n".to_vec(), vec![7; 1 << 20], b"\r\n".to_vec()].concat();
    let taken = (0..10_000).take_while(|_| line.write_all(&chunk).is_ok()).count() as u64;
    assert!(taken < 2 * (MOST >> 20), "{taken} MiB were taken");
    let page = crate::store::page(&served);
    assert!(page.starts_with("HTTP/1.1 "), "the seat goes on: {page}");
}

#[test]
fn a_desk_with_a_wrong_clock_is_told_so() {
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
    played(&desk);
    let served = Served::of(&seat);
    let (url, code) = (served.url(), code(&seat, "YEAR-1"));
    runs(sync(&desk, &["join", &url, "--code", &code]));
    let wrong =
        Desk::open(&desk, "", Arc::new(Standing(SystemClock.now().0 - 9 * 365 * 24 * 3600 * 1000))).expect("opens");
    let known = wrong.seats().expect("read").remove(0);
    let told = wrong.exchange(&known, &mut |p| Ok(body(&ask(&served, p)))).expect_err("refused");
    assert!(matches!(&told, desk::Trouble::Refusal(r) if r.number == 5113), "{told:?}");
    drop(wrong);
    let sent = sync(&desk, &["now"]).output().expect("runs");
    assert!(sent.status.success(), "with the clock set right: {}", said(&sent));
}

/// A clock that stands.
struct Standing(i64);

impl Clock for Standing {
    fn now(&self) -> Instant {
        Instant(self.0)
    }
}
