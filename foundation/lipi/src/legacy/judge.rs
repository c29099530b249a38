//! Judging by content: is a text legacy code, English, or neither?

use crate::krutidev;
use crate::{lexicon, text};

/// What the cells of a column look like. Shares are of the cells that have letters, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Detected {
    /// How surely the column is Kruti Dev.
    pub kruti: f32,
    /// Share of cells that are English or romanised names.
    pub latin: f32,
    /// Share of cells already in Devanagari.
    pub devanagari: f32,
    /// Cells with letters that were looked at.
    pub cells: u32,
}

/// Looks at a column without knowing its font; the first 2,000 cells with letters are enough.
pub fn detect_column<'a>(cells: impl IntoIterator<Item = &'a str>) -> Detected {
    const ENOUGH: u32 = 2_000;
    let mut found = Detected::default();
    let mut sum = 0.0;
    for cell in cells {
        if found.cells >= ENOUGH {
            break;
        }
        if text::has_devanagari(cell) {
            found.devanagari += 1.0;
        } else if super::is_code(cell) || !cell.chars().any(char::is_alphabetic) {
            continue;
        } else {
            let likely = looks_kruti(cell);
            sum += likely;
            found.latin += f32::from(u8::from(likely < 0.4));
        }
        found.cells += 1;
    }
    if found.cells > 0 {
        let n = found.cells as f32;
        found.kruti = sum / n;
        found.latin /= n;
        found.devanagari /= n;
    }
    found
}

/// How likely a cell is Kruti Dev code, 0 to 1, by itself: letters out of place for English, whether its reading is
/// plausible Hindi, known words on either side.
#[must_use]
pub fn looks_kruti(cell: &str) -> f32 {
    if text::has_devanagari(cell) || !cell.chars().any(|c| c.is_alphabetic() || "[?/.'\"{=|}¼½".contains(c)) {
        return 0.0;
    }
    let mut score = 0.0_f32;
    let mut weight = 0.0_f32;
    for word in cell.split_whitespace() {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters == 0 || super::is_code(word) {
            continue;
        }
        let w = (letters as f32).min(8.0);
        score += w * word_score(word);
        weight += w;
    }
    if weight > 0.0 { score / weight } else { 0.0 }
}

/// One word, 0 (English) to 1 (Kruti Dev).
fn word_score(word: &str) -> f32 {
    if surely_english(word) {
        return 0.0;
    }
    let mut out = String::with_capacity(word.len() * 3);
    krutidev::to_unicode_into(word, &mut out);
    let hindi = out.trim_matches(|c: char| !matches!(c, '\u{900}'..='\u{963}'));
    if !hindi.is_empty() && lexicon::has(hindi) && hindi.chars().count() >= 2 {
        return 1.0;
    }
    if abbreviation(word) {
        return 0.9;
    }
    let strange = strangeness(word);
    let plausible = plausible_hindi(&out);
    let english = english_shape(word);
    (0.5 + 0.5 * strange + 0.4 * (plausible - 0.5) - 0.7 * english).clamp(0.0, 1.0)
}

/// `e0`, `iq0`, `eq0`: small letters and the zero that ends a Hindi abbreviation.
fn abbreviation(word: &str) -> bool {
    word.strip_suffix('0').is_some_and(|head| head.len() <= 4 && head.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Words that are English beyond doubt: in the list, or in the shape of an abbreviation such as `A/c`.
pub(super) fn surely_english(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | ':' | '-'));
    if bare.is_empty() || !bare.is_ascii() {
        return false;
    }
    let low = bare.to_lowercase();
    let cased = bare.bytes().all(|b| !b.is_ascii_lowercase())
        || bare.bytes().skip(1).all(|b| !b.is_ascii_uppercase()) && (bare.len() >= 3 || bare.contains('/'));
    cased && lexicon::has_english(&low)
}

/// Signs that English never has: 0 none, 1 certain.
fn strangeness(word: &str) -> f32 {
    let chars: Vec<char> = word.chars().collect();
    let mut points = 0.0_f32;
    for (i, &c) in chars.iter().enumerate() {
        let inner = i > 0 && i + 1 < chars.len();
        points += match c {
            '[' | '{' | '}' | '|' | '=' | '<' | '>' | '`' | '~' | '_' | '^' | '\\' => 1.0,
            ';' | '?' | ':' if i + 1 < chars.len() => 0.8,
            '\'' | '"' if inner || i == 0 => 0.5,
            '.' | '/' | ',' if inner && chars[i + 1].is_ascii_lowercase() && chars[i - 1].is_ascii_lowercase() => 0.6,
            '+' => 0.6,
            'A'..='Z' if i > 0 && chars[i - 1].is_ascii_lowercase() => 0.8,
            '\u{80}'.. => 1.0,
            _ => 0.0,
        };
    }
    points.min(1.0)
}

/// How English a word looks by its letters: capitals, vowels in place, no impossible pairs. 0 to 1.
fn english_shape(word: &str) -> f32 {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
    if bare.is_empty() || !bare.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.') {
        return 0.0;
    }
    let upper = bare.bytes().filter(u8::is_ascii_uppercase).count();
    let all_upper = upper == bare.len() || (upper + 1 == bare.len() && bare.contains('.'));
    let title = upper == 1 && bare.as_bytes()[0].is_ascii_uppercase();
    let low = bare.to_lowercase();
    let spoken = spoken_share(low.as_bytes());
    match (all_upper, title) {
        (true, _) if bare.len() >= 2 => 0.6 + 0.4 * spoken,
        (_, true) if bare.len() >= 3 => spoken,
        _ => (spoken - 0.3).max(0.0),
    }
}

/// Share of a word that could be spoken as romanised Hindi or English: consonants in short runs between vowels.
fn spoken_share(word: &[u8]) -> f32 {
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let vowels = word.iter().filter(|b| is_vowel(**b)).count();
    if vowels == 0 {
        return 0.0;
    }
    let mut bad = 0;
    let mut run = 0;
    for (i, &b) in word.iter().enumerate() {
        if is_vowel(b) {
            run = 0;
            continue;
        }
        run += 1;
        let pair = i.checked_sub(1).map(|p| (word[p], b));
        let odd_pair = match pair {
            Some((a, b)) if !is_vowel(a) => !COMMON_PAIRS.contains(&[a, b]),
            _ => false,
        };
        if odd_pair || run > 3 || (i == 0 && word.len() > 1 && !is_vowel(word[1]) && !STARTS.contains(&[b, word[1]])) {
            bad += 1;
        }
    }
    // qaf, kj: q without u is no English
    bad += word.windows(2).filter(|w| w[0] == b'q' && w[1] != b'u').count();
    (1.0 - bad as f32 / 2.0).max(0.0)
}

#[rustfmt::skip]
const COMMON_PAIRS: [[u8; 2]; 128] = [
    *b"bh", *b"bl", *b"br", *b"bb", *b"ch", *b"ck", *b"cl", *b"cr", *b"ct", *b"cc", *b"dd", *b"dh", *b"dr", *b"dg", *b"ff", *b"fl",
    *b"fr", *b"ft", *b"gg", *b"gh", *b"gl", *b"gn", *b"gr", *b"hn", *b"hr", *b"hm", *b"hl", *b"jh", *b"kh", *b"kk", *b"kl", *b"kr", *b"ks",
    *b"lb", *b"ld", *b"lf", *b"lh", *b"lk", *b"ll", *b"lm", *b"lp", *b"ls", *b"lt", *b"lv", *b"mb", *b"ml", *b"mm", *b"mn", *b"mp", *b"mr",
    *b"ms", *b"mt", *b"nc", *b"nd", *b"nf", *b"ng", *b"nh", *b"nj", *b"nk", *b"nl", *b"nm", *b"nn", *b"ns", *b"nt", *b"nv", *b"nw", *b"ph",
    *b"pl", *b"pp", *b"pr", *b"ps", *b"pt", *b"rb", *b"rc", *b"rd", *b"rf", *b"rg", *b"rh", *b"rj", *b"rk", *b"rl", *b"rm", *b"rn", *b"rp",
    *b"rr", *b"rs", *b"rt", *b"rv", *b"rw", *b"sc", *b"sh", *b"sk", *b"sl", *b"sm", *b"sn", *b"sp", *b"ss", *b"st", *b"sw", *b"th", *b"tl",
    *b"tn", *b"tr", *b"ts", *b"tt", *b"tw", *b"vr", *b"wn", *b"wr", *b"ws", *b"wl", *b"xt", *b"tm", *b"dm", *b"dn", *b"dv", *b"dw", *b"gd",
    *b"hw", *b"hd", *b"ht", *b"kt", *b"kw", *b"sr", *b"sv", *b"hv", *b"gw", *b"zz",
];

#[rustfmt::skip]
const STARTS: [[u8; 2]; 45] = [
    *b"bh", *b"bl", *b"br", *b"ch", *b"cl", *b"cr", *b"dh", *b"dr", *b"fl", *b"fr", *b"gh", *b"gl", *b"gr", *b"gy", *b"jh", *b"jy", *b"kh",
    *b"kl", *b"kr", *b"ks", *b"ph", *b"pl", *b"pr", *b"rh", *b"sc", *b"sh", *b"sk", *b"sl", *b"sm", *b"sn", *b"sp", *b"st", *b"sw", *b"sr",
    *b"th", *b"tr", *b"tw", *b"vr", *b"wh", *b"wr", *b"dw", *b"gw", *b"sv", *b"dv", *b"kn",
];

/// How plausible a text is as Hindi, 0 to 1: syllables in order, no stray signs, known words.
#[must_use]
pub fn plausible_hindi(text: &str) -> f32 {
    let mut letters = 0_u32;
    let mut faults = 0_u32;
    let mut previous = ' ';
    let mut conjuncts = 0_u32;
    for c in text.chars() {
        let consonant = matches!(c, 'क'..='ह');
        let vowel = matches!(c, 'अ'..='औ' | 'ॲ');
        let sign = matches!(c, 'ा'..='ौ');
        letters += u32::from(consonant || vowel || c.is_ascii_alphabetic());
        let after_letter = matches!(previous, 'क'..='ह' | '़');
        faults += match c {
            _ if c.is_ascii_alphabetic() || matches!(c, '\u{a1}'..='\u{ff}') => 2,
            _ if sign && !after_letter => 2,
            '्' if !after_letter => 2,
            'ं' | 'ँ' | 'ः' if matches!(previous, ' ' | '्' | 'ं' | 'ँ' | 'ः') => 1,
            // two vowels in a row are rare, three unheard of
            _ if vowel && matches!(previous, 'अ'..='औ') => 1,
            'ञ' | 'ङ' | 'ळ' | 'ऋ' if previous != ' ' => 1,
            _ => 0,
        };
        conjuncts += u32::from(c == '्');
        if (c.is_whitespace() || !is_word_char(c)) && previous == '्' {
            faults += 1;
        }
        previous = if is_word_char(c) { c } else { ' ' };
    }
    if previous == '्' {
        faults += 1;
    }
    if letters == 0 {
        return 0.0;
    }
    faults += conjuncts.saturating_sub(letters / 2);
    (1.0 - faults as f32 / (letters as f32 * 0.5).max(1.0)).clamp(0.0, 1.0)
}

fn is_word_char(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{971}'..='\u{97f}') || c.is_alphabetic()
}
