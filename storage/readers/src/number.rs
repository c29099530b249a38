//! Numbers and dates of spreadsheets as text. The only floats of the room live here: they are what the files store.

use std::fmt::Write;

/// Writes a number as the file spells it: kept when it is a plain decimal of at most 15 digits (all a spreadsheet
/// shows) or a whole number (`12.0` is 12), else the 15-digit form without binary noise. `false`: not a number, nothing written.
pub(crate) fn spelled(raw: &str, out: &mut String) -> bool {
    let raw = raw.trim_matches([' ', '\t', '\r', '\n']);
    let body = raw.strip_prefix('-').unwrap_or(raw);
    let (mut digits, mut points, mut significant) = (0, 0, 0);
    for b in body.bytes() {
        match b {
            b'0' if significant == 0 => digits += 1,
            b'0'..=b'9' => (digits, significant) = (digits + 1, significant + 1),
            b'.' => points += 1,
            _ => return spelled_otherwise(raw, out),
        }
    }
    if digits == 0 || points > 1 || body.starts_with('.') || body.ends_with('.') || digits > 400 {
        return spelled_otherwise(raw, out);
    }
    if significant > 15 && points == 1 {
        return spelled_otherwise(raw, out);
    }
    // Some writers spell whole numbers `12.0`; a member number is 12.
    let whole = raw.trim_end_matches('0').strip_suffix('.').filter(|_| points == 1).unwrap_or(raw);
    out.push_str(if significant == 0 { "0" } else { whole });
    true
}

fn spelled_otherwise(raw: &str, out: &mut String) -> bool {
    match raw.parse::<f64>() {
        Ok(v) if v.is_finite() && raw.bytes().any(|b| b.is_ascii_digit()) => {
            decimal(v, out);
            true
        }
        _ => false,
    }
}

/// Writes a float as a spreadsheet shows it: at most 15 significant digits, no exponent for sizes people use.
pub(crate) fn decimal(v: f64, out: &mut String) {
    if v == 0.0 {
        out.push('0');
    } else if v.fract() == 0.0 && v.abs() < 1e18 {
        let _ = write!(out, "{}", v as i64);
    } else if v.abs() >= 1e30 || v.abs() < 1e-30 {
        let _ = write!(out, "{v:E}");
    } else {
        fifteen(v, out);
    }
}

fn fifteen(v: f64, out: &mut String) {
    let shortest = format!("{v}");
    let significant = shortest.bytes().filter(u8::is_ascii_digit).skip_while(|b| *b == b'0').count();
    if significant <= 15 {
        out.push_str(&shortest);
        return;
    }
    // `{:.14e}` rounds to 15 digits; reading that back gives the float whose shortest form has no noise.
    let rounded: f64 = format!("{v:.14e}").parse().unwrap_or(v);
    let _ = write!(out, "{rounded}");
}

/// Writes the day (and time, where it is not midnight) of a serial number as ISO text. `false` and nothing written
/// for what is no day: below 1 (a time of day), beyond 9999, and 29 February 1900, which never was.
pub(crate) fn serial_date(serial: f64, from_1904: bool, out: &mut String) -> bool {
    let days = if from_1904 { 0.0..2_957_004.0 } else { 1.0..2_958_466.0 };
    if !days.contains(&serial) {
        return false;
    }
    let mut day = serial.floor();
    let mut second = ((serial - day) * 86_400.0).round();
    if second >= 86_400.0 {
        (day, second) = (day + 1.0, 0.0);
    }
    let (day, second) = (day as i64, second as u32);
    // Days since 1970-01-01. Excel counts a 29 February 1900 as day 60.
    let days = match day {
        _ if from_1904 => day - 24_107,
        60 => return false,
        ..60 => day - 25_568,
        _ => day - 25_569,
    };
    let (y, m, d) = civil(days);
    if y > 9999 {
        return false;
    }
    let _ = write!(out, "{y:04}-{m:02}-{d:02}");
    if second > 0 {
        let _ = write!(out, "T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    }
    true
}

/// The calendar day of a count of days since 1970-01-01 (Hinnant's algorithm).
pub(crate) fn civil(days: i64) -> (i64, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
    let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

/// True for a day the calendar has.
pub(crate) fn real_day(y: u32, m: u32, d: u32) -> bool {
    let leap = y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    let last = match m {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=9999).contains(&y) && (1..=last).contains(&d)
}

/// True where a built-in number format of Excel shows a day or a time of day (ECMA-376 part 1, 18.8.30).
/// 46 (`[h]:mm:ss`) is a duration, which stays a number.
pub(crate) fn builtin_is_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// True where a format code shows a day or a time of day: `d`, `m`, `y`, `h` or `s` outside quotes, escapes and
/// brackets. `[h]` and the like measure a duration, which stays a number.
pub(crate) fn code_is_date(code: &str) -> bool {
    if code.eq_ignore_ascii_case("general") || code.eq_ignore_ascii_case("standard") {
        return false;
    }
    let mut found = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => break,
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let letter = inside.chars().next().map(|c| c.to_ascii_lowercase());
                let same = inside.chars().all(|c| Some(c.to_ascii_lowercase()) == letter);
                if same && matches!(letter, Some('h' | 'm' | 's')) {
                    return false;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => found = true,
            _ => {}
        }
    }
    found
}
