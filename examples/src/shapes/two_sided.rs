//! Trial balance and balance sheet in two sections side by side; registers without pages.

use crate::grid::Sheet;
use crate::look::{Dates, Look, Money};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{ORDER, name_of, one, profile, sheet_name, two_sided};
use crate::society::Society;
use std::io;
use std::path::Path;

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "two sided");
    let hindi = !s.seed.is_multiple_of(3);
    let mut pack = prepare(s, Shows { pages: None, paged: &[], balance_sheet: true }, hindi);
    let look = Look {
        two_level: r.chance(40),
        dates: if r.chance(50) { Dates::Dot } else { Dates::True },
        money: if r.chance(40) { Money::Grouped } else { Money::Number },
        relation: !hindi,
        signed: true,
        grand: if hindi { "महायोग" } else { "Grand Total" },
        title_rows: 3,
        ..Look::plain(hindi)
    };
    pack.relation = look.relation;
    let place = if hindi { s.villages[0].0 } else { s.villages[0].1 };
    let file =
        if hindi { format!("पंजियाँ {place} 2025.xlsx") } else { format!("Registers_{place}.xlsx") };
    let mut sheets = vec![profile(&mut r, s, hindi)];
    for (kind, product) in ORDER.into_iter().filter(|o| o.0 != "trial_balance") {
        let grand = if kind == "villages" { "" } else { look.grand };
        let look = Look { grand, ..look.clone() };
        let sheet = one(&mut pack, &mut r, (kind, product), &file, &look, &sheets);
        sheets.push(sheet);
    }
    crate::xlsx::write(&dir.join(&file), &sheets, if hindi { "Kokila" } else { "Arial" }, None)
        .map_err(io::Error::other)?;
    pack.files.push(file);

    let file = if hindi {
        format!("अन्तिम खाते {place}.xlsx")
    } else {
        format!("Final_{place}_24-25.xlsx")
    };
    let mut sheets = Vec::new();
    for (kind, folio) in [("trial_balance", true), ("balance_sheet", r.chance(50))] {
        let mut sheet = Sheet::new(sheet_name(&name_of(&mut r, kind, "", hindi), &sheets));
        two_sided(&mut pack, &mut sheet, &mut r, kind, &file, &look, folio && kind == "trial_balance");
        sheets.push(sheet);
    }
    crate::xlsx::write(&dir.join(&file), &sheets, "Mangal", None).map_err(io::Error::other)?;
    pack.files.push(file);
    Ok(pack)
}
