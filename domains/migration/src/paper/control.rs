//! Control totals: a page and a volume counted and summed, and what a page lacks to its own total.

use super::kinds::{Hold, Kind};
use super::normal;
use kernel::Paise;

/// Rows as keyed: cells in the order of the kind's columns.
pub type Rows = [Vec<String>];

/// What a page, or a whole volume, comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Rows.
    pub count: u64,
    /// Sum of every totalled column, in the order of [`Kind::totalled`].
    pub sums: Vec<Paise>,
    /// Hash total: the numbers of accounts, members or bills added up as if they were figures. It means nothing, but a number keyed wrong
    /// changes it.
    pub hash: i128,
    /// Amounts below nought in totalled columns.
    pub negatives: u64,
}

impl Control {
    /// Adds another page.
    pub fn add(&mut self, other: &Control) {
        self.count += other.count;
        self.sums.resize(self.sums.len().max(other.sums.len()), Paise::ZERO);
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum = Paise(sum.0.saturating_add(more.0));
        }
        self.hash += other.hash;
        self.negatives += other.negatives;
    }
}

/// A cell's text; empty where the row is shorter.
#[must_use]
pub fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

/// The figure in a cell of a row.
#[must_use]
pub fn figure(kind: &Kind, row: &[String], column: usize) -> Option<Paise> {
    normal::figure(kind.columns[column].hold, cell(row, column))
}

/// Sum of a column; what is no figure counts as nothing. `None` where it passes all bounds.
#[must_use]
pub fn sum(kind: &Kind, rows: &Rows, column: usize) -> Option<Paise> {
    rows.iter().filter_map(|r| figure(kind, r, column)).try_fold(0i64, |sum, p| sum.checked_add(p.0)).map(Paise)
}

/// Counts and sums rows.
#[must_use]
pub fn of(kind: &Kind, rows: &Rows) -> Control {
    let totalled = kind.totalled();
    Control {
        count: rows.len() as u64,
        sums: totalled.iter().map(|&c| sum(kind, rows, c).unwrap_or(Paise::ZERO)).collect(),
        hash: kind.key().map_or(0, |c| rows.iter().map(|r| number_in(cell(r, c))).sum()),
        negatives: rows
            .iter()
            .map(|r| totalled.iter().filter(|&&c| figure(kind, r, c).is_some_and(|p| p.0 < 0)).count() as u64)
            .sum(),
    }
}

/// The figures of an account number as one number.
fn number_in(text: &str) -> i128 {
    let digits: String = lipi::text::ascii_digits(text).chars().filter(char::is_ascii_digit).take(24).collect();
    digits.parse().unwrap_or(0)
}

/// A column that does not come to the total written under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Column.
    pub column: usize,
    /// What the rows come to.
    pub sum: Paise,
    /// What the page says.
    pub written: Paise,
}

impl Gap {
    /// Rows minus total as written.
    #[must_use]
    pub fn rest(&self) -> Paise {
        Paise(self.sum.0.saturating_sub(self.written.0))
    }
}

/// The book writes totals under its pages, and none of this page's was keyed as a figure.
#[must_use]
pub fn is_unborne(kind: &Kind, totals: &[String]) -> bool {
    let columns = kind.totalled();
    !columns.is_empty() && columns.iter().all(|at| normal::figure(Hold::Amount, cell(totals, *at)).is_none())
}

/// The columns that do not add up; a total that was not written, or is no figure, holds nothing against its column.
#[must_use]
pub fn gaps(kind: &Kind, rows: &Rows, totals: &[String]) -> Vec<Gap> {
    kind.totalled()
        .into_iter()
        .filter_map(|column| {
            let written = normal::figure(Hold::Amount, cell(totals, column))?;
            let sum = sum(kind, rows, column)?;
            (sum != written).then_some(Gap { column, sum, written })
        })
        .collect()
}

/// What a row's own figures make of one of its columns; `None` where a term is blank.
#[must_use]
pub fn expected(kind: &Kind, row: &[String], column: usize) -> Option<Paise> {
    kind.follows.iter().filter(|s| s.result == column).find_map(|s| {
        let mut total: Option<i128> = None;
        for (i, (sign, term)) in s.terms.iter().enumerate() {
            let blank_is_nought = i > 0 && *sign != '*';
            let value = figure(kind, row, *term).or(blank_is_nought.then_some(Paise::ZERO))?;
            let value = i128::from(value.0);
            total = Some(match (total, sign) {
                (None, _) => value,
                (Some(t), '+') => t + value,
                (Some(t), '-') => t - value,
                // a count is held in hundredths
                (Some(t), _) => (t * value + 50 * (t * value).signum()) / 100,
            });
        }
        total.and_then(|t| i64::try_from(t).ok()).map(Paise)
    })
}

/// The row's own figures bear the column out (`None` where the row has no such arithmetic).
#[must_use]
pub fn holds(kind: &Kind, row: &[String], column: usize) -> Option<bool> {
    let mut known = None;
    for sum in kind.follows.iter().filter(|s| s.result == column || s.terms.iter().any(|(_, t)| *t == column)) {
        let Some(right) = expected(kind, row, sum.result) else { continue };
        let fits = figure(kind, row, sum.result).unwrap_or(Paise::ZERO) == right;
        known = Some(known.unwrap_or(true) && fits);
    }
    known
}
