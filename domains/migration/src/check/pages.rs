//! Page totals, carried and brought forward: what is missing, what was slipped, which total is wrong by itself.

use super::{Context, arithmetic};
use crate::body::Page;
use crate::books::{self, Books, Register};
use crate::digits::{self, Slip};
use crate::finding::{Findings, Place, code};
use kernel::Paise;

/// Looks at every page of every register that has totals.
pub fn pages(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in books.registers.iter().enumerate() {
        let Some(main) = books::sum_field(register.table.kind) else { continue };
        if matches!(register.table.kind, "trial_balance" | "balance_sheet" | "debtors") || !register.body.has(main) {
            continue;
        }
        missing_pages(books, r, register, main, findings);
        for (p, page) in register.body.pages.iter().enumerate() {
            one_page(books, r, register, p, page, main, findings);
            if register.body.has("interest") {
                slip_on_page(books, r, register, page, "interest", findings);
            }
        }
        grand_only(books, r, register, main, findings);
    }
}

/// Brought forward is not the carried forward before it, and the page numbers do not say otherwise.
fn missing_pages(books: &Books, r: usize, register: &Register, main: &'static str, findings: &mut Findings) {
    for pair in register.body.pages.windows(2) {
        let [before, after] = pair else { continue };
        let (Some(carried), Some(brought)) = (before.carried.as_ref().or(before.total.as_ref()), &after.brought) else {
            continue;
        };
        let carried_line = before.carried.as_ref();
        let (Some(c), Some(b)) = (carried.amount(main), brought.amount(main)) else { continue };
        let skips = match (before.label, after.label) {
            (Some(x), Some(y)) => y > x + 1,
            _ => true,
        };
        if carried_line.is_none() || c == b || !skips {
            continue;
        }
        let amount = b - c;
        let page = match (before.label, after.label) {
            (Some(x), Some(y)) if y == x + 2 => format!("{}", x + 1),
            (Some(x), Some(y)) => format!("{}–{}", x + 1, y - 1),
            _ => String::from("?"),
        };
        let args = [("page", page), ("amount", lipi::amount::format_rupees(amount))];
        let f = findings.raise(
            books,
            code::MISSING_PAGE,
            Place { register: r, row: brought.row, field: main },
            "",
            amount,
            &args,
        );
        findings.effect(f, r, main, None, -amount);
        if let (Some(c), Some(b)) = (carried.amount("interest"), brought.amount("interest")) {
            findings.effect(f, r, "interest", None, c - b);
        }
    }
}

fn sum(register: &Register, page: &Page, field: &str) -> Paise {
    page.records.clone().filter_map(|i| register.body.amount(field, i)).sum()
}

/// What is known to be wrong on the page already.
fn known(findings: &Findings, r: usize, page: &Page, field: &str) -> Paise {
    findings
        .effects
        .iter()
        .filter(|e| e.register == r && e.field == field && e.record.is_some_and(|i| page.records.contains(&i)))
        .map(|e| e.amount)
        .sum()
}

fn one_page(
    books: &Books,
    r: usize,
    register: &Register,
    p: usize,
    page: &Page,
    main: &'static str,
    findings: &mut Findings,
) {
    let Some(total) = &page.total else { return };
    let Some(written) = total.amount(main) else { return };
    let rest = sum(register, page, main) - known(findings, r, page, main) - written;
    if rest.is_zero() {
        return;
    }
    let chained = chain(register, p, page, main);
    let rows_agree = chained.is_some_and(|c| c == written + rest);
    if !rows_agree {
        if let Some((i, right, slip)) = single_slip(register, page, main, rest) {
            arithmetic::report(books, findings, r, i, main, right, slip);
            return;
        }
        // the carried forward bears the page total out: two slips on one page
        if chained == Some(written)
            && let Some(two) = two_slips(register, page, main, rest)
        {
            for (i, right, slip) in two {
                arithmetic::report(books, findings, r, i, main, right, slip);
            }
            return;
        }
    }
    let args = [
        ("page", page.label.map_or_else(|| (p + 1).to_string(), |n| n.to_string())),
        ("written", lipi::amount::format_rupees(written)),
        ("right", lipi::amount::format_rupees(written + rest)),
    ];
    findings.raise(
        books,
        code::PAGE_TOTAL_MISMATCH,
        Place { register: r, row: total.row, field: main },
        "",
        -rest,
        &args,
    );
}

/// What the page adds up to by the forwards around it.
fn chain(register: &Register, p: usize, page: &Page, main: &str) -> Option<Paise> {
    let pages = &register.body.pages;
    let before = match &page.brought {
        Some(b) => b.amount(main)?,
        None if p == 0 => Paise::ZERO,
        None => pages[p - 1].carried.as_ref()?.amount(main)?,
    };
    let after = match &page.carried {
        Some(c) => c.amount(main),
        None if p + 1 < pages.len() => pages[p + 1].brought.as_ref().and_then(|b| b.amount(main)),
        None => register.body.grand.as_ref().and_then(|g| g.amount(main)),
    }?;
    Some(after - before)
}

/// A slip on a field that is not the main one: found only where exactly one record explains the gap.
fn slip_on_page(
    books: &Books,
    r: usize,
    register: &Register,
    page: &Page,
    field: &'static str,
    findings: &mut Findings,
) {
    let Some(written) = page.total.as_ref().and_then(|t| t.amount(field)) else { return };
    let rest = sum(register, page, field) - known(findings, r, page, field) - written;
    if !rest.is_zero()
        && let Some((i, right, slip)) = single_slip(register, page, field, rest)
    {
        arithmetic::report(books, findings, r, i, field, right, slip);
    }
}

/// The record whose slip makes exactly this gap; a record that its own arithmetic bears out is left alone.
fn single_slip(register: &Register, page: &Page, field: &'static str, rest: Paise) -> Option<(usize, Paise, Slip)> {
    let (kind, product) = (register.table.kind, register.table.product.as_str());
    let mut best: Option<(usize, Paise, Slip)> = None;
    for i in page.records.clone() {
        let Some(written) = register.body.amount(field, i) else { continue };
        let Some(slip) = digits::slip(written, written - rest) else { continue };
        if arithmetic::holds(kind, product, &register.body, i, field) == Some(true) {
            continue;
        }
        let better = best.is_none_or(|(_, _, s)| s == Slip::Transposition && slip == Slip::Decimal);
        if better {
            best = Some((i, written - rest, slip));
        }
    }
    best
}

fn two_slips(register: &Register, page: &Page, field: &'static str, rest: Paise) -> Option<[(usize, Paise, Slip); 2]> {
    for i in page.records.clone() {
        let Some(written) = register.body.amount(field, i) else { continue };
        for (right, slip) in digits::originals(written) {
            let left = rest - (written - right);
            if left.is_zero() {
                continue;
            }
            let after = Page { records: i + 1..page.records.end, ..Page::default() };
            if let Some(second) = single_slip(register, &after, field, left) {
                return Some([(i, right, slip), second]);
            }
        }
    }
    None
}

/// A register on one page with nothing but a grand total: the total shows a slip where one record explains the gap.
fn grand_only(books: &Books, r: usize, register: &Register, main: &'static str, findings: &mut Findings) {
    let body = &register.body;
    let [page] = &body.pages[..] else { return };
    let Some(written) = body.grand.as_ref().and_then(|g| g.amount(main)) else { return };
    if page.total.is_some() {
        return;
    }
    let rest = body.sum(main) - known(findings, r, page, main) - written;
    if !rest.is_zero()
        && let Some((i, right, slip)) = single_slip(register, page, main, rest)
    {
        arithmetic::report(books, findings, r, i, main, right, slip);
    }
}
