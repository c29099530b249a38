//! Orders of rates: what may be ordered, what replaces what, what a society's norms have to take in or out.

use crate::plan::day;
use credit::claims::SchemeRule;
use credit::interest::Rate;
use credit::kindrule::KindRule;
use credit::norm::NormRule;
use credit::product::{DepositKind, LoanHeads, LoanKind, LoanProduct, Norms, Product, Rule, Ruled};
use kernel::Paise;
use programme::ProgrammeEvent;
use programme::rates::{Due, Fate, Followed, Ruling, due, follow, order, orders, take_back};

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

    fn order(&mut self, rule: impl Into<Ruling>) -> (i64, i64) {
        let events = order(&orders(&self.0), rule.into(), day("2026-12-09")).unwrap();
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
        due(&orders(&self.0), norms, &[]).into_iter().map(|(o, due)| (o.entry, due)).collect()
    }

    fn follow(&self, norms: &Norms, entry: (i64, i64)) -> Result<Norms, u16> {
        match follow(&orders(&self.0), norms, &[], entry).map_err(|r| r.number)? {
            Followed::Norms(norms) => Ok(norms),
            Followed::Products(p) => panic!("{p:?}"),
        }
    }

    /// What the products of a society have to do, once.
    fn products(&self, before: &[Product], entry: (i64, i64)) -> Result<Vec<Product>, u16> {
        match follow(&orders(&self.0), &Norms::default(), before, entry).map_err(|r| r.number)? {
            Followed::Products(changed) => {
                let now = |p: &Product| changed.iter().find(|c| c.code() == p.code()).unwrap_or(p).clone();
                Ok(before.iter().map(now).collect())
            }
            Followed::Norms(n) => panic!("{n:?}"),
        }
    }
}

#[test]
fn an_order_is_taken_in_once_and_what_was_shipped_holds_before_it() {
    let (mut r, norms) = (Register::default(), Norms::default());
    let entry = r.order(&subvention("2027-04-01", 725, "9/2027"));
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
    let first = r.order(&subvention("2027-04-01", 725, "9/2027"));
    let other_day = r.order(&subvention("2027-10-01", 700, "10/2027"));
    let second = r.order(&subvention("2027-04-01", 750, "11/2027"));
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
    let entry = r.order(&years("2027-04-01", 3));
    let no = |rule: NormRule| order(&orders(&r.0), (&rule).into(), day("2026-12-09")).err().map(|r| r.number);
    assert_eq!(no(years("2027-04-01", 3)), Some(3215));
    assert_eq!(no(years("2027-04-02", 3)), None);
    assert_eq!(no(subvention("2027-04-01", 700, " ")), Some(3214));
    assert_eq!(no(subvention("2027-04-01", 700, &"9".repeat(301))), Some(3214));
    let back = |entry, why| take_back(&orders(&r.0), entry, why, day("2026-12-09")).err().map(|r| r.number);
    assert_eq!((back(entry, " "), back((1, 1), "x"), back(entry, "x")), (Some(4525), Some(3217), None));
}

fn loan_rate(kind: LoanKind, percent: i32, from: &str, number: &str) -> KindRule {
    let rule = Rule { from: day(from), value: Rate(percent), order: number.into(), source: String::new() };
    KindRule::Loan { kind, rule }
}

fn loan(code: &str, kind: LoanKind) -> Product {
    Product::Loan(Box::new(LoanProduct {
        code: code.into(),
        kind,
        agricultural: true,
        rate: Ruled(vec![Rule {
            from: day("2020-04-01"),
            value: Rate(700),
            order: "bye-laws".into(),
            source: String::new(),
        }]),
        penal: Ruled::default(),
        day_count: Ruled::default(),
        rounding: Ruled::default(),
        rests: Ruled::default(),
        order: Ruled::default(),
        linkage: Ruled::default(),
        season: Ruled::default(),
        instalments: Ruled::default(),
        margin: Ruled::default(),
        sureties: Ruled::default(),
        long_crop: false,
        heads: LoanHeads::standard("1"),
    }))
}

/// Two of crop loans under codes of their own, and one of medium term.
fn products() -> Vec<Product> {
    vec![loan("ST", LoanKind::KccShort), loan("MT", LoanKind::Medium), loan("KCC-2", LoanKind::KccShort)]
}

fn rates(products: &[Product], on: &str) -> Vec<(String, Option<i32>)> {
    let of = |p: &Product| match p {
        Product::Loan(l) => (l.code.clone(), l.rate.on(day(on)).map(|r| r.value.0)),
        Product::Deposit(d) => (d.code.clone(), d.rates.on(day(on)).map(|r| r.value[0].1.0)),
    };
    products.iter().map(of).collect()
}

#[test]
fn a_rate_is_ordered_for_all_products_of_a_kind_and_for_no_other() {
    let (mut r, before) = (Register::default(), products());
    let entry = r.order(&loan_rate(LoanKind::KccShort, 725, "2027-04-01", "9/2027"));
    assert!(due(&orders(&r.0), &Norms::default(), &[]).is_empty(), "a society that lends none has nothing to do");
    let after = r.products(&before, entry).unwrap();
    for (was, now) in before.iter().zip(&after) {
        let crop = matches!(was, Product::Loan(l) if l.kind == LoanKind::KccShort);
        assert_eq!(was != now, crop, "{now:?}");
    }
    assert_eq!(rates(&after, "2027-03-31"), rates(&before, "2027-03-31"), "from its day on");
    let given: Vec<_> = rates(&after, "2027-04-01").into_iter().filter(|r| r.1 == Some(725)).map(|r| r.0).collect();
    assert!(given.len() == 2 && given.contains(&"KCC-2".to_owned()), "{given:?}");
    assert_eq!(r.products(&after, entry), Err(3216), "once");
    assert!(KindRule::common(&after).contains(&loan_rate(LoanKind::KccShort, 725, "2027-04-01", "9/2027")));
    // one of them goes by a rule of its own: it is asked for again, and what all go by is not this
    let mut own = after.clone();
    let last = own.len() - 1;
    own[last] = loan_rate(LoanKind::KccShort, 700, "2027-04-01", "own").added_to(&own[last]);
    assert!(!KindRule::common(&own).iter().any(|k| k.order().0 == "9/2027"));
    let all = orders(&r.0);
    let due_now = due(&all, &Norms::default(), &own);
    assert!(matches!(due_now[..], [(_, Due::TakeIn)]));
    // a later order of the same day takes its place; taken back, the first holds again
    let second = r.order(&loan_rate(LoanKind::KccShort, 750, "2027-04-01", "10/2027"));
    assert_eq!(r.fates(), [Fate::Replaced, Fate::Stands]);
    let both = r.products(&after, second).unwrap();
    r.back(second);
    let back = r.products(&both, second).unwrap();
    assert_eq!(rates(&back, "2027-04-01"), rates(&after, "2027-04-01"));
    r.back(entry);
    assert_eq!(r.products(&back, entry).unwrap(), before, "nothing of it is left");
}

#[test]
fn a_rate_that_is_none_is_refused() {
    let r = Register::default();
    let no = |rule: KindRule| order(&orders(&r.0), (&rule).into(), day("2026-12-09")).err().map(|r| r.number);
    let deposit = |kind, value| {
        let rule = Rule { from: day("2027-04-01"), value, order: "1".into(), source: String::new() };
        KindRule::Deposit { kind, rule }
    };
    assert_eq!(no(loan_rate(LoanKind::Medium, 10_001, "2027-04-01", "1")), Some(3277));
    assert_eq!(no(loan_rate(LoanKind::Medium, -1, "2027-04-01", "1")), Some(3277));
    assert_eq!(no(loan_rate(LoanKind::Medium, 900, "2027-04-01", "")), Some(3214));
    let (savings, fixed) = (DepositKind::Savings, DepositKind::Fixed);
    assert_eq!(no(deposit(savings, vec![(0, Rate(300)), (12, Rate(400))])), Some(3277));
    assert_eq!(no(deposit(fixed, vec![])), Some(3277));
    assert_eq!(no(deposit(fixed, vec![(12, Rate(600)), (12, Rate(700))])), Some(3277));
    assert_eq!(no(deposit(fixed, vec![(12, Rate(600)), (24, Rate(700))])), None);
    assert_eq!(no(deposit(savings, vec![(0, Rate(300))])), None);
}
