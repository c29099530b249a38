//! Reading lists of places and societies from rows of text, as the LGD directory and offices hand them out.

use crate::directory::Directory;
use crate::terms::{Level, Listed, Place, Sector};
use kernel::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Rows in which headings are looked for.
const HEADINGS_WITHIN: usize = 12;
/// Most characters of a name or code.
const LONGEST: usize = 200;
/// Rows a refusal names.
const NAMED: usize = 5;

type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

static HEADINGS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../rules/headings.toml")).expect("data of this room"));
static NAMES: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../rules/names.toml")).expect("data of this room"));

/// Letters and digits only, in small letters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || is_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Vowel signs and the like of Devanagari, which are no letters of their own.
fn is_mark(c: char) -> bool {
    ('\u{900}'..='\u{903}').contains(&c) || ('\u{93a}'..='\u{94f}').contains(&c)
}

/// The Hindi name this room knows of a code; empty where it knows none.
#[must_use]
pub fn hindi_of(level: Level, code: u32) -> String {
    let of = NAMES.get(level.code()).and_then(|names| names.get(&code.to_string()));
    of.cloned().unwrap_or_default()
}

/// The districts or blocks of a State that this room knows by itself, as the directory had them in December 2022; empty for other States.
#[must_use]
pub fn known(level: Level, state: u32) -> Vec<Place> {
    let none = BTreeMap::new();
    let names = NAMES.get(level.code()).unwrap_or(&none);
    let parents = NAMES.get("first_block").unwrap_or(&none);
    let parent = |code: u32| match level {
        Level::District => Some(state),
        // blocks are numbered district by district
        Level::Block => {
            let firsts = parents.iter().filter_map(|(d, first)| Some((first.parse::<u32>().ok()?, d.parse().ok()?)));
            firsts.filter(|(first, _)| *first <= code).max().map(|(_, d)| d)
        }
        Level::State | Level::Panchayat => None,
    };
    if !NAMES.get(Level::State.code()).is_some_and(|s| s.contains_key(&state.to_string())) {
        return Vec::new();
    }
    let latin = |code: u32, hindi: &str| {
        let of = NAMES.get(&format!("{}_latin", level.code())).and_then(|n| n.get(&code.to_string()));
        of.cloned().unwrap_or_else(|| hindi.to_owned())
    };
    let place = |(code, hindi): (&String, &String)| {
        let code: u32 = code.parse().ok()?;
        Some(Place { code, parent: parent(code)?, name: latin(code, hindi), hindi: hindi.clone() })
    };
    names.iter().filter_map(place).collect()
}

/// The columns of a table, by what they hold.
struct Columns {
    /// Row after the headings.
    from: usize,
    at: BTreeMap<&'static str, usize>,
}

/// Looks for the row of headings that names most columns. A heading that stands twice names the local name the second time, as in the
/// directory's lists of blocks.
fn columns(rows: &[Vec<String>], table: &'static str) -> Option<Columns> {
    let words = HEADINGS.get(table)?;
    let mut best: Option<Columns> = None;
    for (i, row) in rows.iter().take(HEADINGS_WITHIN).enumerate() {
        let mut at: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (c, cell) in row.iter().enumerate() {
            let heading = bare(cell);
            let named = words.iter().find(|(_, all)| all.iter().any(|w| !w.is_empty() && bare(w) == heading));
            let Some((name, _)) = named else { continue };
            match at.entry(name.as_str()) {
                std::collections::btree_map::Entry::Vacant(e) => {
                    e.insert(c);
                }
                std::collections::btree_map::Entry::Occupied(_) => {
                    let local = name.strip_suffix("_name").map(|n| format!("{n}_local"));
                    let local = local.and_then(|l| words.get_key_value(&l)).map(|(k, _)| k.as_str());
                    if let Some(local) = local {
                        at.entry(local).or_insert(c);
                    }
                }
            }
        }
        if at.len() > best.as_ref().map_or(1, |b| b.at.len()) {
            best = Some(Columns { from: i + 1, at });
        }
    }
    best
}

impl Columns {
    fn has(&self, name: &str) -> bool {
        self.at.contains_key(name)
    }

    fn text<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        self.at.get(name).and_then(|c| row.get(*c)).map_or("", |t| t.trim())
    }

    fn code(&self, row: &[String], name: &str) -> Option<u32> {
        let text = lipi::text::ascii_digits(self.text(row, name));
        text.trim_end_matches(".0").parse().ok().filter(|c| *c > 0)
    }
}

fn of_rows(number: u16, wrong: &BTreeSet<usize>) -> Refusal {
    let first: Vec<String> = wrong.iter().take(NAMED).map(ToString::to_string).collect();
    Refusal::new(number).with("rows", wrong.len()).with("first", first.join(", "))
}

/// Reads a list of places of one level: the finest whose codes it has. Rows of other States are left out.
///
/// # Errors
/// 4502: no columns of codes were recognised; 4503: rows without a code or name, or a code twice under different names.
pub fn places(rows: &[Vec<String>], state: u32) -> Result<(Level, Vec<Place>), Refusal> {
    let none = || Refusal::new(4502);
    let columns = columns(rows, "places").ok_or_else(none)?;
    let finest = [Level::Panchayat, Level::Block, Level::District].into_iter().find(|l| columns.has(code_of(*l)));
    let level = finest.ok_or_else(none)?;
    let above = level.above().filter(|a| *a == Level::State || columns.has(code_of(*a))).ok_or_else(none)?;
    if !columns.has(name_of(level)) {
        return Err(none());
    }
    let (mut out, mut wrong): (BTreeMap<u32, Place>, BTreeSet<usize>) = (BTreeMap::new(), BTreeSet::new());
    for (i, row) in rows.iter().enumerate().skip(columns.from) {
        if row.iter().all(|t| t.trim().is_empty()) {
            continue;
        }
        if columns.has("state_code") && columns.code(row, "state_code") != Some(state) {
            continue;
        }
        let parent = if above == Level::State { Some(state) } else { columns.code(row, code_of(above)) };
        let name = columns.text(row, name_of(level));
        let (Some(code), Some(parent), false) = (columns.code(row, code_of(level)), parent, name.is_empty()) else {
            wrong.insert(i + 1);
            continue;
        };
        let hindi = match columns.text(row, local_of(level)) {
            "" => hindi_of(level, code),
            local => local.to_owned(),
        };
        let place = Place { code, parent, name: titled(name), hindi };
        let before = out.insert(code, place.clone());
        if before.is_some_and(|b| b != place) || name.chars().count() > LONGEST {
            wrong.insert(i + 1);
        }
    }
    if !wrong.is_empty() {
        return Err(of_rows(4503, &wrong));
    }
    if out.is_empty() {
        return Err(none());
    }
    Ok((level, out.into_values().collect()))
}

fn code_of(level: Level) -> &'static str {
    match level {
        Level::State => "state_code",
        Level::District => "district_code",
        Level::Block => "block_code",
        Level::Panchayat => "panchayat_code",
    }
}

fn name_of(level: Level) -> &'static str {
    match level {
        Level::State | Level::District => "district_name",
        Level::Block => "block_name",
        Level::Panchayat => "panchayat_name",
    }
}

fn local_of(level: Level) -> &'static str {
    match level {
        Level::State | Level::District => "district_local",
        Level::Block => "block_local",
        Level::Panchayat => "panchayat_local",
    }
}

/// `PAURI GARHWAL` as `Pauri Garhwal`; what is not all in capitals stays.
fn titled(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |w: &str| {
        let mut letters = w.chars();
        letters.next().map(|c| c.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// A place by its code or by its name, in either script.
fn find(dir: &Directory, level: Level, parent: Option<u32>, text: &str) -> Option<u32> {
    let digits = lipi::text::ascii_digits(text);
    if let Ok(code) = digits.parse() {
        return dir.place(level, code).map(|p| p.code);
    }
    let wanted = bare(text);
    let fits =
        |p: &&Place| parent.is_none_or(|d| p.parent == d) && (bare(&p.name) == wanted || bare(&p.hindi) == wanted);
    let of = dir.places.range((level, 0)..=(level, u32::MAX)).map(|(_, h)| h).filter(|h| h.gone.is_none());
    let mut found = of.map(|h| &h.place).filter(fits);
    let one = found.next()?;
    found.next().is_none().then_some(one.code)
}

fn sector(text: &str) -> Option<Sector> {
    let wanted = bare(text);
    let words = HEADINGS.get("sector")?;
    Sector::ALL.into_iter().find(|s| words.get(s.code()).is_some_and(|all| all.iter().any(|w| bare(w) == wanted)))
}

/// Reads a list of societies; districts and blocks stand there by LGD code or by name. A society without a bank gets the one that serves
/// its district, where exactly one does.
///
/// # Errors
/// 4502: no columns recognised; 4504: rows whose code, name, district, block or sector cannot be understood, or a code twice.
pub fn societies(rows: &[Vec<String>], dir: &Directory) -> Result<Vec<Listed>, Refusal> {
    let columns = columns(rows, "societies").ok_or_else(|| Refusal::new(4502))?;
    if !["code", "name", "district", "block"].iter().all(|c| columns.has(c)) {
        return Err(Refusal::new(4502));
    }
    let (mut out, mut wrong): (BTreeMap<String, Listed>, BTreeSet<usize>) = (BTreeMap::new(), BTreeSet::new());
    for (i, row) in rows.iter().enumerate().skip(columns.from) {
        if row.iter().all(|t| t.trim().is_empty()) {
            continue;
        }
        let read = listed(&columns, row, dir).filter(|s| !out.contains_key(&s.code));
        match read {
            Some(s) => {
                out.insert(s.code.clone(), s);
            }
            None => {
                wrong.insert(i + 1);
            }
        }
    }
    if !wrong.is_empty() {
        return Err(of_rows(4504, &wrong));
    }
    if out.is_empty() {
        return Err(Refusal::new(4502));
    }
    Ok(out.into_values().collect())
}

fn listed(columns: &Columns, row: &[String], dir: &Directory) -> Option<Listed> {
    let text = |name: &str| columns.text(row, name);
    let (code, name) = (text("code"), text("name"));
    let fit = |t: &str| !t.is_empty() && t.chars().count() <= LONGEST;
    if !fit(code) || !fit(name) || code.contains('/') {
        return None;
    }
    let district = find(dir, Level::District, None, text("district"))?;
    let block = find(dir, Level::Block, Some(district), text("block"))?;
    if dir.place(Level::Block, block)?.parent != district {
        return None;
    }
    let serving: Vec<&str> =
        dir.banks.values().filter(|b| b.districts.contains(&district)).map(|b| b.code.as_str()).collect();
    let bank = match (text("bank"), serving.as_slice()) {
        ("", [one]) => (*one).to_owned(),
        (named, _) => named.to_owned(),
    };
    let codes = text("panchayats").split([';', ',', ' ', '|']).filter(|t| !t.is_empty());
    let area: Option<Vec<u32>> = codes.map(|c| lipi::text::ascii_digits(c).parse().ok()).collect();
    let sector = sector(text("sector"))?;
    Some(Listed { code: code.to_owned(), name: name.to_owned(), sector, district, block, bank, area: area? })
}

/// What a shape of a map (GeoJSON) says of itself, as text.
#[must_use]
pub fn said(properties: &serde_json::Value) -> Vec<(String, String)> {
    let text = |v: &serde_json::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    properties.as_object().map(|o| o.iter().map(|(k, v)| (k.clone(), text(v))).collect()).unwrap_or_default()
}

/// Which place of a level a shape on a map is, by what is said of it: its LGD code, or its name within its district.
#[must_use]
pub fn outline_code(dir: &Directory, level: Level, properties: &[(String, String)]) -> Option<u32> {
    let said = |names: &[&str]| {
        let found = names.iter().find_map(|n| properties.iter().find(|(k, _)| bare(k) == bare(n)));
        found.map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
    };
    let district = said(&["lgd_district", "district_lgd", "district code", "dist_lgd"]).and_then(|c| c.parse().ok());
    let district =
        district.or_else(|| find(dir, Level::District, None, said(&["district", "dtname", "district name"])?));
    match level {
        Level::District => district.filter(|d| dir.place(Level::District, *d).is_some()),
        Level::Block => match said(&["lgd_block", "block_lgd", "block code", "lgd_block_code"]) {
            Some(code) => code.parse().ok().filter(|b| dir.place(Level::Block, *b).is_some()),
            None => nearest(dir, district?, said(&["block", "block name"])?),
        },
        Level::State | Level::Panchayat => None,
    }
}

/// The block of a district whose name is nearest: spellings in maps differ from the directory's.
fn nearest(dir: &Directory, district: u32, name: &str) -> Option<u32> {
    let sound = |text: &str| lipi::name::key(text).0;
    let wanted = sound(name);
    let exact = find(dir, Level::Block, Some(district), name);
    exact.or_else(|| dir.below(Level::Block, district).find(|p| sound(&p.name) == wanted).map(|p| p.code))
}
