//! Aadhaar numbers in free text: found by their check digit, so that they can be hidden. Never stored anywhere.

use crate::text::digit;
use std::ops::Range;

/// Multiplication in the dihedral group of ten (J. Verhoeff, 1969).
fn times(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

/// The permutation applied to a digit by its place from the right.
fn permuted(mut d: u8, place: usize) -> u8 {
    const STEP: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    for _ in 0..place % 8 {
        d = STEP[usize::from(d)];
    }
    d
}

/// True when the last of these digits is the Verhoeff check digit of the others.
#[must_use]
pub fn check(digits: &[u8]) -> bool {
    digits.iter().rev().enumerate().fold(0, |c, (place, d)| times(c, permuted(*d, place))) == 0
}

/// The check digit to put after these digits.
#[must_use]
pub fn check_digit(digits: &[u8]) -> u8 {
    let c = digits.iter().rev().enumerate().fold(0, |c, (place, d)| times(c, permuted(*d, place + 1)));
    (0..10).find(|d| times(*d, c) == 0 || times(c, *d) == 0).unwrap_or(0)
}

/// Bytes of the first Aadhaar number in a text: twelve digits (ASCII or Devanagari), not beginning with 0 or 1, written
/// together or in groups of four with a space or hyphen between, no digit on either side, check digit right.
#[must_use]
pub fn find_aadhaar(text: &str) -> Option<Range<usize>> {
    find_from(text, 0)
}

fn find_from(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while at < text.len() {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        if digit(c).is_none() {
            at += c.len_utf8();
            continue;
        }
        let run = run_of_digits(rest);
        if matches!(run, 4 | 12)
            && let Some(end) = number_here(rest)
        {
            return Some(at..at + end);
        }
        at += rest.chars().take(run).map(char::len_utf8).sum::<usize>();
    }
    None
}

fn run_of_digits(text: &str) -> usize {
    text.chars().take_while(|c| digit(*c).is_some()).count()
}

/// Length in bytes of an Aadhaar number at the very start of `text`.
fn number_here(text: &str) -> Option<usize> {
    let mut digits = Vec::with_capacity(12);
    let mut end = 0;
    let mut grouped = false;
    for (i, c) in text.char_indices() {
        match digit(c) {
            Some(d) if digits.len() < 12 => {
                digits.push(d);
                end = i + c.len_utf8();
            }
            Some(_) => return None,
            None if digits.len() == 12 => break,
            None => {
                let joint = matches!(c, ' ' | '-' | '\u{a0}' | '–');
                let in_place = matches!(digits.len(), 4 | 8) && (digits.len() == 4 || grouped);
                let follows = text[i + c.len_utf8()..].starts_with(|n| digit(n).is_some());
                if !joint || !in_place || !follows {
                    return None;
                }
                grouped = true;
            }
        }
    }
    // groups: the second and third must each be exactly four
    if grouped && text[..end].split(|c: char| digit(c).is_none()).any(|g| g.chars().count() != 4) {
        return None;
    }
    (digits.len() == 12 && digits[0] > 1 && check(&digits)).then_some(end)
}

/// The text with every Aadhaar number written `XXXX XXXX 1234`.
#[must_use]
pub fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = find_from(text, at) {
        out.push_str(&text[at..found.start]);
        let last: Vec<char> = text[found.clone()].chars().filter(|c| digit(*c).is_some()).skip(8).collect();
        out.push_str("XXXX XXXX ");
        out.extend(last);
        at = found.end;
    }
    out.push_str(&text[at..]);
    out
}
