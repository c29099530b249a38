//! What the registers of one society say of it: counted, never typed.

use crate::call::Called;
use crate::event::{Attestation, Did, ProgrammeEvent};
use crate::ladder::Rung;
use crate::late::Asking;
use kernel::{Date, Instant, Paise};
use serde::{Deserialize, Serialize};

/// Days before the newest snapshot day that day-ends can be looked back at.
pub const LOOK_BACK: i64 = 119;

/// Ended days that are kept, the latest ones: of each day in [`LOOK_BACK`], of the one before the earliest, of the snapshot day and of today.
pub const ENDS: usize = 122;

/// A migration that was completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migrated {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Day it was written.
    pub day: Date,
    /// Cut-off day of the old books.
    pub cutoff: Option<Date>,
    /// Members brought forward.
    pub members: u64,
    /// Accounts brought forward.
    pub accounts: u64,
}

/// A business day that was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ended {
    /// The business day.
    pub date: Date,
    /// Day on which it was ended: a later one where it was caught up.
    pub on: Date,
    /// Its entry: desk and position.
    pub entry: (i64, i64),
}

/// What the books say of a financial year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearOf {
    /// The year it ends in.
    pub year: i16,
    /// Vouchers of it.
    pub vouchers: u64,
    /// Their sum, which is the debit total and the credit total of the year, paise.
    pub debit: Paise,
}

/// A signature that was not taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Day it was given.
    pub day: Date,
    /// What was signed.
    pub what: Attestation,
}

/// How far the bringing in of old books has come, as the society's own program counted it at the workbench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtWork {
    /// Entry that counted it: desk and position.
    pub entry: (i64, i64),
    /// Day it was counted.
    pub day: Date,
    /// Rows of all registers, and those of them keyed from paper.
    pub rows: (u64, u64),
    /// Pages that add up, and all pages with a total.
    pub pages: (u64, u64),
    /// Heads without an uncovered difference, and all.
    pub heads: (u64, u64),
    /// Findings that are still work, and all.
    pub findings: (u64, u64),
    /// Gates passed, as bits: bit 0 is G0.
    pub gates: u16,
    /// Person-days left at its own pace; nothing before anybody worked.
    pub days_left: Option<u64>,
    /// Findings that are still work and late.
    #[serde(default)]
    pub overdue: u64,
}

/// Everything a ladder is judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Entries of all logs of the society that are here.
    pub entries: u64,
    /// When the society's own desk wrote the last of them.
    pub last_at: Option<Instant>,
    /// When it wrote the first of them: since then it is there, however much it writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<Instant>,
    /// When it was last heard from; nothing for a society that is kept here.
    pub heard: Option<Instant>,
    /// Continuations of its logs that differ.
    pub forks: u64,
    /// When the first of them was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forked_at: Option<Instant>,
    /// How often it was counted here: no evidence, but by it is seen that it was counted anew.
    #[serde(skip)]
    pub counted: u64,
    /// Entries that came and cannot be drawn.
    pub shelved: u64,
    /// Members.
    pub members: u64,
    /// Accounts.
    pub accounts: u64,
    /// Vouchers.
    pub vouchers: u64,
    /// Debit balances of the trial balance, paise.
    pub debit: Paise,
    /// The last migration that was completed.
    pub migrated: Option<Migrated>,
    /// The workbench, before and after.
    #[serde(default)]
    pub at_work: Option<AtWork>,
    /// Findings of it.
    pub findings: u64,
    /// Heads of which ledger and register were compared.
    pub compared: u64,
    /// Of these, heads that differ.
    pub unmatched: u64,
    /// What nothing explains, paise.
    pub unexplained: Paise,
    /// The open business day.
    pub open: Option<Date>,
    /// The first business day that was ended.
    pub first_end: Option<Ended>,
    /// The last ones, earliest first; at most [`ENDS`].
    pub ends: Vec<Ended>,
    /// Since when an unbroken row of day-ends goes on that comes down to the earliest of `ends`; nothing where none are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_since: Option<Date>,
    /// Days that were ended.
    pub ended: u64,
    /// From this day on no paper is kept.
    pub paper_closed: Option<Date>,
    /// Objections of auditors that are not closed.
    pub objections: u64,
    /// Entries that come late and wait for an officer's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Asking>,
    /// The last time an officer telephoned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<Called>,
    /// Old books of it were counted or posted at the workbench.
    #[serde(default)]
    pub at_bench: bool,
    /// The entry by which its gates ended paper: desk and position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_over: Option<(i64, i64)>,
    /// The day of that entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_over_on: Option<Date>,
    /// Its financial years, earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearOf>,
    /// Signatures that stand, as they were given.
    pub signed: Vec<Signed>,
    /// Marks of the rules of credit its own books go by, in their order: whether an order of the State was taken into them is seen by its mark. A mark is made of
    /// what the rule says, so that nobody writes that he follows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<u64>,
}

impl Evidence {
    /// The figures a signature for a rung is bound to: any change of them, and it no longer counts. Empty where a rung stands on its document alone.
    /// `year` is the financial year that was audited, by the year it ends in; only the e-audit asks for it.
    #[must_use]
    pub fn figures(&self, rung: Rung, year: i16) -> String {
        match rung {
            Rung::DataMatch | Rung::Migrated => {
                let m = self.migrated.as_ref();
                let (members, accounts) = m.map_or((0, 0), |m| (m.members, m.accounts));
                let at = m.map_or((0, 0), |m| m.entry);
                let heads =
                    format!("heads {} unmatched {} unexplained {}", self.compared, self.unmatched, self.unexplained.0);
                format!("migration {}/{} members {members} accounts {accounts} {heads}", at.0, at.1)
            }
            Rung::EAudit => {
                let of = self.years.iter().find(|y| y.year == year);
                let (vouchers, debit) = of.map_or((0, 0), |y| (y.vouchers, y.debit.0));
                format!("year {year} vouchers {vouchers} debit {debit} objections {}", self.objections)
            }
            _ => String::new(),
        }
    }

    /// The signature that speaks for a rung, and whether it still counts: the last one; of audits that of the latest year, for the backlog of older years
    /// may be signed after it.
    #[must_use]
    pub fn signature(&self, rung: Rung) -> Option<(&Signed, bool)> {
        let mut of = self.signed.iter().filter(|s| s.what.rung == rung);
        let last = match rung {
            Rung::EAudit => of.max_by_key(|s| s.what.document.audited()),
            _ => of.next_back(),
        }?;
        Some((last, last.what.figures == self.figures(rung, last.what.document.audited())))
    }

    /// Takes the signatures of a society's entries, in their order, and leaves out those taken back.
    pub fn sign(&mut self, entries: &[((i64, i64), ProgrammeEvent)]) {
        for (entry, event) in entries {
            match &event.did {
                Did::Attested(a) => self.signed.push(Signed { entry: *entry, day: event.day, what: a.clone() }),
                Did::Withdrawn { entry, .. } => self.signed.retain(|s| s.entry != *entry),
                // these stand in the State's own register and are about no society alone, or are no signature
                Did::Published(_)
                | Did::Acknowledged { .. }
                | Did::Reviewed(_)
                | Did::TaskDone { .. }
                | Did::LateJudged(_)
                | Did::Call(_)
                | Did::Steps(_)
                | Did::Rates(_) => {}
            }
        }
    }
}
