//! The six packs: what is in the files against what their truth says is in them.

use crate::support::shared;
use migration::cell::{CellKind, Folder};
use serde_json::Value;
use std::path::Path;

fn pack(name: &str) -> Option<(Folder, Value)> {
    let packs = shared("packs")?;
    let folder = readers::read_folder(&packs.join(name), &mut |_| {}).expect("readable");
    let truth = std::fs::read_to_string(packs.join(format!("{name}.truth.json"))).expect("truth");
    Some((folder, serde_json::from_str(&truth).expect("JSON")))
}

fn quirk(truth: &Value, kind: &str) -> usize {
    let quirk = truth["quirks"].as_array().unwrap().iter().find(|q| q["kind"] == kind).expect("quirk");
    quirk["count"].as_u64().unwrap() as usize
}

#[test]
fn every_register_of_every_pack_is_there() {
    for name in ["pack-a", "pack-b", "pack-c", "pack-d", "pack-clean", "pack-tiny"] {
        let Some((folder, truth)) = pack(name) else { return };
        for other in truth["other_files"].as_array().unwrap() {
            let aside = folder.set_aside.iter().find(|a| other == a.path.as_str()).expect("set aside");
            assert_eq!(aside.refusal, None, "{name}: {other}");
        }
        assert_eq!(folder.set_aside.len(), truth["other_files"].as_array().unwrap().len(), "{name}");
        for register in truth["registers"].as_array().unwrap() {
            let file = folder.files.iter().find(|f| register["file"] == f.path.as_str()).expect("file");
            let sheet = file.sheets.iter().find(|s| register["sheet"] == s.name.as_str()).expect("sheet");
            for row in ["header_row", "first_row", "last_row"] {
                let number = register[row].as_u64().unwrap() as u32;
                assert!(sheet.row(number).is_some_and(|r| !sheet.cells(r).is_empty()), "{name} {register}");
            }
        }
    }
}

#[test]
fn kruti_dev_is_told_by_the_font() {
    let Some((folder, _)) = pack("pack-b") else { return };
    let sheets = || folder.files[0].sheets.iter();
    assert!(sheets().all(|s| s.fonts.iter().any(|f| f == "Kruti Dev 010")));
    let members = sheets().find(|s| s.name == "Member List").unwrap();
    let row = members.row(4).unwrap();
    let font = |col| members.fonts[usize::from(members.at(row, col).unwrap().font)].as_str();
    assert_eq!((font(3), font(12)), ("Kruti Dev 010", "Calibri"));
}

#[test]
fn hidden_rows_and_columns_are_told() {
    let Some((folder, truth)) = pack("pack-c") else { return };
    let sheets = || folder.files.iter().flat_map(|f| &f.sheets);
    assert_eq!(sheets().flat_map(|s| s.rows()).filter(|r| r.hidden).count(), quirk(&truth, "hidden_rows"));
    assert_eq!(sheets().map(|s| s.hidden_cols.len()).sum::<usize>(), quirk(&truth, "hidden_columns"));
    assert!(sheets().any(|s| s.rows().iter().any(|r| s.cells(r).iter().any(|c| c.formula))), "formulas are told");
}

#[test]
fn tables_count_their_physical_records() {
    let Some((folder, truth)) = pack("pack-d") else { return };
    let mut overflowed = 0;
    for register in truth["registers"].as_array().unwrap() {
        let file = folder.files.iter().find(|f| register["file"] == f.path.as_str()).expect("file");
        let rows = &file.sheets[0].rows()[1..];
        let deleted = rows.iter().filter(|r| r.deleted).count() as u64;
        assert_eq!(rows.len() as u64, register["physical_records"], "{}", file.path);
        assert_eq!(deleted, register["deleted_records"], "{}", file.path);
        let errors = rows.iter().flat_map(|r| file.sheets[0].cells(r)).filter(|c| c.kind == CellKind::Error);
        overflowed += errors.count();
    }
    assert_eq!(overflowed, quirk(&truth, "numeric_overflow"));
    assert!(folder.files.iter().all(|f| !f.path.ends_with(".FPT")), "a memo file is part of its table");
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    let refusal = readers::read_folder(Path::new("/no/such/folder"), &mut |_| {}).unwrap_err();
    assert_eq!(refusal.number, readers::limits::NOT_FOUND);
}

#[test]
fn every_refusal_speaks_both_languages() {
    for number in readers::limits::ALL {
        let mut refusal = kernel::Refusal::new(number);
        for placeholder in ["name", "size", "limit", "part", "cause", "said", "there", "sheet", "count", "line"] {
            refusal = refusal.with(placeholder, "⟨x⟩");
        }
        for lang in [lipi::Lang::Hi, lipi::Lang::En] {
            assert!(lipi::messages::refuse(lang, &refusal).contains("⟨x⟩"), "S{number}");
        }
    }
}
