//! How a register is shown: in parts on a page, in longer parts for a printer, whole in a workbook.

use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame};
use crate::reports::{Period, Proof, wants_workbook, workbook};
use askama::Template;
use axum::response::Response;
use desk::export::{Cell, Grid, Holds};
use keep::view::{LINES_A_PAGE, Page as Part};
use kernel::Date;
use lipi::amount::format_indian;
use lipi::date;

/// Rows of a register on a page.
const TAKE: u64 = 40;
/// Rows on a printed one that asks for more: whole pages of the register, so that no part ends within one.
const PRINTED: u64 = 17 * LINES_A_PAGE as u64;

/// A register ready to be shown.
pub(crate) struct Register {
    /// Rows of this part, or all for a workbook.
    pub grid: Grid,
    /// It has a period.
    pub period: Option<Period>,
    /// Rows there are: vouchers, lines, accounts.
    pub total: u64,
    /// Notes and coins under it.
    pub notes: Vec<(String, String, String)>,
    /// Sum of the notes, and their day.
    pub counted: String,
    /// What may be done beside it: address, words, key.
    pub acts: Vec<(String, String, &'static str)>,
}

/// A cell as a page shows it.
pub(crate) struct Shown {
    /// Words or figure.
    pub text: String,
    /// Where it leads; may be empty.
    pub href: String,
    /// Class of the cell.
    pub kind: &'static str,
}

#[derive(Template)]
#[template(path = "grid.html")]
struct Page {
    c: Frame,
    title: String,
    about: Vec<String>,
    period: Option<Period>,
    wide: bool,
    columns: Vec<(String, bool)>,
    rows: Vec<(bool, Vec<Shown>)>,
    /// Of each row: it is the first of a page of the register, and on paper begins a sheet.
    turns: Vec<bool>,
    /// 8 prints, unless it does something else here.
    prints: bool,
    notes: Vec<(String, String, String)>,
    counted: String,
    acts: Vec<(String, String, &'static str)>,
    pager: page::Pager,
    sheet: String,
    longer: String,
    proof: Proof,
}

/// How many rows, and which.
pub(crate) fn part(ask: &Ask) -> (Part, u64) {
    let take = if ask.value("all").is_some() { PRINTED } else { TAKE };
    (if wants_workbook(ask) { Part::ALL } else { Part::number(ask.page(), take) }, take)
}

/// As a page or a workbook, each row with the page of the register it stands on.
pub(crate) fn answer(ask: &Ask, society: &Society, c: Frame, file: &str, mut r: Register) -> Result<Response, Trouble> {
    numbered(ask, &c, &mut r.grid);
    unnumbered(ask, society, c, file, r)
}

/// Where the rows of a register carry no page of their own, they are counted off as they are printed.
fn numbered(ask: &Ask, c: &Frame, grid: &mut Grid) {
    let folio = c.s("rep-folio");
    if grid.columns.first().is_some_and(|k| k.0 == folio) {
        return;
    }
    grid.columns.insert(0, (folio, Holds::Short));
    let (page, take) = part(ask);
    let before = if page == Part::ALL { 0 } else { (ask.page() - 1).saturating_mul(take) };
    let mut at = i64::try_from(before).unwrap_or(i64::MAX - 100_000_000);
    for row in &mut grid.rows {
        let cell = if row.strong { Cell::Empty } else { Cell::text((at / LINES_A_PAGE + 1).to_string()) };
        at += i64::from(!row.strong);
        row.cells.insert(0, cell);
    }
}

/// As a page or a workbook: a list that is no register, or whose rows carry their pages.
pub(crate) fn unnumbered(ask: &Ask, society: &Society, c: Frame, file: &str, r: Register) -> Result<Response, Trouble> {
    let proof = Proof::of(society);
    if wants_workbook(ask) {
        let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        let bytes = ask.web.desk.grid_xlsx(who, society.id(), &r.grid, &proof.text(&c))?;
        return Ok(workbook(file, bytes));
    }
    let (_, take) = part(ask);
    let turns = match ask.value("all") {
        Some(_) => turns(&c, &r.grid),
        None => vec![false; r.grid.rows.len()],
    };
    let page = Page {
        turns,
        prints: r.acts.iter().all(|a| a.2 != "8"),
        title: r.grid.title.clone(),
        about: r.grid.about.clone(),
        wide: r.grid.columns.len() > 6,
        columns: r.grid.columns.iter().map(|(n, h)| (n.clone(), matches!(h, Holds::Money | Holds::Count))).collect(),
        rows: shown(r.grid),
        notes: r.notes,
        counted: r.counted,
        acts: r.acts,
        pager: page::Pager::new(ask, take, r.total),
        sheet: ask.with("as", Some("xlsx")),
        longer: if r.total > TAKE && take == TAKE {
            ask.changed(&[("all", Some("1")), ("p", None)])
        } else {
            String::new()
        },
        period: r.period,
        proof,
        c,
    };
    page::show(ask, &page)
}

/// Which rows begin a page of the register: those whose page follows the row's before. Where pages do not follow each other (a list by names, of
/// members entered on many pages) a sheet is no page, and none begins one.
fn turns(c: &Frame, grid: &Grid) -> Vec<bool> {
    let none = vec![false; grid.rows.len()];
    let folio = c.s("rep-folio");
    let Some(at) = grid.columns.iter().position(|k| k.0 == folio) else { return none };
    let mut last: Option<i64> = None;
    let mut out = Vec::with_capacity(grid.rows.len());
    for row in &grid.rows {
        let here = match row.cells.get(at) {
            Some(Cell::Text(t) | Cell::Link(t, _)) => t.parse::<i64>().ok(),
            Some(Cell::Count(n)) => i64::try_from(*n).ok(),
            _ => None,
        };
        // sums and headings stand with the rows before them
        let Some(here) = here else {
            out.push(false);
            continue;
        };
        match last {
            Some(before) if here == before => out.push(false),
            Some(before) if here == before + 1 || here == 1 => out.push(true),
            Some(_) => return none,
            None => out.push(false),
        }
        last = Some(here);
    }
    out
}

/// The rows of a grid as a page shows them: strong, cells.
pub(crate) fn shown(grid: Grid) -> Vec<(bool, Vec<Shown>)> {
    let kinds: Vec<Holds> = grid.columns.iter().map(|k| k.1).collect();
    let rows = grid.rows.into_iter();
    rows.map(|row| (row.strong, row.cells.into_iter().zip(&kinds).map(|(x, k)| cell(x, *k)).collect())).collect()
}

/// A cell as a page shows it.
pub(crate) fn cell(cell: Cell, holds: Holds) -> Shown {
    let kind = match holds {
        Holds::Words => "",
        Holds::Short => "nowrap",
        Holds::Money | Holds::Count => "num",
    };
    let counted = cell.counted();
    let (text, href) = match cell {
        Cell::Count(_) | Cell::Share(..) => (counted, String::new()),
        Cell::Empty => Default::default(),
        Cell::Text(text) => (text, String::new()),
        Cell::Link(text, href) => (text, href),
        Cell::Money(p) if p.is_zero() => Default::default(),
        Cell::Money(p) | Cell::Sum(p) => (format_indian(p), String::new()),
    };
    Shown { text, href, kind }
}

/// Columns by keys of messages.
pub(crate) fn columns(c: &Frame, all: &[(&str, Holds)]) -> Vec<(String, Holds)> {
    all.iter().map(|(key, holds)| (c.s(key), *holds)).collect()
}

/// A day.
pub(crate) fn day(d: Option<Date>) -> Cell {
    Cell::text(d.map(date::format).unwrap_or_default())
}

/// A voucher's number that leads to it.
pub(crate) fn voucher(base: &str, c: &Frame, entry: (i64, i64), number: &str) -> Cell {
    let number = if number.is_empty() { c.s("web-page-of-accounts") } else { number.to_owned() };
    Cell::Link(number, format!("{base}/vouchers/{}/{}", entry.0, entry.1))
}

/// Keeps the part of a whole list that is asked for.
pub(crate) fn window(ask: &Ask, grid: &mut Grid) {
    let (page, take) = part(ask);
    if page != Part::ALL {
        let from = usize::try_from((ask.page() - 1) * take).unwrap_or(usize::MAX);
        grid.rows = std::mem::take(&mut grid.rows).into_iter().skip(from).take(take as usize).collect();
    }
}

/// A register without notes.
pub(crate) fn plain(grid: Grid, period: Option<Period>, total: u64) -> Register {
    Register { grid, period, total, notes: Vec::new(), counted: String::new(), acts: Vec::new() }
}
