//! What was exported is brought in again by `sahakar migrate`, and the books are the same: every head, and where registers went along, every
//! account. This holds for every format there is, for old books just taken in and for a society that has been at work.

use crate::support::{Books, books, sahakar, said};
use examples::{DefectPlan, Shape, Size};
use kernel::Paise;
use std::collections::BTreeMap;
use std::path::Path;

/// Formats with a file's name as people choose it. What is in it decides, so the name needs to say nothing.
const FORMATS: [(&str, &str); 7] = [
    ("hledger", "books.journal"),
    ("beancount", "books.beancount"),
    ("csv", "books.csv"),
    ("xlsx", "books.xlsx"),
    ("tally", "books.xml"),
    ("vouchers", "lines.csv"),
    ("templates", "registers.xlsx"),
];

/// Balances by the name of the head, debit less credit; heads of nothing left out.
fn balances(b: &Books) -> BTreeMap<String, Paise> {
    let mut out: BTreeMap<String, Paise> = BTreeMap::new();
    for h in &b.trial_balance {
        *out.entry(h.name.trim().to_owned()).or_default() += h.debit - h.credit;
    }
    out.retain(|_, p| !p.is_zero());
    out
}

fn migrated(pack: &Path, data: &Path, cutoff: &str) -> Books {
    let mut command = sahakar(["migrate", "--quiet", "--cutoff", cutoff, "--data"]);
    let done = command.arg(data).arg(pack).output().expect("it runs");
    books(data).unwrap_or_else(|| panic!("nothing was brought in: {}", said(&done)))
}

/// Exports one installation and brings it into another.
fn round(from: &Path, format: &str, file: &str, cutoff: &str) -> Books {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    std::fs::create_dir(&out).expect("a folder");
    let mut command = sahakar(["export", "--format", format, "--data"]);
    let done = command.arg(from).arg("--out").arg(out.join(file)).output().expect("it runs");
    assert!(done.status.success(), "{format}: {}", said(&done));
    migrated(&out, &dir.path().join("again"), cutoff)
}

/// Every format of these books comes back, and nothing is found wrong in coming back.
fn every_format_comes_back(from: &Path, first: &Books, cutoff: &str, worked: bool) {
    assert!(balances(first).len() > 12, "{:?}", balances(first));
    for (format, file) in FORMATS {
        let second = round(from, format, file, cutoff);
        assert_eq!(balances(&second), balances(first), "{format}");
        // of members who drew in this play some have fewer shares than old books should show: that is found, and rightly
        assert!(second.findings == 0 || (worked && format == "templates"), "{format}: {}", second.findings);
        if format == "templates" {
            assert_eq!((second.members, second.accounts), (first.members, first.accounts));
        }
    }
}

#[test]
fn old_books_come_back_from_every_format() {
    let dir = tempfile::tempdir().expect("a folder");
    let society = examples::society(7, Size::Custom(25), DefectPlan::None);
    examples::write(&society, Shape::Ods, &dir.path().join("old")).expect("a pack is written");
    let data = dir.path().join("data");
    let first = migrated(&dir.path().join("old"), &data, "2025-03-31");
    every_format_comes_back(&data, &first, "2025-03-31", false);
}

#[test]
fn a_played_society_comes_back_from_every_format() {
    let dir = tempfile::tempdir().expect("a folder");
    let words = ["simulate", "--year", "--members", "40", "--days", "8", "--vouchers", "400", "--data"];
    let played = sahakar(words).arg(dir.path()).output().expect("runs");
    assert!(played.status.success(), "{}", said(&played));
    let first = books(dir.path()).expect("a society");
    every_format_comes_back(dir.path(), &first, "2025-04-30", true);
}

/// Registers and statements as workbooks are for people: brought in, each is set aside with a number that says where the registers themselves
/// are to be had, and nothing is taken for old books.
#[test]
fn a_workbook_for_reading_is_named_as_such_and_not_taken_in() {
    let dir = tempfile::tempdir().expect("a folder");
    let society = examples::society(7, Size::Custom(25), DefectPlan::None);
    examples::write(&society, Shape::Ods, &dir.path().join("old")).expect("a pack is written");
    let data = dir.path().join("data");
    let first = migrated(&dir.path().join("old"), &data, "2025-03-31");
    for book in ["day-book", "cash-book", "ledgers", "members", "loans", "balance-sheet"] {
        let out = dir.path().join(book);
        std::fs::create_dir(&out).expect("a folder");
        let mut command = sahakar(["export", "--format", "xlsx", "--book", book, "--data"]);
        let done = command.arg(&data).arg("--out").arg(out.join("book.xlsx")).output().expect("it runs");
        assert!(done.status.success(), "{book}: {}", said(&done));
        let again = dir.path().join(format!("{book}-again"));
        let mut command = sahakar(["migrate", "--quiet", "--cutoff", "2025-03-31", "--data"]);
        let done = command.arg(&again).arg(&out).output().expect("it runs");
        assert!(said(&done).contains("S4680"), "{book}: {}", said(&done));
        assert!(books(&again).is_none_or(|b| b.trial_balance.is_empty()), "{book}");
    }
    // beside the registers themselves it does no harm
    let out = dir.path().join("both");
    std::fs::create_dir(&out).expect("a folder");
    std::fs::copy(dir.path().join("members/book.xlsx"), out.join("members.xlsx")).expect("copied");
    let mut command = sahakar(["export", "--format", "templates", "--data"]);
    let done = command.arg(&data).arg("--out").arg(out.join("registers.xlsx")).output().expect("it runs");
    assert!(done.status.success(), "{}", said(&done));
    let second = migrated(&out, &dir.path().join("both-again"), "2025-03-31");
    assert_eq!((second.members, second.accounts), (first.members, first.accounts));
    assert_eq!(balances(&second), balances(&first));
}
