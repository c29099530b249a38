//! Statements and registers as workbooks. A grid is the one form of all registers: a page, a printer or a workbook that can show one can
//! show every one.

use super::xlsx::rupees;
use books::statement::{Section, Table};
use keep::view::SocietyRow;
use kernel::Paise;
use lipi::amount::group;
use lipi::{Lang, messages::say};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// Short words and numbers that are not broken: dates, voucher numbers, pages.
    Short,
    /// Money.
    Money,
    /// How many.
    Count,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Words that lead somewhere on pages.
    Link(String, String),
    /// Paise; nothing stays blank.
    Money(Paise),
    /// Paise; nothing is shown as such.
    Sum(Paise),
    /// How many; none stays blank.
    Count(u64),
    /// So many of so many.
    Share(u64, u64),
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    /// A count or a share in words: `38`, `38 / 72 · 53 %`, a dash where there is nothing to share; empty for everything else.
    #[must_use]
    pub fn counted(&self) -> String {
        match self {
            Cell::Count(n) if *n > 0 => group(*n),
            Cell::Share(_, 0) => "–".to_owned(),
            Cell::Share(part, of) => format!("{} / {} · {} %", group(*part), group(*of), part * 100 / of),
            _ => String::new(),
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// A sum or a balance: shown strongly.
    pub strong: bool,
}

/// A register or a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Title.
    pub title: String,
    /// Period, account, owner: lines under the title.
    pub about: Vec<String>,
    /// Headings with what stands under them.
    pub columns: Vec<(String, Holds)>,
    /// Rows.
    pub rows: Vec<Row>,
}

impl Grid {
    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, strong: false });
    }

    /// Adds a sum or a balance.
    pub fn strong(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, strong: true });
    }
}

/// Formats of a workbook.
pub(super) struct Formats {
    pub(super) bold: Format,
    pub(super) head: Format,
    words: Format,
    pub(super) money: Format,
    sum: Format,
}

impl Formats {
    pub(super) fn new() -> Formats {
        let money = Format::new().set_num_format("#,##,##0.00").set_border(FormatBorder::Hair);
        Formats {
            bold: Format::new().set_bold(),
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin),
            words: Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair),
            sum: money.clone().set_bold(),
            money,
        }
    }
}

/// Title, society, what it is about; gives the next free row.
fn heading(
    sheet: &mut Worksheet,
    f: &Formats,
    society: &SocietyRow,
    title: &str,
    about: &[String],
) -> Result<u32, XlsxError> {
    sheet.write_with_format(0, 0, &society.name, &f.bold)?;
    sheet.write_with_format(1, 0, title, &f.bold)?;
    for (i, line) in about.iter().enumerate() {
        sheet.write(2 + i as u32, 0, line)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(3 + about.len() as u32)
}

/// Headings and rows from a row on; gives the row after the last.
pub(super) fn cells(sheet: &mut Worksheet, f: &Formats, grid: &Grid, top: u32) -> Result<u32, XlsxError> {
    for (col, (name, holds)) in grid.columns.iter().enumerate() {
        sheet.write_with_format(top, col as u16, name, &f.head)?;
        let width = match holds {
            Holds::Words => 32,
            Holds::Short => 13,
            Holds::Money => 16,
            Holds::Count => 10,
        };
        sheet.set_column_width(col as u16, width)?;
    }
    for (i, row) in grid.rows.iter().enumerate() {
        let at = top + 1 + i as u32;
        for (col, cell) in row.cells.iter().enumerate() {
            let col = col as u16;
            let (words, money) = if row.strong { (&f.bold, &f.sum) } else { (&f.words, &f.money) };
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Link(text, _) => {
                    sheet.write_with_format(at, col, text, words)?;
                }
                Cell::Money(p) if p.is_zero() => {}
                Cell::Money(p) | Cell::Sum(p) => {
                    sheet.write_with_format(at, col, rupees(*p), money)?;
                }
                // a share stands beside the column of what it is a share of
                Cell::Count(n) | Cell::Share(n, _) => {
                    sheet.write_with_format(at, col, *n as f64, words)?;
                }
            }
        }
    }
    Ok(top + 1 + grid.rows.len() as u32)
}

/// Category of a workbook for people; the readers of old books know it and set such a file aside (4680).
const READING_MARK: &str = "sahakar:for-reading";

/// A workbook for people: what it is stands in its properties, so that nobody takes it in as old books.
fn for_reading() -> Workbook {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_category(READING_MARK));
    book
}

pub(super) fn grid(society: &SocietyRow, grid: &Grid, proof: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = for_reading();
    let f = Formats::new();
    let sheet = book.add_worksheet();
    let top = heading(sheet, &f, society, &grid.title, &grid.about)?;
    cells(sheet, &f, grid, top)?;
    sheet.write(top + 2 + grid.rows.len() as u32, 0, proof)?;
    sheet.set_freeze_panes(top + 1, 0)?;
    sheet.set_repeat_rows(top, top)?;
    if grid.columns.len() > 6 {
        sheet.set_landscape();
    }
    book.save_to_buffer()
}

pub(super) fn statements(
    society: &SocietyRow,
    tables: &[Table],
    about: &[String],
    proof: &str,
    lang: Lang,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = for_reading();
    let f = Formats::new();
    for (i, table) in tables.iter().enumerate() {
        let mut about = about.to_vec();
        about.extend(table.about.as_ref().map(|a| a.text(lang)));
        let sheet = book.add_worksheet();
        sheet.set_name(format!("{}", i + 1))?;
        let top = heading(sheet, &f, society, &table.title.text(lang), &about)?;
        let end = statement(sheet, &f, table, top, lang)?;
        sheet.write(end + 1, 0, proof)?;
        if table.columns.len() > 3 {
            sheet.set_landscape();
        }
    }
    book.save_to_buffer()
}

fn statement(sheet: &mut Worksheet, f: &Formats, table: &Table, top: u32, lang: Lang) -> Result<u32, XlsxError> {
    sheet.set_column_width(0, 44)?;
    for (col, key) in (1..).zip(&table.columns) {
        sheet.write_with_format(top, col, say(lang, key, &[]), &f.head)?;
        sheet.set_column_width(col, 18)?;
    }
    let mut at = top + 1;
    for part in &table.parts {
        sheet.write_with_format(at, 0, part.label.text(lang), &f.bold)?;
        at += 1;
        for section in &part.sections {
            at = lines(sheet, f, section, at, lang)?;
        }
        amounts(sheet, &f.sum, at, &part.totals)?;
        sheet.write_with_format(at, 0, say(lang, "export-total", &[]), &f.head)?;
        at += 2;
    }
    for tie in &table.ties {
        sheet.write(at, 0, say(lang, tie.key, &[]))?;
        sheet.write_with_format(at, 1, rupees(tie.off), &f.sum)?;
        at += 1;
    }
    Ok(at)
}

fn lines(sheet: &mut Worksheet, f: &Formats, section: &Section, top: u32, lang: Lang) -> Result<u32, XlsxError> {
    sheet.write_with_format(top, 0, section.label.text(lang), &f.bold)?;
    amounts(sheet, &f.sum, top, &section.totals)?;
    let mut at = top + 1;
    for row in &section.rows {
        sheet.write_with_format(at, 0, row.label.text(lang), &f.words)?;
        amounts(sheet, &f.money, at, &row.amounts)?;
        at += 1;
    }
    Ok(at)
}

fn amounts(sheet: &mut Worksheet, format: &Format, at: u32, amounts: &[Paise]) -> Result<(), XlsxError> {
    for (col, p) in (1..).zip(amounts) {
        if !p.is_zero() {
            sheet.write_with_format(at, col, rupees(*p), format)?;
        }
    }
    Ok(())
}
