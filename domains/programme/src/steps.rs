//! After how many days what is overdue rises a step: a rule of the State, versioned by order. Until an office sets another the days stand in force that were
//! given with the programme ([`crate::timeline::STEPS`]).

use crate::event::{Did, ProgrammeEvent};
use crate::timeline::STEPS;
use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};

/// Most characters of the number of an order.
const LONGEST: usize = 60;
/// Most days to the last step: a year.
const MOST: u16 = 366;

/// What happens to the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "steps", rename_all = "kebab-case")]
pub enum StepsEvent {
    /// It was set.
    Set {
        /// Days late at which each step is reached, as [`STEPS`].
        days: [u16; 6],
        /// First day it holds.
        from: Date,
        /// Number of the order.
        order: String,
    },
    /// It was taken back: the rule before it holds again.
    TakenBack {
        /// The entry: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
    },
}

/// A version of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Days late at which each step is reached.
    pub days: [u16; 6],
    /// First day it holds.
    pub from: Date,
    /// Number of the order.
    pub order: String,
}

/// The days in force: of the versions that have begun the last; of two that began on one day, the one entered later.
#[must_use]
pub fn on(versions: &[Steps], day: Date) -> [u16; 6] {
    versions.iter().filter(|s| s.from <= day).max_by_key(|s| s.from).map_or(STEPS, |s| s.days)
}

/// Takes an event in.
pub(crate) fn apply(versions: &mut Vec<Steps>, entry: (i64, i64), event: &StepsEvent) {
    match event {
        StepsEvent::Set { days, from, order } => {
            versions.push(Steps { entry, days: *days, from: *from, order: order.clone() });
        }
        StepsEvent::TakenBack { entry, .. } => versions.retain(|s| s.entry != *entry),
    }
}

fn event(did: StepsEvent, today: Date) -> Vec<ProgrammeEvent> {
    vec![ProgrammeEvent { day: today, did: Did::Steps(Box::new(did)) }]
}

/// Sets the rule.
///
/// # Errors
/// 3199: days that do not grow from step to step, or more than a year; no order; a first day before today.
pub fn set(days: [u16; 6], from: Date, order: &str, today: Date) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let grow = days.windows(2).all(|w| w[0] < w[1]) && days[5] <= MOST;
    let order = order.trim();
    if !grow || from < today || order.is_empty() || order.chars().count() > LONGEST {
        return Err(Refusal::new(3199).with("most", MOST));
    }
    Ok(event(StepsEvent::Set { days, from, order: order.to_owned() }, today))
}

/// Takes a version back.
///
/// # Errors
/// 4524: there is none; 4525: no reason.
pub fn take_back(
    versions: &[Steps],
    entry: (i64, i64),
    reason: &str,
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    if !versions.iter().any(|s| s.entry == entry) {
        return Err(Refusal::new(4524));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new(4525));
    }
    Ok(event(StepsEvent::TakenBack { entry, reason: reason.trim().to_owned() }, today))
}
