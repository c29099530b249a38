//! One place where meanings become numbers and keys.

use books::HeadClass;
use credit::AccountKind;

pub(crate) fn class_int(class: HeadClass) -> i64 {
    class as i64
}

pub(crate) fn class(n: i64) -> HeadClass {
    match n {
        0 => HeadClass::Asset,
        1 => HeadClass::Liability,
        2 => HeadClass::Income,
        3 => HeadClass::Expense,
        _ => HeadClass::Difference,
    }
}

pub(crate) fn kind_int(kind: AccountKind) -> i64 {
    kind as i64
}

pub(crate) fn account_kind(n: i64) -> AccountKind {
    usize::try_from(n).ok().and_then(|i| AccountKind::ALL.get(i)).copied().unwrap_or(AccountKind::Share)
}

/// A number as written → the key it is found and ordered by: capitals, without spaces and leading zeros, digits of
/// any Indian script as ASCII, each run of digits preceded by its length, so that 9 stands before 10 and 0450 is 450.
#[must_use]
pub fn no_key(no: &str) -> String {
    let mut out = String::with_capacity(no.len() + 2);
    let mut digits = String::new();
    for c in no.chars().filter(|c| !c.is_whitespace()) {
        if let Some(d) = digit(c) {
            digits.push(d);
            continue;
        }
        flush(&mut digits, &mut out);
        out.extend(c.to_uppercase());
    }
    flush(&mut digits, &mut out);
    out
}

/// A number of nothing but digits of any Indian script.
pub(crate) fn plain_number(no: &str) -> Option<i64> {
    let digits: Option<String> = no.trim().chars().map(digit).collect();
    digits?.parse().ok()
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        // Devanagari.
        '\u{966}'..='\u{96f}' => char::from_digit(c as u32 - 0x966, 10),
        _ => None,
    }
}

fn flush(digits: &mut String, out: &mut String) {
    if digits.is_empty() {
        return;
    }
    let significant = digits.trim_start_matches('0');
    let significant = if significant.is_empty() { "0" } else { significant };
    out.push(char::from_digit(significant.len().min(35) as u32, 36).unwrap_or('z'));
    out.push_str(significant);
    digits.clear();
}
