//! श or ष, where office software has turned both `'` and `"` into the same quotation mark.
//!
//! A list of words decides; then the roots that are written with ष; then spelling: ष before ट ठ ण, after ऋ-vowels,
//! before क प फ म after इ उ; श everywhere else.

use crate::lexicon;

/// Decides the letters at `places` (byte offsets of a श in `word`); true when a known word decided.
pub(super) fn decide(word: &str, places: &[usize]) -> (String, bool) {
    let mut bytes: Vec<(usize, char)> = word.char_indices().collect();
    let open: Vec<usize> = (0..bytes.len()).filter(|&i| places.contains(&bytes[i].0)).collect();
    if open.len() <= 4 {
        for mask in 0..1u32 << open.len() {
            for (bit, &i) in open.iter().enumerate() {
                bytes[i].1 = if mask >> bit & 1 == 1 { 'ष' } else { 'श' };
            }
            let candidate: String = bytes.iter().map(|b| b.1).collect();
            if lexicon::has(&candidate) {
                return (candidate, true);
            }
        }
    }
    let chars: Vec<char> = bytes.iter().map(|b| b.1).collect();
    let mut decided = chars.clone();
    let mut sure = true;
    for &i in &open {
        let by_root = root(&chars, &open, i);
        sure &= by_root.is_some();
        decided[i] = by_root.unwrap_or_else(|| by_spelling(&chars, i));
    }
    (decided.into_iter().collect(), sure)
}

/// The longest root or word that covers the letter at `i`, by the letter it has there.
fn root(word: &[char], open: &[usize], i: usize) -> Option<char> {
    let mut best: Option<(usize, char)> = None;
    for entry in lexicon::sibilant_roots() {
        if best.is_some_and(|(len, _)| len >= entry.len()) {
            continue;
        }
        for (at, letter) in entry.iter().enumerate() {
            if !matches!(letter, 'श' | 'ष') || at > i || i - at + entry.len() > word.len() {
                continue;
            }
            let from = i - at;
            let fits = entry.iter().enumerate().all(|(k, &e)| {
                let w = word[from + k];
                if open.contains(&(from + k)) { matches!(e, 'श' | 'ष') } else { e == w }
            });
            if fits {
                best = Some((entry.len(), *letter));
            }
        }
    }
    best.map(|(_, letter)| letter)
}

fn by_spelling(word: &[char], i: usize) -> char {
    let before = i.checked_sub(1).map(|k| word[k]);
    let joined = (word.get(i + 1) == Some(&'्')).then(|| word.get(i + 2).copied()).flatten();
    let after_iu = matches!(before, Some('ि' | 'ु' | 'ू' | 'इ' | 'उ' | 'ऊ' | 'ा')) && i > 0;
    match joined {
        Some('ट' | 'ठ' | 'ण') => 'ष',
        Some('क' | 'प' | 'फ') if after_iu || matches!(before, Some('ॉ')) => 'ष',
        Some('म') if matches!(before, Some('ी' | 'ू' | 'ु')) => 'ष',
        _ if matches!(before, Some('ृ' | 'ऋ')) => 'ष',
        _ if before == Some('्') && i >= 2 && word[i - 2] == 'क' => 'ष',
        _ => 'श',
    }
}
