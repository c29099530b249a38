//! Goods go to customers.

use super::{
    Context, Other, Shelf, StockView, amount, line_count, quantity, rate, rupees, text, times, total, unset, way,
};
use crate::acts::{Sold, SoldLine};
use crate::event::TradeEvent;
use crate::split::taxed;
use crate::terms::{GstRate, GstWay, Leg, Milli, Party, PriceRow, Rounding, Supply};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// One line of a sale as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellLine {
    /// Item.
    pub item: String,
    /// Godown it is taken from.
    pub godown: String,
    /// Batch, where the buyer wants this one; else what expires or came first.
    #[serde(default)]
    pub batch: Option<String>,
    /// Quantity.
    pub qty: Milli,
    /// Paise for one unit, where it is not the listed price.
    #[serde(default)]
    pub price: Option<Paise>,
    /// Taken off the line, paise.
    #[serde(default)]
    pub discount: Paise,
    /// Why another price, or why something is taken off.
    #[serde(default)]
    pub reason: Option<String>,
}

impl SellLine {
    /// So much of an item from a godown, of whatever batch goes first, at the listed price.
    #[must_use]
    pub fn listed(item: &str, godown: &str, qty: Milli) -> SellLine {
        let (item, godown) = (item.to_owned(), godown.to_owned());
        SellLine { item, godown, batch: None, qty, price: None, discount: Paise::ZERO, reason: None }
    }
}

/// To sell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sell {
    /// Number of the bill, given by the door.
    pub number: String,
    /// Activity.
    pub activity: String,
    /// Customer; may be left out where all is paid.
    #[serde(default)]
    pub customer: Option<Party>,
    /// Within the State or across.
    #[serde(default)]
    pub supply: Supply,
    /// Lines.
    pub lines: Vec<SellLine>,
    /// To a whole rupee.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// How it is settled.
    pub legs: Vec<Leg>,
}

/// Sells goods that are there, that have not expired, at the listed price or another with a reason, never above the printed maximum.
///
/// # Errors
/// 4301 (no price, no rate of GST), 4302 to 4310, 4313 (above the maximum), 4314 (no reason), 4315 (discount), 4320, 4322, 4323, 4324,
/// 4325, 4326, 4327, 4328, 4338, 4766 (goods of the ration: they go on a card).
pub fn sell(view: &StockView, c: &Sell, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    let rationed = |l: &&SellLine| crate::report::rationed(&view.entitlements, &l.item, context.today);
    if let Some(line) = c.lines.iter().find(rationed) {
        return Err(Refusal::new(4766).with("item", &line.item));
    }
    Ok(vec![TradeEvent::Sold(sold(view, c, context)?)])
}

/// What a sale comes to before it is rounded, paise, whatever its legs: for a door that must say how it is settled.
///
/// # Errors
/// As [`sell`], all but those of legs and rounding.
pub fn sale_total(view: &StockView, c: &Sell, context: &Context) -> Result<Paise, Refusal> {
    priced(view, c, context).map(|lines| total(lines.iter().map(|l| (l.taxable, &l.tax))))
}

/// The sale, for [`sell`] and for a ration card.
pub(super) fn sold(view: &StockView, c: &Sell, context: &Context) -> Result<Sold, Refusal> {
    let lines = priced(view, c, context)?;
    let activity = view.activity(&c.activity)?;
    let bill = total(lines.iter().map(|l| (l.taxable, &l.tax)));
    let other = Other { view, party: c.customer.as_ref(), credit_head: &activity.heads.debtors, kind: true };
    let legs = other.settle(&c.legs, bill, c.rounding.as_ref())?;
    Ok(Sold {
        number: c.number.clone(),
        date: context.today,
        activity: c.activity.clone(),
        heads: activity.heads.clone(),
        customer: c.customer.clone(),
        lines,
        rounding: c.rounding.clone(),
        legs,
    })
}

/// Goods, prices and taxes of a sale.
fn priced(view: &StockView, c: &Sell, context: &Context) -> Result<Vec<SoldLine>, Refusal> {
    view.fresh(&c.number)?;
    let activity = view.activity(&c.activity)?;
    let ends = activity.licence.as_ref().and_then(|l| Some((&l.number, l.expiry?)));
    if let Some((licence, expiry)) = ends.filter(|e| e.1 < context.today) {
        let no = Refusal::new(4310).with("licence", licence);
        return Err(no.with("activity", &c.activity).with("expiry", expiry));
    }
    if let Some(customer) = &c.customer {
        view.party(customer)?;
    }
    line_count(c.lines.len())?;
    let way = way(activity, context.today)?;
    let mut shelf = Shelf::of(&view.stock);
    let line = |l: &SellLine| line(view, c, l, way, &mut shelf, context.today);
    c.lines.iter().map(line).collect()
}

/// The price in force on a day: the latest that began on or before it; of two of one day, the later entered.
fn listed<'a>(view: &'a StockView, item: &str, day: Date) -> Option<&'a PriceRow> {
    view.prices.iter().filter(|p| p.item == item && p.from <= day).max_by_key(|p| p.from)
}

fn line(
    view: &StockView,
    c: &Sell,
    l: &SellLine,
    way: GstWay,
    shelf: &mut Shelf,
    today: Date,
) -> Result<SoldLine, Refusal> {
    let item = view.item(&c.activity, &l.item)?;
    view.godown(&l.godown)?;
    quantity(item, l.qty)?;
    let row = listed(view, &l.item, today);
    let price = l.price.or(row.map(|r| r.price)).ok_or_else(|| unset("price", &l.item, today))?;
    let gross = times(price, l.qty)?;
    amount(l.discount)?;
    if l.discount > gross {
        let no = Refusal::new(4315).with("item", &l.item);
        return Err(no.with("discount", rupees(l.discount)).with("amount", rupees(gross)));
    }
    let reason = l.reason.clone().filter(|r| !r.trim().is_empty());
    let other = row.is_none_or(|r| r.price != price) || !l.discount.is_zero();
    match &reason {
        Some(reason) => text(reason)?,
        None if other => return Err(Refusal::new(4314).with("item", &l.item)),
        None => {}
    }
    let rate = if way == GstWay::Unregistered { GstRate(0) } else { rate(item, today)? };
    let (taxable, tax) = taxed(gross - l.discount, rate, way, c.supply);
    if let Some(mrp) = row.and_then(|r| r.mrp) {
        let most = times(mrp, l.qty)?;
        if taxable + tax.total() > most {
            let no = Refusal::new(4313).with("item", &l.item);
            return Err(no.with("price", rupees(taxable + tax.total())).with("mrp", rupees(most)));
        }
    }
    let picks = shelf.take(item, &l.godown, l.batch.as_deref(), l.qty, Some(today))?;
    Ok(SoldLine { item: l.item.clone(), qty: l.qty, price, discount: l.discount, reason, taxable, tax, picks })
}
