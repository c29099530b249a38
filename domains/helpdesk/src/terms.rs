//! The words of the room: what it is about, how bad it is, who must act, why a clock stands.

use kernel::Date;
use serde::{Deserialize, Serialize};

/// A code that stands in entries, addresses and messages, and back.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Its code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// Back from the code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}

coded! {
    /// What a ticket is about; the nine causes of the field, in the order of the digits 1 to 9.
    Category {
        /// No current.
        Power = "power",
        /// No line.
        Network = "network",
        /// Computer, printer, fingerprint reader.
        Device = "device",
        /// Cannot log in.
        Login = "login",
        /// Figures or names are wrong.
        Data = "data",
        /// The program does wrong.
        Defect = "defect",
        /// Nobody has been taught it.
        Training = "training",
        /// A post is empty.
        Vacancy = "vacancy",
        /// A rule or an order is missing or unclear.
        Policy = "policy",
    }
}

coded! {
    /// What it does to the society's work, worst first. This is the priority: it is seen from the work, not chosen by rank.
    Effect {
        /// The business day cannot be ended.
        DayEnd = "day-end",
        /// Work stands still.
        Stopped = "stopped",
        /// Work goes on with trouble.
        Hindered = "hindered",
        /// Only a question.
        Question = "question",
    }
}

coded! {
    /// Who must act. The first three are the steps of the path of the guideline, society to bank to district committee to State committee; the
    /// others are those whom one of them has asked to do it.
    Party {
        /// District co-operative bank.
        Bank = "bank",
        /// District committee (DLIMC), under the District Magistrate.
        District = "district",
        /// State committee (SLIMC).
        State = "state",
        /// System integrator.
        Integrator = "integrator",
        /// Electricity or telephone department.
        Utility = "utility",
    }
}

impl Party {
    /// The step of the path, from 0; `None` for those who only do the work.
    #[must_use]
    pub const fn step(self) -> Option<u8> {
        match self {
            Party::Bank => Some(0),
            Party::District => Some(1),
            Party::State => Some(2),
            Party::Integrator | Party::Utility => None,
        }
    }
}

coded! {
    /// Why a clock stands. There is no other reason.
    Pause {
        /// The society has been asked something.
        Society = "society",
        /// A part or a machine is on its way.
        Part = "part",
        /// A sanction of money is awaited.
        Sanction = "sanction",
        /// The road is closed.
        Road = "road",
    }
}

/// What the program knows of itself when a ticket is raised. Nothing of it is about a person: no name, no number of a member, no amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// Version of the program.
    pub version: String,
    /// Topic of the page it was raised from, as help names it; never its address, in which a number may stand.
    pub page: String,
    /// Numbers of the last refusals, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<u16>,
    /// Entries that have not been sent.
    pub unsent: u64,
    /// The open business day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Date>,
    /// What stands in the way of its end: codes, as `waiting`, `stock`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blockers: Vec<String>,
    /// Room left on the disk, megabytes; `None` where the system does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk_mb: Option<u64>,
    /// Operating system and processor, `linux x86_64`.
    pub system: String,
}

/// An article of knowledge. Hindi must be there; English may.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Cause it belongs to; `None` for all.
    pub category: Option<Category>,
    /// Title in Hindi.
    pub title: String,
    /// Text in Hindi.
    pub text: String,
    /// Title in English; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_en: String,
    /// Text in English; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_en: String,
}
