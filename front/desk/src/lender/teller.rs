//! Savings at rest, passbooks, agents of daily deposits: what is collected by an agent's list, and his commission.

use super::{Lender, office_leg};
use crate::act::Pay;
use crate::counter::{self, Counter, account, wrap};
use crate::working::Env;
use crate::{Desk, Line, Trouble};
use credit::AccountKind;
use credit::account::DepositAccount;
use credit::decide::{self, PayAgent};
use credit::interest::Rounding;
use credit::limit::percent;
use credit::product::Product;
use credit::teller::{Agent, AgentSet, Collected, agents, collected, printed};
use keep::view::{self, Owned};
use keep::{Event, deciding};
use kernel::{Date, Paise, Refusal, SocietyId};
use sql::Tx;

/// Head of the expense of commissions.
const COMMISSION: &str = "EXP_AGENT";

/// A savings account in which its owner did nothing for a long time.
#[derive(Clone, Debug)]
pub struct Resting {
    /// Account.
    pub account: String,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
    /// Balance, paise.
    pub balance: Paise,
    /// Day of his last act.
    pub last_act: Option<Date>,
    /// It is marked.
    pub marked: bool,
}

/// What an agent collected over a period, and what he has earned by it.
#[derive(Clone, Debug, Default)]
pub struct Collections {
    /// What he collected, by day and account, with the owner's name.
    pub rows: Vec<(Collected, String)>,
    /// Commission, hundredths of a percent; `None` where the rule of the product is unset.
    pub rate: Option<credit::interest::Rate>,
    /// Commission, paise.
    pub commission: Paise,
}

impl Collections {
    /// Collected, paise.
    #[must_use]
    pub fn sum(&self) -> Paise {
        self.rows.iter().map(|r| r.0.amount).sum()
    }
}

/// The lines of an account that are printed, and how many of them stand in the passbook already.
#[derive(Clone, Debug, Default)]
pub struct Passbook {
    /// Lines that change something, oldest first.
    pub lines: Vec<Line>,
    /// Printed before.
    pub printed: usize,
}

impl Desk {
    /// Savings accounts that rest by the rule of their product on the open day (today where none is open), or are marked.
    ///
    /// # Errors
    /// 4101, 5028 where a rule is unset; the store's.
    pub fn resting(&self, society: SocietyId) -> Result<Vec<Resting>, Trouble> {
        let today = self.today();
        self.db.read(|t| {
            let open = deciding::open_day(t, society)?;
            let c = Counter::new(t, society, open.unwrap_or(today))?;
            let mut out = Vec::new();
            for o in view::all_owned(t, society, AccountKind::Sb)? {
                let product = c.deposit_product(Some(AccountKind::Sb), &o.account.product)?;
                let d = folded(&o);
                if d.rests || (!d.balance.is_zero() && decide::inoperative(&product, &d, c.day)?) {
                    out.push(Resting {
                        account: o.account.account.to_string(),
                        name: o.name,
                        village: o.village,
                        balance: d.balance,
                        last_act: d.last_act,
                        marked: d.rests,
                    });
                }
            }
            out.sort_by_key(|r| r.last_act);
            Ok(out)
        })
    }

    /// The agents with what they were paid.
    ///
    /// # Errors
    /// The store's.
    pub fn agents(&self, society: SocietyId) -> Result<Vec<Agent>, Trouble> {
        self.read(|t| Ok(agents(&deciding::filed(t, society, "agent", None)?)))
    }

    /// What an agent collected from `from` to `to`, both counted.
    ///
    /// # Errors
    /// 5028; the store's.
    pub fn collections(&self, society: SocietyId, agent: &str, from: Date, to: Date) -> Result<Collections, Trouble> {
        let today = self.today();
        self.db.read(|t| {
            let c = Counter::new(t, society, today)?;
            collections(t, society, &c, (agent, from, to))
        })
    }

    /// An account's passbook.
    ///
    /// # Errors
    /// 5026, 5027; 4101, 5028 where a rule is unset; the store's.
    pub fn passbook(&self, society: SocietyId, typed: &str) -> Result<Passbook, Trouble> {
        let known = self.know(society, typed)?;
        let name = known.account.to_string();
        let lines: Vec<Line> = known.lines.into_iter().filter(printable).collect();
        self.read(|t| {
            let before = printed(&deciding::filed(t, society, "passbook", Some(&name))?, &name);
            Ok(Passbook { printed: (before as usize).min(lines.len()), lines: lines.clone() })
        })
    }
}

/// A line that changes something.
fn printable(l: &Line) -> bool {
    !(l.change.is_zero() && l.interest.is_zero())
}

fn folded(o: &Owned) -> DepositAccount {
    DepositAccount::of(o.account.account.kind, o.account.opening(), &o.account.entries)
}

fn collections(
    t: &mut Tx<'_>,
    society: SocietyId,
    c: &Counter,
    (agent, from, to): (&str, Date, Date),
) -> Result<Collections, Trouble> {
    let mut out = Collections::default();
    for o in view::all_owned(t, society, AccountKind::Dd)? {
        let his = collected(&o.account.entries, agent).into_iter().filter(|r| from <= r.date && r.date <= to);
        out.rows.extend(his.map(|r| (r, o.name.clone())));
    }
    out.rows.sort_by(|a, b| (a.0.date, &a.0.account).cmp(&(b.0.date, &b.0.account)));
    // one rate for all: that of the society's product of daily deposits on the last day
    let daily = c.products.iter().find_map(|p| match p {
        Product::Deposit(d) if p.kind() == AccountKind::Dd => Some(d),
        _ => None,
    });
    if let Some(product) = daily {
        let rounding = product.rounding.on(to).map_or(Rounding::PaisaHalfUp, |r| r.value);
        out.rate = product.commission.on(to).map(|r| r.value);
        out.commission = out.rate.map_or(Paise::ZERO, |rate| percent(out.sum(), rate, rounding));
    }
    Ok(out)
}

pub(super) fn teller(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    match act {
        Lender::MarkInoperative => {
            let mut out = Vec::new();
            for o in view::all_owned(t, env.society, AccountKind::Sb)?.into_iter().filter(|o| !o.account.doubled) {
                let product = c.deposit_product(Some(AccountKind::Sb), &o.account.product)?;
                let d = folded(&o);
                if !d.balance.is_zero() {
                    out.extend(decide::rest(&product, &d, &o.account.account.to_string(), &c.context)?);
                }
            }
            Ok(wrap(out))
        }
        Lender::Revive { account: typed, reason } => {
            let found = account(t, env, typed)?;
            let d = DepositAccount::of(found.account.kind, found.opening(), &found.entries);
            Ok(wrap(decide::revive(&d, &found.account.to_string(), reason, &c.context)?))
        }
        Lender::Printed { account: typed, lines } => {
            let found = account(t, env, typed)?;
            let name = found.account.to_string();
            let there = crate::look::lines(&found).into_iter().filter(printable).count();
            let before = printed(&deciding::filed(t, env.society, "passbook", Some(&name))?, &name);
            let there = u32::try_from(there).unwrap_or(u32::MAX);
            Ok(wrap(decide::print(before, there, (&name, *lines), &c.context)?))
        }
        _ => of_agents(t, env, c, act),
    }
}

fn of_agents(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let all = agents(&deciding::filed(t, env.society, "agent", None)?);
    match act {
        Lender::SetAgent { agent, name, member_no, ended } => {
            let (agent, member_no) = (agent.trim().to_owned(), member_no.trim().to_owned());
            let set = AgentSet { agent, name: name.trim().to_owned(), member_no, date: c.day, ended: *ended };
            Ok(wrap(decide::set_agent(&set, &c.context)?))
        }
        Lender::Collect { agent, rows, pay } => {
            decide::collecting(&all, agent)?;
            collect(t, env, c, (agent, rows, pay))
        }
        Lender::PayAgent { agent, from, to, amount, pay } => {
            let now = collections(t, env.society, c, (agent, *from, *to))?;
            let rate = now.rate.ok_or_else(|| Refusal::new(4101).with("setting", "commission").with("date", to))?;
            let due = now.commission;
            let command = PayAgent {
                agent: agent.clone(),
                from: *from,
                to: *to,
                collected: now.sum(),
                rate,
                amount: *amount,
                due,
                legs: vec![office_leg(pay, due)?],
                expense: COMMISSION.to_owned(),
            };
            Ok(wrap(decide::pay_agent(&all, &command, &c.context)?))
        }
        _ => Ok(Vec::new()),
    }
}

/// An agent's list: every account with its amount, each laid in as at the counter.
fn collect(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    (agent, rows, pay): (&str, &[(String, Paise)], &Pay),
) -> Result<Vec<Event>, Trouble> {
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for (typed, amount) in rows {
        let found = account(t, env, typed)?;
        // an account written twice in one list is a slip of the pen
        if found.account.kind != AccountKind::Dd || !seen.insert(keep::no_key(&found.account.no)) {
            return Err(Refusal::new(4367).with("account", typed).into());
        }
        let leg = office_leg(pay, *amount)?;
        out.extend(counter::lay_in(t, env, c, typed, leg, Some(agent.to_owned()))?);
    }
    Ok(out)
}
