//! Dates as people write them. What cannot exist is said, never mended.

mod words;

use crate::Lang;
use crate::text;
use kernel::Date;

/// Which of day and month comes first where a date is all figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// 31/03/2025, the Indian way.
    #[default]
    DayFirst,
    /// 03/31/2025, left behind by American settings.
    MonthFirst,
}

/// What the caller knows about a column of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateHints {
    /// Day or month first.
    pub order: Order,
    /// Plain numbers from 1 to 60,000 may be Excel serial numbers (1900 system).
    pub serials: bool,
    /// The last year a two-digit year may mean, usually the year of the cut-off; earlier ones fill the century before it.
    pub latest_year: i16,
}

impl Default for DateHints {
    fn default() -> DateHints {
        DateHints { order: Order::DayFirst, serials: false, latest_year: 2030 }
    }
}

/// The calendar a date was written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The common calendar.
    #[default]
    Gregorian,
    /// विक्रम संवत्
    Vikrami,
    /// शक संवत्
    Saka,
}

/// How exactly a day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One day.
    Exact(Date),
    /// A month of a year.
    Month(i16, i8),
    /// A year only.
    Year(i16),
    /// Written as a date, but there is no such day.
    Impossible,
    /// Nothing given: empty, a stroke, or all zeros.
    Blank,
    /// Something else.
    NotADate,
}

/// What was assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// A two-digit year was completed.
    TwoDigitYear,
    /// Impossible as hinted, but a day with day and month exchanged.
    OtherOrder,
    /// A serial number of a spreadsheet.
    Serial,
    /// Another calendar; the common year is the one in which most of it falls.
    OtherCalendar,
}

/// A date as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReading {
    /// As written.
    pub raw: String,
    /// What it says.
    pub kind: Kind,
    /// The calendar it was written in.
    pub calendar: Calendar,
    /// What was assumed.
    pub note: Option<Note>,
}

impl DateReading {
    /// The day, where one is given exactly.
    #[must_use]
    pub fn exact(&self) -> Option<Date> {
        match self.kind {
            Kind::Exact(day) => Some(day),
            _ => None,
        }
    }
}

type Found = (Kind, Calendar, Option<Note>);

/// Reads one date.
#[must_use]
pub fn read(raw: &str, hints: &DateHints) -> DateReading {
    let (kind, calendar, note) = find(raw, hints);
    DateReading { raw: raw.to_owned(), kind, calendar, note }
}

fn plain(kind: Kind) -> Found {
    (kind, Calendar::Gregorian, None)
}

/// `31-03-2025` and the like: nothing but figures and two strokes, which needs no look at words and calendars.
fn is_plain(raw: &str) -> bool {
    let (mut strokes, mut figures) = (0, false);
    let fits = raw.bytes().all(|b| {
        strokes += u8::from(matches!(b, b'/' | b'-' | b'.'));
        figures |= matches!(b, b'1'..=b'9');
        strokes <= 2 && (b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'))
    });
    fits && figures && strokes == 2
}

fn find(raw: &str, hints: &DateHints) -> Found {
    if !hints.serials && is_plain(raw) {
        return three_numbers(raw, hints).unwrap_or(plain(Kind::NotADate));
    }
    let clean = text::ascii_digits(&text::fold_for_compare(raw));
    let clean = clean.trim_matches(|c| matches!(c, '\'' | '"' | ' '));
    // ditto marks stand for the line above; they are not blank
    if clean.is_empty() && !raw.trim().is_empty() {
        return plain(Kind::NotADate);
    }
    let stroke = clean.chars().all(|c| matches!(c, '-' | '/' | '.' | ' ' | '0' | ':' | '–' | '_' | 't'));
    if stroke || matches!(clean, "nil" | "na" | "n.a." | "n/a" | "निल" | "null") {
        return plain(Kind::Blank);
    }
    if let Some(found) = words::other_calendar(clean) {
        return found;
    }
    if let Some(found) = figures_only(clean, hints) {
        return found;
    }
    let clean = without_time(clean);
    if clean.chars().any(char::is_alphabetic) {
        return words::with_month_name(clean, hints).unwrap_or(plain(Kind::NotADate));
    }
    three_numbers(clean, hints).unwrap_or(plain(Kind::NotADate))
}

/// `2025-03-31T10:15:00`, `31/03/2025 00:00` → the part before the time.
fn without_time(text: &str) -> &str {
    let cut = text.split_once('t').filter(|(day, time)| {
        day.len() >= 8 && day.ends_with(|c: char| c.is_ascii_digit()) && time.starts_with(|c: char| c.is_ascii_digit())
    });
    if let Some((day, _)) = cut {
        return day;
    }
    match text.split_once(' ') {
        Some((day, time)) if time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()) => day,
        _ => text,
    }
}

/// One run of digits: `20250331`, `31032025`, a year, a serial number.
fn figures_only(text: &str, hints: &DateHints) -> Option<Found> {
    let number =
        text.split_once('.').map_or(text, |(whole, rest)| if rest.len() > 2 && hints.serials { whole } else { text });
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i32 = number.parse().ok()?;
    Some(match number.len() {
        8 => {
            let part = |a: usize, b: usize| number[a..b].parse::<i16>().unwrap_or(0);
            let ymd = (part(0, 4), part(4, 6), part(6, 8));
            if (1800..=2199).contains(&ymd.0) {
                plain(day(ymd.0, ymd.1, ymd.2))
            } else if (1800..=2199).contains(&part(4, 8)) {
                plain(day(part(4, 8), part(2, 4), part(0, 2)))
            } else {
                plain(Kind::NotADate)
            }
        }
        4 if (1900..=2100).contains(&value) && !hints.serials => year_alone(value as i16, hints),
        1..=5 if hints.serials && (1..=73_050).contains(&value) => {
            (serial(value), Calendar::Gregorian, Some(Note::Serial))
        }
        _ => plain(Kind::NotADate),
    })
}

/// A year by itself; one that is yet to come in the common calendar is a Vikrami year.
fn year_alone(year: i16, hints: &DateHints) -> Found {
    if year > hints.latest_year + 1 && year - 57 <= hints.latest_year {
        return (Kind::Year(year - 57), Calendar::Vikrami, Some(Note::OtherCalendar));
    }
    plain(Kind::Year(year))
}

/// The 1900 date system: day 1 is 1 January 1900, and it believes in 29 February 1900 (day 60).
fn serial(value: i32) -> Kind {
    if value == 60 {
        return Kind::Impossible;
    }
    let base = Date::constant(1899, 12, 31);
    let days = if value > 60 { value - 1 } else { value };
    // from 31 December 1899, in steps that a civil date can take
    let (mut year, mut left) = (base.year() + 1, days);
    loop {
        let length = if Date::new(year, 2, 29).is_ok() { 366 } else { 365 };
        if left <= length {
            break;
        }
        left -= length;
        year += 1;
    }
    for month in 1..=12 {
        let length = (28..=31).rev().find(|d| Date::new(year, month, *d).is_ok()).unwrap_or(28);
        if left <= i32::from(length) {
            return Date::new(year, month, left as i8).map_or(Kind::Impossible, Kind::Exact);
        }
        left -= i32::from(length);
    }
    Kind::Impossible
}

/// `31/03/2025`, `31.3.25`, `2025-03-31`.
fn three_numbers(text: &str, hints: &DateHints) -> Option<Found> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',', '\\']).filter(|p| !p.is_empty()).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    if numbers.len() != parts.len() {
        return None;
    }
    if let [a, b] = numbers[..] {
        // 03/2025: a month
        return match (parts[0].len(), parts[1].len()) {
            (1 | 2, 4) if (1..=12).contains(&a) && (1900..=2100).contains(&b) => Some(plain(Kind::Month(b, a as i8))),
            _ => None,
        };
    }
    let [a, b, c] = numbers[..] else { return None };
    if parts[0].len() == 4 && parts[1].len() <= 2 && parts[2].len() <= 2 {
        return Some(plain(day(a, b, c)));
    }
    if parts[0].len() > 2 || parts[1].len() > 2 || !matches!(parts[2].len(), 2 | 4) {
        return None;
    }
    let (year, mut note) = full_year(c, parts[2].len(), hints);
    let (kind, other) = match hints.order {
        Order::DayFirst => (day(year, b, a), day(year, a, b)),
        Order::MonthFirst => (day(year, a, b), day(year, b, a)),
    };
    if kind == Kind::Impossible && other != Kind::Impossible {
        note = Some(Note::OtherOrder);
    }
    Some((kind, Calendar::Gregorian, note))
}

fn full_year(year: i16, digits: usize, hints: &DateHints) -> (i16, Option<Note>) {
    if digits == 4 {
        return (year, None);
    }
    let century = hints.latest_year / 100 * 100;
    let full = if century + year <= hints.latest_year { century + year } else { century - 100 + year };
    (full, Some(Note::TwoDigitYear))
}

fn day(year: i16, month: i16, day: i16) -> Kind {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Kind::Impossible };
    Date::new(year, month, day).map_or(Kind::Impossible, Kind::Exact)
}

/// Guesses the order of a column: month first only when some dates demand it and none forbids it.
pub fn infer_order<'a>(column: impl IntoIterator<Item = &'a str>) -> Order {
    let (mut day_first, mut month_first) = (0, 0);
    for cell in column {
        let cell = text::ascii_digits(cell);
        let mut parts = without_time(cell.trim()).split(['/', '-', '.']).map(|p| p.trim().parse::<i16>().ok());
        if let (Some(Some(a)), Some(Some(b)), Some(Some(_)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        {
            match (a, b) {
                (13..=31, 1..=12) => day_first += 1,
                (1..=12, 13..=31) => month_first += 1,
                _ => {}
            }
        }
    }
    if month_first > 0 && month_first > day_first * 10 { Order::MonthFirst } else { Order::DayFirst }
}

/// `23-11-2026`: day, month, year.
#[must_use]
pub fn format(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

/// `23 नवम्बर 2026`, `23 November 2026`.
#[must_use]
pub fn format_long(day: Date, lang: Lang) -> String {
    format!("{} {} {}", day.day(), month_name(day.month(), lang), day.year())
}

/// The name of a month, 1 to 12; empty for other numbers.
#[must_use]
pub fn month_name(month: i8, lang: Lang) -> &'static str {
    words::month_name(month, lang)
}
