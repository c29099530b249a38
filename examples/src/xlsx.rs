//! Writes sheets into an Office Open XML workbook.

use crate::grid::{Cell, Sheet};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// What a text becomes in a legacy font: each piece with whether it is in the legacy font. `None`: ordinary book.
pub type Legacy<'a> = Option<&'a dyn Fn(&str) -> Vec<(bool, String)>>;

/// Name of the legacy font.
pub const KRUTI: &str = "Kruti Dev 010";

struct Formats {
    text: Format,
    bold: Format,
    legacy: Format,
    date: Format,
    plain: Format,
}

/// Writes a workbook.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, sheets: &[Sheet], font: &str, legacy: Legacy) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let base = || Format::new().set_font_name(font).set_border(FormatBorder::Thin);
    let f = Formats {
        text: base(),
        bold: base().set_bold().set_align(FormatAlign::Center),
        legacy: Format::new().set_font_name(KRUTI).set_font_size(14).set_border(FormatBorder::Thin),
        date: base().set_num_format("dd-mm-yyyy"),
        plain: Format::new().set_font_name("Arial"),
    };
    for sheet in sheets {
        let w = book.add_worksheet();
        w.set_name(&sheet.name)?;
        fill(w, sheet, &f, legacy)?;
    }
    // The time of writing is left out, so that the same society gives the same bytes.
    let properties =
        rust_xlsxwriter::DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2025, 4, 21)?);
    book.set_properties(&properties);
    book.save(path)
}

fn text(
    w: &mut Worksheet,
    row: u32,
    col: u16,
    t: &str,
    f: &Formats,
    legacy: Legacy,
    plain: bool,
) -> Result<(), XlsxError> {
    let Some(turn) = legacy else {
        w.write_with_format(row, col, t, &f.text)?;
        return Ok(());
    };
    let pieces = if plain { vec![(false, t.to_owned())] } else { turn(t) };
    match pieces.as_slice() {
        [] => {}
        [(true, only)] => {
            w.write_with_format(row, col, only.as_str(), &f.legacy)?;
        }
        [(false, only)] => {
            w.write_with_format(row, col, only.as_str(), &f.plain)?;
        }
        many => {
            let kruti = Format::new().set_font_name(KRUTI).set_font_size(14);
            let arial = Format::new().set_font_name("Arial");
            let runs: Vec<(&Format, &str)> =
                many.iter().map(|(k, s)| (if *k { &kruti } else { &arial }, s.as_str())).collect();
            w.write_rich_string_with_format(row, col, &runs, &f.legacy)?;
        }
    }
    Ok(())
}

fn fill(w: &mut Worksheet, sheet: &Sheet, f: &Formats, legacy: Legacy) -> Result<(), XlsxError> {
    for (top, left, bottom, right) in &sheet.merges {
        if top != bottom || left != right {
            w.merge_range(top - 1, *left, bottom - 1, *right, "", if legacy.is_some() { &f.legacy } else { &f.bold })?;
        }
    }
    for ((row, col), cell) in &sheet.cells {
        let (row, col) = (row - 1, *col);
        match cell {
            Cell::Text(t) => text(w, row, col, t, f, legacy, sheet.plain_cols.contains(&col))?,
            Cell::Number(n) => {
                w.write_with_format(row, col, *n as f64 / 100.0, &f.text)?;
            }
            Cell::Int(n) => {
                w.write_with_format(row, col, *n as f64, &f.text)?;
            }
            Cell::Day(d) => {
                let day = ExcelDateTime::from_ymd(d.year() as u16, d.month() as u8, d.day() as u8)?;
                w.write_with_format(row, col, &day, &f.date)?;
            }
            Cell::Formula(formula, n) => {
                let formula = Formula::new(formula).set_result(crate::amount::plain(*n));
                w.write_with_format(row, col, formula, &f.text)?;
            }
        }
    }
    for row in &sheet.hidden_rows {
        w.set_row_hidden(row - 1)?;
    }
    for col in &sheet.hidden_cols {
        w.set_column_hidden(*col)?;
    }
    Ok(())
}
