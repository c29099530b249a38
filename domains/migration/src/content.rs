//! Meaning from content: columns whose heading says nothing known are recognised by the arithmetic they take part in and
//! by what their cells hold.

use crate::heading::{Candidate, Mapped};
use crate::vocabulary::{Column, Hold};
use kernel::Paise;

/// Sampled amounts: one row per record, one slot per candidate column (blank = `None`).
pub type Sample = Vec<Vec<Option<Paise>>>;

#[derive(Clone, Copy)]
enum Rule {
    /// a − b = c
    Minus,
    /// a + b = c
    Plus,
    /// a × b = c
    Times,
}

/// The arithmetic of a register's rows.
fn rules(kind: &str, product: &str) -> &'static [(Rule, [&'static str; 3])] {
    match (kind, product) {
        ("loans", _) => &[(Rule::Minus, ["disbursed", "repaid", "balance"])],
        ("borrowings", _) => &[(Rule::Minus, ["drawn", "repaid", "balance"])],
        ("fixed_assets", _) => &[(Rule::Minus, ["cost", "depreciation", "value"])],
        ("dcb", _) => {
            &[(Rule::Minus, ["demand", "collected", "balance"]), (Rule::Plus, ["overdue", "current", "demand"])]
        }
        ("deposits", "RD") => &[(Rule::Times, ["instalment", "paid_count", "balance"])],
        ("stock", _) => &[(Rule::Times, ["closing", "rate", "value"])],
        _ => &[],
    }
}

/// Fits needed before arithmetic is believed.
const ENOUGH: usize = 4;

/// Fills or corrects the mapping of a register by content. `sure` is the score above which a heading is believed.
pub fn complete(
    kind: &str,
    product: &str,
    fields: &[Column],
    candidates: &[Candidate],
    sample: &Sample,
    columns: &mut Vec<Mapped>,
) {
    for (rule, names) in rules(kind, product) {
        by_arithmetic(*rule, names, fields, candidates, sample, columns);
    }
    let (dense, sparse): (&[&str], &[&str]) = match (kind, product) {
        ("loans", _) => (&["disbursed_on", "due"], &["acknowledged"]),
        ("deposits", "SB") => (&["opened"], &[]),
        ("deposits", _) => (&["opened", "matures"], &[]),
        ("members", _) => (&[], &["ended"]),
        _ => (&[], &[]),
    };
    let most = candidates.iter().map(|c| c.profile.filled).max().unwrap_or(0);
    for (names, rare) in [(dense, false), (sparse, true)] {
        for name in names {
            by_dates(name, rare, most, fields, candidates, columns);
        }
    }
    if kind == "shares" {
        share_capital(fields, candidates, sample, columns);
    }
    if let ("debtors", false) = (
        kind,
        columns
            .iter()
            .any(|m| m.field == "side" && candidates.iter().any(|c| c.col == m.col && c.profile.sides() > 0.5)),
    ) && let (Some(c), Some(f)) =
        (candidates.iter().find(|c| c.profile.sides() > 0.9), fields.iter().find(|f| f.field == "side"))
    {
        columns.retain(|m| m.field != "side" && m.col != c.col);
        columns.push(Mapped { col: c.col, field: f.field, heading: c.heading.clone(), score: 0.8 });
    }
    for field in fields.iter().filter(|f| f.must) {
        if !columns.iter().any(|m| m.field == field.field) {
            by_kind(field, candidates, columns);
        }
    }
    columns.sort_by_key(|m| m.col);
}

fn slot(candidates: &[Candidate], columns: &[Mapped], field: &str) -> Option<(usize, f32)> {
    let mapped = columns.iter().find(|m| m.field == field)?;
    candidates.iter().position(|c| c.col == mapped.col).map(|i| (i, mapped.score))
}

fn by_arithmetic(
    rule: Rule,
    names: &[&'static str; 3],
    fields: &[Column],
    candidates: &[Candidate],
    sample: &Sample,
    columns: &mut Vec<Mapped>,
) {
    let now: Vec<Option<(usize, f32)>> = names.iter().map(|n| slot(candidates, columns, n)).collect();
    if let [Some(a), Some(b), Some(c)] = now[..]
        && share(rule, sample, a.0, b.0, c.0) >= 0.6
    {
        return;
    }
    let numeric: Vec<usize> = (0..candidates.len())
        .filter(|&i| candidates[i].profile.suits(Hold::Amount) >= 0.8 && candidates[i].profile.filled > 0)
        .collect();
    // a column of little weight yields to the arithmetic: "कुल बकाया" may be the balance after all
    let light = |field: &str| fields.iter().any(|f| f.field == field && f.weight < 0.5);
    let taken = |i: usize| {
        columns
            .iter()
            .any(|m| m.col == candidates[i].col && !names.contains(&m.field) && m.score >= 0.6 && !light(m.field))
    };
    let free: Vec<usize> = numeric.into_iter().filter(|&i| !taken(i)).collect();
    let options = |k: usize| -> Vec<usize> {
        match now[k] {
            Some((i, score)) if score >= 0.85 => vec![i],
            _ => free.clone(),
        }
    };
    let mut best: Option<([usize; 3], f32)> = None;
    for &a in &options(0) {
        for &b in &options(1) {
            for &c in &options(2) {
                if a == b || b == c || a == c {
                    continue;
                }
                let fits = share(rule, sample, a, b, c);
                if fits >= 0.85 && best.is_none_or(|(_, s)| fits > s) {
                    best = Some(([a, b, c], fits));
                }
            }
        }
    }
    if let Some((found, fits)) = best {
        for (name, i) in names.iter().zip(found) {
            let Some(field) = fields.iter().find(|f| f.field == *name) else { continue };
            columns.retain(|m| m.field != *name && m.col != candidates[i].col);
            columns.push(Mapped {
                col: candidates[i].col,
                field: field.field,
                heading: candidates[i].heading.clone(),
                score: 0.8 * fits,
            });
        }
    }
}

/// Opening + received − refunded = balance, whatever the columns are called.
fn share_capital(fields: &[Column], candidates: &[Candidate], sample: &Sample, columns: &mut Vec<Mapped>) {
    const NAMES: [&str; 4] = ["opening", "received", "refunded", "balance"];
    let numeric: Vec<usize> =
        (0..candidates.len()).filter(|&i| candidates[i].profile.suits(Hold::Amount) >= 0.8).collect();
    let fits = |[o, a, r, b]: [usize; 4]| {
        let zero = |p: Option<Paise>| p.unwrap_or(Paise::ZERO).0;
        let moved = sample.iter().filter(|row| zero(row[a]) != 0).count();
        let held = sample
            .iter()
            .filter(|row| row[b].is_some() && zero(row[o]) + zero(row[a]) - zero(row[r]) == zero(row[b]))
            .count();
        let given = sample.iter().filter(|row| row[b].is_some()).count();
        moved > 0 && given >= ENOUGH && held * 100 >= given * 90
    };
    let now: Vec<Option<usize>> = NAMES.iter().map(|n| slot(candidates, columns, n).map(|s| s.0)).collect();
    if let [Some(o), Some(a), Some(r), Some(b)] = now[..]
        && fits([o, a, r, b])
    {
        return;
    }
    // First what headings say surely stays: with the rest unknown the sum holds in more than one order. Where that
    // does not fit, a heading misled ("01.04.24 को शेष" is the opening).
    for sure in [0.8, f32::MAX] {
        let options: Vec<Vec<usize>> = NAMES
            .iter()
            .map(|n| match slot(candidates, columns, n) {
                Some((i, score)) if score >= sure => vec![i],
                _ => numeric.clone(),
            })
            .collect();
        let Some(four) = four_that(&options, &fits) else { continue };
        for (name, i) in NAMES.iter().zip(four) {
            let Some(field) = fields.iter().find(|f| f.field == *name) else { continue };
            columns.retain(|m| m.field != *name && m.col != candidates[i].col);
            let heading = candidates[i].heading.clone();
            columns.push(Mapped { col: candidates[i].col, field: field.field, heading, score: 0.9 });
        }
        return;
    }
}

/// The first four different columns that fit, the last possible balance first.
fn four_that(options: &[Vec<usize>], fits: &impl Fn([usize; 4]) -> bool) -> Option<[usize; 4]> {
    for &b in options[3].iter().rev() {
        for &o in &options[0] {
            for &a in &options[1] {
                for &r in &options[2] {
                    let distinct = o != a && o != r && o != b && a != r && a != b && r != b;
                    if distinct && fits([o, a, r, b]) {
                        return Some([o, a, r, b]);
                    }
                }
            }
        }
    }
    None
}

/// Share of telling rows on which the rule holds; a row tells something when all three are given and none is zero.
fn share(rule: Rule, sample: &Sample, a: usize, b: usize, c: usize) -> f32 {
    let (mut told, mut held) = (0usize, 0usize);
    for row in sample {
        let (Some(x), Some(y), Some(z)) = (row[a], row[b], row[c]) else { continue };
        if x.is_zero() || y.is_zero() {
            continue;
        }
        told += 1;
        let holds = match rule {
            Rule::Minus => x.0 - y.0 == z.0,
            Rule::Plus => x.0 + y.0 == z.0,
            Rule::Times => (i128::from(x.0) * i128::from(y.0) - i128::from(z.0) * 100).abs() < 100,
        };
        held += usize::from(holds);
    }
    if told < ENOUGH.min(sample.len().max(1)) { 0.0 } else { held as f32 / told as f32 }
}

/// A date column without a known heading: dense where every record has the day, sparse where few have.
fn by_dates(name: &str, rare: bool, most: u32, fields: &[Column], candidates: &[Candidate], columns: &mut Vec<Mapped>) {
    if columns.iter().any(|m| m.field == name && m.score >= 0.5) {
        return;
    }
    let Some(field) = fields.iter().find(|f| f.field == name) else { return };
    let found = candidates.iter().find(|c| {
        let free = !columns.iter().any(|m| m.col == c.col && m.field != name);
        let enough =
            if rare { c.profile.filled > 0 && c.profile.filled * 2 < most } else { c.profile.filled * 10 >= most * 7 };
        free && enough && c.profile.dates() >= 0.8
    });
    if let Some(c) = found {
        columns.retain(|m| m.field != name);
        columns.push(Mapped { col: c.col, field: field.field, heading: c.heading.clone(), score: 0.5 });
    }
}

/// A must without a heading: the one free column that holds what it should; of several columns of words the first, as
/// registers say first what they are about.
fn by_kind(field: &Column, candidates: &[Candidate], columns: &mut Vec<Mapped>) {
    let free: Vec<&Candidate> = candidates
        .iter()
        .filter(|c| !c.aside && !columns.iter().any(|m| m.col == c.col))
        .filter(|c| c.profile.filled > 2 && c.profile.suits(field.hold) >= 0.9)
        .filter(|c| !matches!(field.hold, Hold::Code) || c.profile.suits(Hold::Amount) < 0.98)
        .collect();
    let words = matches!(field.hold, Hold::Text | Hold::Name);
    let chosen = if words { free.first().copied() } else { free.first().copied().filter(|_| free.len() == 1) };
    if let Some(only) = chosen {
        columns.push(Mapped { col: only.col, field: field.field, heading: only.heading.clone(), score: 0.4 });
    }
}
