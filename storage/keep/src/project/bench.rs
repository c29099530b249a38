//! The workbench: which entries speak of it. They are folded where they are read (`migration::bench`).

use super::{Placed, Projector};
use crate::Event;
use migration::bench::BenchEvent;
use migration::layout::{self, LayoutEvent};
use migration::profile::TableProfile;
use sql::{Error, Tx};

sql::statements! {
    ENTRY = "INSERT INTO bench_entry (society_id, desk_id, seq) VALUES ($1, $2, $3)";
    LAYOUT = "INSERT INTO layout_entry (society_id, desk_id, seq, heads, print, seat) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// The mapping an entry makes or applies, and whether it came from the seat.
fn mapping(event: &BenchEvent) -> Option<(&TableProfile, bool)> {
    match event {
        BenchEvent::MappingSet { table, .. } => Some((table, false)),
        BenchEvent::Layout(l) => match &**l {
            LayoutEvent::Taken { table, .. } => Some((table, true)),
            LayoutEvent::Released { .. } | LayoutEvent::Withdrawn { .. } => None,
        },
        _ => None,
    }
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        let Event::Bench(event) = e.event else { continue };
        let place = [p.society.0.into(), p.desk.0.into(), e.seq.0.into()];
        t.exec(ENTRY, &place)?;
        if let Some((table, seat)) = mapping(event) {
            let [society, desk, seq] = place;
            let (heads, print) = (layout::heads(table), layout::print(table));
            t.exec(LAYOUT, &[society, desk, seq, (&heads).into(), (&print).into(), i64::from(seat).into()])?;
        }
    }
    Ok(())
}
