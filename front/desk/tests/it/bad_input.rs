//! What goes wrong in an office: the clock, two browsers, a doubled submit, the power in the middle of a day's end.

use crate::sample::*;
use desk::act::{Act, Asked};
use desk::{Desk, Trouble};
use keep::view;
use kernel::{Clock, SocietyId};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

const YEAR: i64 = 365 * 24 * 3600 * 1000;

#[test]
fn a_clock_set_back_is_noted_and_the_order_stays() {
    let dir = tempfile::tempdir().unwrap();
    let clock = clock();
    let desk = Desk::open(dir.path(), "", clock.clone()).unwrap();
    let society = opened(&desk);
    assert_eq!(desk.clock_warning(society).unwrap(), None);
    let first = desk.post(&secretary(), society, command(5), &voucher("R-1", 500)).unwrap();
    clock.0.fetch_sub(90 * 60_000, Ordering::Relaxed);
    let said = desk.clock_warning(society).unwrap().unwrap();
    assert_eq!((said.number, &said.args[2].1[..]), (5058, "90"));
    let second = desk.post(&secretary(), society, command(6), &voucher("R-2", 700)).unwrap();
    assert!(second.first > first.last && second.at < first.at, "order is by position, not by the clock");
    let noted = desk.read(|t| keep::audit::list(t, society, 50, 0)).unwrap().0;
    assert!(noted.iter().any(|d| d.act == "clock-back" && d.number == 5058));
    assert!(desk.verify(society).unwrap()[0].is_whole());
    let before = desk.read(|t| view::trial_balance(t, society)).unwrap();
    desk.rebuild().unwrap();
    assert_eq!(desk.read(|t| view::trial_balance(t, society)).unwrap(), before);
    // right again: the warning goes when the clock has passed the last entry
    clock.0.fetch_add(YEAR, Ordering::Relaxed);
    assert_eq!(desk.clock_warning(society).unwrap(), None);
    // far back, before an ended day, no day is begun
    done(&desk, society, 7, Act::EndDay { cash: notes(&desk, society) });
    clock.0.fetch_sub(2 * YEAR, Ordering::Relaxed);
    let begin = Act::BeginDay { date: day("2025-06-03"), cash: Vec::new() };
    assert_eq!(number(desk.act(&secretary(), society, command(8), &begin.into())), 4026);
}

/// The drawer holds what the books say.
fn notes(desk: &Desk, society: SocietyId) -> Vec<(i64, i64)> {
    books::day::fewest(desk.read(|t| keep::deciding::day_state(t, society)).unwrap().book_cash)
}

/// Two browsers at the same moment.
fn together(desk: &Desk, society: SocietyId, asked: [(u128, Asked); 2]) -> Vec<Result<desk::Done, Trouble>> {
    std::thread::scope(|s| {
        let both = asked.map(|(id, asked)| s.spawn(move || desk.act(&secretary(), society, command(id), &asked)));
        both.into_iter().map(|t| t.join().unwrap()).collect()
    })
}

#[test]
fn two_browsers_on_one_voucher_take_it_back_once() {
    both(|desk| {
        let society = opened(desk);
        for round in 0..5 {
            let posted =
                desk.post(&secretary(), society, command(100 + round), &voucher(&format!("R-{round}"), 500)).unwrap();
            let before = desk.read(|t| view::trial_balance(t, society)).unwrap();
            let entry = (posted.desk.0, posted.first.0);
            let back = || Asked::from(Act::Reverse { entry, reason: "दो बार लिखा".into() });
            let asked = [(200 + 2 * round, back()), (201 + 2 * round, back())];
            let answers = together(desk, society, asked);
            let refused: Vec<u16> =
                answers.iter().filter_map(|a| a.as_ref().err()?.refusal().map(|r| r.number)).collect();
            assert_eq!(refused, [4010], "one is told that it is done: {answers:?}");
            let after = desk.read(|t| view::trial_balance(t, society)).unwrap();
            let sum = |all: &[view::TrialRow], code: &str| {
                all.iter().find(|r| r.code == code).map_or(0, |r| (r.debit - r.credit).0)
            };
            assert_eq!(sum(&before, "CASH") - sum(&after, "CASH"), 500, "taken back once");
        }
        assert!(desk.verify(society).unwrap()[0].is_whole());
    });
}

#[test]
fn a_doubled_submit_is_one_entry() {
    both(|desk| {
        let society = opened(desk);
        for round in 0..5 {
            let entries = || desk.read(|t| view::home(t, society)).unwrap().unwrap().entries;
            let before = entries();
            let asked = || Asked::from(Act::Voucher(voucher("", 500)));
            let id = 300 + round;
            let answers = together(desk, society, [(id, asked()), (id, asked())]);
            let receipts: Vec<_> = answers.into_iter().map(|a| a.unwrap().receipt).collect();
            assert_eq!((receipts[0].first, receipts[0].root), (receipts[1].first, receipts[1].root));
            assert_eq!(receipts.iter().filter(|r| r.already).count(), 1);
            assert_eq!(entries(), before + 1);
        }
    });
}

const KILLS: u64 = 60;

/// Run by the test below in a process of its own: vouchers and day's ends without pause.
#[test]
#[ignore = "the child of another test"]
fn days() {
    let Ok(dir) = std::env::var("SAHAKAR_DAYS_DIR") else { return };
    let clock = clock();
    clock.0.fetch_add(3 * YEAR, Ordering::Relaxed);
    let desk = Desk::open(Path::new(&dir), "", clock).unwrap();
    let society = desk::society_id(CODE);
    println!("said ready");
    loop {
        let state = desk.read(|t| keep::deciding::day_state(t, society)).unwrap();
        let n = desk.read(|t| view::home(t, society)).unwrap().unwrap().entries;
        match (state.open, state.closed_until) {
            (Some(date), _) => {
                let one = books::decide::PostVoucher { date, ..voucher("", 500) };
                done(&desk, society, 2_000_000 + u128::from(n), Act::Voucher(one));
                let cash = notes(&desk, society);
                done(&desk, society, 3_000_000 + u128::from(n), Act::EndDay { cash });
                println!("said {date}");
            }
            (None, closed) => {
                let date = closed.unwrap().tomorrow().unwrap();
                done(&desk, society, 4_000_000 + u128::from(n), Act::BeginDay { date, cash: Vec::new() });
            }
        }
    }
}

/// Kills the child some microseconds after it has said so many days; gives the last day it said was ended.
fn kill(dir: &Path, many: u64, micros: u64) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["bad_input::days", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("SAHAKAR_DAYS_DIR", dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut last = String::new();
    let mut seen = 0;
    for line in out.by_ref() {
        let Some(said) = line.split_once("said ").map(|(_, said)| said.to_owned()) else { continue };
        if said != "ready" {
            last = said;
        }
        seen += 1;
        if seen > many {
            break;
        }
    }
    std::thread::sleep(Duration::from_micros(micros));
    child.kill().unwrap();
    child.wait().unwrap();
    for said in out.filter_map(|l| l.split_once("said ").map(|(_, said)| said.to_owned())) {
        last = said;
    }
    last
}

#[test]
fn killed_in_the_middle_of_days_ends_a_day_is_open_or_ended_never_half() {
    let dir = tempfile::tempdir().unwrap();
    let mut clock_far = clock().now().0;
    clock_far += 3 * YEAR;
    let far = || {
        let clock = clock();
        clock.0.store(clock_far, Ordering::Relaxed);
        Arc::clone(&clock) as Arc<dyn Clock>
    };
    let society = opened(&open(dir.path(), ""));
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut open_days, mut ended_days) = (0, 0);
    for n in 0..KILLS {
        let said = kill(dir.path(), random(2), random(12_000));
        let desk = Desk::open(dir.path(), "", far()).unwrap();
        let judged = desk.verify(society).unwrap();
        assert!(judged[0].is_whole(), "kill {n}: {judged:?}");
        let days = desk.read(|t| view::business_days(t, society, 2_000)).unwrap();
        let (newest, older) = days.split_first().unwrap();
        assert!(older.iter().all(|d| d.ended.is_some()), "kill {n}: only the newest may be open");
        let ended: Vec<_> = days.iter().filter_map(|d| d.ended.map(|(seq, _)| (d.date, seq))).collect();
        // what was said to be ended is ended, and the signature reaches over every ended day
        assert!(said.is_empty() || ended.iter().any(|(date, _)| date.to_string() == said), "kill {n}: {said} is gone");
        assert!(ended.iter().all(|(_, seq)| u64::try_from(*seq).unwrap() < judged[0].signed), "kill {n}: unsigned");
        match newest.ended {
            None => {
                open_days += 1;
                // an open day takes entries and ends
                assert_eq!(newest.closing, None);
            }
            Some(_) => {
                ended_days += 1;
                assert!(newest.closing.is_some(), "kill {n}: an ended day has its count");
            }
        }
        if n % 10 == 0 {
            let all = || {
                desk.read(|t| Ok((view::trial_balance(t, society)?, view::business_days(t, society, 2_000)?))).unwrap()
            };
            let before = all();
            desk.rebuild().unwrap();
            assert_eq!(all(), before, "kill {n}");
        }
    }
    assert!(open_days >= 5 && ended_days >= 1, "both are seen: {open_days} open, {ended_days} ended");
}

/// A voucher of another day than the open one, a day that is closed or has not come, and something "from before" that was not before.
#[test]
fn wrong_dates_end_in_their_number_and_write_nothing() {
    both(|desk| {
        let society = opened(desk);
        let entries = || desk.read(|t| keep::open_log(t, society, kernel::DeskId(1))).unwrap().unwrap().frontier.size();
        let before = entries();
        let mut id = 60_000;
        let mut refused = |asked: Asked| {
            id += 1;
            number(desk.act(&secretary(), society, command(id), &asked))
        };
        let dated = |date: &str| Act::Voucher(books::decide::PostVoucher { date: day(date), ..voucher("R", 100) });
        assert_eq!(refused(dated("2025-06-03").into()), 4005);
        assert_eq!(refused(dated("2025-06-01").into()), 4006);
        let happened = |date: &str| Some(desk::act::Before::of(day(date), "बिजली नहीं थी", None));
        for date in ["2025-06-02", "2025-06-09"] {
            let asked = Asked { act: Act::Voucher(voucher("R", 100)), before: happened(date) };
            assert_eq!(refused(asked), 4030);
        }
        let cash = || books::day::fewest(desk.read(|t| keep::deciding::day_state(t, society)).unwrap().book_cash);
        assert_eq!(entries(), before, "nothing was written");
        done(desk, society, 61_000, Act::EndDay { cash: cash() });
        for (date, said) in [("2025-06-02", 4023), ("2025-03-31", 4023), ("2999-01-01", 4024)] {
            assert_eq!(refused(Act::BeginDay { date: day(date), cash: Vec::new() }.into()), said, "{date}");
        }
    });
}
