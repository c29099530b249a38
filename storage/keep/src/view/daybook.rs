//! Day book, cash book and general ledger as registers: every line has its page. Pages are counted in the order of the register of
//! entries, never by the day, so that a page once printed keeps its number and its lines.

use super::{Page, Paged, date};
use crate::Event;
use books::event::Note;
use books::statement::cash_rows;
use books::{CASH, Line};
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};
use std::collections::BTreeMap;

/// Vouchers on a page of the day book.
pub const VOUCHERS_A_PAGE: i64 = 12;
/// Lines on a page of a ledger.
pub const LINES_A_PAGE: i64 = 30;

/// A place in a register: `4`, or `2/4` where another desk than the first wrote it.
fn folio(desk: i64, place: i64, a_page: i64) -> String {
    let page = (place - 1) / a_page + 1;
    if desk == 1 { page.to_string() } else { format!("{desk}/{page}") }
}

/// A line of the day book. All amounts are paise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLine {
    /// Page of the day book.
    pub folio: String,
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Day.
    pub date: Option<Date>,
    /// Voucher number.
    pub number: String,
    /// What it is for.
    pub narration: String,
    /// First line of its voucher.
    pub first: bool,
    /// Code of the head.
    pub head: String,
    /// Received in cash.
    pub cash_in: Paise,
    /// Credited by transfer.
    pub transfer_in: Paise,
    /// Paid in cash.
    pub cash_out: Paise,
    /// Debited by transfer.
    pub transfer_out: Paise,
}

/// A line of a ledger. All amounts are paise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// Page of this head's book.
    pub folio: String,
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Line of the entry.
    pub line: i64,
    /// Day.
    pub date: Option<Date>,
    /// Voucher number.
    pub number: String,
    /// What it is for.
    pub narration: String,
    /// Codes of the heads on the other side.
    pub contra: Vec<String>,
    /// Debit.
    pub debit: Paise,
    /// Credit.
    pub credit: Paise,
    /// Balance after it in the order shown, debit less credit.
    pub balance: Paise,
}

/// Sums of a head over a period, paise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadSums {
    /// Balance at its beginning, debit less credit.
    pub opening: Paise,
    /// Debits.
    pub debit: Paise,
    /// Credits.
    pub credit: Paise,
}

impl HeadSums {
    /// Balance at its end, debit less credit.
    #[must_use]
    pub fn closing(&self) -> Paise {
        self.opening + self.debit - self.credit
    }
}

/// A business day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The day.
    pub date: Option<Date>,
    /// Notes at its beginning.
    pub opening: Vec<Note>,
    /// Notes counted at its end; `None` while it is open.
    pub closing: Option<Vec<Note>>,
    /// Ended on a later day than its own.
    pub late: bool,
}

sql::statements! {
    VOUCHERS = "SELECT v.desk_id, v.seq, v.date, v.number, v.narration, v.place, e.kind, e.bytes FROM (SELECT society_id, desk_id, seq, date, number, narration, row_number() OVER (PARTITION BY desk_id ORDER BY seq) AS place FROM voucher WHERE society_id = $1) AS v JOIN register_entry e ON e.society_id = v.society_id AND e.desk_id = v.desk_id AND e.seq = v.seq WHERE v.date >= $2 AND v.date <= $3 ORDER BY v.date, v.desk_id, v.seq LIMIT $4 OFFSET $5";
    VOUCHER_COUNT = "SELECT count(*) FROM voucher WHERE society_id = $1 AND date >= $2 AND date <= $3";
    LEDGER = "SELECT b.desk_id, b.seq, b.date, v.number, v.narration, b.debit, b.credit, b.place, b.after, e.kind, e.bytes, b.line FROM (SELECT society_id, desk_id, seq, line, date, debit, credit, row_number() OVER (PARTITION BY desk_id ORDER BY seq, line) AS place, CAST(sum(debit - credit) OVER (ORDER BY date, desk_id, seq, line) AS BIGINT) AS after FROM posting WHERE society_id = $1 AND head = $2) AS b JOIN voucher v ON v.society_id = b.society_id AND v.desk_id = b.desk_id AND v.seq = b.seq JOIN register_entry e ON e.society_id = b.society_id AND e.desk_id = b.desk_id AND e.seq = b.seq WHERE b.date >= $3 AND b.date <= $4 ORDER BY b.date, b.desk_id, b.seq, b.line LIMIT $5 OFFSET $6";
    LEDGER_COUNT = "SELECT count(*) FROM posting WHERE society_id = $1 AND head = $2 AND date >= $3 AND date <= $4";
    HEAD_SUMS = "SELECT CAST(COALESCE(sum(CASE WHEN date < $3 THEN debit - credit ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN date >= $3 THEN debit ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN date >= $3 THEN credit ELSE 0 END), 0) AS BIGINT) FROM posting WHERE society_id = $1 AND head = $2 AND date <= $4";
    DAYS = "SELECT date, opening, closing, late FROM business_day WHERE society_id = $1 AND date >= $2 AND date <= $3 ORDER BY date";
    FIRST_LAST = "SELECT min(date), max(date) FROM voucher WHERE society_id = $1";
}

/// The day book of a period: vouchers in the order of days, each with its lines. `page` counts vouchers.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn day_book(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date, page: Page) -> Result<Paged<DayLine>, Error> {
    let days = [from.to_string(), to.to_string()];
    let period = [id.0.into(), (&days[0]).into(), (&days[1]).into()];
    let total = t.first(VOUCHER_COUNT, &period, |r| r.int(0) as u64)?.unwrap_or(0);
    let [i, f, u] = period;
    let mut rows = Vec::new();
    t.each(VOUCHERS, &[i, f, u, page.limit().into(), page.offset().into()], |r| {
        let entry = (r.int(0), r.int(1));
        let lines = Event::decode(r.text(6), r.bytes(7))?.postings();
        for (n, mut line) in day_lines(&lines).into_iter().enumerate() {
            line.folio = folio(entry.0, r.int(5), VOUCHERS_A_PAGE);
            line.entry = entry;
            line.date = date(r, 2);
            line.number = r.text(3).to_owned();
            line.narration = r.text(4).to_owned();
            line.first = n == 0;
            rows.push(line);
        }
        Ok(true)
    })?;
    Ok(Paged { rows, total })
}

/// A voucher as the day book shows it: a line for each line that is not cash itself, what of it was cash and what transfer.
fn day_lines(lines: &[Line]) -> Vec<DayLine> {
    let mut cash: BTreeMap<String, (Paise, Paise)> =
        cash_rows(lines, |h| h == CASH).into_iter().map(|r| (r.head, (r.receipt, r.payment))).collect();
    let part = |left: &mut Paise, amount: Paise| {
        let used = (*left).min(amount);
        *left -= used;
        (used, amount - used)
    };
    let others = lines.iter().filter(|l| l.head != CASH).map(|l| {
        let left = cash.entry(l.head.clone()).or_default();
        let (cash_in, transfer_in) = part(&mut left.0, l.credit);
        let (cash_out, transfer_out) = part(&mut left.1, l.debit);
        DayLine {
            folio: String::new(),
            entry: (0, 0),
            date: None,
            number: String::new(),
            narration: String::new(),
            first: false,
            head: l.head.clone(),
            cash_in,
            transfer_in,
            cash_out,
            transfer_out,
        }
    });
    others.collect()
}

/// A head's book over a period.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn ledger(
    t: &mut Tx<'_>,
    id: SocietyId,
    head: &str,
    from: Date,
    to: Date,
    page: Page,
) -> Result<Paged<LedgerLine>, Error> {
    let days = [from.to_string(), to.to_string()];
    let period = [id.0.into(), head.into(), (&days[0]).into(), (&days[1]).into()];
    let total = t.first(LEDGER_COUNT, &period, |r| r.int(0) as u64)?.unwrap_or(0);
    let [i, h, f, u] = period;
    let mut rows = Vec::new();
    t.each(LEDGER, &[i, h, f, u, page.limit().into(), page.offset().into()], |r| {
        let mut contra: Vec<String> = Vec::new();
        let debit = r.int(5) > 0;
        for l in Event::decode(r.text(9), r.bytes(10))?.postings() {
            // the other side first of all; where all lines of it are this head, nothing stands there
            if l.head != head && l.debit.is_zero() == debit && !contra.contains(&l.head) {
                contra.push(l.head);
            }
        }
        rows.push(LedgerLine {
            folio: folio(r.int(0), r.int(7), LINES_A_PAGE),
            entry: (r.int(0), r.int(1)),
            line: r.int(11),
            date: date(r, 2),
            number: r.text(3).to_owned(),
            narration: r.text(4).to_owned(),
            contra,
            debit: Paise(r.int(5)),
            credit: Paise(r.int(6)),
            balance: Paise(r.int(8)),
        });
        Ok(true)
    })?;
    Ok(Paged { rows, total })
}

/// Opening balance and sums of a head over a period.
///
/// # Errors
/// The store's.
pub fn head_sums(t: &mut Tx<'_>, id: SocietyId, head: &str, from: Date, to: Date) -> Result<HeadSums, Error> {
    let days = [from.to_string(), to.to_string()];
    let found = t.first(HEAD_SUMS, &[id.0.into(), head.into(), (&days[0]).into(), (&days[1]).into()], |r| {
        HeadSums { opening: Paise(r.int(0)), debit: Paise(r.int(1)), credit: Paise(r.int(2)) }
    })?;
    Ok(found.unwrap_or_default())
}

/// Business days of a period with their notes.
///
/// # Errors
/// The store's.
pub fn counted_days(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date) -> Result<Vec<DayRow>, Error> {
    let notes = |text: &str| serde_json::from_str(text).unwrap_or_default();
    t.rows(DAYS, &[id.0.into(), (&from.to_string()).into(), (&to.to_string()).into()], |r| DayRow {
        date: date(r, 0),
        opening: notes(r.text(1)),
        closing: r.opt_text(2).map(notes),
        late: r.int(3) != 0,
    })
}

/// The first and the last day on which a voucher stands.
///
/// # Errors
/// The store's.
pub fn first_and_last_day(t: &mut Tx<'_>, id: SocietyId) -> Result<Option<(Date, Date)>, Error> {
    Ok(t.first(FIRST_LAST, &[id.0.into()], |r| date(r, 0).zip(date(r, 1)))?.flatten())
}
