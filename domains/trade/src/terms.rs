//! The words of the room: quantities, activities, items, godowns, prices, ration cards, ways of paying.

pub use books::ruled::Ruled;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// A quantity in thousandths of its unit (kilogram, litre, bag, piece); may be negative in a move. 1 kg = 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milli(pub i64);

impl Milli {
    /// Nothing.
    pub const ZERO: Milli = Milli(0);

    /// Whole units. Panics on overflow: a quantity that large is our bug.
    #[must_use]
    pub const fn units(n: i64) -> Milli {
        Milli(n * 1000)
    }

    /// True for exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add for Milli {
    type Output = Milli;
    fn add(self, other: Milli) -> Milli {
        Milli(self.0.checked_add(other.0).expect("sum of quantities exceeds i64 thousandths"))
    }
}
impl Sub for Milli {
    type Output = Milli;
    fn sub(self, other: Milli) -> Milli {
        self + -other
    }
}
impl Neg for Milli {
    type Output = Milli;
    fn neg(self) -> Milli {
        Milli(-self.0)
    }
}
impl AddAssign for Milli {
    fn add_assign(&mut self, other: Milli) {
        *self = *self + other;
    }
}
impl Sum for Milli {
    fn sum<I: Iterator<Item = Milli>>(all: I) -> Milli {
        all.fold(Milli::ZERO, Add::add)
    }
}
impl fmt::Display for Milli {
    /// `12`, `0.5`, `-1.250` without the zeros at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, n) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let text = format!("{sign}{}.{:03}", n / 1000, n % 1000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// The unit an item is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// By weight.
    Kilogram,
    /// By weight, 100 kg.
    Quintal,
    /// By volume.
    Litre,
    /// A bag; a torn one may be sold in part.
    Bag,
    /// One piece.
    Piece,
    /// A packet or bottle as packed by the maker.
    Packet,
    /// A cylinder of gas.
    Cylinder,
}

impl Unit {
    /// True where only whole units exist.
    #[must_use]
    pub fn whole(self) -> bool {
        matches!(self, Unit::Piece | Unit::Packet | Unit::Cylinder)
    }
}

/// A rate of GST in hundredths of a percent, central and state (or integrated) together: 5 % is 500. 0 is exempt or nil, by order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GstRate(pub i32);

/// How an activity stands to GST: a setting by the society's registration and its price lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GstWay {
    /// Registered; listed prices contain the tax.
    Included,
    /// Registered; the tax is added to listed prices.
    Added,
    /// Not registered: no tax is charged, and tax paid to suppliers is part of the cost.
    Unregistered,
}

/// Where goods are supplied from or to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supply {
    /// Within the State: half central, half State tax.
    #[default]
    Within,
    /// From or to another State: integrated tax.
    Across,
}

/// Heads of an activity: codes of heads in the books. All different, except the two of GST, which may be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityHeads {
    /// Goods in hand, at cost.
    pub stock: String,
    /// Sales, without tax.
    pub sales: String,
    /// Cost of what was sold.
    pub cost: String,
    /// Found short in a count.
    pub shortage: String,
    /// Found over in a count.
    pub surplus: String,
    /// GST paid to suppliers, to be set off.
    pub gst_in: String,
    /// GST collected.
    pub gst_out: String,
    /// Owed by customers.
    pub debtors: String,
    /// Owed to suppliers.
    pub creditors: String,
}

/// A licence of the society for an activity (fertiliser, seed, pesticide, fair price shop).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// Number as printed on it.
    pub number: String,
    /// Last day it holds, where it ends.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expiry: Option<Date>,
}

/// One activity of the society, with a trading account of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Short code, unique in the society.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
    /// Heads it posts to.
    pub heads: ActivityHeads,
    /// How it stands to GST, by day; unset refuses (4301).
    #[serde(default)]
    pub gst: Ruled<GstWay>,
    /// Its licence, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub licence: Option<Licence>,
}

/// What is dealt in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Short code, unique in the society.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
    /// Unit it is counted in.
    pub unit: Unit,
    /// HSN code of the tariff; empty where not known.
    #[serde(default)]
    pub hsn: String,
    /// Rate of GST by day; unset refuses (4301).
    #[serde(default)]
    pub gst: Ruled<GstRate>,
    /// Code of its activity.
    pub activity: String,
    /// The maker's batch is written on it and must be entered.
    pub batches: bool,
    /// It has a day of expiry, which must be entered.
    pub expires: bool,
}

/// A place where goods lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Godown {
    /// Short code, unique in the society.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
}

/// A line of the price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRow {
    /// Code of the item.
    pub item: String,
    /// First day it holds.
    pub from: Date,
    /// Paise for one unit; with or without tax as [`GstWay`] says. 0 where goods are issued free.
    pub price: Paise,
    /// Most that may be asked for one unit with all taxes, where one is printed; paise.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mrp: Option<Paise>,
    /// Order or resolution.
    pub order: String,
}

/// For whom an entitlement is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// For each card.
    Card,
    /// For each head on the card.
    Head,
}

/// What a category of ration cards may draw of an item in a calendar month, by order of the State.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    /// Category as the State names it, for example `AAY`.
    pub category: String,
    /// Code of the item.
    pub item: String,
    /// First day it holds.
    pub from: Date,
    /// Thousandths of the item's unit.
    pub qty: Milli,
    /// Of a card or of a head.
    pub per: Per,
    /// Number of the order.
    pub order: String,
}

/// A ration card attached to the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RationCard {
    /// Number.
    pub no: String,
    /// Head of the household as written on it.
    pub holder: String,
    /// Category.
    pub category: String,
    /// Persons on it.
    pub heads: u16,
}

/// Somebody who buys or supplies: a member by his number, or a person or firm by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// Membership number.
    Member(String),
    /// Name.
    Named(String),
}

impl Party {
    /// The number or the name.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Party::Member(t) | Party::Named(t) => t,
        }
    }

    /// One text that is different for different parties: `m:12`, `n:IFFCO`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}:{}", if matches!(self, Party::Member(_)) { "m" } else { "n" }, self.text().trim())
    }
}

/// How a bill is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Notes and coins.
    Cash,
    /// Bank account or cheque.
    Bank,
    /// Owed: by the customer, or to the supplier.
    Credit,
    /// Goods on a crop loan: the door debits the loan, `head` is its head of principal.
    Kind,
    /// To or from another head of the society (subsidy receivable, migration difference).
    Transfer,
}

/// One part of settling a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Code of the head.
    pub head: String,
    /// How.
    pub means: Means,
    /// More than zero, paise.
    pub amount: Paise,
    /// Who owes or is owed, for [`Means::Credit`]; left out, it is the customer or supplier of the bill.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub party: Option<Party>,
    /// Number of the loan, for [`Means::Kind`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub loan: Option<String>,
}

/// What brings a bill to a whole rupee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// From -50 to 50 paise, not 0; the bill with it is a whole number of rupees.
    pub amount: Paise,
    /// Code of the head that takes it.
    pub head: String,
}

/// What lies of one batch in one godown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// Code of the item.
    pub item: String,
    /// Code of the godown.
    pub godown: String,
    /// Batch, or the number of the purchase where the item has none.
    pub batch: String,
    /// Last day it may be used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expiry: Option<Date>,
    /// Order of arrival of the batch in the society: smaller is older (for example the place of its first entry).
    pub received: i64,
    /// In hand; never less than nothing.
    pub qty: Milli,
    /// Its cost, paise; nothing where nothing is in hand.
    pub value: Paise,
}
