//! Entries as lines of text: for backups, and to be read back elsewhere.

use kernel::{DeskId, SocietyId};
use serde::{Deserialize, Serialize};
use sql::{Error, Kind, Tx};

sql::statements! {
    FROM = "SELECT seq, kind, version, at, by, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3 ORDER BY seq";
}

/// An entry as one line of JSON; the event stands in it exactly as it was written, so that its hash can be computed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    /// Position.
    pub seq: i64,
    /// Kind.
    pub kind: String,
    /// Version of the bytes.
    pub version: u16,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who.
    pub by: String,
    /// The event as written.
    pub event: String,
}

/// Calls `f` with every entry of a log from a position on, as a line without its end.
///
/// # Errors
/// The store's, the closure's, or an entry that is no text.
pub fn each_entry(
    t: &mut Tx<'_>,
    society: SocietyId,
    desk: DeskId,
    from: u64,
    mut f: impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    t.each(FROM, &[society.0.into(), desk.0.into(), from.into()], |r| {
        let event = String::from_utf8(r.bytes(5).to_vec())
            .map_err(|e| Error::new(Kind::Broken, "copy an entry", e.to_string()))?;
        let line = EntryLine {
            seq: r.int(0),
            kind: r.text(1).to_owned(),
            version: r.int(2) as u16,
            at: r.int(3),
            by: r.text(4).to_owned(),
            event,
        };
        f(&serde_json::to_string(&line).expect("plain data")).map(|()| true)
    })
}
