//! What day events hold. Each carries the heads it posts to, so that what it posts depends on nothing else.

use crate::appropriate::Owed;
use crate::claims::{ClaimRow, Funder};
use crate::event::CreditEvent;
use crate::interest::Rate;
use crate::law::Means;
use crate::limit::{CropArea, Limit, Season};
use crate::product::{Norms, Product};
use crate::schedule::Instalment;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// The other side of a posting: cash, a bank account, a stock or sales head, or another account's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Code of the head.
    pub head: String,
    /// How the money moves.
    pub means: Means,
    /// More than zero, paise.
    pub amount: Paise,
}

/// A loan was sanctioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanSanctioned {
    /// Number of the loan, new in the society.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Code of the product.
    pub product: String,
    /// Day.
    pub date: Date,
    /// Amount sanctioned, paise.
    pub amount: Paise,
    /// Its components, for a crop loan.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<Limit>,
    /// The crops it was reckoned from, with the scales of that day; none in entries older than this list.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub crops: Vec<CropArea>,
    /// Resolution of the board: number and day as written.
    pub resolution: String,
    /// Orders of the rules in force on that day: the loan's rule version.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rules: Vec<String>,
    /// Why crops are sown on more land than the register of members has; empty where they are not.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub area_reason: String,
}

/// An application was refused. Reasons are kept: every rejection is told to the applicant and laid before the general body
/// (model bye-laws of 5 January 2023).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanRejected {
    /// Number of the application.
    pub application: String,
    /// Membership number.
    pub member_no: String,
    /// Code of the product.
    pub product: String,
    /// Day.
    pub date: Date,
    /// Amount asked for, paise.
    pub amount: Paise,
    /// At least one.
    pub reasons: Vec<String>,
    /// Resolution of the board.
    pub resolution: String,
}

/// Money or goods were given out of a sanctioned loan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanDisbursed {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Given, paise; the sum of `legs`.
    pub amount: Paise,
    /// Head of principal.
    pub head: String,
    /// What was given: cash, bank, goods; also shares held back (head of shares).
    pub legs: Vec<Leg>,
    /// Season, for a crop loan.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub season: Option<Season>,
    /// What falls due when; one demand for a crop loan.
    pub demands: Vec<Instalment>,
}

/// Interest was charged on a loan up to a day (not counted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestAccrued {
    /// Loan.
    pub loan: String,
    /// Day of posting.
    pub date: Date,
    /// First day.
    pub from: Date,
    /// First day no longer counted.
    pub until: Date,
    /// Interest, paise.
    pub interest: Paise,
    /// Penal interest, paise.
    pub penal: Paise,
    /// Head of interest receivable.
    pub receivable: String,
    /// Head that takes the interest: income, or the overdue-interest reserve for a loan classed NPA.
    pub income: String,
    /// Head that takes the penal interest.
    pub penal_income: String,
}

/// A charge was laid on a loan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanCharged {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// What for.
    pub what: String,
    /// Head of what is receivable.
    pub receivable: String,
    /// Head of income.
    pub income: String,
}

/// A repayment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanReceived {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Received, paise; the sum of `legs`, and of parts and surplus.
    pub amount: Paise,
    /// Where the money came from.
    pub legs: Vec<Leg>,
    /// What it was appropriated to.
    pub parts: Owed,
    /// Received over all that was owed.
    pub surplus: Paise,
    /// Principal by the day it is or was due.
    pub principal: Vec<(Date, Paise)>,
    /// Head of principal.
    pub head: String,
    /// Head of interest, penal interest and charges receivable.
    pub receivable: String,
    /// Head of surplus.
    pub surplus_head: String,
}

/// What was received over all that was owed was given back, or set off against what is owed elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurplusPaid {
    /// Loan whose surplus it was.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Paise; the sum of `legs`.
    pub amount: Paise,
    /// Where it went: cash, bank, or through transfer to another account of the member.
    pub legs: Vec<Leg>,
    /// Head of surplus.
    pub head: String,
    /// Who received it in place of a member who is dead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<PaidTo>,
}

/// Who received the money of a member who is dead: his nominee, or an heir by law.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidTo {
    /// His name.
    pub name: String,
    /// The paper that shows it: the nomination, a certificate of succession or of legal heirs, with its number and day as written.
    pub paper: String,
}

/// The debt was acknowledged in writing; limitation begins anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebtAcknowledged {
    /// Loan.
    pub loan: String,
    /// Day of signature.
    pub date: Date,
    /// Amount acknowledged, paise.
    pub amount: Paise,
}

/// A suit, arbitration or recovery certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuitFiled {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// Court or authority.
    pub forum: String,
    /// Number of the case.
    pub number: String,
}

/// A claim list went to a funder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimMade {
    /// Number of the claim list.
    pub claim: String,
    /// Day.
    pub date: Date,
    /// From whom; never the member.
    pub funder: Funder,
    /// Head of what this funder owes.
    pub funder_head: String,
    /// Head it is credited to: interest receivable of members for parts within the contract rate, income for subvention over it.
    pub from_head: String,
    /// Rows.
    pub rows: Vec<ClaimRow>,
    /// The member was relieved of it, and the funder's debt posted, when he repaid ([`crate::lender::InterestRelieved`]): the list posts
    /// nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub relieved: bool,
}

impl ClaimMade {
    /// It takes the parts off what members owe: they lie within the contract rate, and no member was relieved of them before.
    #[must_use]
    pub fn relieves(&self) -> bool {
        !self.relieved && self.funder != Funder::Subvention
    }
}

/// A deposit account was opened; what is laid in follows as [`Deposited`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositOpened {
    /// Account number, new in the society.
    pub account: String,
    /// Membership number.
    pub member_no: String,
    /// Code of the product.
    pub product: String,
    /// Day.
    pub date: Date,
    /// Rate a year by the rules of that day.
    pub rate: Rate,
    /// Months agreed; 0 for savings.
    pub months: u16,
    /// Matures on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub matures: Option<Date>,
    /// Instalment of a recurring deposit, paise.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instalment: Option<Paise>,
    /// Names of those who hold it together with the member, at most [`MOST_JOINT`].
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub joint: Vec<String>,
    /// Orders of the rules in force.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rules: Vec<String>,
}

/// Most people who hold an account together with its member.
pub const MOST_JOINT: usize = 3;

/// Money was laid in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposited {
    /// Account.
    pub account: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Paise; the sum of `legs`.
    pub amount: Paise,
    /// Where it came from.
    pub legs: Vec<Leg>,
    /// Head of the deposit.
    pub head: String,
    /// Agent who collected it, for daily deposits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agent: Option<String>,
}

/// Money was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Account.
    pub account: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Paise; the sum of `legs`.
    pub amount: Paise,
    /// Where it went.
    pub legs: Vec<Leg>,
    /// Head of the deposit.
    pub head: String,
    /// Who received it in place of a member who is dead; nobody in entries older than this field.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<PaidTo>,
}

/// Interest was credited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositInterestCredited {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// First day.
    pub from: Date,
    /// First day no longer counted.
    pub until: Date,
    /// Paise.
    pub amount: Paise,
    /// Head of the deposit.
    pub head: String,
    /// Head of interest paid.
    pub expense: String,
}

/// A lien was laid (more than zero) or lifted (less than zero).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositLien {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// Change of the amount held, paise.
    pub change: Paise,
    /// Loan it secures.
    pub loan: String,
}

/// A deposit was paid out and closed; the last interest has been credited before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositClosed {
    /// Account.
    pub account: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Paid out: the whole balance, paise; the sum of `legs`.
    pub amount: Paise,
    /// Where it went.
    pub legs: Vec<Leg>,
    /// Head of the deposit.
    pub head: String,
    /// Closed before its time.
    pub premature: bool,
    /// Who received it in place of a member who is dead; nobody in entries older than this field.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<PaidTo>,
}

/// An event was taken back: its postings and measures with their signs changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// Day.
    pub date: Date,
    /// Entry that is taken back: desk and position.
    pub entry: (i64, i64),
    /// Why.
    pub reason: String,
    /// The event itself, so that what is taken back is seen here.
    pub was: Box<CreditEvent>,
}

/// A product was set. The whole product is written, so that the rules in force on any day stand in one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductSet {
    /// Day it was entered; its rules have their own days.
    pub date: Date,
    /// The product.
    pub product: Product,
}

/// The norms of the society were set, all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormsSet {
    /// Day it was entered; its rules have their own days.
    pub date: Date,
    /// The norms.
    pub norms: Norms,
}
