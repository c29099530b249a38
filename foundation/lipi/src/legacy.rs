//! Which cells are Kruti Dev: by font where the file says it, by content where it does not.

mod judge;
mod repair;

pub use judge::{Detected, detect_column, looks_kruti, plausible_hindi};
pub use repair::{repair, straighten};

use crate::krutidev::{self, Doubt, Reading, Why};
use crate::{lexicon, text};

/// A legacy font by the table that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegacyFont {
    /// Kruti Dev 010 and all fonts with the same keys (Kruti Dev 016 ..., DevLys 010 ...).
    KrutiDev010,
}

/// What the name of a font says about the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontClass {
    /// Hindi drawn over Latin codes.
    Legacy(LegacyFont),
    /// The text is what it says: Devanagari or Latin.
    Unicode,
    /// Nothing is known of this font.
    Unknown,
}

/// Classes a font by its name, whatever its case, spacing and weight.
#[must_use]
pub fn font_class(name: &str) -> FontClass {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    const LEGACY: [&str; 7] = ["krutidev", "krutdev", "kurtidev", "krutidav", "devlys", "devlis", "krutipad"];
    const UNICODE: [&str; 44] = [
        "mangal",
        "nirmala",
        "arial",
        "calibri",
        "times",
        "aparajita",
        "kokila",
        "utsaah",
        "noto",
        "lohit",
        "gargi",
        "hind",
        "cambria",
        "verdana",
        "tahoma",
        "couriernew",
        "courier",
        "georgia",
        "segoe",
        "helvetica",
        "liberation",
        "dejavu",
        "freesans",
        "sakalbharati",
        "poppins",
        "mukta",
        "roboto",
        "opensans",
        "aptos",
        "garamond",
        "bookman",
        "century",
        "trebuchet",
        "consolas",
        "comicsans",
        "carlito",
        "caladea",
        "sanskrit2003",
        "sakal",
        "gautami",
        "baloo",
        "tiro",
        "lucida",
        "microsoft",
    ];
    if LEGACY.iter().any(|l| name.contains(l)) {
        FontClass::Legacy(LegacyFont::KrutiDev010)
    } else if UNICODE.iter().any(|u| name.starts_with(u)) {
        FontClass::Unicode
    } else {
        FontClass::Unknown
    }
}

/// What is decided about a column before its cells are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnVerdict {
    /// The cells are Kruti Dev (by font or by content); English words in between are looked for.
    Kruti,
    /// The cells are what they say.
    Plain,
    /// Each cell is judged by itself, and doubted.
    Unsure,
}

/// Reads a cell of a column that may hold Kruti Dev, English and figures side by side. English words and names typed in
/// the middle of a Kruti Dev column stay English; codes, dates and numbers stay as they are.
#[must_use]
pub fn read_mixed(cell: &str, verdict: ColumnVerdict) -> Reading {
    if verdict == ColumnVerdict::Plain || text::has_devanagari(cell) {
        return if text::has_devanagari(cell) { repair(cell) } else { Reading::plain(cell) };
    }
    if is_code(cell) {
        return Reading::plain(cell);
    }
    let likely = looks_kruti(cell);
    let reads_as_kruti = match verdict {
        ColumnVerdict::Kruti => likely >= 0.35,
        _ => likely >= 0.6,
    };
    let mut reading = if reads_as_kruti { read_words(cell) } else { Reading::plain(cell) };
    let unsure = match verdict {
        ColumnVerdict::Kruti => (0.25..0.45).contains(&likely),
        _ => (0.3..0.8).contains(&likely),
    };
    if unsure {
        reading.sure = false;
        reading.doubts.push(Doubt { from: cell.to_owned(), to: reading.text.clone(), why: Why::Script });
    }
    reading
}

/// Converts a cell word by word: figures and codes inside it stay.
fn read_words(cell: &str) -> Reading {
    let mut out = Reading { text: String::with_capacity(cell.len() * 3), sure: true, doubts: Vec::new() };
    for (i, word) in cell.split(' ').enumerate() {
        if i > 0 {
            out.text.push(' ');
        }
        let stays = is_code(word)
            && !word.bytes().all(|b| matches!(b, b'&' | b'-' | b'@' | b'A' | b'%' | b']'))
            && !is_kruti_figure(word);
        if stays || judge::surely_english(word) {
            out.text.push_str(word);
            continue;
        }
        let reading = krutidev::to_unicode(word);
        out.text.push_str(&reading.text);
        out.sure &= reading.sure;
        out.doubts.extend(reading.doubts);
    }
    out
}

/// Figures joined by the font's own punctuation: `2024&25`, `¼10½`, `5000@&`.
fn is_kruti_figure(word: &str) -> bool {
    word.contains(['&', '@', ']', '¼', '½'])
}

/// Numbers, dates and codes such as `N-26`, `R66`, `KCC/40`, `31/04/1970`: no Hindi in any font.
fn is_code(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let others = cell.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/., :+".contains(&b));
    if !cell.bytes().any(|b| b.is_ascii_alphabetic()) {
        return others && !cell.starts_with(':')
            || cell.bytes().all(|b| b.is_ascii_digit() || b" -+*()/.".contains(&b));
    }
    // as above, in registers of every script
    if matches!(cell, "-do-" | "-Do-" | "-DO-" | "-do." | "Do") {
        return true;
    }
    // a class or column letter: A, B
    if let [b'A'..=b'Z'] = cell.as_bytes() {
        return true;
    }
    // letters in front, all capital, a number behind
    let head: String = cell.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let word = head.trim_end_matches(['-', '/', '.', ' ']);
    let tail = &cell[head.len()..];
    others
        && !judge::abbreviation(cell)
        && digits > 0
        && word.len() <= 5
        && !word.is_empty()
        && (word.bytes().all(|b| b.is_ascii_uppercase()) || lexicon::has_english(&word.to_lowercase()))
        && tail.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || matches!(b, b'-' | b'/' | b'.' | b' '))
}
