//! Commands done. The same command again gets the first answer.

use kernel::{DeskId, Digest, Instant, Seq, SocietyId};
use sql::{Error, Tx, Val};

sql::statements! {
    FIND = "SELECT desk_id, first_seq, last_seq, root, at FROM receipt WHERE society_id = $1 AND command = $2";
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
