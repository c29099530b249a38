//! A sheet as cells at places, before it becomes a file.

use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text as typed.
    Text(String),
    /// A number with two decimals: money in paise, rates in hundredths.
    Number(i64),
    /// A whole number.
    Int(i64),
    /// A true date.
    Day(Date),
    /// A formula with its cached value in hundredths.
    Formula(String, i64),
}

/// A sheet; rows as a user counts them (from 1), columns from 0.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// Cells.
    pub cells: BTreeMap<(u32, u16), Cell>,
    /// Merged rectangles: top, left, bottom, right.
    pub merges: Vec<(u32, u16, u32, u16)>,
    /// Rows a forgotten filter hides.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub hidden_cols: BTreeSet<u16>,
    /// Columns whose text is in an ordinary font even in a legacy-font book.
    pub plain_cols: BTreeSet<u16>,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Sheet {
        Sheet { name: name.into(), ..Sheet::default() }
    }

    /// Writes a cell; an empty text is no cell.
    pub fn put(&mut self, row: u32, col: u16, cell: Cell) {
        if cell != Cell::Text(String::new()) {
            self.cells.insert((row, col), cell);
        }
    }

    /// Writes text.
    pub fn text(&mut self, row: u32, col: u16, text: impl Into<String>) {
        self.put(row, col, Cell::Text(text.into()));
    }

    /// Last row with a cell.
    #[must_use]
    pub fn last_row(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |k| k.0)
    }

    /// Columns used.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.cells.keys().map(|k| k.1 + 1).max().unwrap_or(0)
    }
}
