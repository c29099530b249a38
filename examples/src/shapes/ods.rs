//! A LibreOffice document, one register on a sheet, kept village by village.

use crate::grid::Sheet;
use crate::legacy::pieces;
use crate::look::{Dates, Look, Money};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{ORDER, name_of, one, profile, sheet_name, two_sided};
use crate::society::Society;
use std::cell::RefCell;
use std::io;
use std::path::Path;

/// Writes the pack. Odd seeds are in Kruti Dev, told by the styles of the cells.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "ods");
    let mut pack = prepare(s, Shows { pages: None, paged: &[], balance_sheet: true }, true);
    let blocks = [("ग्राम –", "योग ग्राम"), ("गाँव का नाम :", "ग्राम का योग"), ("ग्राम-", "कुल ग्राम")][r.below(3)];
    let look = Look {
        dates: if r.chance(60) { Dates::True } else { Dates::Slash },
        money: Money::Number,
        grand: ["महायोग", "समिति का कुल योग"][r.below(2)],
        title_rows: 3,
        signed: r.chance(50),
        ..Look::plain(true)
    };
    let file = format!("{} samiti.ods", s.villages[0].1);
    let mut sheets = vec![profile(&mut r, s, true)];
    for (kind, product) in ORDER {
        let by_village = matches!((kind, product), ("members", "") | ("shares" | "loans" | "deposits", _));
        let grand = if matches!(kind, "members" | "villages") { "" } else { look.grand };
        let look = Look { blocks: by_village.then_some(blocks), grand, ..look.clone() };
        let sheet = one(&mut pack, &mut r, (kind, product), &file, &look, &sheets);
        sheets.push(sheet);
    }
    let mut sheet = Sheet::new(sheet_name(&name_of(&mut r, "balance_sheet", "", true), &sheets));
    two_sided(&mut pack, &mut sheet, &mut r, "balance_sheet", &file, &look, false);
    sheets.push(sheet);
    let habits = RefCell::new(Random::named(s.seed, "habits"));
    let turn = |t: &str| pieces(t, Some(&habits));
    crate::ods::write(&dir.join(&file), &sheets, "Lohit Devanagari", if s.seed % 2 == 1 { Some(&turn) } else { None })?;
    pack.files.push(file);
    Ok(pack)
}
