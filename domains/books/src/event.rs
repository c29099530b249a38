//! What happened in the books.

use kernel::{Date, Paise, Source};
use serde::{Deserialize, Serialize};

/// Which statement a head belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadClass {
    /// What the society has.
    Asset,
    /// What it owes, its capital and reserves.
    Liability,
    /// What it earned.
    Income,
    /// What it spent.
    Expense,
    /// *Migration difference*: must reach zero or be signed for.
    Difference,
}

/// A head of account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Short stable code, unique in the society, upper case, for example `ST_LOAN` or `TB-017`.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
    /// Class.
    pub class: HeadClass,
}

/// One line of a voucher; exactly one of debit and credit is not zero, both are never negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Code of the head.
    pub head: String,
    /// Debit in paise.
    pub debit: Paise,
    /// Credit in paise.
    pub credit: Paise,
    /// The legacy cell the figure was read from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Source>,
}

/// Past tense, versioned by the entry that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum BooksEvent {
    /// Heads were opened.
    HeadsOpened {
        /// The heads.
        heads: Vec<Head>,
    },
    /// A voucher was posted; debits equal credits to the paisa.
    VoucherPosted {
        /// Day of the voucher.
        date: Date,
        /// Number shown to people, for example `OPENING-1` or `R-000123`.
        number: String,
        /// What it is for.
        narration: String,
        /// At least two lines.
        lines: Vec<Line>,
        /// Entry it reverses: (desk, seq).
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reverses: Option<(i64, i64)>,
    },
}
