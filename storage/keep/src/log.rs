//! The logs: appending, and nothing else.

use crate::Event;
use crate::erasable::{Kept, conceal};
use crate::tables::{PERSON_ERASABLE, REGISTER_ENTRY};
use kernel::{DeskId, Digest, Instant, Seq, SocietyId};
use register::{EntryRef, Frontier};
use sql::{Error, Kind, Tx, Val};
use std::borrow::Cow;
use std::sync::mpsc::sync_channel;

sql::statements! {
    OPEN = "SELECT origin, public_key, size, frontier, root, checkpoint_size, checkpoint FROM desk WHERE society_id = $1 AND desk_id = $2";
    LOGS = "SELECT desk_id FROM desk WHERE society_id = $1 ORDER BY desk_id";
    START = "INSERT INTO desk (society_id, desk_id, origin, public_key, size, frontier, root, last_at, checkpoint_size, checkpoint) VALUES ($1, $2, $3, $4, 0, $5, $6, 0, 0, '')";
    LAST_AT = "SELECT last_at FROM desk WHERE society_id = $1 AND desk_id = $2";
    ADVANCE = "UPDATE desk SET size = $1, frontier = $2, root = $3, last_at = $4 WHERE society_id = $5 AND desk_id = $6";
    SEAL = "INSERT INTO day_seal (society_id, desk_id, size, checkpoint) VALUES ($1, $2, $3, $4)";
    SEALED = "SELECT checkpoint FROM day_seal WHERE society_id = $1 AND desk_id = $2 AND size = $3";
    SEAL_OVER = "SELECT checkpoint FROM day_seal WHERE society_id = $1 AND desk_id = $2 AND size > $3 ORDER BY size LIMIT 1";
    CHECKPOINT = "UPDATE desk SET checkpoint_size = $1, checkpoint = $2 WHERE society_id = $3 AND desk_id = $4";
    LEAVES = "SELECT leaf FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq < $3 ORDER BY seq";
}

/// From so many entries on, a second thread writes JSON and hashes while this one inserts.
const TWO_THREADS: usize = 64;
/// Most bytes of one entry: what an old PC can still hold, show and send.
const ENTRY_BYTES: usize = 16 << 20;

/// A desk's log as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The society.
    pub society: SocietyId,
    /// The desk.
    pub desk: DeskId,
    /// Name in checkpoints.
    pub origin: String,
    /// Public key, 32 bytes.
    pub public_key: Vec<u8>,
    /// Size and full subtrees.
    pub frontier: Frontier,
    /// Entries the last checkpoint covers.
    pub checkpoint_size: u64,
    /// The last checkpoint; empty before the first.
    pub checkpoint: String,
}

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// Login name, or the name of the act (`migrate`).
    pub by: &'a str,
    /// By the desk's clock.
    pub at: Instant,
}

/// What was appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// First position.
    pub first: Seq,
    /// Last position.
    pub last: Seq,
    /// Root after it.
    pub root: Digest,
}

/// Opens a log for a new desk.
///
/// # Errors
/// [`Kind::Duplicate`] where it exists.
pub fn start_log(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, origin: &str, key: &[u8; 32]) -> Result<(), Error> {
    let empty = Frontier::new();
    let (bytes, root) = (empty.to_bytes(), empty.root());
    let params =
        [society.0.into(), desk.0.into(), origin.into(), Val::Bytes(key), Val::Bytes(&bytes), Val::Bytes(&root.0)];
    t.exec(START, &params)
}

/// A log, with the frontier to append to.
///
/// # Errors
/// The store's; [`Kind::Broken`] where size and frontier do not fit each other.
pub fn open_log(t: &mut Tx<'_>, society: SocietyId, desk: DeskId) -> Result<Option<Log>, Error> {
    let got = t.first(OPEN, &[society.0.into(), desk.0.into()], |r| {
        let size = r.int(2) as u64;
        let frontier = Frontier::from_bytes(size, r.bytes(3)).filter(|f| f.root().0 == r.bytes(4));
        let log = Log {
            society,
            desk,
            origin: r.text(0).to_owned(),
            public_key: r.bytes(1).to_vec(),
            frontier: Frontier::new(),
            checkpoint_size: r.int(5) as u64,
            checkpoint: r.text(6).to_owned(),
        };
        (log, frontier)
    })?;
    match got {
        None => Ok(None),
        Some((log, Some(frontier))) => Ok(Some(Log { frontier, ..log })),
        Some((log, None)) => {
            Err(Error::new(Kind::Broken, format!("open the log {}", log.origin), "its frontier does not fit its size"))
        }
    }
}

/// The desks that have a log for a society.
///
/// # Errors
/// The store's.
pub fn logs(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<DeskId>, Error> {
    t.rows(LOGS, &[society.0.into()], |r| DeskId(r.int(0)))
}

/// Leaf hashes of the first `size` entries, for proofs.
///
/// # Errors
/// The store's.
pub fn leaves(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, size: u64) -> Result<Vec<Digest>, Error> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    t.rows(LEAVES, &[society.0.into(), desk.0.into(), size.into()], |r| {
        Digest(r.bytes(0).try_into().unwrap_or([0; 32]))
    })
}

/// Keeps a signed checkpoint.
///
/// # Errors
/// The store's.
pub fn save_checkpoint(t: &mut Tx<'_>, log: &Log, size: u64, text: &str) -> Result<(), Error> {
    t.exec(CHECKPOINT, &[(size as i64).into(), text.into(), log.society.0.into(), log.desk.0.into()])
}

/// Keeps the checkpoint a day was ended with, for its sheet.
///
/// # Errors
/// The store's.
pub fn keep_seal(t: &mut Tx<'_>, log: &Log, size: u64, text: &str) -> Result<(), Error> {
    t.exec(SEAL, &[log.society.0.into(), log.desk.0.into(), (size as i64).into(), text.into()])
}

/// The checkpoint over exactly so many entries that a day was ended with.
///
/// # Errors
/// The store's.
pub fn seal(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, size: u64) -> Result<Option<String>, Error> {
    t.first(SEALED, &[society.0.into(), desk.0.into(), (size as i64).into()], |r| r.text(0).to_owned())
}

/// The first checkpoint a day was ended with that covers an entry.
///
/// # Errors
/// The store's.
pub fn seal_over(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, seq: Seq) -> Result<Option<String>, Error> {
    t.first(SEAL_OVER, &[society.0.into(), desk.0.into(), seq.0.into()], |r| r.text(0).to_owned())
}

/// An entry ready to be inserted.
struct Ready {
    kind: &'static str,
    version: u16,
    bytes: Vec<u8>,
    leaf: Digest,
    kept: Vec<Kept>,
}

fn ready(log: &Log, author: &Author<'_>, seq: u64, event: &Event, scratch: &mut Vec<u8>) -> Ready {
    let (event, kept) = match event {
        Event::Society(e) => match conceal(e) {
            Some((concealed, kept)) => (Cow::Owned(Event::Society(concealed)), kept),
            None => (Cow::Borrowed(event), Vec::new()),
        },
        _ => (Cow::Borrowed(event), Vec::new()),
    };
    let (kind, version, bytes) = (event.kind(), event.version(), event.encode());
    let leaf = EntryRef {
        society: log.society,
        desk: log.desk,
        seq: Seq(seq as i64),
        kind: kind.as_bytes(),
        version,
        at: author.at,
        by: author.by.as_bytes(),
        bytes: &bytes,
    }
    .leaf(scratch);
    Ready { kind, version, bytes, leaf, kept }
}

/// Appends events to a log, one entry each, and advances `log`. Nothing may be appended between [`open_log`] and this
/// in another transaction: the primary key refuses it and the transaction is run again.
///
/// # Errors
/// The store's; an entry of more than 16 MiB.
pub fn append(t: &mut Tx<'_>, log: &mut Log, author: &Author<'_>, events: &[Event]) -> Result<Option<Appended>, Error> {
    if events.is_empty() {
        return Ok(None);
    }
    let first = log.frontier.size();
    let mut kept = Vec::new();
    let mut frontier = log.frontier.clone();
    let mut bulk = t.bulk(&REGISTER_ENTRY, events.len())?;
    let mut put = |seq: u64, r: Ready| {
        if r.bytes.len() > ENTRY_BYTES {
            return Err(Error::new(Kind::Other, "append", format!("an entry of {} bytes", r.bytes.len())));
        }
        frontier.push(r.leaf);
        kept.extend(r.kept.into_iter().map(|k| (seq, k)));
        bulk.push(&[
            log.society.0.into(),
            log.desk.0.into(),
            (seq as i64).into(),
            r.kind.into(),
            i64::from(r.version).into(),
            author.at.0.into(),
            author.by.into(),
            Val::Bytes(&r.bytes),
            Val::Bytes(&r.leaf.0),
        ])
    };
    let log_now: &Log = log;
    if events.len() < TWO_THREADS {
        let mut scratch = Vec::new();
        for (seq, event) in (first..).zip(events) {
            put(seq, ready(log_now, author, seq, event, &mut scratch))?;
        }
    } else {
        std::thread::scope(|s| {
            let (give, take) = sync_channel(256);
            s.spawn(move || {
                let mut scratch = Vec::new();
                for (seq, event) in (first..).zip(events) {
                    // The other side hangs up when the store fails.
                    if give.send(ready(log_now, author, seq, event, &mut scratch)).is_err() {
                        break;
                    }
                }
            });
            (first..).zip(take).try_for_each(|(seq, r)| put(seq, r))
        })?;
    }
    bulk.finish()?;
    keep_erasable(t, log, &kept)?;
    advance(t, log.society, log.desk, &frontier, author.at.0)?;
    let (root, size) = (frontier.root(), frontier.size() as i64);
    log.frontier = frontier;
    Ok(Some(Appended { first: Seq(first as i64), last: Seq(size - 1), root }))
}

/// Writes down where a log now ends.
pub(crate) fn advance(
    t: &mut Tx<'_>,
    society: SocietyId,
    desk: DeskId,
    frontier: &Frontier,
    last_at: i64,
) -> Result<(), Error> {
    let (bytes, root, size) = (frontier.to_bytes(), frontier.root(), frontier.size() as i64);
    let (size, bytes, root) = (size.into(), Val::Bytes(&bytes), Val::Bytes(&root.0));
    t.exec(ADVANCE, &[size, bytes, root, last_at.into(), society.0.into(), desk.0.into()])
}

fn keep_erasable(t: &mut Tx<'_>, log: &Log, kept: &[(u64, Kept)]) -> Result<(), Error> {
    if kept.is_empty() {
        return Ok(());
    }
    let mut bulk = t.bulk(&PERSON_ERASABLE, kept.len())?;
    for (seq, k) in kept {
        bulk.push(&[
            log.society.0.into(),
            log.desk.0.into(),
            (*seq as i64).into(),
            k.line.into(),
            "mobile".into(),
            Val::Bytes(&k.salt),
            (&k.value).into(),
        ])?;
    }
    bulk.finish().map(|_| ())
}

/// When the last entry of a log was written; `None` where there is none.
///
/// # Errors
/// The store's.
pub fn last_at(t: &mut Tx<'_>, society: SocietyId, desk: DeskId) -> Result<Option<Instant>, Error> {
    let found = t.first(LAST_AT, &[society.0.into(), desk.0.into()], |r| r.int(0))?;
    Ok(found.filter(|at| *at > 0).map(Instant))
}
