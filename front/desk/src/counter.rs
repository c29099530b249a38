//! Acts on members' accounts: from what the counter says to the decisions of credit, and to two decisions at once where money passes
//! from one account to another.

use crate::Trouble;
use crate::act::{Act, PaidTo, Pay};
use crate::lending;
use crate::working::Env;
use books::TRANSFER;
use credit::account::{DepositAccount, Loan};
use credit::acts::Leg;
use credit::decide::{self, Context, DepositView, LoanView, MemberFacts, Payee, Secured};
use credit::law::Means;
use credit::product::{DepositProduct, LoanKind, LoanProduct, Product};
use credit::relief::{Relieving, claim_loans};
use credit::standing::{self, Class};
use credit::{AccountKind, AccountRef, CreditEvent};
use keep::Event;
use keep::deciding::{self, Account, Rules};
use kernel::{Date, Paise, Refusal};
use programme::rates::Followed;
use sql::Tx;
use std::ops::Deref;
use std::sync::Arc;

/// What acts on accounts know beside [`Env`].
pub(crate) struct Counter {
    pub day: Date,
    pub rules: Arc<Rules>,
    pub context: Context,
}

impl Deref for Counter {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        &self.rules
    }
}

impl Counter {
    pub(crate) fn new(t: &mut Tx<'_>, society: kernel::SocietyId, day: Date) -> Result<Counter, Trouble> {
        let rules = deciding::rules(t, society)?;
        let (cash_limit, cash_reading) = (rules.norms.cash_limit(), rules.norms.cash_reading());
        let context = Context { today: day, closed_until: day.yesterday().ok(), cash_limit, cash_reading };
        Ok(Counter { day, rules, context })
    }

    /// A product by its code; for an account of a kind, the first of that kind where the code names none (old books).
    fn product(&self, kind: Option<AccountKind>, code: &str) -> Option<Product> {
        match kind {
            Some(kind) => deciding::product(&self.products, kind, code),
            None => self.products.iter().find(|p| p.code() == code).cloned(),
        }
    }

    pub(crate) fn loan_product(&self, kind: Option<AccountKind>, code: &str) -> Result<LoanProduct, Refusal> {
        match self.product(kind, code) {
            Some(Product::Loan(p)) => Ok(*p),
            _ => Err(Refusal::new(5028).with("setting", code)),
        }
    }

    pub(crate) fn deposit_product(&self, kind: Option<AccountKind>, code: &str) -> Result<DepositProduct, Refusal> {
        match self.product(kind, code) {
            Some(Product::Deposit(p)) => Ok(*p),
            _ => Err(Refusal::new(5028).with("setting", code)),
        }
    }
}

/// An account by what was typed.
pub(crate) fn account(t: &mut Tx<'_>, env: &Env<'_>, typed: &str) -> Result<Account, Trouble> {
    let none = || Refusal::new(5026).with("text", typed);
    let named = AccountRef::parse(typed).ok_or_else(none)?;
    let found = deciding::find_account(t, env.society, &named)?.ok_or_else(none)?;
    if found.doubled {
        return Err(Refusal::new(5027).with("text", typed).into());
    }
    Ok(found)
}

/// What is known of a member; of one whom the register does not know, only his number.
pub(crate) fn member(t: &mut Tx<'_>, env: &Env<'_>, no: &str, day: Date) -> Result<MemberFacts, Trouble> {
    let found = deciding::member_facts(t, env.society, no, day)?;
    Ok(found.unwrap_or_else(|| MemberFacts { no: no.to_owned(), ..MemberFacts::default() }))
}

/// The class of a loan on a day.
fn class(c: &Counter, product: &LoanProduct, loan: &Loan) -> Result<Class, Refusal> {
    loan.class(product.cycle(), &c.norms, c.day)
}

/// A loan as decisions must see it.
pub(crate) fn loan_view(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, account: &Account) -> Result<LoanView, Trouble> {
    let kind = account.account.kind;
    if !kind.is_asset() {
        return Err(Refusal::new(4118).with("loan", &account.account).into());
    }
    let product = c.loan_product(Some(kind), &account.product)?;
    let name = account.account.to_string();
    let loan = Loan::of(&name, account.opening(), &account.entries, product.kind == LoanKind::KccShort);
    let class = class(c, &product, &loan)?;
    Ok(LoanView {
        member: member(t, env, &account.member_no, c.day)?,
        exists: true,
        sanctioned_on: loan.sanctioned_on,
        sanctioned: loan.sanctioned,
        limit: loan.limit,
        drawn: loan.drawn,
        upto: loan.upto,
        overdue_steps: loan.overdue_steps(),
        steps: loan.steps,
        demands: loan.demands,
        surplus: loan.surplus,
        class,
        security: None,
        drawal: decide::Drawal::default(),
        relief: None,
        reserved: credit::provide::reserved(&name, &account.entries, &product.heads),
        product,
    })
}

/// The same, as a repayment must see it: with what it relieves the member of, where the society does so.
pub(crate) fn repaid_view(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, account: &Account) -> Result<LoanView, Trouble> {
    let mut view = loan_view(t, env, c, account)?;
    if env.settings.relief(c.day) && view.product.kind == LoanKind::KccShort {
        let mut loans = Vec::new();
        for other in deciding::loans_of_member(t, env.society, &account.member_no)? {
            let Ok(product) = c.loan_product(Some(other.account.kind), &other.product) else { continue };
            let name = other.account.to_string();
            let loan = Loan::of(&name, other.opening(), &other.entries, true);
            loans.extend(claim_loans(&name, &other.member_no, &loan, &other.entries, &product).unwrap_or_default());
        }
        view.relief = Some(Relieving { scheme: c.norms.scheme(), loans });
    }
    Ok(view)
}

/// A deposit as decisions must see it.
pub(crate) fn deposit_view(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    account: &Account,
) -> Result<DepositView, Trouble> {
    let kind = account.account.kind;
    if kind.is_asset() || kind == AccountKind::Share {
        return Err(Refusal::new(4124).with("account", &account.account).into());
    }
    let product = c.deposit_product(Some(kind), &account.product)?;
    let d = DepositAccount::of(kind, account.opening(), &account.entries);
    Ok(DepositView {
        product,
        member: member(t, env, &account.member_no, c.day)?,
        exists: true,
        opened: d.opened,
        closed: d.closed,
        rate: d.rate,
        matures: d.matures,
        instalment: d.instalment,
        balance: d.balance,
        lien: d.lien,
        rests: d.rests,
        upto: d.upto,
        earned: d.earned,
        steps: d.steps,
    })
}

pub(crate) fn wrap(events: Vec<CreditEvent>) -> Vec<Event> {
    events.into_iter().map(Event::from).collect()
}

/// The leg of a payment; money from or to another account passes through the head of transfers.
pub(crate) fn leg(pay: &Pay, amount: Paise) -> Leg {
    let (head, means) = match pay {
        Pay::Cash => (books::CASH.to_owned(), Means::Cash),
        Pay::Bank { head } => (head.clone(), Means::Bank),
        Pay::Account { .. } => (TRANSFER.to_owned(), Means::Transfer),
    };
    Leg { head, means, amount }
}

/// A bank head must be one.
pub(crate) fn checked(pay: &Pay) -> Result<(), Refusal> {
    match pay {
        Pay::Bank { head } if !head.starts_with("BANK") => Err(Refusal::new(4003).with("line", 1).with("head", head)),
        _ => Ok(()),
    }
}

/// Takes the money of a payment out of the account it comes from: one of the same member's, never another's.
///
/// # Errors
/// 5033.
pub(crate) fn from_account(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    (pay, amount): (&Pay, Paise),
    member_no: &str,
) -> Result<Vec<Event>, Trouble> {
    checked(pay)?;
    let Pay::Account { account: typed } = pay else { return Ok(Vec::new()) };
    if keep::no_key(&account(t, env, typed)?.member_no) != keep::no_key(member_no) {
        return Err(Refusal::new(5033).with("account", typed).with("member", member_no).into());
    }
    take_out(t, env, c, typed, leg(pay, amount), Payee::Own)
}

/// Lays the money of a payment into the account it goes to.
pub(crate) fn to_account(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    pay: &Pay,
    amount: Paise,
) -> Result<Vec<Event>, Trouble> {
    checked(pay)?;
    let Pay::Account { account: typed } = pay else { return Ok(Vec::new()) };
    lay_in(t, env, c, typed, leg(pay, amount), None)
}

/// Who receives what is paid out: nobody where it stays in an account of the same member.
///
/// # Errors
/// 5026, 5027.
pub(crate) fn payee(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    (pay, to): (&Pay, Option<&PaidTo>),
    member_no: &str,
) -> Result<Payee, Trouble> {
    if let Pay::Account { account: typed } = pay
        && keep::no_key(&account(t, env, typed)?.member_no) == keep::no_key(member_no)
    {
        return Ok(Payee::Own);
    }
    Ok(to.map_or(Payee::Member, |to| Payee::Other(to.clone())))
}

/// Takes money out of a deposit by one leg.
fn take_out(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    typed: &str,
    leg: Leg,
    to: Payee,
) -> Result<Vec<Event>, Trouble> {
    let found = account(t, env, typed)?;
    let view = deposit_view(t, env, c, &found)?;
    let (account, amount) = (found.account.to_string(), leg.amount);
    let command = decide::Withdraw { account, date: c.day, amount, legs: vec![leg], to };
    Ok(wrap(decide::withdraw(&view, &command, &c.context)?))
}

/// Lays money into a deposit by one leg.
pub(crate) fn lay_in(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    typed: &str,
    leg: Leg,
    agent: Option<String>,
) -> Result<Vec<Event>, Trouble> {
    let found = account(t, env, typed)?;
    let view = deposit_view(t, env, c, &found)?;
    let (account, amount) = (found.account.to_string(), leg.amount);
    let command = decide::Deposit { account, date: c.day, amount, legs: vec![leg], agent };
    Ok(wrap(decide::deposit(&view, &command, &c.context)?))
}

/// The rules the State ordered, as far as they came down here; none where this installation belongs to no State.
pub(crate) fn ordered(t: &mut Tx<'_>) -> Result<Vec<programme::rates::Order>, sql::Error> {
    let Some(state) = keep::state_of(t)? else { return Ok(Vec::new()) };
    Ok(programme::rates::orders(&keep::view::programme_events(t, state, "rates")?))
}

/// Acts on loans and deposits, products and norms.
pub(crate) fn credit(t: &mut Tx<'_>, env: &Env<'_>, act: &Act) -> Result<Vec<Event>, Trouble> {
    match act {
        Act::SetProduct(product) => {
            let date = env.open.unwrap_or_else(|| env.now.day());
            return Ok(wrap(decide::set_product(product, date)?));
        }
        Act::SetNorms(norms) => {
            let date = env.open.unwrap_or_else(|| env.now.day());
            return Ok(wrap(decide::set_norms(norms, date)));
        }
        Act::FollowOrder { entry } => {
            let date = env.open.unwrap_or_else(|| env.now.day());
            let (norms, products) = (deciding::norms(t, env.society)?, deciding::products(t, env.society)?);
            return match programme::rates::follow(&ordered(t)?, &norms, &products, *entry)? {
                Followed::Norms(norms) => Ok(wrap(decide::set_norms(&norms, date))),
                Followed::Products(all) => {
                    let mut out = Vec::new();
                    for product in &all {
                        out.extend(wrap(decide::set_product(product, date)?));
                    }
                    Ok(out)
                }
            };
        }
        _ => {}
    }
    let c = Counter::new(t, env.society, env.day()?)?;
    match act {
        Act::Sanction { .. } | Act::Reject { .. } | Act::Disburse { .. } | Act::Repay { .. } => lend(t, env, &c, act),
        Act::Charge { .. } | Act::ChargeInterest | Act::Acknowledge { .. } | Act::Sue { .. } => {
            recover(t, env, &c, act)
        }
        _ => keep_deposits(t, env, &c, act),
    }
}

fn lend(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Act) -> Result<Vec<Event>, Trouble> {
    match act {
        Act::Sanction { .. } => lending::asked(t, env, c, act),
        Act::Reject { member_no, product, amount, reasons, resolution } => {
            let view = lending::new_loan(t, env, c, member_no, product, None)?;
            let command = decide::Reject {
                application: format!("A-{}-{}", member_no, env.now.0),
                date: c.day,
                amount: *amount,
                reasons: reasons.clone(),
                resolution: resolution.clone(),
            };
            Ok(wrap(decide::reject(&view, &command, &c.context)?))
        }
        Act::Disburse { loan, amount, pay, count } => lending::disburse(t, env, c, (loan, *amount, pay, *count)),
        Act::Repay { loan, amount, pay } => {
            let found = account(t, env, loan)?;
            let mut out = from_account(t, env, c, (pay, *amount), &found.member_no)?;
            out.extend(received(t, env, c, &found, leg(pay, *amount))?);
            Ok(out)
        }
        _ => Ok(Vec::new()),
    }
}

/// Receives a repayment by one leg; what was held for a loan that is settled by it is free.
pub(crate) fn received(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    found: &Account,
    leg: Leg,
) -> Result<Vec<Event>, Trouble> {
    let view = repaid_view(t, env, c, found)?;
    let (loan, amount) = (found.account.to_string(), leg.amount);
    let command = decide::Receive { loan, date: c.day, amount, legs: vec![leg] };
    let received = decide::receive(&view, &command, &c.context)?;
    let free = decide::settled(&view, &received);
    let mut out = wrap(received);
    if free {
        out.extend(lending::freed(t, env, c, found)?);
    }
    Ok(out)
}

/// The last day on which a suit for a loan may be brought.
fn limited(c: &Counter, found: &Account, years: i16) -> Date {
    let folded = Loan::of(&found.account.to_string(), found.opening(), &found.entries, false);
    let due = folded.demands.first().map_or(c.day, |d| d.due);
    standing::limitation(due, &folded.acknowledged, years).until
}

fn recover(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Act) -> Result<Vec<Event>, Trouble> {
    match act {
        Act::Charge { loan, amount, what } => {
            let found = account(t, env, loan)?;
            let view = loan_view(t, env, c, &found)?;
            let command =
                decide::Charge { loan: found.account.to_string(), date: c.day, amount: *amount, what: what.clone() };
            Ok(wrap(decide::charge(&view, &command, &c.context)?))
        }
        Act::Acknowledge { loan, signed, amount } => {
            let found = account(t, env, loan)?;
            let view = loan_view(t, env, c, &found)?;
            let command = decide::Acknowledge { loan: found.account.to_string(), date: *signed, amount: *amount };
            let until = c.norms.limitation.on(c.day).map(|years| limited(c, &found, years.value));
            Ok(wrap(decide::acknowledge(&view, &command, until, &c.context)?))
        }
        Act::Sue { loan, brought, amount, forum, number } => {
            let found = account(t, env, loan)?;
            let view = loan_view(t, env, c, &found)?;
            let until = limited(c, &found, *c.norms.limitation.need(c.day, "limitation")?);
            let command = decide::Suit {
                loan: found.account.to_string(),
                date: *brought,
                amount: *amount,
                forum: forum.clone(),
                number: number.clone(),
            };
            Ok(wrap(decide::suit(&view, &command, until, &c.context)?))
        }
        Act::ChargeInterest => {
            let mut out = Vec::new();
            for kind in AccountKind::ALL.into_iter().filter(|k| k.is_asset()) {
                for named in deciding::accounts_of_kind(t, env.society, kind)? {
                    let Some(found) = deciding::find_account(t, env.society, &named)?.filter(|a| !a.doubled) else {
                        continue;
                    };
                    let view = loan_view(t, env, c, &found)?;
                    if view.upto.is_some_and(|upto| upto < c.day) {
                        out.extend(wrap(decide::accrue(&view, &found.account.to_string(), c.day, c.day)?));
                    }
                }
            }
            Ok(out)
        }
        _ => Ok(Vec::new()),
    }
}

fn keep_deposits(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Act) -> Result<Vec<Event>, Trouble> {
    match act {
        Act::OpenDeposit { .. } => open_deposit(t, env, c, act),
        Act::Deposit { account: typed, amount, pay, agent } => {
            let owner = account(t, env, typed)?.member_no;
            let mut out = from_account(t, env, c, (pay, *amount), &owner)?;
            out.extend(lay_in(t, env, c, typed, leg(pay, *amount), agent.clone())?);
            Ok(out)
        }
        Act::Withdraw { account: typed, amount, pay, to } => {
            let owner = account(t, env, typed)?.member_no;
            let to = payee(t, env, (pay, to.as_ref()), &owner)?;
            let mut out = take_out(t, env, c, typed, leg(pay, *amount), to)?;
            out.extend(to_account(t, env, c, pay, *amount)?);
            Ok(out)
        }
        Act::CreditInterest { product } => credit_interest(t, env, c, product),
        Act::Lien { account: typed, change, loan } => {
            let found = account(t, env, typed)?;
            let view = deposit_view(t, env, c, &found)?;
            let of = account(t, env, loan)?;
            let held =
                if *change < Paise::ZERO { lending::secured(t, env, c, &found, &of)? } else { Secured::default() };
            let (account, loan) = (found.account.to_string(), of.account.to_string());
            let command = decide::SetLien { account, date: c.day, change: *change, loan };
            Ok(wrap(decide::set_lien(&view, &command, &held, &c.context)?))
        }
        Act::CloseDeposit { account: typed, amount, pay, to } => {
            let found = account(t, env, typed)?;
            let view = deposit_view(t, env, c, &found)?;
            let command = decide::CloseDeposit {
                account: found.account.to_string(),
                date: c.day,
                amount: *amount,
                legs: vec![leg(pay, *amount)],
                to: payee(t, env, (pay, to.as_ref()), &found.member_no)?,
            };
            let mut out = wrap(decide::close(&view, &command, &c.context)?);
            out.extend(to_account(t, env, c, pay, *amount)?);
            Ok(out)
        }
        _ => Ok(Vec::new()),
    }
}

fn open_deposit(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Act) -> Result<Vec<Event>, Trouble> {
    let Act::OpenDeposit { member_no, product, months, instalment, joint, amount, pay } = act else {
        return Ok(Vec::new());
    };
    for name in joint {
        society::secret::keep_out("text", name)?;
    }
    let product = c.deposit_product(None, product)?;
    let found = deciding::member_facts(t, env.society, member_no, c.day)?;
    let facts = found.ok_or_else(|| Refusal::new(5026).with("text", member_no))?;
    let kind = product.kind.accounts();
    let name = AccountRef { kind, no: deciding::next_no(t, env.society, kind)? }.to_string();
    let mut view = DepositView {
        product,
        member: facts,
        exists: false,
        opened: None,
        closed: false,
        rate: credit::interest::Rate(0),
        matures: None,
        instalment: *instalment,
        balance: Paise::ZERO,
        lien: Paise::ZERO,
        rests: false,
        upto: None,
        earned: Paise::ZERO,
        steps: Vec::new(),
    };
    let (account, date, joint) = (name.clone(), c.day, joint.clone());
    let command = decide::OpenDeposit { account, date, months: *months, instalment: *instalment, joint };
    let mut out = wrap(decide::open(&view, &command, &c.context)?);
    if amount.is_zero() {
        return Ok(out);
    }
    view.exists = true;
    view.opened = Some(c.day);
    let paid = from_account(t, env, c, (pay, *amount), member_no)?;
    let command =
        decide::Deposit { account: name, date: c.day, amount: *amount, legs: vec![leg(pay, *amount)], agent: None };
    out.extend(paid);
    out.extend(wrap(decide::deposit(&view, &command, &c.context)?));
    Ok(out)
}

/// Credits what every account of a product earned in the periods that are over.
///
/// # Errors
/// 4655 where no account has such a period.
fn credit_interest(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, code: &str) -> Result<Vec<Event>, Trouble> {
    let product = c.deposit_product(None, code)?;
    let (mut out, mut early) = (Vec::new(), None);
    for named in deciding::accounts_of_kind(t, env.society, product.kind.accounts())? {
        let Some(found) = deciding::find_account(t, env.society, &named)?.filter(|a| !a.doubled) else { continue };
        if !found.product.is_empty() && found.product != product.code {
            continue;
        }
        let view = deposit_view(t, env, c, &found)?;
        if view.closed || view.opened.is_none_or(|d| d > c.day) {
            continue;
        }
        let command = decide::CreditInterest { account: found.account.to_string(), date: c.day };
        match decide::credit_interest(&view, &command, &c.context) {
            Ok(events) => out.extend(wrap(events)),
            // one that matured earns no more, and waits for nothing
            Err(no) if no.number == 4655 => early = early.or(view.matures.is_none_or(|m| m > c.day).then_some(no)),
            Err(no) => return Err(no.into()),
        }
    }
    match early {
        Some(no) if out.is_empty() => Err(no.into()),
        _ => Ok(out),
    }
}
