//! BIFF records and the strings inside them.

use crate::codepage::Codepage;
use crate::xlsx::strings::Run;

/// Types of records by number. BIFF2 has its own for cells; the higher byte of others is the version that brought them.
pub(super) mod id {
    pub const INTEGER_2: u16 = 0x02;
    pub const NUMBER_2: u16 = 0x03;
    pub const LABEL_2: u16 = 0x04;
    pub const BOOLERR_2: u16 = 0x05;
    pub const FORMULA: u16 = 0x06;
    pub const STRING_2: u16 = 0x07;
    pub const EOF: u16 = 0x0A;
    pub const FORMAT_2: u16 = 0x1E;
    pub const DATEMODE: u16 = 0x22;
    pub const FILEPASS: u16 = 0x2F;
    pub const FONT: u16 = 0x31;
    pub const CONTINUE: u16 = 0x3C;
    pub const CODEPAGE: u16 = 0x42;
    pub const XF_2: u16 = 0x43;
    pub const COLINFO: u16 = 0x7D;
    pub const BOUNDSHEET: u16 = 0x85;
    pub const MULRK: u16 = 0xBD;
    pub const RSTRING: u16 = 0xD6;
    pub const XF: u16 = 0xE0;
    pub const MERGECELLS: u16 = 0xE5;
    pub const SST: u16 = 0xFC;
    pub const LABELSST: u16 = 0xFD;
    pub const NUMBER: u16 = 0x203;
    pub const LABEL: u16 = 0x204;
    pub const BOOLERR: u16 = 0x205;
    pub const FORMULA_3: u16 = 0x206;
    pub const STRING: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const FONT_3: u16 = 0x231;
    pub const XF_3: u16 = 0x243;
    pub const RK: u16 = 0x27E;
    pub const FORMULA_4: u16 = 0x406;
    pub const FORMAT: u16 = 0x41E;
    pub const XF_4: u16 = 0x443;
    pub const BOF: u16 = 0x809;
}

/// The version of BIFF: 2, 3, 4, 5 (also Excel 95) or 8.
pub(super) type Version = u8;

/// One record; its CONTINUE records, if any, are the further pieces.
pub(super) struct Record<'a> {
    pub id: u16,
    pub data: &'a [u8],
    /// Where the record begins in the stream.
    pub more: Vec<&'a [u8]>,
}

/// Walks the records of a stream from a place on, as far as whole records go.
pub(super) struct Records<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Records<'a> {
    fn one(&self, at: usize) -> Option<(u16, &'a [u8])> {
        let head = self.bytes.get(at..at + 4)?;
        let len = usize::from(u16::from_le_bytes([head[2], head[3]]));
        Some((u16::from_le_bytes([head[0], head[1]]), self.bytes.get(at + 4..at + 4 + len)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (id, data) = self.one(self.at)?;
        self.at += 4 + data.len();
        let mut more = Vec::new();
        while let Some((id::CONTINUE, data)) = self.one(self.at) {
            more.push(data);
            self.at += 4 + data.len();
        }
        Some(Record { id, data, more })
    }
}

/// The version a BOF record begins, and what it begins (5 workbook, 0x10 sheet).
pub(super) fn bof(r: &Record) -> Option<(Version, u16)> {
    let kind = u16_at(r.data, 2).unwrap_or(0x10);
    match r.id {
        0x009 => Some((2, kind)),
        0x209 => Some((3, kind)),
        0x409 => Some((4, kind)),
        id::BOF => Some((if u16_at(r.data, 0)? == 0x600 { 8 } else { 5 }, kind)),
        _ => None,
    }
}

pub(super) fn u16_at(b: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

pub(super) fn f64_at(b: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(b.get(at..at + 8)?.try_into().ok()?))
}

/// The compressed number of RK records.
pub(crate) fn rk(bits: u32) -> f64 {
    let value = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

/// Error values by code.
pub(crate) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// Reads strings that may run over into CONTINUE records.
pub(super) struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    /// From a byte of the record on.
    pub(super) fn new(record: &Record<'a>, from: usize) -> Pieces<'a> {
        let mut pieces = vec![record.data.get(from..).unwrap_or(&[])];
        pieces.extend(&record.more);
        Pieces { pieces, piece: 0, at: 0 }
    }

    fn rest(&mut self) -> Option<&'a [u8]> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            self.piece += 1;
            self.at = 0;
        }
        Some(&self.pieces[self.piece][self.at..])
    }

    /// True where nothing is left.
    pub(super) fn done(&mut self) -> bool {
        self.rest().is_none()
    }

    fn byte(&mut self) -> Option<u8> {
        let b = self.rest()?[0];
        self.at += 1;
        Some(b)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut n: usize) {
        while n > 0 {
            let Some(rest) = self.rest() else { return };
            let step = rest.len().min(n);
            self.at += step;
            n -= step;
        }
    }

    /// A BIFF8 string of a number of characters: units into `out`, starts of runs (unit, font) into `starts`.
    /// A string that breaks off gives what there is.
    pub(super) fn unicode(&mut self, chars: usize, out: &mut Vec<u16>, starts: &mut Vec<(u16, u16)>) -> Option<()> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let extra = if flags & 4 != 0 { self.u32()? } else { 0 };
        let (mut left, mut wide) = (chars, flags & 1 != 0);
        while left > 0 {
            if self.at >= self.pieces.get(self.piece)?.len() {
                // Each continuation says anew whether its characters are wide.
                self.piece += 1;
                self.at = 0;
                wide = self.byte()? & 1 != 0;
            }
            let rest = &self.pieces.get(self.piece)?[self.at..];
            let taken = left.min(if wide { rest.len() / 2 } else { rest.len() });
            if wide {
                out.extend(rest[..2 * taken].chunks_exact(2).map(|u| u16::from_le_bytes([u[0], u[1]])));
                self.at += 2 * taken;
                if taken < left {
                    self.at = self.pieces[self.piece].len(); // an odd byte before the break
                }
            } else {
                out.extend(rest[..taken].iter().map(|b| u16::from(*b)));
                self.at += taken;
            }
            left -= taken;
        }
        for _ in 0..runs {
            starts.push((self.u16()?, self.u16()?));
        }
        self.skip(extra as usize);
        Some(())
    }
}

/// A string whose length is one byte or two, in the way of the version, into `out`.
pub(super) fn text(b: &[u8], long: bool, version: Version, codepage: Codepage, out: &mut String) -> Option<usize> {
    let (chars, at) = if long { (usize::from(u16_at(b, 0)?), 2) } else { (usize::from(*b.first()?), 1) };
    if version < 8 {
        let end = b.len().min(at + chars);
        codepage.decode(b.get(at..end)?, out);
        return Some(end);
    }
    let record = Record { id: 0, data: b, more: Vec::new() };
    let (mut units, mut starts) = (Vec::new(), Vec::new());
    let mut pieces = Pieces::new(&record, at);
    let _ = pieces.unicode(chars, &mut units, &mut starts);
    push_units(&units, out);
    Some(at + pieces.at)
}

/// Appends UTF-16 units as text, CR LF made LF, without control characters.
pub(crate) fn push_units(units: &[u16], out: &mut String) {
    let mut skip_lf = false;
    for c in char::decode_utf16(units.iter().copied()) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        match c {
            '\r' => out.push('\n'),
            '\n' if skip_lf => {}
            c if c < ' ' && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
        skip_lf = c == '\r';
    }
}

/// Text with its runs: each start (unit, font) reaches to the next.
pub(crate) fn rich(units: &[u16], starts: &[(u16, u16)], out: &mut String, runs: &mut Vec<Run>) {
    out.clear();
    runs.clear();
    let mut done = 0;
    let mut font = None;
    for (i, (start, index)) in
        starts.iter().map(|s| (usize::from(s.0), Some(s.1))).chain([(units.len(), None)]).enumerate()
    {
        let to = start.clamp(done, units.len());
        let from = out.len() as u32;
        push_units(&units[done..to], out);
        if let Some(font) = font
            && out.len() as u32 > from
        {
            runs.push(Run { from, to: out.len() as u32, font });
        }
        debug_assert!(i <= starts.len());
        (done, font) = (to, index);
    }
}
