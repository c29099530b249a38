//! What was brought and is not read: files read only in part, and cells in a column of money or days that hold something which is neither. Neither is
//! a doubt about the old books, so neither is a finding; but what is not read is not in the figures, and that is answered for before anybody signs.

use super::case::Case;
use super::event::Answer;
use crate::Migrated;
use crate::cell::Folder;
use kernel::Source;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// First part of the key under which a file read only in part is answered.
pub const PARTLY: &str = "PARTLY_READ";
/// First part of the key under which the unread cells of a file are answered.
pub const CELLS: &str = "UNREAD_CELLS";

/// Key of the answer to a file that was read only in part.
#[must_use]
pub fn partly_key(path: &str) -> String {
    format!("{PARTLY}|{path}")
}

/// Whether the key of an answer is of such a thing, and not of a finding.
#[must_use]
pub fn is_of_file(key: &str) -> bool {
    [PARTLY, CELLS].contains(&key.split('|').next().unwrap_or_default())
}

/// Cells of a file that hold something where money or a day should stand, and were read as nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// Index of the file.
    pub file: usize,
    /// Its path.
    pub path: String,
    /// The cells in their order.
    pub at: Vec<Source>,
    /// Key of the answer: of these very cells and what stands in them, so that one more makes it another.
    pub key: String,
}

/// The unread cells, by file.
#[must_use]
pub fn cells(m: &Migrated, folder: &Folder) -> Vec<Cells> {
    let mut found: BTreeMap<usize, Vec<Source>> = BTreeMap::new();
    for r in &m.books.registers {
        let here = r.body.unread.iter().map(|(record, field)| r.source(field, *record));
        let lost = r.body.lost.iter().map(|&(row, col)| Source { file: r.file, sheet: r.sheet, row, col });
        found.entry(usize::from(r.file)).or_default().extend(here.chain(lost));
    }
    let of = |(file, mut at): (usize, Vec<Source>)| {
        at.sort_unstable_by_key(|s| (s.sheet, s.row, s.col));
        at.dedup();
        let path = folder.files.get(file)?.path.clone();
        let key = format!("{CELLS}|{path}||{}", mark(folder, &at));
        (!at.is_empty()).then_some(Cells { file, path, at, key })
    };
    found.into_iter().filter_map(of).collect()
}

/// A short mark of cells and what stands in them.
fn mark(folder: &Folder, at: &[Source]) -> String {
    let mut sum = Sha256::new();
    for s in at {
        let spot = super::spot(folder, *s);
        let text = super::mend::cell_text(folder, &spot);
        sum.update(format!("{}|{}|{}|{text}\n", spot.sheet, spot.row, spot.col));
    }
    sum.finalize().iter().take(6).fold(String::from("#"), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Whether somebody answered for it.
#[must_use]
pub fn is_answered(case: &Case, key: &str) -> bool {
    case.answers.get(key).is_some_and(|a| matches!(a.what, Answer::Stands { .. }))
}

/// Files read only in part for which nobody answered.
#[must_use]
pub fn partly(case: &Case) -> Vec<&str> {
    let open = case.partly.keys().filter(|path| !is_answered(case, &partly_key(path)));
    open.map(String::as_str).collect()
}
