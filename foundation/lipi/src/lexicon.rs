//! Words the field uses: enough to tell Hindi from legacy code and श from ष. Files in `words/`, one writer, no source.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const FILES: [&str; 5] = [
    include_str!("../words/office.txt"),
    include_str!("../words/common.txt"),
    include_str!("../words/names.txt"),
    include_str!("../words/places.txt"),
    include_str!("../words/roots.txt"),
];

const ENGLISH: &str = include_str!("../words/english.txt");

fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| FILES[..4].iter().flat_map(|f| entries(f)).collect());

static ENGLISH_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| entries(ENGLISH).collect());

/// Roots of three letters and more; words of four and more.
static ROOTS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let of = |file: &'static str, least: usize| {
        entries(file)
            .filter(|w| w.contains(['श', 'ष']))
            .map(|w| w.chars().collect::<Vec<char>>())
            .filter(move |w| w.len() >= least)
    };
    let mut roots: Vec<Vec<char>> = FILES[..4].iter().flat_map(|f| of(f, 4)).chain(of(FILES[4], 3)).collect();
    roots.sort();
    roots.dedup();
    roots
});

/// A Hindi word of the list, as spelt there (NFC, nukta apart).
pub(crate) fn has(word: &str) -> bool {
    WORDS.contains(word)
}

/// An English word or abbreviation of the list, lower case.
pub(crate) fn has_english(word: &str) -> bool {
    ENGLISH_WORDS.contains(word)
}

/// Words and roots that hold श or ष.
pub(crate) fn sibilant_roots() -> &'static [Vec<char>] {
    &ROOTS
}

/// True when a word of the list of at least three letters begins this word: चौड़ा in चौड़ाई.
pub(crate) fn has_stem(word: &str) -> bool {
    let ends: Vec<usize> = word.char_indices().map(|(i, _)| i).skip(3).take(12).collect();
    ends.iter().any(|&end| WORDS.contains(&word[..end]))
}
