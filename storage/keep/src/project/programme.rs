//! The programme: which entries speak of what. They are folded where they are read (`programme`).

use super::{Placed, Projector};
use crate::Event;
use sql::{Error, Tx};

sql::statements! {
    ENTRY = "INSERT INTO programme_entry (society_id, register, thing, desk_id, seq) VALUES ($1, $2, $3, $4, $5)";
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        let Event::Programme(event) = e.event else { continue };
        let (register, thing) = event.about();
        let row = [p.society.0.into(), register.into(), (&thing).into(), p.desk.0.into(), e.seq.0.into()];
        t.exec(ENTRY, &row)?;
    }
    Ok(())
}
