//! Whether the square of a certificate is true, of the end of paper or of a data set that was signed: whoever holds the paper may ask, for it says nothing that does not stand on it.

use crate::{Desk, Trouble, society_id};
use keep::{Event, view};
use kernel::{Date, SocietyId};
use migration::bench::BenchEvent;
use migration::bench::set::{self, Known};
use sql::Tx;

/// What the square of the certificate says: the entry of the register and its hash.
#[must_use]
pub fn sealed_text(code: &str, entry: (i64, i64), leaf: &str) -> String {
    format!("sahakar paper-ended {code} {}/{} {leaf}", entry.0, entry.1)
}

/// A certificate that is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperEnded {
    /// The society.
    pub society: SocietyId,
    /// Its name.
    pub name: String,
    /// The day from which no paper is kept.
    pub from: Date,
}

/// What the square of a migration's certificate says: the digest of its data set, hexadecimal.
#[must_use]
pub fn set_text(code: &str, set: &str) -> String {
    format!("sahakar set {code} {set}")
}

/// A data set that was closed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSet {
    /// The society.
    pub society: SocietyId,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub known: Known,
}

impl Desk {
    /// The end of paper that a square's text names, where its entry stands in a register here, has this hash, and was not undone by an order; nothing
    /// for any other text.
    ///
    /// # Errors
    /// The store's.
    pub fn paper_ended(&self, text: &str) -> Result<Option<PaperEnded>, Trouble> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let ["sahakar", "paper-ended", code, entry, leaf] = words[..] else { return Ok(None) };
        let place = entry.split_once('/').and_then(|(d, s)| Some((d.parse::<i64>().ok()?, s.parse::<i64>().ok()?)));
        let (Some(entry), id) = (place, society_id(code)) else { return Ok(None) };
        self.read(|t| ended(t, id, code, entry, leaf))
    }

    /// The data set that the square of a migration's certificate names, where a register here has ever closed it; nothing for any other text.
    ///
    /// # Errors
    /// The store's.
    pub fn data_set(&self, text: &str) -> Result<Option<DataSet>, Trouble> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let ["sahakar", "set", code, set] = words[..] else { return Ok(None) };
        let id = society_id(code);
        self.read(|t| {
            let Some(society) = view::society(t, id)?.filter(|s| s.code == code) else { return Ok(None) };
            let known = set::known(&view::bench_said(t, id)?, set);
            Ok(known.map(|known| DataSet { society: id, name: society.name, known }))
        })
    }
}

fn ended(
    t: &mut Tx<'_>,
    id: SocietyId,
    code: &str,
    entry: (i64, i64),
    leaf: &str,
) -> Result<Option<PaperEnded>, sql::Error> {
    let Some(society) = view::society(t, id)?.filter(|s| s.code == code) else { return Ok(None) };
    let entries = view::act(t, id, entry)?;
    let Some(found) = entries.iter().find(|e| e.seq == entry.1 && e.leaf == leaf) else { return Ok(None) };
    let Event::Bench(event) = &found.event else { return Ok(None) };
    let BenchEvent::CutOver { from, .. } = **event else { return Ok(None) };
    let stands = view::bench_case(t, id)?.cut_over.is_some_and(|c| c.place == entry);
    Ok(stands.then_some(PaperEnded { society: id, name: society.name, from }))
}
