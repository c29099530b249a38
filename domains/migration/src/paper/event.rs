//! What happens to paper: entries of the society's own register.

use kernel::Paise;
use serde::{Deserialize, Serialize};
use society::terms::Attachment;

/// Which of the two people who key a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hand {
    /// Keys every column.
    First,
    /// Keys the critical columns, or the whole page where it was drawn as a sample; without having seen the first.
    Second,
}

/// How many pages are keyed again in full, and when a volume must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampling {
    /// Pages in a hundred.
    pub percent: u8,
    /// Cells of the sampled pages wrong in a thousand above which the whole volume is keyed again.
    pub rekey_above_permille: u16,
    /// Order or resolution it stands in.
    pub source: String,
}

/// A volume as it stands on the shelf, or why it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "held", rename_all = "kebab-case")]
pub enum Held {
    /// The book is there.
    Book {
        /// Pages written on.
        pages: u32,
        /// First folio.
        first_folio: u32,
        /// Last folio.
        last_folio: u32,
        /// The book's own total, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<Paise>,
        /// Who keeps it.
        custodian: String,
        /// Photograph of the last page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<Attachment>,
        /// Why there is no photograph of it; empty where there is one, or it is still to come.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        no_photo: String,
    },
    /// It is kept in a computer: what is in the files stands for it.
    InFiles {
        /// Which files, in words; where none of them is read as this register, why not.
        note: String,
        /// What the society states about a register that none of the files is read as.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        statement: String,
    },
    /// It is not there, or never was kept.
    Missing {
        /// Why, in a line.
        reason: String,
        /// What the society states about it.
        statement: String,
        /// Photograph of the signed statement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<Attachment>,
    },
}

/// A volume of the inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Number within the society, from 1.
    pub no: u32,
    /// Kind, see `rules/volumes.toml`.
    pub kind: u8,
    /// `ST`, `SB`, … or empty.
    pub product: String,
    /// What stands on its cover; a missing kind has none.
    pub title: String,
    /// As it stands on the shelf.
    pub held: Held,
}

/// A page as one hand keyed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyed {
    /// Volume.
    pub volume: u32,
    /// Page, as numbered in the book.
    pub page: u32,
    /// Which hand.
    pub hand: Hand,
    /// Every column was keyed, not the critical ones alone.
    pub full: bool,
    /// Rows in the order of the page, cells in the order of the kind's columns; empty where not keyed.
    pub rows: Vec<Vec<String>>,
    /// The page's totals as written, in the order of the columns; empty where the page has none.
    pub totals: Vec<String>,
}

/// Which version of a difference stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// What the first hand keyed; of a row only one has: as the first has it.
    First,
    /// What the second hand keyed.
    Second,
    /// Neither: this is what the page says.
    Written(String),
}

/// One difference settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Line of the two keyings laid side by side, from 0; `None` for the totals at the foot.
    pub line: Option<u32>,
    /// Column; `None` where the question is whether the row stands on the page at all.
    pub column: Option<u16>,
    /// What stands.
    pub take: Take,
}

/// An event of the paper room. Who did it stands in the entry that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "kebab-case")]
pub enum PaperEvent {
    /// A volume was listed, or its listing put right: the number is the same then.
    VolumeListed(Box<Listing>),
    /// A listing was wrong altogether.
    VolumeStruck {
        /// Volume.
        volume: u32,
        /// Why.
        reason: String,
    },
    /// A page was keyed, or keyed anew by the same hand.
    PageKeyed(Box<Keyed>),
    /// The page was keyed as it is written, and does not add up in the book itself.
    PageAsWritten {
        /// Volume.
        volume: u32,
        /// Page.
        page: u32,
        /// What was seen.
        reason: String,
    },
    /// The third look: what stands where two hands differ.
    PageReconciled {
        /// Volume.
        volume: u32,
        /// Page.
        page: u32,
        /// Mark of the two keyings that were compared: keyed anew, the choices are void.
        of: String,
        /// One for each difference.
        choices: Vec<Choice>,
        /// Why the page was looked at without a photograph of it; empty where there is one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        no_photo: String,
    },
    /// Everything keyed of a page was taken back; it is keyed from the start.
    PageTakenBack {
        /// Volume.
        volume: u32,
        /// Page.
        page: u32,
        /// Why.
        reason: String,
    },
    /// A photograph of a page was kept.
    PagePhotographed {
        /// Volume.
        volume: u32,
        /// Page.
        page: u32,
        /// The photograph.
        photo: Attachment,
    },
    /// The society's own rule for samples.
    SamplingSet {
        /// The rule.
        sampling: Sampling,
    },
}

impl PaperEvent {
    /// Kind of the entry that carries it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            PaperEvent::VolumeListed(_) => "bench.volume-listed",
            PaperEvent::VolumeStruck { .. } => "bench.volume-struck",
            PaperEvent::PageKeyed(_) => "bench.page-keyed",
            PaperEvent::PageAsWritten { .. } => "bench.page-as-written",
            PaperEvent::PageReconciled { .. } => "bench.page-reconciled",
            PaperEvent::PageTakenBack { .. } => "bench.page-taken-back",
            PaperEvent::PagePhotographed { .. } => "bench.page-photographed",
            PaperEvent::SamplingSet { .. } => "bench.sampling-set",
        }
    }
}
