//! Shows what a file or folder holds: `cargo run -p readers --example show -- PATH [ROWS]`.

use migration::cell::{CellKind, Sheet};
use std::path::Path;

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a path");
    let rows: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(10);
    match readers::read_folder(Path::new(&path), &mut |_| {}) {
        Ok(folder) => {
            for file in &folder.files {
                println!("== {} {:?} {} bytes {}", file.path, file.format, file.bytes, file.digest);
                file.sheets.iter().for_each(|s| show(s, rows));
            }
            for aside in &folder.set_aside {
                let why = aside.refusal.as_ref().map_or("no table".to_owned(), |r| r.to_string());
                println!("-- {}: {why}", aside.path);
            }
        }
        Err(refusal) => println!("{refusal}"),
    }
}

fn show(sheet: &Sheet, rows: usize) {
    println!(
        "  [{}]{} {} rows, {} cells, {} runs, hidden columns {:?}, merges {}, fonts {:?}",
        sheet.name,
        if sheet.hidden { " hidden" } else { "" },
        sheet.rows().len(),
        sheet.cell_count(),
        sheet.runs.len(),
        sheet.hidden_cols,
        sheet.merges.len(),
        sheet.fonts
    );
    for row in sheet.rows().iter().take(rows) {
        let cells: Vec<String> = sheet
            .cells(row)
            .iter()
            .map(|c| {
                let kind = match c.kind {
                    CellKind::Text => "",
                    CellKind::Number => "#",
                    CellKind::Date => "@",
                    CellKind::Bool => "?",
                    CellKind::Error => "!",
                };
                let runs = sheet.font_runs(row, c);
                let runs = if runs.is_empty() { String::new() } else { format!("{runs:?}") };
                format!("{}{kind}{}{:?}~{}{runs}", c.col, if c.formula { "=" } else { "" }, sheet.text(c), c.font)
            })
            .collect();
        println!(
            "    {}{}{}: {}",
            row.number,
            if row.hidden { "h" } else { "" },
            if row.deleted { "*" } else { "" },
            cells.join(" ")
        );
    }
}
