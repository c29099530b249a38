//! Deposits: opening, laying in, taking out, interest, lien, closing.

use super::{Context, MemberFacts, Payee, amount, dated, legs, outstanding, receives, text};
use crate::acts::{
    DepositClosed, DepositInterestCredited, DepositLien, DepositOpened, Deposited, Leg, MOST_JOINT, Withdrawn,
};
use crate::calendar::{MonthEnd, plus_days, plus_months, whole_months};
use crate::event::CreditEvent;
use crate::growth;
use crate::interest::{DayCount, Rate, Rests, Rounding, Step, product};
use crate::law::{CashWay, rupees};
use crate::product::{DepositKind, DepositProduct, RecurringMethod};
use kernel::{Date, FinancialYear, Paise, Refusal};

/// What a decision must know of a deposit account.
#[derive(Clone, Debug)]
pub struct DepositView {
    /// Its product.
    pub product: DepositProduct,
    /// Its member.
    pub member: MemberFacts,
    /// The number is taken.
    pub exists: bool,
    /// Opened on, if open.
    pub opened: Option<Date>,
    /// Closed.
    pub closed: bool,
    /// Rate agreed.
    pub rate: Rate,
    /// Matures on.
    pub matures: Option<Date>,
    /// Instalment of a recurring deposit, paise.
    pub instalment: Option<Paise>,
    /// Balance, paise.
    pub balance: Paise,
    /// Held under lien, paise.
    pub lien: Paise,
    /// It is inoperative.
    pub rests: bool,
    /// Interest is credited up to this day (not counted).
    pub upto: Option<Date>,
    /// Interest credited since it was opened, paise.
    pub earned: Paise,
    /// Day and amount of what was laid in (term deposits), or balances and their days (savings), sorted.
    pub steps: Vec<Step>,
}

/// To open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeposit {
    /// Account number.
    pub account: String,
    /// Day.
    pub date: Date,
    /// Months agreed; 0 for savings.
    pub months: u16,
    /// Instalment of a recurring deposit, paise.
    pub instalment: Option<Paise>,
    /// Names of those who hold it together with the member, at most [`MOST_JOINT`].
    pub joint: Vec<String>,
}

/// Opens an account at the rate in force; members only.
///
/// # Errors
/// 4005, 4006, 4101, 4103, 4107, 4109, 4110, 4122 (no member), 4123 (months or instalment do not fit), 4682 (too many hold it).
pub fn open(view: &DepositView, c: &OpenDeposit, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.account)?;
    if view.exists {
        return Err(Refusal::new(4110).with("number", &c.account));
    }
    if !view.member.may_deposit {
        return Err(Refusal::new(4122).with("member", &view.member.no));
    }
    let kind = view.product.kind;
    let fits =
        (kind == DepositKind::Savings) == (c.months == 0) && (kind == DepositKind::Recurring) == c.instalment.is_some();
    if !fits || c.months > 240 {
        return Err(Refusal::new(4123).with("product", &view.product.code));
    }
    c.instalment.map_or(Ok(()), amount)?;
    c.joint.iter().try_for_each(|name| text(name))?;
    if c.joint.len() > MOST_JOINT {
        return Err(Refusal::new(4682).with("n", c.joint.len()).with("most", MOST_JOINT));
    }
    let rate = view.product.rate_for(c.date, i32::from(c.months))?;
    let orders = view.product.rates.on(c.date).map(|r| r.order.clone());
    Ok(vec![CreditEvent::DepositOpened(DepositOpened {
        account: c.account.clone(),
        member_no: view.member.no.clone(),
        product: view.product.code.clone(),
        date: c.date,
        rate,
        months: c.months,
        matures: (c.months > 0).then(|| plus_months(c.date, i32::from(c.months), MonthEnd::SameDay)),
        instalment: c.instalment,
        joint: c.joint.clone(),
        rules: orders.into_iter().collect(),
    })])
}

/// To lay in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// Where it comes from.
    pub legs: Vec<Leg>,
    /// Agent, for daily deposits.
    pub agent: Option<String>,
}

/// Lays money in: a recurring deposit takes whole instalments, a fixed one takes money once.
///
/// # Errors
/// 4005, 4006, 4101, 4108, 4109, 4117 and 4665 (cash), 4124 (not open), 4125 (amount does not fit).
pub fn deposit(view: &DepositView, c: &Deposit, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    amount(c.amount)?;
    alive(view, &c.account, c.date)?;
    let fits = match view.product.kind {
        DepositKind::Recurring => view.instalment.is_some_and(|i| i.0 > 0 && c.amount.0 % i.0 == 0),
        DepositKind::Fixed | DepositKind::Reinvestment => view.steps.is_empty(),
        DepositKind::Savings | DepositKind::Daily => true,
    };
    if !fits {
        let due = view.instalment.unwrap_or(Paise::ZERO);
        return Err(Refusal::new(4125).with("amount", rupees(c.amount)).with("instalment", rupees(due)));
    }
    legs(context, &view.member, c.date, &c.legs, c.amount, CashWay::Lending)?;
    outstanding(context, c.date, &c.legs, CashWay::Lending, (view.member.deposited, c.amount))?;
    Ok(vec![CreditEvent::Deposited(Deposited {
        account: c.account.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        amount: c.amount,
        legs: c.legs.clone(),
        head: view.product.heads.deposit.clone(),
        agent: c.agent.clone(),
    })])
}

/// Nothing is taken out of an inoperative account before the member was recognised.
fn awake(view: &DepositView, account: &str) -> Result<(), Refusal> {
    if view.rests { Err(Refusal::new(4362).with("account", account)) } else { Ok(()) }
}

fn alive(view: &DepositView, account: &str, date: Date) -> Result<Date, Refusal> {
    match view.opened {
        Some(opened) if !view.closed && opened <= date => Ok(opened),
        _ => Err(Refusal::new(4124).with("account", account)),
    }
}

/// To take out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// Where it goes.
    pub legs: Vec<Leg>,
    /// Who receives it.
    pub to: Payee,
}

/// Takes money out of a savings account, or credited interest out of a fixed deposit that pays it out.
///
/// # Errors
/// 4005, 4006, 4101, 4108, 4109, 4117 and 4665 (cash), 4124, 4126 (more than is free), 4362 (inoperative), 4760 and 4761 (a
/// member who is dead, and who receives it).
pub fn withdraw(view: &DepositView, c: &Withdraw, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    amount(c.amount)?;
    alive(view, &c.account, c.date)?;
    let to = receives(&view.member, &c.to)?;
    awake(view, &c.account)?;
    let kept = match view.product.kind {
        DepositKind::Savings => *view.product.least.need(c.date, "least")?,
        DepositKind::Fixed => view.steps.iter().map(|s| s.1).sum(),
        DepositKind::Recurring | DepositKind::Reinvestment | DepositKind::Daily => view.balance,
    };
    let free = (view.balance - kept.max(view.lien)).max(Paise::ZERO);
    if c.amount > free {
        return Err(Refusal::new(4126).with("amount", rupees(c.amount)).with("free", rupees(free)));
    }
    legs(context, &view.member, c.date, &c.legs, c.amount, CashWay::Repaying)?;
    outstanding(context, c.date, &c.legs, CashWay::Repaying, (view.member.deposited, c.amount))?;
    Ok(vec![CreditEvent::Withdrawn(Withdrawn {
        account: c.account.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        amount: c.amount,
        legs: c.legs.clone(),
        head: view.product.heads.deposit.clone(),
        to,
    })])
}

/// To credit interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditInterest {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
}

/// The day up to which interest may be credited on a day (not counted): the last day of the last period of the product's
/// `credit_months` that is over, or the day of maturity where that is past. Periods are counted from 1 April, so that six months end
/// on 30 September and 31 March whatever day the account was opened (DECISIONS 151).
///
/// # Errors
/// 4101 where the product does not say how often.
pub fn credited_until(view: &DepositView, day: Date) -> Result<Date, Refusal> {
    match view.matures {
        Some(matures) if matures <= day => Ok(matures),
        _ => Ok(last_period(day, months(view, day)?)),
    }
}

fn months(view: &DepositView, day: Date) -> Result<i32, Refusal> {
    Ok(i32::from((*view.product.credit_months.need(day, "credit-months")?).clamp(1, 12)))
}

/// Last days of the periods of a financial year; the year's own end always is one.
fn period_ends(year: FinancialYear, months: i32) -> impl DoubleEndedIterator<Item = Date> {
    let (first, last) = year.days();
    (1..=12 / months + 1).map(move |k| plus_days(plus_months(first, k * months, MonthEnd::SameDay), -1).min(last))
}

fn last_period(day: Date, months: i32) -> Date {
    let year = FinancialYear::of(day);
    let over = period_ends(year, months).rev().find(|end| *end <= day);
    over.unwrap_or_else(|| plus_days(year.days().0, -1))
}

/// The next day on which a period is over.
fn next_period(day: Date, months: i32) -> Date {
    let year = FinancialYear::of(day);
    let next = period_ends(year, months).find(|end| *end > day);
    // on the last day of a year, the first end of the next
    next.or_else(|| period_ends(FinancialYear(year.0 + 1), months).next()).unwrap_or(day)
}

/// Credits interest of the periods that are over; nothing where nothing was earned in them.
///
/// # Errors
/// 4005, 4006, 4101, 4124, 4655 (no period is over that was not credited already).
pub fn credit_interest(view: &DepositView, c: &CreditInterest, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    let opened = alive(view, &c.account, c.date)?;
    let from = view.upto.unwrap_or(opened);
    let until = credited_until(view, c.date)?;
    if until <= from {
        let next = next_period(c.date.max(from), months(view, c.date)?);
        let next = view.matures.filter(|m| *m > c.date).map_or(next, |m| m.min(next));
        return Err(Refusal::new(4655).with("account", &c.account).with("next", next));
    }
    let whole = earned(view, opened, from, until, view.rate)?;
    let amount = if view.product.kind == DepositKind::Savings { whole } else { whole - view.earned };
    credited(view, &c.account, c.date, (from, until), amount)
}

fn credited(
    view: &DepositView,
    account: &str,
    date: Date,
    (from, until): (Date, Date),
    amount: Paise,
) -> Result<Vec<CreditEvent>, Refusal> {
    if amount.is_zero() {
        return Ok(Vec::new());
    }
    Ok(vec![CreditEvent::DepositInterestCredited(DepositInterestCredited {
        account: account.to_owned(),
        date,
        from,
        until,
        amount,
        head: view.product.heads.deposit.clone(),
        expense: view.product.heads.interest.clone(),
    })])
}

/// Interest of savings since `from`; of a term deposit since it was opened, at one rate.
fn earned(view: &DepositView, opened: Date, from: Date, until: Date, rate: Rate) -> Result<Paise, Refusal> {
    let p = &view.product;
    let count = *p.day_count.need(opened, "day-count")?;
    let rounding = *p.rounding.need(until, "rounding")?;
    let agreed = crate::product::Ruled::one(opened.min(from), rate, "", "");
    Ok(match p.kind {
        DepositKind::Savings => {
            let rates = crate::product::Ruled(p.rates.0.iter().filter_map(lowest).collect());
            growth::savings(&view.steps, from, until, &rates, count)?.round(rounding)
        }
        DepositKind::Recurring if view.matures == Some(until) => recurring(view, opened, until, rate, count, rounding)?,
        DepositKind::Recurring | DepositKind::Daily => {
            growth::recurring_paid(&view.steps, rate, until, count).round(rounding)
        }
        DepositKind::Fixed => product(&view.steps, opened, until, &agreed, count)?.round(rounding),
        DepositKind::Reinvestment => {
            let laid: Paise = view.steps.iter().map(|s| s.1).sum();
            let rests = match *p.credit_months.need(opened, "credit-months")? {
                1 => Rests::Monthly,
                3 => Rests::Quarterly,
                6 => Rests::HalfYearly,
                12 => Rests::Yearly,
                _ => return Err(Refusal::new(4123).with("product", &p.code)),
            };
            growth::compounded(laid, rate, opened, until, rests, count, rounding) - laid
        }
    })
}

/// A recurring deposit held to its end: by the product's formula where every month has its instalment, paid in that month.
fn recurring(
    view: &DepositView,
    opened: Date,
    until: Date,
    rate: Rate,
    count: DayCount,
    rounding: Rounding,
) -> Result<Paise, Refusal> {
    let each = view.instalment.unwrap_or(Paise::ZERO);
    let n = whole_months(opened, until);
    let in_month = |k: i32| -> Paise {
        let month = plus_months(opened, k, MonthEnd::SameDay)..plus_months(opened, k + 1, MonthEnd::SameDay);
        view.steps.iter().filter(|s| month.contains(&s.0)).map(|s| s.1).sum()
    };
    let full = (0..n).all(|k| in_month(k) == each);
    let n = u32::try_from(n).unwrap_or(0);
    Ok(match *view.product.recurring.need(opened, "recurring")? {
        RecurringMethod::Simple if full => growth::recurring_simple(each, rate, n, rounding),
        RecurringMethod::Quarterly if full => growth::recurring_quarterly(each, rate, n, rounding),
        _ => growth::recurring_paid(&view.steps, rate, until, count).round(rounding),
    })
}

type RateTable = crate::product::Rule<Vec<(u16, Rate)>>;

fn lowest(rule: &RateTable) -> Option<crate::product::Rule<Rate>> {
    let value = rule.value.iter().min_by_key(|r| r.0)?.1;
    Some(crate::product::Rule { from: rule.from, value, order: rule.order.clone(), source: rule.source.clone() })
}

/// To lay or lift a lien.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetLien {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// Change, paise: more than zero lays, less lifts.
    pub change: Paise,
    /// Loan it secures.
    pub loan: String,
}

/// What a lien secures, for one that is to be lifted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Secured {
    /// Held on this account for this loan, paise.
    pub here: Paise,
    /// Held for it on other accounts, paise.
    pub elsewhere: Paise,
    /// Owed on the loan to the day, in all parts, paise.
    pub owed: Paise,
}

/// Lays a lien for a loan, or lifts it; never above the balance nor below what is held for that loan, and while the loan is owed only as
/// far as what stays covers it. `of` counts only where it is lifted.
///
/// # Errors
/// 4005, 4006, 4107, 4124, 4127, 4656 (the loan would no longer be covered).
pub fn set_lien(view: &DepositView, c: &SetLien, of: &Secured, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    alive(view, &c.account, c.date)?;
    text(&c.loan)?;
    let lifts = c.change < Paise::ZERO;
    let held = if lifts { of.here.min(view.lien) } else { view.lien };
    let after = held.0.checked_add(c.change.0).map(Paise).unwrap_or(Paise(-1));
    if c.change.is_zero() || after < Paise::ZERO || after > view.balance {
        return Err(Refusal::new(4127).with("balance", rupees(view.balance)).with("lien", rupees(held)));
    }
    let stays = after + of.elsewhere;
    if lifts && of.owed > stays {
        let no = Refusal::new(4656).with("loan", &c.loan);
        return Err(no.with("owed", rupees(of.owed)).with("stays", rupees(stays)));
    }
    let (account, loan) = (c.account.clone(), c.loan.clone());
    Ok(vec![CreditEvent::DepositLien(DepositLien { account, date: c.date, change: c.change, loan })])
}

/// What is paid out when an account is closed on a day: its balance and the interest of the last period.
///
/// # Errors
/// 4101, 4124.
pub fn closing_sum(view: &DepositView, day: Date) -> Result<Paise, Refusal> {
    let opened = alive(view, "", day)?;
    Ok(view.balance + last_interest(view, opened, day)?.2)
}

/// Interest still to be credited when the account is closed on a day, and the period it is for; it may be less than nothing, where a
/// deposit closed before its time was credited at the full rate.
fn last_interest(view: &DepositView, opened: Date, day: Date) -> Result<(Date, Date, Paise), Refusal> {
    let premature = view.matures.is_some_and(|m| day < m);
    let until = view.matures.map_or(day, |m| m.min(day));
    let rate = if premature { view.product.premature_rate(opened, day)? } else { view.rate };
    let from = view.upto.unwrap_or(opened).min(until);
    let whole = earned(view, opened, from, until, rate)?;
    let last = if view.product.kind == DepositKind::Savings { whole } else { whole - view.earned };
    Ok((from, until, last))
}

/// To close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseDeposit {
    /// Account.
    pub account: String,
    /// Day.
    pub date: Date,
    /// The whole sum paid out, paise, interest of the last period included: what [`close`] itself computes must equal it, so
    /// that the person at the counter has seen it.
    pub amount: Paise,
    /// Where it goes.
    pub legs: Vec<Leg>,
    /// Who receives it.
    pub to: Payee,
}

/// Closes an account: credits the last interest (a term deposit before its time at the premature rate, which may take back interest
/// already credited), then pays out the balance.
///
/// # Errors
/// 4005, 4006, 4101, 4108, 4117 and 4665 (cash), 4124, 4127 (under lien), 4128 (the sum is another), 4362 (inoperative), 4760 and 4761
/// (a member who is dead, and who receives it).
pub fn close(view: &DepositView, c: &CloseDeposit, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    let opened = alive(view, &c.account, c.date)?;
    let to = receives(&view.member, &c.to)?;
    awake(view, &c.account)?;
    if view.lien > Paise::ZERO {
        return Err(Refusal::new(4127).with("balance", rupees(view.balance)).with("lien", rupees(view.lien)));
    }
    let premature = view.matures.is_some_and(|m| c.date < m);
    let (from, until, last) = last_interest(view, opened, c.date)?;
    let sum = view.balance + last;
    if c.amount != sum {
        return Err(Refusal::new(4128).with("amount", rupees(c.amount)).with("sum", rupees(sum)));
    }
    let mut events = credited(view, &c.account, c.date, (from, until), last)?;
    if sum > Paise::ZERO {
        legs(context, &view.member, c.date, &c.legs, sum, CashWay::Repaying)?;
        let held = view.member.deposited.max(view.balance) + last.max(Paise::ZERO);
        outstanding(context, c.date, &c.legs, CashWay::Repaying, (held, sum))?;
    }
    events.push(CreditEvent::DepositClosed(DepositClosed {
        account: c.account.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        amount: sum,
        legs: if sum > Paise::ZERO { c.legs.clone() } else { Vec::new() },
        head: view.product.heads.deposit.clone(),
        premature,
        to,
    }));
    Ok(events)
}
