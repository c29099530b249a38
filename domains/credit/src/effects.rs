//! What an event posts. Total: it cannot fail.

use crate::event::CreditEvent;
use kernel::{Paise, Source};

/// One amount from one head to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Code of the head debited.
    pub debit_head: String,
    /// Code of the head credited.
    pub credit_head: String,
    /// More than zero.
    pub amount: Paise,
    /// First cell of the page the amount is the sum of.
    pub source: Source,
}

/// The posting of a page: the sum of its balances. Loans debit their head, shares and deposits credit it; a negative
/// sum changes sides. `None` where the sum is zero.
#[must_use]
pub fn posting(event: &CreditEvent) -> Option<Posting> {
    let CreditEvent::AccountsBroughtForward { kind, head, difference_head, rows, .. } = event;
    let sum: Paise = rows.iter().map(|r| r.balance).sum();
    let first = rows.first()?;
    if sum.is_zero() {
        return None;
    }
    let (debit, credit) =
        if kind.is_asset() == (sum > Paise::ZERO) { (head, difference_head) } else { (difference_head, head) };
    Some(Posting { debit_head: debit.clone(), credit_head: credit.clone(), amount: sum.abs(), source: first.source })
}
