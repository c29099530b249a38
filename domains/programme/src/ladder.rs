//! The evidence ladder: ten rungs, each true only by what stands in the register or by a signed document.

use crate::evidence::{Ended, Evidence, Signed};
use kernel::Date;
use places::Office;
use serde::{Deserialize, Serialize};

/// A rung. Names and order follow the stages of the national project and the columns district reviews ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// Sanctioned by the State's committee.
    Sanctioned,
    /// Hardware accepted.
    Hardware,
    /// Its register is here, with members.
    Onboarded,
    /// Old books are brought in.
    DataUpdate,
    /// Ledger and registers agree (GL milan).
    DataMatch,
    /// The migration is certified.
    Migrated,
    /// The first day was ended.
    GoLive,
    /// Days are ended as they come.
    DayEnd,
    /// An auditor has signed on the books kept here.
    EAudit,
    /// No paper is kept.
    DigitalOnly,
}

impl Rung {
    /// All, from below.
    pub const ALL: [Rung; 10] = [
        Rung::Sanctioned,
        Rung::Hardware,
        Rung::Onboarded,
        Rung::DataUpdate,
        Rung::DataMatch,
        Rung::Migrated,
        Rung::GoLive,
        Rung::DayEnd,
        Rung::EAudit,
        Rung::DigitalOnly,
    ];

    /// The five columns of a district's review.
    pub const COLUMNS: [Rung; 5] = [Rung::DataUpdate, Rung::DataMatch, Rung::DayEnd, Rung::EAudit, Rung::DigitalOnly];

    /// Its code, as in the messages `rung-…`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Rung::Sanctioned => "sanctioned",
            Rung::Hardware => "hardware",
            Rung::Onboarded => "onboarded",
            Rung::DataUpdate => "data-update",
            Rung::DataMatch => "data-match",
            Rung::Migrated => "migrated",
            Rung::GoLive => "go-live",
            Rung::DayEnd => "day-end",
            Rung::EAudit => "e-audit",
            Rung::DigitalOnly => "digital-only",
        }
    }

    /// Back from the code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Rung> {
        Rung::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The posts whose signature under a document counts for this rung; empty where only the register counts.
    #[must_use]
    pub const fn signers(self) -> &'static [Office] {
        match self {
            Rung::Sanctioned => &[Office::Ar, Office::Registrar, Office::Secretary],
            Rung::Hardware => &[Office::Ado, Office::Adco, Office::Ar],
            // a society that never kept other books has none to bring in
            Rung::DataUpdate => &[Office::Ar],
            // a difference that remains, listed and approved
            Rung::DataMatch => &[Office::Ar],
            Rung::Migrated => &[Office::Ar, Office::BankSupervisor],
            Rung::EAudit => &[Office::Auditor],
            Rung::Onboarded | Rung::GoLive | Rung::DayEnd | Rung::DigitalOnly => &[],
        }
    }
}

/// What a rung stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// An entry of the society's register: desk and position.
    Entry((i64, i64)),
    /// A count that the register gives: name as in the messages `proof-…`, and the figure.
    Count(&'static str, u64),
    /// A document an officer signed.
    Document(Signed),
}

/// What stands between a society and a rung. Codes as in the messages `block-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// No document was signed.
    NoDocument,
    /// What was signed has changed since.
    Changed,
    /// Nothing came from it yet.
    NotHeard,
    /// It has no members.
    NoMembers,
    /// Its old books are not brought in.
    NotBroughtIn,
    /// Heads whose register differs from the ledger.
    HeadsDiffer(u64),
    /// No day was ended.
    NoDayEnded,
    /// Days since the last day-end, to the snapshot day.
    DaysAgo(u64),
    /// Objections are open.
    Objections(u64),
    /// No day is set from which no paper is kept.
    PaperOpen,
    /// A rung below is not met.
    Below(Rung),
    /// Old books were worked at the bench, and its last gate, the end of paper, stands open.
    NoCutOver,
    /// The books of the year that was audited were not kept here: no day of it was ended.
    NotAudited,
    /// Days for which the audit of a newer financial year has been due.
    AuditDue(u64),
}

impl Block {
    /// Its code and the figure in it, 0 where there is none.
    #[must_use]
    pub const fn code(self) -> (&'static str, u64) {
        match self {
            Block::NoDocument => ("no-document", 0),
            Block::Changed => ("changed", 0),
            Block::NotHeard => ("not-heard", 0),
            Block::NoMembers => ("no-members", 0),
            Block::NotBroughtIn => ("not-brought-in", 0),
            Block::HeadsDiffer(n) => ("heads-differ", n),
            Block::NoDayEnded => ("no-day-ended", 0),
            Block::DaysAgo(n) => ("days-ago", n),
            Block::Objections(n) => ("objections", n),
            Block::PaperOpen => ("paper-open", 0),
            Block::Below(_) => ("below", 0),
            Block::NoCutOver => ("no-cut-over", 0),
            Block::NotAudited => ("not-audited", 0),
            Block::AuditDue(n) => ("audit-due", n),
        }
    }
}

/// A rung, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The rung.
    pub rung: Rung,
    /// Since when it is met; `None` where it is not.
    pub since: Option<Date>,
    /// What it stands on.
    pub proofs: Vec<Proof>,
    /// What stands in the way; nothing where it is met.
    pub block: Option<Block>,
}

/// Months after the end of a financial year by which its audit is due: the model bye-laws of 5 January 2023. A year late, the signature no longer shows
/// that the books kept here are audited.
pub const AUDIT_MONTHS: i32 = 6;

/// The last day by which the audit of the financial year that ends in a year is due.
#[must_use]
pub fn audit_due(year: i16) -> Date {
    let after = Date::new(year, 3, 31).and_then(|end| end.checked_add(jiff::Span::new().months(AUDIT_MONTHS)));
    after.unwrap_or(Date::MAX)
}

/// The last financial year that had ended before a day, by the year it ends in.
#[must_use]
pub fn last_year(on: Date) -> i16 {
    if on.month() >= 4 { on.year() } else { on.year() - 1 }
}

/// How lately a society ended a day, by the monitoring tool's own definition: T-1, the last day-end is the snapshot day; T-7, within seven days
/// including it; else inactive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recency {
    /// On the snapshot day itself.
    T1,
    /// Within seven days including it.
    T7,
    /// Before that, or never.
    Inactive,
}

/// Recency on a snapshot day, with the last day ended by then, as the seat shows it on the day after: days after the snapshot do not count, and no day that
/// was ended only later than that. A society that catches nine days up in one sitting is active from that sitting on, and was not before.
#[must_use]
pub fn recency(e: &Evidence, snapshot: Date) -> (Recency, Option<Date>) {
    let shown = snapshot.tomorrow().unwrap_or(Date::MAX);
    let counts = |d: &Ended| d.date <= snapshot && d.on <= shown;
    let last = e.ends.iter().rev().find(|d| counts(d)).or_else(|| e.first_end.as_ref().filter(|d| counts(d)));
    let last = last.map(|d| d.date);
    let class = match last {
        Some(d) if d == snapshot => Recency::T1,
        Some(d) if days(d, snapshot) < 7 => Recency::T7,
        _ => Recency::Inactive,
    };
    (class, last)
}

/// Snapshot days for which a day-end keeps a society active: the seven that begin with the business day itself.
const ACTIVE_DAYS: u64 = 7;

/// The first snapshot day that knows of a day-end: its business day, or the day before it was ended where it was caught up later.
fn seen(d: &Ended) -> Date {
    d.date.max(d.on.yesterday().unwrap_or(Date::MIN))
}

/// True where no snapshot day between two day-ends found the society inactive.
fn joined(earlier: &Ended, later: &Ended) -> bool {
    days(earlier.date, seen(later)) <= ACTIVE_DAYS
}

/// An unbroken row of day-ends, read backwards from its last one.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    first: Ended,
}

impl Row {
    /// The row that comes down to this day-end.
    #[must_use]
    pub fn of(last: Ended) -> Row {
        Row { first: last }
    }

    /// Takes the day ended before it; false where the row begins after that one.
    pub fn takes(&mut self, earlier: Ended) -> bool {
        let joined = joined(&earlier, &self.first);
        if joined {
            self.first = earlier;
        }
        joined
    }

    /// Since when it goes on.
    #[must_use]
    pub fn since(&self) -> Date {
        seen(&self.first)
    }
}

/// The first day of the activity that goes on to the last day ended: since when days are ended as they come. The day last ended says nothing of that,
/// it moves every day.
fn active_since(e: &Evidence, last: Date) -> Date {
    let upto = e.ends.partition_point(|d| d.date <= last);
    let Some((newest, older)) = e.ends[..upto].split_last() else { return last };
    let mut row = Row::of(*newest);
    let whole = older.iter().rev().all(|d| row.takes(*d));
    // a row that reaches back to the earliest day kept goes on before it
    e.row_since.filter(|_| whole).unwrap_or_else(|| row.since())
}

fn days(from: Date, to: Date) -> u64 {
    u64::try_from((to - from).get_days()).unwrap_or(0)
}

fn met(rung: Rung, since: Date, proofs: Vec<Proof>) -> Judged {
    Judged { rung, since: Some(since), proofs, block: None }
}

/// The same, not before a day on which what it stands on was there.
fn not_before(judged: Judged, day: Option<Date>) -> Judged {
    Judged { since: judged.since.map(|s| day.map_or(s, |d| s.max(d))), ..judged }
}

fn blocked(rung: Rung, block: Block, proofs: Vec<Proof>) -> Judged {
    Judged { rung, since: None, proofs, block: Some(block) }
}

/// By a signed document alone.
fn by_document(e: &Evidence, rung: Rung) -> Judged {
    match e.signature(rung) {
        None => blocked(rung, Block::NoDocument, Vec::new()),
        Some((s, true)) => met(rung, s.day, vec![Proof::Document(s.clone())]),
        Some((s, false)) => blocked(rung, Block::Changed, vec![Proof::Document(s.clone())]),
    }
}

/// The ten rungs of a society on a snapshot day, from below.
#[must_use]
pub fn ladder(e: &Evidence, snapshot: Date) -> Vec<Judged> {
    Rung::ALL.into_iter().map(|r| judge(e, r, snapshot)).collect()
}

/// One of them.
#[must_use]
pub fn judge(e: &Evidence, rung: Rung, snapshot: Date) -> Judged {
    match rung {
        Rung::Sanctioned | Rung::Hardware => by_document(e, rung),
        Rung::Onboarded => onboarded(e),
        Rung::DataUpdate => data_update(e),
        Rung::DataMatch => data_match(e),
        Rung::Migrated => migrated(e),
        Rung::GoLive => match e.first_end {
            Some(f) => met(rung, f.on, vec![Proof::Entry(f.entry)]),
            None => blocked(rung, Block::NoDayEnded, Vec::new()),
        },
        Rung::DayEnd => day_end(e, snapshot),
        Rung::EAudit => e_audit(e, snapshot),
        Rung::DigitalOnly => digital_only(e, snapshot),
    }
}

fn onboarded(e: &Evidence) -> Judged {
    let counts = vec![Proof::Count("entries", e.entries), Proof::Count("members", e.members)];
    match e.last_at {
        None => blocked(Rung::Onboarded, Block::NotHeard, Vec::new()),
        Some(_) if e.members == 0 => blocked(Rung::Onboarded, Block::NoMembers, counts),
        // since its members came, or since its first entry, not its last: it does not come anew with every voucher
        Some(at) => {
            let since = e.migrated.as_ref().map_or_else(|| e.first_at.unwrap_or(at).day(), |m| m.day);
            met(Rung::Onboarded, since, counts)
        }
    }
}

fn data_update(e: &Evidence) -> Judged {
    match &e.migrated {
        Some(m) => {
            let counts = [Proof::Count("members", m.members), Proof::Count("accounts", m.accounts)];
            met(Rung::DataUpdate, m.day, [vec![Proof::Entry(m.entry)], counts.to_vec()].concat())
        }
        None => match by_document(e, Rung::DataUpdate) {
            j if j.block == Some(Block::NoDocument) => Judged { block: Some(Block::NotBroughtIn), ..j },
            // that a society has no old books is a signature; that it works is its own register, and nobody's word
            j if e.entries == 0 || e.last_at.is_none() => blocked(j.rung, Block::NotHeard, j.proofs),
            j if e.members == 0 => blocked(j.rung, Block::NoMembers, j.proofs),
            j => not_before(j, e.first_at.map(|at| at.day())),
        },
    }
}

fn data_match(e: &Evidence) -> Judged {
    let rung = Rung::DataMatch;
    let counts = vec![Proof::Count("compared", e.compared), Proof::Count("unmatched", e.unmatched)];
    let updated = data_update(e);
    let Some(since) = updated.since else { return blocked(rung, Block::Below(Rung::DataUpdate), Vec::new()) };
    match (&e.migrated, e.unmatched) {
        // no old books: nothing to match
        (None, _) => met(rung, since, updated.proofs),
        (Some(_), 0) if e.compared > 0 => met(rung, since, counts),
        (Some(_), n) => match e.signature(rung) {
            Some((s, true)) => met(rung, s.day.max(since), [counts, vec![Proof::Document(s.clone())]].concat()),
            Some((s, false)) => blocked(rung, Block::Changed, [counts, vec![Proof::Document(s.clone())]].concat()),
            None => blocked(rung, Block::HeadsDiffer(n), counts),
        },
    }
}

fn migrated(e: &Evidence) -> Judged {
    match data_match(e).since {
        None => blocked(Rung::Migrated, Block::Below(Rung::DataMatch), Vec::new()),
        matched => not_before(by_document(e, Rung::Migrated), matched),
    }
}

fn day_end(e: &Evidence, snapshot: Date) -> Judged {
    let counts = vec![Proof::Count("days-ended", e.ended)];
    let (class, last) = recency(e, snapshot);
    let entry = last.and_then(|l| e.ends.iter().rev().find(|d| d.date == l)).map(|d| Proof::Entry(d.entry));
    let proofs: Vec<Proof> = counts.into_iter().chain(entry).collect();
    match (class, last) {
        (Recency::Inactive, None) => blocked(Rung::DayEnd, Block::NoDayEnded, proofs),
        (Recency::Inactive, Some(d)) => blocked(Rung::DayEnd, Block::DaysAgo(days(d, snapshot)), proofs),
        (_, last) => met(Rung::DayEnd, active_since(e, last.unwrap_or(snapshot)), proofs),
    }
}

fn e_audit(e: &Evidence, snapshot: Date) -> Judged {
    let rung = Rung::EAudit;
    // the audit is of books that are kept here: no day ended, no books of a year
    let Some(first) = e.first_end else { return blocked(rung, Block::NoDayEnded, Vec::new()) };
    let judged = by_document(e, rung);
    let year = e.signature(rung).map_or(0, |(s, _)| s.what.document.audited());
    let due = audit_due(year.saturating_add(1));
    match judged {
        j if j.since.is_none() => j,
        j if Date::new(year, 3, 31).is_ok_and(|end| end < first.date) => blocked(rung, Block::NotAudited, j.proofs),
        j if e.objections > 0 => blocked(rung, Block::Objections(e.objections), j.proofs),
        j if snapshot > due => blocked(rung, Block::AuditDue(days(due, snapshot)), j.proofs),
        j => not_before(j, Some(first.on)),
    }
}

fn digital_only(e: &Evidence, snapshot: Date) -> Judged {
    let rung = Rung::DigitalOnly;
    let needed = [data_match(e), day_end(e, snapshot)];
    let below = needed.iter().find(|j| j.since.is_none()).map(|j| j.rung);
    let ended = e.cut_over.map(Proof::Entry);
    match (e.paper_closed.filter(|d| *d <= snapshot), below) {
        (None, _) => blocked(rung, Block::PaperOpen, Vec::new()),
        // a day can be typed; where old books went over the bench only its gates end paper
        (Some(_), _) if e.at_bench && ended.is_none() => blocked(rung, Block::NoCutOver, Vec::new()),
        (Some(_), Some(below)) => blocked(rung, Block::Below(below), Vec::new()),
        (Some(day), None) => {
            // the day that was ordered is no evidence: it is met since the last of what it needs was there
            let since = needed.iter().filter_map(|j| j.since).chain(e.cut_over_on).fold(day, Date::max);
            met(rung, since, ended.into_iter().chain([Proof::Count("days-ended", e.ended)]).collect())
        }
    }
}
