//! Separated text, as earlier packages exported it.

use crate::amount::fixed;
use crate::grid::{Cell, Sheet};
use crate::legacy::{cp1252, pieces};
use std::fmt::Write as _;

/// How the bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, little end first, with mark.
    Utf16,
    /// UTF-8 with mark.
    Utf8,
    /// Windows-1252; Hindi in the code of the legacy font.
    Legacy,
}

/// A sheet as separated text; every row of the sheet is one record. `trailer` is a last line that is no record.
#[must_use]
pub fn bytes(sheet: &Sheet, separator: char, encoding: Encoding, trailer: &str) -> Vec<u8> {
    let mut out = String::new();
    let width = sheet.width();
    for row in 1..=sheet.last_row() {
        for col in 0..width {
            if col > 0 {
                out.push(separator);
            }
            if let Some(cell) = sheet.cells.get(&(row, col)) {
                let text = shown(cell, encoding);
                let quoted = text.contains([separator, '"', '\n', '\r'])
                    || (row > 1 && matches!(cell, Cell::Text(_)) && separator == ',');
                if quoted {
                    let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
                } else {
                    out.push_str(&text);
                }
            }
        }
        out.push_str("\r\n");
    }
    if !trailer.is_empty() {
        out.push_str(trailer);
        out.push_str("\r\n");
    }
    match encoding {
        Encoding::Utf16 => std::iter::once(0xfeff).chain(out.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf8 => [&[0xef, 0xbb, 0xbf], out.as_bytes()].concat(),
        Encoding::Legacy => cp1252(&out),
    }
}

fn shown(cell: &Cell, encoding: Encoding) -> String {
    match cell {
        Cell::Text(t) if encoding == Encoding::Legacy => {
            // One font for the whole column: English words simply stand in it.
            pieces(t, None).into_iter().map(|(_, p)| p).collect()
        }
        Cell::Text(t) => t.clone(),
        Cell::Number(n) | Cell::Formula(_, n) => fixed(*n),
        Cell::Int(n) => n.to_string(),
        Cell::Day(d) => d.to_string(),
    }
}
