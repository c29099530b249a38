//! The records of one sheet.

use super::record::{self, Pieces, Record, Records, bof, f64_at, id, u16_at, u32_at};
use super::{Book, Listed};
use crate::builder::{Budget, Builder, Value};
use crate::limits::{MAX_MERGES, damaged};
use crate::number;
use crate::xlsx::strings::{NO_STRING, Run};
use kernel::Refusal;
use migration::cell::{CellKind, FontRun, Merge, Sheet};
use std::collections::HashSet;

struct Reading<'a> {
    book: &'a Book,
    out: Builder,
    hidden_rows: HashSet<u16>,
    /// Font of a style id in this sheet; `u16::MAX` = not looked up yet.
    fonts: Vec<u16>,
    row: Option<u16>,
    text: String,
    runs: Vec<FontRun>,
    /// A formula whose text comes in the next STRING record: row, column, style.
    waiting: Option<(u16, u16, u16)>,
}

/// The sheet, and whether it was whole.
pub(super) fn read(
    book: &Book,
    stream: &[u8],
    listed: &Listed,
    budget: &Budget,
    walk: &mut u64,
) -> Result<(Sheet, bool), Refusal> {
    let mut out = Builder::new(&listed.name, budget);
    out.sheet.hidden = listed.hidden;
    let begins = Records { bytes: stream, at: listed.at }.next().is_some_and(|r| bof(&r).is_some());
    if !begins {
        return Ok((out.finish(), false));
    }
    let mut r = Reading {
        book,
        out,
        hidden_rows: HashSet::new(),
        fonts: vec![u16::MAX; book.styles.fonts.len()],
        row: None,
        text: String::new(),
        runs: Vec::new(),
        waiting: None,
    };
    // Layout first: cells may come before the record of their row.
    let mut whole = false;
    each(stream, listed.at, &mut whole, walk, |record| {
        r.layout(record);
        Ok(())
    })?;
    each(stream, listed.at, &mut whole, walk, |record| r.cell(record))?;
    r.out.sheet.hidden_cols.sort_unstable();
    r.out.sheet.hidden_cols.dedup();
    Ok((r.out.finish(), whole))
}

/// Calls for every record of the sheet but those of charts inside it; `whole` once its end was seen, `walk` the bytes
/// that may still be walked.
fn each(
    stream: &[u8],
    at: usize,
    whole: &mut bool,
    walk: &mut u64,
    mut call: impl FnMut(&Record) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut depth = 0u32;
    for record in (Records { bytes: stream, at }) {
        let len = 4 + record.data.len() + record.more.iter().map(|m| 4 + m.len()).sum::<usize>();
        *walk = walk.checked_sub(len as u64).ok_or_else(|| damaged("sheets overlap"))?;
        if bof(&record).is_some() {
            depth += 1;
        } else if record.id == id::EOF {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                *whole = true;
                return Ok(());
            }
        } else if depth == 1 {
            call(&record)?;
        }
    }
    Ok(())
}

impl Reading<'_> {
    fn layout(&mut self, r: &Record) {
        match r.id {
            id::ROW => {
                if let (Some(row), Some(flags)) = (u16_at(r.data, 0), u16_at(r.data, 12))
                    && flags & 0x20 != 0
                {
                    self.hidden_rows.insert(row);
                }
            }
            id::COLINFO => {
                if let (Some(first), Some(last), Some(width), Some(flags)) =
                    (u16_at(r.data, 0), u16_at(r.data, 2), u16_at(r.data, 4), u16_at(r.data, 8))
                    && (flags & 1 != 0 || width == 0)
                    && self.out.sheet.hidden_cols.len() < 1024
                {
                    self.out.sheet.hidden_cols.extend(first..=last.min(255));
                }
            }
            id::MERGECELLS => {
                for m in r.data.get(2..).unwrap_or(&[]).chunks_exact(8) {
                    let at = |i: usize| u16::from_le_bytes([m[i], m[i + 1]]);
                    let (top, bottom, left, right) = (u32::from(at(0)) + 1, u32::from(at(2)) + 1, at(4), at(6));
                    if top <= bottom && left <= right && right < 256 && self.out.sheet.merges.len() < MAX_MERGES {
                        self.out.sheet.merges.push(Merge { top, bottom, left, right });
                    }
                }
            }
            _ => {}
        }
    }

    /// Records too short for what they should hold are passed over.
    fn cell(&mut self, r: &Record) -> Result<(), Refusal> {
        self.try_cell(r).unwrap_or(Ok(()))
    }

    fn try_cell(&mut self, r: &Record) -> Option<Result<(), Refusal>> {
        let b = r.data;
        if let id::STRING | id::STRING_2 = r.id {
            let (row, col, xf) = self.waiting.take()?;
            self.string(r, 0, r.id == id::STRING, false)?;
            return Some(self.put(row, col, xf, CellKind::Text, true));
        }
        let two = self.book.version == 2;
        // BIFF2 has three bytes of attributes, the first with the style in its low six bits.
        let (row, col, at) = (u16_at(b, 0)?, u16_at(b, 2)?, if two { 7 } else { 6 });
        let xf = if two { u16::from(b.get(4)? & 0x3F) } else { u16_at(b, 4)? };
        self.text.clear();
        self.runs.clear();
        match r.id {
            id::NUMBER | id::NUMBER_2 => Some(self.number(row, col, xf, f64_at(b, at)?, false)),
            id::INTEGER_2 => Some(self.number(row, col, xf, f64::from(u16_at(b, at)?), false)),
            id::RK => Some(self.number(row, col, xf, record::rk(u32_at(b, 6)?), false)),
            id::MULRK => Some(self.many(row, col, b)),
            id::LABELSST => {
                let book = self.book;
                let Some((text, runs)) = book.strings.get(u32_at(b, 6)?) else {
                    self.text.push_str(NO_STRING);
                    return Some(self.put(row, col, xf, CellKind::Error, false));
                };
                self.text.push_str(text);
                self.font_runs(runs, xf);
                Some(self.put(row, col, xf, CellKind::Text, false))
            }
            id::LABEL | id::LABEL_2 | id::RSTRING => {
                self.string(r, at, r.id != id::LABEL_2, r.id == id::RSTRING)?;
                if !self.runs.is_empty() {
                    let own = self.font(xf);
                    self.runs.retain(|r| r.font != own);
                }
                Some(self.put(row, col, xf, CellKind::Text, false))
            }
            id::BOOLERR | id::BOOLERR_2 => {
                let [value, kind] = *b.get(at..at + 2)? else { return None };
                let kind = self.bool_or_error(value, kind == 1);
                Some(self.put(row, col, xf, kind, false))
            }
            id::FORMULA | id::FORMULA_3 | id::FORMULA_4 => self.formula(row, col, xf, b.get(at..at + 8)?),
            _ => None,
        }
    }

    fn many(&mut self, row: u16, first: u16, b: &[u8]) -> Result<(), Refusal> {
        let cells = b.get(4..b.len().saturating_sub(2)).unwrap_or(&[]);
        for (i, c) in cells.chunks_exact(6).enumerate() {
            let xf = u16::from_le_bytes([c[0], c[1]]);
            let value = record::rk(u32::from_le_bytes([c[2], c[3], c[4], c[5]]));
            self.number(row, first.saturating_add(i as u16), xf, value, false)?;
        }
        Ok(())
    }

    fn formula(&mut self, row: u16, col: u16, xf: u16, result: &[u8]) -> Option<Result<(), Refusal>> {
        self.waiting = None;
        if result[6..] != [0xFF, 0xFF] {
            return Some(self.number(row, col, xf, f64_at(result, 0)?, true));
        }
        match result[0] {
            0 => {
                self.waiting = Some((row, col, xf));
                None
            }
            1 | 2 => {
                let kind = self.bool_or_error(result[2], result[0] == 2);
                Some(self.put(row, col, xf, kind, true))
            }
            _ => None,
        }
    }

    fn bool_or_error(&mut self, value: u8, error: bool) -> CellKind {
        self.text.clear();
        self.text.push_str(match (error, value) {
            (true, code) => record::error_text(code),
            (false, 0) => "FALSE",
            (false, _) => "TRUE",
        });
        if error { CellKind::Error } else { CellKind::Bool }
    }

    fn number(&mut self, row: u16, col: u16, xf: u16, value: f64, formula: bool) -> Result<(), Refusal> {
        self.text.clear();
        self.runs.clear();
        if !value.is_finite() {
            self.text.push_str("#NUM!");
            return self.put(row, col, xf, CellKind::Error, formula);
        }
        let date = self.book.styles.xfs.get(usize::from(xf)).is_some_and(|x| x.date);
        if date && number::serial_date(value, self.book.from_1904, &mut self.text) {
            return self.put(row, col, xf, CellKind::Date, formula);
        }
        number::decimal(value, &mut self.text);
        self.put(row, col, xf, CellKind::Number, formula)
    }

    /// A string inside a cell record, with the runs of RSTRING.
    fn string(&mut self, r: &Record, at: usize, long: bool, with_runs: bool) -> Option<()> {
        self.text.clear();
        self.runs.clear();
        let b = r.data.get(at..)?;
        if self.book.version < 8 {
            let end = record::text(b, long, self.book.version, self.book.codepage, &mut self.text)?;
            if with_runs {
                let starts: Vec<(u16, u16)> =
                    b.get(end + 1..)?.chunks_exact(2).map(|s| (u16::from(s[0]), u16::from(s[1]))).collect();
                // Code pages of these files are single bytes but for the far east, where runs would not fit anyway.
                let bytes: Vec<usize> = self.text.char_indices().map(|(i, _)| i).chain([self.text.len()]).collect();
                let place = |n: u16| bytes.get(usize::from(n)).copied().unwrap_or(self.text.len()) as u32;
                let ends = starts.iter().skip(1).map(|s| place(s.0)).chain([self.text.len() as u32]);
                let runs: Vec<Run> = starts
                    .iter()
                    .zip(ends)
                    .map(|(s, to)| Run { from: place(s.0), to, font: s.1 })
                    .filter(|r| r.from < r.to)
                    .collect();
                self.add_runs(&runs);
            }
            return Some(());
        }
        let mut pieces = Pieces::new(r, at);
        let chars = pieces.u16()?;
        let (mut units, mut starts) = (Vec::new(), Vec::new());
        let _ = pieces.unicode(usize::from(chars), &mut units, &mut starts);
        if with_runs && starts.is_empty() {
            let count = pieces.u16().unwrap_or(0);
            starts.extend((0..count).map_while(|_| Some((pieces.u16()?, pieces.u16()?))));
        }
        let mut runs = Vec::new();
        record::rich(&units, &starts, &mut self.text, &mut runs);
        self.add_runs(&runs);
        Some(())
    }

    fn font_runs(&mut self, runs: &[Run], xf: u16) {
        if !runs.is_empty() {
            self.add_runs(runs);
            let own = self.font(xf);
            self.runs.retain(|r| r.font != own);
        }
    }

    fn add_runs(&mut self, runs: &[Run]) {
        for run in runs {
            let font = self.font_by_id(usize::from(run.font));
            self.runs.push(FontRun { from: run.from, to: run.to, font });
        }
    }

    fn font(&mut self, xf: u16) -> u16 {
        let id = self.book.styles.xfs.get(usize::from(xf)).map(|x| x.font as usize);
        id.map_or(0, |id| self.font_by_id(id))
    }

    fn font_by_id(&mut self, id: usize) -> u16 {
        let Some(slot) = self.fonts.get_mut(id) else { return 0 };
        if *slot == u16::MAX {
            *slot = self.out.font(&self.book.styles.fonts[id]);
        }
        *slot
    }

    /// Puts the text at hand into the sheet.
    fn put(&mut self, row: u16, col: u16, xf: u16, kind: CellKind, formula: bool) -> Result<(), Refusal> {
        if self.row != Some(row) {
            self.row = Some(row);
            self.out.row(u32::from(row) + 1, self.hidden_rows.contains(&row), false);
        }
        let font = self.font(xf);
        let value = Value { text: &self.text, kind, font, formula, runs: &self.runs };
        self.out.cell(u32::from(col), value)
    }
}
