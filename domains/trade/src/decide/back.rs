//! Goods go back: from a customer, or to a supplier.

use super::{Context, Other, Shelf, StockView, line_count, quantity, text, total};
use crate::acts::{Pick, PurchaseBackLine, PurchaseReturned, Purchased, SaleBackLine, SaleReturned, Sold, SoldLine};
use crate::event::TradeEvent;
use crate::split::stretch;
use crate::terms::{Leg, Milli, Rounding};
use kernel::{Paise, Refusal};
use serde::{Deserialize, Serialize};

/// The bill a return names, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillView {
    /// The sale or purchase.
    pub event: TradeEvent,
    /// It has been taken back.
    pub reversed: bool,
    /// What came back of it already: line from 0, quantity.
    pub back: Vec<(usize, Milli)>,
}

/// One line of a return as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// Which line of the bill, from 0.
    pub line: usize,
    /// How much of it.
    pub qty: Milli,
    /// For a purchase: the godown it lies in now, where it was moved.
    #[serde(default)]
    pub godown: Option<String>,
}

/// To take sold goods back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSale {
    /// Number of the credit note, given by the door.
    pub number: String,
    /// Entry of the sale: desk and position.
    pub entry: (i64, i64),
    /// Lines.
    pub lines: Vec<ReturnLine>,
    /// Why.
    pub reason: String,
    /// To a whole rupee.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// How it is given back.
    pub legs: Vec<Leg>,
}

/// To send bought goods back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnPurchase {
    /// Number of the debit note, given by the door.
    pub number: String,
    /// Entry of the purchase: desk and position.
    pub entry: (i64, i64),
    /// Lines.
    pub lines: Vec<ReturnLine>,
    /// Why.
    pub reason: String,
    /// To a whole rupee.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// How it is settled.
    pub legs: Vec<Leg>,
}

/// The bill named, if it stands.
fn standing(view: &StockView, entry: (i64, i64)) -> Result<&BillView, Refusal> {
    let found = view.bill.as_ref().filter(|b| !b.reversed);
    found.ok_or_else(|| Refusal::new(4333).with("entry", format!("{}/{}", entry.0, entry.1)))
}

/// Parts of lines that came back, those of this very return included.
struct Backs(Vec<(usize, Milli)>);

impl Backs {
    /// The stretch of a line that comes back now: what came back before, and with this.
    fn next(&mut self, l: &ReturnLine, whole: Option<Milli>) -> Result<(Milli, Milli), Refusal> {
        let done: Milli = self.0.iter().filter(|b| b.0 == l.line).map(|b| b.1).sum();
        let left = whole.map_or(Milli::ZERO, |w| w - done);
        if l.qty > left {
            return Err(Refusal::new(4332).with("line", l.line.saturating_add(1)).with("left", left));
        }
        self.0.push((l.line, l.qty));
        Ok((done, done + l.qty))
    }
}

/// Takes sold goods back into the batches they came from, at the cost they left them with; money, tax and cost by the part that came
/// back, so that a bill returned piece by piece is returned to the paisa.
///
/// # Errors
/// 4302 (no reason), 4303, 4305, 4307, 4309, 4324 to 4328, 4332 (more than was sold), 4333 (no such sale), 4338.
pub fn return_sale(view: &StockView, c: &ReturnSale, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    let (bill, sale, lines) = sold_back(view, c)?;
    let sum = total(lines.iter().map(|l| (l.taxable, &l.tax)));
    let other = Other { view, party: sale.customer.as_ref(), credit_head: &sale.heads.debtors, kind: true };
    let legs = other.settle(&c.legs, sum, c.rounding.as_ref())?;
    let card = match &bill.event {
        TradeEvent::RationIssued(e) => Some((e.card.clone(), e.month)),
        _ => None,
    };
    Ok(vec![TradeEvent::SaleReturned(SaleReturned {
        number: c.number.clone(),
        date: context.today,
        activity: sale.activity.clone(),
        heads: sale.heads.clone(),
        entry: c.entry,
        customer: sale.customer.clone(),
        card,
        lines,
        reason: c.reason.clone(),
        rounding: c.rounding.clone(),
        legs,
    })])
}

/// What a customer gets back before it is rounded, paise, whatever its legs.
///
/// # Errors
/// As [`return_sale`], all but those of legs and rounding.
pub fn sale_back_total(view: &StockView, c: &ReturnSale) -> Result<Paise, Refusal> {
    sold_back(view, c).map(|(_, _, lines)| total(lines.iter().map(|l| (l.taxable, &l.tax))))
}

/// The sale a return names and the parts of its lines that come back.
fn sold_back<'v>(view: &'v StockView, c: &ReturnSale) -> Result<(&'v BillView, &'v Sold, Vec<SaleBackLine>), Refusal> {
    view.fresh(&c.number)?;
    text(&c.reason)?;
    line_count(c.lines.len())?;
    let bill = standing(view, c.entry)?;
    let none = || Refusal::new(4333).with("entry", format!("{}/{}", c.entry.0, c.entry.1));
    let sale = bill.event.sale().ok_or_else(none)?;
    let mut backs = Backs(bill.back.clone());
    let mut lines = Vec::new();
    for l in &c.lines {
        let was = sale.lines.get(l.line);
        if let Some(was) = was {
            quantity(view.item(&sale.activity, &was.item)?, l.qty)?;
        }
        let (from, to) = backs.next(l, was.map(|w| w.qty))?;
        lines.extend(was.map(|was| sale_part(was, l.line, from, to)));
    }
    Ok((bill, sale, lines))
}

/// The stretch `from..to` of a sold line. What was picked last comes back first.
fn sale_part(was: &SoldLine, line: usize, from: Milli, to: Milli) -> SaleBackLine {
    let (mut picks, mut at) = (Vec::new(), Milli::ZERO);
    for p in was.picks.iter().rev() {
        let (lo, hi) = (from.max(at), to.min(at + p.qty));
        if lo < hi {
            let cost = stretch(p.cost, p.qty, lo - at, hi - at);
            picks.push(Pick { qty: hi - lo, cost, ..p.clone() });
        }
        at += p.qty;
    }
    SaleBackLine {
        line,
        item: was.item.clone(),
        qty: to - from,
        taxable: stretch(was.taxable, was.qty, from, to),
        tax: was.tax.each(|t| stretch(t, was.qty, from, to)),
        picks,
    }
}

/// Sends bought goods back out of their batch, at what the batch costs today; the supplier allows his rate and tax.
///
/// # Errors
/// 4302 (no reason), 4303, 4305, 4306, 4307, 4309, 4322, 4323, 4324 to 4328, 4332 (more than was bought), 4333 (no such purchase).
pub fn return_purchase(view: &StockView, c: &ReturnPurchase, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    let (bought, lines) = bought_back(view, c)?;
    let sum = total(lines.iter().map(|l| (l.taxable, &l.tax)));
    let other = Other { view, party: Some(&bought.supplier), credit_head: &bought.heads.creditors, kind: false };
    let legs = other.settle(&c.legs, sum, c.rounding.as_ref())?;
    Ok(vec![TradeEvent::PurchaseReturned(PurchaseReturned {
        number: c.number.clone(),
        date: context.today,
        activity: bought.activity.clone(),
        heads: bought.heads.clone(),
        entry: c.entry,
        supplier: bought.supplier.clone(),
        claimed: bought.claimed,
        lines,
        reason: c.reason.clone(),
        rounding: c.rounding.clone(),
        legs,
    })])
}

/// What a supplier allows before it is rounded, paise, whatever its legs.
///
/// # Errors
/// As [`return_purchase`], all but those of legs and rounding.
pub fn purchase_back_total(view: &StockView, c: &ReturnPurchase) -> Result<Paise, Refusal> {
    bought_back(view, c).map(|(_, lines)| total(lines.iter().map(|l| (l.taxable, &l.tax))))
}

/// The purchase a return names and the parts of its lines that go back.
fn bought_back<'v>(view: &'v StockView, c: &ReturnPurchase) -> Result<(&'v Purchased, Vec<PurchaseBackLine>), Refusal> {
    view.fresh(&c.number)?;
    text(&c.reason)?;
    line_count(c.lines.len())?;
    let bill = standing(view, c.entry)?;
    let TradeEvent::Purchased(bought) = &bill.event else {
        return Err(Refusal::new(4333).with("entry", format!("{}/{}", c.entry.0, c.entry.1)));
    };
    let mut shelf = Shelf::of(&view.stock);
    let mut backs = Backs(bill.back.clone());
    let mut lines = Vec::new();
    for l in &c.lines {
        let was = bought.lines.get(l.line);
        let (from, to) = backs.next(l, was.map(|w| w.qty))?;
        let Some(was) = was else { continue };
        let item = view.item(&bought.activity, &was.item)?;
        quantity(item, l.qty)?;
        let godown = l.godown.as_deref().unwrap_or(&was.godown);
        view.godown(godown)?;
        for pick in shelf.take(item, godown, Some(&was.batch), l.qty, None)? {
            lines.push(PurchaseBackLine {
                line: l.line,
                item: was.item.clone(),
                pick,
                taxable: stretch(was.taxable, was.qty, from, to),
                tax: was.tax.each(|t| stretch(t, was.qty, from, to)),
            });
        }
    }
    Ok((bought, lines))
}
