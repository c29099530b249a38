//! An invented society whose books agree: villages, members, shares, loans, deposits, goods, and a trial balance.

use crate::amount::in_words;
use crate::ledger::Head;
use crate::random::Random;
use crate::table::{Defect, Field as F, Table, Text, Val};
use crate::words::{self, Pair, Place};
use jiff::civil::{Date, date};
use std::collections::HashSet;

/// The day of all books.
pub const CUTOFF: Date = date(2025, 3, 31);

/// How many members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 36 members: small enough to read by eye.
    Tiny,
    /// 90 members.
    Small,
    /// 400 members: an ordinary society.
    Village,
    /// As many as said.
    Custom(usize),
}

impl Size {
    /// Members with full rights.
    #[must_use]
    pub fn members(self) -> usize {
        match self {
            Size::Tiny => 36,
            Size::Small => 90,
            Size::Village => 400,
            Size::Custom(n) => n.max(12),
        }
    }
}

/// Which defects are planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefectPlan {
    /// None: every finding is a false alarm.
    None,
    /// Every code of the list at least once.
    All,
}

/// One person with a member number.
#[derive(Clone, Debug)]
pub struct Member {
    /// Number as written; nominal members `N-…`.
    pub no: String,
    /// Name as written, both scripts.
    pub name: Text,
    /// Father or husband.
    pub father: Text,
    /// `S/o`, `W/o`, `D/o`.
    pub relation: &'static str,
    /// Index into [`Society::villages`], or beyond it for a village elsewhere.
    pub village: usize,
    /// Name of the village.
    pub village_name: Pair,
    /// Full member (`true`) or nominal.
    pub full: bool,
    /// Woman.
    pub woman: bool,
    /// Digits of the mobile number, empty where not given.
    pub mobile: String,
    /// Day of admission.
    pub admitted: Date,
    /// Membership ended.
    pub ceased: Option<Date>,
}

/// A whole society, in memory.
#[derive(Clone)]
pub struct Society {
    /// The seed it came from.
    pub seed: u64,
    /// Where it stands.
    pub place: &'static Place,
    /// Its name.
    pub name: Text,
    /// Registration number.
    pub registration: String,
    /// Day of registration.
    pub registered: Date,
    /// Secretary and president.
    pub officers: [Text; 2],
    /// Villages of its area.
    pub villages: Vec<Pair>,
    /// All members in the order of the books.
    pub members: Vec<Member>,
    /// Registers.
    pub tables: Vec<Table>,
    /// Trial balance as the ledger has it, after every defect that touches both.
    pub heads: Vec<Head>,
    /// Profit of the year in paise (negative: loss).
    pub profit: i64,
    /// What was planted.
    pub defects: Vec<Defect>,
    /// Pairs of different persons with one name in one village.
    pub homonyms: Vec<Vec<String>>,
    /// Twelve-digit numbers that are no Aadhaar number: register and row.
    pub decoys: Vec<((&'static str, &'static str), u32)>,
}

impl Society {
    /// A register by kind and product.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn table(&self, kind: &str, product: &str) -> &Table {
        self.tables.iter().find(|t| t.kind == kind && t.product == product).expect("register exists")
    }

    /// The same, to change it.
    pub fn table_mut(&mut self, kind: &str, product: &str) -> &mut Table {
        self.tables.iter_mut().find(|t| t.kind == kind && t.product == product).expect("register exists")
    }
}

/// An invented society. The same seed, size and plan give the same society, everywhere.
#[must_use]
pub fn society(seed: u64, size: Size, defects: DefectPlan) -> Society {
    let mut s = empty(seed);
    people(&mut s, size.members());
    crate::registers::loans(&mut s);
    crate::registers::shares(&mut s);
    crate::registers::deposits(&mut s);
    crate::others::others(&mut s);
    if defects == DefectPlan::All {
        crate::facts::plant(&mut s);
    }
    crate::registers::number_shares(&mut s);
    crate::others::demand(&mut s);
    crate::ledger::keep(&mut s);
    if defects == DefectPlan::All {
        crate::slips::plant(&mut s);
    }
    s
}

fn empty(seed: u64) -> Society {
    let mut r = Random::named(seed, "place");
    let place = r.pick(words::PLACES);
    let mut villages = place.villages.to_vec();
    let keep = 6 + r.below(villages.len() - 5);
    r.shuffle(&mut villages);
    villages.truncate(keep);
    let (hi, en) = villages[0];
    let officers = [man(&mut r, None).0, man(&mut r, None).0];
    Society {
        seed,
        place,
        name: Text::new(
            format!("{hi} बहुउद्देशीय प्रारम्भिक कृषि ऋण सहकारी समिति लि."),
            format!("{en} Bahuuddeshiya Prarambhik Krishi Rin Sahkari Samiti Ltd."),
        ),
        registration: format!("{}/{}", r.between(200, 2900), r.between(1950, 1978)),
        registered: date(r.between(1950, 1978) as i16, r.between(1, 12) as i8, r.between(1, 28) as i8),
        officers,
        villages,
        members: Vec::new(),
        tables: Vec::new(),
        heads: Vec::new(),
        profit: 0,
        defects: Vec::new(),
        homonyms: Vec::new(),
        decoys: Vec::new(),
    }
}

fn join(parts: &[Pair]) -> Text {
    let pick =
        |f: fn(&Pair) -> &'static str| parts.iter().map(f).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    Text::new(pick(|p| p.0), pick(|p| p.1))
}

/// Family: middle word and surname shared by father and son; caste group 0 general, 1 scheduled caste.
pub type Family = (Pair, Pair, u8);

/// A man's name and his family.
pub fn man(r: &mut Random, family: Option<Family>) -> (Text, Family) {
    let family = family.unwrap_or_else(|| match r.below(10) {
        0..6 => (("सिंह", "Singh"), *r.pick(words::RAJPUT), 0),
        6..8 => (*r.pick(words::MIDDLE), *r.pick(words::BRAHMIN), 0),
        _ => (*r.pick(words::SHILPKAR), *r.pick(words::SHILPKAR_SURNAMES), 1),
    });
    (join(&[*r.pick(words::MEN), family.0, family.1]), family)
}

/// A woman's name.
pub fn woman(r: &mut Random) -> Text {
    join(&[*r.pick(words::WOMEN), ("देवी", "Devi")])
}

/// A day between two years.
pub fn some_day(r: &mut Random, from: i16, to: i16) -> Date {
    date(r.between(i64::from(from), i64::from(to)) as i16, r.between(1, 12) as i8, r.between(1, 28) as i8)
}

/// A mobile number that is fine.
pub fn mobile(r: &mut Random) -> String {
    let mut m = r.between(6, 9).to_string();
    for _ in 0..9 {
        m.push(char::from(b'0' + r.below(10) as u8));
    }
    m
}

const MEMBER_FIELDS: &[F] = &[
    F::Serial,
    F::MemberNo,
    F::Admitted,
    F::Name,
    F::Father,
    F::Caste,
    F::Sex,
    F::Born,
    F::Village,
    F::Panchayat,
    F::Land,
    F::Trade,
    F::Class,
    F::Mobile,
    F::Aadhaar4,
    F::Nominee,
    F::NomineeRelation,
    F::Ceased,
    F::Remark,
];

fn people(s: &mut Society, full: usize) {
    let mut r = Random::named(s.seed, "people");
    let mut seen: HashSet<(String, usize)> = HashSet::new();
    let nominal = (full / 14).max(2);
    let mut no = 0;
    let mut nominal_no = 0;
    let mut table = Table::new("members", "", MEMBER_FIELDS);
    let mut nominals = Table::new("members", "NOMINAL", MEMBER_FIELDS);
    let mut admitted = date(1972, 4, 1);
    let step = (18_500 / full.max(1)).max(1) as i64;
    while s.members.len() < full + nominal {
        let is_full = s.members.len() < full;
        let village = r.below(s.villages.len());
        let female = r.chance(30);
        let (father, family) = man(&mut r, None);
        let name = if female { woman(&mut r) } else { man(&mut r, Some(family)).0 };
        // A crowded village runs out of names; there the father tells persons apart.
        let key = if full > 3000 { format!("{}|{}", name.hi, father.hi) } else { name.hi.clone() };
        if name == father || !seen.insert((key, village)) {
            continue;
        }
        let number = if is_full {
            no += 1 + i64::from(r.chance(6));
            no.to_string()
        } else {
            nominal_no += 1;
            format!("N-{nominal_no}")
        };
        admitted = if is_full {
            admitted.checked_add(jiff::Span::new().days(r.between(0, step * 2))).unwrap_or(CUTOFF).min(date(2024, 9, 1))
        } else {
            some_day(&mut r, 2013, 2023)
        };
        let ceased = (is_full && admitted.year() < 2012 && r.chance(4)).then(|| some_day(&mut r, 2018, 2021));
        let relation = if !female {
            "S/o"
        } else if r.chance(75) {
            "W/o"
        } else {
            "D/o"
        };
        let m = Member {
            no: number,
            name,
            father,
            relation,
            village,
            village_name: s.villages[village],
            full: is_full,
            woman: female,
            mobile: if r.chance(80) { mobile(&mut r) } else { String::new() },
            admitted,
            ceased,
        };
        let row = member_row(&mut r, s, &m, family.2, s.members.len() + 1);
        if is_full {
            table.push(village, row)
        } else {
            nominals.push(village, row)
        }
        s.members.push(m);
    }
    s.tables.push(table);
    s.tables.push(nominals);
    homonyms(s, &mut r, full);
}

fn member_row(r: &mut Random, s: &Society, m: &Member, caste: u8, serial: usize) -> Vec<Val> {
    let nominee = if m.woman { man(r, None).0 } else { woman(r) };
    let has_nominee = r.chance(65);
    let caste = if caste == 1 {
        ("अनु.जाति", "SC")
    } else if r.chance(12) {
        ("अ.पि.वर्ग", "OBC")
    } else {
        ("सामान्य", "Gen")
    };
    vec![
        Val::Count(serial as i64),
        Val::Code(m.no.clone()),
        Val::Day(m.admitted),
        Val::Text(m.name.clone()),
        Val::Text(m.father.clone()),
        Val::text(caste),
        Val::Code(if m.woman { "F" } else { "M" }.into()),
        Val::Day(some_day(r, m.admitted.year() - 45, m.admitted.year() - 19)),
        Val::text(m.village_name),
        Val::text(s.villages[m.village / 2 * 2]),
        if r.chance(85) { Val::Hundredths(r.between(8, 120) * 25) } else { Val::Blank },
        Val::text(*r.pick(words::TRADES)),
        Val::Code(if m.full { "A" } else { "B" }.into()),
        if m.mobile.is_empty() { Val::Blank } else { Val::Code(m.mobile.clone()) },
        if r.chance(60) { Val::Code(format!("{:04}", r.below(10_000))) } else { Val::Blank },
        if has_nominee { Val::Text(nominee) } else { Val::Blank },
        if has_nominee {
            Val::text(if m.woman { ("पति", "Husband") } else { ("पत्नी", "Wife") })
        } else {
            Val::Blank
        },
        m.ceased.map_or(Val::Blank, Val::Day),
        if r.chance(5) { Val::text(*r.pick(words::REMARKS)) } else { Val::Blank },
    ]
}

/// Gives a few members the name of a neighbour; only the father tells them apart.
fn homonyms(s: &mut Society, r: &mut Random, full: usize) {
    for _ in 0..(full / 60).clamp(1, 8) {
        let (a, b) = (r.below(full / 2), full / 2 + r.below(full / 2));
        let taken = s.homonyms.iter().flatten().any(|n| *n == s.members[a].no || *n == s.members[b].no);
        let (m, n) = (s.members[a].clone(), s.members[b].clone());
        if taken
            || m.woman != n.woman
            || m.father.hi.split(' ').next() == n.father.hi.split(' ').next()
            || m.ceased.is_some()
        {
            continue;
        }
        let fathers_clash = s.members.iter().any(|x| x.name == m.name && x.village == m.village && x.no != m.no);
        if fathers_clash {
            continue;
        }
        s.members[b].name = m.name.clone();
        s.members[b].village = m.village;
        s.members[b].village_name = m.village_name;
        let panchayat = s.villages[m.village / 2 * 2];
        let table = s.table_mut("members", "");
        table.set(b, F::Name, Val::Text(m.name.clone()));
        table.set(b, F::Village, Val::text(m.village_name));
        table.set(b, F::Panchayat, Val::text(panchayat));
        table.rows[b].village = m.village;
        s.homonyms.push(vec![m.no, n.no]);
    }
}

/// The words of an amount, both scripts.
#[must_use]
pub fn words_of(paise: i64) -> Text {
    Text::new(in_words(paise, true), in_words(paise, false))
}
