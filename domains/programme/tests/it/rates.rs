//! Orders of rates: what may be ordered, what replaces what, what a society's norms have to take in or out.

use crate::plan::day;
use credit::claims::SchemeRule;
use credit::interest::Rate;
use credit::norm::NormRule;
use credit::product::{Norms, Rule};
use kernel::Paise;
use programme::ProgrammeEvent;
use programme::rates::{Due, Fate, due, follow, order, orders, take_back};

fn subvention(from: &str, contract: i32, number: &str) -> NormRule {
    let value = SchemeRule {
        contract: Rate(contract),
        subvention: Rate(150),
        prompt: Rate(300),
        cap: Paise(30_000_000),
        allied: Paise(20_000_000),
        last: None,
    };
    NormRule::Subvention(Rule { from: day(from), value, order: number.into(), source: "circular 1".into() })
}

fn years(from: &str, years: i16) -> NormRule {
    NormRule::Limitation(Rule { from: day(from), value: years, order: "7".into(), source: String::new() })
}

/// A register that grows by what was decided.
#[derive(Default)]
struct Register(Vec<((i64, i64), ProgrammeEvent)>);

impl Register {
    fn take(&mut self, events: Vec<ProgrammeEvent>) -> (i64, i64) {
        let entry = (1_000_000, self.0.len() as i64);
        self.0.push((entry, events[0].clone()));
        // as it is written and read again
        let text = serde_json::to_string(&events[0]).unwrap();
        assert_eq!(serde_json::from_str::<ProgrammeEvent>(&text).unwrap(), events[0], "{text}");
        entry
    }

    fn order(&mut self, rule: NormRule) -> (i64, i64) {
        let events = order(&orders(&self.0), rule, day("2026-12-09")).unwrap();
        self.take(events)
    }

    fn back(&mut self, entry: (i64, i64)) {
        let events = take_back(&orders(&self.0), entry, "an error", day("2026-12-09")).unwrap();
        self.take(events);
    }

    fn fates(&self) -> Vec<Fate> {
        orders(&self.0).into_iter().map(|o| o.fate).collect()
    }

    fn due(&self, norms: &Norms) -> Vec<((i64, i64), Due)> {
        due(&orders(&self.0), norms).into_iter().map(|(o, due)| (o.entry, due)).collect()
    }

    fn follow(&self, norms: &Norms, entry: (i64, i64)) -> Result<Norms, u16> {
        follow(&orders(&self.0), norms, entry).map_err(|r| r.number)
    }
}

#[test]
fn an_order_is_taken_in_once_and_what_was_shipped_holds_before_it() {
    let (mut r, norms) = (Register::default(), Norms::default());
    let entry = r.order(subvention("2027-04-01", 725, "9/2027"));
    assert_eq!(r.due(&norms), [(entry, Due::TakeIn)]);
    let after = r.follow(&norms, entry).unwrap();
    let rate = |d: &str| after.scheme().rules.on(day(d)).map(|r| r.value.contract.0);
    let shipped = credit::defaults::subvention().on(day("2027-03-31")).map(|r| r.value.contract.0);
    assert_eq!((rate("2027-03-31"), rate("2027-04-01")), (shipped, Some(725)));
    assert_eq!((r.due(&after), r.follow(&after, entry)), (vec![], Err(3216)));
    assert_eq!(r.follow(&norms, (1_000_000, 9)), Err(3216), "no such order");
    // what the society enters of its own for the same day counts there, and the order is not applied any more
    let own = years("2027-04-01", 5).added_to(&after);
    assert_eq!(r.due(&own), []);
    let own = subvention("2027-04-01", 700, "own").added_to(&own);
    assert_eq!(r.due(&own), [(entry, Due::TakeIn)]);
}

#[test]
fn a_later_order_replaces_and_one_taken_back_is_taken_out() {
    let mut r = Register::default();
    let first = r.order(subvention("2027-04-01", 725, "9/2027"));
    let other_day = r.order(subvention("2027-10-01", 700, "10/2027"));
    let second = r.order(subvention("2027-04-01", 750, "11/2027"));
    assert_eq!(r.fates(), [Fate::Replaced, Fate::Stands, Fate::Stands]);
    let mut norms = Norms::default();
    for entry in [other_day, second] {
        norms = r.follow(&norms, entry).unwrap();
    }
    assert_eq!((r.due(&norms), r.follow(&norms, first)), (vec![], Err(3216)));
    r.back(second);
    assert_eq!(r.fates()[0], Fate::Stands, "the one before holds again");
    assert_eq!(r.due(&norms), [(first, Due::TakeIn), (second, Due::TakeOut)]);
    let out = r.follow(&norms, second).unwrap();
    let out = r.follow(&out, first).unwrap();
    assert_eq!(r.due(&out), []);
    assert_eq!(out.scheme().rules.on(day("2027-05-01")).map(|r| r.value.contract.0), Some(725));
}

#[test]
fn what_is_no_order_is_refused() {
    let mut r = Register::default();
    let entry = r.order(years("2027-04-01", 3));
    let no = |rule| order(&orders(&r.0), rule, day("2026-12-09")).err().map(|r| r.number);
    assert_eq!(no(years("2027-04-01", 3)), Some(3215));
    assert_eq!(no(years("2027-04-02", 3)), None);
    assert_eq!(no(subvention("2027-04-01", 700, " ")), Some(3214));
    assert_eq!(no(subvention("2027-04-01", 700, &"9".repeat(301))), Some(3214));
    let back = |entry, why| take_back(&orders(&r.0), entry, why, day("2026-12-09")).err().map(|r| r.number);
    assert_eq!((back(entry, " "), back((1, 1), "x"), back(entry, "x")), (Some(4525), Some(3217), None));
}
