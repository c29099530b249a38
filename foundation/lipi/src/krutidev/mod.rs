//! Kruti Dev 010 and DevLys 010 to Unicode and back.
//!
//! The fonts draw Hindi over Latin codes, in the order in which the pen moves: ि before its consonant, र् after the
//! syllable it begins. Typists add habits of their own. [`to_unicode`] gathers one syllable at a time and writes it in
//! Unicode's order, so the order of keys hardly matters and the time is linear.

mod back;
mod forward;
mod glyphs;
mod sibilant;

pub use back::from_unicode;
pub(crate) use back::is_consonant;
pub(crate) use sibilant::retroflex_doubted;

/// A text as read, with what is doubtful about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The text in Unicode, NFC.
    pub text: String,
    /// True when nothing is doubtful.
    pub sure: bool,
    /// Places that deserve a look.
    pub doubts: Vec<Doubt>,
}

impl Reading {
    /// A text that needed no reading.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Reading {
        Reading { text: text.into(), sure: true, doubts: Vec::new() }
    }
}

/// One doubtful place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What stood there.
    pub from: String,
    /// How it was read.
    pub to: String,
    /// Why it is doubtful.
    pub why: Why,
}

/// Why a place is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A code the font has no known glyph for; kept as it is.
    UnknownGlyph,
    /// A turned quotation mark read as श or ष, and no known word agrees.
    Sibilant,
    /// Two different vowel signs on one syllable.
    TwoSigns,
    /// A sign with no letter to stand on.
    StraySign,
    /// ः at the end of an unknown word: it may be a colon.
    VisargaOrColon,
    /// Latin letters that may be English or legacy code.
    Script,
    /// A careless earlier conversion was put right by rule.
    Repaired,
}

/// Reads Kruti Dev 010 code (characters as Windows-1252 or Latin-1 shows them). Digits stay. Never fails: unknown codes
/// stay and are reported. Time is linear in the input.
#[must_use]
pub fn to_unicode(code: &str) -> Reading {
    let mut text = String::with_capacity(code.len() * 3);
    let mut doubts = Vec::new();
    forward::convert(code, &mut text, Some(&mut doubts));
    Reading { text, sure: doubts.is_empty(), doubts }
}

/// Like [`to_unicode`], appending to `out` and keeping no doubts: for columns of millions of cells.
pub fn to_unicode_into(code: &str, out: &mut String) {
    forward::convert(code, out, None);
}
