//! One cell as it was keyed: tidied, compared, read as a figure.

use super::kinds::{Column, Hold};
use crate::cell::CellKind;
use crate::value::{self, Day};
use kernel::Paise;
use lipi::date::{DateHints, Order};

/// Two-digit years up to this one are of our century. Only for comparing two keyings of one cell; the pipeline reads years by the cut-off.
const LATEST_YEAR: i16 = 2_060;

/// What a typist's shorthand means: `310325` is a day, twelve figures in words are masked. Everything else stays as keyed.
#[must_use]
pub fn tidy(column: &Column, text: &str) -> String {
    let text = text.trim();
    match column.hold {
        Hold::Date => day_without_strokes(text).unwrap_or_else(|| text.to_owned()),
        Hold::Text => masked(text),
        Hold::Code if !is_number_of_its_own(column) => lipi::verhoeff::mask(text),
        _ => text.to_owned(),
    }
}

/// Twelve figures in this column are an account, a telephone or money, and no person's secret number.
#[must_use]
pub fn is_number_of_its_own(column: &Column) -> bool {
    column.hold != Hold::Text && (column.hold != Hold::Code || crate::bench::KEYS.contains(&column.field.as_str()))
}

/// `310325` and `31032025` with strokes between, if there is such a day.
fn day_without_strokes(text: &str) -> Option<String> {
    let digits = lipi::text::ascii_digits(text);
    if !matches!(digits.len(), 6 | 8) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let written = format!("{}/{}/{}", &digits[..2], &digits[2..4], &digits[4..]);
    matches!(day(&written), Day::On(_)).then_some(written)
}

/// Twelve figures standing together, with or without spaces between: the last four stay.
#[must_use]
pub fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let figure = |c: char| lipi::text::ascii_digits(&c.to_string()).bytes().all(|b| b.is_ascii_digit());
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let mut end = i;
        let mut figures = Vec::new();
        while end < chars.len() && (figure(chars[end]) || !figures.is_empty() && matches!(chars[end], ' ' | '-')) {
            if figure(chars[end]) {
                figures.push(chars[end]);
            }
            end += 1;
        }
        while end > i && !figure(chars[end - 1]) {
            end -= 1;
        }
        if figures.len() == 12 {
            out.push_str("XXXX XXXX ");
            out.extend(&figures[8..]);
            i = end;
        } else if end > i {
            out.extend(&chars[i..end]);
            i = end;
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    out
}

/// The day a cell says.
#[must_use]
pub fn day(text: &str) -> Day {
    let hints = DateHints { order: Order::DayFirst, latest_year: LATEST_YEAR, serials: false };
    value::day_of(text, CellKind::Text, &hints)
}

/// The figure a cell says; `None` where it is blank or no figure.
#[must_use]
pub fn figure(hold: Hold, text: &str) -> Option<Paise> {
    let text = text.trim();
    match hold {
        Hold::Amount | Hold::Count => value::amount_of(text),
        Hold::Rate => value::amount_of(text.trim_end_matches(['%', ' '])),
        _ => None,
    }
}

/// Something stands in the cell that is not what its column holds: no figure, no day.
#[must_use]
pub fn is_odd(hold: Hold, text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    match hold {
        Hold::Amount | Hold::Count | Hold::Rate => figure(hold, text).is_none(),
        Hold::Date => matches!(day(text), Day::Impossible | Day::Odd),
        Hold::Code | Hold::Text => false,
    }
}

/// The form in which two keyings of one cell are the same: digits of either script, separators and ways of writing a day
/// do not count, nor whether nothing is written as a blank or a nought.
#[must_use]
pub fn normal(hold: Hold, text: &str) -> String {
    let text = text.trim();
    let folded = || lipi::text::collapse(&lipi::text::ascii_digits(&lipi::text::fold_for_compare(text)));
    match hold {
        Hold::Amount | Hold::Count | Hold::Rate => match figure(hold, text) {
            Some(Paise(0)) => String::new(),
            Some(paise) => paise.0.to_string(),
            None => folded(),
        },
        Hold::Date => match day(text) {
            Day::On(day) => day.to_string(),
            _ => folded(),
        },
        Hold::Code => folded().chars().filter(|c| !c.is_whitespace()).collect(),
        Hold::Text => folded(),
    }
}
