//! A day's end that was cut short by the power: the books are right either way, the day is open or it is ended; but who comes back to the
//! computer must be told which. A small file stands while a day is being ended; one that is left from another run of the program tells of it.

use crate::act::Act;
use crate::{Desk, Trouble};
use kernel::{Date, Refusal, SocietyId};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The folder of marks in the data folder.
const FOLDER: &str = "ending";

/// Societies whose day is being ended by this run of the program.
#[derive(Default)]
pub(crate) struct Ending(Mutex<BTreeSet<SocietyId>>);

/// Stands while a day is begun or ended; gone when that is done or refused.
pub(crate) struct Mark<'d> {
    desk: &'d Desk,
    society: SocietyId,
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(self.desk.mark_of(self.society));
        self.desk.ending.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.society);
    }
}

impl Desk {
    fn mark_of(&self, society: SocietyId) -> PathBuf {
        self.dir.join(FOLDER).join(society.0.to_string())
    }

    /// Marks that a day is being begun or ended. A disk that takes no mark is no reason to refuse: then nothing is told afterwards.
    pub(crate) fn mark_ending(&self, society: SocietyId, act: &Act) -> Option<Mark<'_>> {
        if !matches!(act, Act::BeginDay { .. } | Act::EndDay { .. }) {
            return None;
        }
        self.ending.0.lock().unwrap_or_else(PoisonError::into_inner).insert(society);
        let mark = Mark { desk: self, society };
        if matches!(act, Act::EndDay { .. })
            && let Ok(Some(day)) = self.read(|t| keep::deciding::open_day(t, society))
        {
            let _ = std::fs::create_dir_all(self.dir.join(FOLDER));
            let _ = std::fs::write(self.mark_of(society), day.to_string());
        }
        Some(mark)
    }

    /// What is said where the program stopped in the middle of a day's end: that the day is still open (4637), or that it was ended (4638).
    ///
    /// # Errors
    /// The store's.
    pub fn cut_short(&self, society: SocietyId) -> Result<Option<Refusal>, Trouble> {
        let day = std::fs::read_to_string(self.mark_of(society)).ok().and_then(|d| d.trim().parse::<Date>().ok());
        let now = self.ending.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&society);
        let Some(day) = day.filter(|_| !now) else { return Ok(None) };
        let found = self.read(|t| keep::view::business_day(t, society, day))?;
        let number = if found.is_some_and(|d| d.ended.is_some()) { 4638 } else { 4637 };
        Ok(Some(Refusal::new(number).with("day", day)))
    }
}
