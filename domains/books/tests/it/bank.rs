//! Bank reconciliation: suggestions use no line twice, what is left explains the difference.

use crate::{day, said};
use books::bankrec::*;
use kernel::Paise;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn entry(date: &str, rupees: i64, text: &str, reference: &str) -> Entry {
    Entry {
        id: String::new(),
        date: day(date),
        amount: Paise::rupees(rupees),
        text: text.into(),
        reference: reference.into(),
    }
}

fn book() -> Vec<Entry> {
    vec![
        entry("2026-03-02", -500, "IFFCO", "004512"),
        entry("2026-03-05", 200, "cash paid in", ""),
        entry("2026-03-28", 300, "cash paid in", ""),
        entry("2026-03-30", -90, "audit fee", "004513"),
        entry("2026-03-10", 40, "receipt 1", ""),
        entry("2026-03-10", 60, "receipt 2", ""),
    ]
}

fn bank() -> Vec<Entry> {
    vec![
        entry("2026-03-06", 200, "BY CASH", ""),
        entry("2026-03-11", 100, "BY CASH", ""),
        entry("2026-03-25", -500, "CHQ 4512 IFFCO", ""),
        entry("2026-03-31", -12, "CHARGES", ""),
    ]
}

#[test]
fn pairs_are_suggested_by_number_and_by_day() {
    let found = suggest(&book(), &bank(), 5);
    let pairs: Vec<(usize, usize, Why, bool)> = found.iter().map(|s| (s.book, s.statement, s.why, s.sure)).collect();
    assert_eq!(pairs, [(0, 2, Why::Reference, true), (1, 0, Why::Near, true)]);
    let twins = [entry("2026-03-05", 200, "", ""), entry("2026-03-07", 200, "", "")];
    assert!(suggest(&twins, &bank(), 5).iter().all(|s| !s.sure));
}

#[test]
fn what_is_left_explains_the_difference() {
    let balances =
        Balances { book: Paise::rupees(1_010), bank_opening: Paise::rupees(1_000), bank: Paise::rupees(788) };
    let one = |b, s| Match { book: vec![b], statement: vec![s] };
    let matches = [one(0, 2), one(1, 0), Match { book: vec![4, 5], statement: vec![1] }];
    let done = reconcile(&book(), &bank(), 4, &matches, balances).unwrap();
    assert_eq!((done.only_book, done.only_statement), (vec![2, 3], vec![3]));
    assert_eq!(done.unexplained, Paise::ZERO);
    assert_eq!(done.table.check(), Paise::ZERO);
    let short = Balances { book: Paise::rupees(1_009), ..balances };
    assert_eq!(reconcile(&book(), &bank(), 4, &matches, short).unwrap().unexplained, Paise::rupees(1));
}

#[test]
fn each_wrong_has_its_number() {
    let balances = Balances { book: Paise::ZERO, bank_opening: Paise::rupees(1_000), bank: Paise::rupees(788) };
    let refused = |b: Vec<usize>, s: Vec<usize>, balances| {
        said(&reconcile(&book(), &bank(), 4, &[Match { book: b, statement: s }], balances).unwrap_err())
    };
    assert_eq!(refused(vec![0, 0], vec![2], balances), 4058);
    assert_eq!(refused(vec![0], vec![4], balances), 4058);
    assert_eq!(refused(vec![0], vec![0], balances), 4059);
    assert_eq!(refused(vec![], vec![], Balances { bank: Paise::ZERO, ..balances }), 4060);
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (1i8..29, -4i64..4, prop::option::of(1000u32..1004)).prop_map(|(d, amount, number)| Entry {
        date: kernel::Date::constant(2026, 3, d),
        reference: number.map_or(String::new(), |n| n.to_string()),
        ..entry("2026-03-01", amount, "", "")
    });
    prop::collection::vec(one, 0..25)
}

proptest! {
    #[test]
    fn no_line_is_used_twice(book in entries(), bank in entries(), window in 0i64..10, opening in -100i64..100) {
        let found = suggest(&book, &bank, window);
        prop_assert_eq!(found.iter().map(|s| s.book).collect::<BTreeSet<_>>().len(), found.len());
        prop_assert_eq!(found.iter().map(|s| s.statement).collect::<BTreeSet<_>>().len(), found.len());
        for s in &found {
            prop_assert_eq!(book[s.book].amount, bank[s.statement].amount);
            prop_assert!(s.why == Why::Reference || s.days <= window);
        }
        // Whatever is accepted, two true sets of books explain each other.
        let matches: Vec<Match> = found.iter().map(|s| Match { book: vec![s.book], statement: vec![s.statement] }).collect();
        let sum = |e: &[Entry]| e.iter().map(|e| e.amount).sum::<Paise>();
        let opening = Paise(opening);
        let balances = Balances { book: opening + sum(&book), bank_opening: opening, bank: opening + sum(&bank) };
        let done = reconcile(&book, &bank, bank.len(), &matches, balances).unwrap();
        prop_assert_eq!(done.unexplained, Paise::ZERO);
        prop_assert_eq!(done.only_book.len() + found.len(), book.len());
    }
}
