//! How a crop loan is seen by the schemes of interest, and what the member is relieved of when he repays in time: he pays his own share, the
//! funders owe theirs from that moment (DECISIONS 56).
//!
//! Drawals of one account that fall due on one day are one loan of the scheme: kharif and rabi of a KCC are repaid on their own days.
//! Only the crops' part of the limit counts: post-harvest needs qualify too, but stand in one component with household needs, which do not.

use crate::account::{Loan, Placed, standing};
use crate::appropriate::{Demand, Order, Owed, appropriate};
use crate::claims::{ClaimLoan, ClaimRow, Funder, Purpose, Scheme, divide};
use crate::event::CreditEvent;
use crate::interest::{DayCount, Rounding, Step};
use crate::lender::Relief;
use crate::product::{LoanKind, LoanProduct};
use kernel::{Date, Paise, Refusal};

/// Drawals of one account that fall due on one day, from the first of them until they are repaid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    /// Due on.
    pub due: Date,
    /// First drawn on.
    pub drawn: Date,
    /// Repaid in full on, if so.
    pub repaid: Option<Date>,
    /// What was owed since which day.
    pub steps: Vec<Step>,
}

impl Season {
    fn owed(&self) -> Paise {
        self.steps.last().map_or(Paise::ZERO, |s| s.1)
    }

    fn moved(&mut self, date: Date, by: Paise) {
        let now = self.owed() + by;
        match self.steps.last_mut() {
            Some(last) if last.0 == date => last.1 = now,
            _ => self.steps.push((date, now)),
        }
        self.repaid = (now <= Paise::ZERO).then_some(date);
    }
}

/// The seasons of an account, as its entries tell them; what is drawn again after repayment is a season of its own.
#[must_use]
pub fn seasons(entries: &[Placed]) -> Vec<Season> {
    let mut all: Vec<Season> = Vec::new();
    for event in standing(entries) {
        match event {
            CreditEvent::LoanDisbursed(e) => {
                for i in e.demands.iter().filter(|i| !i.principal.is_zero()) {
                    let at = all.iter().position(|s| s.due == i.due && s.repaid.is_none());
                    let at = at.unwrap_or_else(|| {
                        all.push(Season { due: i.due, drawn: e.date, repaid: None, steps: Vec::new() });
                        all.len() - 1
                    });
                    all[at].moved(e.date, i.principal);
                }
            }
            CreditEvent::LoanReceived(e) => {
                for (due, amount) in e.principal.iter().filter(|p| !p.1.is_zero()) {
                    if let Some(s) = all.iter_mut().find(|s| s.due == *due && s.repaid.is_none()) {
                        s.moved(e.date, -*amount);
                    }
                }
            }
            _ => {}
        }
    }
    all
}

/// Why a loan is on no claim list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// No crop loan.
    Kind,
    /// The crops' part of its limit is not known (brought forward from old books).
    NoLimit,
    /// Another rate than the scheme's.
    OtherRate,
    /// No terms of the scheme are entered for the day it was drawn.
    NoTerms,
}

impl LeftOut {
    /// `kind`, `no-limit`, `other-rate`, `no-terms`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            LeftOut::Kind => "kind",
            LeftOut::NoLimit => "no-limit",
            LeftOut::OtherRate => "other-rate",
            LeftOut::NoTerms => "no-terms",
        }
    }
}

/// The loans of the scheme that an account holds.
///
/// # Errors
/// Why it holds none.
pub fn claim_loans(
    name: &str,
    member_no: &str,
    loan: &Loan,
    entries: &[Placed],
    product: &LoanProduct,
) -> Result<Vec<ClaimLoan>, LeftOut> {
    if product.kind != LoanKind::KccShort {
        return Err(LeftOut::Kind);
    }
    let crops = loan.limit.ok_or(LeftOut::NoLimit)?.crops;
    let mut all = seasons(entries);
    within(&mut all, crops);
    let one = |s: Season| {
        let rate = product.rate.on(s.drawn)?.value;
        Some(ClaimLoan {
            loan: name.to_owned(),
            member_no: member_no.to_owned(),
            purpose: Purpose::Crop,
            drawn: s.drawn,
            due: s.due,
            repaid: s.repaid,
            rate,
            steps: s.steps,
        })
    };
    Ok(all.into_iter().filter_map(one).collect())
}

/// What of the seasons lies within the crops' part of the limit, those drawn first before the others.
fn within(all: &mut [Season], most: Paise) {
    let mut days: Vec<Date> = all.iter().flat_map(|s| s.steps.iter().map(|x| x.0)).collect();
    days.sort_unstable();
    days.dedup();
    let whole: Vec<Vec<Step>> = all.iter_mut().map(|s| std::mem::take(&mut s.steps)).collect();
    for day in days {
        let mut left = most;
        for (season, steps) in all.iter_mut().zip(&whole) {
            let stood = steps.iter().rev().find(|s| s.0 <= day).map_or(Paise::ZERO, |s| s.1);
            let part = stood.min(left).max(Paise::ZERO);
            left -= part;
            if season.steps.last().map_or(Paise::ZERO, |s| s.1) != part {
                season.steps.push((day, part));
            }
        }
    }
}

/// Which of a loan's seasons the scheme takes, and why not.
///
/// # Errors
/// Why it does not.
pub fn taken(scheme: &Scheme, loan: &ClaimLoan) -> Result<(), LeftOut> {
    let rule = scheme.rule(loan.drawn).map_err(|_| LeftOut::NoTerms)?;
    if loan.rate == rule.contract { Ok(()) } else { Err(LeftOut::OtherRate) }
}

/// What a repayment must know to relieve the member.
#[derive(Clone, Debug, Default)]
pub struct Relieving {
    /// The schemes.
    pub scheme: Scheme,
    /// All loans of the scheme of this member.
    pub loans: Vec<ClaimLoan>,
}

/// What a member is relieved of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relieved {
    /// The funders' shares.
    pub reliefs: Vec<Relief>,
    /// Taken off the interest he owes, paise.
    pub interest: Paise,
    /// Paid by him before and now to his credit, paise.
    pub surplus: Paise,
}

/// How a receipt is counted.
#[derive(Clone, Copy, Debug)]
pub struct Receipt<'a> {
    /// Loan.
    pub loan: &'a str,
    /// Day.
    pub date: Date,
    /// Received, paise.
    pub amount: Paise,
    /// How days are counted.
    pub count: DayCount,
    /// How it is rounded.
    pub rounding: Rounding,
    /// The order in which it is divided.
    pub order: &'a Order,
}

/// What the member is relieved of by a receipt: the shares of all seasons it repays in full, once his own share is all he owes. `demands`
/// hold interest to the day. Nothing where the receipt repays no season in full, or funders bear nothing of it.
///
/// # Errors
/// 4350 where the receipt may repay a season for whose drawal no terms are entered: they are never guessed.
pub fn at_repayment(terms: &Relieving, demands: &[Demand], r: &Receipt<'_>) -> Result<Relieved, Refusal> {
    let mut open: Vec<&ClaimLoan> = terms.loans.iter().filter(|l| l.loan == r.loan && l.repaid.is_none()).collect();
    open.sort_by_key(|l| l.due);
    let principal =
        |until: Date| -> Paise { demands.iter().filter(|d| d.due <= until).map(|d| d.owed.principal).sum() };
    for l in &open {
        if terms.scheme.rule(l.drawn).is_err() && l.due >= r.date && r.amount >= principal(l.due) {
            return Err(Refusal::new(4350).with("loan", r.loan).with("date", l.drawn));
        }
    }
    // the most seasons first: what repays two repays one
    for until in open.iter().map(|l| l.due).rev() {
        let due = |l: &ClaimLoan| l.loan == r.loan && l.repaid.is_none() && l.due <= until;
        let shares = shares(terms, &due, r)?;
        let relieved = applied(shares, demands);
        let mut left = demands.to_vec();
        take_off(&mut left, relieved.interest);
        appropriate(r.order, &mut left, r.date, r.amount);
        let paid = left.iter().filter(|d| d.due <= until || d.due <= r.date).all(|d| d.owed == Owed::default());
        if paid && !relieved.reliefs.is_empty() {
            return Ok(relieved);
        }
    }
    Ok(Relieved::default())
}

/// What the member is relieved of by goods that came back and repay the season they were drawn in: its principal is repaid, in time or not, and
/// his own share of its interest stays owed to the day it is due. What is over the season is counted as money.
///
/// # Errors
/// 4350, as [`at_repayment`].
pub fn at_return(terms: &Relieving, demands: &[Demand], due: Date, r: &Receipt<'_>) -> Result<Relieved, Refusal> {
    let principal: Paise = demands.iter().filter(|d| d.due == due).map(|d| d.owed.principal).sum();
    if principal.is_zero() {
        return at_repayment(terms, demands, r);
    }
    if r.amount < principal {
        return Ok(Relieved::default());
    }
    let season = |l: &ClaimLoan| l.loan == r.loan && l.repaid.is_none() && l.due == due;
    if let Some(l) = terms.loans.iter().find(|l| season(l) && terms.scheme.rule(l.drawn).is_err() && due >= r.date) {
        return Err(Refusal::new(4350).with("loan", r.loan).with("date", l.drawn));
    }
    let mut out = applied(shares(terms, &season, r)?, demands);
    let rest = r.amount - principal;
    if rest > Paise::ZERO {
        let mut left = demands.to_vec();
        take_off(&mut left, out.interest);
        left.iter_mut().filter(|d| d.due == due).for_each(|d| d.owed.principal = Paise::ZERO);
        let loans = terms.loans.iter().filter(|l| !season(l)).cloned().collect();
        let terms = Relieving { scheme: terms.scheme.clone(), loans };
        let more = at_repayment(&terms, &left, &Receipt { amount: rest, ..*r })?;
        out.reliefs.extend(more.reliefs);
        out.interest += more.interest;
        out.surplus += more.surplus;
    }
    Ok(out)
}

/// The shares of some seasons of the receipt's loan, were they repaid now.
fn shares(terms: &Relieving, repaid: &dyn Fn(&ClaimLoan) -> bool, r: &Receipt<'_>) -> Result<Vec<ClaimRow>, Refusal> {
    let known = |l: &&ClaimLoan| terms.scheme.rule(l.drawn).is_ok();
    let mut loans: Vec<ClaimLoan> = terms.loans.iter().filter(known).cloned().collect();
    for l in loans.iter_mut().filter(|l| repaid(l)) {
        l.repaid = Some(r.date);
        l.steps.retain(|s| s.0 < r.date);
    }
    let now = |row: &ClaimRow| {
        let of = terms.loans.iter().find(|l| l.loan == row.loan && Some(l.due) == row.due && l.repaid.is_none());
        of.is_some_and(|l| repaid(l) && row.from >= l.drawn)
    };
    let from = loans.iter().map(|l| l.drawn).min().unwrap_or(r.date);
    let divided = divide(&terms.scheme, &loans, Paise::ZERO, (from, r.date), r.count, r.rounding)?;
    let rows = divided.into_iter().flat_map(|d| d.rows);
    Ok(rows.filter(|row| matches!(row.funder, Funder::Prompt | Funder::State) && now(row)).collect())
}

/// Shares become reliefs: as far as interest is owed they are taken off it, the rest is the member's.
fn applied(rows: Vec<ClaimRow>, demands: &[Demand]) -> Relieved {
    let sum: Paise = rows.iter().map(|r| r.amount).sum();
    let owed: Paise = demands.iter().map(|d| d.owed.interest).sum();
    let interest = sum.min(owed);
    let relief = |row: ClaimRow| Relief { head: row.funder.head().to_owned(), row };
    Relieved { reliefs: rows.into_iter().map(relief).collect(), interest, surplus: sum - interest }
}

/// Takes relieved interest off what is owed, oldest first.
pub fn take_off(demands: &mut [Demand], interest: Paise) {
    let mut left = interest;
    for d in demands {
        let take = left.min(d.owed.interest);
        d.owed.interest -= take;
        left -= take;
    }
}
