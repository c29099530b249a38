//! One table: rows, columns, cells, whatever is repeated.

use super::styles::Styles;
use crate::builder::{Budget, Builder, Value};
use crate::limits::{self, MAX_COLS, MAX_MERGES, MAX_REPEATED, MAX_SHEET_ROWS};
use crate::number;
use crate::xml::{self, Attrs, Token, Xml};
use kernel::Refusal;
use migration::cell::{CellKind, FontRun, Merge, Sheet};
use std::collections::HashMap;
use std::io::Read;

/// A cell of the row being read; written when the row ends, as often as the row is repeated.
struct Pending {
    col: u32,
    times: u32,
    text: String,
    kind: CellKind,
    font: u16,
    formula: bool,
    runs: Vec<FontRun>,
}

/// The cell being read.
#[derive(Default)]
struct Open {
    times: u32,
    kind: Option<CellKind>,
    /// The value attribute; the text where there is none.
    value: String,
    formula: bool,
    style: Option<String>,
    text: String,
    paragraphs: u32,
    in_paragraph: bool,
    runs: Vec<FontRun>,
    /// Open spans: where their text begins and the font they set.
    spans: Vec<(u32, Option<u16>)>,
}

struct Reading<'a> {
    styles: &'a Styles,
    out: Builder,
    fonts: HashMap<String, u16>,
    /// Default styles of columns: last column + 1 and the style.
    columns: Vec<(u32, Option<String>)>,
    next_row: u32,
    next_col: u32,
    row_times: u32,
    row_hidden: bool,
    row_style: Option<String>,
    pending: Vec<Pending>,
    cell: Open,
    repeated: &'a mut u64,
}

/// Reads up to the end of the table that has just been opened.
pub(super) fn read<R: Read>(
    xml: &mut Xml<R>,
    styles: &Styles,
    name: &str,
    budget: &Budget,
    repeated: &mut u64,
) -> Result<Sheet, Refusal> {
    let mut r = Reading {
        styles,
        out: Builder::new(name, budget),
        fonts: HashMap::new(),
        columns: Vec::new(),
        next_row: 1,
        next_col: 0,
        row_times: 1,
        row_hidden: false,
        row_style: None,
        pending: Vec::new(),
        cell: Open::default(),
        repeated,
    };
    let depth = xml.depth();
    let mut in_cell = false;
    // Depth of the element that is left out: notes, drawings, tables inside cells.
    let mut skipping: Option<u32> = None;
    loop {
        let before = xml.depth();
        match xml.next()? {
            Token::Start { .. } | Token::Text(_) | Token::CData(_) if skipping.is_some() => {}
            Token::Start { name, attrs, empty } => match name {
                b"annotation" | b"shapes" | b"frame" | b"custom-shape" | b"g" | b"control" | b"ruby-text"
                | b"table" | b"named-expressions" | b"detective" | b"dde-source" | b"forms" => {
                    skipping = (!empty).then_some(before);
                }
                b"table-column" => r.column(attrs),
                b"table-row" => r.begin_row(attrs, empty)?,
                b"table-cell" | b"covered-table-cell" => {
                    r.begin_cell(attrs);
                    in_cell = !empty;
                    if empty {
                        r.end_cell();
                    }
                }
                _ if in_cell => r.inside(name, attrs, empty),
                _ => {}
            },
            Token::Text(raw) if in_cell => r.text(raw, false),
            Token::CData(raw) if in_cell => r.text(raw, true),
            Token::End { .. } if skipping.is_some() => {
                skipping = skipping.filter(|d| xml.depth() > *d);
            }
            Token::End { name } => match name {
                b"table-row" => r.end_row()?,
                b"table-cell" | b"covered-table-cell" => {
                    r.end_cell();
                    in_cell = false;
                }
                b"table" => return Ok(r.out.finish()),
                b"p" | b"h" => r.cell.in_paragraph = false,
                b"span" | b"a" => r.end_span(),
                _ => {}
            },
            Token::Eof => return Ok(r.out.finish()),
            _ => {}
        }
        if xml.depth() < depth {
            return Ok(r.out.finish());
        }
    }
}

impl Reading<'_> {
    fn column(&mut self, attrs: Attrs) {
        let times: u32 = attrs.number(b"number-columns-repeated").unwrap_or(1);
        let first = self.columns.last().map_or(0, |c| c.0);
        let end = first.saturating_add(times).min(MAX_COLS);
        self.columns.push((end, attrs.text(b"default-cell-style-name")));
        if matches!(attrs.get(b"visibility"), Some(b"collapse" | b"filter")) {
            self.out.sheet.hidden_cols.extend((first.min(end)..end).map(|c| c as u16));
        }
    }

    fn begin_row(&mut self, attrs: Attrs, empty: bool) -> Result<(), Refusal> {
        self.row_times = attrs.number(b"number-rows-repeated").unwrap_or(1).max(1);
        self.row_hidden = matches!(attrs.get(b"visibility"), Some(b"collapse" | b"filter"));
        self.row_style = attrs.text(b"default-cell-style-name");
        self.next_col = 0;
        self.pending.clear();
        if empty { self.end_row() } else { Ok(()) }
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        let beyond = || limits::beyond(limits::TOO_MANY_CELLS, MAX_REPEATED);
        if !self.pending.is_empty() {
            let added: u64 = self.pending.iter().map(|p| u64::from(p.times)).sum::<u64>() * u64::from(self.row_times);
            let added = added - self.pending.len() as u64;
            *self.repeated = self.repeated.checked_sub(added).ok_or_else(beyond)?;
            for i in 0..self.row_times {
                let number = self.next_row.saturating_add(i);
                if number > MAX_SHEET_ROWS {
                    return Err(limits::damaged("too many rows"));
                }
                self.out.row(number, self.row_hidden, false);
                for p in &self.pending {
                    let (kind, font, formula) = (p.kind, p.font, p.formula);
                    for col in p.col..p.col + p.times {
                        self.out.cell(col, Value { text: &p.text, kind, font, formula, runs: &p.runs })?;
                    }
                }
            }
        }
        self.next_row = self.next_row.saturating_add(self.row_times).min(u32::MAX / 2);
        self.pending.clear();
        Ok(())
    }

    fn begin_cell(&mut self, attrs: Attrs) {
        let c = &mut self.cell;
        *c = Open { times: 1, ..Open::default() };
        let (mut across, mut down) = (1u32, 1u32);
        let number = |v: &[u8]| std::str::from_utf8(v).ok().and_then(|v| v.trim().parse::<u32>().ok());
        let (mut kind, mut error) = (&b""[..], false);
        let mut value = None;
        for (name, v) in attrs {
            match name {
                b"number-columns-repeated" => c.times = number(v).unwrap_or(1).clamp(1, MAX_COLS),
                b"number-columns-spanned" => across = number(v).unwrap_or(1),
                b"number-rows-spanned" => down = number(v).unwrap_or(1),
                b"style-name" => c.style = Some(xml::text_of(v)),
                b"formula" => c.formula = true,
                // `office:value-type`, and `calcext:value-type` which LibreOffice adds.
                b"value-type" if v == b"error" => error = true,
                b"value-type" if kind.is_empty() => kind = v,
                b"value" | b"date-value" | b"boolean-value" | b"string-value" => value = Some(v),
                _ => {}
            }
        }
        c.kind = Some(match kind {
            _ if error => CellKind::Error,
            b"float" | b"percentage" | b"currency" => CellKind::Number,
            b"date" => CellKind::Date,
            b"boolean" => CellKind::Bool,
            _ => CellKind::Text,
        });
        if let Some(v) = value {
            xml::unescape(v, &mut c.value);
        }
        if across > 1 || down > 1 {
            let (top, left) = (self.next_row, self.next_col);
            let (bottom, right) = (top.saturating_add(down.max(1) - 1), left.saturating_add(across.max(1) - 1));
            let fits = right < MAX_COLS && bottom <= MAX_SHEET_ROWS;
            if fits && self.out.sheet.merges.len() < MAX_MERGES {
                self.out.sheet.merges.push(Merge { top, bottom, left: left as u16, right: right as u16 });
            }
        }
    }

    fn end_cell(&mut self) {
        let mut c = std::mem::take(&mut self.cell);
        let (col, times) = (self.next_col, c.times.max(1));
        self.next_col = col.saturating_add(times).min(2 * MAX_COLS);
        let mut kind = c.kind.unwrap_or(CellKind::Text);
        let mut text = String::new();
        match kind {
            CellKind::Number if number::spelled(&c.value, &mut text) => {}
            CellKind::Date if !c.value.is_empty() => {
                let day = c.value.split_once('.').map_or(c.value.as_str(), |(a, _)| a);
                text.push_str(day.strip_suffix("T00:00:00").unwrap_or(day));
            }
            CellKind::Bool => text.push_str(if c.value == "true" { "TRUE" } else { "FALSE" }),
            CellKind::Error => text = std::mem::take(&mut c.text),
            _ => {
                kind = CellKind::Text;
                text = if c.paragraphs > 0 { std::mem::take(&mut c.text) } else { std::mem::take(&mut c.value) };
            }
        }
        if text.is_empty() {
            return;
        }
        let font = self.cell_font(col, c.style.as_deref());
        c.runs.retain(|r| kind == CellKind::Text && r.font != font && r.from < r.to);
        c.runs.sort_by_key(|r| r.from);
        self.pending.push(Pending { col, times, text, kind, font, formula: c.formula, runs: c.runs });
    }

    /// The font of a cell: its own style's, else the row's, else the column's.
    fn cell_font(&mut self, col: u32, own: Option<&str>) -> u16 {
        let column = || self.columns.get(self.columns.partition_point(|c| c.0 <= col))?.1.as_deref();
        let style = own.or(self.row_style.as_deref()).or_else(column).unwrap_or("");
        if let Some(font) = self.fonts.get(style) {
            return *font;
        }
        let font = self.out.font(self.styles.cell_font(style));
        self.fonts.insert(style.to_owned(), font);
        font
    }

    /// An element inside a cell opens.
    fn inside(&mut self, name: &[u8], attrs: Attrs, empty: bool) {
        let c = &mut self.cell;
        match name {
            b"p" | b"h" => {
                if c.paragraphs > 0 {
                    c.text.push('\n');
                }
                c.paragraphs += 1;
                c.in_paragraph = !empty;
            }
            b"s" => {
                let count: usize = attrs.number(b"c").unwrap_or(1);
                c.text.extend(std::iter::repeat_n(' ', count.min(1000)));
            }
            b"tab" => c.text.push('\t'),
            b"line-break" => c.text.push('\n'),
            b"span" | b"a" if !empty => {
                let style = attrs.text(b"style-name").filter(|_| name == b"span");
                let font = style.and_then(|s| self.styles.text_font(&s)).map(|f| self.out.font(f));
                self.cell.spans.push((self.cell.text.len() as u32, font));
            }
            _ => {}
        }
    }

    fn end_span(&mut self) {
        let c = &mut self.cell;
        if let Some((from, Some(font))) = c.spans.pop() {
            let to = c.text.len() as u32;
            // Inner spans have closed before and keep their stretch.
            if c.runs.last().is_none_or(|r| r.to <= from) {
                c.runs.push(FontRun { from, to, font });
            }
        }
    }

    /// Text inside a paragraph; white space counts as one blank (OpenDocument 1.2, 6.1.2).
    fn text(&mut self, raw: &[u8], plain: bool) {
        let c = &mut self.cell;
        if !c.in_paragraph {
            return;
        }
        let from = c.text.len();
        if plain {
            xml::push(raw, &mut c.text);
        } else {
            xml::unescape(raw, &mut c.text);
        }
        let white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let added = &c.text[from..];
        if added.contains("  ") || added.contains(['\t', '\n', '\r']) || added.starts_with(' ') {
            let mut blank = from == 0 || c.text[..from].ends_with(white);
            let mut tidy = String::with_capacity(added.len());
            for ch in added.chars() {
                if !white(ch) {
                    tidy.push(ch);
                } else if !blank {
                    tidy.push(' ');
                }
                blank = white(ch);
            }
            c.text.truncate(from);
            c.text.push_str(&tidy);
        }
    }
}
