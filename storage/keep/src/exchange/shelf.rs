//! Store first, judge later: entries that came are drawn after they are kept; what cannot be drawn lies on a visible shelf with its reason, and
//! the others flow on. What lies there is tried again when more of its society was drawn (it may have waited for an entry of another log) and whenever the
//! program is opened (it may be newer and know it).

use super::LogId;
use crate::Event;
use crate::project::{Placed, Projector, project};
use kernel::{DeskId, Instant, Seq, SocietyId};
use sql::{Db, Error, Kind, Tx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

sql::statements! {
    PENDING = "SELECT r.society_id, r.desk_id FROM received_log r JOIN desk l ON l.society_id = r.society_id AND l.desk_id = r.desk_id LEFT JOIN drawn d ON d.society_id = r.society_id AND d.desk_id = r.desk_id WHERE l.size > COALESCE(d.upto, 0) ORDER BY r.society_id, r.desk_id";
    IS_RECEIVED = "SELECT 1 FROM received_log WHERE society_id = $1 AND desk_id = $2";
    RECEIVE = "INSERT INTO received_log (society_id, desk_id, peer, at) VALUES ($1, $2, $3, $4)";
    UPTO = "SELECT upto FROM drawn WHERE society_id = $1 AND desk_id = $2";
    SET_UPTO = "INSERT INTO drawn (society_id, desk_id, upto) VALUES ($1, $2, $3) ON CONFLICT (society_id, desk_id) DO UPDATE SET upto = excluded.upto";
    NEXT = "SELECT seq, at, kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3 ORDER BY seq LIMIT $4";
    SHELVE = "INSERT INTO shelf (society_id, desk_id, seq, kind, reason, at, tried) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TRIED = "UPDATE shelf SET tried = $4 WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND tried <> $4";
    LIES = "SELECT desk_id, seq FROM shelf WHERE society_id = $1 ORDER BY desk_id, seq";
    STILL = "SELECT 1 FROM shelf WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    TAKE = "DELETE FROM shelf WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    RECOUNT = "UPDATE evidence SET entries = -1 WHERE society_id = $1";
    SHELVES = "SELECT society_id, kind, reason, CAST(count(*) AS BIGINT), min(seq), min(at), max(tried) FROM shelf GROUP BY society_id, kind, reason ORDER BY society_id, kind, reason LIMIT $1";
    SHELVING = "SELECT DISTINCT society_id FROM shelf ORDER BY society_id";
    SHELF = "SELECT desk_id, seq, kind, reason FROM shelf WHERE society_id = $1 ORDER BY desk_id, seq LIMIT $2";
}

/// Entries drawn in one transaction.
const CHUNK: i64 = 2_000;
/// And most bytes of them, once reached: pages of old books are large.
const CHUNK_BYTES: usize = 8 << 20;
/// The program that tries.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");
/// Most characters of a reason.
const REASON: usize = 400;

/// Says that a log comes from elsewhere: it is drawn after it was kept, and never written here.
///
/// # Errors
/// [`Kind::Duplicate`] where that was said before.
pub fn receive(t: &mut Tx<'_>, log: LogId, from: &str, at: Instant) -> Result<(), Error> {
    t.exec(RECEIVE, &[log.society.0.into(), log.desk.0.into(), from.into(), at.0.into()])
}

/// True for a log that comes from elsewhere.
///
/// # Errors
/// The store's.
pub fn is_received(t: &mut Tx<'_>, log: LogId) -> Result<bool, Error> {
    Ok(t.first(IS_RECEIVED, &[log.society.0.into(), log.desk.0.into()], |r| r.int(0))?.is_some())
}

/// The logs that come from elsewhere and have entries that are not drawn yet.
fn pending(t: &mut Tx<'_>) -> Result<Vec<LogId>, Error> {
    t.rows(PENDING, &[], |r| LogId { society: SocietyId(r.int(0)), desk: DeskId(r.int(1)) })
}

/// Societies drawn at the same time on PostgreSQL, where they are not in each other's way; SQLite has one writer.
const DRAWERS: usize = 4;

/// Draws what is waiting of every log that came from elsewhere. The logs of one society are drawn one after the other.
///
/// # Errors
/// As [`draw_pending`].
pub fn draw_all(db: &Db, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<u64, Error> {
    let logs = db.read(pending)?;
    let societies: Vec<&[LogId]> = logs.chunk_by(|a, b| a.society == b.society).collect();
    let drawers = if db.is_postgres() { DRAWERS.min(societies.len()) } else { 1 };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut drawn = 0;
        while let Some(own) = societies.get(next.fetch_add(1, Ordering::Relaxed)) {
            for log in *own {
                drawn += draw_pending(db, *log, name_key)?;
            }
            if let Some(log) = own.first() {
                retry(db, log.society, name_key)?;
            }
        }
        Ok(drawn)
    };
    std::thread::scope(|s| {
        let others: Vec<_> = (1..drawers).map(|_| s.spawn(work)).collect();
        let own = work();
        others
            .into_iter()
            .map(|o| o.join().expect("what panics in drawing is caught there"))
            .fold(own, |a, b| Ok(a? + b?))
    })
}

/// Draws the entries of a log that are kept and not yet drawn, in order. One that cannot be drawn is laid on the shelf. Gives how many were
/// looked at.
///
/// # Errors
/// The store's own trouble: a full or damaged disk, no answer. What is wrong with an entry is none.
pub fn draw_pending(db: &Db, log: LogId, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<u64, Error> {
    let (mut most, mut all) = (CHUNK, 0);
    loop {
        let drawn = catch_unwind(AssertUnwindSafe(|| db.tx(|t| draw(t, log, name_key, most))));
        let reason = match drawn {
            Ok(Ok(0)) => return Ok(all),
            Ok(Ok(n)) => {
                all += n;
                most = (most * 2).min(CHUNK);
                continue;
            }
            Ok(Err(e)) if matches!(e.kind, Kind::Full | Kind::Broken | Kind::Away | Kind::Denied | Kind::Conflict) => {
                return Err(e);
            }
            Ok(Err(e)) => e.to_string(),
            Err(_) => "it contradicts what was there before".to_owned(),
        };
        if most == 1 {
            db.tx(|t| shelve(t, log, &reason))?;
            all += 1;
        }
        most = (most / 2).max(1);
    }
}

fn upto(t: &mut Tx<'_>, log: LogId) -> Result<i64, Error> {
    Ok(t.first(UPTO, &[log.society.0.into(), log.desk.0.into()], |r| r.int(0))?.unwrap_or(0))
}

fn set_upto(t: &mut Tx<'_>, log: LogId, upto: i64) -> Result<(), Error> {
    t.exec(SET_UPTO, &[log.society.0.into(), log.desk.0.into(), upto.into()])
}

fn draw(t: &mut Tx<'_>, log: LogId, name_key: &(dyn Fn(&str) -> String + Sync), most: i64) -> Result<u64, Error> {
    let from = upto(t, log)?;
    let place = [log.society.0.into(), log.desk.0.into(), from.into(), most.into()];
    let (mut read, mut bytes) = (Vec::new(), 0);
    t.each(NEXT, &place, |r| {
        bytes += r.bytes(3).len();
        match Event::decode(r.text(2), r.bytes(3)) {
            Ok(event) => read.push((Seq(r.int(0)), Instant(r.int(1)), event)),
            // those before it are drawn first; then it stands first and alone
            Err(e) if read.is_empty() => return Err(e),
            Err(_) => return Ok(false),
        }
        Ok(bytes < CHUNK_BYTES)
    })?;
    let placed: Vec<Placed<'_>> = read.iter().map(|(seq, at, event)| Placed { seq: *seq, at: *at, event }).collect();
    let Some(last) = placed.last() else { return Ok(0) };
    project(t, &Projector { society: log.society, desk: log.desk, name_key }, &placed)?;
    set_upto(t, log, last.seq.0 + 1)?;
    Ok(placed.len() as u64)
}

/// Lays the next entry on the shelf.
fn shelve(t: &mut Tx<'_>, log: LogId, reason: &str) -> Result<(), Error> {
    let from = upto(t, log)?;
    let place = [log.society.0.into(), log.desk.0.into(), from.into(), 1.into()];
    let next = t.first(NEXT, &place, |r| (r.int(0), r.int(1), r.text(2).to_owned()))?;
    let Some((seq, at, kind)) = next else { return Ok(()) };
    // the clock of a village computer may be years off; when it came here is known here
    let at = super::came(t, log, Seq(seq))?.map_or(at, |came| came.0);
    let short: String = reason.chars().take(REASON).collect();
    let (society, desk) = (log.society.0.into(), log.desk.0.into());
    t.exec(SHELVE, &[society, desk, seq.into(), (&kind).into(), (&short).into(), at.into(), PROGRAM.into()])?;
    set_upto(t, log, seq + 1)
}

/// Tries again whatever lies on a shelf; gives how many entries were drawn. For the opening of a program that may know more than the one before.
///
/// # Errors
/// The store's.
pub fn retry_shelves(db: &Db, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<u64, Error> {
    let all = db.read(|t| t.rows(SHELVING, &[], |r| SocietyId(r.int(0))))?;
    all.into_iter().map(|society| retry(db, society, name_key)).sum()
}

/// Tries the shelf of a society again, entry by entry in the order of their logs, for as long as one of them helps another.
fn retry(db: &Db, society: SocietyId, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<u64, Error> {
    let mut taken = 0;
    loop {
        let lies = db.read(|t| t.rows(LIES, &[society.0.into()], |r| (DeskId(r.int(0)), r.int(1))))?;
        let (before, mut still) = (taken, Vec::new());
        for (desk, seq) in lies {
            let again = AssertUnwindSafe(|| db.tx(|t| take(t, LogId { society, desk }, seq, name_key)));
            match catch_unwind(again) {
                Ok(Ok(true)) => taken += 1,
                Ok(Err(e)) if matches!(e.kind, Kind::Full | Kind::Broken | Kind::Away | Kind::Denied) => return Err(e),
                // it lies on, with the reason it was laid there for
                Ok(_) | Err(_) => still.push((desk, seq)),
            }
        }
        if taken == before {
            if !still.is_empty() {
                db.tx(|t| tried(t, society, &still))?;
            }
            return Ok(taken);
        }
    }
}

/// Says of these that this program could not draw them either.
fn tried(t: &mut Tx<'_>, society: SocietyId, still: &[(DeskId, i64)]) -> Result<(), Error> {
    still
        .iter()
        .try_for_each(|(desk, seq)| t.exec(TRIED, &[society.0.into(), desk.0.into(), (*seq).into(), PROGRAM.into()]))
}

/// Draws an entry that lies on the shelf and takes it from there; false where another was quicker. Its society is counted anew.
fn take(t: &mut Tx<'_>, log: LogId, seq: i64, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<bool, Error> {
    let place = [log.society.0.into(), log.desk.0.into(), seq.into()];
    if t.first(STILL, &place, |r| r.int(0))?.is_none() {
        return Ok(false);
    }
    let next = [log.society.0.into(), log.desk.0.into(), seq.into(), 1.into()];
    let read =
        t.first(NEXT, &next, |r| Event::decode(r.text(2), r.bytes(3)).map(|e| (Seq(r.int(0)), Instant(r.int(1)), e)))?;
    let Some((seq, at, event)) = read.transpose()? else { return Ok(false) };
    let projector = Projector { society: log.society, desk: log.desk, name_key };
    project(t, &projector, &[Placed { seq, at, event: &event }])?;
    t.exec(TAKE, &place)?;
    recount_later(t, log.society)?;
    Ok(true)
}

/// Entries of one society that lie on the shelf for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfOf {
    /// The society.
    pub society: SocietyId,
    /// Their kind.
    pub kind: String,
    /// Why they lie there.
    pub reason: String,
    /// How many.
    pub entries: u64,
    /// The position of the first of them.
    pub first: Seq,
    /// When the first of them came here.
    pub since: Instant,
    /// The version of the program that could not draw them last.
    pub tried: String,
}

/// The shelves of all societies, at most `most` lines.
///
/// # Errors
/// The store's.
pub fn shelves(t: &mut Tx<'_>, most: u64) -> Result<Vec<ShelfOf>, Error> {
    t.rows(SHELVES, &[super::int(most)], |r| ShelfOf {
        society: SocietyId(r.int(0)),
        kind: r.text(1).to_owned(),
        reason: r.text(2).to_owned(),
        entries: r.int(3) as u64,
        first: Seq(r.int(4)),
        since: Instant(r.int(5)),
        tried: r.text(6).to_owned(),
    })
}

/// What was counted of a society is counted anew the next time: something of it changed that adds no drawn entry.
///
/// # Errors
/// The store's.
pub(super) fn recount_later(t: &mut Tx<'_>, society: SocietyId) -> Result<(), Error> {
    t.exec(RECOUNT, &[society.0.into()])
}

/// An entry that is kept and not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The desk that wrote it.
    pub desk: DeskId,
    /// Its position.
    pub seq: Seq,
    /// Its kind.
    pub kind: String,
    /// Why.
    pub reason: String,
}

/// At most `most` entries of a society that lie on the shelf.
///
/// # Errors
/// The store's.
pub fn shelf(t: &mut Tx<'_>, society: SocietyId, most: u64) -> Result<Vec<Shelved>, Error> {
    t.rows(SHELF, &[society.0.into(), super::int(most)], |r| Shelved {
        desk: DeskId(r.int(0)),
        seq: Seq(r.int(1)),
        kind: r.text(2).to_owned(),
        reason: r.text(3).to_owned(),
    })
}
