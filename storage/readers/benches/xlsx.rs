//! How long a workbook takes, cells and fonts, against what calamine needs for its cells alone, in the same run.
//!
//! `cargo bench -p readers --bench xlsx`; `ROWS=1000000` for the size of a State's ledger.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

fn main() {
    let rows: u32 = std::env::var("ROWS").ok().and_then(|r| r.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("ledger.xlsx");
    write(&path, rows).expect("written");
    let mib = std::fs::metadata(&path).expect("it is there").len() as f64 / f64::from(1 << 20);
    let (mut ours, mut theirs) = (f64::MAX, f64::MAX);
    for _ in 0..if rows > 200_000 { 2 } else { 5 } {
        let start = Instant::now();
        let file = readers::read_file(&path).expect("readable");
        ours = ours.min(start.elapsed().as_secs_f64());
        black_box(file.sheets[0].cell_count());
        drop(file);
        let start = Instant::now();
        let mut book: Xlsx<_> = calamine::open_workbook(&path).expect("readable");
        let range = book.worksheet_range("Ledger").expect("the sheet");
        theirs = theirs.min(start.elapsed().as_secs_f64());
        black_box(range.used_cells().filter(|c| *c.2 != Data::Empty).count());
    }
    println!("{rows} rows of 10 columns, {mib:.1} MiB");
    println!("readers: cells, fonts, runs, digest  {ours:.3} s");
    println!("calamine: cells                      {theirs:.3} s");
    println!("ratio                                {:.2}", ours / theirs);
}

fn write(path: &Path, rows: u32) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let kruti = Format::new().set_font_name("Kruti Dev 010");
    let day = Format::new().set_num_format("dd-mm-yyyy");
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("Ledger")?;
    for row in 0..rows {
        let n = f64::from(row);
        sheet.write_number(row, 0, n + 1.0)?;
        sheet.write_string_with_format(row, 1, format!("jke fd'ku {}", row % 5000), &kruti)?;
        sheet.write_string_with_format(row, 2, "HksVk", &kruti)?;
        sheet.write_number_with_format(row, 3, 40_000.0 + f64::from(row % 5000), &day)?;
        for col in 4..9 {
            sheet.write_number(row, col, (n * 37.0 + f64::from(col)) % 1e6 / 100.0)?;
        }
        sheet.write_string(row, 9, if row % 3 == 0 { "Open" } else { "Closed" })?;
    }
    book.save(path)
}
