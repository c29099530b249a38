//! A circular as the one page that is printed, signed and sent: made here, so that what has no room on it is not published.

use crate::export::{Cell, Grid, Holds, Paper, Part};
use kernel::{Date, Refusal};
use lipi::{Lang, date, messages};
use places::{Directory, Level};
use programme::Rung;
use programme::timeline::{Circular, Milestone};
use std::collections::BTreeMap;

/// The longest entry a circular can have, by which its page is measured before it has one.
const LONGEST_ENTRY: &str = "1000000-9999999";

fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    messages::say(lang, key, args)
}

/// A milestone over its column: the rung, and who answers for it.
#[must_use]
pub fn milestone_words(m: &Milestone, lang: Lang) -> String {
    let rung = say(lang, &format!("rung-{}", m.rung.code()), &[]);
    match m.office {
        Some(office) => format!("{rung} ({})", say(lang, &format!("office-{}", office.code()), &[])),
        None => rung,
    }
}

/// The last days of each district, by the milestones of a circular in their order; empty where a milestone has none there.
#[must_use]
pub fn district_dues(circular: &Circular, dir: &Directory, lang: Lang) -> Vec<(String, Vec<String>)> {
    let mut last: BTreeMap<u32, BTreeMap<Rung, Date>> = BTreeMap::new();
    for t in &circular.targets {
        let due = last.entry(t.district).or_default().entry(t.rung).or_insert(t.due);
        *due = (*due).max(t.due);
    }
    let rungs: Vec<Rung> = circular.milestones.iter().map(|m| m.rung).collect();
    let row = |(d, dues): (&u32, &BTreeMap<Rung, Date>)| {
        let name = dir.name(Level::District, *d, lang == Lang::Hi);
        (name, rungs.iter().map(|r| dues.get(r).copied().map(date::format).unwrap_or_default()).collect())
    };
    last.iter().map(row).collect()
}

fn columns(lang: Lang, heads: &[(&str, Holds)]) -> Vec<(String, Holds)> {
    heads.iter().map(|(key, holds)| (say(lang, key, &[]), *holds)).collect()
}

/// The page of a circular. `entry` is its place in the register, in words.
#[must_use]
pub fn circular_paper(k: &Circular, dir: &Directory, entry: &str, lang: Lang) -> Paper {
    let s = |key: &str| say(lang, key, &[]);
    let mut about = vec![format!("{} {} · {}", s("counter-f-number"), k.number, date::format(k.dated))];
    if k.version > 1 {
        about.push(say(lang, "plan-changed", &[("n", &k.version.to_string())]));
    }
    if !k.reason.is_empty() {
        about.push(format!("{}: {}", s("counter-f-reason"), k.reason));
    }
    let mut parts = vec![Part::Strong(format!("{}: {}", s("counter-f-subject"), k.subject))];
    if !k.clauses.is_empty() {
        let heads = [("plan-task", Holds::Words), ("plan-whose", Holds::Words), ("plan-due", Holds::Short)];
        let mut grid = Grid { columns: columns(lang, &heads), ..Grid::default() };
        for (n, c) in k.clauses.iter().enumerate() {
            let cells =
                [format!("{}. {}", n + 1, c.text), s(&format!("office-{}", c.office.code())), date::format(c.due)];
            grid.row(cells.map(Cell::Text).into());
        }
        parts.push(Part::Table(grid));
    }
    let districts = district_dues(k, dir, lang);
    if !districts.is_empty() {
        let mut heads = columns(lang, &[("state-district", Holds::Words)]);
        heads.extend(k.milestones.iter().map(|m| (milestone_words(m, lang), Holds::Short)));
        let mut grid = Grid { columns: heads, ..Grid::default() };
        for (name, dues) in &districts {
            grid.row(std::iter::once(name).chain(dues).map(Cell::text).collect());
        }
        parts.push(Part::Table(grid));
    }
    parts.push(Part::Signed(k.authority.clone()));
    let entry = say(lang, "plan-minutes-entry", &[("entry", entry)]);
    let proof = format!("{} · {entry}", say(lang, "plan-of-list", &[("n", &k.list.to_string())]));
    Paper { of: k.authority.clone(), title: s("plan-circular"), about, parts, proof }
}

/// Whether a circular has room on its page in both languages, every clause and every district of it: what is ordered is not ordered by a page that hides it.
///
/// # Errors
/// 4721: by how many lines it is too long. Where the computer has no letters nothing can be printed, and nothing is measured.
pub(super) fn fits(k: &Circular, dir: &Directory) -> Result<(), Refusal> {
    let long = |lang| circular_paper(k, dir, LONGEST_ENTRY, lang).too_long(lang).unwrap_or(0);
    match long(Lang::Hi).max(long(Lang::En)) {
        0 => Ok(()),
        lines => Err(Refusal::new(4721).with("lines", lines)),
    }
}
