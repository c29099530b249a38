//! The seat of a State: lists, posts, what comes down, what is counted.

use crate::sample::*;
use desk::act::Act;
use desk::state::{StateAct, state_society};
use desk::{Desk, Role, Trouble, Who, society_id};
use kernel::{DeskId, SocietyId};
use places::decide::Taken;
use places::{Level, Office, Posting, Scope, Sector, import};
use programme::{Block, Document, Rung};
use std::path::Path;

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|l| l.split(',').map(|c| c.trim().to_owned()).collect()).collect()
}

const DISTRICTS: &str =
    "State Code,State Name,District Code,District Name\n5,UTTARAKHAND,45,ALMORA\n5,UTTARAKHAND,52,PAURI GARHWAL";
const BLOCKS: &str = "State Code,District Code,District Name,Block Code,Block Name\n5,45,ALMORA,357,HAWALBAG\n5,52,PAURI GARHWAL,404,KHIRSU";

fn keep(seat: &Desk, id: u128, act: StateAct) {
    seat.keep_state(&operator_of_all(), command(id), &act).unwrap();
}

fn operator_of_all() -> Who {
    Who::local(Role::Operator)
}

/// A seat with two districts and three societies.
fn seat(dir: &Path, store: &str) -> Desk {
    let seat = open(dir, store).begin_state(&operator_of_all(), 5, "Uttarakhand").unwrap();
    for (id, text) in [(1, DISTRICTS), (2, BLOCKS)] {
        let (level, rows) = import::places(&rows(text), 5).unwrap();
        keep(&seat, id, StateAct::Places { level, rows, taken: Taken::default() });
    }
    let list = format!(
        "Code,Name,Type,District,Block\n{CODE},Hawalbag,PACS,45,357\nUK-2,Takula,PACS,45,357\nUK-3,Khirsu,PACS,52,404"
    );
    let all = import::societies(&rows(&list), &seat.the_state().unwrap().directory).unwrap();
    keep(&seat, 3, StateAct::Societies { rows: all, taken: Taken::default() });
    seat
}

fn posting(login: &str, office: Office, scope: Scope) -> Posting {
    let (mail, phone) = (String::new(), String::new());
    Posting {
        login: login.into(),
        name: login.into(),
        office,
        scope,
        order: "Order 1".into(),
        from: clock_today(),
        mail,
        phone,
    }
}

fn clock_today() -> kernel::Date {
    kernel::Clock::now(&*clock()).day()
}

/// Posts an officer, who logs in with the one-time password.
fn officer(seat: &Desk, id: u128, login: &str, office: Office, scope: Scope) -> Who {
    let (_, secret) = seat.post_officer(&operator_of_all(), command(id), &posting(login, office, scope)).unwrap();
    seat.login(login, &secret.unwrap()).unwrap().who
}

fn both_seats(story: impl Fn(&Desk, &Path)) {
    let dir = tempfile::tempdir().unwrap();
    story(&seat(&dir.path().join("seat"), ""), dir.path());
    if let Some(cluster) = sql::testing::postgres() {
        let dir = tempfile::tempdir().unwrap();
        story(&seat(&dir.path().join("seat"), &cluster.database()), dir.path());
    }
}

fn joined(seat: &Desk, dir: &Path) -> (Desk, SocietyId, keep::exchange::Seat) {
    let desk = open(&dir.join("desk"), "");
    let society = opened(&desk);
    let given = seat.let_in(&operator_of_all(), CODE).unwrap();
    let to = desk.join(&operator(), society, "http://seat.invalid", &given.code, &mut |p| seat.receive(p)).unwrap();
    (desk, society, to)
}

fn exchange(desk: &Desk, seat: &Desk, to: &keep::exchange::Seat) {
    desk.exchange(to, &mut |p| seat.receive(p)).unwrap();
    seat.draw_received().unwrap();
    seat.count_evidence().unwrap();
}

#[test]
fn the_lists_come_down_to_every_desk_and_change_there_too() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let (above, below) = (seat.the_state().unwrap(), desk.the_state().unwrap());
        assert_eq!(above.directory, below.directory);
        assert!(above.own && !below.own);
        assert_eq!(below.id, state_society(5));
        let order = "Order 9".to_owned();
        keep(seat, 4, StateAct::Merge { code: "UK-2".into(), into: CODE.into(), order });
        exchange(&desk, seat, &to);
        assert_eq!(desk.the_state().unwrap().directory, seat.the_state().unwrap().directory);
        // nobody writes the State's register but its seat
        let act = StateAct::WindUp { code: "UK-3".into(), order: "x".into() };
        assert_eq!(number(desk.keep_state(&operator_of_all(), command(5), &act)), 5161);
        // and the seat never writes in books that are kept elsewhere
        let no = number(seat.post(&secretary(), society, command(6), &voucher("V-1", 100)));
        assert_eq!(no, 5107);
        assert!(seat.verify(state_society(5)).unwrap().iter().all(keep::LogJudgement::is_whole));
        assert!(desk.verify(state_society(5)).unwrap().iter().all(keep::LogJudgement::is_whole));
    });
}

#[test]
fn a_desk_cannot_write_into_the_logs_of_the_seat() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let log = sync::LogId { society: state_society(5), desk: DeskId(DeskId::SEATS) };
        let size = |d: &Desk| d.read(|t| keep::open_log(t, log.society, log.desk)).unwrap().unwrap().frontier.size();
        let forks = seat.read(|t| keep::exchange::forks(t, log)).unwrap().len();
        assert_eq!((size(seat), size(&desk), forks), (size(&desk), size(seat), 0));
        let down = sync::LogId { society, desk: DeskId(DeskId::SEATS) };
        assert!(desk.read(|t| keep::exchange::is_received(t, down)).unwrap());
    });
}

fn standing(seat: &Desk) -> programme::matrix::Standing {
    let state = seat.the_state().unwrap();
    let scope = Scope::Society(CODE.into());
    state.standings_in(Sector::Mpacs, &scope).next().unwrap().clone()
}

#[test]
fn what_a_society_does_is_counted_and_nobody_types_it() {
    both_seats(|seat, dir| {
        assert_eq!(standing(seat).next, Some((Rung::Sanctioned, Block::NoDocument)));
        assert_eq!(standing(seat).entries, 0);
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let before = standing(seat);
        assert!(before.entries > 0 && before.heard.is_some());
        assert!(!before.meets(Rung::GoLive));
        end_a_day(&desk, society);
        exchange(&desk, seat, &to);
        let after = standing(seat);
        assert!(after.meets(Rung::GoLive));
        assert_eq!(after.entries, desk.read(|t| Ok(keep::view::home(t, society)?.unwrap().entries)).unwrap());
        // counted again from nothing, it is the same
        seat.rebuild().unwrap();
        seat.count_evidence().unwrap();
        assert_eq!(standing(seat), after);
    });
}

fn end_a_day(desk: &Desk, society: SocietyId) {
    let cash = vec![(200_000, 6), (20_000, 1), (10_000, 1), (2_000, 2), (500, 1)];
    done(desk, society, 900, Act::EndDay { cash });
}

#[test]
fn an_officer_sees_and_signs_what_his_post_stands_over() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let here = officer(seat, 10, "ar-almora", Office::Ar, Scope::District(45));
        let other = officer(seat, 11, "ar-pauri", Office::Ar, Scope::District(52));
        let document =
            || Document { digest: String::new(), name: "a.pdf".into(), number: "12/2026".into(), dated: clock_today() };
        let sign = |who: &Who, id, rung| seat.attest(who, CODE, command(id), rung, b"%PDF-1.4", document());
        assert_eq!(number(sign(&other, 20, Rung::Sanctioned)), 5002, "another district's");
        assert_eq!(number(sign(&operator_of_all(), 21, Rung::Sanctioned)), 5001);
        assert_eq!(number(sign(&here, 22, Rung::EAudit)), 4521);
        let receipt = sign(&here, 23, Rung::Sanctioned).unwrap();
        assert!(sign(&here, 23, Rung::Sanctioned).unwrap().already);
        assert!(standing(seat).meets(Rung::Sanctioned));
        // it comes down to the society's own desk
        exchange(&desk, seat, &to);
        let down = desk.read(|t| keep::view::count_evidence(t, society)).unwrap();
        assert_eq!(down.signed.len(), 1);
        let entry = (receipt.desk.0, receipt.first.0);
        seat.withdraw(&here, CODE, command(24), entry, "wrong paper").unwrap();
        assert!(!standing(seat).meets(Rung::Sanctioned));
        // who leaves his post sees nothing any more
        keep(seat, 25, StateAct::Relieve { login: "ar-pauri".into(), order: "Order 4".into() });
        assert!(matches!(seat.login("ar-pauri", "x"), Err(Trouble::Refusal(r)) if r.number == 5012));
    });
}

#[test]
fn a_seat_begins_where_nothing_was_begun() {
    both(|desk| {
        let _ = opened(desk);
        let level = Level::District;
        let act = StateAct::Places { level, rows: vec![], taken: Taken::default() };
        assert_eq!(number(desk.keep_state(&operator_of_all(), command(1), &act)), 5160);
    });
    let dir = tempfile::tempdir().unwrap();
    let used = open(&dir.path().join("used"), "");
    let _ = opened(&used);
    assert!(matches!(used.begin_state(&operator_of_all(), 5, "x"), Err(Trouble::Refusal(r)) if r.number == 5162));
    assert_eq!(society_id("state:5"), state_society(5));
}
