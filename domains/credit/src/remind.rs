//! Reminders before the due day, since a day late loses the incentive: thirty days, seven days and one day before. What was given is an
//! entry, so that a day on which the society was closed loses none and nobody is reminded twice of one thing.

use crate::account::{Loan, Placed, standing};
use crate::calendar::days;
use crate::event::CreditEvent;
use crate::interest::product;
use crate::product::LoanProduct;
use crate::standing::REMIND;
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// What falls due soon on one loan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Due day.
    pub due: Date,
    /// Which reminder it is: 30, 7 or 1 days before.
    pub stage: i64,
    /// Principal that falls due, and what was due before and is unpaid, paise.
    pub principal: Paise,
    /// Interest and charges owed on the due day, paise.
    pub interest: Paise,
}

/// Reminders were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// Day.
    pub date: Date,
    /// To whom of what.
    pub rows: Vec<Reminder>,
}

/// Which reminder is due for a day that lies ahead: the nearest of [`REMIND`] that has been reached.
#[must_use]
pub fn stage(due: Date, today: Date) -> Option<i64> {
    let left = days(today, due);
    REMIND.into_iter().rev().find(|n| (0..=*n).contains(&left))
}

/// What of a loan falls due within the days of the first reminder; `None` where nothing does.
///
/// # Errors
/// 4101 where rate or count of days are unset.
pub fn coming(
    name: &str,
    member_no: &str,
    loan: &Loan,
    rules: &LoanProduct,
    today: Date,
) -> Result<Option<Reminder>, Refusal> {
    let ahead = loan.demands.iter().filter(|d| d.due >= today && !d.owed.principal.is_zero());
    let Some((due, stage)) = ahead.map(|d| d.due).min().and_then(|due| Some((due, stage(due, today)?))) else {
        return Ok(None);
    };
    let owed = loan.demands.iter().filter(|d| d.due <= due);
    let principal = owed.clone().map(|d| d.owed.principal).sum();
    let mut interest: Paise = owed.map(|d| d.owed.interest + d.owed.penal + d.owed.charges).sum();
    if let Some(upto) = loan.upto.filter(|u| *u < due) {
        let count = *rules.day_count.need(today, "day-count")?;
        let rounding = *rules.rounding.need(today, "rounding")?;
        interest += product(&loan.steps, upto, due, &rules.rate, count)?.round(rounding);
    }
    let (loan, member_no) = (name.to_owned(), member_no.to_owned());
    Ok(Some(Reminder { loan, member_no, due, stage, principal, interest }))
}

/// The reminders that were given and stand, with their day.
#[must_use]
pub fn given(entries: &[Placed]) -> Vec<(Date, &Reminder)> {
    standing(entries).flat_map(rows).collect()
}

fn rows(event: &CreditEvent) -> Vec<(Date, &Reminder)> {
    match event {
        CreditEvent::Reminded(e) => e.rows.iter().map(|r| (e.date, r)).collect(),
        _ => Vec::new(),
    }
}

/// Whether this reminder was given already.
#[must_use]
pub fn was_given(given: &[(Date, &Reminder)], r: &Reminder) -> bool {
    given.iter().any(|(_, g)| g.loan == r.loan && g.due == r.due && g.stage <= r.stage)
}
