//! Loans and deposits: whose they are, whether their dates, rates and balances can be.

use super::Context;
use crate::books::{Books, Register};
use crate::finding::{Findings, code};
use crate::persons::{Standing, number};
use crate::vocabulary;
use kernel::{Date, Paise};
use rustc_hash::FxHashMap;

fn accounts<'a>(books: &'a Books, kind: &'a str) -> impl Iterator<Item = (usize, &'a Register)> {
    books.registers.iter().enumerate().filter(move |(_, r)| r.is(kind, ""))
}

fn balance(register: &Register, i: usize) -> Paise {
    register.body.amount("balance", i).unwrap_or(Paise::ZERO)
}

fn day(date: Date) -> String {
    lipi::date::format(date)
}

/// Accounts of a number that is in no membership register.
pub fn orphans(books: &Books, context: &Context, findings: &mut Findings) {
    if context.persons.is_empty() {
        return;
    }
    for (kind, code) in [("loans", code::ORPHAN_LOAN), ("deposits", code::ORPHAN_DEPOSIT)] {
        for (r, register) in accounts(books, kind) {
            for i in 0..register.body.len() {
                let member = register.body.text("member_no", i);
                if context.persons.standing(books, member) == Standing::Unknown {
                    findings.record(
                        books,
                        code,
                        r,
                        i,
                        "member_no",
                        balance(register, i),
                        &[("member", member.to_owned())],
                    );
                }
            }
        }
    }
}

/// Balances below zero.
pub fn negative(books: &Books, _: &Context, findings: &mut Findings) {
    for kind in ["loans", "deposits"] {
        for (r, register) in accounts(books, kind) {
            for i in 0..register.body.len() {
                let amount = balance(register, i);
                if amount.0 < 0 {
                    let args = [("amount", lipi::amount::format_rupees(amount))];
                    findings.record(books, code::NEGATIVE_BALANCE, r, i, "balance", amount, &args);
                }
            }
        }
    }
}

/// Loans to nominal members, or disbursed after membership had ended (model bye-laws 5 Jan 2023: loans to A-class members).
pub fn non_member_loans(books: &Books, context: &Context, findings: &mut Findings) {
    for (r, register) in accounts(books, "loans") {
        for i in 0..register.body.len() {
            let member = register.body.text("member_no", i);
            let because = match context.persons.standing(books, member) {
                Standing::Nominal => "nominal".to_owned(),
                Standing::Ended(on) if register.body.day("disbursed_on", i).exact().is_some_and(|d| d > on) => day(on),
                _ => continue,
            };
            let args = [("member", member.to_owned()), ("because", because)];
            findings.record(books, code::NON_MEMBER_LOAN, r, i, "member_no", balance(register, i), &args);
        }
    }
}

/// Interest rates outside the limits.
pub fn rates(books: &Books, context: &Context, findings: &mut Findings) {
    for (kind, (low, high)) in [("loans", context.limits.loan_rate), ("deposits", context.limits.deposit_rate)] {
        for (r, register) in accounts(books, kind) {
            for i in 0..register.body.len() {
                if let Some(rate) = register.body.amount("rate", i)
                    && (rate.0 < low || rate.0 > high)
                {
                    let args = [("rate", format!("{}.{:02}", rate.0 / 100, (rate.0 % 100).abs()))];
                    findings.record(books, code::RATE_OUT_OF_RANGE, r, i, "rate", balance(register, i), &args);
                }
            }
        }
    }
}

/// Due before disbursal; interest shown beyond the cut-off.
pub fn loan_dates(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in accounts(books, "loans") {
        let body = &register.body;
        for i in 0..body.len() {
            if let (Some(from), Some(due)) = (body.day("disbursed_on", i).exact(), body.day("due", i).exact())
                && due < from
            {
                let args = [("due", day(due)), ("from", day(from))];
                findings.record(books, code::DUE_BEFORE_DISBURSAL, r, i, "due", balance(register, i), &args);
            }
            if let Some(upto) = body.day("interest_upto", i).exact().filter(|d| *d > books.cutoff) {
                let args = [("upto", day(upto)), ("cutoff", day(books.cutoff))];
                findings.record(
                    books,
                    code::INTEREST_UPTO_AFTER_CUTOFF,
                    r,
                    i,
                    "interest_upto",
                    balance(register, i),
                    &args,
                );
            }
        }
    }
}

/// Fixed deposits matured and still open; closed accounts with a balance.
pub fn deposits(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in accounts(books, "deposits") {
        let body = &register.body;
        for i in 0..body.len() {
            let amount = balance(register, i);
            let closed = vocabulary::says_closed(body.text("status", i));
            if closed && !amount.is_zero() && register.table.product != "FD" {
                let args = [("amount", lipi::amount::format_rupees(amount))];
                findings.record(books, code::CLOSED_WITH_BALANCE, r, i, "status", amount, &args);
            }
            let matured = body.day("matures", i).exact().filter(|d| *d < books.cutoff);
            if let (Some(on), "FD", false, true) = (matured, register.table.product.as_str(), closed, amount.0 > 0) {
                findings.record(books, code::FD_MATURED_UNPAID, r, i, "matures", amount, &[("on", day(on))]);
            }
        }
    }
    for (r, register) in accounts(books, "loans") {
        for i in 0..register.body.len() {
            let amount = balance(register, i);
            if vocabulary::says_closed(register.body.text("closed", i)) && !amount.is_zero() {
                let args = [("amount", lipi::amount::format_rupees(amount))];
                findings.record(books, code::CLOSED_WITH_BALANCE, r, i, "closed", amount, &args);
            }
        }
    }
}

/// Fell due more than three years before the cut-off without an acknowledgement within them (Limitation Act, three years).
pub fn time_barred(books: &Books, _: &Context, findings: &mut Findings) {
    let Ok(edge) = books.cutoff.checked_sub(kernel::years(3)) else { return };
    for (r, register) in accounts(books, "loans") {
        let body = &register.body;
        for i in 0..body.len() {
            let amount = balance(register, i);
            let Some(due) = body.day("due", i).exact().filter(|d| *d < edge && amount.0 > 0) else { continue };
            let acknowledged = match body.day("acknowledged", i) {
                crate::value::Day::On(d) | crate::value::Day::About(d) => d >= edge,
                _ => false,
            };
            if !acknowledged {
                findings.record(books, code::TIME_BARRED, r, i, "due", amount, &[("due", day(due))]);
            }
        }
    }
}

/// A member's shares below the linkage of the principal he owes on all loans.
pub fn share_linkage(books: &Books, context: &Context, findings: &mut Findings) {
    let mut owed: FxHashMap<String, Paise> = FxHashMap::default();
    for (r, register) in accounts(books, "loans") {
        for i in 0..register.body.len() {
            let right = findings.corrected(r, "balance", i, balance(register, i));
            if right.0 > 0 {
                *owed.entry(number(register.body.text("member_no", i))).or_default() += right;
            }
        }
    }
    let mut held: FxHashMap<String, (Paise, usize, usize)> = FxHashMap::default();
    for (r, register) in accounts(books, "shares") {
        for i in 0..register.body.len() {
            let right = findings.corrected(r, "balance", i, balance(register, i));
            let slot = held.entry(number(register.body.text("member_no", i))).or_insert((Paise::ZERO, r, i));
            slot.0 += right;
        }
    }
    let mut short: Vec<(usize, usize, Paise, Paise, Paise)> = held
        .iter()
        .filter_map(|(no, &(shares, r, i))| {
            let owes = *owed.get(no)?;
            if !matches!(context.persons.standing(books, no), Standing::Member | Standing::Unknown) {
                return None;
            }
            let asked = Paise((owes.0 * context.limits.linkage + 9_999) / 10_000);
            (shares < asked).then_some((r, i, owes, shares, asked))
        })
        .collect();
    short.sort_unstable_by_key(|s| (s.0, s.1));
    for (r, i, owes, shares, asked) in short {
        let f = lipi::amount::format_rupees;
        let args = [("owes", f(owes)), ("shares", f(shares)), ("asked", f(asked))];
        findings.record(books, code::SHARE_SHORTFALL, r, i, "balance", asked - shares, &args);
    }
}

/// The amount in words is not the amount in figures.
pub fn words(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in accounts(books, "deposits").filter(|(_, r)| r.body.has("words")) {
        for i in 0..register.body.len() {
            let figures = balance(register, i);
            let Some(said) = lipi::words::read_words(register.body.text("words", i)) else { continue };
            if said != figures {
                let f = lipi::amount::format_rupees;
                let args = [("figures", f(figures)), ("words", f(said))];
                findings.record(books, code::WORDS_FIGURES_MISMATCH, r, i, "words", figures - said, &args);
            }
        }
    }
}
