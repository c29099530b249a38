//! What events hold. Each carries the heads it posts to and the state it replaces, so that what it posts, changes and restores depends
//! on nothing else.

use crate::bylaw::BylawRule;
use crate::event::SocietyEvent;
use crate::person::{Field, Person};
use crate::terms::{Class, Leaving, Leg, Nominee};
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// A person was entered although the register has somebody like him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Although {
    /// Why they are two persons.
    pub reason: String,
    /// Membership numbers of those who are like him.
    pub like: Vec<String>,
}

/// A member was admitted. Shares paid with the application follow as [`SharesIssued`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberAdmitted {
    /// Membership number, new in the society.
    pub no: String,
    /// Register.
    pub class: Class,
    /// Day.
    pub date: Date,
    /// The person.
    pub person: Box<Person>,
    /// Nominees.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub nominees: Vec<Nominee>,
    /// Resolution of the board: number and day as written.
    pub resolution: String,
    /// Fee, paise; the sum of `legs`.
    pub fee: Paise,
    /// Head of the fee.
    pub head: String,
    /// Where the fee came from.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub legs: Vec<Leg>,
    /// Entered in spite of a likeness.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub although: Option<Although>,
}

/// An application was refused. Reasons are kept: the applicant is told them, and they are laid before the general body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmissionRejected {
    /// Number of the application.
    pub application: String,
    /// Who applied.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village as written.
    pub village: String,
    /// Day.
    pub date: Date,
    /// At least one.
    pub reasons: Vec<String>,
    /// Resolution of the board.
    pub resolution: String,
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it was.
    pub before: Field,
    /// What it is now; the same field.
    pub after: Field,
}

/// Facts about a member were corrected or have changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberChanged {
    /// Membership number.
    pub no: String,
    /// Day.
    pub date: Date,
    /// At least one, each field once.
    pub changes: Vec<Change>,
    /// Why.
    pub reason: String,
    /// Now like somebody else in the register.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub although: Option<Although>,
}

/// A member named nominees in place of those named before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NomineeSet {
    /// Membership number.
    pub no: String,
    /// Day.
    pub date: Date,
    /// Those named before.
    pub before: Vec<Nominee>,
    /// Those named now.
    pub after: Vec<Nominee>,
}

/// Membership ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLeft {
    /// Membership number.
    pub no: String,
    /// Day of the entry.
    pub date: Date,
    /// How.
    pub reason: Leaving,
    /// Day it happened, as on the death certificate or letter; the day of the entry or before.
    pub happened: Date,
    /// Resolution of the board.
    pub resolution: String,
}

/// Two numbers turned out to be one person. The number that goes keeps its page and points to the one that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersMerged {
    /// The number that stays.
    pub keep: String,
    /// The number that goes.
    pub gone: String,
    /// Day.
    pub date: Date,
    /// Shares carried over.
    pub shares: u32,
    /// Their amount, paise.
    pub amount: Paise,
    /// How it was found that they are one.
    pub reason: String,
}

/// A merge was taken back: both numbers stand again, and the shares carried over return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeUndone {
    /// Entry of the merge: desk and position.
    pub entry: (i64, i64),
    /// Day.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// The merge itself.
    pub was: MembersMerged,
}

/// Shares were issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharesIssued {
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// How many.
    pub shares: u32,
    /// Paid, paise; the sum of `legs`.
    pub amount: Paise,
    /// Number of the certificate, new in the society.
    pub certificate: String,
    /// Head of share capital.
    pub head: String,
    /// Where the money came from.
    pub legs: Vec<Leg>,
}

/// Shares went from one member to another. Posts nothing: the capital is the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharesTransferred {
    /// Who gave.
    pub from: String,
    /// Who received.
    pub to: String,
    /// Day.
    pub date: Date,
    /// How many.
    pub shares: u32,
    /// Their face value, paise.
    pub amount: Paise,
    /// Number of the receiver's certificate.
    pub certificate: String,
    /// Resolution of the board.
    pub resolution: String,
}

/// Share money was paid back after exit or death.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharesRefunded {
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// How many.
    pub shares: u32,
    /// Paid back, paise; the sum of `legs`.
    pub amount: Paise,
    /// Head of share capital.
    pub head: String,
    /// Where the money went.
    pub legs: Vec<Leg>,
    /// Who received it: the member, or the nominee of one who died.
    pub paid_to: String,
    /// Resolution of the board.
    pub resolution: String,
}

/// A village of the area of operation was entered or given its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageSet {
    /// Name in the society's list.
    pub name: String,
    /// Day.
    pub date: Date,
    /// Code of the Local Government Directory.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lgd: Option<u32>,
    /// It was in the list before.
    pub known: bool,
    /// Its code before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<u32>,
}

/// A notice was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeServed {
    /// `general-body`, `overdue` or `share-certificate`.
    pub kind: String,
    /// Day.
    pub date: Date,
    /// Members it was served on; empty for all.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub members: Vec<String>,
    /// Its text, Hindi and English.
    pub text: String,
}

/// The society set a bye-law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BylawSet {
    /// Day of the entry.
    pub date: Date,
    /// The rule.
    pub rule: BylawRule,
}

/// An event was taken back: its postings and measures with their signs changed, its facts as they were before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// Day.
    pub date: Date,
    /// Entry that is taken back: desk and position.
    pub entry: (i64, i64),
    /// Why.
    pub reason: String,
    /// The event itself, so that what is taken back is seen here.
    pub was: Box<SocietyEvent>,
}
