//! Parts of a hundred, exact.

use kernel::Paise;
use std::fmt;

/// Hundredths of a percent: 2500 is 25 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Percent(pub i64);

impl Percent {
    /// The whole: 100 %.
    pub const WHOLE: Percent = Percent(10_000);

    /// So much of an amount (paise), rounded up: for what must be *at least* a part. Nothing of less than nothing.
    #[must_use]
    pub fn at_least_of(self, amount: Paise) -> Paise {
        part(amount, self.0, 10_000, 9_999)
    }

    /// So much of an amount (paise), rounded down: for what may be *at most* a part. Nothing of less than nothing.
    #[must_use]
    pub fn at_most_of(self, amount: Paise) -> Paise {
        part(amount, self.0, 10_000, 0)
    }

    /// So much a year of an amount (paise) for a number of months, rounded half up. Nothing of less than nothing.
    #[must_use]
    pub fn for_months(self, amount: Paise, months: i64) -> Paise {
        part(amount, self.0.saturating_mul(months.max(0)), 120_000, 60_000)
    }
}

/// `amount × of / whole`, `add` of the whole added before dividing; at most `i64::MAX`.
pub(crate) fn part(amount: Paise, of: i64, whole: i64, add: i64) -> Paise {
    let exact = i128::from(amount.0.max(0)) * i128::from(of.max(0)) + i128::from(add);
    Paise(i64::try_from(exact / i128::from(whole.max(1))).unwrap_or(i64::MAX))
}

impl fmt::Display for Percent {
    /// `25` or `12.50`: for messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}", self.0 / 100),
            rest => write!(f, "{}.{:02}", self.0 / 100, rest.abs()),
        }
    }
}
