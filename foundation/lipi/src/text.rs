//! Text as people type it, made comparable.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// NFC; joiners, zero-width characters, byte-order marks and control characters dropped; every kind of blank becomes
/// one space; no blanks at either end. Line breaks count as blanks.
#[must_use]
pub fn clean(text: &str) -> String {
    if text.is_ascii() && is_tidy(text) {
        return text.to_owned();
    }
    let kept = text.chars().filter(|c| !is_invisible(*c));
    let mut out = String::with_capacity(text.len());
    for c in kept {
        if c.is_whitespace() || is_blank(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    if is_nfc(&out) { out } else { out.nfc().collect() }
}

fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.iter().any(|b| *b < b' ' || *b == 0x7f)
        && !text.contains("  ")
        && !text.starts_with(' ')
        && !text.ends_with(' ')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
}

/// Blanks that `char::is_whitespace` does not know: the empty ones of East Asian and legacy sets.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{3164}' | '\u{2800}' | '\u{180e}')
}

/// Runs of blanks become one space, none at the ends. Nothing else changes.
#[must_use]
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Devanagari digits become 0-9; nothing else changes.
#[must_use]
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).map_or(c, |d| char::from(b'0' + d))).collect()
}

/// 0-9 become Devanagari digits; nothing else changes.
#[must_use]
pub fn to_devanagari_digits(text: &str) -> String {
    let turn = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x966 + d)).unwrap_or(c);
    text.chars().map(turn).collect()
}

/// The value of an ASCII or Devanagari digit.
pub(crate) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '०'..='९' => Some((c as u32 - 0x966) as u8),
        _ => None,
    }
}

/// The form in which two texts are the same text: [`clean`], nukta letters taken apart, case folded.
#[must_use]
pub fn fold_for_compare(text: &str) -> String {
    let clean = clean(text);
    let mut out = String::with_capacity(clean.len());
    for c in clean.chars() {
        match c {
            'ऩ' => out.push_str("न\u{93c}"),
            'ऱ' => out.push_str("र\u{93c}"),
            'ऴ' => out.push_str("ळ\u{93c}"),
            // no letter of these has two cases
            '\u{900}'..='\u{97f}' => out.push(c),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// True where a Devanagari letter, sign or digit occurs.
#[must_use]
pub fn has_devanagari(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{900}'..='\u{97f}'))
}
