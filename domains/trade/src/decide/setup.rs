//! What is dealt in, where it lies, what it costs, who may draw.

use super::{Context, MOST_MILLI, StockView, amount, line_count, rate_in_bounds, rupees, text};
use crate::event::{Set, TradeEvent};
use crate::terms::{Activity, Entitlement, Godown, Item, PriceRow, RationCard};
use books::ruled::Ruled;
use kernel::Refusal;
use std::collections::BTreeSet;

fn set<T: Clone>(is: &T, context: &Context) -> Set<T> {
    Set { date: context.today, is: is.clone() }
}

/// Rows of a setting have an order and a source each.
fn sourced<T>(rows: &Ruled<T>) -> Result<(), Refusal> {
    if !rows.0.is_empty() {
        line_count(rows.0.len())?;
    }
    rows.0.iter().try_for_each(|r| text(&r.order).and_then(|()| text(&r.source)))
}

fn activity(a: &Activity) -> Result<(), Refusal> {
    text(&a.code)?;
    text(&a.name)?;
    sourced(&a.gst)?;
    a.licence.as_ref().map_or(Ok(()), |l| text(&l.number))
}

/// Opens an activity with heads that exist and are its own: no two of them the same, except the two of GST.
///
/// # Errors
/// 4302, 4303 (taken), 4309, 4327 (no such head), 4339 (one head for two things).
pub fn open_activity(view: &StockView, c: &Activity, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    activity(c)?;
    view.fresh(&c.code)?;
    let h = &c.heads;
    let own = [&h.stock, &h.sales, &h.cost, &h.shortage, &h.surplus, &h.debtors, &h.creditors];
    let gst = [&h.gst_in, &h.gst_out];
    own.iter().chain(&gst).try_for_each(|head| view.head(head))?;
    let different: BTreeSet<&String> = own.into_iter().collect();
    if different.len() < own.len() || gst.iter().any(|g| different.contains(g)) {
        return Err(Refusal::new(4339).with("activity", &c.code));
    }
    Ok(vec![TradeEvent::ActivityOpened(set(c, context))])
}

/// Changes name, licence and settings of an activity. Its heads stay: its stock and debts stand on them.
///
/// # Errors
/// 4302, 4304 (not open), 4309, 4339 (other heads).
pub fn change_activity(view: &StockView, c: &Activity, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    activity(c)?;
    if view.activity(&c.code)?.heads != c.heads {
        return Err(Refusal::new(4339).with("activity", &c.code));
    }
    Ok(vec![TradeEvent::ActivityChanged(set(c, context))])
}

/// Enters or changes an item. Once batches of it are known, its unit, its activity and what must be entered with it stay.
///
/// # Errors
/// 4302, 4304, 4309, 4311 (dealt in already), 4312 (rate of GST).
pub fn set_item(view: &StockView, c: &Item, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    text(&c.code)?;
    text(&c.name)?;
    if !c.hsn.is_empty() {
        text(&c.hsn)?;
    }
    view.activity(&c.activity)?;
    sourced(&c.gst)?;
    c.gst.0.iter().try_for_each(|r| rate_in_bounds(r.value, &c.code))?;
    let dealt = view.stock.iter().any(|s| s.item == c.code);
    if let Some(old) = view.items.iter().find(|i| i.code == c.code).filter(|_| dealt) {
        let fixed = |i: &Item| (i.unit, i.activity.clone(), i.batches, i.expires);
        if fixed(old) != fixed(c) {
            return Err(Refusal::new(4311).with("item", &c.code));
        }
    }
    Ok(vec![TradeEvent::ItemSet(set(c, context))])
}

/// Enters or renames a godown.
///
/// # Errors
/// 4302.
pub fn set_godown(_view: &StockView, c: &Godown, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    text(&c.code)?;
    text(&c.name)?;
    Ok(vec![TradeEvent::GodownSet(set(c, context))])
}

/// Sets a price from a day on, at most the printed maximum. What was sold before keeps its price.
///
/// # Errors
/// 4302, 4305 (no such item), 4308, 4313 (above the maximum).
pub fn set_price(view: &StockView, c: &PriceRow, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    text(&c.order)?;
    amount(c.price)?;
    if !view.items.iter().any(|i| i.code == c.item) {
        return Err(Refusal::new(4305).with("item", &c.item).with("activity", ""));
    }
    if let Some(mrp) = c.mrp {
        amount(mrp)?;
        if c.price > mrp {
            let no = Refusal::new(4313).with("item", &c.item);
            return Err(no.with("price", rupees(c.price)).with("mrp", rupees(mrp)));
        }
    }
    Ok(vec![TradeEvent::PriceSet(set(c, context))])
}

/// Sets what a category of cards may draw in a month.
///
/// # Errors
/// 4302, 4305 (no such item), 4307 (quantity; 0 stops the item).
pub fn set_entitlement(view: &StockView, c: &Entitlement, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    text(&c.category)?;
    text(&c.order)?;
    if !view.items.iter().any(|i| i.code == c.item) {
        return Err(Refusal::new(4305).with("item", &c.item).with("activity", ""));
    }
    if !(0..=MOST_MILLI).contains(&c.qty.0) {
        return Err(Refusal::new(4307).with("item", &c.item).with("qty", c.qty));
    }
    Ok(vec![TradeEvent::EntitlementSet(set(c, context))])
}

/// Enters or changes a ration card.
///
/// # Errors
/// 4302, 4329 (nobody on it).
pub fn set_card(_view: &StockView, c: &RationCard, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    text(&c.no)?;
    text(&c.holder)?;
    text(&c.category)?;
    if c.heads == 0 {
        return Err(Refusal::new(4329).with("card", &c.no));
    }
    Ok(vec![TradeEvent::CardSet(set(c, context))])
}
