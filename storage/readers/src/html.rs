//! HTML tables, as many web programs write them under the name .xls: all tables of the page below each other.

use crate::builder::{Budget, Builder, Value};
use crate::limits::{self, MAX_HTML_COLS, MAX_MERGES, MAX_PART, MAX_SHEET_ROWS};
use crate::text;
use crate::xml::{self, Attrs, Token, Xml};
use kernel::Refusal;
use migration::cell::{CellKind, Merge, Sheet};

/// Bounds of `colspan` and `rowspan` (HTML Living Standard, 4.9.11).
const MAX_COLSPAN: u32 = 1000;
const MAX_ROWSPAN: u32 = 65_534;

struct Reading {
    out: Builder,
    row: u32,
    /// Column of the cell being read.
    at: u32,
    /// Column where the next cell may stand.
    col: u32,
    /// For each column the row up to which a cell from above reaches.
    taken: Vec<u32>,
    in_cell: bool,
    text: String,
    font: u16,
}

/// Reads the tables of a page.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = text::decode(bytes);
    // HTML leaves elements open as it likes; no stack is kept, so depth is no matter.
    let mut xml = Xml::new(text.as_bytes(), MAX_PART).any_depth();
    let out = Builder::new("", &Budget::new());
    let mut r = Reading { out, row: 0, at: 0, col: 0, taken: Vec::new(), in_cell: false, text: String::new(), font: 0 };
    let mut skipped: Option<Vec<u8>> = None;
    loop {
        match xml.next()? {
            Token::Start { name, attrs, empty } => {
                let name = name.to_ascii_lowercase();
                if skipped.is_none() && matches!(name.as_slice(), b"script" | b"style") && !empty {
                    skipped = Some(name);
                } else if skipped.is_none() {
                    r.start(&name, attrs)?;
                }
            }
            Token::End { name } => {
                let name = name.to_ascii_lowercase();
                if skipped.as_ref().is_some_and(|s| *s == name) {
                    skipped = None;
                } else if skipped.is_none() && matches!(name.as_slice(), b"td" | b"th" | b"tr" | b"table") {
                    r.end_cell()?;
                }
            }
            Token::Text(raw) if r.in_cell && skipped.is_none() => r.add(raw),
            Token::Eof => break,
            _ => {}
        }
    }
    r.end_cell()?;
    let sheet = r.out.finish();
    if sheet.rows().is_empty() {
        return Err(Refusal::new(limits::NO_SHEET));
    }
    Ok(vec![sheet])
}

impl Reading {
    fn start(&mut self, name: &[u8], attrs: Attrs) -> Result<(), Refusal> {
        match name {
            b"tr" => {
                self.end_cell()?;
                self.row += 1;
                if self.row > MAX_SHEET_ROWS {
                    return Err(limits::damaged("too many rows"));
                }
                self.col = 0;
                self.out.row(self.row, false, false);
            }
            b"td" | b"th" => {
                self.end_cell()?;
                if self.row == 0 {
                    self.row = 1;
                    self.out.row(1, false, false);
                }
                self.begin_cell(attrs)?;
            }
            b"br" if self.in_cell => self.text.push('\n'),
            b"font" | b"span" | b"p" | b"div" if self.in_cell && self.text.trim().is_empty() => self.set_font(attrs),
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, attrs: Attrs) -> Result<(), Refusal> {
        while self.taken.get(self.col as usize).is_some_and(|until| *until >= self.row) {
            self.col += 1;
        }
        let span = |name: &[u8], most| attrs.number::<u32>(name).unwrap_or(1).clamp(1, most);
        let (across, down) = (span(b"colspan", MAX_COLSPAN), span(b"rowspan", MAX_ROWSPAN));
        let right = self.col.saturating_add(across - 1);
        if right >= MAX_HTML_COLS {
            return Err(limits::beyond(limits::TOO_MANY_COLUMNS, MAX_HTML_COLS));
        }
        if across > 1 || down > 1 {
            let bottom = self.row.saturating_add(down - 1);
            if down > 1 {
                let len = self.taken.len().max(right as usize + 1);
                self.taken.resize(len, 0);
                self.taken[self.col as usize..=right as usize].fill(bottom);
            }
            if self.out.sheet.merges.len() < MAX_MERGES {
                let merge = Merge { top: self.row, bottom, left: self.col as u16, right: right as u16 };
                self.out.sheet.merges.push(merge);
            }
        }
        self.in_cell = true;
        self.text.clear();
        self.font = 0;
        self.set_font(attrs);
        (self.at, self.col) = (self.col, right + 1);
        Ok(())
    }

    fn set_font(&mut self, attrs: Attrs) {
        let face = attrs.text(b"face").or_else(|| {
            let style = attrs.text(b"style")?;
            let at = style.to_ascii_lowercase().find("font-family:")? + 12;
            style.get(at..)?.split([';', ',']).next().map(str::to_owned)
        });
        if let Some(face) = face {
            let first = face.split(',').next().unwrap_or("").trim_matches(['\'', '"', ' ']).to_owned();
            self.font = self.out.font(&first);
        }
    }

    /// White space counts as one blank, as a browser shows it.
    fn add(&mut self, raw: &[u8]) {
        let mut plain = String::new();
        xml::unescape(raw, &mut plain);
        for c in plain.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || !(self.text.is_empty() || self.text.ends_with([' ', '\n'])) {
                self.text.push(c);
            }
        }
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        if !self.in_cell {
            return Ok(());
        }
        self.in_cell = false;
        let text = self.text.trim();
        let value = Value { font: self.font, ..Value::plain(text, CellKind::Text) };
        self.out.cell(self.at, value)
    }
}
