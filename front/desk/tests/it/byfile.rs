//! A society with no network at all: it joins, sends and is written to by files carried by hand.

use crate::exchange::log_size;
use crate::sample::*;
use crate::state::{both_seats, officer, operator_of_all};
use desk::exchange::{Load, carried};
use desk::{Desk, Role, Who};
use keep::exchange::Seat;
use keep::view;
use kernel::{CommandId, SocietyId};
use places::decide::Taken;
use places::{Office, Scope};
use std::path::Path;

fn trial(desk: &Desk, society: SocietyId) -> Vec<view::TrialRow> {
    desk.read(|t| view::trial_balance(t, society)).unwrap()
}

fn alone_at(dir: &Path) -> (Desk, SocietyId) {
    let desk = open(dir, "");
    let society = desk.import(&operator(), CODE, &batch(CODE, 3), command(1)).unwrap().society;
    alone(&desk, society);
    begin(&desk, society);
    (desk, society)
}

/// A desk that joined by a letter and its answer, and the seat as it knows it.
fn joined_by_file(seat: &Desk, dir: &Path) -> (Desk, SocietyId, Seat) {
    let (desk, society) = alone_at(&dir.join("desk"));
    let given = seat.let_in(&operator_of_all(), CODE).unwrap();
    desk.pack_letter(&operator(), society, &given.code, &dir.join("l"), &Load::default()).unwrap();
    seat.unpack(&dir.join("l"), &dir.join("l.answer")).unwrap();
    desk.unpack(&dir.join("l.answer"), &dir.join("unused")).unwrap();
    let to = desk.seats().unwrap().remove(0);
    (desk, society, to)
}

fn post(desk: &Desk, society: SocietyId, ids: std::ops::Range<u128>) {
    for id in ids {
        desk.post(&secretary(), society, command(id), &voucher(&format!("V-{id}"), 100)).unwrap();
    }
}

/// The order of a rate, so that something comes down.
fn order(seat: &Desk, n: u128) {
    use credit::{claims::StateRule, interest::Rate, norm::NormRule, product::Rule};
    let who = officer(seat, 400 + n, &format!("registrar-{n}"), Office::Registrar, Scope::State);
    let value = StateRule { share: Rate(400), cap: kernel::Paise(30_000_000), only_prompt: true };
    let rule = Rule { from: day("2025-04-01"), value, order: format!("{n}/2025"), source: String::new() };
    seat.order_rate(&who, command(500 + n), &NormRule::State(rule)).unwrap();
}

#[test]
fn a_society_joins_sends_and_is_written_to_by_files_alone() {
    both_seats(|seat, dir| {
        let (desk, society) = alone_at(&dir.join("desk"));
        post(&desk, society, 1_000..1_020);
        order(seat, 1);
        let given = seat.let_in(&operator_of_all(), CODE).unwrap();
        let (out, back) = (dir.join("out"), dir.join("back"));
        let clerk = Who::local(Role::Cashier);
        let none = Load::default();
        assert_eq!(number(desk.pack_letter(&clerk, society, &given.code, &out, &none)), 5001);
        let packed = desk.pack_letter(&operator(), society, &given.code, &out, &none).unwrap();
        assert_eq!((packed.entries, packed.left), (log_size(&desk, society), 0));
        assert!(!carried(&out).unwrap().iter().any(|p| find(p, given.code.as_bytes())), "the code is not in it");
        assert_eq!((desk.seats().unwrap().len(), desk.letter_waits(society).unwrap()), (0, true));
        assert_eq!(seat.unpack(&out, &back).unwrap().received, packed.entries);
        // one way there and one back: let in, everything there, everything of the State here
        let told = desk.unpack(&back, &dir.join("unused")).unwrap();
        assert_eq!((told.sent, told.not_believed.len()), (packed.entries, 0));
        assert!(told.received > 0);
        let to = desk.seats().unwrap().remove(0);
        assert_eq!((&to.name, &to.url[..]), (&seat.seat_name(), ""));
        assert_eq!((desk.rate_orders().unwrap().len(), desk.letter_waits(society).unwrap()), (1, false));
        assert_eq!(trial(seat, society), trial(&desk, society));
        assert!(seat.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
        desk.unpack(&back, &dir.join("unused")).unwrap();
        // and so on from there
        post(&desk, society, 1_020..1_025);
        order(seat, 2);
        let (out, back) = (dir.join("out2"), dir.join("back2"));
        assert_eq!(desk.pack(&to, &out).unwrap(), 5);
        seat.unpack(&out, &back).unwrap();
        desk.unpack(&back, &dir.join("unused")).unwrap();
        assert_eq!((trial(seat, society), desk.rate_orders().unwrap().len()), (trial(&desk, society), 2));
        assert_eq!(desk.unsent(society).unwrap()[0].entries, 0);
    });
}

fn find(within: &[u8], what: &[u8]) -> bool {
    within.windows(what.len()).any(|w| w == what)
}

#[test]
fn who_has_not_the_code_neither_joins_nor_welcomes() {
    both_seats(|seat, dir| {
        let (desk, society) = alone_at(&dir.join("desk"));
        let given = seat.let_in(&operator_of_all(), CODE).unwrap();
        let way = |name: &str| dir.join(name);
        // a wrong code: the answer says so, and nothing is kept of what came with the letter
        desk.pack_letter(&operator(), society, "AAAA-BBBB-CCCC", &way("wrong"), &Load::default()).unwrap();
        seat.unpack(&way("wrong"), &way("wrong.answer")).unwrap();
        assert_eq!(number(desk.unpack(&way("wrong.answer"), &way("unused"))), 5103);
        assert!(seat.read(|t| keep::logs(t, society)).unwrap().is_empty());
        desk.pack_letter(&operator(), society, &given.code, &way("letter"), &Load::default()).unwrap();
        // another seat that got hold of the letter welcomes it, without having given the code
        let false_seat = open(&way("false"), "").begin_state(&operator_of_all(), 5, "Uttarakhand").unwrap();
        let theirs = false_seat.let_in(&operator_of_all(), CODE).unwrap();
        let mut letter = carried(&way("letter")).unwrap();
        let mine = |code: &str, name: &str| {
            let (other, id) = alone_at(&way(name));
            other.pack_letter(&operator(), id, code, &way(&format!("{name}.letter")), &Load::default()).unwrap();
            (other, id)
        };
        let (stranger, _) = mine(&theirs.code, "stranger");
        false_seat.unpack(&way("stranger.letter"), &way("stranger.answer")).unwrap();
        assert_eq!(number(desk.unpack(&way("stranger.answer"), &way("unused"))), 3274);
        assert!(desk.seats().unwrap().is_empty());
        stranger.unpack(&way("stranger.answer"), &way("unused")).unwrap();
        assert_eq!(stranger.seats().unwrap().len(), 1);
        // the code is good once: whoever copies it comes too late, and the letter opened twice says the same
        seat.unpack(&way("letter"), &way("first")).unwrap();
        seat.unpack(&way("letter"), &way("second")).unwrap();
        mine(&given.code, "thief");
        seat.unpack(&way("thief.letter"), &way("thief.answer")).unwrap();
        assert_eq!(seat.read(|t| keep::logs(t, society)).unwrap().iter().filter(|d| !d.is_seat()).count(), 1);
        desk.unpack(&way("second"), &way("unused")).unwrap();
        assert_eq!(trial(seat, society), trial(&desk, society));
        // a letter that was changed on the way is none
        *letter[0].last_mut().unwrap() ^= 1;
        assert_eq!(number(seat.receive(&letter[0])), 5101);
    });
}

#[test]
fn a_file_is_filled_to_the_brim_and_the_next_goes_on() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined_by_file(seat, dir);
        post(&desk, society, 1_000..2_300);
        let all = desk.unsent(society).unwrap()[0].entries;
        // far more than a page comes down at once, too
        let gone = desk.read(keep::state_of).unwrap().unwrap();
        let before = size(&desk, gone);
        for n in 0..700 {
            let taken = Taken { order: format!("{n}"), ..Taken::default() };
            let bank = places::Bank { code: "ALM".into(), name: format!("बैंक {n}"), districts: vec![45] };
            let act = desk::state::StateAct::Banks { banks: vec![bank], taken };
            seat.keep_state(&operator_of_all(), CommandId(uuid::Uuid::from_u128(9_000 + n)), &act).unwrap();
        }
        let small = |after: Option<&Path>| Load { most: 4 << 10, after: after.map(Path::to_owned), files: false };
        let (one, two, rest) = (dir.join("one"), dir.join("two"), dir.join("rest"));
        let first = desk.pack_load(&to, &one, &small(None)).unwrap();
        assert!(first.entries > 0 && first.left > 0 && first.entries + first.left == all, "{first:?}");
        let second = desk.pack_load(&to, &two, &small(Some(&one))).unwrap();
        assert_eq!(first.left - second.entries, second.left);
        assert!(second.entries > 0);
        for (n, file) in [&one, &two].into_iter().enumerate() {
            let back = dir.join(format!("{n}.back"));
            seat.unpack(file, &back).unwrap();
            desk.unpack(&back, &dir.join("unused")).unwrap();
        }
        assert_eq!(desk.unsent(society).unwrap()[0].entries, second.left);
        // with room for all, all goes there and all comes back, in one way
        let full = desk.pack_load(&to, &rest, &Load::default()).unwrap();
        assert_eq!((full.entries, full.left), (second.left, 0));
        seat.unpack(&rest, &dir.join("rest.back")).unwrap();
        desk.unpack(&dir.join("rest.back"), &dir.join("unused")).unwrap();
        assert_eq!((trial(seat, society), desk.unsent(society).unwrap()[0].entries), (trial(&desk, society), 0));
        assert_eq!(size(&desk, gone), size(seat, gone));
        assert!(size(&desk, gone) >= before + 700);
    });
}

/// Entries of the seat's log of a society.
fn size(desk: &Desk, society: SocietyId) -> u64 {
    let logs = desk.read(|t| keep::logs(t, society)).unwrap();
    let of = |d| desk.read(|t| keep::open_log(t, society, d)).unwrap().map_or(0, |l| l.frontier.size());
    logs.into_iter().filter(|d| d.is_seat()).map(of).sum()
}

#[test]
fn a_file_that_is_cut_or_says_it_holds_gigabytes_is_refused_before_anything_is_taken() {
    both_seats(|seat, dir| {
        let (desk, society) = alone_at(&dir.join("desk"));
        let given = seat.let_in(&operator_of_all(), CODE).unwrap();
        let out = dir.join("out");
        desk.pack_letter(&operator(), society, &given.code, &out, &Load::default()).unwrap();
        let whole = std::fs::read(&out).unwrap();
        let bad = dir.join("bad");
        let tried = |bytes: &[u8], no: u16| {
            std::fs::write(&bad, bytes).unwrap();
            assert_eq!(number(seat.unpack(&bad, &dir.join("unused"))), no);
            assert!(seat.read(|t| keep::logs(t, society)).unwrap().is_empty());
        };
        tried(&whole[..whole.len() - 1], 5101);
        tried(&[&whole[..], b"12\nxx"].concat(), 5101);
        tried(&[&whole[..], b"999999999999999999999\n"].concat(), 5101);
        tried(&[&whole[..], b"9999999999\n"].concat(), 5111);
        tried(b"sahakar-carrier/2\n", 5101);
        // ten gigabytes that hold nothing: not one of them is read
        let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(&bad).unwrap();
        file.set_len(10_000_000_000).unwrap();
        drop(file);
        assert_eq!(number(seat.unpack(&bad, &dir.join("unused"))), 5101);
        std::fs::write(&bad, &whole).unwrap();
        seat.unpack(&bad, &dir.join("answer")).unwrap();
        assert_eq!(trial(seat, society), trial(&desk, society));
    });
}

#[test]
fn one_who_joined_by_a_file_joins_over_a_line_when_there_is_one_and_a_file_takes_no_line_away() {
    const URL: &str = "http://seat.example:8765";
    both_seats(|seat, dir| {
        let (desk, society) = alone_at(&dir.join("desk"));
        let way = |name: &str| dir.join(name);
        let by_file = |n: &str| {
            let given = seat.let_in(&operator_of_all(), CODE).unwrap();
            let (out, back) = (way(&format!("out{n}")), way(&format!("back{n}")));
            desk.pack_letter(&operator(), society, &given.code, &out, &Load::default()).unwrap();
            seat.unpack(&out, &back).unwrap();
            back
        };
        // the first answer is lost on the way: another letter with another code is answered too
        by_file("1");
        desk.unpack(&by_file("2"), &way("unused")).unwrap();
        assert_eq!(desk.seats().unwrap()[0].url, "");
        let given = seat.let_in(&operator_of_all(), CODE).unwrap();
        desk.join(&operator(), society, URL, &given.code, &mut |p| seat.receive(p)).unwrap();
        assert_eq!(desk.seats().unwrap()[0].url, URL);
        // a welcome that comes by file after that leaves the address
        desk.unpack(&by_file("3"), &way("unused")).unwrap();
        let seats = desk.seats().unwrap();
        assert_eq!((seats.len(), &seats[0].url[..]), (1, URL));
        // another computer with that code is not let in: it was used
        let (other, id) = alone_at(&way("other"));
        assert_eq!(number(other.join(&operator(), id, URL, &given.code, &mut |p| seat.receive(p))), 5103);
    });
}

#[test]
fn three_files_one_after_the_other_hold_each_what_the_last_left() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined_by_file(seat, dir);
        let (mut after, mut sent) = (None, 0);
        for n in 0..3u128 {
            post(&desk, society, 1_000 + n * 10..1_010 + n * 10);
            let file = dir.join(format!("f{n}"));
            let load = Load { after: after.replace(file.clone()), ..Load::default() };
            let packed = desk.pack_load(&to, &file, &load).unwrap();
            assert_eq!((packed.entries, packed.left), (10, 0), "file {n}");
            sent += packed.entries;
        }
        for n in 0..3 {
            seat.unpack(&dir.join(format!("f{n}")), &dir.join(format!("f{n}.answer"))).unwrap();
        }
        assert_eq!((sent, trial(seat, society)), (30, trial(&desk, society)));
    });
}
