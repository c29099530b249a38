//! Where both hands say the same and the page itself makes it unlikely: two who read the same smeared figure key the same mistake. A third look is
//! asked for there, too. What a page does not do in four rows of five is no habit of its book, and raises no doubt.

use super::control::{cell, holds};
use super::kinds::{Hold, Kind};
use super::normal;
use crate::value::Day;
use kernel::Date;
use std::collections::BTreeMap;

/// Fewest rows from which a habit can be seen.
const FEWEST: usize = 5;
/// Years a day may stand off those of the other rows.
const YEARS: i16 = 1;
/// Days that lie so many years apart on one page say nothing of the next.
const WIDEST: i16 = 12;
/// Days of which the first comes before the second.
const LIVES: [(&str, &str); 5] = [
    ("disbursed_on", "due"),
    ("disbursed_on", "interest_upto"),
    ("opened", "matures"),
    ("opened", "last_on"),
    ("drawn_on", "due"),
];

/// Whether so many of all are a habit.
fn is_habit(n: usize, all: usize) -> bool {
    all >= FEWEST && n * 5 >= all * 4
}

/// Cells that are unlikely, as places in `rows` and columns, each once; only of `columns`.
#[must_use]
pub fn doubts(kind: &Kind, columns: &[usize], rows: &[&[String]]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let days: BTreeMap<usize, Vec<Option<Date>>> =
        columns.iter().filter(|c| kind.columns[**c].hold == Hold::Date).map(|c| (*c, days_of(rows, *c))).collect();
    for (c, days) in &days {
        out.extend(off_the_rest(days).into_iter().map(|i| (i, *c)));
        out.extend(not_the_common(kind, rows, *c).into_iter().map(|i| (i, *c)));
    }
    for (from, to) in LIVES.map(|(from, to)| (kind.column(from), kind.column(to))) {
        let (Some(from), Some(to)) = (from, to) else { continue };
        let (Some(begins), Some(ends)) = (days.get(&from), days.get(&to)) else { continue };
        let backwards = |i: &usize| matches!((begins[*i], ends[*i]), (Some(a), Some(z)) if z < a);
        out.extend((0..rows.len()).filter(backwards).flat_map(|i| [(i, from), (i, to)]));
    }
    if let Some(key) = kind.key().filter(|k| columns.contains(k)) {
        out.extend(out_of_order(rows, key).into_iter().map(|i| (i, key)));
    }
    for sum in &kind.follows {
        let right = |row: &&[String]| holds(kind, row, sum.result) != Some(false);
        if columns.contains(&sum.result) && is_habit(rows.iter().filter(|r| right(r)).count(), rows.len()) {
            out.extend((0..rows.len()).filter(|i| !right(&rows[*i])).map(|i| (i, sum.result)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn days_of(rows: &[&[String]], column: usize) -> Vec<Option<Date>> {
    let day = |row: &&[String]| match normal::day(cell(row, column)) {
        Day::On(day) => Some(day),
        _ => None,
    };
    rows.iter().map(day).collect()
}

/// Days far from those of all other rows, and what is no day in a column of days.
fn off_the_rest(days: &[Option<Date>]) -> Vec<usize> {
    let known = days.iter().flatten().count();
    if !is_habit(known, days.len()) {
        return Vec::new();
    }
    let far = |i: usize, day: Date| {
        let others = || days.iter().enumerate().filter(|(j, _)| *j != i).filter_map(|(_, d)| Some(d.as_ref()?.year()));
        // of two that are far off, neither vouches for the other
        let mut years: Vec<i16> = others().collect();
        years.sort_unstable();
        let cut = years.len() / 12;
        let years = &years[cut..years.len() - cut];
        match (years.first(), years.last()) {
            (Some(first), Some(last)) if last - first <= WIDEST => {
                day.year() < first - YEARS || day.year() > last + YEARS
            }
            _ => false,
        }
    };
    (0..days.len()).filter(|i| days[*i].is_none_or(|day| far(*i, day))).collect()
}

/// Where nearly all rows of a column say one and the same, those that do not.
fn not_the_common(kind: &Kind, rows: &[&[String]], column: usize) -> Vec<usize> {
    let said: Vec<String> = rows.iter().map(|r| normal::normal(kind.columns[column].hold, cell(r, column))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    said.iter().for_each(|s| *counts.entry(s).or_default() += 1);
    match counts.iter().max_by_key(|(_, n)| **n) {
        Some((common, n)) if is_habit(*n, rows.len()) && *n < rows.len() => {
            (0..rows.len()).filter(|i| said[*i] != **common).collect()
        }
        _ => Vec::new(),
    }
}

/// Numbers that break the book's order: where they go up by the same step, those that fit neither neighbour; where they only go up, those that lie
/// outside their neighbours.
fn out_of_order(rows: &[&[String]], key: usize) -> Vec<usize> {
    let number = |row: &&[String]| lipi::text::ascii_digits(cell(row, key)).trim().parse::<i64>().ok();
    let numbers: Vec<Option<i64>> = rows.iter().map(number).collect();
    let steps: Vec<i64> = numbers.windows(2).filter_map(|w| Some(w[1]? - w[0]?)).collect();
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    steps.iter().for_each(|s| *counts.entry(*s).or_default() += 1);
    let Some((step, often)) = counts.into_iter().max_by_key(|(_, n)| *n) else { return Vec::new() };
    let up = steps.iter().filter(|s| **s > 0).count();
    let around = |i: usize| (i.checked_sub(1).and_then(|j| numbers[j]), numbers.get(i + 1).copied().flatten());
    let odd = |i: &usize| {
        let Some(own) = numbers[*i] else { return true };
        let (before, after) = around(*i);
        if is_habit(often, steps.len()) {
            return before.is_none_or(|b| own != b + step) && after.is_none_or(|a| own != a - step);
        }
        match (before, after) {
            (Some(b), Some(a)) => b < a && !(b < own && own < a),
            _ => false,
        }
    };
    if is_habit(often, steps.len()) || is_habit(up, steps.len()) {
        (0..rows.len()).filter(odd).collect()
    } else {
        Vec::new()
    }
}
