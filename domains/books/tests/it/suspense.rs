//! What waits in suspense is its balance, by age.

use crate::day;
use books::suspense::*;
use kernel::Paise;
use proptest::prelude::*;

fn item(number: &str, date: &str, rupees: i64, clears: Option<&str>) -> Item {
    Item {
        number: number.into(),
        date: day(date),
        text: String::new(),
        amount: Paise::rupees(rupees),
        clears: clears.map(str::to_owned),
    }
}

#[test]
fn a_posting_clears_what_it_names_then_the_oldest() {
    let postings = [
        item("1", "2024-01-10", 100, None),
        item("2", "2025-06-01", 50, None),
        item("3", "2025-07-01", -50, Some("2")),
        item("4", "2025-07-02", -30, None),
        item("5", "2026-03-25", 20, None),
        item("6", "2026-04-01", 999, None),
    ];
    let ageing = age(&postings, day("2026-03-31"));
    let left: Vec<(&str, i64, i64)> =
        ageing.items.iter().map(|w| (w.number.as_str(), w.left.0 / 100, w.days)).collect();
    assert_eq!(left, [("1", 70, 811), ("5", 20, 6)]);
    assert_eq!(ageing.buckets.map(|b| b.0 / 100), [20, 0, 0, 0, 70, 0]);
    assert_eq!(ageing.balance, Paise::rupees(90));
    // the register shows what was cleared too, and by what
    let all = struck(&postings, day("2026-03-31"));
    let rows: Vec<(&str, i64, i64, String)> =
        all.iter().map(|w| (&w.number[..], w.amount.0 / 100, w.left.0 / 100, w.by.join(","))).collect();
    assert_eq!(rows, [("1", 100, 70, "4".into()), ("2", 50, 0, "3".into()), ("5", 20, 20, String::new())]);
}

proptest! {
    #[test]
    fn buckets_make_the_balance(raw in prop::collection::vec((0i64..2_000, -50i64..50, any::<Option<u8>>()), 0..30)) {
        let postings: Vec<Item> = raw.iter().enumerate().map(|(i, (days, amount, clears))| Item {
            number: i.to_string(),
            date: day("2020-04-01").saturating_add(jiff_days(*days)),
            text: String::new(),
            amount: Paise(*amount),
            clears: clears.map(|c| (c % 30).to_string()),
        }).collect();
        let ageing = age(&postings, day("2026-03-31"));
        let balance: i64 = raw.iter().map(|r| r.1).sum();
        prop_assert_eq!(ageing.balance, Paise(balance));
        prop_assert_eq!(ageing.buckets.into_iter().sum::<Paise>(), Paise(balance));
        prop_assert_eq!(ageing.items.iter().map(|w| w.left).sum::<Paise>(), Paise(balance));
        // Never a debit and a credit waiting side by side.
        prop_assert!(ageing.items.iter().all(|w| w.left.0.signum() == balance.signum()));
    }
}

fn jiff_days(days: i64) -> std::time::Duration {
    std::time::Duration::from_secs(days.unsigned_abs() * 86_400)
}
