//! What a nominal member joined for and who vouches for him; the rest of his line in the register of nominal members is the admission's.

use super::{Noted, maybe, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Purpose and guarantor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What the membership is for.
    pub purpose: String,
    /// Who vouches; may be empty.
    pub guarantor: String,
}

/// The last word on each member.
#[must_use]
pub fn fold(entries: &[Entry]) -> BTreeMap<String, Note> {
    let one = |e: &Entry| match &e.event.did {
        Did::Office(what) => match &**what {
            Noted::NominalNoted(n) => Some((e.event.of.clone(), n.clone())),
            _ => None,
        },
        _ => None,
    };
    entries.iter().filter_map(one).collect()
}

/// Notes what a nominal member joined for.
///
/// # Errors
/// 4020; 4400 (purpose).
pub fn note(sight: &Sight, member_no: &str, note: &Note) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let kept = Note { purpose: text(&note.purpose)?, guarantor: maybe(&note.guarantor)? };
    Ok(noted(date, Register::Nominal, member_no, Noted::NominalNoted(kept)))
}
