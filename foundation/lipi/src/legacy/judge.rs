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
    if text::has_devanagari(cell) || !cell.chars().any(draws_letter) {
        return 0.0;
    }
    let mut score = 0.0_f32;
    let mut weight = 0.0_f32;
    for word in cell.split_whitespace() {
        let letters = word.chars().filter(|c| draws_letter(*c)).count();
        if letters == 0 || super::is_code(word) {
            continue;
        }
        let w = (letters as f32).min(8.0);
        score += w * word_score(word);
        weight += w;
    }
    if weight > 0.0 { score / weight } else { 0.0 }
}

/// Letters, and marks that are letters in the font and stand in no number.
fn draws_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '#' | '[' | '{' | '}' | '|' | '<' | '>' | '=' | '_' | ';' | ':')
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
    if out.starts_with('।') {
        return 0.1; // no Hindi word begins with its full stop: Ad, Arts
    }
    let strange = strangeness(word);
    let plausible = plausible_hindi(&out);
    let english = english_shape(word);
    (0.5 + 0.5 * strange + 0.4 * (plausible - 0.5) - 0.7 * english).clamp(0.0, 1.0)
}

/// `e0`, `iq0`, `Ikq0`: the zero that ends a Hindi abbreviation.
pub(super) fn abbreviation(word: &str) -> bool {
    word.strip_suffix('0').is_some_and(|head| {
        let half_and_stem = head.starts_with(|c: char| c.is_ascii_uppercase()) && head[1..].starts_with('k');
        let spelt = head.len() <= 4 && !head.bytes().any(|b| b.is_ascii_digit());
        spelt && (half_and_stem || head.starts_with(|c: char| c.is_ascii_lowercase()))
    })
}

/// Words that are English beyond doubt: in the list, or in the shape of an abbreviation such as `A/c`.
pub(super) fn surely_english(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | ':' | '-'));
    let possible = |b: u8| b.is_ascii_alphanumeric() || b"/-.()&,".contains(&b);
    if bare.is_empty() || !bare.bytes().all(possible) {
        return false;
    }
    let low = bare.to_lowercase();
    let cased = bare.bytes().all(|b| !b.is_ascii_lowercase()) || bare.bytes().skip(1).all(|b| !b.is_ascii_uppercase());
    // two small letters are more often Hindi: en, ij
    let long_enough = bare.len() >= 3 || bare.as_bytes()[0].is_ascii_uppercase();
    (cased && long_enough && lexicon::has_english(&low)) || compound(bare)
}

/// `Paid/Unpaid`, `Dr/Cr`, `S.No`: parts that are English each, joined by a stroke or point.
fn compound(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '-', '.', '(', ')', '&', ',']).filter(|p| !p.is_empty()).collect();
    parts.len() > 1
        && parts.iter().all(|part| {
            part.starts_with(|c: char| c.is_ascii_uppercase())
                && (part.len() == 1 || lexicon::has_english(&part.to_lowercase()) || english_shape(part) >= 0.9)
        })
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
        _ => (spoken - 0.3).max(0.0) * 0.6,
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
            Some((a, b)) if !is_vowel(a) => !has(&COMMON, a, b),
            _ => false,
        };
        let odd_end = i + 1 == word.len() && matches!(pair, Some((a, b)) if !is_vowel(a) && !has(&FINAL, a, b));
        if odd_pair
            || odd_end
            || run > 3
            || (i == 0 && word.len() > 1 && !is_vowel(word[1]) && !has(&INITIAL, b, word[1]))
        {
            bad += 1;
        }
    }
    // inside a word q without u is no English; ly, ny begin none
    bad += word.windows(2).skip(1).filter(|w| w[0] == b'q' && w[1] != b'u').count();
    bad += usize::from(matches!(word, [b'l' | b'n' | b'c', b'y', ..]));
    (1.0 - bad as f32 / 2.0).max(0.0)
}

/// Pairs of small letters as bits: row the first letter, bit the second.
type Pairs = [u32; 26];

const fn pairs(list: &[[u8; 2]]) -> Pairs {
    let mut rows = [0; 26];
    let mut i = 0;
    while i < list.len() {
        rows[(list[i][0] - b'a') as usize] |= 1 << (list[i][1] - b'a');
        i += 1;
    }
    rows
}

fn has(pairs: &Pairs, a: u8, b: u8) -> bool {
    a.is_ascii_lowercase() && b.is_ascii_lowercase() && pairs[usize::from(a - b'a')] >> (b - b'a') & 1 == 1
}

static COMMON: Pairs = pairs(&COMMON_PAIRS);
static INITIAL: Pairs = pairs(&STARTS);
static FINAL: Pairs = pairs(&ENDS);

#[rustfmt::skip]
const COMMON_PAIRS: [[u8; 2]; 208] = [
    *b"bb", *b"bd", *b"bh", *b"bj", *b"bl", *b"bn", *b"br", *b"bs", *b"bw", *b"cc", *b"ch", *b"ck", *b"cl", *b"cr",
    *b"cs", *b"ct", *b"db", *b"dd", *b"dg", *b"dh", *b"dk", *b"dl", *b"dm", *b"dn", *b"dp", *b"dr", *b"ds", *b"dv",
    *b"dw", *b"ff", *b"fl", *b"fr", *b"ft", *b"gb", *b"gd", *b"gg", *b"gh", *b"gl", *b"gm", *b"gn", *b"gp", *b"gr",
    *b"gs", *b"gv", *b"gw", *b"hb", *b"hd", *b"hh", *b"hk", *b"hl", *b"hm", *b"hn", *b"hp", *b"hr", *b"hs", *b"ht",
    *b"hv", *b"hw", *b"jb", *b"jd", *b"jh", *b"jk", *b"jl", *b"jm", *b"jn", *b"jp", *b"jw", *b"kb", *b"kc", *b"kd",
    *b"kh", *b"kk", *b"kl", *b"km", *b"kn", *b"kp", *b"kr", *b"ks", *b"kt", *b"kv", *b"kw", *b"lb", *b"lc", *b"ld",
    *b"lf", *b"lg", *b"lh", *b"lj", *b"lk", *b"ll", *b"lm", *b"ln", *b"lp", *b"lr", *b"ls", *b"lt", *b"lv", *b"lw",
    *b"lz", *b"mb", *b"md", *b"ml", *b"mm", *b"mn", *b"mp", *b"mr", *b"ms", *b"mt", *b"nb", *b"nc", *b"nd", *b"nf",
    *b"ng", *b"nh", *b"nj", *b"nk", *b"nl", *b"nm", *b"nn", *b"np", *b"nq", *b"nr", *b"ns", *b"nt", *b"nv", *b"nw",
    *b"nx", *b"nz", *b"pd", *b"pf", *b"ph", *b"pk", *b"pl", *b"pm", *b"pn", *b"pp", *b"pr", *b"ps", *b"pt", *b"rb",
    *b"rc", *b"rd", *b"rf", *b"rg", *b"rh", *b"rj", *b"rk", *b"rl", *b"rm", *b"rn", *b"rp", *b"rr", *b"rs", *b"rt",
    *b"rv", *b"rw", *b"rz", *b"sb", *b"sc", *b"sd", *b"sf", *b"sg", *b"sh", *b"sj", *b"sk", *b"sl", *b"sm", *b"sn",
    *b"sp", *b"sr", *b"ss", *b"st", *b"sv", *b"sw", *b"tb", *b"tg", *b"th", *b"tj", *b"tk", *b"tl", *b"tm", *b"tn",
    *b"tp", *b"tr", *b"ts", *b"tt", *b"tv", *b"tw", *b"vd", *b"vk", *b"vl", *b"vn", *b"vr", *b"vs", *b"vt", *b"wb",
    *b"wd", *b"wk", *b"wl", *b"wn", *b"wr", *b"ws", *b"xc", *b"xp", *b"xt", *b"zm", *b"zr", *b"zz",
];

#[rustfmt::skip]
const STARTS: [[u8; 2]; 48] = [
    *b"bh", *b"bl", *b"br", *b"ch", *b"cl", *b"cr", *b"dh", *b"dr", *b"dv", *b"dw", *b"fl", *b"fr", *b"gh", *b"gl",
    *b"gr", *b"gw", *b"gy", *b"hr", *b"jh", *b"jy", *b"kh", *b"kl", *b"kn", *b"kr", *b"ks", *b"mr", *b"ph", *b"pl",
    *b"pr", *b"ps", *b"rh", *b"sc", *b"sh", *b"sk", *b"sl", *b"sm", *b"sn", *b"sp", *b"sr", *b"st", *b"sv", *b"sw",
    *b"th", *b"tr", *b"tw", *b"vr", *b"wh", *b"wr",
];

/// Pairs of consonants that may end a word.
#[rustfmt::skip]
const ENDS: [[u8; 2]; 88] = [
    *b"bh", *b"br", *b"bs", *b"ch", *b"ck", *b"cs", *b"ct", *b"dd", *b"dh", *b"dm", *b"dr", *b"ds", *b"ff", *b"ft",
    *b"gg", *b"gh", *b"gn", *b"gs", *b"hd", *b"hl", *b"hm", *b"hn", *b"hr", *b"ht", *b"jh", *b"kh", *b"kk", *b"ks",
    *b"kt", *b"ld", *b"lf", *b"lk", *b"ll", *b"lm", *b"lp", *b"lr", *b"ls", *b"lt", *b"lv", *b"mb", *b"mm", *b"mn",
    *b"mp", *b"ms", *b"nd", *b"ng", *b"nh", *b"nj", *b"nk", *b"nn", *b"nr", *b"ns", *b"nt", *b"ph", *b"pp", *b"ps",
    *b"pt", *b"rb", *b"rc", *b"rd", *b"rf", *b"rg", *b"rj", *b"rk", *b"rl", *b"rm", *b"rn", *b"rp", *b"rr", *b"rs",
    *b"rt", *b"rv", *b"sh", *b"sk", *b"sm", *b"ss", *b"st", *b"th", *b"tm", *b"tr", *b"ts", *b"tt", *b"vr", *b"wl",
    *b"wn", *b"ws", *b"xt", *b"zz",
];

/// How plausible a text is as Hindi, 0 to 1: syllables in order, no stray signs, known words.
#[must_use]
pub fn plausible_hindi(text: &str) -> f32 {
    let mut letters = 0_u32;
    let mut faults = 0_u32;
    let mut previous = ' ';
    let mut conjuncts = 0_u32;
    let mut half = None; // the letter that lost its vowel to this one, and whether it began the word
    let mut beginning = true;
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
        if let Some((first, at_start)) = half.filter(|_| consonant && previous == '्') {
            faults += 2 * u32::from(!may_join(first, c, at_start));
        }
        if consonant {
            half = Some((c, beginning));
        }
        beginning = !is_word_char(c);
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

/// Whether two letters make a cluster that Hindi words have: few may begin a word, and aspirates join only with
/// semivowels and nasals. Capitals of English read as code break this rule in almost every word.
fn may_join(first: char, second: char, at_start: bool) -> bool {
    if matches!(second, 'य' | 'र' | 'व' | 'ल') {
        return true;
    }
    match first {
        'क' if at_start => second == 'ष',
        'ज' if at_start => second == 'ञ',
        'स' if at_start => matches!(second, 'क' | 'ख' | 'ट' | 'त' | 'थ' | 'न' | 'प' | 'फ' | 'म'),
        'श' if at_start => second == 'म',
        'न' | 'म' if at_start => second == 'ह',
        _ if at_start => false,
        'ख' | 'घ' | 'छ' | 'झ' | 'ठ' | 'ढ' | 'थ' | 'ध' | 'भ' => matches!(second, 'न' | 'म'),
        _ => true,
    }
}

fn is_word_char(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{971}'..='\u{97f}') || c.is_alphabetic()
}
