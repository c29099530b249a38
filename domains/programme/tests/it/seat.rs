//! Calls to societies and the days after which work rises: what may be written, what it becomes, taking it back.

use crate::plan::{day, two};
use places::{Office, Posting, Scope};
use programme::call::{self, Call, CallEvent};
use programme::news::{CallAt, Notice, Sight, notices};
use programme::plan::Plan;
use programme::timeline::STEPS;
use programme::{Did, ProgrammeEvent, Rung, steps};
use proptest::prelude::*;

fn officer(login: &str) -> Posting {
    Posting {
        login: login.into(),
        name: format!("Shri {login}"),
        office: Office::Ar,
        scope: Scope::State,
        order: "1".into(),
        from: day("2026-01-01"),
        mail: String::new(),
        phone: "9412000000".into(),
    }
}

fn said(on: &str, said: &str, promised: Option<&str>) -> Call {
    Call {
        on: day(on),
        whom: "the secretary".into(),
        said: said.into(),
        promised: promised.map(day),
        login: String::new(),
        name: String::new(),
        office: Office::Dm,
    }
}

fn made(call: Call) -> Result<Vec<ProgrammeEvent>, u16> {
    call::make(&officer("ar"), call, day("2026-12-09")).map_err(|r| r.number)
}

#[test]
fn a_call_says_whom_and_what_and_no_number_of_anybody() {
    let events =
        made(said("2026-12-08", "line is down since 01-12-2026, 412 vouchers wait", Some("2026-12-11"))).unwrap();
    let placed = [((9, 0), events[0].clone())];
    let [c] = &call::calls(&placed)[..] else { panic!("one call") };
    assert_eq!((c.call.login.as_str(), c.call.office), ("ar", Office::Ar), "the caller is who writes it");
    assert_eq!(made(said("2026-12-08", " ", None)), Err(3195));
    assert_eq!(made(said("2026-12-08", &"x".repeat(301), None)), Err(3195));
    for number in ["9412000000", "94120 00000", "+91-94120-00000", "९४१२०००००० पर", "05-12-2026 94120 00000"]
    {
        assert_eq!(made(said("2026-12-08", number, None)), Err(3196), "{number}");
    }
    for fine in ["05-12-2026 या 07.12.26 तक", "₹ 412 और 9,000", "12 मतदाता"] {
        assert!(made(said("2026-12-08", fine, None)).is_ok(), "{fine}");
    }
    assert_eq!(made(said("2026-12-10", "x", None)), Err(3197), "tomorrow");
    assert_eq!(made(said("2026-10-01", "x", None)), Err(3197), "long ago");
    assert_eq!(made(said("2026-12-08", "x", Some("2026-12-07"))), Err(3197), "promised before");
    // taken back by whoever wrote it, once
    let back = |by: &str, events: &[((i64, i64), ProgrammeEvent)], reason: &str| {
        call::take_back(events, &officer(by), (9, 0), reason, day("2026-12-09")).map_err(|r| r.number)
    };
    assert_eq!(back("other", &placed, "x"), Err(3198));
    assert_eq!(back("ar", &placed, ""), Err(4525));
    let done = back("ar", &placed, "wrong society").unwrap();
    assert!(matches!(&done[0].did, Did::Call(c) if matches!(**c, CallEvent::TakenBack { .. })));
    let after = [placed[0].clone(), ((9, 1), done[0].clone())];
    assert!(call::calls(&after).is_empty());
    assert_eq!(back("ar", &after, "x"), Err(3198));
}

#[test]
fn a_call_is_news_once_for_others_and_a_broken_promise_for_all() {
    let dir = two();
    let plan = Plan::default();
    let events = made(said("2026-12-08", "line is down", Some("2026-12-11"))).unwrap();
    let called = call::calls(&[((9, 3), events[0].clone())]).remove(0);
    let told = |login: &str, on: &str, last_end: Option<&str>| -> Vec<String> {
        let on = day(on);
        let by = Posting { login: login.into(), ..officer("x") };
        let (counted, met) = (programme::matrix::Counted::default(), |_: &_, _: Rung| false);
        let last_end = last_end.map(day);
        let at = CallAt { code: "UK-1", name: "x", called: &called, last_end };
        let at: Vec<CallAt<'_>> = [at].into_iter().filter(|a| a.called.counts(a.last_end)).collect();
        let sight = Sight {
            plan: &plan,
            directory: &dir,
            on,
            snapshot: on.yesterday().unwrap(),
            counted: &counted,
            dropped: &[],
            late: &[],
            called: &at,
            forked: &[],
            met: &met,
        };
        notices(&sight, &by).into_iter().map(|n: Notice| n.mark).collect()
    };
    assert!(told("ar", "2026-12-09", Some("2026-11-30")).is_empty(), "whoever called knows");
    assert_eq!(told("dm", "2026-12-09", Some("2026-11-30")), ["phoned/UK-1/9/3"]);
    assert_eq!(told("dm", "2026-12-11", None), ["phoned/UK-1/9/3"], "the same mark: told once");
    for login in ["ar", "dm"] {
        assert_eq!(told(login, "2026-12-12", Some("2026-11-30")), ["promised/UK-1/9/3"]);
        assert!(told(login, "2026-12-12", Some("2026-12-10")).is_empty(), "it ends its days again");
    }
}

#[test]
fn the_days_after_which_work_rises_are_a_rule_with_versions() {
    let today = day("2026-12-01");
    let mut plan: Vec<((i64, i64), ProgrammeEvent)> = Vec::new();
    let folded = |all: &[((i64, i64), ProgrammeEvent)]| Plan::of(all);
    assert_eq!(folded(&plan).steps_on(today), STEPS, "as given, until an office sets another");
    let quick = [0, 1, 2, 3, 5, 7];
    let no = |days, from: &str, order: &str| steps::set(days, day(from), order, today).err().map(|r| r.number);
    assert_eq!(no([0, 2, 2, 7, 10, 14], "2026-12-01", "7"), Some(3199), "two steps on one day");
    assert_eq!(no([0, 1, 2, 3, 4, 400], "2026-12-01", "7"), Some(3199));
    assert_eq!(no(quick, "2026-11-30", "7"), Some(3199), "nothing is changed backwards");
    assert_eq!(no(quick, "2026-12-01", " "), Some(3199));
    plan.push(((5, 0), steps::set(quick, day("2026-12-05"), "7/2026", today).unwrap().remove(0)));
    assert_eq!(folded(&plan).steps_on(day("2026-12-04")), STEPS);
    assert_eq!(folded(&plan).steps_on(day("2026-12-05")), quick);
    let slow = [1, 5, 9, 14, 20, 30];
    plan.push(((5, 1), steps::set(slow, day("2026-12-05"), "8/2026", today).unwrap().remove(0)));
    assert_eq!(folded(&plan).steps_on(day("2026-12-06")), slow, "of one day the later");
    let all = folded(&plan).steps;
    let back = |entry, reason| steps::take_back(&all, entry, reason, today).map_err(|r| r.number);
    assert_eq!(back((5, 9), "x"), Err(4524));
    assert_eq!(back((5, 1), " "), Err(4525));
    plan.push(((5, 2), back((5, 1), "withdrawn").unwrap().remove(0)));
    assert_eq!(folded(&plan).steps_on(day("2026-12-06")), quick, "the one before holds again");
}

proptest! {
    /// Whatever was set and taken back, on every day exactly one rule holds: it was set and stands, or is the one given.
    #[test]
    fn one_rule_holds(sets in prop::collection::vec((1u16..20, 0i64..20, prop::bool::ANY), 0..8), on in 0i64..30) {
        let at = |n: i64| day("2026-12-01").checked_add(jiff::Span::new().days(n)).unwrap();
        let (mut all, mut stands) = (Vec::new(), Vec::new());
        for (i, (step, from, back)) in sets.iter().enumerate() {
            let (i, days) = (i as i64, std::array::from_fn(|k| step * k as u16 + 1));
            all.push(((1, 2 * i), steps::set(days, at(*from), "7", at(0)).unwrap().remove(0)));
            if *back {
                let known = Plan::of(&all).steps;
                all.push(((1, 2 * i + 1), steps::take_back(&known, (1, 2 * i), "x", at(0)).unwrap().remove(0)));
            } else {
                stands.push((at(*from), days));
            }
        }
        let now = Plan::of(&all).steps_on(at(on));
        let begun: Vec<_> = stands.iter().filter(|s| s.0 <= at(on)).collect();
        let last = begun.iter().map(|s| s.0).max();
        let right = match last {
            None => now == STEPS,
            Some(day) => begun.iter().filter(|s| s.0 == day).any(|s| s.1 == now),
        };
        prop_assert!(right);
    }
}
