//! Entries that come late and wait for an officer above: they are proposals that say when it happened.

use kernel::{Date, DeskId, Instant, Paise, SocietyId};
use programme::late::{Asking, judged};
use sql::{Error, Row, Tx};

sql::statements! {
    REQUESTS = "SELECT p.desk_id, p.seq, p.date, p.maker, p.act, p.amount, p.words, p.body, p.decided, p.reason, e.at FROM proposal p JOIN register_entry e ON e.society_id = p.society_id AND e.desk_id = p.desk_id AND e.seq = p.seq WHERE p.society_id = $1 AND p.late = 1 AND p.decided IS NOT NULL ORDER BY e.at DESC, p.desk_id, p.seq LIMIT $2";
    WAITING = "SELECT p.desk_id, p.seq, p.date, p.maker, p.act, p.amount, p.words, p.body, p.decided, p.reason, e.at FROM proposal p JOIN register_entry e ON e.society_id = p.society_id AND e.desk_id = p.desk_id AND e.seq = p.seq WHERE p.society_id = $1 AND p.late = 1 AND p.decided IS NULL ORDER BY e.at DESC, p.desk_id, p.seq";
    ONE = "SELECT p.desk_id, p.seq, p.date, p.maker, p.act, p.amount, p.words, p.body, p.decided, p.reason, e.at FROM proposal p JOIN register_entry e ON e.society_id = p.society_id AND e.desk_id = p.desk_id AND e.seq = p.seq WHERE p.society_id = $1 AND p.desk_id = $2 AND p.seq = $3 AND p.late = 1";
    SPOKEN = "SELECT x.society_id, max(e.at) FROM programme_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq WHERE x.register = 'late' GROUP BY x.society_id ORDER BY 2 DESC, 1";
    OPENED = "SELECT bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND kind = 'books.desk-opened'";
    OPEN = "SELECT p.desk_id, p.seq, e.at FROM proposal p JOIN register_entry e ON e.society_id = p.society_id AND e.desk_id = p.desk_id AND e.seq = p.seq WHERE p.society_id = $1 AND p.decided IS NULL AND p.late = 1 ORDER BY e.at, p.desk_id, p.seq";
}

/// A request of a society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateRow {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Business day it was asked for on.
    pub date: Option<Date>,
    /// Who asked.
    pub maker: String,
    /// Kind of the act.
    pub act: String,
    /// Amount, paise.
    pub amount: Paise,
    /// What it is about.
    pub words: String,
    /// The act as the desk reads it.
    pub body: String,
    /// Done, set aside, or still waiting.
    pub decided: Option<bool>,
    /// Why it was set aside.
    pub reason: String,
    /// When it was written.
    pub at: Instant,
}

fn row(r: &Row<'_>) -> LateRow {
    LateRow {
        entry: (r.int(0), r.int(1)),
        date: super::date(r, 2),
        maker: r.text(3).to_owned(),
        act: r.text(4).to_owned(),
        amount: Paise(r.int(5)),
        words: r.text(6).to_owned(),
        body: r.text(7).to_owned(),
        decided: r.opt_int(8).map(|n| n == 1),
        reason: r.text(9).to_owned(),
        at: Instant(r.int(10)),
    }
}

/// The requests of a society, newest first: all that are not decided, and of those decided at most so many.
///
/// # Errors
/// The store's.
pub fn late_requests(t: &mut Tx<'_>, id: SocietyId, most: u32) -> Result<Vec<LateRow>, Error> {
    let mut all = t.rows(WAITING, &[id.0.into()], row)?;
    all.extend(t.rows(REQUESTS, &[id.0.into(), i64::from(most).into()], row)?);
    all.sort_by_key(|r| (std::cmp::Reverse(r.at), r.entry));
    Ok(all)
}

/// One request; `None` where this entry is none.
///
/// # Errors
/// The store's.
pub fn one_late(t: &mut Tx<'_>, id: SocietyId, entry: (i64, i64)) -> Result<Option<LateRow>, Error> {
    t.first(ONE, &[id.0.into(), entry.0.into(), entry.1.into()], row)
}

/// What waits for a word: asked, not decided at the desk, and no officer has spoken.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn late_asking(t: &mut Tx<'_>, id: SocietyId) -> Result<Option<Asking>, Error> {
    let open = t.rows(OPEN, &[id.0.into()], |r| ((r.int(0), r.int(1)), Instant(r.int(2))))?;
    if open.is_empty() {
        return Ok(None);
    }
    let events = super::programme_events(t, id, "late")?;
    let words = judged(&events);
    let mut left = open.into_iter().filter(|(entry, _)| !words.iter().any(|(_, _, j)| j.proposal == *entry));
    let Some((first, since)) = left.next() else { return Ok(None) };
    let (mut count, mut last) = (1, first);
    for (entry, _) in left {
        (count, last) = (count + 1, entry);
    }
    Ok(Some(Asking { count, since, last }))
}

/// Societies of which an officer has spoken a word on a late entry, those with the latest word first.
///
/// # Errors
/// The store's.
pub fn late_societies(t: &mut Tx<'_>) -> Result<Vec<SocietyId>, Error> {
    t.rows(SPOKEN, &[], |r| SocietyId(r.int(0)))
}

/// The desks whose logs this one goes on from: a computer that took the place of another.
///
/// # Errors
/// The store's.
pub fn went_on_from(t: &mut Tx<'_>, id: SocietyId, desk: DeskId) -> Result<Vec<i64>, Error> {
    let all = t.rows(OPENED, &[id.0.into(), desk.0.into()], |r| r.bytes(0).to_vec())?;
    let after = all.iter().filter_map(|b| match serde_json::from_slice(b) {
        Ok(books::BooksEvent::DeskOpened { after, .. }) => Some(after),
        _ => None,
    });
    Ok(after.flatten().map(|(desk, ..)| desk).collect())
}
