//! The search through the ledger: another head, suspense, the head's own figure; and what is said when nothing is found.

use super::search::{bounded, every_page_holds};
use super::{Case, Cause, CauseKind, Fix, Reason};
use crate::digits;
use crate::heads::Entry;
use crate::vocabulary::WORDS;
use kernel::Paise;
use lipi::amount::format_rupees;

/// What of the ledger makes exactly `rest`, with its weight.
pub fn search(case: &Case<'_>, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let mut out = other_heads(case, rest);
    out.extend(suspense(case, rest));
    out.extend(own_figure(case, rest));
    out
}

fn cause(case: &Case<'_>, kind: CauseKind, rest: Paise, at: &Entry, reasons: Vec<Reason>, fix: Fix) -> Cause {
    let register = &case.migrated.books.registers[at.register];
    let field = if at.on_debit() { "debit" } else { "credit" };
    Cause {
        kind,
        at: register.source(field, at.record),
        upto: None,
        register: at.register,
        record: Some(at.record),
        subject: at.name.clone(),
        amount: rest,
        finding: None,
        reasons,
        field,
        fix,
    }
}

/// Another head is off by the opposite: posted there by mistake, or one row stands in the other's register.
fn other_heads(case: &Case<'_>, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let need = case.to_debit(rest);
    let ledger = &case.migrated.ledger;
    let mut out = Vec::new();
    for other in ledger.heads.iter().filter(|h| h.head != case.seen.head && !h.unexplained.is_zero()) {
        let Some(at) = ledger.entries.iter().position(|e| e.head.is_some() && e.code() == other.head) else { continue };
        let entry = &ledger.entries[at];
        let debit = entry.head.is_some_and(|h| WORDS.heads[h].debit);
        let theirs = if debit { other.unexplained } else { -other.unexplained };
        if theirs != -need {
            continue;
        }
        let reasons = vec![Reason::with("other-off", "head", &other.name), Reason::plain("exact")];
        let fix = Fix::Ledger { entry: case.entry, debit: need, against: Some(at) };
        out.push((vec![cause(case, CauseKind::OtherHead, rest, entry, reasons, fix)], 76));
        if debit == case.debit {
            out.extend(elsewhere(case, rest, &other.name).map(|c| (vec![c], 80)));
        }
    }
    out
}

/// The only row of exactly this amount, where the other head lacks as much.
fn elsewhere(case: &Case<'_>, rest: Paise, other: &str) -> Option<Cause> {
    let mut rows = case.part.of.iter().flat_map(|(r, records)| {
        let body = &case.migrated.books.registers[*r].body;
        (0..body.len())
            .filter(move |i| records.as_ref().is_none_or(|l| l.contains(i)))
            .filter(move |&i| body.amount(case.part.field, i) == Some(rest))
            .map(move |i| (*r, i))
    });
    let (r, i) = rows.next()?;
    if rows.next().is_some() {
        return None;
    }
    let register = &case.migrated.books.registers[r];
    Some(Cause {
        kind: CauseKind::RowElsewhere,
        at: register.source(case.part.field, i),
        upto: None,
        register: r,
        record: Some(i),
        subject: super::search::subject(&case.migrated.books, r, i),
        amount: rest,
        finding: None,
        reasons: vec![Reason::with("other-off", "head", other), Reason::plain("alone")],
        field: case.part.field,
        fix: Fix::Beyond,
    })
}

fn is_suspense(entry: &Entry) -> bool {
    entry.head.is_some_and(|h| WORDS.heads[h].code.starts_with("SUSP"))
}

/// The ledger has a suspense head: what nobody could place when it was posted often lies there.
fn suspense(case: &Case<'_>, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let ledger = &case.migrated.ledger;
    let need = case.to_debit(rest);
    // what all heads together lack that nothing explains
    let lacking: Paise = ledger
        .heads
        .iter()
        .filter_map(|h| {
            let entry = ledger.entries.iter().find(|e| e.head.is_some() && e.code() == h.head)?;
            let debit = WORDS.heads[entry.head?].debit;
            Some(if debit { h.unexplained } else { -h.unexplained })
        })
        .sum();
    let own = search_own(case);
    let mut out = Vec::new();
    for (at, entry) in ledger.entries.iter().enumerate().filter(|(_, e)| is_suspense(e)) {
        let there = entry.debit - entry.credit;
        if there.is_zero() {
            continue;
        }
        // without more than its being there it stays below that nothing was found
        let mut weight = 34 + own;
        let mut reasons = vec![Reason::with("suspense", "amount", format_rupees(there.abs()))];
        if there == need {
            reasons.push(Reason::plain("suspense-exact"));
            weight += 38;
        } else if there == lacking {
            reasons.push(Reason::plain("suspense-all"));
            weight += 34;
        } else if (there.0 > 0) == (need.0 > 0) && there.abs() >= need.abs() {
            reasons.push(Reason::plain("suspense-holds"));
            weight += 3;
        }
        let fix = Fix::Ledger { entry: case.entry, debit: need, against: Some(at) };
        out.push((vec![cause(case, CauseKind::Suspense, rest, entry, reasons, fix)], bounded(weight)));
    }
    // of two suspense heads only the likelier is worth a line
    out.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    out.truncate(1);
    out
}

/// What the register's own pages say for the fault lying in the ledger.
fn search_own(case: &Case<'_>) -> i32 {
    if every_page_holds(case) { 10 } else { 0 }
}

/// The head's figure in the trial balance is a slip of what the register adds up to.
fn own_figure(case: &Case<'_>, rest: Paise) -> Option<(Vec<Cause>, u8)> {
    let entry = case.entry();
    let slip = digits::slip(entry.figure(), case.seen.ledger + rest).filter(|_| case.seen.ledger.0 > 0)?;
    let (debit, credit) = case.migrated.ledger.totals;
    let need = case.to_debit(rest);
    let (why, more) = match debit - credit {
        gap if gap == -need => ("trial-off", 34),
        gap if gap.is_zero() => ("trial-holds", -22),
        _ => ("exact", 0),
    };
    let weight = 46 + more - if slip == digits::Slip::Decimal { 0 } else { 2 };
    let fix = Fix::Ledger { entry: case.entry, debit: need, against: None };
    let found = cause(case, CauseKind::LedgerSlip, rest, entry, vec![Reason::plain(why)], fix);
    Some((vec![found], bounded(weight)))
}

/// Nothing in the files makes it: it is carried with a minute, or the paper is looked at.
pub fn not_found(case: &Case<'_>, rest: Paise) -> (Vec<Cause>, u8) {
    let holds = every_page_holds(case);
    let mut reasons = vec![Reason::plain("nothing")];
    if holds {
        reasons.push(Reason::plain("pages-hold"));
    }
    let found = cause(case, CauseKind::NotFound, rest, case.entry(), reasons, Fix::Beyond);
    (vec![found], if holds { 50 } else { 40 })
}
