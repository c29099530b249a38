//! Rules of the house that a reader of the sources can check.

use crate::sources::{self, has_devanagari, is_proof, literals, rust, text, without_comments};

const MOST_LINES: usize = 600;

#[test]
fn no_rust_file_is_too_long() {
    let long: Vec<String> = rust()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines, at most {MOST_LINES}"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Lines of any text file that hold one of these, except in the files named.
fn lines_with(words: &[String], wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources::files().into_iter().filter(|p| wanted(p)) {
        for (i, line) in text(&path).unwrap_or_default().lines().enumerate() {
            if let Some(word) = words.iter().find(|w| line.contains(w.as_str())) {
                found.push(format!("{path}:{}: {word}", i + 1));
            }
        }
    }
    found
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, or this very file would break the rule.
    let words = ["todo", "unimplemented"].map(|w| format!("{w}!")).into_iter();
    let words: Vec<String> =
        words.chain(["TO", "FIX"].iter().zip(["DO", "ME"]).map(|(a, b)| format!("{a}{b}"))).collect();
    let found = lines_with(&words, |p| !p.ends_with("Cargo.lock") && !p.ends_with(".md"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_paths_of_a_machine() {
    let words = ["work", "home", "root", "Users"].map(|w| format!("/{w}/"));
    let found = lines_with(&words, |p| !p.ends_with("Cargo.lock"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn templates_escape_everything() {
    let words = ["|safe", "| safe", "escape=\"none\"", "escape = \"none\""].map(str::to_owned);
    let found = lines_with(&words, |p| p.contains("/templates/") || p.starts_with("front/web/src/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_room_says_what_it_is_for() {
    let mut wrong = Vec::new();
    for (path, text) in rust().iter().filter(|(p, _)| p.ends_with("src/lib.rs")) {
        let first: Vec<&str> = text.lines().take(4).collect();
        if !first.iter().all(|l| l.starts_with("//! ")) || !first.last().is_some_and(|l| l.contains("Invariant:")) {
            wrong.push(format!("{path}: four lines: what it is for, who uses it, what it never does, Invariant:"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_float_holds_money() {
    const EXACT: [&str; 5] = [
        "foundation/kernel/src/",
        "domains/books/src/",
        "domains/credit/src/",
        "domains/society/src/",
        "domains/trade/src/",
    ];
    let is_float = |line: &str| line.contains("f32") || line.contains("f64");
    let mut wrong = Vec::new();
    for (path, text) in rust().iter().filter(|(p, _)| !p.starts_with("proofs/")) {
        let exact = EXACT.iter().any(|room| path.starts_with(room));
        for (i, line) in without_comments(text).lines().enumerate() {
            if is_float(line) && (exact || line.contains("Paise(") || line.contains("Paise::")) {
                wrong.push(format!("{path}:{}: {}", i + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where Hindi may stand in Rust: where it is read from old books, or invented for them. What is said to people is a
/// message in locales/.
const HINDI: &[&str] = &[
    "foundation/lipi/src/",
    "domains/society/src/land.rs",
    "domains/migration/src/extract.rs",
    "domains/migration/src/line.rs",
    "domains/migration/src/particulars.rs",
    "domains/migration/src/persons.rs",
    "domains/migration/src/product.rs",
    "domains/migration/src/spare.rs",
    "domains/migration/src/table.rs",
    "domains/migration/src/value.rs",
    "domains/migration/src/view.rs",
    "domains/migration/src/vocabulary.rs",
    "examples/src/",
];

#[test]
fn hindi_stands_in_messages() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        if is_proof(&path) || HINDI.iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        let found = literals(&text).into_iter().filter(|(_, literal)| has_devanagari(literal));
        wrong.extend(found.map(|(line, literal)| format!("{path}:{line}: {literal}")));
    }
    assert!(wrong.is_empty(), "Hindi outside locales/:\n{}", wrong.join("\n"));
}
