//! Every messy file gives data or a refusal: nothing panics, nothing is lost from sight.

use crate::support::{at, shared};
use migration::cell::{CellKind, Folder};
use readers::limits;

fn messy() -> Option<Folder> {
    Some(readers::read_folder(&shared("data/messy-files")?, &mut |_| {}).expect("the folder is there"))
}

#[test]
fn every_messy_file_gives_data_or_a_refusal() {
    let Some(folder) = messy() else { return };
    let mut numbers: Vec<u16> = Vec::new();
    for aside in &folder.set_aside {
        numbers.extend(aside.refusal.as_ref().map(|r| r.number));
        if let Some(r) = &aside.refusal {
            println!("{}: {r}", aside.path);
        }
    }
    numbers.sort_unstable();
    let no_table = folder.set_aside.len() - numbers.len();
    println!("{} read, {} refusals and notes {numbers:?}, {no_table} no tables", folder.files.len(), numbers.len());
    assert!(!numbers.contains(&limits::READER_FAILED), "a reader panicked");
    assert!(folder.files.len() >= 190, "only {} files were read", folder.files.len());
    let paths: Vec<&str> = folder.files.iter().map(|f| f.path.as_str()).collect();
    assert!(paths.is_sorted(), "files are listed in one stable order");
}

#[test]
fn locked_and_too_small_files_are_refused_for_what_they_are() {
    let Some(folder) = messy() else { return };
    let number = |path: &str| {
        let aside = folder.set_aside.iter().find(|a| a.path == path);
        aside.unwrap_or_else(|| panic!("{path} was read")).refusal.as_ref().map(|r| r.number)
    };
    for name in ["pass_protected.xlsx", "pass_protected.xlsb", "pass_protected.ods"] {
        assert_eq!(number(&format!("calamine/{name}")), Some(limits::PASSWORD), "{name}");
    }
    assert_eq!(number("calamine/too_small.xls"), Some(limits::UNKNOWN_FORMAT));
    assert_eq!(number("calamine/LICENSE"), None, "no register, empty or not");
    assert_eq!(readers::read_bytes("share.xlsx", b"").unwrap_err().number, limits::EMPTY);
    assert_eq!(number("tally/acczite_tally_request.xml"), Some(limits::NO_TALLY_OBJECT));
}

#[test]
fn tables_of_every_dialect_hold_what_they_hold() {
    let Some(folder) = messy() else { return };
    let table = |path: &str| {
        let file = folder.files.iter().find(|f| f.path == format!("dbf/{path}"));
        &file.unwrap_or_else(|| panic!("{path}")).sheets[0]
    };
    // Deleted records keep their place.
    let stations = table("dbase-rs/stations_with_deleted.dbf");
    assert!(stations.rows().iter().any(|r| r.deleted));
    assert_eq!(at(table("dbase-rs/cp850.dbf"), 0, 0), "TEXT");
    // A memo file that is missing costs the memos, not the table.
    let lost = table("infused-dbf/dbase_83_missing_memo.dbf");
    let whole = table("infused-dbf/dbase_83.dbf");
    assert_eq!(lost.rows().len(), whole.rows().len());
    let errors = |s: &migration::cell::Sheet| {
        s.rows().iter().flat_map(|r| s.cells(r)).filter(|c| c.kind == CellKind::Error && s.text(c) == "#MEMO").count()
    };
    assert!(errors(lost) > 0 && errors(whole) == 0);
    let note = folder.set_aside.iter().find(|a| a.path.ends_with("dbase_83_missing_memo.dbf")).expect("a note");
    assert_eq!(note.refusal.as_ref().unwrap().number, limits::MEMO_MISSING);
}
