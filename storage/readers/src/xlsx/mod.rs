//! Office Open XML workbooks (.xlsx, .xlsm, strict and transitional).

mod sheet;
pub(crate) mod strings;
pub(crate) mod styles;

use crate::builder::Budget;
use crate::container::{Container, Relation, relations};
use crate::limits::{self, MAX_SHEETS};
use crate::xml::Token;
use kernel::Refusal;
use migration::cell::Sheet;
use strings::Strings;
use styles::Styles;

/// What all sheets of a workbook share.
pub(crate) struct Book {
    pub styles: Styles,
    pub strings: Strings,
    pub from_1904: bool,
}

/// A sheet as the workbook lists it.
pub(crate) struct Listed {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

/// The workbook part of a package and its relations.
pub(crate) fn workbook_part(zip: &mut Container) -> Result<Option<String>, Refusal> {
    let named = relations(zip, "")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    Ok(named
        .filter(|n| zip.has(n))
        .or_else(|| ["xl/workbook.xml", "xl/workbook.bin"].into_iter().find(|n| zip.has(n)).map(str::to_owned)))
}

/// Part name of the first relation of a kind.
pub(crate) fn part_of(rels: &[Relation], kind: &str, usual: &str) -> String {
    rels.iter().find(|r| r.kind == kind).map_or_else(|| usual.to_owned(), |r| r.target.clone())
}

/// Reads all worksheets.
pub(crate) fn read(zip: &mut Container, workbook: &str) -> Result<Vec<Sheet>, Refusal> {
    let rels = relations(zip, workbook)?;
    let (listed, from_1904) = workbook_sheets(zip, workbook, &rels)?;
    let styles = match zip.xml(&part_of(&rels, "styles", "xl/styles.xml"))? {
        Some(mut xml) => styles::read(&mut xml)?,
        None => Styles::default(),
    };
    let strings = match zip.xml(&part_of(&rels, "sharedStrings", "xl/sharedStrings.xml"))? {
        Some(mut xml) => strings::read(&mut xml)?,
        None => Strings::default(),
    };
    let book = Book { styles, strings, from_1904 };
    let budget = Budget::new();
    let mut sheets = Vec::new();
    for l in listed {
        let Some(mut xml) = zip.xml(&l.part)? else {
            return Err(limits::damaged(&format!("missing {}", l.part)));
        };
        let mut sheet = sheet::read(&book, &mut xml, &l.name, &budget)?;
        sheet.hidden = l.hidden;
        sheets.push(sheet);
    }
    if sheets.is_empty() {
        return Err(Refusal::new(limits::NO_SHEET));
    }
    Ok(sheets)
}

fn workbook_sheets(zip: &mut Container, workbook: &str, rels: &[Relation]) -> Result<(Vec<Listed>, bool), Refusal> {
    let mut xml = zip.xml(workbook)?.ok_or_else(|| limits::damaged("no workbook part"))?;
    let mut listed = Vec::new();
    let mut from_1904 = false;
    loop {
        match xml.next()? {
            Token::Start { name: b"workbookPr", attrs, .. } => from_1904 = attrs.yes(b"date1904"),
            Token::Start { name: b"sheet", attrs, .. } => {
                let id = attrs.text(b"id").unwrap_or_default();
                let Some(rel) = rels.iter().find(|r| r.id == id) else { continue };
                if rel.kind == "worksheet" && listed.len() < MAX_SHEETS {
                    let hidden = matches!(attrs.get(b"state"), Some(b"hidden" | b"veryHidden"));
                    let name = attrs.text(b"name").unwrap_or_default();
                    listed.push(Listed { name, hidden, part: rel.target.clone() });
                }
            }
            Token::Eof => return Ok((listed, from_1904)),
            _ => {}
        }
    }
}
