//! What comes once in a month or a year besides the counter: the auditor and his objections, accounts at rest, the agent's commission, a suit;
//! and the first day of the new year, on which the old one is closed, opened again, closed, and its profit divided by the general body.

use super::check::wrong;
use super::play::{Play, Step};
use books::event::{HeadClass, Setting};
use books::office::minutes::{Body, Meeting, Resolved};
use books::percent::Percent;
use books::setting;
use credit::AccountKind;
use credit::suit::Stage;
use desk::act::{Act, DividendAsked, Division, Estate, Lender, Office, Pay};
use desk::{Role, Sums, Trouble};
use examples::year;
use keep::view;
use kernel::{FinancialYear, Paise};
use std::collections::BTreeMap;

/// Members who come for their dividend on the first day.
const COME: usize = 25;

/// Accounts of one list of the agent.
const LIST: usize = 20;

/// An act, and by whom it is done; its entry, where it does not wait.
fn by(p: &mut Play<'_>, name: &'static str, role: Role, act: Act) -> Result<Option<(i64, i64)>, Trouble> {
    let done = p.step(name, &Step::new(role, act))?;
    Ok(done.filter(|d| !d.waits).map(|d| (d.receipt.desk.0, d.receipt.last.0)))
}

fn lender(act: Lender) -> Act {
    Act::Lender(Box::new(act))
}

/// Everything of a month's last working day.
pub fn month(p: &mut Play<'_>) -> Result<(), Trouble> {
    audited(p)?;
    sued(p)?;
    agent(p)?;
    disposed(p)?;
    by(p, "mark-inoperative", Role::Accountant, lender(Lender::MarkInoperative)).map(|_| ())
}

/// The auditor asks for a paper, is answered and content.
fn audited(p: &mut Play<'_>) -> Result<(), Trouble> {
    let (amount, text) = (Paise::ZERO, year::ASKED[0].to_owned());
    let Some(objection) = by(p, "object", Role::Auditor, Act::Object { about: p.last, amount, text })? else {
        return Ok(());
    };
    let reply = Act::Reply { objection, text: year::ASKED[1].to_owned() };
    by(p, "reply", Role::Secretary, reply)?;
    let close = Act::CloseObjection { objection, text: year::ASKED[1].to_owned() };
    by(p, "close-objection", Role::Auditor, close).map(|_| ())
}

/// A suit for a loan, and its first hearing.
fn sued(p: &mut Play<'_>) -> Result<(), Trouble> {
    for _ in 0..20 {
        let Some(loan) = p.account(AccountKind::LoanMt) else { return Ok(()) };
        let Some(Sums::Loan { owed, .. }) = p.know(&loan).map(|k| k.sums) else { continue };
        if owed.total().is_zero() {
            continue;
        }
        let (brought, amount, number) = (p.today, owed.total(), format!("{}/{}", p.today.month(), p.today.year()));
        let sue = Act::Sue { loan: loan.clone(), brought, amount, forum: year::FORUM.into(), number };
        if by(p, "sue", Role::Secretary, sue)?.is_some() {
            let (stage, amount, note) = (Stage::Heard, Paise::ZERO, year::PUT_OFF.to_owned());
            let next = Some(credit::calendar::plus_days(p.today, 30));
            let heard = Lender::MoveSuit { loan, on: p.today, stage, amount, next, note };
            by(p, "move-suit", Role::Secretary, lender(heard))?;
        }
        return Ok(());
    }
    Ok(())
}

/// Half a year later a computer is sold again.
fn disposed(p: &mut Play<'_>) -> Result<(), Trouble> {
    if p.today.month() < 10 {
        return Ok(());
    }
    let number = format!("{}-{}", p.today.year(), p.today.month() - 6);
    let (received, into, resolution) = (Paise::rupees(9_000), super::mix::BANK.to_owned(), format!("5 / {}", p.today));
    let act = Estate::DisposeAsset { number, received, into, resolution };
    by(p, "dispose-asset", Role::Secretary, Act::Estate(Box::new(act))).map(|_| ())
}

/// The agent's list of a few accounts comes in, and he is paid for what he brought in the month.
fn agent(p: &mut Play<'_>) -> Result<(), Trouble> {
    let (from, to) = (p.today.first_of_month(), p.today);
    let mut rows = Vec::with_capacity(LIST);
    for _ in 0..LIST * 3 {
        let Some(account) = p.account(AccountKind::Dd).filter(|a| rows.iter().all(|(other, _)| other != a)) else {
            continue;
        };
        let open = p.know(&account).is_some_and(|k| matches!(k.sums, Sums::Deposit { closed: false, .. }));
        if open && rows.len() < LIST {
            rows.push((account, Paise::rupees(p.random.between(1, 20) * 10)));
        }
    }
    let collect = Lender::Collect { agent: year::AGENT.into(), rows, pay: Pay::Cash };
    by(p, "collect", Role::Cashier, lender(collect))?;
    p.pass()?;
    let Ok(brought) = p.desk.collections(p.society, year::AGENT, from, to) else { return Ok(()) };
    let amount = brought.commission;
    if !amount.is_zero() {
        let pay = Lender::PayAgent { agent: year::AGENT.into(), from, to, amount, pay: Pay::Cash };
        by(p, "pay-agent", Role::Cashier, lender(pay))?;
    }
    Ok(())
}

/// What law and order prescribe for dividing a profit, as the played offices have set it.
pub fn rules() -> Vec<Act> {
    [(setting::EDUCATION_FUND, "500000"), (setting::DIVIDEND_CAP, "900")]
        .map(|(key, value)| {
            let (order, source) = (examples::rules::ORDER.to_owned(), String::new());
            Act::Set(Setting { key: key.into(), from: year::FIRST, value: value.into(), order, source })
        })
        .into()
}

/// Who collects daily deposits, entered on the first day.
pub fn agent_named() -> Act {
    let (agent, name, member_no) = (year::AGENT.to_owned(), year::AGENT.to_owned(), String::new());
    lender(Lender::SetAgent { agent, name, member_no, ended: false })
}

/// The first day of a new year: the old one is closed, taken back, closed again; where there is a profit it is divided and its first dividends are paid.
pub fn closed(p: &mut Play<'_>) -> Result<(), Trouble> {
    let year = FinancialYear::of(p.today).0 - 1;
    let entry = p.agreed("close-year", Role::Secretary, Act::CloseYear { year })?;
    let back = Act::Reverse { entry, reason: year::TAKEN_BACK[0].to_owned() };
    p.agreed("reopen-year", Role::Secretary, back)?;
    p.agreed("close-year", Role::Secretary, Act::CloseYear { year })?;
    let (from, to) = FinancialYear(year).days();
    let book = p.desk.read(|t| view::book(t, p.society, from, to))?;
    let net = |of: &BTreeMap<String, (Paise, Paise)>, code: &str| of.get(code).map_or(Paise::ZERO, |s| s.0 - s.1);
    let stands = |code: &&String| is_of_year(code) && !(net(&book.moved, code) + net(&book.closed, code)).is_zero();
    let left: Vec<&str> = book.moved.keys().filter(stands).map(|c| &c[..]).collect();
    if !left.is_empty() {
        return Err(wrong(format_args!("{}: of the closed year stand {}", p.today, left.join(" "))));
    }
    // the general body resolves, and its minutes are in the book before anything is divided
    let number = "3".to_owned();
    let resolutions = vec![Resolved { number: number.clone(), text: year::DIVIDED.to_owned() }];
    let (chair, present) = (year::HIMSELF.to_owned(), 60);
    let meeting = Meeting { body: Body::General, held: p.today, present, quorum: None, chair, resolutions };
    let meet = Office::Meet { number: String::new(), meeting };
    p.agreed("meet", Role::Secretary, Act::Office(Box::new(meet)))?;
    let profit = -(p.head("PL_NOW")? + p.head("LOSS_NOW")?);
    let all = DividendAsked { activity: None, rate: Percent(500) };
    let division = Division {
        year,
        resolution: number,
        meeting: p.today,
        overdue_interest: Some(Paise::ZERO),
        recovered: Paise::ZERO,
        reserve: Percent(2_500),
        redemption: Paise::ZERO,
        funds: Vec::new(),
        dividends: if profit > Paise::ZERO { vec![all] } else { Vec::new() },
    };
    p.agreed("appropriate", Role::Secretary, Act::Appropriate(Box::new(division)))?;
    if profit > Paise::ZERO {
        dividends_paid(p)?;
    }
    p.pass()
}

/// A head of income or expense, which a closing brings to nothing.
fn is_of_year(code: &str) -> bool {
    books::chart::standard(code).is_some_and(|h| matches!(h.class, HeadClass::Income | HeadClass::Expense))
}

fn dividends_paid(p: &mut Play<'_>) -> Result<(), Trouble> {
    for _ in 0..COME {
        let Some(member_no) = (!p.holders.is_empty()).then(|| p.random.pick(&p.holders).clone()) else { break };
        let paid_to = year::HIMSELF.to_owned();
        let pay = Office::PayDividend { member_no, paid_to, pay: Pay::Cash };
        by(p, "pay-dividend", Role::Cashier, Act::Office(Box::new(pay)))?;
    }
    Ok(())
}
