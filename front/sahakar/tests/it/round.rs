//! What was exported is brought in again by `sahakar migrate`, and the books are the same: every head, and where registers went along, every
//! account.

use crate::support::{Books, books, sahakar, said};
use examples::{DefectPlan, Shape, Size};
use kernel::Paise;
use std::collections::BTreeMap;
use std::path::Path;

/// Balances by the name of the head, debit less credit; heads of nothing left out.
fn balances(b: &Books) -> BTreeMap<String, Paise> {
    let mut out: BTreeMap<String, Paise> = BTreeMap::new();
    for h in &b.trial_balance {
        *out.entry(h.name.trim().to_owned()).or_default() += h.debit - h.credit;
    }
    out.retain(|_, p| !p.is_zero());
    out
}

fn migrated(pack: &Path, data: &Path) -> Books {
    let mut command = sahakar(["migrate", "--quiet", "--cutoff", "2025-03-31", "--data"]);
    let done = command.arg(data).arg(pack).output().expect("it runs");
    books(data).unwrap_or_else(|| panic!("nothing was brought in: {}", said(&done)))
}

/// Exports from one installation and brings it into another.
fn round(format: &str, file: &str) -> (Books, Books) {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    let society = examples::society(7, Size::Custom(25), DefectPlan::None);
    examples::write(&society, Shape::Ods, &at("old")).expect("a pack is written");
    let first = migrated(&at("old"), &at("data"));
    std::fs::create_dir(at("out")).expect("a folder");
    let mut command = sahakar(["export", "--format", format, "--data"]);
    let done = command.arg(at("data")).arg("--out").arg(at("out").join(file)).output().expect("it runs");
    assert!(done.status.success(), "{}", said(&done));
    let second = migrated(&at("out"), &at("again"));
    (first, second)
}

#[test]
fn tally_comes_back_with_the_same_balances() {
    let (first, second) = round("tally", "books.xml");
    assert!(balances(&first).len() > 20, "{:?}", balances(&first));
    assert_eq!(balances(&second), balances(&first));
}

#[test]
fn the_workbook_of_registers_comes_back_with_every_account() {
    let (first, second) = round("templates", "registers.xlsx");
    assert_eq!((second.members, second.accounts), (first.members, first.accounts));
    assert_eq!(balances(&second), balances(&first));
    assert_eq!(second.findings, 0);
}
