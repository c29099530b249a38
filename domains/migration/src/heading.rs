//! From headings and content to meaning: which register a block of columns is, and which column is what.

use crate::cell::{CellKind, RowRef};
use crate::content::{self, Sample};
use crate::value;
use crate::view::View;
use crate::vocabulary::{self, Column, Hold, Register, WORDS};

/// A column with everything known about it before its meaning is decided.
#[derive(Debug)]
pub struct Candidate {
    /// Column from 0.
    pub col: u16,
    /// Heading as written, upper level first.
    pub heading: String,
    /// Comparable words: the lower level alone, and both levels together.
    pub tokens: Vec<Vec<String>>,
    /// What the cells hold.
    pub profile: Profile,
    /// Signatures, ticks: no field takes it, and it speaks against no register.
    pub aside: bool,
}

/// Shares of what the sampled cells of a column hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Profile {
    /// Cells sampled that were not blank.
    pub filled: u32,
    amount: u32,
    integer: u32,
    small: u32,
    date: u32,
    serial: u32,
    text: u32,
    spaced: u32,
    code: u32,
    side: u32,
    sided: u32,
}

impl Profile {
    /// Adds one cell.
    pub fn add(&mut self, text: &str, kind: CellKind) {
        let text = text.trim();
        if text.is_empty() || value::is_ditto(text) || matches!(text, "-" | "–" | "—") {
            return;
        }
        self.filled += 1;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if kind == CellKind::Date || value::looks_date(text) {
            self.date += 1;
        } else if let Some(value::Signed { paise, debit }) = value::signed(text) {
            self.amount += 1;
            self.sided += u32::from(debit.is_some());
            let whole = paise.0 % 100 == 0;
            self.integer += u32::from(whole);
            self.small += u32::from(paise.0.abs() <= 10_000);
            self.serial += u32::from(whole && (1_500_000..6_000_000).contains(&paise.0));
            self.code += u32::from(whole);
        } else {
            self.text += 1;
            self.side += u32::from(value::is_side(text));
            self.spaced += u32::from(text.contains(' ') || text.chars().count() > 6 && digits == 0);
            self.code += u32::from(!text.contains(' ') && text.chars().count() <= 14 && digits > 0);
        }
    }

    /// Share of cells that are days.
    #[must_use]
    pub fn dates(&self) -> f32 {
        if self.filled == 0 {
            0.0
        } else {
            (self.date + if self.date > 0 { self.serial } else { 0 }) as f32 / self.filled as f32
        }
    }

    /// Share of cells that say debit or credit.
    #[must_use]
    pub fn sides(&self) -> f32 {
        if self.filled < 3 { 0.0 } else { self.side as f32 / self.filled as f32 }
    }

    /// Amounts with Dr or Cr written beside them, most of them.
    #[must_use]
    pub fn sided(&self) -> bool {
        self.sided * 2 > self.filled
    }

    /// How well the content suits what a column should hold, 0 to 1.
    #[must_use]
    pub fn suits(&self, hold: Hold) -> f32 {
        if self.filled == 0 {
            return 0.55;
        }
        let share = |n: u32| n as f32 / self.filled as f32;
        match hold {
            Hold::Amount => share(self.amount),
            // serial numbers count beside written dates; alone only where nearly all could be days of our time
            Hold::Date if self.date > 0 || share(self.serial) >= 0.95 => {
                (share(self.date) + 0.9 * share(self.serial)).min(1.0)
            }
            Hold::Date => 0.0,
            Hold::Text => share(self.text).max(0.15),
            Hold::Name => share(self.text),
            Hold::Code => share(self.code + (self.text - self.spaced) / 2).min(1.0),
            Hold::Rate => share(self.small),
            Hold::Count => share(self.integer),
        }
    }
}

/// One column understood.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// Column from 0.
    pub col: u16,
    /// Field name of the register's column.
    pub field: &'static str,
    /// Heading as written.
    pub heading: String,
    /// 0 to 1.
    pub score: f32,
}

/// A block of columns understood as a register.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Index into the vocabulary's registers.
    pub register: usize,
    /// Columns, by rising column.
    pub columns: Vec<Mapped>,
    /// Comparable between registers; about 1 is sure.
    pub score: f32,
}

impl Meaning {
    /// The register's words.
    #[must_use]
    pub fn words(&self) -> &'static Register {
        &WORDS.registers[self.register]
    }
}

/// All registers the block could be, best first. `titles` are the lines above the table, the sheet's and the file's name.
#[must_use]
pub fn meanings(candidates: &[Candidate], titles: &[Vec<String>], sample: &Sample) -> Vec<Meaning> {
    // Nearer lines speak louder than the sheet's name, that louder than the file's; once a line has named a register, what
    // stands farther off ("LOANS & DEPOSITS.xls") hardly counts.
    let mut loud = 1.0;
    let titles: Vec<(&Vec<String>, f32)> = titles
        .iter()
        .map(|t| {
            let weight = loud;
            let named = WORDS.registers.iter().any(|r| vocabulary::best(&r.titles, t) >= 0.7);
            loud = if named { 0.75_f32.min(loud) } else { 0.93_f32.min(loud) };
            (t, weight)
        })
        .collect();
    let mut all: Vec<Meaning> = WORDS
        .registers
        .iter()
        .enumerate()
        .filter_map(|(i, register)| try_register(i, register, candidates, &titles, sample))
        .collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all
}

fn try_register(
    index: usize,
    register: &Register,
    candidates: &[Candidate],
    titles: &[(&Vec<String>, f32)],
    sample: &Sample,
) -> Option<Meaning> {
    let mut columns = assign(&register.columns, candidates);
    if columns.len() < 2 {
        return None;
    }
    content::complete(register.kind, register.product, &register.columns, candidates, sample, &mut columns);
    // amounts with their side in one column stand for both columns of a trial balance
    let sided = |m: &Mapped| candidates.iter().any(|c| c.col == m.col && c.profile.sided());
    let signed = columns.iter().any(|m| m.field == "signed" && sided(m));
    columns.retain(|m| if signed { !matches!(m.field, "debit" | "credit") } else { m.field != "signed" });
    let must = |c: &&Column| c.must && !(signed && matches!(c.field, "debit" | "credit"));
    let missing = register.columns.iter().filter(must).filter(|c| !columns.iter().any(|m| m.field == c.field)).count();
    let title = titles.iter().map(|(t, weight)| vocabulary::best(&register.titles, t) * weight).fold(0.0, f32::max);
    if missing > 2 || (missing == 2 && title < 0.8) || (missing == 1 && title < 0.6) {
        return None;
    }
    let weight = |field: &str| register.columns.iter().find(|c| c.field == field).map_or(1.0, |c| c.weight);
    let explained: f32 = columns.iter().map(|m| weight(m.field) * m.score).sum();
    let total: f32 = columns.iter().map(|m| weight(m.field)).sum::<f32>()
        + 0.8 * candidates.iter().filter(|c| !c.aside && !columns.iter().any(|m| m.col == c.col)).count() as f32;
    let musts: f32 = register.columns.iter().filter(must).map(|c| c.weight).sum();
    let must_hit: f32 = columns
        .iter()
        .filter_map(|m| register.columns.iter().find(|c| c.must && c.field == m.field).map(|c| c.weight * m.score))
        .sum();
    let score = 0.45 * explained / total.max(0.1) + 0.25 * must_hit / musts.max(0.1) + 0.3 * title + 0.012 * explained
        - 0.3 * missing as f32;
    Some(Meaning { register: index, columns, score })
}

/// Gives each field the column whose heading and content suit it best: best pairs first, each used once.
#[must_use]
pub fn assign(fields: &[Column], candidates: &[Candidate]) -> Vec<Mapped> {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (f, field) in fields.iter().enumerate() {
        for (c, candidate) in candidates.iter().enumerate().filter(|(_, c)| !c.aside) {
            let said = candidate.tokens.iter().map(|t| vocabulary::best(&field.say, t)).fold(0.0, f32::max);
            if said <= 0.0 {
                continue;
            }
            let suits = candidate.profile.suits(field.hold);
            let score = said * (0.3 + 0.7 * suits);
            if score >= 0.32 && (suits > 0.12 || candidate.profile.filled < 3) {
                // a must that is merely as good as an optional column goes first
                pairs.push((score + if field.must { 0.02 } else { 0.0 }, f, c));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let mut taken_field = vec![false; fields.len()];
    let mut taken_col = vec![false; candidates.len()];
    let mut out = Vec::new();
    for (score, f, c) in pairs {
        if taken_field[f] || taken_col[c] {
            continue;
        }
        taken_field[f] = true;
        taken_col[c] = true;
        out.push(Mapped {
            col: candidates[c].col,
            field: fields[f].field,
            heading: candidates[c].heading.clone(),
            score: score.min(1.0),
        });
    }
    out.sort_by_key(|m| m.col);
    out
}

/// Amounts of some rows below the heading, for the arithmetic between columns.
#[must_use]
pub fn sample(view: &View<'_>, rows: &[RowRef], candidates: &[Candidate]) -> Sample {
    rows.iter()
        .filter(|r| !r.deleted)
        .map(|row| {
            candidates
                .iter()
                .map(|c| {
                    let cell = view.sheet.at(row, c.col)?;
                    if cell.kind == CellKind::Date { None } else { value::amount_of(&view.text(row, cell)) }
                })
                .collect::<Vec<_>>()
        })
        .filter(|r: &Vec<_>| r.iter().flatten().count() > 1)
        .take(40)
        .collect()
}

/// Profiles of the columns over some rows below the heading.
#[must_use]
pub fn profiles(view: &View<'_>, rows: &[RowRef], cols: &[u16]) -> Vec<Profile> {
    let mut out = vec![Profile::default(); cols.len()];
    for row in rows.iter().filter(|r| !r.deleted) {
        let cells = view.sheet.cells(row);
        // a lone cell is a page's number or a village's heading and says nothing of its column
        if cells.len() == 1 && cols.len() > 2 {
            continue;
        }
        for cell in cells {
            if let Ok(i) = cols.binary_search(&cell.col) {
                out[i].add(&view.text(row, cell), cell.kind);
            }
        }
    }
    out
}
