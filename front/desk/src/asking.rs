//! An act as it is asked for: what, and where it happened before the open day, when and why.

use crate::act::Act;
use kernel::Date;
use serde::{Deserialize, Serialize};

/// Something that happened before the open day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Day it happened.
    pub happened: Date,
    /// Why it was not entered then.
    pub reason: String,
    /// Number of the outage slip.
    pub slip: Option<i64>,
    /// It was asked for within the hours of its slip: a second person of the society lets it pass, no officer above. Set by the desk, not by who asks.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub in_time: bool,
}

impl Before {
    /// What happened on a day, why it was not entered then, on which outage slip it stands.
    #[must_use]
    pub fn of(happened: Date, reason: &str, slip: Option<i64>) -> Before {
        Before { happened, reason: reason.to_owned(), slip, in_time: false }
    }
}

/// An act as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The act.
    pub act: Act,
    /// Where it happened before the open day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<Before>,
}

impl From<Act> for Asked {
    fn from(act: Act) -> Asked {
        Asked { act, before: None }
    }
}
