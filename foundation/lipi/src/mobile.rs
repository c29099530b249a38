//! Mobile numbers.

use crate::text;

/// A mobile number as judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mobile {
    /// None given (empty, or a stroke).
    Blank,
    /// Ten digits as dialled inside India.
    Good(String),
    /// Given, but no mobile number.
    Bad,
}

/// Ten digits beginning 6 to 9, not one digit repeated. `+91`, `91`, a leading 0, spaces, hyphens and points between
/// are put aside; blank and `-` are no fault.
#[must_use]
pub fn valid(cell: &str) -> Mobile {
    let clean = text::ascii_digits(&text::clean(cell));
    let bare = clean.strip_suffix(".0").unwrap_or(&clean);
    let digits: String = bare.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '–')).collect();
    if digits.is_empty() || matches!(digits.to_lowercase().as_str(), "nil" | "na" | "निल" | "नहीं" | "0")
    {
        return Mobile::Blank;
    }
    let plus = digits.strip_prefix('+');
    let digits = plus.unwrap_or(&digits);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Mobile::Bad;
    }
    let local = match digits.len() {
        14 => digits.strip_prefix("0091").or_else(|| digits.strip_prefix("9100")),
        13 => digits.strip_prefix("091").or_else(|| digits.strip_prefix("910")),
        12 => digits.strip_prefix("91"),
        11 => digits.strip_prefix('0'),
        10 if plus.is_none() => Some(digits),
        _ => None,
    };
    match local {
        Some(ten) if matches!(ten.as_bytes()[0], b'6'..=b'9') && ten.bytes().any(|b| b != ten.as_bytes()[0]) => {
            Mobile::Good(ten.to_owned())
        }
        _ => Mobile::Bad,
    }
}
