//! The books as files other programs read: hledger, beancount, Tally, CSV, workbooks.

mod csv;
mod grid;
mod paper;
mod pdf;
mod plain;
mod tally;
mod templates;
mod xlsx;

pub use csv::CsvOf;
pub use grid::{Cell, Grid, Holds, Row};
pub use paper::{Paper, Part};

use crate::{Desk, Trouble, Who};
use keep::view::{self, SocietyRow, TrialRow};
use kernel::{Fault, Paise, Refusal, SocietyId, Verb};
use std::io::Write;

/// `-1234.50`, exact.
fn amount(p: Paise) -> String {
    format!("{}{}.{:02}", if p.0 < 0 { "-" } else { "" }, p.0.abs() / 100, p.0.abs() % 100)
}

/// Disk trouble inside a reading transaction, carried out through it.
fn disk(e: std::io::Error) -> sql::Error {
    sql::Error::new(sql::Kind::Other, "write the export", e)
}

/// A sheet of cells as a workbook that is read back cell by cell.
///
/// # Errors
/// What the writer of workbooks says.
pub fn sheet_of_cells(sheet: &migration::cell::Sheet) -> Result<Vec<u8>, Fault> {
    xlsx::cells(sheet).map_err(|e| Fault::new("write the workbook", e))
}

impl Desk {
    /// Lets data out, and notes what and to whom.
    fn exported(&self, who: &Who, society: SocietyId, what: &str) -> Result<(SocietyRow, Vec<TrialRow>), Trouble> {
        self.guard_noted(who, Verb::Export, society, ("export", what))?;
        let (row, heads) = self.read(|t| Ok((view::society(t, society)?, view::trial_balance(t, society)?)))?;
        Ok((row.ok_or_else(|| Refusal::new(5003))?, heads))
    }

    /// All vouchers as an hledger journal, heads as accounts `assets:CODE`.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn export_hledger(&self, who: &Who, society: SocietyId, w: &mut dyn Write) -> Result<(), Trouble> {
        let (row, heads) = self.exported(who, society, "hledger")?;
        self.read(|t| plain::write(&plain::Hledger, t, &row, &heads, w))
    }

    /// All vouchers as a beancount ledger, heads as accounts `Assets:CODE`.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn export_beancount(&self, who: &Who, society: SocietyId, w: &mut dyn Write) -> Result<(), Trouble> {
        let (row, heads) = self.exported(who, society, "beancount")?;
        self.read(|t| plain::write(&plain::Beancount, t, &row, &heads, w))
    }

    /// All heads and vouchers as Tally's import reads them: XML in UTF-16.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn export_tally(&self, who: &Who, society: SocietyId, w: &mut dyn Write) -> Result<(), Trouble> {
        let (row, heads) = self.exported(who, society, "tally")?;
        self.read(|t| tally::write(t, &row, &heads, w))
    }

    /// All registers as they stand now in one workbook, as they are handed over for a new system; `sahakar migrate` reads it back.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn export_templates(&self, who: &Who, society: SocietyId) -> Result<Vec<u8>, Trouble> {
        let (row, _) = self.exported(who, society, "templates")?;
        let books = self.read(|t| templates::gather(t, society))?;
        templates::write(&row, &books).map_err(|e| Fault::new("write the workbook", e).into())
    }

    /// One list as CSV (UTF-8 with byte order mark, so that spreadsheets read Hindi).
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn export_csv(&self, who: &Who, society: SocietyId, what: CsvOf, w: &mut dyn Write) -> Result<(), Trouble> {
        self.exported(who, society, &format!("{what:?}, csv"))?;
        self.read(|t| csv::write(t, society, what, w))
    }

    /// The trial balance as a workbook.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn export_xlsx(&self, who: &Who, society: SocietyId, lang: lipi::Lang) -> Result<Vec<u8>, Trouble> {
        let (row, heads) = self.exported(who, society, "trial balance, xlsx")?;
        xlsx::trial_balance(&row, &heads, lang).map_err(|e| Fault::new("write the workbook", e).into())
    }

    /// Statements as a workbook, a sheet for each. `about` names the period, `proof` the checkpoint.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn statements_xlsx(
        &self,
        who: &Who,
        society: SocietyId,
        tables: &[books::statement::Table],
        about: &[String],
        proof: &str,
        lang: lipi::Lang,
    ) -> Result<Vec<u8>, Trouble> {
        let (row, _) = self.exported(who, society, "statements, xlsx")?;
        grid::statements(&row, tables, about, proof, lang).map_err(|e| Fault::new("write the workbook", e).into())
    }

    /// A register as a workbook.
    ///
    /// # Errors
    /// 5001 to 5003; the store's; what the writer says.
    pub fn grid_xlsx(&self, who: &Who, society: SocietyId, of: &Grid, proof: &str) -> Result<Vec<u8>, Trouble> {
        let (row, _) = self.exported(who, society, &format!("{}, xlsx", of.title))?;
        grid::grid(&row, of, proof).map_err(|e| Fault::new("write the workbook", e).into())
    }

    /// A register as CSV (UTF-8 with byte order mark): headings and rows alone, without sums, as another program takes them in.
    ///
    /// # Errors
    /// 5001 to 5003; the store's.
    pub fn grid_csv(&self, who: &Who, society: SocietyId, of: &Grid) -> Result<Vec<u8>, Trouble> {
        self.exported(who, society, &format!("{}, csv", of.title))?;
        Ok(csv::grid(of).into_bytes())
    }
}
