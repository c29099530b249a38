//! Unicode Hindi that an earlier, careless conversion left damaged.

use crate::krutidev::{Doubt, Reading, Why, is_consonant};
use crate::{lexicon, text};
use std::borrow::Cow;

/// Puts right what cannot be meant: `नरेश्‍ा` → नरेश, `मंे` → में, `शक्‍ित` → शक्ति, `सेामती` → सोमती, doubled signs, चै for चौ and
/// ष for श where only that makes a known word. Each change is a doubt of the kind [`Why::Repaired`].
#[must_use]
pub fn repair(cell: &str) -> Reading {
    let clean = text::clean(cell);
    let mut out = Reading { text: String::with_capacity(clean.len()), sure: true, doubts: Vec::new() };
    for (i, word) in clean.split(' ').enumerate() {
        if i > 0 {
            out.text.push(' ');
        }
        let fixed = if text::has_devanagari(word) { word_repaired(word) } else { word.to_owned() };
        if fixed != word {
            out.sure = false;
            out.doubts.push(Doubt { from: word.to_owned(), to: fixed.clone(), why: Why::Repaired });
        }
        out.text.push_str(&fixed);
    }
    out
}

/// Like [`repair`], but only what cannot stand in Devanagari is put in order; no word is exchanged for a known one, so a
/// rare but well-formed word (शेष, संतोष) stays what it is. For text that goes on without anybody looking at it.
#[must_use]
pub fn straighten(cell: &str) -> Cow<'_, str> {
    if is_straight(cell) { Cow::Borrowed(cell) } else { Cow::Owned(straightened(cell)) }
}

fn straightened(cell: &str) -> String {
    let clean = text::clean(cell);
    let words = clean.split(' ').map(|w| if text::has_devanagari(w) { reorder(w) } else { w.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// One look that finds nothing to put in order: nearly every cell of a sheet, millions of them. Says no when in doubt.
fn is_straight(cell: &str) -> bool {
    let mut last = ' ';
    for c in cell.chars() {
        let fits = match c {
            ' ' => last != ' ',
            '!'..='~' => true,
            // a dot below only where Unicode keeps it a letter of its own
            '़' => matches!(last, 'क' | 'ख' | 'ग' | 'ज' | 'ड' | 'ढ' | 'फ'),
            '्' => is_consonant(last) || last == '़',
            _ if is_sign(c) => is_consonant(last) || last == '़',
            'ं' | 'ँ' => last != c,
            'इ' => last != '्',
            '\u{900}'..='\u{957}' | '\u{960}'..='\u{97f}' => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        last = c;
    }
    last != ' '
}

fn word_repaired(word: &str) -> String {
    let ordered = reorder(word);
    if lexicon::has(&ordered) {
        return ordered;
    }
    known_instead(&ordered).unwrap_or(ordered)
}

fn is_sign(c: char) -> bool {
    matches!(c, 'ा'..='ौ')
}

/// Signs in the order and number that Devanagari has.
fn reorder(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let last = out.last().copied();
        match c {
            // ि before its consonant: ित्रलोक
            'ि' if !last.is_some_and(|l| is_consonant(l) || l == '़' || l == '्') => {
                let end = cluster_end(&chars, at + 1);
                if end > at + 1 && last.is_none() {
                    out.extend(&chars[at + 1..end]);
                    out.push('ि');
                    at = end;
                    continue;
                }
                put_sign(&mut out, c);
            }
            // शक्‍ित: a sign on a half form belongs behind the whole cluster; श्‍ा: a stem on a half form completes it
            'ि' | 'ु' | 'ू' if last == Some('्') && (c == 'ि' || cluster_end(&chars, at + 1) > at + 1) => {
                let end = cluster_end(&chars, at + 1);
                out.extend(&chars[at + 1..end]);
                if end == at + 1 {
                    out.pop();
                }
                out.push(c);
                at = end.max(at + 1);
                continue;
            }
            'ा' if last == Some('्') => {
                out.pop();
            }
            _ if is_sign(c) && last == Some('्') => {
                out.pop();
                out.push(c);
            }
            _ if is_sign(c) => put_sign(&mut out, c),
            'ं' | 'ँ' if last == Some(c) => {}
            '़' if last == Some('़') => {}
            // डि़ → ड़ि
            '़' if last.is_some_and(is_sign) => {
                let sign = out.pop().unwrap_or(c);
                out.push('़');
                out.push(sign);
            }
            '्' if last == Some('्') => {}
            _ => out.push(c),
        }
        at += 1;
    }
    // र्इ → ई
    out.into_iter().collect::<String>().replace("र्इ", "ई")
}

/// Where the cluster that begins at `from` ends; `from` when there is none.
fn cluster_end(chars: &[char], from: usize) -> usize {
    let mut end = from;
    while end < chars.len() && is_consonant(chars[end]) {
        end += 1;
        if chars.get(end) == Some(&'़') {
            end += 1;
        }
        if chars.get(end) == Some(&'्') && chars.get(end + 1).is_some_and(|c| is_consonant(*c)) {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// Adds a sign: doubled ones once, ा + े as ो, a nasal mark behind it, अ + ा as आ.
fn put_sign(out: &mut Vec<char>, sign: char) {
    let nasal = out.last().copied().filter(|c| matches!(c, 'ं' | 'ँ'));
    if nasal.is_some() {
        out.pop();
    }
    let joined = match (out.last().copied(), sign) {
        (Some(a), b) if a == b => Some(a),
        (Some('ा'), 'े') | (Some('े'), 'ा') | (Some('ो'), 'े' | 'ा') | (Some('ा'), 'ो') | (Some('े'), 'ो') => {
            Some('ो')
        }
        (Some('ा'), 'ै') | (Some('ै'), 'ा') | (Some('ौ'), 'ै' | 'ा') => Some('ौ'),
        (Some('ा'), 'ॅ') | (Some('ॅ'), 'ा') => Some('ॉ'),
        (Some('अ'), 'ा') => Some('आ'),
        (Some('अ'), 'ो') | (Some('आ'), 'े') => Some('ओ'),
        (Some('अ'), 'ौ') | (Some('आ'), 'ै') => Some('औ'),
        (Some('अ'), 'ॉ') | (Some('आ'), 'ॅ') => Some('ऑ'),
        (Some('ए'), 'े') => Some('ऐ'),
        // a stroke of e beside another vowel is a slip
        (Some(a @ ('ी' | 'ु' | 'ू' | 'ै')), 'े') => Some(a),
        _ => None,
    };
    match joined {
        Some(c) => {
            out.pop();
            out.push(c);
        }
        None => out.push(sign),
    }
    out.extend(nasal);
}

/// A known word that differs only by what converters confuse: चै for चौ, ष for श.
fn known_instead(word: &str) -> Option<String> {
    let stems = |w: &str| lexicon::has(w) || lexicon::has_stem(w);
    if word.contains("चै") {
        let other = word.replace("चै", "चौ");
        if lexicon::has(&other) || (stems(&other) && !stems(word)) {
            return Some(other);
        }
    }
    let other = crate::krutidev::retroflex_doubted(word);
    (other != word).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::{is_straight, straightened};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        /// What the quick look lets pass is what the slow way leaves as it is.
        #[test]
        fn the_quick_look_never_passes_what_needs_order(cell in "[ A-z0-9कखगजडढणनफमरशषसहअआइईएऐओऔािीुूेैोौॉृ़्ंँः\u{958}\u{929}\u{200d}]{1,9}") {
            if is_straight(&cell) {
                prop_assert_eq!(straightened(&cell), cell);
            }
        }
    }

    #[test]
    fn ordinary_words_pass_the_quick_look() {
        for word in ["शेष", "संतोष राम", "चौड़ी गढ़वाल", "त्रिलोक सिंह", "KCC ऋण 31-3-25"]
        {
            assert!(is_straight(word), "{word}");
        }
        for damaged in ["नरेश्\u{200d}ा", "डि़", "मंे", " क", "क ", "र्इ"] {
            assert!(!is_straight(damaged), "{damaged}");
        }
    }
}
