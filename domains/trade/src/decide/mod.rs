//! What may be done with goods: a view and a command become events, or a numbered refusal. Commands carry no day: everything is dated
//! by the open business day.

mod back;
mod buy;
mod ration;
mod sell;
mod setup;
mod shelf;
mod store;
mod undo;

pub use back::{
    BillView, ReturnLine, ReturnPurchase, ReturnSale, purchase_back_total, return_purchase, return_sale,
    sale_back_total,
};
pub use buy::{BringForward, Buy, BuyLine, ForwardGoods, bring_forward, buy, purchase_total};
pub use ration::{CardView, Issue, issue};
pub use sell::{Sell, SellLine, sale_total, sell};
pub use setup::{change_activity, open_activity, set_card, set_entitlement, set_godown, set_item, set_price};
pub use shelf::Shelf;
pub use store::{Count, CountLine, MoveGoods, MoveLine, Settle, count, move_goods, settle};
pub use undo::{EventView, Reverse, reverse};

use crate::split::Tax;
use crate::terms::{
    Activity, Entitlement, Godown, GstRate, GstWay, Item, Leg, Means, Milli, Party, PriceRow, Rounding, Stock,
};
use kernel::{Date, Paise, Refusal};

/// Most paise of one amount, as in the books.
pub const MOST_PAISE: i64 = books::decide::MOST_PAISE;
/// Most characters of a text.
pub const MOST_TEXT: usize = books::decide::MOST_TEXT;
/// Most lines of one bill, slip or sheet.
pub const MOST_LINES: usize = 200;
/// Most legs of one bill.
pub const MOST_LEGS: usize = 20;
/// Most of one quantity: a thousand million units.
pub const MOST_MILLI: i64 = 1_000_000_000_000;

/// What every decision knows.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The open business day.
    pub today: Date,
}

/// What a decision must know. Only what the command names need be there.
#[derive(Clone, Debug, Default)]
pub struct StockView {
    /// The activity named, if it is open.
    pub activity: Option<Activity>,
    /// Items named that exist.
    pub items: Vec<Item>,
    /// Godowns named that exist.
    pub godowns: Vec<Godown>,
    /// Every batch of the items named, in every godown, also emptied ones.
    pub stock: Vec<Stock>,
    /// Price list of the items named.
    pub prices: Vec<PriceRow>,
    /// Entitlements of the items named, for a ration card.
    pub entitlements: Vec<Entitlement>,
    /// Codes of the heads named that exist in the books.
    pub heads: Vec<String>,
    /// Membership numbers named that exist.
    pub members: Vec<String>,
    /// The number or code of the command is taken.
    pub exists: bool,
    /// Number of the purchase under which this supplier's bill was entered before and stands.
    pub bill_of: Option<String>,
    /// The ration card named, with what it drew this calendar month.
    pub card: Option<CardView>,
    /// The sale or purchase named, for a return.
    pub bill: Option<BillView>,
    /// What the party of a settlement owes or is owed, paise.
    pub owed: Paise,
}

impl StockView {
    fn activity(&self, code: &str) -> Result<&Activity, Refusal> {
        let found = self.activity.as_ref().filter(|a| a.code == code);
        found.ok_or_else(|| Refusal::new(4304).with("activity", code))
    }

    /// An item of the activity.
    fn item(&self, activity: &str, code: &str) -> Result<&Item, Refusal> {
        let found = self.items.iter().find(|i| i.code == code && i.activity == activity);
        found.ok_or_else(|| Refusal::new(4305).with("item", code).with("activity", activity))
    }

    fn godown(&self, code: &str) -> Result<(), Refusal> {
        let there = self.godowns.iter().any(|g| g.code == code);
        if there { Ok(()) } else { Err(Refusal::new(4306).with("godown", code)) }
    }

    fn head(&self, code: &str) -> Result<(), Refusal> {
        let there = self.heads.iter().any(|h| h == code);
        if there { Ok(()) } else { Err(Refusal::new(4327).with("head", code)) }
    }

    /// A party that can be named: a member who exists, or a name.
    fn party(&self, party: &Party) -> Result<(), Refusal> {
        text(party.text())?;
        match party {
            Party::Member(no) if !self.members.iter().any(|m| m == no) => Err(Refusal::new(4338).with("member", no)),
            _ => Ok(()),
        }
    }

    /// A number not taken yet.
    fn fresh(&self, number: &str) -> Result<(), Refusal> {
        text(number)?;
        if self.exists { Err(Refusal::new(4303).with("code", number)) } else { Ok(()) }
    }
}

/// A text: present and not too long.
fn text(of: &str) -> Result<(), Refusal> {
    let there = !of.trim().is_empty() && of.chars().count() <= MOST_TEXT;
    if there { Ok(()) } else { Err(Refusal::new(4302).with("most", MOST_TEXT)) }
}

/// An amount that is not negative and not absurd.
fn amount(of: Paise) -> Result<(), Refusal> {
    if (0..=MOST_PAISE).contains(&of.0) { Ok(()) } else { Err(Refusal::new(4308).with("amount", rupees(of))) }
}

/// Price times quantity, within what an amount may be.
fn times(price: Paise, qty: Milli) -> Result<Paise, Refusal> {
    amount(price)?;
    crate::split::amount(price, qty).ok_or_else(|| Refusal::new(4308).with("amount", rupees(price)))
}

/// A quantity of more than nothing, whole where the unit has no parts.
fn quantity(item: &Item, qty: Milli) -> Result<(), Refusal> {
    if qty.0 <= 0 || qty.0 > MOST_MILLI || !fits(item, qty) {
        return Err(Refusal::new(4307).with("item", &item.code).with("qty", qty));
    }
    Ok(())
}

/// Whole where the unit has no parts.
fn fits(item: &Item, qty: Milli) -> bool {
    !item.unit.whole() || qty.0 % 1000 == 0
}

/// From one to [`MOST_LINES`].
fn line_count(n: usize) -> Result<(), Refusal> {
    let right = (1..=MOST_LINES).contains(&n);
    if right { Ok(()) } else { Err(Refusal::new(4309).with("lines", n).with("most", MOST_LINES)) }
}

/// A setting without a value.
fn unset(setting: &'static str, what: &str, day: Date) -> Refusal {
    Refusal::new(4301).with("setting", setting).with("what", what).with("date", day)
}

/// How the activity stands to GST on a day.
fn way(activity: &Activity, day: Date) -> Result<GstWay, Refusal> {
    activity.gst.on(day).map(|r| r.value).ok_or_else(|| unset("gst-way", &activity.code, day))
}

/// The rate of an item on a day.
fn rate(item: &Item, day: Date) -> Result<GstRate, Refusal> {
    item.gst.on(day).map(|r| r.value).ok_or_else(|| unset("gst", &item.code, day))
}

/// A rate from 0 to 100 %.
fn rate_in_bounds(rate: GstRate, item: &str) -> Result<(), Refusal> {
    if (0..=10_000).contains(&rate.0) { Ok(()) } else { Err(Refusal::new(4312).with("item", item)) }
}

/// `1234.50`: for messages only.
fn rupees(p: Paise) -> String {
    format!("{}{}.{:02}", if p.0 < 0 { "-" } else { "" }, p.0.unsigned_abs() / 100, p.0.unsigned_abs() % 100)
}

/// What a bill comes to by its lines.
fn total<'a>(lines: impl Iterator<Item = (Paise, &'a Tax)>) -> Paise {
    lines.map(|(taxable, tax)| taxable + tax.total()).sum()
}

/// Who is on the other side of a bill, and which head takes what stays owed.
struct Other<'a> {
    view: &'a StockView,
    party: Option<&'a Party>,
    credit_head: &'a str,
    /// A loan may be debited: only for a customer.
    kind: bool,
}

impl Other<'_> {
    /// Legs that are more than nothing each, name what they must, and sum to the bill with its rounding. None at all for a bill of
    /// nothing. Credit legs come back with their party.
    fn settle(&self, legs: &[Leg], bill: Paise, rounding: Option<&Rounding>) -> Result<Vec<Leg>, Refusal> {
        let bill = bill + self.rounded(bill, rounding)?;
        amount(bill)?;
        let wrong = |sum: Paise| Refusal::new(4324).with("sum", rupees(sum)).with("amount", rupees(bill));
        if legs.len() > MOST_LEGS || legs.iter().any(|l| l.amount.0 <= 0 || l.amount.0 > MOST_PAISE) {
            return Err(wrong(Paise::ZERO));
        }
        let sum: Paise = legs.iter().map(|l| l.amount).sum();
        if sum != bill {
            return Err(wrong(sum));
        }
        legs.iter().map(|l| self.leg(l)).collect()
    }

    fn rounded(&self, bill: Paise, rounding: Option<&Rounding>) -> Result<Paise, Refusal> {
        let Some(r) = rounding else { return Ok(Paise::ZERO) };
        self.view.head(&r.head)?;
        if r.amount.is_zero() || !(-50..=50).contains(&r.amount.0) || (bill + r.amount).0 % 100 != 0 {
            return Err(Refusal::new(4328).with("amount", rupees(r.amount)).with("bill", rupees(bill)));
        }
        Ok(r.amount)
    }

    fn leg(&self, leg: &Leg) -> Result<Leg, Refusal> {
        let mut leg = leg.clone();
        self.view.head(&leg.head)?;
        match leg.means {
            Means::Credit => {
                if leg.head != self.credit_head {
                    return Err(Refusal::new(4327).with("head", &leg.head));
                }
                let party = leg.party.take().or_else(|| self.party.cloned()).ok_or_else(|| Refusal::new(4325))?;
                self.view.party(&party)?;
                leg.party = Some(party);
            }
            Means::Kind => {
                let named = leg.loan.as_deref().is_some_and(|l| text(l).is_ok());
                if !self.kind || !named || !matches!(self.party, Some(Party::Member(_))) {
                    return Err(Refusal::new(4326));
                }
            }
            Means::Cash | Means::Bank | Means::Transfer => {}
        }
        // A debt lives on a credit leg and a loan on a kind leg; neither is hidden on another.
        if leg.means != Means::Credit {
            leg.party = None;
        }
        if leg.means != Means::Kind {
            leg.loan = None;
        }
        Ok(leg)
    }
}
