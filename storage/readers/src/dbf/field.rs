//! Fields of a table and their values.

use super::{Layout, memo::Memo};
use crate::number;
use migration::cell::CellKind;
use std::fmt::Write;

/// One field of a record.
pub(super) struct Field {
    /// Its name, in the bytes of the file.
    pub name: Vec<u8>,
    /// The type letter.
    pub kind: u8,
    pub len: usize,
    offset: usize,
    /// Not for users: FoxPro's null flags.
    pub system: bool,
    nullable: bool,
    binary: bool,
    /// Bits in the null flags: value is shorter than the field, value is null.
    short_bit: Option<usize>,
    null_bit: Option<usize>,
    seven: bool,
}

/// The text of a memo cell whose memo cannot be had.
const NO_MEMO: &str = "#MEMO";

impl Field {
    /// From a descriptor of dBase III and later.
    pub(super) fn new(d: &[u8], name_len: usize, offset: usize, seven: bool) -> Field {
        let kind = d[name_len];
        let at = if seven { name_len + 1 } else { 16 };
        let (low, high) = (usize::from(d[at]), usize::from(d[at + 1]));
        // Clipper and FoxPro keep the high byte of a long text's length where numbers keep their decimals.
        let len = if kind == b'C' { low + 256 * high } else { low };
        let flags = if seven { 0 } else { d[18] };
        Field {
            name: name(&d[..name_len]),
            kind,
            len,
            offset,
            system: kind == b'0',
            nullable: flags & 2 != 0,
            binary: flags & 4 != 0,
            short_bit: None,
            null_bit: None,
            seven,
        }
    }

    /// From a descriptor of dBase II.
    pub(super) fn two(d: &[u8], offset: usize) -> Field {
        Field {
            name: name(&d[..11]),
            kind: d[11],
            len: usize::from(d[12]),
            offset,
            system: false,
            nullable: false,
            binary: false,
            short_bit: None,
            null_bit: None,
            seven: false,
        }
    }

    /// The field's bytes in a record, fewer where the record ends before.
    pub(super) fn bytes<'a>(&self, record: &'a [u8]) -> &'a [u8] {
        let end = (self.offset + self.len).min(record.len());
        record.get(self.offset..end).unwrap_or(&[])
    }

    pub(super) fn is_memo(&self) -> bool {
        self.kind == b'M'
    }

    /// Writes the value of this field; blank writes nothing.
    pub(super) fn value(
        &self,
        record: &[u8],
        nulls: &[u8],
        layout: &Layout,
        memo: Option<&Memo>,
        out: &mut String,
    ) -> CellKind {
        let mut b = self.bytes(record);
        let set = |bit: Option<usize>| bit.is_some_and(|n| nulls.get(n / 8).is_some_and(|f| f >> (n % 8) & 1 == 1));
        if set(self.null_bit) {
            return CellKind::Text;
        }
        if set(self.short_bit) {
            let len = b.last().map_or(0, |l| usize::from(*l));
            b = &b[..len.min(b.len())];
        }
        let visual = matches!(layout.version, 0x30..=0x32);
        match self.kind {
            b'N' | b'F' => numeric(b, out),
            b'D' => date(b, out),
            b'L' => logical(b, out),
            b'I' | b'+' if b.len() == 4 => integer(b, self.seven, out),
            b'Y' if b.len() == 8 => currency(b, out),
            b'T' if b.len() == 8 => moment(b, out),
            b'B' if b.len() == 8 && visual => double(u64::from_le_bytes(b.try_into().expect("8 bytes")), out),
            b'O' if b.len() == 8 => seven_double(b, out),
            b'@' if b.len() == 8 => seven_moment(b, out),
            b'M' => self.memo(b, layout, memo, out),
            // Binary memos, pictures, OLE objects and flags are no text.
            b'B' | b'G' | b'P' | b'W' | b'Q' | b'0' => CellKind::Text,
            _ => {
                let kept = b.iter().rposition(|c| !matches!(c, b' ' | 0)).map_or(0, |i| i + 1);
                layout.codepage.decode(&b[..kept], out);
                drop_nuls(out);
                CellKind::Text
            }
        }
    }

    fn memo(&self, b: &[u8], layout: &Layout, memo: Option<&Memo>, out: &mut String) -> CellKind {
        let block = if b.len() == 4 {
            u32::from_le_bytes(b.try_into().expect("4 bytes"))
        } else {
            let digits = b.trim_ascii();
            match std::str::from_utf8(digits).ok().and_then(|d| d.parse().ok()) {
                Some(n) => n,
                None if digits.iter().all(|c| *c == 0) => 0,
                None => return error(out),
            }
        };
        if block == 0 || self.binary {
            return CellKind::Text;
        }
        match memo.and_then(|m| m.text(block)) {
            // Pictures kept in a memo field are no text.
            Some(text) if text.trim_ascii_end().iter().any(|c| *c < 8) && !text.ends_with(&[0]) => CellKind::Text,
            Some(text) => {
                let kept = text.iter().rposition(|c| !matches!(c, b' ' | 0 | 0x1A)).map_or(0, |i| i + 1);
                layout.codepage.decode(&text[..kept], out);
                drop_nuls(out);
                if out.contains('\r') {
                    *out = out.replace("\r\n", "\n");
                }
                out.truncate(out.trim_end().len());
                CellKind::Text
            }
            None => error(out),
        }
    }
}

/// FoxPro counts the bits of its null flags over the fields that need one: first "shorter", then "null".
pub(super) fn number_null_bits(fields: &mut [Field]) {
    let mut next = 0;
    for f in fields {
        if matches!(f.kind, b'V' | b'Q') {
            f.short_bit = Some(next);
            next += 1;
        }
        if f.nullable {
            f.null_bit = Some(next);
            next += 1;
        }
    }
}

fn error(out: &mut String) -> CellKind {
    out.push_str(NO_MEMO);
    CellKind::Error
}

fn name(b: &[u8]) -> Vec<u8> {
    let end = b.iter().position(|c| *c == 0).unwrap_or(b.len());
    b[..end].trim_ascii().to_vec()
}

fn drop_nuls(out: &mut String) {
    if out.contains('\0') {
        out.retain(|c| c != '\0');
    }
}

/// Digits as stored; `***` where the program had no room for the number.
fn numeric(b: &[u8], out: &mut String) -> CellKind {
    let stored: String = b.iter().filter(|c| **c != 0).map(|c| char::from(*c)).collect();
    let stored = stored.trim();
    out.push_str(stored);
    if stored.contains('*') {
        CellKind::Error
    } else if stored.bytes().any(|c| c.is_ascii_digit()) && stored.parse::<f64>().is_ok() {
        CellKind::Number
    } else {
        CellKind::Text
    }
}

/// ISO when the calendar has the day, else as stored.
fn date(b: &[u8], out: &mut String) -> CellKind {
    let stored: String = b.iter().filter(|c| **c != 0).map(|c| char::from(*c)).collect();
    let stored = stored.trim();
    if stored.bytes().all(|c| c == b'0') {
        return CellKind::Text;
    }
    let part = |from: usize, to: usize| stored.get(from..to).and_then(|p| p.parse::<u32>().ok());
    if stored.len() == 8
        && stored.bytes().all(|c| c.is_ascii_digit())
        && let (Some(y), Some(m), Some(d)) = (part(0, 4), part(4, 6), part(6, 8))
        && number::real_day(y, m, d)
    {
        let _ = write!(out, "{y:04}-{m:02}-{d:02}");
        return CellKind::Date;
    }
    out.push_str(stored);
    CellKind::Text
}

fn logical(b: &[u8], out: &mut String) -> CellKind {
    match b.first() {
        Some(b'T' | b't' | b'Y' | b'y') => out.push_str("TRUE"),
        Some(b'F' | b'f' | b'N' | b'n') => out.push_str("FALSE"),
        None | Some(b'?' | b' ' | 0) => {}
        Some(other) => {
            out.push(char::from(*other));
            return CellKind::Text;
        }
    }
    CellKind::Bool
}

fn integer(b: &[u8], seven: bool, out: &mut String) -> CellKind {
    let b: [u8; 4] = b.try_into().expect("4 bytes");
    // dBase VII stores big-endian with the sign bit turned, so that bytes sort like numbers.
    let value = if seven { (u32::from_be_bytes(b) ^ 0x8000_0000) as i32 } else { i32::from_le_bytes(b) };
    let _ = write!(out, "{value}");
    CellKind::Number
}

/// Ten-thousandths.
fn currency(b: &[u8], out: &mut String) -> CellKind {
    let value = i64::from_le_bytes(b.try_into().expect("8 bytes"));
    let size = value.unsigned_abs();
    let text = format!("{}{}.{:04}", if value < 0 { "-" } else { "" }, size / 10_000, size % 10_000);
    out.push_str(text.trim_end_matches('0').trim_end_matches('.'));
    CellKind::Number
}

fn double(bits: u64, out: &mut String) -> CellKind {
    let value = f64::from_bits(bits);
    if !value.is_finite() {
        out.push_str("#NUM!");
        return CellKind::Error;
    }
    number::decimal(value, out);
    CellKind::Number
}

fn seven_double(b: &[u8], out: &mut String) -> CellKind {
    let bits = u64::from_be_bytes(b.try_into().expect("8 bytes"));
    if bits == 0 {
        return CellKind::Text;
    }
    double(if bits >> 63 == 1 { bits ^ (1 << 63) } else { !bits }, out)
}

/// Julian day and milliseconds.
fn moment(b: &[u8], out: &mut String) -> CellKind {
    let word = |at: usize| u32::from_le_bytes(b[at..at + 4].try_into().expect("4 bytes"));
    julian(i64::from(word(0)), u64::from(word(4)), out)
}

/// Milliseconds since the beginning of the year 1 as a big-endian double, with or without the tricks of
/// [`seven_double`]: programs differ, and the sign bit tells.
fn seven_moment(b: &[u8], out: &mut String) -> CellKind {
    let bits = u64::from_be_bytes(b.try_into().expect("8 bytes"));
    let value = f64::from_bits(bits & !(1 << 63));
    if bits == 0 || !(0.0..1e17).contains(&value) {
        return CellKind::Text;
    }
    let ms = value as u64;
    julian((ms / 86_400_000) as i64 + 1_721_425, ms % 86_400_000, out)
}

fn julian(day: i64, ms: u64, out: &mut String) -> CellKind {
    if day == 0 {
        return CellKind::Text;
    }
    let mut days = day - 2_440_588;
    let mut second = (ms + 500) / 1000;
    if second >= 86_400 {
        (days, second) = (days + 1, 0);
    }
    let (y, m, d) = number::civil(days);
    if !(1..=9999).contains(&y) {
        let _ = write!(out, "{day}");
        return CellKind::Text;
    }
    let _ = write!(out, "{y:04}-{m:02}-{d:02}");
    if second > 0 {
        let _ = write!(out, "T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    }
    CellKind::Date
}
