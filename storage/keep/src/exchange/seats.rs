//! Who sends to whom: seats, desks let in, what the other side has.

use super::{LogId, int};
use crate::log;
use kernel::{DeskId, Instant, SocietyId};
use register::Frontier;
use sha2::{Digest as _, Sha256};
use sql::{Error, Kind, Tx, Val};
use sync::Peer;

sql::statements! {
    PEER = "SELECT society_id, desk_id, size, frontier, apart FROM peer_log WHERE peer = $1";
    PEER_OF = "SELECT society_id, desk_id, size, frontier, apart FROM peer_log WHERE society_id = $1 AND peer = $2";
    SAVE = "INSERT INTO peer_log (society_id, desk_id, peer, size, frontier, apart, heard_at, witness_size, witness) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '') ON CONFLICT (society_id, desk_id, peer) DO UPDATE SET size = excluded.size, frontier = excluded.frontier, apart = excluded.apart, heard_at = excluded.heard_at";
    WITNESS = "INSERT INTO peer_log (society_id, desk_id, peer, size, frontier, apart, heard_at, witness_size, witness) VALUES ($1, $2, $3, 0, $4, 0, $5, $6, $7) ON CONFLICT (society_id, desk_id, peer) DO UPDATE SET witness_size = excluded.witness_size, witness = excluded.witness WHERE peer_log.witness_size < excluded.witness_size";
    WITNESSED = "SELECT peer, witness_size, witness, heard_at FROM peer_log WHERE society_id = $1 AND desk_id = $2 AND witness_size > 0 ORDER BY witness_size DESC";
    UNSENT = "SELECT CAST(COALESCE(sum(d.size - COALESCE(p.size, 0)), 0) AS BIGINT) FROM desk d LEFT JOIN peer_log p ON p.society_id = d.society_id AND p.desk_id = d.desk_id AND p.peer = $2 WHERE d.society_id = $1 AND d.desk_id = $3";
    OLDEST = "SELECT at FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = (SELECT COALESCE(max(size), 0) FROM peer_log WHERE society_id = $1 AND desk_id = $2 AND peer = $3)";
    SEATS = "SELECT name, url, public_key, joined_at FROM seat WHERE society_id = 0 ORDER BY name";
    SET_SEAT = "INSERT INTO seat (society_id, name, url, public_key, joined_at) VALUES (0, $1, $2, $3, $4) ON CONFLICT (society_id, name) DO UPDATE SET url = CASE WHEN excluded.url = '' THEN seat.url ELSE excluded.url END, public_key = excluded.public_key";
    HAS_DESK = "SELECT 1 FROM desk d JOIN received_log r ON r.society_id = d.society_id AND r.desk_id = d.desk_id WHERE d.society_id = $1 AND d.public_key = $2";
    KNOWN_KEY = "SELECT 1 FROM desk d JOIN received_log r ON r.society_id = d.society_id AND r.desk_id = d.desk_id WHERE d.public_key = $1 LIMIT 1";
    KEPT_ELSEWHERE = "SELECT 1 FROM received_log WHERE society_id = $1 AND desk_id < 1000000 LIMIT 1";
    LOGS = "SELECT d.society_id, d.desk_id, r.peer FROM desk d LEFT JOIN received_log r ON r.society_id = d.society_id AND r.desk_id = d.desk_id ORDER BY d.society_id, d.desk_id";
    GIVE = "INSERT INTO let_in (society_id, code, society_code, until, desk_id, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT society_code, until, desk_id FROM let_in WHERE society_id = $1 AND code = $2";
    USE = "UPDATE let_in SET desk_id = $1 WHERE society_id = $2 AND code = $3";
}

/// The other side of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Name under which it signs.
    pub name: String,
    /// Address.
    pub url: String,
    /// Its public key, 32 bytes.
    pub public_key: Vec<u8>,
    /// Since when.
    pub joined: Instant,
}

/// True where a log of this society with this public key was let in.
///
/// # Errors
/// The store's.
pub fn has_desk(t: &mut Tx<'_>, society: SocietyId, key: &[u8; 32]) -> Result<bool, Error> {
    Ok(t.first(HAS_DESK, &[society.0.into(), Val::Bytes(key)], |r| r.int(0))?.is_some())
}

/// True where a log of any society with this public key was let in.
///
/// # Errors
/// The store's.
pub fn has_key(t: &mut Tx<'_>, key: &[u8; 32]) -> Result<bool, Error> {
    Ok(t.first(KNOWN_KEY, &[Val::Bytes(key)], |r| r.int(0))?.is_some())
}

/// True for a society whose books are kept on a desk of its own and only arrive here.
///
/// # Errors
/// The store's.
pub fn kept_elsewhere(t: &mut Tx<'_>, society: SocietyId) -> Result<bool, Error> {
    Ok(t.first(KEPT_ELSEWHERE, &[society.0.into()], |r| r.int(0))?.is_some())
}

/// Every log, with whom it comes from; `None` where it is written here.
///
/// # Errors
/// The store's.
pub fn logs_of(t: &mut Tx<'_>) -> Result<Vec<(LogId, Option<String>)>, Error> {
    t.rows(LOGS, &[], |r| {
        let log = LogId { society: SocietyId(r.int(0)), desk: DeskId(r.int(1)) };
        (log, r.opt_text(2).map(str::to_owned))
    })
}

/// What the store knows of a peer.
///
/// # Errors
/// The store's.
pub fn peer(t: &mut Tx<'_>, name: &str) -> Result<Peer, Error> {
    let rows = t.rows(PEER, &[name.into()], peer_row)?;
    peer_from(rows)
}

/// What the store knows of a peer about the logs of one society.
///
/// # Errors
/// The store's.
pub fn peer_of(t: &mut Tx<'_>, society: SocietyId, name: &str) -> Result<Peer, Error> {
    let rows = t.rows(PEER_OF, &[society.0.into(), name.into()], peer_row)?;
    peer_from(rows)
}

type PeerRow = (LogId, Option<Frontier>, bool);

fn peer_row(r: &sql::Row<'_>) -> PeerRow {
    let log = LogId { society: SocietyId(r.int(0)), desk: DeskId(r.int(1)) };
    (log, Frontier::from_bytes(r.int(2) as u64, r.bytes(3)), r.int(4) != 0)
}

fn peer_from(rows: Vec<PeerRow>) -> Result<Peer, Error> {
    let mut peer = Peer::default();
    for (log, known, apart) in rows {
        let known =
            known.ok_or_else(|| Error::new(Kind::Broken, "read a peer", "its frontier does not fit its size"))?;
        peer.known.insert(log, known);
        if apart {
            peer.apart.insert(log);
        }
    }
    Ok(peer)
}

/// Keeps what was learnt of a peer: of the logs that changed against `before`.
///
/// # Errors
/// The store's.
pub fn save_peer(t: &mut Tx<'_>, name: &str, before: &Peer, now: &Peer, at: Instant) -> Result<(), Error> {
    let logs = now.known.keys().chain(&now.apart).chain(&before.apart);
    for log in logs.copied().collect::<std::collections::BTreeSet<_>>() {
        let (known, apart) = (now.known.get(&log), now.apart.contains(&log));
        if known == before.known.get(&log) && apart == before.apart.contains(&log) {
            continue;
        }
        let known = known.cloned().unwrap_or_default();
        let subtrees = known.to_bytes();
        let place = [
            log.society.0.into(),
            log.desk.0.into(),
            name.into(),
            int(known.size()),
            Val::Bytes(&subtrees),
            i64::from(apart).into(),
            at.0.into(),
        ];
        t.exec(SAVE, &place)?;
    }
    Ok(())
}

pub(super) fn save_witness(
    t: &mut Tx<'_>,
    log: LogId,
    peer: &str,
    at: Instant,
    size: u64,
    text: &str,
) -> Result<(), Error> {
    let (society, desk, nothing) = (log.society.0.into(), log.desk.0.into(), Val::Bytes(&[]));
    t.exec(WITNESS, &[society, desk, peer.into(), nothing, at.0.into(), int(size), text.into()])
}

/// The checkpoints of a log that another seat signed too: seat, entries covered, text, when it was last heard.
///
/// # Errors
/// The store's.
pub fn witnessed(t: &mut Tx<'_>, log: LogId) -> Result<Vec<(String, u64, String, Instant)>, Error> {
    t.rows(WITNESSED, &[log.society.0.into(), log.desk.0.into()], |r| {
        (r.text(0).to_owned(), r.int(1) as u64, r.text(2).to_owned(), Instant(r.int(3)))
    })
}

/// Entries of a log the seat is not known to have.
///
/// # Errors
/// The store's.
pub fn unsent(t: &mut Tx<'_>, log: LogId, seat: &str) -> Result<u64, Error> {
    let n = t.first(UNSENT, &[log.society.0.into(), seat.into(), log.desk.0.into()], |r| r.int(0))?;
    Ok(n.unwrap_or(0).max(0) as u64)
}

/// When the oldest of them was written.
///
/// # Errors
/// The store's.
pub fn unsent_since(t: &mut Tx<'_>, log: LogId, seat: &str) -> Result<Option<Instant>, Error> {
    t.first(OLDEST, &[log.society.0.into(), log.desk.0.into(), seat.into()], |r| Instant(r.int(0)))
}

/// The seats this installation sends to.
///
/// # Errors
/// The store's.
pub fn seats(t: &mut Tx<'_>) -> Result<Vec<Seat>, Error> {
    t.rows(SEATS, &[], |r| Seat {
        name: r.text(0).to_owned(),
        url: r.text(1).to_owned(),
        public_key: r.bytes(2).to_vec(),
        joined: Instant(r.int(3)),
    })
}

/// Keeps a seat.
///
/// # Errors
/// The store's.
pub fn set_seat(t: &mut Tx<'_>, seat: &Seat) -> Result<(), Error> {
    let row = [(&seat.name).into(), (&seat.url).into(), Val::Bytes(&seat.public_key), seat.joined.0.into()];
    t.exec(SET_SEAT, &row)
}

/// A code with which one desk of a society is let in, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetIn {
    /// The society.
    pub society: SocietyId,
    /// Its code, as it stands in the origin of its logs.
    pub society_code: String,
    /// Last moment it can be used.
    pub until: Instant,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: Instant,
}

pub(super) fn hash_of(code: &str) -> [u8; 32] {
    Sha256::digest(code.trim().to_uppercase().as_bytes()).into()
}

/// Keeps the hash of a code that was given.
///
/// # Errors
/// The store's.
pub fn let_in(t: &mut Tx<'_>, code: &str, l: &LetIn) -> Result<(), Error> {
    let hash = hash_of(code);
    let row = [
        l.society.0.into(),
        Val::Bytes(&hash),
        (&l.society_code).into(),
        l.until.0.into(),
        Val::Null,
        (&l.by).into(),
        l.at.0.into(),
    ];
    t.exec(GIVE, &row)
}

/// Lets a desk in with its code: its log can be received from now on. False where the code is unknown, used by another desk or too old. The
/// same desk with the same key may ask again, with the same code or a new one.
///
/// # Errors
/// The store's.
pub fn enrol(t: &mut Tx<'_>, code: &str, log: LogId, key: &[u8; 32], now: Instant) -> Result<bool, Error> {
    admit(t, &hash_of(code), log, key, now)
}

/// The same by the hash of the code.
pub(super) fn admit(t: &mut Tx<'_>, hash: &[u8; 32], log: LogId, key: &[u8; 32], now: Instant) -> Result<bool, Error> {
    let place = [log.society.0.into(), Val::Bytes(hash)];
    let found = t.first(FIND, &place, |r| (r.text(0).to_owned(), Instant(r.int(1)), r.opt_int(2)))?;
    let Some((society_code, until, used)) = found else { return Ok(false) };
    let there = log::open_log(t, log.society, log.desk)?;
    if let Some(there) = there {
        // let in already, by this code or by one before it: a society that joined by a file joins over a line when there is one
        let fits =
            there.public_key == key && super::is_received(t, log)? && used.map_or(now <= until, |by| by == log.desk.0);
        if fits && used.is_none() {
            t.exec(USE, &[log.desk.0.into(), log.society.0.into(), Val::Bytes(hash)])?;
        }
        return Ok(fits);
    }
    if used.is_some() || now > until {
        return Ok(false);
    }
    log::start_log(t, log.society, log.desk, &register::origin(&society_code, log.desk), key)?;
    super::receive(t, log, &society_code, now)?;
    t.exec(USE, &[log.desk.0.into(), log.society.0.into(), Val::Bytes(hash)])?;
    Ok(true)
}
