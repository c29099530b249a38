//! Names of people and places: a key that is the same for one name in both scripts, a likeness for the rest.

mod devanagari;
mod sounds;
mod word;

use crate::text;

pub use devanagari::to_latin;
pub use sounds::{Probe, Sketch};
pub use word::Word;

/// What a name sounds like, without what spellings disagree about. Equal keys deserve a look together; they do not
/// prove that two names are one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(pub String);

/// A name heard once, to be compared with many others.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Its key.
    pub key: NameKey,
    straight: sounds::Row,
    /// The first word of several.
    given: Option<sounds::Row>,
    /// Its words in the order of their sounds; the same as `straight` is `None`.
    sorted: Option<sounds::Row>,
}

impl Heard {
    /// Listens to a name in Devanagari or Latin script. Titles (श्री, Smt, Late, स्व0) are left out.
    #[must_use]
    pub fn of(name: &str) -> Heard {
        let mut words = words(name);
        let key = key_of(&words);
        let straight = sounds::Row::new(&words.concat());
        let given = (words.len() > 1).then(|| sounds::Row::new(&words[0]));
        let sorted = (!words.is_sorted()).then(|| {
            words.sort();
            sounds::Row::new(&words.concat())
        });
        Heard { key, straight, given, sorted }
    }

    /// For a quick look whether comparing is worth while, which it may be in either order of the words.
    #[must_use]
    pub fn sketches(&self) -> (Sketch, Sketch) {
        (self.straight.sketch, self.sorted.as_ref().unwrap_or(&self.straight).sketch)
    }

    /// How alike two names sound, 0 to 1; 1 for the same sounds. Words may stand in another order. `None` below
    /// `at_least`, which is much quicker to see than how far below.
    #[must_use]
    pub fn likeness(&self, other: &Heard, at_least: f32) -> Option<f32> {
        let whole = sounds::likeness(&self.straight, &other.straight, at_least);
        let (mut straight, mut several) = (whole, true);
        match (&self.given, &other.given) {
            (None, None) => several = false,
            // Brothers share every word but the first: "उमेद सिंह रावत" is not "रमेश सिंह रावत".
            (Some(a), Some(b)) if whole.is_some_and(|w| w < 1.0) => {
                let given = sounds::likeness(a, b, 0.0).unwrap_or(0.0);
                if given < 0.8 {
                    straight = whole.map(|w| w.min(0.9 * given)).filter(|w| *w >= at_least);
                }
            }
            _ => {}
        }
        if !several || straight.is_some_and(|s| s > 0.95) {
            return straight;
        }
        let (a, b) = (self.sorted.as_ref().unwrap_or(&self.straight), other.sorted.as_ref().unwrap_or(&other.straight));
        // another order of words costs a little, and is believed only where hardly a sound differs
        let turned = sounds::likeness(a, b, at_least.max(TURNED)).map(|l| l * 0.97).filter(|l| *l >= at_least.max(0.9));
        match (straight, turned) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    }
}

/// Names whose words stand in another order are not one below this.
pub const TURNED: f32 = 0.92;

/// The key of a name in Devanagari or Latin script. Titles (श्री, Smt, Late, स्व0) are left out. Empty for a text
/// without letters.
#[must_use]
pub fn key(name: &str) -> NameKey {
    key_of(&words(name))
}

/// What a name is searched by: the keys of its words and the key of the whole, `RM SNG|RMSNG`, so that a part of a name
/// finds it as well as the whole in the other script.
#[must_use]
pub fn search_key(name: &str) -> String {
    let words = words(name);
    let mut out = words.iter().map(|w| sounds::skeleton(w, true, true)).collect::<Vec<_>>().join(" ");
    out.push('|');
    out.push_str(&key_of(&words).0);
    out
}

fn key_of(words: &[Vec<u8>]) -> NameKey {
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        out.push_str(&sounds::skeleton(word, i == 0, i + 1 == words.len()));
    }
    NameKey(out)
}

/// How alike two names sound, 0 to 1; 1 for the same sounds. Words may stand in another order. To compare one name
/// with many, use [`Heard`].
#[must_use]
pub fn similarity(a: &str, b: &str) -> f32 {
    Heard::of(a).likeness(&Heard::of(b), 0.0).unwrap_or(0.0)
}

/// The words of a name as sounds, titles left out.
fn words(name: &str) -> Vec<Vec<u8>> {
    let clean = text::fold_for_compare(name);
    let mut out = Vec::new();
    for word in clean.split(|c: char| !in_word(c)) {
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

fn in_word(c: char) -> bool {
    match c {
        // the answer of the tables for nearly all letters that come along, without looking it up
        '\u{904}'..='\u{939}' | '\u{93e}'..='\u{94c}' | '\u{966}'..='\u{96f}' => true,
        '॰' => false,
        _ => c.is_alphanumeric() || is_mark(c),
    }
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
