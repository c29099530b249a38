//! Findings and differences of a migration.

use super::{Page, Paged, source};
use kernel::{Paise, SocietyId, Source};
use sql::{Error, Tx};

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Run it belongs to.
    pub run: i64,
    /// Number within the run, from 0.
    pub no: u64,
    /// `ORPHAN_LOAN`, …: message `finding-<code>`.
    pub code: String,
    /// Register kind.
    pub kind: String,
    /// Product.
    pub product: String,
    /// The cell.
    pub source: Option<Source>,
    /// Account, member, head, …
    pub subject: String,
    /// Size in paise.
    pub amount: Paise,
    /// Placeholders of the message.
    pub args: Vec<(String, String)>,
}

/// Which findings; empty fields mean all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Code.
    pub code: String,
    /// Register kind.
    pub kind: String,
    /// Product.
    pub product: String,
}

/// How often a code was raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeCount {
    /// Code.
    pub code: String,
    /// Register kind.
    pub kind: String,
    /// Times.
    pub count: u64,
    /// Sum of the amounts.
    pub amount: Paise,
}

/// Ledger against register of one head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceRow {
    /// The entry that states it: desk and position.
    pub entry: (i64, i64),
    /// Head code in our books.
    pub head: String,
    /// Head as written in the trial balance.
    pub name: String,
    /// Ledger figure.
    pub ledger: Paise,
    /// Register figure.
    pub register: Paise,
    /// Register minus ledger.
    pub difference: Paise,
    /// Findings (by number) that make it up.
    pub explained_by: Vec<u64>,
    /// What nothing explains.
    pub unexplained: Paise,
    /// The ledger figure's cell.
    pub source: Option<Source>,
}

sql::statements! {
    COUNTS = "SELECT code, kind, CAST(count(*) AS BIGINT), CAST(COALESCE(sum(amount), 0) AS BIGINT) FROM finding WHERE society_id = $1 AND run = (SELECT max(run) FROM migration_run WHERE society_id = $1) GROUP BY code, kind ORDER BY 3 DESC, 1, 2";
    TOTAL = "SELECT CAST(count(*) AS BIGINT) FROM finding WHERE society_id = $1 AND run = (SELECT max(run) FROM migration_run WHERE society_id = $1) AND ($2 = '' OR code = $2) AND ($3 = '' OR kind = $3) AND ($4 = '' OR product = $4)";
    LIST = "SELECT run, no, code, kind, product, f, s, r, c, subject, amount, args FROM finding WHERE society_id = $1 AND run = (SELECT max(run) FROM migration_run WHERE society_id = $1) AND ($2 = '' OR code = $2) AND ($3 = '' OR kind = $3) AND ($4 = '' OR product = $4) ORDER BY no LIMIT $5 OFFSET $6";
    ONE = "SELECT run, no, code, kind, product, f, s, r, c, subject, amount, args FROM finding WHERE society_id = $1 AND run = (SELECT max(run) FROM migration_run WHERE society_id = $1) AND no = $2";
    DIFFERENCES = "SELECT head, name, ledger, register, difference, explained_by, unexplained, f, s, r, c, desk_id, seq FROM difference WHERE society_id = $1 AND run = (SELECT max(run) FROM migration_run WHERE society_id = $1) ORDER BY seq";
}

fn row(r: &sql::Row<'_>) -> FindingRow {
    FindingRow {
        run: r.int(0),
        no: r.int(1) as u64,
        code: r.text(2).to_owned(),
        kind: r.text(3).to_owned(),
        product: r.text(4).to_owned(),
        source: source(r, 5),
        subject: r.text(9).to_owned(),
        amount: Paise(r.int(10)),
        args: serde_json::from_str(r.text(11)).unwrap_or_default(),
    }
}

/// Findings of the last migration by code and register kind, most frequent first.
///
/// # Errors
/// The store's.
pub fn finding_counts(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<CodeCount>, Error> {
    t.rows(COUNTS, &[id.0.into()], |r| CodeCount {
        code: r.text(0).to_owned(),
        kind: r.text(1).to_owned(),
        count: r.int(2) as u64,
        amount: Paise(r.int(3)),
    })
}

/// A page of the last migration's findings, by number.
///
/// # Errors
/// The store's.
pub fn findings(t: &mut Tx<'_>, id: SocietyId, only: &FindingFilter, page: Page) -> Result<Paged<FindingRow>, Error> {
    let params = [
        id.0.into(),
        (&only.code).into(),
        (&only.kind).into(),
        (&only.product).into(),
        page.limit().into(),
        page.offset().into(),
    ];
    let total = t.first(TOTAL, &params[..4], |r| r.int(0) as u64)?.unwrap_or(0);
    let rows = t.rows(LIST, &params, row)?;
    Ok(Paged { rows, total })
}

/// One finding of the last migration.
///
/// # Errors
/// The store's.
pub fn finding(t: &mut Tx<'_>, id: SocietyId, no: u64) -> Result<Option<FindingRow>, Error> {
    t.first(ONE, &[id.0.into(), i64::try_from(no).unwrap_or(i64::MAX).into()], row)
}

/// Ledger against register of the last migration, in the order of the old trial balance.
///
/// # Errors
/// The store's.
pub fn differences(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<DifferenceRow>, Error> {
    t.rows(DIFFERENCES, &[id.0.into()], |r| DifferenceRow {
        entry: (r.int(11), r.int(12)),
        head: r.text(0).to_owned(),
        name: r.text(1).to_owned(),
        ledger: Paise(r.int(2)),
        register: Paise(r.int(3)),
        difference: Paise(r.int(4)),
        explained_by: serde_json::from_str(r.text(5)).unwrap_or_default(),
        unexplained: Paise(r.int(6)),
        source: source(r, 7),
    })
}

/// Calls `f` with every finding of the last migration, by number.
///
/// # Errors
/// The store's, or the closure's.
pub fn each_finding(
    t: &mut Tx<'_>,
    id: SocietyId,
    mut f: impl FnMut(&FindingRow) -> Result<(), Error>,
) -> Result<(), Error> {
    let all = "".into();
    t.each(LIST, &[id.0.into(), all, all, all, i64::MAX.into(), 0.into()], |r| f(&row(r)).map(|()| true))
}
