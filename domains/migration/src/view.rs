//! A sheet as a person reads it: legacy fonts resolved, merged cells spread, dittos left for the table to fill.

use crate::cell::{CellKind, CellRef, Format, RowRef, Sheet};
use lipi::legacy::{self, FontClass};
use lipi::text;
use std::borrow::Cow;

/// A sheet with the knowledge of which cells are in a legacy font.
pub struct View<'a> {
    /// The sheet itself.
    pub sheet: &'a Sheet,
    legacy_font: Vec<Option<bool>>,
    legacy_col: Vec<bool>,
}

/// Cells looked at to decide whether a column without fonts is in Kruti Dev.
const SAMPLE: usize = 400;

impl<'a> View<'a> {
    /// Looks at the fonts, and where the format has none at the content of each column.
    #[must_use]
    pub fn new(sheet: &'a Sheet, format: Format) -> View<'a> {
        let legacy_font: Vec<Option<bool>> = sheet
            .fonts
            .iter()
            .map(|name| match legacy::font_class(name) {
                FontClass::Legacy(_) => Some(true),
                FontClass::Unicode => Some(false),
                FontClass::Unknown => None,
            })
            .collect();
        let fontless = !format.has_sheets() || sheet.fonts.len() <= 1;
        let legacy_col = if fontless { legacy_columns(sheet) } else { Vec::new() };
        View { sheet, legacy_font, legacy_col }
    }

    /// True where the cell's text is in a legacy font code.
    #[must_use]
    pub fn is_legacy(&self, row: &RowRef, cell: &CellRef) -> bool {
        if cell.kind != CellKind::Text {
            return false;
        }
        match self.legacy_font.get(usize::from(cell.font)).copied().flatten() {
            Some(known) => known,
            None if row.number == 0 => false, // field names of a format that has them outside the rows
            None => self.legacy_col.get(usize::from(cell.col)).copied().unwrap_or(false),
        }
    }

    /// The cell as a person reads it: Unicode, one space between words, no joiners left over.
    #[must_use]
    pub fn text(&self, row: &RowRef, cell: &CellRef) -> Cow<'a, str> {
        let raw = self.sheet.text(cell);
        if cell.kind != CellKind::Text {
            return Cow::Borrowed(raw);
        }
        let runs = self.sheet.font_runs(row, cell);
        if !runs.is_empty() {
            return Cow::Owned(self.mixed(raw, self.is_legacy(row, cell), runs));
        }
        if self.is_legacy(row, cell) {
            return Cow::Owned(squeeze(&legacy::read_cell(raw)).into_owned());
        }
        if raw.is_ascii() {
            return squeeze(raw);
        }
        Cow::Owned(squeeze(&legacy::repair(&text::clean(raw)).text).into_owned())
    }

    /// The reading of the text at a column, empty where the cell is blank.
    #[must_use]
    pub fn at(&self, row: &RowRef, col: u16) -> Cow<'a, str> {
        self.sheet.at(row, col).map_or(Cow::Borrowed(""), |c| self.text(row, c))
    }

    fn mixed(&self, raw: &str, base: bool, runs: &[crate::cell::FontRun]) -> String {
        let mut out = String::new();
        let mut at = 0usize;
        let mut take = |part: Option<&str>, legacy: bool| {
            if let Some(part) = part {
                out.push_str(&if legacy { legacy::read_run(part) } else { part.to_owned() });
            }
        };
        for run in runs {
            let (from, to) = (run.from as usize, run.to as usize);
            let legacy = self.legacy_font.get(usize::from(run.font)).copied().flatten().unwrap_or(base);
            take(raw.get(at..from), base);
            take(raw.get(from..to), legacy);
            at = to;
        }
        take(raw.get(at..), base);
        squeeze(&text::clean(&out)).into_owned()
    }
}

/// One space between words, none at the ends.
fn squeeze(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim();
    let plain = !trimmed.contains("  ") && !trimmed.chars().any(|c| c.is_whitespace() && c != ' ');
    if plain { Cow::Borrowed(trimmed) } else { Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

fn legacy_columns(sheet: &Sheet) -> Vec<bool> {
    let mut samples: Vec<Vec<&str>> = Vec::new();
    let rows = sheet.rows();
    let step = (rows.len() / SAMPLE).max(1);
    for row in rows.iter().filter(|r| r.number > 0).step_by(step) {
        for cell in sheet.cells(row).iter().filter(|c| c.kind == CellKind::Text) {
            let col = usize::from(cell.col);
            if samples.len() <= col {
                samples.resize(col + 1, Vec::new());
            }
            samples[col].push(sheet.text(cell));
        }
    }
    samples.into_iter().map(|column| legacy::detect_column(column.iter().copied()).is_legacy()).collect()
}
