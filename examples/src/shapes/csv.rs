//! The export of an earlier package: one separated text file for each register, each group in another encoding.

use crate::csv::{Encoding, bytes};
use crate::grid::{Cell, Sheet};
use crate::look::{Dates, Look, Money};
use crate::pack::{Pack, Shows, merge_nominal, prepare};
use crate::random::Random;
use crate::shape::{ORDER, Spot, particulars, put};
use crate::society::Society;
use std::io;
use std::path::Path;

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "csv");
    let mut s = s.clone();
    if s.seed.is_multiple_of(2) {
        merge_nominal(&mut s);
    }
    let mut pack = prepare(&s, Shows { pages: None, paged: &[], balance_sheet: true }, true);
    let order: Vec<(&str, &str)> = ORDER.into_iter().chain([("balance_sheet", "")]).collect();
    for (kind, product) in order {
        if !pack.s.tables.iter().any(|t| t.kind == kind && t.product == product) {
            continue;
        }
        let (encoding, separator, dates) = match kind {
            "deposits" | "borrowings" | "fixed_assets" => (Encoding::Legacy, ';', Dates::Dot),
            "loans" | "shares" | "dcb" => (Encoding::Utf8, ',', Dates::Iso),
            _ => (Encoding::Utf16, '\t', Dates::Slash),
        };
        let look = Look {
            title_rows: 0,
            dates,
            money: if kind == "shares" { Money::Grouped } else { Money::Fixed },
            numeric_codes: false,
            ..Look::plain(true)
        };
        let file = format!("{}.{}", file_name(kind, product), if separator == '\t' { "tsv" } else { "csv" });
        let mut sheet = Sheet::new("");
        put(&mut pack, &mut sheet, &mut r, (kind, product), &look, Spot::new(&file, (1, 0)));
        broken_lines(&mut sheet, &mut r);
        let rows = sheet.last_row() - 1;
        std::fs::write(
            dir.join(&file),
            bytes(&sheet, separator, encoding, &format!("#EOF;{};{rows}", file_name(kind, product))),
        )?;
        pack.files.push(file);
    }
    let mut sheet = Sheet::new("");
    for (i, (label, value)) in particulars(&pack.s, true).into_iter().enumerate() {
        sheet.text(i as u32 + 1, 0, label);
        sheet.put(i as u32 + 1, 1, value);
    }
    std::fs::write(dir.join("SAMITI.tsv"), bytes(&sheet, '\t', Encoding::Utf16, "#EOF;SAMITI"))?;
    pack.files.push("SAMITI.tsv".into());
    std::fs::write(dir.join("export.log"), "export finished 21-04-2025 16:42\r\n")?;
    pack.other_files.push("export.log".into());
    Ok(pack)
}

fn file_name(kind: &str, product: &str) -> &'static str {
    match (kind, product) {
        ("members", "NOMINAL") => "EXP_NOMINAL",
        ("members", _) => "EXP_SADASYA",
        ("villages", _) => "EXP_GRAM",
        ("shares", _) => "EXP_ANSH",
        ("loans", "ST") => "EXP_KCC",
        ("loans", _) => "EXP_MT",
        ("deposits", "SB") => "EXP_BACHAT",
        ("deposits", "RD") => "EXP_AVARTI",
        ("deposits", _) => "EXP_MIYADI",
        ("dcb", _) => "EXP_VASULI",
        ("stock", _) => "EXP_STOCK",
        ("debtors", _) => "EXP_DENDAR",
        ("borrowings", _) => "EXP_UDHAR",
        ("investments", _) => "EXP_VINIYOG",
        ("fixed_assets", _) => "EXP_SAMPATTI",
        ("cash_bank", _) => "EXP_ROKAR",
        ("trial_balance", _) => "EXP_TALPAT",
        _ => "EXP_CHITTHA",
    }
}

/// Line breaks inside quoted cells: some headings, and remarks typed in two lines.
fn broken_lines(sheet: &mut Sheet, r: &mut Random) {
    let last = sheet.width().saturating_sub(1);
    for ((row, col), cell) in &mut sheet.cells {
        let Cell::Text(t) = cell else { continue };
        let words = t.contains(' ') && t.chars().any(char::is_alphabetic);
        let remark = *row > 1 && ["पासबुक", "अंगूठा", "फोटो", "हस्ताक्षर", "ऋण पर"].iter().any(|w| t.starts_with(w));
        if words && (remark || (*row == 1 && *col < last && r.chance(25))) {
            *t = t.replacen(' ', "\n", 1);
        }
    }
}
