//! Two keyings of one page laid side by side: where they differ, and what stands after the third look.

use super::control::cell;
use super::doubt;
use super::event::{Choice, Keyed, Take};
use super::kinds::{Hold, Kind};
use super::normal::normal;
use sha2::{Digest as _, Sha256};

/// One line of the two keyings side by side: the places of the row in the first and in the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Row of the first hand.
    pub first: Option<usize>,
    /// Row of the second hand.
    pub second: Option<usize>,
}

/// One place where the hands differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Line, from 0; `None` for the totals at the foot.
    pub line: Option<u32>,
    /// Column; `None` where only one hand has the row.
    pub column: Option<u16>,
    /// As the first keyed it.
    pub first: String,
    /// As the second keyed it.
    pub second: String,
    /// Both say the same, and the page makes it unlikely.
    pub doubt: bool,
}

/// The comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Mark of the two keyings: other rows, another mark.
    pub of: String,
    /// Columns that were compared.
    pub columns: Vec<usize>,
    /// Lines.
    pub lines: Vec<Line>,
    /// Differences in the order of the page; those of the totals last.
    pub differences: Vec<Difference>,
}

/// Lays two keyings side by side, so that a row one hand left out or keyed twice moves none of the others.
#[must_use]
pub fn compare(kind: &Kind, first: &Keyed, second: &Keyed) -> Compared {
    let columns = kind.compared(second.full);
    let forms = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
        rows.iter().map(|row| columns.iter().map(|&c| normal(kind.columns[c].hold, cell(row, c))).collect()).collect()
    };
    let (a, b) = (forms(&first.rows), forms(&second.rows));
    let lines = align(&a, &b);
    let mut differences = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let at = Some(at as u32);
        match (line.first, line.second) {
            (Some(i), Some(j)) => {
                for (k, &c) in columns.iter().enumerate().filter(|(k, _)| a[i][*k] != b[j][*k]) {
                    debug_assert!(k < columns.len());
                    differences.push(Difference {
                        line: at,
                        column: Some(c as u16),
                        first: cell(&first.rows[i], c).to_owned(),
                        second: cell(&second.rows[j], c).to_owned(),
                        doubt: false,
                    });
                }
            }
            (i, j) => {
                let words = |rows: &[Vec<String>], i: Option<usize>| i.map_or(String::new(), |i| joined(&rows[i]));
                differences.push(Difference {
                    line: at,
                    column: None,
                    first: words(&first.rows, i),
                    second: words(&second.rows, j),
                    doubt: false,
                });
            }
        }
    }
    let doubts = doubted(kind, first, (&columns, &lines), &differences);
    differences.extend(doubts);
    differences.sort_by_key(|d| (d.line, d.column));
    for c in kind.totalled().into_iter().filter(|c| columns.contains(c)) {
        let (x, y) = (cell(&first.totals, c), cell(&second.totals, c));
        if normal(Hold::Amount, x) != normal(Hold::Amount, y) {
            differences.push(Difference {
                line: None,
                column: Some(c as u16),
                first: x.to_owned(),
                second: y.to_owned(),
                doubt: false,
            });
        }
    }
    Compared { of: mark(first, second), columns, lines, differences }
}

/// Cells both hands have alike that the page makes unlikely. A row only one hand has is asked for as a whole.
fn doubted(
    kind: &Kind,
    first: &Keyed,
    (columns, lines): (&[usize], &[Line]),
    differences: &[Difference],
) -> Vec<Difference> {
    let both: Vec<(u32, &[String])> = (0u32..)
        .zip(lines)
        .filter(|(_, l)| l.second.is_some())
        .filter_map(|(at, l)| Some((at, first.rows[l.first?].as_slice())))
        .collect();
    let rows: Vec<&[String]> = both.iter().map(|(_, row)| *row).collect();
    let doubt = |(i, c): (usize, usize)| {
        let (line, column) = (Some(both[i].0), Some(c as u16));
        let said = cell(both[i].1, c).to_owned();
        let differs = differences.iter().any(|d| d.line == line && d.column == column);
        (!differs).then(|| Difference { line, column, first: said.clone(), second: said, doubt: true })
    };
    doubt::doubts(kind, columns, &rows).into_iter().filter_map(doubt).collect()
}

fn joined(row: &[String]) -> String {
    row.iter().filter(|c| !c.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" | ")
}

/// Sixteen figures that change with any cell of either keying.
fn mark(first: &Keyed, second: &Keyed) -> String {
    let mut hash = Sha256::new();
    for keyed in [first, second] {
        for row in keyed.rows.iter().chain(std::iter::once(&keyed.totals)) {
            for cell in row {
                hash.update((cell.len() as u64).to_le_bytes());
                hash.update(cell.as_bytes());
            }
            hash.update([0xff]);
        }
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The cheapest way to lay the rows of a page side by side; a page is short, so every pair is tried.
fn align(a: &[Vec<String>], b: &[Vec<String>]) -> Vec<Line> {
    let width = a.first().or(b.first()).map_or(1, Vec::len);
    // a row by itself costs more than half of its cells being wrong
    let alone = (width * 3).div_ceil(5).max(1);
    let apart = |i: usize, j: usize| a[i].iter().zip(&b[j]).filter(|(x, y)| x != y).count();
    let mut cost = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..=a.len()).rev() {
        for j in (0..=b.len()).rev() {
            cost[i][j] = match (i < a.len(), j < b.len()) {
                (false, false) => 0,
                (true, false) => cost[i + 1][j] + alone,
                (false, true) => cost[i][j + 1] + alone,
                (true, true) => {
                    (cost[i + 1][j + 1] + apart(i, j)).min(cost[i + 1][j] + alone).min(cost[i][j + 1] + alone)
                }
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::with_capacity(a.len().max(b.len()));
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && cost[i][j] == cost[i + 1][j + 1] + apart(i, j) {
            lines.push(Line { first: Some(i), second: Some(j) });
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && cost[i][j] == cost[i + 1][j] + alone {
            lines.push(Line { first: Some(i), second: None });
            i += 1;
        } else {
            lines.push(Line { first: None, second: Some(j) });
            j += 1;
        }
    }
    lines
}

/// A page after the third look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Rows that stand.
    pub rows: Vec<Vec<String>>,
    /// Totals as written.
    pub totals: Vec<String>,
    /// Cells the first and the second hand had wrong; a row left out or keyed twice counts as one.
    pub wrong: [u64; 2],
}

/// What stands when the choices are taken.
///
/// # Errors
/// The first difference no choice speaks of.
pub fn settle(
    kind: &Kind,
    first: &Keyed,
    second: &Keyed,
    compared: &Compared,
    choices: &[Choice],
) -> Result<Settled, Difference> {
    let choice = |line: Option<u32>, column: Option<u16>| {
        choices.iter().rev().find(|c| c.line == line && c.column == column).map(|c| &c.take)
    };
    let mut out = Settled { totals: first.totals.clone(), ..Settled::default() };
    out.totals.resize(kind.columns.len(), String::new());
    for (at, line) in compared.lines.iter().enumerate() {
        let at = Some(at as u32);
        let mut row = match (line.first, line.second) {
            (Some(i), Some(_)) => first.rows[i].clone(),
            (only_first, only_second) => {
                let missing = || compared.differences.iter().find(|d| d.line == at).cloned().unwrap_or(NOTHING);
                let take = choice(at, None).ok_or_else(missing)?;
                let stands = matches!((take, only_first), (Take::First, Some(_)) | (Take::Second, None));
                // the hand that has the row erred if it does not stand, the other if it does
                out.wrong[usize::from(stands == only_first.is_some())] += 1;
                if !stands {
                    continue;
                }
                only_first.map(|i| &first.rows[i]).or(only_second.map(|j| &second.rows[j])).cloned().unwrap_or_default()
            }
        };
        row.resize(kind.columns.len(), String::new());
        let both = line.first.is_some() && line.second.is_some();
        for (c, cell) in row.iter_mut().enumerate() {
            let column = Some(c as u16);
            let Some(difference) = compared.differences.iter().find(|d| d.line == at && d.column == column) else {
                // read off the page in the third look: what the one hand that has the row did not key, or both keyed alike and wrong
                if let Some(Take::Written(text)) = choice(at, column) {
                    let hold = kind.columns[c].hold;
                    let erred =
                        u64::from(both && compared.columns.contains(&c) && normal(hold, cell) != normal(hold, text));
                    out.wrong.iter_mut().for_each(|w| *w += erred);
                    cell.clone_from(text);
                }
                continue;
            };
            let take = choice(at, column).ok_or_else(|| difference.clone())?;
            *cell = taken(kind.columns[c].hold, take, difference, &mut out.wrong);
        }
        out.rows.push(row);
    }
    for difference in compared.differences.iter().filter(|d| d.line.is_none()) {
        let take = choice(None, difference.column).ok_or_else(|| difference.clone())?;
        let at = usize::from(difference.column.unwrap_or(0));
        out.totals[at] = taken(Hold::Amount, take, difference, &mut out.wrong);
    }
    Ok(out)
}

const NOTHING: Difference =
    Difference { line: None, column: None, first: String::new(), second: String::new(), doubt: false };

fn taken(hold: Hold, take: &Take, difference: &Difference, wrong: &mut [u64; 2]) -> String {
    let stands = match take {
        Take::First => &difference.first,
        Take::Second => &difference.second,
        Take::Written(text) => text,
    };
    wrong[0] += u64::from(normal(hold, &difference.first) != normal(hold, stands));
    wrong[1] += u64::from(normal(hold, &difference.second) != normal(hold, stands));
    stands.clone()
}
