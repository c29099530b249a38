//! A page that does not add up: which row or cell is the likely cause, ranked, each with its reason.

use super::control::{self, Gap, Rows, cell, expected, figure, holds};
use super::kinds::Kind;
use super::normal;
use crate::digits::{self, Slip};
use kernel::Paise;

/// What the hand may have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Two neighbouring digits exchanged.
    Transposition,
    /// One digit wrong.
    Digit,
    /// A place lost or gained.
    Decimal,
    /// A row keyed twice.
    DoubledRow,
    /// A row left out.
    MissingRow,
    /// An amount on the wrong side: with minus instead of plus.
    WrongSide,
    /// An amount in the neighbouring column.
    OtherColumn,
    /// The total itself was keyed wrong.
    Total,
}

impl Cause {
    /// Name for messages: `culprit-<name>`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Cause::Transposition => "transposition",
            Cause::Digit => "digit",
            Cause::Decimal => "decimal",
            Cause::DoubledRow => "doubled",
            Cause::MissingRow => "missing",
            Cause::WrongSide => "side",
            Cause::OtherColumn => "column",
            Cause::Total => "total",
        }
    }
}

/// One suspicion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culprit {
    /// Row of the page from 0; for a missing row the one after which it is missing. `None`: the total, or nothing says where.
    pub row: Option<usize>,
    /// Column that does not add up.
    pub column: usize,
    /// What was done.
    pub cause: Cause,
    /// What should stand there, where that is a figure.
    pub right: Option<Paise>,
    /// The row's own figures say so too.
    pub borne_out: bool,
    /// Greater is likelier; only for the order.
    pub weight: u32,
}

/// Most suspicions shown for a page.
const MOST: usize = 8;

/// Suspicions for a page, likeliest first. Empty where the page adds up.
#[must_use]
pub fn culprits(kind: &Kind, rows: &Rows, totals: &[String]) -> Vec<Culprit> {
    let gaps = control::gaps(kind, rows, totals);
    let mut found = Vec::new();
    for gap in &gaps {
        for row in 0..rows.len() {
            found.extend(in_row(kind, rows, row, gap, &gaps));
        }
        found.extend(missing(kind, rows, gap, &gaps));
        found.extend(in_total(gap));
    }
    found.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.row.cmp(&b.row)).then(a.column.cmp(&b.column)));
    found.dedup_by(|a, b| a.row == b.row && a.cause == b.cause && a.cause == Cause::DoubledRow);
    found.truncate(MOST);
    found
}

/// The slip that makes one figure out of another, one wrong digit among them.
fn slip(written: Paise, right: Paise) -> Option<(Cause, u32)> {
    match digits::slip(written, right) {
        Some(Slip::Decimal) => Some((Cause::Decimal, 60)),
        Some(Slip::Transposition) => Some((Cause::Transposition, 62)),
        None if digits::one_digit(written, right) => Some((Cause::Digit, 45)),
        None => None,
    }
}

fn in_row(kind: &Kind, rows: &Rows, row: usize, gap: &Gap, gaps: &[Gap]) -> Option<Culprit> {
    let written = figure(kind, &rows[row], gap.column)?;
    let right = Paise(written.0.checked_sub(gap.rest().0)?);
    let (cause, weight) = if right.is_zero() {
        doubled(kind, rows, row, gaps).or_else(|| in_other_column(kind, rows, row, gap, gaps))?
    } else if right == -written {
        (Cause::WrongSide, 55)
    } else {
        slip(written, right)?
    };
    let borne_out = expected(kind, &rows[row], gap.column) == Some(right);
    let mut weight = if borne_out { weight + 35 } else { weight };
    // what the row's own figures bear out as it stands is hardly the slip; a row keyed twice bears itself out both times
    if cause != Cause::DoubledRow && holds(kind, &rows[row], gap.column) == Some(true) {
        weight = weight.saturating_sub(35);
    }
    let right = (cause != Cause::DoubledRow).then_some(right);
    Some(Culprit { row: Some(row), column: gap.column, cause, right, borne_out, weight })
}

/// The row stands there twice: the same number, or the same figures right below one another; and it accounts for every column that does not
/// add up.
fn doubled(kind: &Kind, rows: &Rows, row: usize, gaps: &[Gap]) -> Option<(Cause, u32)> {
    let same = |a: usize, b: usize, column: usize| {
        let hold = kind.columns[column].hold;
        normal::normal(hold, cell(&rows[a], column)) == normal::normal(hold, cell(&rows[b], column))
    };
    let keyed = |i: usize| kind.key().is_some_and(|k| !cell(&rows[i], k).trim().is_empty());
    let twin = (0..row).rev().find(|&i| {
        let by_key = kind.key().is_some_and(|k| keyed(i) && same(i, row, k));
        by_key || kind.totalled().into_iter().all(|c| same(i, row, c)) && i + 1 == row
    })?;
    let all = gaps.iter().all(|g| figure(kind, &rows[row], g.column).unwrap_or(Paise::ZERO) == g.rest());
    let whole = (0..kind.columns.len()).filter(|&c| same(twin, row, c)).count() * 10 >= kind.columns.len() * 8;
    let weight = 50 + if all { 30 } else { 0 } + if whole { 20 } else { 0 };
    Some((Cause::DoubledRow, weight))
}

/// The amount is missing from one column by exactly what is too much in another.
fn in_other_column(kind: &Kind, rows: &Rows, row: usize, gap: &Gap, gaps: &[Gap]) -> Option<(Cause, u32)> {
    let lacks = gaps.iter().find(|g| g.column != gap.column && g.rest() == -gap.rest())?;
    let blank = figure(kind, &rows[row], lacks.column).is_none_or(Paise::is_zero);
    Some((Cause::OtherColumn, if blank { 75 } else { 40 }))
}

/// A row is lacking; where numbers run on, the hole among them says where.
fn missing(kind: &Kind, rows: &Rows, gap: &Gap, gaps: &[Gap]) -> Option<Culprit> {
    if gap.rest().0 >= 0 {
        return None;
    }
    let holes = holes(kind, rows);
    // a row left out is missing from every column it has an amount in, and too much in none
    let all = gaps.iter().all(|g| g.rest().0 < 0);
    let row = match holes[..] {
        [one] => Some(one),
        _ => None,
    };
    let weight = 20 + if row.is_some() { 45 } else { 0 } + if all && gaps.len() > 1 { 15 } else { 0 };
    Some(Culprit {
        row,
        column: gap.column,
        cause: Cause::MissingRow,
        right: Some(-gap.rest()),
        borne_out: row.is_some(),
        weight,
    })
}

/// Rows after which one number is left out, in a book whose numbers run on.
fn holes(kind: &Kind, rows: &Rows) -> Vec<usize> {
    let Some(key) = kind.key() else { return Vec::new() };
    let number = |row: &Vec<String>| {
        let text = lipi::text::ascii_digits(cell(row, key));
        let start = text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |i| i + 1);
        // the place after a multi-byte letter is found by the digits that follow it
        text.get(start..).or_else(|| text.split(|c: char| !c.is_ascii_digit()).next_back())?.parse::<i64>().ok()
    };
    let steps: Vec<Option<i64>> = rows.windows(2).map(|w| Some(number(&w[1])? - number(&w[0])?)).collect();
    let running = steps.iter().filter(|s| **s == Some(1)).count();
    if running * 2 < steps.len() {
        return Vec::new();
    }
    steps.iter().enumerate().filter(|(_, s)| **s == Some(2)).map(|(i, _)| i).collect()
}

fn in_total(gap: &Gap) -> Option<Culprit> {
    let (_, weight) = slip(gap.written, gap.sum)?;
    Some(Culprit {
        row: None,
        column: gap.column,
        cause: Cause::Total,
        right: Some(gap.sum),
        borne_out: false,
        weight: weight.saturating_sub(12),
    })
}
