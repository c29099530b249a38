//! What an event posts, moves, owes and draws. Total: it cannot fail. A reversal is all of it with changed signs.

use crate::acts::{Pick, PurchaseReturned, Purchased, SaleReturned, Sold, StockTaken};
use crate::event::TradeEvent;
use crate::terms::{Leg, Means, Milli, Party, Rounding, Stock};
use books::Line;
use kernel::{Date, Paise};
use std::collections::BTreeMap;

/// A change of one batch in one godown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Item.
    pub item: String,
    /// Godown.
    pub godown: String,
    /// Batch.
    pub batch: String,
    /// More than nothing where it comes in.
    pub qty: Milli,
    /// Its cost with the same sign, paise.
    pub value: Paise,
}

/// A change of what a party owes (`debtor`) or is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyChange {
    /// Activity.
    pub activity: String,
    /// Who.
    pub party: Party,
    /// Owes the society; else the society owes.
    pub debtor: bool,
    /// By how much, paise.
    pub by: Paise,
}

/// A change of what a card has drawn in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Card.
    pub card: String,
    /// First day of the month.
    pub month: Date,
    /// Item.
    pub item: String,
    /// By how much.
    pub by: Milli,
}

/// A part of a bill that came back, by line: of the sale or purchase at `entry`.
pub type Back = ((i64, i64), usize, Milli);

/// Collects lines: a debit where more than nothing, a credit where less, none of nothing.
struct Ledger(Vec<Line>);

impl Ledger {
    fn side(&mut self, head: &str, amount: Paise) {
        if !amount.is_zero() {
            let (debit, credit) = (amount.max(Paise::ZERO), (-amount).max(Paise::ZERO));
            self.0.push(Line { head: head.to_owned(), debit, credit, source: None });
        }
    }

    /// Legs on one side, the rounding with the bill's own sign on the other.
    fn settle(&mut self, legs: &[Leg], rounding: Option<&Rounding>, sign: i64) {
        legs.iter().for_each(|l| self.side(&l.head, Paise(sign * l.amount.0)));
        if let Some(r) = rounding {
            self.side(&r.head, Paise(-sign * r.amount.0));
        }
    }
}

/// The lines an event posts: debits equal credits, none has an amount of nothing. None where only settings or places change.
#[must_use]
pub fn lines(event: &TradeEvent) -> Vec<Line> {
    let mut out = Ledger(Vec::new());
    match event {
        TradeEvent::StockBroughtForward(e) => {
            let value: Paise = e.lines.iter().map(|l| l.value).sum();
            out.side(&e.heads.stock, value);
            out.side(&e.other_head, -value);
        }
        TradeEvent::Purchased(e) => bought(&mut out, e),
        TradeEvent::Sold(e) => sold(&mut out, e),
        TradeEvent::RationIssued(e) => sold(&mut out, &e.sale),
        TradeEvent::SaleReturned(e) => sale_back(&mut out, e),
        TradeEvent::PurchaseReturned(e) => purchase_back(&mut out, e),
        TradeEvent::StockTaken(e) => taken(&mut out, e),
        TradeEvent::Settled(e) => {
            let sign = if e.debtor { 1 } else { -1 };
            out.settle(&e.legs, None, sign);
            out.side(&e.head, Paise(-sign * sum(&e.legs).0));
        }
        TradeEvent::Reversed(e) => {
            let turned = |l: Line| Line { debit: l.credit, credit: l.debit, ..l };
            return lines(&e.was).into_iter().map(turned).collect();
        }
        TradeEvent::GoodsMoved(_)
        | TradeEvent::ActivityOpened(_)
        | TradeEvent::ActivityChanged(_)
        | TradeEvent::ItemSet(_)
        | TradeEvent::GodownSet(_)
        | TradeEvent::PriceSet(_)
        | TradeEvent::EntitlementSet(_)
        | TradeEvent::CardSet(_) => {}
    }
    out.0
}

fn sum(legs: &[Leg]) -> Paise {
    legs.iter().map(|l| l.amount).sum()
}

fn cost(picks: &[Pick]) -> Paise {
    picks.iter().map(|p| p.cost).sum()
}

fn bought(out: &mut Ledger, e: &Purchased) {
    out.side(&e.heads.stock, e.lines.iter().map(|l| e.cost(l)).sum());
    if e.claimed {
        out.side(&e.heads.gst_in, e.lines.iter().map(|l| l.tax.total()).sum());
    }
    out.settle(&e.legs, e.rounding.as_ref(), -1);
}

fn sold(out: &mut Ledger, e: &Sold) {
    out.settle(&e.legs, e.rounding.as_ref(), 1);
    out.side(&e.heads.sales, -e.lines.iter().map(|l| l.taxable).sum::<Paise>());
    out.side(&e.heads.gst_out, -e.lines.iter().map(|l| l.tax.total()).sum::<Paise>());
    let cost: Paise = e.lines.iter().map(|l| cost(&l.picks)).sum();
    out.side(&e.heads.cost, cost);
    out.side(&e.heads.stock, -cost);
}

fn sale_back(out: &mut Ledger, e: &SaleReturned) {
    out.side(&e.heads.sales, e.lines.iter().map(|l| l.taxable).sum());
    out.side(&e.heads.gst_out, e.lines.iter().map(|l| l.tax.total()).sum());
    out.settle(&e.legs, e.rounding.as_ref(), -1);
    let cost: Paise = e.lines.iter().map(|l| cost(&l.picks)).sum();
    out.side(&e.heads.stock, cost);
    out.side(&e.heads.cost, -cost);
}

fn purchase_back(out: &mut Ledger, e: &PurchaseReturned) {
    out.settle(&e.legs, e.rounding.as_ref(), 1);
    let tax: Paise = e.lines.iter().map(|l| l.tax.total()).sum();
    let mut allowed: Paise = e.lines.iter().map(|l| l.taxable).sum();
    if e.claimed {
        out.side(&e.heads.gst_in, -tax);
    } else {
        allowed += tax;
    }
    let cost: Paise = e.lines.iter().map(|l| l.pick.cost).sum();
    out.side(&e.heads.stock, -cost);
    // Freight, or the mean of a batch bought at two rates: what the goods cost more (or less) than is allowed for them.
    out.side(&e.heads.cost, cost - allowed);
}

fn taken(out: &mut Ledger, e: &StockTaken) {
    let short: Paise = e.lines.iter().map(|l| (-l.value).max(Paise::ZERO)).sum();
    let over: Paise = e.lines.iter().map(|l| l.value.max(Paise::ZERO)).sum();
    out.side(&e.heads.shortage, short);
    out.side(&e.heads.stock, -short);
    out.side(&e.heads.stock, over);
    out.side(&e.heads.surplus, -over);
}

/// What an event moves, in its own order: the sum over a batch is its stock. None of nothing.
#[must_use]
pub fn moves(event: &TradeEvent) -> Vec<Move> {
    let to = |item: &str, p: &Pick, sign: i64| Move {
        item: item.to_owned(),
        godown: p.godown.clone(),
        batch: p.batch.clone(),
        qty: Milli(sign * p.qty.0),
        value: Paise(sign * p.cost.0),
    };
    let whole = |item: &str, godown: &str, batch: &str, qty: Milli, value: Paise| Move {
        item: item.to_owned(),
        godown: godown.to_owned(),
        batch: batch.to_owned(),
        qty,
        value,
    };
    let out = |s: &Sold| s.lines.iter().flat_map(|l| l.picks.iter().map(|p| to(&l.item, p, -1))).collect();
    let mut all: Vec<Move> = match event {
        TradeEvent::StockBroughtForward(e) => {
            e.lines.iter().map(|l| whole(&l.item, &l.godown, &l.batch, l.qty, l.value)).collect()
        }
        TradeEvent::Purchased(e) => {
            e.lines.iter().map(|l| whole(&l.item, &l.godown, &l.batch, l.qty, e.cost(l))).collect()
        }
        TradeEvent::Sold(e) => out(e),
        TradeEvent::RationIssued(e) => out(&e.sale),
        TradeEvent::SaleReturned(e) => e.lines.iter().flat_map(|l| l.picks.iter().map(|p| to(&l.item, p, 1))).collect(),
        TradeEvent::PurchaseReturned(e) => e.lines.iter().map(|l| to(&l.item, &l.pick, -1)).collect(),
        TradeEvent::GoodsMoved(e) => {
            let one = |l: &crate::acts::MovedLine, at: &str, s: i64| {
                whole(&l.item, at, &l.batch, Milli(s * l.qty.0), Paise(s * l.value.0))
            };
            e.lines.iter().flat_map(|l| [one(l, &e.from, -1), one(l, &e.to, 1)]).collect()
        }
        TradeEvent::StockTaken(e) => {
            e.lines.iter().map(|l| whole(&l.item, &e.godown, &l.batch, l.counted - l.book, l.value)).collect()
        }
        TradeEvent::Reversed(e) => {
            let turned = |m: Move| Move { qty: -m.qty, value: -m.value, ..m };
            moves(&e.was).into_iter().map(turned).collect()
        }
        _ => Vec::new(),
    };
    all.retain(|m| !m.qty.is_zero() || !m.value.is_zero());
    all
}

/// What an event changes of debts: its legs on credit, and payments of them.
#[must_use]
pub fn parties(event: &TradeEvent) -> Vec<PartyChange> {
    let owed = |activity: &str, legs: &[Leg], debtor: bool, sign: i64| -> Vec<PartyChange> {
        let on_credit = legs.iter().filter(|l| l.means == Means::Credit);
        let one = |l: &Leg| {
            let by = Paise(sign * l.amount.0);
            Some(PartyChange { activity: activity.to_owned(), party: l.party.clone()?, debtor, by })
        };
        on_credit.filter_map(one).collect()
    };
    match event {
        TradeEvent::Purchased(e) => owed(&e.activity, &e.legs, false, 1),
        TradeEvent::PurchaseReturned(e) => owed(&e.activity, &e.legs, false, -1),
        TradeEvent::Sold(e) => owed(&e.activity, &e.legs, true, 1),
        TradeEvent::RationIssued(e) => owed(&e.sale.activity, &e.sale.legs, true, 1),
        TradeEvent::SaleReturned(e) => owed(&e.activity, &e.legs, true, -1),
        TradeEvent::Settled(e) => {
            let (activity, party) = (e.activity.clone(), e.party.clone());
            vec![PartyChange { activity, party, debtor: e.debtor, by: -sum(&e.legs) }]
        }
        TradeEvent::Reversed(e) => parties(&e.was).into_iter().map(|c| PartyChange { by: -c.by, ..c }).collect(),
        _ => Vec::new(),
    }
}

/// What an event draws on a ration card, or gives back to it.
#[must_use]
pub fn draws(event: &TradeEvent) -> Vec<Draw> {
    let one = |card: &str, month: Date, item: &str, by: Milli| Draw {
        card: card.to_owned(),
        month,
        item: item.to_owned(),
        by,
    };
    match event {
        TradeEvent::RationIssued(e) => e.sale.lines.iter().map(|l| one(&e.card, e.month, &l.item, l.qty)).collect(),
        TradeEvent::SaleReturned(e) => e.card.as_ref().map_or_else(Vec::new, |(card, month)| {
            e.lines.iter().map(|l| one(card, *month, &l.item, -l.qty)).collect()
        }),
        TradeEvent::Reversed(e) => draws(&e.was).into_iter().map(|d| Draw { by: -d.by, ..d }).collect(),
        _ => Vec::new(),
    }
}

/// What of an earlier bill came back by an event, line by line.
#[must_use]
pub fn backs(event: &TradeEvent) -> Vec<Back> {
    match event {
        TradeEvent::SaleReturned(e) => e.lines.iter().map(|l| (e.entry, l.line, l.qty)).collect(),
        TradeEvent::PurchaseReturned(e) => e.lines.iter().map(|l| (e.entry, l.line, l.pick.qty)).collect(),
        TradeEvent::Reversed(e) => backs(&e.was).into_iter().map(|(at, line, qty)| (at, line, -qty)).collect(),
        _ => Vec::new(),
    }
}

/// Batches an event names for the first time may have a day of expiry: item, batch, expiry.
#[must_use]
pub fn expiries(event: &TradeEvent) -> Vec<(String, String, Date)> {
    let one = |item: &String, batch: &String, expiry: Option<Date>| Some((item.clone(), batch.clone(), expiry?));
    match event {
        TradeEvent::StockBroughtForward(e) => e.lines.iter().filter_map(|l| one(&l.item, &l.batch, l.expiry)).collect(),
        TradeEvent::Purchased(e) => e.lines.iter().filter_map(|l| one(&l.item, &l.batch, l.expiry)).collect(),
        TradeEvent::StockTaken(e) => e.lines.iter().filter_map(|l| one(&l.item, &l.batch, l.expiry)).collect(),
        _ => Vec::new(),
    }
}

/// All batches by item, godown and batch, as a shadow holds them.
pub type Stocks = BTreeMap<(String, String, String), Stock>;

/// Adds what an event moves to the stock: how a projection and a proof do it. `at` is the place of the event in order. A batch that
/// lies somewhere keeps its expiry and its arrival, wherever it is moved; one of which nothing is left may come anew with another
/// expiry. Emptied batches stay, with nothing in hand.
pub fn add(stocks: &mut Stocks, event: &TradeEvent, at: i64) {
    for (item, batch, expiry) in expiries(event) {
        let mut of: Vec<&mut Stock> = stocks.values_mut().filter(|s| s.item == item && s.batch == batch).collect();
        if of.iter().all(|s| s.qty.is_zero()) {
            of.iter_mut().for_each(|s| (s.expiry, s.received) = (Some(expiry), at));
        }
    }
    let told = expiries(event);
    for m in moves(event) {
        let known = stocks.values().find(|s| s.item == m.item && s.batch == m.batch).map(|s| (s.expiry, s.received));
        let told = told.iter().find(|(i, b, _)| *i == m.item && *b == m.batch).map(|e| e.2);
        let (expiry, received) = known.unwrap_or((told, at));
        let key = (m.item.clone(), m.godown.clone(), m.batch.clone());
        let (item, godown, batch) = (m.item, m.godown, m.batch);
        let (qty, value) = (Milli::ZERO, Paise::ZERO);
        let s = stocks.entry(key).or_insert(Stock { item, godown, batch, expiry, received, qty, value });
        s.qty += m.qty;
        s.value += m.value;
    }
}
