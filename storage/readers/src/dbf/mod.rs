//! dBase and FoxPro tables: dBase II to VII, FoxBase, FoxPro 2, Visual FoxPro, with memo files.

mod field;
mod memo;

use crate::builder::{Budget, Builder, Value};
use crate::codepage::Codepage;
use crate::limits::{self, damaged};
use field::Field;
use kernel::Refusal;
use memo::Memo;
use migration::cell::{CellKind, Sheet};

/// The layout of a table, as its header says.
struct Layout {
    version: u8,
    records: u64,
    /// Where the first record begins.
    data: usize,
    /// Bytes of one record, the deletion flag included.
    stride: usize,
    fields: Vec<Field>,
    codepage: Codepage,
    /// The header names no codepage, or the one everybody names.
    western: bool,
}

/// First bytes of the tables known here.
pub(crate) fn is_version(byte: u8) -> bool {
    matches!(
        byte,
        0x02 | 0x03
            | 0x04
            | 0x05
            | 0x30
            | 0x31
            | 0x32
            | 0x43
            | 0x63
            | 0x7B
            | 0x83
            | 0x87
            | 0x8B
            | 0x8C
            | 0x8E
            | 0xCB
            | 0xE5
            | 0xF5
            | 0xFB
    )
}

/// True where the bytes can only be a table: the header ends where it says, and its fields fill the record.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|b| is_version(*b))
        && layout(bytes).is_ok_and(|l| l.stride == 1 + l.fields.iter().map(|f| f.len).sum::<usize>())
}

/// Reads a table; `memo` holds the bytes of the memo file beside it. Notes say what could not be had.
pub(crate) fn read(bytes: &[u8], memo: Option<&[u8]>, notes: &mut Vec<Refusal>) -> Result<Vec<Sheet>, Refusal> {
    let mut layout = layout(bytes)?;
    layout.codepage = utf8(&layout, bytes).unwrap_or(layout.codepage);
    let mut out = Builder::new("", &Budget::new());
    out.row(0, false, false);
    out.keep_row()?;
    for (col, f) in layout.fields.iter().filter(|f| !f.system).enumerate() {
        let mut name = String::new();
        layout.codepage.decode(&f.name, &mut name);
        out.cell(col as u32, Value::plain(&name, CellKind::Text))?;
    }
    let memo = memo.map(|bytes| Memo::new(layout.version, bytes));
    let body = bytes.get(layout.data..).unwrap_or(&[]);
    let there = (body.len() / layout.stride) as u64;
    // The last record may lack its trailing bytes only when the file was cut.
    if there < layout.records {
        notes.push(Refusal::new(limits::CUT_SHORT).with("said", layout.records).with("there", there));
    }
    let (mut scratch, mut memo_missing) = (String::new(), false);
    for (i, record) in body.chunks_exact(layout.stride).take(layout.records as usize).enumerate() {
        out.row(i as u32 + 1, false, record[0] == b'*');
        out.keep_row()?;
        let nulls = layout.fields.iter().find(|f| f.kind == b'0').map_or(&[][..], |f| f.bytes(record));
        for (col, f) in layout.fields.iter().filter(|f| !f.system).enumerate() {
            scratch.clear();
            let kind = f.value(record, nulls, &layout, memo.as_ref(), &mut scratch);
            memo_missing |= memo.is_none() && kind == CellKind::Error && f.is_memo();
            out.cell(col as u32, Value::plain(&scratch, kind))?;
        }
    }
    if memo_missing {
        notes.push(Refusal::new(limits::MEMO_MISSING));
    }
    Ok(vec![out.finish()])
}

/// UTF-8 where the header says nothing in particular and no text speaks against it: modern programs write that. Three characters are
/// asked for, since two letters of a legacy font can look like one of UTF-8 by chance.
fn utf8(layout: &Layout, bytes: &[u8]) -> Option<Codepage> {
    if !layout.western {
        return None;
    }
    let mut found = 0;
    for record in bytes.get(layout.data..)?.chunks_exact(layout.stride).take(layout.records as usize) {
        for f in layout.fields.iter().filter(|f| f.kind == b'C') {
            let b = f.bytes(record);
            match std::str::from_utf8(b) {
                Ok(text) => found += text.chars().filter(|c| !c.is_ascii()).count(),
                // A character cut in two by the end of the field is no objection.
                Err(e) if e.error_len().is_none() => found += 1,
                Err(_) => return None,
            }
        }
    }
    (found >= 3).then_some(Codepage::Web(encoding_rs::UTF_8))
}

fn u16_at(b: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

fn layout(b: &[u8]) -> Result<Layout, Refusal> {
    let short = || damaged("DBF header");
    let version = *b.first().ok_or_else(short)?;
    if version == 0x02 {
        return layout_two(b).ok_or_else(short);
    }
    let records = u64::from(u32_at(b, 4).ok_or_else(short)?);
    let data = usize::from(u16_at(b, 8).ok_or_else(short)?);
    let stride = usize::from(u16_at(b, 10).ok_or_else(short)?);
    let mark = *b.get(29).ok_or_else(short)?;
    let codepage = Codepage::of_dbf(mark);
    // dBase VII has a longer header and descriptors with names of 32 bytes.
    let seven = version & 7 == 4;
    let (first, each, name) = if seven { (68, 48, 32) } else { (32, 32, 11) };
    let mut fields = Vec::new();
    let mut offset = 1;
    let mut at = first;
    while let Some(d) = b.get(at..at + each).filter(|d| d[0] != 0x0D && (at + each <= data || fields.is_empty())) {
        let field = Field::new(d, name, offset, seven);
        offset += field.len;
        fields.push(field);
        at += each;
    }
    field::number_null_bits(&mut fields);
    if fields.is_empty() || stride == 0 || data < at {
        return Err(short());
    }
    Ok(Layout { version, records, data, stride, fields, codepage, western: codepage.is_western() })
}

/// dBase II: a header of 521 bytes with room for 32 fields.
fn layout_two(b: &[u8]) -> Option<Layout> {
    let records = u64::from(u16_at(b, 1)?);
    let stride = usize::from(u16_at(b, 6)?);
    let codepage = Codepage::of_dbf(0);
    let mut fields = Vec::new();
    let mut offset = 1;
    for d in b.get(8..520)?.chunks_exact(16).take_while(|d| d[0] != 0x0D && d[0] != 0) {
        let field = Field::two(d, offset);
        offset += field.len;
        fields.push(field);
    }
    (!fields.is_empty() && stride > 0).then_some(Layout {
        version: 2,
        records,
        data: 521,
        stride,
        fields,
        codepage,
        western: true,
    })
}
