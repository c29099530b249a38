//! What a desk that was let in may not do: bring an older state back with parcels it sent before, or write under another society's name.

use crate::exchange::copy_folder;
use crate::sample::*;
use desk::exchange::carried;
use desk::{Desk, Who};
use keep::exchange::Seat;
use keep::view;
use kernel::SocietyId;
use std::path::Path;
use sync::LogId;

fn officer() -> Who {
    Who::local(desk::Role::Officer)
}

fn joined(seat: &Desk, dir: &Path, code: &str) -> (Desk, SocietyId, Seat) {
    let desk = open(dir, "");
    let society = desk.import(&operator(), code, &batch(code, 3), command(1)).unwrap().society;
    alone(&desk, society);
    begin(&desk, society);
    let given = seat.let_in(&officer(), code).unwrap();
    let to = desk.join(&operator(), society, "http://seat.invalid", &given.code, &mut |p| seat.receive(p)).unwrap();
    (desk, society, to)
}

fn send(desk: &Desk, seat: &Desk, to: &Seat) -> desk::exchange::Sent {
    let sent = desk.exchange(to, &mut |p| seat.receive(p)).unwrap();
    seat.draw_received().unwrap();
    sent
}

/// Size and checkpoint of every log of a society, and its books.
fn stands(seat: &Desk, society: SocietyId) -> (Vec<(u64, u64)>, Vec<view::TrialRow>) {
    let read = |t: &mut sql::Tx<'_>| {
        let mut logs = Vec::new();
        for desk in keep::logs(t, society)? {
            logs.extend(keep::open_log(t, society, desk)?.map(|l| (l.frontier.size(), l.checkpoint_size)));
        }
        Ok((logs, view::trial_balance(t, society)?))
    };
    seat.read(read).unwrap()
}

#[test]
fn parcels_and_checkpoints_sent_before_and_sent_again_take_nothing_back() {
    both(|seat| {
        let dir = tempfile::tempdir().unwrap();
        let (desk, society, to) = joined(seat, &dir.path().join("desk"), CODE);
        // what somebody on the line has kept: parcels with the checkpoint of that moment
        let kept = dir.path().join("kept");
        desk.pack(&to, &kept).unwrap();
        let old = carried(&kept).unwrap();
        send(&desk, seat, &to);
        for id in 1_000..1_010 {
            desk.post(&secretary(), society, command(id), &voucher(&format!("V-{id}"), 100)).unwrap();
        }
        send(&desk, seat, &to);
        let before = stands(seat, society);
        assert!(before.0[0].1 > 0 && before.0[0].0 == before.0[0].1, "the newest checkpoint covers everything");
        for parcel in &old {
            seat.receive(parcel).unwrap();
            seat.draw_received().unwrap();
        }
        assert_eq!(stands(seat, society), before, "neither entries nor checkpoint went back");
        assert!(
            seat.read(|t| keep::exchange::forks(t, LogId { society, desk: kernel::DeskId(1) })).unwrap().is_empty()
        );
        assert!(seat.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
    });
}

#[test]
fn the_key_of_one_society_opens_no_log_of_another() {
    both(|seat| {
        let dir = tempfile::tempdir().unwrap();
        let (one, society, to) = joined(seat, &dir.path().join("one"), CODE);
        send(&one, seat, &to);
        let (two, other, to_two) = joined(seat, &dir.path().join("two"), "UK-OTHER-2");
        send(&two, seat, &to_two);
        let before = (stands(seat, society), stands(seat, other));
        // the books of the first, written on and sent by a computer that has the key of the second
        let forged = dir.path().join("forged");
        copy_folder(&dir.path().join("one"), &forged);
        for id in 2_000..2_003 {
            let twin = open(&forged, "");
            twin.post(&secretary(), society, command(id), &voucher(&format!("V-{id}"), 999)).unwrap();
        }
        std::fs::copy(dir.path().join("two/keys/desk.key"), forged.join("keys/desk.key")).unwrap();
        let twin = open(&forged, "");
        let told = twin.exchange(&to, &mut |p| seat.receive(p)).unwrap();
        assert_eq!((told.sent, told.unknown.iter().map(|l| l.society).collect::<Vec<_>>()), (0, vec![society]));
        seat.draw_received().unwrap();
        assert_eq!((stands(seat, society), stands(seat, other)), before, "the seat is unharmed");
    });
}
