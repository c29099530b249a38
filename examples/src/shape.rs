//! The shapes a folder of old books may have, and the common ways of filling sheets.

use crate::draw::{self, Drawing};
use crate::grid::{Cell, Sheet};
use crate::headings;
use crate::look::{Look, columns};
use crate::pack::Pack;
use crate::random::Random;
use crate::society::Society;
use crate::table::{Field as F, Val};
use serde_json::Value;
use std::io;
use std::path::Path;

/// A shape of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One workbook in Unicode Hindi, by pages, two-level merged headings.
    XlsxPaged,
    /// One workbook in a legacy font, some cells in two fonts.
    XlsxKruti,
    /// Several workbooks in Latin script, tables side by side, text numbers, mixed dates.
    XlsxLatin,
    /// Separated text: UTF-16, UTF-8 with BOM, cp1252 with a legacy font.
    CsvUtf16,
    /// The trial balance as exported by an accounting package, sub-ledgers beside it.
    TallyXml,
    /// LibreOffice, registers kept village by village.
    Ods,
    /// One workbook for each village.
    VillageFiles,
    /// Trial balance and balance sheet in two sections side by side.
    TwoSidedTb,
    /// dBase tables in a legacy font.
    Dbf,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 9] = [
        Shape::XlsxPaged,
        Shape::XlsxKruti,
        Shape::XlsxLatin,
        Shape::CsvUtf16,
        Shape::TallyXml,
        Shape::Ods,
        Shape::VillageFiles,
        Shape::TwoSidedTb,
        Shape::Dbf,
    ];

    /// By name, as [`std::fmt::Debug`] writes it, without regard to case.
    #[must_use]
    pub fn named(name: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|s| format!("{s:?}").eq_ignore_ascii_case(name))
    }
}

/// Writes the folder of a society in a shape and returns its truth. The folder is made where it is missing.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, shape: Shape, dir: &Path) -> io::Result<Value> {
    std::fs::create_dir_all(dir)?;
    let pack = match shape {
        Shape::XlsxPaged => crate::shapes::paged::write(s, dir)?,
        Shape::XlsxKruti => crate::shapes::kruti::write(s, dir)?,
        Shape::XlsxLatin => crate::shapes::latin::write(s, dir)?,
        Shape::CsvUtf16 => crate::shapes::csv::write(s, dir)?,
        Shape::VillageFiles => crate::shapes::villages::write(s, dir)?,
        Shape::TwoSidedTb => crate::shapes::two_sided::write(s, dir)?,
        Shape::Ods => crate::shapes::ods::write(s, dir)?,
        Shape::TallyXml => crate::shapes::tally::write(s, dir)?,
        Shape::Dbf => crate::shapes::dbf::write(s, dir)?,
    };
    Ok(crate::truth::truth(&pack, &format!("{shape:?}")))
}

/// Registers in the order most books have them.
pub const ORDER: [(&str, &str); 17] = [
    ("members", ""),
    ("members", "NOMINAL"),
    ("villages", ""),
    ("shares", ""),
    ("loans", "ST"),
    ("loans", "MT"),
    ("deposits", "SB"),
    ("deposits", "RD"),
    ("deposits", "FD"),
    ("dcb", ""),
    ("stock", ""),
    ("debtors", ""),
    ("borrowings", ""),
    ("investments", ""),
    ("fixed_assets", ""),
    ("cash_bank", ""),
    ("trial_balance", ""),
];

/// A name for a sheet or file of a register.
#[must_use]
pub fn name_of(r: &mut Random, kind: &str, product: &str, hindi: bool) -> String {
    let (hi, en) = headings::titles(kind, product);
    (*r.pick(if hindi { hi } else { en })).to_owned()
}

/// What a spreadsheet allows as the name of a sheet.
#[must_use]
pub fn sheet_name(name: &str, taken: &[Sheet]) -> String {
    let clean: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(28).collect();
    if taken.iter().any(|s| s.name == clean) { format!("{clean} 2") } else { clean }
}

/// Where a register is drawn: the file it will lie in, row and column, and which of its rows (`None`: all).
pub struct Spot<'a> {
    /// File.
    pub file: &'a str,
    /// First row (from 1) and column (from 0).
    pub at: (u32, u16),
    /// Rows of the register.
    pub rows: Option<Vec<usize>>,
}

impl<'a> Spot<'a> {
    /// All rows.
    #[must_use]
    pub fn new(file: &'a str, at: (u32, u16)) -> Spot<'a> {
        Spot { file, at, rows: None }
    }
}

/// Draws one register (or some of its rows) onto a sheet and puts it into the pack. Returns the next free row.
pub fn put(pack: &mut Pack, sheet: &mut Sheet, r: &mut Random, register: (&str, &str), look: &Look, spot: Spot) -> u32 {
    let Spot { file, at, rows } = spot;
    let s = pack.s.clone();
    let t = s.table(register.0, register.1);
    let columns = columns(r, t, look);
    let title = name_of(r, t.kind, t.product, look.hindi);
    let width = columns.len() as u16;
    let row = draw::titles(sheet, r, &s, &title, look, at, width);
    let rows = rows.unwrap_or_else(|| (0..t.rows.len()).collect());
    let slips = pack.slips.clone();
    let (mut placed, next) = draw::register(
        sheet,
        r,
        &Drawing { s: &s, t, rows: &rows, columns: &columns, look, slips: &slips },
        (row, at.1),
    );
    file.clone_into(&mut placed.file);
    pack.placed.push(placed);
    next
}

/// A register on a sheet of its own.
pub fn one(pack: &mut Pack, r: &mut Random, register: (&str, &str), file: &str, look: &Look, taken: &[Sheet]) -> Sheet {
    let name = sheet_name(&name_of(r, register.0, register.1, look.hindi), taken);
    let mut sheet = Sheet::new(name);
    put(pack, &mut sheet, r, register, look, Spot::new(file, (1, 0)));
    sheet
}

/// One entry of a list in two sections.
struct Entry {
    id: u32,
    name: String,
    folio: i64,
    amount: i64,
}

/// The balance sheet (or a trial balance) in two sections side by side: liabilities and credits left, the rest right.
pub fn two_sided(
    pack: &mut Pack,
    sheet: &mut Sheet,
    r: &mut Random,
    kind: &'static str,
    file: &str,
    look: &Look,
    folio: bool,
) -> u32 {
    let s = pack.s.clone();
    let t = s.table(kind, "");
    let mut sides: [Vec<Entry>; 2] = [Vec::new(), Vec::new()];
    for rec in &t.rows {
        let Val::Text(name) = t.get(rec, F::Head) else { continue };
        let name = name.written(look.hindi).to_owned();
        let folio = if let Val::Count(n) = t.get(rec, F::Folio) { *n } else { 0 };
        let (left, amount) = if kind == "balance_sheet" {
            (t.code(rec, F::Side) == "L", t.get(rec, F::Amount).paise())
        } else {
            let credit = t.get(rec, F::Credit).paise();
            (credit != 0, credit.max(t.get(rec, F::Debit).paise()))
        };
        sides[usize::from(!left)].push(Entry { id: rec.id, name, folio, amount });
    }
    let per = if folio { 3 } else { 2 };
    let title = name_of(r, kind, "", look.hindi);
    let top = draw::titles(sheet, r, &s, &title, look, (1, 0), per * 2);
    let (heads, money) = side_words(r, kind, look.hindi);
    for side in 0..2_u16 {
        let c = side * per;
        sheet.text(top, c, heads[usize::from(side)].clone());
        if folio {
            sheet.text(top, c + 1, if look.hindi { "पृष्ठ सं." } else { "Folio" });
        }
        sheet.text(top, c + per - 1, money.clone());
    }
    let mut placed = draw::Placed {
        register: (kind, ""),
        file: file.into(),
        sheet: sheet.name.clone(),
        header: top,
        ..Default::default()
    };
    let longest = sides[0].len().max(sides[1].len()) as u32;
    for (side, entries) in sides.iter().enumerate() {
        let c = side as u16 * per;
        for (i, e) in entries.iter().enumerate() {
            let row = top + 1 + i as u32;
            sheet.text(row, c, e.name.clone());
            if folio {
                sheet.put(row, c + 1, Cell::Int(e.folio));
            }
            sheet.put(row, c + per - 1, Cell::Number(e.amount));
            placed.rows.push((e.id, row));
        }
        let end = top + 1 + longest;
        sheet.text(end, c, if look.grand.is_empty() { if look.hindi { "योग" } else { "Total" } } else { look.grand });
        sheet.put(end, c + per - 1, Cell::Number(entries.iter().map(|e| e.amount).sum()));
        placed.grand = Some(end);
    }
    pack.placed.push(placed);
    top + 2 + longest
}

fn side_words(r: &mut Random, kind: &str, hindi: bool) -> ([String; 2], String) {
    let words: [[&str; 2]; 3] = match (kind, hindi) {
        ("balance_sheet", true) => [["दायित्व", "सम्पत्तियाँ"], ["देयता", "सम्पत्ति"], ["पूँजी एवं देयता", "सम्पत्ति एवं लेनदारी"]],
        ("balance_sheet", false) => {
            [["Liabilities", "Assets"], ["Capital & Liabilities", "Property & Assets"], ["LIABILITIES", "ASSETS"]]
        }
        (_, true) => [["देयता", "सम्पत्ति"], ["जमा पक्ष", "नाम पक्ष"], ["क्रेडिट", "डेबिट"]],
        (_, false) => [["Credit", "Debit"], ["Cr. Balances", "Dr. Balances"], ["Liability / Cr", "Assets / Dr"]],
    };
    let pick = r.pick(&words).map(String::from);
    (pick, (if hindi { "धनराशि" } else { "Amount" }).to_owned())
}

/// Particulars of the society, as label and value.
#[must_use]
pub fn particulars(s: &Society, hindi: bool) -> Vec<(String, Cell)> {
    let t = |hi: &str, en: &str| (if hindi { hi } else { en }).to_owned();
    let text = |hi: &str, en: &str| Cell::Text(t(hi, en));
    let p = s.place;
    vec![
        (t("समिति का पूरा नाम", "Full Name of Society"), Cell::Text(s.name.written(hindi).into())),
        (t("निबन्धन संख्या", "Regd. No."), Cell::Text(s.registration.clone())),
        (t("निबन्धन दिनांक", "Regd. on"), Cell::Text(s.registered.strftime("%d-%m-%Y").to_string())),
        (t("मुख्यालय ग्राम", "Head Quarter"), text(s.villages[0].0, s.villages[0].1)),
        (t("विकासखण्ड", "Dev. Block"), text(p.block.0, p.block.1)),
        (t("जिला", "District"), text(p.district.0, p.district.1)),
        (t("सम्बद्ध जिला सहकारी बैंक", "Affiliated DCB"), text(p.bank.0, p.bank.1)),
        (t("सचिव का नाम", "Secretary"), Cell::Text(s.officers[0].written(hindi).into())),
        (t("सभापति का नाम", "Chairman"), Cell::Text(s.officers[1].written(hindi).into())),
        (t("शेष की तिथि", "Balances as on"), Cell::Text("31-03-2025".into())),
        (t("प्रति अंश मूल्य रु.", "Share value Rs."), Cell::Int(100)),
        (t("न्यूनतम अंश संख्या", "Minimum shares"), Cell::Int(5)),
        (t("ऋण पर अंश सम्बद्धता %", "Share linking % of loan"), Cell::Int(5)),
        (t("ग्रामों की संख्या", "No. of villages"), Cell::Int(s.villages.len() as i64)),
    ]
}

/// A sheet with the particulars.
pub fn profile(r: &mut Random, s: &Society, hindi: bool) -> Sheet {
    let title = name_of(r, "society", "", hindi);
    let mut sheet = Sheet::new(sheet_name(&title, &[]));
    sheet.text(1, 0, title);
    for (i, (label, value)) in particulars(s, hindi).into_iter().enumerate() {
        sheet.text(i as u32 + 3, 0, label);
        sheet.put(i as u32 + 3, 1, value);
    }
    sheet
}
