//! Layouts shared through the seat of a State: a mapping that a society pointed out goes up with its register; an officer releases it; it comes down in the
//! State's register, and a society that brings a file of that layout has it applied, as an entry of its own that it can take back. Of a society nothing
//! travels in it but headings, the register they head and what each column means.

use crate::bench::case::{Entry, Place};
use crate::bench::event::BenchEvent;
use crate::books::Register;
use crate::profile::{self, Profiles, TableProfile};
use crate::table::{Table, comparable};
use crate::view::View;
use crate::vocabulary::WORDS;
use kernel::{Digest, Instant, Refusal};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashSet};

/// Most columns and most letters of a heading that are shared.
const COLUMNS: usize = 64;
const LETTERS: usize = 80;
/// So many digits on end are the number of a person or an account, not a heading.
const DIGITS: usize = 6;
/// Rows in which a sheet without a register is looked through for headings.
const ROWS: usize = 60;

/// What happens to shared layouts. The first two stand in the State's register, the last in a society's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "layout", rename_all = "kebab-case")]
pub enum LayoutEvent {
    /// An officer released a mapping for all societies.
    Released {
        /// The mapping.
        table: TableProfile,
        /// Societies that used it then.
        societies: u64,
    },
    /// He took it back; a society that applies it goes on doing so until it says otherwise.
    Withdrawn {
        /// The entry of the release.
        of: (i64, i64),
        /// Why.
        reason: String,
    },
    /// The society applies a mapping that was released.
    Taken {
        /// The entry of the release, in the State's register.
        of: (i64, i64),
        /// The mapping.
        table: TableProfile,
    },
}

impl LayoutEvent {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            LayoutEvent::Released { .. } => "bench.layout-released",
            LayoutEvent::Withdrawn { .. } => "bench.layout-withdrawn",
            LayoutEvent::Taken { .. } => "bench.layout-taken",
        }
    }
}

/// A mapping that was released and stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Its entry in the State's register.
    pub place: Place,
    /// The mapping.
    pub table: TableProfile,
    /// Societies that used it when it was released.
    pub societies: u64,
    /// Login name of the officer.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// What stands released, of entries of the State's register in their order; a later release of the same headings takes the place of an earlier one.
#[must_use]
pub fn released(entries: &[Entry]) -> Vec<Released> {
    let mut out: Vec<Released> = Vec::new();
    for e in entries {
        match &e.event {
            BenchEvent::Layout(l) => match &**l {
                LayoutEvent::Released { table, societies } => {
                    out.retain(|r| heads(&r.table) != heads(table));
                    let (by, at) = (e.by.clone(), e.at);
                    out.push(Released { place: e.place, table: table.clone(), societies: *societies, by, at });
                }
                LayoutEvent::Withdrawn { of, .. } => out.retain(|r| r.place != *of),
                LayoutEvent::Taken { .. } => {}
            },
            _ => continue,
        }
    }
    out
}

fn hashed(parts: impl IntoIterator<Item = String>) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_be_bytes());
        sum.update(part.as_bytes());
    }
    Digest(sum.finalize().into()).hex()
}

/// The same for all mappings of the same headings, however they are spaced; hexadecimal.
#[must_use]
pub fn heads(table: &TableProfile) -> String {
    hashed(table.headings.iter().map(|h| comparable(h)))
}

/// The same for mappings that read the same headings alike; hexadecimal.
#[must_use]
pub fn print(table: &TableProfile) -> String {
    let said = [heads(table), table.kind.clone(), table.product.clone()];
    hashed(said.into_iter().chain(table.fields.iter().cloned()))
}

/// Two mappings are of one layout: most headings of either are the other's.
#[must_use]
pub fn alike(a: &TableProfile, b: &TableProfile) -> bool {
    let of = |t: &TableProfile| t.headings.iter().map(|h| comparable(h)).collect::<BTreeSet<_>>();
    let (a, b) = (of(a), of(b));
    let both = a.intersection(&b).count();
    both * 10 >= a.len().max(b.len()) * 8
}

/// Whether a mapping says nothing but what a layout is: words the program knows, and headings that hold no number of a person.
fn is_bare(table: &TableProfile) -> bool {
    let words = WORDS.registers.iter().find(|r| r.kind == table.kind);
    let known = |f: &String| f == "-" || words.is_some_and(|w| w.columns.iter().any(|c| c.field == f));
    let products = ["", "ST", "MT", "LT", "SB", "RD", "FD", "DD", "NOMINAL"];
    let bare = |h: &String| {
        let text = lipi::text::ascii_digits(h);
        let runs = text.split(|c: char| !c.is_ascii_digit()).map(str::len);
        h.chars().count() <= LETTERS && runs.max().unwrap_or(0) < DIGITS
    };
    (words.is_some() || table.kind == "ignore")
        && products.contains(&table.product.as_str())
        && (2..=COLUMNS).contains(&table.headings.len())
        && table.fields.len() == table.headings.len()
        && table.headings.iter().all(bare)
        && (table.kind == "ignore" || table.fields.iter().all(known))
}

/// Releases a mapping for all societies.
///
/// # Errors
/// 3191: it is released already; 3192: it holds something else than the layout.
pub fn release(known: &[Released], table: &TableProfile, societies: u64) -> Result<BenchEvent, Refusal> {
    if known.iter().any(|r| print(&r.table) == print(table)) {
        return Err(Refusal::new(3191));
    }
    if !is_bare(table) {
        return Err(Refusal::new(3192).with("most", LETTERS).with("digits", DIGITS));
    }
    Ok(BenchEvent::Layout(Box::new(LayoutEvent::Released { table: table.clone(), societies })))
}

/// Takes a release back.
///
/// # Errors
/// 3194: there is none, or it was taken back; 3151: no reason.
pub fn withdraw(known: &[Released], of: Place, reason: &str) -> Result<BenchEvent, Refusal> {
    if !known.iter().any(|r| r.place == of) {
        return Err(Refusal::new(3194));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new(3151));
    }
    Ok(BenchEvent::Layout(Box::new(LayoutEvent::Withdrawn { of, reason: reason.trim().to_owned() })))
}

/// Looks whether what a society would apply was released and reads as it was released.
///
/// # Errors
/// 3194.
pub fn stands(known: &[Released], of: Place, table: &TableProfile) -> Result<(), Refusal> {
    let same = known.iter().any(|r| r.place == of && r.table == *table);
    same.then_some(()).ok_or_else(|| Refusal::new(3194))
}

/// How a mapping fits headings: the headings of columns in use that are missing, none where it fits; `None` where it is another layout.
fn missing(table: &TableProfile, there: &HashSet<String>) -> Option<Vec<String>> {
    let found = table.headings.iter().filter(|h| there.contains(&comparable(h))).count();
    if found < 2 || found * 10 < table.headings.len() * 6 {
        return None;
    }
    let used = table.headings.iter().zip(&table.fields).filter(|(_, f)| *f != "-").map(|(h, _)| h);
    Some(used.filter(|h| !there.contains(&comparable(h))).cloned().collect())
}

/// A table of the old books and a mapping that was made for its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Index of the file.
    pub file: u16,
    /// Index of the sheet.
    pub sheet: u16,
    /// Row of its headings.
    pub row: u32,
    /// The mapping.
    pub table: TableProfile,
    /// Headings of the mapping that do not stand there; none where it fits.
    pub missing: Vec<String>,
}

/// How the mappings fit the tables of a sheet.
#[must_use]
pub fn fits(view: &View<'_>, tables: &[Table], profiles: &Profiles, (file, sheet): (u16, u16)) -> Vec<Fit> {
    let all: Vec<&TableProfile> = profiles.0.iter().flat_map(|p| &p.table).filter(|t| t.kind != "ignore").collect();
    if all.is_empty() {
        return Vec::new();
    }
    let rows = view.sheet.rows();
    let mut heads: Vec<(u32, HashSet<String>)> = Vec::new();
    for t in tables {
        heads.push((rows[t.head_at].number, heads_of(view, t)));
    }
    if tables.is_empty() {
        heads.extend(heading_rows(view).map(|(row, said)| (row, said.into_iter().collect())));
    }
    let one = |(row, there): &(u32, HashSet<String>), t: &&TableProfile| {
        let missing = missing(t, there)?;
        Some(Fit { file, sheet, row: *row, table: (*t).clone(), missing })
    };
    heads.iter().flat_map(|h| all.iter().filter_map(move |t| one(h, t))).collect()
}

/// The mappings that no longer fit, of all there are: a table that another mapping fits is that one's; and a mapping that fits tables of other files was made
/// for those.
#[must_use]
pub fn unfit(fits: Vec<Fit>) -> Vec<Fit> {
    let (whole, part): (Vec<Fit>, Vec<Fit>) = fits.into_iter().partition(|f| f.missing.is_empty());
    let same_table = |a: &Fit, b: &Fit| (a.file, a.sheet, a.row) == (b.file, b.sheet, b.row);
    let elsewhere = |f: &Fit| {
        let mut of = whole.iter().filter(|w| w.table == f.table).peekable();
        of.peek().is_some() && of.all(|w| w.file != f.file)
    };
    part.into_iter().filter(|f| !whole.iter().any(|w| same_table(w, f)) && !elsewhere(f)).collect()
}

/// The headings of rows that may head a sheet without a register.
fn heading_rows(view: &View<'_>) -> impl Iterator<Item = (u32, Vec<String>)> {
    let rows = view.sheet.rows().iter().take(ROWS).filter(|r| view.sheet.cells(r).len() > 1);
    rows.map(|row| (row.number, profile::row_headings(view, row).iter().map(|(_, h)| comparable(h)).collect()))
}

/// The headings of a register.
fn heads_of(view: &View<'_>, table: &Table) -> HashSet<String> {
    profile::headings(view, table).iter().map(|(_, h)| comparable(h)).collect()
}

/// Whether a sheet with these registers is one a mapping is of: all headings it uses stand there.
#[must_use]
pub fn reads(view: &View<'_>, registers: &[&Register], table: &TableProfile) -> bool {
    let whole = |there: &HashSet<String>| missing(table, there).is_some_and(|m| m.is_empty());
    match registers.is_empty() {
        true => heading_rows(view).any(|(_, said)| whole(&said.into_iter().collect())),
        false => registers.iter().any(|r| whole(&heads_of(view, &r.table))),
    }
}

/// Whether a sheet with these registers would be read otherwise by a mapping that fits it.
#[must_use]
pub fn gains(view: &View<'_>, registers: &[&Register], layout: &TableProfile) -> bool {
    if registers.is_empty() {
        let wanted: Vec<String> = layout.headings.iter().map(|h| comparable(h)).collect();
        return layout.kind != "ignore" && wanted.len() > 1 && heading_rows(view).any(|(_, said)| said == wanted);
    }
    registers.iter().any(|r| {
        let heads = profile::headings(view, &r.table);
        let there = heads_of(view, &r.table);
        let whole = missing(layout, &there).is_some_and(|m| m.is_empty());
        let understood = r.table.columns.iter().map(|m| comparable(&m.heading));
        let wanted: HashSet<String> = layout.headings.iter().map(|h| comparable(h)).collect();
        let (known, all) = (understood.filter(|h| wanted.contains(h)).count(), r.table.columns.len());
        whole && known >= 2 && known * 10 >= all * 8 && reads_otherwise(layout, r, &heads)
    })
}

fn reads_otherwise(layout: &TableProfile, r: &Register, heads: &[(u16, String)]) -> bool {
    let product = layout.product.is_empty() || layout.product == r.table.product;
    if layout.kind != r.table.kind || !product {
        return true;
    }
    layout.headings.iter().zip(&layout.fields).any(|(heading, field)| {
        let at = heads.iter().find(|(_, h)| comparable(h) == comparable(heading)).map(|(col, _)| *col);
        let now = r.table.columns.iter().find(|m| Some(m.col) == at).map_or("-", |m| m.field);
        at.is_some() && now != field
    })
}
