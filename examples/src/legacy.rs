//! Hindi as it stands in files of a legacy font: pieces in the font, pieces in an ordinary one, clerks' habits.

use crate::random::Random;
use std::cell::RefCell;

fn devanagari(c: char) -> bool {
    ('\u{900}'..='\u{97f}').contains(&c)
}

/// Cuts a text into pieces: Latin words stand in an ordinary font, everything else in the legacy font (as its code).
/// A text without Devanagari is one ordinary piece.
#[must_use]
pub fn pieces(text: &str, habits: Option<&RefCell<Random>>) -> Vec<(bool, String)> {
    if !text.chars().any(devanagari) {
        return vec![(false, text.to_owned())];
    }
    let mut out: Vec<(bool, String)> = Vec::new();
    let mut run = String::new();
    let mut latin = false;
    for c in text.chars() {
        let is_latin = c.is_ascii_alphabetic() || (latin && (c.is_ascii_digit() || "-/.&".contains(c)));
        if is_latin != latin && !run.is_empty() {
            out.push((!latin, std::mem::take(&mut run)));
        }
        latin = is_latin;
        run.push(c);
    }
    out.push((!latin, run));
    out.into_iter()
        .map(|(hindi, t)| if hindi { (true, code(&t, habits)) } else { (false, t) })
        .filter(|(_, t)| !t.is_empty())
        .collect()
}

/// The code of a text, with a habit of a clerk here and there.
#[must_use]
pub fn code(text: &str, habits: Option<&RefCell<Random>>) -> String {
    let plain = compact(&lipi::krutidev::from_unicode(text));
    let Some(random) = habits else { return plain };
    let r = &mut *random.borrow_mut();
    plain
        .split(' ')
        .map(|word| if r.chance(14) { habit(r, word) } else { word.to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The full letter's own key instead of half letter and stroke: what most typists use.
fn compact(code: &str) -> String {
    const FULL: [(char, char); 14] = [
        ('D', 'd'),
        ('X', 'x'),
        ('P', 'p'),
        ('T', 't'),
        ('R', 'r'),
        ('U', 'u'),
        ('I', 'i'),
        ('¶', 'Q'),
        ('C', 'c'),
        ('E', 'e'),
        ('¸', ';'),
        ('Y', 'y'),
        ('O', 'o'),
        ('L', 'l'),
    ];
    let mut out = String::with_capacity(code.len());
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let full = FULL.iter().chain(&[('º', 'g')]).find(|(half, _)| *half == c).map(|(_, full)| *full);
        match full {
            Some(full) if chars.peek() == Some(&'k') => {
                chars.next();
                out.push(full);
            }
            _ => out.push(c),
        }
    }
    out
}

/// One of the habits found in real files: the same glyphs from other keys.
fn habit(r: &mut Random, word: &str) -> String {
    const SAME: &[(&str, &str)] = &[
        ("flag", "falg"),
        ("flag", "Çlg"),
        ("ç", "iz"),
        ("ç", "Á"),
        ("Ø", "dz"),
        ("x", "Xk"),
        ("u", "Uk"),
        ("l", "Lk"),
        ("e", "Ek"),
        ("kj", "kkj"),
    ];
    let (from, to) = r.pick(SAME);
    let at: Vec<usize> = word.match_indices(from).map(|m| m.0).collect();
    let Some(at) = at.last() else { return word.to_owned() };
    let (head, tail) = (&word[..*at], &word[at + from.len()..]);
    // A sign that belongs to the letter before it must not be torn off, and a half letter has no full form.
    // The k of "/k" ध completes a half letter; struck twice it would be another syllable (धा).
    let full = |c: char| "dxptrnuceijyoglQVBMN;".contains(c);
    let completes = from.eq(&"kj") && !head.ends_with(full);
    let safe = !completes && !head.ends_with('f') && !tail.starts_with(['~', 'Z', 'z', '`']);
    if safe { format!("{head}{to}{tail}") } else { word.to_owned() }
}

/// Bytes of a text in Windows-1252; what it has not becomes `?`.
#[must_use]
pub fn cp1252(text: &str) -> Vec<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    text.chars()
        .map(|c| match u32::from(c) {
            n @ (0..=0x7f | 0xa0..=0xff) => n as u8,
            _ => HIGH.iter().position(|h| *h == c).map_or(b'?', |i| 0x80 + i as u8),
        })
        .collect()
}
