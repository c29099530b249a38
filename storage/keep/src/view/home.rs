//! The society at a glance, its migrations, files and registers.

use super::{CodeCount, source};
use kernel::{Date, Digest, Instant, Paise, SocietyId, Source};
use sql::{Error, Tx};

/// A society of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocietyRow {
    /// Its id.
    pub id: SocietyId,
    /// Its code, unique in the installation, used in addresses.
    pub code: String,
    /// Name as in its papers.
    pub name: String,
    /// Registration number, may be empty.
    pub registration_no: String,
    /// District, may be empty.
    pub district: String,
    /// Block, may be empty.
    pub block: String,
    /// Cut-off day of the last migration.
    pub cutoff: Option<Date>,
}

/// Everything the first page of a society shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The society.
    pub society: SocietyRow,
    /// Members in the register.
    pub members: u64,
    /// Accounts of all kinds.
    pub accounts: u64,
    /// Vouchers, pages of opening balances included.
    pub vouchers: u64,
    /// Entries in the register.
    pub entries: u64,
    /// When the last entry was written.
    pub last_at: Option<Instant>,
    /// Root over all entries.
    pub root: Option<Digest>,
    /// The last signed checkpoint, as text.
    pub checkpoint: Option<String>,
    /// Sum of debit balances of the trial balance.
    pub debit: Paise,
    /// Sum of credit balances; equal by construction.
    pub credit: Paise,
    /// Findings of the last migration by code, most frequent first.
    pub findings: Vec<CodeCount>,
    /// Heads whose ledger and register figures were compared.
    pub heads_compared: u64,
    /// Of these, heads that do not match.
    pub heads_unmatched: u64,
    /// Sum of the absolute differences nothing explains.
    pub unexplained: Paise,
}

/// One migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Number of the run: the position of its first entry.
    pub run: i64,
    /// Desk that took it in.
    pub desk: i64,
    /// Cut-off day.
    pub cutoff: Option<Date>,
    /// Digest of the folder, hexadecimal.
    pub folder: String,
    /// Members brought forward.
    pub members: u64,
    /// Accounts brought forward.
    pub accounts: u64,
    /// Findings raised.
    pub findings: u64,
    /// When it was posted.
    pub at: Instant,
}

/// A legacy file kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Index [`Source::file`] counts by.
    pub no: u16,
    /// Path inside the folder.
    pub path: String,
    /// SHA-256, hexadecimal; the bytes lie in the data folder under this name.
    pub digest: String,
    /// Size in bytes.
    pub bytes: u64,
    /// `xlsx`, `dbf`, …
    pub format: String,
    /// Sheet names in the order [`Source::sheet`] counts.
    pub sheets: Vec<String>,
}

/// A thing in the folder that is no register, or could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideRow {
    /// Path inside the folder.
    pub path: String,
    /// Number of the refusal where it could not be read.
    pub refusal: Option<u16>,
}

/// A register recognised in the old books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Number, stable within the society: the position of its entry.
    pub no: i64,
    /// `members`, `shares`, `loans`, …
    pub kind: String,
    /// `ST`, `MT`, `SB`, … or empty.
    pub product: String,
    /// File, sheet, heading row, first column.
    pub source: Source,
    /// Data rows.
    pub rows: u64,
    /// The register's sum.
    pub sum: Option<Paise>,
    /// 0 to 100.
    pub confidence: u8,
    /// Columns understood.
    pub columns: Vec<ColumnRow>,
}

/// A column of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRow {
    /// Column from 0.
    pub col: u16,
    /// What it was understood as.
    pub field: String,
    /// Heading as written.
    pub heading: String,
}

sql::statements! {
    SOCIETIES = "SELECT s.society_id, s.code, s.name, s.registration_no, s.district, s.block, (SELECT max(m.cutoff) FROM migration_run m WHERE m.society_id = s.society_id) FROM society s ORDER BY s.name, s.society_id";
    ONE = "SELECT s.society_id, s.code, s.name, s.registration_no, s.district, s.block, (SELECT max(m.cutoff) FROM migration_run m WHERE m.society_id = s.society_id) FROM society s WHERE s.society_id = $1";
    BY_CODE = "SELECT s.society_id, s.code, s.name, s.registration_no, s.district, s.block, (SELECT max(m.cutoff) FROM migration_run m WHERE m.society_id = s.society_id) FROM society s WHERE s.code = $1";
    TALLIES = "SELECT what, n FROM tally WHERE society_id = $1";
    DESKS = "SELECT size, root, last_at, checkpoint FROM desk WHERE society_id = $1 ORDER BY CASE WHEN desk_id >= 1000000 THEN 1 ELSE 0 END, desk_id DESC";
    UNMATCHED = "SELECT CAST(count(*) AS BIGINT), CAST(COALESCE(sum(CASE WHEN difference <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(abs(unexplained)), 0) AS BIGINT) FROM difference WHERE society_id = $1 AND run = (SELECT max(run) FROM migration_run WHERE society_id = $1)";
    RUNS = "SELECT run, desk_id, cutoff, folder, members, accounts, findings, at FROM migration_run WHERE society_id = $1 ORDER BY desk_id, run";
    FILES = "SELECT no, path, digest, bytes, format, sheets FROM migration_file WHERE society_id = $1 AND run = $2 ORDER BY no";
    ASIDE = "SELECT path, refusal FROM migration_aside WHERE society_id = $1 AND run = $2 ORDER BY no";
    REGISTERS = "SELECT seq, kind, product, f, s, r, c, rows, sum, confidence FROM migration_register WHERE society_id = $1 AND run = $2 ORDER BY seq";
    COLUMNS = "SELECT seq, col, field, heading FROM migration_column WHERE society_id = $1 AND run = $2 ORDER BY seq, col";
    VILLAGES = "SELECT name FROM village WHERE society_id = $1 ORDER BY seq, line";
}

fn society_row(r: &sql::Row<'_>) -> SocietyRow {
    SocietyRow {
        id: SocietyId(r.int(0)),
        code: r.text(1).to_owned(),
        name: r.text(2).to_owned(),
        registration_no: r.text(3).to_owned(),
        district: r.text(4).to_owned(),
        block: r.text(5).to_owned(),
        cutoff: super::date(r, 6),
    }
}

/// All societies, by name.
///
/// # Errors
/// The store's.
pub fn societies(t: &mut Tx<'_>) -> Result<Vec<SocietyRow>, Error> {
    t.rows(SOCIETIES, &[], society_row)
}

/// One society.
///
/// # Errors
/// The store's.
pub fn society(t: &mut Tx<'_>, id: SocietyId) -> Result<Option<SocietyRow>, Error> {
    t.first(ONE, &[id.0.into()], society_row)
}

/// The society with a code.
///
/// # Errors
/// The store's.
pub fn society_by_code(t: &mut Tx<'_>, code: &str) -> Result<Option<SocietyRow>, Error> {
    t.first(BY_CODE, &[code.into()], society_row)
}

/// Everything the first page of a society shows; `None` where there is no such society.
///
/// # Errors
/// The store's.
pub fn home(t: &mut Tx<'_>, id: SocietyId) -> Result<Option<Home>, Error> {
    let Some(society) = society(t, id)? else { return Ok(None) };
    let tallies = t.rows(TALLIES, &[id.0.into()], |r| (r.text(0).to_owned(), r.int(1)))?;
    let tally = |what: &str| tallies.iter().find(|(w, _)| w == what).map_or(0, |(_, n)| *n as u64);
    let desks = t.rows(DESKS, &[id.0.into()], |r| {
        let root = <[u8; 32]>::try_from(r.bytes(1)).ok().map(Digest);
        (r.int(0), root, r.int(2), r.text(3).to_owned())
    })?;
    let newest = desks.first();
    let trial = super::trial_balance(t, id)?;
    let (heads_compared, heads_unmatched, unexplained) = t
        .first(UNMATCHED, &[id.0.into()], |r| (r.int(0) as u64, r.int(1) as u64, Paise(r.int(2))))?
        .unwrap_or((0, 0, Paise::ZERO));
    Ok(Some(Home {
        society,
        members: tally("member"),
        accounts: tally("account"),
        vouchers: tally("voucher"),
        entries: desks.iter().map(|d| d.0 as u64).sum(),
        last_at: newest.map(|d| Instant(d.2)),
        root: newest.and_then(|d| d.1),
        checkpoint: newest.map(|d| d.3.clone()).filter(|c| !c.is_empty()),
        debit: trial.iter().map(|r| r.debit).sum(),
        credit: trial.iter().map(|r| r.credit).sum(),
        findings: super::finding_counts(t, id)?,
        heads_compared,
        heads_unmatched,
        unexplained,
    }))
}

/// The society's migrations, oldest first.
///
/// # Errors
/// The store's.
pub fn runs(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<RunRow>, Error> {
    t.rows(RUNS, &[id.0.into()], |r| RunRow {
        run: r.int(0),
        desk: r.int(1),
        cutoff: super::date(r, 2),
        folder: r.text(3).to_owned(),
        members: r.int(4) as u64,
        accounts: r.int(5) as u64,
        findings: r.int(6) as u64,
        at: Instant(r.int(7)),
    })
}

/// Files of a run, in the order provenance counts them.
///
/// # Errors
/// The store's.
pub fn files(t: &mut Tx<'_>, id: SocietyId, run: i64) -> Result<Vec<FileRow>, Error> {
    t.rows(FILES, &[id.0.into(), run.into()], |r| FileRow {
        no: r.int(0) as u16,
        path: r.text(1).to_owned(),
        digest: r.text(2).to_owned(),
        bytes: r.int(3) as u64,
        format: r.text(4).to_owned(),
        sheets: serde_json::from_str(r.text(5)).unwrap_or_default(),
    })
}

/// What else lay in the folder.
///
/// # Errors
/// The store's.
pub fn set_aside(t: &mut Tx<'_>, id: SocietyId, run: i64) -> Result<Vec<AsideRow>, Error> {
    t.rows(ASIDE, &[id.0.into(), run.into()], |r| AsideRow {
        path: r.text(0).to_owned(),
        refusal: r.opt_int(1).map(|n| n as u16),
    })
}

/// Registers recognised in a run, with their columns.
///
/// # Errors
/// The store's.
pub fn registers(t: &mut Tx<'_>, id: SocietyId, run: i64) -> Result<Vec<RegisterRow>, Error> {
    let mut rows = t.rows(REGISTERS, &[id.0.into(), run.into()], |r| RegisterRow {
        no: r.int(0),
        kind: r.text(1).to_owned(),
        product: r.text(2).to_owned(),
        source: source(r, 3).unwrap_or(Source { file: 0, sheet: 0, row: 0, col: 0 }),
        rows: r.int(7) as u64,
        sum: r.opt_int(8).map(Paise),
        confidence: r.int(9) as u8,
        columns: Vec::new(),
    })?;
    let columns = t.rows(COLUMNS, &[id.0.into(), run.into()], |r| {
        (r.int(0), ColumnRow { col: r.int(1) as u16, field: r.text(2).to_owned(), heading: r.text(3).to_owned() })
    })?;
    for (no, column) in columns {
        if let Ok(i) = rows.binary_search_by_key(&no, |r| r.no) {
            rows[i].columns.push(column);
        }
    }
    Ok(rows)
}

/// Villages of the area of operation, as listed.
///
/// # Errors
/// The store's.
pub fn villages(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<String>, Error> {
    t.rows(VILLAGES, &[id.0.into()], |r| r.text(0).to_owned())
}
