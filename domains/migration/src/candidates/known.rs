//! Causes the checks have shown already: findings with their effect on the head.

use super::{Candidate, Case, Cause, CauseKind, Fix, Reason};
use crate::Migrated;
use crate::event::FindingSeen;
use crate::finding::{Effect, code};
use crate::heads::Entry;
use kernel::Paise;

/// Most causes of which subsets are tried.
const SUBSETS: usize = 14;

/// The causes that fall on the head, on its register or on its figure in the trial balance.
pub fn causes(case: &Case<'_>) -> Vec<Cause> {
    let entry = case.entry();
    let mut out: Vec<Cause> = Vec::new();
    for effect in &case.migrated.effects {
        let on_entry = effect.register == entry.register && effect.record == Some(entry.record);
        if case.part.holds(effect.register, effect.record, effect.field) {
            out.push(of_register(case.migrated, effect, effect.amount));
        } else if on_entry {
            out.push(of_entry(case.migrated, case.entry, effect, -effect.amount));
        }
    }
    out
}

fn kind(finding: &FindingSeen) -> CauseKind {
    match finding.code.as_str() {
        code::DUPLICATE_ROW => CauseKind::RowTwice,
        code::DECIMAL_SHIFT => CauseKind::Decimal,
        code::WRONG_SIDE => CauseKind::WrongSide,
        code::MISSING_PAGE => CauseKind::PageMissing,
        _ => CauseKind::Transposed,
    }
}

fn begun(migrated: &Migrated, effect: &Effect, amount: Paise, fix: Fix) -> Cause {
    let finding = &migrated.findings[effect.finding];
    let register = &migrated.books.registers[effect.register];
    let kind = kind(finding);
    let at = match effect.record {
        Some(record) => register.source(effect.field, record),
        None => finding.source.unwrap_or_else(|| register.place(register.head_row, effect.field)),
    };
    let subject = match kind {
        CauseKind::PageMissing => {
            finding.args.iter().find(|(k, _)| k == "page").map_or_else(String::new, |(_, v)| v.clone())
        }
        _ => finding.subject.clone(),
    };
    Cause {
        kind,
        at,
        upto: None,
        register: effect.register,
        record: effect.record,
        subject,
        amount,
        finding: Some(finding.no),
        reasons: vec![Reason::plain("shown")],
        field: effect.field,
        fix,
    }
}

fn of_register(migrated: &Migrated, effect: &Effect, amount: Paise) -> Cause {
    let body = &migrated.books.registers[effect.register].body;
    let written = effect.record.and_then(|i| body.amount(effect.field, i)).unwrap_or(Paise::ZERO);
    let fix = match (kind(&migrated.findings[effect.finding]), effect.record) {
        (CauseKind::RowTwice, _) => Fix::Out,
        (CauseKind::WrongSide, _) => Fix::OtherSide,
        (_, Some(_)) => Fix::Right(written - effect.amount),
        (_, None) => Fix::Beyond,
    };
    begun(migrated, effect, amount, fix)
}

fn of_entry(migrated: &Migrated, entry: usize, effect: &Effect, amount: Paise) -> Cause {
    let debit = if effect.field == "debit" { -effect.amount } else { effect.amount };
    begun(migrated, effect, amount, Fix::Ledger { entry, debit, against: None })
}

/// Fewer of the shown causes make the whole difference by themselves: then the others were rightly written after all.
pub fn some_of(shown: &[Cause], difference: Paise) -> Option<Vec<Cause>> {
    if shown.len() < 2 || shown.len() > SUBSETS {
        return None;
    }
    let sum = |set: u32| (0..shown.len()).filter(|i| set >> i & 1 == 1).map(|i| shown[i].amount).sum::<Paise>();
    let whole = (1u32 << shown.len()) - 1;
    let best = (1..whole).filter(|&set| sum(set) == difference).max_by_key(|set| set.count_ones())?;
    let mut causes: Vec<Cause> = (0..shown.len()).filter(|i| best >> i & 1 == 1).map(|i| shown[i].clone()).collect();
    causes.iter_mut().for_each(|c| c.reasons.push(Reason::plain("fewer")));
    Some(causes)
}

/// What keeps the trial balance from balancing, as far as it was shown.
pub fn of_trial(migrated: &Migrated) -> Vec<Candidate> {
    let ledger = &migrated.ledger;
    if ledger.totals.0 == ledger.totals.1 {
        return Vec::new();
    }
    let place = |register: usize, row: u32| {
        let at = |e: &Entry| e.register == register && migrated.books.registers[register].body.rows[e.record] == row;
        ledger.entries.iter().position(at)
    };
    let mut causes = Vec::new();
    for effect in &migrated.effects {
        let at = |e: &Entry| e.register == effect.register && Some(e.record) == effect.record;
        if let Some(entry) = ledger.entries.iter().position(at) {
            let debit = if effect.field == "debit" { effect.amount } else { -effect.amount };
            causes.push(of_entry(migrated, entry, effect, debit));
        }
    }
    for finding in migrated.findings.iter().filter(|f| f.code == code::WRONG_SIDE && f.kind == "trial_balance") {
        let register = ledger.entries[0].register;
        let Some(entry) = finding.source.and_then(|s| place(register, s.row)) else { continue };
        let e = &ledger.entries[entry];
        let twice = if e.on_debit() { e.figure() + e.figure() } else { -(e.figure() + e.figure()) };
        let field = if e.on_debit() { "debit" } else { "credit" };
        causes.push(Cause {
            kind: CauseKind::WrongSide,
            at: finding.source.expect("it was looked for by its source"),
            upto: None,
            register: e.register,
            record: Some(e.record),
            subject: e.name.clone(),
            amount: twice,
            finding: Some(finding.no),
            reasons: vec![Reason::plain("shown")],
            field,
            fix: Fix::Ledger { entry, debit: -twice, against: None },
        });
    }
    let amount: Paise = causes.iter().map(|c| c.amount).sum();
    if causes.is_empty() { Vec::new() } else { vec![Candidate { causes, weight: 98, amount }] }
}
