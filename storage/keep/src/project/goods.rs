//! Goods: what was set, stock by batch, the stock ledger, bills, debts, ration drawn, what came back. All by the domain's own effects.

use super::{Placed, Projector};
use crate::Event;
use crate::codec::no_key;
use credit::law::CashWay;
use kernel::{Paise, SocietyId};
use sql::{Error, Tx};
use std::collections::BTreeSet;
use trade::effects::{self, Stocks};
use trade::terms::Stock;
use trade::{Leg, Means, Milli, Party, TradeEvent};

sql::statements! {
    SET = "INSERT INTO goods_set (society_id, what, code, desk_id, seq, body) VALUES ($1, $2, $3, $4, $5, $6)";
    BATCH = "SELECT item, batch, godown, expiry, received, qty, value FROM goods_stock WHERE society_id = $1 AND item = $2 AND batch = $3";
    STOCK = "INSERT INTO goods_stock (society_id, item, batch, godown, expiry, received, qty, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (society_id, item, batch, godown) DO UPDATE SET expiry = excluded.expiry, received = excluded.received, qty = excluded.qty, value = excluded.value";
    MOVE = "INSERT INTO goods_move (society_id, desk_id, seq, line, activity, item, godown, batch, date, qty, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    BILL = "INSERT INTO goods_bill (society_id, desk_id, seq, kind, activity, date, series, n, party, bill, bill_date, amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    PARTY = "INSERT INTO goods_party (society_id, activity, debtor, party, balance) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, activity, debtor, party) DO UPDATE SET balance = goods_party.balance + excluded.balance";
    DEBT = "INSERT INTO goods_debt (society_id, desk_id, seq, line, activity, debtor, party, date, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    DRAWN = "INSERT INTO goods_drawn (society_id, card, month, item, qty) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, card, month, item) DO UPDATE SET qty = goods_drawn.qty + excluded.qty";
    BACK = "INSERT INTO goods_back (society_id, of_desk, of_seq, line, qty) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, of_desk, of_seq, line) DO UPDATE SET qty = goods_back.qty + excluded.qty";
    CASH = "INSERT INTO member_cash (society_id, member_key, date, way, amount) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, member_key, date, way) DO UPDATE SET amount = member_cash.amount + excluded.amount";
}

/// A number of a bill by its series and place in it: `FERT/S26/12` is 12 of `FERT/S26`.
pub(crate) fn split(number: &str) -> (&str, i64) {
    match number.rsplit_once('/').map(|(series, n)| (series, n.parse())) {
        Some((series, Ok(n))) => (series, n),
        _ => (number, 0),
    }
}

/// Key under which cash received of a party is counted: a member's number, or a name that no number can be.
pub(crate) fn cash_key(party: &Party) -> String {
    match party {
        Party::Member(no) => no_key(no),
        Party::Named(_) => party.key().to_uppercase(),
    }
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        let Event::Trade(event) = e.event else { continue };
        if let Some((what, code, body)) = setting(event) {
            let place = [p.society.0.into(), what.into(), code.into(), p.desk.0.into(), e.seq.0.into(), (&body).into()];
            t.exec(SET, &place)?;
        }
        stock(t, p, e, event)?;
        bill(t, p, e, event)?;
        debts(t, p, e, event)?;
        for d in effects::draws(event) {
            let (card, month) = (no_key(&d.card), d.month.to_string());
            let row = [p.society.0.into(), (&card).into(), (&month).into(), (&d.item).into(), d.by.0.into()];
            t.exec(DRAWN, &row)?;
        }
        for ((desk, seq), line, qty) in effects::backs(event) {
            let line = i64::try_from(line).unwrap_or(i64::MAX);
            t.exec(BACK, &[p.society.0.into(), desk.into(), seq.into(), line.into(), qty.0.into()])?;
        }
        cash(t, p.society, event)?;
    }
    Ok(())
}

/// What a setting sets, under which code, as JSON.
fn setting(event: &TradeEvent) -> Option<(&'static str, &str, String)> {
    fn json<T: serde::Serialize>(is: &T) -> String {
        serde_json::to_string(is).expect("plain data")
    }
    Some(match event {
        TradeEvent::ActivityOpened(s) | TradeEvent::ActivityChanged(s) => ("activity", &s.is.code, json(&s.is)),
        TradeEvent::ItemSet(s) => ("item", &s.is.code, json(&s.is)),
        TradeEvent::GodownSet(s) => ("godown", &s.is.code, json(&s.is)),
        TradeEvent::PriceSet(s) => ("price", &s.is.item, json(&s.is)),
        TradeEvent::EntitlementSet(s) => ("entitlement", &s.is.item, json(&s.is)),
        TradeEvent::CardSet(s) => ("card", &s.is.no, json(&s.is)),
        _ => return None,
    })
}

/// A row of `goods_stock`, without the society.
pub(crate) fn stock_row(r: &sql::Row<'_>) -> Stock {
    Stock {
        item: r.text(0).to_owned(),
        batch: r.text(1).to_owned(),
        godown: r.text(2).to_owned(),
        expiry: r.opt_text(3).and_then(|d| d.parse().ok()),
        received: r.int(4),
        qty: Milli(r.int(5)),
        value: Paise(r.int(6)),
    }
}

/// Order of arrival over all logs: a further desk begins after the old ones have ended. A log has fewer than 2^40 entries.
fn arrival(desk: i64, seq: i64) -> i64 {
    ((desk - 1) << 40) + seq
}

/// The batches an event touches are read, the domain adds the event to them, and what changed is written: the stock is the domain's own
/// fold. The entry's position stands for the order of arrival.
fn stock(t: &mut Tx<'_>, p: &Projector<'_>, e: &Placed<'_>, event: &TradeEvent) -> Result<(), Error> {
    let moves = effects::moves(event);
    let told = effects::expiries(event).into_iter().map(|(item, batch, _)| (item, batch));
    let touched: BTreeSet<(String, String)> =
        moves.iter().map(|m| (m.item.clone(), m.batch.clone())).chain(told).collect();
    let mut stocks = Stocks::new();
    for (item, batch) in touched {
        for s in t.rows(BATCH, &[p.society.0.into(), (&item).into(), (&batch).into()], stock_row)? {
            stocks.insert((s.item.clone(), s.godown.clone(), s.batch.clone()), s);
        }
    }
    effects::add(&mut stocks, event, arrival(p.desk.0, e.seq.0));
    for s in stocks.values() {
        let expiry = s.expiry.map(|d| d.to_string());
        let row = [
            p.society.0.into(),
            (&s.item).into(),
            (&s.batch).into(),
            (&s.godown).into(),
            expiry.as_deref().into(),
            s.received.into(),
            s.qty.0.into(),
            s.value.0.into(),
        ];
        t.exec(STOCK, &row)?;
    }
    let (date, activity) = (event.date().to_string(), event.activity().unwrap_or_default());
    for (line, m) in (0i64..).zip(&moves) {
        let row = [
            p.society.0.into(),
            p.desk.0.into(),
            e.seq.0.into(),
            line.into(),
            activity.into(),
            (&m.item).into(),
            (&m.godown).into(),
            (&m.batch).into(),
            (&date).into(),
            m.qty.0.into(),
            m.value.0.into(),
        ];
        t.exec(MOVE, &row)?;
    }
    Ok(())
}

/// What a bill comes to: of its legs, or where it has none of what it moves.
fn amount(event: &TradeEvent) -> Paise {
    effects::lines(event).iter().map(|l| l.debit).max().unwrap_or(Paise::ZERO)
}

fn bill(t: &mut Tx<'_>, p: &Projector<'_>, e: &Placed<'_>, event: &TradeEvent) -> Result<(), Error> {
    let Some(number) = event.number() else { return Ok(()) };
    let none = (None, "", None);
    let (party, bill, bill_date) = match event {
        TradeEvent::Purchased(e) => (Some(e.supplier.key()), &e.bill[..], Some(e.bill_date)),
        TradeEvent::PurchaseReturned(e) => (Some(e.supplier.key()), "", None),
        TradeEvent::SaleReturned(e) => (e.customer.as_ref().map(Party::key), "", None),
        TradeEvent::Settled(e) => (Some(e.party.key()), "", None),
        TradeEvent::RationIssued(e) => (Some(format!("c:{}", e.card)), "", None),
        _ => event.sale().map_or(none, |s| (s.customer.as_ref().map(Party::key), "", None)),
    };
    // a reversal bears the number of what it takes back and is no number of the series itself
    let (series, n) = if matches!(event, TradeEvent::Reversed(_)) { (number, 0) } else { split(number) };
    let (date, bill_date) = (event.date().to_string(), bill_date.map_or_else(String::new, |d| d.to_string()));
    let party = party.unwrap_or_default();
    let row = [
        p.society.0.into(),
        p.desk.0.into(),
        e.seq.0.into(),
        event.kind().into(),
        event.activity().unwrap_or_default().into(),
        (&date).into(),
        series.into(),
        n.into(),
        (&party).into(),
        bill.trim().into(),
        (&bill_date).into(),
        amount(event).0.into(),
    ];
    t.exec(BILL, &row)
}

fn debts(t: &mut Tx<'_>, p: &Projector<'_>, e: &Placed<'_>, event: &TradeEvent) -> Result<(), Error> {
    let date = event.date().to_string();
    for (line, c) in (0i64..).zip(effects::parties(event)) {
        let (debtor, party) = (i64::from(c.debtor), c.party.key());
        let row = [p.society.0.into(), (&c.activity).into(), debtor.into(), (&party).into(), c.by.0.into()];
        t.exec(PARTY, &row)?;
        let row = [
            p.society.0.into(),
            p.desk.0.into(),
            e.seq.0.into(),
            line.into(),
            (&c.activity).into(),
            debtor.into(),
            (&party).into(),
            (&date).into(),
            c.by.0.into(),
        ];
        t.exec(DEBT, &row)?;
    }
    Ok(())
}

/// Cash received of whom, on which day; a reversal takes it off the day it was received on.
fn received(event: &TradeEvent) -> Option<(&Party, kernel::Date, Paise)> {
    let sum = |legs: &[Leg]| legs.iter().filter(|l| l.means == Means::Cash).map(|l| l.amount).sum::<Paise>();
    match event {
        TradeEvent::Settled(e) if e.debtor => Some((&e.party, e.date, sum(&e.legs))),
        TradeEvent::Reversed(e) => received(&e.was).map(|(who, day, amount)| (who, day, -amount)),
        _ => event.sale().and_then(|s| Some((s.customer.as_ref()?, s.date, sum(&s.legs)))),
    }
}

fn cash(t: &mut Tx<'_>, society: SocietyId, event: &TradeEvent) -> Result<(), Error> {
    let Some((party, day, amount)) = received(event).filter(|r| !r.2.is_zero()) else { return Ok(()) };
    let (key, date) = (cash_key(party), day.to_string());
    let way = CashWay::Receiving as i64;
    t.exec(CASH, &[society.0.into(), (&key).into(), (&date).into(), way.into(), amount.0.into()])
}
