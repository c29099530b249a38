//! A page half keyed: each finished field is kept at the desk for the one who keys it, so that a power cut, or another browser, costs him at most the field
//! he was in. The other hand never sees it, and it goes when the page is kept.

use super::Place;
use crate::ask::{Ask, Trouble};
use crate::counter::form::Filled;
use crate::counter::who;
use migration::paper::fold::Page as Leaf;
use migration::paper::{Kind, decide, normal};
use serde::{Deserialize, Serialize};
use society::secret;
use std::collections::BTreeMap;

/// What was typed.
#[derive(Serialize, Deserialize)]
pub(super) struct Draft {
    /// Made by the browser that sent it: so it knows whether more was keyed elsewhere since.
    pub mark: String,
    /// Marks of the drafts whose place it takes: one of them that comes late is not kept over it.
    #[serde(default)]
    after: Vec<String>,
    /// What was kept of the page by this person when he began; another keeping makes the draft void.
    upon: String,
    /// Cells by the name of their box: `r0.5`, `t9`.
    cells: BTreeMap<String, String>,
}

/// Most letters of a mark.
const MOST_MARK: usize = 40;
/// Most drafts of which one may say that it takes their place.
const MOST_AFTER: usize = 16;

fn of((society, volume, page): Place) -> String {
    format!("page|{}|{volume}|{page}", society.0)
}

/// What this person has kept of a page, as a short mark; empty where nothing.
pub(super) fn upon(leaf: Option<&Leaf>, by: &str) -> String {
    let hands = leaf.into_iter().flat_map(|p| [&p.first, &p.second]).flatten();
    hands.filter(|k| k.by == by).map(|k| format!("{:x}", k.lot)).collect::<Vec<_>>().join("-")
}

/// Row and column of a box; no row for a total.
fn box_of(name: &str) -> Option<(Option<usize>, usize)> {
    match name.strip_prefix('r') {
        Some(cell) => {
            let (row, at) = cell.split_once('.')?;
            Some((Some(row.parse().ok()?), at.parse().ok()?))
        }
        None => Some((None, name.strip_prefix('t')?.parse().ok()?)),
    }
}

/// The draft of the one who asks.
pub(super) fn open(ask: &Ask, place: Place, leaf: Option<&Leaf>) -> Result<Option<Draft>, Trouble> {
    let by = &who(ask)?.name;
    let kept = ask.web.desk.draft(&of(place), by).and_then(|bytes| serde_json::from_slice::<Draft>(&bytes).ok());
    Ok(kept.filter(|d| d.upon == upon(leaf, by)))
}

/// Keeps what is typed so far. What came late, after the page itself was kept, is not kept again.
pub(super) fn keep(ask: &Ask, place: Place, (kind, leaf): (&Kind, Option<&Leaf>), f: &Filled) -> Result<(), Trouble> {
    let by = &who(ask)?.name;
    let upon = upon(leaf, by);
    if f.text("upon") != upon {
        return Ok(());
    }
    let mark: String = f.text("mark").chars().filter(char::is_ascii_alphanumeric).take(MOST_MARK).collect();
    let after = f.text("after").split(' ').filter(|m| (1..=MOST_MARK).contains(&m.len())).take(MOST_AFTER);
    let after: Vec<String> = after.map(str::to_owned).collect();
    let cells = f.0.iter().filter_map(|(name, text)| {
        let (row, at) = box_of(name)?;
        let column = kind.columns.get(at)?;
        let fits = row.is_none_or(|r| r < decide::MOST_ROWS) && text.chars().count() <= decide::MOST_CELL;
        // a person's secret number is kept nowhere, not even until the page is
        let text = if normal::is_number_of_its_own(column) { text.clone() } else { lipi::verhoeff::mask(text) };
        let secret = !normal::is_number_of_its_own(column) && secret::keep_out("text", &text).is_err();
        (fits && !secret && !text.is_empty()).then(|| (name.clone(), text))
    });
    let draft = Draft { mark, after, upon, cells: cells.collect() };
    let bytes = serde_json::to_vec(&draft).map_err(|e| kernel::Fault::new("write a draft", e))?;
    let newer = |there: &[u8]| serde_json::from_slice::<Draft>(there).is_ok_and(|d| d.takes_place_of(&draft));
    Ok(ask.web.desk.keep_draft(&of(place), by, &bytes, newer)?)
}

/// The page is kept, or what was typed is no longer wanted.
pub(super) fn thrown(ask: &Ask, place: Place) -> Result<(), Trouble> {
    ask.web.desk.drop_draft(&of(place), &who(ask)?.name);
    Ok(())
}

impl Draft {
    fn takes_place_of(&self, other: &Draft) -> bool {
        self.upon == other.upon && self.after.contains(&other.mark)
    }

    /// Rows and totals as typed, empty rows between them too.
    pub(super) fn keyed(&self, kind: &Kind) -> (Vec<Vec<String>>, Vec<String>) {
        let (mut rows, mut totals) = (Vec::new(), vec![String::new(); kind.columns.len()]);
        for (name, text) in &self.cells {
            let Some((row, at)) = box_of(name).filter(|b| b.1 < kind.columns.len()) else { continue };
            let line = match row {
                Some(row) if row >= rows.len() => {
                    rows.resize(row + 1, vec![String::new(); kind.columns.len()]);
                    &mut rows[row]
                }
                Some(row) => &mut rows[row],
                None => &mut totals,
            };
            line[at].clone_from(text);
        }
        (rows, totals)
    }
}
