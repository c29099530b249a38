//! Of which year a trial balance says it is. Last year's lies beside this year's in every cupboard, it balances as well, and nothing but its heading
//! tells them apart.

use crate::books::Books;
use kernel::Date;
use lipi::date::{DateHints, read};
use lipi::text::ascii_digits;

/// Years before and after the cut-off day that a heading may mean; a day farther off is that of a registration or of an act.
const NEAR: i16 = 10;

/// A trial balance of another day than the cut-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Index of the register.
    pub register: usize,
    /// The day its heading says, of several the nearest to the table.
    pub says: Date,
}

/// The first trial balance whose heading says a day or a financial year, and none that fits the cut-off day. A heading without one says nothing.
#[must_use]
pub fn other(books: &Books) -> Option<Other> {
    let mut trial = books.registers.iter().enumerate().filter(|(_, r)| r.is("trial_balance", ""));
    trial.find_map(|(register, r)| {
        let said: Vec<Said> = r.table.titles.iter().rev().flat_map(|t| said(t, books.cutoff)).collect();
        let fits = said.iter().any(|s| s.fits(books.cutoff));
        said.first().filter(|_| !fits).map(|s| Other { register, says: s.end })
    })
}

/// What a heading says: a day, or a span of days that ends on one.
struct Said {
    begin: Date,
    end: Date,
}

impl Said {
    fn fits(&self, day: Date) -> bool {
        (self.begin..=self.end).contains(&day)
    }
}

/// Days and financial years of a line.
fn said(line: &str, cutoff: Date) -> Vec<Said> {
    let line = ascii_digits(line);
    let words: Vec<&str> = line.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let hints = DateHints { latest_year: cutoff.year() + 1, ..DateHints::default() };
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if let Some(year) = financial_year(word) {
            out.push(year);
        }
        // `31.03.2024`, and `31 मार्च 2024` in three words
        let three = words.get(i..i + 3).map(|w| w.join(" "));
        let written = |t: &str| t.starts_with(|c: char| c.is_ascii_digit()).then(|| read(t, &hints).exact()).flatten();
        let day = if word.len() >= 6 { written(word) } else { None };
        let day = day.or_else(|| three.filter(|t| t.chars().any(char::is_alphabetic)).and_then(|t| written(&t)));
        out.extend(day.map(|d| Said { begin: d, end: d }));
    }
    out.retain(|s| (s.end.year() - cutoff.year()).abs() <= NEAR);
    out
}

/// `2023-24`, `2023-2024`: April to March.
fn financial_year(word: &str) -> Option<Said> {
    let (from, to) = word.split_once(['-', '/', '–'])?;
    let year: i16 = from.parse().ok().filter(|_| from.len() == 4)?;
    let next: i16 = to.parse().ok().filter(|_| matches!(to.len(), 2 | 4))?;
    let follows = next == year + 1 || next == (year + 1) % 100;
    let (begin, end) = (Date::new(year, 4, 1).ok()?, Date::new(year + 1, 3, 31).ok()?);
    follows.then_some(Said { begin, end })
}
