//! Devanagari names: letters → sounds, and a plain romanisation.

use super::sounds;
use crate::text;

/// One spoken syllable: consonants, then the vowel (`None` = no vowel at all).
struct Syllable {
    onset: Vec<char>,
    vowel: Option<char>,
    /// The vowel is the inherent a, not written.
    inherent: bool,
    nasal: bool,
}

/// Cuts a word into syllables; signs without letters are put to the nearest.
fn syllables(word: &str) -> Vec<Syllable> {
    let mut out: Vec<Syllable> = Vec::new();
    let mut onset: Vec<char> = Vec::new();
    let mut virama = false;
    let flush = |onset: &mut Vec<char>, out: &mut Vec<Syllable>, virama: bool| {
        if !onset.is_empty() {
            let vowel = (!virama).then_some('a');
            out.push(Syllable { onset: std::mem::take(onset), vowel, inherent: true, nasal: false });
        }
    };
    for c in word.chars() {
        match c {
            'क'..='ह' | '\u{958}'..='\u{95f}' => {
                if !virama {
                    flush(&mut onset, &mut out, false);
                }
                onset.push(c);
                virama = false;
            }
            '्' => virama = true,
            '़' => {
                if let Some(last) = onset.last_mut() {
                    *last = dotted(*last);
                }
            }
            'ा'..='ौ' => {
                out.push(Syllable { onset: std::mem::take(&mut onset), vowel: Some(c), inherent: false, nasal: false });
                virama = false;
            }
            'अ'..='औ' | 'ॲ' => {
                flush(&mut onset, &mut out, virama);
                virama = false;
                out.push(Syllable { onset: Vec::new(), vowel: Some(c), inherent: false, nasal: false });
            }
            'ं' | 'ँ' => {
                flush(&mut onset, &mut out, virama);
                virama = false;
                if let Some(last) = out.last_mut() {
                    last.nasal = true;
                }
            }
            _ => {}
        }
    }
    flush(&mut onset, &mut out, virama);
    drop_schwas(&mut out);
    out
}

/// The inherent a that is not spoken: at the end of a word (unless a cluster needs it) and between two syllables that
/// have vowels, from the right (J. J. Ohala's rule).
fn drop_schwas(word: &mut [Syllable]) {
    let n = word.len();
    if n < 2 {
        return;
    }
    if let Some(last) = word.last_mut()
        && last.inherent
        && !last.nasal
        && last.vowel.is_some()
        && !needs_vowel(&last.onset)
    {
        last.vowel = None;
    }
    for i in (1..n - 1).rev() {
        let (before, after) = (&word[i - 1], &word[i + 1]);
        let open_before = before.vowel.is_some() && !before.nasal;
        let spoken_after = after.vowel.is_some() && after.onset.len() == 1;
        if word[i].inherent && !word[i].nasal && word[i].onset.len() == 1 && open_before && spoken_after {
            word[i].vowel = None;
        }
    }
}

/// Clusters that cannot close a word: कृष्ण, चन्द्र, पुत्र, but not दत्त, सिंह, धर्म.
fn needs_vowel(onset: &[char]) -> bool {
    match onset {
        [.., 'र' | 'ल' | 'व' | 'न' | 'ण' | 'म', 'र' | 'य' | 'व' | 'ल' | 'न' | 'ण'] => true,
        [.., a, 'र' | 'य' | 'व' | 'ल' | 'न' | 'ण' | 'म'] => *a != 'र',
        _ => false,
    }
}

fn dotted(c: char) -> char {
    match c {
        'क' => '\u{958}',
        'ख' => '\u{959}',
        'ग' => '\u{95a}',
        'ज' => '\u{95b}',
        'ड' => '\u{95c}',
        'ढ' => '\u{95d}',
        'फ' => '\u{95e}',
        'य' => '\u{95f}',
        other => other,
    }
}

/// Sounds of a Devanagari word; codes of [`sounds`].
pub(super) fn sounds(word: &str) -> Vec<u8> {
    let word = word.replace("ज्ञ", "ग्य").replace('ऋ', "रि");
    let mut out = Vec::with_capacity(word.len());
    for s in syllables(&word) {
        s.onset.iter().for_each(|c| out.extend(consonant(*c).0.bytes()));
        out.extend(s.vowel.map_or("", |v| vowel(v).0).bytes());
        if s.nasal {
            out.push(b'N');
        }
    }
    sounds::tidy(out)
}

/// A consonant as sounds and in Latin letters.
fn consonant(c: char) -> (&'static str, &'static str) {
    match c {
        'क' | '\u{958}' => ("K", "k"),
        'ख' | '\u{959}' => ("KH", "kh"),
        'ग' | '\u{95a}' => ("G", "g"),
        'घ' => ("GH", "gh"),
        'ङ' | 'ञ' | 'ण' | 'न' | 'ऩ' => ("N", "n"),
        'च' => ("CH", "ch"),
        'छ' => ("CH", "chh"),
        'ज' => ("J", "j"),
        '\u{95b}' => ("J", "z"),
        'झ' => ("JH", "jh"),
        'ट' | 'त' => ("T", "t"),
        'ठ' | 'थ' => ("TH", "th"),
        'ड' | 'द' => ("D", "d"),
        'ढ' | 'ध' => ("DH", "dh"),
        'प' => ("P", "p"),
        'फ' => ("F", "ph"),
        '\u{95e}' => ("F", "f"),
        'ब' => ("B", "b"),
        'भ' => ("BH", "bh"),
        'म' => ("M", "m"),
        'य' | '\u{95f}' => ("Y", "y"),
        'र' | 'ऱ' | '\u{95c}' => ("R", "r"),
        '\u{95d}' => ("RH", "rh"),
        'ल' | 'ळ' | 'ऴ' => ("L", "l"),
        'व' => ("V", "v"),
        'श' | 'ष' => ("S", "sh"),
        'स' => ("S", "s"),
        'ह' => ("H", "h"),
        _ => ("", ""),
    }
}

fn vowel(c: char) -> (&'static str, &'static str) {
    match c {
        'a' | 'अ' => ("a", "a"),
        'ा' | 'आ' => ("a", "a"),
        'ि' | 'इ' | 'ी' | 'ई' => ("i", "i"),
        'ु' | 'उ' => ("u", "u"),
        'ू' | 'ऊ' => ("u", "u"),
        'ृ' => ("Ri", "ri"),
        'े' | 'ए' | 'ॅ' | 'ॲ' => ("e", "e"),
        'ै' | 'ऐ' => ("e", "ai"),
        'ो' | 'ओ' | 'ॉ' | 'ऑ' => ("o", "o"),
        'ौ' | 'औ' => ("o", "au"),
        _ => ("", ""),
    }
}

/// A Devanagari name in plain Latin letters, each word with a capital: राम किशन → `Ram Kishan`. Latin text and figures
/// stay as they are. Readable, not reversible.
#[must_use]
pub fn to_latin(name: &str) -> String {
    let clean = text::clean(name);
    let mut out = String::with_capacity(clean.len());
    for word in clean.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        if text::has_devanagari(word) { latin_word(word, &mut out) } else { out.push_str(word) }
    }
    out
}

fn latin_word(word: &str, out: &mut String) {
    if word == "सिंह" {
        return out.push_str("Singh");
    }
    let word = word.replace("ज्ञ", "ग्य").replace('ऋ', "रि");
    let mut latin = String::new();
    let parts = syllables(&word);
    for (i, s) in parts.iter().enumerate() {
        for (k, c) in s.onset.iter().enumerate() {
            let doubled_aspirate = s
                .onset
                .get(k + 1)
                .is_some_and(|n| consonant(*n).1.starts_with(consonant(*c).1) && consonant(*n).1.len() > 1);
            latin.push_str(if doubled_aspirate { &consonant(*c).1[..1] } else { consonant(*c).1 });
        }
        latin.push_str(s.vowel.map_or("", |v| vowel(v).1));
        if s.nasal {
            let labial = parts.get(i + 1).and_then(|n| n.onset.first()).is_some_and(|c| matches!(c, 'प'..='म'));
            latin.push(if labial { 'm' } else { 'n' });
        }
    }
    for c in word.chars() {
        // figures and points that stand in the word
        if c.is_ascii_digit() || matches!(c, '.' | '-' | '/') {
            latin.push(c);
        } else if let Some(d) = text::digit(c) {
            latin.push(char::from(b'0' + d));
        }
    }
    let mut letters = latin.chars();
    if let Some(first) = letters.next() {
        out.extend(first.to_uppercase());
        out.push_str(letters.as_str());
    }
}
