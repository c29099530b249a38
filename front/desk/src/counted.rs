//! Counting the drawer is a work of its own: who holds the cash counts it when the last customer has gone, who ends the day finds the count there.
//!
//! What was counted is kept beside the register, a small file for each society and person. It is no entry: what the day ended with is, and that
//! is checked against the books. A count that is lost costs nothing but counting.

use crate::{Desk, Trouble, Who, files};
use books::day;
use books::event::Note;
use kernel::{Date, Instant, Refusal, SocietyId, Verb};
use std::path::PathBuf;

/// The folder of counts in the data folder.
const FOLDER: &str = "counted";

/// The drawer as somebody counted it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Counted {
    fn text(&self) -> String {
        let mut lines = vec![self.day.to_string(), self.at.0.to_string(), self.by.clone()];
        lines.extend(self.cash.iter().map(|(paise, count)| format!("{paise} {count}")));
        lines.join("\n")
    }

    /// Back from [`Counted::text`]; of a file that is none nothing.
    fn read(text: &str) -> Option<Counted> {
        let mut lines = text.lines();
        let day = lines.next()?.parse().ok()?;
        let at = Instant(lines.next()?.parse().ok()?);
        let by = lines.next()?.to_owned();
        let note = |line: &str| line.split_once(' ').and_then(|(p, n)| Some((p.parse().ok()?, n.parse().ok()?)));
        let cash: Option<Vec<Note>> = lines.map(note).collect();
        Some(Counted { day, at, by, cash: day::tidy(&cash?).ok()? })
    }
}

impl Desk {
    fn counts_of(&self, society: SocietyId) -> PathBuf {
        self.dir.join(FOLDER).join(society.0.to_string())
    }

    /// Keeps what somebody counted on the open day; his earlier count of it is forgotten. Whether it is what the books say is no question here:
    /// who counts must not be led to write what is wanted.
    ///
    /// # Errors
    /// 4020 (no day is open), 4022 (notes), 5001 and 5002 (he may not), the store's and the disk's.
    pub fn count_cash(&self, by: &Who, society: SocietyId, cash: &[Note]) -> Result<Counted, Trouble> {
        by.guard(Verb::DayRun, society)?;
        let open = self.read(|t| keep::deciding::open_day(t, society))?;
        let Some(day) = open else { return Err(Refusal::new(4020).into()) };
        let counted = Counted { day, by: by.name.clone(), at: self.clock.now(), cash: day::tidy(cash)? };
        let folder = self.counts_of(society);
        files::make_dir(&folder)?;
        // a name may hold what no name of a file may
        let name: String = by.name.bytes().map(|b| format!("{b:02x}")).collect();
        files::write_whole(&folder.join(format!("{name}.count")), counted.text().as_bytes())?;
        Ok(counted)
    }

    /// The last count of the open day, whoever counted; nothing where nobody did.
    ///
    /// # Errors
    /// The store's.
    pub fn counted_cash(&self, society: SocietyId) -> Result<Option<Counted>, Trouble> {
        let Some(open) = self.read(|t| keep::deciding::open_day(t, society))? else { return Ok(None) };
        let Ok(folder) = std::fs::read_dir(self.counts_of(society)) else { return Ok(None) };
        let files = folder.flatten().filter(|f| f.path().extension().is_some_and(|e| e == "count"));
        // of the same moment by the desk's clock, which may stand, the file that was written last
        let counts = files.filter_map(|f| {
            let written = f.metadata().and_then(|m| m.modified()).ok();
            Some((Counted::read(&std::fs::read_to_string(f.path()).ok()?)?, written))
        });
        Ok(counts.filter(|(c, _)| c.day == open).max_by_key(|(c, written)| (c.at, *written)).map(|(c, _)| c))
    }
}
