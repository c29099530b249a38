//! Paying out of a sanctioned loan.

use super::{Context, LoanView, amount, dated, legs, outstanding};
use crate::acts::{Leg, LoanDisbursed};
use crate::event::CreditEvent;
use crate::law::{CashWay, Means, rupees};
use crate::product::{LoanKind, most_on_security};
use crate::schedule::{Every, Instalment, On, PeriodLength, Terms, schedule};
use kernel::{Date, Paise, Refusal};

/// To disburse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disburse {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// What is given; a leg to the head of shares pays the missing shares.
    pub legs: Vec<Leg>,
    /// Of `legs`, what buys shares for the borrower, paise.
    pub shares: Paise,
    /// Instalments, for loans that have them.
    pub count: u16,
    /// First due day, if not one interval after disbursal.
    pub first: Option<Date>,
}

/// What stands against drawing more of a loan, beside its sanction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawal {
    /// The last day of its limit, of a crop loan sanctioned by a rule that says how many years it lasts.
    pub ends: Option<Date>,
    /// The member's newer limit of the same product: this one is only repaid.
    pub newer: Option<String>,
    /// Principal still owed on older limits it stands in place of, paise: part of this limit.
    pub carried: Paise,
}

/// Pays out of a sanctioned loan: within the sanction and its parts in cash and kind, with the shares the borrower must hold.
///
/// # Errors
/// 4005, 4006, 4101, 4105, 4106, 4108, 4109, 4115 (above what may still be drawn), 4116 (shares missing), 4117 and 4665 (cash),
/// 4118 (no such sanctioned loan), 4763 and 4764 (who may draw), 4113 (the deposit held for it does not cover it), 4657 (no gold is held for it), 4658 (its years are
/// over), 4659 (a newer limit stands in its place).
pub fn disburse(view: &LoanView, c: &Disburse, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    amount(c.amount)?;
    if view.sanctioned_on.is_none_or(|d| d > c.date) {
        return Err(Refusal::new(4118).with("loan", &c.loan));
    }
    may_draw(view)?;
    legs(context, &view.member, c.date, &c.legs, c.amount, CashWay::Lending)?;
    outstanding(context, c.date, &c.legs, CashWay::Lending, (view.member.borrowed, c.amount))?;
    open_to(view, c)?;
    within(view, c)?;
    secured(view, c)?;
    linked(view, c)?;
    let (season, demands) = demands(view, c)?;
    Ok(vec![CreditEvent::LoanDisbursed(LoanDisbursed {
        loan: c.loan.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        amount: c.amount,
        head: view.product.heads.principal.clone(),
        legs: c.legs.clone(),
        season,
        demands,
    })])
}

/// Who may draw on what was sanctioned: a full member who is alive and has not left, with nothing overdue on any loan, as at the sanction. A
/// sanction is no debt of the society to one who is no longer such a member: it lapses.
///
/// # Errors
/// 4763 (dead, left, or no full member), 4764 (overdue, or the loan is non-performing).
pub fn may_draw(view: &LoanView) -> Result<(), Refusal> {
    let m = &view.member;
    if !m.may_borrow {
        return Err(Refusal::new(4763).with("member", &m.no));
    }
    if m.overdue > Paise::ZERO || view.class.is_npa() {
        return Err(Refusal::new(4764).with("member", &m.no).with("overdue", rupees(m.overdue)));
    }
    Ok(())
}

/// The limit of a crop loan is still drawn on: it has not ended, and none came after it.
fn open_to(view: &LoanView, c: &Disburse) -> Result<(), Refusal> {
    if let Some(newer) = &view.drawal.newer {
        return Err(Refusal::new(4659).with("loan", &c.loan).with("newer", newer));
    }
    match view.drawal.ends {
        Some(ends) if c.date > ends => Err(Refusal::new(4658).with("loan", &c.loan).with("ends", ends)),
        _ => Ok(()),
    }
}

/// What secures the loan is still held: it might have been given back between the sanction and the drawal. The margin is that of the sanction.
fn secured(view: &LoanView, c: &Disburse) -> Result<(), Refusal> {
    let held = view.security.unwrap_or(Paise::ZERO);
    match view.product.kind {
        LoanKind::Gold if held <= Paise::ZERO => Err(Refusal::new(4657).with("product", &view.product.code)),
        LoanKind::AgainstDeposit => {
            let most = most_on_security(&view.product, held, view.sanctioned_on.unwrap_or(c.date))?;
            let owed = view.steps.last().map_or(Paise::ZERO, |s| s.1);
            if owed + c.amount <= most {
                return Ok(());
            }
            Err(Refusal::new(4113).with("amount", rupees(owed + c.amount)).with("most", rupees(most)))
        }
        _ => Ok(()),
    }
}

/// Within the sanction; the part in kind may not be drawn in cash.
fn within(view: &LoanView, c: &Disburse) -> Result<(), Refusal> {
    let kind: Paise = c.legs.iter().filter(|l| l.means == Means::Kind).map(|l| l.amount).sum();
    let cash = c.amount - kind;
    let (before_cash, before_kind) = view.drawn;
    let mut left = view.sanctioned - before_cash - before_kind - view.drawal.carried;
    if let Some(limit) = view.limit {
        let cash_left = limit.cash() - before_cash;
        if cash > cash_left {
            left = left.min(cash_left + kind);
        }
    }
    if c.amount > left {
        return Err(Refusal::new(4115).with("amount", rupees(c.amount)).with("left", rupees(left.max(Paise::ZERO))));
    }
    Ok(())
}

fn linked(view: &LoanView, c: &Disburse) -> Result<(), Refusal> {
    let linkage = view.product.linkage.need(c.date, "linkage")?;
    let needed = linkage.needed(view.member.borrowed + c.amount, view.member.small);
    let held = view.member.shares + c.shares.max(Paise::ZERO);
    if held >= needed {
        return Ok(());
    }
    Err(Refusal::new(4116)
        .with("needed", rupees(needed))
        .with("held", rupees(held))
        .with("short", rupees(needed - held)))
}

type Demands = (Option<crate::limit::Season>, Vec<Instalment>);

/// What falls due: a crop drawal on the day of its season, other loans by instalments.
fn demands(view: &LoanView, c: &Disburse) -> Result<Demands, Refusal> {
    let p = &view.product;
    if p.kind == LoanKind::KccShort {
        let (season, due) = p.season.need(c.date, "season")?.due(c.date)?;
        let one = Instalment {
            from: c.date,
            due,
            principal: c.amount,
            interest: Paise::ZERO,
            balance: Paise::ZERO,
            down: false,
        };
        return Ok((Some(season), vec![one]));
    }
    let rule = p.instalments.need(c.date, "instalments")?;
    if c.count > rule.most {
        return Err(Refusal::new(4106).with("count", c.count).with("most", rule.most));
    }
    let terms = Terms {
        principal: c.amount,
        from: c.date,
        rate: *p.rate.need(c.date, "rate")?,
        on: On::Declining,
        length: PeriodLength::Days(*p.day_count.need(c.date, "day-count")?),
        split: rule.split,
        count: c.count,
        every: Every::Months(rule.months),
        first: c.first,
        month_end: rule.month_end,
        grace_principal: 0,
        grace_interest: 0,
        down: crate::interest::Rate(0),
        multiple: rule.multiple,
        rounding: *p.rounding.need(c.date, "rounding")?,
    };
    Ok((None, schedule(&terms)?))
}
