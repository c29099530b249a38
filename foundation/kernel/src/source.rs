//! Where a figure came from.

use serde::{Deserialize, Serialize, Serializer};

/// The cell of a legacy file a figure was read from. `file` and `sheet` count from 0 in the list of files kept with
/// the migration; `row` is the number a spreadsheet user sees; `col` counts from 0.
///
/// Written as `[file, sheet, row, col]`; read in that form and as `{"f":…,"s":…,"r":…,"c":…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub struct Source {
    /// Index into the migration's files.
    #[serde(rename = "f")]
    pub file: u16,
    /// Index of the sheet in that file.
    #[serde(rename = "s")]
    pub sheet: u16,
    /// Row as the user sees it.
    #[serde(rename = "r")]
    pub row: u32,
    /// Column from 0.
    #[serde(rename = "c")]
    pub col: u16,
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.file, self.sheet, self.row, self.col).serialize(to)
    }
}
