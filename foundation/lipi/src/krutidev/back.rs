//! Unicode → code, for forms and fonts that still ask for it, and to show that a reading can be taken back.

use super::glyphs::{Glyph, all};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Keys of consonants and clusters: whole and half.
struct Keys {
    whole: FxHashMap<&'static str, String>,
    half: FxHashMap<&'static str, char>,
    marks: FxHashMap<char, &'static str>,
}

/// Codes that draw the same thing as an easier key and are not written by us.
const RARE: &str = "ÄÒÖèÜÌÍÎÏÔÁŸÑ¢Óªñ·µ³¥";

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let mut keys = Keys { whole: FxHashMap::default(), half: FxHashMap::default(), marks: FxHashMap::default() };
    // the usual key first, then half letter and stem, then the rare codes
    for (c, glyph) in all().iter().filter(|(c, _)| !RARE.contains(*c)) {
        match glyph {
            Glyph::Full(text) => {
                keys.whole.entry(text).or_insert_with(|| c.to_string());
            }
            Glyph::Half(text) => {
                keys.half.entry(text).or_insert(*c);
            }
            _ => {}
        }
    }
    for (text, c) in &keys.half {
        keys.whole.entry(&text[..text.len() - "्".len()]).or_insert_with(|| format!("{c}k"));
    }
    for (c, glyph) in all() {
        if let Glyph::Full(text) = glyph {
            keys.whole.entry(text).or_insert_with(|| c.to_string());
        }
    }
    #[rustfmt::skip]
    let marks = [
        ('अ', "v"), ('आ', "vk"), ('इ', "b"), ('ई', "bZ"), ('उ', "m"), ('ऊ', "Å"), ('ऋ', "_"), ('ए', ","),
        ('ऐ', ",s"), ('ऑ', "v‚"), ('ऍ', ",W"), ('ॲ', "vW"), ('ओ', "vks"), ('औ', "vkS"), ('ं', "a"), ('ँ', "¡"),
        ('ः', "%"), ('।', "A"), ('-', "&"), ('.', "-"), (',', "]"), ('/', "@"), (';', "("), ('?', "\\"), ('‘', "^"),
        ('’', "*"), ('“', "Þ"), ('”', "ß"), ('(', "¼"), (')', "½"), ('{', "¿"), ('}', "À"), ('=', "¾"), ('+', "$"),
        (':', "%"), ('ऽ', "•"), ('॰', "Œ"), ('ॐ', "vkse~"), ('०', "å"), ('१', "ƒ"), ('२', "„"), ('३', "…"),
        ('४', "†"), ('५', "‡"), ('६', "ˆ"), ('७', "‰"), ('८', "Š"), ('९', "‹"), ('ा', "k"), ('ी', "h"), ('ु', "q"),
        ('ू', "w"), ('ृ', "`"), ('े', "s"), ('ै', "S"), ('ो', "ks"), ('ौ', "kS"), ('ॅ', "W"), ('ॉ', "‚"),
        ('्', "~"), ('़', "+"),
    ];
    keys.marks.extend(marks);
    keys
});

/// Writes Unicode Hindi in Kruti Dev 010 code, as Windows-1252 characters. Latin letters have no place in the font and
/// stay as they are. `to_unicode(from_unicode(word))` is `word` for well-formed Hindi in NFC.
#[must_use]
pub fn from_unicode(text: &str) -> String {
    let text = crate::text::clean(text);
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(chars.len() * 2);
    let mut at = 0;
    while at < chars.len() {
        at = if is_consonant(chars[at]) { syllable(&chars, at, &mut out) } else { mark(&chars, at, &mut out) };
    }
    out
}

pub(crate) fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह' | '\u{958}'..='\u{95f}')
}

fn mark(chars: &[char], at: usize, out: &mut String) -> usize {
    if chars[at] == ':' && chars.get(at + 1) == Some(&'-') {
        out.push_str("%&");
        return at + 2;
    }
    match KEYS.marks.get(&chars[at]) {
        Some(keys) => out.push_str(keys),
        None => out.push(chars[at]),
    }
    at + 1
}

/// One syllable from its first consonant; returns where it ends.
fn syllable(chars: &[char], from: usize, out: &mut String) -> usize {
    // the cluster: consonant, nukta, virama, consonant ...
    let mut end = from;
    let mut half;
    loop {
        end += 1;
        if chars.get(end) == Some(&'़') {
            end += 1;
        }
        half = chars.get(end) == Some(&'्');
        if !half {
            break;
        }
        end += 1;
        if !chars.get(end).is_some_and(|c| is_consonant(*c)) {
            break;
        }
    }
    let cluster = &chars[from..end];
    // र् first is written last; but "र्" alone at the end of a word is an ordinary half letter
    let reph = cluster.len() > 2 && cluster[0] == 'र' && cluster[1] == '्';
    let body: String = cluster[if reph { 2 } else { 0 }..].iter().collect();
    let mut sign = if half { None } else { chars.get(end).copied().filter(|c| is_sign(*c)) };
    if sign.is_some() {
        end += 1;
    }
    if sign == Some('ि') {
        out.push('f');
        sign = None;
    }
    match (body.as_str(), sign) {
        ("र", Some('ु')) => out.push('#'),
        ("र", Some('ू')) => out.push(':'),
        ("ह", Some('ृ')) => out.push('â'),
        ("क", Some('ृ')) => out.push('—'),
        ("द", Some('ृ')) => out.push('–'),
        _ => {
            write_cluster(&body, out);
            if let Some(keys) = sign.and_then(|s| KEYS.marks.get(&s)) {
                out.push_str(keys);
            }
        }
    }
    if reph {
        out.push('Z');
    }
    end
}

fn is_sign(c: char) -> bool {
    matches!(c, 'ा'..='ौ')
}

/// Keys of a cluster without its reph: longest known piece first.
fn write_cluster(mut rest: &str, out: &mut String) {
    let mut after_ra = false;
    while !rest.is_empty() {
        if let Some(tail) = rest.strip_prefix("्र") {
            // struck twice, the hanging stroke would be read once
            out.push_str(if after_ra { "~j" } else { "z" });
            rest = tail;
            after_ra = true;
            continue;
        }
        let piece = piece(rest);
        let text = &rest[..piece];
        rest = &rest[piece..];
        after_ra = text.ends_with('र');
        if let Some(c) = KEYS.half.get(text) {
            out.push(*c);
        } else if let Some(stem) = text.strip_suffix('्') {
            out.push_str(&whole(stem));
            out.push('~');
        } else {
            out.push_str(&whole(text));
        }
    }
}

fn whole(text: &str) -> String {
    if let Some(keys) = KEYS.whole.get(text) {
        return keys.clone();
    }
    match text {
        "ऩ" => "u+".to_owned(),
        "ऱ" => "j+".to_owned(),
        "ऴ" => "G+".to_owned(),
        _ => match text.strip_suffix('़') {
            Some(plain) => format!("{}+", whole(plain)),
            None => text.to_owned(),
        },
    }
}

/// Length in bytes of the next piece: the longest cluster with keys of its own, else one letter with nukta and virama.
fn piece(rest: &str) -> usize {
    let ends: Vec<usize> = rest.char_indices().map(|(i, c)| i + c.len_utf8()).take(6).collect();
    for &end in ends.iter().rev() {
        let text = &rest[..end];
        let known = KEYS.half.contains_key(text) || KEYS.whole.contains_key(text);
        // a cluster may only be used whole: not when a nukta or a half form of its last letter follows
        let tail = &rest[end..];
        if known && !tail.starts_with('़') && (text.ends_with('्') || !tail.starts_with('्') || tail.starts_with("्र"))
        {
            return end;
        }
    }
    let mut end = ends[0];
    if rest[end..].starts_with('़') {
        end += '़'.len_utf8();
    }
    if rest[end..].starts_with('्') && !rest[end..].starts_with("्र") {
        end += '्'.len_utf8();
    }
    end
}
