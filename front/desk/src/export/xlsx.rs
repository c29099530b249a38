//! The trial balance as a workbook.

use keep::view::{SocietyRow, TrialRow};
use kernel::Paise;
use lipi::{Lang, messages::say};
use migration::cell::Sheet;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Rupees for a cell. The format knows only binary fractions; up to ninety lakh crore rupees the two decimals shown
/// are exact. Nothing is computed with it.
pub(super) fn rupees(p: Paise) -> f64 {
    p.0 as f64 / 100.0
}

/// Pages keyed from paper as a workbook, every cell as text in the row and column it has there: what is kept of them when the books are posted, so that a
/// figure leads to its page as to any other file.
pub(super) fn cells(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let out = book.add_worksheet();
    for row in sheet.rows().iter().filter(|r| r.number > 0) {
        for cell in sheet.cells(row) {
            out.write_string(row.number - 1, cell.col, sheet.text(cell))?;
        }
    }
    book.save_to_buffer()
}

/// One sheet: title, headings, a row per head, the two sums. Amounts that are zero stay blank.
pub(super) fn trial_balance(society: &SocietyRow, heads: &[TrialRow], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let word = |key: &str| say(lang, key, &[]);
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let money = Format::new().set_num_format("#,##,##0.00");
    let sum = Format::new().set_num_format("#,##,##0.00").set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(word("export-trial-balance"))?;
    sheet.write_with_format(0, 0, &society.name, &bold)?;
    sheet.write(1, 0, &society.code)?;
    for (col, key) in ["export-code", "export-head", "export-debit", "export-credit"].into_iter().enumerate() {
        sheet.write_with_format(3, col as u16, word(key), &bold)?;
    }
    let mut row = 4;
    for h in heads {
        sheet.write(row, 0, &h.code)?;
        sheet.write(row, 1, &h.name)?;
        for (col, p) in [(2, h.debit), (3, h.credit)] {
            if !p.is_zero() {
                sheet.write_with_format(row, col, rupees(p), &money)?;
            }
        }
        row += 1;
    }
    sheet.write_with_format(row, 1, word("export-total"), &bold)?;
    sheet.write_with_format(row, 2, rupees(heads.iter().map(|h| h.debit).sum()), &sum)?;
    sheet.write_with_format(row, 3, rupees(heads.iter().map(|h| h.credit).sum()), &sum)?;
    sheet.set_column_width(1, 40)?;
    sheet.set_column_width(2, 18)?;
    sheet.set_column_width(3, 18)?;
    sheet.set_freeze_panes(4, 0)?;
    book.save_to_buffer()
}
