//! Names of people and places: a key that is the same for one name in both scripts, a likeness for the rest.

mod devanagari;
mod sounds;

use crate::text;

pub use devanagari::to_latin;

/// What a name sounds like, without what spellings disagree about. Equal keys deserve a look together; they do not
/// prove that two names are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(pub String);

/// The key of a name in Devanagari or Latin script. Titles (श्री, Smt, Late, स्व0) are left out. Empty for a text
/// without letters.
#[must_use]
pub fn key(name: &str) -> NameKey {
    let words = words(name);
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        out.push_str(&sounds::skeleton(word, i == 0, i + 1 == words.len()));
    }
    NameKey(out)
}

/// How alike two names sound, 0 to 1; 1 for the same sounds. Words may stand in another order.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f32 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut straight = likeness(&a, &b);
    // Brothers share every word but the first: "उमेद सिंह रावत" is not "रमेश सिंह रावत".
    if straight < 1.0 && a.len() > 1 && b.len() > 1 {
        let given = sounds::likeness(&a[0], &b[0]);
        if given < 0.8 {
            straight = straight.min(0.9 * given);
        }
    }
    if straight > 0.95 || (a.len() == 1 && b.len() == 1) {
        return straight;
    }
    let sorted = |mut w: Vec<Vec<u8>>| {
        w.sort();
        w
    };
    // another order of words costs a little, and is believed only where hardly a sound differs
    let turned = likeness(&sorted(a), &sorted(b)) * 0.97;
    if turned >= 0.9 { straight.max(turned) } else { straight }
}

fn likeness(a: &[Vec<u8>], b: &[Vec<u8>]) -> f32 {
    sounds::likeness(&a.concat(), &b.concat())
}

/// The words of a name as sounds, titles left out.
fn words(name: &str) -> Vec<Vec<u8>> {
    let clean = text::fold_for_compare(name);
    let mut out = Vec::new();
    for word in clean.split(|c: char| !(c.is_alphanumeric() || is_mark(c)) || c == '॰') {
        // "स्व0": the zero is an abbreviation mark
        let bare = word.trim_end_matches(|c: char| text::digit(c).is_some());
        if bare.is_empty() || (TITLES.contains(&bare)) {
            continue;
        }
        let sounds = if text::has_devanagari(bare) { devanagari::sounds(bare) } else { sounds::of_latin(bare) };
        if !sounds.is_empty() {
            out.push(sounds);
        }
    }
    if out.is_empty() && !clean.is_empty() {
        // a name that is only a title: "श्री"
        let bare: String = clean.chars().filter(|c| c.is_alphabetic() || is_mark(*c)).collect();
        let sounds = if text::has_devanagari(&bare) { devanagari::sounds(&bare) } else { sounds::of_latin(&bare) };
        out.extend((!sounds.is_empty()).then_some(sounds));
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93c}'..='\u{94d}' | '\u{962}' | '\u{963}')
}

const TITLES: [&str; 34] = [
    "श्री",
    "श्रीमती",
    "श्रीमति",
    "स्व",
    "स्वर्गीय",
    "स्वर्गीया",
    "स्वः",
    "डॉ",
    "डा",
    "कु",
    "सुश्री",
    "मो",
    "मौ",
    "श्रीमान",
    "पं",
    "ठा",
    "shri",
    "sri",
    "shree",
    "smt",
    "shrimati",
    "late",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "km",
    "kum",
    "lt",
    "m/s",
    "sh",
    "er",
    "prof",
];
