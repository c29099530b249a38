//! Decisions on deposits at rest, passbooks, agents.

use super::{Context, amount, dated, text};
use crate::account::DepositAccount;
use crate::acts::Leg;
use crate::calendar::{MonthEnd, plus_months};
use crate::event::CreditEvent;
use crate::interest::Rate;
use crate::law::rupees;
use crate::product::{DepositKind, DepositProduct};
use crate::teller::{Agent, AgentPaid, AgentSet, DepositRested, PassbookPrinted};
use kernel::{Date, Paise, Refusal};

/// Whether an account is inoperative by the rule of its product: a savings account in which the member did nothing for so many months.
///
/// # Errors
/// 4101 where the months are unset.
pub fn inoperative(product: &DepositProduct, account: &DepositAccount, day: Date) -> Result<bool, Refusal> {
    let Some(last) = account.last_act.filter(|_| product.kind == DepositKind::Savings && !account.closed) else {
        return Ok(false);
    };
    let months = *product.inoperative_months.need(day, "inoperative")?;
    Ok(day > plus_months(last, i32::from(months), MonthEnd::SameDay))
}

/// Marks an account that is inoperative by its rule; nothing where it is not, or is marked already.
///
/// # Errors
/// 4005, 4006, 4101.
pub fn rest(
    product: &DepositProduct,
    account: &DepositAccount,
    name: &str,
    context: &Context,
) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, context.today)?;
    if account.rests || !inoperative(product, account, context.today)? {
        return Ok(Vec::new());
    }
    let last_act = account.last_act.unwrap_or(context.today);
    let (account, reason) = (name.to_owned(), String::new());
    Ok(vec![CreditEvent::DepositRested(DepositRested { account, date: context.today, rests: true, last_act, reason })])
}

/// Lets an inoperative account live again, once the member was recognised.
///
/// # Errors
/// 4005, 4006, 4107 (not written how), 4363 (it does not rest).
pub fn revive(
    account: &DepositAccount,
    name: &str,
    reason: &str,
    context: &Context,
) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, context.today)?;
    text(reason)?;
    if !account.rests {
        return Err(Refusal::new(4363).with("account", name));
    }
    let last_act = account.last_act.unwrap_or(context.today);
    let (account, reason) = (name.to_owned(), reason.to_owned());
    Ok(vec![CreditEvent::DepositRested(DepositRested { account, date: context.today, rests: false, last_act, reason })])
}

/// Notes that a passbook was printed up to a line.
///
/// # Errors
/// 4005, 4006, 4364 (no such line, or all of them stand there).
pub fn print(
    before: u32,
    there: u32,
    (account, lines): (&str, u32),
    context: &Context,
) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, context.today)?;
    if lines <= before || lines > there {
        return Err(Refusal::new(4364).with("account", account).with("printed", before).with("lines", there));
    }
    let account = account.to_owned();
    Ok(vec![CreditEvent::PassbookPrinted(PassbookPrinted { account, date: context.today, lines })])
}

/// Enters an agent, or changes him.
///
/// # Errors
/// 4005, 4006, 4107 (no short name, or no name).
pub fn set_agent(set: &AgentSet, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, set.date)?;
    text(&set.agent)?;
    text(&set.name)?;
    Ok(vec![CreditEvent::AgentSet(set.clone())])
}

/// An agent who may collect.
///
/// # Errors
/// 4365 (he is not entered, or collects no more).
pub fn collecting<'a>(agents: &'a [Agent], agent: &str) -> Result<&'a Agent, Refusal> {
    let found = agents.iter().find(|a| a.set.agent == agent && !a.set.ended);
    found.ok_or_else(|| Refusal::new(4365).with("agent", agent))
}

/// To pay an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayAgent {
    /// Agent.
    pub agent: String,
    /// First day he is paid for.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Collected on these days, paise.
    pub collected: Paise,
    /// Commission.
    pub rate: Rate,
    /// Commission as it was shown, paise.
    pub amount: Paise,
    /// What it comes to, paise.
    pub due: Paise,
    /// Where it comes from.
    pub legs: Vec<Leg>,
    /// Head of the expense.
    pub expense: String,
}

/// Pays an agent's commission for days that were not paid before.
///
/// # Errors
/// 4005, 4006, 4109 (nothing was collected), 4128 (another sum than was shown), 4365 (no such agent), 4366 (days that lie ahead, the wrong way
/// round, or were paid before).
pub fn pay_agent(agents: &[Agent], c: &PayAgent, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, context.today)?;
    let agent =
        agents.iter().find(|a| a.set.agent == c.agent).ok_or_else(|| Refusal::new(4365).with("agent", &c.agent))?;
    let before = agent.paid.iter().any(|(_, p)| c.from <= p.to && p.from <= c.to);
    if before || c.from > c.to || c.to > context.today {
        return Err(Refusal::new(4366).with("agent", &c.agent).with("from", c.from).with("to", c.to));
    }
    amount(c.due)?;
    if c.amount != c.due {
        return Err(Refusal::new(4128).with("amount", rupees(c.amount)).with("sum", rupees(c.due)));
    }
    Ok(vec![CreditEvent::AgentPaid(AgentPaid {
        agent: c.agent.clone(),
        date: context.today,
        from: c.from,
        to: c.to,
        collected: c.collected,
        rate: c.rate,
        amount: c.due,
        legs: c.legs.clone(),
        expense: c.expense.clone(),
    })])
}
