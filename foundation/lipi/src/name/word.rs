//! One word of a name, for an index of many: likeness in whole thousandths, so that whoever counts with it needs no float.

use super::sounds::{self, Probe, Row, Sketch};

/// A word of a name as it sounds, in either script. Two spellings that sound the same have the same [`Word::sounds`].
#[derive(Clone, Debug, Default)]
pub struct Word(Row);

impl Word {
    /// The words of a name, titles (श्री, Smt, Late) left out.
    #[must_use]
    pub fn all(name: &str) -> Vec<Word> {
        super::words(name).iter().map(|w| Word(Row::new(w))).collect()
    }

    /// Two words spoken as one: राम किशन, Ramkishan.
    #[must_use]
    pub fn joined(&self, next: &Word) -> Word {
        Word(Row::new(&sounds::tidy([self.sounds(), next.sounds()].concat())))
    }

    /// Codes of its sounds; equal for words that sound the same.
    #[must_use]
    pub fn sounds(&self) -> &[u8] {
        self.0.sounds()
    }

    /// For a quick look whether comparing is worth while.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        self.0.sketch
    }

    /// Makes ready to be compared quickly with many sketches.
    #[must_use]
    pub fn probe(&self) -> Probe {
        self.0.sketch.probe()
    }

    /// How alike two words sound, in thousandths; 1000 for the same sounds. `None` below `at_least` thousandths.
    #[must_use]
    pub fn likeness(&self, other: &Word, at_least: u16) -> Option<u16> {
        let found = sounds::likeness(&self.0, &other.0, f32::from(at_least) / 1000.0)?;
        Some((found * 1000.0).round() as u16)
    }

    /// True where the word begins with the sounds of `start`, as a person who has not finished typing writes it.
    #[must_use]
    pub fn begins_with(&self, start: &Word) -> bool {
        self.sounds().starts_with(start.sounds())
    }
}

impl Probe {
    /// [`Probe::may_reach`] in thousandths.
    #[must_use]
    pub fn may_reach_thousandths(&self, other: &Sketch, at_least: u16) -> bool {
        self.may_reach(other, f32::from(at_least) / 1000.0)
    }
}
