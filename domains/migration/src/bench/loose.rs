//! Heads without a register and registers without a head. A register left out altogether differs from nothing; only that its head has a figure tells.

use super::case::Case;
use crate::Migrated;
use crate::event::DifferenceSeen;
use crate::heads::{self, PARTED};
use crate::vocabulary::WORDS;
use kernel::Paise;
use lipi::Lang;

/// Heads of the trial balance whose register was not brought, and registers whose head the trial balance lacks, each with a figure. Where there is no
/// trial balance at all nothing can be said of any.
#[must_use]
pub fn heads(m: &Migrated) -> Vec<DifferenceSeen> {
    if m.ledger.entries.is_empty() { Vec::new() } else { PARTED.iter().filter_map(|code| head(m, code)).collect() }
}

fn head(m: &Migrated, code: &str) -> Option<DifferenceSeen> {
    let words = WORDS.heads.iter().find(|h| h.code == code)?;
    let entry = m.ledger.entries.iter().find(|e| e.head.is_some_and(|h| WORDS.heads[h].code == code));
    let part = heads::part_of(&m.books, code);
    if let (None, Some(part)) = (entry, &part)
        && stands_unnamed(m, words.debit, part.sum(&m.books))
    {
        return None;
    }
    let (ledger, register) = match (entry, &part) {
        (Some(e), None) if words.debit => (e.debit - e.credit, Paise::ZERO),
        (Some(e), None) => (e.credit - e.debit, Paise::ZERO),
        (None, Some(part)) => (Paise::ZERO, part.sum(&m.books)),
        _ => return None,
    };
    let difference = register - ledger;
    let source = entry.map(|e| {
        let field = if e.on_debit() { "debit" } else { "credit" };
        let of = &m.books.registers[e.register];
        of.place(of.body.rows[e.record], field)
    });
    (!difference.is_zero()).then(|| DifferenceSeen {
        head: code.to_owned(),
        name: entry.map_or_else(|| standard_name(code), |e| e.name.clone()),
        ledger,
        register,
        difference,
        explained_by: Vec::new(),
        unexplained: difference,
        source,
    })
}

/// Whether one entry of the trial balance, and one alone, has this very figure on this side under a name nobody knows.
fn stands_unnamed(m: &Migrated, debit: bool, sum: Paise) -> bool {
    let unnamed = m.ledger.entries.iter().filter(|e| e.head.is_none());
    unnamed.filter(|e| e.on_debit() == debit && e.figure() == sum && !sum.is_zero()).count() == 1
}

/// The name the standard chart has for a head.
pub(super) fn standard_name(code: &str) -> String {
    ::books::chart::head(code, Lang::Hi).map_or_else(|| code.to_owned(), |h| h.name)
}

/// Every head the gate is about: those with a register, and the loose ones.
#[must_use]
pub fn all(m: &Migrated) -> Vec<DifferenceSeen> {
    m.ledger.heads.iter().cloned().chain(heads(m)).collect()
}

/// How many of all heads have no difference, or one that is carried on exactly as it is.
#[must_use]
pub fn met(m: &Migrated, case: &Case) -> (u64, u64) {
    let all = all(m);
    (all.iter().filter(|d| super::gates::covered(case, &d.head, d.difference)).count() as u64, all.len() as u64)
}
