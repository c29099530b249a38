//! Goods come in: from a supplier, or from the old books.

use super::{
    Context, Other, Shelf, StockView, amount, line_count, quantity, rate, rate_in_bounds, text, times, total, way,
};
use crate::acts::{BoughtLine, ForwardLine, Purchased, StockBroughtForward};
use crate::event::TradeEvent;
use crate::split::{shares, taxed};
use crate::terms::{GstRate, GstWay, Item, Leg, Milli, Party, Rounding, Stock, Supply};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// One line of a supplier's bill as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyLine {
    /// Item.
    pub item: String,
    /// Batch, where the item has one.
    #[serde(default)]
    pub batch: Option<String>,
    /// Last day it may be used, where the item expires.
    #[serde(default)]
    pub expiry: Option<Date>,
    /// Godown it goes to.
    pub godown: String,
    /// Quantity.
    pub qty: Milli,
    /// Paise for one unit, without tax.
    pub rate: Paise,
    /// Rate of GST on the bill, where it is not the one in force (a supplier who is not registered).
    #[serde(default)]
    pub gst: Option<GstRate>,
}

/// To enter a supplier's bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buy {
    /// Our number, given by the door.
    pub number: String,
    /// Activity.
    pub activity: String,
    /// Supplier.
    pub supplier: Party,
    /// Number of his bill.
    pub bill: String,
    /// Day of his bill.
    pub bill_date: Date,
    /// Within the State or across.
    #[serde(default)]
    pub supply: Supply,
    /// Lines.
    pub lines: Vec<BuyLine>,
    /// Freight and loading, paise: spread over the cost by the value of the lines.
    #[serde(default)]
    pub freight: Paise,
    /// To a whole rupee.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// How it is settled.
    pub legs: Vec<Leg>,
}

/// Enters a supplier's bill: goods at cost, tax to be set off, what is paid and what stays owed.
///
/// # Errors
/// 4301, 4302, 4303, 4304, 4305, 4306, 4307, 4308, 4309, 4312, 4316 (bill known), 4317 (bill of tomorrow), 4318, 4319 (batch or
/// expiry missing), 4320, 4321, 4324, 4325, 4326, 4327, 4328, 4338.
pub fn buy(view: &StockView, c: &Buy, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    view.fresh(&c.number)?;
    text(&c.bill)?;
    let activity = view.activity(&c.activity)?;
    view.party(&c.supplier)?;
    if let Some(before) = &view.bill_of {
        let no = Refusal::new(4316).with("bill", &c.bill).with("supplier", c.supplier.text());
        return Err(no.with("number", before));
    }
    if c.bill_date > context.today {
        return Err(Refusal::new(4317).with("date", c.bill_date).with("today", context.today));
    }
    line_count(c.lines.len())?;
    amount(c.freight)?;
    let claimed = way(activity, context.today)? != GstWay::Unregistered;
    let mut shelf = Shelf::of(&view.stock);
    let mut lines: Vec<BoughtLine> = c.lines.iter().map(|l| line(view, c, l, context)).collect::<Result<_, _>>()?;
    // Spread by value; by quantity where the goods themselves are free.
    let mut weights: Vec<i64> = lines.iter().map(|l| l.taxable.0).collect();
    if weights.iter().all(|w| *w == 0) {
        weights = lines.iter().map(|l| l.qty.0).collect();
    }
    for (l, freight) in lines.iter_mut().zip(shares(c.freight, &weights)) {
        l.freight = freight;
        shelf.put(arriving(l))?;
    }
    let bill = total(lines.iter().map(|l| (l.taxable, &l.tax))) + c.freight;
    let other = Other { view, party: Some(&c.supplier), credit_head: &activity.heads.creditors, kind: false };
    let legs = other.settle(&c.legs, bill, c.rounding.as_ref())?;
    Ok(vec![TradeEvent::Purchased(Purchased {
        number: c.number.clone(),
        date: context.today,
        activity: c.activity.clone(),
        heads: activity.heads.clone(),
        supplier: c.supplier.clone(),
        bill: c.bill.clone(),
        bill_date: c.bill_date,
        lines,
        claimed,
        rounding: c.rounding.clone(),
        legs,
    })])
}

fn line(view: &StockView, c: &Buy, l: &BuyLine, context: &Context) -> Result<BoughtLine, Refusal> {
    let item = view.item(&c.activity, &l.item)?;
    view.godown(&l.godown)?;
    quantity(item, l.qty)?;
    let batch = batch_of(item, l.batch.as_deref(), &c.number)?;
    let expiry = expiry_of(item, l.expiry)?;
    if let Some(expiry) = expiry.filter(|e| *e < context.today) {
        return Err(Refusal::new(4320).with("item", &l.item).with("batch", batch).with("expiry", expiry));
    }
    let on_bill = l.gst.map_or_else(|| rate(item, c.bill_date), Ok)?;
    rate_in_bounds(on_bill, &l.item)?;
    // A supplier's rates are without tax, whatever our own list does.
    let (taxable, tax) = taxed(times(l.rate, l.qty)?, on_bill, GstWay::Added, c.supply);
    Ok(BoughtLine {
        item: l.item.clone(),
        batch,
        expiry,
        godown: l.godown.clone(),
        qty: l.qty,
        rate: l.rate,
        taxable,
        tax,
        freight: Paise::ZERO,
    })
}

/// The batch entered; where the item has none, the number of the paper it came with.
pub(super) fn batch_of(item: &Item, batch: Option<&str>, number: &str) -> Result<String, Refusal> {
    match batch.map(str::trim).filter(|b| !b.is_empty()) {
        Some(batch) => text(batch).map(|()| batch.to_owned()),
        None if item.batches => Err(Refusal::new(4318).with("item", &item.code)),
        None => Ok(number.to_owned()),
    }
}

/// The expiry entered, where the item expires; none where it does not.
pub(super) fn expiry_of(item: &Item, expiry: Option<Date>) -> Result<Option<Date>, Refusal> {
    match expiry {
        None if item.expires => Err(Refusal::new(4319).with("item", &item.code)),
        expiry => Ok(expiry.filter(|_| item.expires)),
    }
}

/// What a line brings to the shelf. Order of arrival and value do not matter there: nothing is taken out by the same bill.
fn arriving(l: &BoughtLine) -> Stock {
    Stock {
        item: l.item.clone(),
        godown: l.godown.clone(),
        batch: l.batch.clone(),
        expiry: l.expiry,
        received: i64::MAX,
        qty: l.qty,
        value: l.taxable,
    }
}

/// One line of opening stock as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForwardGoods {
    /// Item.
    pub item: String,
    /// Batch, where the item has one.
    #[serde(default)]
    pub batch: Option<String>,
    /// Last day it may be used, where the item expires; it may have passed.
    #[serde(default)]
    pub expiry: Option<Date>,
    /// Godown.
    pub godown: String,
    /// Quantity.
    pub qty: Milli,
    /// Its cost, paise.
    pub value: Paise,
}

/// To bring the stock of the old books forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BringForward {
    /// Number of the list, given by the door.
    pub number: String,
    /// Activity.
    pub activity: String,
    /// Head that takes the other side: *Migration difference*, or the old head of stock.
    pub other_head: String,
    /// Lines.
    pub lines: Vec<ForwardGoods>,
}

/// Brings the stock of the old books forward, list by list, before the item is dealt in.
///
/// # Errors
/// 4302 to 4309, 4318, 4319, 4321, 4327, 4340 (the item has been dealt in already).
pub fn bring_forward(view: &StockView, c: &BringForward, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    view.fresh(&c.number)?;
    let activity = view.activity(&c.activity)?;
    view.head(&c.other_head)?;
    if c.other_head == activity.heads.stock {
        return Err(Refusal::new(4327).with("head", &c.other_head));
    }
    line_count(c.lines.len())?;
    let mut shelf = Shelf::of(&view.stock);
    let mut lines = Vec::new();
    for l in &c.lines {
        let item = view.item(&c.activity, &l.item)?;
        view.godown(&l.godown)?;
        quantity(item, l.qty)?;
        amount(l.value)?;
        let batch = batch_of(item, l.batch.as_deref(), &c.number)?;
        if view.stock.iter().any(|s| s.item == l.item && s.qty.0 > 0 && s.batch == batch) {
            return Err(Refusal::new(4340).with("item", &l.item).with("batch", batch));
        }
        let expiry = expiry_of(item, l.expiry)?;
        let (item, godown, qty, value) = (l.item.clone(), l.godown.clone(), l.qty, l.value);
        let goods = ForwardLine { item, batch, expiry, godown, qty, value };
        shelf.put(Stock {
            item: goods.item.clone(),
            godown: goods.godown.clone(),
            batch: goods.batch.clone(),
            expiry,
            received: i64::MAX,
            qty,
            value,
        })?;
        lines.push(goods);
    }
    Ok(vec![TradeEvent::StockBroughtForward(StockBroughtForward {
        number: c.number.clone(),
        date: context.today,
        activity: c.activity.clone(),
        heads: activity.heads.clone(),
        other_head: c.other_head.clone(),
        lines,
    })])
}
