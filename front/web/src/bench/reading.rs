//! How far the reading of a folder that was brought has come, for the page that waits for it.

use super::bring;
use crate::ask::{Ask, Trouble};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::SocietyId;
use lipi::amount::group;
use readers::Progress;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What is being read now: of each society the last file that is done, how many are, and of how many.
#[derive(Default)]
pub(crate) struct Readings(Mutex<BTreeMap<SocietyId, Progress>>);

/// A reading; what was told of it goes when it ends, however it ends.
pub(super) struct Reading<'r> {
    all: &'r Readings,
    society: SocietyId,
}

impl Readings {
    fn with<T>(&self, f: impl FnOnce(&mut BTreeMap<SocietyId, Progress>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn begin(&self, society: SocietyId) -> Reading<'_> {
        Reading { all: self, society }
    }

    fn of(&self, society: SocietyId) -> Option<Progress> {
        self.with(|all| all.get(&society).cloned())
    }
}

impl Reading<'_> {
    pub(super) fn told(&self, progress: Progress) {
        self.all.with(|all| all.insert(self.society, progress));
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.all.with(|all| all.remove(&self.society));
    }
}

/// Files done, of how many, and in words; nothing where nothing is being read.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    bring::may(ask, society.id())?;
    let Some(p) = ask.web.readings.of(society.id()) else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let (done, total) = (group(p.done as u64), group(p.total as u64));
    let words = lipi::messages::say(ask.lang, "bench-reading", &[("done", &done), ("total", &total)]);
    Ok(format!("{}\n{}\n{words} · {}", p.done, p.total, p.path).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_told_while_it_lasts_and_to_its_own_society() {
        let all = Readings::default();
        let progress = |done| Progress { path: "loans.csv".into(), done, total: 3, bytes_done: 1, bytes_total: 9 };
        let reading = all.begin(SocietyId(7));
        assert_eq!(all.of(SocietyId(7)), None, "nothing is done yet");
        reading.told(progress(1));
        reading.told(progress(2));
        assert_eq!((all.of(SocietyId(7)), all.of(SocietyId(8))), (Some(progress(2)), None));
        drop(reading);
        assert_eq!(all.of(SocietyId(7)), None);
    }
}
