//! Business days, what waits, what was done in one act.

use super::{Page, date};
use crate::Event;
use books::event::Note;
use kernel::{Date, Instant, Paise, SocietyId};
use sql::{Error, Row, Tx};

sql::statements! {
    DAY = "SELECT date, begun_seq, begun_at, opening, ended_seq, ended_at, late, closing, desk_id FROM business_day WHERE society_id = $1 AND date = $2";
    DAYS = "SELECT date, begun_seq, begun_at, opening, ended_seq, ended_at, late, closing, desk_id FROM business_day WHERE society_id = $1 ORDER BY date DESC LIMIT $2";
    OF_DAY = "SELECT v.desk_id, v.seq, v.number, v.narration, v.amount, e.by, e.at, COALESCE(r.seq, -1), e.kind FROM voucher v JOIN register_entry e ON e.society_id = v.society_id AND e.desk_id = v.desk_id AND e.seq = v.seq LEFT JOIN reversal r ON r.society_id = v.society_id AND r.of_desk = v.desk_id AND r.of_seq = v.seq WHERE v.society_id = $1 AND v.date = $2 ORDER BY v.desk_id DESC, v.seq DESC LIMIT $3";
    SHEET = "SELECT v.desk_id, v.seq, v.number, v.narration, v.amount, e.by, e.at, COALESCE(r.seq, -1), e.kind FROM voucher v JOIN register_entry e ON e.society_id = v.society_id AND e.desk_id = v.desk_id AND e.seq = v.seq LEFT JOIN reversal r ON r.society_id = v.society_id AND r.of_desk = v.desk_id AND r.of_seq = v.seq AND r.seq <= $3 WHERE v.society_id = $1 AND v.date = $2 ORDER BY v.desk_id, v.seq LIMIT $4 OFFSET $5";
    COUNT = "SELECT count(*), CAST(COALESCE(sum(amount), 0) AS BIGINT) FROM voucher WHERE society_id = $1 AND date = $2";
    CASH_OF = "SELECT CAST(COALESCE(sum(debit), 0) AS BIGINT), CAST(COALESCE(sum(credit), 0) AS BIGINT) FROM posting WHERE society_id = $1 AND head = 'CASH' AND date = $2";
    WAITING = "SELECT desk_id, seq, date, maker, act, amount, words, decided, reason FROM proposal WHERE society_id = $1 AND decided IS NULL ORDER BY desk_id, seq LIMIT 200";
    ACT = "SELECT e.seq, e.kind, e.bytes, e.by, e.at, e.leaf, COALESCE(v.number, ''), COALESCE(r.seq, -1) FROM register_entry e LEFT JOIN voucher v ON v.society_id = e.society_id AND v.desk_id = e.desk_id AND v.seq = e.seq LEFT JOIN reversal r ON r.society_id = e.society_id AND r.of_desk = e.desk_id AND r.of_seq = e.seq WHERE e.society_id = $1 AND e.desk_id = $2 AND e.seq BETWEEN $3 AND $4 ORDER BY e.seq";
    SLIPS = "SELECT s.first, s.last, e.at, e.by, (SELECT count(*) FROM late_entry l WHERE l.society_id = s.society_id AND l.slip BETWEEN s.first AND s.last) FROM slip_range s JOIN register_entry e ON e.society_id = s.society_id AND e.desk_id = s.desk_id AND e.seq = s.seq WHERE s.society_id = $1 ORDER BY s.first";
    ENTERED = "SELECT slip FROM late_entry WHERE society_id = $1 AND slip IS NOT NULL ORDER BY slip";
}

/// A business day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessDay {
    /// The day.
    pub date: Date,
    /// Desk whose log holds its entries.
    pub desk: i64,
    /// Entry and time of its beginning.
    pub begun: (i64, Instant),
    /// Cash carried over.
    pub opening: Vec<Note>,
    /// Entry and time of its end.
    pub ended: Option<(i64, Instant)>,
    /// Ended on a later day.
    pub late: bool,
    /// Cash counted at its end.
    pub closing: Option<Vec<Note>>,
}

fn day_row(r: &Row<'_>) -> BusinessDay {
    let notes = |text: &str| serde_json::from_str(text).unwrap_or_default();
    BusinessDay {
        date: date(r, 0).unwrap_or(Date::MIN),
        desk: r.int(8),
        begun: (r.int(1), Instant(r.int(2))),
        opening: notes(r.text(3)),
        ended: r.opt_int(4).zip(r.opt_int(5)).map(|(seq, at)| (seq, Instant(at))),
        late: r.int(6) != 0,
        closing: r.opt_text(7).map(notes),
    }
}

/// One business day.
///
/// # Errors
/// The store's.
pub fn business_day(t: &mut Tx<'_>, id: SocietyId, day: Date) -> Result<Option<BusinessDay>, Error> {
    t.first(DAY, &[id.0.into(), (&day.to_string()).into()], day_row)
}

/// The last business days, newest first.
///
/// # Errors
/// The store's.
pub fn business_days(t: &mut Tx<'_>, id: SocietyId, most: u32) -> Result<Vec<BusinessDay>, Error> {
    t.rows(DAYS, &[id.0.into(), i64::from(most).into()], day_row)
}

/// A voucher of a day in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayVoucher {
    /// Desk and position.
    pub entry: (i64, i64),
    /// Number of the day book.
    pub number: String,
    /// What it is for; for acts on accounts the kind of the entry and the account.
    pub narration: String,
    /// Sum of debits, paise.
    pub amount: Paise,
    /// Who.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Taken back later.
    pub gone: bool,
    /// Kind of the entry.
    pub kind: String,
}

/// A day in figures.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DayFigures {
    /// Vouchers.
    pub vouchers: u64,
    /// Their amount, paise.
    pub amount: Paise,
    /// Cash in, paise.
    pub cash_in: Paise,
    /// Cash out, paise.
    pub cash_out: Paise,
}

/// The vouchers of a day, newest first, at most so many, and the figures over all of them.
///
/// # Errors
/// The store's.
pub fn vouchers_of_day(
    t: &mut Tx<'_>,
    id: SocietyId,
    day: Date,
    most: u32,
) -> Result<(Vec<DayVoucher>, DayFigures), Error> {
    let day = day.to_string();
    let key = [id.0.into(), (&day).into()];
    let (vouchers, amount) = t.first(COUNT, &key, |r| (r.int(0) as u64, Paise(r.int(1))))?.unwrap_or_default();
    let (cash_in, cash_out) = t.first(CASH_OF, &key, |r| (Paise(r.int(0)), Paise(r.int(1))))?.unwrap_or_default();
    let [s, d] = key;
    let rows = t.rows(OF_DAY, &[s, d, i64::from(most).into()], voucher_of_day)?;
    Ok((rows, DayFigures { vouchers, amount, cash_in, cash_out }))
}

fn voucher_of_day(r: &Row<'_>) -> DayVoucher {
    DayVoucher {
        entry: (r.int(0), r.int(1)),
        number: r.text(2).to_owned(),
        narration: r.text(3).to_owned(),
        amount: Paise(r.int(4)),
        by: r.text(5).to_owned(),
        at: Instant(r.int(6)),
        gone: r.int(7) >= 0,
        kind: r.text(8).to_owned(),
    }
}

/// Vouchers of a day as its sheet shows them, oldest first: taken back is only what was taken back before the day's end, so that a sheet printed
/// later is the sheet that was signed.
///
/// # Errors
/// The store's.
pub fn sheet_of_day(t: &mut Tx<'_>, id: SocietyId, day: &BusinessDay, part: Page) -> Result<Vec<DayVoucher>, Error> {
    let (date, end) = (day.date.to_string(), day.ended.map_or(i64::MAX, |e| e.0));
    let row = [id.0.into(), (&date).into(), end.into(), part.limit().into(), part.offset().into()];
    t.rows(SHEET, &row, voucher_of_day)
}

/// What waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// Desk and position.
    pub entry: (i64, i64),
    /// Business day.
    pub date: Option<Date>,
    /// Who asked.
    pub maker: String,
    /// Kind of the act.
    pub act: String,
    /// Amount, paise.
    pub amount: Paise,
    /// What it is about.
    pub words: String,
}

/// Everything that waits, oldest first, at most 200.
///
/// # Errors
/// The store's.
pub fn waiting(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<WaitingRow>, Error> {
    t.rows(WAITING, &[id.0.into()], |r| WaitingRow {
        entry: (r.int(0), r.int(1)),
        date: date(r, 2),
        maker: r.text(3).to_owned(),
        act: r.text(4).to_owned(),
        amount: Paise(r.int(5)),
        words: r.text(6).to_owned(),
    })
}

/// An entry of an act.
#[derive(Clone, Debug, PartialEq)]
pub struct ActEntry {
    /// Position.
    pub seq: i64,
    /// What happened.
    pub event: Event,
    /// Who.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Leaf hash, first eight bytes as hexadecimal.
    pub leaf: String,
    /// Number of the day book, where it has one.
    pub number: String,
    /// Taken back later.
    pub gone: bool,
}

/// The entries that were written together with this one.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn act(t: &mut Tx<'_>, id: SocietyId, entry: (i64, i64)) -> Result<Vec<ActEntry>, Error> {
    let all = crate::entries_of_act(t, id, entry)?;
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    t.each(ACT, &[id.0.into(), entry.0.into(), first.1.into(), last.1.into()], |r| {
        out.push(ActEntry {
            seq: r.int(0),
            event: Event::decode(r.text(1), r.bytes(2))?,
            by: r.text(3).to_owned(),
            at: Instant(r.int(4)),
            leaf: r.bytes(5).iter().take(8).map(|b| format!("{b:02x}")).collect(),
            number: r.text(6).to_owned(),
            gone: r.int(7) >= 0,
        });
        Ok(true)
    })?;
    Ok(out)
}

/// Outage slips handed out together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipRange {
    /// First number.
    pub first: i64,
    /// Last number.
    pub last: i64,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// How many of them were entered.
    pub entered: i64,
}

/// All outage slips that were handed out, by their numbers.
///
/// # Errors
/// The store's.
pub fn slip_ranges(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<SlipRange>, Error> {
    t.rows(SLIPS, &[id.0.into()], |r| SlipRange {
        first: r.int(0),
        last: r.int(1),
        at: Instant(r.int(2)),
        by: r.text(3).to_owned(),
        entered: r.int(4),
    })
}

/// Most gaps that are counted.
const GAPS: usize = 1_000;

/// Outage slips that were handed out, lie before the last one entered, and were not entered: gaps somebody must explain.
///
/// # Errors
/// The store's.
pub fn slip_gaps(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<i64>, Error> {
    let entered = t.rows(ENTERED, &[id.0.into()], |r| r.int(0))?;
    let Some(last) = entered.last().copied() else { return Ok(Vec::new()) };
    let all = slip_ranges(t, id)?.into_iter().flat_map(|s| s.first..=s.last.min(last));
    Ok(all.filter(|n| entered.binary_search(n).is_err()).take(GAPS).collect())
}
