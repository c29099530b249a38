//! What may come to a seat over HTTP and is no good parcel of a desk it let in: refused with its number, and nothing has changed.

use crate::served::{Served, arrived, code, played, runs, sync};
use crate::support::said;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::Desk;
use desk::exchange::MOST;
use flate2::{Compression, read::DeflateDecoder, read::DeflateEncoder};
use kernel::{Clock, Instant, SystemClock};
use register::DeskKey;
use serde_json::{Value, json};
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
    assert_eq!(arrived(&seat), None, "nothing of all this was kept");
    // the good ones are taken, and coming again changes nothing
    let served = Served::of(&seat);
    for _ in 0..2 {
        for parcel in &good {
            assert!(ask(&served, parcel).starts_with(b"HTTP/1.1 200"));
        }
    }
    drop(served);
    assert_eq!(arrived(&seat), Some(here));
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

/// What is inside a parcel.
fn inside(parcel: &[u8]) -> Value {
    let end = parcel.iter().position(|b| *b == b'\n').expect("a first line");
    let mut json = Vec::new();
    DeflateDecoder::new(&parcel[end + 9..]).read_to_end(&mut json).expect("unsqueezed");
    serde_json::from_slice(&json).expect("JSON")
}

/// The checkpoint a society's desk signed last.
fn checkpoint(data: &Path) -> String {
    let desk = Desk::open(data, "", Arc::new(SystemClock)).expect("opens");
    let society = desk.read(keep::view::societies).expect("read")[0].id;
    desk.read(|t| keep::open_log(t, society, kernel::DeskId(1))).expect("read").expect("a log").checkpoint
}

/// Asks the seat with pages that somebody with the desk's own key has changed on the way, and hears what the desk is told.
fn told(served: &Served, data: &Path, change: impl Fn(&mut Value)) -> desk::exchange::Sent {
    let desk = Desk::open(data, "", Arc::new(SystemClock)).expect("opens");
    let (seat, key) = (desk.seats().expect("read").remove(0), key_of(data));
    let carry = &mut |parcel: &[u8]| {
        let mut asked = inside(parcel);
        asked["pages"].as_array_mut().expect("pages").iter_mut().for_each(&change);
        let forged = serde_json::to_vec(&asked).expect("JSON");
        Ok(body(&ask(served, &sealed(&key, SystemClock.now(), &forged[..]))))
    };
    desk.exchange(&seat, carry).expect("answered")
}

#[test]
fn forged_and_truncated_pages_and_checkpoints_are_refused_by_number_and_the_seat_is_unharmed() {
    let dir = tempfile::tempdir().expect("a folder");
    let [desk, seat, other] = ["desk", "seat", "other"].map(|n| dir.path().join(n));
    let here = played(&desk);
    played(&other);
    let served = Served::of(&seat);
    runs(sync(&desk, &["join", &served.url(), "--code", &code(&seat, "YEAR-1")]));
    let numbers = |sent: &desk::exchange::Sent| sent.refusals().iter().map(|(r, _)| r.number).collect::<Vec<_>>();
    // pages: an entry is taken out, put in, changed, or the sums before and after are
    let lines = |page: &mut Value, f: &dyn Fn(&mut Vec<Value>)| f(page["lines"].as_array_mut().expect("lines"));
    type Change<'c> = &'c dyn Fn(&mut Value);
    let bad: [Change<'_>; 5] = [
        &|p| lines(p, &|l| drop(l.pop())),
        &|p| lines(p, &|l| drop(l.remove(l.len() / 2))),
        &|p| lines(p, &|l| l.push(l[0].clone())),
        &|p| p["lines"][0]["w"] = json!("somebody"),
        &|p| p["root"] = json!("00".repeat(32)),
    ];
    for change in bad {
        let sent = told(&served, &desk, change);
        assert_eq!((numbers(&sent), sent.sent), (vec![3270], 0));
    }
    // a society that is not its own, under its own key
    let sent = told(&served, &desk, |p| p["log"]["society"] = json!(7));
    assert_eq!((numbers(&sent), sent.sent), (vec![5114], 0));
    // checkpoints: made up, of the same society at another computer, of another place; the entries that fit are kept
    let made_up = "sahakar/YEAR-1/1\n1\nAAAA\n\n— sahakar/YEAR-1/1 AAAA\n".to_owned();
    let theirs = checkpoint(&other);
    assert!(theirs.starts_with("sahakar/YEAR-1/1\n"), "{theirs}");
    for text in [made_up, theirs] {
        let sent = told(&served, &desk, |p| {
            if p["signed"].is_array() {
                p["signed"][1] = json!(text);
            }
        });
        assert_eq!(numbers(&sent), [3271], "{text}");
    }
    let own = checkpoint(&desk);
    assert_eq!(numbers(&told(&served, &desk, |p| p["signed"] = json!([1, own]))), [3272]);
    assert!(numbers(&told(&served, &desk, |_| ())).is_empty(), "what is not changed is believed");
    drop(served);
    assert_eq!(arrived(&seat), Some(here));
    let at_seat = Desk::open(&seat, "", Arc::new(SystemClock)).expect("opens");
    let society = at_seat.read(keep::view::societies).expect("read")[0].id;
    let noted = at_seat.read(|t| keep::audit::list(t, society, 50, 0)).expect("read").0;
    for number in [3270, 3271, 3272] {
        assert_eq!(
            noted.iter().filter(|d| d.act == "exchange" && d.number == number).count(),
            1,
            "S{number}, once a day"
        );
    }
}
