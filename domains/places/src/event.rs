//! What happened in the state's own register.

use crate::terms::{Bank, Level, Listed, Place, Posting};
use kernel::Date;
use serde::{Deserialize, Serialize};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacesEvent {
    /// Day it was written, by the seat's calendar.
    pub day: Date,
    /// What was done.
    pub did: Did,
}

/// A list that was taken in; long ones come in parts of one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Number of the list among those of its kind, from 1.
    pub version: u32,
    /// Part, from 1.
    pub part: u32,
    /// Parts.
    pub parts: u32,
    /// Where it comes from: name of the file.
    pub source: String,
    /// SHA-256 of that file, hexadecimal.
    pub digest: String,
    /// Order by which changes of codes were accepted; empty where none were.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub order: String,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum Did {
    /// The seat of a State began.
    StateBegun {
        /// The State.
        state: Place,
    },
    /// Places of a level were set: those that are new or changed, and those that are gone.
    PlacesSet {
        /// The list.
        list: List,
        /// Level.
        level: Level,
        /// New or changed.
        set: Vec<Place>,
        /// No longer on the list.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<u32>,
    },
    /// Societies were set.
    SocietiesSet {
        /// The list.
        list: List,
        /// New or changed.
        set: Vec<Listed>,
        /// No longer on the list, though neither merged nor wound up.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<String>,
    },
    /// A society was merged into another.
    SocietyMerged {
        /// The one that ceased.
        code: String,
        /// The one it went into.
        into: String,
        /// Order.
        order: String,
    },
    /// A society was put into liquidation.
    SocietyWoundUp {
        /// The society.
        code: String,
        /// Order.
        order: String,
    },
    /// The district banks were set: all of them.
    BanksSet {
        /// All.
        banks: Vec<Bank>,
        /// Order that says which bank serves which district; empty in what was written before one was asked for.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        order: String,
        /// Name of the file they came in.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        source: String,
        /// SHA-256 of that file, hexadecimal.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        digest: String,
    },
    /// An officer was posted.
    Posted(Posting),
    /// An officer left a post.
    Relieved {
        /// Login name.
        login: String,
        /// Order.
        order: String,
    },
    /// Outlines of districts or blocks were taken in, by the digest of their file.
    OutlinesSet {
        /// Level.
        level: Level,
        /// SHA-256 of the file, hexadecimal.
        digest: String,
        /// Name of the file.
        source: String,
    },
}

impl PlacesEvent {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.did {
            Did::StateBegun { .. } => "places.state-begun",
            Did::PlacesSet { .. } => "places.places-set",
            Did::SocietiesSet { .. } => "places.societies-set",
            Did::SocietyMerged { .. } => "places.society-merged",
            Did::SocietyWoundUp { .. } => "places.society-wound-up",
            Did::BanksSet { .. } => "places.banks-set",
            Did::Posted(_) => "places.posted",
            Did::Relieved { .. } => "places.relieved",
            Did::OutlinesSet { .. } => "places.outlines-set",
        }
    }
}
