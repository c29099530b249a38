//! What is said to people is said in both languages, whole.

use crate::{ftl, sources};
use std::collections::BTreeSet;

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let (hi, en) = (ftl::read("hi"), ftl::read("en"));
    let mut wrong = Vec::new();
    for key in hi.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        match (hi.get(key), en.get(key)) {
            (Some(h), Some(e)) if h.holes != e.holes => {
                wrong.push(format!("{key}: hi {:?}, en {:?}", h.holes, e.holes))
            }
            (Some(_), Some(_)) => {}
            (None, _) => wrong.push(format!("{key} is missing in Hindi")),
            (_, None) => wrong.push(format!("{key} is missing in English")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hindi_is_in_devanagari() {
    let wrong: Vec<String> = ftl::read("hi")
        .into_iter()
        .filter(|(_, text)| {
            let mut words = text.shown.clone();
            text.holes.iter().for_each(|hole| words = words.replace(&format!("{{{hole}}}"), ""));
            // Units, file endings and mere placeholders have no words in any language.
            words.chars().filter(|c| c.is_alphabetic()).count() > 3 && !sources::has_devanagari(&words)
        })
        .map(|(key, text)| format!("{key} = {}", text.shown))
        .collect();
    assert!(wrong.is_empty(), "without Devanagari:\n{}", wrong.join("\n"));
}

#[test]
fn english_is_not_in_devanagari() {
    // Names of languages are written in their own script everywhere.
    let wrong: Vec<String> = ftl::read("en")
        .into_iter()
        .filter(|(key, text)| sources::has_devanagari(&text.shown) && !key.contains("language"))
        .map(|(key, text)| format!("{key} = {}", text.shown))
        .collect();
    assert!(wrong.len() < 10, "Devanagari in English:\n{}", wrong.join("\n"));
}

/// Numbers of refusals written in the sources: in `Refusal::new(…)`, as constants and through a room's short helper.
fn refusals_in_sources() -> BTreeSet<(u16, String)> {
    let mut found = BTreeSet::new();
    for (path, text) in sources::rust() {
        if sources::is_proof(&path) || !text.contains("Refusal") {
            continue;
        }
        let code = sources::without_comments(&text);
        for form in ["Refusal::new(", "say(", "u16 = ", "beyond(", "refuse("] {
            for (at, _) in code.match_indices(form) {
                let digits: String = code[at + form.len()..].chars().take_while(char::is_ascii_digit).collect();
                if let Ok(number @ 1000..=7999) = digits.parse() {
                    found.insert((number, path.clone()));
                }
            }
        }
    }
    assert!(found.len() > 40, "only {} refusals found: has their form changed?", found.len());
    found
}

#[test]
fn every_refusal_has_its_cause_and_remedy() {
    let (hi, en) = (ftl::read("hi"), ftl::read("en"));
    let mut wrong = Vec::new();
    for (number, path) in refusals_in_sources() {
        for (lang, texts) in [("hi", &hi), ("en", &en)] {
            for key in [format!("refusal-{number}"), format!("refusal-{number}.remedy")] {
                if !texts.contains_key(&key) {
                    wrong.push(format!("{key} ({path}) is missing in {lang}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_has_its_title_cause_and_remedy() {
    let (hi, en) = (ftl::read("hi"), ftl::read("en"));
    let mut wrong = Vec::new();
    for code in migration::finding::code::ALL {
        let key = format!("finding-{}", code.to_lowercase().replace('_', "-"));
        for part in ["", ".title", ".remedy"] {
            for (lang, texts) in [("hi", &hi), ("en", &en)] {
                if !texts.contains_key(&format!("{key}{part}")) {
                    wrong.push(format!("{key}{part} is missing in {lang}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
