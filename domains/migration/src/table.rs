//! Which tables lie on a sheet: heading rows (one or two levels, repeated per page), blocks side by side, two-sided
//! statements, several tables below one another.

use crate::cell::{CellKind, CellRef, RowRef};
use crate::heading::{self, Candidate, Mapped, Meaning};
use crate::value;
use crate::view::View;
use crate::vocabulary::{self, Saying, WORDS};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A table recognised as a register.
#[derive(Clone, Debug)]
pub struct Table {
    /// `members`, `loans`, …
    pub kind: &'static str,
    /// `ST MT SB RD FD NOMINAL` or empty.
    pub product: String,
    /// Index into the sheet's rows of the first heading row.
    pub head_at: usize,
    /// Heading rows: 1 or 2.
    pub levels: usize,
    /// Index of the row after the last that belongs to the table.
    pub end: usize,
    /// First and last column of the block.
    pub span: (u16, u16),
    /// Columns understood.
    pub columns: Vec<Mapped>,
    /// Right half of a two-sided statement: the same fields again.
    pub right: Option<Vec<Mapped>>,
    /// Comparable texts of the heading cells, to know it again on later pages.
    pub heading_texts: FxHashSet<String>,
    /// Lines above the table, as read, nearest last.
    pub titles: Vec<String>,
    /// 0 to 100.
    pub confidence: u8,
    /// Other registers it could be, with their confidence.
    pub alternatives: Vec<(String, u8)>,
}

impl Table {
    /// The column of a field.
    #[must_use]
    pub fn col(&self, field: &str) -> Option<u16> {
        self.columns.iter().find(|m| m.field == field).map(|m| m.col)
    }
}

/// Rows sampled below a heading to see what its columns hold.
const PROFILE_ROWS: usize = 300;
/// Below this a block is left unrecognised.
const ACCEPT: f32 = 0.42;

/// Finds the tables of a sheet. `names` are the sheet's and the file's names.
#[must_use]
pub fn find(view: &View<'_>, names: &[&str]) -> Vec<Table> {
    let rows = view.sheet.rows();
    let mut tables: Vec<Table> = Vec::new();
    let mut heat: FxHashMap<String, f32> = FxHashMap::default();
    let mut i = 0;
    while i < rows.len() {
        let row = &rows[i];
        let names_row = row.number == 0; // field names of a format that has them outside the rows
        if i > 0 && rows[0].number == 0 {
            break; // such a format has no second heading
        }
        if !names_row && is_record(view, row, i, &tables) {
            i += 1;
            continue;
        }
        let known = !names_row && repeats(view, row, &tables);
        let whole = names_row || !known && may_head(view, row) && heads(view, view.sheet.cells(row), row, &mut heat);
        let beside = if whole || known { None } else { beside(view, i, &tables, &mut heat) };
        if !whole && beside.is_none() {
            i += 1;
            continue;
        }
        let two = whole && !names_row && rows.get(i + 1).is_some_and(|sub| is_sub_heading(view, row, sub));
        let levels = 1 + usize::from(two);
        let found = read_heading(view, i, levels, names, &tables, beside.unwrap_or((0, u16::MAX)));
        if found.is_empty() {
            i += 1;
            continue;
        }
        let until = over_titles(view, i);
        for new in found {
            for old in tables.iter_mut().filter(|t| t.end > i && overlap(t.span, new.span)) {
                old.end = until.max(old.head_at + old.levels);
            }
            tables.push(new);
        }
        i += levels;
    }
    tables
}

/// A record of an open table, and nothing beside it: its number begins with a digit, as no heading does. Asked of every
/// row, so it looks at two cells and converts nothing.
fn is_record(view: &View<'_>, row: &RowRef, at: usize, tables: &[Table]) -> bool {
    let cells = view.sheet.cells(row);
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return true };
    tables.iter().rev().take(4).filter(|t| t.end > at && t.span.0 <= first.col && last.col <= t.span.1).any(|t| {
        let key = t.col("account_no").or_else(|| t.col("member_no")).or_else(|| t.col("bill_no"));
        key.and_then(|col| view.sheet.at(row, col)).is_some_and(|c| {
            c.kind == CellKind::Number || view.sheet.text(c).as_bytes().first().is_some_and(u8::is_ascii_digit)
        })
    })
}

/// Where the titles over a heading begin, if a blank row parts them from what is above; else the heading itself.
fn over_titles(view: &View<'_>, at: usize) -> usize {
    let rows = view.sheet.rows();
    let title = |i: usize| {
        let cells = view.sheet.cells(&rows[i]);
        cells.len() <= 3 && !cells.iter().any(|c| is_numeric(view, c))
    };
    let mut first = at;
    while first > 0 && first + 4 > at && title(first - 1) && rows[first - 1].number + 2 >= rows[first].number {
        first -= 1;
        if first > 0 && rows[first - 1].number + 1 < rows[first].number {
            return first;
        }
    }
    at
}

fn overlap(a: (u16, u16), b: (u16, u16)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// A heading that stands beside the records of another table, in columns no open table claims.
fn beside(view: &View<'_>, at: usize, tables: &[Table], heat: &mut FxHashMap<String, f32>) -> Option<(u16, u16)> {
    let row = &view.sheet.rows()[at];
    let cells = view.sheet.cells(row);
    if tables.is_empty() || cells.len() < 4 {
        return None;
    }
    // each run of neighbouring cells is looked at by itself
    let mut from = 0;
    for to in 1..=cells.len() {
        if to < cells.len() && cells[to].col == cells[to - 1].col + 1 {
            continue;
        }
        let group = &cells[from..to];
        from = to;
        let span = (group[0].col, group[group.len() - 1].col);
        let claimed = tables.iter().any(|t| t.end > at && overlap(t.span, span) && !ended(view, t, at));
        let plain = group.len() >= 4 && !group.iter().any(|c| is_numeric(view, c));
        if plain && !claimed && heads(view, group, row, heat) {
            return Some(span);
        }
    }
    None
}

/// The table has had two blank rows in its columns just above this row.
fn ended(view: &View<'_>, table: &Table, at: usize) -> bool {
    let rows = view.sheet.rows();
    let number = rows[at].number;
    rows[table.head_at + table.levels..at]
        .iter()
        .rev()
        .take(40)
        .take_while(|r| r.number + 4 > number)
        .filter(|r| view.sheet.cells(r).iter().any(|c| c.col >= table.span.0 && c.col <= table.span.1))
        // a title over the new table is text alone
        .all(|r| {
            let own = || view.sheet.cells(r).iter().filter(|c| c.col >= table.span.0 && c.col <= table.span.1);
            own().count() <= 2 && !own().any(|c| is_numeric(view, c))
        })
}

/// No cell (or hardly any) holds a number or a date: cheap, asked of every row.
fn may_head(view: &View<'_>, row: &RowRef) -> bool {
    let cells = view.sheet.cells(row);
    if cells.len() < 2 || row.deleted {
        return false;
    }
    let numeric = cells.iter().filter(|c| is_numeric(view, c)).count();
    numeric * 6 <= cells.len()
}

fn is_numeric(view: &View<'_>, cell: &CellRef) -> bool {
    match cell.kind {
        CellKind::Number | CellKind::Date => true,
        _ => {
            let text = view.sheet.text(cell);
            text.bytes().any(|b| b.is_ascii_digit())
                && !text.chars().any(|c| c.is_alphabetic() && !matches!(c, 'R' | 's' | 'r' | 'D' | 'C' | 'E'))
        }
    }
}

/// The row is a heading already known.
fn repeats(view: &View<'_>, row: &RowRef, tables: &[Table]) -> bool {
    let texts: Vec<String> = view.sheet.cells(row).iter().map(|c| comparable(&view.text(row, c))).collect();
    tables.iter().any(|t| texts.iter().filter(|x| t.heading_texts.contains(*x)).count() * 10 >= texts.len() * 7)
}

/// A heading's text compared without spacing and points.
#[must_use]
pub fn comparable(text: &str) -> String {
    vocabulary::tokens(text).join(" ")
}

/// Enough of its cells are words of headings.
fn heads(view: &View<'_>, cells: &[CellRef], row: &RowRef, heat: &mut FxHashMap<String, f32>) -> bool {
    let mut hits = 0;
    for cell in cells {
        let text = view.text(row, cell).into_owned();
        let warm = *heat.entry(text).or_insert_with_key(|text| {
            vocabulary::readings(&[text])
                .iter()
                .flat_map(|tokens| {
                    WORDS
                        .registers
                        .iter()
                        .flat_map(|r| &r.columns)
                        .map(|c| vocabulary::best(&c.say, tokens))
                        .chain([best_side(tokens), f32::from(u8::from(vocabulary::is_aside(tokens)))])
                })
                .fold(0.0, f32::max)
        });
        hits += usize::from(warm >= 0.66);
    }
    hits >= 2 && hits * 10 >= cells.len() * 4
}

static SIDES: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    [
        "दायित्व*",
        "देयता*|देयताएं|देयतायें",
        "देनदारियां|देनदारियाँ",
        "सम्पत्ति*|सम्पत्तियां",
        "परिसम्पत्ति*",
        "आस्ति*",
        "लेनदारियां",
        "liabilit*",
        "asset*",
        "पूंजी दायित्व*",
        "देयता* आय",
        "दायित्व* आय",
        "सम्पत्ति* व्यय",
        "liabilit* income",
        "asset* exp*",
        "capital liabilit*",
        "property asset*",
    ]
    .map(Saying::of)
    .into()
});

fn best_side(tokens: &[String]) -> f32 {
    vocabulary::best(&SIDES, tokens)
}

/// The next row carries the lower level of a two-level heading.
fn is_sub_heading(view: &View<'_>, top: &RowRef, sub: &RowRef) -> bool {
    if sub.number != top.number + 1 {
        return false;
    }
    let cells = view.sheet.cells(sub);
    if cells.is_empty() || cells.iter().any(|c| is_numeric(view, c)) {
        return false;
    }
    // under a blank, or under the left corner of a merge that reaches to the right
    let spreads = |col: u16| {
        view.sheet.merges.iter().any(|m| {
            m.top <= top.number && top.number <= m.bottom && m.left <= col && col <= m.right && m.right > m.left
        })
    };
    let top_cells = view.sheet.cells(top);
    let next_blank = |col: u16| view.sheet.at(top, col + 1).is_none() && view.sheet.at(sub, col + 1).is_some();
    let fits =
        cells.iter().filter(|c| view.sheet.at(top, c.col).is_none() || spreads(c.col) || next_blank(c.col)).count();
    let reaches = top_cells.last().map_or(0, |c| c.col) + 1 >= cells.last().map_or(0, |c| c.col);
    fits == cells.len()
        && reaches
        && top_cells.len() > 1
        && fits < top_cells.len() + 4
        && (cells.len() > 1 || top_cells.len() > 3)
}

fn read_heading(
    view: &View<'_>,
    at: usize,
    levels: usize,
    names: &[&str],
    earlier: &[Table],
    within: (u16, u16),
) -> Vec<Table> {
    let rows = view.sheet.rows();
    let candidates = candidates(view, at, levels, within);
    let mut titles = titles(view, at, earlier);
    if within.0 > 0 {
        titles = titles_over(view, at, &candidates);
        titles.reverse();
    }
    let cols: Vec<u16> = candidates.iter().map(|c| c.col).collect();
    let mut said: Vec<Vec<String>> = titles.iter().rev().map(|t| title_tokens(t)).filter(|t| !t.is_empty()).collect();
    if said.is_empty() {
        said.push(Vec::new());
    }
    said.extend(names.iter().map(|n| title_tokens(n)));
    let heading_texts: FxHashSet<String> = rows[at..(at + levels).min(rows.len())]
        .iter()
        .flat_map(|r| view.sheet.cells(r).iter().map(move |c| comparable(&view.text(r, c))))
        .filter(|t| !t.is_empty())
        .collect();
    let table = |kind, product: &str, columns: Vec<Mapped>, right, score: f32, rest: &[Meaning]| Table {
        kind,
        product: product.to_owned(),
        head_at: at,
        levels,
        end: rows.len(),
        span: (*cols.first().unwrap_or(&0), *cols.last().unwrap_or(&0)),
        columns,
        right,
        heading_texts: heading_texts.clone(),
        titles: titles.clone(),
        confidence: percent(score),
        alternatives: rest
            .iter()
            .take(3)
            .map(|m| (format!("{} {}", m.words().kind, m.words().product).trim().to_owned(), percent(m.score)))
            .collect(),
    };
    if let Some(columns) = tally(&candidates) {
        return vec![table("trial_balance", "", columns, None, 0.95, &[])];
    }
    let below = &rows[at + levels..(at + levels + PROFILE_ROWS).min(rows.len())];
    let sample_of = |block: &[Candidate]| heading::sample(view, below, block);
    let whole = heading::meanings(&candidates, &said, &sample_of(&candidates));
    if !whole.first().is_some_and(|m| is_register(m, candidates.len()))
        && let Some((kind, left, right)) = two_sided(&candidates, &said)
    {
        return vec![table(kind, "", left, Some(right), 0.9, &[])];
    }
    let blocks = split_at_gaps(&candidates);
    if blocks.len() > 1 {
        let parts: Vec<(Vec<Meaning>, &[Candidate])> =
            blocks.iter().map(|b| (heading::meanings(b, &said, &sample_of(b)), *b)).collect();
        let good = parts.iter().filter(|(m, _)| m.first().is_some_and(|m| m.score >= ACCEPT)).count();
        let best_part = parts.iter().filter_map(|(m, _)| m.first()).map(|m| m.score).fold(0.0, f32::max);
        let best_whole = whole.first().map_or(0.0, |m| m.score);
        // one register with blank columns between explains them all; two side by side have columns twice
        let fits = |m: &Meaning| if m.score >= ACCEPT { m.columns.len() } else { 0 };
        let in_parts: usize = parts.iter().filter_map(|(m, _)| m.first()).map(fits).sum();
        let explained = whole.first().map_or(0, fits);
        let one = explained >= in_parts.max(1) || explained * 10 >= candidates.len() * 8;
        if !one && (good >= 2 || good == 1 && best_part > best_whole) {
            return parts
                .into_iter()
                .filter(|(m, _)| m.first().is_some_and(|m| m.score >= ACCEPT))
                .map(|(m, block)| {
                    let titles_here = titles_over(view, at, block);
                    let again = if titles_here.is_empty() {
                        m
                    } else {
                        heading::meanings(block, &prepend(&titles_here, &said), &sample_of(block))
                    };
                    let best = again[0].clone();
                    let mut t = table(
                        best.words().kind,
                        best.words().product,
                        best.columns.clone(),
                        None,
                        best.score,
                        &again[1..],
                    );
                    t.span = (block[0].col, block[block.len() - 1].col);
                    t
                })
                .collect();
        }
    }
    match whole.first() {
        Some(best) if best.score >= ACCEPT => {
            vec![table(best.words().kind, best.words().product, best.columns.clone(), None, best.score, &whole[1..])]
        }
        _ => Vec::new(),
    }
}

/// The telling words of a title: a line naming the society or its address says nothing of the register, dates neither.
fn title_tokens(title: &str) -> Vec<String> {
    let tokens = vocabulary::tokens(title);
    let society = tokens.iter().filter(|t| vocabulary::names_society(t)).count();
    if society >= 2 {
        return Vec::new();
    }
    tokens.into_iter().filter(|t| !vocabulary::dates_title(t)).collect()
}

fn prepend(first: &[String], rest: &[Vec<String>]) -> Vec<Vec<String>> {
    first.iter().map(|t| title_tokens(t)).chain(rest.iter().cloned()).collect()
}

fn percent(score: f32) -> u8 {
    (score * 100.0).clamp(0.0, 100.0) as u8
}

/// The columns under a heading, with both levels' words and a look at what they hold.
fn candidates(view: &View<'_>, at: usize, levels: usize, within: (u16, u16)) -> Vec<Candidate> {
    let rows = view.sheet.rows();
    let top = &rows[at];
    let sub = (levels == 2).then(|| &rows[at + 1]);
    let mut cols: Vec<u16> = view.sheet.cells(top).iter().map(|c| c.col).collect();
    if let Some(sub) = sub {
        cols.extend(view.sheet.cells(sub).iter().map(|c| c.col));
    }
    cols.sort_unstable();
    cols.dedup();
    cols.retain(|c| !view.sheet.hidden_cols.contains(c) && (within.0..=within.1).contains(c));
    let known: FxHashSet<String> = rows[at..at + levels]
        .iter()
        .flat_map(|r| view.sheet.cells(r).iter().map(move |c| comparable(&view.text(r, c))))
        .collect();
    // headings repeated on later pages would colour what the columns seem to hold
    let again = |r: &RowRef| {
        let cells = view.sheet.cells(r);
        cells.iter().filter(|c| c.kind == CellKind::Text && known.contains(&comparable(&view.text(r, c)))).count() * 2
            > cells.len()
    };
    // two blank rows end a table: what stands below is another's
    let mut last = rows[at + levels - 1].number;
    let own = |r: &&RowRef| view.sheet.cells(r).iter().any(|c| cols.binary_search(&c.col).is_ok());
    let below: Vec<RowRef> = rows[at + levels..]
        .iter()
        .filter(|r| !r.deleted)
        .take(PROFILE_ROWS)
        .filter(own)
        .take_while(|r| r.number <= std::mem::replace(&mut last, r.number) + 2)
        .filter(|r| !again(r))
        .copied()
        .collect();
    let profiles = heading::profiles(view, &below, &cols);
    let mut group = String::new();
    cols.iter()
        .zip(profiles)
        .map(|(&col, profile)| {
            let upper = view.at(top, col).into_owned();
            let lower = sub.map_or(String::new(), |s| view.at(s, col).into_owned());
            if !upper.is_empty() {
                group.clone_from(&upper);
            }
            let over = if upper.is_empty() { &group } else { &upper };
            let (heading, tokens) = if lower.is_empty() {
                (upper.clone(), vocabulary::readings(&[&upper]))
            } else {
                let both = format!("{over} {lower}");
                let tokens = vocabulary::readings(&[&lower, &both]);
                (both, tokens)
            };
            let aside = tokens.first().is_some_and(|t| vocabulary::is_aside(t));
            Candidate { col, heading, tokens, profile, aside }
        })
        .collect()
}

/// Lines above the heading, up to the table before: titles of society and register.
fn titles(view: &View<'_>, at: usize, earlier: &[Table]) -> Vec<String> {
    let rows = view.sheet.rows();
    let floor = earlier.iter().map(|t| t.head_at + t.levels).filter(|e| *e <= at).max().unwrap_or(0);
    let mut out = Vec::new();
    for row in rows[floor.max(at.saturating_sub(8))..at].iter().rev() {
        let cells = view.sheet.cells(row);
        if cells.len() > 3 || cells.iter().any(|c| c.kind != CellKind::Text) {
            if cells.iter().filter(|c| is_numeric(view, c)).count() > 0 {
                break; // data of the table before
            }
            continue;
        }
        out.extend(cells.iter().map(|c| view.text(row, c).into_owned()));
    }
    out.reverse();
    out
}

/// Titles standing right over one of several blocks side by side.
fn titles_over(view: &View<'_>, at: usize, block: &[Candidate]) -> Vec<String> {
    let rows = view.sheet.rows();
    let (from, to) = (block[0].col, block[block.len() - 1].col);
    rows[at.saturating_sub(3)..at]
        .iter()
        .rev()
        .flat_map(|row| {
            view.sheet
                .cells(row)
                .iter()
                .filter(|c| c.col >= from && c.col <= to)
                .map(move |c| view.text(row, c).into_owned())
        })
        .filter(|t| !t.is_empty())
        .collect()
}

/// Groups of columns with an empty column between them.
fn split_at_gaps(candidates: &[Candidate]) -> Vec<&[Candidate]> {
    let mut out = Vec::new();
    let mut from = 0;
    for i in 1..=candidates.len() {
        if i == candidates.len() || candidates[i].col > candidates[i - 1].col + 1 {
            out.push(&candidates[from..i]);
            from = i;
        }
    }
    out
}

/// The ledgers of an accounting package: a name, its group, closing and opening balance with debits negative.
fn tally(candidates: &[Candidate]) -> Option<Vec<Mapped>> {
    let named = |names: &[&str]| {
        candidates.iter().find(|c| c.profile.filled > 0 && names.contains(&c.heading.to_uppercase().as_str()))
    };
    let name = named(&["NAME"])?;
    named(&["PARENT"])?;
    let signed = named(&["CLOSINGBALANCE"]).or_else(|| named(&["OPENINGBALANCE"]))?;
    let mapped = |c: &Candidate, field| Mapped { col: c.col, field, heading: c.heading.clone(), score: 1.0 };
    let mut columns = vec![mapped(name, "head"), mapped(signed, "signed")];
    columns.sort_by_key(|m| m.col);
    Some(columns)
}

/// A wide block nearly all of whose columns are a register's is no statement, whatever stands in its middle.
fn is_register(meaning: &Meaning, columns: usize) -> bool {
    let statement = matches!(meaning.words().kind, "trial_balance" | "balance_sheet");
    !statement && meaning.score >= ACCEPT && columns > 5 && meaning.columns.len() * 10 >= columns * 7
}

/// A statement with two sides: text and amount, text and amount. Says which statement it is and both halves.
fn two_sided(candidates: &[Candidate], titles: &[Vec<String>]) -> Option<(&'static str, Vec<Mapped>, Vec<Mapped>)> {
    let find = |kind: &str| WORDS.registers.iter().find(|r| r.kind == kind).expect("the rules name it");
    let sheet = find("balance_sheet");
    let trial = find("trial_balance");
    let say = |register: &'static vocabulary::Register, field: &str, c: &Candidate| {
        let column = register.columns.iter().find(|x| x.field == field).expect("the rules name it");
        c.tokens.iter().map(|t| vocabulary::best(&column.say, t)).fold(0.0, f32::max)
    };
    let is_amount = |c: &Candidate| {
        c.profile.filled > 0
            && c.profile.suits(vocabulary::Hold::Amount) > 0.8
            && say(sheet, "amount", c).max(say(trial, "debit", c)).max(say(trial, "credit", c)) >= 0.5
    };
    let is_head = |c: &Candidate| {
        let said = say(sheet, "head", c)
            .max(say(trial, "head", c))
            .max(say(trial, "debit", c))
            .max(say(trial, "credit", c))
            .max(c.tokens.iter().map(|t| best_side(t)).fold(0.0, f32::max));
        said >= 0.5 && c.profile.suits(vocabulary::Hold::Name) > 0.6
    };
    // a name and one to three amounts on either side; a wider table is a register
    if candidates.len() > 8 {
        return None;
    }
    let amounts: Vec<usize> = (0..candidates.len()).filter(|&i| is_amount(&candidates[i])).collect();
    let heads: Vec<usize> = (0..candidates.len()).filter(|&i| is_head(&candidates[i])).collect();
    let [h1, h2] = heads[..] else { return None };
    // both sides have the same columns; a register with two columns of words has not
    if candidates.len() > 5 && (h2 - h1) * 2 != candidates.len() {
        return None;
    }
    // the amount of a side is the last amount column before the next side (earlier ones are last year's or inner columns)
    let a1 = *amounts.iter().rfind(|&&a| a > h1 && a < h2)?;
    let a2 = *amounts.iter().rfind(|&&a| a > h2)?;
    let score = |kind: &str| titles.iter().map(|t| vocabulary::best(&find(kind).titles, t)).fold(0.0, f32::max);
    let kind = if score("trial_balance") > score("balance_sheet") { "trial_balance" } else { "balance_sheet" };
    let half = |h: usize, a: usize| {
        [(h, "head"), (a, "amount")]
            .map(|(i, field)| Mapped {
                col: candidates[i].col,
                field,
                heading: candidates[i].heading.clone(),
                score: 0.9,
            })
            .to_vec()
    };
    Some((kind, half(h1, a1), half(h2, a2)))
}

/// True for a text that is one of the marks clerks write for "as above".
#[must_use]
pub fn ditto(raw: &str) -> bool {
    value::is_ditto(raw.trim())
}
