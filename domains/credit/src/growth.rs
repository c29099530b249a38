//! What deposits earn: savings by daily product, fixed deposits that pay out, reinvestment with quarterly rests, recurring
//! deposits. The formulae are usage (unverified in mpacs.md 4.7); the rates are settings of the product.

use crate::calendar::{MonthEnd, plus_months, whole_months};
use crate::interest::{Accrued, DayCount, Rate, Rests, Rounding, accrue, product, round_ratio};
use crate::product::Ruled;
use kernel::{Date, Paise, Refusal};

/// Fine parts of a paisa in which compounding is carried, so that only the last step is rounded to an amount.
const FINE: i128 = 1_000_000_000_000;

/// Savings interest from `from` to `to` by daily product: every day's closing balance earns; an overdrawn day earns nothing.
///
/// # Errors
/// 4101 where no rate is set.
pub fn savings(
    balances: &[(Date, Paise)],
    from: Date,
    to: Date,
    rates: &Ruled<Rate>,
    count: DayCount,
) -> Result<Accrued, Refusal> {
    let kept: Vec<(Date, Paise)> = balances.iter().map(|(d, b)| (*d, (*b).max(Paise::ZERO))).collect();
    product(&kept, from, to, rates, count)
}

/// The days on which interest is credited between two days: every `months` months counted from `from`.
#[must_use]
pub fn credit_days(from: Date, to: Date, months: u16) -> Vec<Date> {
    let step = i32::from(months.max(1));
    (1..).map(|n| plus_months(from, n * step, MonthEnd::SameDay)).take_while(|d| *d <= to).collect()
}

/// Interest a fixed deposit pays out for a period: simple, by exact days.
#[must_use]
pub fn fixed(amount: Paise, rate: Rate, from: Date, to: Date, count: DayCount, rounding: Rounding) -> Paise {
    accrue(amount, rate, from, to, count).round(rounding)
}

/// Rests in a year; none where interest is never added.
fn a_year(rests: Rests) -> Option<i128> {
    match rests {
        Rests::None => None,
        Rests::Monthly => Some(12),
        Rests::Quarterly => Some(4),
        Rests::HalfYearly => Some(2),
        Rests::Yearly => Some(1),
    }
}

/// What an amount has become on `to` with interest added every rest: whole rests by `rate / rests a year`, the broken rest at the
/// end by exact days. Carried to a millionth of a millionth of a paisa, rounded once at the end.
#[must_use]
pub fn compounded(
    amount: Paise,
    rate: Rate,
    from: Date,
    to: Date,
    rests: Rests,
    count: DayCount,
    rounding: Rounding,
) -> Paise {
    let mut fine = i128::from(amount.0) * FINE;
    let mut at = from;
    if let Some(n) = a_year(rests) {
        let months = i32::try_from(12 / n).unwrap_or(12);
        let whole = whole_months(from, to).max(0) / months;
        for _ in 0..whole {
            fine += half_up(fine * i128::from(rate.0), 10_000 * n);
        }
        at = plus_months(from, whole * months, MonthEnd::SameDay);
    }
    // The rest of the way is simple; a year has 1,603,080 parts.
    let parts = crate::interest::year_parts(at, to, count);
    let broken = half_up(half_up(fine * i128::from(rate.0), 10_000) * parts, 1_603_080);
    round_ratio(fine + broken, FINE, rounding)
}

fn half_up(num: i128, den: i128) -> i128 {
    let (whole, rest) = (num.div_euclid(den), num.rem_euclid(den));
    whole + i128::from(2 * rest >= den)
}

/// Interest of a recurring deposit of `n` equal monthly instalments held to its end, simple: `R·r/1200·n(n+1)/2`.
#[must_use]
pub fn recurring_simple(instalment: Paise, rate: Rate, n: u32, rounding: Rounding) -> Paise {
    let n = i128::from(n);
    round_ratio(i128::from(instalment.0) * i128::from(rate.0) * n * (n + 1), 240_000, rounding)
}

/// Interest of the same deposit with quarterly rests: within a quarter what lies there earns simply by months (3, 2, 1), at its
/// end the quarter's interest is added.
#[must_use]
pub fn recurring_quarterly(instalment: Paise, rate: Rate, n: u32, rounding: Rounding) -> Paise {
    let r = i128::from(rate.0);
    let paid = i128::from(instalment.0) * FINE;
    let (mut sum, mut waiting) = (0i128, 0i128);
    for month in 1..=n {
        sum += paid;
        waiting += half_up(sum * r, 120_000);
        if month % 3 == 0 || month == n {
            sum += waiting;
            waiting = 0;
        }
    }
    round_ratio(sum - paid * i128::from(n), FINE, rounding)
}

/// Interest of a recurring deposit as it was really paid: each payment by exact days until `to`, simple; late and missing
/// instalments so cost what they are worth.
#[must_use]
pub fn recurring_paid(paid: &[(Date, Paise)], rate: Rate, to: Date, count: DayCount) -> Accrued {
    paid.iter().filter(|(d, _)| *d < to).map(|(d, a)| accrue(*a, rate, *d, to, count)).sum()
}

/// An agent's commission on what he collected.
#[must_use]
pub fn commission(collected: Paise, rate: Rate, rounding: Rounding) -> Paise {
    crate::limit::percent(collected.max(Paise::ZERO), rate, rounding)
}

/// The day from which an account is inoperative: so many months after the member's last own act (crediting interest is none).
#[must_use]
pub fn inoperative_from(last_act: Date, months: u16) -> Date {
    plus_months(last_act, i32::from(months), MonthEnd::SameDay)
}
