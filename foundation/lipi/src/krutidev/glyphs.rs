//! The glyphs of Kruti Dev 010 (and DevLys 010, which has the same keys), one line each.
//!
//! The font draws Hindi over Latin codes of Windows-1252. The table says what each code draws; the order of
//! writing is the business of [`super::forward`].

/// What one code draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    /// Not a glyph of the font that we know.
    Unknown,
    /// A letter or cluster with its inherent vowel.
    Full(&'static str),
    /// A letter or cluster without its stem; ends in virama, `k` completes it.
    Half(&'static str),
    /// A letter drawn together with a vowel sign.
    FullSign(&'static str, Sign),
    /// An independent vowel.
    Vowel(char),
    /// A vowel sign that stands where it is spoken; with what is drawn along with it.
    Sign(Sign, Extra),
    /// The sign ि, written before its consonant.
    Before(Extra),
    /// र् above the syllable.
    Reph { bindu: bool },
    /// A letter hanging below or joined after: `्र`, `्य`.
    Below(&'static str),
    /// ं
    Bindu,
    /// ँ
    Moon,
    /// ः, or a colon.
    Visarga,
    /// ्
    Virama,
    /// ़
    Nukta,
    /// `'` or `"` turned round by office software: श् or ष्, or a real quotation mark.
    Curly(char),
    /// Punctuation, digits: text that ends a syllable.
    Text(&'static str),
    /// The same character.
    Same,
    /// Draws nothing.
    Nothing,
}

/// What a vowel sign carries with it in the same glyph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extra {
    pub reph: bool,
    pub bindu: bool,
}

/// A dependent vowel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sign {
    #[default]
    None,
    Aa,
    I,
    Ii,
    U,
    Uu,
    Ri,
    E,
    Ai,
    O,
    Au,
    CandraE,
    CandraO,
}

impl Sign {
    /// The Unicode sign; empty for none.
    pub fn text(self) -> &'static str {
        match self {
            Sign::None => "",
            Sign::Aa => "ा",
            Sign::I => "ि",
            Sign::Ii => "ी",
            Sign::U => "ु",
            Sign::Uu => "ू",
            Sign::Ri => "ृ",
            Sign::E => "े",
            Sign::Ai => "ै",
            Sign::O => "ो",
            Sign::Au => "ौ",
            Sign::CandraE => "ॅ",
            Sign::CandraO => "ॉ",
        }
    }

    /// Two strokes of one sign, in any order; `None` where they are two different signs.
    pub fn join(self, other: Sign) -> Option<Sign> {
        use Sign::{Aa, Ai, Au, CandraE, CandraO, E, None as Nil, O};
        Some(match (self, other) {
            (a, b) if a == b => a,
            (Nil, s) | (s, Nil) => s,
            (Aa | O, E) | (E, Aa) | (O, Aa) => O,
            (Aa | O | Au, Ai) | (Ai, Aa) | (Au, Aa | E | O) | (O, Au) => Au,
            (Aa | CandraO, CandraE) | (CandraE, Aa) | (CandraO, Aa) | (Aa, CandraO) => CandraO,
            (Aa, O) | (E, O) => O,
            (Aa | E | Ai, Au) => Au,
            (E, Ai) | (Ai, E) => Ai,
            _ => return Option::None,
        })
    }
}

const PLAIN: Extra = Extra { reph: false, bindu: false };
const BINDU: Extra = Extra { reph: false, bindu: true };
const REPH: Extra = Extra { reph: true, bindu: false };
const BOTH: Extra = Extra { reph: true, bindu: true };

use Glyph::{
    Before, Below, Bindu, Curly, Full, FullSign, Half, Moon, Nothing, Nukta, Reph, Same, Sign as S, Text, Unknown,
    Virama, Visarga, Vowel,
};

/// Every code of the font that is known, by the character that Windows-1252 shows for it.
#[rustfmt::skip]
const GLYPHS: &[(char, Glyph)] = &[
    // whole letters
    ('d', Full("क")), ('x', Full("ग")), ('p', Full("च")), ('N', Full("छ")), ('t', Full("ज")), ('>', Full("झ")),
    ('V', Full("ट")), ('B', Full("ठ")), ('M', Full("ड")), ('<', Full("ढ")), ('r', Full("त")), ('n', Full("द")),
    ('u', Full("न")), ('i', Full("प")), ('Q', Full("फ")), ('c', Full("ब")), ('e', Full("म")), (';', Full("य")),
    ('j', Full("र")), ('y', Full("ल")), ('G', Full("ळ")), ('o', Full("व")), ('l', Full("स")), ('g', Full("ह")),
    ('³', Full("ङ")), ('¥', Full("ञ")), ('Ä', Full("घ")), ('Ò', Full("भ")),
    // letters without their stem
    ('D', Half("क्")), ('[', Half("ख्")), ('X', Half("ग्")), ('?', Half("घ्")), ('P', Half("च्")), ('T', Half("ज्")),
    ('÷', Half("झ्")), ('Ö', Half("झ्")), ('.', Half("ण्")), ('R', Half("त्")), ('F', Half("थ्")), ('/', Half("ध्")),
    ('è', Half("ध्")), ('U', Half("न्")), ('I', Half("प्")), ('¶', Half("फ्")), ('C', Half("ब्")), ('H', Half("भ्")),
    ('E', Half("म्")), ('¸', Half("य्")), ('Y', Half("ल्")), ('O', Half("व्")), ('\'', Half("श्")), ('Ü', Half("श्")),
    ('"', Half("ष्")), ('L', Half("स्")), ('º', Half("ह्")),
    // clusters
    ('{', Half("क्ष्")), ('=', Full("त्र")), ('«', Half("त्र्")), ('K', Full("ज्ञ")), ('J', Full("श्र")), ('|', Full("द्य")),
    ('}', Full("द्व")), (')', Full("द्ध")), ('Ù', Half("त्त्")), ('Ÿ', Half("त्त्")), ('ä', Full("क्त")), ('ô', Full("क्क")),
    ('é', Full("न्न")), ('™', Half("न्न्")), ('í', Full("द्द")), ('Ì', Full("द्द")), ('ê', Full("ट्ट")), ('Í', Full("ट्ट")),
    ('ë', Full("ट्ठ")), ('Î', Full("ट्ठ")), ('ì', Full("ड्ड")), ('Ï', Full("ड्ड")), ('ï', Full("ड्ढ")), ('Ô', Full("ड्ढ")),
    ('à', Full("ह्न")), ('á', Full("ह्य")), ('ã', Full("ह्म")), ('Ø', Full("क्र")), ('Ý', Full("फ्र")), ('æ', Full("द्र")),
    ('ç', Full("प्र")), ('Á', Full("प्र")), ('£', Full("ख्र")), ('˜', Full("द्भ")),
    // letters with a sign of their own
    ('#', FullSign("र", Sign::U)), (':', FullSign("र", Sign::Uu)), ('â', FullSign("ह", Sign::Ri)),
    ('—', FullSign("क", Sign::Ri)), ('Ñ', FullSign("क", Sign::Ri)), ('–', FullSign("द", Sign::Ri)),
    // independent vowels
    ('v', Vowel('अ')), ('b', Vowel('इ')), ('Ã', Vowel('ई')), ('m', Vowel('उ')), ('Å', Vowel('ऊ')), (',', Vowel('ए')),
    ('_', Vowel('ऋ')),
    // vowel signs
    ('k', S(Sign::Aa, PLAIN)), ('h', S(Sign::Ii, PLAIN)), ('q', S(Sign::U, PLAIN)), ('w', S(Sign::Uu, PLAIN)),
    ('`', S(Sign::Ri, PLAIN)), ('s', S(Sign::E, PLAIN)), ('¢', S(Sign::E, PLAIN)), ('S', S(Sign::Ai, PLAIN)),
    ('¨', S(Sign::O, PLAIN)), ('©', S(Sign::Au, PLAIN)), ('W', S(Sign::CandraE, PLAIN)), ('‚', S(Sign::CandraO, PLAIN)),
    ('È', S(Sign::Ii, BINDU)), ('Ê', S(Sign::Ii, REPH)), ('Ë', S(Sign::Ii, BOTH)),
    ('f', Before(PLAIN)), ('Ç', Before(BINDU)), ('Æ', Before(REPH)), ('É', Before(BOTH)),
    // marks
    ('Z', Reph { bindu: false }), ('±', Reph { bindu: true }), ('z', Below("्र")), ('ª', Below("्र")), ('î', Below("्य")),
    ('Ó', Below("्य")), ('a', Bindu), ('¡', Moon), ('%', Visarga), ('~', Virama), ('+', Nukta),
    ('‘', Curly('‘')), ('’', Curly('’')), ('“', Curly('“')), ('”', Curly('”')),
    // punctuation and figures
    ('A', Text("।")), ('&', Text("-")), ('-', Text(".")), (']', Text(",")), ('@', Text("/")), ('(', Text(";")),
    ('\\', Text("?")), ('!', Text("!")), ('^', Text("‘")), ('*', Text("’")), ('Þ', Text("“")), ('ß', Text("”")),
    ('¼', Text("(")), ('½', Text(")")), ('¿', Text("{")), ('À', Text("}")), ('¾', Text("=")), ('$', Text("+")),
    ('•', Text("ऽ")), ('·', Text("ऽ")), ('Œ', Text("॰")), ('ñ', Text("॰")), ('µ', Text("-")),
    ('å', Text("०")), ('ƒ', Text("१")), ('„', Text("२")), ('…', Text("३")), ('†', Text("४")), ('‡', Text("५")),
    ('ˆ', Text("६")), ('‰', Text("७")), ('Š', Text("८")), ('‹', Text("९")),
    ('\u{a0}', Text(" ")), ('\u{ad}', Nothing),
    ('0', Same), ('1', Same), ('2', Same), ('3', Same), ('4', Same), ('5', Same), ('6', Same), ('7', Same), ('8', Same),
    ('9', Same), (' ', Same), ('\t', Same), ('\n', Same), ('\r', Same),
];

/// The characters of Windows-1252 from 0x80 to 0x9F; `\0` where it has none.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

const fn code_of(c: char) -> Option<usize> {
    let code = c as u32 as usize;
    if code < 256 {
        return Some(code); // Latin-1 controls 0x80-0x9F are the same codes, decoded by another table
    }
    let mut i = 0;
    while i < HIGH.len() {
        if HIGH[i] as u32 == c as u32 {
            return Some(0x80 + i);
        }
        i += 1;
    }
    None
}

static TABLE: [Glyph; 256] = {
    let mut table = [Unknown; 256];
    let mut i = 0;
    while i < GLYPHS.len() {
        match code_of(GLYPHS[i].0) {
            Some(code) => table[code] = GLYPHS[i].1,
            None => panic!("a glyph outside Windows-1252"),
        }
        i += 1;
    }
    table
};

/// What a character draws in Kruti Dev; characters no Latin codepage has stay what they are.
pub(super) fn glyph(c: char) -> Glyph {
    let code = c as usize;
    if code < 256 {
        return TABLE[code];
    }
    match c {
        '\u{200b}'..='\u{200d}' | '\u{feff}' => Nothing,
        '\u{2010}'..='\u{203a}' | '\u{152}'..='\u{192}' | '\u{2c6}' | '\u{2dc}' | '€' | '™' => {
            code_of(c).map_or(Same, |code| TABLE[code])
        }
        // the macron and breve that some tables give for codes of the font
        '∙' => Text("ऽ"),
        _ => Same,
    }
}

/// The table as it is written, for the way back.
pub(super) fn all() -> &'static [(char, Glyph)] {
    GLYPHS
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_code_is_given_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (c, _) in super::all() {
            assert!(seen.insert(c), "{c} is in the table twice");
        }
    }
}
