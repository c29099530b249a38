//! Fills a [`Sheet`] from cells in whatever order a file holds them, within the bounds.

use crate::limits::{self, MAX_CELLS, MAX_COLS, MAX_FONTS, MAX_TEXT};
use kernel::Refusal;
use migration::cell::{CellKind, FontRun, Sheet};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// What one file may still use; shared by its sheets.
#[derive(Clone)]
pub(crate) struct Budget {
    cells: Rc<Cell<u64>>,
    text: Rc<Cell<u64>>,
}

impl Budget {
    pub(crate) fn new() -> Budget {
        Budget { cells: Rc::new(Cell::new(MAX_CELLS)), text: Rc::new(Cell::new(MAX_TEXT)) }
    }

    fn take(&self, text: usize) -> Result<(), Refusal> {
        let cells = self.cells.get().checked_sub(1).ok_or_else(|| limits::beyond(limits::TOO_MANY_CELLS, MAX_CELLS))?;
        let left = self.text.get().checked_sub(text as u64);
        let left = left.ok_or_else(|| limits::beyond(limits::TOO_MUCH_TEXT, limits::mib(MAX_TEXT)))?;
        self.cells.set(cells);
        self.text.set(left);
        Ok(())
    }
}

/// One value on its way into a sheet.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    pub text: &'a str,
    pub kind: CellKind,
    pub font: u16,
    pub formula: bool,
    pub runs: &'a [FontRun],
}

impl<'a> Value<'a> {
    /// Text or the like without font.
    pub(crate) fn plain(text: &'a str, kind: CellKind) -> Value<'a> {
        Value { text, kind, font: 0, formula: false, runs: &[] }
    }
}

#[derive(Clone, Copy)]
struct RowHead {
    number: u32,
    hidden: bool,
    deleted: bool,
}

struct Late {
    head: RowHead,
    col: u16,
    text: String,
    kind: CellKind,
    font: u16,
    formula: bool,
    runs: Vec<FontRun>,
}

/// A sheet in the making. Cells that arrive in order (all sound files) go straight into it; the others wait and are
/// sorted in at the end, the later of two for one place winning, as in a spreadsheet program.
pub(crate) struct Builder {
    /// The sheet so far: fonts, hidden columns and merges are set on it directly.
    pub sheet: Sheet,
    budget: Budget,
    head: RowHead,
    begun: bool,
    last_row: Option<u32>,
    /// The highest row the file names, with or without a cell.
    named: u32,
    next_col: u32,
    late: Vec<Late>,
    fonts: HashMap<String, u16>,
}

impl Builder {
    pub(crate) fn new(name: &str, budget: &Budget) -> Builder {
        Builder {
            sheet: Sheet::new(name),
            budget: budget.clone(),
            head: RowHead { number: 0, hidden: false, deleted: false },
            begun: false,
            last_row: None,
            named: 0,
            next_col: 0,
            late: Vec::new(),
            fonts: HashMap::new(),
        }
    }

    /// The row the next cells belong to. It comes to exist with its first cell.
    pub(crate) fn row(&mut self, number: u32, hidden: bool, deleted: bool) {
        self.head = RowHead { number, hidden, deleted };
        self.named = self.named.max(number);
        self.begun = false;
    }

    /// Lets the row exist even when it has no cell.
    pub(crate) fn keep_row(&mut self) -> Result<(), Refusal> {
        if !self.begun && self.last_row.is_none_or(|r| r < self.head.number) {
            self.budget.take(0)?;
            self.sheet.begin_row(self.head.number, self.head.hidden, self.head.deleted);
            self.last_row = Some(self.head.number);
            self.begun = true;
            self.next_col = 0;
        }
        Ok(())
    }

    /// Adds a cell at a column from 0; blank text is not stored.
    pub(crate) fn cell(&mut self, col: u32, value: Value) -> Result<(), Refusal> {
        if value.text.is_empty() {
            return Ok(());
        }
        if col >= MAX_COLS {
            return Err(limits::beyond(limits::TOO_MANY_COLUMNS, MAX_COLS));
        }
        self.budget.take(value.text.len())?;
        self.keep_row()?;
        if !self.begun || col < self.next_col {
            self.late.push(Late {
                head: self.head,
                col: col as u16,
                text: value.text.to_owned(),
                kind: value.kind,
                font: value.font,
                formula: value.formula,
                runs: value.runs.to_vec(),
            });
            return Ok(());
        }
        self.next_col = col + 1;
        let at = self.sheet.push(col as u16, value.text, value.kind, value.font, value.formula);
        let at = at.ok_or_else(|| limits::beyond(limits::TOO_MUCH_TEXT, limits::mib(MAX_TEXT)))?;
        if !value.runs.is_empty() {
            self.sheet.runs.insert(at, value.runs.to_vec());
        }
        Ok(())
    }

    /// The index of a font name in this sheet; 0 once there are absurdly many.
    pub(crate) fn font(&mut self, name: &str) -> u16 {
        if let Some(at) = self.fonts.get(name) {
            return *at;
        }
        let at = if self.sheet.fonts.len() < MAX_FONTS { self.sheet.font(name) } else { 0 };
        if at > 0 {
            self.fonts.insert(name.to_owned(), at);
        }
        at
    }

    /// The finished sheet.
    pub(crate) fn finish(self) -> Sheet {
        let named = self.named;
        let mut sheet = if self.late.is_empty() { self.sheet } else { sorted(&self.sheet, &self.late) };
        // a million rows without a cell are a number, not a million rows; row 0 holds names of fields
        let filled = sheet.rows().iter().filter(|r| r.number > 0 && !sheet.cells(r).is_empty()).count();
        sheet.empty_rows = named.saturating_sub(u32::try_from(filled).unwrap_or(u32::MAX));
        sheet
    }
}

enum Origin {
    Placed(u32, usize),
    Late(usize),
}

fn sorted(placed: &Sheet, late: &[Late]) -> Sheet {
    let mut heads = BTreeMap::new();
    let mut cells = BTreeMap::new();
    let mut index = 0;
    for row in placed.rows() {
        heads.insert(row.number, RowHead { number: row.number, hidden: row.hidden, deleted: row.deleted });
        for (i, cell) in placed.cells(row).iter().enumerate() {
            cells.insert((row.number, cell.col), (index, Origin::Placed(row.number, i)));
            index += 1;
        }
    }
    for (i, l) in late.iter().enumerate() {
        heads.entry(l.head.number).or_insert(l.head);
        cells.insert((l.head.number, l.col), (0, Origin::Late(i)));
    }
    let mut out = Sheet::new(placed.name.clone());
    out.hidden = placed.hidden;
    out.fonts.clone_from(&placed.fonts);
    out.hidden_cols.clone_from(&placed.hidden_cols);
    out.merges.clone_from(&placed.merges);
    let mut cells = cells.into_iter().peekable();
    for head in heads.values() {
        out.begin_row(head.number, head.hidden, head.deleted);
        while let Some(((_, col), (index, origin))) = cells.next_if(|((r, _), _)| *r == head.number) {
            let (at, runs) = match origin {
                Origin::Placed(number, i) => {
                    let row = placed.row(number).expect("it was iterated");
                    let c = &placed.cells(row)[i];
                    (out.push(col, placed.text(c), c.kind, c.font, c.formula), placed.runs.get(&index).cloned())
                }
                Origin::Late(i) => {
                    let l = &late[i];
                    (out.push(col, &l.text, l.kind, l.font, l.formula), Some(l.runs.clone()))
                }
            };
            if let (Some(at), Some(runs)) = (at, runs.filter(|r| !r.is_empty())) {
                out.runs.insert(at, runs);
            }
        }
    }
    out
}
