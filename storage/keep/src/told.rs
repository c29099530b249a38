//! What was told to whom: items of a digest by the hash of their content, so that none is told twice.

use kernel::{Digest, Instant, SocietyId};
use sql::{Error, Tx, Val};

sql::statements! {
    WHEN = "SELECT at FROM digest_told WHERE society_id = $1 AND name = $2 AND way = $3 AND hash = $4";
    KNOWN = "SELECT 1 FROM digest_told WHERE society_id = $1 AND name = $2 AND way = $3 AND hash = $4";
    TELL = "INSERT INTO digest_told (society_id, name, way, hash, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, name, way, hash) DO NOTHING";
}

/// Every statement of this part.
pub(crate) const ALL: &[(&str, sql::Sql)] = STATEMENTS;

/// True where a person was told this by this way (`mail`, `sms`).
///
/// # Errors
/// The store's.
pub fn was_told(t: &mut Tx<'_>, place: SocietyId, name: &str, way: &str, hash: &Digest) -> Result<bool, Error> {
    let row = [place.0.into(), name.into(), way.into(), Val::Bytes(&hash.0)];
    Ok(t.first(KNOWN, &row, |r| r.int(0))?.is_some())
}

/// When a person was told this by this way.
///
/// # Errors
/// The store's.
pub fn when(t: &mut Tx<'_>, place: SocietyId, name: &str, way: &str, hash: &Digest) -> Result<Option<Instant>, Error> {
    let row = [place.0.into(), name.into(), way.into(), Val::Bytes(&hash.0)];
    Ok(t.first(WHEN, &row, |r| r.int(0))?.map(Instant))
}

/// Notes that he was.
///
/// # Errors
/// The store's.
pub fn tell(t: &mut Tx<'_>, place: SocietyId, name: &str, way: &str, hash: &Digest, at: Instant) -> Result<(), Error> {
    t.exec(TELL, &[place.0.into(), name.into(), way.into(), Val::Bytes(&hash.0), at.0.into()])
}
