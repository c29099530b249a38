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
    BEFORE = "SELECT CAST(COALESCE(sum(value), 0) AS BIGINT) FROM goods_move WHERE society_id = $1 AND activity = $2 AND date < $3";
    ITEM_BEFORE = "SELECT CAST(COALESCE(sum(qty), 0) AS BIGINT), CAST(COALESCE(sum(value), 0) AS BIGINT) FROM goods_move WHERE society_id = $1 AND item = $2 AND date < $3";
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

/// Every change of what customers owe and suppliers are owed, with its day.
///
/// # Errors
/// The store's.
pub fn debts(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<(Date, PartyChange)>, Error> {
    t.rows(DEBTS, &[id.0.into()], |r| {
        let party = match r.text(2).split_once(':') {
            Some(("m", no)) => Party::Member(no.to_owned()),
            Some((_, name)) => Party::Named(name.to_owned()),
            None => Party::Named(r.text(2).to_owned()),
        };
        let change = PartyChange { activity: r.text(0).to_owned(), party, debtor: r.int(1) == 1, by: Paise(r.int(4)) };
        (date(r, 3).unwrap_or(Date::MIN), change)
    })
}
