//! The workbench: which entries speak of it. They are folded where they are read (`migration::bench`).

use super::{Placed, Projector};
use crate::Event;
use sql::{Error, Tx};

sql::statements! {
    ENTRY = "INSERT INTO bench_entry (society_id, desk_id, seq) VALUES ($1, $2, $3)";
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries.iter().filter(|e| matches!(e.event, Event::Bench(_))) {
        t.exec(ENTRY, &[p.society.0.into(), p.desk.0.into(), e.seq.0.into()])?;
    }
    Ok(())
}
