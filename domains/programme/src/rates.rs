//! Rules of credit that the State orders for all its societies: rates of a scheme, norms of non-performing loans, limits. An order stands in the State's register and
//! comes down; what the books of a society go by stands in its own, so that each takes the order into its norms by an entry of its own.

use crate::event::{Did, ProgrammeEvent};
use credit::norm::NormRule;
use credit::product::Norms;
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
    pub rule: NormRule,
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
        match &**rates {
            RatesEvent::Ordered { rule } => {
                out.push(Order { entry: *entry, day: event.day, rule: rule.clone(), fate: Fate::Stands });
            }
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

/// What norms have to take in or out to go by the orders, in the order they were given.
#[must_use]
pub fn due<'o>(orders: &'o [Order], norms: &Norms) -> Vec<(&'o Order, Due)> {
    let stands = |rule: &NormRule| orders.iter().any(|o| o.fate == Fate::Stands && o.rule.bare() == rule.bare());
    let of = |o: &'o Order| match (&o.fate, o.rule.counts_in(norms)) {
        (Fate::Stands, false) => Some((o, Due::TakeIn)),
        // a rule that is shipped counts without being entered; there is nothing to take out
        (Fate::TakenBack(_), true) if !stands(&o.rule) && o.rule.taken_from(norms) != *norms => Some((o, Due::TakeOut)),
        _ => None,
    };
    orders.iter().filter_map(of).collect()
}

/// The norms after a society did what an order asks of it.
///
/// # Errors
/// 3216: the State gave no such order, or the norms go by it already.
pub fn follow(orders: &[Order], norms: &Norms, entry: (i64, i64)) -> Result<Norms, Refusal> {
    let due = due(orders, norms).into_iter().find(|(o, _)| o.entry == entry);
    match due.ok_or_else(|| Refusal::new(3216))? {
        (o, Due::TakeIn) => Ok(o.rule.added_to(norms)),
        (o, Due::TakeOut) => Ok(o.rule.taken_from(norms)),
    }
}

fn event(did: RatesEvent, today: Date) -> Vec<ProgrammeEvent> {
    vec![ProgrammeEvent { day: today, did: Did::Rates(Box::new(did)) }]
}

/// Orders a rule for all societies.
///
/// # Errors
/// 3214: it has no number, or number or source are too long; 3215: the same stands already.
pub fn order(orders: &[Order], rule: NormRule, today: Date) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let long = |text: &str| text.chars().count() > LONGEST;
    if rule.order().trim().is_empty() || long(rule.order()) || long(rule.source()) {
        return Err(Refusal::new(3214).with("most", LONGEST));
    }
    let bare = rule.bare();
    if orders.iter().any(|o| o.fate == Fate::Stands && o.rule.bare() == bare) {
        return Err(Refusal::new(3215).with("order", rule.order()).with("date", rule.from()));
    }
    Ok(event(RatesEvent::Ordered { rule }, today))
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
