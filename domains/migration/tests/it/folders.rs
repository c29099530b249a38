//! Small and large old books made in memory: one workbook, a sheet for each register.

use migration::cell::{CellKind, Folder, Format, Sheet, SourceFile};

/// A sheet with these rows; cells that are plain numbers are numbers.
pub fn sheet(name: &str, rows: &[Vec<String>]) -> Sheet {
    let mut s = Sheet::new(name);
    for (i, row) in rows.iter().enumerate() {
        s.begin_row(i as u32 + 1, false, false);
        for (col, text) in row.iter().enumerate() {
            let number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
            s.push(col as u16, text, if number { CellKind::Number } else { CellKind::Text }, 0, false);
        }
    }
    s
}

/// A folder with one workbook of these sheets.
pub fn folder(sheets: Vec<Sheet>) -> Folder {
    let digest = kernel::Digest([9; 32]);
    let file = SourceFile { path: "books.xlsx".into(), digest, bytes: 1, format: Format::Xlsx, sheets };
    Folder { files: vec![file], set_aside: Vec::new() }
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

/// Savings accounts with these balances (rupees) in pages of `page`, each page with its total of what the rows are meant to be; `written` changes what a
/// row says. Beside it a trial balance that says `ledger` of savings.
pub fn savings(balances: &[i64], page: usize, written: &[(usize, i64)], ledger: i64) -> Folder {
    let mut rows = vec![row(&["Savings Bank Register"]), row(&["A/c No", "Member No", "Name", "Opened", "Balance"])];
    for (p, chunk) in balances.chunks(page).enumerate() {
        rows.push(row(&[&format!("Page {}", p + 1)]));
        for (k, meant) in chunk.iter().enumerate() {
            let i = p * page + k;
            let says = written.iter().find(|(at, _)| *at == i).map_or(*meant, |(_, says)| *says);
            let no = (i + 1).to_string();
            rows.push(row(&[&no, &(i % 900 + 1).to_string(), "Ram Singh", "01/04/2019", &says.to_string()]));
        }
        rows.push(row(&["", "", "Page total", "", &chunk.iter().sum::<i64>().to_string()]));
    }
    let other = ledger.to_string();
    let trial = vec![
        row(&["Trial Balance as on 31/03/2025"]),
        row(&["Head", "Debit", "Credit"]),
        row(&["Savings Deposits", "", &ledger.to_string()]),
        row(&["Suspense (Cr)", "", "750"]),
        row(&["Salary Payable", "", "1200"]),
        row(&["Cash in Hand", "1950", ""]),
        row(&["Building A/c", &other, ""]),
    ];
    folder(vec![sheet("SB", &rows), sheet("Trial Balance", &trial)])
}
