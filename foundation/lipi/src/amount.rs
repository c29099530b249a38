//! Amounts of money as they stand in registers, without a float on the way.

use crate::text;
use kernel::Paise;

/// The side of the ledger written beside an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Debit, नामे.
    Dr,
    /// Credit, जमा.
    Cr,
}

/// How an amount was written as negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NegativeBy {
    /// `-412` or `−412`.
    Minus,
    /// `412-`
    TrailingMinus,
    /// `(412.00)`
    Brackets,
}

/// An amount as read. `paise` carries the sign of minus and brackets; `side` is only reported, for the register decides
/// which side is negative there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The amount.
    pub paise: Paise,
    /// Dr or Cr, when written.
    pub side: Option<Side>,
    /// How it was made negative, when it was.
    pub negative_by: Option<NegativeBy>,
    /// Written as `-`, `Nil`, `निल`, `शून्य`: nothing, said in words.
    pub nil: bool,
    /// Commas stand neither in Indian (1,23,456) nor in western (123,456) places.
    pub odd_grouping: bool,
    /// Commas stand in western places (1,234,567).
    pub western_grouping: bool,
    /// More than two decimals were rounded to paise, half away from zero.
    pub rounded: bool,
}

const PREFIXES: [&str; 17] =
    ["₹", "rs.", "rs", "re.", "inr", "रु0", "रू0", "रु०", "रू०", "रु॰", "रू॰", "रु.", "रू.", "रुपये", "रुपए", "रु", "रू"];
const SUFFIXES: [&str; 14] = ["/-", "/=", "/–", "only", "मात्र", "रुपये", "रूपये", "रुपए", "रु॰", "रु.", "रु०", "रु0", "रु", "₹"];
#[rustfmt::skip]
const SIDES: [(&str, Side); 28] = [
    ("cr.", Side::Cr), ("cr", Side::Cr), ("(cr)", Side::Cr), ("credit", Side::Cr), ("जमा", Side::Cr),
    ("ज0", Side::Cr), ("ज०", Side::Cr), ("ज॰", Side::Cr), ("ज.", Side::Cr), ("(c)", Side::Cr), ("c", Side::Cr),
    ("क्रे.", Side::Cr), ("क्रेडिट", Side::Cr), ("धनी", Side::Cr), ("dr.", Side::Dr), ("dr", Side::Dr),
    ("(dr)", Side::Dr), ("debit", Side::Dr), ("नामे", Side::Dr), ("नाम", Side::Dr), ("ना0", Side::Dr),
    ("ना०", Side::Dr), ("ना॰", Side::Dr), ("ना.", Side::Dr), ("(d)", Side::Dr), ("d", Side::Dr), ("डेबिट", Side::Dr),
    ("ऋणी", Side::Dr),
];
const NIL: [&str; 17] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    "−",
    "-/-",
    "nil",
    "nil.",
    "निल",
    "शून्य",
    "zero",
    "x",
    "कुछ नहीं",
    "कुछ नही",
    "-nil-",
    "n.a.",
];

/// Reads an amount. `None` for blanks and for what is not an amount (words, dates, codes): a blank is not a zero.
#[must_use]
pub fn read(cell: &str) -> Option<Amount> {
    let low = text::clean(cell).to_lowercase();
    let mut rest = low.trim_matches(|c| matches!(c, ' ' | '\'' | '*' | '"'));
    if rest.is_empty() {
        return None;
    }
    let mut amount = Amount {
        paise: Paise::ZERO,
        side: None,
        negative_by: None,
        nil: false,
        odd_grouping: false,
        western_grouping: false,
        rounded: false,
    };
    // wrappings in any order: currency, side, brackets, minus
    loop {
        let before = rest;
        if NIL.contains(&rest) {
            return Some(Amount { nil: true, ..amount });
        }
        rest = unwrap_side(rest, &mut amount);
        rest = unwrap_currency(rest);
        rest = unwrap_minus(rest, &mut amount)?;
        if rest == before {
            break;
        }
    }
    let digits = text::ascii_digits(rest);
    amount.paise = number(&digits, &mut amount)?;
    if amount.negative_by.is_some() {
        amount.paise = -amount.paise;
    }
    Some(amount)
}

fn unwrap_side<'a>(text: &'a str, amount: &mut Amount) -> &'a str {
    if amount.side.is_some() {
        return text;
    }
    for (word, side) in SIDES {
        let cut = match text.strip_suffix(word) {
            // one letter needs room before it: 412 D, but not 12c
            Some(cut) if ends_number(cut) && (word.len() > 1 || cut.ends_with(' ')) => Some(cut),
            _ => text.strip_prefix(word).filter(|cut| cut.starts_with([' ', '.', ':']) || starts_number(cut)),
        };
        if let Some(cut) = cut {
            amount.side = Some(side);
            return cut.trim_matches([' ', ':']);
        }
    }
    text
}

fn ends_number(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(|c: char| text::digit(c).is_some() || matches!(c, ')' | '-' | '=' | '.')) && !text.is_empty()
}

fn starts_number(text: &str) -> bool {
    text.starts_with(|c: char| text::digit(c).is_some() || matches!(c, '(' | '₹'))
}

fn unwrap_currency(text: &str) -> &str {
    let cut = PREFIXES.iter().find_map(|word| text.strip_prefix(word));
    let mut text = cut.map_or(text, |cut| cut.trim_start_matches([' ', '.', ':']));
    while let Some(cut) = SUFFIXES.iter().find_map(|word| text.strip_suffix(word).filter(|cut| ends_number(cut))) {
        text = cut.trim_end();
    }
    text
}

/// Takes brackets and minus off; `None` when the amount is made negative twice.
fn unwrap_minus<'a>(text: &'a str, amount: &mut Amount) -> Option<&'a str> {
    let is_minus = |c: char| matches!(c, '-' | '−' | '–' | '—');
    let (cut, how) = if let Some(cut) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        (cut.trim(), NegativeBy::Brackets)
    } else if let Some(cut) = text.strip_prefix(is_minus) {
        (cut.trim_start(), NegativeBy::Minus)
    } else if let Some(cut) = text.strip_suffix(is_minus) {
        (cut.trim_end(), NegativeBy::TrailingMinus)
    } else {
        return Some(text.strip_prefix('+').map_or(text, str::trim_start));
    };
    if amount.negative_by.replace(how).is_some() {
        return None;
    }
    Some(cut)
}

/// Digits, commas, one point, perhaps an exponent → paise.
fn number(text: &str, amount: &mut Amount) -> Option<Paise> {
    let (mantissa, exponent) = match text.split_once('e') {
        Some((m, e)) => (m, e.strip_prefix('+').unwrap_or(e).parse::<i32>().ok().filter(|e| e.abs() <= 18)?),
        None => (text, 0),
    };
    let mantissa = mantissa.strip_suffix('.').unwrap_or(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    grouping(whole, amount)?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let digits: Vec<u8> = whole.bytes().filter(u8::is_ascii_digit).chain(fraction.bytes()).map(|b| b - b'0').collect();
    // the point stands after `point` digits; two more are paise
    let point = digits.len() as i32 - fraction.len() as i32 + exponent;
    let keep = point + 2;
    let mut paise: i64 = 0;
    for i in 0..keep {
        let d = usize::try_from(i).ok().and_then(|i| digits.get(i)).copied().unwrap_or(0);
        paise = paise.checked_mul(10)?.checked_add(i64::from(d))?;
    }
    let rest = &digits[usize::try_from(keep).unwrap_or(0).min(digits.len())..];
    if rest.iter().any(|d| *d != 0) {
        amount.rounded = true;
        if keep >= 0 && rest[0] >= 5 {
            paise = paise.checked_add(1)?;
        }
    }
    Some(Paise(paise))
}

/// Checks commas: `None` when they cannot be grouping, flags when they are odd.
fn grouping(whole: &str, amount: &mut Amount) -> Option<()> {
    if whole.is_empty() {
        return Some(());
    }
    let groups: Vec<&str> = whole.split(',').collect();
    if groups.iter().any(|g| g.is_empty() || !g.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    if groups.len() == 1 {
        return Some(());
    }
    let (last, middle) = (groups[groups.len() - 1], &groups[1..groups.len() - 1]);
    let ends_well = last.len() == 3;
    let indian = ends_well && groups[0].len() <= 2 && middle.iter().all(|g| g.len() == 2);
    let western = ends_well && groups[0].len() <= 3 && middle.iter().all(|g| g.len() == 3);
    amount.western_grouping = western && !indian;
    amount.odd_grouping = !western && !indian;
    Some(())
}

/// `1,23,45,678.90`: Indian grouping, two decimals, a true minus sign (U+2212) when negative.
#[must_use]
pub fn format_indian(paise: Paise) -> String {
    let total = paise.0.unsigned_abs();
    let sign = if paise.0 < 0 { "−" } else { "" };
    format!("{sign}{}.{:02}", group(total / 100), total % 100)
}

/// Like [`format_indian`] with `₹` and a no-break space before the figures, the sign first.
#[must_use]
pub fn format_rupees(paise: Paise) -> String {
    let plain = format_indian(Paise(paise.0.saturating_abs()));
    let sign = if paise.0 < 0 { "−" } else { "" };
    format!("{sign}₹\u{a0}{plain}")
}

/// Indian grouping of a whole number.
#[must_use]
pub fn group(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 2);
    for (i, d) in digits.chars().enumerate() {
        let left = digits.len() - i;
        if i > 0 && (left == 3 || (left > 3 && left % 2 == 1)) {
            out.push(',');
        }
        out.push(d);
    }
    out
}
