//! Counting the drawer is a work of its own: who holds the cash counts it when the last customer has gone, who ends the day finds the count there.
//!
//! What was counted last is kept beside the register, a small file for each society. It is no entry: what the day ended with is, and that is checked
//! against the books. A count that is lost costs nothing but counting.

use crate::{Desk, Trouble, Who, files};
use books::day;
use books::event::Note;
use kernel::{Date, Instant, Refusal, SocietyId, Verb};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The folder of counts in the data folder.
const FOLDER: &str = "counted";

/// The drawer as somebody counted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The open day it was counted for.
    pub day: Date,
    /// Who counted.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Notes and coins, largest first.
    pub cash: Vec<Note>,
}

impl Desk {
    fn count_of(&self, society: SocietyId) -> PathBuf {
        self.dir.join(FOLDER).join(format!("{}.json", society.0))
    }

    /// Keeps what somebody counted on the open day; an earlier count is forgotten. Whether it is what the books say is no question here.
    ///
    /// # Errors
    /// 4020 (no day is open), 4022 (notes), 5001 and 5002 (he may not), the store's and the disk's.
    pub fn count_cash(&self, by: &Who, society: SocietyId, cash: &[Note]) -> Result<Counted, Trouble> {
        self.heard(by, society, "count-cash", || {
            by.guard(Verb::DayRun, society)?;
            let open = self.read(|t| keep::deciding::open_day(t, society))?;
            let day = open.ok_or_else(|| Refusal::new(4020))?;
            let counted = Counted { day, by: by.name.clone(), at: self.clock.now(), cash: day::tidy(cash)? };
            files::make_dir(&self.dir.join(FOLDER))?;
            let text = serde_json::to_vec(&counted).expect("plain data");
            files::write_whole(&self.count_of(society), &text)?;
            Ok(counted)
        })
    }

    /// The last count of the open day, whoever counted; nothing where nobody did.
    ///
    /// # Errors
    /// The store's.
    pub fn counted_cash(&self, society: SocietyId) -> Result<Option<Counted>, Trouble> {
        let Ok(bytes) = std::fs::read(self.count_of(society)) else { return Ok(None) };
        let counted: Option<Counted> = serde_json::from_slice(&bytes).ok();
        let open = self.read(|t| keep::deciding::open_day(t, society))?;
        // of a file that is none, nothing
        Ok(counted.filter(|c| Some(c.day) == open && day::tidy(&c.cash).is_ok()))
    }
}
