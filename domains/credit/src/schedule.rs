//! Repayment schedules: how much falls due when.

use crate::calendar::{MonthEnd, days, plus_days, plus_months};
use crate::interest::{Accrued, DayCount, Rate, Rounding, Step, accrue, round_ratio, year_parts};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// How the principal is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Equal parts of principal, interest beside them.
    EqualPrincipal,
    /// Equal sums of principal and interest.
    EqualInstalment,
    /// Interest on the way, the principal at the end.
    Balloon,
}

/// What bears interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum On {
    /// What is still owed.
    #[default]
    Declining,
    /// The first principal, for the whole term (flat).
    Flat,
}

/// How a period's part of the year is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodLength {
    /// By exact days.
    Days(DayCount),
    /// Months as equal twelfths of the year, days and weeks by this count of the year.
    Equal(DayCount),
}

/// Time between instalments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// So many days.
    Days(u16),
    /// So many weeks.
    Weeks(u16),
    /// So many months.
    Months(u16),
}

impl Every {
    /// The `n`-th day after `anchor`.
    #[must_use]
    pub fn after(self, anchor: Date, n: u32, rule: MonthEnd) -> Date {
        let n32 = i32::try_from(n).unwrap_or(i32::MAX / 70_000);
        match self {
            Every::Days(d) => plus_days(anchor, i64::from(d) * i64::from(n)),
            Every::Weeks(w) => plus_days(anchor, 7 * i64::from(w) * i64::from(n)),
            Every::Months(m) => plus_months(anchor, i32::from(m).saturating_mul(n32), rule),
        }
    }
}

/// What a schedule is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Lent, paise.
    pub principal: Paise,
    /// Day of disbursal: interest runs from it.
    pub from: Date,
    /// Rate a year.
    pub rate: Rate,
    /// What bears interest.
    pub on: On,
    /// How periods are measured.
    pub length: PeriodLength,
    /// How principal is divided.
    pub split: Split,
    /// Instalments (the down payment not counted), 1 to 600.
    pub count: u16,
    /// Time between them.
    pub every: Every,
    /// Day of the first; else one interval after disbursal.
    pub first: Option<Date>,
    /// End of months.
    pub month_end: MonthEnd,
    /// First instalments in which no principal falls due.
    pub grace_principal: u16,
    /// First instalments in which no interest is demanded; it falls due with the first one after them.
    pub grace_interest: u16,
    /// Paid down on the day of disbursal, share of the principal; 0 for none.
    pub down: Rate,
    /// Instalments are rounded to whole multiples of this, paise (1 for none); the last takes what is left.
    pub multiple: Paise,
    /// Rounding of interest.
    pub rounding: Rounding,
}

/// One demand of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// First day of its period.
    pub from: Date,
    /// Day due.
    pub due: Date,
    /// Principal, paise.
    pub principal: Paise,
    /// Interest, paise.
    pub interest: Paise,
    /// Principal owed after it.
    pub balance: Paise,
    /// It is the down payment.
    pub down: bool,
}

impl Instalment {
    /// Calendar days of its period.
    #[must_use]
    pub fn days(&self) -> i64 {
        days(self.from, self.due)
    }
}

/// Most instalments.
pub const MOST: u16 = 600;

/// The schedule: a down payment where there is one, then `count` instalments whose principal sums to what was lent.
///
/// # Errors
/// 4106 where the terms do not fit together: no instalment or too many, grace as long as the loan, first due day not after
/// disbursal, an amount or rate below nothing.
pub fn schedule(terms: &Terms) -> Result<Vec<Instalment>, Refusal> {
    check(terms)?;
    Ok(drawn(terms, &[(terms.from, terms.principal)], Further::default()))
}

/// How a further drawal enters a schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// Drawn on a due day, it already counts for the instalment due on that day; else only for those after it.
    pub on_due_day: bool,
    /// Each instalment is the same part of all that was drawn, and the last takes what is left; else what is owed is spread
    /// evenly over the instalments to come.
    pub of_whole: bool,
}

/// The schedule of a loan drawn in parts: the days are those of the first drawal (`terms.from`), each further drawal is spread over
/// instalments to come, with a down payment of its own where there is one. Drawals of one day come before their down payments.
///
/// # Errors
/// 4106 as [`schedule`]; where a drawal is not after the one before it, lies outside the loan's time, or where periods are equal
/// parts of a year (a drawal inside one has no part of it) and interest is charged.
pub fn schedule_of(terms: &Terms, drawals: &[Step], further: Further) -> Result<Vec<Instalment>, Refusal> {
    check(terms)?;
    let last = due_days(terms).last().copied().unwrap_or(terms.from);
    let sorted = drawals.windows(2).all(|w| w[0].0 <= w[1].0) && drawals.first().is_some_and(|d| d.0 == terms.from);
    let inside = drawals.iter().all(|d| d.0 < last && d.1 > Paise::ZERO);
    let days = matches!(terms.length, PeriodLength::Days(_)) && terms.on == On::Declining;
    if !sorted || !inside || (drawals.len() > 1 && terms.rate.0 > 0 && !days) {
        return Err(Refusal::new(4106).with("count", terms.count).with("most", MOST));
    }
    Ok(drawn(terms, drawals, further))
}

fn drawn(terms: &Terms, drawals: &[Step], further: Further) -> Vec<Instalment> {
    let mut out = Vec::with_capacity(usize::from(terms.count) + 1);
    let dues = due_days(terms);
    let (mut balance, mut from, mut since) = (Paise::ZERO, terms.from, terms.from);
    let mut waiting = Accrued::ZERO;
    let (mut whole, mut given) = (Accrued::ZERO, Paise::ZERO);
    let (mut left, mut plan, mut net) = (drawals, None, Paise::ZERO);
    for (n, due) in dues.iter().enumerate() {
        while let Some(day) = left.first().map(|d| d.0).filter(|d| d < due || (further.on_due_day && d == due)) {
            let (today, later) = left.split_at(left.iter().take_while(|d| d.0 == day).count());
            left = later;
            waiting = waiting + Plan::interest(plan.as_ref(), terms, balance, since, day);
            since = since.max(day);
            let down = pay_down(terms, today, &mut balance, &mut out);
            net += today.iter().map(|d| d.1).sum::<Paise>() - down;
            let spread = if further.of_whole { (net, 0) } else { (balance, n) };
            plan = Some(Plan::new(terms, spread.0, since, &dues[spread.1..], spread.1));
        }
        let exact = Plan::interest(plan.as_ref(), terms, balance, since, *due) + waiting;
        let demanded = n >= usize::from(terms.grace_interest);
        whole = whole + if demanded { exact } else { Accrued::ZERO };
        let interest = match (demanded, terms.on) {
            (false, _) => Paise::ZERO,
            // The interest of a flat loan is one sum: the last instalment takes what rounding left.
            (true, On::Flat) if n + 1 == dues.len() => whole.round(terms.rounding) - given,
            (true, _) => exact.round(terms.rounding),
        };
        given += interest;
        waiting = if demanded { Accrued::ZERO } else { exact };
        let principal = plan.as_ref().map_or(Paise::ZERO, |p| p.principal(terms, balance, interest, n));
        balance -= principal;
        out.push(Instalment { from, due: *due, principal, interest, balance, down: false });
        (from, since) = (*due, *due);
    }
    out
}

/// Adds the drawals of one day to the balance and takes their down payments off it; the sum of these.
fn pay_down(terms: &Terms, today: &[Step], balance: &mut Paise, out: &mut Vec<Instalment>) -> Paise {
    *balance += today.iter().map(|d| d.1).sum();
    let mut sum = Paise::ZERO;
    for (day, amount) in today.iter().filter(|_| terms.down.0 > 0) {
        let principal = down_payment(*amount, terms.down, terms.multiple);
        *balance -= principal;
        sum += principal;
        let (from, due, balance) = (*day, *day, *balance);
        out.push(Instalment { from, due, principal, interest: Paise::ZERO, balance, down: true });
    }
    sum
}

fn check(t: &Terms) -> Result<(), Refusal> {
    let grace = t.grace_principal.max(t.grace_interest);
    let wrong = t.count == 0
        || t.count > MOST
        || grace >= t.count
        || t.principal <= Paise::ZERO
        || t.rate.0 < 0
        || t.down.0 < 0
        || t.down.0 >= 10_000
        || t.multiple.0 < 1
        || t.first.is_some_and(|d| d <= t.from);
    if wrong { Err(Refusal::new(4106).with("count", t.count).with("most", MOST)) } else { Ok(()) }
}

/// A share of the principal, in whole multiples.
#[must_use]
pub fn down_payment(principal: Paise, share: Rate, multiple: Paise) -> Paise {
    to_multiple(i128::from(principal.0) * i128::from(share.0), 10_000, multiple)
}

/// `num / den` paise to the nearest whole multiple, half to the even one, so that halves do not all fall on the borrower.
#[must_use]
pub fn to_multiple(num: i128, den: i128, multiple: Paise) -> Paise {
    let m = i128::from(multiple.0.max(1));
    Paise(round_ratio(num, den * m, Rounding::PaisaHalfEven).0 * multiple.0.max(1))
}

/// The days of the instalments. A given first day is the anchor of all later ones.
#[must_use]
pub fn due_days(t: &Terms) -> Vec<Date> {
    (1..=u32::from(t.count))
        .map(|n| match t.first {
            Some(first) => t.every.after(first, n - 1, t.month_end),
            None => t.every.after(t.from, n, t.month_end),
        })
        .collect()
}

/// What is fixed when a drawal is spread over the instalments to come.
struct Plan {
    /// The equal part: of principal, or of principal and interest.
    equal: Paise,
    /// What is spread; in a flat loan it bears the interest to the end.
    owed: Paise,
    /// Instalments it is spread over.
    paying: i128,
    last: usize,
}

impl Plan {
    /// `dues` are the instalments to come, the first of them the `done`-th of the loan.
    fn new(t: &Terms, owed: Paise, from: Date, dues: &[Date], done: usize) -> Plan {
        let grace = usize::from(t.grace_principal).saturating_sub(done);
        let n = dues.len().saturating_sub(grace).max(1);
        let paying = n as i128;
        let equal = match (t.split, t.on) {
            (Split::EqualInstalment, On::Declining) => equal_instalment(t, owed, from, dues, n),
            _ => to_multiple(i128::from(owed.0), paying, t.multiple),
        };
        Plan { equal, owed, paying, last: usize::from(t.count).saturating_sub(1) }
    }

    fn interest(plan: Option<&Plan>, t: &Terms, balance: Paise, from: Date, due: Date) -> Accrued {
        let base = match (plan, t.on) {
            (Some(p), On::Flat) => p.owed,
            _ => balance,
        };
        if from < due && !base.is_zero() { period_interest(t, base, from, due) } else { Accrued::ZERO }
    }

    fn principal(&self, t: &Terms, balance: Paise, interest: Paise, n: usize) -> Paise {
        if n == self.last {
            return balance;
        }
        if n < usize::from(t.grace_principal) || t.split == Split::Balloon {
            return Paise::ZERO;
        }
        let part = match (t.split, t.on) {
            (Split::EqualInstalment, On::Declining) => self.equal - interest,
            (Split::EqualInstalment, On::Flat) => {
                let sum = i128::from(self.owed.0) + self.paying * i128::from(interest.0);
                to_multiple(sum, self.paying, t.multiple) - interest
            }
            _ => self.equal,
        };
        part.clamp(Paise::ZERO, balance)
    }
}

/// Interest of one period, exact.
#[must_use]
pub fn period_interest(t: &Terms, base: Paise, from: Date, due: Date) -> Accrued {
    Accrued(i128::from(base.0) * i128::from(t.rate.0) * parts_of(t, from, due))
}

/// A period's part of the year in 1/1,603,080.
fn parts_of(t: &Terms, from: Date, due: Date) -> i128 {
    match (t.length, t.every) {
        (PeriodLength::Equal(_), Every::Months(m)) => i128::from(m) * 133_590,
        (PeriodLength::Equal(c) | PeriodLength::Days(c), _) => year_parts(from, due, c),
    }
}

/// The equal instalment `P·i / (1 − (1+i)^−n)`: for periods of unequal days the mean period is taken, and the last instalment
/// takes the difference. Worked with 18 digits after the point.
fn equal_instalment(t: &Terms, lent: Paise, from: Date, dues: &[Date], paying: usize) -> Paise {
    const ONE: i128 = 1_000_000_000_000_000_000;
    let last = dues.last().copied().unwrap_or(from);
    let parts = match (t.length, t.every) {
        (PeriodLength::Equal(_), Every::Months(m)) => i128::from(m) * 133_590,
        (PeriodLength::Equal(c) | PeriodLength::Days(c), _) => year_parts(from, last, c) / (dues.len().max(1) as i128),
    };
    let i = i128::from(t.rate.0) * parts * (ONE / 10_000) / 1_603_080;
    if i == 0 {
        return to_multiple(i128::from(lent.0), paying as i128, t.multiple);
    }
    // discount = (1+i)^-n, by repeated division.
    let mut discount = ONE;
    for _ in 0..paying {
        discount = mul_div(discount, ONE, ONE + i);
    }
    to_multiple(i128::from(lent.0) * i, ONE - discount, t.multiple)
}

/// `a × b / c` for `b` and `c` of 18 digits and `a` at most one: `a × b` stays below 10^37.
fn mul_div(a: i128, b: i128, c: i128) -> i128 {
    (a * b + c / 2) / c
}

/// Interest of the whole schedule, for a person asking what a loan costs.
#[must_use]
pub fn total_interest(schedule: &[Instalment]) -> Paise {
    schedule.iter().map(|i| i.interest).sum()
}

/// Interest of a broken period: from disbursal to a day inside the first period.
#[must_use]
pub fn broken(t: &Terms, to: Date, count: DayCount) -> Accrued {
    accrue(t.principal, t.rate, t.from, to, count)
}
