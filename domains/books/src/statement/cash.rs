//! Receipts and payments: cash only, split in capital and revenue; bank balances shown apart.

use super::{Book, Figures, HeadRow, Label, Part, Row, Section, Table, Tie, stray};
use crate::chart::{Group, Nature};
use crate::event::Line;
use kernel::Paise;
use std::collections::BTreeMap;

/// Cash that came or went on account of a head, paise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashRow {
    /// Head on the other side of cash.
    pub head: String,
    /// Cash received.
    pub receipt: Paise,
    /// Cash paid.
    pub payment: Paise,
}

/// The cash column of one voucher by the head on the other side. Where a voucher moves more than its cash (a receipt part in
/// cash, part by transfer), cash is counted to the lines of the other side in their order until it is used up, so that the rows
/// always make exactly the voucher's cash. `is_cash` says which heads are notes and coins.
#[must_use]
pub fn cash_rows(lines: &[Line], is_cash: impl Fn(&str) -> bool) -> Vec<CashRow> {
    let cash: Paise = lines.iter().filter(|l| is_cash(&l.head)).map(|l| l.debit - l.credit).sum();
    let mut left = cash.abs();
    let mut rows: Vec<CashRow> = Vec::new();
    for line in lines.iter().filter(|l| !is_cash(&l.head)) {
        let other = if cash > Paise::ZERO { line.credit } else { line.debit };
        let used = other.min(left);
        if used.is_zero() {
            continue;
        }
        left -= used;
        let (receipt, payment) = if cash > Paise::ZERO { (used, Paise::ZERO) } else { (Paise::ZERO, used) };
        match rows.iter_mut().find(|r| r.head == line.head) {
            Some(row) => {
                row.receipt += receipt;
                row.payment += payment;
            }
            None => rows.push(CashRow { head: line.head.clone(), receipt, payment }),
        }
    }
    rows
}

/// Receipts and payments of cash from `from` to `to`. Both sides agree when opening cash and receipts are payments and the cash
/// the ledger says is left. Bank balances stand apart, at the beginning and at the end.
#[must_use]
pub fn receipts_and_payments(book: &Book) -> Table {
    let figures = book.figures();
    let heads: BTreeMap<&str, &HeadRow> = figures.iter().map(|f| (f.head.code.as_str(), &f.head)).collect();
    let mut sums: BTreeMap<&str, (Paise, Paise)> = BTreeMap::new();
    for row in &book.cash {
        let sum = sums.entry(&row.head).or_default();
        *sum = (sum.0 + row.receipt, sum.1 + row.payment);
    }
    let flow = |nature: Nature, key, receipt: bool| {
        let mut rows: Vec<(Group, usize, Row)> = Vec::new();
        for (code, (received, paid)) in &sums {
            let head = heads.get(code).map_or_else(|| stray(code), |h| (*h).clone());
            // Cash against cash moves nothing; were it ever written, it is shown rather than lost.
            let of = if head.nature == Nature::Cash { Nature::Capital } else { head.nature };
            if of == nature {
                let label = Label::Head { code: head.code.clone(), name: head.name };
                let amount = if receipt { *received } else { *paid };
                rows.push((head.group, super::place(&head.code), Row::one(label, amount)));
            }
        }
        rows.sort_by_key(|r| (r.0, r.1));
        Section::new(Label::Key(key), 1, rows.into_iter().map(|r| r.2).collect())
    };
    let held = |key, group: Group, amount: fn(&Figures) -> Paise| {
        let here = figures.iter().filter(|f| f.head.group == group);
        Section::new(Label::Key(key), 1, here.map(|f| Row::one(f.label(), amount(f))).collect())
    };
    let side = |key, receipt: bool| {
        let mut sections = vec![
            flow(Nature::Capital, "section-capital", receipt),
            flow(Nature::Revenue, "section-revenue", receipt),
            flow(Nature::Bank, "section-bank", receipt),
        ];
        match receipt {
            true => sections.insert(0, held("section-opening-cash", Group::Cash, |f| f.opening)),
            false => sections.push(held("section-closing-cash", Group::Cash, Figures::balance)),
        }
        Part::new(Label::Key(key), 1, sections)
    };
    let (receipts, payments) = (side("part-receipts", true), side("part-payments", false));
    let tie = Tie { key: "tie-cash", off: receipts.totals[0] - payments.totals[0] };
    let bank =
        Part::new(Label::Key("part-bank-opening"), 1, vec![held("section-bank-balances", Group::Bank, |f| f.opening)]);
    let bank_end = Part::new(
        Label::Key("part-bank-closing"),
        1,
        vec![held("section-bank-balances", Group::Bank, Figures::balance)],
    );
    Table {
        title: Label::Key("statement-receipts-payments"),
        about: None,
        columns: vec!["column-amount"],
        parts: vec![receipts, payments, bank, bank_end],
        ties: vec![tie],
    }
}
