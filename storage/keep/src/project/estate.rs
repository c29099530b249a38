//! The estate: which entries speak of what. Nothing is summed here: registers are folded from the entries (`books::estate`).

use super::{Placed, Projector};
use crate::Event;
use sql::{Error, Tx};

sql::statements! {
    ENTRY = "INSERT INTO estate_entry (society_id, register, thing, desk_id, seq) VALUES ($1, $2, $3, $4, $5)";
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        // what takes an entry back stands in `reversal`
        let Event::Estate(event) = e.event else { continue };
        if event.reverses().is_none() {
            let (register, thing) = (event.register.code(), &event.of[..]);
            let row = [p.society.0.into(), register.into(), thing.into(), p.desk.0.into(), e.seq.0.into()];
            t.exec(ENTRY, &row)?;
        }
    }
    Ok(())
}
