//! Whose work a finding is and until when, where nobody assigned it: by its cause, the role that can answer it, and so many days from the day on which
//! what it is about first stood in the register. What somebody assigned goes before it.

use super::case::Case;
use super::event::Answer;
use crate::cell::Folder;
use crate::event::FindingSeen;
use crate::finding::code;
use crate::paper;
use ::books::setting::FINDING_DAYS;
use kernel::Date;

/// Who answers for a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The role that can answer it, as in the messages `web-role-…`.
    Role(&'static str),
    /// Whom somebody named, in his words.
    Named(String),
}

/// A finding's owner and last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Whose work it is.
    pub owner: Owner,
    /// Last day.
    pub due: Date,
    /// First day on which what it is about stood in the register.
    pub since: Date,
}

/// What the last days are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Days for each cause, in the order of [`code::ALL`].
    pub days: Vec<u64>,
    /// The day by which a published timeline wants ledger and registers of the society to agree: no last day set by the program lies after it.
    pub latest: Option<Date>,
}

impl Default for Terms {
    fn default() -> Terms {
        let standard = |key: String| FINDING_DAYS.iter().find(|(k, _)| *k == key).map_or(0, |(_, n)| *n);
        Terms { days: code::ALL.iter().map(|c| standard(key_of(c))).collect(), latest: None }
    }
}

/// The rule that sets the days of a cause.
#[must_use]
pub fn key_of(cause: &str) -> String {
    format!("finding-days-{}", cause.to_lowercase().replace('_', "-"))
}

/// The role that can answer a finding: what was written wrongly, who wrote it; what does not come to its sum, who keeps the accounts; who a person is and
/// where a book lies, the secretary; what the bank lent, the bank.
#[must_use]
pub fn role(finding: &FindingSeen) -> &'static str {
    match finding.code.as_str() {
        code::GL_SUBLEDGER_DIFFERENCE if finding.kind == "borrowings" => "supervisor",
        code::GL_SUBLEDGER_DIFFERENCE
        | code::SHARE_GL_MISMATCH
        | code::TB_UNBALANCED
        | code::WRONG_SIDE
        | code::NEGATIVE_BALANCE
        | code::CLOSED_WITH_BALANCE
        | code::INTEREST_UPTO_AFTER_CUTOFF
        | code::RATE_OUT_OF_RANGE
        | code::FD_MATURED_UNPAID => "accountant",
        code::MISSING_PAGE
        | code::ORPHAN_LOAN
        | code::ORPHAN_DEPOSIT
        | code::NON_MEMBER_LOAN
        | code::SHARE_SHORTFALL
        | code::TIME_BARRED
        | code::UNKNOWN_VILLAGE
        | code::DUPLICATE_MEMBER
        | code::BAD_MOBILE => "secretary",
        _ => "operator",
    }
}

/// The first day on which what a finding is about stood in the register: its file under this path or of these bytes, or its page. A file brought again, or
/// under another name, makes nothing younger.
#[must_use]
pub fn since(case: &Case, folder: &Folder, finding: &FindingSeen) -> Option<Date> {
    let begun = case.begun;
    let Some(file) = finding.source.and_then(|s| folder.files.get(usize::from(s.file))) else { return begun };
    let row = finding.source.map_or(0, |s| s.row);
    if let Some((volume, page, _)) = paper::sheet::place(&file.path, row) {
        return case.first_keyed.get(&(volume, page)).copied().or(begun);
    }
    let brought = [file.path.clone(), file.digest.hex()];
    brought.iter().filter_map(|b| case.first_brought.get(b)).min().copied().or(begun)
}

fn later(day: Date, days: u64) -> Date {
    day.checked_add(jiff::Span::new().days(i64::try_from(days).unwrap_or(i64::MAX).min(100_000))).unwrap_or(Date::MAX)
}

/// Whose work a finding is and until when; `key` is its key. What was answered as standing has nobody.
#[must_use]
pub fn owed(case: &Case, folder: &Folder, (finding, key): (&FindingSeen, &str), terms: &Terms) -> Option<Owed> {
    let since = since(case, folder, finding)?;
    match case.answers.get(key).map(|a| &a.what) {
        Some(Answer::Stands { .. }) => None,
        Some(Answer::Owed { owner, due }) => Some(Owed { owner: Owner::Named(owner.clone()), due: *due, since }),
        None => {
            let at = code::ALL.iter().position(|c| *c == finding.code);
            let days = at.and_then(|i| terms.days.get(i)).copied().unwrap_or(0);
            let due = later(since, days);
            let due = terms.latest.map_or(due, |latest| due.min(latest));
            Some(Owed { owner: Owner::Role(role(finding)), due, since })
        }
    }
}
