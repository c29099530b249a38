//! Joining by a file. The code never stands in the letter: the desk proves that it has it, and the seat proves with its welcome that it gave it, so that whoever carries
//! the file, or reads it on the way, can neither join in the desk's place nor welcome it in the seat's.

use super::LogId;
use super::seats::{admit, hash_of};
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{DeskId, Instant, SocietyId};
use sha2::Sha256;
use sql::{Error, Tx, Val};

sql::statements! {
    WRITE = "INSERT INTO letter (society_id, code, at) VALUES ($1, $2, $3) ON CONFLICT (society_id, code) DO UPDATE SET at = excluded.at";
    WRITTEN = "SELECT code FROM letter WHERE society_id = $1";
    ANSWERED = "DELETE FROM letter WHERE society_id = $1";
    GIVEN = "SELECT code FROM let_in WHERE society_id = $1 ORDER BY code";
}

/// HMAC-SHA256 (RFC 2104) under the hash of a code.
fn proof(hash: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(hash).expect("a key of any length is taken");
    for part in parts {
        // of each its length too, so that none can reach into the next
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn of_letter(hash: &[u8; 32], society_code: &str, desk: DeskId, key: &[u8; 32]) -> [u8; 32] {
    proof(hash, &[b"letter", society_code.as_bytes(), &desk.0.to_be_bytes(), key])
}

fn of_welcome(hash: &[u8; 32], seat: &[u8; 32], desk: &[u8; 32]) -> [u8; 32] {
    proof(hash, &[b"welcome", seat, desk])
}

/// Keeps the hash of a code with which a desk asks by letter to be let in; gives the letter's proof of it.
///
/// # Errors
/// The store's.
pub fn write_letter(
    t: &mut Tx<'_>,
    log: LogId,
    society_code: &str,
    code: &str,
    key: &[u8; 32],
    at: Instant,
) -> Result<[u8; 32], Error> {
    let hash = hash_of(code);
    t.exec(WRITE, &[log.society.0.into(), Val::Bytes(&hash), at.0.into()])?;
    Ok(of_letter(&hash, society_code, log.desk, key))
}

/// At the seat: lets a desk in whose letter proves that it has a code, as [`super::enrol`] does; gives the proof of the welcome. `None` where no code fits, or the one
/// that does is used by another desk or too old.
///
/// # Errors
/// The store's.
pub fn enrol_by_letter(
    t: &mut Tx<'_>,
    shown: &[u8; 32],
    (log, society_code): (LogId, &str),
    key: &[u8; 32],
    seat: &[u8; 32],
    now: Instant,
) -> Result<Option<[u8; 32]>, Error> {
    let given = t.rows(GIVEN, &[log.society.0.into()], |r| <[u8; 32]>::try_from(r.bytes(0)).ok())?;
    let fits = |hash: &[u8; 32]| of_letter(hash, society_code, log.desk, key) == *shown;
    let Some(hash) = given.into_iter().flatten().find(fits) else { return Ok(None) };
    Ok(admit(t, &hash, log, key, now)?.then(|| of_welcome(&hash, seat, key)))
}

/// At the desk: true where this welcome answers a letter that was written here for the society.
///
/// # Errors
/// The store's.
pub fn is_answer(
    t: &mut Tx<'_>,
    society: SocietyId,
    shown: &[u8; 32],
    seat: &[u8; 32],
    desk: &[u8; 32],
) -> Result<bool, Error> {
    let written = t.rows(WRITTEN, &[society.0.into()], |r| <[u8; 32]>::try_from(r.bytes(0)).ok())?;
    Ok(written.into_iter().flatten().any(|hash| of_welcome(&hash, seat, desk) == *shown))
}

/// At the desk: the letters written for a society are answered, once all that the welcome says is kept.
///
/// # Errors
/// The store's.
pub fn answered(t: &mut Tx<'_>, society: SocietyId) -> Result<(), Error> {
    t.exec(ANSWERED, &[society.0.into()])
}

/// True where a letter written here for a society waits for its answer.
///
/// # Errors
/// The store's.
pub fn awaits(t: &mut Tx<'_>, society: SocietyId) -> Result<bool, Error> {
    Ok(t.first(WRITTEN, &[society.0.into()], |r| r.bytes(0).len())?.is_some())
}
