//! One workbook in Kruti Dev 010, told by the font of the cells; numbers and some columns in other fonts.

use crate::grid::{Cell, Sheet};
use crate::legacy::pieces;
use crate::look::{Dates, Look};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{ORDER, name_of, one, profile, sheet_name, two_sided};
use crate::shapes::paged::{HINDI_PAGES, page_rows, paged};
use crate::society::Society;
use std::cell::RefCell;
use std::io;
use std::path::Path;

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "kruti");
    let rows = page_rows(s, &mut r);
    let mut pack = prepare(s, Shows { pages: Some(rows), paged: &["SB", "RD", "FD"], balance_sheet: true }, true);
    let pages = crate::look::Pages { rows, ..HINDI_PAGES[((s.seed + 1) % 4) as usize] };
    let look = Look {
        two_level: r.chance(60),
        dates: if r.chance(50) { Dates::True } else { Dates::Slash },
        signed: true,
        grand: ["कुल योग", "महायोग", "योग"][r.below(3)],
        title_rows: 2,
        ..Look::plain(true)
    };
    let file = format!("REGISTER {}.xlsx", s.villages[0].1.to_uppercase());
    let mut sheets = vec![profile(&mut r, s, true)];
    for (kind, product) in ORDER {
        let look = paged(&look, kind, product, pages);
        let mut sheet = one(&mut pack, &mut r, (kind, product), &file, &look, &sheets);
        sheet.name = latin_name(&mut r, kind, product, &sheets);
        if let Some(p) = pack.placed.last_mut() {
            p.sheet.clone_from(&sheet.name);
        }
        sheets.push(sheet);
    }
    let mut sheet = Sheet::new("B S");
    two_sided(&mut pack, &mut sheet, &mut r, "balance_sheet", &file, &look, false);
    sheets.push(sheet);
    english_words(&mut sheets, &mut r);
    let habits = RefCell::new(Random::named(s.seed, "habits"));
    let turn = |t: &str| pieces(t, Some(&habits));
    crate::xlsx::write(&dir.join(&file), &sheets, "Times New Roman", Some(&turn)).map_err(io::Error::other)?;
    pack.files.push(file);
    Ok(pack)
}

/// Tabs are typed in English by most.
fn latin_name(r: &mut Random, kind: &str, product: &str, sheets: &[Sheet]) -> String {
    let name = name_of(r, kind, product, false);
    let name = if r.chance(50) { name.to_uppercase() } else { name };
    sheet_name(&name, sheets)
}

/// Some headings are in English in the middle of a Hindi heading.
fn english_words(sheets: &mut [Sheet], r: &mut Random) {
    const SWAPS: &[(&str, &str)] = &[
        ("मोबाइल", "Mobile No"),
        ("मो. नं.", "Mobile"),
        ("दूरभाष", "Phone"),
        ("फोन नम्बर", "Phone No."),
        ("आधार (4 अंक)", "UID (4 अंक)"),
        ("फोलियो", "L.F."),
        ("स्थिति", "Status"),
    ];
    for sheet in sheets {
        for cell in sheet.cells.values_mut() {
            let Cell::Text(t) = cell else { continue };
            if let Some((_, en)) = SWAPS.iter().find(|(hi, _)| hi == t)
                && r.chance(60)
            {
                *t = (*en).to_owned();
            }
        }
    }
}
