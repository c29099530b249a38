//! Where the real data lies, and small helpers.

use migration::cell::{Sheet, SourceFile};
use std::path::PathBuf;

/// A folder beside the checkout; `None` (and a line on the screen) where it is not there. With `CI=true` that fails.
pub fn shared(inside: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(inside);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no ../shared/{inside}");
    println!("skipped: no ../shared/{inside}");
    None
}

/// The sheet of a name.
pub fn sheet<'a>(file: &'a SourceFile, name: &str) -> &'a Sheet {
    file.sheets.iter().find(|s| s.name == name).unwrap_or_else(|| panic!("no sheet {name} in {}", file.path))
}

/// The text at a row number and column from 0; empty where the cell is blank.
pub fn at(sheet: &Sheet, row: u32, col: u16) -> &str {
    let row = sheet.row(row).unwrap_or_else(|| panic!("no row {row}"));
    sheet.at(row, col).map_or("", |c| sheet.text(c))
}
