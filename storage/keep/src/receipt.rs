//! Commands done. The same command again gets the first answer.

use kernel::{DeskId, Digest, Instant, Seq, SocietyId};
use sql::{Error, Tx, Val};

sql::statements! {
    FIND = "SELECT desk_id, first_seq, last_seq, root, at FROM receipt WHERE society_id = $1 AND command = $2";
    ACT = "SELECT first_seq, last_seq FROM receipt WHERE society_id = $1 AND desk_id = $2 AND first_seq <= $3 AND last_seq >= $3 ORDER BY first_seq DESC LIMIT 1";
    STANDING = "SELECT e.seq, e.kind FROM register_entry e LEFT JOIN reversal r ON r.society_id = e.society_id AND r.of_desk = e.desk_id AND r.of_seq = e.seq WHERE e.society_id = $1 AND e.desk_id = $2 AND e.seq BETWEEN $3 AND $4 AND r.seq IS NULL ORDER BY e.seq";
    KIND = "SELECT kind FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    SAVE = "INSERT INTO receipt (society_id, command, desk_id, first_seq, last_seq, root, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The society.
    pub society: SocietyId,
    /// Desk whose log holds the entries.
    pub desk: DeskId,
    /// First entry.
    pub first: Seq,
    /// Last entry.
    pub last: Seq,
    /// Root after the last.
    pub root: Digest,
    /// When.
    pub at: Instant,
    /// True when the command had been done before and nothing was written now.
    pub already: bool,
}

/// The receipt of a command done before.
///
/// # Errors
/// The store's.
pub fn find_receipt(t: &mut Tx<'_>, society: SocietyId, command: &str) -> Result<Option<Receipt>, Error> {
    t.first(FIND, &[society.0.into(), command.into()], |r| Receipt {
        society,
        desk: DeskId(r.int(0)),
        first: Seq(r.int(1)),
        last: Seq(r.int(2)),
        root: Digest(r.bytes(3).try_into().unwrap_or([0; 32])),
        at: Instant(r.int(4)),
        already: true,
    })
}

/// Keeps a receipt.
///
/// # Errors
/// [`sql::Kind::Duplicate`] where the command was done meanwhile.
pub fn save_receipt(t: &mut Tx<'_>, command: &str, r: &Receipt) -> Result<(), Error> {
    let root = Val::Bytes(&r.root.0);
    let (first, last) = (r.first.0.into(), r.last.0.into());
    t.exec(SAVE, &[r.society.0.into(), command.into(), r.desk.0.into(), first, last, root, r.at.0.into()])
}

/// Most entries of one act that are taken back together; a larger one is a run over all accounts, whose entries stand for themselves.
const TOGETHER: i64 = 12;

/// The entries that were written by one act together with this one: desk and position.
///
/// # Errors
/// The store's.
pub fn entries_of_act(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Vec<(i64, i64)>, Error> {
    let (mut first, mut last) = range(t, society, entry)?;
    if last - first >= TOGETHER {
        (first, last) = (entry.1, entry.1);
    }
    Ok((first..=last).map(|seq| (entry.0, seq)).collect())
}

/// Positions of the first and last entry of the act that wrote this one.
fn range(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<(i64, i64), Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into()];
    Ok(t.first(ACT, &place, |r| (r.int(0), r.int(1)))?.unwrap_or((entry.1, entry.1)))
}

/// Whether the act wrote more entries than are taken back together.
///
/// # Errors
/// The store's.
pub fn is_run(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<bool, Error> {
    let (first, last) = range(t, society, entry)?;
    Ok(last - first >= TOGETHER)
}

/// An entry, by desk and position, and its kind.
pub type OfKind = ((i64, i64), String);

/// The entries of an act, however many, that were not taken back: place and kind, in their order.
///
/// # Errors
/// The store's.
pub fn standing_of_act(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Vec<OfKind>, Error> {
    let (first, last) = range(t, society, entry)?;
    let place = [society.0.into(), entry.0.into(), first.into(), last.into()];
    t.rows(STANDING, &place, |r| ((entry.0, r.int(0)), r.text(1).to_owned()))
}

/// Kind of an entry.
///
/// # Errors
/// The store's.
pub fn kind_of(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, seq: Seq) -> Result<Option<String>, Error> {
    t.first(KIND, &[society.0.into(), desk.0.into(), seq.0.into()], |r| r.text(0).to_owned())
}
