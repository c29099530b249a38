//! Late entries and the officer above: asked at the desk, judged at the seat, carried out at the desk once.

use crate::sample::*;
use crate::state::{both_seats, exchange, officer, operator_of_all};
use books::event::Setting;
use books::setting;
use desk::act::{Act, Asked, Before};
use desk::{Desk, LateRequest, Role, Who};
use keep::exchange::Seat;
use keep::view;
use kernel::SocietyId;
use places::{Office, Scope};
use programme::news::Subject;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

const DAY: i64 = 86_400_000;

/// A society's desk with a clock that is turned, paper closed, and the seat joined.
struct Place {
    desk: Desk,
    clock: Arc<Turned>,
    society: SocietyId,
    to: Seat,
}

fn rule(desk: &Desk, society: SocietyId, id: u128, key: &str, value: &str) {
    let (key, value, order) = (key.to_owned(), value.to_owned(), "AR/2025/18".to_owned());
    let rule = Setting { key, from: day("2025-04-01"), value, order, source: String::new() };
    let by = if setting::is_from_above(&rule) { Role::Officer } else { Role::Secretary };
    desk.act(&Who::local(by), society, command(id), &Act::Set(rule).into()).unwrap();
}

fn place(seat: &Desk, dir: &Path) -> Place {
    let clock = clock();
    let desk = Desk::open(&dir.join("desk"), "", clock.clone()).unwrap();
    let society = opened(&desk);
    rule(&desk, society, 800, setting::PAPER_CLOSED, "2025-05-01");
    let to = join(&desk, seat, society);
    Place { desk, clock, society, to }
}

fn join(desk: &Desk, seat: &Desk, society: SocietyId) -> Seat {
    let given = seat.let_in(&operator_of_all(), CODE).unwrap();
    desk.join(&operator(), society, "http://seat.invalid", &given.code, &mut |p| seat.receive(p)).unwrap()
}

/// Asks for a voucher of 1 June on the open day.
fn ask(desk: &Desk, society: SocietyId, id: u128, slip: Option<i64>) -> (i64, i64) {
    let before = Some(Before::of(day("2025-06-01"), "बिजली नहीं थी", slip));
    let act = Act::Voucher(voucher(&format!("LATE-{id}"), 7_500));
    let sent = desk.act(&secretary(), society, command(id), &Asked { act, before }).unwrap();
    assert!(sent.waits, "it waits for an officer");
    (sent.receipt.desk.0, sent.receipt.first.0)
}

fn request(desk: &Desk, society: SocietyId, entry: (i64, i64)) -> LateRequest {
    desk.late_of(society).unwrap().into_iter().find(|r| r.row.entry == entry).expect("it was asked for")
}

fn head(desk: &Desk, society: SocietyId) -> i64 {
    let rows = desk.read(|t| view::trial_balance(t, society)).unwrap();
    rows.iter().find(|r| r.code == "SB-1").map_or(0, |r| (r.debit - r.credit).0)
}

fn end_the_day(p: &Place, id: u128) {
    let cash = vec![(200_000, 6), (20_000, 1), (10_000, 1), (2_000, 2), (500, 1)];
    done(&p.desk, p.society, id, Act::EndDay { cash });
}

fn begin_the_next(p: &Place, id: u128, date: &str) {
    p.clock.0.fetch_add(DAY, Ordering::Relaxed);
    done(&p.desk, p.society, id, Act::BeginDay { date: day(date), cash: Vec::new() });
}

fn ado(seat: &Desk) -> Who {
    officer(seat, 10, "ado-hawalbag", Office::Ado, Scope::Block(357))
}

#[test]
fn what_an_officer_lets_pass_comes_down_and_is_entered_once_on_the_day_that_is_then_open() {
    both_seats(|seat, dir| {
        let p = place(seat, dir);
        let entry = ask(&p.desk, p.society, 801, None);
        let near = ado(seat);
        let other = officer(seat, 11, "ado-khirsu", Office::Ado, Scope::Block(404));
        let above = officer(seat, 12, "ar-almora", Office::Ar, Scope::District(45));
        let auditor = officer(seat, 13, "auditor", Office::Auditor, Scope::District(45));
        let judge = |who: &Who, id, reason: &str| seat.judge_late(who, CODE, command(id), entry, (true, reason));
        assert!(seat.late_entries(&near).unwrap().0.is_empty(), "it has not come up yet");
        assert_eq!(number(judge(&near, 20, "देखा")), 4604);
        exchange(&p.desk, seat, &p.to);
        // it is the task of the officer of the block; he of another district sees nothing of it
        let all = seat.late_entries(&near).unwrap().0;
        let whose: Vec<&str> = all[0].nearest.iter().map(|o| o.login.as_str()).collect();
        assert_eq!((all.len(), all[0].requests[0].row.entry, whose), (1, entry, vec!["ado-hawalbag"]));
        assert_eq!(all[0].requests[0].before.reason, "बिजली नहीं थी");
        assert_eq!(seat.late_entries(&above).unwrap().0.len(), 1);
        assert!(seat.late_entries(&other).unwrap().0.is_empty());
        let told =
            |who: &Who| seat.notices(who).unwrap().iter().filter(|n| matches!(n.subject, Subject::Late { .. })).count();
        assert_eq!((told(&near), told(&above), told(&other)), (1, 0, 0));
        assert_eq!(number(judge(&other, 21, "देखा")), 5002);
        assert_eq!(number(judge(&auditor, 22, "देखा")), 5001);
        assert_eq!(number(judge(&near, 23, " ")), 4603);
        // the society does not wait with its day
        end_the_day(&p, 802);
        judge(&near, 24, "चालान देखा").unwrap();
        assert!(judge(&near, 24, "चालान देखा").unwrap().already);
        assert_eq!(number(judge(&above, 25, "देखा")), 4602);
        assert_eq!(told(&near), 0);
        let before = head(&p.desk, p.society);
        exchange(&p.desk, seat, &p.to);
        let waits = request(&p.desk, p.society, entry);
        assert_eq!((waits.row.decided, head(&p.desk, p.society)), (None, before), "no day is open");
        assert_eq!(waits.word.unwrap().1.reason, "चालान देखा");
        begin_the_next(&p, 803, "2025-06-03");
        assert_eq!(request(&p.desk, p.society, entry).row.decided, Some(true));
        assert_eq!(head(&p.desk, p.society), before - 7_500);
        let books = p.desk.read(|t| view::vouchers_of_day(t, p.society, day("2025-06-03"), 9)).unwrap().0;
        assert_eq!((books.len(), books[0].by.as_str()), (1, "ado-hawalbag"));
        // however often it comes
        for _ in 0..3 {
            exchange(&p.desk, seat, &p.to);
            assert_eq!(p.desk.carry_out().unwrap(), 0);
        }
        assert_eq!(head(&p.desk, p.society), before - 7_500);
        assert_eq!(head(seat, p.society), before - 7_500, "the seat has the same");
        assert_eq!(seat.late_of(p.society).unwrap()[0].row.decided, Some(true));
        // swept away and redrawn it is the same, and nothing is done again
        for desk in [&p.desk, seat] {
            desk.rebuild().unwrap();
            assert_eq!((desk.carry_out().unwrap(), head(desk, p.society)), (0, before - 7_500));
            assert!(desk.verify(p.society).unwrap().iter().all(keep::LogJudgement::is_whole));
        }
        // what was entered is taken back like anything else
        let act = Act::Reverse { entry: books[0].entry, reason: "दो बार".into() };
        done(&p.desk, p.society, 804, act);
        assert_eq!(head(&p.desk, p.society), before);
    });
}

#[test]
fn what_he_does_not_let_pass_is_never_entered_and_says_why() {
    both_seats(|seat, dir| {
        let p = place(seat, dir);
        let entry = ask(&p.desk, p.society, 801, None);
        exchange(&p.desk, seat, &p.to);
        let before = head(&p.desk, p.society);
        seat.judge_late(&ado(seat), CODE, command(20), entry, (false, "चालान साथ नहीं")).unwrap();
        exchange(&p.desk, seat, &p.to);
        let closed = request(&p.desk, p.society, entry);
        assert_eq!((closed.row.decided, closed.row.reason.as_str()), (Some(false), "चालान साथ नहीं"));
        assert_eq!(head(&p.desk, p.society), before);
        // nobody at the desk passes it after all
        let act = Act::Decide { entry, approve: true, reason: String::new() };
        let again = p.desk.act(&Who::local(Role::Supervisor), p.society, command(802), &act.into());
        assert_eq!(number(again), 5023);
    });
}

#[test]
fn what_can_no_longer_be_entered_is_set_aside_with_its_number() {
    both_seats(|seat, dir| {
        let p = place(seat, dir);
        let first = ask(&p.desk, p.society, 801, Some(7));
        let second = ask(&p.desk, p.society, 802, Some(7));
        exchange(&p.desk, seat, &p.to);
        let near = ado(seat);
        for (id, entry) in [(20, first), (21, second)] {
            seat.judge_late(&near, CODE, command(id), entry, (true, "देखा")).unwrap();
        }
        let before = head(&p.desk, p.society);
        exchange(&p.desk, seat, &p.to);
        assert_eq!(request(&p.desk, p.society, first).row.decided, Some(true));
        let fell = request(&p.desk, p.society, second).row;
        assert_eq!(fell.decided, Some(false));
        assert!(fell.reason.starts_with("S4034 "), "{}", fell.reason);
        assert_eq!(head(&p.desk, p.society), before - 7_500);
    });
}

#[test]
fn of_two_desks_the_one_that_asked_enters_it_and_a_new_computer_in_its_place_does_so_once() {
    both_seats(|seat, dir| {
        let p = place(seat, dir);
        let (early, late) = (ask(&p.desk, p.society, 801, None), ask(&p.desk, p.society, 802, None));
        exchange(&p.desk, seat, &p.to);
        let near = ado(seat);
        seat.judge_late(&near, CODE, command(20), early, (true, "देखा")).unwrap();
        // a copy is made before the word comes; then the old computer enters what was let pass
        let backup = dir.join("b.sahakar");
        p.desk.backup_to(&backup, "नदी-पहाड़-17").unwrap();
        let before = head(&p.desk, p.society);
        exchange(&p.desk, seat, &p.to);
        assert_eq!(head(&p.desk, p.society), before - 7_500);
        // the old computer breaks; the new one finds that done, and does in its place what was let pass since
        seat.judge_late(&near, CODE, command(21), late, (true, "देखा")).unwrap();
        Desk::restore(&backup, &dir.join("new"), "", "नदी-पहाड़-17", clock()).unwrap();
        let new = open(&dir.join("new"), "");
        let to = join(&new, seat, p.society);
        exchange(&new, seat, &to);
        exchange(&new, seat, &to);
        assert_eq!(head(&new, p.society), before - 15_000, "each of the two once");
        assert_eq!(head(seat, p.society), before - 15_000);
        // what the new one asks is not entered by another desk of the society to which the word comes too
        let third = ask(&new, p.society, 803, None);
        exchange(&new, seat, &to);
        seat.judge_late(&near, CODE, command(22), third, (false, "देखा")).unwrap();
        exchange(&new, seat, &to);
        assert_eq!(request(&new, p.society, third).row.decided, Some(false));
        assert_eq!(head(seat, p.society), before - 15_000);
    });
}

/// The first answer of the seat, then the line breaks; the program is started anew and draws what came.
fn cut_after_the_first_answer(new: &Desk, seat: &Desk, to: &Seat) {
    let mut parcels = 0;
    let cut = new.exchange(to, &mut |bytes| {
        parcels += 1;
        if parcels > 1 { Err(kernel::Refusal::new(5104).into()) } else { seat.receive(bytes) }
    });
    assert!(cut.is_err(), "more was to be fetched");
    new.draw_received().unwrap();
}

#[test]
fn a_new_computer_does_not_do_again_what_the_old_one_did_after_the_copy_was_made() {
    both_seats(|seat, dir| {
        let p = place(seat, dir);
        let entry = ask(&p.desk, p.society, 801, None);
        exchange(&p.desk, seat, &p.to);
        let backup = dir.join("b.sahakar");
        p.desk.backup_to(&backup, "नदी-पहाड़-17").unwrap();
        let before = head(&p.desk, p.society);
        seat.judge_late(&ado(seat), CODE, command(20), entry, (true, "देखा")).unwrap();
        // the old computer does it on the day that is open, says so, and breaks
        exchange(&p.desk, seat, &p.to);
        exchange(&p.desk, seat, &p.to);
        assert_eq!(head(seat, p.society), before - 7_500);
        // the new one is told the word and that the seat has more, and not yet what more it has
        Desk::restore(&backup, &dir.join("new"), "", "नदी-पहाड़-17", clock()).unwrap();
        let new = open(&dir.join("new"), "");
        let to = join(&new, seat, p.society);
        cut_after_the_first_answer(&new, seat, &to);
        assert!(request(&new, p.society, entry).word.is_some(), "the word has come");
        assert_eq!((new.carry_out().unwrap(), head(&new, p.society)), (0, before));
        for _ in 0..3 {
            exchange(&new, seat, &to);
            assert_eq!((new.carry_out().unwrap(), head(&new, p.society)), (0, before - 7_500), "once, by the old one");
        }
        assert_eq!(head(seat, p.society), before - 7_500);
    });
}

#[test]
fn a_new_computer_that_begins_its_day_before_it_has_a_line_leaves_the_word_to_wait() {
    both_seats(|seat, dir| {
        let p = place(seat, dir);
        let entry = ask(&p.desk, p.society, 801, None);
        exchange(&p.desk, seat, &p.to);
        seat.judge_late(&ado(seat), CODE, command(20), entry, (true, "देखा")).unwrap();
        end_the_day(&p, 802);
        exchange(&p.desk, seat, &p.to);
        // the word has come and waits for a day; then the copy is made, and the old computer does it the next morning
        let backup = dir.join("b.sahakar");
        p.desk.backup_to(&backup, "नदी-पहाड़-17").unwrap();
        let before = head(&p.desk, p.society);
        begin_the_next(&p, 803, "2025-06-03");
        exchange(&p.desk, seat, &p.to);
        assert_eq!(head(seat, p.society), before - 7_500);
        let clock = clock();
        clock.0.fetch_add(DAY, Ordering::Relaxed);
        Desk::restore(&backup, &dir.join("new"), "", "नदी-पहाड़-17", clock.clone()).unwrap();
        let new = Desk::open(&dir.join("new"), "", clock).unwrap();
        done(&new, p.society, 804, Act::BeginDay { date: day("2025-06-03"), cash: Vec::new() });
        assert_eq!((head(&new, p.society), request(&new, p.society, entry).row.decided), (before, None));
        let to = join(&new, seat, p.society);
        // the same day was begun on both: what the old one wrote of it cannot be joined here, stays at the seat, and the word is not done again
        for _ in 0..3 {
            exchange(&new, seat, &to);
            assert_eq!((new.carry_out().unwrap(), head(&new, p.society)), (0, before));
        }
        assert_eq!(head(seat, p.society), before - 7_500);
    });
}

#[test]
fn where_the_society_is_kept_at_the_seat_it_is_entered_at_once() {
    both_seats(|seat, _| {
        let society = opened(seat);
        rule(seat, society, 800, setting::PAPER_CLOSED, "2025-05-01");
        seat.count_evidence().unwrap();
        let entry = ask(seat, society, 801, None);
        seat.count_evidence().unwrap();
        let before = head(seat, society);
        let near = ado(seat);
        assert_eq!(seat.late_entries(&near).unwrap().0.len(), 1);
        seat.judge_late(&near, CODE, command(20), entry, (true, "देखा")).unwrap();
        assert_eq!(head(seat, society), before - 7_500);
        assert_eq!(request(seat, society, entry).row.decided, Some(true));
    });
}

#[test]
fn who_waits_stands_before_everybody_of_whom_a_word_was_spoken_and_is_never_cut() {
    let dir = tempfile::tempdir().unwrap();
    let seat = crate::state::seat(&dir.path().join("seat"), "");
    let state = seat.the_state().unwrap();
    let mut rows: Vec<places::Listed> = state.directory.societies.values().map(|s| s.listed.clone()).collect();
    // two hundred and three whose codes stand before the one that waits
    let first = rows[0].clone();
    rows.extend((0..203).map(|n| places::Listed {
        code: format!("A-{n:03}"),
        name: format!("a {n}"),
        ..first.clone()
    }));
    let taken = places::decide::Taken::default();
    let act = desk::state::StateAct::Societies { rows, taken };
    seat.keep_state(&crate::state::operator_of_all(), command(5), &act).unwrap();
    let society = opened(&seat);
    rule(&seat, society, 800, setting::PAPER_CLOSED, "2025-05-01");
    let entry = ask(&seat, society, 801, None);
    let near = ado(&seat);
    let call = |n: u128| {
        let call = programme::call::Call {
            on: kernel::Clock::now(&*clock()).day(),
            whom: "sachiv".into(),
            said: "line".into(),
            promised: None,
            login: String::new(),
            name: String::new(),
            office: Office::Ado,
        };
        seat.phoned(&near, &format!("A-{n:03}"), command(10_000 + n), &call).unwrap()
    };
    for n in 0..203 {
        let _ = call(n);
    }
    // as if each of these entries were a word on a late entry
    let store = rusqlite::Connection::open(dir.path().join("seat").join("sahakar.db")).unwrap();
    store.execute("UPDATE programme_entry SET register = 'late' WHERE register = 'call'", []).unwrap();
    seat.count_evidence().unwrap();
    let (all, cut) = seat.late_entries(&near).unwrap();
    assert_eq!((all.len(), cut), (201, 3), "what waits, and two hundred of the others");
    assert_eq!((&*all[0].code, all[0].requests[0].row.entry), (CODE, entry));
}
