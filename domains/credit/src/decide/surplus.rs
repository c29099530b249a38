//! What a borrower paid over all that was owed is his: it is given back, or set off.

use super::{Context, LoanView, Payee, amount, dated, legs, outstanding, receives};
use crate::acts::{Leg, SurplusPaid};
use crate::event::CreditEvent;
use crate::law::{CashWay, rupees};
use kernel::{Date, Paise, Refusal};

/// To give back what was paid over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaySurplus {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// Where it goes.
    pub legs: Vec<Leg>,
    /// Who receives it.
    pub to: Payee,
}

/// Gives back what lies to the borrower's credit, or a part of it: in cash or by bank, or through the head of transfers to another account
/// of the same member, whose own entry stands beside this one. Cash is counted as every repayment of money held for a member (Income-tax
/// Act, s. 269T).
///
/// # Errors
/// 4005, 4006, 4108, 4109, 4117 and 4665 (cash), 4760 and 4761 (a member who is dead, and who receives it), 4762 (more than lies there).
pub fn pay_surplus(view: &LoanView, c: &PaySurplus, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    amount(c.amount)?;
    if c.amount > view.surplus {
        let no = Refusal::new(4762).with("loan", &c.loan).with("amount", rupees(c.amount));
        return Err(no.with("surplus", rupees(view.surplus.max(Paise::ZERO))));
    }
    let to = receives(&view.member, &c.to)?;
    legs(context, &view.member, c.date, &c.legs, c.amount, CashWay::Repaying)?;
    outstanding(context, c.date, &c.legs, CashWay::Repaying, (view.surplus, c.amount))?;
    Ok(vec![CreditEvent::SurplusPaid(SurplusPaid {
        loan: c.loan.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        amount: c.amount,
        legs: c.legs.clone(),
        head: view.product.heads.surplus.clone(),
        to,
    })])
}
