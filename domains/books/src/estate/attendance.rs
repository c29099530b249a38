//! Days of a month that are paid: of those an employee was in service, less leave without pay.
//!
//! The rule, said once: of a month with `of` days, `paid` of them paid, basic pay and every fixed allowance is `amount × paid ÷ of`,
//! rounded half up to the paisa, each by itself; what is a percent of basic is that percent of the basic so earned. Fixed deductions
//! and fixed contributions (a premium, an instalment) stay whole: they are owed for the month, not for its days. What is withheld is
//! the pay of the whole month less what was earned, so that both together are the whole to the paisa. No law's divisor of 26 or 30
//! days stands here.

use super::days;
use super::staff::{Does, Employee, HowMuch, Item};
use crate::percent::{Percent, part};
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// Days of a month that is not paid whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// Days paid.
    pub paid: i64,
    /// Days of the month.
    pub of: i64,
    /// Days of leave without pay; the rest of what is not paid lies before the first or after the last day of service.
    pub absent: i64,
    /// Pay of the whole month less what was earned, paise.
    pub withheld: Paise,
}

/// Days of the month that begins on `first` in which an employee is in service.
#[must_use]
pub fn served(e: &Employee, first: Date) -> i64 {
    let last = first.last_of_month();
    let (from, to) = (e.joined.max(first), e.left.map_or(last, |l| l.min(last)));
    (days(from, to) + 1).max(0)
}

/// What an employee earned: basic pay, items with their amounts, days where not all of the month was paid.
pub(super) type Earned = (Paise, Vec<(String, Does, String, Paise)>, Option<Days>);

/// Earned in the month that begins on `first` with so many days of leave without pay.
#[must_use]
pub(super) fn earned(e: &Employee, first: Date, absent: i64) -> Earned {
    let of = days(first, first.last_of_month()) + 1;
    let paid = (served(e, first) - absent.max(0)).max(0);
    let (basic, items) = of_days(e, paid, of);
    if paid == of {
        return (basic, items, None);
    }
    let gross = |basic: Paise, items: &[(String, Does, String, Paise)]| {
        basic + items.iter().filter(|i| i.1 == Does::Allowance).map(|i| i.3).sum::<Paise>()
    };
    let (whole, all) = of_days(e, of, of);
    let withheld = gross(whole, &all) - gross(basic, &items);
    (basic, items, Some(Days { paid, of, absent, withheld }))
}

fn of_days(e: &Employee, paid: i64, of: i64) -> (Paise, Vec<(String, Does, String, Paise)>) {
    // half a paisa counts as one: twice the numerator, one more, over twice the days
    let share = |p: Paise| part(p, paid * 2, of * 2, of);
    let basic = share(e.basic);
    let much = |i: &Item| match (i.much, i.does) {
        (HowMuch::Fixed(p), Does::Allowance) => share(p),
        (HowMuch::Fixed(p), Does::Deduction | Does::Contribution) => p,
        (HowMuch::OfBasic(rate), _) => part(basic, rate.0, Percent::WHOLE.0, Percent::WHOLE.0 / 2),
    };
    let items = e.items.iter().map(|i| (i.name.clone(), i.does, i.head.clone(), much(i))).collect();
    (basic, items)
}
