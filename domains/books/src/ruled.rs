//! Rules by law: each true from a day on, by an order with its source. What has no rule is unset, and blocks.

use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};

/// One rule: true from a day on, until a later rule of the same kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule<T> {
    /// First day it holds.
    pub from: Date,
    /// What it says.
    pub value: T,
    /// Number of the order, resolution or bye-law, as it is written on it.
    pub order: String,
    /// Where it was read: circular, section, page.
    pub source: String,
}

/// The rules of one kind in any order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ruled<T>(pub Vec<Rule<T>>);

impl<T> Default for Ruled<T> {
    fn default() -> Ruled<T> {
        Ruled(Vec::new())
    }
}

impl<T> Ruled<T> {
    /// One rule.
    pub fn one(from: Date, value: T, order: impl Into<String>, source: impl Into<String>) -> Ruled<T> {
        Ruled(vec![Rule { from, value, order: order.into(), source: source.into() }])
    }

    /// The rule in force on a day: the latest that began on or before it; of two that began on one day, the later entered.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Rule<T>> {
        self.0.iter().filter(|r| r.from <= day).max_by_key(|r| r.from)
    }

    /// The value in force on a day.
    ///
    /// # Errors
    /// 4101 where nothing is set; `key` names the setting for people.
    pub fn need(&self, day: Date, key: &'static str) -> Result<&T, Refusal> {
        self.on(day).map(|r| &r.value).ok_or_else(|| Refusal::new(4101).with("setting", key).with("date", day))
    }

    /// Days in `from..to` on which another rule begins, sorted, each once.
    #[must_use]
    pub fn changes(&self, from: Date, to: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.0.iter().map(|r| r.from).filter(|d| from < *d && *d < to).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}
