//! From causes to mends of the old books: the cell, the row, and every total that was added up from what was wrong.
//!
//! Mended one after the other on a draft of the amounts: a total that fitted what stood there before fits what stands there afterwards, and one that did
//! not is left alone, because then it was added up from what is right.

use super::{Candidate, Cause, Fix};
use crate::Migrated;
use crate::bench::{self, Mend, mend};
use crate::body::{Body, TotalLine};
use crate::books::Register;
use crate::cell::Folder;
use kernel::{Paise, Source};
use std::collections::{BTreeMap, BTreeSet};

/// The mends that put the candidate's causes right, as far as a change of the files can; empty where none can. A cause with
/// [`Cause::can_be_mended`] false gives none.
#[must_use]
pub fn mends(folder: &Folder, migrated: &Migrated, candidate: &Candidate) -> Vec<Mend> {
    let mut draft = Draft::of(folder, migrated);
    candidate.causes.iter().for_each(|cause| draft.mend(cause));
    draft.done()
}

type Column = (usize, &'static str);

struct Draft<'m> {
    folder: &'m Folder,
    migrated: &'m Migrated,
    /// Amounts of records that change: register, field, record.
    records: BTreeMap<(Column, usize), Paise>,
    /// Rows that are no data.
    out: BTreeSet<(usize, usize)>,
    /// Amounts of total lines that change: register, field, row.
    lines: BTreeMap<(Column, u32), Paise>,
    /// Cells that say something else.
    cells: BTreeMap<(u16, u16, u32, u16), String>,
}

impl<'m> Draft<'m> {
    fn of(folder: &'m Folder, migrated: &'m Migrated) -> Draft<'m> {
        Draft {
            folder,
            migrated,
            records: BTreeMap::new(),
            out: BTreeSet::new(),
            lines: BTreeMap::new(),
            cells: BTreeMap::new(),
        }
    }

    fn register(&self, r: usize) -> &'m Register {
        &self.migrated.books.registers[r]
    }

    fn body(&self, r: usize) -> &'m Body {
        &self.register(r).body
    }

    fn mend(&mut self, cause: &Cause) {
        let at = (cause.register, cause.field);
        match (cause.fix, cause.record) {
            (Fix::Out, Some(record)) => self.row_out(cause.register, record),
            (Fix::Right(right), Some(record)) => {
                let written = self.record(at, record);
                self.set(at, record, right, written);
            }
            (Fix::OtherSide, Some(record)) => self.other_side(at, record),
            (Fix::Ledger { entry, debit, against }, _) => {
                self.ledger(entry, debit);
                if let Some(other) = against {
                    self.ledger(other, -debit);
                }
            }
            _ => {}
        }
    }

    fn record(&self, at: Column, record: usize) -> Paise {
        let written = || self.body(at.0).amount(at.1, record).unwrap_or(Paise::ZERO);
        self.records.get(&(at, record)).copied().unwrap_or_else(written)
    }

    fn set(&mut self, at: Column, record: usize, right: Paise, written: Paise) {
        self.shift(at, record, right - written);
        self.records.insert((at, record), right);
        let source = self.register(at.0).source(at.1, record);
        if self.register(at.0).table.col(at.1).is_some() {
            self.write(source, right);
        }
    }

    /// A cell says an amount, written as the old one was.
    fn write(&mut self, at: Source, amount: Paise) {
        let old = mend::cell_text(self.folder, &bench::spot(self.folder, at));
        self.cells.insert((at.file, at.sheet, at.row, at.col), plain(amount, old));
    }

    fn row_out(&mut self, r: usize, record: usize) {
        for field in self.body(r).amount_fields() {
            let written = self.record((r, field), record);
            self.shift((r, field), record, -written);
            self.records.insert(((r, field), record), Paise::ZERO);
        }
        self.out.insert((r, record));
    }

    /// The side in a column of its own becomes what most rows have; else the amount loses its sign.
    fn other_side(&mut self, at: Column, record: usize) {
        let (register, body) = (self.register(at.0), self.body(at.0));
        let written = self.record(at, record);
        self.shift(at, record, -(written + written));
        self.records.insert((at, record), -written);
        let usual = || {
            let mut count: BTreeMap<&str, usize> = BTreeMap::new();
            let fits = |i: &usize| body.amount(at.1, *i).is_some_and(|a| (a.0 < 0) != (written.0 < 0));
            (0..body.len()).filter(fits).for_each(|i| *count.entry(body.text("side", i)).or_default() += 1);
            count.into_iter().max_by_key(|(_, n)| *n).map(|(side, _)| side.to_owned())
        };
        let sided = register.table.col("side").filter(|_| !body.text("side", record).is_empty());
        match sided.and_then(|_| usual()) {
            Some(side) => {
                let s = register.source("side", record);
                self.cells.insert((s.file, s.sheet, s.row, s.col), side);
            }
            None => self.write(register.source(at.1, record), -written),
        }
    }

    /// So much more on the debit side of an entry of the trial balance.
    fn ledger(&mut self, entry: usize, debit: Paise) {
        let e = &self.migrated.ledger.entries[entry];
        let register = self.register(e.register);
        let now = self.record((e.register, "debit"), e.record) - self.record((e.register, "credit"), e.record);
        let net = now + debit;
        let sides = [
            ("debit", if net.0 > 0 { net } else { Paise::ZERO }),
            ("credit", if net.0 < 0 { -net } else { Paise::ZERO }),
        ];
        if let Some(col) = register.table.col("signed") {
            // as accounting packages write them: debits negative
            self.write(Source { col, ..register.source("signed", e.record) }, -net);
        } else if let (Some(right), half) = (&register.table.right, register.body.text("half", e.record)) {
            let columns = if half == "left" { &register.table.columns } else { right };
            if let Some(m) = columns.iter().find(|m| m.field == "amount").filter(|_| (net.0 > 0) == (now.0 > 0)) {
                self.write(Source { col: m.col, ..register.source("head", e.record) }, net.abs());
            }
        } else {
            for (field, amount) in sides {
                let at = (e.register, field);
                let written = self.record(at, e.record);
                if written != amount {
                    self.set(at, e.record, amount, written);
                }
            }
        }
        for (field, amount) in sides {
            self.records.insert(((e.register, field), e.record), amount);
        }
    }

    fn line(&self, at: Column, line: &TotalLine) -> Option<Paise> {
        self.lines.get(&(at, line.row)).copied().or_else(|| line.amount(at.1))
    }

    fn page_sum(&self, at: Column, records: std::ops::Range<usize>) -> Paise {
        records.map(|i| self.record(at, i)).sum()
    }

    /// Moves a line that says `was`; true where it did.
    fn move_line(&mut self, at: Column, line: Option<&TotalLine>, was: Paise, by: Paise) -> bool {
        let Some(line) = line.filter(|l| self.line(at, l) == Some(was)) else { return false };
        self.lines.insert((at, line.row), was + by);
        true
    }

    /// The record's amount will change by so much: what was added up from it changes too.
    fn shift(&mut self, at: Column, record: usize, by: Paise) {
        let body = self.body(at.0);
        if by.is_zero() || body.pages.is_empty() {
            return;
        }
        let p = body.page_of(record);
        let page = &body.pages[p];
        let rows = self.page_sum(at, page.records.clone());
        self.move_line(at, page.total.as_ref(), rows, by);
        let brought = match &page.brought {
            Some(line) => self.line(at, line),
            None if p == 0 => Some(Paise::ZERO),
            None => body.pages[p - 1].carried.as_ref().and_then(|c| self.line(at, c)),
        };
        let whole = self.page_sum(at, 0..body.len());
        let mut moved = brought.map(|b| b + rows);
        let mut carried = moved.is_some_and(|was| self.move_line(at, page.carried.as_ref(), was, by));
        for next in &body.pages[p + 1..] {
            let Some(was) = moved.filter(|_| carried || next.brought.is_some()) else { break };
            carried = self.move_line(at, next.brought.as_ref(), was, by) || carried && next.brought.is_none();
            if !carried {
                moved = None;
                break;
            }
            let end = was + self.page_sum(at, next.records.clone());
            carried = self.move_line(at, next.carried.as_ref(), end, by) || next.carried.is_none();
            moved = carried.then_some(end);
        }
        let grand = body.grand.as_ref();
        if !self.move_line(at, grand, whole, by)
            && let Some(end) = moved
        {
            self.move_line(at, grand, end, by);
        }
    }

    fn done(mut self) -> Vec<Mend> {
        let lines = std::mem::take(&mut self.lines);
        for ((at, row), amount) in lines {
            let register = self.register(at.0);
            if register.table.col(at.1).is_some() {
                self.write(register.place(row, at.1), amount);
            }
        }
        let mut out = Vec::new();
        for (r, record) in &self.out {
            let at = bench::spot(
                self.folder,
                self.register(*r).source(crate::books::subject_field(self.register(*r).table.kind), *record),
            );
            let old = mend::sheet_of(self.folder, &at).map_or_else(String::new, |s| mend::row_text(s, at.row));
            out.push(Mend::RowOut { at, old });
        }
        for ((file, sheet, row, col), new) in self.cells {
            let at = bench::spot(self.folder, Source { file, sheet, row, col });
            let old = mend::cell_text(self.folder, &at).to_owned();
            if old != new {
                out.push(Mend::Cell { at, old, new });
            }
        }
        out
    }
}

/// An amount as a plain decimal, with paise where it has some or the old one showed some; an amount of nothing is left blank where the old was blank
/// or becomes blank on its side.
fn plain(amount: Paise, old: &str) -> String {
    if amount.is_zero() {
        return String::new();
    }
    let (rupees, paise) = (amount.0.unsigned_abs() / 100, amount.0.unsigned_abs() % 100);
    let sign = if amount.0 < 0 { "-" } else { "" };
    if paise == 0 && !old.contains('.') { format!("{sign}{rupees}") } else { format!("{sign}{rupees}.{paise:02}") }
}
