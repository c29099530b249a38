//! Writes sheets into a BIFF8 workbook (Excel 97 to 2003), byte by byte: the records that matter in a compound file of
//! one stream.

use crate::grid::{Cell, Sheet};
use crate::look::serial;
use crate::xlsx::{KRUTI, Legacy};
use std::collections::HashMap;

const SECTOR: usize = 512;
/// Cell formats: ordinary, date, legacy font.
const ORDINARY: u16 = 15;
const DATE: u16 = 16;
const LEGACY: u16 = 17;

fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((body.len() as u16).to_le_bytes());
    out.extend(body);
}

/// A string as BIFF8 has it, with a length of one or two bytes: Latin-1 where possible, else UTF-16.
fn string(text: &str, wide_length: bool) -> Vec<u8> {
    let narrow = text.chars().all(|c| u32::from(c) < 256);
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = if wide_length { (units.len() as u16).to_le_bytes().to_vec() } else { vec![units.len() as u8] };
    out.push(u8::from(!narrow));
    if narrow {
        out.extend(units.iter().map(|u| *u as u8));
    } else {
        out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    }
    out
}

fn begin(out: &mut Vec<u8>, kind: u16) {
    let body: Vec<u8> =
        [0x0600, kind, 0x0dbb, 0x07cc].into_iter().flat_map(u16::to_le_bytes).chain([0, 0, 0, 0, 6, 0, 0, 0]).collect();
    record(out, 0x0809, &body);
}

fn font(out: &mut Vec<u8>, name: &str, height: u16) {
    let mut body: Vec<u8> = [height, 0, 0x7fff, 0x0190, 0].into_iter().flat_map(u16::to_le_bytes).collect();
    body.extend([0, 0, 0, 0]);
    body.extend(string(name, false));
    record(out, 0x0031, &body);
}

fn format(out: &mut Vec<u8>, font: u16, number: u16, style: bool) {
    let mut body: Vec<u8> =
        [font, number, if style { 0xfff5 } else { 0x0001 }].into_iter().flat_map(u16::to_le_bytes).collect();
    body.extend([0x20, 0, 0, if style { 0 } else { 0x0c }]);
    body.extend([0; 8]);
    body.extend(0x20c0_u16.to_le_bytes());
    record(out, 0x00e0, &body);
}

#[derive(Default)]
struct Strings {
    index: HashMap<String, u32>,
    list: Vec<String>,
    uses: u32,
}

impl Strings {
    fn at(&mut self, text: &str) -> u32 {
        self.uses += 1;
        if let Some(i) = self.index.get(text) {
            return *i;
        }
        let i = self.list.len() as u32;
        self.index.insert(text.to_owned(), i);
        self.list.push(text.to_owned());
        i
    }

    /// The table, cut into records between strings.
    fn write(&self, out: &mut Vec<u8>) {
        let mut kind = 0x00fc;
        let mut body: Vec<u8> = [self.uses, self.list.len() as u32].into_iter().flat_map(u32::to_le_bytes).collect();
        for text in &self.list {
            let s = string(text, true);
            if body.len() + s.len() > 8_200 {
                record(out, kind, &body);
                kind = 0x003c;
                body.clear();
            }
            body.extend(s);
        }
        record(out, kind, &body);
    }
}

fn place(row: u32, col: u16, style: u16) -> Vec<u8> {
    [(row - 1) as u16, col, style].into_iter().flat_map(u16::to_le_bytes).collect()
}

fn sheet(s: &Sheet, strings: &mut Strings, legacy: Legacy) -> Vec<u8> {
    let mut out = Vec::new();
    begin(&mut out, 0x0010);
    let mut size: Vec<u8> = [0, s.last_row()].into_iter().flat_map(u32::to_le_bytes).collect();
    size.extend([0, s.width(), 0].into_iter().flat_map(u16::to_le_bytes));
    record(&mut out, 0x0200, &size);
    for ((row, col), cell) in &s.cells {
        let number = |value: f64, style: u16| [place(*row, *col, style), value.to_le_bytes().to_vec()].concat();
        match cell {
            Cell::Text(t) => {
                let pieces = match legacy {
                    Some(turn) if !s.plain_cols.contains(col) => turn(t),
                    _ => vec![(false, t.clone())],
                };
                let kruti = pieces.iter().any(|p| p.0);
                let text: String = pieces.into_iter().map(|p| p.1).collect();
                let i = strings.at(&text);
                record(
                    &mut out,
                    0x00fd,
                    &[place(*row, *col, if kruti { LEGACY } else { ORDINARY }), i.to_le_bytes().to_vec()].concat(),
                );
            }
            Cell::Number(n) | Cell::Formula(_, n) => record(&mut out, 0x0203, &number(*n as f64 / 100.0, ORDINARY)),
            Cell::Int(n) => record(&mut out, 0x0203, &number(*n as f64, ORDINARY)),
            Cell::Day(d) => record(&mut out, 0x0203, &number(serial(*d) as f64, DATE)),
        }
    }
    let merges: Vec<_> = s.merges.iter().filter(|(t, l, b, r)| (t, l) != (b, r)).collect();
    for chunk in merges.chunks(1000) {
        let mut body = (chunk.len() as u16).to_le_bytes().to_vec();
        for (t, l, b, r) in chunk {
            body.extend([(t - 1) as u16, (b - 1) as u16, *l, *r].into_iter().flat_map(u16::to_le_bytes));
        }
        record(&mut out, 0x00e5, &body);
    }
    record(&mut out, 0x000a, &[]);
    out
}

/// The stream of the workbook.
fn workbook(sheets: &[Sheet], legacy: Legacy) -> Vec<u8> {
    let mut strings = Strings::default();
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|s| sheet(s, &mut strings, legacy)).collect();
    let mut head = Vec::new();
    begin(&mut head, 0x0005);
    record(&mut head, 0x0042, &0x04b0_u16.to_le_bytes());
    // Font 4 does not exist in BIFF: the fifth record is font 5.
    for _ in 0..4 {
        font(&mut head, "Arial", 200);
    }
    font(&mut head, KRUTI, 280);
    for _ in 0..15 {
        format(&mut head, 0, 0, true);
    }
    format(&mut head, 0, 0, false);
    format(&mut head, 0, 14, false);
    format(&mut head, 5, 0, false);
    record(&mut head, 0x0293, &[0, 0x80, 0, 0xff]);
    let mut tail = Vec::new();
    strings.write(&mut tail);
    record(&mut tail, 0x000a, &[]);
    let names: Vec<Vec<u8>> = sheets.iter().map(|s| string(&s.name, false)).collect();
    let mut at = head.len() + tail.len() + names.iter().map(|n| 4 + 6 + n.len()).sum::<usize>();
    for (name, body) in names.iter().zip(&bodies) {
        let mut b = (at as u32).to_le_bytes().to_vec();
        b.extend([0, 0]);
        b.extend(name);
        record(&mut head, 0x0085, &b);
        at += body.len();
    }
    head.extend(tail);
    head.extend(bodies.concat());
    head
}

/// One entry of the directory of a compound file.
fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut e: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = if name.is_empty() { 0 } else { e.len() as u16 + 2 };
    e.resize(64, 0);
    e.extend(length.to_le_bytes());
    e.extend([kind, 1]);
    e.extend([u32::MAX, u32::MAX, child].into_iter().flat_map(u32::to_le_bytes));
    e.resize(116, 0);
    e.extend([start, size, 0].into_iter().flat_map(u32::to_le_bytes));
    e
}

/// The bytes of a workbook.
#[must_use]
pub fn bytes(sheets: &[Sheet], legacy: Legacy) -> Vec<u8> {
    let mut stream = workbook(sheets, legacy);
    // Streams below 4096 bytes would live in the small-block stream.
    stream.resize(stream.len().max(4096).div_ceil(SECTOR) * SECTOR, 0);
    let data = stream.len() / SECTOR;
    // Sectors: the table first, then the directory, then the stream.
    let mut fat_sectors = 1;
    while fat_sectors * 128 < fat_sectors + 1 + data {
        fat_sectors += 1;
    }
    let mut fat: Vec<u32> = vec![0xffff_fffd; fat_sectors];
    fat.push(0xffff_fffe);
    let first = fat.len() as u32;
    fat.extend((1..data as u32).map(|i| first + i));
    fat.push(0xffff_fffe);
    fat.resize(fat_sectors * 128, u32::MAX);
    let mut out = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    out.resize(24, 0);
    out.extend([0x3e_u16, 3, 0xfffe, 9, 6].into_iter().flat_map(u16::to_le_bytes));
    out.resize(44, 0);
    out.extend(
        [fat_sectors as u32, fat_sectors as u32, 0, 4096, 0xffff_fffe, 0, 0xffff_fffe, 0]
            .into_iter()
            .flat_map(u32::to_le_bytes),
    );
    assert!(fat_sectors <= 109, "a workbook of more than 7 MB needs a longer table");
    out.extend((0..109).flat_map(|i| if i < fat_sectors { i as u32 } else { u32::MAX }.to_le_bytes()));
    out.extend(fat.into_iter().flat_map(u32::to_le_bytes));
    out.extend(entry("Root Entry", 5, 1, 0xffff_fffe, 0));
    out.extend(entry("Workbook", 2, u32::MAX, first, stream.len() as u32));
    out.extend(entry("", 0, u32::MAX, 0, 0));
    out.extend(entry("", 0, u32::MAX, 0, 0));
    out.extend(stream);
    out
}
