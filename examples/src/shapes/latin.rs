//! Three workbooks in Latin script: everything typed in every way.

use crate::grid::{Cell, Sheet};
use crate::look::{Dates, Look, Money, Pages};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{Spot, name_of, one, profile, put, sheet_name, two_sided};
use crate::shapes::paged::page_rows;
use crate::society::Society;
use std::io;
use std::path::Path;

const PAGES: Pages =
    Pages { rows: 0, first: 1, total: "Total of page {}", carried: "C/F", brought: "b/f", label: "Page", repeat: true };

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "latin");
    let rows = page_rows(s, &mut r);
    let mut pack = prepare(s, Shows { pages: Some(rows), paged: &["SB"], balance_sheet: true }, false);
    pack.capitals = true;
    let plain = Look { ditto: true, capitals: true, dates: Dates::Mixed, money: Money::Mixed, ..Look::plain(false) };
    let paged = Look { pages: Some(Pages { rows, ..PAGES }), grand: "Grand Total", ditto: false, ..plain.clone() };
    let quiet = Look {
        money: Money::Number,
        dates: Dates::Slash,
        title_rows: 1,
        extras: false,
        grand: "Total",
        ..plain.clone()
    };
    let en = s.villages[0].1.to_uppercase();

    let file = format!("MEMBERS & SHARES {en}.xlsx");
    let mut sheets = vec![profile(&mut r, s, false)];
    for (kind, product, look) in
        [("members", "", &plain), ("members", "NOMINAL", &plain), ("villages", "", &plain), ("shares", "", &paged)]
    {
        let sheet = one(&mut pack, &mut r, (kind, product), &file, look, &sheets);
        sheets.push(sheet);
    }
    helper_column(&mut sheets[1]);
    hide_rows(&mut pack, &mut sheets[1], &mut r);
    save(&mut pack, dir, &file, &sheets)?;

    let file = format!("LOANS DEPOSITS {en} 24-25.xlsx");
    let mut sheets = Vec::new();
    for (kind, product) in [("loans", "ST"), ("deposits", "SB")] {
        let sheet = one(&mut pack, &mut r, (kind, product), &file, &paged, &sheets);
        sheets.push(sheet);
    }
    // Three registers one below the other on one sheet.
    let mut sheet = Sheet::new("MT RD FD");
    let below = Look { grand: "Total", title_rows: 1, ..plain };
    let mut row = 1;
    for (kind, product) in [("loans", "MT"), ("deposits", "RD"), ("deposits", "FD")] {
        row = put(&mut pack, &mut sheet, &mut r, (kind, product), &below, Spot::new(&file, (row, 0))) + 3;
    }
    sheets.push(sheet);
    save(&mut pack, dir, &file, &sheets)?;

    let file = format!("FINAL {en} 31.3.25.xlsx");
    let mut sheets = vec![side_by_side(&mut pack, &mut r, &file, &quiet)];
    let tb = one(&mut pack, &mut r, ("trial_balance", ""), &file, &quiet, &sheets);
    sheets.push(tb);
    let last = sheets.len() - 1;
    formulas(&pack, &mut sheets[last]);
    let mut bs = Sheet::new(sheet_name(&name_of(&mut r, "balance_sheet", "", false), &sheets));
    two_sided(&mut pack, &mut bs, &mut r, "balance_sheet", &file, &quiet, false);
    sheets.push(bs);
    save(&mut pack, dir, &file, &sheets)?;
    std::fs::write(dir.join(format!("~$LOANS DEPOSITS {en} 24-25.xlsx")), b"\x06Office")?;
    pack.other_files.push(format!("~$LOANS DEPOSITS {en} 24-25.xlsx"));
    Ok(pack)
}

fn save(pack: &mut Pack, dir: &Path, file: &str, sheets: &[Sheet]) -> io::Result<()> {
    crate::xlsx::write(&dir.join(file), sheets, "Calibri", None).map_err(io::Error::other)?;
    pack.files.push(file.to_owned());
    Ok(())
}

/// The small registers: some side by side, some below each other.
fn side_by_side(pack: &mut Pack, r: &mut Random, file: &str, look: &Look) -> Sheet {
    let mut sheet = Sheet::new("OTHER REGISTERS");
    let mut row = 1;
    for pair in [
        [("stock", ""), ("debtors", "")],
        [("investments", ""), ("borrowings", "")],
        [("fixed_assets", ""), ("cash_bank", "")],
    ] {
        let left = put(pack, &mut sheet, r, pair[0], look, Spot::new(file, (row, 0)));
        let col = sheet.width() + 1;
        let right = put(pack, &mut sheet, r, pair[1], look, Spot::new(file, (row, col)));
        row = left.max(right) + 2;
    }
    put(pack, &mut sheet, r, ("dcb", ""), look, Spot::new(file, (row, 0)));
    sheet
}

/// A column an earlier clerk used and then hid.
fn helper_column(sheet: &mut Sheet) {
    let col = sheet.width();
    let rows: Vec<u32> = sheet.cells.keys().map(|k| k.0).collect();
    let header = rows.iter().copied().find(|r| sheet.cells.range((*r, 0)..(*r, u16::MAX)).count() > 6).unwrap_or(1);
    sheet.text(header, col, "OLD_ID");
    for row in header + 1..=sheet.last_row() {
        if sheet.cells.range((row, 0)..(row, u16::MAX)).count() > 4 {
            sheet.put(row, col, Cell::Int(i64::from(row) * 7 + 9000));
        }
    }
    sheet.hidden_cols.insert(col);
}

fn hide_rows(pack: &mut Pack, sheet: &mut Sheet, r: &mut Random) {
    let rows: Vec<u32> = pack.placed[0].rows.iter().map(|x| x.1).collect();
    for _ in 0..(rows.len() / 40 + 1) {
        sheet.hidden_rows.insert(*r.pick(&rows));
    }
}

/// Turns the totals of the trial balance into formulas with cached values.
fn formulas(pack: &Pack, sheet: &mut Sheet) {
    let Some(p) = pack.placed.iter().find(|p| p.register.0 == "trial_balance") else { return };
    let (Some(grand), first) = (p.grand, p.header + 1) else { return };
    for col in 0..sheet.width() {
        if let Some(Cell::Number(n)) = sheet.cells.get(&(grand, col)).cloned() {
            let c = char::from(b'A' + col as u8);
            sheet.put(grand, col, Cell::Formula(format!("=SUM({c}{first}:{c}{})", grand - 1), n));
        }
    }
}
