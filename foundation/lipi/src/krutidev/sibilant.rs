//! श or ष, where office software has turned `'` and `"` into curly quotation marks.
//!
//! A curly mark is ambiguous: the keys are `'` for श and `"` for ष, but the font itself draws ष at the codes of the
//! single curly marks, and every public converter reads ष there. What the mark was turned from is the better guess;
//! only a known word decides against it. Damaged Unicode is looked at by words and roots alone.

use crate::lexicon;

/// A word longer than any of the list is no word; and so the time stays linear.
const LONGEST: usize = 64;

/// Decides the letters at `places`: byte offset of a sibilant in `word`, and the letter its mark was turned from. True
/// when the list agrees with every mark.
pub(super) fn decide(word: &str, places: &[(usize, char)]) -> (String, bool) {
    let mut chars: Vec<char> = Vec::with_capacity(word.len() / 3);
    let mut open: Vec<(usize, char)> = Vec::with_capacity(places.len());
    let mut waiting = places.iter().peekable();
    for (i, (byte, c)) in word.char_indices().enumerate() {
        let hint = waiting.next_if(|(at, _)| *at == byte).map(|(_, hint)| *hint);
        open.extend(hint.map(|hint| (i, hint)));
        chars.push(hint.unwrap_or(c));
    }
    if chars.len() > LONGEST {
        return (chars.into_iter().collect(), false);
    }
    if let Some(known) = known_word(&chars, &open) {
        let agrees = known == chars;
        return (known.into_iter().collect(), agrees);
    }
    let agrees = open.iter().all(|(i, hint)| root(&chars, &open, *i, *hint) == Some(*hint));
    (chars.into_iter().collect(), agrees)
}

/// A word of damaged Unicode in which each ष may have been श: changed only where a known word or root says so.
pub(crate) fn retroflex_doubted(word: &str) -> String {
    let mut chars: Vec<char> = word.chars().collect();
    let open: Vec<(usize, char)> = (0..chars.len()).filter(|i| chars[*i] == 'ष').map(|i| (i, 'ष')).collect();
    if chars.len() > LONGEST {
        return word.to_owned();
    }
    if let Some(known) = known_word(&chars, &open) {
        return known.into_iter().collect();
    }
    let letters: Vec<Option<char>> = open.iter().map(|(i, _)| root(&chars, &open, *i, 'ष')).collect();
    for ((i, _), letter) in open.iter().zip(letters) {
        chars[*i] = letter.unwrap_or('ष');
    }
    chars.into_iter().collect()
}

/// The word of the list with any letters at the open places; the hinted letters first.
fn known_word(chars: &[char], open: &[(usize, char)]) -> Option<Vec<char>> {
    if open.len() > 4 {
        return None;
    }
    let mut candidate = chars.to_vec();
    for mask in 0..1_u32 << open.len() {
        for (bit, (i, hint)) in open.iter().enumerate() {
            let first = *hint;
            let other = if first == 'श' { 'ष' } else { 'श' };
            candidate[*i] = if mask >> bit & 1 == 0 { first } else { other };
        }
        if lexicon::has(&candidate.iter().collect::<String>()) {
            return Some(candidate);
        }
    }
    None
}

/// The letter that the longest known root covering `i` has there.
/// `first` wins where two of one length disagree.
fn root(word: &[char], open: &[(usize, char)], i: usize, first: char) -> Option<char> {
    let is_open = |at: usize| open.iter().any(|(o, _)| *o == at);
    let mut best: Option<(usize, char)> = None;
    for entry in lexicon::sibilant_roots() {
        if best.is_some_and(|(len, letter)| len > entry.len() || (len == entry.len() && letter == first)) {
            continue;
        }
        for (at, letter) in entry.iter().enumerate() {
            if !matches!(letter, 'श' | 'ष') || at > i || i - at + entry.len() > word.len() {
                continue;
            }
            let from = i - at;
            let fits = entry
                .iter()
                .enumerate()
                .all(|(k, &e)| if is_open(from + k) { matches!(e, 'श' | 'ष') } else { e == word[from + k] });
            if fits {
                best = Some((entry.len(), *letter));
            }
        }
    }
    best.map(|(_, letter)| letter)
}
