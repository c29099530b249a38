//! A sheet as the clerk knows it: every row by its role, columns with what they mean, text of an old font beside its reading. A long sheet comes in
//! pieces as it is scrolled.

use super::memory::{self, Bench};
use super::{At, act, answered, no_place, number, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::registers::field_name;
use crate::words::{column, register};
use askama::Template;
use axum::response::Response;
use kernel::Refusal;
use lipi::amount::group;
use migration::bench::BenchEvent;
use migration::books::Register;
use migration::cell::{CellKind, RowRef, Sheet, SourceFile};
use migration::line::{self, Role};
use migration::profile::{self, TableProfile};
use migration::view::View;
use migration::vocabulary::WORDS;

/// Rows of one piece as it is scrolled, and of the page itself: it stays small, and a person without script turns pages.
const PIECE: usize = 80;
const FIRST: usize = 25;
/// Columns shown at most.
const COLUMNS: u16 = 40;

pub(super) struct Cell {
    pub reading: String,
    /// The letters of an old font, where it is in one.
    pub raw: String,
    pub num: bool,
}

pub(super) struct Row {
    pub number: u32,
    /// `head`, `data`, `total`, `label`, `out`: what it is taken for.
    pub role: &'static str,
    /// The same in a word.
    pub said: String,
    pub hidden: bool,
    pub mark: bool,
    /// The row lies in no register and may be said to head one.
    pub may_head: bool,
    pub cells: Vec<Cell>,
}

struct Head {
    letter: String,
    means: String,
    href: String,
}

#[derive(Template)]
#[template(path = "bench/sheet.html", blocks = ["rows"])]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    back: String,
    path: String,
    name: String,
    heads: Vec<Head>,
    rows: Vec<Row>,
    /// Rows of the sheet, and the first of this piece, from 0.
    total: usize,
    from: usize,
    shown_total: String,
    before: String,
    after: String,
    here: String,
    /// File and sheet as an address writes them, and what does a deed to the mapping.
    spot: String,
    layouts: String,
    told: Vec<super::layouts::Told>,
    /// Registers found on it: name, and where each begins.
    registers: Vec<(String, String)>,
}

/// A sheet with what was understood of it.
pub(super) struct Open<'b> {
    pub file: &'b SourceFile,
    pub sheet: &'b Sheet,
    pub registers: Vec<&'b Register>,
    pub view: View<'b>,
}

/// The sheet of an address.
pub(super) fn open<'b>(b: &'b Bench, file: &str, sheet: &str) -> Result<Open<'b>, Trouble> {
    let (f, s) = (number(file)?, number(sheet)?);
    let of = b.folder.files.get(f).ok_or_else(|| no_place(file))?;
    let at = of.sheets.get(s).ok_or_else(|| no_place(sheet))?;
    let here = |r: &&Register| usize::from(r.file) == f && usize::from(r.sheet) == s;
    let registers = b.worked.migrated.books.registers.iter().filter(here).collect();
    Ok(Open { file: of, sheet: at, registers, view: View::new(at, of.format) })
}

impl Open<'_> {
    fn columns(&self) -> u16 {
        let rows = self.sheet.rows();
        let used = rows.iter().filter_map(|r| self.sheet.cells(r).last()).map(|c| c.col + 1).max().unwrap_or(1);
        used.min(COLUMNS)
    }

    /// What the row at an index is taken for.
    fn role(&self, i: usize, row: &RowRef) -> &'static str {
        let Some(r) = self.registers.iter().find(|r| (r.table.head_at..r.table.end).contains(&i)) else { return "out" };
        if i < r.table.head_at + r.table.levels {
            return "head";
        }
        match line::role(&self.view, &r.table, row, true) {
            Role::Data => "data",
            Role::Heading => "head",
            Role::PageTotal | Role::GrandTotal | Role::Total | Role::Carried | Role::Brought => "total",
            Role::PageLabel(_) | Role::Village(_) => "label",
            Role::Blank | Role::Other => "out",
        }
    }

    /// Rows from an index on; `mark` is the number of one to be found at once.
    pub fn rows(&self, c: &Frame, from: usize, most: usize, mark: Option<u32>) -> Vec<Row> {
        let columns = self.columns();
        let rows = self.sheet.rows().iter().enumerate().skip(from).take(most);
        rows.map(|(i, row)| {
            let role = if row.deleted { "out" } else { self.role(i, row) };
            Row {
                number: row.number,
                role,
                said: c.s(&format!("bench-role-{role}")),
                hidden: row.hidden,
                mark: mark == Some(row.number),
                may_head: !self.is_in_register(i) && self.sheet.cells(row).len() > 1,
                cells: (0..columns).map(|col| self.cell(row, col)).collect(),
            }
        })
        .collect()
    }

    fn cell(&self, row: &RowRef, col: u16) -> Cell {
        let Some(cell) = self.sheet.at(row, col) else {
            return Cell { reading: String::new(), raw: String::new(), num: false };
        };
        let raw = if self.view.is_legacy(row, cell) { self.sheet.text(cell).to_owned() } else { String::new() };
        let reading = self.view.text(row, cell).into_owned();
        Cell { raw: if raw == reading { String::new() } else { raw }, reading, num: cell.kind == CellKind::Number }
    }

    /// Letters of the columns with what they mean in the table a row is of.
    pub fn heads(&self, c: &Frame, row: u32) -> Vec<(String, String)> {
        (0..self.columns()).map(|col| (column(col), self.means(c, col, row).unwrap_or_default())).collect()
    }

    /// What a column means in the table a row is of; nothing outside registers.
    fn means(&self, c: &Frame, col: u16, row: u32) -> Option<String> {
        let of = self.register(col, row)?;
        let means = of.table.columns.iter().find(|m| m.col == col).map(|m| field_name(c, m.field));
        Some(means.unwrap_or_else(|| c.s("bench-unused")))
    }

    /// The register a column belongs to at a row: of tables one below the other the one the row is of, else the next one below, else the last.
    fn register(&self, col: u16, row: u32) -> Option<&Register> {
        let at = self.sheet.rows().partition_point(|r| r.number < row);
        let mut here = self.registers.iter().copied().filter(|r| (r.table.span.0..=r.table.span.1).contains(&col));
        here.clone().find(|r| at < r.table.end).or_else(|| here.next_back())
    }

    /// Whether a row lies in a register.
    fn is_in_register(&self, i: usize) -> bool {
        self.registers.iter().any(|r| (r.table.head_at..r.table.end).contains(&i))
    }
}

pub(super) fn show(ask: &Ask, code: &str, file: &str, sheet: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (b, afar) = memory::seen(ask, &society)?;
    let o = open(&b, file, sheet)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let total = o.sheet.rows().len();
    let mark = Some(row_of(ask)).filter(|row| *row > 0);
    let at = mark.map(|n| o.sheet.rows().partition_point(|r| r.number < n).saturating_sub(8));
    let from = ask.value("from").and_then(|f| f.parse().ok()).or(at).unwrap_or(0).min(total.saturating_sub(1));
    let here = format!("{}/bench/sheet/{file}/{sheet}", society.base);
    let piece = |from: usize| format!("{here}?from={from}");
    let row = mark.or_else(|| o.sheet.rows().get(from).map(|r| r.number)).unwrap_or(0);
    let mut heads: Vec<_> = (0..o.columns()).map(|col| head(&c, &o, &here, (col, row))).collect();
    let mut rows = o.rows(&c, from, if ask.part { PIECE } else { FIRST }, mark);
    // another desk's work is looked at, not done
    if afar {
        heads.iter_mut().for_each(|h| h.href.clear());
        rows.iter_mut().for_each(|r| r.may_head = false);
    }
    let named =
        |r: &&Register| (register(c.lang, r.table.kind, &r.table.product), format!("{here}?row={}", r.head_row));
    let registers = o.registers.iter().map(named).collect();
    let page = Page {
        steps: if afar { Vec::new() } else { steps(&c, &society, &b, At::Files) },
        back: format!("{}/bench/{}", society.base, if afar { "milan" } else { "files" }),
        path: o.file.path.clone(),
        name: o.sheet.name.clone(),
        heads,
        rows,
        total,
        from,
        shown_total: group(total as u64),
        before: if from > 0 { piece(from.saturating_sub(FIRST)) } else { String::new() },
        after: if from + FIRST < total { piece(from + FIRST) } else { String::new() },
        told: match afar {
            true => Vec::new(),
            false => super::layouts::told(ask, &c, &b, &o, (number(file)?, number(sheet)?))?,
        },
        spot: format!("{file}/{sheet}"),
        layouts: format!("{}/bench/layouts", society.base),
        here,
        registers,
        c,
    };
    if ask.part { page::show(ask, &page.as_rows()) } else { page::show(ask, &page) }
}

/// The row an address speaks of: of several tables of a sheet it says which.
fn row_of(ask: &Ask) -> u32 {
    ask.value("row").and_then(|r| r.parse().ok()).unwrap_or(0)
}

fn head(c: &Frame, o: &Open<'_>, here: &str, (col, row): (u16, u32)) -> Head {
    let means = o.means(c, col, row);
    let of = o.register(col, row).map(|r| format!("{here}/{col}?row={}", r.head_row));
    let href = of.unwrap_or_default();
    Head { letter: column(col), means: means.unwrap_or_default(), href }
}

pub(super) fn column_form(ask: &Ask, code: &str, (file, sheet, col): (&str, &str, &str)) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    pointing(ask, &society, (file, sheet, col))?.show(ask)
}

/// Registers a table can be said to be, with their products.
pub(super) const KINDS: [(&str, &str); 20] = [
    ("members", ""),
    ("members", "NOMINAL"),
    ("villages", ""),
    ("shares", ""),
    ("loans", "ST"),
    ("loans", "MT"),
    ("loans", "LT"),
    ("deposits", "SB"),
    ("deposits", "RD"),
    ("deposits", "FD"),
    ("deposits", "DD"),
    ("dcb", ""),
    ("stock", ""),
    ("debtors", ""),
    ("borrowings", ""),
    ("investments", ""),
    ("fixed_assets", ""),
    ("cash_bank", ""),
    ("trial_balance", ""),
    ("balance_sheet", ""),
];

/// The kinds of register there are: value `kind product` and name.
pub(super) fn kinds(c: &Frame) -> Vec<(String, String)> {
    let one = |(kind, product): &(&str, &str)| (format!("{kind} {product}"), register(c.lang, kind, product));
    let mut out: Vec<(String, String)> = KINDS.iter().map(one).collect();
    out.push(("ignore ".to_owned(), c.s("bench-ignore")));
    out
}

fn pointing(ask: &Ask, society: &Society, (file, sheet, col): (&str, &str, &str)) -> Result<Form, Trouble> {
    let b = memory::bench(ask, society)?;
    let o = open(&b, file, sheet)?;
    let at = u16::try_from(number(col)?).map_err(|_| no_place(col))?;
    let row = row_of(ask);
    let r = o.register(at, row).ok_or_else(|| no_place(col))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let heading = profile::headings(&o.view, &r.table).into_iter().find(|(k, _)| *k == at).map(|(_, h)| h);
    let heading = heading.ok_or_else(|| no_place(col))?;
    let now = r.table.columns.iter().find(|m| m.col == at).map_or("-", |m| m.field);
    let words = WORDS.registers.iter().find(|w| w.kind == r.table.kind);
    let mut fields: Vec<(String, String)> = vec![("-".to_owned(), c.s("bench-unused"))];
    fields.extend(words.iter().flat_map(|w| &w.columns).map(|k| (k.field.to_owned(), field_name(&c, k.field))));
    let kind = format!("{} {}", r.table.kind, r.table.product);
    let title = c.s2("bench-column-title", "letter", &column(at), "heading", &heading);
    let here = format!("{}/bench/sheet/{file}/{sheet}", society.base);
    let form = Form::new(c, title, format!("{here}/{col}?row={row}"));
    let c = &form.c;
    let meaning = Field::labelled("field", c.s("bench-meaning"), Input::Choice(fields)).with(now);
    let whole = Field::labelled("kind", c.s("web-register"), Input::Choice(kinds(c))).with(kind);
    let reason = Field::labelled("reason", c.s("bench-drop-reason"), Input::Text).free();
    let why = c.s("bench-column-why");
    let (back_name, button) = (o.sheet.name.clone(), c.s("bench-read-again"));
    Ok(Form {
        why,
        fields: vec![meaning, whole, reason],
        hidden: vec![("id", born())],
        plain: true,
        back: format!("{here}?row={row}"),
        back_name: if back_name.is_empty() { o.file.path.clone() } else { back_name },
        button,
        ..form
    })
}

/// A column was pointed at.
pub(super) fn point(
    ask: &Ask,
    code: &str,
    (file, sheet, col): (&str, &str, &str),
    f: &Filled,
) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let (table, drops) = mapping(&b, (file, sheet, col), row_of(ask), f)?;
    let reason = f.text("reason").to_owned();
    let event = BenchEvent::MappingSet { table, reason: reason.clone() };
    // what was recognised goes out of the books with everything found in it
    let done = match drops && reason.is_empty() {
        true => Err(refused(Refusal::new(4703))),
        false => act(ask, &society, command(f), event.into()).map(|_| ()),
    };
    let next = format!("{}/bench/sheet/{file}/{sheet}?row={}", society.base, row_of(ask));
    answered(ask, done, &next, || pointing(ask, &society, (file, sheet, col)), f)
}

/// The mapping of the whole table, with one column or its kind changed; and whether columns that were understood are used for nothing by it.
fn mapping(
    b: &Bench,
    (file, sheet, col): (&str, &str, &str),
    row: u32,
    f: &Filled,
) -> Result<(TableProfile, bool), Trouble> {
    let o = open(b, file, sheet)?;
    let at = u16::try_from(number(col)?).map_err(|_| no_place(col))?;
    let r = o.register(at, row).ok_or_else(|| no_place(col))?;
    let (kind, product) = f.text("kind").split_once(' ').unwrap_or((f.text("kind"), ""));
    let words = WORDS.registers.iter().find(|w| w.kind == kind);
    let field = f.text("field");
    if kind != "ignore" && words.is_none() {
        return Err(refused(Refusal::new(3152)));
    }
    let is_read = |field: &str| words.is_some_and(|w| w.columns.iter().any(|c| c.field == field));
    let (mut headings, mut fields, mut drops) = (Vec::new(), Vec::new(), false);
    for (k, heading) in profile::headings(&o.view, &r.table) {
        let now = r.table.columns.iter().find(|m| m.col == k).map_or("-", |m| m.field);
        headings.push(heading);
        let then = match k == at {
            true => field,
            false if now == field => "-", // one column means it, and it is the one pointed at
            false => now,
        };
        drops |= now != "-" && !is_read(then) && !(now == field && is_read(field));
        fields.push(then.to_owned());
    }
    let table = TableProfile { headings, kind: kind.to_owned(), product: product.trim().to_owned(), fields };
    Ok((table, drops))
}
