//! Amounts in words, Hindi and English, both ways.
//!
//! Indian steps: hundred, thousand, lakh, crore. `read_words(in_words(x, lang)) == Some(x)` for every amount.

mod numerals;

use crate::Lang;
use crate::text;
use kernel::Paise;
use numerals::{EN, HI, Word, word};

const CRORE: u64 = 10_000_000;

/// The amount in words, as on a receipt: `एक लाख तेईस हज़ार चार सौ छप्पन रुपये मात्र`, `पचास पैसे मात्र`,
/// `Rupees Five Hundred and Fifty Paise Only`. A negative amount begins with `ऋण` or `Minus`.
#[must_use]
pub fn in_words(amount: Paise, lang: Lang) -> String {
    let total = amount.0.unsigned_abs();
    let (rupees, paise) = (total / 100, total % 100);
    let mut parts: Vec<String> = Vec::new();
    if amount.0 < 0 {
        parts.push(if lang == Lang::Hi { "ऋण".into() } else { "Minus".into() });
    }
    match lang {
        Lang::Hi => {
            if rupees == 1 {
                parts.push("एक रुपया".into());
            } else if rupees > 0 || paise == 0 {
                parts.push(format!("{} रुपये", number_in_words(rupees, lang)));
            }
            if paise == 1 {
                parts.push("एक पैसा".into());
            } else if paise > 0 {
                parts.push(format!("{} पैसे", number_in_words(paise, lang)));
            }
            parts.push("मात्र".into());
        }
        Lang::En => {
            if rupees > 0 || paise == 0 {
                let noun = if rupees == 1 { "Rupee" } else { "Rupees" };
                parts.push(format!("{noun} {}", number_in_words(rupees, lang)));
            }
            if paise > 0 {
                let and = if rupees > 0 { "and " } else { "" };
                let noun = if paise == 1 { "Paisa" } else { "Paise" };
                parts.push(format!("{and}{} {noun}", number_in_words(paise, lang)));
            }
            parts.push("Only".into());
        }
    }
    parts.join(" ")
}

/// A whole number in words: `एक लाख तेईस हज़ार चार सौ छप्पन`, `One Lakh Twenty Three Thousand Four Hundred Fifty Six`.
#[must_use]
pub fn number_in_words(n: u64, lang: Lang) -> String {
    let mut parts = Vec::new();
    spell(n, lang, &mut parts);
    parts.join(" ")
}

fn spell(n: u64, lang: Lang, parts: &mut Vec<String>) {
    let steps = match lang {
        Lang::Hi => [(CRORE, "करोड़"), (100_000, "लाख"), (1_000, "हज़ार"), (100, "सौ")],
        Lang::En => [(CRORE, "Crore"), (100_000, "Lakh"), (1_000, "Thousand"), (100, "Hundred")],
    };
    if n < 100 {
        return parts.push(below_hundred(n as usize, lang));
    }
    let (step, name) = steps.into_iter().find(|(step, _)| n >= *step).unwrap_or(steps[3]);
    spell(n / step, lang, parts);
    parts.push(name.into());
    if !n.is_multiple_of(step) {
        spell(n % step, lang, parts);
    }
}

fn below_hundred(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Hi => HI[n].split(' ').next().unwrap_or_default().to_owned(),
        Lang::En if n <= 20 => EN[n].to_owned(),
        Lang::En => {
            let tens = EN[20 + n / 10 - 2];
            if n.is_multiple_of(10) { tens.to_owned() } else { format!("{tens} {}", EN[n % 10]) }
        }
    }
}

/// Reads an amount in words, Hindi or English, common spellings; `None` when a word is not understood or the words do
/// not make one amount, or when there are only figures. Understands मात्र, `Only`, `and`, hyphens, सवा, डेढ़, ढाई, साढ़े, पौने, figures before लाख etc.
#[must_use]
pub fn read_words(text: &str) -> Option<Paise> {
    let words = tokens(text)?;
    if words.is_empty() {
        return None;
    }
    let negative = words[0] == Word::Minus;
    let words = &words[usize::from(negative)..];
    let (rupee, paise) = split(words)?;
    let rupees = rupee.map_or(Some(0), number)?;
    let paise = paise.map_or(Some(0), number)?;
    if paise > 99 && rupees > 0 {
        return None;
    }
    let total = i64::try_from(rupees.checked_mul(100)?.checked_add(paise)?).ok();
    let total = match (total, negative) {
        (Some(t), true) => -t,
        (Some(t), false) => t,
        // the lowest i64 has no positive counterpart
        (None, true) if rupees.checked_mul(100)?.checked_add(paise)? == 1 << 63 => i64::MIN,
        _ => return None,
    };
    Some(Paise(total))
}

/// The text as words known to amounts; `None` when one is not.
fn tokens(text: &str) -> Option<Vec<Word>> {
    let folded = text::ascii_digits(&text::fold_for_compare(text)).replace("/-", " ");
    let mut out = Vec::new();
    let mut spelt = false;
    for raw in
        folded.split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.' | '/' | '(' | ')' | ':' | '।' | '–'))
    {
        let raw = raw.trim_matches(|c| matches!(c, '=' | '"' | '\'' | '॰'));
        if raw.is_empty() {
            continue;
        }
        let known = word(raw).or_else(|| raw.parse().ok().map(Word::Number))?;
        let figures = raw.starts_with(|c: char| c.is_ascii_digit());
        spelt |= !figures && matches!(known, Word::Number(_) | Word::Step(_) | Word::Whole(_));
        if known != Word::Skip {
            out.push(known);
        }
    }
    spelt.then_some(out)
}

type Parts<'a> = (Option<&'a [Word]>, Option<&'a [Word]>);

/// Which words count rupees and which paise.
fn split(words: &[Word]) -> Option<Parts<'_>> {
    let rupee = words.iter().position(|w| *w == Word::Rupee);
    let paise = words.iter().position(|w| *w == Word::Paisa);
    Some(match (rupee, paise) {
        (None, None) => (Some(words), None),
        (Some(0), None) => (Some(&words[1..]), None),
        (Some(r), None) => {
            if r + 1 != words.len() {
                return None;
            }
            (Some(&words[..r]), None)
        }
        (None, Some(p)) => (None, Some(if p == 0 { &words[1..] } else { exact_end(words, p)? })),
        (Some(0), Some(p)) if p + 1 == words.len() => {
            // "Rupees five hundred and fifty paise": the last "and" parts them
            let and = words[..p].iter().rposition(|w| *w == Word::And)?;
            (Some(&words[1..and]), Some(&words[and + 1..p]))
        }
        (Some(0), Some(p)) => (Some(&words[1..p]), Some(&words[p + 1..])),
        (Some(r), Some(p)) if r < p => (Some(&words[..r]), Some(exact_end(&words[r + 1..], p - r - 1)?)),
        _ => return None,
    })
}

fn exact_end(words: &[Word], noun: usize) -> Option<&[Word]> {
    (noun + 1 == words.len()).then(|| &words[..noun])
}

/// The value of number words. Counts in quarters, so that सवा and साढ़े stay whole.
fn number(words: &[Word]) -> Option<u64> {
    let mut done: Vec<(u64, u64)> = Vec::new(); // (value in quarters, its step)
    let mut current: Option<u64> = None; // below hundred, in quarters
    let mut fraction = 0_i64; // quarters to add before the next step
    let mut tens_open = false;
    for word in words {
        match *word {
            Word::And => {}
            Word::Number(n) => {
                let n = n.checked_mul(4)?;
                current = match current {
                    None => Some(n),
                    // English: twenty + three
                    Some(c) if tens_open && (4..40).contains(&n) => Some(c + n),
                    Some(_) => return None,
                };
                tens_open = (80..400).contains(&n) && n.is_multiple_of(40);
            }
            Word::Fraction(quarters) => {
                if fraction != 0 || current.is_some() {
                    return None;
                }
                fraction = quarters;
            }
            Word::Whole(quarters) => {
                if current.replace(quarters).is_some() {
                    return None;
                }
            }
            Word::Step(step) => {
                let mut value = match (current.take(), fraction) {
                    (Some(c), f) => c.checked_add_signed(f)?,
                    (None, 0) if done.is_empty() => 4,
                    (None, 0) => 0,
                    (None, f) => 4_u64.checked_add_signed(f)?,
                };
                fraction = 0;
                tens_open = false;
                // only hundreds are counted by thousands and lakhs; whatever is below a crore by crores
                let joins = |s: u64| match step {
                    100 => false,
                    CRORE => s <= CRORE,
                    _ if step > CRORE => s < CRORE,
                    _ => s == 100,
                };
                while let Some((v, _)) = done.last().copied().filter(|(_, s)| joins(*s)) {
                    value = value.checked_add(v)?;
                    done.pop();
                }
                if value == 0 || done.last().is_some_and(|(_, s)| *s <= step) {
                    return None;
                }
                done.push((value.checked_mul(step)?, step));
            }
            Word::Skip | Word::Rupee | Word::Paisa | Word::Minus => return None,
        }
    }
    if fraction != 0 || (current.is_none() && done.is_empty()) {
        return None;
    }
    let rest = current.unwrap_or(0);
    if rest >= 4 * done.last().map_or(u64::MAX / 4, |(_, s)| *s) {
        return None;
    }
    let quarters = done.iter().try_fold(rest, |sum, (v, _)| sum.checked_add(*v))?;
    (quarters.is_multiple_of(4)).then_some(quarters / 4)
}
