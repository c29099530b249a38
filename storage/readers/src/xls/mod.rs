//! BIFF workbooks (.xls): Excel 5 to 2003, and the single sheets of Excel 2 to 4.

pub(crate) mod cfb;
pub(crate) mod record;
mod sheet;

use crate::builder::Budget;
use crate::codepage::Codepage;
use crate::limits::{self, MAX_SHEETS, damaged};
use crate::number;
use crate::xlsx::strings::Strings;
use crate::xlsx::styles::{Styles, Xf};
use kernel::Refusal;
use migration::cell::Sheet;
use record::{Pieces, Record, Records, Version, bof, id, u16_at, u32_at};
use std::collections::HashMap;

/// True for a BIFF stream without container, as Excel 2 to 4 wrote them: it begins with a BOF record.
pub(crate) fn is_bare_biff(b: &[u8]) -> bool {
    b.len() > 8 && b[0] == 0x09 && matches!(b[1], 0x00 | 0x02 | 0x04 | 0x08) && matches!(b[2], 4..=16) && b[3] == 0
}

/// What all sheets of a workbook share.
struct Book {
    version: Version,
    codepage: Codepage,
    from_1904: bool,
    styles: Styles,
    strings: Strings,
    listed: Vec<Listed>,
}

/// A worksheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    at: usize,
}

/// Reads all worksheets. Notes name sheets that are incomplete.
pub(crate) fn read(bytes: &[u8], notes: &mut Vec<Refusal>) -> Result<Vec<Sheet>, Refusal> {
    let held;
    let stream = if bytes.starts_with(&cfb::MAGIC) {
        let file = cfb::Compound::open(bytes)?;
        let found = file.stream("Workbook").filter(|s| !s.is_empty()).or_else(|| file.stream("Book"));
        held = found.ok_or_else(|| damaged("no workbook stream"))?;
        held.as_slice()
    } else {
        bytes
    };
    let first = Records { bytes: stream, at: 0 }.next().ok_or_else(|| damaged("workbook stream"))?;
    let (version, kind) = bof(&first).ok_or_else(|| damaged("workbook stream"))?;
    let mut book = globals(stream, version)?;
    if kind != 5 && book.listed.is_empty() {
        book.listed.push(Listed { name: String::new(), hidden: false, at: 0 });
    }
    let budget = Budget::new();
    let mut sheets = Vec::new();
    // Sheets do not overlap in sound files; in others the same bytes are walked only so often.
    let mut walk = 4 * stream.len() as u64 + (1 << 20);
    for l in &book.listed {
        let (sheet, whole) = sheet::read(&book, stream, l, &budget, &mut walk)?;
        if !whole {
            notes.push(Refusal::new(limits::SHEET_INCOMPLETE).with("sheet", &l.name));
        }
        sheets.push(sheet);
    }
    if sheets.is_empty() {
        return Err(Refusal::new(limits::NO_SHEET));
    }
    if notes.len() == sheets.len() && sheets.iter().all(|s| s.cell_count() == 0) {
        return Err(damaged("all sheets"));
    }
    Ok(sheets)
}

fn globals(stream: &[u8], version: Version) -> Result<Book, Refusal> {
    let mut book = Book {
        version,
        codepage: Codepage::Web(encoding_rs::WINDOWS_1252),
        from_1904: false,
        styles: Styles::default(),
        strings: Strings::default(),
        listed: Vec::new(),
    };
    let mut codes: HashMap<u32, bool> = HashMap::new();
    let mut xfs: Vec<(u32, u32)> = Vec::new();
    for r in (Records { bytes: stream, at: 0 }) {
        match r.id {
            id::FILEPASS => return Err(Refusal::new(limits::PASSWORD)),
            id::CODEPAGE => {
                let number = u16_at(r.data, 0).unwrap_or(1252);
                book.codepage = Codepage::by_number(number).unwrap_or(book.codepage);
            }
            id::DATEMODE => book.from_1904 = u16_at(r.data, 0) == Some(1),
            id::FONT | id::FONT_3 => {
                let at = match version {
                    2 => 4,
                    3 | 4 => 6,
                    _ => 14,
                };
                let mut name = String::new();
                record::text(r.data.get(at..).unwrap_or(&[]), false, version, book.codepage, &mut name);
                // There is no font 4; indexes above count from 5.
                if book.styles.fonts.len() == 4 {
                    book.styles.fonts.push(String::new());
                }
                book.styles.fonts.push(name);
            }
            id::FORMAT | id::FORMAT_2 => {
                let (key, at) = match version {
                    2 | 3 => (codes.len() as u32, 0),
                    4 => (codes.len() as u32, 2),
                    _ => (u32::from(u16_at(r.data, 0).unwrap_or(0)), 2),
                };
                let mut code = String::new();
                record::text(r.data.get(at..).unwrap_or(&[]), version == 8, version, book.codepage, &mut code);
                codes.insert(key, number::code_is_date(&code));
            }
            id::XF | id::XF_2 | id::XF_3 | id::XF_4 => xfs.push(match version {
                2 => (byte(r.data, 0), byte(r.data, 2) & 0x3F),
                3 | 4 => (byte(r.data, 0), byte(r.data, 1)),
                _ => (u16_at(r.data, 0).map_or(u32::MAX, u32::from), u16_at(r.data, 2).map_or(0, u32::from)),
            }),
            id::BOUNDSHEET => list(&mut book, &r),
            id::SST => strings(&mut book, &r)?,
            id::EOF => break,
            _ => {}
        }
    }
    let is_date = |format: u32| codes.get(&format).copied().unwrap_or_else(|| number::builtin_is_date(format));
    book.styles.xfs = xfs.into_iter().map(|(font, format)| Xf { font, date: is_date(format) }).collect();
    book.strings.fonts.clone_from(&book.styles.fonts);
    Ok(book)
}

fn byte(b: &[u8], at: usize) -> u32 {
    b.get(at).map_or(0, |v| u32::from(*v))
}

fn list(book: &mut Book, r: &Record) {
    let (Some(at), Some([state, kind])) = (u32_at(r.data, 0), r.data.get(4..6)) else { return };
    // Charts, macros and modules are no sheets.
    if *kind != 0 || book.listed.len() >= MAX_SHEETS {
        return;
    }
    let mut name = String::new();
    record::text(&r.data[6..], false, book.version, book.codepage, &mut name);
    book.listed.push(Listed { name, hidden: state & 3 != 0, at: at as usize });
}

/// The shared strings. Their count in the header is not believed: some writers state none.
fn strings(book: &mut Book, r: &Record) -> Result<(), Refusal> {
    let mut pieces = Pieces::new(r, 8);
    let (mut units, mut starts) = (Vec::new(), Vec::new());
    let (mut text, mut runs) = (String::new(), Vec::new());
    while !pieces.done() {
        units.clear();
        starts.clear();
        let Some(chars) = pieces.u16() else { break };
        let whole = pieces.unicode(usize::from(chars), &mut units, &mut starts).is_some();
        record::rich(&units, &starts, &mut text, &mut runs);
        book.strings.push(&text, &runs)?;
        if !whole {
            break;
        }
    }
    Ok(())
}
