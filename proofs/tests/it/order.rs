//! A room uses only rooms above it in one total order.

use crate::sources;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The rooms, from the ground up.
const ORDER: &[&str] = &[
    "kernel",
    "lipi",
    "register",
    "sync",
    "places",
    "books",
    "society",
    "credit",
    "trade",
    "migration",
    "programme",
    "sql",
    "keep",
    "readers",
    "examples",
    "desk",
    "web",
    "sahakar",
    "proofs",
];

/// What foundation/ and domains/ stay free of, however deep below: databases, networks, archives, pages.
const HEAVY: [&str; 24] = [
    "rusqlite",
    "libsqlite3-sys",
    "sqlx",
    "diesel",
    "postgres",
    "tokio-postgres",
    "tokio",
    "async-std",
    "smol",
    "mio",
    "hyper",
    "axum",
    "tower",
    "tower-http",
    "reqwest",
    "ureq",
    "rustls",
    "openssl",
    "zip",
    "calamine",
    "rust_xlsxwriter",
    "askama",
    "argon2",
    "cc",
];

struct Room {
    /// Folder inside the project.
    folder: String,
    /// Rooms and crates it is built on.
    normal: BTreeSet<String>,
    /// Rooms and crates its tests use.
    dev: BTreeSet<String>,
}

fn rooms() -> BTreeMap<String, Room> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let done = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(sources::root())
        .output()
        .expect("cargo runs");
    assert!(done.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&done.stderr));
    let metadata: Value = serde_json::from_slice(&done.stdout).expect("cargo writes JSON");
    let text = |v: &Value| v.as_str().expect("a text").to_owned();
    let above = format!("{}/", text(&metadata["workspace_root"]));
    let mut rooms = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let of = |dev: bool| {
            let all = package["dependencies"].as_array().expect("dependencies").iter();
            all.filter(|d| (d["kind"] == "dev") == dev).map(|d| text(&d["name"])).collect::<BTreeSet<_>>()
        };
        let manifest = text(&package["manifest_path"]);
        let folder = manifest.strip_prefix(&above).unwrap_or(&manifest).trim_end_matches("/Cargo.toml").to_owned();
        rooms.insert(text(&package["name"]), Room { folder, normal: of(false), dev: of(true) });
    }
    rooms
}

fn place(room: &str) -> Option<usize> {
    ORDER.iter().position(|r| *r == room)
}

#[test]
fn every_room_has_its_place() {
    let here: BTreeSet<String> = rooms().into_keys().collect();
    let told: BTreeSet<String> = ORDER.iter().map(|r| (*r).to_owned()).collect();
    assert_eq!(here, told, "the workspace and the order of rooms differ");
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let mut wrong = Vec::new();
    for (name, room) in &rooms {
        for used in room.normal.iter().filter(|u| rooms.contains_key(*u)) {
            if place(used) >= place(name) {
                wrong.push(format!("{name} uses {used}, which stands below it"));
            }
        }
        // Tests may reach anywhere, but not for a room built on this very one.
        for used in room.dev.iter().filter(|u| *u != name) {
            if rooms.contains_key(used) && built_on(&rooms, used).contains(name) {
                wrong.push(format!("tests of {name} use {used}, which is built on {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All rooms a room is built on.
fn built_on(rooms: &BTreeMap<String, Room>, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(next) = open.pop() {
        for used in rooms[&next].normal.iter().filter(|u| rooms.contains_key(*u)) {
            if found.insert(used.clone()) {
                open.push(used.clone());
            }
        }
    }
    found
}

/// Which crates each crate of Cargo.lock leads to, by name.
fn lock() -> BTreeMap<String, BTreeSet<String>> {
    let text = sources::text("Cargo.lock").expect("Cargo.lock is text");
    let lock: toml::Table = text.parse().expect("Cargo.lock is TOML");
    let mut leads: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in lock["package"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name").to_owned();
        let uses = package.get("dependencies").and_then(|d| d.as_array()).into_iter().flatten();
        // `name version` where several versions are there.
        let uses = uses.filter_map(|d| d.as_str()?.split(' ').next().map(str::to_owned));
        leads.entry(name).or_default().extend(uses);
    }
    leads
}

#[test]
fn foundation_and_domains_are_light() {
    let (rooms, leads) = (rooms(), lock());
    let mut wrong = Vec::new();
    let light = |folder: &str| folder.starts_with("foundation/") || folder.starts_with("domains/");
    for (name, room) in rooms.iter().filter(|(_, r)| light(&r.folder)) {
        // Rooms are looked at by themselves; Cargo.lock would add what their tests use.
        let mut open: Vec<String> = room.normal.iter().filter(|u| !rooms.contains_key(*u)).cloned().collect();
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        while let Some(next) = open.pop() {
            if HEAVY.contains(&next.as_str()) {
                wrong.push(format!("{name} is built on {next}"));
            }
            for used in leads.get(&next).into_iter().flatten() {
                if seen.insert(used.clone()) {
                    open.push(used.clone());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
