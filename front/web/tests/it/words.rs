//! Every key used exists in both languages; Hindi is Devanagari; placeholders are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Messages and attributes of one file: key → text.
fn messages(lang: &str, file: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join(format!("locales/{lang}/{file}.ftl"))).expect("message file");
    let (mut out, mut open) = (BTreeMap::new(), String::new());
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let Some((key, value)) = line.split_once(" = ") else { continue };
        let attribute = line.starts_with(' ').then(|| format!("{open}{}", key.trim()));
        let key = attribute.unwrap_or_else(|| {
            open = key.to_owned();
            open.clone()
        });
        assert!(out.insert(key.clone(), value.to_owned()).is_none(), "{lang}: {key} twice");
    }
    out
}

fn files(dir: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![root().join("front/web").join(dir)];
    let mut out = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("folder of the room").map(|e| e.expect("entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                out.push((path.clone(), fs::read_to_string(&path).expect("text")));
            }
        }
    }
    out
}

/// String literals that begin with `web-`.
fn used() -> BTreeSet<String> {
    literals("web-")
}

/// String literals that begin so.
fn literals(start: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (_, text) in files("src").into_iter().chain(files("templates")) {
        for piece in text.split(&format!("\"{start}")).skip(1) {
            let key: String =
                piece.chars().take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-').collect();
            if piece[key.len()..].starts_with('"') {
                out.insert(format!("{start}{key}"));
            }
        }
    }
    out
}

/// Keys composed in the code: a family, all of whose members are in the message files.
const FAMILIES: [&str; 5] = ["web-kind-", "web-account-", "web-format-", "web-field-", "web-role-"];

#[test]
fn every_key_used_exists_and_every_key_is_used() {
    let (hi, used) = (messages("hi", "web"), used());
    assert!(used.len() > 100, "the search found only {} keys", used.len());
    let missing: Vec<_> = used.iter().filter(|k| !hi.contains_key(*k)).collect();
    assert!(missing.is_empty(), "not in locales/hi/web.ftl: {missing:?}");
    let idle: Vec<_> = hi.keys().filter(|k| !used.contains(*k) && !FAMILIES.iter().any(|f| k.starts_with(f))).collect();
    assert!(idle.is_empty(), "nobody uses {idle:?}");
}

#[test]
fn every_word_of_the_counter_exists() {
    let mut hi = BTreeMap::new();
    for file in [
        "counter",
        "day3",
        "society",
        "trade",
        "statements",
        "estate",
        "lender",
        "exchange",
        "people",
        "products",
        "helpdesk",
        "state",
        "bench",
        "bench_milan",
        "bench_story",
        "bench_paper",
        "bench_trial",
        "seat",
        "statutory",
        "works",
    ] {
        hi.extend(messages("hi", file));
    }
    for start in [
        "counter-",
        "act-",
        "rule-",
        "blocker-",
        "weekday-",
        "estate-",
        "lender-",
        "exchange-",
        "helpdesk-",
        "bench-",
        "milan-",
        "reg-",
        "office-",
    ] {
        let missing: Vec<String> = literals(start).into_iter().filter(|k| !hi.contains_key(k)).collect();
        assert!(missing.is_empty(), "not in locales/hi: {missing:?}");
    }
    for key in books::setting::KEYS {
        assert!(hi.contains_key(&format!("rule-{key}")), "no name for the rule {key}");
    }
}

/// A kind: the room that writes it, and what happened.
fn is_kind(text: &&str) -> bool {
    const ROOMS: [&str; 10] =
        ["society", "books", "credit", "trade", "estate", "migration", "places", "programme", "help", "bench"];
    let plain = |what: &str| what.len() > 2 && what.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    text.split_once('.').is_some_and(|(room, what)| ROOMS.contains(&room) && plain(what))
}

/// Kinds of entries as the domains and the store write them: `books.day-ended`.
fn kinds() -> BTreeSet<String> {
    let mut folders = vec![root().join("domains"), root().join("storage/keep/src")];
    let mut out = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("a folder").map(|e| e.expect("entry").path()) {
            if path.is_dir() && path.file_name().is_none_or(|n| n != "tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let source = fs::read_to_string(&path).expect("a source");
                out.extend(source.split('"').filter(is_kind).map(str::to_owned));
            }
        }
    }
    out
}

#[test]
fn every_kind_of_entry_is_said_in_words() {
    let all = kinds();
    assert!(all.len() > 180, "the search found only {} kinds", all.len());
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        let said = |k: &&String| lipi::messages::find(lang, &format!("event-{}", k.replace('.', "-")), &[]).is_none();
        let missing: Vec<_> = all.iter().filter(said).collect();
        assert!(missing.is_empty(), "{lang:?}: no words for {missing:?}");
    }
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let pieces = text.split('$').skip(1);
    pieces.map(|p| p.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()).collect()
}

#[test]
fn both_languages_say_the_same_and_hindi_is_hindi() {
    for file in ["web", "counter", "lender", "bench", "bench_milan", "bench_paper", "refusals"] {
        let (hi, en) = (messages("hi", file), messages("en", file));
        assert_eq!(hi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "{file}: keys differ");
        // where the first line only chooses between texts, those are on the lines after it
        for (key, text) in hi.iter().filter(|(_, text)| !text.ends_with("->")) {
            assert!(text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "{key} is not Hindi: {text}");
            assert_eq!(placeholders(text), placeholders(&en[key]), "{key}: placeholders differ");
        }
    }
}

/// Names in a message family, as the pages compose them.
fn family(prefix: &str, of: impl IntoIterator<Item = String>) {
    let hi = messages("hi", "web");
    let missing: Vec<String> = of.into_iter().map(|m| format!("{prefix}{m}")).filter(|k| !hi.contains_key(k)).collect();
    assert!(missing.is_empty(), "not in locales/hi/web.ftl: {missing:?}");
}

#[test]
fn every_register_field_account_and_role_has_a_name() {
    let dashes = |s: &str| s.replace('_', "-");
    family("web-account-", credit::AccountKind::ALL.map(|k| dashes(k.code())));
    family("web-role-", desk::Role::ALL.map(|r| r.code().to_owned()));
    let registers = || migration::vocabulary::WORDS.registers.iter();
    family("web-kind-", registers().map(|r| dashes(r.kind)));
    family("web-field-", registers().flat_map(|r| &r.columns).map(|c| dashes(c.field)));
}

#[test]
fn templates_escape_everything_and_carry_no_style_or_script() {
    for (path, text) in files("templates") {
        for bad in ["|safe", "| safe", " style=", "<style", "onclick", "javascript:"] {
            assert!(!text.contains(bad), "{} contains {bad}", path.display());
        }
        assert!(!text.replace("<script src=", "").contains("<script"), "{}: inline script", path.display());
    }
}
