//! Whole folders through readers and migration, against their truth: the invented societies in every shape, and the packs
//! beside the checkout where they are there. The judging is done by the program that comes with the packs; where it is
//! missing, counts and sums are compared here.

use examples::{DefectPlan, Shape, Size};
use migration::Migrated;
use migration::cell::Folder;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn understand(pack: &Path) -> (Folder, Migrated) {
    let folder = readers::read_folder(pack, &mut |_| {}).expect("the folder can be read");
    let cutoff = "2025-03-31".parse().expect("a date");
    let migrated = migration::migrate(&folder, cutoff, &Default::default(), Default::default());
    (folder, migrated)
}

pub fn report(pack: &Path) -> Value {
    let (folder, migrated) = understand(pack);
    serde_json::to_value(migration::report::of(&folder, &migrated)).expect("a report is plain data")
}

pub fn shared() -> Option<PathBuf> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/packs");
    if packs.is_dir() {
        return Some(packs);
    }
    assert!(std::env::var_os("CI").is_none(), "../shared/packs is missing");
    println!("skipped: no ../shared/packs");
    None
}

/// Overall score (0 to 1) and false alarms, by the judge of the packs.
fn judge(judge: &Path, report: &Value, truth: &Path) -> (f64, u64) {
    let dir = tempfile::tempdir().expect("a folder");
    let at = dir.path().join("report.json");
    std::fs::write(&at, report.to_string()).expect("write");
    let out = Command::new("python3").arg(judge).arg(&at).arg(truth).arg("--json").output().expect("python3 runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let verdict: Value = serde_json::from_slice(&out.stdout).expect("a verdict");
    (verdict["overall"].as_f64().expect("a score"), verdict["false_alarms"].as_u64().expect("a count"))
}

#[test]
fn the_packs_come_out_as_their_truth_says() {
    let Some(packs) = shared() else { return };
    for (name, least, alarms) in
        [("tiny", 0.995, 2), ("a", 0.995, 2), ("b", 0.995, 2), ("c", 0.995, 2), ("d", 0.995, 2), ("clean", 1.0, 0)]
    {
        let report = report(&packs.join(format!("pack-{name}")));
        let (score, false_alarms) =
            judge(&packs.join("judge.py"), &report, &packs.join(format!("pack-{name}.truth.json")));
        println!("pack-{name}: {:.2} %, {false_alarms} false alarms", score * 100.0);
        assert!(
            score >= least - 1e-9 && false_alarms <= alarms,
            "pack-{name}: {score} with {false_alarms} false alarms"
        );
    }
}

/// Rows and sums of the registers of a truth that were found exactly; and how many there are.
fn registers_right(report: &Value, truth: &Value) -> (usize, usize) {
    let list = |v: &Value| v["registers"].as_array().cloned().unwrap_or_default();
    let same = |r: &Value, t: &Value| {
        r["kind"] == t["kind"]
            && r["file"] == t["file"]
            && r["sheet"] == t["sheet"]
            && r["rows"] == t["rows"]
            && (t["sum_paise"].is_null() || r["sum_paise"] == t["sum_paise"])
    };
    let found = list(report);
    let wanted = list(truth);
    (wanted.iter().filter(|t| found.iter().any(|r| same(r, t))).count(), wanted.len())
}

#[test]
fn invented_societies_are_understood_in_every_shape() {
    for (seed, plan) in [(11, DefectPlan::All), (12, DefectPlan::None)] {
        for shape in Shape::ALL {
            let dir = tempfile::tempdir().expect("a folder");
            let truth =
                examples::write(&examples::society(seed, Size::Village, plan), shape, dir.path()).expect("a pack");
            let report = report(dir.path());
            let (right, all) = registers_right(&report, &truth);
            println!("{shape:?} {seed}: {right} of {all} registers");
            assert!(right * 100 >= all * 90, "{shape:?} of seed {seed}: {right} of {all} registers");
            if plan == DefectPlan::None {
                assert_eq!(report["findings"], Value::Array(Vec::new()), "{shape:?} of seed {seed} has no defect");
            }
        }
    }
}

#[test]
fn a_full_aadhaar_number_leaves_no_trace() {
    let dir = tempfile::tempdir().expect("a folder");
    let society = examples::society(11, Size::Small, DefectPlan::All);
    examples::write(&society, Shape::XlsxPaged, dir.path()).expect("a pack");
    let (folder, migrated) = understand(dir.path());
    let numbers: Vec<String> = folder
        .files
        .iter()
        .flat_map(|f| &f.sheets)
        .flat_map(|s| s.rows().iter().flat_map(|r| s.cells(r).iter().map(|c| s.text(c).to_owned())))
        .filter(|t| lipi::verhoeff::find_aadhaar(t).is_some())
        .map(|t| lipi::verhoeff::find_aadhaar(&t).map_or(String::new(), |r| t[r].to_owned()))
        .collect();
    assert!(!numbers.is_empty(), "the invented folder holds some");
    let report = serde_json::to_string(&migration::report::of(&folder, &migrated)).expect("plain data");
    let events = format!("{:?}", migration::opening::plan(&folder, migrated, "X", "0", &[]));
    for number in &numbers {
        assert!(!report.contains(number) && !events.contains(number), "a whole number was handed on");
    }
    for file in &folder.files {
        let bytes = std::fs::read(dir.path().join(&file.path)).expect("it lies there");
        let kept = readers::mask::masked(&bytes, &Default::default()).unwrap_or(bytes);
        let again = readers::read_bytes(&file.path, &kept).expect("a masked file is read like any");
        let left = again
            .sheets
            .iter()
            .flat_map(|s| s.rows().iter().flat_map(|r| s.cells(r).iter().map(|c| s.text(c).to_owned())));
        assert!(
            left.filter(|t| numbers.iter().any(|n| t.contains(n))).count() == 0,
            "{} kept a whole number",
            file.path
        );
    }
}

#[test]
fn the_opening_entries_balance_and_every_account_is_there_once() {
    use migration::opening::Opening;
    let dir = tempfile::tempdir().expect("a folder");
    examples::write(&examples::society(11, Size::Village, DefectPlan::All), Shape::XlsxPaged, dir.path())
        .expect("a pack");
    let (folder, migrated) = understand(dir.path());
    let in_books: usize = migrated
        .books
        .registers
        .iter()
        .filter(|r| migration::report::account_kind(r).is_some())
        .map(|r| r.body.len())
        .sum();
    let mut accounts = 0;
    for event in migration::opening::plan(&folder, migrated, "X", "0", &[]) {
        match event {
            Opening::Books(books::BooksEvent::VoucherPosted { lines, .. }) => {
                let debits: kernel::Paise = lines.iter().map(|l| l.debit).sum();
                let credits: kernel::Paise = lines.iter().map(|l| l.credit).sum();
                assert_eq!(debits, credits);
            }
            Opening::Credit(credit::CreditEvent::AccountsBroughtForward { rows, .. }) => accounts += rows.len(),
            _ => {}
        }
    }
    assert_eq!(accounts, in_books);
}

#[test]
fn a_saved_mapping_is_read_back_and_gives_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    examples::write(&examples::society(12, Size::Small, DefectPlan::None), Shape::XlsxPaged, dir.path())
        .expect("a pack");
    let (folder, first) = understand(dir.path());
    let saved = migration::profile::write(&migration::profile::of(&first.books.registers));
    let profile = migration::profile::read("saved", &saved).expect("what was saved can be read");
    let profiles = migration::profile::Profiles(vec![profile]);
    let second = migration::migrate(&folder, first.books.cutoff, &profiles, Default::default());
    let sums = |m: &Migrated| {
        m.books.registers.iter().map(|r| (r.table.kind, r.body.len(), m.register_sum(r))).collect::<Vec<_>>()
    };
    assert_eq!(sums(&first), sums(&second));
}
