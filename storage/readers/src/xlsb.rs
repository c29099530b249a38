//! Binary workbooks of Excel 2007 and later (.xlsb). Record numbers and layouts: [MS-XLSB] 2.3 and 2.4.

use crate::builder::{Budget, Builder, Value};
use crate::container::{self, Container, relations};
use crate::limits::{self, MAX_COLS, MAX_MERGES, MAX_PART, MAX_SHEET_ROWS, MAX_SHEETS, MAX_STYLES, damaged};
use crate::number;
use crate::xls::record::{error_text, push_units, rich, rk};
use crate::xlsx::strings::{NO_STRING, Run, Strings};
use crate::xlsx::styles::{Styles, Xf};
use crate::xlsx::{Book, Listed, part_of};
use kernel::Refusal;
use migration::cell::{CellKind, FontRun, Merge, Sheet};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

/// Largest record taken; a cell has at most 32,767 characters.
const MAX_RECORD: usize = 16 << 20;

struct Records<R> {
    src: BufReader<R>,
    data: Vec<u8>,
    left: u64,
}

impl<R: Read> Records<R> {
    fn new(src: R) -> Records<R> {
        Records { src: BufReader::with_capacity(64 << 10, src), data: Vec::new(), left: MAX_PART }
    }

    fn varint(&mut self, bytes: u32) -> Option<u32> {
        let mut value = 0;
        for i in 0..bytes {
            let mut b = [0];
            self.src.read_exact(&mut b).ok()?;
            value |= u32::from(b[0] & 0x7F) << (7 * i);
            if b[0] & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }

    /// The next record's number; its bytes lie in `data`. `None` at the end.
    fn next(&mut self) -> Result<Option<u32>, Refusal> {
        let broken = |e: std::io::Error| container::unpacking(&e);
        if self.src.fill_buf().map_err(broken)?.is_empty() {
            return Ok(None);
        }
        let mut first = [0];
        self.src.read_exact(&mut first).map_err(broken)?;
        let mut id = u32::from(first[0]);
        if id & 0x80 != 0 {
            let mut second = [0];
            self.src.read_exact(&mut second).map_err(broken)?;
            id = id & 0x7F | u32::from(second[0] & 0x7F) << 7;
        }
        let len = self.varint(4).ok_or_else(|| damaged("record length"))? as usize;
        let left = self.left.checked_sub(len as u64);
        self.left = left.ok_or_else(|| limits::beyond(limits::UNPACKS_TOO_LARGE, limits::mib(MAX_PART)))?;
        if len > MAX_RECORD {
            return Err(damaged("record length"));
        }
        self.data.clear();
        (&mut self.src).take(len as u64).read_to_end(&mut self.data).map_err(broken)?;
        if self.data.len() < len {
            return Err(damaged("record cut short"));
        }
        Ok(Some(id))
    }
}

fn u16_at(b: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

fn f64_at(b: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(b.get(at..at + 8)?.try_into().ok()?))
}

/// A wide string: units and where it ends.
fn units_at(b: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let chars = u32_at(b, at)? as usize;
    if chars == 0xFFFF_FFFF {
        return Some((Vec::new(), at + 4));
    }
    let end = (at + 4).checked_add(chars.checked_mul(2)?)?;
    let units = b.get(at + 4..end)?.chunks_exact(2).map(|u| u16::from_le_bytes([u[0], u[1]])).collect();
    Some((units, end))
}

fn wide(b: &[u8], at: usize) -> Option<(String, usize)> {
    let (units, end) = units_at(b, at)?;
    let mut out = String::new();
    push_units(&units, &mut out);
    Some((out, end))
}

/// Reads all worksheets.
pub(crate) fn read(zip: &mut Container, workbook: &str) -> Result<Vec<Sheet>, Refusal> {
    let rels = relations(zip, workbook)?;
    let (mut listed, mut from_1904) = (Vec::new(), false);
    let part = zip.stream(workbook)?.ok_or_else(|| damaged("no workbook part"))?;
    let mut records = Records::new(part);
    while let Some(id) = records.next()? {
        let b = &records.data;
        match id {
            153 => from_1904 = b.first().is_some_and(|f| f & 1 != 0),
            156 => {
                let (Some(state), Some((rel, at))) = (u32_at(b, 0), wide(b, 8)) else { continue };
                let (Some((name, _)), Some(rel)) = (wide(b, at), rels.iter().find(|r| r.id == rel)) else { continue };
                if rel.kind == "worksheet" && listed.len() < MAX_SHEETS {
                    listed.push(Listed { name, hidden: state != 0, part: rel.target.clone() });
                }
            }
            _ => {}
        }
    }
    drop(records);
    let styles = match zip.stream(&part_of(&rels, "styles", "xl/styles.bin"))? {
        Some(part) => styles(Records::new(part))?,
        None => Styles::default(),
    };
    let mut strings = match zip.stream(&part_of(&rels, "sharedStrings", "xl/sharedStrings.bin"))? {
        Some(part) => shared(Records::new(part))?,
        None => Strings::default(),
    };
    strings.fonts.clone_from(&styles.fonts);
    let book = Book { styles, strings, from_1904 };
    let budget = Budget::new();
    let mut sheets = Vec::new();
    for l in listed {
        let part = zip.stream(&l.part)?.ok_or_else(|| damaged(&format!("missing {}", l.part)))?;
        let mut sheet = sheet(&book, Records::new(part), &l.name, &budget)?;
        sheet.hidden = l.hidden;
        sheets.push(sheet);
    }
    if sheets.is_empty() {
        return Err(Refusal::new(limits::NO_SHEET));
    }
    Ok(sheets)
}

fn styles<R: Read>(mut records: Records<R>) -> Result<Styles, Refusal> {
    let mut out = Styles::default();
    let mut codes = HashMap::new();
    let (mut in_fonts, mut in_xfs) = (false, false);
    while let Some(id) = records.next()? {
        let b = &records.data;
        match id {
            611 | 612 => in_fonts = id == 611,
            617 | 618 => in_xfs = id == 617,
            43 if in_fonts && out.fonts.len() < MAX_STYLES => {
                out.fonts.push(wide(b, 21).map_or(String::new(), |(name, _)| name))
            }
            44 => {
                if let (Some(id), Some((code, _))) = (u16_at(b, 0), wide(b, 2)) {
                    codes.insert(id, number::code_is_date(&code));
                }
            }
            47 if in_xfs && out.xfs.len() < MAX_STYLES => {
                let format = u16_at(b, 2).unwrap_or(0);
                let date = codes.get(&format).copied();
                let date = date.unwrap_or_else(|| number::builtin_is_date(u32::from(format)));
                out.xfs.push(Xf { font: u16_at(b, 4).map_or(u32::MAX, u32::from), date });
            }
            _ => {}
        }
    }
    Ok(out)
}

/// A rich string: text and runs.
fn rich_at(b: &[u8], at: usize, text: &mut String, runs: &mut Vec<Run>) -> Option<()> {
    let flags = *b.get(at)?;
    let (units, end) = units_at(b, at + 1)?;
    let mut starts = Vec::new();
    if flags & 1 != 0 {
        let count = u32_at(b, end)? as usize;
        let list = b.get(end + 4..).unwrap_or(&[]).chunks_exact(4).take(count);
        starts.extend(list.map(|r| (u16::from_le_bytes([r[0], r[1]]), u16::from_le_bytes([r[2], r[3]]))));
    }
    rich(&units, &starts, text, runs);
    Some(())
}

fn shared<R: Read>(mut records: Records<R>) -> Result<Strings, Refusal> {
    let mut out = Strings::default();
    let (mut text, mut runs) = (String::new(), Vec::new());
    while let Some(id) = records.next()? {
        if id == 19 {
            text.clear();
            runs.clear();
            rich_at(&records.data, 0, &mut text, &mut runs);
            out.push(&text, &runs)?;
        }
    }
    Ok(out)
}

struct Reading<'a> {
    book: &'a Book,
    out: Builder,
    fonts: Vec<u16>,
    next_col: u32,
    text: String,
    runs: Vec<Run>,
    font_runs: Vec<FontRun>,
}

fn sheet<R: Read>(book: &Book, mut records: Records<R>, name: &str, budget: &Budget) -> Result<Sheet, Refusal> {
    let mut r = Reading {
        book,
        out: Builder::new(name, budget),
        fonts: vec![u16::MAX; book.styles.fonts.len()],
        next_col: 0,
        text: String::new(),
        runs: Vec::new(),
        font_runs: Vec::new(),
    };
    while let Some(id) = records.next()? {
        // Records too short for what they should hold are passed over.
        r.record(id, &records.data).unwrap_or(Ok(()))?;
    }
    r.out.sheet.hidden_cols.sort_unstable();
    r.out.sheet.hidden_cols.dedup();
    Ok(r.out.finish())
}

impl Reading<'_> {
    fn record(&mut self, id: u32, b: &[u8]) -> Option<Result<(), Refusal>> {
        match id {
            0 => {
                let row = u32_at(b, 0)?;
                self.next_col = 0;
                let hidden = b.get(11).is_some_and(|f| f & 0x10 != 0);
                self.out.row(row.min(MAX_SHEET_ROWS - 1) + 1, hidden, false);
                None
            }
            1..=11 | 62 => self.cell(id, u32_at(b, 0)?, u32_at(b, 4)?, b.get(8..)?),
            // The short forms follow the cell before.
            12..=18 => self.cell(id - 11, self.next_col, u32_at(b, 0)?, b.get(4..)?),
            60 => {
                let (first, last, width, flags) = (u32_at(b, 0)?, u32_at(b, 4)?, u32_at(b, 8)?, u16_at(b, 16)?);
                let hidden = &mut self.out.sheet.hidden_cols;
                if (flags & 1 != 0 || width == 0) && hidden.len() < 2 * MAX_COLS as usize {
                    hidden.extend((first..=last.min(MAX_COLS - 1)).map(|c| c as u16));
                }
                None
            }
            176 => {
                let (top, bottom, left, right) = (u32_at(b, 0)?, u32_at(b, 4)?, u32_at(b, 8)?, u32_at(b, 12)?);
                let fits = top <= bottom && left <= right && right < MAX_COLS && bottom < MAX_SHEET_ROWS;
                if fits && self.out.sheet.merges.len() < MAX_MERGES {
                    let merge = Merge { top: top + 1, bottom: bottom + 1, left: left as u16, right: right as u16 };
                    self.out.sheet.merges.push(merge);
                }
                None
            }
            _ => None,
        }
    }

    fn cell(&mut self, id: u32, col: u32, style: u32, b: &[u8]) -> Option<Result<(), Refusal>> {
        self.next_col = col.saturating_add(1);
        self.text.clear();
        self.runs.clear();
        let xf = self.book.styles.xfs.get((style & 0xFF_FFFF) as usize).copied();
        let formula = (8..=11).contains(&id);
        let kind = match id {
            2 => self.number(rk(u32_at(b, 0)?), xf),
            5 | 9 => self.number(f64_at(b, 0)?, xf),
            3 | 11 => {
                self.text.push_str(error_text(*b.first()?));
                CellKind::Error
            }
            4 | 10 => {
                self.text.push_str(if *b.first()? == 0 { "FALSE" } else { "TRUE" });
                CellKind::Bool
            }
            6 | 8 => {
                self.text = wide(b, 0)?.0;
                CellKind::Text
            }
            7 => match self.book.strings.get(u32_at(b, 0)?) {
                Some((text, runs)) => {
                    self.text.push_str(text);
                    self.runs.extend_from_slice(runs);
                    CellKind::Text
                }
                None => {
                    self.text.push_str(NO_STRING);
                    CellKind::Error
                }
            },
            62 => {
                rich_at(b, 0, &mut self.text, &mut self.runs)?;
                CellKind::Text
            }
            _ => return None,
        };
        let font = xf.map_or(0, |x| self.font(x.font as usize));
        self.font_runs.clear();
        for i in 0..self.runs.len() {
            let run = self.runs[i];
            let index = self.font(usize::from(run.font));
            if index != font {
                self.font_runs.push(FontRun { from: run.from, to: run.to, font: index });
            }
        }
        let value = Value { text: &self.text, kind, font, formula, runs: &self.font_runs };
        Some(self.out.cell(col, value))
    }

    fn number(&mut self, value: f64, xf: Option<Xf>) -> CellKind {
        if !value.is_finite() {
            self.text.push_str("#NUM!");
            return CellKind::Error;
        }
        if xf.is_some_and(|x| x.date) && number::serial_date(value, self.book.from_1904, &mut self.text) {
            return CellKind::Date;
        }
        number::decimal(value, &mut self.text);
        CellKind::Number
    }

    fn font(&mut self, id: usize) -> u16 {
        let Some(slot) = self.fonts.get_mut(id) else { return 0 };
        if *slot == u16::MAX {
            *slot = self.out.font(&self.book.styles.fonts[id]);
        }
        *slot
    }
}
