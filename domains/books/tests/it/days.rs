//! Days begin and end in order, and only when everything agrees.

use crate::{day, said};
use books::BooksEvent;
use books::day::*;
use books::event::{Late, Setting};
use books::setting::{self, Settings};
use kernel::{Date, Instant, Paise};
use proptest::prelude::*;

fn view() -> DayView {
    DayView {
        closed_until: Some(day("2025-03-31")),
        book_cash: Paise(125_000),
        backup: Some(Instant(1)),
        ..DayView::default()
    }
}

const CASH: [(i64, i64); 3] = [(10_000, 2), (50_000, 2), (500, 10)];

fn begun(v: &DayView, date: &str, cash: &[(i64, i64)], today: &str) -> Result<Date, u16> {
    let c = BeginDay { date: day(date), cash: cash.to_vec() };
    match begin(v, &c, day(today)) {
        Ok(events) => {
            let BooksEvent::DayBegun { date, .. } = events[0] else { panic!("begun") };
            Ok(date)
        }
        Err(r) => Err(said(&r)),
    }
}

#[test]
fn a_day_begins_once_in_order_and_with_the_cash_of_the_books() {
    assert_eq!(begun(&view(), "2025-04-01", &CASH, "2025-04-05"), Ok(day("2025-04-01")));
    assert_eq!(begun(&view(), "2025-03-31", &CASH, "2025-04-05"), Err(4023));
    assert_eq!(begun(&view(), "2025-04-06", &CASH, "2025-04-05"), Err(4024));
    assert_eq!(begun(&view(), "2025-04-01", &CASH[..2], "2025-04-05"), Err(4025));
    assert_eq!(begun(&view(), "2025-04-01", &[(30_000, 1)], "2025-04-05"), Err(4022));
    assert_eq!(begun(&view(), "2025-04-01", &[(500, -1)], "2025-04-05"), Err(4022));
    assert_eq!(begun(&view(), "2025-04-01", &[(500, 1), (500, 1)], "2025-04-05"), Err(4022));
    assert_eq!(begun(&view(), "2025-04-01", &CASH, "2025-03-30"), Err(4026));
    let open = DayView { open: Some(day("2025-04-01")), ..view() };
    assert_eq!(begun(&open, "2025-04-02", &CASH, "2025-04-05"), Err(4021));
    // later days carry over what was counted; nothing is typed
    let next = DayView { carried: Some(CASH.to_vec()), ..view() };
    assert_eq!(begun(&next, "2025-04-02", &[], "2025-04-05"), Ok(day("2025-04-02")));
}

#[test]
fn each_obstacle_is_named() {
    let bad = DayView {
        open: Some(day("2025-04-01")),
        waiting: 2,
        apart: vec![("SB".into(), Paise(5), Paise(6))],
        outside: vec![books::day::Outside {
            head: "बैंक से उधार".into(),
            register: "borrowings",
            entry: (1, 7),
            written: Paise(-9),
            by_register: Paise(-90),
            ledger: Paise(-99),
        }],
        short_stock: vec!["यूरिया".into()],
        in_transfer: Paise(1),
        backup: None,
        ..view()
    };
    let all = blockers(&bad, &[(500, 1)]);
    assert_eq!(all.len(), 7);
    assert!(all.contains(&Blocker::Cash(Paise(500), Paise(125_000))));
    let c = EndDay { cash: CASH.to_vec() };
    assert_eq!(said(&end(&bad, &c, day("2025-04-01")).unwrap_err()), 4029);
    assert_eq!(said(&end(&view(), &c, day("2025-04-01")).unwrap_err()), 4020);
    let good = DayView { open: Some(day("2025-04-01")), ..view() };
    for (today, was) in [("2025-04-01", false), ("2025-04-03", true)] {
        let events = end(&good, &c, day(today)).unwrap();
        let BooksEvent::DayEnded { cash, late, .. } = &events[0] else { panic!("ended") };
        assert_eq!((*late, cash[0], sum(cash)), (was, (50_000, 2), Paise(125_000)));
    }
}

#[test]
fn what_is_late_needs_a_reason_and_after_paper_an_officer() {
    let order = |key: &str, value: &str| Setting {
        key: key.into(),
        from: day("2026-01-01"),
        value: value.into(),
        order: "CS 26-08-2025".into(),
        source: String::new(),
    };
    let rules = Settings(vec![order(setting::PAPER_CLOSED, "2026-01-01"), order(setting::OUTAGE_HOURS, "24")]);
    let ask = |happened: &str, date: &str, slip| Late {
        date: day(date),
        happened: day(happened),
        reason: "बिजली नहीं थी".into(),
        slip,
        approved_by: None,
    };
    // noon of 3 February 2026 in India
    let now = Instant(1_770_100_200_000);
    let number = |l: &Late, entered, approved| late(l, &rules, now, entered, approved).map_err(|r| said(&r)).err();
    assert_eq!(number(&ask("2025-12-01", "2025-12-02", None), false, false), None);
    assert_eq!(number(&ask("2026-02-02", "2026-02-03", None), false, false), Some(4032));
    assert_eq!(number(&ask("2026-02-02", "2026-02-03", None), false, true), None);
    assert_eq!(number(&ask("2026-02-02", "2026-02-03", Some(7)), false, false), None);
    assert_eq!(number(&ask("2026-02-01", "2026-02-03", Some(7)), false, false), Some(4033));
    assert_eq!(number(&ask("2026-02-02", "2026-02-03", Some(7)), true, false), Some(4034));
    assert_eq!(number(&ask("2026-02-03", "2026-02-03", None), false, true), Some(4030));
    let silent = Late { reason: " ".into(), ..ask("2026-02-02", "2026-02-03", None) };
    assert_eq!(number(&silent, false, true), Some(4031));
}

#[test]
fn a_setting_needs_an_order_and_a_value_of_its_kind() {
    let good = Setting {
        key: setting::APPROVAL_ABOVE.into(),
        from: day("2025-04-01"),
        value: "5000000".into(),
        order: "प्रस्ताव 4".into(),
        source: String::new(),
    };
    assert!(setting::set(&good).is_ok());
    for bad in [
        Setting { order: " ".into(), ..good.clone() },
        Setting { value: "-1".into(), ..good.clone() },
        Setting { key: "colour".into(), ..good.clone() },
        Setting { key: setting::PAPER_CLOSED.into(), ..good.clone() },
    ] {
        assert_eq!(said(&setting::set(&bad).unwrap_err()), 4028);
    }
    let rules = Settings(vec![good]);
    assert_eq!(rules.approval_above(day("2025-03-31")), None);
    assert_eq!(rules.approval_above(day("2025-04-01")), Some(Paise(5_000_000)));
    assert!(!rules.one_person(day("2025-04-01")));
}

proptest! {
    #[test]
    fn the_fewest_notes_make_the_sum_and_are_tidy(paise in 0i64..500_000_000) {
        let notes = fewest(Paise(paise));
        prop_assert_eq!(sum(&notes), Paise(paise));
        prop_assert_eq!(tidy(&notes).unwrap(), notes);
    }

    #[test]
    fn tidying_keeps_the_sum_and_the_order(counts in prop::collection::vec(0i64..500, NOTES.len())) {
        let cash: Vec<(i64, i64)> = NOTES.iter().rev().copied().zip(counts).collect();
        let tidied = tidy(&cash).unwrap();
        prop_assert_eq!(sum(&tidied), sum(&cash));
        prop_assert!(tidied.windows(2).all(|w| w[0].0 > w[1].0));
        prop_assert!(tidied.iter().all(|n| n.1 > 0));
    }
}

#[test]
fn a_slip_is_handed_out_once_and_known_by_its_number() {
    let on = day("2025-04-01");
    let give = |given: &[(i64, i64)], first, last| issue_slips(on, given, first, last).map_err(|r| said(&r));
    assert_eq!(give(&[], 1, 24), Ok(vec![BooksEvent::SlipsIssued { date: on, first: 1, last: 24 }]));
    assert_eq!(give(&[], 0, 24), Err(4036));
    assert_eq!(give(&[], 5, 4), Err(4036));
    assert_eq!(give(&[], 1, 1_001), Err(4036));
    assert!(give(&[], 1, 1_000).is_ok());
    for (first, last) in [(1, 1), (24, 30), (10, 12), (0, 90)] {
        assert_eq!(give(&[(1, 24)], first.max(1), last), Err(4630), "{first} to {last}");
    }
    assert!(give(&[(1, 24), (50, 60)], 25, 49).is_ok());
    // control begins with the first range
    assert!(known_slip(&[], 7).is_ok());
    assert!(known_slip(&[(1, 24)], 24).is_ok());
    assert_eq!(known_slip(&[(1, 24)], 25).map_err(|r| said(&r)), Err(4631));
}
