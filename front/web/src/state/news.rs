//! How many pieces of news an officer's digest holds, for the rail of every page. Counted at most once a minute for each officer: the digest looks through
//! all tickets and tasks he stands over.

use crate::ask::Ask;
use crate::counter::who;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The way by which news is told on pages.
pub(crate) const APP: &str = "app";

/// So long a count stands.
const STANDS: Duration = Duration::from_secs(60);

/// What was counted, by login name.
#[derive(Clone, Default)]
pub(crate) struct Counts(Arc<Mutex<HashMap<String, (Instant, usize)>>>);

/// The count of whoever asks; nothing where there is no news, or it cannot be counted: no page waits for that.
pub(super) fn of(ask: &Ask) -> usize {
    let Ok(person) = who(ask) else { return 0 };
    if person.posting().is_none() {
        return 0;
    }
    let counts = &ask.web.news.0;
    {
        let mut held = counts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.get(&person.name).copied();
        if let Some((_, n)) = known.filter(|(at, _)| at.elapsed() < STANDS) {
            return n;
        }
        // whoever asks while it is counted sees the figure before
        held.insert(person.name.clone(), (Instant::now(), known.map_or(0, |k| k.1)));
    }
    let desk = &ask.web.desk;
    let n = desk.untold(person, APP).map_or(0, |told| told.news.len() + told.notices.len());
    counts.lock().unwrap_or_else(PoisonError::into_inner).insert(person.name.clone(), (Instant::now(), n));
    n
}

/// What he was shown is read: it is counted as news no more.
pub(crate) fn read(ask: &Ask, login: &str) {
    ask.web.news.0.lock().unwrap_or_else(PoisonError::into_inner).insert(login.to_owned(), (Instant::now(), 0));
}
