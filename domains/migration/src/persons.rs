//! Members by number, and persons who have several numbers.

pub mod pairs;

use crate::books::Books;
use crate::product;
use crate::vocabulary;
use kernel::Date;
use lipi::name::{Heard, Sketch, TURNED};
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
    /// Reads the numbers of the membership registers; who is one person is not compared yet.
    #[must_use]
    pub fn of(books: &Books) -> Persons {
        let mut persons = Persons::default();
        for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("members", "")) {
            for i in 0..register.body.len() {
                persons.by_number.entry(number(register.body.text("member_no", i))).or_insert((r, i));
            }
        }
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
    at: (u32, u32),
    village: u32,
    name: u32,
    father: u32,
    sex: char,
    born: Option<Date>,
    /// Ten digits; 0 where not given.
    mobile: u64,
    /// The last four digits as written, a number in [`Names`].
    aadhaar: u32,
}

/// Every different text once, with how it sounds.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<Box<str>, u32>,
    heard: Vec<Heard>,
    /// For each, the first that has the same key.
    alike: Vec<u32>,
    keys: FxHashMap<String, u32>,
    /// Written in Latin letters.
    latin: Vec<bool>,
    /// The number of the empty text, which is nobody's name.
    none: u32,
}

impl Names {
    fn begun() -> Names {
        let mut names = Names::default();
        names.none = names.number("");
        names
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(n) = self.numbers.get(text) {
            return *n;
        }
        let n = u32::try_from(self.heard.len()).expect("a society has fewer than four thousand million names");
        let heard = Heard::of(text);
        self.alike.push(match self.keys.get(&heard.key.0) {
            Some(first) => *first,
            None => *self.keys.entry(heard.key.0.clone()).or_insert(n),
        });
        self.heard.push(heard);
        self.latin.push(text.bytes().any(|b| b.is_ascii_alphabetic()));
        self.numbers.insert(text.into(), n);
        n
    }

    fn key(&self, n: u32) -> &str {
        &self.heard[n as usize].key.0
    }

    fn sketches(&self, n: u32) -> (Sketch, Sketch) {
        self.heard[n as usize].sketches()
    }
}

/// Likenesses worked out already by one thread: the same few names meet in every village. Forgotten when full, so that
/// memory stays bounded.
#[derive(Default)]
struct Likenesses(FxHashMap<(u32, u32), f32>);

impl Likenesses {
    const MOST: usize = 1_000_000;

    /// How alike two names are; nothing below [`FATHER`], the least anybody asks for.
    fn of(&mut self, names: &Names, a: u32, b: u32) -> f32 {
        if names.alike[a as usize] == names.alike[b as usize] {
            return 1.0;
        }
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        let pair = (a.min(b), a.max(b));
        let heard = |n: u32| &names.heard[n as usize];
        *self.0.entry(pair).or_insert_with(|| heard(pair.0).likeness(heard(pair.1), FATHER).unwrap_or(0.0))
    }
}

/// Largest block compared pair by pair; a larger one is cut by the first sounds of both names, then by the whole keys.
const BLOCK: usize = 400;

/// Cuts a block that is too large to compare each with each. Two spellings of one person differ seldom in the first
/// sounds of both names; in a block that is still too large only those are compared whose own name sounds the same.
fn cut(names: &Names, faces: &[Face], block: Vec<u32>) -> Vec<Vec<u32>> {
    fn regroup<'n, K: Eq + std::hash::Hash>(
        faces: &[Face],
        block: Vec<u32>,
        key: impl Fn(&Face) -> K + 'n,
    ) -> Vec<Vec<u32>> {
        if block.len() <= BLOCK {
            return vec![block];
        }
        let mut parts: FxHashMap<K, Vec<u32>> = FxHashMap::default();
        for i in block {
            parts.entry(key(&faces[i as usize])).or_default().push(i);
        }
        parts.into_values().filter(|p| p.len() > 1).collect()
    }
    let by_sounds = |f: &Face| (prefix(names.key(f.name)), prefix(names.key(f.father)));
    let by_name = |f: &Face| names.key(f.name);
    let by_both = |f: &Face| (names.key(f.name), names.key(f.father));
    let parts = regroup(faces, block, by_sounds).into_iter().flat_map(|p| regroup(faces, p, by_name));
    parts.flat_map(|p| regroup(faces, p, by_both)).collect()
}

/// Compares the members with one another and proposes who is one person.
#[must_use]
pub fn clusters(books: &Books) -> Vec<Cluster> {
    let (names, faces) = faces(books);
    let mut blocks = by_village(&names, &faces);
    let mut pairs: Vec<(u32, u32, String)> = blocks
        .par_iter_mut()
        .map_init(Likenesses::default, |known, block| compare(&names, &faces, block, known, one_person))
        .flatten_iter()
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by(|a, b| (a.0, a.1) == (b.0, b.1));
    join(&faces, &pairs)
}

/// Members of one village whose own or whose father's name begins with the same sounds.
fn by_village(names: &Names, faces: &[Face]) -> Vec<Vec<u32>> {
    let mut blocks: FxHashMap<(u32, char, [char; 2]), Vec<u32>> = FxHashMap::default();
    let mut villages: FxHashMap<&str, u32> = FxHashMap::default();
    for (i, face) in faces.iter().enumerate() {
        // two spellings of one village are one village
        let village = *villages.entry(names.key(face.village)).or_insert(face.village);
        for (whose, name) in [('n', face.name), ('f', face.father)] {
            blocks.entry((village, whose, prefix(names.key(name)))).or_default().push(i as u32);
        }
    }
    blocks.into_values().filter(|b| b.len() > 1).flat_map(|block| cut(names, faces, block)).collect()
}

/// The first sounds; two spellings of one name share them.
fn prefix(key: &str) -> [char; 2] {
    let mut sounds = key.chars().filter(|c| !c.is_whitespace());
    [sounds.next().unwrap_or(' '), sounds.next().unwrap_or(' ')]
}

fn faces(books: &Books) -> (Names, Vec<Face>) {
    let mut names = Names::begun();
    let mut out = Vec::new();
    for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("members", "")) {
        let body = &register.body;
        for i in 0..body.len() {
            out.push(Face {
                at: (r as u32, i as u32),
                village: names.number(body.text("village", i)),
                name: names.number(body.text("name", i)),
                father: names.number(relation_off(body.text("father", i))),
                sex: sex(body.text("sex", i)),
                born: body.day("born", i).exact(),
                mobile: mobile(body.text("mobile", i)),
                aadhaar: names.number(body.text("aadhaar4", i)),
            });
        }
    }
    (names, out)
}

fn sex(written: &str) -> char {
    match vocabulary::fold(written).chars().next() {
        Some('म' | 'f' | 'स') => 'f',
        Some('प' | 'm') => 'm',
        _ => '?',
    }
}

/// The last ten digits; 0 where there are fewer.
fn mobile(written: &str) -> u64 {
    let digits = written.bytes().rev().filter(u8::is_ascii_digit);
    let (mut no, mut place, mut count) = (0, 1, 0);
    for d in digits.take(10) {
        no += u64::from(d - b'0') * place;
        place *= 10;
        count += 1;
    }
    if count == 10 { no } else { 0 }
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

/// Own names less alike than this are two persons; so are fathers' names.
const OWN: f32 = 0.72;
const FATHER: f32 = 0.7;

/// Compares the members of a block, name by name: the same names are compared once, not once for every two who bear them.
/// `judge` weighs two members whose own names are so much alike.
fn compare<T>(
    names: &Names,
    faces: &[Face],
    block: &mut [u32],
    known: &mut Likenesses,
    judge: impl Fn(&Names, &mut Likenesses, f32, &Face, &Face) -> Option<T>,
) -> Vec<(u32, u32, T)> {
    block.sort_unstable_by_key(|&i| (faces[i as usize].name, i));
    let groups: Vec<&[u32]> = block.chunk_by(|&a, &b| faces[a as usize].name == faces[b as usize].name).collect();
    let name = |group: &[u32]| faces[group[0] as usize].name;
    // side by side in memory: nearly all pairs of names are told apart by this alone
    let sketches: Vec<(u32, (Sketch, Sketch))> =
        groups.iter().map(|g| name(g)).map(|n| (names.alike[n as usize], names.sketches(n))).collect();
    let mut out = Vec::new();
    let mut weigh = |known: &mut Likenesses, own: f32, a: u32, b: u32| {
        let (a, b) = (a.min(b), a.max(b));
        if let Some(found) = judge(names, known, own, &faces[a as usize], &faces[b as usize]) {
            out.push((a, b, found));
        }
    };
    for (x, group) in groups.iter().enumerate() {
        for (i, &a) in group.iter().enumerate() {
            group[i + 1..].iter().for_each(|&b| weigh(known, 1.0, a, b));
        }
        let (key, (straight, sorted)) = &sketches[x];
        let (straight, sorted) = (straight.probe(), sorted.probe());
        for (other, (other_key, theirs)) in groups.iter().zip(&sketches).skip(x + 1) {
            if key != other_key && !straight.may_reach(&theirs.0, OWN) && !sorted.may_reach(&theirs.1, TURNED) {
                continue;
            }
            let own = known.of(names, name(group), name(other));
            if own >= OWN {
                group.iter().for_each(|&a| other.iter().for_each(|&b| weigh(known, own, a, b)));
            }
        }
    }
    out
}

/// Weighs what two entries share whose names are so much alike; the weights in words where they are one person.
fn one_person(names: &Names, known: &mut Likenesses, own: f32, a: &Face, b: &Face) -> Option<String> {
    if a.sex != b.sex && a.sex != '?' && b.sex != '?' {
        return None;
    }
    // What else they share comes first: it is quickly seen, and often says that no father can help.
    let mut weight = 4.0 * (own - OWN) / (1.0 - OWN);
    let mut shared = Vec::new();
    if let (Some(x), Some(y)) = (a.born, b.born) {
        if x == y {
            weight += 4.0;
            shared.push("birth");
        } else {
            let apart = x.until(y).map_or(0, |s| s.get_days().abs());
            weight -= if apart > 400 { 5.0 } else { 2.0 };
        }
    }
    if a.mobile != 0 && a.mobile == b.mobile {
        weight += 4.0;
        shared.push("mobile");
    }
    if a.aadhaar != names.none && b.aadhaar != names.none {
        if a.aadhaar == b.aadhaar {
            weight += 3.0;
            shared.push("aadhaar4");
        } else {
            weight -= 4.0;
        }
    }
    if a.father == names.none || b.father == names.none || weight + 4.0 < ENOUGH {
        return None;
    }
    let father = known.of(names, a.father, b.father);
    if father < FATHER {
        return None;
    }
    weight += 4.0 * (father - FATHER) / (1.0 - FATHER);
    (weight >= ENOUGH).then(|| {
        let mut why = format!("name {:.0}%, father {:.0}%, village", own * 100.0, father * 100.0);
        shared.iter().for_each(|s| why.extend([", ", s]));
        why
    })
}

/// The weight from which two entries are proposed as one person.
const ENOUGH: f32 = 5.0;

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
            let at = |m: &u32| (faces[*m as usize].at.0 as usize, faces[*m as usize].at.1 as usize);
            (first, Cluster { members: members.iter().map(at).collect(), why })
        })
        .collect();
    out.sort_unstable_by_key(|(first, _)| *first);
    out.into_iter().map(|(_, c)| c).collect()
}
