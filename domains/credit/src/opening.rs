//! Opening balances put right: what the old register said of an account, and what was wrong in it. The row itself stays as it was brought
//! forward; a correction is an entry of its own, true from the cut-off on and posted on the day it was resolved.

use crate::account::{Placed, standing};
use crate::event::{AccountKind, AccountRow, CreditEvent};
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// An opening balance was put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningCorrected {
    /// Account, `SB-340`.
    pub account: String,
    /// Its kind.
    pub kind: AccountKind,
    /// Membership number.
    pub member_no: String,
    /// Day of posting.
    pub date: Date,
    /// Change of the balance in its natural direction, paise.
    pub principal: Paise,
    /// Change of the interest outstanding of a loan, paise.
    #[serde(default)]
    pub interest: Paise,
    /// Head the account belongs to.
    pub head: String,
    /// Head of interest receivable; empty where interest does not change.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub receivable: String,
    /// Head that takes the other side: the *Migration difference* of the register, or another plain head.
    pub other: String,
    /// What was wrong and how it was seen.
    pub reason: String,
    /// Resolution of the board: number and day as written.
    pub resolution: String,
}

/// The row of the old books as its corrections leave it: what every fold of the account begins with. Corrections that were taken back
/// do not count.
#[must_use]
pub fn corrected(row: &AccountRow, entries: &[Placed]) -> AccountRow {
    let mut row = row.clone();
    for event in standing(entries) {
        if let CreditEvent::OpeningCorrected(e) = event {
            row.balance += e.principal;
            if !e.interest.is_zero() {
                row.interest = Some(row.interest.unwrap_or(Paise::ZERO) + e.interest);
            }
        }
    }
    row
}
