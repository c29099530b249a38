//! Dates with words in them: names of months, other calendars.

use super::{Calendar, DateHints, Found, Kind, Note, day, full_year, plain};
use crate::Lang;

/// Names and spellings of the twelve months; the first two are what we write in Hindi and English.
const MONTHS: [&str; 12] = [
    "जनवरी january jan जन जनवरि",
    "फरवरी february feb फर फ़रवरी फरबरी फेब febuary",
    "मार्च march mar माच",
    "अप्रैल april apr अप्रेल अप्र एप्रिल अप्रिल",
    "मई may मे",
    "जून june jun जुन",
    "जुलाई july jul जुला जुलाइ",
    "अगस्त august aug अग आगस्त",
    "सितम्बर september sep सितंबर sept सित सितबंर",
    "अक्टूबर october oct अक्तूबर अक्टुबर अक्तुबर अक्टू",
    "नवम्बर november nov नवंबर नव",
    "दिसम्बर december dec दिसंबर दिस",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) fn month_name(month: i8, lang: Lang) -> &'static str {
    let Some(i) = usize::try_from(month - 1).ok().filter(|i| *i < 12) else { return "" };
    match lang {
        Lang::Hi => MONTHS[i].split(' ').next().unwrap_or_default(),
        Lang::En => ENGLISH[i],
    }
}

fn month(word: &str) -> Option<i16> {
    let word = word.trim_matches(['.', ',', '॰']);
    let found = MONTHS.iter().position(|names| names.split(' ').any(|name| name == word))?;
    Some(found as i16 + 1)
}

/// `31 मार्च 2025`, `5-Apr-24`, `March 2025`, `मार्च 25`, `March 31, 2025`; folded text.
pub(super) fn with_month_name(text: &str, hints: &DateHints) -> Option<Found> {
    let spaced = part_letters_from_digits(text);
    let mut words: Vec<&str> = spaced
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | ',' | '.' | '\'' | '’'))
        .filter(|w| {
            !w.is_empty()
                && !matches!(
                    *w,
                    "दिनांक"
                        | "दि0"
                        | "माह"
                        | "सन"
                        | "वर्ष"
                        | "को"
                        | "dt"
                        | "date"
                        | "of"
                        | "ई"
                        | "ई0"
                )
        })
        .collect();
    words.retain(|w| !matches!(*w, "st" | "nd" | "rd" | "th"));
    let at = words.iter().position(|w| month(w).is_some())?;
    let month = month(words.remove(at))?;
    let numbers: Vec<(i16, usize)> =
        words.iter().map(|w| w.parse().ok().map(|n| (n, w.len()))).collect::<Option<_>>()?;
    match numbers[..] {
        [(y, len @ (2 | 4))] => {
            let (year, note) = full_year(y, len, hints);
            Some((Kind::Month(year, month as i8), Calendar::Gregorian, note))
        }
        [(y, 4), (d, 1 | 2)] => Some(plain(day(y, month, d))),
        [(d, 1 | 2), (y, len @ (2 | 4))] => {
            let (year, note) = full_year(y, len, hints);
            Some((day(year, month, d), Calendar::Gregorian, note))
        }
        _ => None,
    }
}

/// `5apr24` → `5 apr 24`.
fn part_letters_from_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut digit = None;
    for c in text.chars() {
        let now = c.is_ascii_digit();
        if digit.is_some_and(|d| d != now) && !c.is_whitespace() {
            out.push(' ');
        }
        out.push(c);
        digit = (!c.is_whitespace()).then_some(now);
    }
    out
}

/// `वि.सं. 2079`, `वि0सं0 2079 चैत्र`, `संवत 2079`, `शक 1945`; folded text.
pub(super) fn other_calendar(text: &str) -> Option<Found> {
    let bare: String = text.chars().filter(|c| !matches!(c, '.' | ' ' | '॰' | '-' | ':' | '्')).collect();
    let saka = ["शक", "saka", "shaka"].iter().any(|w| bare.contains(w));
    let marks = ["विसं", "वि0सं0", "विक्रम", "विक्रमी", "संवत", "सम्वत", "सवंत", "vs2", "vikram", "samvat", "वि0सं"];
    if !saka && !marks.iter().any(|w| bare.contains(&w.replace('्', ""))) {
        return None;
    }
    // the abbreviation's own zeros are no year: take four digits standing together
    let year = text
        .split(|c: char| !c.is_ascii_digit())
        .chain(bare.split(|c: char| !c.is_ascii_digit()))
        .find(|run| run.len() == 4)?
        .parse::<i16>()
        .ok()?;
    let (calendar, common) = if saka { (Calendar::Saka, year + 78) } else { (Calendar::Vikrami, year - 57) };
    (1800..=2100).contains(&common).then_some((Kind::Year(common), calendar, Some(Note::OtherCalendar)))
}
