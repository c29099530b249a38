//! How a loan stands on a day: overdue, class, provision, limitation, reminders.

use crate::appropriate::Demand;
use crate::calendar::{MonthEnd, days, plus_days, plus_months};
use crate::interest::{Rate, Rounding};
use crate::limit::percent;
use crate::product::{LoanHeads, Ruled};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// What is overdue: due before the day and unpaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// Principal, paise.
    pub principal: Paise,
    /// Interest and penal interest, paise.
    pub interest: Paise,
    /// Day the oldest of it was due.
    pub since: Option<Date>,
}

/// What is overdue on a day. A demand due today is not overdue.
#[must_use]
pub fn overdue(demands: &[Demand], on: Date) -> Overdue {
    let mut sum = Overdue::default();
    for d in demands.iter().filter(|d| d.due < on && d.owed.total() > Paise::ZERO) {
        sum.principal += d.owed.principal;
        sum.interest += d.owed.interest + d.owed.penal;
        sum.since = Some(sum.since.map_or(d.due, |s: Date| s.min(d.due)));
    }
    sum
}

/// What a loan's repayment depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cycle {
    /// A crop of short duration.
    ShortCrop,
    /// A crop of long duration.
    LongCrop,
    /// Allied and non-farm: by days.
    Days,
}

/// When a loan is non-performing: overdue for two seasons of a short crop, one of a long one (secondary sources on the RBI norms),
/// or so many days (90). How long a season is, the State bankers' committee says; for loans sanctioned from 1 January 2027 it is 12
/// and 18 months (RBI rural co-operative banks KCC directions 2026).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NpaRule {
    /// Seasons a short crop's loan may be overdue.
    pub short_seasons: u8,
    /// Seasons a long crop's loan may be overdue.
    pub long_seasons: u8,
    /// Months of a short crop's season.
    pub short_months: u16,
    /// Months of a long crop's season.
    pub long_months: u16,
    /// Days for all others.
    pub days: u16,
}

/// Class of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Performing.
    Standard,
    /// Non-performing, not yet doubtful.
    SubStandard,
    /// Doubtful, first age.
    Doubtful1,
    /// Doubtful, second age.
    Doubtful2,
    /// Doubtful, third age.
    Doubtful3,
    /// Lost, as an auditor or inspector identified it: never by age alone.
    Loss,
}

impl Class {
    /// Its interest is a reserve and no income.
    #[must_use]
    pub fn is_npa(self) -> bool {
        self > Class::Standard
    }
}

/// Ages and percentages of provision. In usage standard 0.25 to 0.40 %, sub-standard 10 % up to three years, doubtful 20, 30 and
/// 100 %: unverified, hence settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionRule {
    /// Months sub-standard before doubtful.
    pub sub_standard_months: u16,
    /// Months in the first age of doubt.
    pub doubtful1_months: u16,
    /// Months in the second.
    pub doubtful2_months: u16,
    /// Percent: standard, sub-standard, doubtful 1 to 3, loss.
    pub rates: [Rate; 6],
}

/// The day a loan overdue since `since` becomes non-performing.
#[must_use]
pub fn npa_from(since: Date, cycle: Cycle, rule: &NpaRule) -> Date {
    let months = |seasons: u8, each: u16| plus_months(since, i32::from(seasons) * i32::from(each), MonthEnd::SameDay);
    match cycle {
        Cycle::ShortCrop => months(rule.short_seasons, rule.short_months),
        Cycle::LongCrop => months(rule.long_seasons, rule.long_months),
        Cycle::Days => plus_days(since, i64::from(rule.days)),
    }
}

/// The class on a day, by the rules of the loan's sanction (older loans keep old rules to their end).
///
/// # Errors
/// 4101 where the length of seasons or the ages are unset.
pub fn class(
    since: Option<Date>,
    on: Date,
    cycle: Cycle,
    sanctioned: Date,
    npa: &Ruled<NpaRule>,
    ages: &Ruled<ProvisionRule>,
) -> Result<Class, Refusal> {
    let Some(since) = since else { return Ok(Class::Standard) };
    let from = npa_from(since, cycle, npa.need(sanctioned, "npa")?);
    // The last day that is allowed is still standard.
    if on <= from {
        return Ok(Class::Standard);
    }
    let ages = ages.need(on, "provision")?;
    let mut end = from;
    let steps = [
        (ages.sub_standard_months, Class::SubStandard),
        (ages.doubtful1_months, Class::Doubtful1),
        (ages.doubtful2_months, Class::Doubtful2),
    ];
    let mut total = 0;
    for (months, class) in steps {
        total += i32::from(months);
        end = end.max(plus_months(from, total, MonthEnd::SameDay));
        if on <= end {
            return Ok(class);
        }
    }
    Ok(Class::Doubtful3)
}

/// One borrower's loans all have the worst of their classes: classification is borrower-wise.
#[must_use]
pub fn of_borrower(classes: &[Class]) -> Class {
    classes.iter().copied().max().unwrap_or(Class::Standard)
}

/// The provision for an outstanding amount.
#[must_use]
pub fn provision(outstanding: Paise, class: Class, rule: &ProvisionRule, rounding: Rounding) -> Paise {
    let rate = rule.rates[match class {
        Class::Standard => 0,
        Class::SubStandard => 1,
        Class::Doubtful1 => 2,
        Class::Doubtful2 => 3,
        Class::Doubtful3 => 4,
        Class::Loss => 5,
    }];
    percent(outstanding.max(Paise::ZERO), rate, rounding)
}

/// The head that takes interest accrued on a loan: income, or the overdue-interest reserve where the loan is non-performing
/// (Uttarakhand Co-operative Societies Act 2003, s. 58: profit after deducting overdue interest).
#[must_use]
pub fn interest_head(class: Class, heads: &LoanHeads) -> &str {
    if class.is_npa() { &heads.overdue_reserve } else { &heads.income }
}

/// Until when a suit may be brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limitation {
    /// Last day.
    pub until: Date,
    /// The acknowledgement that runs it, if any.
    pub acknowledged: Option<Date>,
}

/// Limitation: `years` (three) from the due day; an acknowledgement of debt signed before the end begins it anew, one signed after the
/// end does not.
#[must_use]
pub fn limitation(due: Date, acknowledgements: &[Date], years: i16) -> Limitation {
    let mut all: Vec<Date> = acknowledgements.to_vec();
    all.sort_unstable();
    let mut at = Limitation { until: due.saturating_add(kernel::years(years)), acknowledged: None };
    for day in all {
        let until = day.saturating_add(kernel::years(years));
        if day <= at.until && until > at.until {
            at = Limitation { until, acknowledged: Some(day) };
        }
    }
    at
}

/// Days before the due day on which a reminder goes out: a day late loses the incentive.
pub const REMIND: [i64; 3] = [30, 7, 1];

/// Days left, where a reminder is due today: the nearest of [`REMIND`] that lies in the days since the last business day, so that
/// a day on which the society was closed loses none.
#[must_use]
pub fn reminder(due: Date, last_day: Date, today: Date) -> Option<i64> {
    let (before, now) = (days(last_day, due), days(today, due));
    let hit = REMIND.iter().rev().find(|n| now <= **n && **n < before);
    hit.filter(|_| now >= 0).map(|_| now)
}
