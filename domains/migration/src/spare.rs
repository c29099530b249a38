//! Twelve-digit numbers that are no Aadhaar numbers though their check digit is right, as one in ten is by chance.
//!
//! The meaning of the column decides: an account, member, voucher or mobile number is none; in a remark, a KYC or an ID
//! column it is one. In doubt it is one: a number is spared only if every place in the folder where it stands says so.

use crate::books::{Books, Register};
use crate::cell::{Folder, RowRef, Sheet};
use crate::heading::Mapped;
use lipi::mobile::{self, Mobile};
use lipi::verhoeff;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Columns that hold numbers of another kind.
const NUMBERED: [&str; 4] = ["account_no", "member_no", "bill_no", "mobile"];
/// A heading with one of these holds identities, whatever else it was taken for.
const IDENTITY: [&str; 9] = ["आधार", "पहचान", "aadha", "aadhr", "adhar", "uid", "kyc", "identity", "id proof"];
/// So many numbers with the right check digit in one column, and more than half, are no chance.
const NO_CHANCE: usize = 4;

/// The numbers, in ASCII digits. To be asked while the cells are still there.
#[must_use]
pub fn numbers(folder: &Folder, books: &Books) -> BTreeSet<String> {
    let mut said: FxHashMap<String, bool> = FxHashMap::default();
    for (f, file) in folder.files.iter().enumerate() {
        for (s, sheet) in file.sheets.iter().enumerate() {
            let here = |r: &&Register| usize::from(r.file) == f && usize::from(r.sheet) == s;
            let registers: Vec<(&Register, BTreeSet<u16>)> =
                books.registers.iter().filter(here).map(|r| (r, columns(r, sheet))).collect();
            for row in sheet.rows() {
                judge(sheet, row, &registers, &mut said);
            }
        }
    }
    said.into_iter().filter(|(_, spare)| *spare).map(|(number, _)| number).collect()
}

/// Notes for each number of a row whether this place speaks for sparing it; one that speaks against is enough.
fn judge(sheet: &Sheet, row: &RowRef, registers: &[(&Register, BTreeSet<u16>)], said: &mut FxHashMap<String, bool>) {
    for cell in sheet.cells(row) {
        let mut text = sheet.text(cell);
        if text.len() < 12 {
            continue;
        }
        let whole = text.trim();
        let of = registers
            .iter()
            .find(|(r, cols)| cols.contains(&cell.col) && r.body.rows.binary_search(&row.number).is_ok());
        let spare = of.is_some_and(|(r, _)| {
            let is_mobile = r.table.columns.iter().any(|c| c.col == cell.col && c.field == "mobile");
            whole.len() == 12
                && whole.bytes().all(|b| b.is_ascii_digit())
                && (!is_mobile || matches!(mobile::valid(whole), Mobile::Good(_)))
        });
        while let Some(found) = verhoeff::find_aadhaar(text) {
            let number: String =
                lipi::text::ascii_digits(&text[found.clone()]).chars().filter(char::is_ascii_digit).collect();
            *said.entry(number).or_insert(true) &= spare;
            text = &text[found.end..];
        }
    }
}

/// Columns of a register whose numbers are of another kind: by their meaning, unless the heading speaks of identities or
/// more check digits are right than chance allows.
fn columns(register: &Register, sheet: &Sheet) -> BTreeSet<u16> {
    let numbered = |c: &&Mapped| {
        let heading = c.heading.to_lowercase();
        NUMBERED.contains(&c.field) && !IDENTITY.iter().any(|word| heading.contains(word))
    };
    register
        .table
        .columns
        .iter()
        .filter(numbered)
        .map(|c| c.col)
        .filter(|col| by_chance(register, sheet, *col))
        .collect()
}

fn by_chance(register: &Register, sheet: &Sheet, col: u16) -> bool {
    let (mut all, mut right) = (0, 0);
    for row in register.body.rows.iter().filter_map(|n| sheet.row(*n)) {
        let Some(cell) = sheet.at(row, col) else { continue };
        let text = sheet.text(cell).trim();
        all += usize::from(text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()));
        right += usize::from(verhoeff::find_aadhaar(text).is_some());
    }
    right < NO_CHANCE || right * 2 <= all
}
