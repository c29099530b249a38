//! Lists as CSV.

use super::{amount, disk};
use credit::AccountKind;
use keep::view;
use kernel::{SocietyId, Source};
use sql::{Error, Tx};
use std::collections::BTreeMap;
use std::io::Write;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvOf {
    /// Heads with their balance.
    TrialBalance,
    /// Members, without mobile numbers.
    Members,
    /// Accounts of one kind.
    Accounts(AccountKind),
    /// Vouchers, a row for each of their lines.
    Vouchers,
    /// Findings of the last migration.
    Findings,
}

/// A cell of text. One that a spreadsheet would take for a formula gets an apostrophe.
fn text(out: &mut String, cell: &str) {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if cell.contains(['"', ',', '\n', '\r']) || risky {
        out.push('"');
        if risky {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

pub(super) fn grid(of: &super::Grid) -> String {
    let mut out = String::from("\u{feff}");
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for (i, cell) in cells.enumerate() {
            if i > 0 {
                out.push(',');
            }
            text(&mut out, &cell);
        }
        out.push_str("\r\n");
    };
    line(&mut of.columns.iter().map(|c| c.0.clone()));
    let plain = |cell: &super::Cell| match cell {
        super::Cell::Empty => String::new(),
        super::Cell::Text(t) | super::Cell::Link(t, _) => t.clone(),
        super::Cell::Money(p) | super::Cell::Sum(p) => amount(*p),
        super::Cell::Count(n) | super::Cell::Share(n, _) => n.to_string(),
    };
    for row in of.rows.iter().filter(|r| !r.strong) {
        line(&mut row.cells.iter().map(plain));
    }
    out
}

struct Rows<'w> {
    w: &'w mut dyn Write,
    line: String,
}

impl Rows<'_> {
    fn row(&mut self, cells: &[&dyn Cell]) -> Result<(), Error> {
        self.line.clear();
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.line.push(',');
            }
            cell.put(&mut self.line);
        }
        self.line.push_str("\r\n");
        self.w.write_all(self.line.as_bytes()).map_err(disk)
    }
}

trait Cell {
    fn put(&self, out: &mut String);
}
impl Cell for &str {
    fn put(&self, out: &mut String) {
        text(out, self);
    }
}
impl Cell for String {
    fn put(&self, out: &mut String) {
        text(out, self);
    }
}
impl Cell for kernel::Paise {
    fn put(&self, out: &mut String) {
        out.push_str(&amount(*self));
    }
}
impl Cell for u64 {
    fn put(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}
impl<T: Cell> Cell for Option<T> {
    fn put(&self, out: &mut String) {
        if let Some(v) = self {
            v.put(out);
        }
    }
}
impl Cell for kernel::Date {
    fn put(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}
/// `file:sheet:row:column`, as the lists of files count.
impl Cell for Source {
    fn put(&self, out: &mut String) {
        out.push_str(&format!("{}:{}:{}:{}", self.file, self.sheet, self.row, self.col));
    }
}

pub(super) fn write(t: &mut Tx<'_>, id: SocietyId, what: CsvOf, w: &mut dyn Write) -> Result<(), Error> {
    let mut out = Rows { w, line: String::new() };
    out.w.write_all("\u{feff}".as_bytes()).map_err(disk)?;
    match what {
        CsvOf::TrialBalance => {
            out.row(&[&"code", &"name", &"class", &"debit", &"credit", &"source"])?;
            for r in view::trial_balance(t, id)? {
                let class = format!("{:?}", r.class).to_lowercase();
                out.row(&[&r.code, &r.name, &class, &r.debit, &r.credit, &r.source])?;
            }
            Ok(())
        }
        CsvOf::Members => {
            out.row(&[&"no", &"name", &"father", &"village", &"class", &"admitted", &"ended", &"source"])?;
            view::each_member(t, id, |m| {
                out.row(&[&m.no, &m.name, &m.father, &m.village, &m.class, &m.admitted, &m.ended, &m.source])
            })
        }
        CsvOf::Accounts(kind) => {
            out.row(&[&"no", &"member_no", &"head", &"balance", &"interest", &"opened", &"due", &"source"])?;
            view::each_account(t, id, kind, |a| {
                out.row(&[&a.no, &a.member_no, &a.head, &a.balance, &a.interest, &a.opened, &a.due, &a.source])
            })
        }
        CsvOf::Vouchers => {
            // read back by these very names: storage/readers, journal/postings.rs
            out.row(&[&"desk", &"entry", &"date", &"number", &"narration", &"code", &"head", &"debit", &"credit"])?;
            let names: BTreeMap<String, String> = view::heads(t, id)?.into_iter().map(|h| (h.code, h.name)).collect();
            keep::deciding::each_voucher(t, id, |desk, seq, number, event| {
                let Some(v) = event.voucher() else { return Ok(()) };
                let (desk, seq) = (desk as u64, seq as u64);
                for l in event.postings() {
                    let name = names.get(&l.head).map_or("", String::as_str);
                    let [debit, credit] = [l.debit, l.credit].map(|p| (!p.is_zero()).then_some(p));
                    let code = l.head.as_str();
                    out.row(&[&desk, &seq, &v.date, &number, &v.narration, &code, &name, &debit, &credit])?;
                }
                Ok(())
            })
        }
        CsvOf::Findings => {
            out.row(&[&"no", &"code", &"kind", &"product", &"subject", &"amount", &"source"])?;
            view::each_finding(t, id, |f| {
                out.row(&[&f.no, &f.code, &f.kind, &f.product, &f.subject, &f.amount, &f.source])
            })
        }
    }
}
