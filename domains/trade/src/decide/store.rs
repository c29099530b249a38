//! In the godown and at the counter: moving, counting, settling debts.

use super::buy::{batch_of, expiry_of};
use super::{Context, MOST_MILLI, Other, Shelf, StockView, amount, fits, line_count, quantity, rupees, text};
use crate::acts::{CountedLine, GoodsMoved, MovedLine, Settled, StockTaken};
use crate::event::TradeEvent;
use crate::split::{at_cost, cost_of};
use crate::terms::{Item, Leg, Milli, Party, Stock};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One line of a movement as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveLine {
    /// Item.
    pub item: String,
    /// Batch; else what expires or came first.
    #[serde(default)]
    pub batch: Option<String>,
    /// Quantity.
    pub qty: Milli,
}

/// To move goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveGoods {
    /// Number of the slip, given by the door.
    pub number: String,
    /// Activity.
    pub activity: String,
    /// From this godown.
    pub from: String,
    /// To this one.
    pub to: String,
    /// Lines.
    pub lines: Vec<MoveLine>,
}

/// Moves goods from one godown to another with their cost. What has expired may be moved too (to be set apart).
///
/// # Errors
/// 4302 to 4307, 4309, 4322, 4323, 4337 (one godown twice).
pub fn move_goods(view: &StockView, c: &MoveGoods, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    view.fresh(&c.number)?;
    view.activity(&c.activity)?;
    view.godown(&c.from)?;
    view.godown(&c.to)?;
    if c.from == c.to {
        return Err(Refusal::new(4337).with("godown", &c.from));
    }
    line_count(c.lines.len())?;
    let mut shelf = Shelf::of(&view.stock);
    let mut lines = Vec::new();
    for l in &c.lines {
        let item = view.item(&c.activity, &l.item)?;
        quantity(item, l.qty)?;
        let picks = shelf.take(item, &c.from, l.batch.as_deref(), l.qty, None)?;
        let moved =
            |p: crate::acts::Pick| MovedLine { item: l.item.clone(), batch: p.batch, qty: p.qty, value: p.cost };
        lines.extend(picks.into_iter().map(moved));
    }
    Ok(vec![TradeEvent::GoodsMoved(GoodsMoved {
        number: c.number.clone(),
        date: context.today,
        activity: c.activity.clone(),
        from: c.from.clone(),
        to: c.to.clone(),
        lines,
    })])
}

/// One line of a count as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountLine {
    /// Item.
    pub item: String,
    /// Batch; left out for an item without batches, all of it in the godown was counted together.
    #[serde(default)]
    pub batch: Option<String>,
    /// For a batch of which the books have nothing: its day of expiry, where the item expires.
    #[serde(default)]
    pub expiry: Option<Date>,
    /// Counted; may be nothing.
    pub counted: Milli,
    /// For goods of which the books have nothing: their cost, paise.
    #[serde(default)]
    pub value: Option<Paise>,
}

/// To enter a count of stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Number of the sheet, given by the door.
    pub number: String,
    /// Activity.
    pub activity: String,
    /// Godown.
    pub godown: String,
    /// Lines; what is not named was not counted.
    pub lines: Vec<CountLine>,
    /// Why it differs.
    #[serde(default)]
    pub reason: String,
    /// Resolution of the board.
    #[serde(default)]
    pub resolution: String,
}

/// Enters a count. What is short leaves the stock at its cost, what is over comes in at the cost of its batch; both need a reason and a
/// resolution.
///
/// # Errors
/// 4302 (no reason or resolution), 4303 (also a batch counted twice), 4304 to 4309, 4318, 4319, 4321, 4331 (no value for goods the books
/// do not have).
pub fn count(view: &StockView, c: &Count, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    view.fresh(&c.number)?;
    let activity = view.activity(&c.activity)?;
    view.godown(&c.godown)?;
    line_count(c.lines.len())?;
    let mut shelf = Shelf::of(&view.stock);
    let mut lines = Vec::new();
    for l in &c.lines {
        let item = view.item(&c.activity, &l.item)?;
        if !(0..=MOST_MILLI).contains(&l.counted.0) || !fits(item, l.counted) {
            return Err(Refusal::new(4307).with("item", &l.item).with("qty", l.counted));
        }
        if l.batch.is_none() && !item.batches {
            lines.extend(together(view, c, l, item, &mut shelf)?);
        } else {
            lines.push(counted(c, l, item, &mut shelf)?);
        }
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = lines.iter().find(|l| !seen.insert((&l.item, &l.batch))) {
        return Err(Refusal::new(4303).with("code", &twice.batch));
    }
    let differs = lines.iter().any(|l| l.counted != l.book);
    if differs {
        text(&c.reason)?;
        text(&c.resolution)?;
    }
    let kept = |t: &String| if differs { t.clone() } else { String::new() };
    Ok(vec![TradeEvent::StockTaken(StockTaken {
        number: c.number.clone(),
        date: context.today,
        activity: c.activity.clone(),
        heads: activity.heads.clone(),
        godown: c.godown.clone(),
        lines,
        reason: kept(&c.reason),
        resolution: kept(&c.resolution),
    })])
}

/// One batch, counted.
fn counted(c: &Count, l: &CountLine, item: &Item, shelf: &mut Shelf) -> Result<CountedLine, Refusal> {
    let batch = batch_of(item, l.batch.as_deref(), &c.number)?;
    let (book, worth) = shelf.holding(&l.item, &c.godown, &batch);
    let mut line =
        CountedLine { item: l.item.clone(), batch, expiry: None, book, counted: l.counted, value: Paise::ZERO };
    if l.counted < book {
        line.value = -cost_of(worth, book, book - l.counted);
    } else if book.0 > 0 {
        let over = at_cost(worth, book, l.counted - book);
        line.value = over.ok_or_else(|| Refusal::new(4308).with("amount", rupees(worth)))?;
    } else if l.counted.0 > 0 {
        let unknown = || Refusal::new(4331).with("item", &l.item).with("batch", &line.batch);
        line.value = l.value.ok_or_else(unknown)?;
        amount(line.value)?;
        line.expiry = expiry_of(item, l.expiry)?;
        shelf.put(Stock {
            item: l.item.clone(),
            godown: c.godown.clone(),
            batch: line.batch.clone(),
            expiry: line.expiry,
            received: i64::MAX,
            qty: l.counted,
            value: line.value,
        })?;
    }
    Ok(line)
}

/// All of an item without batches: what is short leaves the oldest, what is over joins the latest.
fn together(
    view: &StockView,
    c: &Count,
    l: &CountLine,
    item: &Item,
    shelf: &mut Shelf,
) -> Result<Vec<CountedLine>, Refusal> {
    let here = |s: &&Stock| s.item == l.item && s.godown == c.godown && s.qty.0 > 0;
    let mut rows: Vec<&Stock> = view.stock.iter().filter(here).collect();
    rows.sort_by_key(|s| (s.received, &s.batch));
    let book: Milli = rows.iter().map(|s| s.qty).sum();
    let Some(last) = rows.last() else {
        return counted(c, l, item, shelf).map(|line| vec![line]);
    };
    let as_booked = |s: &&Stock| CountedLine {
        item: s.item.clone(),
        batch: s.batch.clone(),
        expiry: None,
        book: s.qty,
        counted: s.qty,
        value: Paise::ZERO,
    };
    let mut lines: Vec<CountedLine> = rows.iter().map(as_booked).collect();
    if l.counted >= book {
        let one = CountLine { batch: Some(last.batch.clone()), counted: last.qty + (l.counted - book), ..l.clone() };
        lines.pop();
        lines.push(counted(c, &one, item, shelf)?);
        return Ok(lines);
    }
    for p in shelf.take(item, &c.godown, None, book - l.counted, None)? {
        for line in lines.iter_mut().filter(|line| line.batch == p.batch) {
            (line.counted, line.value) = (line.book - p.qty, -p.cost);
        }
    }
    Ok(lines)
}

/// To enter that a debt was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// Number of the receipt or voucher, given by the door.
    pub number: String,
    /// Activity.
    pub activity: String,
    /// Who.
    pub party: Party,
    /// A customer who pays; else a supplier who is paid.
    pub debtor: bool,
    /// Paid, paise.
    pub amount: Paise,
    /// Money that moves.
    pub legs: Vec<Leg>,
}

/// Enters that a customer paid or that a supplier was paid, at most what is owed.
///
/// # Errors
/// 4302, 4303, 4304, 4308, 4324, 4326, 4327, 4336 (more than is owed), 4338.
pub fn settle(view: &StockView, c: &Settle, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    view.fresh(&c.number)?;
    let activity = view.activity(&c.activity)?;
    view.party(&c.party)?;
    amount(c.amount)?;
    if c.amount.is_zero() {
        return Err(Refusal::new(4308).with("amount", rupees(c.amount)));
    }
    if c.amount > view.owed {
        let no = Refusal::new(4336).with("party", c.party.text());
        return Err(no.with("owed", rupees(view.owed)).with("amount", rupees(c.amount)));
    }
    // One debt is not paid by another: no head takes a credit leg here.
    let other = Other { view, party: Some(&c.party), credit_head: "", kind: false };
    let legs = other.settle(&c.legs, c.amount, None)?;
    let head = if c.debtor { &activity.heads.debtors } else { &activity.heads.creditors };
    Ok(vec![TradeEvent::Settled(Settled {
        number: c.number.clone(),
        date: context.today,
        activity: c.activity.clone(),
        head: head.clone(),
        party: c.party.clone(),
        debtor: c.debtor,
        legs,
    })])
}
