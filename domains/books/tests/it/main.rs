//! The books: what is accepted balances, what is refused says why.

mod appropriating;
mod assets;
mod audit;
mod bank;
mod chart;
mod days;
mod estate;
mod files;
mod office;
mod statements;
mod suspense;

use books::decide::*;
use books::{BooksEvent, Head, HeadClass, Line, effects};
use kernel::{Date, Paise};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn view() -> BooksView {
    let head = |code: &str| Head { code: code.into(), name: code.into(), class: HeadClass::Asset };
    BooksView { heads: ["A", "B", "C"].map(head).into(), open: Some(day(TODAY)), ..BooksView::default() }
}

fn line(head: &str, debit: i64, credit: i64) -> Line {
    Line { head: head.into(), debit: Paise(debit), credit: Paise(credit), source: None }
}

fn voucher(lines: Vec<Line>) -> PostVoucher {
    PostVoucher { date: day("2025-04-02"), number: "R-1".into(), narration: "जमा".into(), lines }
}

const TODAY: &str = "2025-04-02";

/// The number of a refusal, after saying it in both languages: a placeholder without a value would fail.
fn said(refusal: &kernel::Refusal) -> u16 {
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        assert!(lipi::messages::refuse(lang, refusal).len() > 20);
    }
    refusal.number
}

fn refused(command: &PostVoucher) -> u16 {
    said(&post(&view(), command).unwrap_err())
}

#[test]
fn each_wrong_has_its_number() {
    let good = voucher(vec![line("A", 5, 0), line("B", 0, 5)]);
    assert!(post(&view(), &good).is_ok());
    assert_eq!(refused(&voucher(vec![line("A", 5, 0)])), 4001);
    assert_eq!(refused(&voucher(vec![line("A", 1, 0); 501])), 4001);
    assert_eq!(refused(&voucher(vec![line("A", 5, 0), line("B", 0, 0)])), 4002);
    assert_eq!(refused(&voucher(vec![line("A", 5, 5), line("B", 0, 5)])), 4002);
    assert_eq!(refused(&voucher(vec![line("A", -5, 0), line("B", 0, -5)])), 4002);
    assert_eq!(refused(&voucher(vec![line("A", 5, 0), line("X", 0, 5)])), 4003);
    assert_eq!(refused(&voucher(vec![line("A", 5, 0), line("B", 0, 6)])), 4004);
    assert_eq!(refused(&PostVoucher { date: day("2025-04-03"), ..good.clone() }), 4005);
    assert_eq!(refused(&PostVoucher { date: day("2025-03-31"), ..good.clone() }), 4006);
    assert_eq!(refused(&voucher(vec![line("A", i64::MAX, 0), line("B", 0, i64::MAX)])), 4007);
    assert_eq!(refused(&PostVoucher { narration: " ".into(), ..good.clone() }), 4008);
    let shut = BooksView { open: None, ..view() };
    assert_eq!(said(&post(&shut, &good).unwrap_err()), 4020);
    let kept = BooksView { kept_by_accounts: vec!["B".into()], ..view() };
    assert_eq!(said(&post(&kept, &good).unwrap_err()), 4027);
}

#[test]
fn a_voucher_is_reversed_once() {
    let command = ReverseVoucher { entry: (1, 7), date: day(TODAY), number: "J-1".into(), reason: "भूल".into() };
    let with = |voucher| BooksView { voucher, ..view() };
    let posted = PostedVoucher {
        number: "R-1".into(),
        date: day(TODAY),
        lines: vec![line("A", 5, 0), line("B", 0, 5)],
        reversed: false,
        is_reversal: false,
        brought: false,
    };
    let number = |v: Option<PostedVoucher>| said(&reverse(&with(v), &command).unwrap_err());
    assert_eq!(number(None), 4009);
    assert_eq!(number(Some(PostedVoucher { reversed: true, ..posted.clone() })), 4010);
    assert_eq!(number(Some(PostedVoucher { is_reversal: true, ..posted.clone() })), 4010);
    assert_eq!(number(Some(PostedVoucher { brought: true, ..posted.clone() })), 4681);
    let events = reverse(&with(Some(posted)), &command).unwrap();
    let BooksEvent::VoucherPosted { lines, reverses, .. } = &events[0] else { panic!("a voucher") };
    assert_eq!((reverses, lines[0].credit), (&Some((1, 7)), Paise(5)));
}

fn balances(events: &[BooksEvent]) -> BTreeMap<String, i64> {
    let mut out = BTreeMap::new();
    for l in events.iter().flat_map(effects::postings) {
        *out.entry(l.head).or_default() += l.debit.0 - l.credit.0;
    }
    out
}

proptest! {
    #[test]
    fn whatever_is_accepted_balances_and_a_reverse_restores(
        raw in prop::collection::vec((0usize..4, -2i64..200, -2i64..200), 0..6), balance in any::<bool>()
    ) {
        let mut lines: Vec<Line> = raw.into_iter().map(|(h, d, c)| line(["A", "B", "C", "X"][h], d, if d > 0 { 0 } else { c })).collect();
        let net: i64 = lines.iter().map(|l| l.debit.0 - l.credit.0).sum();
        if balance && net != 0 {
            lines.push(if net > 0 { line("A", 0, net) } else { line("A", -net, 0) });
        }
        let command = voucher(lines);
        let Ok(mut events) = post(&view(), &command) else { return Ok(()) };
        prop_assert_eq!(balances(&events).values().sum::<i64>(), 0);
        let posted = PostedVoucher { number: "R".into(), date: command.date, lines: command.lines, reversed: false, is_reversal: false, brought: false };
        let back = ReverseVoucher { entry: (1, 0), date: day(TODAY), number: "J".into(), reason: "x".into() };
        events.extend(reverse(&BooksView { voucher: Some(posted), ..view() }, &back).unwrap());
        prop_assert!(balances(&events).values().all(|b| *b == 0));
    }
}
