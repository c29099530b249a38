//! What people do with goods, as one type beside the other acts.

use kernel::{Date, Paise, Verb};
use serde::{Deserialize, Serialize};
use trade::Party;
use trade::decide::{self, CountLine, ForwardGoods, MoveLine, ReturnLine, SellLine};
use trade::terms::{Activity, Entitlement, Godown, Item, PriceRow, RationCard, Supply};

/// How a part of a bill is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Paid {
    /// Notes and coins.
    Cash,
    /// A bank account of the society, by the code of its head.
    Bank {
        /// Code of the head.
        head: String,
    },
    /// Stays owed by the customer or to the supplier.
    Credit,
    /// Goods on a loan: the member draws what they cost; for a return, it is paid back to the loan.
    Kind {
        /// Number of the loan, `ST-12`.
        loan: String,
    },
    /// Another head of the society (subsidy receivable).
    Head {
        /// Code of the head.
        head: String,
    },
}

/// A part of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// How.
    pub paid: Paid,
    /// How much, paise; nothing said is what the other parts leave of the bill.
    #[serde(default)]
    pub amount: Option<Paise>,
}

impl Part {
    /// The whole bill, or what the others leave of it.
    #[must_use]
    pub fn rest(paid: Paid) -> Part {
        Part { paid, amount: None }
    }
}

/// An act with goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "goods", rename_all = "kebab-case")]
pub enum Goods {
    /// Opens an activity.
    OpenActivity(Activity),
    /// Changes name, licence or settings of an activity.
    ChangeActivity(Activity),
    /// Enters or changes an item.
    SetItem(Item),
    /// Enters or renames a godown.
    SetGodown(Godown),
    /// Sets a price.
    SetPrice(PriceRow),
    /// Sets what cards may draw.
    SetEntitlement(Entitlement),
    /// Enters or changes a ration card.
    SetCard(RationCard),
    /// Brings stock of the old books forward.
    BringForward {
        /// Activity.
        activity: String,
        /// Head of the other side.
        other_head: String,
        /// Lines.
        lines: Vec<ForwardGoods>,
    },
    /// Enters a supplier's bill.
    Buy {
        /// Activity.
        activity: String,
        /// Supplier.
        supplier: Party,
        /// Number of his bill.
        bill: String,
        /// Day of his bill.
        bill_date: Date,
        /// Within the State or across.
        #[serde(default)]
        supply: Supply,
        /// Lines.
        lines: Vec<decide::BuyLine>,
        /// Freight, paise.
        freight: Paise,
        /// To a whole rupee.
        round: bool,
        /// How it is settled.
        parts: Vec<Part>,
    },
    /// Sells, or issues ration where a card is named.
    Sell {
        /// Activity.
        activity: String,
        /// Customer.
        customer: Option<Party>,
        /// Ration card.
        #[serde(default)]
        card: Option<String>,
        /// Lines.
        lines: Vec<SellLine>,
        /// To a whole rupee.
        round: bool,
        /// How it is settled.
        parts: Vec<Part>,
    },
    /// Takes sold goods back.
    ReturnSale {
        /// Entry of the sale.
        entry: (i64, i64),
        /// Lines.
        lines: Vec<ReturnLine>,
        /// Why.
        reason: String,
        /// To a whole rupee.
        round: bool,
        /// How it is given back.
        parts: Vec<Part>,
    },
    /// Sends bought goods back.
    ReturnPurchase {
        /// Entry of the purchase.
        entry: (i64, i64),
        /// Lines.
        lines: Vec<ReturnLine>,
        /// Why.
        reason: String,
        /// To a whole rupee.
        round: bool,
        /// How it is settled.
        parts: Vec<Part>,
    },
    /// Moves goods between godowns.
    Move {
        /// Activity.
        activity: String,
        /// From this godown.
        from: String,
        /// To this one.
        to: String,
        /// Lines.
        lines: Vec<MoveLine>,
    },
    /// Counts stock.
    Count {
        /// Activity.
        activity: String,
        /// Godown.
        godown: String,
        /// Lines.
        lines: Vec<CountLine>,
        /// Why it differs.
        reason: String,
        /// Resolution on the difference.
        resolution: String,
    },
    /// Enters that a debt was paid.
    Settle {
        /// Activity.
        activity: String,
        /// Who.
        party: Party,
        /// A customer who pays; else a supplier who is paid.
        debtor: bool,
        /// Paid, paise.
        amount: Paise,
        /// How; neither credit nor kind.
        paid: Paid,
    },
}

impl Goods {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Goods::OpenActivity(_)
            | Goods::ChangeActivity(_)
            | Goods::SetItem(_)
            | Goods::SetGodown(_)
            | Goods::SetPrice(_)
            | Goods::SetEntitlement(_) => Verb::RulesSet,
            _ => Verb::TradeAct,
        }
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Goods::OpenActivity(_) => "open-activity",
            Goods::ChangeActivity(_) => "change-activity",
            Goods::SetItem(_) => "set-item",
            Goods::SetGodown(_) => "set-godown",
            Goods::SetPrice(_) => "set-price",
            Goods::SetEntitlement(_) => "set-entitlement",
            Goods::SetCard(_) => "set-card",
            Goods::BringForward { .. } => "bring-forward",
            Goods::Buy { .. } => "buy",
            Goods::Sell { card: Some(_), .. } => "issue-ration",
            Goods::Sell { .. } => "sell",
            Goods::ReturnSale { .. } => "return-sale",
            Goods::ReturnPurchase { .. } => "return-purchase",
            Goods::Move { .. } => "move-goods",
            Goods::Count { .. } => "count-stock",
            Goods::Settle { .. } => "settle",
        }
    }

    /// Whom or what it concerns.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Goods::OpenActivity(a) | Goods::ChangeActivity(a) => a.code.clone(),
            Goods::SetItem(i) => i.code.clone(),
            Goods::SetGodown(g) => g.code.clone(),
            Goods::SetPrice(p) => p.item.clone(),
            Goods::SetEntitlement(e) => format!("{} {}", e.category, e.item),
            Goods::SetCard(c) => c.no.clone(),
            Goods::Buy { activity, supplier, bill, .. } => format!("{activity} {} {bill}", supplier.text()),
            Goods::Sell { activity, customer, card, .. } => {
                let who = card.as_deref().or(customer.as_ref().map(Party::text)).unwrap_or_default();
                format!("{activity} {who}")
            }
            Goods::ReturnSale { entry, reason, .. } | Goods::ReturnPurchase { entry, reason, .. } => {
                format!("{}/{} {reason}", entry.0, entry.1)
            }
            Goods::Settle { activity, party, .. } => format!("{activity} {}", party.text()),
            Goods::BringForward { activity, .. } | Goods::Move { activity, .. } | Goods::Count { activity, .. } => {
                activity.clone()
            }
        }
    }
}
