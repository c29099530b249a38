//! One workbook in Unicode Hindi, page by page.

use crate::grid::Sheet;
use crate::look::{Dates, Look, Pages};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{ORDER, name_of, one, profile, sheet_name, two_sided};
use crate::society::Society;
use std::io;
use std::path::Path;

/// Words round pages, as clerks of four societies write them.
pub const HINDI_PAGES: [Pages; 4] = [
    Pages {
        rows: 0, first: 1, total: "पृष्ठ योग", carried: "आगे ले गये", brought: "पीछे से लाये", label: "", repeat: true
    },
    Pages {
        rows: 0,
        first: 1,
        total: "योग पृष्ठ {}",
        carried: "अग्रे नीत",
        brought: "पिछला शेष",
        label: "पृष्ठ संख्या",
        repeat: true,
    },
    Pages {
        rows: 0,
        first: 17,
        total: "पन्ने का योग",
        carried: "योग आगे ले गया",
        brought: "योग पीछे से लाया",
        label: "पन्ना सं.",
        repeat: false,
    },
    Pages {
        rows: 0, first: 1, total: "इस पृष्ठ का जोड़", carried: "C/F", brought: "B/F", label: "", repeat: true
    },
];

/// Rows on a page for a society of this size.
#[must_use]
pub fn page_rows(s: &Society, r: &mut Random) -> usize {
    match s.members.len() {
        0..60 => 4,
        60..200 => 9 + r.below(3),
        _ => 18 + r.below(10),
    }
}

/// The look of a register kept by pages; small ones are not.
#[must_use]
pub fn paged(look: &Look, kind: &str, product: &str, pages: Pages) -> Look {
    let by_page = matches!((kind, product), ("members", "") | ("shares" | "loans" | "deposits", _));
    Look { pages: by_page.then_some(pages), grand: if kind == "villages" { "" } else { look.grand }, ..look.clone() }
}

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "paged");
    let rows = page_rows(s, &mut r);
    let mut pack = prepare(s, Shows { pages: Some(rows), paged: &["SB", "RD", "FD"], balance_sheet: true }, true);
    let pages = Pages { rows, ..HINDI_PAGES[(s.seed % 4) as usize] };
    let look = Look {
        two_level: true,
        numbers: r.chance(50),
        dates: if r.chance(50) { Dates::True } else { Dates::Dot },
        relation: true,
        signed: true,
        grand: ["कुल योग", "महायोग", "योग"][r.below(3)],
        title_rows: 3,
        ..Look::plain(true)
    };
    pack.relation = true;
    let file = format!("{} समिति की पंजिकाएँ.xlsx", s.villages[0].0);
    let mut sheets = vec![profile(&mut r, s, true)];
    for (kind, product) in ORDER {
        let look = paged(&look, kind, product, pages);
        let sheet = one(&mut pack, &mut r, (kind, product), &file, &look, &sheets);
        sheets.push(sheet);
    }
    let mut sheet = Sheet::new(sheet_name(&name_of(&mut r, "balance_sheet", "", true), &sheets));
    two_sided(&mut pack, &mut sheet, &mut r, "balance_sheet", &file, &look, false);
    sheets.push(sheet);
    crate::xlsx::write(&dir.join(&file), &sheets, "Mangal", None).map_err(io::Error::other)?;
    pack.files.push(file);
    Ok(pack)
}
