//! Goods as decisions must see them.

use crate::Event;
use crate::codec::no_key;
use crate::project::{bill_of_number, cash_key_of, goods_row};
use kernel::{Date, FinancialYear, Paise, SocietyId};
use serde::de::DeserializeOwned;
use sql::{Error, Tx};
use std::collections::{BTreeMap, BTreeSet};
use trade::decide::{BillView, CardView, EventView, StockView};
use trade::effects::{self, PartyChange};
use trade::terms::{Activity, Entitlement, Godown, Item, PriceRow, RationCard, Stock};
use trade::{Milli, Party, TradeEvent};

/// Moves since an entry, of an item or in a godown, by entries of a kind that were not taken back.
macro_rules! moved {
    ($of:literal, $kind:literal) => {
        concat!(
            "SELECT count(*) FROM goods_move m LEFT JOIN reversal r ON r.society_id = m.society_id AND r.of_desk = m.desk_id AND r.of_seq = m.seq JOIN register_entry e ON e.society_id = m.society_id AND e.desk_id = m.desk_id AND e.seq = m.seq WHERE m.society_id = $1 AND m.",
            $of,
            " = $2 AND (m.desk_id > $3 OR (m.desk_id = $3 AND m.seq > $4)) AND r.seq IS NULL AND e.kind ",
            $kind
        )
    };
}

sql::statements! {
    ALL_SET = "SELECT g.code, g.body FROM goods_set g LEFT JOIN reversal r ON r.society_id = g.society_id AND r.of_desk = g.desk_id AND r.of_seq = g.seq WHERE g.society_id = $1 AND g.what = $2 AND r.seq IS NULL ORDER BY g.code, g.desk_id, g.seq";
    ONE_SET = "SELECT g.code, g.body FROM goods_set g LEFT JOIN reversal r ON r.society_id = g.society_id AND r.of_desk = g.desk_id AND r.of_seq = g.seq WHERE g.society_id = $1 AND g.what = $2 AND g.code = $3 AND r.seq IS NULL ORDER BY g.code, g.desk_id, g.seq";
    STOCK = "SELECT item, batch, godown, expiry, received, qty, value FROM goods_stock WHERE society_id = $1 AND item = $2 ORDER BY item, batch, godown";
    HEAD = "SELECT code FROM head WHERE society_id = $1 AND code = $2";
    MEMBER = "SELECT no FROM member WHERE society_id = $1 AND no_key = $2 LIMIT 1";
    NUMBER = "SELECT count(*) FROM goods_bill WHERE society_id = $1 AND series = $2 AND n = $3";
    LAST = "SELECT COALESCE(max(n), 0) FROM goods_bill WHERE society_id = $1 AND series = $2";
    BILL_OF = "SELECT b.series, b.n FROM goods_bill b LEFT JOIN reversal r ON r.society_id = b.society_id AND r.of_desk = b.desk_id AND r.of_seq = b.seq WHERE b.society_id = $1 AND b.party = $2 AND b.bill = $3 AND b.bill_date >= $4 AND b.bill_date <= $5 AND b.kind = 'trade.purchased' AND r.seq IS NULL LIMIT 1";
    DRAWN = "SELECT item, qty FROM goods_drawn WHERE society_id = $1 AND card = $2 AND month = $3";
    DREW = "SELECT CAST(COALESCE(sum(qty), 0) AS BIGINT) FROM goods_drawn WHERE society_id = $1 AND card = $2";
    ENTRY = "SELECT e.kind, e.bytes, COALESCE(r.seq, -1) FROM register_entry e LEFT JOIN reversal r ON r.society_id = e.society_id AND r.of_desk = e.desk_id AND r.of_seq = e.seq WHERE e.society_id = $1 AND e.desk_id = $2 AND e.seq = $3";
    BACK = "SELECT line, qty FROM goods_back WHERE society_id = $1 AND of_desk = $2 AND of_seq = $3 AND qty <> 0 ORDER BY line";
    OWED = "SELECT balance FROM goods_party WHERE society_id = $1 AND activity = $2 AND debtor = $3 AND party = $4";
    CASH = "SELECT amount FROM member_cash WHERE society_id = $1 AND member_key = $2 AND date = $3 AND way = 2";
    SHORT = "SELECT item, batch FROM goods_stock WHERE society_id = $1 AND qty < 0 ORDER BY item, batch";
    VALUES = "SELECT item, CAST(sum(value) AS BIGINT) FROM goods_stock WHERE society_id = $1 GROUP BY item";
    // dealt, and not taken back since
    DEALT_ACTIVITY = "SELECT count(*) FROM goods_bill m LEFT JOIN reversal r ON r.society_id = m.society_id AND r.of_desk = m.desk_id AND r.of_seq = m.seq WHERE m.society_id = $1 AND m.activity = $2 AND r.seq IS NULL AND m.kind <> 'trade.reversed'";
    MOVED_SINCE = moved!("item", "<> 'trade.reversed'");
    MOVED_IN = moved!("godown", "<> 'trade.reversed'");
    ISSUED_SINCE = moved!("item", "= 'trade.ration-issued'");
}

/// What stands of a kind of setting, the last of each code.
fn last_of<T: DeserializeOwned>(
    t: &mut Tx<'_>,
    society: SocietyId,
    what: &str,
    code: Option<&str>,
) -> Result<Vec<T>, Error> {
    let rows = set(t, society, what, code)?;
    let latest: BTreeMap<String, T> = rows.into_iter().collect();
    Ok(latest.into_values().collect())
}

/// Every row of a kind of setting that was not taken back, in the order they were entered.
fn set<T: DeserializeOwned>(
    t: &mut Tx<'_>,
    society: SocietyId,
    what: &str,
    code: Option<&str>,
) -> Result<Vec<(String, T)>, Error> {
    let read = |r: &sql::Row<'_>| Some((r.text(0).to_owned(), serde_json::from_str(r.text(1)).ok()?));
    let all = match code {
        Some(code) => t.rows(ONE_SET, &[society.0.into(), what.into(), code.into()], read)?,
        None => t.rows(ALL_SET, &[society.0.into(), what.into()], read)?,
    };
    Ok(all.into_iter().flatten().collect())
}

/// The activities as they stand now.
///
/// # Errors
/// The store's.
pub fn activities(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Activity>, Error> {
    last_of(t, society, "activity", None)
}

/// The items as they stand now, by code.
///
/// # Errors
/// The store's.
pub fn items(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Item>, Error> {
    last_of(t, society, "item", None)
}

/// The godowns as they stand now.
///
/// # Errors
/// The store's.
pub fn godowns(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Godown>, Error> {
    last_of(t, society, "godown", None)
}

/// The ration cards as they stand now.
///
/// # Errors
/// The store's.
pub fn cards(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<RationCard>, Error> {
    last_of(t, society, "card", None)
}

/// The price list: every row, of one item or of all.
///
/// # Errors
/// The store's.
pub fn prices(t: &mut Tx<'_>, society: SocietyId, item: Option<&str>) -> Result<Vec<PriceRow>, Error> {
    Ok(set(t, society, "price", item)?.into_iter().map(|r| r.1).collect())
}

/// Entitlements: every row, of one item or of all.
///
/// # Errors
/// The store's.
pub fn entitlements(t: &mut Tx<'_>, society: SocietyId, item: Option<&str>) -> Result<Vec<Entitlement>, Error> {
    Ok(set(t, society, "entitlement", item)?.into_iter().map(|r| r.1).collect())
}

/// What a command names: only this is read.
#[derive(Clone, Debug, Default)]
pub struct Named<'a> {
    /// Activity.
    pub activity: &'a str,
    /// Items.
    pub items: Vec<&'a str>,
    /// Godowns.
    pub godowns: Vec<&'a str>,
    /// Heads beside those of the activity.
    pub heads: Vec<&'a str>,
    /// Parties.
    pub parties: Vec<&'a Party>,
    /// Number or code the command would take.
    pub number: &'a str,
    /// Supplier, number and day of his bill.
    pub bill: Option<(&'a Party, &'a str, Date)>,
    /// Ration card, and the first day of the month.
    pub card: Option<(&'a str, Date)>,
    /// Entry of the bill a return names.
    pub entry: Option<(i64, i64)>,
    /// Whose debt is settled: a customer's (`true`) or one to a supplier.
    pub debt: Option<(&'a Party, bool)>,
}

/// Stock, lists and debts as a decision on these names must see them. A return brings what its bill names with it.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn stock_view(t: &mut Tx<'_>, society: SocietyId, named: &Named<'_>) -> Result<StockView, Error> {
    let id = society.0;
    let mut view = StockView::default();
    if let Some(entry) = named.entry {
        let (event, reversed) = placed(t, society, entry)?;
        let lines = t.rows(BACK, &[id.into(), entry.0.into(), entry.1.into()], |r| (r.int(0), Milli(r.int(1))))?;
        let back = lines.into_iter().filter_map(|(l, q)| Some((usize::try_from(l).ok()?, q))).collect();
        view.bill = event.map(|event| BillView { event, reversed, back });
    }
    let of_bill = view.bill.as_ref().map(|b| b.event.clone());
    let code = of_bill.as_ref().and_then(TradeEvent::activity).unwrap_or(named.activity);
    view.activity = last_of::<Activity>(t, society, "activity", Some(code))?.pop();
    let moved = of_bill.iter().flat_map(effects::moves).collect::<Vec<_>>();
    let codes: BTreeSet<&str> = named.items.iter().copied().chain(moved.iter().map(|m| &m.item[..])).collect();
    for code in codes {
        view.items.extend(last_of::<Item>(t, society, "item", Some(code))?);
        view.prices.extend(prices(t, society, Some(code))?);
        view.stock.extend(t.rows(STOCK, &[id.into(), code.into()], goods_row)?);
        view.entitlements.extend(entitlements(t, society, Some(code))?);
    }
    let godowns: BTreeSet<&str> = named.godowns.iter().copied().chain(moved.iter().map(|m| &m.godown[..])).collect();
    for code in godowns {
        view.godowns.extend(last_of::<Godown>(t, society, "godown", Some(code))?);
    }
    let mut heads: BTreeSet<String> = named.heads.iter().map(|h| (*h).to_owned()).collect();
    if let Some(a) = &view.activity {
        let h = &a.heads;
        let own = [&h.stock, &h.sales, &h.cost, &h.shortage, &h.surplus, &h.debtors, &h.creditors, &h.gst_in];
        heads.extend(own.into_iter().chain([&h.gst_out]).cloned());
    }
    for code in heads {
        view.heads.extend(t.first(HEAD, &[id.into(), (&code).into()], |r| r.text(0).to_owned())?);
    }
    let parties = of_bill.iter().flat_map(|e| effects::parties(e).into_iter().map(|c| c.party)).collect::<Vec<_>>();
    for party in named.parties.iter().copied().chain(&parties) {
        if let Some(no) = member(t, society, party)? {
            view.members.push(no);
        }
    }
    let (series, n) = bill_of_number(named.number);
    view.exists = t.first(NUMBER, &[id.into(), series.into(), n.into()], |r| r.int(0) > 0)?.unwrap_or(false)
        || (named.activity == named.number && view.activity.is_some());
    rest(t, society, named, &mut view)?;
    Ok(view)
}

/// The register's own number of a member named, if there is one.
fn member(t: &mut Tx<'_>, society: SocietyId, party: &Party) -> Result<Option<String>, Error> {
    let Party::Member(no) = party else { return Ok(None) };
    t.first(MEMBER, &[society.0.into(), (&no_key(no)).into()], |r| r.text(0).to_owned())
}

fn rest(t: &mut Tx<'_>, society: SocietyId, named: &Named<'_>, view: &mut StockView) -> Result<(), Error> {
    let id = society.0;
    if let Some((supplier, bill, day)) = named.bill {
        // numbers of bills begin anew every financial year
        let year = FinancialYear::of(day).0;
        let (from, to) = (format!("{year:04}-04-01"), format!("{:04}-03-31", year + 1));
        let key = supplier.key();
        let of = [id.into(), (&key).into(), bill.trim().into(), (&from).into(), (&to).into()];
        view.bill_of = t.first(BILL_OF, &of, |r| format!("{}/{}", r.text(0), r.int(1)))?;
    }
    if let Some((no, month)) = named.card {
        let found = last_of::<RationCard>(t, society, "card", Some(no))?.pop();
        let (key, month) = (no_key(no), month.to_string());
        let of = [id.into(), (&key).into(), (&month).into()];
        let drawn = t.rows(DRAWN, &of, |r| (r.text(0).to_owned(), Milli(r.int(1))))?;
        view.card = found.map(|card| CardView { card, drawn });
    }
    if let Some((party, debtor)) = named.debt {
        view.owed = owed(t, society, named.activity, party, debtor)?;
    }
    Ok(())
}

fn owed(t: &mut Tx<'_>, society: SocietyId, activity: &str, party: &Party, debtor: bool) -> Result<Paise, Error> {
    let key = party.key();
    let of = [society.0.into(), activity.into(), i64::from(debtor).into(), (&key).into()];
    Ok(t.first(OWED, &of, |r| Paise(r.int(0)))?.unwrap_or(Paise::ZERO))
}

/// An entry of this room, and whether it was taken back.
fn placed(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<(Option<TradeEvent>, bool), Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into()];
    let found = t.first(ENTRY, &place, |r| (r.text(0).to_owned(), r.bytes(1).to_vec(), r.int(2) >= 0))?;
    let Some((kind, bytes, reversed)) = found else { return Ok((None, false)) };
    let event = match Event::decode(&kind, &bytes)? {
        Event::Trade(event) => Some(*event),
        _ => None,
    };
    Ok((event, reversed))
}

/// The next number of a series, `FERT/S26` gives `FERT/S26/13`.
///
/// # Errors
/// The store's.
pub fn next_number(t: &mut Tx<'_>, society: SocietyId, series: &str) -> Result<String, Error> {
    let last = t.first(LAST, &[society.0.into(), series.into()], |r| r.int(0))?.unwrap_or(0);
    Ok(format!("{series}/{}", last + 1))
}

/// Cash received of a party on a day, otherwise than as loan or deposit, paise.
///
/// # Errors
/// The store's.
pub fn cash_received(t: &mut Tx<'_>, society: SocietyId, party: &Party, day: Date) -> Result<Paise, Error> {
    let (key, day) = (cash_key_of(party), day.to_string());
    let found = t.first(CASH, &[society.0.into(), (&key).into(), (&day).into()], |r| Paise(r.int(0)))?;
    Ok(found.unwrap_or(Paise::ZERO))
}

/// An entry of this room to be taken back, with the batches and debts it changed as they are today.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn trade_event_view(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<EventView, Error> {
    let (event, reversed) = placed(t, society, entry)?;
    let mut view = EventView { event, reversed, ..EventView::default() };
    let Some(event) = view.event.clone() else { return Ok(view) };
    let back = t.rows(BACK, &[society.0.into(), entry.0.into(), entry.1.into()], |r| r.int(1))?;
    view.later = !back.is_empty() || stands_on(t, society, entry, &event)?;
    let items: BTreeSet<String> = effects::moves(&event).into_iter().map(|m| m.item).collect();
    for item in items {
        view.stock.extend(t.rows(STOCK, &[society.0.into(), (&item).into()], goods_row)?);
    }
    let mut seen = BTreeSet::new();
    for c in effects::parties(&event) {
        if seen.insert((c.activity.clone(), c.party.key(), c.debtor)) {
            let by = owed(t, society, &c.activity, &c.party, c.debtor)?;
            view.owed.push(PartyChange { by, ..c });
        }
    }
    Ok(view)
}

/// Something was dealt under a setting since.
fn stands_on(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64), event: &TradeEvent) -> Result<bool, Error> {
    let id = society.0;
    let since = |t: &mut Tx<'_>, sql, code: &str| {
        t.first(sql, &[id.into(), code.into(), entry.0.into(), entry.1.into()], |r| r.int(0) > 0)
    };
    let found = match event {
        TradeEvent::ActivityOpened(s) => {
            let dealt = t.first(DEALT_ACTIVITY, &[id.into(), (&s.is.code).into()], |r| r.int(0) > 0)?;
            Some(dealt == Some(true) || items(t, society)?.iter().any(|i| i.activity == s.is.code))
        }
        TradeEvent::ItemSet(s) => since(t, MOVED_SINCE, &s.is.code)?,
        TradeEvent::PriceSet(s) => since(t, MOVED_SINCE, &s.is.item)?,
        TradeEvent::EntitlementSet(s) => since(t, ISSUED_SINCE, &s.is.item)?,
        TradeEvent::GodownSet(s) => since(t, MOVED_IN, &s.is.code)?,
        TradeEvent::CardSet(s) => t.first(DREW, &[id.into(), (&no_key(&s.is.no)).into()], |r| r.int(0) != 0)?,
        _ => None,
    };
    Ok(found.unwrap_or(false))
}

/// Items of which less than nothing is in stock, with their batch: for the day's end.
///
/// # Errors
/// The store's.
pub fn short_stock(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<String>, Error> {
    t.rows(SHORT, &[society.0.into()], |r| format!("{} {}", r.text(0), r.text(1)))
}

/// Value of the stock by the head it stands on, paise, counted over all batches.
///
/// # Errors
/// The store's.
pub fn stock_by_head(t: &mut Tx<'_>, society: SocietyId) -> Result<BTreeMap<String, Paise>, Error> {
    let activities = activities(t, society)?;
    if activities.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut out: BTreeMap<String, Paise> = activities.iter().map(|a| (a.heads.stock.clone(), Paise::ZERO)).collect();
    let of: BTreeMap<String, String> = items(t, society)?.into_iter().map(|i| (i.code, i.activity)).collect();
    for (item, value) in t.rows(VALUES, &[society.0.into()], |r| (r.text(0).to_owned(), Paise(r.int(1))))? {
        let found = of.get(&item).and_then(|code| activities.iter().find(|a| a.code == *code));
        *out.entry(found.map_or_else(String::new, |a| a.heads.stock.clone())).or_default() += value;
    }
    out.retain(|head, value| !head.is_empty() || !value.is_zero());
    Ok(out)
}

/// All batches of an item.
///
/// # Errors
/// The store's.
pub fn stock_of(t: &mut Tx<'_>, society: SocietyId, item: &str) -> Result<Vec<Stock>, Error> {
    t.rows(STOCK, &[society.0.into(), item.into()], goods_row)
}
