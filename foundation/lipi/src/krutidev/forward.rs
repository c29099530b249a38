//! Code → Unicode, one syllable at a time.

use super::glyphs::{Extra, Glyph, Sign, glyph};
use super::{Doubt, Why, sibilant};
use crate::lexicon;
use std::str::Chars;

/// Reads `code` to its end, appending to `out`.
pub(super) fn convert(code: &str, out: &mut String, doubts: Option<&mut Vec<Doubt>>) {
    let start = out.len();
    let mut machine = Machine {
        out,
        start,
        word: start,
        base: Base::Nothing,
        open: Open::No,
        before: false,
        sign: Sign::None,
        reph: false,
        nasal: "",
        curly: Vec::new(),
        rest: code.chars(),
        doubts,
    };
    machine.run();
}

/// What the syllable stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Nothing,
    /// A cluster, already written at the end of `out` from `start`.
    Cluster,
    /// An independent vowel, not yet written.
    Vowel(char),
}

/// Whether the cluster waits for more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    No,
    /// Ends in virama.
    Half,
    /// Half letter with ्र below it: a stem `k` completes it, anything else finds it complete.
    Soft,
}

struct Machine<'a> {
    out: &'a mut String,
    /// Where the syllable begins in `out`.
    start: usize,
    /// Where the word begins in `out`.
    word: usize,
    base: Base,
    open: Open,
    /// ि was written before the consonant that is to come, or has come.
    before: bool,
    sign: Sign,
    reph: bool,
    nasal: &'static str,
    /// Places in `out` of letters of this word that may be श or ष.
    curly: Vec<(usize, char)>,
    /// Code not yet read.
    rest: Chars<'a>,
    doubts: Option<&'a mut Vec<Doubt>>,
}

impl Machine<'_> {
    fn run(&mut self) {
        let mut last = '\0';
        let mut in_figures = true; // since the last blank or mark there were only figures
        while let Some(c) = self.rest.next() {
            let joint = in_figures && last.is_ascii_digit() && matches!(c, '.' | '/' | ',' | ':');
            last = c;
            if joint && self.peek().is_some_and(|n| n.is_ascii_digit()) {
                self.text(c);
                continue;
            }
            let glyph = glyph(c);
            in_figures = matches!(glyph, Glyph::Same | Glyph::Text(_)) && (in_figures || !c.is_ascii_digit());
            self.step(c, glyph);
        }
        self.end_word();
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    /// A character that ends word and syllable.
    fn text(&mut self, c: char) {
        self.end_word();
        self.out.push(c);
        self.word = self.out.len();
    }

    /// Takes one glyph.
    fn step(&mut self, c: char, glyph: Glyph) {
        match glyph {
            Glyph::Full(text) => self.letter(text, Open::No),
            Glyph::Half(text) => self.letter(text, Open::Half),
            Glyph::FullSign(text, sign) => {
                self.letter(text, Open::No);
                self.put_sign(sign, c);
            }
            Glyph::Vowel(vowel) => {
                self.end_syllable();
                self.base = Base::Vowel(vowel);
            }
            Glyph::Sign(Sign::Aa, _) if self.open != Open::No => self.stem(),
            // one code, two fonts' habits: before a stem it is half ध
            Glyph::Sign(Sign::Ii, Extra { reph: true, bindu: true }) if self.peek() == Some('k') => {
                self.letter("ध्", Open::Half);
            }
            Glyph::Sign(sign, extra) => {
                self.put_sign(sign, c);
                self.extra(extra);
            }
            Glyph::Before(extra) => {
                if self.open != Open::Half || self.sign != Sign::None || self.before {
                    self.end_syllable();
                }
                self.before = true;
                self.extra(extra);
            }
            Glyph::Reph { bindu } => self.put_reph(bindu, c),
            Glyph::Below(text) => self.below(text, c),
            Glyph::Bindu => self.put_nasal("ं", c),
            Glyph::Moon => self.put_nasal("ँ", c),
            Glyph::Visarga => self.visarga(),
            Glyph::Virama => self.virama(c),
            Glyph::Nukta => self.nukta(),
            Glyph::Curly(mark) => self.curly(mark),
            Glyph::Text(text) => {
                self.end_word();
                self.out.push_str(text);
                self.word = self.out.len();
            }
            Glyph::Same => self.text(c),
            Glyph::Nothing => {}
            Glyph::Unknown => {
                self.text(c);
                self.doubt(c, Why::UnknownGlyph);
            }
        }
    }

    /// A letter or cluster: joins an open cluster or a waiting ि, else begins a syllable.
    fn letter(&mut self, text: &str, open: Open) {
        let waiting = self.before && self.base == Base::Nothing;
        if self.open != Open::Half && !waiting {
            self.end_syllable();
        }
        if self.base == Base::Nothing {
            self.start = self.out.len();
        }
        self.out.push_str(text);
        self.base = Base::Cluster;
        self.open = open;
    }

    /// The stem that completes a half letter.
    fn stem(&mut self) {
        if self.open == Open::Half {
            self.out.truncate(self.out.len() - VIRAMA.len());
        }
        self.open = Open::No;
    }

    fn put_sign(&mut self, sign: Sign, c: char) {
        if self.base == Base::Nothing && !self.before {
            return self.stray(sign.text(), c);
        }
        let held = if self.before { Sign::I } else { self.sign };
        match held.join(sign) {
            Some(joined) if !self.before => self.sign = joined,
            Some(_) => {}
            None => {
                self.doubt(c, Why::TwoSigns);
                self.end_syllable();
                self.out.push_str(sign.text());
            }
        }
    }

    fn extra(&mut self, extra: Extra) {
        self.reph |= extra.reph;
        if extra.bindu {
            self.nasal = "ं";
        }
    }

    fn put_reph(&mut self, bindu: bool, c: char) {
        match self.base {
            Base::Nothing if !self.before => return self.stray("र्", c),
            Base::Vowel('इ' | 'ई') => self.base = Base::Vowel('ई'),
            Base::Vowel(_) => {
                // र् cannot stand on a vowel: it was struck one syllable early
                self.end_syllable();
                self.letter("र्", Open::Half);
            }
            _ => self.reph = true,
        }
        self.extra(Extra { reph: false, bindu });
    }

    fn below(&mut self, text: &'static str, c: char) {
        if self.base != Base::Cluster {
            return self.stray(text, c);
        }
        if self.open == Open::Half {
            self.out.push_str(&text[VIRAMA.len()..]);
            // ह् has no stem to be completed with
            self.open = if self.out.ends_with("ह्र") { Open::No } else { Open::Soft };
        } else if !self.out.ends_with(text) {
            self.out.push_str(text);
        }
    }

    fn put_nasal(&mut self, mark: &'static str, c: char) {
        if self.base == Base::Nothing && !self.before {
            return self.stray(mark, c);
        }
        self.nasal = mark;
    }

    fn virama(&mut self, c: char) {
        if self.base != Base::Cluster || self.sign != Sign::None {
            return self.stray(VIRAMA, c);
        }
        if self.open != Open::Half {
            self.out.push_str(VIRAMA);
            self.open = Open::Half;
        }
    }

    fn nukta(&mut self) {
        if self.base != Base::Cluster {
            self.end_word();
            self.out.push('+');
            return;
        }
        let half = self.open == Open::Half;
        if half {
            self.out.truncate(self.out.len() - VIRAMA.len());
        }
        // NFC composes these three, and no others
        let composed = [("न", "ऩ"), ("र", "ऱ"), ("ळ", "ऴ")];
        if let Some((plain, dotted)) = composed.into_iter().find(|(plain, _)| self.out.ends_with(plain)) {
            self.out.truncate(self.out.len() - plain.len());
            self.out.push_str(dotted);
        } else if !self.out.ends_with(['़', 'ऩ', 'ऱ', 'ऴ']) {
            self.out.push('़');
        }
        if half {
            self.out.push_str(VIRAMA);
        }
    }

    /// ः after a syllable, a colon elsewhere; `%&` is `:-`.
    fn visarga(&mut self) {
        let on_letter = self.base != Base::Nothing;
        self.end_syllable();
        let next = self.peek();
        if next == Some('&') {
            self.rest.next();
            self.text(':');
            return self.text('-');
        }
        if !on_letter {
            return self.text(':');
        }
        if !next.is_some_and(is_letter) {
            self.settle_curly();
            let word = &self.out[self.word..];
            if !lexicon::has(&format!("{word}ः")) {
                if lexicon::has(word) {
                    return self.text(':');
                }
                self.doubt('%', Why::VisargaOrColon);
            }
        }
        self.out.push('ः');
    }

    /// A turned quotation mark: a sibilant when letters follow, a mark otherwise.
    fn curly(&mut self, mark: char) {
        if self.peek().is_some_and(|n| is_letter(n) && !matches!(glyph(n), Glyph::Curly(_))) {
            self.letter("श्", Open::Half);
            let hint = match mark {
                '‘' | '’' => 'श',
                _ => 'ष',
            };
            self.curly.push((self.out.len() - "श्".len(), hint));
        } else {
            self.text(mark);
        }
    }

    /// A sign without a letter under it stays where it is, and says so.
    fn stray(&mut self, text: &str, c: char) {
        self.end_syllable();
        self.out.push_str(text);
        self.doubt(c, Why::StraySign);
    }

    fn end_syllable(&mut self) {
        match self.base {
            Base::Cluster => {
                if self.reph {
                    self.out.insert_str(self.start, "र्");
                    let start = self.start;
                    self.curly.iter_mut().rev().take_while(|(at, _)| *at >= start).for_each(|(at, _)| *at += "र्".len());
                }
                let sign = if self.before { Sign::I } else { self.sign };
                if sign != Sign::None {
                    self.out.push_str(sign.text());
                }
            }
            Base::Vowel(vowel) => self.vowel(vowel),
            Base::Nothing if self.before => {
                if self.reph {
                    self.out.push_str("र्");
                }
                self.out.push('ि');
                self.doubt('f', Why::StraySign);
            }
            Base::Nothing => return,
        }
        if !self.nasal.is_empty() {
            self.out.push_str(self.nasal);
            self.nasal = "";
        }
        self.base = Base::Nothing;
        self.open = Open::No;
        self.before = false;
        self.sign = Sign::None;
        self.reph = false;
    }

    fn vowel(&mut self, vowel: char) {
        let sign = if self.before { Sign::I } else { self.sign };
        let joined = match (vowel, sign) {
            (v, Sign::None) => Some(v),
            ('अ', Sign::Aa) => Some('आ'),
            ('अ', Sign::O) => Some('ओ'),
            ('अ', Sign::Au) => Some('औ'),
            ('अ', Sign::CandraO) => Some('ऑ'),
            ('अ', Sign::CandraE) => Some('ॲ'),
            ('अ', Sign::E) => Some('ए'),
            ('अ' | 'ए', Sign::Ai) | ('ए', Sign::E) => Some('ऐ'),
            ('उ', Sign::Uu) => Some('ऊ'),
            _ => None,
        };
        match joined {
            Some(v) => self.out.push(v),
            None => {
                self.out.push(vowel);
                self.out.push_str(sign.text());
                self.doubt(vowel, Why::TwoSigns);
            }
        }
    }

    fn end_word(&mut self) {
        self.end_syllable();
        self.settle_curly();
        self.word = self.out.len();
    }

    fn settle_curly(&mut self) {
        if self.curly.is_empty() {
            return;
        }
        let word = self.word;
        let places: Vec<_> = self.curly.drain(..).map(|(at, hint)| (at - word, hint)).collect();
        let (word, sure) = sibilant::decide(&self.out[self.word..], &places);
        self.out.truncate(self.word);
        self.out.push_str(&word);
        if !sure && let Some(doubts) = &mut self.doubts {
            doubts.push(Doubt { from: "’".to_owned(), to: word, why: Why::Sibilant });
        }
    }

    fn doubt(&mut self, c: char, why: Why) {
        if let Some(doubts) = &mut self.doubts {
            let at = self.out.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
            doubts.push(Doubt { from: c.to_string(), to: self.out[at..].to_owned(), why });
        }
    }
}

/// The code draws a letter or a part of one.
fn is_letter(c: char) -> bool {
    !matches!(glyph(c), Glyph::Text(_) | Glyph::Same | Glyph::Unknown)
}

const VIRAMA: &str = "्";
