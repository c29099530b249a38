//! OpenDocument spreadsheets (.ods, and .fods, which is the same in one file).

mod styles;
mod table;

use crate::builder::Budget;
use crate::container::Container;
use crate::limits::{self, MAX_PART, damaged};
use crate::xml::{Token, Xml};
use kernel::Refusal;
use migration::cell::Sheet;
use std::io::Read;
use styles::Styles;

/// Reads all tables of a zipped document.
pub(crate) fn read(zip: &mut Container) -> Result<Vec<Sheet>, Refusal> {
    if is_locked(zip)? {
        return Err(Refusal::new(limits::PASSWORD));
    }
    let mut styles = Styles::default();
    if let Some(mut xml) = zip.xml("styles.xml")? {
        while !matches!(step(&mut xml, &mut styles)?, Step::End) {}
    }
    let mut xml = zip.xml("content.xml")?.ok_or_else(|| damaged("no content.xml"))?;
    tables(&mut xml, styles)
}

/// Reads all tables of a flat document.
pub(crate) fn read_flat(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = crate::text::decode(bytes);
    tables(&mut Xml::new(text.as_bytes(), MAX_PART), Styles::default())
}

fn is_locked(zip: &mut Container) -> Result<bool, Refusal> {
    let Some(mut xml) = zip.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Token::Start { name: b"encryption-data", .. } => return Ok(true),
            Token::Eof => return Ok(false),
            _ => {}
        }
    }
}

enum Step {
    Table { name: String, style: String },
    Other,
    End,
}

/// One token outside of tables: styles are taken in, a table is announced.
fn step<R: Read>(xml: &mut Xml<R>, styles: &mut Styles) -> Result<Step, Refusal> {
    Ok(match xml.next()? {
        Token::Start { name: b"table", attrs, empty: false } => Step::Table {
            name: attrs.text(b"name").unwrap_or_default(),
            style: attrs.text(b"style-name").unwrap_or_default(),
        },
        Token::Start { name, attrs, empty } => {
            styles.start(name, attrs, empty);
            Step::Other
        }
        Token::End { name } => {
            styles.end(name);
            Step::Other
        }
        Token::Eof => Step::End,
        _ => Step::Other,
    })
}

fn tables<R: Read>(xml: &mut Xml<R>, mut styles: Styles) -> Result<Vec<Sheet>, Refusal> {
    let budget = Budget::new();
    let mut sheets = Vec::new();
    let mut repeated = limits::MAX_REPEATED;
    loop {
        match step(xml, &mut styles)? {
            Step::Table { name, style } => {
                let mut sheet = table::read(xml, &styles, &name, &budget, &mut repeated)?;
                sheet.hidden = styles.table_is_hidden(&style);
                sheets.push(sheet);
                if sheets.len() > limits::MAX_SHEETS {
                    return Err(damaged("too many sheets"));
                }
            }
            Step::Other => {}
            Step::End if sheets.is_empty() => return Err(Refusal::new(limits::NO_SHEET)),
            // The document element is closed in every whole file.
            Step::End if xml.depth() > 0 => return Err(damaged("content.xml breaks off")),
            Step::End => return Ok(sheets),
        }
    }
}
