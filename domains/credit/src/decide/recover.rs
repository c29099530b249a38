//! Getting one's own: acknowledgements of debt, suits, claims from funders.

use super::{Context, LoanView, amount, dated, text};
use crate::acts::{ClaimMade, DebtAcknowledged, SuitFiled};
use crate::claims::{ClaimRow, Funder};
use crate::event::CreditEvent;
use kernel::{Date, Paise, Refusal};

/// To note an acknowledgement of debt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledge {
    /// Loan.
    pub loan: String,
    /// Day of signature.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
}

/// Notes an acknowledgement of debt. `until` is the last day of limitation, where the society has entered its years: what is signed later
/// begins nothing anew (Limitation Act 1963, s. 18: before the expiration of the prescribed period), and a list that showed it would
/// deceive.
///
/// # Errors
/// 4005, 4109, 4118, 4663 (signed after the last day). A signature may be older than the open day.
pub fn acknowledge(
    view: &LoanView,
    c: &Acknowledge,
    until: Option<Date>,
    context: &Context,
) -> Result<Vec<CreditEvent>, Refusal> {
    if c.date > context.today {
        return Err(Refusal::new(4005).with("date", c.date).with("today", context.today));
    }
    amount(c.amount)?;
    if view.sanctioned_on.is_none() {
        return Err(Refusal::new(4118).with("loan", &c.loan));
    }
    if let Some(until) = until.filter(|until| c.date > *until) {
        return Err(Refusal::new(4663).with("loan", &c.loan).with("until", until));
    }
    let e = DebtAcknowledged { loan: c.loan.clone(), date: c.date, amount: c.amount };
    Ok(vec![CreditEvent::DebtAcknowledged(e)])
}

/// To note a suit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suit {
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

/// Notes a suit, arbitration or recovery certificate; `until` is the last day of limitation.
///
/// # Errors
/// 4005, 4107, 4109, 4118, 4130 (barred by time).
pub fn suit(view: &LoanView, c: &Suit, until: Date, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    if c.date > context.today {
        return Err(Refusal::new(4005).with("date", c.date).with("today", context.today));
    }
    amount(c.amount)?;
    text(&c.forum)?;
    text(&c.number)?;
    if view.sanctioned_on.is_none() {
        return Err(Refusal::new(4118).with("loan", &c.loan));
    }
    if c.date > until {
        return Err(Refusal::new(4130).with("loan", &c.loan).with("until", until));
    }
    Ok(vec![CreditEvent::SuitFiled(SuitFiled {
        loan: c.loan.clone(),
        date: c.date,
        amount: c.amount,
        forum: c.forum.clone(),
        number: c.number.clone(),
    })])
}

/// What a claim must know.
#[derive(Clone, Debug, Default)]
pub struct ClaimView {
    /// The number is taken.
    pub exists: bool,
    /// What was claimed already and not refused: the rows.
    pub claimed: Vec<ClaimRow>,
}

/// To claim from one funder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Number of the list.
    pub claim: String,
    /// Day.
    pub date: Date,
    /// From whom.
    pub funder: Funder,
    /// Rows, as [`crate::claims::divide`] gives them.
    pub rows: Vec<ClaimRow>,
    /// Head of what the funder owes.
    pub funder_head: String,
    /// Head it is credited to.
    pub from_head: String,
    /// The members were relieved of it before: the list posts nothing.
    pub relieved: bool,
}

/// Claims parts of interest from one funder, no day of a loan twice.
///
/// # Errors
/// 4005, 4006, 4107, 4110, 4129 (no row, rows of another funder, or a period claimed before).
pub fn claim(view: &ClaimView, c: &Claim, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.claim)?;
    if view.exists {
        return Err(Refusal::new(4110).with("number", &c.claim));
    }
    let twice = |r: &ClaimRow| view.claimed.iter().any(|o| same_days(o, r));
    let alien = |r: &&ClaimRow| r.funder != c.funder || r.amount <= Paise::ZERO || twice(r);
    let wrong = c.rows.iter().find(alien).map(|r| r.loan.clone());
    if c.funder == Funder::Member || c.rows.is_empty() || wrong.is_some() {
        return Err(Refusal::new(4129).with("claim", &c.claim).with("loan", wrong.unwrap_or_default()));
    }
    Ok(vec![CreditEvent::ClaimMade(ClaimMade {
        claim: c.claim.clone(),
        date: c.date,
        funder: c.funder,
        funder_head: c.funder_head.clone(),
        from_head: c.from_head.clone(),
        rows: c.rows.clone(),
        relieved: c.relieved,
    })])
}

/// Two rows claim the same days of one loan from one funder.
#[must_use]
pub fn same_days(a: &ClaimRow, b: &ClaimRow) -> bool {
    let one = a.funder == b.funder && a.loan == b.loan && a.due == b.due;
    one && a.from < b.to && b.from < a.to
}
