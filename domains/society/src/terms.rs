//! The words of this room.

use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Most characters of a name or number.
pub const MOST_NAME: usize = 200;
/// Most characters of a reason or resolution.
pub const MOST_TEXT: usize = books::decide::MOST_TEXT;
/// Most paise of one act, as in the books.
pub const MOST_PAISE: i64 = books::decide::MOST_PAISE;
/// Most rows of one list inside a command (nominees, papers, legs).
pub const MOST_ROWS: usize = 20;

/// Which register a member stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// Full member: holds shares, votes, may borrow.
    #[default]
    A,
    /// Nominal member: a fee, no share, no vote, no dividend; a register of its own.
    B,
}

impl Class {
    /// `A` or `B`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Class::A => "A",
            Class::B => "B",
        }
    }
}

/// Category as the membership register asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caste {
    /// General.
    General,
    /// Scheduled caste.
    Sc,
    /// Scheduled tribe.
    St,
    /// Other backward class.
    Obc,
}

/// Sex as the membership register asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Woman.
    Female,
    /// Man.
    Male,
    /// Other.
    Other,
}

/// Where a member lives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Village {
    /// By the code of the Local Government Directory.
    Lgd(u32),
    /// By the name in the society's own list of villages.
    Listed(String),
}

impl Default for Village {
    fn default() -> Village {
        Village::Listed(String::new())
    }
}

impl std::fmt::Display for Village {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Village::Lgd(code) => write!(f, "LGD {code}"),
            Village::Listed(name) => f.write_str(name),
        }
    }
}

/// Who receives shares and deposits after a member's death.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominee {
    /// Name.
    pub name: String,
    /// Relation to the member.
    pub relation: String,
    /// Day of birth, where it is known; a child needs a guardian.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub born: Option<Date>,
    /// Share in whole percent; those of all nominees make 100.
    pub share: u8,
}

/// Which paper shows who a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KycKind {
    /// Aadhaar: only the last four digits are kept.
    Aadhaar,
    /// Voter's card (EPIC).
    Voter,
    /// Permanent account number of income tax.
    Pan,
    /// Ration card.
    Ration,
    /// Passport.
    Passport,
}

impl KycKind {
    /// Code in messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            KycKind::Aadhaar => "aadhaar",
            KycKind::Voter => "voter",
            KycKind::Pan => "pan",
            KycKind::Ration => "ration",
            KycKind::Passport => "passport",
        }
    }
}

/// A paper that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kyc {
    /// Which.
    pub kind: KycKind,
    /// Its number; of Aadhaar the last four digits and nothing more.
    pub shown: String,
    /// Who looked at the original.
    pub verified_by: String,
    /// On which day.
    pub on: Date,
}

/// A photograph or signature: the store keeps the file, the register its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the file, 64 hexadecimal characters.
    pub digest: String,
    /// Length in bytes.
    pub bytes: u64,
}

/// How money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Notes and coins.
    Cash,
    /// Bank account or cheque.
    Bank,
    /// From one account of the society to another.
    Transfer,
}

/// The other side of a posting. Credit has legs of its own: this room stands above it and knows nothing of goods or loans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Code of the head.
    pub head: String,
    /// How the money moves.
    pub means: Means,
    /// More than zero, paise.
    pub amount: Paise,
}

/// How membership ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaving {
    /// At the member's own wish.
    Resigned,
    /// By death.
    Died,
    /// By resolution against the member.
    Removed,
    /// Moved out of the area of operation.
    Moved,
}

/// A text that is there and not too long, and holds no Aadhaar number.
///
/// # Errors
/// 4202, 4203. `what` names the field for people (`society-field` in the messages).
pub(crate) fn text(what: &'static str, of: &str, most: usize) -> Result<(), Refusal> {
    if of.trim().is_empty() {
        return Err(Refusal::new(4202).with("what", what).with("most", most));
    }
    blank_or_text(what, of, most)
}

/// A text that may be missing.
pub(crate) fn blank_or_text(what: &'static str, of: &str, most: usize) -> Result<(), Refusal> {
    if of.chars().count() > most {
        return Err(Refusal::new(4202).with("what", what).with("most", most));
    }
    crate::secret::keep_out(what, of)
}

/// A resolution.
pub(crate) fn resolution(of: &str) -> Result<(), Refusal> {
    if of.trim().is_empty() {
        return Err(Refusal::new(4206));
    }
    text("resolution", of, MOST_TEXT)
}

/// `1234.50`: for messages only.
#[must_use]
pub fn rupees(p: Paise) -> String {
    let sign = if p.0 < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", p.0.unsigned_abs() / 100, p.0.unsigned_abs() % 100)
}

/// A number of shares or members as measures count it.
pub(crate) fn count(n: u32) -> i64 {
    i64::from(n)
}
