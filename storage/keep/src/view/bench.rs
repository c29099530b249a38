//! The workbench as its entries say it.

use crate::Event;
use kernel::{Instant, SocietyId};
use migration::bench::{self, Case};
use sql::{Error, Kind, Tx};

sql::statements! {
    ALL = "SELECT e.kind, e.bytes, x.desk_id, x.seq, e.at, e.by FROM bench_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq WHERE x.society_id = $1 ORDER BY x.desk_id, x.seq";
    COUNT = "SELECT CAST(count(*) AS BIGINT) FROM bench_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq WHERE x.society_id = $1 AND e.kind <> 'bench.counted'";
}

/// How many entries speak of a society's workbench, without those that only count it: who has folded so many need not fold anew.
///
/// # Errors
/// The store's.
pub fn bench_entries(t: &mut Tx<'_>, society: SocietyId) -> Result<u64, Error> {
    Ok(t.first(COUNT, &[society.0.into()], |r| r.int(0) as u64)?.unwrap_or(0))
}

/// A society's workbench, folded from its own log and the seat's log of it.
///
/// # Errors
/// The store's.
pub fn bench_case(t: &mut Tx<'_>, society: SocietyId) -> Result<Case, Error> {
    Ok(bench::fold(&bench_said(t, society)?))
}

/// The entries themselves, those of the society's own log first.
///
/// # Errors
/// The store's.
pub fn bench_said(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<bench::Entry>, Error> {
    let mut entries = Vec::new();
    t.each(ALL, &[society.0.into()], |r| {
        let Event::Bench(event) = Event::decode(r.text(0), r.bytes(1))? else {
            return Err(Error::new(Kind::Other, "read the workbench", "an entry of another room"));
        };
        let (place, at) = ((r.int(2), r.int(3)), Instant(r.int(4)));
        entries.push(bench::Entry { place, by: r.text(5).to_owned(), at, event: *event });
        Ok(true)
    })?;
    Ok(entries)
}
