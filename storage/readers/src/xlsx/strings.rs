//! Strings with font runs: sharedStrings.xml and the inline strings of sheets.

use crate::limits::{self, MAX_FONTS, MAX_TEXT};
use crate::xml::{self, Attrs, Token, Xml};
use kernel::Refusal;
use std::collections::HashMap;
use std::io::Read;

/// A stretch of a string: byte range and font (index into [`Strings::fonts`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub from: u32,
    pub to: u32,
    pub font: u16,
}

/// What stands in a cell whose string the file does not have: seen, not lost.
pub(crate) const NO_STRING: &str = "#TEXT";

/// The shared strings of a workbook, all text in one piece.
#[derive(Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
    runs: HashMap<u32, Vec<Run>>,
    /// Font names the runs use.
    pub fonts: Vec<String>,
}

/// Font names of runs, each once.
#[derive(Default)]
pub(crate) struct Names {
    pub list: Vec<String>,
    index: HashMap<String, u16>,
}

impl Names {
    /// The index of a name; `None` once there are absurdly many.
    fn index(&mut self, name: String) -> Option<u16> {
        if let Some(at) = self.index.get(&name) {
            return Some(*at);
        }
        let at = u16::try_from(self.list.len()).ok().filter(|at| usize::from(*at) < MAX_FONTS)?;
        self.list.push(name.clone());
        self.index.insert(name, at);
        Some(at)
    }
}

impl Strings {
    /// Text and runs of a string.
    pub(crate) fn get(&self, index: u32) -> Option<(&str, &[Run])> {
        let end = *self.ends.get(index as usize)? as usize;
        let start = index.checked_sub(1).map_or(0, |i| self.ends[i as usize] as usize);
        Some((&self.text[start..end], self.runs.get(&index).map_or(&[], Vec::as_slice)))
    }

    pub(crate) fn push(&mut self, text: &str, runs: &[Run]) -> Result<(), Refusal> {
        if (self.text.len() + text.len()) as u64 > MAX_TEXT || self.ends.len() >= u32::MAX as usize {
            return Err(limits::beyond(limits::TOO_MUCH_TEXT, limits::mib(MAX_TEXT)));
        }
        if !runs.is_empty() {
            self.runs.insert(self.ends.len() as u32, runs.to_vec());
        }
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }
}

/// Collects one string item (`si` or `is`) from its tokens.
#[derive(Default)]
pub(crate) struct Item {
    pub text: String,
    pub runs: Vec<Run>,
    phonetic: bool,
    in_text: bool,
    keep_space: bool,
    run_from: u32,
    run_font: Option<u16>,
    start: usize,
}

impl Item {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        (self.phonetic, self.in_text, self.run_font) = (false, false, None);
    }

    /// An element inside the item opens.
    pub(crate) fn start(&mut self, name: &[u8], attrs: Attrs, empty: bool, fonts: &mut Names) {
        match name {
            b"rPh" => self.phonetic = !empty,
            b"t" if !self.phonetic && !empty => {
                self.in_text = true;
                self.keep_space = attrs.get(b"space") == Some(b"preserve");
                self.start = self.text.len();
            }
            b"r" => {
                self.run_from = self.text.len() as u32;
                self.run_font = None;
            }
            b"rFont" => {
                self.run_font = fonts.index(attrs.text(b"val").unwrap_or_default());
            }
            _ => {}
        }
    }

    pub(crate) fn text(&mut self, raw: &[u8]) {
        if self.in_text {
            xml::unescape(raw, &mut self.text);
        }
    }

    pub(crate) fn cdata(&mut self, raw: &[u8]) {
        if self.in_text {
            xml::push(raw, &mut self.text);
        }
    }

    /// An element inside the item closes.
    pub(crate) fn end(&mut self, name: &[u8]) {
        match name {
            b"rPh" => self.phonetic = false,
            b"t" if self.in_text => {
                self.in_text = false;
                tidy(&mut self.text, self.start, self.keep_space);
            }
            b"r" => {
                let to = self.text.len() as u32;
                if let Some(font) = self.run_font.take()
                    && to > self.run_from
                {
                    self.runs.push(Run { from: self.run_from, to, font });
                }
            }
            _ => {}
        }
    }
}

/// Trims where the file does not ask to keep space, and resolves `_x000D_` escapes, from a byte on.
pub(crate) fn tidy(text: &mut String, from: usize, keep_space: bool) {
    if !keep_space {
        let kept = text[from..].trim_end_matches([' ', '\t', '\r', '\n']).len();
        text.truncate(from + kept);
        let lead = kept - text[from..].trim_start_matches([' ', '\t', '\r', '\n']).len();
        if lead > 0 {
            text.replace_range(from..from + lead, "");
        }
    }
    if memchr::memmem::find(&text.as_bytes()[from..], b"_x").is_some() {
        let plain = unescape_x(&text[from..]);
        text.truncate(from);
        text.push_str(&plain);
    }
}

/// `_xHHHH_` is one UTF-16 unit (ECMA-376 part 1, 22.9.2.19); CR is dropped before LF, other controls altogether.
fn unescape_x(text: &str) -> String {
    let mut units = Vec::with_capacity(text.len());
    let b = text.as_bytes();
    let mut i = 0;
    while i < b.len() {
        let hex = b.get(i..i + 7).filter(|w| w.starts_with(b"_x") && w[6] == b'_').map(|w| &w[2..6]);
        let unit = hex.and_then(|h| std::str::from_utf8(h).ok()).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(unit) = unit.and_then(|h| u16::from_str_radix(h, 16).ok()) {
            units.push(unit);
            i += 7;
        } else {
            let c = text[i..].chars().next().expect("i is a character boundary");
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
            i += c.len_utf8();
        }
    }
    let out = String::from_utf16_lossy(&units).replace("\r\n", "\n").replace('\r', "\n");
    out.chars().filter(|c| *c >= ' ' || matches!(c, '\t' | '\n')).collect()
}

pub(crate) fn read<R: Read>(xml: &mut Xml<R>) -> Result<Strings, Refusal> {
    let mut out = Strings::default();
    let mut item = Item::default();
    let mut names = Names::default();
    loop {
        match xml.next()? {
            Token::Start { name: b"si", empty, .. } => {
                item.clear();
                if empty {
                    out.push("", &[])?;
                }
            }
            Token::End { name: b"si" } => out.push(&item.text, &item.runs)?,
            Token::Start { name, attrs, empty } => item.start(name, attrs, empty, &mut names),
            Token::End { name } => item.end(name),
            Token::Text(raw) => item.text(raw),
            Token::CData(raw) => item.cdata(raw),
            Token::Eof => {
                out.fonts = names.list;
                return Ok(out);
            }
        }
    }
}
