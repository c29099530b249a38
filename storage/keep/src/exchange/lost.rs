//! Logs written here of which a seat has more than is here: an older copy was put in place. What is missing is fetched back; what cannot be
//! joined with what was written here since stays at the seat, and is shown.

use super::{LogId, int};
use kernel::{DeskId, Instant, SocietyId};
use sql::{Error, Tx};

sql::statements! {
    NOTE = "INSERT INTO lost_log (society_id, desk_id, peer, size, here, seen_at, state) VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT (society_id, desk_id, peer) DO UPDATE SET here = CASE WHEN lost_log.state = 1 THEN excluded.here ELSE lost_log.here END, seen_at = CASE WHEN lost_log.state = 1 THEN excluded.seen_at ELSE lost_log.seen_at END, size = excluded.size, state = CASE WHEN lost_log.state >= 2 THEN lost_log.state ELSE 0 END";
    FORKED = "INSERT INTO lost_log (society_id, desk_id, peer, size, here, seen_at, state) VALUES ($1, $2, $3, $4, $4, $5, 3) ON CONFLICT (society_id, desk_id, peer) DO UPDATE SET seen_at = CASE WHEN lost_log.state = 3 THEN lost_log.seen_at ELSE excluded.seen_at END, state = 3";
    OF_SOCIETY = "SELECT desk_id, peer, size, here, seen_at, state FROM lost_log WHERE society_id = $1 ORDER BY desk_id, peer";
    MISSING = "SELECT society_id, desk_id, size FROM lost_log WHERE peer = $1 AND state = 0 ORDER BY society_id, desk_id";
    SET = "UPDATE lost_log SET state = $1 WHERE society_id = $2 AND desk_id = $3 AND peer = $4";
}

/// How far the fetching has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetching {
    /// Entries are missing and will be asked for at the next exchange.
    Missing,
    /// All are here again.
    Back,
    /// They contradict what was written here since, or are not signed by the desk that wrote them.
    Apart,
    /// The seat has two continuations of this log: another copy of it was written on too.
    Forked,
}

impl Fetching {
    fn code(self) -> i64 {
        match self {
            Fetching::Missing => 0,
            Fetching::Back => 1,
            Fetching::Apart => 2,
            Fetching::Forked => 3,
        }
    }
}

/// A log of which a seat had more than was here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The desk that wrote it.
    pub desk: DeskId,
    /// The seat.
    pub peer: String,
    /// Entries the seat has.
    pub size: u64,
    /// Entries that were here when it was seen.
    pub here: u64,
    /// When it was seen.
    pub seen: Instant,
    /// How far the fetching has come.
    pub fetching: Fetching,
}

/// Notes that a seat has so many entries of a log of which fewer are here.
///
/// # Errors
/// The store's.
pub fn note_lost(t: &mut Tx<'_>, log: LogId, peer: &str, size: u64, here: u64, at: Instant) -> Result<(), Error> {
    let (society, desk) = (log.society.0.into(), log.desk.0.into());
    t.exec(NOTE, &[society, desk, peer.into(), int(size), int(here), at.0.into()])
}

/// Notes that a seat has two continuations of a log written here, of which so many entries are here. Seen once, it stays: a fork is never
/// undone, and whoever opens the books must know of it.
///
/// # Errors
/// The store's.
pub fn note_forked(t: &mut Tx<'_>, log: LogId, peer: &str, here: u64, at: Instant) -> Result<(), Error> {
    t.exec(FORKED, &[log.society.0.into(), log.desk.0.into(), peer.into(), int(here), at.0.into()])
}

/// The logs of a society that were found so.
///
/// # Errors
/// The store's.
pub fn lost(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Lost>, Error> {
    t.rows(OF_SOCIETY, &[society.0.into()], |r| Lost {
        desk: DeskId(r.int(0)),
        peer: r.text(1).to_owned(),
        size: r.int(2) as u64,
        here: r.int(3) as u64,
        seen: Instant(r.int(4)),
        fetching: match r.int(5) {
            0 => Fetching::Missing,
            1 => Fetching::Back,
            2 => Fetching::Apart,
            _ => Fetching::Forked,
        },
    })
}

/// The logs to be fetched from a seat, with the entries it has of each.
///
/// # Errors
/// The store's.
pub fn missing(t: &mut Tx<'_>, peer: &str) -> Result<Vec<(LogId, u64)>, Error> {
    t.rows(MISSING, &[peer.into()], |r| {
        (LogId { society: SocietyId(r.int(0)), desk: DeskId(r.int(1)) }, r.int(2) as u64)
    })
}

/// Says how far the fetching of a log has come.
///
/// # Errors
/// The store's.
pub fn set_fetching(t: &mut Tx<'_>, log: LogId, peer: &str, state: Fetching) -> Result<(), Error> {
    t.exec(SET, &[state.code().into(), log.society.0.into(), log.desk.0.into(), peer.into()])
}
