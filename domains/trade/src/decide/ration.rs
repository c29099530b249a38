//! Ration: a sale within what the card may draw this month.

use super::sell::sold;
use super::{Context, Sell, StockView, unset};
use crate::acts::{RationIssued, Sold};
use crate::event::TradeEvent;
use crate::terms::{Milli, RationCard};
use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A card, and what it drew this calendar month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardView {
    /// The card.
    pub card: RationCard,
    /// Item and quantity.
    pub drawn: Vec<(String, Milli)>,
}

/// To issue ration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Number of the card.
    pub card: String,
    /// The sale.
    pub sale: Sell,
}

/// Issues ration on a card: a sale, whose every item is within the month's entitlement of the card's category.
///
/// # Errors
/// 4301 (no entitlement set), 4329 (no such card), 4330 (more than is left), and those of a sale.
pub fn issue(view: &StockView, c: &Issue, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    let found = view.card.as_ref().filter(|v| v.card.no == c.card);
    let card = found.ok_or_else(|| Refusal::new(4329).with("card", &c.card))?;
    let sale = sold(view, &c.sale, context)?;
    within(view, card, &sale, context.today)?;
    let (category, month) = (card.card.category.clone(), context.today.first_of_month());
    Ok(vec![TradeEvent::RationIssued(RationIssued { card: c.card.clone(), category, month, sale })])
}

fn within(view: &StockView, card: &CardView, sale: &Sold, today: Date) -> Result<(), Refusal> {
    let mut asked: BTreeMap<&str, Milli> = BTreeMap::new();
    sale.lines.iter().for_each(|l| *asked.entry(&l.item).or_default() += l.qty);
    for (item, qty) in asked {
        let left =
            entitled(view, &card.card, item, today)? - card.drawn.iter().filter(|d| d.0 == item).map(|d| d.1).sum();
        if qty > left {
            let no = Refusal::new(4330).with("card", &card.card.no).with("item", item);
            return Err(no.with("asked", qty).with("left", left.max(Milli::ZERO)));
        }
    }
    Ok(())
}

/// What a card may draw of an item in the month of a day.
fn entitled(view: &StockView, card: &RationCard, item: &str, day: Date) -> Result<Milli, Refusal> {
    crate::report::entitled(&view.entitlements, card, item, day).ok_or_else(|| unset("entitlement", item, day))
}
