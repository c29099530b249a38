//! Putting an opening balance right.

use super::{Context, MOST_PAISE, dated, text};
use crate::AccountRef;
use crate::event::CreditEvent;
use crate::law::rupees;
use crate::opening::OpeningCorrected;
use kernel::{Date, Paise, Refusal};

/// What a correction must know of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningView {
    /// Kind and number.
    pub account: AccountRef,
    /// Membership number.
    pub member_no: String,
    /// It came from the old books.
    pub brought: bool,
    /// It was closed since.
    pub closed: bool,
    /// The least that was left of the opening balance on any day since, paise: by so much it may be lowered.
    pub least: Paise,
    /// Interest still owed, paise: by so much that may be lowered.
    pub interest: Paise,
    /// Head the account belongs to.
    pub head: String,
    /// Head of interest receivable; empty for deposits and shares.
    pub receivable: String,
    /// Heads that may take the other side: plain ones, kept neither by accounts nor in cash or at a bank.
    pub plain: Vec<String>,
}

/// To put an opening balance right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectOpening {
    /// The open day.
    pub date: Date,
    /// Change of the balance, paise.
    pub principal: Paise,
    /// Change of the interest outstanding, paise; loans only.
    pub interest: Paise,
    /// Head that takes the other side.
    pub other: String,
    /// What was wrong.
    pub reason: String,
    /// Resolution: number and day.
    pub resolution: String,
}

/// Puts the opening balance of an account of the old books right: the account, its head and the other head at once. Interest that was
/// charged or credited before stays as it is; what is reckoned from now on follows the balance put right.
///
/// # Errors
/// 4005, 4006, 4107, 4109 (no change, or an absurd one), 4124 (closed), 4671 (not of the old books), 4672 (below nothing on some day),
/// 4673 (no plain head for the other side), 4674 (no interest stands on a deposit or on shares).
pub fn correct_opening(view: &OpeningView, c: &CorrectOpening, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.reason)?;
    text(&c.resolution)?;
    let account = view.account.to_string();
    if !view.brought {
        return Err(Refusal::new(4671).with("account", account));
    }
    if view.closed {
        return Err(Refusal::new(4124).with("account", account));
    }
    let size = |p: Paise| p.0.checked_abs().unwrap_or(i64::MAX);
    let largest = size(c.principal).max(size(c.interest));
    if largest == 0 || largest > MOST_PAISE {
        return Err(Refusal::new(4109).with("amount", rupees(Paise(largest))));
    }
    if !c.interest.is_zero() && view.receivable.is_empty() {
        return Err(Refusal::new(4674).with("account", account));
    }
    for (change, left) in [(c.principal, view.least), (c.interest, view.interest)] {
        if change < Paise::ZERO && left + change < Paise::ZERO {
            let (by, most) = (rupees(Paise(size(change))), rupees(left.max(Paise::ZERO)));
            return Err(Refusal::new(4672).with("account", account).with("amount", by).with("most", most));
        }
    }
    if !view.plain.contains(&c.other) {
        return Err(Refusal::new(4673).with("head", &c.other));
    }
    Ok(vec![CreditEvent::OpeningCorrected(OpeningCorrected {
        account,
        kind: view.account.kind,
        member_no: view.member_no.clone(),
        date: c.date,
        principal: c.principal,
        interest: c.interest,
        head: view.head.clone(),
        receivable: if c.interest.is_zero() { String::new() } else { view.receivable.clone() },
        other: c.other.clone(),
        reason: c.reason.trim().to_owned(),
        resolution: c.resolution.trim().to_owned(),
    })])
}
