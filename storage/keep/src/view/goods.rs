//! Goods as pages and reports read them.

use super::date;
use crate::Event;
use crate::project::goods_row;
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};
use trade::effects::PartyChange;
use trade::terms::Stock;
use trade::{Milli, Party, TradeEvent};

sql::statements! {
    STOCK = "SELECT item, batch, godown, expiry, received, qty, value FROM goods_stock WHERE society_id = $1 AND qty <> 0 ORDER BY item, godown, expiry, received, batch";
    EVENTS = "SELECT e.kind, e.bytes FROM goods_bill b JOIN register_entry e ON e.society_id = b.society_id AND e.desk_id = b.desk_id AND e.seq = b.seq WHERE b.society_id = $1 AND b.activity = $2 AND b.date >= $3 AND b.date <= $4 ORDER BY b.date, b.desk_id, b.seq";
    STOCK_BOOK = "SELECT m.item, m.batch, CAST(sum(CASE WHEN m.date < $2 THEN m.qty ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN m.date >= $2 AND m.qty > 0 AND COALESCE(b.kind, '') NOT IN ('trade.goods-moved', 'trade.stock-taken') THEN m.qty ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN m.date >= $2 AND m.qty < 0 AND COALESCE(b.kind, '') NOT IN ('trade.goods-moved', 'trade.stock-taken') THEN -m.qty ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN m.date >= $2 AND b.kind = 'trade.stock-taken' THEN -m.qty ELSE 0 END) AS BIGINT), CAST(sum(m.qty) AS BIGINT), CAST(sum(m.value) AS BIGINT), max(s.expiry) FROM goods_move m LEFT JOIN goods_bill b ON b.society_id = m.society_id AND b.desk_id = m.desk_id AND b.seq = m.seq LEFT JOIN goods_stock s ON s.society_id = m.society_id AND s.item = m.item AND s.batch = m.batch AND s.godown = m.godown WHERE m.society_id = $1 AND m.date <= $3 GROUP BY m.item, m.batch ORDER BY m.item, m.batch";
    BEFORE = "SELECT CAST(COALESCE(sum(value), 0) AS BIGINT) FROM goods_move WHERE society_id = $1 AND activity = $2 AND date < $3";
    ITEM_BEFORE = "SELECT CAST(COALESCE(sum(qty), 0) AS BIGINT), CAST(COALESCE(sum(value), 0) AS BIGINT) FROM goods_move WHERE society_id = $1 AND item = $2 AND date < $3";
    DEBT_LINES = "SELECT d.activity, d.debtor, d.party, d.date, d.by, COALESCE(b.series, ''), COALESCE(b.n, 0), COALESCE(b.bill, ''), d.desk_id, d.seq FROM goods_debt d LEFT JOIN goods_bill b ON b.society_id = d.society_id AND b.desk_id = d.desk_id AND b.seq = d.seq WHERE d.society_id = $1 ORDER BY d.desk_id, d.seq, d.line";
    DEBTS = "SELECT activity, debtor, party, date, by FROM goods_debt WHERE society_id = $1 ORDER BY desk_id, seq, line";
}

/// Every batch that is in hand.
///
/// # Errors
/// The store's.
pub fn goods_stock(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<Stock>, Error> {
    t.rows(STOCK, &[id.0.into()], goods_row)
}

/// Bills, slips and sheets of an activity from day to day, both counted, in the order of days.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn goods_events(
    t: &mut Tx<'_>,
    id: SocietyId,
    activity: &str,
    from: Date,
    to: Date,
) -> Result<Vec<TradeEvent>, Error> {
    let (from, to) = (from.to_string(), to.to_string());
    let mut out = Vec::new();
    t.each(EVENTS, &[id.0.into(), activity.into(), (&from).into(), (&to).into()], |r| {
        if let Event::Trade(event) = Event::decode(r.text(0), r.bytes(1))? {
            out.push(*event);
        }
        Ok(true)
    })?;
    Ok(out)
}

/// A batch in the register of stock. Quantities are thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockLine {
    /// Code of the item.
    pub item: String,
    /// Batch; empty where it has none.
    pub batch: String,
    /// Expires on.
    pub expiry: Option<Date>,
    /// At the beginning.
    pub opening: Milli,
    /// Came in; what was taken back of an issue too.
    pub received: Milli,
    /// Went out.
    pub issued: Milli,
    /// Found short when it was counted; found over is less than nothing.
    pub short: Milli,
    /// In hand at the end.
    pub left: Milli,
    /// Its value, paise.
    pub value: Paise,
}

/// The register of stock from day to day, both counted, a line for each batch; moving between godowns changes nothing.
///
/// # Errors
/// The store's.
pub fn stock_book(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date) -> Result<Vec<StockLine>, Error> {
    t.rows(STOCK_BOOK, &[id.0.into(), (&from.to_string()).into(), (&to.to_string()).into()], |r| StockLine {
        item: r.text(0).to_owned(),
        batch: r.text(1).to_owned(),
        expiry: date(r, 8),
        opening: Milli(r.int(2)),
        received: Milli(r.int(3)),
        issued: Milli(r.int(4)),
        short: Milli(r.int(5)),
        left: Milli(r.int(6)),
        value: Paise(r.int(7)),
    })
}

/// Value of an activity's stock before a day, paise.
///
/// # Errors
/// The store's.
pub fn stock_before(t: &mut Tx<'_>, id: SocietyId, activity: &str, day: Date) -> Result<Paise, Error> {
    let day = day.to_string();
    let found = t.first(BEFORE, &[id.0.into(), activity.into(), (&day).into()], |r| Paise(r.int(0)))?;
    Ok(found.unwrap_or(Paise::ZERO))
}

/// Quantity and value of an item before a day.
///
/// # Errors
/// The store's.
pub fn item_before(t: &mut Tx<'_>, id: SocietyId, item: &str, day: Date) -> Result<(Milli, Paise), Error> {
    let day = day.to_string();
    let found =
        t.first(ITEM_BEFORE, &[id.0.into(), item.into(), (&day).into()], |r| (Milli(r.int(0)), Paise(r.int(1))))?;
    Ok(found.unwrap_or_default())
}

/// A change of what a customer owes or a supplier is owed, with the bill it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtLine {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Activity.
    pub activity: String,
    /// He owes; otherwise he is owed.
    pub debtor: bool,
    /// Who.
    pub party: Party,
    /// Day.
    pub date: Date,
    /// Number of our bill or slip; empty where it has none.
    pub number: String,
    /// Number of the supplier's own bill.
    pub bill: String,
    /// More (a bill) or less (a payment), paise.
    pub by: Paise,
}

fn party(key: &str) -> Party {
    match key.split_once(':') {
        Some(("m", no)) => Party::Member(no.to_owned()),
        Some((_, name)) => Party::Named(name.to_owned()),
        None => Party::Named(key.to_owned()),
    }
}

/// Every change of what customers owe and suppliers are owed, with its bill, in the order it was written.
///
/// # Errors
/// The store's.
pub fn debt_lines(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<DebtLine>, Error> {
    t.rows(DEBT_LINES, &[id.0.into()], |r| DebtLine {
        entry: (r.int(8), r.int(9)),
        activity: r.text(0).to_owned(),
        debtor: r.int(1) == 1,
        party: party(r.text(2)),
        date: date(r, 3).unwrap_or(Date::MIN),
        number: match (r.text(5), r.int(6)) {
            ("", _) => String::new(),
            (series, 0) => series.to_owned(),
            (series, n) => format!("{series}/{n}"),
        },
        bill: r.text(7).to_owned(),
        by: Paise(r.int(4)),
    })
}

/// Every change of what customers owe and suppliers are owed, with its day.
///
/// # Errors
/// The store's.
pub fn debts(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<(Date, PartyChange)>, Error> {
    t.rows(DEBTS, &[id.0.into()], |r| {
        let party = party(r.text(2));
        let change = PartyChange { activity: r.text(0).to_owned(), party, debtor: r.int(1) == 1, by: Paise(r.int(4)) };
        (date(r, 3).unwrap_or(Date::MIN), change)
    })
}
