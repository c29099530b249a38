//! Values of the messy workbooks against what calamine reads from them, wherever calamine can.

use crate::support::shared;
use calamine::{Data, Reader, open_workbook_auto};
use migration::cell::{CellKind, Sheet};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Files where calamine and this reader differ by intent; why stands beside each.
const DIFFER: [(&str, &str); 2] = [
    ("any_sheets.xls", "the sheet missing here is a chart, whose cached numbers are no register"),
    ("sheet_name_parsing.xls", "calamine reads its UTF-16 texts as single bytes"),
];

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| ["xls", "xlsx", "xlsm", "xlsb", "ods"].iter().any(|e| f.extension().is_some_and(|x| x == *e)));
    files.sort();
    files
}

/// What differs; `None` where calamine cannot read the file.
fn differences(path: &Path) -> Option<(usize, Vec<String>)> {
    // Its failures are not the matter here, nor are they to end the test.
    let path_there = path.to_owned();
    let theirs = catch_unwind(move || {
        let mut book = open_workbook_auto(&path_there).ok()?;
        let names = book.sheet_names();
        let ranges: Vec<_> = names.into_iter().map(|n| (n.clone(), book.worksheet_range(&n).ok())).collect();
        Some(ranges)
    });
    let theirs = theirs.ok()??;
    let ours = match readers::read_file(path) {
        Ok(file) => file,
        Err(refusal) => return Some((0, vec![format!("refused: {refusal}")])),
    };
    let (mut compared, mut out) = (0, Vec::new());
    for (name, range) in theirs {
        let Some(range) = range else { continue };
        let Some(sheet) = ours.sheets.iter().find(|s| s.name == name) else {
            if range.used_cells().next().is_some() {
                out.push(format!("no sheet {name:?}"));
            }
            continue;
        };
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut cells = 0;
        for (row, col, value) in range.used_cells() {
            let (row, col) = (row as u32 + top + 1, col as u16 + left as u16);
            if matches!(value, Data::String(s) if s.is_empty()) {
                continue;
            }
            cells += 1;
            if let Some(difference) = compare(sheet, row, col, value) {
                out.push(format!("{name}!R{row}C{col}: {difference}"));
            }
        }
        compared += cells;
        if cells < sheet.cell_count() && range.used_cells().count() > 0 {
            out.push(format!("{name}: {} cells here, {cells} there", sheet.cell_count()));
        }
    }
    Some((compared, out))
}

fn compare(sheet: &Sheet, row: u32, col: u16, theirs: &Data) -> Option<String> {
    let found = sheet.row(row).and_then(|r| sheet.at(r, col));
    let (text, kind) = found.map_or(("", None), |c| (sheet.text(c), Some(c.kind)));
    let number = |v: f64| text.parse::<f64>().is_ok_and(|t| (t - v).abs() <= v.abs() * 1e-14);
    let same = match theirs {
        Data::Int(v) => kind == Some(CellKind::Number) && number(*v as f64),
        Data::Float(v) => kind == Some(CellKind::Number) && number(*v),
        Data::String(s) => text == s.replace("\r\n", "\n").replace('\r', "\n"),
        Data::Bool(b) => kind == Some(CellKind::Bool) && text == if *b { "TRUE" } else { "FALSE" },
        Data::Error(e) => kind == Some(CellKind::Error) && text == e.to_string(),
        Data::DateTime(d) if d.is_duration() || !(1.0..2_958_466.0).contains(&d.as_f64()) => number(d.as_f64()),
        Data::DateTime(d) => {
            let (y, m, day, h, min, s, ms) = d.to_ymd_hms_milli();
            let iso = format!("{y:04}-{m:02}-{day:02}");
            let time = format!("{iso}T{h:02}:{min:02}:{s:02}");
            kind == Some(CellKind::Date) && (text == iso && (h, min, s) == (0, 0, 0) || text == time || ms >= 500)
        }
        Data::DateTimeIso(d) => text == d.strip_suffix("T00:00:00").unwrap_or(d),
        _ => true,
    };
    (!same).then(|| format!("{theirs:?} there, {text:?} {kind:?} here"))
}

#[test]
fn messy_workbooks_hold_what_calamine_finds() {
    let Some(messy) = shared("data/messy-files") else { return };
    let (mut files, mut cells, mut wrong) = (0, 0, Vec::new());
    for path in workbooks(&messy.join("calamine")).into_iter().chain(workbooks(&messy.join("xlrd"))) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // These exist to exhaust the memory of whoever reads them; `survive` has them.
        if name.starts_with("OOM_alloc") {
            continue;
        }
        let Some((compared, differences)) = differences(&path) else { continue };
        files += 1;
        cells += compared;
        if !differences.is_empty() && !DIFFER.iter().any(|(n, _)| *n == name) {
            wrong.push(format!(
                "{name}: {} differ\n  {}",
                differences.len(),
                differences[..differences.len().min(4)].join("\n  ")
            ));
        }
    }
    println!("{files} workbooks, {cells} cells compared");
    assert!(files > 100, "only {files} workbooks compared");
    assert!(wrong.is_empty(), "{} files differ\n{}", wrong.len(), wrong.join("\n"));
}
