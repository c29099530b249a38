//! What may be done with loans and deposits: a view and a command become events, or a numbered refusal.

mod deposit;
mod disburse;
mod lender;
mod loan;
mod opening;
mod recover;
mod rules;
mod surplus;
mod teller;
mod undo;

pub use deposit::{
    CloseDeposit, CreditInterest, Deposit, DepositView, OpenDeposit, Secured, SetLien, Withdraw, close, closing_sum,
    credit_interest, credited_until, deposit, open, set_lien, withdraw,
};
pub use disburse::{Disburse, Drawal, disburse, may_draw};
pub use lender::{
    MoveSuit, NameLoss, Pledge, Provide, ReceiveClaim, RejectClaim, move_suit, name_loss, pledge, provide,
    receive_claim, reject_claim, release, remind,
};
pub use loan::{
    Charge, LoanView, Receive, Reject, Sanction, Surety, accrue, charge, give_back, receive, reject, relief_of,
    sanction, settled,
};
pub use opening::{CorrectOpening, OpeningView, correct_opening};
pub use recover::{Acknowledge, Claim, ClaimView, Suit, acknowledge, claim, same_days, suit};
pub use rules::{set_norms, set_product};
pub use surplus::{PaySurplus, pay_surplus};
pub use teller::{PayAgent, collecting, inoperative, pay_agent, print, rest, revive, set_agent};
pub use undo::{EventView, Reverse, add, balance, reverse, stands_on};

use crate::acts::{Leg, PaidTo};
use crate::law::{self, CashReading, CashWay, Means};
use crate::product::Ruled;
use kernel::{Date, Paise, Refusal};

/// Most paise of one act, as in the books.
pub const MOST_PAISE: i64 = books::decide::MOST_PAISE;
/// Most characters of a text.
pub const MOST_TEXT: usize = books::decide::MOST_TEXT;

/// What every decision knows.
#[derive(Clone, Debug)]
pub struct Context {
    /// The open business day.
    pub today: Date,
    /// Last closed day: nothing is dated on or before it.
    pub closed_until: Option<Date>,
    /// Limit of law on cash.
    pub cash_limit: Ruled<Paise>,
    /// How the law on cash is read.
    pub cash_reading: Ruled<CashReading>,
}

/// What is known of the member who acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFacts {
    /// Membership number.
    pub no: String,
    /// Full member (class A), alive, not resigned: may borrow.
    pub may_borrow: bool,
    /// His death is in the register of members: what is his goes to a nominee or an heir.
    pub dead: bool,
    /// Any member, also nominal: may keep deposits (model bye-laws: members only).
    pub may_deposit: bool,
    /// Small or marginal farmer.
    pub small: bool,
    /// Land as the register of members has it, square metres; 0 where none is recorded.
    pub land: u64,
    /// Shares held, paise.
    pub shares: Paise,
    /// Owed over all loans, principal, paise.
    pub borrowed: Paise,
    /// Lying on all deposits, paise.
    pub deposited: Paise,
    /// Overdue over all loans, paise.
    pub overdue: Paise,
    /// Cash that moved this day, by way: lending, repaying, receiving; paise.
    pub cash_today: [Paise; 3],
}

impl MemberFacts {
    fn cash(&self, way: CashWay) -> Paise {
        self.cash_today[match way {
            CashWay::Lending => 0,
            CashWay::Repaying => 1,
            CashWay::Receiving => 2,
        }]
    }
}

/// A day that is open, a text that is filled.
fn dated(context: &Context, date: Date) -> Result<(), Refusal> {
    if date > context.today {
        return Err(Refusal::new(4005).with("date", date).with("today", context.today));
    }
    match context.closed_until {
        Some(closed) if date <= closed => Err(Refusal::new(4006).with("date", date).with("closed", closed)),
        _ => Ok(()),
    }
}

/// An amount of more than nothing and not absurd; for whoever adds to it before a decision looks.
///
/// # Errors
/// 4109.
pub fn amount(of: Paise) -> Result<(), Refusal> {
    if of.0 > 0 && of.0 <= MOST_PAISE { Ok(()) } else { Err(Refusal::new(4109).with("amount", law::rupees(of))) }
}

/// A number of an account or resolution: present and not too long.
fn text(of: &str) -> Result<(), Refusal> {
    let there = !of.trim().is_empty() && of.chars().count() <= MOST_TEXT;
    if there { Ok(()) } else { Err(Refusal::new(4107).with("most", MOST_TEXT)) }
}

/// Who receives what is paid out of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Payee {
    /// The member himself.
    #[default]
    Member,
    /// Nobody: it stays with the member, in another account of his, or goes to what he owes.
    Own,
    /// Another, because the member is dead.
    Other(PaidTo),
}

/// Money of a member who is dead goes to whom a paper shows, and to nobody in his place while he lives.
///
/// # Errors
/// 4107 (too long), 4760 (dead, and no name or no paper), 4761 (he lives, and another is named).
fn receives(member: &MemberFacts, payee: &Payee) -> Result<Option<PaidTo>, Refusal> {
    match payee {
        Payee::Own => Ok(None),
        Payee::Other(_) if !member.dead => Err(Refusal::new(4761).with("member", &member.no)),
        Payee::Other(to) if !to.name.trim().is_empty() && !to.paper.trim().is_empty() => {
            text(&to.name)?;
            text(&to.paper)?;
            Ok(Some(PaidTo { name: to.name.trim().to_owned(), paper: to.paper.trim().to_owned() }))
        }
        _ if member.dead => Err(Refusal::new(4760).with("member", &member.no)),
        _ => Ok(None),
    }
}

/// Cash legs stay within what the law allows with what is outstanding between society and member.
fn outstanding(context: &Context, date: Date, of: &[Leg], way: CashWay, sums: (Paise, Paise)) -> Result<(), Refusal> {
    if of.iter().all(|l| l.means != Means::Cash) {
        return Ok(());
    }
    law::cash_outstanding((&context.cash_limit, &context.cash_reading), date, way, sums)
}

/// Legs that are more than nothing each and sum to `total`, and whose cash the law allows.
fn legs(
    context: &Context,
    member: &MemberFacts,
    date: Date,
    of: &[Leg],
    total: Paise,
    way: CashWay,
) -> Result<(), Refusal> {
    if of.is_empty() || of.len() > 20 || of.iter().any(|l| l.amount.0 <= 0 || l.amount.0 > MOST_PAISE) {
        return Err(Refusal::new(4108).with("sum", law::rupees(Paise::ZERO)).with("amount", law::rupees(total)));
    }
    let sum: Paise = of.iter().map(|l| l.amount).sum();
    if sum != total {
        return Err(Refusal::new(4108).with("sum", law::rupees(sum)).with("amount", law::rupees(total)));
    }
    let cash: Paise = of.iter().filter(|l| l.means == Means::Cash).map(|l| l.amount).sum();
    if cash.is_zero() {
        return Ok(());
    }
    law::cash(&context.cash_limit, date, way, member.cash(way), cash)
}
