//! Interest by exact dates, in whole numbers.
//!
//! Interest is a simple product, `Σ balance × days × rate`, kept as an exact fraction of a paisa and rounded once, when it is
//! posted: so a period split anywhere gives what the whole gives, to the last digit. No monthly rests on agricultural
//! advances (RBI DBOD.No.Dir.BC.25/13.03.00/2002-03, addressed to commercial banks).

use crate::calendar::days;
use crate::product::Ruled;
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// A yearly rate, or a share of an amount, in hundredths of a percent: 7 % is 700.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rate(pub i32);

/// How days are counted and what a year has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayCount {
    /// Calendar days, a year of 365: the `Σ(balance×days)×rate/36500` of society ledgers.
    Actual365,
    /// Calendar days, a year of 360.
    Actual360,
    /// Every month has 30 days (the 31st counts as the 30th), a year 360.
    Thirty360,
    /// Calendar days; those in leap years are 1/366 of a year, the others 1/365.
    ActualActual,
}

/// Whether the first and the last day of a period bear interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// The first counts, the last does not (or the other way round: the sum is the same).
    #[default]
    One,
    /// Both count.
    Both,
}

/// How a fraction becomes an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the paisa, half away from zero.
    PaisaHalfUp,
    /// To the paisa, half to the even one.
    PaisaHalfEven,
    /// To the rupee, half away from zero.
    RupeeHalfUp,
}

/// How often interest becomes principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rests {
    /// Never.
    None,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every half year.
    HalfYearly,
    /// Every year: the shortest that an agricultural advance may have.
    Yearly,
}

/// Parts of a paisa in which interest is kept: 10,000 (rate) × the least common multiple of 360, 365 and 366.
const PARTS: i128 = 10_000 * 1_603_080;

/// Interest not yet rounded: an exact number of 1/16,030,800,000 of a paisa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Accrued(pub i128);

impl Accrued {
    /// Nothing.
    pub const ZERO: Accrued = Accrued(0);

    /// The amount, rounded once.
    #[must_use]
    pub fn round(self, rounding: Rounding) -> Paise {
        round_ratio(self.0, PARTS, rounding)
    }

    /// A whole amount as accrued interest.
    #[must_use]
    pub fn of(amount: Paise) -> Accrued {
        Accrued(i128::from(amount.0) * PARTS)
    }
}
impl Add for Accrued {
    type Output = Accrued;
    fn add(self, other: Accrued) -> Accrued {
        Accrued(self.0.checked_add(other.0).expect("sum of interest exceeds i128"))
    }
}
impl Sub for Accrued {
    type Output = Accrued;
    fn sub(self, other: Accrued) -> Accrued {
        self + -other
    }
}
impl Neg for Accrued {
    type Output = Accrued;
    fn neg(self) -> Accrued {
        Accrued(-self.0)
    }
}
impl Sum for Accrued {
    fn sum<I: Iterator<Item = Accrued>>(amounts: I) -> Accrued {
        amounts.fold(Accrued::ZERO, Add::add)
    }
}

/// `num / den` paise, rounded; `den` more than zero.
#[must_use]
pub fn round_ratio(num: i128, den: i128, rounding: Rounding) -> Paise {
    let (den, unit) = if rounding == Rounding::RupeeHalfUp { (den * 100, 100) } else { (den, 1) };
    let (whole, rest) = (num.abs() / den, num.abs() % den);
    let up = match rounding {
        Rounding::PaisaHalfEven => 2 * rest > den || (2 * rest == den && whole % 2 == 1),
        Rounding::PaisaHalfUp | Rounding::RupeeHalfUp => 2 * rest >= den,
    };
    let amount = (whole + i128::from(up)) * unit * num.signum();
    Paise(i64::try_from(amount).expect("interest exceeds i64 paise"))
}

/// The part of a year between two days, in 1/1,603,080 of a year; additive whatever the split.
#[must_use]
pub fn year_parts(from: Date, to: Date, count: DayCount) -> i128 {
    match count {
        DayCount::Actual365 => i128::from(days(from, to)) * 4_392,
        DayCount::Actual360 => i128::from(days(from, to)) * 4_453,
        DayCount::Thirty360 => {
            let at = |d: Date| i128::from(d.year()) * 360 + i128::from(d.month()) * 30 + i128::from(d.day().min(30));
            (at(to) - at(from)) * 4_453
        }
        DayCount::ActualActual => since_zero(to) - since_zero(from),
    }
}

/// Parts of a year since year 0, by calendar years of 365 or 366 days.
fn since_zero(day: Date) -> i128 {
    let whole = i128::from(day.year()) * 1_603_080;
    let into = i128::from(day.day_of_year()) - 1;
    whole + into * if day.in_leap_year() { 4_380 } else { 4_392 }
}

/// Interest of one balance over one period at one rate: exact. `from` counts, `to` does not.
#[must_use]
pub fn accrue(balance: Paise, rate: Rate, from: Date, to: Date, count: DayCount) -> Accrued {
    Accrued(i128::from(balance.0) * i128::from(rate.0) * year_parts(from, to, count))
}

/// A balance and the day from which it stood.
pub type Step = (Date, Paise);

/// Interest of a running account from `from` to `to` (`from` counts, `to` does not): each balance by its days at the rate of
/// each day. `steps` are sorted by day; before the first the balance is nothing.
///
/// # Errors
/// 4101 where no rate is set for a day on which something is owed.
pub fn product(steps: &[Step], from: Date, to: Date, rates: &Ruled<Rate>, count: DayCount) -> Result<Accrued, Refusal> {
    let mut marks: Vec<Date> = steps.iter().map(|s| s.0).filter(|d| from < *d && *d < to).collect();
    marks.extend(rates.changes(from, to));
    marks.extend([from, to]);
    marks.sort_unstable();
    marks.dedup();
    let mut sum = Accrued::ZERO;
    for pair in marks.windows(2) {
        let balance = steps.iter().rev().find(|s| s.0 <= pair[0]).map_or(Paise::ZERO, |s| s.1);
        if !balance.is_zero() {
            sum = sum + accrue(balance, *rates.need(pair[0], "rate")?, pair[0], pair[1], count);
        }
    }
    Ok(sum)
}

/// The day up to which interest is counted when the last day bears interest too or not.
#[must_use]
pub fn until(last: Date, ends: Ends) -> Date {
    if ends == Ends::Both { crate::calendar::plus_days(last, 1) } else { last }
}

/// Penal interest on overdue principal from the day after it fell due: there is none on penal interest or on interest
/// (usage, unverified), so `overdue` holds principal only.
///
/// # Errors
/// 4101 where the penal rate is unset: it is never guessed.
pub fn penal(overdue: &[Step], from: Date, to: Date, rates: &Ruled<Rate>, count: DayCount) -> Result<Accrued, Refusal> {
    rates.need(from, "penal")?;
    product(overdue, from, to, rates, count)
}

/// Interest to small and marginal farmers is at most the principal (unverified; a society that follows it passes `true`).
#[must_use]
pub fn capped(interest: Paise, charged_before: Paise, principal: Paise, small_or_marginal: bool) -> Paise {
    if !small_or_marginal {
        return interest;
    }
    let room = (principal - charged_before).max(Paise::ZERO);
    interest.min(room)
}
