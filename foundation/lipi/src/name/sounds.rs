//! Sounds of names. A word is a row of codes: capital letters are consonants, small letters vowels.
//!
//! Consonants: K G C J T D N P B M Y R L V S H F; aspirates are the consonant and `H`. Vowels: a i u e o.

/// Latin spelling → sounds. Folded to lower case before.
pub(super) fn of_latin(word: &str) -> Vec<u8> {
    let letters: Vec<u8> = word.bytes().filter(u8::is_ascii_lowercase).collect();
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let (len, sounds) = PIECES
            .iter()
            .find(|(piece, _)| rest.starts_with(piece.as_bytes()))
            .map_or((1, ""), |(piece, sounds)| (piece.len(), *sounds));
        let vowel_follows = letters.get(at + 1).is_some_and(|c| is_vowel_letter(*c));
        match rest {
            // after a consonant y is a vowel unless another vowel follows: Nigyal, Tyagi
            [b'y', ..] if at > 0 && !is_vowel_letter(letters[at - 1]) && !vowel_follows => out.push(b'i'),
            [b'i', b'a', ..] if at > 0 => out.extend(b"iYa"),
            [b'c', b'e' | b'i' | b'y', ..] => out.push(b'S'),
            [b'w', ..] if at > 0 && letters[at - 1] == b'o' && letters.get(at + 1).is_some() && !vowel_follows => {}
            [b'j', b'n', ..] if at > 0 => out.extend(b"JN"),
            _ => out.extend(sounds.bytes()),
        }
        at += if rest.starts_with(b"ia") && at > 0 { 2 } else { len };
    }
    tidy(out)
}

fn is_vowel_letter(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Latin pieces, longest first.
#[rustfmt::skip]
const PIECES: [(&str, &str); 59] = [
    ("chchh", "CH"), ("kshm", "KSM"), ("ksh", "KS"), ("chh", "CH"), ("cch", "CH"), ("tch", "CH"), ("shh", "S"),
    ("sch", "S"), ("ck", "K"), ("ch", "CH"), ("sh", "S"), ("kh", "KH"), ("gh", "GH"), ("jh", "JH"), ("th", "TH"),
    ("dh", "DH"), ("ph", "F"), ("bh", "BH"), ("jn", "GY"), ("gn", "GN"), ("wh", "V"), ("zh", "J"), ("aa", "a"),
    ("ae", "e"), ("ai", "e"), ("ay", "aY"), ("au", "o"), ("ee", "i"), ("ea", "i"), ("ei", "e"), ("oo", "u"),
    ("ou", "o"), ("ue", "u"), ("x", "KS"), ("a", "a"), ("b", "B"), ("c", "K"), ("d", "D"), ("e", "e"), ("f", "F"),
    ("g", "G"), ("h", "H"), ("i", "i"), ("j", "J"), ("k", "K"), ("l", "L"), ("m", "M"), ("n", "N"), ("o", "o"),
    ("p", "P"), ("q", "K"), ("r", "R"), ("s", "S"), ("t", "T"), ("u", "u"), ("v", "V"), ("w", "V"), ("y", "Y"),
    ("z", "J"),
];

/// What both scripts agree to leave out: doubled consonants, the kind of nasal, सिंह in its spellings.
pub(super) fn tidy(mut sounds: Vec<u8>) -> Vec<u8> {
    sounds.dedup_by(|a, b| a == b && a.is_ascii_uppercase());
    for i in 0..sounds.len() {
        // sampat, ambar: the nasal takes the place of the next consonant
        if sounds[i] == b'M' && matches!(sounds.get(i + 1), Some(b'P' | b'B' | b'F')) {
            sounds[i] = b'N';
        }
    }
    // doubled aspirates: DDH, CCH
    let mut out: Vec<u8> = Vec::with_capacity(sounds.len());
    for s in sounds {
        if s == b'H' && out.len() >= 4 && out[out.len() - 1] == out[out.len() - 3] && out[out.len() - 2] == b'H' {
            out.truncate(out.len() - 1);
            continue;
        }
        out.push(s);
    }
    for tail in [&b"SiNGH"[..], b"SiNH", b"SiNG", b"SiHaN", b"SiH"] {
        if out.ends_with(tail) {
            out.truncate(out.len() - tail.len());
            out.extend(b"SiNG");
            break;
        }
    }
    // गाँव, पाँव: gaon, paon
    if out.ends_with(b"aNV") {
        out.pop();
    }
    out
}

/// The key of a word: consonants, its first sound if a vowel, its last if a vowel that spellings agree on.
pub(super) fn skeleton(word: &[u8], first: bool, last: bool) -> String {
    let mut out = String::new();
    for (i, &s) in word.iter().enumerate() {
        match s {
            b'a' | b'i' | b'u' | b'e' | b'o' if i == 0 && first => out.push(vowel_class(s)),
            b'a' | b'i' | b'u' | b'e' | b'o' => {}
            b'B' => out.push('V'),
            // Jai, Jay; Nain, Nayan; lataen, latayen: y behind a vowel is written or not, but Sonia is not Sona
            b'Y' if i > 0 && word[i - 1].is_ascii_lowercase() => match word.get(i + 1) {
                None if last => out.push('Y'),
                Some(b'a' | b'o' | b'u') if word[i - 1] == b'i' => out.push('Y'),
                _ => {}
            },
            // Lambagar, Lamabagar
            b'M' if labial_follows(&word[i + 1..]) => out.push('N'),
            b'H' if i > 0 && word[i - 1].is_ascii_uppercase() => {
                // aspiration is heard in these, spellings waver in the others
                if matches!(word[i - 1], b'K' | b'G' | b'D' | b'B' | b'J') {
                    out.push('H');
                }
            }
            b'F' => out.push('F'),
            other => out.push(char::from(other)),
        }
    }
    // doubled by leaving vowels out is not doubled in speech; only real neighbours were folded before
    if last && word.len() > 1 {
        final_vowel(word, &mut out);
    }
    out
}

fn labial_follows(rest: &[u8]) -> bool {
    matches!(rest.strip_prefix(b"a").unwrap_or(rest).first(), Some(b'P' | b'B' | b'F'))
}

fn final_vowel(word: &[u8], out: &mut String) {
    let end = word.len() - 1;
    match word[end] {
        b'a' if !clustered(&word[..end]) => out.push('A'),
        b'i' | b'e' => out.push('I'),
        b'u' | b'o' => out.push('U'),
        // राय = Rai
        b'Y' if word[end - 1].is_ascii_lowercase() => {
            out.pop();
            out.push('I');
        }
        _ => {}
    }
}

/// Clusters after which a final a is written or not without a difference: Krishna, Mishra, Chandra, Gupta, Sharma, Arya.
fn clustered(before: &[u8]) -> bool {
    let n = before.len();
    n >= 2
        && matches!(
            (before[n - 2], before[n - 1]),
            (b'K' | b'D' | b'T' | b'S' | b'B' | b'G' | b'P' | b'M', b'R')
                | (b'S' | b'G' | b'R', b'N')
                | (b'R' | b'N' | b'D', b'M')
                | (b'R' | b'T' | b'S' | b'D' | b'L', b'V')
                | (b'R' | b'P', b'T')
                | (b'R' | b'T' | b'D' | b'N' | b'L' | b'G' | b'V' | b'K' | b'H', b'Y')
        )
}

fn vowel_class(s: u8) -> char {
    match s {
        b'a' => 'A',
        b'i' | b'e' => 'I',
        _ => 'U',
    }
}

/// Likeness of two rows of sounds: 1 minus what it costs to turn one into the other, by the longer row.
pub(super) fn likeness(a: &[u8], b: &[u8]) -> f32 {
    const LONGEST: usize = 128;
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let whole = weight(a).max(weight(b));
    if whole <= 0.0 {
        return 0.0;
    }
    let mut row: Vec<f32> = Vec::with_capacity(b.len() + 1);
    row.push(0.0);
    for (j, s) in b.iter().enumerate() {
        row.push(row[j] + lone(*s));
    }
    for x in a {
        let mut diagonal = row[0];
        row[0] += lone(*x);
        for (j, y) in b.iter().enumerate() {
            let swap = diagonal + exchange(*x, *y);
            diagonal = row[j + 1];
            row[j + 1] = swap.min(row[j + 1] + lone(*x)).min(row[j] + lone(*y));
        }
    }
    (1.0 - row[b.len()] / whole).max(0.0)
}

fn weight(sounds: &[u8]) -> f32 {
    sounds.iter().map(|s| if s.is_ascii_lowercase() { 0.5 } else { 1.0 }).sum()
}

/// A sound one spelling has and the other has not.
fn lone(s: u8) -> f32 {
    match s {
        b'a' => 0.15,
        b'i' | b'u' | b'e' | b'o' => 0.35,
        b'H' | b'Y' => 0.3,
        b'N' => 0.6,
        _ => 1.0,
    }
}

fn exchange(x: u8, y: u8) -> f32 {
    if x == y {
        return 0.0;
    }
    let pair = |a: u8, b: u8| (x == a && y == b) || (x == b && y == a);
    if x.is_ascii_lowercase() && y.is_ascii_lowercase() {
        return if pair(b'i', b'e') || pair(b'u', b'o') || pair(b'a', b'o') { 0.15 } else { 0.3 };
    }
    if pair(b'B', b'V')
        || pair(b'N', b'M')
        || pair(b'Y', b'i')
        || pair(b'V', b'u')
        || pair(b'V', b'o')
        || pair(b'F', b'P')
    {
        return 0.2;
    }
    if pair(b'D', b'R') {
        // ड़ is romanised both ways
        return 0.3;
    }
    if pair(b'J', b'G') || pair(b'Y', b'e') || pair(b'K', b'C') || pair(b'J', b'S') {
        return 0.5;
    }
    1.0
}
