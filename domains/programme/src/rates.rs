//! Rules of credit that the State orders for all its societies: rates of a scheme, norms of non-performing loans, limits. An order stands in the State's register and
//! comes down; what the books of a society go by stands in its own, so that each takes the order into its norms, or into its products of a kind, by entries of its own.

use crate::event::{Did, ProgrammeEvent};
use credit::kindrule::KindRule;
use credit::norm::NormRule;
use credit::product::{Norms, Product};
use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};

/// Most characters of the number of an order, and of where it was read.
pub const LONGEST: usize = 300;

/// What happens to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rates", rename_all = "kebab-case")]
pub enum RatesEvent {
    /// It was given: the rule as a society's own norms hold it, with its day, number and source.
    Ordered {
        /// The rule.
        rule: NormRule,
    },
    /// It was taken back: the rule before it holds again.
    TakenBack {
        /// The entry: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
    },
    /// A rate was ordered for all products of a kind; taken back as the other.
    OrderedProduct {
        /// The rule, as products hold it.
        rule: KindRule,
    },
}

/// What is ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Ruling {
    /// A rule of the norms.
    Norm(NormRule),
    /// A rate of all products of a kind.
    Product(KindRule),
}

impl From<&NormRule> for Ruling {
    fn from(rule: &NormRule) -> Ruling {
        Ruling::Norm(rule.clone())
    }
}

impl From<&KindRule> for Ruling {
    fn from(rule: &KindRule) -> Ruling {
        Ruling::Product(rule.clone())
    }
}

impl Ruling {
    /// First day it holds.
    #[must_use]
    pub fn from(&self) -> Date {
        match self {
            Ruling::Norm(r) => r.from(),
            Ruling::Product(r) => r.from(),
        }
    }

    /// Number of the order, as it is written on it.
    #[must_use]
    pub fn order(&self) -> &str {
        match self {
            Ruling::Norm(r) => r.order(),
            Ruling::Product(r) => r.order().0,
        }
    }

    /// Where it was read.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Ruling::Norm(r) => r.source(),
            Ruling::Product(r) => r.order().1,
        }
    }

    /// What it says and by which order, whatever was noted of where it was read: two that are the same bind the same.
    #[must_use]
    pub fn bare(&self) -> Ruling {
        match self {
            Ruling::Norm(r) => Ruling::Norm(r.bare()),
            Ruling::Product(r) => Ruling::Product(r.bare()),
        }
    }

    /// It rules the same as another, from the same day: of the two the one entered later counts.
    #[must_use]
    pub fn replaces(&self, other: &Ruling) -> bool {
        match (self, other) {
            (Ruling::Norm(a), Ruling::Norm(b)) => a.replaces(b),
            (Ruling::Product(a), Ruling::Product(b)) => a.replaces(b),
            _ => false,
        }
    }

    /// True where something that it rules does not go by it.
    fn is_missing(&self, norms: &Norms, products: &[Product]) -> bool {
        match self {
            Ruling::Norm(r) => !r.counts_in(norms),
            Ruling::Product(r) => products.iter().any(|p| r.is_for(p) && !r.counts_in(p)),
        }
    }

    /// True where something that it rules still holds it.
    fn is_held(&self, norms: &Norms, products: &[Product]) -> bool {
        match self {
            // a rule that is shipped counts without being entered; there is nothing to take out
            Ruling::Norm(r) => r.counts_in(norms) && r.taken_from(norms) != *norms,
            Ruling::Product(r) => products.iter().any(|p| r.taken_from(p) != *p),
        }
    }
}

/// What a society writes to do what an order asks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// Its norms.
    Norms(Norms),
    /// Those of its products that change.
    Products(Vec<Product>),
}

/// Whether an order binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It does.
    Stands,
    /// A later one of the same kind from the same day does.
    Replaced,
    /// It was taken back, for this reason.
    TakenBack(String),
}

/// An order with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Day it was entered.
    pub day: Date,
    /// What it orders.
    pub rule: Ruling,
    /// What became of it.
    pub fate: Fate,
}

/// What a society has to do about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// To take it into its norms.
    TakeIn,
    /// To take it out again, for it was taken back.
    TakeOut,
}

/// The orders of the State's register, in the order they were given.
#[must_use]
pub fn orders(entries: &[((i64, i64), ProgrammeEvent)]) -> Vec<Order> {
    let mut out: Vec<Order> = Vec::new();
    for (entry, event) in entries {
        let Did::Rates(rates) = &event.did else { continue };
        let mut ordered = |rule: Ruling| out.push(Order { entry: *entry, day: event.day, rule, fate: Fate::Stands });
        match &**rates {
            RatesEvent::Ordered { rule } => ordered(rule.into()),
            RatesEvent::OrderedProduct { rule } => ordered(rule.into()),
            RatesEvent::TakenBack { entry, reason } => {
                if let Some(o) = out.iter_mut().find(|o| o.entry == *entry) {
                    o.fate = Fate::TakenBack(reason.clone());
                }
            }
        }
    }
    // judged at the end: when the one that replaced it is taken back, it stands again
    for n in 0..out.len() {
        let later = |o: &Order| o.fate == Fate::Stands && o.rule.replaces(&out[n].rule);
        if out[n].fate == Fate::Stands && out[n + 1..].iter().any(later) {
            out[n].fate = Fate::Replaced;
        }
    }
    out
}

/// What norms and products have to take in or out to go by the orders, in the order they were given.
#[must_use]
pub fn due<'o>(orders: &'o [Order], norms: &Norms, products: &[Product]) -> Vec<(&'o Order, Due)> {
    let stands = |rule: &Ruling| orders.iter().any(|o| o.fate == Fate::Stands && o.rule.bare() == rule.bare());
    let of = |o: &'o Order| match &o.fate {
        Fate::Stands if o.rule.is_missing(norms, products) => Some((o, Due::TakeIn)),
        Fate::TakenBack(_) if !stands(&o.rule) && o.rule.is_held(norms, products) => Some((o, Due::TakeOut)),
        _ => None,
    };
    orders.iter().filter_map(of).collect()
}

/// What a society writes to do what an order asks of it.
///
/// # Errors
/// 3216: the State gave no such order, or the society goes by it already.
pub fn follow(orders: &[Order], norms: &Norms, products: &[Product], entry: (i64, i64)) -> Result<Followed, Refusal> {
    let found = due(orders, norms, products).into_iter().find(|(o, _)| o.entry == entry);
    let (order, due) = found.ok_or_else(|| Refusal::new(3216))?;
    Ok(match &order.rule {
        Ruling::Norm(r) => Followed::Norms(match due {
            Due::TakeIn => r.added_to(norms),
            Due::TakeOut => r.taken_from(norms),
        }),
        Ruling::Product(r) => {
            let change = |p: &Product| match due {
                Due::TakeIn if r.is_for(p) && !r.counts_in(p) => Some(r.added_to(p)),
                Due::TakeOut => Some(r.taken_from(p)).filter(|after| after != p),
                Due::TakeIn => None,
            };
            Followed::Products(products.iter().filter_map(change).collect())
        }
    })
}

fn event(did: RatesEvent, today: Date) -> Vec<ProgrammeEvent> {
    vec![ProgrammeEvent { day: today, did: Did::Rates(Box::new(did)) }]
}

/// Orders a rule for all societies.
///
/// # Errors
/// 3214: it has no number, or number or source are too long; 3215: the same stands already; 3277: no rate, one above a hundred percent, or rows of a deposit that do not
/// ascend.
pub fn order(orders: &[Order], rule: Ruling, today: Date) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let long = |text: &str| text.chars().count() > LONGEST;
    if rule.order().trim().is_empty() || long(rule.order()) || long(rule.source()) {
        return Err(Refusal::new(3214).with("most", LONGEST));
    }
    if let Ruling::Product(rule) = &rule
        && !rule.is_sound()
    {
        return Err(Refusal::new(3277));
    }
    let bare = rule.bare();
    if orders.iter().any(|o| o.fate == Fate::Stands && o.rule.bare() == bare) {
        return Err(Refusal::new(3215).with("order", rule.order()).with("date", rule.from()));
    }
    let did = match rule {
        Ruling::Norm(rule) => RatesEvent::Ordered { rule },
        Ruling::Product(rule) => RatesEvent::OrderedProduct { rule },
    };
    Ok(event(did, today))
}

/// Takes an order back.
///
/// # Errors
/// 3217: there is none that stands; 4525: no reason, or a long one.
pub fn take_back(
    orders: &[Order],
    entry: (i64, i64),
    reason: &str,
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let reason = reason.trim();
    if !orders.iter().any(|o| o.entry == entry && !matches!(o.fate, Fate::TakenBack(_))) {
        return Err(Refusal::new(3217));
    }
    if reason.is_empty() || reason.chars().count() > LONGEST {
        return Err(Refusal::new(4525));
    }
    Ok(event(RatesEvent::TakenBack { entry, reason: reason.to_owned() }, today))
}
