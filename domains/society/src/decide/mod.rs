//! What may be done with members and shares: a view and a command become events, or a numbered refusal. Commands carry no day: everything is
//! dated by the open business day.

mod admit;
mod life;
mod merge;
mod shares;

pub use admit::{Admit, AdmitView, Candidate, Reject, admit, likely, reject};
pub use life::{
    ChangeMember, ChangeView, Leave, Serve, SetBylaw, SetNominees, SetVillage, VillageView, change, leave, serve,
    set_bylaw, set_nominees, set_village,
};
pub use merge::{EventView, Merge, MergeView, Reverse, add, merge, reverse};
pub use shares::{Issue, Refund, SharesView, Transfer, TransferView, issue, refund, transfer};

use crate::bylaw::{Bylaws, Key};
use crate::effects::Standing;
use crate::person::Person;
use crate::terms::{Class, Leg, MOST_NAME, MOST_PAISE, MOST_ROWS, Nominee, rupees, text};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// What every decision knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The open business day.
    pub today: Date,
}

/// What a decision must know of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberView {
    /// Membership number.
    pub no: String,
    /// How the number stands.
    pub standing: Standing,
    /// Register the member stands or stood in.
    pub class: Class,
    /// The person.
    pub person: Person,
    /// Nominees named last.
    pub nominees: Vec<Nominee>,
    /// Shares held, pieces; of shares brought forward, their money by the face value.
    pub shares: u32,
    /// Shares held, paise.
    pub share_money: Paise,
    /// Owed over all loans, principal, interest and charges, paise.
    pub owed: Paise,
    /// Loans of others the member stands surety for.
    pub surety_for: Vec<String>,
    /// Loans sanctioned to him of which nothing was ever drawn.
    pub undrawn: Vec<String>,
    /// Share money held as security, paise.
    pub lien: Paise,
}

impl MemberView {
    /// A member today.
    ///
    /// # Errors
    /// 4217.
    pub(crate) fn present(&self) -> Result<(), Refusal> {
        match self.standing {
            Standing::Member { .. } => Ok(()),
            _ => Err(Refusal::new(4217).with("no", &self.no)),
        }
    }

    /// A full member.
    ///
    /// # Errors
    /// 4211.
    pub(crate) fn full(&self) -> Result<(), Refusal> {
        if self.class == Class::A { Ok(()) } else { Err(Refusal::new(4211).with("no", &self.no)) }
    }

    /// Owes nothing.
    ///
    /// # Errors
    /// 4222.
    pub(crate) fn free_of_loans(&self) -> Result<(), Refusal> {
        if self.owed <= Paise::ZERO {
            return Ok(());
        }
        Err(Refusal::new(4222).with("no", &self.no).with("owed", rupees(self.owed)))
    }
}

/// Legs that are more than nothing each and sum to `total`; none where nothing is due.
pub(crate) fn legs(of: &[Leg], total: Paise) -> Result<(), Refusal> {
    if total < Paise::ZERO || total.0 > MOST_PAISE {
        return Err(Refusal::new(4240).with("amount", rupees(total)));
    }
    let wrong = |sum| Err(Refusal::new(4212).with("sum", rupees(sum)).with("amount", rupees(total)));
    if of.len() > MOST_ROWS || of.iter().any(|l| l.amount.0 <= 0 || l.amount.0 > MOST_PAISE) {
        return wrong(Paise::ZERO);
    }
    of.iter().try_for_each(|l| text("head", &l.head, MOST_NAME))?;
    let sum: Paise = of.iter().map(|l| l.amount).sum();
    if sum == total { Ok(()) } else { wrong(sum) }
}

/// A new number of a certificate.
pub(crate) fn new_certificate(certificate: &str, taken: bool) -> Result<(), Refusal> {
    text("certificate", certificate, MOST_NAME)?;
    if taken { Err(Refusal::new(4219).with("certificate", certificate)) } else { Ok(()) }
}

/// The value of so many shares on a day, paise.
pub(crate) fn worth(rules: &Bylaws, shares: u32, day: Date) -> Result<Paise, Refusal> {
    let value = rules.money(Key::ShareValue, day)?;
    let amount = i128::from(value.0) * i128::from(shares);
    match i64::try_from(amount) {
        Ok(a) if a <= MOST_PAISE => Ok(Paise(a)),
        _ => Err(Refusal::new(4240).with("amount", amount / 100)),
    }
}

/// Refuses a holding above its part of the capital. The least shares every member must hold are always allowed: otherwise nobody could be the
/// first member of a new society.
pub(crate) fn within_part(rules: &Bylaws, shares: u32, held: Paise, capital: Paise, day: Date) -> Result<(), Refusal> {
    if shares <= rules.number(Key::LeastShares, day)? {
        return Ok(());
    }
    let most = rules.most_of(capital, day)?;
    if held <= most {
        return Ok(());
    }
    Err(Refusal::new(4218).with("holding", rupees(held)).with("most", rupees(most)))
}

/// A reason.
pub(crate) fn reason(of: &str) -> Result<(), Refusal> {
    if of.trim().is_empty() {
        return Err(Refusal::new(4237));
    }
    text("reason", of, crate::terms::MOST_TEXT)
}
