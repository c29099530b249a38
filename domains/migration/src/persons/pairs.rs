//! Pairs of members who may be one person, each with everything that speaks for it and against it, weight by weight.
//!
//! The finding DUPLICATE_MEMBER says yes or no within a village. Who has to decide needs more: what is alike and what is not, and also those pairs that
//! no check would raise: the same person in another village, or without a father's name.

use super::{ENOUGH, FATHER, Face, Likenesses, Names, OWN, by_village, compare, faces, number};
use crate::books::Books;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// How likely it is that two entries are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Name, father and village agree, and nothing speaks against it.
    VeryLikely,
    /// Somebody who knows them should be asked.
    Possible,
}

/// What is compared; [`What::code`] names it in messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Own names by sound.
    Name,
    /// Fathers' or husbands' names by sound.
    Father,
    /// Village.
    Village,
    /// Day of birth.
    Birth,
    /// Mobile number.
    Mobile,
    /// Last four digits of the Aadhaar number, as the register has them.
    Aadhaar,
    /// Whose accounts: one's name stands on an account of the other's number.
    Accounts,
    /// The names are written in two scripts.
    Script,
}

impl What {
    /// `name`, `father`, … as in the messages `milan-weight-…`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            What::Name => "name",
            What::Father => "father",
            What::Village => "village",
            What::Birth => "birth",
            What::Mobile => "mobile",
            What::Aadhaar => "aadhaar",
            What::Accounts => "accounts",
            What::Script => "script",
        }
    }
}

/// One weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// What was compared.
    pub what: What,
    /// For (above zero) or against, in tenths of a point.
    pub tenths: i32,
    /// How alike, percent; only of names.
    pub percent: Option<u8>,
}

/// Two members who may be one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Register and record of the first.
    pub a: (usize, usize),
    /// Register and record of the second.
    pub b: (usize, usize),
    /// How likely.
    pub class: Class,
    /// Sum of the weights in tenths.
    pub tenths: i32,
    /// The weights, the heaviest first.
    pub weights: Vec<Weight>,
}

/// From this sum, in tenths, a pair is worth a question.
const ASK: i32 = 45;
/// What the same village weighs, in tenths; the check compares only within a village and gives it nothing.
const VILLAGE: i32 = 10;

/// All pairs worth looking at, the likeliest first.
#[must_use]
pub fn pairs(books: &Books) -> Vec<Pair> {
    let (names, faces) = faces(books);
    let mut blocks = by_village(&names, &faces);
    blocks.extend(elsewhere(&names, &faces));
    let found: Vec<(u32, u32, (Class, Vec<Weight>))> = blocks
        .par_iter_mut()
        .map_init(Likenesses::default, |known, block| compare(&names, &faces, block, known, explained))
        .flatten_iter()
        .collect();
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    let once: Vec<_> = found.into_iter().filter(|(a, b, _)| seen.insert((*a, *b))).collect();
    let whose = Accounts::of(books, &faces, &seen);
    let mut out: Vec<Pair> = once
        .into_iter()
        .filter_map(|(a, b, (class, mut weights))| {
            let (a, b) = (&faces[a as usize], &faces[b as usize]);
            weights.extend(whose.weight(books, a, b));
            let tenths: i32 = weights.iter().map(|w| w.tenths).sum();
            weights.sort_by_key(|w| (std::cmp::Reverse(w.tenths.abs()), w.what));
            let place = |f: &Face| (f.at.0 as usize, f.at.1 as usize);
            (tenths >= ASK).then(|| Pair { a: place(a), b: place(b), class, tenths, weights })
        })
        .collect();
    out.sort_by(|x, y| x.class.cmp(&y.class).then(y.tenths.cmp(&x.tenths)).then((x.a, x.b).cmp(&(y.a, y.b))));
    out
}

/// Members of any village who share a mobile number, a day of birth, or the sounds of both names.
fn elsewhere(names: &Names, faces: &[Face]) -> Vec<Vec<u32>> {
    let mut mobile: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut born: FxHashMap<_, Vec<u32>> = FxHashMap::default();
    let mut both: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
    for (i, face) in faces.iter().enumerate() {
        let i = i as u32;
        if face.mobile != 0 {
            mobile.entry(face.mobile).or_default().push(i);
        }
        if let Some(day) = face.born {
            born.entry(day).or_default().push(i);
        }
        if face.father != names.none {
            both.entry((names.alike[face.name as usize], names.alike[face.father as usize])).or_default().push(i);
        }
    }
    let all = mobile.into_values().chain(born.into_values()).chain(both.into_values());
    // what very many share tells nothing
    all.filter(|b| (2..=super::BLOCK).contains(&b.len())).collect()
}

fn scaled(likeness: f32, least: f32) -> i32 {
    (40.0 * (likeness - least) / (1.0 - least)).round() as i32
}

fn percent(likeness: f32) -> Option<u8> {
    Some((likeness * 100.0).round() as u8)
}

/// The weights of two members whose own names are so much alike; `None` where they are not worth a question.
fn explained(names: &Names, known: &mut Likenesses, own: f32, a: &Face, b: &Face) -> Option<(Class, Vec<Weight>)> {
    if a.sex != b.sex && a.sex != '?' && b.sex != '?' {
        return None;
    }
    let mut weights = vec![Weight { what: What::Name, tenths: scaled(own, OWN), percent: percent(own) }];
    let mut put = |what, tenths| weights.push(Weight { what, tenths, percent: None });
    let same_village = names.key(a.village) == names.key(b.village);
    put(What::Village, if same_village { VILLAGE } else { -2 * VILLAGE });
    if let (Some(x), Some(y)) = (a.born, b.born) {
        let apart = x.until(y).map_or(0, |s| s.get_days().abs());
        put(
            What::Birth,
            if x == y {
                40
            } else if apart > 400 {
                -50
            } else {
                -20
            },
        );
    }
    if a.mobile != 0 && a.mobile == b.mobile {
        put(What::Mobile, 40);
    }
    if a.aadhaar != names.none && b.aadhaar != names.none {
        put(What::Aadhaar, if a.aadhaar == b.aadhaar { 30 } else { -40 });
    }
    if latin(names, a.name) != latin(names, b.name) {
        put(What::Script, 0);
    }
    let sum: i32 = weights.iter().map(|w| w.tenths).sum();
    if sum + 40 < ASK {
        return None;
    }
    let mut father_fits = false;
    if a.father != names.none && b.father != names.none {
        let father = known.of(names, a.father, b.father);
        father_fits = father >= FATHER;
        let tenths = if father_fits { scaled(father, FATHER) } else { -60 };
        weights.push(Weight { what: What::Father, tenths, percent: percent(father).filter(|_| father_fits) });
    }
    let sum: i32 = weights.iter().map(|w| w.tenths).sum();
    let sure = same_village && father_fits && sum - VILLAGE >= (ENOUGH * 10.0) as i32;
    (sum >= ASK - ACCOUNT).then_some((if sure { Class::VeryLikely } else { Class::Possible }, weights))
}

fn latin(names: &Names, name: u32) -> bool {
    names.latin[name as usize]
}

/// What it weighs that an account of one's number bears the other's name, in tenths.
const ACCOUNT: i32 = 15;

/// Names written on accounts, by membership number; only of those asked for.
struct Accounts(FxHashMap<String, Vec<(usize, usize)>>);

impl Accounts {
    fn of(books: &Books, faces: &[Face], pairs: &FxHashSet<(u32, u32)>) -> Accounts {
        let mut out: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
        for i in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
            out.entry(no_of(books, &faces[i as usize])).or_default();
        }
        for (r, register) in books.registers.iter().enumerate() {
            if !matches!(register.table.kind, "loans" | "deposits" | "shares") {
                continue;
            }
            for i in 0..register.body.len() {
                if let Some(list) = out.get_mut(&number(register.body.text("member_no", i))) {
                    list.push((r, i));
                }
            }
        }
        Accounts(out)
    }

    /// An account of one's number that bears the name as the other writes it, and not as its own member does.
    fn weight(&self, books: &Books, a: &Face, b: &Face) -> Option<Weight> {
        let name = |f: &Face| books.registers[f.at.0 as usize].body.text("name", f.at.1 as usize);
        if name(a) == name(b) {
            return None;
        }
        let crossed = |own: &Face, other: &Face| {
            let accounts = self.0.get(&no_of(books, own)).map_or(&[][..], Vec::as_slice);
            accounts.iter().any(|(r, i)| books.registers[*r].body.text("name", *i) == name(other))
        };
        (crossed(a, b) || crossed(b, a)).then_some(Weight { what: What::Accounts, tenths: ACCOUNT, percent: None })
    }
}

fn no_of(books: &Books, f: &Face) -> String {
    number(books.registers[f.at.0 as usize].body.text("member_no", f.at.1 as usize))
}

/// Accounts under a membership number: register and record of each, in the order of the registers.
#[must_use]
pub fn accounts_of(books: &Books, member_no: &str) -> Vec<(usize, usize)> {
    let wanted = number(member_no);
    let of_money = |kind: &str| matches!(kind, "loans" | "deposits" | "shares");
    let registers = books.registers.iter().enumerate().filter(|(_, r)| of_money(r.table.kind));
    registers
        .flat_map(|(r, register)| {
            let wanted = &wanted;
            (0..register.body.len())
                .filter(move |&i| number(register.body.text("member_no", i)) == *wanted)
                .map(move |i| (r, i))
        })
        .collect()
}
