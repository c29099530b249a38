//! Days and months: differences, due dates, the end of a month, holidays.

use kernel::Date;
use serde::{Deserialize, Serialize};

/// Whole calendar days from `from` to `to`; negative where `to` is earlier.
#[must_use]
pub fn days(from: Date, to: Date) -> i64 {
    i64::from(number(to) - number(from))
}

/// Day number since 1970-01-01.
fn number(day: Date) -> i32 {
    let (y, m, d) = (i32::from(day.year()), i32::from(day.month()), i32::from(day.day()));
    let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * m + 2) / 5 + d - 1 - 719_468
}

/// The day `n` days later (earlier where negative); stays at the last day the calendar has.
#[must_use]
pub fn plus_days(day: Date, n: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(n.clamp(-3_000_000, 3_000_000)))
}

/// What a due date does that a shorter month does not have, or that began on a month's last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MonthEnd {
    /// The same day of the month; the last one where the month is shorter (31 January, 29 February, 31 March).
    #[default]
    SameDay,
    /// Begun on the last day of a month, always the last day (30 April, 31 May).
    StayLast,
}

/// The day `n` months after `anchor`. Counted from the anchor, never from month to month, so that a short month does not
/// move the later ones.
#[must_use]
pub fn plus_months(anchor: Date, n: i32, rule: MonthEnd) -> Date {
    let there = anchor.saturating_add(jiff::Span::new().months(n.clamp(-120_000, 120_000)));
    if rule == MonthEnd::StayLast && anchor == anchor.last_of_month() { there.last_of_month() } else { there }
}

/// Whole months that lie between two days: 31 January to 28 February is one, to 27 February none.
#[must_use]
pub fn whole_months(from: Date, to: Date) -> i32 {
    let about = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month());
    if plus_months(from, about, MonthEnd::SameDay) > to { about - 1 } else { about }
}

/// The first day from `day` on that is no holiday (usage, unverified: maturity on a holiday is paid on the next working day). At most 30 days
/// are looked at; `holiday` is the society's calendar.
#[must_use]
pub fn next_working(day: Date, holiday: impl Fn(Date) -> bool) -> Date {
    (0..30).map(|n| plus_days(day, n)).find(|d| !holiday(*d)).unwrap_or(day)
}
