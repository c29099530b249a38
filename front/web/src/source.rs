//! Cells of kept legacy files, read again from their bytes when somebody wants to see where a figure came from.

use crate::cell::{CellView, CellWindow, SourceCells, WindowRow};
use desk::Desk;
use keep::view::FileRow;
use kernel::{Digest, Refusal, Source};
use migration::cell::{Format, RowRef, Sheet, SourceFile};
use migration::view::View;
use std::sync::{Arc, Mutex, PoisonError};

/// Files kept open: opening one anew costs from milliseconds to seconds, neighbouring cells are asked for in a row.
const OPEN: usize = 4;
/// Larger files are read anew each time: their sheets may take ten times their size in memory.
const OPEN_BYTES: u64 = 32 << 20;
/// Columns shown at most.
const COLUMNS: u16 = 24;

/// Files of a desk's data folder.
pub struct KeptFiles {
    desk: Arc<Desk>,
    open: Mutex<Vec<(Digest, Arc<SourceFile>)>>,
}

impl KeptFiles {
    /// Over the files this desk keeps.
    #[must_use]
    pub fn new(desk: Arc<Desk>) -> KeptFiles {
        KeptFiles { desk, open: Mutex::default() }
    }

    /// The file as read; the last few stay open.
    fn file(&self, kept: &FileRow) -> Result<Arc<SourceFile>, Refusal> {
        let gone = || Refusal::new(6003).with("file", &kept.path);
        let digest = Digest::from_hex(&kept.digest).ok_or_else(gone)?;
        let lock = || self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = taken_up(&mut lock(), digest) {
            return Ok(file);
        }
        let bytes = self.desk.file_bytes(&digest).map_err(|_| gone())?;
        let file = Arc::new(readers::kept::read(&kept.path, &bytes)?);
        if kept.bytes <= OPEN_BYTES {
            let mut open = lock();
            open.insert(0, (digest, file.clone()));
            open.truncate(OPEN);
        }
        Ok(file)
    }
}

/// An open file, moved to the front: the one longest unused falls out at the end.
fn taken_up(open: &mut [(Digest, Arc<SourceFile>)], digest: Digest) -> Option<Arc<SourceFile>> {
    let at = open.iter().position(|(d, _)| *d == digest)?;
    open[..=at].rotate_right(1);
    Some(open[0].1.clone())
}

impl SourceCells for KeptFiles {
    fn window(&self, kept: &FileRow, source: Source, heading: Option<u32>, around: u32) -> Result<CellWindow, Refusal> {
        let file = self.file(kept)?;
        let none = || Refusal::new(6009).with("cell", format!("{}{}", crate::words::column(source.col), source.row));
        let sheet = file.sheets.get(usize::from(source.sheet)).ok_or_else(none)?;
        window(sheet, file.format, source, heading, around).ok_or_else(none)
    }
}

/// The rows around a cell; `None` where the sheet has no such row.
fn window(sheet: &Sheet, format: Format, source: Source, heading: Option<u32>, around: u32) -> Option<CellWindow> {
    let rows = sheet.rows();
    let (from, to) = (source.row.saturating_sub(around), source.row.saturating_add(around));
    let first = rows.partition_point(|r| r.number < from.max(1));
    let after = rows.partition_point(|r| r.number <= to);
    let shown = rows.get(first..after).filter(|rows| !rows.is_empty())?;
    let heading = heading.and_then(|n| sheet.row(n)).or_else(|| sheet.row(0));
    let used = shown.iter().chain(heading).filter_map(|r| sheet.cells(r).last()).map(|c| c.col + 1).max().unwrap_or(1);
    let first_col = source.col.saturating_sub(COLUMNS / 2).min(used.saturating_sub(COLUMNS));
    let cols = first_col..used.min(first_col + COLUMNS).max(source.col + 1);
    let view = View::new(sheet, format);
    let read = |row: &RowRef| cols.clone().map(|col| cell(&view, row, col)).collect::<Vec<_>>();
    let row =
        |row: &RowRef| WindowRow { number: row.number, hidden: row.hidden, deleted: row.deleted, cells: read(row) };
    Some(CellWindow {
        first_col,
        headings: heading.map_or_else(|| cols.clone().map(|_| CellView::default()).collect(), read),
        // The heading stands above the columns already.
        rows: shown
            .iter()
            .filter(|r| r.number == source.row || heading.is_none_or(|h| h.number != r.number))
            .map(row)
            .collect(),
    })
}

fn cell(view: &View<'_>, row: &RowRef, col: u16) -> CellView {
    let Some(cell) = view.sheet.at(row, col) else { return CellView::default() };
    CellView {
        raw: view.sheet.text(cell).to_owned(),
        reading: view.text(row, cell).into_owned(),
        font: view.sheet.fonts.get(usize::from(cell.font)).cloned().unwrap_or_default(),
        legacy: view.is_legacy(row, cell),
        number: cell.kind == migration::cell::CellKind::Number,
    }
}
