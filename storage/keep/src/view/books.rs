//! Trial balance, heads, vouchers.

use super::{Page, Paged, date, source};
use books::HeadClass;
use kernel::{Date, Instant, Paise, SocietyId, Source};
use sql::{Error, Tx};

/// A line of the trial balance. Exactly one of debit and credit is not zero, or both are zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialRow {
    /// Code of the head.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
    /// Class.
    pub class: HeadClass,
    /// Net debit balance.
    pub debit: Paise,
    /// Net credit balance.
    pub credit: Paise,
    /// The legacy cell the opening figure was first read from.
    pub source: Option<Source>,
}

/// A posting on a head, in the order of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingRow {
    /// Desk of the entry.
    pub desk: i64,
    /// Position of the entry: names the voucher.
    pub seq: i64,
    /// Line within the voucher.
    pub line: i64,
    /// Day.
    pub date: Option<Date>,
    /// Voucher number.
    pub number: String,
    /// Narration.
    pub narration: String,
    /// Debit.
    pub debit: Paise,
    /// Credit.
    pub credit: Paise,
    /// The legacy cell.
    pub source: Option<Source>,
}

/// A head with its register and ledger figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadBook {
    /// The head as in the trial balance.
    pub head: TrialRow,
    /// Total of all debits.
    pub debits: Paise,
    /// Total of all credits.
    pub credits: Paise,
    /// Postings.
    pub postings: u64,
    /// Ledger against register, where compared.
    pub figure: Option<LedgerFigure>,
}

/// Ledger against register of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFigure {
    /// Ledger figure.
    pub ledger: Paise,
    /// Register figure.
    pub register: Paise,
    /// Register minus ledger.
    pub difference: Paise,
    /// What nothing explains.
    pub unexplained: Paise,
}

/// A voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherView {
    /// Desk of the entry.
    pub desk: i64,
    /// Position of the entry.
    pub seq: i64,
    /// Day.
    pub date: Option<Date>,
    /// Number shown to people.
    pub number: String,
    /// What it is for.
    pub narration: String,
    /// Sum of debits (= sum of credits).
    pub amount: Paise,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Kind of the entry: `books.voucher-posted`, or `credit.accounts-brought-forward` for a page of accounts.
    pub kind: String,
    /// The voucher it reverses.
    pub reverses: Option<(i64, i64)>,
    /// Its lines; empty in lists.
    pub lines: Vec<VoucherLine>,
}

/// A line of a voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherLine {
    /// Code of the head.
    pub head: String,
    /// Name of the head.
    pub name: String,
    /// Debit.
    pub debit: Paise,
    /// Credit.
    pub credit: Paise,
    /// The legacy cell.
    pub source: Option<Source>,
}

sql::statements! {
    TRIAL = "SELECT h.code, h.name, h.class, COALESCE(b.debit, 0), COALESCE(b.credit, 0), b.f, b.s, b.r, b.c FROM head h LEFT JOIN balance b ON b.society_id = h.society_id AND b.head = h.code WHERE h.society_id = $1 ORDER BY h.class, h.code";
    HEAD = "SELECT h.code, h.name, h.class, COALESCE(b.debit, 0), COALESCE(b.credit, 0), b.f, b.s, b.r, b.c FROM head h LEFT JOIN balance b ON b.society_id = h.society_id AND b.head = h.code WHERE h.society_id = $1 AND h.code = $2";
    POSTINGS_OF = "SELECT CAST(count(*) AS BIGINT) FROM posting WHERE society_id = $1 AND head = $2";
    POSTINGS = "SELECT p.desk_id, p.seq, p.line, p.date, v.number, v.narration, p.debit, p.credit, p.f, p.s, p.r, p.c FROM posting p JOIN voucher v ON v.society_id = p.society_id AND v.desk_id = p.desk_id AND v.seq = p.seq WHERE p.society_id = $1 AND p.head = $2 ORDER BY p.date, p.desk_id, p.seq, p.line LIMIT $3 OFFSET $4";
    FIGURE = "SELECT ledger, register, difference, unexplained FROM difference WHERE society_id = $1 AND head = $2 ORDER BY run DESC, seq LIMIT 1";
    VOUCHERS = "SELECT v.desk_id, v.seq, v.date, v.number, v.narration, v.amount, e.by, e.at, e.kind, v.reverses_desk, v.reverses_seq FROM voucher v JOIN register_entry e ON e.society_id = v.society_id AND e.desk_id = v.desk_id AND e.seq = v.seq WHERE v.society_id = $1 ORDER BY v.desk_id DESC, v.seq DESC LIMIT $2 OFFSET $3";
    VOUCHER = "SELECT v.desk_id, v.seq, v.date, v.number, v.narration, v.amount, e.by, e.at, e.kind, v.reverses_desk, v.reverses_seq FROM voucher v JOIN register_entry e ON e.society_id = v.society_id AND e.desk_id = v.desk_id AND e.seq = v.seq WHERE v.society_id = $1 AND v.desk_id = $2 AND v.seq = $3";
    VOUCHER_COUNT = "SELECT COALESCE((SELECT n FROM tally WHERE society_id = $1 AND what = 'voucher'), 0)";
    ENTRY = "SELECT kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    NAMES = "SELECT code, name FROM head WHERE society_id = $1";
}

fn trial_row(r: &sql::Row<'_>) -> TrialRow {
    let net = Paise(r.int(3)) - Paise(r.int(4));
    let (debit, credit) = if net.0 >= 0 { (net, Paise::ZERO) } else { (Paise::ZERO, -net) };
    TrialRow {
        code: r.text(0).to_owned(),
        name: r.text(1).to_owned(),
        class: crate::codec::class(r.int(2)),
        debit,
        credit,
        source: source(r, 5),
    }
}

/// All heads with their balance: by class (assets, liabilities, income, expense, difference), then code.
///
/// # Errors
/// The store's.
pub fn trial_balance(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<TrialRow>, Error> {
    t.rows(TRIAL, &[id.0.into()], trial_row)
}

/// One head.
///
/// # Errors
/// The store's.
pub fn head(t: &mut Tx<'_>, id: SocietyId, code: &str) -> Result<Option<HeadBook>, Error> {
    let key = [id.0.into(), code.into()];
    let got = t.first(HEAD, &key, |r| (trial_row(r), Paise(r.int(3)), Paise(r.int(4))))?;
    let Some((head, debits, credits)) = got else { return Ok(None) };
    let postings = t.first(POSTINGS_OF, &key, |r| r.int(0) as u64)?.unwrap_or(0);
    let figure = t.first(FIGURE, &key, |r| LedgerFigure {
        ledger: Paise(r.int(0)),
        register: Paise(r.int(1)),
        difference: Paise(r.int(2)),
        unexplained: Paise(r.int(3)),
    })?;
    Ok(Some(HeadBook { head, debits, credits, postings, figure }))
}

/// A page of a head's book, by day and entry.
///
/// # Errors
/// The store's.
pub fn postings(t: &mut Tx<'_>, id: SocietyId, head: &str, page: Page) -> Result<Paged<PostingRow>, Error> {
    let total = t.first(POSTINGS_OF, &[id.0.into(), head.into()], |r| r.int(0) as u64)?.unwrap_or(0);
    let params = [id.0.into(), head.into(), page.limit().into(), page.offset().into()];
    let rows = t.rows(POSTINGS, &params, |r| PostingRow {
        desk: r.int(0),
        seq: r.int(1),
        line: r.int(2),
        date: date(r, 3),
        number: r.text(4).to_owned(),
        narration: r.text(5).to_owned(),
        debit: Paise(r.int(6)),
        credit: Paise(r.int(7)),
        source: source(r, 8),
    })?;
    Ok(Paged { rows, total })
}

fn voucher_row(r: &sql::Row<'_>) -> VoucherView {
    VoucherView {
        desk: r.int(0),
        seq: r.int(1),
        date: date(r, 2),
        number: r.text(3).to_owned(),
        narration: r.text(4).to_owned(),
        amount: Paise(r.int(5)),
        by: r.text(6).to_owned(),
        at: Instant(r.int(7)),
        kind: r.text(8).to_owned(),
        reverses: r.opt_int(9).zip(r.opt_int(10)),
        lines: Vec::new(),
    }
}

/// Vouchers, newest first, without lines.
///
/// # Errors
/// The store's.
pub fn vouchers(t: &mut Tx<'_>, id: SocietyId, page: Page) -> Result<Paged<VoucherView>, Error> {
    let total = t.first(VOUCHER_COUNT, &[id.0.into()], |r| r.int(0) as u64)?.unwrap_or(0);
    let rows = t.rows(VOUCHERS, &[id.0.into(), page.limit().into(), page.offset().into()], voucher_row)?;
    Ok(Paged { rows, total })
}

/// A voucher with its lines, read from the entry itself.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn voucher(t: &mut Tx<'_>, id: SocietyId, desk: i64, seq: i64) -> Result<Option<VoucherView>, Error> {
    let key = [id.0.into(), desk.into(), seq.into()];
    let Some(mut view) = t.first(VOUCHER, &key, voucher_row)? else { return Ok(None) };
    let names = t.rows(NAMES, &[id.0.into()], |r| (r.text(0).to_owned(), r.text(1).to_owned()))?;
    let entry = t.first(ENTRY, &key, |r| (r.text(0).to_owned(), r.bytes(1).to_vec()))?;
    let Some((kind, bytes)) = entry else { return Ok(None) };
    for p in crate::Event::decode(&kind, &bytes)?.postings() {
        let name = names.iter().find(|(c, _)| *c == p.head).map(|(_, n)| n.clone()).unwrap_or_default();
        view.lines.push(VoucherLine { head: p.head, name, debit: p.debit, credit: p.credit, source: p.source });
    }
    Ok(Some(view))
}

/// Calls `f` with every voucher, newest first, without lines.
///
/// # Errors
/// The store's, or the closure's.
pub fn each_voucher(
    t: &mut Tx<'_>,
    id: SocietyId,
    mut f: impl FnMut(&VoucherView) -> Result<(), Error>,
) -> Result<(), Error> {
    t.each(VOUCHERS, &[id.0.into(), i64::MAX.into(), 0.into()], |r| f(&voucher_row(r)).map(|()| true))
}
