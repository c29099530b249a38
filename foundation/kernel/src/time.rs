//! Days, financial years and the clock.

/// A calendar day.
pub type Date = jiff::civil::Date;

/// A point in time: UTC milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The calendar day in India (UTC+5:30, no summer time).
    #[must_use]
    pub fn day(self) -> Date {
        let days = (self.0 + 19_800_000).div_euclid(86_400_000);
        let span = jiff::Span::new().days(days.clamp(-3_000_000, 2_900_000));
        jiff::civil::date(1970, 1, 1).saturating_add(span)
    }
}

/// The financial year 1 April to 31 March, named by the calendar year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(pub i16);

impl FinancialYear {
    /// The year a day belongs to.
    #[must_use]
    pub fn of(day: Date) -> FinancialYear {
        FinancialYear(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// Its first and its last day. A year outside the calendar is taken for its nearest.
    #[must_use]
    pub fn days(self) -> (Date, Date) {
        let year = self.0.clamp(1, 9_998);
        (jiff::civil::date(year, 4, 1), jiff::civil::date(year + 1, 3, 31))
    }

    /// As it is written: `2025-26`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{}-{:02}", self.0, (self.0.saturating_add(1)).rem_euclid(100))
    }
}

/// Where time comes from; nothing in the house asks the operating system directly.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// The machine's clock.
pub struct SystemClock;
impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Instant(since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// A clock that stands still, for tests and reproducible runs.
pub struct FixedClock(pub Instant);
impl Clock for FixedClock {
    fn now(&self) -> Instant {
        self.0
    }
}

/// A span of whole calendar years.
#[must_use]
pub fn years(n: i16) -> jiff::Span {
    jiff::Span::new().years(n)
}

/// Whole hours from the end of a day in India to a point in time; nothing where it is not over.
#[must_use]
pub fn hours_between(day: Date, now: Instant) -> i64 {
    let midnight = day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |s| i64::from(s.get_days()) + 1) * 86_400_000;
    ((now.0 + 19_800_000 - midnight) / 3_600_000).max(0)
}
