//! XML spreadsheets of Excel 2003 ("SpreadsheetML"), which many web programs write under the name .xls.

use crate::builder::{Budget, Builder, Value};
use crate::limits::{self, MAX_COLS, MAX_MERGES, MAX_PART, MAX_SHEET_ROWS};
use crate::number;
use crate::text;
use crate::xml::{self, Attrs, Token, Xml};
use kernel::Refusal;
use migration::cell::{CellKind, FontRun, Merge, Sheet};
use std::collections::HashMap;

#[derive(Default)]
struct Open {
    col: u32,
    style: String,
    kind: Vec<u8>,
    formula: bool,
    text: String,
    runs: Vec<FontRun>,
    fonts: Vec<(u32, u16)>,
}

struct Reading {
    budget: Budget,
    /// Font by style; parents are resolved when the style is read, for they stand before.
    styles: HashMap<String, String>,
    style: Option<String>,
    sheets: Vec<Sheet>,
    out: Option<Builder>,
    row: u32,
    col: u32,
    layout_col: u32,
    cell: Open,
    in_cell: bool,
    in_data: bool,
    in_comment: bool,
    in_visible: bool,
}

/// Reads all worksheets.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = text::decode(bytes);
    let mut xml = Xml::new(text.as_bytes(), MAX_PART);
    let mut r = Reading {
        budget: Budget::new(),
        styles: HashMap::new(),
        style: None,
        sheets: Vec::new(),
        out: None,
        row: 0,
        col: 0,
        layout_col: 0,
        cell: Open::default(),
        in_cell: false,
        in_data: false,
        in_comment: false,
        in_visible: false,
    };
    loop {
        match xml.next()? {
            Token::Start { name, attrs, empty } => r.start(name, attrs, empty)?,
            Token::End { name } => r.end(name)?,
            Token::Text(raw) if r.in_data => xml::unescape(raw, &mut r.cell.text),
            Token::CData(raw) if r.in_data => xml::push(raw, &mut r.cell.text),
            Token::Text(raw) if r.in_visible => {
                if let Some(out) = &mut r.out {
                    out.sheet.hidden |= raw.starts_with(b"Sheet");
                }
            }
            Token::Eof => break,
            _ => {}
        }
    }
    if r.out.is_some() {
        return Err(limits::damaged("the workbook breaks off"));
    }
    if r.sheets.is_empty() {
        return Err(Refusal::new(limits::NO_SHEET));
    }
    Ok(r.sheets)
}

impl Reading {
    fn start(&mut self, name: &[u8], attrs: Attrs, empty: bool) -> Result<(), Refusal> {
        match name {
            b"Style" => {
                let id = attrs.text(b"ID").unwrap_or_default();
                let parent = attrs.text(b"Parent").unwrap_or_else(|| "Default".to_owned());
                let font = self.styles.get(&parent).cloned().unwrap_or_default();
                self.styles.insert(id.clone(), font);
                self.style = (!empty).then_some(id);
            }
            b"Font" if self.in_data && !empty => {
                let font = attrs.text(b"Face").map_or(0, |f| self.out.as_mut().map_or(0, |o| o.font(&f)));
                self.cell.fonts.push((self.cell.text.len() as u32, font));
            }
            b"Font" => {
                if let (Some(id), Some(font)) = (&self.style, attrs.text(b"FontName")) {
                    self.styles.insert(id.clone(), font);
                }
            }
            b"Worksheet" if self.sheets.len() < limits::MAX_SHEETS => {
                self.out = Some(Builder::new(&attrs.text(b"Name").unwrap_or_default(), &self.budget));
                (self.row, self.layout_col) = (0, 0);
            }
            b"Visible" => self.in_visible = !empty,
            b"Column" => self.column(attrs),
            b"Row" => {
                self.row = attrs.number(b"Index").unwrap_or(self.row + 1).min(MAX_SHEET_ROWS + 1);
                self.col = 0;
                let hidden = attrs.yes(b"Hidden") || attrs.get(b"Height") == Some(b"0");
                if let Some(out) = &mut self.out {
                    out.row(self.row, hidden, false);
                }
                if empty {
                    self.row += attrs.number::<u32>(b"Span").unwrap_or(0).min(MAX_SHEET_ROWS);
                }
            }
            b"Cell" => self.begin_cell(attrs, empty),
            b"Comment" => self.in_comment = !empty,
            b"Data" if self.in_cell && !self.in_comment && !empty => {
                self.in_data = true;
                self.cell.kind = attrs.get(b"Type").unwrap_or(b"").to_vec();
            }
            _ => {}
        }
        Ok(())
    }

    fn column(&mut self, attrs: Attrs) {
        let first = attrs.number(b"Index").unwrap_or(self.layout_col + 1).clamp(1, MAX_COLS);
        let last = (first + attrs.number::<u32>(b"Span").unwrap_or(0).min(MAX_COLS)).min(MAX_COLS);
        self.layout_col = last;
        if let Some(out) = &mut self.out
            && (attrs.yes(b"Hidden") || attrs.get(b"Width") == Some(b"0"))
        {
            out.sheet.hidden_cols.extend((first..=last).map(|c| (c - 1) as u16));
        }
    }

    fn begin_cell(&mut self, attrs: Attrs, empty: bool) {
        let col = attrs.number::<u32>(b"Index").map_or(self.col, |i| i.max(1) - 1).min(2 * MAX_COLS);
        let across = attrs.number::<u32>(b"MergeAcross").unwrap_or(0).min(MAX_COLS);
        let down = attrs.number::<u32>(b"MergeDown").unwrap_or(0).min(MAX_SHEET_ROWS);
        let merged = (across > 0 || down > 0) && col + across < MAX_COLS && self.row > 0;
        if let Some(out) = self.out.as_mut().filter(|o| merged && o.sheet.merges.len() < MAX_MERGES) {
            let (left, right) = (col as u16, (col + across) as u16);
            out.sheet.merges.push(Merge { top: self.row, bottom: self.row + down, left, right });
        }
        self.cell = Open {
            col,
            style: attrs.text(b"StyleID").unwrap_or_else(|| "Default".to_owned()),
            formula: attrs.get(b"Formula").is_some(),
            ..Open::default()
        };
        self.col = col + across + 1;
        self.in_cell = !empty;
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Refusal> {
        match name {
            b"Style" => self.style = None,
            b"Visible" => self.in_visible = false,
            b"Comment" => self.in_comment = false,
            b"Data" => self.in_data = false,
            b"Font" => {
                if let Some((from, font)) = self.cell.fonts.pop() {
                    let to = self.cell.text.len() as u32;
                    if font != 0 && from < to && self.cell.runs.last().is_none_or(|r| r.to <= from) {
                        self.cell.runs.push(FontRun { from, to, font });
                    }
                }
            }
            b"Cell" if self.in_cell => {
                self.in_cell = false;
                return self.end_cell();
            }
            b"Worksheet" => self.sheets.extend(self.out.take().map(Builder::finish)),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(out) = &mut self.out else { return Ok(()) };
        let c = &mut self.cell;
        let font = out.font(self.styles.get(&c.style).map_or("", String::as_str));
        c.runs.retain(|r| r.font != font);
        let mut text = String::new();
        let kind = match c.kind.as_slice() {
            b"Number" if number::spelled(&c.text, &mut text) => CellKind::Number,
            b"DateTime" => {
                let day = c.text.split_once('.').map_or(c.text.as_str(), |(a, _)| a);
                text.push_str(day.strip_suffix("T00:00:00").unwrap_or(day));
                CellKind::Date
            }
            b"Boolean" => {
                text.push_str(if c.text.trim() == "1" { "TRUE" } else { "FALSE" });
                CellKind::Bool
            }
            b"Error" => {
                text.push_str(&c.text);
                CellKind::Error
            }
            _ => {
                text.push_str(&c.text);
                CellKind::Text
            }
        };
        out.cell(c.col, Value { text: &text, kind, font, formula: c.formula, runs: &c.runs })
    }
}
