//! The old books of one society as read: every register with its records, the particulars of the society.

use crate::body::Body;
use crate::cell::{Folder, Format};
use crate::extract;
use crate::layout;
use crate::table::{self, Table};
use crate::view::View;
use crate::{particulars, profile::Profiles, vocabulary};
use kernel::{Date, Source};
use particulars::Particulars;
use rayon::prelude::*;

/// One register found.
#[derive(Debug)]
pub struct Register {
    /// Index into the folder's files.
    pub file: u16,
    /// Index of the sheet.
    pub sheet: u16,
    /// Where its columns lie and what they mean.
    pub table: Table,
    /// Row number of the heading.
    pub head_row: u32,
    /// Its records.
    pub body: Body,
    /// Records whose row holds a full Aadhaar number, with the column.
    pub aadhaar: Vec<(usize, u16)>,
}

impl Register {
    /// The cell of a field of a record.
    #[must_use]
    pub fn source(&self, field: &str, record: usize) -> Source {
        let col = self.table.col(field).unwrap_or(self.table.span.0);
        Source { file: self.file, sheet: self.sheet, row: self.body.rows[record], col }
    }

    /// A cell of the register's sheet.
    #[must_use]
    pub fn place(&self, row: u32, field: &str) -> Source {
        Source { file: self.file, sheet: self.sheet, row, col: self.table.col(field).unwrap_or(self.table.span.0) }
    }

    /// `kind` and `product` fit.
    #[must_use]
    pub fn is(&self, kind: &str, product: &str) -> bool {
        self.table.kind == kind && (product.is_empty() || self.table.product == product)
    }

    /// The field whose sum is "the" sum of the register; `None` where it has none (members, villages).
    #[must_use]
    pub fn sum_field(&self) -> Option<&'static str> {
        sum_field(self.table.kind)
    }
}

/// The field whose sum is "the" sum of a kind of register.
#[must_use]
pub fn sum_field(kind: &str) -> Option<&'static str> {
    match kind {
        "shares" | "loans" | "deposits" | "dcb" | "borrowings" => Some("balance"),
        "stock" | "fixed_assets" => Some("value"),
        "debtors" | "investments" | "cash_bank" | "balance_sheet" => Some("amount"),
        "trial_balance" => Some("debit"),
        _ => None,
    }
}

/// The field that names a record of a register to people.
#[must_use]
pub fn subject_field(kind: &str) -> &'static str {
    match kind {
        "members" | "shares" => "member_no",
        "loans" | "deposits" | "borrowings" => "account_no",
        "debtors" => "bill_no",
        "stock" | "fixed_assets" => "item",
        "villages" | "dcb" => "village",
        "investments" => "certificate",
        "cash_bank" => "particulars",
        _ => "head",
    }
}

/// All registers of a folder.
#[derive(Debug)]
pub struct Books {
    /// Registers in the order of files, sheets and rows.
    pub registers: Vec<Register>,
    /// The society as its papers describe it.
    pub society: Particulars,
    /// Day the balances are true on.
    pub cutoff: Date,
    /// Tables whose mapping no longer fits them.
    pub unfit: Vec<layout::Fit>,
    /// What mappings took out of the reading.
    pub dropped: Dropped,
}

/// What was recognised and is not read because somebody said so: nothing shows it but this count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Tables passed over.
    pub tables: usize,
    /// Columns of the others that were understood and are used for nothing.
    pub columns: usize,
}

impl Dropped {
    /// What is there no more of what was recognised.
    fn between(before: &[(usize, (u16, u16), Vec<u16>)], after: &[Table]) -> Dropped {
        let mut out = Dropped::default();
        for (head_at, span, columns) in before {
            match after.iter().find(|t| (t.head_at, t.span) == (*head_at, *span)) {
                None => out.tables += 1,
                Some(t) => out.columns += columns.iter().filter(|c| t.columns.iter().all(|m| m.col != **c)).count(),
            }
        }
        out
    }
}

/// Reads all registers of a folder.
#[must_use]
pub fn read(folder: &Folder, cutoff: Date, profiles: &Profiles) -> Books {
    let sheets: Vec<(u16, u16)> = folder
        .files
        .iter()
        .enumerate()
        .flat_map(|(f, file)| (0..file.sheets.len()).map(move |s| (f as u16, s as u16)))
        .filter(|&(f, s)| {
            let file = &folder.files[usize::from(f)];
            // movements, not balances: the lines of vouchers would pass for a register of debtors
            file.format != Format::TallyXml || !file.sheets[usize::from(s)].name.starts_with("VOUCHER.")
        })
        .collect();
    let parts: Vec<(Vec<Register>, Particulars, Vec<layout::Fit>, Dropped)> = sheets
        .par_iter()
        .map(|&(f, s)| {
            let file = &folder.files[usize::from(f)];
            let sheet = &file.sheets[usize::from(s)];
            let view = View::new(sheet, file.format);
            let stem = file.path.rsplit('/').next().unwrap_or(&file.path);
            let stem = stem.rsplit_once('.').map_or(stem, |(a, _)| a);
            let names: Vec<&str> = if sheet.name.is_empty() || file.format == Format::TallyXml {
                vec![stem]
            } else {
                vec![&sheet.name, stem]
            };
            let mut tables = table::find(&view, &names);
            let columns = |t: &Table| t.columns.iter().map(|m| m.col).collect::<Vec<_>>();
            let before: Vec<_> = tables.iter().map(|t| (t.head_at, t.span, columns(t))).collect();
            profiles.apply(&view, &mut tables);
            // keyed pages are mapped by the program itself
            let keyed = file.format == Format::Paper;
            let dropped = if keyed { Dropped::default() } else { Dropped::between(&before, &tables) };
            let fits = layout::fits(&view, &tables, profiles, (f, s));
            let society = particulars::read(&view, &tables);
            let registers = tables
                .into_iter()
                .filter(|t| !(t.kind == "balance_sheet" && t.right.is_none() && t.col("side").is_none()))
                .filter_map(|mut t| {
                    let mut body = extract::extract(&view, &t, cutoff);
                    crate::product::settle(&mut t, &mut body, &names);
                    let aadhaar = extract::aadhaar(&view, &t, &body);
                    let head_row = sheet.rows()[t.head_at].number;
                    (!body.is_empty()).then_some(Register { file: f, sheet: s, table: t, head_row, body, aadhaar })
                })
                .collect();
            (registers, society, fits, dropped)
        })
        .collect();
    let (society, dropped) = (Particulars::default(), Dropped::default());
    let mut books = Books { registers: Vec::new(), society, cutoff, unfit: Vec::new(), dropped };
    let mut fits = Vec::new();
    for (registers, society, of_sheet, dropped) in parts {
        books.dropped.tables += dropped.tables;
        books.dropped.columns += dropped.columns;
        books.registers.extend(registers);
        books.society.merge(society);
        fits.extend(of_sheet);
    }
    books.unfit = layout::unfit(fits);
    villages_by_name(folder, &mut books.registers);
    books
}

/// Registers kept village by village, where only the name of the sheet or file says which: the society's own list of
/// villages decides whether a name is one.
fn villages_by_name(folder: &Folder, registers: &mut [Register]) {
    let known: Vec<String> = registers
        .iter()
        .filter(|r| r.is("villages", ""))
        .flat_map(|r| (0..r.body.len()).map(|i| r.body.text("village", i).to_owned()))
        .filter(|v| !v.is_empty())
        .collect();
    let keys: Vec<_> = known.iter().map(|v| (vocabulary::fold(v), lipi::name::key(v))).collect();
    let village = |name: &str| {
        let bare: Vec<&str> = name
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.' | ',' | '(' | ')'))
            .filter(|w| !w.chars().all(|c| c.is_ascii_digit()) && !vocabulary::is_village_word(w))
            .collect();
        let bare = bare.join(" ");
        let at =
            keys.iter().position(|(folded, key)| *folded == vocabulary::fold(&bare) || *key == lipi::name::key(&bare));
        // a village outside the area has a sheet too; among sheets named by villages it counts as one
        at.map(|i| known[i].clone()).ok_or(bare)
    };
    let lacking = |r: &Register| {
        matches!(r.table.kind, "members" | "shares" | "loans" | "deposits")
            && r.table.col("village").is_none()
            && (0..r.body.len()).all(|i| r.body.text("village", i).is_empty())
    };
    let sheets = |f: u16| folder.files[usize::from(f)].sheets.len();
    let named: Vec<(usize, Result<String, String>)> = (0..registers.len())
        .filter(|&i| lacking(&registers[i]))
        .map(|i| {
            let (file, sheet) = (registers[i].file, registers[i].sheet);
            let of = &folder.files[usize::from(file)];
            let stem = of.path.rsplit('/').next().unwrap_or(&of.path);
            let stem = stem.rsplit_once('.').map_or(stem, |(a, _)| a);
            let by_sheet = village(&of.sheets[usize::from(sheet)].name);
            (i, if by_sheet.is_ok() { by_sheet } else { village(stem).or(by_sheet) })
        })
        .collect();
    for (i, name) in &named {
        let beside = || {
            let same = named.iter().filter(|(j, _)| registers[*j].file == registers[*i].file);
            same.clone().filter(|(_, n)| n.is_ok()).count() * 2 > sheets(registers[*i].file)
        };
        let name = match name {
            Ok(name) => name.clone(),
            Err(name) if !name.is_empty() && beside() => name.clone(),
            Err(_) => continue,
        };
        let n = registers[*i].body.len();
        registers[*i].body.text_mut("village").set_all(std::iter::repeat_n(name.as_str(), n));
    }
}
