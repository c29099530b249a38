//! What is kept of old files: memo texts with their tables, Aadhaar numbers masked, account numbers left alone.

use examples::{DefectPlan, Shape, Size};
use migration::cell::SourceFile;
use std::collections::BTreeSet;
use std::path::Path;

fn texts(file: &SourceFile) -> Vec<String> {
    let of_sheet = |s: &migration::cell::Sheet| {
        s.rows()
            .iter()
            .flat_map(|r| s.cells(r).iter().map(|c| s.text(c).to_owned()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    file.sheets.iter().flat_map(of_sheet).collect()
}

#[test]
fn a_table_is_kept_with_its_memo_file_and_both_are_masked() {
    let dir = tempfile::tempdir().expect("a folder");
    examples::write(&examples::society(11, Size::Small, DefectPlan::All), Shape::Dbf, dir.path()).expect("a pack");
    let folder = readers::read_folder(dir.path(), &mut |_| {}).expect("read");
    let mut with_memo = 0;
    for file in &folder.files {
        let path = dir.path().join(&file.path);
        let Some(memo) = readers::memo_of(&path).expect("read") else { continue };
        let bytes = std::fs::read(&path).expect("read");
        let kept = readers::kept::copy(&bytes, Some(&memo), &BTreeSet::new()).expect("a copy of both");
        assert_eq!(kept, readers::kept::copy(&bytes, Some(&memo), &BTreeSet::new()).unwrap(), "the same every time");
        let again = readers::kept::read(&file.path, &kept).expect("read");
        let (before, after) = (texts(file), texts(&again));
        assert_eq!(before.len(), after.len(), "{}: no cell is lost, those of the memo file neither", file.path);
        for (a, b) in before.iter().zip(&after) {
            assert!(lipi::verhoeff::find_aadhaar(b).is_none(), "a whole number was kept");
            assert!(a == b || b.contains("XXXX"), "{a} became {b}");
        }
        with_memo += 1;
    }
    assert!(with_memo > 0, "the pack has memo files");
}

/// A deposit register whose account numbers have twelve digits; `remark` stands in the second row.
fn spared(dir: &Path, heading: &str, accounts: &[&str], remark: &str) -> BTreeSet<String> {
    let mut text = format!("{heading},Member No,Name,Opening Balance,Deposit,Withdrawal,Balance,Remarks\n");
    for (i, account) in accounts.iter().enumerate() {
        let remark = if i == 1 { remark } else { "" };
        text += &format!("{account},{},Ram Lal {i},100.00,50.00,25.00,125.00,{remark}\n", i + 1);
    }
    std::fs::write(dir.join("Savings Deposit Register.csv"), text).expect("written");
    let folder = readers::read_folder(dir, &mut |_| {}).expect("read");
    let books = migration::books::read(&folder, "2025-03-31".parse().expect("a day"), &Default::default());
    assert!(books.registers.iter().any(|r| r.is("deposits", "")), "a register of deposits is recognised");
    migration::spare::numbers(&folder, &books)
}

/// Twelve digits beginning with these, the check digit right or wrong.
fn number(first: u64, right: bool) -> String {
    let digits: Vec<u8> = first.to_string().bytes().map(|b| b - b'0').collect();
    let check = lipi::verhoeff::check_digit(&digits);
    format!("{first}{}", if right { check } else { (check + 1) % 10 })
}

#[test]
fn the_meaning_of_a_column_says_what_a_number_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |i: u64, right| number(40_020_010_010 + i, right);
    let account = at(0, true);
    let mut accounts: Vec<String> = (1..8).map(|i| at(i, false)).collect();
    accounts.insert(0, account.clone());
    let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
    let of = |heading: &str, accounts: &[&str], remark: &str| spared(dir.path(), heading, accounts, remark);
    let other = number(23_412_341_234, true);
    assert_eq!(of("SB A/c No", &accounts, &other), BTreeSet::from([account.clone()]), "account yes, remark no");
    assert_eq!(of("SB A/c No", &accounts, &format!("same as {account}")), BTreeSet::new(), "in doubt it is masked");
    assert_eq!(of("SB A/c No (UID)", &accounts, ""), BTreeSet::new(), "the heading speaks of identities");
    let all: Vec<String> = (0..8).map(|i| at(i, true)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(of("SB A/c No", &all, ""), BTreeSet::new(), "eight of eight are no chance");
}
