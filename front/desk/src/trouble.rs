//! How the door says no.

use kernel::{Fault, Refusal};
use std::fmt;

/// Either a person can act, or an operator must.
#[derive(Debug)]
pub enum Trouble {
    /// Numbered, with a remedy, in both languages.
    Refusal(Refusal),
    /// The machine: disk, database.
    Fault(Fault),
}

impl Trouble {
    /// The refusal, if it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Trouble::Refusal(r) => Some(r),
            Trouble::Fault(_) => None,
        }
    }
}
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Refusal(r) => r.fmt(f),
            Trouble::Fault(e) => e.fmt(f),
        }
    }
}
impl std::error::Error for Trouble {}
impl From<Refusal> for Trouble {
    fn from(r: Refusal) -> Trouble {
        Trouble::Refusal(r)
    }
}
impl From<Fault> for Trouble {
    fn from(f: Fault) -> Trouble {
        Trouble::Fault(f)
    }
}
impl From<sql::Error> for Trouble {
    fn from(e: sql::Error) -> Trouble {
        // The user can act on neither, but must be told that nothing more is written.
        if e.kind == sql::Kind::Broken {
            return Fault::new("writing has stopped; nothing of this act was kept", e).into();
        }
        Fault::from(e).into()
    }
}
