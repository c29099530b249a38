//! migration: legacy cells become drafts, findings, a reconciliation and opening entries.
//! Used by the clerk who brings a society's old books in, and by the auditor who asks where a figure came from.
//! Never opens a file or a database, never mends anything silently.
//! Invariant: every figure it hands on names the file, sheet, row and column it was read from.

pub mod bench;
pub mod body;
pub mod books;
pub mod candidates;
pub mod cell;
pub mod check;
pub mod content;
pub mod digits;
pub mod event;
pub mod extract;
pub mod finding;
pub mod heading;
pub mod heads;
pub mod layout;
pub mod line;
pub mod opening;
pub mod paper;
pub mod particulars;
pub mod persons;
pub mod product;
pub mod profile;
pub mod reconcile;
pub mod report;
pub mod spare;
pub mod table;
pub mod value;
pub mod view;
pub mod vocabulary;

use books::{Books, Register};
use cell::Folder;
use check::{Context, Limits};
use event::FindingSeen;
use finding::{Effect, Findings};
use kernel::{Date, Paise};
use persons::{Cluster, Persons};
use profile::Profiles;
use reconcile::Reconciliation;

/// A folder understood, checked and reconciled; nothing is posted yet.
#[derive(Debug)]
pub struct Migrated {
    /// Registers and particulars.
    pub books: Books,
    /// Findings in the order of their numbers.
    pub findings: Vec<FindingSeen>,
    /// Persons entered under several numbers.
    pub clusters: Vec<Cluster>,
    /// Ledger against registers.
    pub ledger: Reconciliation,
    /// What the findings do to the figures.
    pub effects: Vec<Effect>,
}

impl Migrated {
    /// "The" sum of a register as written; `None` for registers without money.
    #[must_use]
    pub fn register_sum(&self, register: &Register) -> Option<Paise> {
        let field = register.sum_field()?;
        if register.table.kind == "balance_sheet" {
            let body = &register.body;
            return Some(
                (0..body.len()).filter(|&i| body.text("half", i) == "L").filter_map(|i| body.amount(field, i)).sum(),
            );
        }
        Some(register.body.sum(field))
    }
}

/// Understands, checks and reconciles a folder.
#[must_use]
pub fn migrate(folder: &Folder, cutoff: Date, profiles: &Profiles, limits: Limits) -> Migrated {
    judge(books::read(folder, cutoff, profiles), limits)
}

/// Checks and reconciles books that were read; the cells they were read from are no longer needed.
#[must_use]
pub fn judge(books: Books, limits: Limits) -> Migrated {
    let mut context = Context { persons: Persons::of(&books), limits };
    let mut findings = Findings::default();
    check::run(&books, &mut context, &mut findings);
    let ledger = reconcile::reconcile(&books, &mut findings);
    Migrated { books, findings: findings.list, clusters: context.persons.clusters, ledger, effects: findings.effects }
}
