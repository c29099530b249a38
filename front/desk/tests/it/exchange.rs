//! A desk and the seat above: joining, sending over a bad line, by a file, after a restore, from a copied computer.

use crate::sample::*;
use desk::act::{Act, Pay};
use desk::exchange::Sent;
use desk::{Desk, Role, Trouble, Who};
use keep::exchange::{Fetching, Seat};
use keep::view;
use kernel::{DeskId, Fault, SocietyId};
use std::path::Path;
use sync::LogId;

const URL: &str = "http://seat.invalid";

fn officer() -> Who {
    Who::local(Role::Officer)
}

/// A seat on both engines, and beside it a society's desk that has joined it.
fn joined(story: impl Fn(&Desk, &Desk, &Seat, SocietyId, &Path)) {
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = open(&dir.path().join("desk"), "");
        let society = opened(&desk);
        let seat = join(&desk, state, society);
        story(&desk, state, &seat, society, dir.path());
    });
}

fn join(desk: &Desk, state: &Desk, society: SocietyId) -> Seat {
    let given = state.let_in(&officer(), CODE).unwrap();
    desk.join(&operator(), society, URL, &given.code, &mut |p| state.receive(p)).unwrap()
}

fn send(desk: &Desk, state: &Desk, seat: &Seat) -> Sent {
    let sent = desk.exchange(seat, &mut |p| state.receive(p)).unwrap();
    state.draw_received().unwrap();
    sent
}

fn post(desk: &Desk, society: SocietyId, ids: std::ops::Range<u128>) {
    for id in ids {
        desk.post(&secretary(), society, command(id), &voucher(&format!("V-{id}"), 100)).unwrap();
    }
}

fn trial(desk: &Desk, society: SocietyId) -> Vec<view::TrialRow> {
    desk.read(|t| view::trial_balance(t, society)).unwrap()
}

fn unsent(desk: &Desk, society: SocietyId) -> u64 {
    desk.unsent(society).unwrap().iter().map(|u| u.entries).sum()
}

#[test]
fn what_a_society_writes_stands_at_the_seat_signed_by_both() {
    joined(|desk, state, seat, society, _| {
        post(desk, society, 1_000..1_040);
        let before = unsent(desk, society);
        assert!(before > 40);
        let sent = send(desk, state, seat);
        assert_eq!((sent.sent, unsent(desk, society)), (before, 0));
        assert_eq!(trial(state, society), trial(desk, society));
        assert!(state.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
        let log = LogId { society, desk: DeskId(1) };
        let signed = desk.read(|t| keep::exchange::witnessed(t, log)).unwrap();
        assert_eq!((&*signed[0].0, signed[0].1), (&*state.seat_name(), before));
        assert_eq!(send(desk, state, seat).sent, 0);
        post(desk, society, 1_040..1_041);
        let one = &desk.unsent(society).unwrap()[0];
        assert_eq!((one.entries, one.since, &one.seat), (1, Some(clock_now()), &seat.name));
    });
}

#[test]
fn what_came_is_drawn_once_however_many_ask() {
    joined(|desk, state, seat, society, _| {
        post(desk, society, 1_000..1_010);
        desk.exchange(seat, &mut |p| state.receive(p)).unwrap();
        assert!(trial(state, society).is_empty(), "kept, and not drawn yet");
        std::thread::scope(|s| (0..4).for_each(|_| drop(s.spawn(|| state.draw_soon().unwrap()))));
        assert_eq!(trial(state, society), trial(desk, society));
        assert_eq!(state.draw_received().unwrap(), 0);
    });
}

fn clock_now() -> kernel::Instant {
    kernel::Clock::now(&*clock())
}

#[test]
fn codes_are_used_once_and_strangers_send_nothing() {
    joined(|desk, state, seat, society, dir| {
        assert_eq!(number(state.let_in(&secretary(), CODE)), 5001);
        let refused =
            |desk: &Desk, code: &str| number(desk.join(&operator(), society, URL, code, &mut |p| state.receive(p)));
        assert_eq!(refused(desk, "ABCD-EFGH-JKLM"), 5103);
        let other = open(&dir.join("other"), "");
        opened(&other);
        let given = state.let_in(&officer(), "UK-ALM-001").unwrap();
        assert_eq!(refused(&other, &given.code), 5103, "a code of another society");
        // it knows the address and has the same society, but nobody let it in
        let sent = other.exchange(seat, &mut |p| state.receive(p)).unwrap();
        assert_eq!((sent.sent, sent.unknown.len()), (0, 1));
        assert_eq!(state.read(|t| keep::logs(t, society)).unwrap(), [DeskId(1)]);
        assert_eq!(state.read(|t| keep::open_log(t, society, DeskId(1))).unwrap().unwrap().frontier.size(), 0);
    });
}

/// A line that loses questions and answers, and cuts parcels.
fn bad_line<'s>(state: &'s Desk, random: &'s mut u64) -> impl FnMut(&[u8]) -> Result<Vec<u8>, Trouble> + 's {
    move |parcel| {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let down = || Trouble::from(Fault::new("carry", "the line is down"));
        match (*random >> 33) % 6 {
            0 => Err(down()),
            1 => state.receive(&parcel[..parcel.len() - 3]),
            2 => state.receive(parcel).and_then(|_| Err(down())),
            3 => state.receive(parcel).map(|a| a[..a.len() / 2].to_vec()),
            _ => state.receive(parcel),
        }
    }
}

#[test]
fn over_a_bad_line_everything_arrives_once() {
    joined(|desk, state, seat, society, _| {
        let (mut random, mut failed) = (42u64, 0);
        for n in 0..20 {
            post(desk, society, 1_000 + n * 3..1_003 + n * 3);
            failed += i32::from(desk.exchange(seat, &mut bad_line(state, &mut random)).is_err());
        }
        assert!(failed > 5);
        send(desk, state, seat);
        assert_eq!(unsent(desk, society), 0);
        state.draw_received().unwrap();
        assert_eq!(trial(state, society), trial(desk, society));
        assert_eq!(number(state.receive(b"sahakar-parcel/1 what\n")), 5101);
        assert_eq!(number(state.receive(b"")), 5101);
    });
}

#[test]
fn a_file_carries_what_no_line_does() {
    joined(|desk, state, seat, society, dir| {
        post(desk, society, 1_000..1_010);
        let (out, back) = (dir.join("out.sahakar"), dir.join("back.sahakar"));
        let all = unsent(desk, society);
        assert_eq!(desk.pack(seat, &out).unwrap(), all);
        assert_eq!(unsent(desk, society), all, "not before the seat has said so");
        assert_eq!(number(desk.pack(seat, &out)), 5043);
        assert_eq!(state.unpack(&out, &back).unwrap().received, all);
        assert_eq!(desk.unpack(&back, &dir.join("unused")).unwrap().sent, all);
        assert_eq!(unsent(desk, society), 0);
        assert_eq!(trial(state, society), trial(desk, society));
        assert_eq!(number(desk.unpack(&dir.join("nothing"), &back)), 5105);
        std::fs::write(dir.join("bad"), b"sahakar-carrier/1\n99\nxx").unwrap();
        assert_eq!(number(desk.unpack(&dir.join("bad"), &back)), 5101);
    });
}

#[test]
fn a_copied_computer_is_a_fork_and_a_restored_one_is_not() {
    joined(|desk, state, seat, society, dir| {
        send(desk, state, seat);
        let backup = dir.join("b.sahakar");
        desk.backup_to(&backup, "नदी-पहाड़-17").unwrap();
        // somebody copies the folder, and both go on
        let twin_dir = dir.join("twin");
        copy_folder(&dir.join("desk"), &twin_dir);
        let twin = open(&twin_dir, "");
        post(desk, society, 1_000..1_003);
        post(&twin, society, 2_000..2_005);
        assert!(send(desk, state, seat).forked.is_empty());
        let books = trial(state, society);
        assert_eq!(send(&twin, state, seat).forked.len(), 1);
        assert_eq!(
            (trial(state, society), unsent(&twin, society)),
            (books, 0),
            "kept beside, and counted in no figure"
        );
        let log = LogId { society, desk: DeskId(1) };
        assert_eq!(state.read(|t| keep::exchange::forks(t, log)).unwrap().len(), 1);
        // the older backup on another computer: a desk of its own, told that the seat has more of the old one
        let new_dir = dir.join("new");
        Desk::restore(&backup, &new_dir, "", "नदी-पहाड़-17", clock()).unwrap();
        let new = open(&new_dir, "");
        let seat = join(&new, state, society);
        let told = new.exchange(&seat, &mut |p| state.receive(p)).unwrap();
        assert!(told.lost.contains(&log) && told.forked.is_empty(), "{told:?}");
        post(&new, society, 3_000..3_001);
        assert_eq!(send(&new, state, &seat).sent, 1);
        assert_eq!(state.read(|t| keep::logs(t, society)).unwrap(), [DeskId(1), DeskId(2)]);
        assert!(state.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
    });
}

/// An old copy of the folder put back in place of the newer one, and an old backup restored on another computer: the seat has more, and gives
/// it back.
#[test]
fn an_old_backup_gets_back_what_the_seat_has() {
    joined(|desk, state, seat, society, dir| {
        post(desk, society, 1_000..1_010);
        send(desk, state, seat);
        let (backup, old_dir) = (dir.join("b.sahakar"), dir.join("old"));
        desk.backup_to(&backup, "नदी-पहाड़-17").unwrap();
        copy_folder(&dir.join("desk"), &old_dir);
        // more than one page of entries
        post(desk, society, 2_000..2_620);
        send(desk, state, seat);
        let (books, size) = (trial(desk, society), log_size(desk, society));
        let log = LogId { society, desk: DeskId(1) };

        let old = open(&old_dir, "");
        assert_eq!(log_size(&old, society), size - 620);
        let sent = send(&old, state, seat);
        assert!(sent.lost.contains(&log) && sent.forked.is_empty(), "{sent:?}");
        assert_eq!((sent.received, log_size(&old, society)), (620, size));
        assert_eq!((trial(&old, society), unsent(&old, society)), (books.clone(), 0));
        let told = old.lost(society).unwrap();
        let told: Vec<_> = told.iter().map(|l| (l.desk, l.size, l.size - l.here, l.fetching)).collect();
        assert_eq!(told, [(DeskId(1), size, 620, Fetching::Back)]);
        assert!(old.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
        // work goes on after them, with no fork
        post(&old, society, 3_000..3_003);
        let sent = send(&old, state, seat);
        assert_eq!((sent.sent, sent.lost.len(), sent.forked.len()), (3, 0, 0));
        assert_eq!(trial(state, society), trial(&old, society));
        assert!(state.read(|t| keep::exchange::forks(t, log)).unwrap().is_empty());
        let before = trial(&old, society);
        old.rebuild().unwrap();
        assert_eq!(trial(&old, society), before);

        // on another computer it is a desk of its own, and the old desk's entries come back into the old desk's log
        Desk::restore(&backup, &dir.join("new"), "", "नदी-पहाड़-17", clock()).unwrap();
        let new = open(&dir.join("new"), "");
        let seat = join(&new, state, society);
        let sent = send(&new, state, &seat);
        assert_eq!((sent.received, log_size(&new, society)), (623, size + 3));
        assert_eq!(trial(&new, society), before);
        assert_eq!(new.lost(society).unwrap()[0].fetching, Fetching::Back);
        post(&new, society, 4_000..4_002);
        send(&new, state, &seat);
        assert_eq!(trial(state, society), trial(&new, society));
        assert!(new.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
    });
}

/// Carried by hand, it takes one more way to the seat and back; meanwhile the pages say what is missing.
#[test]
fn what_is_missing_is_told_before_it_is_fetched() {
    joined(|desk, state, seat, society, dir| {
        send(desk, state, seat);
        copy_folder(&dir.join("desk"), &dir.join("old"));
        post(desk, society, 1_000..1_005);
        send(desk, state, seat);
        let books = trial(desk, society);
        let old = open(&dir.join("old"), "");
        let way = |n: u32| {
            let (out, back) = (dir.join(format!("{n}.out")), dir.join(format!("{n}.back")));
            old.pack(seat, &out).unwrap();
            state.unpack(&out, &back).unwrap();
            old.unpack(&back, &dir.join("unused")).unwrap();
            let told = old.lost(society).unwrap();
            told.iter().map(|l| (l.size - l.here, l.fetching)).collect::<Vec<_>>()
        };
        assert_eq!(way(1), [(5, Fetching::Missing)]);
        assert_ne!(trial(&old, society), books);
        assert_eq!(way(2), [(5, Fetching::Back)]);
        assert_eq!(trial(&old, society), books);
    });
}

/// Where the old copy has written on before it heard of it, that is a fork: both stand at the seat, and nothing here is replaced.
#[test]
fn an_old_copy_that_wrote_on_is_a_fork_and_loses_nothing() {
    joined(|desk, state, seat, society, dir| {
        send(desk, state, seat);
        copy_folder(&dir.join("desk"), &dir.join("old"));
        post(desk, society, 1_000..1_005);
        send(desk, state, seat);
        let old = open(&dir.join("old"), "");
        post(&old, society, 2_000..2_001);
        let books = trial(&old, society);
        let sent = send(&old, state, seat);
        assert_eq!((sent.forked.len(), sent.lost.len(), trial(&old, society)), (1, 0, books));
        let log = LogId { society, desk: DeskId(1) };
        let forks = state.read(|t| keep::exchange::forks(t, log)).unwrap();
        assert_eq!(forks.len(), 1);
        assert_eq!(trial(state, society), trial(desk, society), "what came first stands in the books");
    });
}

pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A day of five hundred entries as a counter makes them: what it weighs on the line.
#[test]
fn a_day_of_five_hundred_entries_is_small_on_the_line() {
    crate::counter::counter(|c| {
        let dir = tempfile::tempdir().unwrap();
        let state = open(dir.path(), "");
        let seat = join(c.desk, &state, c.society);
        for member in ["1", "2", "3"] {
            c.act(Act::OpenDeposit {
                joint: Vec::new(),
                member_no: member.into(),
                product: "SB".into(),
                months: 0,
                instalment: None,
                amount: crate::counter::rupees(500),
                pay: Pay::Cash,
            });
        }
        send(c.desk, &state, &seat);
        let before = log_size(c.desk, c.society);
        for n in 0..500i64 {
            let (account, amount) = (format!("SB-{}", n % 3 + 1), crate::counter::rupees(50 + n * 37 % 900));
            match n % 5 {
                0..=2 => c.act(Act::Deposit { account, amount, pay: Pay::Cash, agent: None }),
                3 => c.act(Act::Withdraw {
                    account,
                    amount: crate::counter::rupees(20 + n % 30),
                    pay: Pay::Cash,
                    to: None,
                }),
                _ => c.act(Act::Voucher(voucher(&format!("V-{n}"), 1_000 + n))),
            };
        }
        assert_eq!(log_size(c.desk, c.society) - before, 500);
        let sent = send(c.desk, &state, &seat);
        println!("500 entries: {} bytes in {} parcels", sent.bytes, sent.parcels);
        assert_eq!(sent.sent, 500);
        assert!(sent.bytes <= 60_000, "{} bytes", sent.bytes);
        assert_eq!(trial(&state, c.society), trial(c.desk, c.society));
    });
}

pub fn log_size(desk: &Desk, society: SocietyId) -> u64 {
    desk.read(|t| keep::open_log(t, society, DeskId(1))).unwrap().unwrap().frontier.size()
}

/// Several societies of one office in one parcel, and the State's lists coming down: at neither end does a transaction speak of two societies.
#[test]
fn what_many_societies_send_together_is_one_transaction_for_each() {
    crate::state::both_seats(|seat, dir| {
        use crate::state::operator_of_all;
        let desk = open(&dir.join("desk"), "");
        let mut societies = Vec::new();
        for (n, code) in [CODE, "UK-OTHER-2", "UK-OTHER-3"].into_iter().enumerate() {
            let id = 10 * (n as u128 + 1);
            let society = desk.import(&operator(), code, &batch(code, 3), command(id)).unwrap().society;
            alone(&desk, society);
            begin(&desk, society);
            societies.push(society);
        }
        let mut to = None;
        let (_, joined) = sql::watch::societies(|| {
            for (code, society) in [CODE, "UK-OTHER-2", "UK-OTHER-3"].into_iter().zip(&societies) {
                let given = seat.let_in(&operator_of_all(), code).unwrap();
                to = Some(desk.join(&operator(), *society, URL, &given.code, &mut |p| seat.receive(p)).unwrap());
            }
        });
        let to = to.unwrap();
        let (sent, exchanged) = sql::watch::societies(|| {
            let sent = desk.exchange(&to, &mut |p| seat.receive(p)).unwrap();
            seat.draw_received().unwrap();
            sent
        });
        assert!(sent.sent > 0 && sent.received > 0 && sent.parcels < 4, "{sent:?}");
        let file = dir.join("file");
        desk.post(&secretary(), societies[1], command(900), &voucher("V-900", 100)).unwrap();
        let ((), carried) = sql::watch::societies(|| {
            desk.pack(&to, &file).unwrap();
            seat.unpack(&file, &dir.join("answer")).unwrap();
            desk.unpack(&dir.join("answer"), &dir.join("unused")).unwrap();
        });
        let all: Vec<_> = joined.into_iter().chain(exchanged).chain(carried).collect();
        let one = |of: &std::collections::BTreeSet<i64>| of.len() <= 1 && !of.contains(&sql::watch::ALL);
        let wrong: Vec<_> = all.iter().filter(|of| !one(of)).collect();
        assert!(all.len() > 20 && wrong.is_empty(), "{wrong:?} of {}", all.len());
        let seen: std::collections::BTreeSet<i64> = all.into_iter().flatten().collect();
        assert!(societies.iter().all(|s| seen.contains(&s.0)), "{seen:?}");
        for society in societies {
            assert_eq!(trial(seat, society), trial(&desk, society));
            assert!(seat.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
        }
        // the watch sees what speaks of two
        let db = sql::Db::open(&format!("sqlite:{}", dir.join("desk/sahakar.db").display())).unwrap();
        let two = |t: &mut sql::Tx<'_>| {
            keep::open_log(t, SocietyId(1), DeskId(1))?;
            keep::open_log(t, SocietyId(2), DeskId(1)).map(|_| ())
        };
        assert_eq!(sql::watch::societies(|| db.tx(two).unwrap()).1, [[1, 2].into()]);
    });
}
