//! The power fails while pages are keyed from paper: `kill -9` of the program that serves them, at drawn moments while a page is being sent. A page that was
//! acknowledged is there whole after it; the one that was on its way is whole or not there at all, never half. (What was typed and not sent lies in the
//! browser: proofs/tests/browser/paper.rs.)

use crate::served::Served;
use desk::act::{Act, Asked, Bench};
use desk::{Desk, Role, Who};
use kernel::{CommandId, SystemClock};
use migration::bench::BenchEvent;
use migration::paper::PaperEvent;
use migration::paper::event::{Held, Listing};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const CODE: &str = "UK-KILL-1";
const PASSWORD: &str = "बिजली-गई-2026";
const KILLS: u64 = 12;
const ROWS: usize = 20;
const PAGES: u32 = 900;

fn open(data: &Path) -> Desk {
    Desk::open(data, "", Arc::new(SystemClock)).expect("opens after a kill")
}

/// A society with a loan ledger of many pages; gives a cookie of its operator.
fn prepared(data: &Path) -> String {
    let desk = open(data);
    let (local, command) = (Who::local(Role::Operator), || CommandId(uuid::Uuid::now_v7()));
    let society = desk.found(&local, CODE, "बिजली समिति", command()).expect("founded").society;
    desk.add_user(&local, society, "sanchalak", Role::Operator, PASSWORD).expect("a login");
    let held = Held::Book {
        pages: PAGES,
        first_folio: 1,
        last_folio: PAGES,
        total: None,
        custodian: "सचिव".into(),
        photo: None,
        no_photo: String::new(),
    };
    let listing = Listing { no: 1, kind: 7, product: "ST".into(), title: "KCC".into(), held };
    let opened = BenchEvent::Opened { cutoff: kernel::Date::constant(2025, 3, 31) };
    for event in [opened, BenchEvent::Paper(Box::new(PaperEvent::VolumeListed(Box::new(listing))))] {
        let asked = Asked { act: Act::Bench(Box::new(Bench::from(event))), before: None };
        desk.act(&local, society, command(), &asked).expect("it may");
    }
    format!("seat={}", desk.login("sanchalak", PASSWORD).expect("logs in").token)
}

/// Sends a page; true where the program said that it is kept.
fn key(address: SocketAddr, cookie: &str, page: u32) -> bool {
    let row =
        |i: usize| format!("&r{i}.0={}&r{i}.1={i}&r{i}.2=धन+सिंह&r{i}.5={page}&r{i}.9={page}", page * 100 + i as u32);
    let body = format!("hand=first{}", (0..ROWS).map(row).collect::<String>());
    let request = format!(
        "POST /s/{CODE}/bench/volumes/1/pages/{page} HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut answer = String::new();
    let sent = TcpStream::connect(address).and_then(|mut stream| {
        stream.write_all(request.as_bytes())?;
        stream.read_to_string(&mut answer)
    });
    sent.is_ok() && answer.starts_with("HTTP/1.1 303")
}

#[test]
fn a_page_that_was_acknowledged_is_whole_after_a_power_cut_and_no_page_is_half() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let cookie = prepared(&data);
    let society = desk::society_id(CODE);
    let mut kept = 0;
    for kill in 0..KILLS {
        let served = Served::of(&data);
        let acknowledged = Arc::new(AtomicU32::new(kept));
        let (address, told, cookie) = (served.1, acknowledged.clone(), cookie.clone());
        let hand = std::thread::spawn(move || {
            let mut page = told.load(Ordering::SeqCst);
            while key(address, &cookie, page + 1) {
                page += 1;
                told.store(page, Ordering::SeqCst);
            }
        });
        // a few pages, then at another moment of a page each time
        while acknowledged.load(Ordering::SeqCst) < kept + 2 {
            assert!(!hand.is_finished(), "pages are not taken");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(700 * kill));
        drop(served);
        hand.join().expect("the hand");
        let told = acknowledged.load(Ordering::SeqCst);
        let desk = open(&data);
        let case = desk.read(|t| keep::view::bench_case(t, society)).expect("a case");
        let pages = &case.paper.volumes[&1].pages;
        let whole = pages.values().filter_map(|p| p.first.as_ref()).inspect(|f| assert_eq!(f.keyed.rows.len(), ROWS));
        let there = whole.count() as u32;
        assert!(there == told || there == told + 1, "{told} acknowledged, {there} there after kill {kill}");
        kept = there;
    }
    println!("{kept} pages through {KILLS} kills");
}
