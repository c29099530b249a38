//! Deposits at rest, passbooks printed so far, agents of daily deposits and their commission.

use crate::account::{Placed, standing, taken_back};
use crate::acts::Leg;
use crate::event::CreditEvent;
use crate::interest::Rate;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// A savings account became inoperative, or the member came and it lives again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositRested {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// It rests from now on; otherwise it lives again.
    pub rests: bool,
    /// Day of the member's own last act.
    pub last_act: Date,
    /// How the member was recognised, where it lives again; empty where it rests.
    pub reason: String,
}

/// A passbook was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassbookPrinted {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// Lines of the account that stand in the passbook now.
    pub lines: u32,
}

/// How many lines of an account stand in its passbook.
#[must_use]
pub fn printed(entries: &[Placed], account: &str) -> u32 {
    let of = |e: &CreditEvent| match e {
        CreditEvent::PassbookPrinted(p) if p.account == account => Some(p.lines),
        _ => None,
    };
    standing(entries).filter_map(of).last().unwrap_or(0)
}

/// An agent who collects daily deposits was entered, or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSet {
    /// Short name, unique in the society.
    pub agent: String,
    /// Name of the person.
    pub name: String,
    /// Membership number, where he is a member; may be empty.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// He collects no more.
    pub ended: bool,
}

/// An agent was paid for what he collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentPaid {
    /// Agent.
    pub agent: String,
    /// Day.
    pub date: Date,
    /// First day he is paid for.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Collected on these days, paise.
    pub collected: Paise,
    /// Commission, hundredths of a percent.
    pub rate: Rate,
    /// Paid, paise; the sum of `legs`.
    pub amount: Paise,
    /// Where it came from.
    pub legs: Vec<Leg>,
    /// Head of the expense.
    pub expense: String,
}

/// An agent as his file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// As he stands now.
    pub set: AgentSet,
    /// What he was paid, each with its entry.
    pub paid: Vec<((i64, i64), AgentPaid)>,
}

/// The agents, in the order in which they were entered.
#[must_use]
pub fn agents(entries: &[Placed]) -> Vec<Agent> {
    let gone = taken_back(entries);
    let mut all: Vec<Agent> = Vec::new();
    for (at, event) in entries.iter().filter(|(at, _)| !gone.contains(at)) {
        match event {
            CreditEvent::AgentSet(e) => match all.iter_mut().find(|a| a.set.agent == e.agent) {
                Some(known) => known.set = e.clone(),
                None => all.push(Agent { set: e.clone(), paid: Vec::new() }),
            },
            CreditEvent::AgentPaid(e) => {
                if let Some(agent) = all.iter_mut().find(|a| a.set.agent == e.agent) {
                    agent.paid.push((*at, e.clone()));
                }
            }
            _ => {}
        }
    }
    all
}

/// What an agent collected: account, day, amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// Account.
    pub account: String,
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Day.
    pub date: Date,
    /// Paise.
    pub amount: Paise,
}

/// What an agent collected on one account.
#[must_use]
pub fn collected(entries: &[Placed], agent: &str) -> Vec<Collected> {
    let gone = taken_back(entries);
    let of = |(at, e): &Placed| match e {
        CreditEvent::Deposited(d) if d.agent.as_deref() == Some(agent) && !gone.contains(at) => {
            Some(Collected { account: d.account.clone(), entry: *at, date: d.date, amount: d.amount })
        }
        _ => None,
    };
    entries.iter().filter_map(of).collect()
}
