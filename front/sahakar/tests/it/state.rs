//! A small State: its societies are played, sent to a seat on both engines, and are there what they are here. The command itself compares every head of
//! every society and verifies every chain; here it must come to its end, and find a seat that lacks something.

use crate::support::{sahakar, said};
use std::path::Path;
use std::process::Output;

fn simulated(data: &Path, store: &str, more: &[&str]) -> Output {
    let words =
        ["simulate", "state", "--societies", "3", "--members", "14", "--days", "2", "--vouchers", "6", "--data"];
    let mut command = sahakar(words);
    command.arg(data).args(more);
    if !store.is_empty() {
        command.args(["--store", store]);
    }
    command.output().expect("runs")
}

fn figure(text: &str, of: &str) -> u64 {
    let line = text.lines().find(|l| l.ends_with(of)).unwrap_or_else(|| panic!("{of} in:\n{text}"));
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{line}"))
}

#[test]
fn a_small_state_is_at_the_seat_what_it_is_at_the_societies() {
    let cluster = sql::testing::postgres();
    let stores = [Some(String::new()), cluster.map(sql::testing::Cluster::database)];
    let mut entries = Vec::new();
    for store in stores.into_iter().flatten() {
        let dir = tempfile::tempdir().expect("a folder");
        let output = simulated(dir.path(), &store, &[]);
        let text = said(&output);
        assert!(output.status.success(), "{text}");
        assert_eq!(figure(&text, "societies joined"), 3);
        assert!(figure(&text, "heads compared") > 10);
        entries.push(figure(&text, "entries sent"));
        assert!(!dir.path().join("desks").join("SIM-0001").exists(), "swept away");
    }
    assert!(entries[0] > 150 && entries.iter().all(|n| *n == entries[0]), "a seed plays the same State: {entries:?}");
}

#[test]
fn places_come_from_a_list() {
    let dir = tempfile::tempdir().expect("a folder");
    let (districts, blocks) = (dir.path().join("d.csv"), dir.path().join("b.csv"));
    std::fs::write(&districts, "State Code,State Name,District Code,District Name\n5,UTTARAKHAND,45,ALMORA\n")
        .expect("written");
    let head = "State Code,District Code,District Name,Block Code,Block Name";
    std::fs::write(&blocks, format!("{head}\n5,45,ALMORA,357,HAWALBAG\n5,45,ALMORA,358,TAKULA\n")).expect("written");
    let lists = ["--places", blocks.to_str().expect("text"), "--places", districts.to_str().expect("text")];
    let output = simulated(&dir.path().join("data"), "", &lists);
    assert!(output.status.success(), "{}", said(&output));
    let other = simulated(&dir.path().join("data"), "", &lists);
    assert!(said(&other).contains("S5162"), "a seat that is there is not played again: {}", said(&other));
    let none = simulated(&dir.path().join("other"), "", &["--places", districts.to_str().expect("text")]);
    assert!(said(&none).contains("S4502"), "no blocks: {}", said(&none));
}

#[test]
fn a_society_ends_by_an_order_and_boundaries_come_from_a_file_also_by_the_command() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let run = |words: &[&str]| {
        let output = sahakar(words.iter().copied()).arg("--data").arg(&data).output().expect("runs");
        (output.status.success(), said(&output))
    };
    assert!(run(&["state", "begin", "--known"]).0);
    let list = dir.path().join("list.csv");
    let head = "code,name,type,district,block";
    let rows = ["A-1", "A-2", "A-3"].map(|c| format!("{c},Samiti {c},mpacs,45,357"));
    std::fs::write(&list, format!("{head}\n{}\n", rows.join("\n"))).expect("written");
    let (done, text) = run(&["state", "import", "societies", list.to_str().expect("text")]);
    assert!(done, "{text}");
    let (done, text) = run(&["state", "merge", "A-1", "A-2", "--order", "1142/2026", "--dated", "2026-01-12"]);
    assert!(done, "{text}");
    let (_, text) = run(&["state", "merge", "A-1", "A-3", "--order", "1143/2026", "--dated", "2026-01-12"]);
    assert!(text.contains("S4510"), "one that ended: {text}");
    let (_, text) = run(&["state", "wind-up", "A-3", "--order", "1144/2026", "--dated", "2999-01-12"]);
    assert!(text.contains("S3213"), "an order of a day that has not come: {text}");
    assert!(run(&["state", "wind-up", "A-3", "--order", "1144/2026", "--dated", "2026-01-12"]).0);
    let desk = desk::Desk::open(&data, "", std::sync::Arc::new(kernel::SystemClock)).expect("opens");
    let dir_of = desk.the_state().expect("a State").directory.clone();
    let fate = |code: &str| format!("{:?}", dir_of.society(code).expect("on the list").fate);
    assert!(fate("A-1").contains("Merged") && fate("A-1").contains("A-2") && fate("A-1").contains("12-01-2026"));
    assert!(fate("A-3").contains("WoundUp") && fate("A-2") == "Stands");
    drop(desk);
    let shapes = dir.path().join("shapes.geojson");
    let square = "[[[79,29],[80,29],[80,30],[79,30],[79,29]]]";
    let feature = format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"lgd_district\":45}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{square}}}}}"
    );
    std::fs::write(&shapes, format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}")).expect("written");
    let (done, text) = run(&["import", "boundaries", shapes.to_str().expect("text")]);
    assert!(done, "{text}");
    std::fs::write(&shapes, "{\"type\":\"FeatureCollection\",\"features\":[]}").expect("written");
    let (_, text) = run(&["import", "boundaries", shapes.to_str().expect("text")]);
    assert!(text.contains("S4502"), "no outline of any place: {text}");
}
