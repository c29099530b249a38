//! Mends laid over the cells as they were read. The files themselves are never changed.

use super::event::{Mend, Spot};
use crate::books::{Books, Register};
use crate::cell::{CellKind, Folder, Sheet};
use std::collections::BTreeMap;

/// Font name of a cell somebody typed anew: whatever the old font was, what is typed is Unicode.
const TYPED: &str = "Mangal";

/// The texts of a row as stored, `|` between them: what a [`Mend::RowOut`] names.
#[must_use]
pub fn row_text(sheet: &Sheet, number: u32) -> String {
    let Some(row) = sheet.row(number) else { return String::new() };
    sheet.cells(row).iter().map(|c| sheet.text(c)).collect::<Vec<_>>().join("|")
}

/// The text of a cell as stored; empty where it is blank or not there.
#[must_use]
pub fn cell_text<'f>(folder: &'f Folder, at: &Spot) -> &'f str {
    sheet_of(folder, at).and_then(|s| Some(s.text(s.row(at.row).and_then(|r| s.at(r, at.col))?))).unwrap_or_default()
}

/// The sheet a spot lies on.
#[must_use]
pub fn sheet_of<'f>(folder: &'f Folder, at: &Spot) -> Option<&'f Sheet> {
    folder.files.iter().find(|f| f.path == at.path)?.sheets.get(usize::from(at.sheet))
}

/// Cells of a spot's column in its own register that say the same, itself among them. Of tables one below the other in a sheet only the one the row is
/// of; nothing where the row is in none, or the cell is blank.
#[must_use]
pub fn alike(books: &Books, folder: &Folder, at: &Spot) -> Vec<Spot> {
    let old = cell_text(folder, at);
    let Some(file) = folder.files.iter().position(|f| f.path == at.path) else { return Vec::new() };
    let here = |r: &&Register| {
        let spans = (r.table.span.0..=r.table.span.1).contains(&at.col) && r.body.rows.contains(&at.row);
        usize::from(r.file) == file && r.sheet == at.sheet && spans
    };
    let Some(r) = books.registers.iter().find(here).filter(|_| !old.trim().is_empty()) else { return Vec::new() };
    let rows = r.body.rows.iter().map(|row| Spot { row: *row, ..at.clone() });
    rows.filter(|s| cell_text(folder, s) == old).collect()
}

enum Change<'m> {
    Cell(u16, &'m str),
    Out,
}

/// Lays mends over a folder, in their order. Gives the indexes of those that do not fit: what they say stood there does not.
pub fn apply(folder: &mut Folder, mends: &[&Mend]) -> Vec<usize> {
    let mut misfits = Vec::new();
    let mut sheets: BTreeMap<(usize, usize), BTreeMap<u32, Vec<Change<'_>>>> = BTreeMap::new();
    for (i, mend) in mends.iter().enumerate() {
        let at = mend.at();
        let file = folder.files.iter().position(|f| f.path == at.path);
        let changes = file.map(|f| sheets.entry((f, usize::from(at.sheet))).or_default().entry(at.row).or_default());
        let fits = changes.is_some_and(|changes| change(folder, mend, changes));
        if !fits {
            misfits.push(i);
        }
    }
    for ((file, sheet), rows) in sheets {
        let format = folder.files[file].format;
        if let Some(sheet) = folder.files[file].sheets.get_mut(sheet).filter(|_| !rows.is_empty()) {
            *sheet = rewritten(sheet, &rows, format.has_sheets());
        }
    }
    misfits
}

/// Notes a mend beside the earlier ones of its row, if it fits upon them.
fn change<'m>(folder: &Folder, mend: &'m Mend, changes: &mut Vec<Change<'m>>) -> bool {
    if changes.iter().any(|c| matches!(c, Change::Out)) {
        return false;
    }
    let at = mend.at();
    match mend {
        Mend::Cell { old, new, .. } => {
            let before = changes.iter().rev().find_map(|c| match c {
                Change::Cell(col, text) if *col == at.col => Some(*text),
                _ => None,
            });
            let there = sheet_of(folder, at).is_some_and(|s| s.row(at.row).is_some());
            if !there || before.unwrap_or_else(|| cell_text(folder, at)) != old {
                return false;
            }
            changes.push(Change::Cell(at.col, new));
        }
        Mend::RowOut { old, .. } => {
            if sheet_of(folder, at).is_none_or(|s| s.row(at.row).is_none() || row_text(s, at.row) != *old) {
                return false;
            }
            changes.push(Change::Out);
        }
    }
    true
}

/// The sheet with its changes; fonts, hidden columns and merged cells stay.
fn rewritten(sheet: &Sheet, rows: &BTreeMap<u32, Vec<Change<'_>>>, has_sheets: bool) -> Sheet {
    let mut out = Sheet::new(sheet.name.clone());
    (out.hidden, out.fonts) = (sheet.hidden, sheet.fonts.clone());
    (out.hidden_cols, out.merges) = (sheet.hidden_cols.clone(), sheet.merges.clone());
    out.empty_rows = sheet.empty_rows;
    // a sheet without fonts is judged by the letters of its columns, and naming one would end that
    let typed = if sheet.fonts.len() > 1 || !has_sheets { out.font(TYPED) } else { 0 };
    for row in sheet.rows() {
        let changes = rows.get(&row.number).map_or(&[][..], Vec::as_slice);
        if changes.iter().any(|c| matches!(c, Change::Out)) {
            continue;
        }
        out.begin_row(row.number, row.hidden, row.deleted);
        let mut new: BTreeMap<u16, &str> = BTreeMap::new();
        for c in changes {
            if let Change::Cell(col, text) = c {
                new.insert(*col, text);
            }
        }
        for cell in sheet.cells(row) {
            for (col, text) in take_below(&mut new, cell.col) {
                out.push(col, text, kind(text), typed, false);
            }
            match new.remove(&cell.col) {
                Some(text) => out.push(cell.col, text, kind(text), typed, false),
                None => {
                    let at = out.push(cell.col, sheet.text(cell), cell.kind, cell.font, cell.formula);
                    let runs = sheet.font_runs(row, cell);
                    if let Some(at) = at.filter(|_| !runs.is_empty()) {
                        out.runs.insert(at, runs.to_vec());
                    }
                    at
                }
            };
        }
        for (col, text) in new {
            out.push(col, text, kind(text), typed, false);
        }
    }
    out
}

/// Takes what lies before a column.
fn take_below<'t>(new: &mut BTreeMap<u16, &'t str>, col: u16) -> BTreeMap<u16, &'t str> {
    let rest = new.split_off(&col);
    std::mem::replace(new, rest)
}

/// What somebody typed: a number where it is nothing but digits with a point, else text, which the reading of amounts and days understands.
fn kind(text: &str) -> CellKind {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // a number with leading zeros is a name made of digits
    if plain && digits.matches('.').count() <= 1 && !(digits.len() > 1 && digits.starts_with('0')) {
        CellKind::Number
    } else {
        CellKind::Text
    }
}
