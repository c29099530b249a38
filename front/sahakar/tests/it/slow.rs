//! A society's days over the line of a hill village: few questions, few bytes, and through to the end although connections break off. The line here is
//! ten times as quick as a real one, so that nobody waits; `cargo bench -p sahakar --bench slow_line` takes its time and says how much.

use crate::line::{Line, Quality};
use crate::served::{Served, joined, played, runs, sync};
use crate::support::books;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// 64 kbit/s with two seconds there and back, ten times as quick.
const QUICK: Quality = Quality { bits: 640_000, round_trip: Duration::from_millis(200), lost: 10, cuts: &[], seed: 7 };
/// Bytes of a day of five hundred entries.
const DAY: u64 = 60_000;

#[test]
fn two_days_of_a_society_take_few_questions_and_few_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
    let here = played(&desk);
    let served = Served::of(&seat);
    let line = Line::to(served.1, QUICK);
    joined(&desk, &seat, line.address);
    let (up, trips) = (line.counted.up.load(Ordering::Relaxed), line.counted.round_trips());
    assert_eq!(trips, 2, "joining is one question: {:?}", line.counted);
    runs(sync(&desk, &["now"]));
    let (up, trips) = (line.counted.up.load(Ordering::Relaxed) - up, line.counted.round_trips() - trips);
    println!("{} entries: {up} bytes, {trips} round trips, {:?}", here.entries, line.counted);
    assert!(here.entries >= 500, "{}", here.entries);
    assert!(up * 500 <= DAY * here.entries, "{up} bytes for {} entries", here.entries);
    assert!(trips <= 1 + 2, "{:?}", line.counted);
    drop(served);
    assert_eq!(books(&seat).expect("it arrived"), here);
}

#[test]
fn a_line_that_breaks_off_brings_everything_in_the_end() {
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
    let here = played(&desk);
    let served = Served::of(&seat);
    // the first is joining; of the next, two break off on the way up
    let quality = Quality { cuts: &[u64::MAX, 3_000, 25_000], ..QUICK };
    let line = Line::to(served.1, quality);
    joined(&desk, &seat, line.address);
    let now = |mut command: Command| command.output().expect("runs").status.success();
    let mut tries = 1;
    while !now(sync(&desk, &["now"])) {
        tries += 1;
        assert!(tries < 10, "{:?}", line.counted);
    }
    assert!(tries > 1, "no connection broke off: {:?}", line.counted);
    drop(served);
    assert_eq!(books(&seat).expect("it arrived"), here);
}
