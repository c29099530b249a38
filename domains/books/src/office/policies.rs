//! Insurance policies, licences and registrations: what they cover, by whom, from when to when. An expired one is shown; nothing stops by it.

use super::{Noted, maybe, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An insurance policy.
    Insurance,
    /// A licence to deal in something.
    Licence,
    /// Another registration (GST, weights and measures).
    Registration,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Insurance, Kind::Licence, Kind::Registration];

    /// `insurance`, `licence`, `registration`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Kind::Insurance => "insurance",
            Kind::Licence => "licence",
            Kind::Registration => "registration",
        }
    }
}

/// A policy or licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What it is.
    pub kind: Kind,
    /// What it covers or allows.
    pub what: String,
    /// Insurer or authority.
    pub issuer: String,
    /// First day.
    pub from: Date,
    /// Last day; `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Sum insured, paise; nothing for a licence.
    pub sum: Paise,
}

impl Policy {
    /// Days left on a day, that day not counted; less than nothing where it has expired.
    #[must_use]
    pub fn left(&self, today: Date) -> Option<i64> {
        self.until.map(|until| crate::estate::days(today, until))
    }
}

/// The policies: number, policy, entry, in the order they were written.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<(String, Policy, (i64, i64))> {
    let one = |e: &Entry| match &e.event.did {
        Did::Office(what) => match &**what {
            Noted::PolicyEntered(p) => Some((e.event.of.clone(), p.clone(), e.place)),
            _ => None,
        },
        _ => None,
    };
    entries.iter().filter_map(one).collect()
}

/// Enters a policy or licence. A renewal is another entry under its own number or with other days.
///
/// # Errors
/// 4020; 4400 (number, what, by whom); 4402 that number begins on that day already; 4404 a sum that cannot be; 4650 it ends before it
/// begins.
pub fn enter(sight: &Sight, number: &str, policy: &Policy) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let number = text(number)?;
    if fold(&sight.entries).iter().any(|(n, p, _)| *n == number && p.from == policy.from) {
        return Err(Refusal::new(4402).with("number", &number));
    }
    if policy.until.is_some_and(|until| until < policy.from) {
        return Err(Refusal::new(4650).with("from", lipi::date::format(policy.from)));
    }
    if !(0..=crate::decide::MOST_PAISE).contains(&policy.sum.0) {
        return Err(crate::estate::wrong_amount(policy.sum));
    }
    let kept = Policy { what: text(&policy.what)?, issuer: maybe(&policy.issuer)?, ..policy.clone() };
    Ok(noted(date, Register::Policies, &number, Noted::PolicyEntered(kept)))
}
