//! A paper that is handed on: one page of A4, or a workbook of the same figures, made from one description.

use super::grid::{Formats, cells};
use super::{Grid, pdf};
use crate::Trouble;
use kernel::{Fault, Refusal};
use lipi::Lang;
use rust_xlsxwriter::{Workbook, XlsxError};

/// A part of a paper, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A sentence.
    Line(String),
    /// A sentence in bold.
    Strong(String),
    /// Names with figures.
    Pairs(Vec<(String, String)>),
    /// A table.
    Table(Grid),
    /// Who signs it, at the right.
    Signed(String),
    /// A square to be read by a telephone, row by row what of it is dark, and the same text for the eye.
    Square(Vec<Vec<bool>>, String),
}

/// A paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Whose it is: the State, a district, an office.
    pub of: String,
    /// Title.
    pub title: String,
    /// Day, list, period: lines under the title.
    pub about: Vec<String>,
    /// What stands on it.
    pub parts: Vec<Part>,
    /// From what it was counted.
    pub proof: String,
}

impl Paper {
    /// As a PDF of one page. What has no room is left out from the end of its tables, and the page says how many rows that were.
    ///
    /// # Errors
    /// 6031 (the computer has no letters of Hindi); 4722 (its sentences alone are longer than the page); what the writer of the format says.
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, Trouble> {
        pdf::letters()?;
        pdf::page(self, lang)
    }

    /// By how many lines, at the smallest letters, it is longer than its page with all its rows; 0 where it fits whole.
    ///
    /// # Errors
    /// 6031 (the computer has no letters of Hindi): nothing can be measured, and nothing printed.
    pub fn too_long(&self, lang: Lang) -> Result<u64, Refusal> {
        pdf::letters()?;
        Ok(pdf::too_long(self, lang))
    }

    /// As a workbook of one sheet, with every row.
    ///
    /// # Errors
    /// What the writer of the format says.
    pub fn xlsx(&self) -> Result<Vec<u8>, Fault> {
        self.book().map_err(|e| Fault::new("write the workbook", e))
    }

    fn book(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let f = Formats::new();
        let sheet = book.add_worksheet();
        sheet.write_with_format(0, 0, &self.of, &f.bold)?;
        sheet.write_with_format(1, 0, &self.title, &f.bold)?;
        let mut at = 2;
        for line in &self.about {
            sheet.write(at, 0, line)?;
            at += 1;
        }
        for part in &self.parts {
            at += 1;
            match part {
                Part::Line(text) | Part::Signed(text) | Part::Square(_, text) => {
                    sheet.write(at, 0, text)?;
                }
                Part::Strong(text) => {
                    sheet.write_with_format(at, 0, text, &f.bold)?;
                }
                Part::Pairs(all) => {
                    for (name, value) in all {
                        sheet.write(at, 0, name)?;
                        sheet.write(at, 1, value)?;
                        at += 1;
                    }
                }
                Part::Table(grid) => {
                    for line in std::iter::once(&grid.title).chain(&grid.about).filter(|l| !l.is_empty()) {
                        sheet.write_with_format(at, 0, line, &f.bold)?;
                        at += 1;
                    }
                    at = cells(sheet, &f, grid, at)?;
                }
            }
        }
        sheet.write(at + 2, 0, &self.proof)?;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        book.save_to_buffer()
    }
}
