//! One cell's text as a value: money, a day, a ditto.

use crate::cell::CellKind;
use kernel::{Date, Paise};
use lipi::amount;
use lipi::date::{self, DateHints, Kind as DateKind};

/// The marks clerks write for "as above".
#[must_use]
pub fn is_ditto(text: &str) -> bool {
    matches!(
        text,
        "\"" | "''"
            | "'"
            | "〃"
            | "″"
            | "”"
            | "“"
            | "''''"
            | ",,"
            | "do"
            | "Do"
            | "DO"
            | "-do-"
            | "-Do-"
            | "-DO-"
            | "do-"
            | "-do"
            | "do."
            | "ditto"
            | "Ditto"
            | "-\"-"
            | "- \" -"
            | "--\"--"
            | "—\"—"
            | "—”—"
            | "-”-"
            | "तदैव"
            | "-तदैव-"
            | "वही"
            | "यथोपरि"
            | "यथोक्त"
            | "उपरोक्त"
    )
}

/// The cell says on which side an amount stands, and nothing else.
#[must_use]
pub fn is_side(text: &str) -> bool {
    let word: String = text.trim().trim_end_matches(['.', '0', '०', '॰']).to_lowercase();
    matches!(
        word.as_str(),
        "dr" | "cr"
            | "debit"
            | "credit"
            | "d"
            | "c"
            | "नाम"
            | "नामे"
            | "ना"
            | "जमा"
            | "ज"
            | "डेबिट"
            | "क्रेडिट"
            | "डे"
            | "क्रे"
    )
}

/// Paise of a cell that should hold money. Plain decimals take a short way; `None` where it is no amount.
/// A side mark or brackets make it negative only as [`lipi::amount`] says; the side itself is in [`signed`].
#[must_use]
pub fn amount_of(text: &str) -> Option<Paise> {
    plain(text).or_else(|| amount::read(text).map(|a| a.paise))
}

/// An amount with the side written beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Paise as written; brackets and minus make it negative, `Dr`/`Cr` do not.
    pub paise: Paise,
    /// `Some(true)` where `Dr` or नाम stands beside it, `Some(false)` for `Cr` or जमा.
    pub debit: Option<bool>,
}

/// Reads an amount with its side.
#[must_use]
pub fn signed(text: &str) -> Option<Signed> {
    if let Some(paise) = plain(text) {
        return Some(Signed { paise, debit: None });
    }
    let read = amount::read(text)?;
    Some(Signed { paise: read.paise, debit: read.side.map(|s| s == amount::Side::Dr) })
}

/// `-1234.5` and the like without a look at scripts and signs.
fn plain(text: &str) -> Option<Paise> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes.first()? {
        b'-' => (true, &bytes[1..]),
        _ => (false, bytes),
    };
    let mut whole: i64 = 0;
    let mut i = 0;
    while i < digits.len() && digits[i].is_ascii_digit() {
        whole = whole.checked_mul(10)?.checked_add(i64::from(digits[i] - b'0'))?;
        i += 1;
    }
    if i == 0 {
        return None;
    }
    let mut paise = whole.checked_mul(100)?;
    if i < digits.len() {
        let fraction = digits[i..].strip_prefix(b".")?;
        if fraction.is_empty() || fraction.len() > 2 || !fraction.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let tenth = i64::from(fraction[0] - b'0') * 10;
        paise = paise.checked_add(tenth + fraction.get(1).map_or(0, |b| i64::from(b - b'0')))?;
    }
    Some(Paise(if negative { -paise } else { paise }))
}

/// A day as far as it could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Day {
    /// Nothing written.
    #[default]
    Blank,
    /// A calendar day.
    On(Date),
    /// Only a month or a year is known; the first possible day is kept for comparisons that allow it.
    About(Date),
    /// Written as a day that cannot exist.
    Impossible,
    /// No day at all.
    Odd,
}

impl Day {
    /// The day, where it is exact.
    #[must_use]
    pub fn exact(self) -> Option<Date> {
        if let Day::On(day) = self { Some(day) } else { None }
    }
}

/// Reads the cell of a date column.
#[must_use]
pub fn day_of(text: &str, kind: CellKind, hints: &DateHints) -> Day {
    let text = text.trim();
    if text.is_empty() {
        return Day::Blank;
    }
    if kind == CellKind::Date
        && let Ok(day) = text.get(..10).unwrap_or(text).parse::<Date>()
    {
        return Day::On(day);
    }
    let reading = date::read(text, &DateHints { serials: kind == CellKind::Number || hints.serials, ..*hints });
    match reading.kind {
        DateKind::Exact(day) => Day::On(day),
        DateKind::Month(year, month) => Date::new(year, month, 1).map_or(Day::Odd, Day::About),
        DateKind::Year(year) => Date::new(year, 1, 1).map_or(Day::Odd, Day::About),
        DateKind::Impossible => Day::Impossible,
        DateKind::Blank => Day::Blank,
        DateKind::NotADate => Day::Odd,
    }
}

/// A cheap test used to profile columns: it is written like a day.
#[must_use]
pub fn looks_date(text: &str) -> bool {
    let count = |c: char| text.chars().filter(|x| *x == c).count();
    if text.len() > 40 || !text.chars().any(|c| c.is_ascii_digit() || ('०'..='९').contains(&c)) {
        return false;
    }
    if count('/') == 2 || count('.') == 2 && !text.contains(' ') || count('-') == 2 {
        let hints = DateHints::default();
        return !matches!(date::read(text, &hints).kind, DateKind::NotADate | DateKind::Blank);
    }
    let bytes = text.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let year: i32 = text[..4].parse().unwrap_or(0);
        let month: i32 = text[4..6].parse().unwrap_or(0);
        return (1850..2100).contains(&year) && (1..=12).contains(&month);
    }
    if text.chars().any(char::is_alphabetic) {
        let hints = DateHints::default();
        return matches!(
            date::read(text, &hints).kind,
            DateKind::Exact(_) | DateKind::Month(..) | DateKind::Year(_) | DateKind::Impossible
        ) && text.chars().filter(|c| c.is_alphabetic()).count() <= 14;
    }
    false
}
