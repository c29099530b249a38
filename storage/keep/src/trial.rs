//! Trials of a migration: which were begun, how they ended. What is done in one lies in a store of its own.

use crate::tables::TRIAL;
use kernel::{DeskId, Instant, SocietyId};
use sql::{Error, Tx, Val};

sql::statements! {
    LIST = "SELECT no, name, by, at, base, size, ended, ended_by, ended_at, data_set FROM trial WHERE society_id = $1 ORDER BY no";
    END = "UPDATE trial SET ended = $1, ended_by = $2, ended_at = $3, data_set = $4 WHERE society_id = $5 AND no = $6";
    OWN = "UPDATE desk SET origin = $1, public_key = $2, checkpoint_size = 0, checkpoint = '' WHERE society_id = $3 AND desk_id = $4";
}

/// Every statement of this part.
pub(crate) const ALL: &[(&str, sql::Sql)] = STATEMENTS;

/// How a trial ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing of it is left.
    Thrown,
    /// Its acts were done in earnest.
    Repeated,
}

impl Ending {
    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Ending::Thrown => "thrown",
            Ending::Repeated => "repeated",
        }
    }

    fn of(code: &str) -> Option<Ending> {
        [Ending::Thrown, Ending::Repeated].into_iter().find(|e| e.code() == code)
    }
}

/// A trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Its number within the society, from 1; never given twice.
    pub no: i64,
    /// What it is called.
    pub name: String,
    /// Login of who began it.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Entries of the workbench that were copied.
    pub base: u64,
    /// Entries of the own log that were copied.
    pub size: u64,
    /// How it ended, by whom and when; `None` while it runs.
    pub ended: Option<(Ending, String, Instant)>,
    /// Digest of the data set it came to, hexadecimal; empty before its end.
    pub set: String,
}

/// The trials of a society in the order they were begun.
///
/// # Errors
/// The store's.
pub fn list(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Trial>, Error> {
    t.rows(LIST, &[society.0.into()], |r| Trial {
        no: r.int(0),
        name: r.text(1).to_owned(),
        by: r.text(2).to_owned(),
        at: Instant(r.int(3)),
        base: r.int(4) as u64,
        size: r.int(5) as u64,
        ended: Ending::of(r.text(6)).map(|e| (e, r.text(7).to_owned(), Instant(r.opt_int(8).unwrap_or(0)))),
        set: r.text(9).to_owned(),
    })
}

/// Writes down that a trial was begun.
///
/// # Errors
/// The store's; [`sql::Kind::Duplicate`] where the number is given already.
pub fn begin(t: &mut Tx<'_>, society: SocietyId, trial: &Trial) -> Result<(), Error> {
    let mut bulk = t.bulk(&TRIAL, 1)?;
    bulk.push(&[
        society.0.into(),
        trial.no.into(),
        (&trial.name).into(),
        (&trial.by).into(),
        trial.at.0.into(),
        (trial.base as i64).into(),
        (trial.size as i64).into(),
        "".into(),
        "".into(),
        Val::Null,
        "".into(),
    ])?;
    bulk.finish().map(|_| ())
}

/// Writes down how it ended; `set` is the data set it came to, hexadecimal, or empty.
///
/// # Errors
/// The store's.
pub fn end(
    t: &mut Tx<'_>,
    society: SocietyId,
    no: i64,
    ending: Ending,
    (by, at): (&str, Instant),
    set: &str,
) -> Result<(), Error> {
    t.exec(END, &[ending.code().into(), by.into(), at.0.into(), set.into(), society.0.into(), no.into()])
}

/// Gives a copied log to the copy: what is signed there can never pass for the society's own.
///
/// # Errors
/// The store's.
pub fn own_log(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, origin: &str, key: &[u8; 32]) -> Result<(), Error> {
    t.exec(OWN, &[origin.into(), Val::Bytes(key), society.0.into(), desk.0.into()])
}
