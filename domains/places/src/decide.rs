//! Decisions on lists, societies and posts.

use crate::directory::{Directory, Fate};
use crate::event::{Did, List, PlacesEvent};
use crate::import;
use crate::terms::{Bank, Level, Listed, Office, Place, Posting};
use kernel::{Date, Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a list in one entry.
const PART: usize = 400;
/// Most characters of an order or name.
const LONGEST: usize = 200;
/// What a refusal names.
const NAMED: usize = 5;

/// A list that an office hands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Name of its file.
    pub source: String,
    /// SHA-256 of that file, hexadecimal.
    pub digest: String,
    /// Order by which codes that vanished or moved are accepted; empty where none is given.
    pub order: String,
}

impl Taken {
    fn list(&self, version: u32, part: usize, parts: usize) -> List {
        List {
            version,
            part: part as u32 + 1,
            parts: parts as u32,
            source: self.source.clone(),
            digest: self.digest.clone(),
            order: self.order.clone(),
        }
    }
}

fn event(day: Date, did: Did) -> PlacesEvent {
    PlacesEvent { day, did }
}

fn begun(dir: &Directory) -> Result<&Place, Refusal> {
    dir.state.as_ref().ok_or_else(|| Refusal::new(4501))
}

fn ordered(order: &str) -> Result<String, Refusal> {
    let order = order.trim();
    if order.is_empty() || order.chars().count() > LONGEST {
        return Err(Refusal::new(4508));
    }
    Ok(order.to_owned())
}

fn first_of<T: ToString>(all: impl IntoIterator<Item = T>) -> String {
    all.into_iter().take(NAMED).map(|t| t.to_string()).collect::<Vec<_>>().join(", ")
}

/// Begins the seat of a State.
///
/// # Errors
/// 4505: it has begun already; 4503: no code or no name.
pub fn begin(dir: &Directory, day: Date, code: u32, name: &str) -> Result<Vec<PlacesEvent>, Refusal> {
    if let Some(state) = &dir.state {
        return Err(Refusal::new(4505).with("state", &state.name));
    }
    let name = name.trim();
    if code == 0 || name.is_empty() || name.chars().count() > LONGEST {
        return Err(Refusal::new(4503).with("rows", 1).with("first", 1));
    }
    let state = Place { code, parent: 0, name: name.to_owned(), hindi: import::hindi_of(Level::State, code) };
    Ok(vec![event(day, Did::StateBegun { state })])
}

/// Takes a list of places of a level in: it is the whole level from now on. Codes that vanish, or move to another parent, while something depends
/// on them are accepted only by an order: such lists are more often wrong than right.
///
/// # Errors
/// 4501: no seat has begun; 4506: codes vanished or moved; 4507: parents nobody knows; 4509: nothing differs from the last list.
pub fn set_places(
    dir: &Directory,
    day: Date,
    level: Level,
    rows: Vec<Place>,
    taken: &Taken,
) -> Result<Vec<PlacesEvent>, Refusal> {
    begun(dir)?;
    let above = level.above().ok_or_else(|| Refusal::new(4502))?;
    let orphans = rows.iter().filter(|p| dir.place(above, p.parent).is_none()).map(|p| p.parent);
    let orphans: BTreeSet<u32> = orphans.collect();
    if !orphans.is_empty() {
        let no = Refusal::new(4507).with("level", above.code());
        return Err(no.with("codes", orphans.len()).with("first", first_of(orphans)));
    }
    let new: BTreeMap<u32, &Place> = rows.iter().map(|p| (p.code, p)).collect();
    let old = || dir.places.range((level, 0)..=(level, u32::MAX)).map(|(_, h)| h).filter(|h| h.gone.is_none());
    let gone: Vec<u32> = old().map(|h| h.place.code).filter(|c| !new.contains_key(c)).collect();
    let moved = old().filter(|h| new.get(&h.place.code).is_some_and(|p| p.parent != h.place.parent));
    let mut doubtful: Vec<u32> = moved.map(|h| h.place.code).collect();
    doubtful.extend(&gone);
    if !doubtful.is_empty() && taken.order.trim().is_empty() {
        let no = Refusal::new(4506).with("level", level.code());
        return Err(no.with("codes", doubtful.len()).with("first", first_of(doubtful)));
    }
    let set: Vec<Place> = rows.into_iter().filter(|p| dir.place(level, p.code) != Some(p)).collect();
    if set.is_empty() && gone.is_empty() {
        return Err(Refusal::new(4509));
    }
    let version = dir.lists.get(&level).map_or(0, |v| v.number) + 1;
    let parts = set.len().div_ceil(PART).max(1);
    let part = |i: usize| Did::PlacesSet {
        list: taken.list(version, i, parts),
        level,
        set: set.iter().skip(i * PART).take(PART).cloned().collect(),
        gone: if i + 1 == parts { gone.clone() } else { Vec::new() },
    };
    Ok((0..parts).map(|i| event(day, part(i))).collect())
}

/// Takes the list of societies in: it is the whole list from now on. Societies that are no longer on it, neither merged nor wound up, and those that lie
/// in another block or district than before, are accepted only by an order, which is kept with what stood before.
///
/// # Errors
/// 4501; 4506: societies vanished or moved; 4509: nothing differs.
pub fn set_societies(
    dir: &Directory,
    day: Date,
    rows: Vec<Listed>,
    taken: &Taken,
) -> Result<Vec<PlacesEvent>, Refusal> {
    begun(dir)?;
    let new: BTreeSet<&str> = rows.iter().map(|s| s.code.as_str()).collect();
    let stands = dir.societies.values().filter(|s| s.fate == Fate::Stands);
    let gone: Vec<String> = stands.map(|s| s.listed.code.clone()).filter(|c| !new.contains(c.as_str())).collect();
    let moved = |s: &&Listed| {
        dir.society(&s.code).is_some_and(|h| (h.listed.district, h.listed.block) != (s.district, s.block))
    };
    let doubtful: Vec<String> = gone.iter().cloned().chain(rows.iter().filter(moved).map(|s| s.code.clone())).collect();
    if !doubtful.is_empty() && taken.order.trim().is_empty() {
        let no = Refusal::new(4506).with("level", "society");
        return Err(no.with("codes", doubtful.len()).with("first", first_of(doubtful)));
    }
    let same = |s: &Listed| dir.society(&s.code).is_some_and(|h| h.listed == *s && h.fate == Fate::Stands);
    let ended =
        |s: &Listed| dir.society(&s.code).is_some_and(|h| matches!(h.fate, Fate::Merged { .. } | Fate::WoundUp { .. }));
    // one that was merged or wound up stays so, whatever an older list says
    let set: Vec<Listed> = rows.into_iter().filter(|s| !same(s) && !ended(s)).collect();
    if set.is_empty() && gone.is_empty() {
        return Err(Refusal::new(4509));
    }
    let version = dir.list.number + 1;
    let parts = set.len().div_ceil(PART).max(1);
    let part = |i: usize| Did::SocietiesSet {
        list: taken.list(version, i, parts),
        set: set.iter().skip(i * PART).take(PART).cloned().collect(),
        gone: if i + 1 == parts { gone.clone() } else { Vec::new() },
    };
    Ok((0..parts).map(|i| event(day, part(i))).collect())
}

fn standing<'d>(dir: &'d Directory, code: &str) -> Result<&'d Listed, Refusal> {
    let found = dir.society(code).filter(|s| s.fate == Fate::Stands);
    found.map(|s| &s.listed).ok_or_else(|| Refusal::new(4510).with("society", code))
}

/// Merges a society into another: it leaves the denominator, its register stays.
///
/// # Errors
/// 4508 (no order), 4510 (one of them is not on the list or has ended), 4511 (into itself).
pub fn merge(dir: &Directory, day: Date, code: &str, into: &str, order: &str) -> Result<Vec<PlacesEvent>, Refusal> {
    let (one, other) = (standing(dir, code)?, standing(dir, into)?);
    if one.code == other.code {
        return Err(Refusal::new(4511));
    }
    let (code, into) = (code.to_owned(), into.to_owned());
    Ok(vec![event(day, Did::SocietyMerged { code, into, order: ordered(order)? })])
}

/// Puts a society into liquidation.
///
/// # Errors
/// 4508, 4510.
pub fn wind_up(dir: &Directory, day: Date, code: &str, order: &str) -> Result<Vec<PlacesEvent>, Refusal> {
    let code = standing(dir, code)?.code.clone();
    Ok(vec![event(day, Did::SocietyWoundUp { code, order: ordered(order)? })])
}

/// Sets the district banks: all of them, by the order that says which serves which district. No list of them is part of the program, as none was verified.
///
/// # Errors
/// 4501; 4503: no code or name, or a code twice; 4507: a district nobody knows; 3209: a district that two banks serve; 4508: no order.
pub fn set_banks(dir: &Directory, day: Date, banks: Vec<Bank>, taken: &Taken) -> Result<Vec<PlacesEvent>, Refusal> {
    begun(dir)?;
    let (mut seen, mut served) = (BTreeSet::new(), BTreeSet::new());
    for (i, b) in banks.iter().enumerate() {
        if b.code.trim().is_empty() || b.name.trim().is_empty() || !seen.insert(&b.code) {
            return Err(Refusal::new(4503).with("rows", 1).with("first", i + 1));
        }
        if let Some(d) = b.districts.iter().find(|d| dir.place(Level::District, **d).is_none()) {
            return Err(Refusal::new(4507).with("level", "district").with("codes", 1).with("first", d));
        }
    }
    if let Some(d) = banks.iter().flat_map(|b| &b.districts).find(|d| !served.insert(**d)) {
        return Err(Refusal::new(3209).with("district", dir.name(Level::District, *d, false)));
    }
    let (order, source, digest) = (ordered(&taken.order)?, taken.source.clone(), taken.digest.clone());
    Ok(vec![event(day, Did::BanksSet { banks, order, source, digest })])
}

/// Posts an officer. One login holds one post at a time; the one before must be ended first.
///
/// # Errors
/// 4501, 4508 (no order); 3201: a mail address or telephone number that is none; 4512: no name; 4513: the post does not fit what it stands over; 4514: nobody knows that place; 4515: he holds a
/// post already.
pub fn post(dir: &Directory, day: Date, posting: Posting) -> Result<Vec<PlacesEvent>, Refusal> {
    begun(dir)?;
    let fit = |t: &str| !t.trim().is_empty() && t.chars().count() <= LONGEST;
    if !fit(&posting.name) || !fit(&posting.login) {
        return Err(Refusal::new(4512));
    }
    if !posting.office.fits(&posting.scope) {
        return Err(Refusal::new(4513).with("office", posting.office.code()).with("over", posting.scope.code()));
    }
    if !dir.knows(&posting.scope) {
        return Err(Refusal::new(4514).with("over", posting.scope.code()));
    }
    let holds = dir.posts.iter().any(|p| p.posting.login == posting.login && p.until.is_none());
    if holds {
        return Err(Refusal::new(4515).with("login", &posting.login));
    }
    let (mail, phone) = (posting.mail.trim().to_owned(), posting.phone.trim().to_owned());
    if let Some(wrong) = [(&mail, is_mail(&mail)), (&phone, is_phone(&phone))].into_iter().find(|a| !a.1) {
        return Err(Refusal::new(3201).with("address", wrong.0));
    }
    let order = ordered(&posting.order)?;
    Ok(vec![event(day, Did::Posted(Posting { order, mail, phone, ..posting }))])
}

/// A mail address as every server takes it, or none at all: without blanks, one `@`, a domain with a dot.
fn is_mail(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>(),;:\\\"[]".contains(c);
    let Some((name, domain)) = text.split_once('@') else { return text.is_empty() };
    let label = |l: &str| {
        !l.is_empty()
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let dots = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    text.len() <= 254
        && !name.is_empty()
        && name.chars().all(plain)
        && dots
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// A telephone number as a gateway takes it, or none at all: ten to thirteen digits, blanks, hyphens and a leading `+` between.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.strip_prefix('+').unwrap_or(text).chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-');
    text.is_empty() || (signs && (10..=13).contains(&digits))
}

/// Ends the post of an officer.
///
/// # Errors
/// 4508 (no order); 4516: he holds none.
pub fn relieve(dir: &Directory, day: Date, login: &str, order: &str) -> Result<Vec<PlacesEvent>, Refusal> {
    if !dir.posts.iter().any(|p| p.posting.login == login && p.until.is_none()) {
        return Err(Refusal::new(4516).with("login", login));
    }
    Ok(vec![event(day, Did::Relieved { login: login.to_owned(), order: ordered(order)? })])
}

/// Sets the outlines a map is drawn from.
///
/// # Errors
/// 4501.
pub fn outlines(dir: &Directory, day: Date, level: Level, taken: &Taken) -> Result<Vec<PlacesEvent>, Refusal> {
    begun(dir)?;
    let (digest, source) = (taken.digest.clone(), taken.source.clone());
    Ok(vec![event(day, Did::OutlinesSet { level, digest, source })])
}

/// The officers to whom a society's matter rises, step by step: its block's, its district's, the State's.
#[must_use]
pub fn ladder_of<'d>(dir: &'d Directory, s: &Listed, on: Date) -> Vec<&'d Posting> {
    const STEPS: [Office; 7] =
        [Office::Ado, Office::Adco, Office::Ar, Office::Cdo, Office::Dm, Office::Registrar, Office::Secretary];
    let over = |office: Office| dir.posts_on(on).find(|p| p.office == office && p.scope.holds(s));
    STEPS.into_iter().filter_map(over).collect()
}
