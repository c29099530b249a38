//! A worksheet part: rows and cells straight into the sheet.

use super::Book;
use super::strings::{Item, NO_STRING, Names, Run, tidy};
use crate::builder::{Budget, Builder, Value};
use crate::limits::{self, MAX_COLS, MAX_MERGES, MAX_SHEET_ROWS};
use crate::number;
use crate::xml::{self, Attrs, Token, Xml};
use kernel::Refusal;
use migration::cell::{CellKind, FontRun, Merge, Sheet};
use std::io::Read;

#[derive(Clone, Copy, Default, PartialEq)]
enum Stored {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Date,
}

#[derive(Default)]
struct Open {
    col: u32,
    style: u32,
    stored: Stored,
    formula: bool,
    value: String,
    has_inline: bool,
}

struct Reading<'a> {
    book: &'a Book,
    out: Builder,
    row: u32,
    next_col: u32,
    cell: Open,
    item: Item,
    inline_fonts: Names,
    /// Font of a style id in this sheet, found when first needed; `u16::MAX` = not yet.
    style_fonts: Vec<u16>,
    string_fonts: Vec<u16>,
    scratch: String,
    runs: Vec<FontRun>,
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    Outside,
    Cell,
    Value,
    Inline,
}

pub(super) fn read<R: Read>(book: &Book, xml: &mut Xml<R>, name: &str, budget: &Budget) -> Result<Sheet, Refusal> {
    let mut r = Reading {
        book,
        out: Builder::new(name, budget),
        row: 0,
        next_col: 0,
        cell: Open::default(),
        item: Item::default(),
        inline_fonts: Names::default(),
        style_fonts: vec![u16::MAX; book.styles.fonts.len()],
        string_fonts: vec![u16::MAX; book.strings.fonts.len()],
        scratch: String::new(),
        runs: Vec::new(),
    };
    let mut at = At::Outside;
    loop {
        match xml.next()? {
            Token::Start { name, attrs, empty } => match (at, name) {
                (At::Outside, b"row") => r.begin_row(attrs),
                (At::Outside, b"c") => {
                    r.begin_cell(attrs)?;
                    at = if empty { At::Outside } else { At::Cell };
                }
                (At::Outside, b"col") => r.column(attrs),
                (At::Outside, b"mergeCell") => r.merge(attrs),
                (At::Cell, b"v") if !empty => at = At::Value,
                (At::Cell, b"f") => r.cell.formula = true,
                (At::Cell, b"is") => {
                    r.cell.has_inline = true;
                    at = if empty { At::Cell } else { At::Inline };
                }
                (At::Inline, name) => r.item.start(name, attrs, empty, &mut r.inline_fonts),
                _ => {}
            },
            Token::Text(raw) => match at {
                At::Value => xml::unescape(raw, &mut r.cell.value),
                At::Inline => r.item.text(raw),
                _ => {}
            },
            Token::CData(raw) => match at {
                At::Value => xml::push(raw, &mut r.cell.value),
                At::Inline => r.item.cdata(raw),
                _ => {}
            },
            Token::End { name } => match (at, name) {
                (At::Value, b"v") | (At::Inline, b"is") => at = At::Cell,
                (At::Inline, name) => r.item.end(name),
                (_, b"c") => {
                    r.end_cell()?;
                    at = At::Outside;
                }
                (_, b"row") => at = At::Outside,
                _ => {}
            },
            Token::Eof => break,
        }
    }
    if xml.depth() > 0 {
        return Err(limits::damaged("a sheet breaks off"));
    }
    Ok(r.out.finish())
}

impl Reading<'_> {
    fn begin_row(&mut self, attrs: Attrs) {
        let (mut number, mut hidden) = (None, false);
        for (name, value) in attrs {
            match name {
                b"r" => number = digits(value),
                b"hidden" => hidden |= matches!(value, b"1" | b"true"),
                b"ht" => hidden |= value == b"0",
                _ => {}
            }
        }
        self.row = number.filter(|n| (1..=MAX_SHEET_ROWS).contains(n)).unwrap_or(self.row + 1);
        self.next_col = 0;
        self.out.row(self.row, hidden, false);
    }

    fn begin_cell(&mut self, attrs: Attrs) -> Result<(), Refusal> {
        let c = &mut self.cell;
        (c.col, c.style, c.stored, c.formula, c.has_inline) = (self.next_col, 0, Stored::Number, false, false);
        c.value.clear();
        self.item.clear();
        for (name, value) in attrs {
            match name {
                b"r" => {
                    if let Some((col, row)) = reference(value) {
                        c.col = col;
                        if row != self.row && self.row == 0 {
                            self.row = row;
                            self.out.row(row, false, false);
                        }
                    }
                }
                b"s" => c.style = digits(value).unwrap_or(0),
                b"t" => {
                    c.stored = match value {
                        b"s" => Stored::Shared,
                        b"str" => Stored::Text,
                        b"inlineStr" => Stored::Inline,
                        b"b" => Stored::Bool,
                        b"e" => Stored::Error,
                        b"d" => Stored::Date,
                        _ => Stored::Number,
                    }
                }
                _ => {}
            }
        }
        self.next_col = c.col + 1;
        if c.col >= MAX_COLS {
            return Err(limits::beyond(limits::TOO_MANY_COLUMNS, MAX_COLS));
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let style = self.book.styles.xfs.get(self.cell.style as usize).copied();
        let font = match style {
            Some(xf) => font_index(xf.font as usize, &self.book.styles.fonts, &mut self.style_fonts, &mut self.out),
            None => 0,
        };
        let (col, formula) = (self.cell.col, self.cell.formula);
        let mut put =
            |text: &str, kind, runs: &[FontRun]| self.out.cell(col, Value { text, kind, font, formula, runs });
        let value = self.cell.value.as_str();
        if self.cell.has_inline && (self.cell.stored == Stored::Inline || value.is_empty()) {
            self.runs.clear();
            for run in &self.item.runs {
                let index = self.out.font(&self.inline_fonts.list[usize::from(run.font)]);
                add_run(&mut self.runs, *run, index, font);
            }
            let value = Value { text: &self.item.text, kind: CellKind::Text, font, formula, runs: &self.runs };
            return self.out.cell(col, value);
        }
        match self.cell.stored {
            Stored::Number => {
                self.scratch.clear();
                if style.is_some_and(|xf| xf.date)
                    && let Ok(serial) = value.trim().parse::<f64>()
                    && number::serial_date(serial, self.book.from_1904, &mut self.scratch)
                {
                    put(&self.scratch, CellKind::Date, &[])
                } else if number::spelled(value, &mut self.scratch) {
                    put(&self.scratch, CellKind::Number, &[])
                } else {
                    put(value, CellKind::Text, &[])
                }
            }
            Stored::Shared if value.is_empty() => Ok(()),
            Stored::Shared => {
                let index = digits(value.trim().as_bytes());
                let Some((text, runs)) = index.and_then(|i| self.book.strings.get(i)) else {
                    return put(NO_STRING, CellKind::Error, &[]);
                };
                if runs.is_empty() {
                    return put(text, CellKind::Text, &[]);
                }
                self.runs.clear();
                let names = &self.book.strings.fonts;
                for run in runs {
                    let index = font_index(usize::from(run.font), names, &mut self.string_fonts, &mut self.out);
                    add_run(&mut self.runs, *run, index, font);
                }
                self.out.cell(col, Value { text, kind: CellKind::Text, font, formula, runs: &self.runs })
            }
            Stored::Text | Stored::Inline => {
                self.scratch.clear();
                self.scratch.push_str(value);
                tidy(&mut self.scratch, 0, true);
                put(&self.scratch, CellKind::Text, &[])
            }
            Stored::Bool => put(if matches!(value, "1" | "true") { "TRUE" } else { "FALSE" }, CellKind::Bool, &[]),
            Stored::Error => put(value, CellKind::Error, &[]),
            Stored::Date => {
                let plain = value.trim_end_matches('Z');
                let plain = plain.split_once('.').map_or(plain, |(a, _)| a);
                put(plain.strip_suffix("T00:00:00").unwrap_or(plain), CellKind::Date, &[])
            }
        }
    }

    fn column(&mut self, attrs: Attrs) {
        if !attrs.yes(b"hidden") && attrs.get(b"width") != Some(b"0") {
            return;
        }
        let (Some(min), Some(max)) = (attrs.number::<u32>(b"min"), attrs.number::<u32>(b"max")) else { return };
        let hidden = &mut self.out.sheet.hidden_cols;
        let next = hidden.last().map_or(0, |l| u32::from(*l) + 1);
        hidden.extend(((min.max(1) - 1).max(next)..max.min(MAX_COLS)).map(|c| c as u16));
    }

    fn merge(&mut self, attrs: Attrs) {
        let Some(range) = attrs.get(b"ref") else { return };
        if let Some(merge) = rectangle(range)
            && self.out.sheet.merges.len() < MAX_MERGES
        {
            self.out.sheet.merges.push(merge);
        }
    }
}

fn add_run(runs: &mut Vec<FontRun>, run: Run, index: u16, cell_font: u16) {
    if index != cell_font {
        runs.push(FontRun { from: run.from, to: run.to, font: index });
    }
}

fn font_index(id: usize, names: &[String], known: &mut [u16], out: &mut Builder) -> u16 {
    let Some(slot) = known.get_mut(id) else { return 0 };
    if *slot == u16::MAX {
        *slot = out.font(&names[id]);
    }
    *slot
}

fn digits(b: &[u8]) -> Option<u32> {
    if b.is_empty() || b.len() > 9 {
        return None;
    }
    b.iter().try_fold(0, |n: u32, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')))
}

/// `AB12` as column from 0 and row; `$` is allowed.
pub(crate) fn reference(b: &[u8]) -> Option<(u32, u32)> {
    let (mut col, mut row) = (0u32, 0u32);
    for c in b {
        match c {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 && col < 1_000_000 => {
                col = col * 26 + u32::from(c.to_ascii_uppercase() - b'A') + 1;
            }
            b'0'..=b'9' if row < 100_000_000 => row = row * 10 + u32::from(c - b'0'),
            _ => return None,
        }
    }
    (col > 0).then(|| (col - 1, row))
}

fn rectangle(range: &[u8]) -> Option<Merge> {
    let split = memchr::memchr(b':', range)?;
    let (left, top) = reference(&range[..split])?;
    let (right, bottom) = reference(&range[split + 1..])?;
    if top == 0 || top > bottom || left > right || right >= MAX_COLS || bottom > MAX_SHEET_ROWS {
        return None;
    }
    Some(Merge { top, bottom, left: left as u16, right: right as u16 })
}
