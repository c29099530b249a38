//! A forgiving pull reader for the XML of spreadsheets and of Tally: no recursion, bounded memory.
//!
//! The ordinary XML crates refuse what Tally writes (`&#4;`, bare `&`, raw control bytes) and hold a text of any
//! length in memory; a workbook part is untrusted and unpacks to gigabytes. This one holds one token, at most
//! [`MAX_TOKEN`] bytes, and never fails on characters. Names are compared without their prefix.

use crate::container;
use crate::limits::{self, MAX_DEPTH, MAX_TOKEN};
use kernel::Refusal;
use memchr::{memchr, memchr2, memchr3, memmem, memrchr};
use std::io::Read;

/// One piece of XML. Bytes are as in the file; [`unescape`] makes text of them.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// `<name attrs>`; `empty` for `<name/>` (no [`Token::End`] follows).
    Start { name: &'a [u8], attrs: Attrs<'a>, empty: bool },
    /// `</name>`
    End { name: &'a [u8] },
    /// Text between tags.
    Text(&'a [u8]),
    /// Text that stands for itself.
    CData(&'a [u8]),
    /// The end; also where a file breaks off.
    Eof,
}

/// Reads tokens from a stream.
pub(crate) struct Xml<R> {
    src: R,
    buf: Vec<u8>,
    pos: usize,
    end: usize,
    eof: bool,
    depth: u32,
    max_depth: u32,
    left: u64,
    limit: u64,
}

enum Shape {
    Tag,
    Skip,
    Text,
    CData,
}

impl<R: Read> Xml<R> {
    /// `limit`: bytes the stream may have.
    pub(crate) fn new(src: R, limit: u64) -> Xml<R> {
        Xml {
            src,
            buf: vec![0; 64 << 10],
            pos: 0,
            end: 0,
            eof: false,
            depth: 0,
            max_depth: MAX_DEPTH,
            left: limit,
            limit,
        }
    }

    /// Without a bound on nesting, for callers that keep no stack.
    pub(crate) fn any_depth(mut self) -> Xml<R> {
        self.max_depth = u32::MAX;
        self
    }

    /// Open elements around the next token.
    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    fn fill(&mut self) -> Result<(), Refusal> {
        if self.pos > 0 {
            self.buf.copy_within(self.pos..self.end, 0);
            self.end -= self.pos;
            self.pos = 0;
        }
        if self.end == self.buf.len() {
            if self.buf.len() >= MAX_TOKEN {
                return Err(limits::damaged("XML token too long"));
            }
            self.buf.resize(self.buf.len() * 2, 0);
        }
        // Filled as far as it goes, so that a long token is looked through once per doubling, not once per read.
        while self.end < self.buf.len() && !self.eof {
            let got = self.src.read(&mut self.buf[self.end..]).map_err(|e| container::unpacking(&e))?;
            let left = self.left.checked_sub(got as u64);
            self.left = left.ok_or_else(|| limits::beyond(limits::UNPACKS_TOO_LARGE, limits::mib(self.limit)))?;
            self.eof = got == 0;
            self.end += got;
        }
        Ok(())
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Token<'_>, Refusal> {
        loop {
            let (shape, len) = loop {
                if let Some(found) = measure(&self.buf[self.pos..self.end]) {
                    break found;
                }
                if self.eof {
                    let rest = self.pos..self.end;
                    self.pos = self.end;
                    let open = self.buf[rest.clone()].first() == Some(&b'<');
                    return Ok(if rest.is_empty() || open { Token::Eof } else { Token::Text(&self.buf[rest]) });
                }
                self.fill()?;
            };
            let from = self.pos;
            self.pos += len;
            match shape {
                Shape::Skip => {}
                Shape::Text => return Ok(Token::Text(&self.buf[from..from + len])),
                Shape::CData => return Ok(Token::CData(&self.buf[from + 9..from + len - 3])),
                Shape::Tag => {
                    if self.buf[from + 1] == b'/' {
                        self.depth = self.depth.saturating_sub(1);
                        let inner = &self.buf[from + 2..from + len - 1];
                        return Ok(Token::End { name: local(inner.trim_ascii_end()) });
                    }
                    let mut inner = from + 1..from + len - 1;
                    let empty = self.buf[inner.clone()].last() == Some(&b'/');
                    if empty {
                        inner.end -= 1;
                    } else {
                        self.depth = self.depth.saturating_add(1);
                        if self.depth > self.max_depth {
                            return Err(limits::beyond(limits::TOO_DEEP, MAX_DEPTH));
                        }
                    }
                    let inner = &self.buf[inner];
                    let split = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
                    let (name, attrs) = inner.split_at(split);
                    return Ok(Token::Start { name: local(name), attrs: Attrs(attrs), empty });
                }
            }
        }
    }
}

/// Shape and length of the token at the start; `None` when it is not complete.
fn measure(b: &[u8]) -> Option<(Shape, usize)> {
    if *b.first()? != b'<' {
        return memchr(b'<', b).map(|n| (Shape::Text, n));
    }
    match *b.get(1)? {
        b'?' => memmem::find(b, b"?>").map(|n| (Shape::Skip, n + 2)),
        b'!' => {
            if b.len() < 9 {
                return None;
            }
            if b.starts_with(b"<!--") {
                return memmem::find(&b[4..], b"-->").map(|n| (Shape::Skip, n + 7));
            }
            if b.starts_with(b"<![CDATA[") {
                return memmem::find(b, b"]]>").map(|n| (Shape::CData, n + 3));
            }
            let end = memchr(b'>', b)?;
            match memchr(b'[', &b[..end]) {
                Some(_) => memmem::find(b, b"]>").map(|n| (Shape::Skip, n + 2)),
                None => Some((Shape::Skip, end + 1)),
            }
        }
        // A bare `<` in text, as hand-made exports have it.
        c if c.is_ascii_whitespace() || c.is_ascii_digit() || c == b'=' => {
            memchr(b'<', &b[1..]).map(|n| (Shape::Text, n + 1))
        }
        _ => tag_end(b).map(|n| (Shape::Tag, n)),
    }
}

fn tag_end(b: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        let hit = at + memchr3(b'>', b'"', b'\'', &b[at..])?;
        if b[hit] == b'>' {
            return Some(hit + 1);
        }
        at = hit + 1 + memchr(b[hit], &b[hit + 1..])? + 1;
    }
}

/// The part of a name after its prefix.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    memrchr(b':', name).map_or(name, |i| &name[i + 1..])
}

/// The attributes of a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attrs<'a>(&'a [u8]);

impl<'a> Attrs<'a> {
    /// The raw value of an attribute, by name without prefix.
    pub(crate) fn get(self, name: &[u8]) -> Option<&'a [u8]> {
        self.into_iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// The value as text.
    pub(crate) fn text(self, name: &[u8]) -> Option<String> {
        self.get(name).map(text_of)
    }

    /// The value as a whole number.
    pub(crate) fn number<T: std::str::FromStr>(self, name: &[u8]) -> Option<T> {
        std::str::from_utf8(self.get(name)?).ok()?.trim().parse().ok()
    }

    /// True for `1`, `true`, `on`.
    pub(crate) fn yes(self, name: &[u8]) -> bool {
        matches!(self.get(name), Some(b"1" | b"true" | b"on" | b"True"))
    }
}

impl<'a> Iterator for Attrs<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let b = self.0.trim_ascii_start();
        let eq = memchr(b'=', b)?;
        let name = local(b[..eq].trim_ascii_end());
        let rest = b[eq + 1..].trim_ascii_start();
        let quote = *rest.first()?;
        let (value, after) = if quote == b'"' || quote == b'\'' {
            let close = memchr(quote, &rest[1..])? + 1;
            (&rest[1..close], &rest[close + 1..])
        } else {
            let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
            rest.split_at(end)
        };
        self.0 = after;
        Some((name, value))
    }
}

/// Raw XML text as a string.
pub(crate) fn text_of(raw: &[u8]) -> String {
    let mut out = String::new();
    unescape(raw, &mut out);
    out
}

/// Appends raw XML text: entities resolved, CR LF made LF, characters XML does not know left out, bytes that are no
/// UTF-8 replaced.
pub(crate) fn unescape(raw: &[u8], out: &mut String) {
    let mut rest = raw;
    while let Some(hit) = memchr2(b'&', b'\r', rest) {
        push(&rest[..hit], out);
        rest = &rest[hit..];
        if rest[0] == b'\r' {
            out.push('\n');
            rest = if rest.get(1) == Some(&b'\n') { &rest[2..] } else { &rest[1..] };
            continue;
        }
        let window = &rest[1..rest.len().min(40)];
        let Some(len) = memchr(b';', window) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        match entity(&window[..len]) {
            Some(c) => {
                out.extend(c.filter(|c| !is_control(*c)));
                rest = &rest[len + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    push(rest, out);
}

/// Appends bytes that stand for themselves.
pub(crate) fn push(bytes: &[u8], out: &mut String) {
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.iter().any(|b| *b < 32 && !matches!(b, b'\t' | b'\n' | b'\r')) => out.push_str(text),
        Ok(text) => out.extend(text.chars().filter(|c| !is_control(*c))),
        Err(_) => out.extend(String::from_utf8_lossy(bytes).chars().filter(|c| !is_control(*c))),
    }
}

fn is_control(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r')
}

/// `Some(None)` for a reference to no character.
fn entity(name: &[u8]) -> Option<Option<char>> {
    let number = match name {
        b"amp" => return Some(Some('&')),
        b"lt" => return Some(Some('<')),
        b"gt" => return Some(Some('>')),
        b"quot" => return Some(Some('"')),
        b"apos" => return Some(Some('\'')),
        b"nbsp" => return Some(Some('\u{a0}')),
        [b'#', b'x' | b'X', hex @ ..] => u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16),
        [b'#', digits @ ..] => std::str::from_utf8(digits).ok()?.parse(),
        _ => return None,
    };
    Some(number.ok().and_then(char::from_u32))
}
