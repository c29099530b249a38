//! Land of members, plot by plot, as the khatauni has it: khata, khasra, area, irrigated or not, what grows there, to whom it is charged.

use super::{Noted, maybe, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use kernel::Refusal;
use serde::{Deserialize, Serialize};

/// Most of one plot, tenths of a square metre: 1,000 hectares.
const MOST: i64 = 100_000_000;

/// A plot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plot {
    /// Membership number of its owner.
    pub member_no: String,
    /// Number of the khata.
    pub khata: String,
    /// Number of the khasra; of one khata each once.
    pub khasra: String,
    /// Area, tenths of a square metre.
    pub area: i64,
    /// It is irrigated.
    pub irrigated: bool,
    /// What grows there.
    pub crop: String,
    /// To whom it is charged; empty where it is free.
    pub charge: String,
}

impl Plot {
    /// What names it in the register: `12 · 45/310`.
    #[must_use]
    pub fn named(&self) -> String {
        format!("{} · {}/{}", self.member_no, self.khata, self.khasra)
    }
}

/// A plot that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Entry.
    pub place: (i64, i64),
    /// What names it.
    pub name: String,
    /// The plot.
    pub plot: Plot,
}

/// The plots members have, in the order they were written; what was changed is entered again and stands at its last words.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<Owned> {
    let mut all: Vec<Owned> = Vec::new();
    for e in entries {
        let Did::Office(what) = &e.event.did else { continue };
        match &**what {
            Noted::PlotEntered(plot) => {
                all.retain(|o| o.name != e.event.of);
                all.push(Owned { place: e.place, name: e.event.of.clone(), plot: plot.clone() });
            }
            Noted::PlotLeft { .. } => all.retain(|o| o.name != e.event.of),
            _ => {}
        }
    }
    all
}

/// Enters a plot, or what changed of it.
///
/// # Errors
/// 4020; 4400 (khata, khasra); 4651 an area of nothing or far too much, or the plot is another member's.
pub fn enter(sight: &Sight, plot: &Plot) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let kept = Plot {
        member_no: text(&plot.member_no)?,
        khata: text(&plot.khata)?,
        khasra: text(&plot.khasra)?,
        crop: maybe(&plot.crop)?,
        charge: maybe(&plot.charge)?,
        ..plot.clone()
    };
    let other = |o: &Owned| {
        (&o.plot.khata, &o.plot.khasra) == (&kept.khata, &kept.khasra) && o.plot.member_no != kept.member_no
    };
    if !(1..=MOST).contains(&kept.area) || fold(&sight.entries).iter().any(other) {
        return Err(Refusal::new(4651).with("plot", format!("{}/{}", kept.khata, kept.khasra)));
    }
    let name = kept.named();
    Ok(noted(date, Register::Land, &name, Noted::PlotEntered(kept)))
}

/// A plot is a member's no more: sold, divided, given away.
///
/// # Errors
/// 4020; 4400 (reason); 4403 no such plot.
pub fn leave(sight: &Sight, name: &str, reason: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let all = fold(&sight.entries);
    let found = all.iter().find(|o| o.name == name.trim());
    let found = found.ok_or_else(|| Refusal::new(4403).with("number", name))?;
    Ok(noted(date, Register::Land, &found.name, Noted::PlotLeft { reason: text(reason)? }))
}
