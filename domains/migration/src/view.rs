//! A sheet as a person reads it: legacy fonts resolved, merged cells spread, dittos left for the table to fill.

use crate::cell::{CellKind, CellRef, Format, RowRef, Sheet};
use lipi::legacy::{self, ColumnVerdict, FontClass};
use lipi::text;
use std::borrow::Cow;

/// A sheet with the knowledge of which cells are in a legacy font.
pub struct View<'a> {
    /// The sheet itself.
    pub sheet: &'a Sheet,
    legacy_font: Vec<Option<bool>>,
    verdicts: Vec<ColumnVerdict>,
}

/// Cells looked at to decide whether a column without fonts is in Kruti Dev.
const SAMPLE: usize = 400;
/// From this confidence on a column counts as Kruti Dev.
const LEGACY: f32 = 0.5;

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
        let verdicts = if fontless { verdicts(sheet) } else { Vec::new() };
        View { sheet, legacy_font, verdicts }
    }

    /// True where the cell's text is in a legacy font code.
    #[must_use]
    pub fn is_legacy(&self, row: &RowRef, cell: &CellRef) -> bool {
        cell.kind == CellKind::Text && self.verdict(row, cell) == ColumnVerdict::Kruti
    }

    fn verdict(&self, row: &RowRef, cell: &CellRef) -> ColumnVerdict {
        match self.legacy_font.get(usize::from(cell.font)).copied().flatten() {
            Some(true) => ColumnVerdict::Kruti,
            Some(false) => ColumnVerdict::Plain,
            None if row.number == 0 => ColumnVerdict::Plain, // field names of a format that has them outside the rows
            None => self.verdicts.get(usize::from(cell.col)).copied().unwrap_or(ColumnVerdict::Plain),
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
        match self.verdict(row, cell) {
            ColumnVerdict::Plain if raw.is_ascii() => squeeze(raw),
            // Dr, Cr, A, M: no word of Kruti Dev is a capital with at most one letter behind it
            _ if raw.trim().len() <= 2 && raw.trim().starts_with(|c: char| c.is_ascii_uppercase()) => squeeze(raw),
            ColumnVerdict::Plain => match legacy::straighten(raw) {
                Cow::Borrowed(straight) => squeeze(straight),
                Cow::Owned(mended) => Cow::Owned(squeeze(&mended).into_owned()),
            },
            ColumnVerdict::Kruti => Cow::Owned(squeeze(&kruti(raw)).into_owned()),
            ColumnVerdict::Unsure => {
                Cow::Owned(squeeze(&legacy::read_mixed(raw, ColumnVerdict::Unsure).text).into_owned())
            }
        }
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
                out.push_str(&if legacy { kruti(part) } else { part.to_owned() });
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

/// Text known to be in Kruti Dev. Only what is written like an English name or abbreviation, every word with a capital,
/// is asked whether it is English; a lower-case word in that font is Hindi ("uke" is नाम, "eku flag" मान सिंह).
fn kruti(raw: &str) -> String {
    // a dash by itself between words is a dash, pasted from elsewhere; in the font it would draw दृ, which is no word
    if raw.contains(" – ") {
        return kruti(&raw.replace(" – ", " & "));
    }
    let capital = raw.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).all(|w| {
        w.starts_with(|c: char| c.is_ascii_uppercase())
            && (w.len() == 1
                || w[1..].bytes().all(|b| b.is_ascii_lowercase())
                || w.bytes().all(|b| b.is_ascii_uppercase()))
    });
    if capital { legacy::read_mixed(raw, ColumnVerdict::Kruti).text } else { lipi::krutidev::to_unicode(raw).text }
}

/// One space between words, none at the ends.
fn squeeze(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim();
    let mut before = 0;
    let tidy = trimmed.bytes().all(|b| {
        let fits = b > b' ' && b < 0x80 || b == b' ' && before != b' ';
        before = b;
        fits
    });
    if tidy {
        return Cow::Borrowed(trimmed);
    }
    let plain = !trimmed.contains("  ") && !trimmed.chars().any(|c| c.is_whitespace() && c != ' ');
    if plain { Cow::Borrowed(trimmed) } else { Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// Whether each column is in a legacy font, by content. Once one column is, short cells of the others are doubted too:
/// their headings are typed by the same hand.
fn verdicts(sheet: &Sheet) -> Vec<ColumnVerdict> {
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
    let found: Vec<legacy::Detected> =
        samples.iter().map(|column| legacy::detect_column(column.iter().copied())).collect();
    // A heading or two with few letters below it (MEM_NO over numbers) prove nothing: a column with words must, or all
    // cells of a small sheet together.
    let cells: u32 = found.iter().map(|d| d.cells).sum();
    let together = found.iter().map(|d| d.kruti * d.cells as f32).sum::<f32>() / cells.max(1) as f32;
    let any = found.iter().any(|d| d.kruti >= LEGACY && d.cells >= 5) || together >= LEGACY;
    found
        .into_iter()
        .map(|d| match (any && d.kruti >= LEGACY, any && (d.cells < 5 || d.kruti > 0.35)) {
            (true, _) => ColumnVerdict::Kruti,
            (false, true) => ColumnVerdict::Unsure,
            (false, false) => ColumnVerdict::Plain,
        })
        .collect()
}
