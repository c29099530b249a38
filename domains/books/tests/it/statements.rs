//! Statements of random books agree; those of wrong books say by how much they do not.

use crate::{day, line, said};
use books::chart::{Group, STANDARD};
use books::statement::*;
use books::{Head, HeadClass, Line};
use kernel::Paise;
use lipi::Lang;
use proptest::prelude::*;
use std::collections::BTreeMap;

const OWN: [(&str, HeadClass); 4] = [
    ("TB-001", HeadClass::Asset),
    ("TB-002", HeadClass::Liability),
    ("TB-003", HeadClass::Expense),
    ("MIG_DIFF", HeadClass::Difference),
];

fn heads() -> Vec<HeadRow> {
    let standard = STANDARD.iter().map(|s| Head { code: s.code.into(), name: s.name(Lang::Hi), class: s.class });
    let own = OWN.iter().map(|(code, class)| Head { code: (*code).into(), name: (*code).into(), class: *class });
    standard.chain(own).map(|h| HeadRow::of(&h)).collect()
}

pub fn is_cash(code: &str) -> bool {
    code == "CASH"
}

/// Books made of vouchers: those of earlier years, then those of the year.
pub fn book(earlier: &[Vec<Line>], year: &[Vec<Line>]) -> Book {
    let mut book = Book {
        from: day("2025-04-01"),
        to: day("2026-03-31"),
        heads: heads(),
        opening: BTreeMap::new(),
        moved: BTreeMap::new(),
        closed: BTreeMap::new(),
        previous: BTreeMap::new(),
        cash: Vec::new(),
    };
    for l in earlier.iter().flatten() {
        *book.opening.entry(l.head.clone()).or_default() += l.debit - l.credit;
        *book.previous.entry(l.head.clone()).or_default() += l.debit - l.credit;
    }
    for voucher in year {
        add(&mut book.moved, voucher);
        book.cash.extend(cash_rows(voucher, is_cash));
    }
    book
}

pub fn add(sums: &mut BTreeMap<String, (Paise, Paise)>, voucher: &[Line]) {
    for l in voucher {
        let sum = sums.entry(l.head.clone()).or_default();
        *sum = (sum.0 + l.debit, sum.1 + l.credit);
    }
}

fn balance(book: &Book, code: &str) -> Paise {
    let pair = |of: &BTreeMap<String, (Paise, Paise)>| of.get(code).map_or(Paise::ZERO, |(d, c)| *d - *c);
    book.opening.get(code).copied().unwrap_or_default() + pair(&book.moved) + pair(&book.closed)
}

/// A voucher of two to five lines that balances; cash is in every other one.
fn voucher() -> impl Strategy<Value = Vec<Line>> {
    let count = STANDARD.len() + OWN.len() + 1;
    let head = prop_oneof![
        1 => Just("CASH".to_owned()),
        3 => (0..count).prop_map(|i| match STANDARD.get(i) {
            Some(s) => s.code.to_owned(),
            None => OWN.get(i - STANDARD.len()).map_or("NOBODY-KNOWS", |o| o.0).to_owned(),
        }),
    ];
    let lines = prop::collection::vec((head.clone(), -5_000_000i64..5_000_000), 1..5);
    (lines, head).prop_map(|(lines, last)| {
        let rest = -lines.iter().map(|l| l.1).sum::<i64>();
        let all = lines.into_iter().chain([(last, rest)]).filter(|l| l.1 != 0);
        all.map(|(head, a)| line(&head, a.max(0), (-a).max(0))).collect()
    })
}

fn vouchers() -> impl Strategy<Value = Vec<Vec<Line>>> {
    prop::collection::vec(voucher(), 0..25)
}

fn words_are_there(table: &Table) {
    for lang in [Lang::Hi, Lang::En] {
        let say = |label: &Label| assert!(!label.text(lang).is_empty());
        say(&table.title);
        table.about.iter().for_each(say);
        table.columns.iter().for_each(|c| say(&Label::Key(c)));
        table.ties.iter().for_each(|t| say(&Label::Key(t.key)));
        for part in &table.parts {
            say(&part.label);
            for section in &part.sections {
                say(&section.label);
                section.rows.iter().for_each(|r| say(&r.label));
            }
        }
    }
}

fn find<'a>(table: &'a Table, section: &'static str) -> &'a Section {
    let mut all = table.parts.iter().flat_map(|p| &p.sections);
    all.find(|s| s.label == Label::Key(section)).unwrap_or_else(|| panic!("no section {section}"))
}

proptest! {
    #[test]
    fn statements_of_random_books_agree(earlier in vouchers(), year in vouchers()) {
        let book = book(&earlier, &year);
        let all = Statements::of(&book);
        prop_assert_eq!(all.check(), Paise::ZERO, "{:?}", all);
        let tables = [&all.trial, &all.receipts, &all.profit, &all.balance];
        for table in tables.into_iter().chain(&all.trading) {
            words_are_there(table);
            for part in &table.parts {
                prop_assert!(part.totals.len() == table.columns.len());
                for (i, total) in part.totals.iter().enumerate() {
                    let rows = part.sections.iter().flat_map(|s| &s.rows).filter(|r| !r.memo);
                    prop_assert_eq!(*total, rows.map(|r| r.amounts[i]).sum::<Paise>());
                }
            }
        }
        let profit: Paise = activity_results(&book).iter().map(|a| a.1).sum();
        let result = |t: &Table, a: usize, b: usize| t.parts[a].sections.iter().find(|s| s.label == Label::Key("section-net-profit"))
            .map_or(Paise::ZERO, |s| s.totals[0]) - t.parts[b].sections.iter().find(|s| s.label == Label::Key("section-net-loss"))
            .map_or(Paise::ZERO, |s| s.totals[0]);
        prop_assert_eq!(result(&all.profit, 0, 1), profit);
        let gross: Paise = all.trading.iter().map(|t| t.parts[0].sections.iter()
            .filter(|s| s.label == Label::Key("section-gross-profit")).map(|s| s.totals[0]).sum::<Paise>()
            - t.parts[1].sections.iter().filter(|s| s.label == Label::Key("section-gross-loss")).map(|s| s.totals[0]).sum()).sum();
        let trading: Paise = heads().iter().filter(|h| h.group.is_trading())
            .map(|h| book.moved.get(&h.code).map_or(Paise::ZERO, |m| m.1 - m.0)).sum();
        prop_assert_eq!(gross, trading);
    }

    #[test]
    fn cash_rows_make_the_vouchers_cash(voucher in voucher()) {
        let cash: Paise = voucher.iter().filter(|l| is_cash(&l.head)).map(|l| l.debit - l.credit).sum();
        let rows = cash_rows(&voucher, is_cash);
        prop_assert_eq!(rows.iter().map(|r| r.receipt - r.payment).sum::<Paise>(), cash);
        prop_assert!(rows.iter().all(|r| r.receipt >= Paise::ZERO && r.payment >= Paise::ZERO && !is_cash(&r.head)));
    }

    #[test]
    fn a_paisa_too_much_is_seen(earlier in vouchers(), year in vouchers(), which in 0usize..4) {
        let mut book = book(&earlier, &year);
        let cash = "CASH".to_owned();
        match which {
            0 => *book.opening.entry(cash).or_default() += Paise(1),
            1 => book.moved.entry(cash).or_default().0 += Paise(1),
            2 => *book.previous.entry(cash).or_default() += Paise(1),
            _ => book.cash.push(CashRow { head: "SB".into(), receipt: Paise(1), payment: Paise::ZERO }),
        }
        prop_assert!(Statements::of(&book).check() > Paise::ZERO);
    }

    #[test]
    fn a_closed_year_has_no_income_and_keeps_its_profit(earlier in vouchers(), year in vouchers()) {
        let kept = |v: &Vec<Line>| v.iter().all(|l| !["PL_NOW", "LOSS_NOW", "PL_PREV", "ACC_LOSS"].contains(&l.head.as_str()));
        let only = |all: Vec<Vec<Line>>| all.into_iter().filter(kept).collect::<Vec<_>>();
        let mut book = book(&only(earlier), &only(year));
        let profit: Paise = activity_results(&book).iter().map(|a| a.1).sum();
        let closing = match closing(&book) {
            Ok(vouchers) => vouchers,
            Err(no) => { prop_assert_eq!(said(&no), 4051); return Ok(()) }
        };
        for voucher in &closing {
            prop_assert!(voucher.len() >= 2 && voucher.len() <= books::decide::MOST_LINES);
            prop_assert_eq!(voucher.iter().map(|l| l.debit - l.credit).sum::<Paise>(), Paise::ZERO);
            add(&mut book.closed, voucher);
        }
        for h in heads().iter().filter(|h| matches!(h.class(), HeadClass::Income | HeadClass::Expense)) {
            prop_assert_eq!(balance(&book, &h.code), Paise::ZERO);
        }
        prop_assert_eq!(-balance(&book, "PL_NOW") - balance(&book, "LOSS_NOW"), profit);
        prop_assert!(balance(&book, "PL_NOW") <= Paise::ZERO && balance(&book, "LOSS_NOW") >= Paise::ZERO);
        prop_assert_eq!(Statements::of(&book).check(), Paise::ZERO);
        prop_assert_eq!(profit, activity_results(&book).iter().map(|a| a.1).sum::<Paise>());
        let changed = book.closed.values().any(|(d, c)| d != c);
        prop_assert_eq!(said(&books::statement::closing(&book).unwrap_err()), if changed { 4053 } else { 4051 });
    }
}

/// A small year: fertiliser bought on credit, sold for cash, a little missing, salary paid, interest earned.
fn small() -> Book {
    let earlier = [vec![line("CASH", 100_000, 0), line("SHARE_IND", 0, 100_000)]];
    let year = [
        vec![line("STOCK_FERT", 50_000, 0), line("CREDITORS", 0, 50_000)],
        vec![line("CASH", 45_000, 0), line("FERT_SALE", 0, 45_000)],
        vec![line("FERT_COST", 38_000, 0), line("STOCK_FERT", 0, 38_000)],
        vec![line("FERT_SHORT", 500, 0), line("STOCK_FERT", 0, 500)],
        vec![line("EXP_FREIGHT", 1_000, 0), line("CASH", 0, 1_000)],
        vec![line("EXP_SALARY", 10_000, 0), line("CASH", 0, 10_000)],
        vec![line("INT_RECV", 8_000, 0), line("INC_INT", 0, 8_000)],
        vec![line("BANK_CUR", 30_000, 0), line("CASH", 0, 30_000)],
    ];
    book(&earlier, &year)
}

#[test]
fn a_small_year_is_shown_as_an_accountant_would() {
    let all = Statements::of(&small());
    assert_eq!(all.check(), Paise::ZERO);
    assert_eq!(find(&all.receipts, "section-closing-cash").totals, [Paise(104_000)]);
    // Fertiliser, then trade that names no activity (freight).
    let about: Vec<String> = all.trading.iter().map(|t| t.about.as_ref().unwrap().text(Lang::En)).collect();
    assert_eq!(about, ["Fertiliser", "General"]);
    assert_eq!(find(&all.trading[0], "section-purchases").totals, [Paise(50_000)]);
    assert_eq!(find(&all.trading[0], "section-purchases").rows[1].amounts, [Paise(500)]);
    assert_eq!(find(&all.trading[0], "section-gross-profit").totals, [Paise(6_500)]);
    assert_eq!(find(&all.profit, "section-net-profit").totals, [Paise(3_500)]);
    assert_eq!(all.profit.parts[1].sections[0].label, Label::Key("section-gross-profit"));
    assert_eq!(find(&all.balance, "section-result-profit").totals, [Paise(3_500), Paise::ZERO]);
    assert_eq!(all.balance.parts[1].totals, [Paise(153_500), Paise(100_000)]);
    assert_eq!(net_worth(&small(), Paise(100)), Paise(99_900));
    let capital: Vec<&Group> = all.balance.parts[0]
        .sections
        .iter()
        .filter_map(|s| match &s.label {
            Label::Group(g) => Some(g),
            _ => None,
        })
        .collect();
    assert_eq!(capital, [&Group::ShareCapital, &Group::Creditors]);
}

#[test]
fn a_year_is_closed_only_after_the_one_before() {
    let mut book = small();
    book.opening.insert("PL_NOW".into(), Paise(-500));
    assert_eq!(said(&closing(&book).unwrap_err()), 4052);
}

#[test]
fn many_heads_are_closed_by_several_vouchers() {
    let mut book = small();
    for i in 0..1_000 {
        let code = format!("TB-{i:04}");
        book.heads.push(HeadRow::of(&Head { code: code.clone(), name: code.clone(), class: HeadClass::Income }));
        add(&mut book.moved, &[line(&code, 0, 100), line("CASH", 100, 0)]);
    }
    let vouchers = closing(&book).unwrap();
    assert!(vouchers.len() > 2 && vouchers.iter().all(|v| v.len() <= books::decide::MOST_LINES));
}
