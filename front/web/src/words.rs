//! Text for people: messages in the page's language, money, dates, letters of columns.

use kernel::Instant;
use lipi::date::format as day;
use lipi::{Lang, messages};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Day and time in India (UTC+5:30, no summer time): 24-11-2026 19:05.
pub(crate) fn moment(instant: Instant) -> String {
    const INDIA_MS: i64 = (5 * 60 + 30) * 60 * 1000;
    let local =
        jiff::Timestamp::from_millisecond(instant.0.saturating_add(INDIA_MS)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let local = jiff::tz::Offset::UTC.to_datetime(local);
    format!("{} {:02}:{:02}", day(local.date()), local.hour(), local.minute())
}

/// Hundredths of a percent: 7.00.
pub(crate) fn percent(hundredths: i32) -> String {
    let all = hundredths.unsigned_abs();
    let sign = if hundredths < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

/// The letters a spreadsheet shows over a column: 0 → A, 26 → AA.
pub(crate) fn column(col: u16) -> String {
    let mut rest = u32::from(col) + 1;
    let mut out = String::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        out.insert(0, char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    out
}

/// All but the last four digits hidden: `••••••4417`; what is not a number is hidden whole.
pub(crate) fn masked(mobile: &str) -> String {
    let chars: Vec<char> = mobile.chars().collect();
    let shown = if chars.len() >= 8 { 4 } else { 0 };
    chars.iter().enumerate().map(|(i, c)| if i + shown >= chars.len() { *c } else { '•' }).collect()
}

/// The name of a register: kind and product.
pub(crate) fn register(lang: Lang, kind: &str, product: &str) -> String {
    let kind_key = kind.replace('_', "-");
    let full = format!("web-kind-{kind_key}-{}", product.to_lowercase());
    messages::find(lang, &full, &[])
        .or_else(|| messages::find(lang, &format!("web-kind-{kind_key}"), &[]))
        .unwrap_or_else(|| [kind, product].join(" ").trim().to_owned())
}

/// All but letters, digits and the four signs that may stand anywhere (RFC 3986, 2.3).
const MAY_NOT_STAND: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes what may not stand in a path part or query value.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, MAY_NOT_STAND).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_columns_and_masks() {
        assert_eq!(moment(Instant(0)), "01-01-1970 05:30");
        assert_eq!(column(0), "A");
        assert_eq!(column(25), "Z");
        assert_eq!(column(26), "AA");
        assert_eq!(column(701), "ZZ");
        assert_eq!(column(702), "AAA");
        assert_eq!(masked("9412345678"), "••••••5678");
        assert_eq!(masked("123"), "•••");
        assert_eq!(percent(-705), "\u{2212}7.05");
        assert_eq!(encoded("N-26/\u{915}"), "N-26%2F%E0%A4%95");
    }
}
