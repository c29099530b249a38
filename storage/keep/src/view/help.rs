//! The help desk as its entries say it.

use crate::Event;
use helpdesk::{Entry, Place, Ticket};
use kernel::{Instant, SocietyId};
use sql::{Error, Kind, Row, Tx};

sql::statements! {
    ALL = "SELECT e.kind, e.bytes, x.desk_id, x.seq, e.at, e.by FROM help_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq LEFT JOIN reversal r ON r.society_id = x.society_id AND r.of_desk = x.desk_id AND r.of_seq = x.seq WHERE x.society_id = $1 AND x.list = $2 AND r.seq IS NULL ORDER BY x.desk_id, x.seq";
    OF_ONE = "SELECT e.kind, e.bytes, x.desk_id, x.seq, e.at, e.by FROM help_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq LEFT JOIN reversal r ON r.society_id = x.society_id AND r.of_desk = x.desk_id AND r.of_seq = x.seq WHERE x.society_id = $1 AND x.list = $2 AND x.of_desk = $3 AND x.of_seq = $4 AND r.seq IS NULL ORDER BY x.desk_id, x.seq";
    OF_ENTRY = "SELECT list, of_desk, of_seq FROM help_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    TICKET = "SELECT society_id, body FROM help_ticket WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    OF_SOCIETY = "SELECT society_id, body FROM help_ticket WHERE society_id = $1 AND changed >= $2 ORDER BY changed DESC, desk_id, seq";
    EVERYWHERE = "SELECT society_id, body FROM help_ticket WHERE state <> 'closed' OR changed >= $1 ORDER BY society_id, desk_id, seq";
    OF_PROBLEM = "SELECT society_id, body FROM help_ticket WHERE problem_desk = $1 AND problem_seq = $2 ORDER BY society_id, desk_id, seq";
    COUNTS = "SELECT state, CAST(count(*) AS BIGINT) FROM help_ticket WHERE society_id = $1 GROUP BY state";
}

/// Whose register holds known problems, articles and hours: the State's, or the installation's own where it belongs to none.
///
/// # Errors
/// The store's.
pub fn help_home(t: &mut Tx<'_>) -> Result<SocietyId, Error> {
    Ok(crate::state_of(t)?.unwrap_or(SocietyId(0)))
}

fn entry(r: &Row<'_>, out: &mut Vec<Entry>) -> Result<bool, Error> {
    if let Event::Help(event) = Event::decode(r.text(0), r.bytes(1))? {
        out.push(Entry { place: (r.int(2), r.int(3)), at: Instant(r.int(4)), by: r.text(5).to_owned(), event: *event });
    }
    Ok(true)
}

/// Entries of a list (`ticket`, `problem`, `article`, `hours`) that stand, of all logs; of one thing where its first entry is named.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn help_entries(t: &mut Tx<'_>, id: SocietyId, list: &str, of: Option<Place>) -> Result<Vec<Entry>, Error> {
    let mut out = Vec::new();
    match of {
        None => t.each(ALL, &[id.0.into(), list.into()], |r| entry(r, &mut out))?,
        Some((desk, seq)) => {
            t.each(OF_ONE, &[id.0.into(), list.into(), desk.into(), seq.into()], |r| entry(r, &mut out))?;
        }
    }
    Ok(out)
}

/// The list an entry belongs to and the first entry of what it is about; `None` where it is none of the help desk.
///
/// # Errors
/// The store's.
pub fn help_about(t: &mut Tx<'_>, id: SocietyId, entry: Place) -> Result<Option<(String, Place)>, Error> {
    t.first(OF_ENTRY, &[id.0.into(), entry.0.into(), entry.1.into()], |r| (r.text(0).to_owned(), (r.int(1), r.int(2))))
}

fn read(r: &Row<'_>) -> Result<(SocietyId, Ticket), Error> {
    let ticket = serde_json::from_str(r.text(1));
    let wrong = |e: serde_json::Error| Error::new(Kind::Other, "read a ticket", e.to_string());
    Ok((SocietyId(r.int(0)), ticket.map_err(wrong)?))
}

/// A ticket as it stands.
///
/// # Errors
/// The store's.
pub fn ticket(t: &mut Tx<'_>, id: SocietyId, place: Place) -> Result<Option<Ticket>, Error> {
    let found = t.first(TICKET, &[id.0.into(), place.0.into(), place.1.into()], read)?.transpose()?;
    Ok(found.map(|f| f.1))
}

/// Tickets of a society in which something was written since, newest first.
///
/// # Errors
/// The store's.
pub fn tickets(t: &mut Tx<'_>, id: SocietyId, since: Instant) -> Result<Vec<Ticket>, Error> {
    let all = t.rows(OF_SOCIETY, &[id.0.into(), since.0.into()], read)?;
    all.into_iter().map(|r| r.map(|f| f.1)).collect()
}

/// Tickets of all societies here that are not closed, and those closed since.
///
/// # Errors
/// The store's.
pub fn all_tickets(t: &mut Tx<'_>, closed_since: Instant) -> Result<Vec<(SocietyId, Ticket)>, Error> {
    t.rows(EVERYWHERE, &[closed_since.0.into()], read)?.into_iter().collect()
}

/// Tickets of all societies here that are of one known problem.
///
/// # Errors
/// The store's.
pub fn tickets_of_problem(t: &mut Tx<'_>, problem: Place) -> Result<Vec<(SocietyId, Ticket)>, Error> {
    t.rows(OF_PROBLEM, &[problem.0.into(), problem.1.into()], read)?.into_iter().collect()
}

/// How many tickets of a society stand where: code of the state and count.
///
/// # Errors
/// The store's.
pub fn ticket_counts(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<(String, u64)>, Error> {
    t.rows(COUNTS, &[id.0.into()], |r| (r.text(0).to_owned(), r.int(1) as u64))
}
