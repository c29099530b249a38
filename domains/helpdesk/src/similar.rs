//! What is alike: words compared by sound, so that Hindi and Latin letters meet, and what the program knew of itself.

use crate::terms::{Category, Diagnostics};
use std::collections::BTreeSet;

/// Fewest letters of a word's key: shorter ones are particles.
const SHORTEST: usize = 3;
/// Fewest points of something alike: two words, or one word of one cause with the same signs.
const ALIKE: u32 = 4;

/// What is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    words: BTreeSet<String>,
    signs: BTreeSet<String>,
    category: Option<Category>,
}

impl Likeness {
    /// Of words and a cause.
    #[must_use]
    pub fn of(category: Option<Category>, texts: &[&str]) -> Likeness {
        let keys = texts.iter().flat_map(|t| t.split(|c: char| !c.is_alphanumeric() && !is_mark(c)));
        let keys = keys.filter(|w| !w.is_empty()).map(|w| lipi::name::key(w).0);
        let words = keys.filter(|k| k.chars().count() >= SHORTEST).collect();
        Likeness { words, signs: BTreeSet::new(), category }
    }

    /// The same, with what the program knew of itself.
    #[must_use]
    pub fn with(mut self, d: &Diagnostics) -> Likeness {
        self.signs.extend(d.refusals.iter().map(u16::to_string));
        self.signs.extend(d.blockers.iter().cloned());
        self
    }

    /// How alike: two points for a word both have, two for a sign, one for the cause.
    #[must_use]
    pub fn points(&self, other: &Likeness) -> u32 {
        let shared = |a: &BTreeSet<String>, b: &BTreeSet<String>| u32::try_from(a.intersection(b).count()).unwrap_or(0);
        let cause = self.category.is_some() && self.category == other.category;
        2 * shared(&self.words, &other.words) + 2 * shared(&self.signs, &other.signs) + u32::from(cause)
    }
}

/// Signs above and below letters of Devanagari belong to the word.
fn is_mark(c: char) -> bool {
    ('\u{900}'..='\u{903}').contains(&c)
        || ('\u{93a}'..='\u{94f}').contains(&c)
        || ('\u{200c}'..='\u{200d}').contains(&c)
}

/// Those most alike, best first, at most `most`; of equals the first given.
pub fn nearest<T>(to: &Likeness, all: impl IntoIterator<Item = (T, Likeness)>, most: usize) -> Vec<T> {
    let mut found: Vec<(u32, T)> =
        all.into_iter().map(|(thing, l)| (to.points(&l), thing)).filter(|(points, _)| *points >= ALIKE).collect();
    found.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    found.into_iter().take(most).map(|(_, thing)| thing).collect()
}

/// Articles or problems that hold every word that was typed, in either script; all where nothing was typed.
#[must_use]
pub fn holds(typed: &str, texts: &[&str]) -> bool {
    let all = Likeness::of(None, texts);
    Likeness::of(None, &[typed]).words.is_subset(&all.words)
}
