//! Members by number, and persons who have several numbers.

use crate::books::Books;
use crate::product;
use crate::vocabulary;
use kernel::Date;
use lipi::name;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A membership number compared: letters and digits in upper case, no leading zeros.
#[must_use]
pub fn number(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut in_digits = false;
    for c in raw.chars() {
        if c.is_ascii_digit() {
            if c == '0' && !in_digits {
                continue;
            }
            in_digits = true;
            out.push(c);
        } else if c.is_alphabetic() {
            in_digits = false;
            out.extend(c.to_uppercase());
        }
    }
    out
}

/// What a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A member.
    Member,
    /// A nominal (B class) member.
    Nominal,
    /// Membership ended on this day.
    Ended(Date),
    /// In no membership register.
    Unknown,
}

/// One person entered under several numbers.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Register and record of each entry, in the order of the registers.
    pub members: Vec<(usize, usize)>,
    /// Why they are taken for one person: the weights in words.
    pub why: String,
}

/// Members by number, and the clusters.
#[derive(Debug, Default)]
pub struct Persons {
    by_number: FxHashMap<String, (usize, usize)>,
    /// Proposed duplicates.
    pub clusters: Vec<Cluster>,
}

impl Persons {
    /// Reads the membership registers.
    #[must_use]
    pub fn of(books: &Books) -> Persons {
        let mut persons = Persons::default();
        for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("members", "")) {
            for i in 0..register.body.len() {
                persons.by_number.entry(number(register.body.text("member_no", i))).or_insert((r, i));
            }
        }
        persons.clusters = clusters(books);
        persons
    }

    /// True where no membership register was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }

    /// The record of a number.
    #[must_use]
    pub fn record(&self, raw: &str) -> Option<(usize, usize)> {
        self.by_number.get(&number(raw)).copied()
    }

    /// What a number stands for.
    #[must_use]
    pub fn standing(&self, books: &Books, raw: &str) -> Standing {
        let Some((r, i)) = self.record(raw) else { return Standing::Unknown };
        let register = &books.registers[r];
        if register.table.product == "NOMINAL" || product::is_nominal(&register.body, i) {
            return Standing::Nominal;
        }
        match register.body.day("ended", i).exact() {
            Some(on) => Standing::Ended(on),
            None => Standing::Member,
        }
    }
}

/// What is compared of a member; texts are numbers in [`Names`], because a large society has few different names.
struct Face {
    at: (usize, usize),
    village: u32,
    name: u32,
    father: u32,
    sex: char,
    born: Option<Date>,
    mobile: String,
    aadhaar: String,
}

/// Every different text once, with the key of how it sounds.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<String, u32>,
    texts: Vec<(String, String)>,
}

impl Names {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(n) = self.numbers.get(text) {
            return *n;
        }
        let n = u32::try_from(self.texts.len()).expect("a society has fewer than four thousand million names");
        self.texts.push((text.to_owned(), name::key(text).0));
        self.numbers.insert(text.to_owned(), n);
        n
    }

    fn text(&self, n: u32) -> &str {
        &self.texts[n as usize].0
    }

    fn key(&self, n: u32) -> &str {
        &self.texts[n as usize].1
    }
}

/// Likenesses worked out already by one thread. Forgotten when full, so that memory stays bounded.
#[derive(Default)]
struct Likenesses(FxHashMap<(u32, u32), f32>);

impl Likenesses {
    const MOST: usize = 2_000_000;

    fn of(&mut self, names: &Names, a: u32, b: u32) -> f32 {
        if a == b || names.key(a) == names.key(b) {
            return 1.0;
        }
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        let pair = (a.min(b), a.max(b));
        *self.0.entry(pair).or_insert_with(|| name::similarity(names.text(pair.0), names.text(pair.1)))
    }
}

/// Largest block compared pair by pair; a larger one is cut by the first sounds of both names, then by the whole keys.
const BLOCK: usize = 400;

/// Cuts a block that is too large to compare each with each. Two spellings of one person differ seldom in the first
/// sounds of both names; in a block that is still too large only those are compared whose own name sounds the same.
fn cut(names: &Names, faces: &[Face], block: Vec<u32>) -> Vec<Vec<u32>> {
    let regroup = |block: Vec<u32>, key: &dyn Fn(&Face) -> (String, String)| -> Vec<Vec<u32>> {
        if block.len() <= BLOCK {
            return vec![block];
        }
        let mut parts: FxHashMap<(String, String), Vec<u32>> = FxHashMap::default();
        for i in block {
            parts.entry(key(&faces[i as usize])).or_default().push(i);
        }
        parts.into_values().filter(|p| p.len() > 1).collect()
    };
    let by_sounds = |f: &Face| (prefix(names.key(f.name), 'n'), prefix(names.key(f.father), 'f'));
    let by_name = |f: &Face| (names.key(f.name).to_owned(), String::new());
    let by_both = |f: &Face| (names.key(f.name).to_owned(), names.key(f.father).to_owned());
    let parts = regroup(block, &by_sounds).into_iter().flat_map(|p| regroup(p, &by_name));
    parts.flat_map(|p| regroup(p, &by_both)).collect()
}

fn clusters(books: &Books) -> Vec<Cluster> {
    let (names, faces) = faces(books);
    let mut blocks: FxHashMap<(u32, String), Vec<u32>> = FxHashMap::default();
    let mut villages: FxHashMap<&str, u32> = FxHashMap::default();
    for (i, face) in faces.iter().enumerate() {
        // two spellings of one village are one village
        let village = *villages.entry(names.key(face.village)).or_insert(face.village);
        for key in [prefix(names.key(face.name), 'n'), prefix(names.key(face.father), 'f')] {
            blocks.entry((village, key)).or_default().push(i as u32);
        }
    }
    let blocks: Vec<Vec<u32>> =
        blocks.into_values().filter(|b| b.len() > 1).flat_map(|block| cut(&names, &faces, block)).collect();
    let mut pairs: Vec<(u32, u32, String)> = blocks
        .par_iter()
        .map_init(Likenesses::default, |known, block| compare(&names, &faces, block, known))
        .flatten_iter()
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by(|a, b| (a.0, a.1) == (b.0, b.1));
    join(&faces, &pairs)
}

/// The first sounds; two spellings of one name share them.
fn prefix(key: &str, tag: char) -> String {
    let mut out = String::from(tag);
    out.extend(key.chars().filter(|c| !c.is_whitespace()).take(2));
    out
}

fn faces(books: &Books) -> (Names, Vec<Face>) {
    let mut names = Names::default();
    let mut out = Vec::new();
    for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("members", "")) {
        let body = &register.body;
        for i in 0..body.len() {
            let sex = vocabulary::fold(body.text("sex", i)).chars().next().map_or('?', |c| match c {
                'म' | 'f' | 'स' => 'f',
                'प' | 'm' => 'm',
                _ => '?',
            });
            let mobile: String = body.text("mobile", i).chars().filter(char::is_ascii_digit).collect();
            out.push(Face {
                at: (r, i),
                village: names.number(body.text("village", i)),
                name: names.number(body.text("name", i)),
                father: names.number(relation_off(body.text("father", i))),
                sex,
                born: body.day("born", i).exact(),
                mobile: if mobile.len() >= 10 { mobile[mobile.len() - 10..].to_owned() } else { String::new() },
                aadhaar: body.text("aadhaar4", i).to_owned(),
            });
        }
    }
    (names, out)
}

/// पुत्र, पत्नी, S/o before the name say the relation, not the name.
#[must_use]
pub fn relation_off(father: &str) -> &str {
    let trimmed = father.trim();
    for word in [
        "पुत्र ",
        "पुत्री ",
        "पत्नी ",
        "पति ",
        "पिता ",
        "स्व0 ",
        "स्व. ",
        "S/o ",
        "s/o ",
        "S/O ",
        "W/o ",
        "w/o ",
        "W/O ",
        "D/o ",
        "d/o ",
        "D/O ",
        "C/o ",
        "Late ",
    ] {
        if let Some(rest) = trimmed.strip_prefix(word) {
            return relation_off(rest);
        }
    }
    trimmed
}

fn compare(names: &Names, faces: &[Face], block: &[u32], known: &mut Likenesses) -> Vec<(u32, u32, String)> {
    let mut out = Vec::new();
    for (x, &a) in block.iter().enumerate() {
        for &b in &block[x + 1..] {
            if let Some(why) = one_person(names, known, &faces[a as usize], &faces[b as usize]) {
                out.push((a.min(b), a.max(b), why));
            }
        }
    }
    out
}

/// Weighs what two entries share; the weights in words where they are one person.
fn one_person(names: &Names, known: &mut Likenesses, a: &Face, b: &Face) -> Option<String> {
    if a.sex != b.sex && a.sex != '?' && b.sex != '?' {
        return None;
    }
    let own = known.of(names, a.name, b.name);
    if own < 0.72 {
        return None;
    }
    let given = |n: u32| !names.text(n).is_empty();
    let father = if given(a.father) && given(b.father) { known.of(names, a.father, b.father) } else { 0.6 };
    if father < 0.7 {
        return None;
    }
    let mut weight = 4.0 * (own - 0.72) / 0.28 + 4.0 * (father - 0.7) / 0.3;
    let mut why =
        vec![format!("name {:.0}%", own * 100.0), format!("father {:.0}%", father * 100.0), "village".to_owned()];
    if let (Some(x), Some(y)) = (a.born, b.born) {
        if x == y {
            weight += 4.0;
            why.push("birth".to_owned());
        } else {
            let apart = x.until(y).map_or(0, |s| s.get_days().abs());
            weight -= if apart > 400 { 5.0 } else { 2.0 };
        }
    }
    for (x, y, word, plus, minus) in
        [(&a.mobile, &b.mobile, "mobile", 4.0, 0.0), (&a.aadhaar, &b.aadhaar, "aadhaar4", 3.0, 4.0)]
    {
        if !x.is_empty() && !y.is_empty() {
            if x == y {
                weight += plus;
                why.push(word.to_owned());
            } else {
                weight -= minus;
            }
        }
    }
    (weight >= 5.0).then(|| why.join(", "))
}

fn join(faces: &[Face], pairs: &[(u32, u32, String)]) -> Vec<Cluster> {
    let mut root: FxHashMap<u32, u32> = FxHashMap::default();
    fn top(root: &FxHashMap<u32, u32>, mut x: u32) -> u32 {
        while let Some(&up) = root.get(&x) {
            x = up;
        }
        x
    }
    for (a, b, _) in pairs {
        let (x, y) = (top(&root, *a), top(&root, *b));
        if x != y {
            root.insert(x.max(y), x.min(y));
        }
    }
    let mut groups: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut reasons: FxHashMap<u32, &str> = FxHashMap::default();
    for (a, _, why) in pairs {
        reasons.entry(top(&root, *a)).or_insert(why);
    }
    let touched: FxHashSet<u32> = pairs.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    for &x in &touched {
        groups.entry(top(&root, x)).or_default().push(x);
    }
    let mut out: Vec<(u32, Cluster)> = groups
        .into_iter()
        .map(|(first, mut members)| {
            members.sort_unstable();
            let why = reasons.get(&first).map_or(String::new(), |w| (*w).to_owned());
            (first, Cluster { members: members.iter().map(|&m| faces[m as usize].at).collect(), why })
        })
        .collect();
    out.sort_unstable_by_key(|(first, _)| *first);
    out.into_iter().map(|(_, c)| c).collect()
}
