//! What a reader hands over: files, sheets, rows and cells, each with its provenance. Nothing is interpreted here.
//!
//! A sheet keeps all text in one arena, so that 35 million cells cost tens of bytes each, not hundreds.

use kernel::{Digest, Refusal};
use std::collections::BTreeMap;

/// What kind of thing the file stored in the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text as stored (for DBF: the bytes decoded by the file's codepage, cp1252 where none is named).
    Text,
    /// A number; the text is its shortest exact decimal form (`1234.5`), or the digits as they stand in the file.
    Number,
    /// A date; the text is ISO (`2025-03-31`, or `2025-03-31T10:15:00` where the time is not midnight).
    Date,
    /// `TRUE` or `FALSE`.
    Bool,
    /// An error value such as `#REF!`, or a DBF field overflowed with `*`.
    Error,
}

/// One cell inside a [`Sheet`]; `col` counts from 0, `font` indexes [`Sheet::fonts`] (0 = not known).
#[derive(Clone, Copy, Debug)]
pub struct CellRef {
    pub(crate) start: u32,
    pub(crate) len: u32,
    /// Column from 0.
    pub col: u16,
    /// Index into [`Sheet::fonts`]; 0 = font not known.
    pub font: u16,
    /// What the file stored.
    pub kind: CellKind,
    /// The value is the cached result of a formula.
    pub formula: bool,
}

/// A stretch of one cell's text in another font than the cell's: byte range and font index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontRun {
    /// First byte of the stretch within the cell's text.
    pub from: u32,
    /// Byte after the last.
    pub to: u32,
    /// Index into [`Sheet::fonts`].
    pub font: u16,
}

/// One row. `number` is what a spreadsheet user sees (first row = 1); DBF: the physical record number from 1;
/// XML: the ordinal of the record element from 1. Row 0 holds field names where the format has them outside the rows.
#[derive(Clone, Copy, Debug)]
pub struct RowRef {
    /// Row number as the user sees it.
    pub number: u32,
    /// Hidden by a filter or by hand. Still data.
    pub hidden: bool,
    /// A DBF record marked deleted. Not data.
    pub deleted: bool,
    pub(crate) first: u32,
    pub(crate) end: u32,
}

/// A rectangle of merged cells: rows as the user counts them, columns from 0, all inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u16,
    /// Last column.
    pub right: u16,
}

/// One sheet of a workbook, or the whole of a file that has no sheets (then `name` is empty).
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Name as in the file; empty where there are none.
    pub name: String,
    /// The whole sheet is hidden.
    pub hidden: bool,
    /// Font names as in the file; index 0 is the empty name (not known).
    pub fonts: Vec<String>,
    /// Hidden columns, from 0.
    pub hidden_cols: Vec<u16>,
    /// Merged rectangles.
    pub merges: Vec<Merge>,
    /// Rows of the file, up to the last it names, in which nothing stands; they are passed over.
    pub empty_rows: u32,
    /// Font stretches inside cells that mix fonts: key is the index of the cell in the sheet.
    pub runs: BTreeMap<u32, Vec<FontRun>>,
    arena: String,
    cells: Vec<CellRef>,
    rows: Vec<RowRef>,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Sheet {
        Sheet { name: name.into(), fonts: vec![String::new()], ..Sheet::default() }
    }

    /// The index of a font name, added if new.
    pub fn font(&mut self, name: &str) -> u16 {
        if let Some(i) = self.fonts.iter().position(|f| f == name) {
            return i as u16;
        }
        assert!(self.fonts.len() < usize::from(u16::MAX), "a reader must bound the number of fonts");
        self.fonts.push(name.to_owned());
        (self.fonts.len() - 1) as u16
    }

    /// Begins a row; cells pushed afterwards belong to it. Numbers must rise.
    pub fn begin_row(&mut self, number: u32, hidden: bool, deleted: bool) {
        debug_assert!(self.rows.last().is_none_or(|r| r.number < number), "row numbers must rise");
        let at = self.cells.len() as u32;
        self.rows.push(RowRef { number, hidden, deleted, first: at, end: at });
    }

    /// Adds a cell to the row begun last and returns its index (for [`Sheet::runs`]). Columns must rise within a row;
    /// an empty text is not stored. `None` when nothing was stored, or when the sheet would pass 4 GiB of text.
    pub fn push(&mut self, col: u16, text: &str, kind: CellKind, font: u16, formula: bool) -> Option<u32> {
        let row = self.rows.last_mut().expect("begin_row comes first");
        let start = u32::try_from(self.arena.len()).ok()?;
        let len = u32::try_from(text.len()).ok()?;
        if text.is_empty() || start.checked_add(len).is_none() || self.cells.len() >= u32::MAX as usize {
            return None;
        }
        self.arena.push_str(text);
        self.cells.push(CellRef { start, len, col, font, kind, formula });
        row.end = self.cells.len() as u32;
        Some(row.end - 1)
    }

    /// Drops the cells once they are understood; name, fonts and merges stay.
    pub fn forget(&mut self) {
        self.arena = String::new();
        self.cells = Vec::new();
        self.rows = Vec::new();
        self.runs.clear();
    }

    /// All rows that exist in the file, in order.
    #[must_use]
    pub fn rows(&self) -> &[RowRef] {
        &self.rows
    }

    /// The cells of a row, by rising column; blank cells are absent.
    #[must_use]
    pub fn cells(&self, row: &RowRef) -> &[CellRef] {
        &self.cells[row.first as usize..row.end as usize]
    }

    /// The text of a cell as stored.
    #[must_use]
    pub fn text(&self, cell: &CellRef) -> &str {
        &self.arena[cell.start as usize..(cell.start + cell.len) as usize]
    }

    /// The cell at a column of a row, if not blank.
    #[must_use]
    pub fn at(&self, row: &RowRef, col: u16) -> Option<&CellRef> {
        let cells = self.cells(row);
        cells.binary_search_by_key(&col, |c| c.col).ok().map(|i| &cells[i])
    }

    /// The texts of a row by column, from the first to the last that is not blank; blank cells between are empty texts.
    #[must_use]
    pub fn texts(&self, row: &RowRef) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for cell in self.cells(row) {
            out.resize(usize::from(cell.col).max(out.len()), String::new());
            out.push(self.text(cell).to_owned());
        }
        out
    }

    /// The font stretches of a cell that mixes fonts; empty for ordinary cells.
    #[must_use]
    pub fn font_runs(&self, row: &RowRef, cell: &CellRef) -> &[FontRun] {
        if self.runs.is_empty() {
            return &[];
        }
        let cells = self.cells(row);
        let at = cells.iter().position(|c| c.col == cell.col).map(|i| row.first + i as u32);
        at.and_then(|i| self.runs.get(&i)).map_or(&[], Vec::as_slice)
    }

    /// The row with this number, if the file has it.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&RowRef> {
        self.rows.binary_search_by_key(&number, |r| r.number).ok().map(|i| &self.rows[i])
    }

    /// Cells stored, for progress and limits.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }
}

/// The format a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML workbook.
    Xlsx,
    /// BIFF workbook (Excel 5 to 2003).
    Xls,
    /// Binary workbook of Excel 2007 and later.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// dBase / FoxPro table.
    Dbf,
    /// Separated text.
    Csv,
    /// Tally export.
    TallyXml,
    /// Journal of a plain-text ledger (hledger, beancount).
    Journal,
    /// No file at all: pages of a book, keyed by hand.
    Paper,
}

impl Format {
    /// True where several sheets may lie in one file.
    #[must_use]
    pub fn has_sheets(self) -> bool {
        matches!(self, Format::Xlsx | Format::Xls | Format::Xlsb | Format::Ods | Format::Paper)
    }
}

/// One file of the folder that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path inside the folder, `/` between parts.
    pub path: String,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// Size in bytes.
    pub bytes: u64,
    /// What it was read as.
    pub format: Format,
    /// Its sheets; one nameless sheet where the format has none.
    pub sheets: Vec<Sheet>,
}

/// A file that is not a register: pictures, lock files, texts; or one that could not be read, with the refusal.
#[derive(Clone, Debug)]
pub struct SetAside {
    /// Path inside the folder.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Why it could not be read; `None` for files that are simply no tables (Thumbs.db, `~$` lock files, photos).
    pub refusal: Option<Refusal>,
}

/// A folder as read.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Files with tables, ordered by path.
    pub files: Vec<SourceFile>,
    /// The rest, ordered by path.
    pub set_aside: Vec<SetAside>,
}
