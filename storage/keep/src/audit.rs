//! Who was let do what and who was refused. What was done stands in the register with its author; this list has the refusals too, and the
//! decisions of the door that leave no entry.

use kernel::{Instant, SocietyId};
use sql::{Error, Tx, Val};

sql::statements! {
    NOTE = "INSERT INTO audit (society_id, at, id, by, role, act, number, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LIST = "SELECT at, by, role, act, number, words FROM audit WHERE society_id = $1 ORDER BY at DESC, id LIMIT $2 OFFSET $3";
    LAST = "SELECT at FROM audit WHERE society_id = $1 AND act = $2 AND number = 0 ORDER BY at DESC LIMIT 1";
    LAST_OF = "SELECT at FROM audit WHERE society_id = $1 AND act = $2 AND number = $3 ORDER BY at DESC LIMIT 1";
    COUNT = "SELECT count(*) FROM audit WHERE society_id = $1";
}

/// A decision of the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Instant,
    /// Login name.
    pub by: String,
    /// Role.
    pub role: String,
    /// What was asked for.
    pub act: String,
    /// Number of the refusal; 0 where it was done.
    pub number: i64,
    /// The refusal with its particulars, or what was done.
    pub words: String,
}

/// Notes a decision.
///
/// # Errors
/// The store's.
pub fn note(t: &mut Tx<'_>, society: SocietyId, d: &Decision) -> Result<(), Error> {
    let mut id = [0; 8];
    getrandom::fill(&mut id).map_err(|e| Error::new(sql::Kind::Other, "draw a number", e.to_string()))?;
    let row = [
        society.0.into(),
        d.at.0.into(),
        Val::Bytes(&id),
        (&d.by).into(),
        (&d.role).into(),
        (&d.act).into(),
        d.number.into(),
        (&d.words).into(),
    ];
    t.exec(NOTE, &row)
}

/// Decisions, newest first, and how many there are.
///
/// # Errors
/// The store's.
pub fn list(t: &mut Tx<'_>, society: SocietyId, take: u64, skip: u64) -> Result<(Vec<Decision>, u64), Error> {
    let all = t.first(COUNT, &[society.0.into()], |r| r.int(0) as u64)?.unwrap_or(0);
    let rows = t.rows(LIST, &[society.0.into(), (take as i64).into(), (skip as i64).into()], |r| Decision {
        at: Instant(r.int(0)),
        by: r.text(1).to_owned(),
        role: r.text(2).to_owned(),
        act: r.text(3).to_owned(),
        number: r.int(4),
        words: r.text(5).to_owned(),
    })?;
    Ok((rows, all))
}

/// When something was last done, by its name among the decisions; `None` where it never was.
///
/// # Errors
/// The store's.
pub fn last(t: &mut Tx<'_>, society: SocietyId, act: &str) -> Result<Option<Instant>, Error> {
    t.first(LAST, &[society.0.into(), act.into()], |r| Instant(r.int(0)))
}

/// When something was last refused under this number.
///
/// # Errors
/// The store's.
pub fn last_of(t: &mut Tx<'_>, society: SocietyId, act: &str, number: i64) -> Result<Option<Instant>, Error> {
    t.first(LAST_OF, &[society.0.into(), act.into(), number.into()], |r| Instant(r.int(0)))
}
