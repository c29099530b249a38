//! What `sahakar export` writes as a workbook or as CSV says what the page of the same register says, figure by figure.

use crate::forms::demonstration;
use crate::support::{books, sahakar, said};
use kernel::Paise;
use lipi::amount::format_indian;
use std::path::Path;

/// Figures of a page: what stands in the cells of figures of its first table, in reading order.
fn of_page(page: &str) -> Vec<String> {
    let table = page.split("<table").nth(1).expect("a table").split("</table>").next().expect("its end");
    let cells = table.split("<td class=\"num\">").skip(1);
    let text = |cell: &str| {
        let inner = cell.split("</td>").next().unwrap_or_default();
        let inner = inner.rsplit_once("\">").map_or(inner, |(_, t)| t);
        inner.split('<').next().unwrap_or_default().trim().to_owned()
    };
    cells.map(text).filter(|t| !t.is_empty()).collect()
}

/// Figures of the sheets of a workbook below its headings.
fn of_book(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).expect("a workbook");
    let book = readers::read_bytes("book.xlsx", &bytes).expect("it is read");
    let mut out = Vec::new();
    for sheet in &book.sheets {
        for row in sheet.rows() {
            for cell in sheet.cells(row).iter().filter(|c| c.kind == migration::cell::CellKind::Number) {
                let read = lipi::amount::read(sheet.text(cell)).expect("an amount");
                out.push(format_indian(read.paise));
            }
        }
    }
    out
}

fn export(data: &Path, words: &[&str], to: &Path) {
    let mut command = sahakar(["export", "--data"]);
    let done = command.arg(data).args(words).arg("--out").arg(to).output().expect("runs");
    assert!(done.status.success(), "{words:?}: {}", said(&done));
}

#[test]
fn an_exported_register_has_the_figures_of_its_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let pages = demonstration(&data);
    let file = dir.path().join("out.xlsx");
    let days = ["--from", "2025-04-01", "--to", "2026-03-31"];
    for (book, page) in [
        ("day-book", "/books/day-book?from=2025-04-01&to=2026-03-31&all=1"),
        ("ledger/CASH", "/books/ledger/CASH?from=2025-04-01&to=2026-03-31&all=1"),
        ("accounts/sb", "/books/accounts/sb?from=2025-04-01&to=2026-03-31&all=1"),
    ] {
        export(&data, &[&["--format", "xlsx", "--book", book][..], &days].concat(), &file);
        let (_, _, shown) = pages.get(&format!("{}{page}", pages.base));
        let (ours, theirs) = (of_book(&file), of_page(&shown));
        assert!(theirs.len() > 5, "{book}: {theirs:?}");
        assert_eq!(ours, theirs, "{book}");
    }
    // a statement: its sums are on the page
    export(&data, &[&["--format", "xlsx", "--book", "trial-balance"][..], &days].concat(), &file);
    let (_, _, shown) = pages.get(&format!("{}/reports/trial-balance?from=2025-04-01&to=2026-03-31", pages.base));
    let all = of_book(&file);
    assert!(all.len() > 20);
    let missing: Vec<&String> = all.iter().filter(|a| !shown.contains(a.as_str()) && *a != "0.00").collect();
    assert!(missing.is_empty(), "{missing:?} are not on the page");
}

#[test]
fn a_list_as_csv_has_every_head_with_its_balance() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    drop(demonstration(&data));
    let file = dir.path().join("out.csv");
    export(&data, &["--format", "csv"], &file);
    let text = std::fs::read_to_string(&file).expect("UTF-8");
    let table = readers::read_bytes("out.csv", text.as_bytes()).expect("it is read");
    let sheet = &table.sheets[0];
    let rows: Vec<Vec<String>> = sheet.rows().iter().map(|r| sheet.texts(r)).collect();
    let heads = books(&data).expect("a society").trial_balance;
    let with_balance: Vec<_> = heads.iter().filter(|h| h.debit != h.credit).collect();
    assert!(with_balance.len() > 10);
    let plain = |p: Paise| format!("{}.{:02}", p.0 / 100, p.0 % 100);
    for head in with_balance {
        let row = rows.iter().find(|r| r[0] == head.code).unwrap_or_else(|| panic!("{} is missing", head.code));
        let figures = [plain(head.debit), plain(head.credit)];
        assert_eq!(row[3..5], figures, "{row:?}");
    }
}

#[test]
fn what_is_no_register_leaves_no_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    drop(demonstration(&data));
    let file = dir.path().join("out.xlsx");
    for (format, book, number) in [("xlsx", "nothing", "S5060"), ("csv", "day-book", "S5061")] {
        let mut command = sahakar(["export", "--format", format, "--book", book, "--data"]);
        let done = command.arg(&data).arg("--out").arg(&file).output().expect("runs");
        assert_eq!(done.status.code(), Some(2));
        assert!(said(&done).contains(number), "{}", said(&done));
        assert!(!file.exists());
    }
}
