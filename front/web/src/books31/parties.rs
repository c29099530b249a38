//! Stock by batch (22), debtors and creditors bill by bill (24), suspense with what cleared it (28), objections of auditors (a part of 31).

use super::{empty, part, sums};
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Register, day};
use crate::page::Frame;
use crate::reports::{Period, narration};
use crate::words::encoded;
use books::chart::Group;
use books::statement::HeadRow;
use books::suspense;
use desk::export::{Cell, Holds};
use keep::view::{self, DebtLine};
use kernel::{Date, Paise};
use lipi::date;
use std::collections::BTreeMap;
use trade::Milli;

/// Whole days from one to another.
fn age(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// Who owes for goods and who is owed, each with his bills and what was paid; the oldest is settled first.
pub(super) fn parties(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let today = ask.web.desk.today();
    let all = ask.read(|t| view::debt_lines(t, society.id()))?;
    let mut grid = empty(
        c,
        "reg-parties",
        vec![c.s1("web-on-day", "day", &date::format(today)), c.s("reg-parties-why")],
        &[
            ("reg-col-side", Holds::Words),
            ("reg-col-party", Holds::Words),
            ("rep-date", Holds::Short),
            ("reg-col-bill", Holds::Short),
            ("reg-col-billed", Holds::Money),
            ("reg-col-settled", Holds::Money),
            ("reg-col-open", Holds::Money),
            ("reg-col-age", Holds::Short),
        ],
    );
    let mut of: BTreeMap<(bool, String, String), Vec<&DebtLine>> = BTreeMap::new();
    for l in &all {
        of.entry((!l.debtor, l.party.key(), l.activity.clone())).or_default().push(l);
    }
    let mut whole = [Paise::ZERO; 3];
    for ((creditor, _, activity), mut lines) in of {
        lines.sort_by_key(|l| (l.date, l.entry));
        let mut paid: Paise = lines.iter().map(|l| (-l.by).max(Paise::ZERO)).sum();
        for l in lines {
            let billed = l.by.max(Paise::ZERO);
            let settled = paid.min(billed);
            paid -= settled;
            let open = billed - settled;
            let receipt = format!("{}/receipt/{}/{}", society.base, l.entry.0, l.entry.1);
            let bill = if l.bill.is_empty() { l.number.clone() } else { format!("{} ({})", l.number, l.bill) };
            let old = if open.is_zero() { String::new() } else { age(l.date, today).to_string() };
            let paid_here = (-l.by).max(Paise::ZERO);
            for (sum, one) in whole.iter_mut().zip([billed, paid_here, open]) {
                *sum += if creditor { -one } else { one };
            }
            grid.row(vec![
                Cell::text(c.s(if creditor { "trade-creditors" } else { "trade-debtors" })),
                Cell::text(format!("{} · {activity}", l.party.text())),
                day(Some(l.date)),
                Cell::Link(if bill.is_empty() { c.s("rep-voucher") } else { bill }, receipt),
                Cell::Money(billed),
                Cell::Money(paid_here),
                Cell::Money(open),
                Cell::text(old),
            ]);
        }
        if !paid.is_zero() {
            // paid before any bill
            whole[2] -= if creditor { -paid } else { paid };
            let blank = || Cell::Empty;
            let words = Cell::text(c.s("reg-col-advance"));
            grid.row(vec![blank(), words, blank(), blank(), blank(), blank(), Cell::Money(-paid), blank()]);
        }
    }
    Ok(part(ask, grid, Some(sums(c, 8, 1, &[(6, whole[2])]))))
}

/// Objections of auditors with what became of them.
pub(super) fn objections(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let all = ask.read(|t| view::objections(t, society.id()))?;
    let mut grid = empty(
        c,
        "rep-objections",
        Vec::new(),
        &[
            ("rep-date", Holds::Short),
            ("rep-by", Holds::Short),
            ("rep-voucher", Holds::Short),
            ("column-amount", Holds::Money),
            ("rep-objection", Holds::Words),
            ("rep-state", Holds::Words),
        ],
    );
    for o in &all {
        let state = match (o.closed, o.answers) {
            (true, _) => "rep-objection-closed",
            (_, 0) => "rep-objection-waiting",
            _ => "rep-objection-answered",
        };
        let voucher = o
            .about
            .as_ref()
            .map_or(Cell::Empty, |(entry, number)| crate::grid::voucher(&society.base, c, *entry, number));
        let words = Cell::Link(o.text.clone(), format!("{}/objections/{}/{}", society.base, o.entry.0, o.entry.1));
        grid.row(vec![day(o.date), Cell::text(&o.by), voucher, Cell::Money(o.amount), words, Cell::text(c.s(state))]);
    }
    Ok(part(ask, grid, None))
}

/// Stock by item and batch: what came, what went, what was found short, what is left and at what rate.
pub(super) fn stock(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let (all, items) = ask.read(|t| {
        let all = view::stock_book(t, society.id(), period.from, period.to)?;
        Ok((all, keep::deciding::items(t, society.id())?))
    })?;
    let mut grid = empty(
        c,
        "reg-stock",
        vec![period.text(c)],
        &[
            ("trade-col-item", Holds::Words),
            ("trade-col-batch", Holds::Short),
            ("trade-col-expiry", Holds::Short),
            ("rep-opening", Holds::Short),
            ("reg-col-received", Holds::Short),
            ("reg-col-out", Holds::Short),
            ("reg-col-short", Holds::Short),
            ("rep-balance", Holds::Short),
            ("reg-col-rate", Holds::Money),
            ("trade-col-value", Holds::Money),
        ],
    );
    let count = |n: Milli| Cell::text(if n.0 == 0 { String::new() } else { n.to_string() });
    for l in &all {
        let named = items.iter().find(|i| i.code == l.item);
        let name = named.map_or_else(|| l.item.clone(), |i| format!("{} · {}", i.name, i.code));
        // of one unit: a thousand thousandths
        let rate = if l.left.0 > 0 { Paise(l.value.0.saturating_mul(1_000) / l.left.0) } else { Paise::ZERO };
        let activity = named.map(|i| i.activity.clone()).unwrap_or_default();
        let book = format!("{}/trade/register?activity={}&item={}", society.base, encoded(&activity), encoded(&l.item));
        grid.row(vec![
            Cell::Link(name, book),
            Cell::text(&l.batch),
            day(l.expiry),
            count(l.opening),
            count(l.received),
            count(l.issued),
            count(l.short),
            Cell::text(l.left.to_string()),
            Cell::Money(rate),
            Cell::Sum(l.value),
        ]);
    }
    let value = all.iter().map(|l| l.value).sum();
    Ok(Register { period: Some(period), ..part(ask, grid, Some(sums(c, 10, 0, &[(9, value)]))) })
}

/// Suspense: where it came from, how much, what cleared it.
pub(super) fn suspense(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let today = ask.web.desk.today();
    let heads = ask.read(|t| view::heads(t, society.id()))?;
    let waits =
        |h: &&HeadRow| matches!(h.group, Group::SuspenseAsset | Group::SuspenseLiability) && h.code != books::TRANSFER;
    let mut grid = empty(
        c,
        "reg-suspense",
        vec![c.s1("web-on-day", "day", &date::format(today))],
        &[
            ("rep-head", Holds::Words),
            ("rep-date", Holds::Short),
            ("rep-voucher", Holds::Short),
            ("reg-col-origin", Holds::Words),
            ("column-amount", Holds::Money),
            ("reg-col-cleared", Holds::Words),
            ("reg-col-open", Holds::Money),
        ],
    );
    let mut left = Paise::ZERO;
    let rows: Vec<HeadRow> = heads.iter().map(HeadRow::of).collect();
    for h in rows.iter().filter(waits) {
        let book = ask.read(|t| view::ledger(t, society.id(), &h.code, Date::MIN, today, view::Page::ALL))?.rows;
        let item = |l: &view::LedgerLine| suspense::Item {
            number: l.number.clone(),
            date: l.date.unwrap_or(Date::ZERO),
            text: narration(c, &l.narration),
            amount: l.debit - l.credit,
            clears: None,
        };
        let items: Vec<suspense::Item> = book.iter().map(item).collect();
        for w in suspense::struck(&items, today) {
            let entry = book.iter().find(|l| l.number == w.number).map_or((0, 0), |l| l.entry);
            left += w.left;
            grid.row(vec![
                Cell::Link(h.name.clone(), format!("{}/books/ledger/{}", society.base, encoded(&h.code))),
                day(Some(w.date)),
                crate::grid::voucher(&society.base, c, entry, &w.number),
                Cell::text(w.text),
                Cell::Sum(w.amount),
                Cell::text(w.by.join(", ")),
                Cell::Money(w.left),
            ]);
        }
    }
    Ok(part(ask, grid, Some(sums(c, 7, 3, &[(6, left)]))))
}
