//! The help desk: which entries speak of which ticket, problem, article or hours; and each ticket as it stands, folded anew from all its
//! entries whenever one comes, so that it does not matter whose log came first.

use super::{Placed, Projector};
use crate::{Event, view};
use helpdesk::{HelpEvent, Place, Ticket};
use kernel::SocietyId;
use sql::{Error, Tx};

sql::statements! {
    ENTRY = "INSERT INTO help_entry (society_id, list, of_desk, of_seq, desk_id, seq) VALUES ($1, $2, $3, $4, $5, $6)";
    SWEEP = "DELETE FROM help_ticket WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    TICKET = "INSERT INTO help_ticket (society_id, desk_id, seq, state, changed, problem_desk, problem_seq, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    let mut touched: Vec<Place> = Vec::new();
    for e in entries {
        let Event::Help(event) = e.event else { continue };
        let of = about(event, (p.desk.0, e.seq.0));
        // what takes an entry back stands in `reversal`
        if event.reverses().is_none() {
            let (list, society) = (event.list(), p.society.0);
            let row = [society.into(), list.into(), of.0.into(), of.1.into(), p.desk.0.into(), e.seq.0.into()];
            t.exec(ENTRY, &row)?;
        }
        if event.list() == "ticket" && !touched.contains(&of) {
            touched.push(of);
        }
    }
    touched.into_iter().try_for_each(|ticket| fold(t, p.society, ticket))
}

/// The first entry of what an event is about.
fn about(event: &HelpEvent, own: Place) -> Place {
    event.of.unwrap_or(own)
}

fn fold(t: &mut Tx<'_>, society: SocietyId, place: Place) -> Result<(), Error> {
    let entries = view::help_entries(t, society, "ticket", Some(place))?;
    t.exec(SWEEP, &[society.0.into(), place.0.into(), place.1.into()])?;
    match helpdesk::ticket(&entries) {
        Some(ticket) => save(t, society, &ticket),
        None => Ok(()),
    }
}

fn save(t: &mut Tx<'_>, society: SocietyId, ticket: &Ticket) -> Result<(), Error> {
    let body = serde_json::to_string(ticket).expect("plain data");
    let changed = ticket.lines.last().map_or(ticket.at, |l| l.entry.at);
    let row = [
        society.0.into(),
        ticket.place.0.into(),
        ticket.place.1.into(),
        ticket.state.code().into(),
        changed.0.into(),
        ticket.problem.map(|p| p.0).into(),
        ticket.problem.map(|p| p.1).into(),
        (&body).into(),
    ];
    t.exec(TICKET, &row)
}
