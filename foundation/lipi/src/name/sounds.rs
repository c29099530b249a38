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

/// Number of a sound: capitals from 0, small letters from 26.
const fn index(s: u8) -> usize {
    if s.is_ascii_lowercase() { (s - b'a') as usize + 26 } else { (s - b'A') as usize % 26 }
}

/// What every exchange of two sounds costs, in hundredths of a consonant.
static EXCHANGE: [[u8; 52]; 52] = {
    let mut out = [[0u8; 52]; 52];
    let mut x = 0;
    while x < 52 {
        let mut y = 0;
        while y < 52 {
            out[x][y] = exchange(letter(x), letter(y));
            y += 1;
        }
        x += 1;
    }
    out
};

const fn letter(i: usize) -> u8 {
    if i < 26 { b'A' + i as u8 } else { b'a' + (i - 26) as u8 }
}

/// Longest row of sounds that is compared; names of people and places are far shorter.
const LONGEST: usize = 128;

/// A row of sounds made ready to be compared many times.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    sounds: Box<[u8]>,
    pub(super) sketch: Sketch,
}

/// What of a row is quickly compared: it tells rows apart that are far from alike.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sketch {
    /// Hundredths: a consonant is 100, a vowel 50.
    weight: u16,
    /// How often each of [`CLASSES`] occurs.
    bag: [u8; CLASSES.len()],
    /// The classes in the order they are heard, without `H`, whose place spellings waver about.
    spine: [u8; SPINE],
    /// Length of the spine; more than [`SPINE`] where it is too long to be kept.
    bones: u8,
}

/// Longest spine kept.
const SPINE: usize = 22;

/// Sounds that cannot be exchanged for one of another class below the price of a consonant. Vowels, B and V are exchanged
/// too cheaply to be counted.
const CLASSES: [&[u8]; 8] = [b"NM", b"FP", b"DR", b"JGS", b"KC", b"T", b"L", b"H"];
/// What leaving one of a class out costs at least, in hundredths.
const LEAST: [u16; 8] = [60, 100, 100, 100, 100, 100, 100, 30];
/// What a bone costs that the other spine has not at that place: it is left out (60 at least), or exchanged for one of
/// another class (100, which can do away with one on either side).
const BONE: u16 = 50;

impl Row {
    pub(super) fn new(sounds: &[u8]) -> Row {
        let sounds = &sounds[..sounds.len().min(LONGEST)];
        let mut sketch = Sketch {
            weight: sounds.iter().map(|s| if s.is_ascii_lowercase() { 50 } else { 100 }).sum(),
            ..Sketch::default()
        };
        for s in sounds {
            let Some(class) = CLASSES.iter().position(|c| c.contains(s)) else { continue };
            sketch.bag[class] += 1;
            if class < CLASSES.len() - 1 {
                if let Some(bone) = sketch.spine.get_mut(usize::from(sketch.bones)) {
                    *bone = class as u8;
                }
                sketch.bones += 1;
            }
        }
        Row { sounds: sounds.into(), sketch }
    }

    pub(super) fn sounds(&self) -> &[u8] {
        &self.sounds
    }
}

impl Sketch {
    /// What turning one row into the other costs at least: every step takes away at most one excess on either side.
    fn least(&self, other: &Sketch) -> u16 {
        let (mut mine, mut theirs) = (0, 0);
        for (i, price) in LEAST.iter().enumerate() {
            let (a, b) = (self.bag[i], other.bag[i]);
            mine += u16::from(a.saturating_sub(b)) * price;
            theirs += u16::from(b.saturating_sub(a)) * price;
        }
        mine.max(theirs)
    }

    /// True where so much may be spent and the rows still be so much alike.
    fn allows(&self, other: &Sketch, cost: u16, at_least: f32) -> bool {
        // a little more than exact arithmetic allows: rounding must not tell apart what is alike
        f32::from(cost) <= (1.0 - at_least) * f32::from(self.weight.max(other.weight)) + 0.5
    }

    fn may_reach(&self, other: &Sketch, at_least: f32) -> bool {
        self.allows(other, self.least(other), at_least)
    }

    /// Makes ready to be compared with many.
    #[must_use]
    pub fn probe(&self) -> Probe {
        let mut places = [0; CLASSES.len()];
        let kept = self.spine.iter().take(self.bones.into());
        kept.enumerate().for_each(|(i, bone)| places[usize::from(*bone)] |= 1 << i);
        Probe { sketch: *self, places }
    }
}

/// A sketch with, for each class, the places where it occurs in the spine, as bits.
pub struct Probe {
    sketch: Sketch,
    places: [u32; CLASSES.len()],
}

impl Probe {
    /// False where two names, their words in the order they stand, cannot be so much alike.
    #[must_use]
    pub fn may_reach(&self, other: &Sketch, at_least: f32) -> bool {
        let mine = &self.sketch;
        if !mine.may_reach(other, at_least) {
            return false;
        }
        let (a, b) = (usize::from(mine.bones), usize::from(other.bones));
        if a > SPINE || b > SPINE {
            return true;
        }
        // the longest common subsequence, one machine word at a time (Hyyrö 2004): zeros of `row` are its length
        let mut row = u32::MAX;
        for bone in &other.spine[..b] {
            let hit = row & self.places[usize::from(*bone)];
            row = row.wrapping_add(hit) | (row - hit);
        }
        let common = (!row & ((1u32 << a) - 1)).count_ones() as u16;
        mine.allows(other, (a as u16 + b as u16 - 2 * common) * BONE, at_least)
    }
}

/// Likeness of two rows of sounds: 1 minus what it costs to turn one into the other, by the longer row. `None` where it
/// is below `at_least`, often before all of it was worked out.
pub(super) fn likeness(a: &Row, b: &Row, at_least: f32) -> Option<f32> {
    let whole = a.sketch.weight.max(b.sketch.weight);
    if whole == 0 {
        return (at_least <= 0.0).then_some(0.0);
    }
    let alike = |cost: u16| (1.0 - f32::from(cost) / f32::from(whole)).max(0.0);
    let enough = |cost: u16| alike(cost) >= at_least;
    if !a.sketch.may_reach(&b.sketch, at_least) {
        return None;
    }
    // rounding may let one cost too many through here; `enough` decides at the end
    let most = ((1.0 - at_least) * f32::from(whole)) as u16 + 1;
    let (a, b) = (&*a.sounds, &*b.sounds);
    let mut row = [0u16; LONGEST + 1];
    let mut columns = [(0u8, 0u16); LONGEST];
    for (j, s) in b.iter().enumerate() {
        columns[j] = (index(*s) as u8, lone(*s));
        row[j + 1] = row[j] + columns[j].1;
    }
    for x in a {
        let (prices, alone) = (&EXCHANGE[index(*x)], lone(*x));
        let mut diagonal = row[0];
        row[0] += alone;
        let (mut left, mut cheapest) = (row[0], row[0]);
        for (cell, (y, y_alone)) in row[1..].iter_mut().zip(&columns[..b.len()]) {
            let swap = diagonal + u16::from(prices[usize::from(*y)]);
            diagonal = *cell;
            left = swap.min(*cell + alone).min(left + y_alone);
            *cell = left;
            cheapest = cheapest.min(left);
        }
        if cheapest > most {
            return None;
        }
    }
    let cost = row[b.len()];
    enough(cost).then(|| alike(cost))
}

/// A sound one spelling has and the other has not.
const fn lone(s: u8) -> u16 {
    match s {
        b'a' => 15,
        b'i' | b'u' | b'e' | b'o' => 35,
        b'H' | b'Y' => 30,
        b'N' => 60,
        _ => 100,
    }
}

const fn exchange(x: u8, y: u8) -> u8 {
    if x == y {
        return 0;
    }
    let (x, y) = if x < y { (x, y) } else { (y, x) };
    match (x, y) {
        (b'e', b'i') | (b'o', b'u') | (b'a', b'o') => 15,
        _ if x.is_ascii_lowercase() && y.is_ascii_lowercase() => 30,
        (b'B', b'V') | (b'M', b'N') | (b'Y', b'i') | (b'V', b'u' | b'o') | (b'F', b'P') => 20,
        // ड़ is romanised both ways
        (b'D', b'R') => 30,
        (b'G', b'J') | (b'Y', b'e') | (b'C', b'K') | (b'J', b'S') => 50,
        _ => 100,
    }
}
