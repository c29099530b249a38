//! Separated text: .csv, .tsv, .txt in whatever encoding and with whatever separator.
//!
//! Own splitting rather than the csv crate, because that one drops blank lines without counting them, and row numbers
//! must be those of a spreadsheet program.

use crate::builder::{Budget, Builder, Value};
use crate::limits;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use kernel::Refusal;
use memchr::memchr;
use migration::cell::{CellKind, Sheet};
use std::borrow::Cow;

/// A quoted cell longer than this is a stray quote: no spreadsheet program keeps longer cells (32,767 characters).
const MAX_QUOTED: usize = 3 * 32_768;
/// Bytes looked through in vain for closing quotes, after which quotes count as letters in the whole file.
const MAX_IN_VAIN: usize = 64 << 20;
/// Bytes and rows the separator is guessed from.
const SAMPLE: usize = 128 << 10;
const SAMPLE_ROWS: usize = 300;

/// Text of a file, without byte order mark; copied only where it is not UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0;
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// UTF-16 without a mark shows by the zero half of its separators, digits and line ends.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let pairs = sample.chunks_exact(2);
    let plain = |b: u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let (mut little, mut big) = (0, 0);
    let count = pairs.len();
    for p in pairs {
        little += usize::from(p[1] == 0 && plain(p[0]));
        big += usize::from(p[0] == 0 && plain(p[1]));
    }
    if little >= 3 && little * 8 > count && little > 4 * big {
        Some(UTF_16LE)
    } else if big >= 3 && big * 8 > count && big > 4 * little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True where the bytes read as text: hardly any control characters.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    let text = decode(&bytes[..bytes.len().min(4096)]);
    let controls = text.chars().filter(|c| *c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\0' | '\u{1a}')).count();
    let nuls = text.chars().filter(|c| *c == '\0').count();
    let all = text.chars().count();
    controls * 50 <= all && nuls * 3 <= all
}

/// True where the text has columns.
pub(crate) fn has_columns(bytes: &[u8]) -> bool {
    guess(&decode(&bytes[..bytes.len().min(SAMPLE) & !1])).is_some()
}

/// Reads separated text.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    if !looks_like(bytes) {
        return Err(Refusal::new(limits::NOT_TEXT));
    }
    let text = decode(bytes);
    let mut text = text.as_ref();
    // Excel's own hint; the program does not show this line.
    let mut separator = None;
    if let Some(rest) = text.strip_prefix("sep=") {
        separator = rest.bytes().next().filter(u8::is_ascii);
        text = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    let separator = separator.or_else(|| guess(text));
    let mut out = Builder::new("", &Budget::new());
    let mut refused = Ok(());
    split(text, separator, |row, col, cell| {
        if col == 0 {
            out.row(row, false, false);
        }
        refused = out.cell(col, Value::plain(cell, CellKind::Text));
        refused.is_ok()
    });
    refused?;
    Ok(vec![out.finish()])
}

/// Rows that are not empty, with their numbers from 1.
pub(crate) fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
    let mut out: Vec<(u64, Vec<String>)> = Vec::new();
    split(text, guess(text), |row, col, cell| {
        if out.last().is_none_or(|r| r.0 != u64::from(row)) {
            out.push((u64::from(row), Vec::new()));
        }
        let cells = &mut out.last_mut().expect("a row was begun").1;
        cells.resize(cells.len().max(col as usize), String::new());
        cells.push(cell.to_owned());
        true
    });
    out
}

/// The separator that gives most rows the same number of columns.
fn guess(text: &str) -> Option<u8> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut best = None;
    for candidate in [b'\t', b';', b'|', b','] {
        let mut widths: Vec<u32> = Vec::new();
        split(&text[..end], Some(candidate), |row, col, _| {
            if col == 0 {
                widths.push(1);
            } else if let Some(w) = widths.last_mut() {
                *w = col + 1;
            }
            (row as usize) <= SAMPLE_ROWS
        });
        // A one-column row under one separator may be a title; it speaks neither for nor against.
        let wide: Vec<u32> = widths.into_iter().filter(|w| *w > 1).collect();
        let mut sorted = wide.clone();
        sorted.sort_unstable();
        let usual = sorted.chunk_by(|a, b| a == b).map(<[u32]>::len).max().unwrap_or(0);
        let score = usual * usual * 100 / wide.len().max(1);
        if score > best.map_or(0, |(s, _)| s) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, c)| c)
}

/// Calls `cell(row from 1, column from 0, text)` for every cell, column 0 of every row that is not empty included,
/// until it returns false. Line ends are CR LF, LF or CR; a line without anything is a row without cells.
fn split(text: &str, separator: Option<u8>, mut cell: impl FnMut(u32, u32, &str) -> bool) {
    let b = text.as_bytes();
    let mut stop = [false; 256];
    for c in [b'\n', b'\r'].into_iter().chain(separator) {
        stop[usize::from(c)] = true;
    }
    let (mut at, mut row, mut col) = (0, 1u32, 0u32);
    let mut scratch = String::new();
    let mut in_vain = 0;
    while at < b.len() {
        let close = if b[at] == b'"' && in_vain < MAX_IN_VAIN { quoted(text, at, &stop, &mut scratch) } else { None };
        let (value, end) = match close {
            Some(end) => (scratch.as_str(), end),
            None => {
                // A failed search has gone as far as a cell may reach.
                in_vain += if b[at] == b'"' { MAX_QUOTED } else { 0 };
                let end = b[at..].iter().position(|c| stop[usize::from(*c)]).map_or(b.len(), |n| at + n);
                (&text[at..end], end)
            }
        };
        let at_separator = end < b.len() && Some(b[end]) == separator;
        if !(value.is_empty() && col == 0 && !at_separator) {
            let go_on = if memchr(0, value.as_bytes()).is_some() {
                cell(row, col, &value.replace('\0', ""))
            } else {
                cell(row, col, value)
            };
            if !go_on {
                return;
            }
        }
        if at_separator {
            (at, col) = (end + 1, col + 1);
            continue;
        }
        let crlf = b.get(end) == Some(&b'\r') && b.get(end + 1) == Some(&b'\n');
        at = end + if crlf { 2 } else { 1 };
        col = 0;
        row = row.saturating_add(1);
    }
}

/// A quoted cell from its quote on, into `out`; where it ends. `None`: the quote is not closed, so it is a letter like
/// any other. What follows the closing quote belongs to the cell, as spreadsheet programs have it.
fn quoted(text: &str, at: usize, stop: &[bool; 256], out: &mut String) -> Option<usize> {
    let b = text.as_bytes();
    let limit = b.len().min(at + MAX_QUOTED);
    out.clear();
    let mut from = at + 1;
    loop {
        let quote = from + memchr(b'"', b.get(from..limit)?)?;
        out.push_str(&text[from..quote]);
        if b.get(quote + 1) == Some(&b'"') {
            out.push('"');
            from = quote + 2;
            continue;
        }
        let end = b[quote + 1..].iter().position(|c| stop[usize::from(*c)]).map_or(b.len(), |n| quote + 1 + n);
        out.push_str(&text[quote + 1..end]);
        if out.contains('\r') {
            *out = out.replace("\r\n", "\n");
        }
        return Some(end);
    }
}
