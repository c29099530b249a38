//! The few causes that would make exactly the difference of a head: what the checks have shown, and for what is left over a search through the rows,
//! the pages and the ledger. Each has its reasons, a rank, and where a mend of the old books would put it right, that mend.
//!
//! A search among thousands of rows always finds rows that fit by chance. So a candidate is weighed by what else speaks for it (the page's own total, a
//! twin beside it, another head off by the opposite) and by how many others fit as well; and that nothing in the files makes the difference is a
//! candidate of its own, with a weight of its own.

mod draft;
mod known;
mod ledger;
mod search;

pub use draft::mends;

use crate::Migrated;
use crate::event::DifferenceSeen;
use crate::heads::{self, Entry, Part};
use crate::vocabulary::WORDS;
use kernel::{Paise, Source};

/// Code of the trial balance itself where a head is asked for: its debits against its credits.
pub const TRIAL: &str = "MD-TB";

/// What kind of thing makes a difference; [`CauseKind::code`] names it in messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// A row is written twice.
    RowTwice,
    /// An amount is 10 or 100 times too large or too small.
    Decimal,
    /// Two neighbouring digits are exchanged.
    Transposed,
    /// One digit is another.
    Digit,
    /// An amount stands on the wrong side.
    WrongSide,
    /// A page is not there.
    PageMissing,
    /// A page is in the register and not in the ledger.
    PageOver,
    /// A row is in the register and not in the ledger.
    RowOver,
    /// A row belongs to the register of another head.
    RowElsewhere,
    /// The ledger posted to another head what belongs to this one.
    OtherHead,
    /// The ledger posted to suspense what belongs to this head.
    Suspense,
    /// The head's figure in the trial balance is a slip.
    LedgerSlip,
    /// Nothing in the files makes it.
    NotFound,
}

impl CauseKind {
    /// `row-twice`, `decimal`, … as in the messages `milan-cause-…`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            CauseKind::RowTwice => "row-twice",
            CauseKind::Decimal => "decimal",
            CauseKind::Transposed => "transposed",
            CauseKind::Digit => "digit",
            CauseKind::WrongSide => "wrong-side",
            CauseKind::PageMissing => "page-missing",
            CauseKind::PageOver => "page-over",
            CauseKind::RowOver => "row-over",
            CauseKind::RowElsewhere => "row-elsewhere",
            CauseKind::OtherHead => "other-head",
            CauseKind::Suspense => "suspense",
            CauseKind::LedgerSlip => "ledger-slip",
            CauseKind::NotFound => "not-found",
        }
    }
}

/// Why something is thought to be the cause: a message `milan-why-<code>` and its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Code.
    pub code: &'static str,
    /// Placeholders.
    pub args: Vec<(&'static str, String)>,
}

impl Reason {
    fn plain(code: &'static str) -> Reason {
        Reason { code, args: Vec::new() }
    }

    fn with(code: &'static str, key: &'static str, value: impl ToString) -> Reason {
        Reason { code, args: vec![(key, value.to_string())] }
    }
}

/// What would put a cause right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fix {
    /// Nothing in the files: a page must be keyed from paper, or the difference is carried.
    Beyond,
    /// The row is no data.
    Out,
    /// The field says this.
    Right(Paise),
    /// The record's amount stands on the other side.
    OtherSide,
    /// This much more on the debit side of the trial balance's first entry, and as much less on the second's, where there is one.
    Ledger { entry: usize, debit: Paise, against: Option<usize> },
}

/// One cause.
#[derive(Clone, Debug)]
pub struct Cause {
    /// What kind of thing.
    pub kind: CauseKind,
    /// The cell concerned; a head's own figure where it is the ledger's.
    pub at: Source,
    /// The last cell, where a stretch of rows is meant (a page).
    pub upto: Option<u32>,
    /// Index of the register.
    pub register: usize,
    /// Index of the record, where it is one.
    pub record: Option<usize>,
    /// Account, bill, item, head or page.
    pub subject: String,
    /// What putting it right takes off the difference (register minus ledger), paise.
    pub amount: Paise,
    /// Number of the finding that showed it.
    pub finding: Option<u64>,
    /// Why.
    pub reasons: Vec<Reason>,
    pub(crate) field: &'static str,
    pub(crate) fix: Fix,
}

impl Cause {
    /// A change of the old books puts it right.
    #[must_use]
    pub fn can_be_mended(&self) -> bool {
        self.fix != Fix::Beyond
    }
}

/// Causes that together make exactly the difference.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// One, or several together.
    pub causes: Vec<Cause>,
    /// 0 to 100: what speaks for it.
    pub weight: u8,
    /// How much of the difference it makes, paise.
    pub amount: Paise,
}

/// A head as the search sees it.
pub(crate) struct Case<'m> {
    pub migrated: &'m Migrated,
    pub seen: &'m DifferenceSeen,
    /// Index of the head's entry in the trial balance.
    pub entry: usize,
    pub part: Part,
    /// The head stands on the debit side.
    pub debit: bool,
    /// What the checks have shown counts.
    pub aided: bool,
}

impl<'m> Case<'m> {
    fn of(migrated: &'m Migrated, head: &str) -> Option<Case<'m>> {
        let seen = migrated.ledger.heads.iter().find(|h| h.head == head)?;
        let entry = migrated.ledger.entries.iter().position(|e| e.head.is_some() && e.code() == head)?;
        let debit = WORDS.heads[migrated.ledger.entries[entry].head?].debit;
        Some(Case { migrated, seen, entry, part: heads::part_of(&migrated.books, head)?, debit, aided: true })
    }

    fn entry(&self) -> &'m Entry {
        &self.migrated.ledger.entries[self.entry]
    }

    /// What must come to the debit side of the ledger's figure for it to agree with the register.
    fn to_debit(&self, rest: Paise) -> Paise {
        if self.debit { rest } else { -rest }
    }
}

/// The candidates for a head's difference, best first, at most so many; none where nothing differs. [`TRIAL`] asks for what keeps the trial balance
/// from balancing. A head is named by its code ([`DifferenceSeen::head`]).
#[must_use]
pub fn candidates(migrated: &Migrated, head: &str, most: usize) -> Vec<Candidate> {
    if head == TRIAL {
        return known::of_trial(migrated);
    }
    let Some(case) = Case::of(migrated, head).filter(|c| !c.seen.difference.is_zero()) else { return Vec::new() };
    let shown = known::causes(&case);
    let rest = case.seen.difference - shown.iter().map(|c| c.amount).sum::<Paise>();
    if rest.is_zero() {
        return vec![together(shown, None, 98)];
    }
    let mut found = rest_causes(&case, rest);
    if let Some(fewer) = known::some_of(&shown, case.seen.difference) {
        found.push((fewer, 60));
    }
    let mut out: Vec<Candidate> = Vec::new();
    for (causes, weight) in found {
        let whole = causes.iter().map(|c| c.amount).sum::<Paise>() == case.seen.difference;
        out.push(together(if whole { Vec::new() } else { shown.clone() }, Some(causes), weight));
    }
    ranked(out, most)
}

/// The same without what the checks have shown: how far the search alone comes. For tests of the search.
#[must_use]
pub fn unaided(migrated: &Migrated, head: &str, most: usize) -> Vec<Candidate> {
    let Some(case) = Case::of(migrated, head).filter(|c| !c.seen.difference.is_zero()) else { return Vec::new() };
    let case = Case { aided: false, ..case };
    let found = rest_causes(&case, case.seen.difference);
    ranked(found.into_iter().map(|(causes, weight)| together(Vec::new(), Some(causes), weight)).collect(), most)
}

/// Everything that makes exactly `rest`, with its weight.
fn rest_causes(case: &Case<'_>, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let mut found = search::search(case, rest);
    found.extend(ledger::search(case, rest));
    found.push(ledger::not_found(case, rest));
    found
}

fn together(mut causes: Vec<Cause>, more: Option<Vec<Cause>>, weight: u8) -> Candidate {
    causes.extend(more.into_iter().flatten());
    let amount = causes.iter().map(|c| c.amount).sum();
    Candidate { causes, weight, amount }
}

fn ranked(mut all: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    all.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.causes.len().cmp(&b.causes.len())));
    all.truncate(most);
    all
}
