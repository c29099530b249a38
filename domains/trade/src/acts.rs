//! What bills and movements hold. Each carries its heads and costs, so that what it posts depends on nothing else.

use crate::event::TradeEvent;
use crate::split::Tax;
use crate::terms::{ActivityHeads, Leg, Milli, Party, Rounding};
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// Goods taken out of one batch, or put back into it, with their cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// Godown.
    pub godown: String,
    /// Batch.
    pub batch: String,
    /// More than nothing.
    pub qty: Milli,
    /// Cost of it, paise.
    pub cost: Paise,
}

/// One line of a supplier's bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoughtLine {
    /// Item.
    pub item: String,
    /// Batch, or the number of the purchase where the item has none.
    pub batch: String,
    /// Last day it may be used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expiry: Option<Date>,
    /// Where it was put.
    pub godown: String,
    /// Taken in.
    pub qty: Milli,
    /// Paise for one unit, without tax.
    pub rate: Paise,
    /// Rate times quantity, paise.
    pub taxable: Paise,
    /// Tax as on the bill.
    pub tax: Tax,
    /// Its share of the freight, paise.
    pub freight: Paise,
}

/// Goods were bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchased {
    /// Our number.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Its heads.
    pub heads: ActivityHeads,
    /// Supplier.
    pub supplier: Party,
    /// Number of his bill.
    pub bill: String,
    /// Day of his bill.
    pub bill_date: Date,
    /// Lines.
    pub lines: Vec<BoughtLine>,
    /// The tax is set off (posted to its head); else it is part of the cost.
    pub claimed: bool,
    /// To a whole rupee.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rounding: Option<Rounding>,
    /// How it was settled; their sum is the bill with freight and rounding.
    pub legs: Vec<Leg>,
}

impl Purchased {
    /// What a line adds to the value of its batch, paise.
    #[must_use]
    pub fn cost(&self, line: &BoughtLine) -> Paise {
        line.taxable + line.freight + if self.claimed { Paise::ZERO } else { line.tax.total() }
    }
}

/// One line of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldLine {
    /// Item.
    pub item: String,
    /// Sold; the sum of `picks`.
    pub qty: Milli,
    /// Paise for one unit as asked.
    pub price: Paise,
    /// Taken off, paise.
    pub discount: Paise,
    /// Why the price is not the listed one, or why something was taken off.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Value without tax, paise.
    pub taxable: Paise,
    /// Tax.
    pub tax: Tax,
    /// Batches it came from.
    pub picks: Vec<Pick>,
}

/// Goods were sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// Number of the bill.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Its heads.
    pub heads: ActivityHeads,
    /// Customer, where he was named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub customer: Option<Party>,
    /// Lines.
    pub lines: Vec<SoldLine>,
    /// To a whole rupee.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rounding: Option<Rounding>,
    /// How it was settled; none for goods issued free.
    pub legs: Vec<Leg>,
}

/// A sale under a ration card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RationIssued {
    /// Number of the card.
    pub card: String,
    /// Its category on that day.
    pub category: String,
    /// First day of the month whose entitlement was drawn.
    pub month: Date,
    /// The sale.
    pub sale: Sold,
}

/// One line of what a customer brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleBackLine {
    /// Which line of the sale, from 0.
    pub line: usize,
    /// Item.
    pub item: String,
    /// Brought back.
    pub qty: Milli,
    /// Value without tax, paise.
    pub taxable: Paise,
    /// Tax.
    pub tax: Tax,
    /// Batches it goes back to, at the cost it left them with.
    pub picks: Vec<Pick>,
}

/// Sold goods came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleReturned {
    /// Number of the credit note.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Its heads.
    pub heads: ActivityHeads,
    /// Entry of the sale: desk and position.
    pub entry: (i64, i64),
    /// Customer of the sale.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub customer: Option<Party>,
    /// Card and month whose entitlement is given back.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub card: Option<(String, Date)>,
    /// Lines.
    pub lines: Vec<SaleBackLine>,
    /// Why.
    pub reason: String,
    /// To a whole rupee.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rounding: Option<Rounding>,
    /// How it was given back.
    pub legs: Vec<Leg>,
}

/// One line of what went back to a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseBackLine {
    /// Which line of the purchase, from 0.
    pub line: usize,
    /// Item.
    pub item: String,
    /// Where it came from, and its cost today.
    pub pick: Pick,
    /// What the supplier allows without tax: his rate, paise.
    pub taxable: Paise,
    /// Tax he allows.
    pub tax: Tax,
}

/// Bought goods went back. What they cost more than the supplier allows (freight) stays in the cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseReturned {
    /// Number of the debit note.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Its heads.
    pub heads: ActivityHeads,
    /// Entry of the purchase: desk and position.
    pub entry: (i64, i64),
    /// Supplier.
    pub supplier: Party,
    /// The tax of the purchase was set off.
    pub claimed: bool,
    /// Lines.
    pub lines: Vec<PurchaseBackLine>,
    /// Why.
    pub reason: String,
    /// To a whole rupee.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rounding: Option<Rounding>,
    /// How it was settled.
    pub legs: Vec<Leg>,
}

/// One line of a movement between godowns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedLine {
    /// Item.
    pub item: String,
    /// Batch.
    pub batch: String,
    /// Moved.
    pub qty: Milli,
    /// Its cost, paise.
    pub value: Paise,
}

/// Goods were moved between godowns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsMoved {
    /// Number of the slip.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// From this godown.
    pub from: String,
    /// To this one.
    pub to: String,
    /// Lines.
    pub lines: Vec<MovedLine>,
}

/// One counted line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedLine {
    /// Item.
    pub item: String,
    /// Batch.
    pub batch: String,
    /// Last day it may be used, for a batch found new.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expiry: Option<Date>,
    /// What the books said.
    pub book: Milli,
    /// What was counted.
    pub counted: Milli,
    /// Value of the difference, paise: less than nothing where short.
    pub value: Paise,
}

/// Stock was counted; a difference is posted as shortage or surplus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockTaken {
    /// Number of the sheet.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Its heads.
    pub heads: ActivityHeads,
    /// Godown.
    pub godown: String,
    /// Lines.
    pub lines: Vec<CountedLine>,
    /// Why it differs; empty where nothing does.
    pub reason: String,
    /// Resolution of the board on the difference; empty where nothing differs.
    pub resolution: String,
}

/// One line of opening stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForwardLine {
    /// Item.
    pub item: String,
    /// Batch, or the number of the list where the item has none.
    pub batch: String,
    /// Last day it may be used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expiry: Option<Date>,
    /// Godown.
    pub godown: String,
    /// In hand.
    pub qty: Milli,
    /// Its cost, paise.
    pub value: Paise,
}

/// Stock was brought forward from the old books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockBroughtForward {
    /// Number of the list.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Its heads.
    pub heads: ActivityHeads,
    /// Head that takes the other side: *Migration difference*, or the old head of stock.
    pub other_head: String,
    /// Lines.
    pub lines: Vec<ForwardLine>,
}

/// A customer paid what he owed, or a supplier was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Number of the receipt or voucher.
    pub number: String,
    /// Day.
    pub date: Date,
    /// Activity.
    pub activity: String,
    /// Head of debtors or creditors.
    pub head: String,
    /// Who.
    pub party: Party,
    /// A customer who paid; else a supplier who was paid.
    pub debtor: bool,
    /// Money that moved.
    pub legs: Vec<Leg>,
}

/// An event was taken back: its postings, moves and debts with their signs changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// Day.
    pub date: Date,
    /// Entry that is taken back: desk and position.
    pub entry: (i64, i64),
    /// Why.
    pub reason: String,
    /// The event itself, so that what is taken back is seen here.
    pub was: Box<TradeEvent>,
}
