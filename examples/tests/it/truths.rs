//! The truth of every shape hangs together.

use examples::{DefectPlan, Shape, Size, society, write};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Codes every pack can show; the others need pages or a balance sheet.
const CODES: [&str; 23] = [
    "ORPHAN_LOAN",
    "ORPHAN_DEPOSIT",
    "NEGATIVE_BALANCE",
    "DUPLICATE_MEMBER",
    "DUPLICATE_ROW",
    "NON_MEMBER_LOAN",
    "SHARE_SHORTFALL",
    "SHARE_GL_MISMATCH",
    "IMPOSSIBLE_DATE",
    "DUE_BEFORE_DISBURSAL",
    "INTEREST_UPTO_AFTER_CUTOFF",
    "RATE_OUT_OF_RANGE",
    "FD_MATURED_UNPAID",
    "UNKNOWN_VILLAGE",
    "CLOSED_WITH_BALANCE",
    "TIME_BARRED",
    "FULL_AADHAAR_IN_TEXT",
    "BAD_MOBILE",
    "DIGIT_TRANSPOSITION",
    "WRONG_SIDE",
    "DECIMAL_SHIFT",
    "WORDS_FIGURES_MISMATCH",
    "GL_SUBLEDGER_DIFFERENCE",
];

fn dir(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("examples-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    dir
}

fn list<'a>(v: &'a Value, key: &str) -> &'a [Value] {
    v[key].as_array().map_or(&[], Vec::as_slice)
}

fn number(v: &Value) -> i64 {
    v.as_i64().expect("a number")
}

fn hangs_together(truth: &Value, shape: Shape) {
    let defects: BTreeMap<&str, &Value> =
        list(truth, "defects").iter().map(|d| (d["id"].as_str().expect("id"), d)).collect();
    for d in list(truth, "differences") {
        let causes: i64 = list(d, "causes").iter().map(|c| number(&c["amount_paise"])).sum();
        assert_eq!(number(&d["difference_paise"]), causes, "{shape:?} {d}");
        assert_eq!(number(&d["register_paise"]) - number(&d["ledger_paise"]), number(&d["difference_paise"]));
        for c in list(d, "causes") {
            assert!(defects.contains_key(c["defect"].as_str().expect("id")));
        }
    }
    let totals = &truth["trial_balance_totals"];
    let off = number(&totals["debit_paise"]) - number(&totals["credit_paise"]);
    let said = defects.values().find(|d| d["code"] == "TB_UNBALANCED").map_or(0, |d| number(&d["amount_paise"]));
    assert_eq!(off, said, "{shape:?}");
    // What accounts say and what registers say is the same, but for rows written twice.
    let sum = |kinds: &[&str]| {
        list(truth, "accounts")
            .iter()
            .filter(|a| kinds.contains(&a["kind"].as_str().unwrap_or("")))
            .map(|a| number(&a["balance_paise"]))
            .sum::<i64>()
    };
    let registers = |kind: &str| {
        list(truth, "registers").iter().filter(|r| r["kind"] == kind).map(|r| number(&r["sum_paise"])).sum::<i64>()
    };
    let twice: i64 =
        defects.values().filter(|d| d["code"] == "DUPLICATE_ROW").map(|d| number(&d["amount_paise"])).sum();
    assert_eq!(sum(&["share"]), registers("shares"));
    assert_eq!(sum(&["loan_st", "loan_mt"]), registers("loans"));
    assert_eq!(sum(&["sb", "rd", "fd"]) + twice, registers("deposits"));
    for d in defects.values().filter(|d| d["code"] != "TB_UNBALANCED") {
        assert!(d["row"].as_u64().is_some_and(|r| r > 0), "{shape:?} without a row: {d}");
    }
}

#[test]
fn every_shape_has_every_code_and_hangs_together() {
    for shape in Shape::ALL {
        for (seed, size) in [(1, Size::Tiny), (2, Size::Small), (3, Size::Small)] {
            let dir = dir(&format!("{shape:?}-{seed}"));
            let truth = write(&society(seed, size, DefectPlan::All), shape, &dir).expect("written");
            hangs_together(&truth, shape);
            let codes: BTreeSet<&str> = list(&truth, "defects").iter().filter_map(|d| d["code"].as_str()).collect();
            let missing: Vec<&&str> = CODES.iter().filter(|c| !codes.contains(**c)).collect();
            assert!(missing.is_empty(), "{shape:?} seed {seed}: {missing:?}");
            let paged = matches!(shape, Shape::XlsxPaged | Shape::XlsxKruti | Shape::XlsxLatin);
            assert_eq!(paged, codes.contains("PAGE_TOTAL_MISMATCH"), "{shape:?} seed {seed}");
            assert_eq!(shape != Shape::TallyXml, codes.contains("TB_UNBALANCED"));
            let named: BTreeSet<String> = list(&truth, "files")
                .iter()
                .chain(list(&truth, "other_files"))
                .filter_map(|f| f.as_str())
                .map(String::from)
                .collect();
            let there: BTreeSet<String> = std::fs::read_dir(&dir)
                .expect("dir")
                .flatten()
                .map(|e| e.file_name().to_string_lossy().into_owned())
                .collect();
            assert_eq!(named, there, "{shape:?}");
            std::fs::remove_dir_all(dir).expect("removed");
        }
    }
}

#[test]
fn a_page_is_missing_from_paged_books() {
    let mut missing = 0;
    for seed in 1..=6 {
        let dir = dir(&format!("missing-{seed}"));
        let truth = write(&society(seed, Size::Small, DefectPlan::All), Shape::XlsxPaged, &dir).expect("written");
        missing += usize::from(list(&truth, "defects").iter().any(|d| d["code"] == "MISSING_PAGE"));
        std::fs::remove_dir_all(dir).expect("removed");
    }
    assert!(missing >= 5, "{missing} of 6");
}

#[test]
fn a_clean_society_has_no_finding_and_no_difference() {
    for shape in Shape::ALL {
        let dir = dir(&format!("clean-{shape:?}"));
        let truth = write(&society(8, Size::Small, DefectPlan::None), shape, &dir).expect("written");
        assert!(list(&truth, "defects").is_empty() && list(&truth, "also_ok").is_empty());
        assert!(list(&truth, "differences").iter().all(|d| number(&d["difference_paise"]) == 0));
        hangs_together(&truth, shape);
        std::fs::remove_dir_all(dir).expect("removed");
    }
}

#[test]
fn the_same_seed_gives_the_same_files() {
    for shape in Shape::ALL {
        let (a, b) = (dir(&format!("a-{shape:?}")), dir(&format!("b-{shape:?}")));
        let s = society(5, Size::Tiny, DefectPlan::All);
        assert_eq!(write(&s, shape, &a).expect("written"), write(&s, shape, &b).expect("written"));
        for entry in std::fs::read_dir(&a).expect("dir").flatten() {
            let other = b.join(entry.file_name());
            assert_eq!(
                std::fs::read(entry.path()).expect("read"),
                std::fs::read(other).expect("read"),
                "{shape:?} {:?}",
                entry.file_name()
            );
        }
        std::fs::remove_dir_all(a).expect("removed");
        std::fs::remove_dir_all(b).expect("removed");
    }
}
