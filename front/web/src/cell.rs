//! The source cell: the neighbouring rows of the old sheet, the cell marked, old letters beside their reading.

use crate::ask::{Ask, Trouble};
use crate::migration::{Taken, place, taken_in};
use crate::page::{self, Frame, Tab};
use crate::words::column;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use keep::view::{FileRow, RegisterRow};
use kernel::{Refusal, Source};

/// A cell of an old sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellView {
    /// Text as stored; empty for a blank cell.
    pub raw: String,
    /// The same in Unicode; equals `raw` where the font is no legacy font.
    pub reading: String,
    /// Font name as in the file; empty where not known.
    pub font: String,
    /// The text was stored in a legacy font.
    pub legacy: bool,
    /// The file stored a number.
    pub number: bool,
}

/// A row of an old sheet.
#[derive(Clone, Debug)]
pub struct WindowRow {
    /// Number as the user of the old sheet sees it.
    pub number: u32,
    /// Hidden by a filter or by hand.
    pub hidden: bool,
    /// Marked deleted (DBF).
    pub deleted: bool,
    /// One cell for each column of the window.
    pub cells: Vec<CellView>,
}

/// A piece of an old sheet around one cell.
#[derive(Clone, Debug)]
pub struct CellWindow {
    /// First column, from 0.
    pub first_col: u16,
    /// Headings of the columns, one for each column of the window.
    pub headings: Vec<CellView>,
    /// Rows by rising number.
    pub rows: Vec<WindowRow>,
}

/// Reads pieces of kept files.
pub trait SourceCells: Send + Sync + 'static {
    /// The rows around a cell, `around` before and after, with the heading row. May block.
    ///
    /// # Errors
    /// A refusal (6003 file is not kept here, 6009 no such cell, or the reader's own) in place of a window.
    fn window(&self, file: &FileRow, source: Source, heading: Option<u32>, around: u32) -> Result<CellWindow, Refusal>;
}

/// Letters that stand on one line of a cell.
const LINE: usize = 22;

/// A cell ready to show.
pub(crate) struct Shown {
    pub reading: String,
    /// Old letters; empty where they equal the reading.
    pub old: String,
    pub num: bool,
    /// Short enough to stand on one line.
    pub short: bool,
    pub hot: bool,
}

/// A row ready to show.
pub(crate) struct ShownRow {
    pub number: String,
    pub hidden: bool,
    pub deleted: bool,
    pub hot: bool,
    pub cells: Vec<Shown>,
}

/// A window ready to show.
pub(crate) struct WindowView {
    /// Letter and heading of each column; true for the marked one.
    pub heads: Vec<(String, String, bool)>,
    pub rows: Vec<ShownRow>,
    /// The cell's text as stored.
    pub raw: String,
    /// Its reading.
    pub reading: String,
    pub legacy: bool,
    pub font: String,
    /// `D38`.
    pub name: String,
    pub heading: String,
    pub place: String,
    pub digest: String,
    pub digest_short: String,
    pub any_hidden: bool,
}

/// The heading row of the register a cell belongs to: the last one at or above it on its sheet.
fn heading_row(taken: &Taken, source: Source) -> Option<u32> {
    let same =
        |r: &&RegisterRow| (r.source.file, r.source.sheet) == (source.file, source.sheet) && r.source.row <= source.row;
    taken.registers.iter().filter(same).map(|r| r.source.row).max()
}

/// The window around a cell; `mark` highlights the cell.
pub(crate) fn window(ask: &Ask, taken: &Taken, source: Source, around: u32, mark: bool) -> Result<WindowView, Refusal> {
    let none = || Refusal::new(6009).with("cell", format!("{}{}", column(source.col), source.row));
    let file = taken.files.get(usize::from(source.file)).ok_or_else(none)?;
    let found = ask.web.cells.window(file, source, heading_row(taken, source), around)?;
    let at = usize::from(source.col.checked_sub(found.first_col).ok_or_else(none)?);
    let cell =
        found.rows.iter().find(|r| r.number == source.row).and_then(|r| r.cells.get(at)).ok_or_else(none)?.clone();
    let col_of = |i: usize| found.first_col + u16::try_from(i).unwrap_or(0);
    let heads = found.headings.iter().enumerate();
    let heads = heads.map(|(i, h)| (column(col_of(i)), h.reading.clone(), mark && i == at)).collect::<Vec<_>>();
    let shown = |row: &WindowRow| ShownRow {
        number: row.number.to_string(),
        hidden: row.hidden,
        deleted: row.deleted,
        hot: mark && row.number == source.row,
        cells: row
            .cells
            .iter()
            .enumerate()
            .map(|(i, c)| shown_cell(c, mark && row.number == source.row && i == at))
            .collect(),
    };
    Ok(WindowView {
        rows: found.rows.iter().map(shown).collect(),
        raw: cell.raw,
        reading: cell.reading,
        legacy: cell.legacy,
        font: cell.font,
        name: format!("{}{}", column(source.col), source.row),
        heading: found.headings.get(at).map(|h| h.reading.clone()).unwrap_or_default(),
        heads,
        place: place(&taken.files, source.file, source.sheet),
        digest_short: file.digest.chars().take(16).collect(),
        digest: file.digest.clone(),
        any_hidden: found.rows.iter().any(|r| r.hidden),
    })
}

fn shown_cell(cell: &CellView, hot: bool) -> Shown {
    Shown {
        reading: cell.reading.clone(),
        old: if cell.legacy && cell.raw != cell.reading { cell.raw.clone() } else { String::new() },
        num: cell.number,
        short: cell.reading.chars().count() <= LINE,
        hot,
    }
}

#[derive(Template)]
#[template(path = "cell.html")]
struct Page {
    c: Frame,
    window: WindowView,
    migration: String,
}

/// The page of one cell; `parts` are file, sheet, row, column.
pub(crate) fn show(ask: &Ask, code: &str, parts: [&str; 4]) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let source = source_of(parts).ok_or_else(Trouble::no_page)?;
    let taken = taken_in(ask, &society)?;
    let window = window(ask, &taken, source, 6, true).map_err(|r| Trouble::Refused(StatusCode::NOT_FOUND, r))?;
    let c = Frame::of(ask, &society, Tab::Migration);
    page::show(ask, &Page { window, migration: format!("{}/migration", society.base), c })
}

fn source_of([file, sheet, row, col]: [&str; 4]) -> Option<Source> {
    Some(Source {
        file: file.parse().ok()?,
        sheet: sheet.parse().ok()?,
        row: row.parse().ok()?,
        col: col.parse().ok()?,
    })
}
