//! What happened to goods.

use crate::acts::{
    GoodsMoved, PurchaseReturned, Purchased, RationIssued, Reversed, SaleReturned, Settled, Sold, StockBroughtForward,
    StockTaken,
};
use crate::terms::{Activity, Entitlement, Godown, Item, PriceRow, RationCard};
use kernel::Date;
use serde::{Deserialize, Serialize};

/// Something was set: what, and on which day it was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set<T> {
    /// Day of the entry; the thing itself may hold from another day.
    pub date: Date,
    /// What.
    pub is: T,
}

/// Past tense, versioned by the entry that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum TradeEvent {
    /// An activity was opened.
    ActivityOpened(Set<Activity>),
    /// Its name, licence or settings were changed; never its heads.
    ActivityChanged(Set<Activity>),
    /// An item was entered or changed.
    ItemSet(Set<Item>),
    /// A godown was entered or renamed.
    GodownSet(Set<Godown>),
    /// A price was set.
    PriceSet(Set<PriceRow>),
    /// What a category of cards may draw was set.
    EntitlementSet(Set<Entitlement>),
    /// A ration card was entered or changed.
    CardSet(Set<RationCard>),
    /// Opening stock of the old books.
    StockBroughtForward(StockBroughtForward),
    /// Goods were bought.
    Purchased(Purchased),
    /// Goods were sold.
    Sold(Sold),
    /// Goods were sold under a ration card.
    RationIssued(RationIssued),
    /// Sold goods came back.
    SaleReturned(SaleReturned),
    /// Bought goods went back.
    PurchaseReturned(PurchaseReturned),
    /// Goods went from one godown to another.
    GoodsMoved(GoodsMoved),
    /// Stock was counted.
    StockTaken(StockTaken),
    /// A debt was paid.
    Settled(Settled),
    /// An earlier event was taken back.
    Reversed(Reversed),
}

impl TradeEvent {
    /// The kind under which an entry carries it, the room and its tag: `trade.purchased`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ActivityOpened(_) => "trade.activity-opened",
            Self::ActivityChanged(_) => "trade.activity-changed",
            Self::ItemSet(_) => "trade.item-set",
            Self::GodownSet(_) => "trade.godown-set",
            Self::PriceSet(_) => "trade.price-set",
            Self::EntitlementSet(_) => "trade.entitlement-set",
            Self::CardSet(_) => "trade.card-set",
            Self::StockBroughtForward(_) => "trade.stock-brought-forward",
            Self::Purchased(_) => "trade.purchased",
            Self::Sold(_) => "trade.sold",
            Self::RationIssued(_) => "trade.ration-issued",
            Self::SaleReturned(_) => "trade.sale-returned",
            Self::PurchaseReturned(_) => "trade.purchase-returned",
            Self::GoodsMoved(_) => "trade.goods-moved",
            Self::StockTaken(_) => "trade.stock-taken",
            Self::Settled(_) => "trade.settled",
            Self::Reversed(_) => "trade.reversed",
        }
    }

    /// The business day it was done on.
    #[must_use]
    pub fn date(&self) -> Date {
        match self {
            Self::ActivityOpened(s) | Self::ActivityChanged(s) => s.date,
            Self::ItemSet(s) => s.date,
            Self::GodownSet(s) => s.date,
            Self::PriceSet(s) => s.date,
            Self::EntitlementSet(s) => s.date,
            Self::CardSet(s) => s.date,
            Self::StockBroughtForward(e) => e.date,
            Self::Purchased(e) => e.date,
            Self::Sold(e) => e.date,
            Self::RationIssued(e) => e.sale.date,
            Self::SaleReturned(e) => e.date,
            Self::PurchaseReturned(e) => e.date,
            Self::GoodsMoved(e) => e.date,
            Self::StockTaken(e) => e.date,
            Self::Settled(e) => e.date,
            Self::Reversed(e) => e.date,
        }
    }

    /// The number shown to people: of the bill, slip or sheet; of what is taken back, for a reversal. None for settings.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::StockBroughtForward(e) => Some(&e.number),
            Self::Purchased(e) => Some(&e.number),
            Self::Sold(e) => Some(&e.number),
            Self::RationIssued(e) => Some(&e.sale.number),
            Self::SaleReturned(e) => Some(&e.number),
            Self::PurchaseReturned(e) => Some(&e.number),
            Self::GoodsMoved(e) => Some(&e.number),
            Self::StockTaken(e) => Some(&e.number),
            Self::Settled(e) => Some(&e.number),
            Self::Reversed(e) => e.was.number(),
            _ => None,
        }
    }

    /// Code of the activity it belongs to; none for godowns, prices and cards.
    #[must_use]
    pub fn activity(&self) -> Option<&str> {
        match self {
            Self::ActivityOpened(s) | Self::ActivityChanged(s) => Some(&s.is.code),
            Self::ItemSet(s) => Some(&s.is.activity),
            Self::StockBroughtForward(e) => Some(&e.activity),
            Self::Purchased(e) => Some(&e.activity),
            Self::Sold(e) => Some(&e.activity),
            Self::RationIssued(e) => Some(&e.sale.activity),
            Self::SaleReturned(e) => Some(&e.activity),
            Self::PurchaseReturned(e) => Some(&e.activity),
            Self::GoodsMoved(e) => Some(&e.activity),
            Self::StockTaken(e) => Some(&e.activity),
            Self::Settled(e) => Some(&e.activity),
            Self::Reversed(e) => e.was.activity(),
            _ => None,
        }
    }

    /// The sale in it, if it is one, under a card or not.
    #[must_use]
    pub fn sale(&self) -> Option<&Sold> {
        match self {
            Self::Sold(e) => Some(e),
            Self::RationIssued(e) => Some(&e.sale),
            _ => None,
        }
    }
}
