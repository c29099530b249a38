//! Loans and shares in one workbook for each village; the rest in a common one.

use crate::grid::Sheet;
use crate::look::{Dates, Look};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{ORDER, Spot, name_of, one, profile, put, sheet_name, two_sided};
use crate::society::Society;
use std::io;
use std::path::Path;

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "village files");
    let hindi = s.seed.is_multiple_of(2);
    let mut pack = prepare(s, Shows { pages: None, paged: &[], balance_sheet: true }, hindi);
    let look = Look {
        dates: if r.chance(50) { Dates::Slash } else { Dates::True },
        grand: if hindi { "कुल जोड़" } else { "TOTAL" },
        title_rows: 2,
        signed: r.chance(50),
        ..Look::plain(hindi)
    };
    let names: Vec<String> =
        [("shares", ""), ("loans", "ST"), ("loans", "MT")].map(|(k, p)| name_of(&mut r, k, p, hindi)).into();
    for (v, (hi, en)) in s.villages.iter().enumerate() {
        let file = if hindi { format!("ग्राम {hi}.xlsx") } else { format!("{:02} {en}.xlsx", v + 1) };
        let mut sheets = Vec::new();
        for ((kind, product), name) in [("shares", ""), ("loans", "ST"), ("loans", "MT")].into_iter().zip(&names) {
            let t = pack.s.table(kind, product);
            let rows: Vec<usize> = (0..t.rows.len()).filter(|i| t.rows[*i].village == v).collect();
            if rows.is_empty() {
                continue;
            }
            let mut sheet = Sheet::new(sheet_name(name, &sheets));
            sheet.text(1, 0, if hindi { format!("ग्राम – {hi}") } else { format!("Village : {en}") });
            put(
                &mut pack,
                &mut sheet,
                &mut r,
                (kind, product),
                &look,
                Spot { file: &file, at: (2, 0), rows: Some(rows) },
            );
            sheets.push(sheet);
        }
        if !sheets.is_empty() {
            crate::xlsx::write(&dir.join(&file), &sheets, "Nirmala UI", None).map_err(io::Error::other)?;
            pack.files.push(file);
        }
    }
    let file =
        if hindi { "समिति सामान्य.xlsx".to_owned() } else { "COMMON BOOKS.xlsx".to_owned() };
    let mut sheets = vec![profile(&mut r, s, hindi)];
    for (kind, product) in ORDER.into_iter().filter(|o| o.0 != "shares" && o.0 != "loans") {
        let grand = if kind == "villages" || kind == "members" { "" } else { look.grand };
        let look = Look { grand, ..look.clone() };
        let sheet = one(&mut pack, &mut r, (kind, product), &file, &look, &sheets);
        sheets.push(sheet);
    }
    let mut sheet = Sheet::new(sheet_name(&name_of(&mut r, "balance_sheet", "", hindi), &sheets));
    two_sided(&mut pack, &mut sheet, &mut r, "balance_sheet", &file, &look, false);
    sheets.push(sheet);
    crate::xlsx::write(&dir.join(&file), &sheets, "Nirmala UI", None).map_err(io::Error::other)?;
    pack.files.push(file);
    Ok(pack)
}
