//! How long differences between ledger and registers have stood: counted from the day the migration that showed them was completed, because no
//! entry says when a difference arose.

use crate::evidence::Evidence;
use kernel::{Date, Paise};

/// Days from which each column of the table of ages begins.
pub const FROM_DAYS: [i64; 4] = [0, 8, 31, 91];

/// The age in days of a society's differences on a day; `None` where nothing differs, or it was not yet migrated.
#[must_use]
pub fn age(e: &Evidence, on: Date) -> Option<i64> {
    let migrated = e.migrated.as_ref().filter(|_| e.unmatched > 0)?;
    Some(i64::from((on - migrated.day).get_days()).max(0))
}

/// Societies with differences, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aged {
    /// Societies by age, in the columns of [`FROM_DAYS`].
    pub by_age: [u64; 4],
    /// Heads that differ.
    pub heads: u64,
    /// What nothing explains, paise.
    pub unexplained: Paise,
}

impl Aged {
    /// Societies, whatever the age.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.by_age.iter().sum()
    }

    /// Takes a society in whose differences are so many days old.
    pub fn add(&mut self, e: &Evidence, days: i64) {
        self.by_age[FROM_DAYS.iter().rposition(|from| days >= *from).unwrap_or(0)] += 1;
        self.heads += e.unmatched;
        self.unexplained += e.unexplained;
    }
}
