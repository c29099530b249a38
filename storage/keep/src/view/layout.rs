//! Mappings of all societies: which readings of which headings are in use where.

use crate::Event;
use kernel::{Instant, SocietyId};
use migration::bench::BenchEvent;
use migration::layout::{self, LayoutEvent};
use migration::profile::TableProfile;
use sql::{Error, Tx};
use std::collections::{BTreeMap, BTreeSet};

sql::statements! {
    IN_USE = "SELECT x.society_id, x.desk_id, x.seq, x.heads, x.print, x.seat FROM layout_entry x LEFT JOIN reversal r ON r.society_id = x.society_id AND r.of_desk = x.desk_id AND r.of_seq = x.seq WHERE r.seq IS NULL ORDER BY x.society_id, x.desk_id, x.seq";
    ONE = "SELECT kind, bytes, at, by FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
}

/// A reading of a layout that societies use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutUse {
    /// What it is known by ([`layout::print`]).
    pub print: String,
    /// The mapping.
    pub table: TableProfile,
    /// The society that made it first, by its clock.
    pub society: SocietyId,
    /// Who, there.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Societies that read the layout so now.
    pub societies: BTreeSet<SocietyId>,
}

/// Entry and reading of a layout in a society: its own goes before the seat's, a later one before an earlier one.
type Now = BTreeMap<(i64, String), (i64, i64, i64, String)>;

fn in_use(t: &mut Tx<'_>) -> Result<Now, Error> {
    let mut now = Now::new();
    t.each(IN_USE, &[], |r| {
        let (key, row) = ((r.int(0), r.text(3).to_owned()), (r.int(5), r.int(1), r.int(2), r.text(4).to_owned()));
        let own_stands = now.get(&key).is_some_and(|before| before.0 < row.0);
        if !own_stands {
            now.insert(key, row);
        }
        Ok(true)
    })?;
    Ok(now)
}

/// All readings of layouts in use in the registers that are here, the most used first.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn layouts(t: &mut Tx<'_>) -> Result<Vec<LayoutUse>, Error> {
    let mut by_print: BTreeMap<String, Vec<(i64, i64, i64)>> = BTreeMap::new();
    for ((society, _), (_, desk, seq, print)) in in_use(t)? {
        by_print.entry(print).or_default().push((society, desk, seq));
    }
    let mut out = Vec::new();
    for (print, places) in by_print {
        let mut first: Option<(Instant, i64, String, TableProfile)> = None;
        for (society, desk, seq) in &places {
            let one = t.first(ONE, &[(*society).into(), (*desk).into(), (*seq).into()], |r| {
                Ok::<_, Error>((Event::decode(r.text(0), r.bytes(1))?, Instant(r.int(2)), r.text(3).to_owned()))
            });
            let Some((event, at, by)) = one?.transpose()? else { continue };
            let earlier = first.as_ref().is_none_or(|f| at < f.0);
            if let Some(table) = mapping(event).filter(|_| earlier) {
                first = Some((at, *society, by, table));
            }
        }
        let societies = places.iter().map(|p| SocietyId(p.0)).collect();
        out.extend(first.map(|(at, society, by, table)| LayoutUse {
            print,
            table,
            society: SocietyId(society),
            by,
            at,
            societies,
        }));
    }
    out.sort_by(|a, b| (b.societies.len(), &a.print).cmp(&(a.societies.len(), &b.print)));
    Ok(out)
}

fn mapping(event: Event) -> Option<TableProfile> {
    let Event::Bench(event) = event else { return None };
    match *event {
        BenchEvent::MappingSet { table, .. } => Some(table),
        BenchEvent::Layout(l) => match *l {
            LayoutEvent::Taken { table, .. } => Some(table),
            _ => None,
        },
        _ => None,
    }
}

/// Mappings the seat has released, as the State's register here has them; none where this installation belongs to no State.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn released_layouts(t: &mut Tx<'_>) -> Result<Vec<layout::Released>, Error> {
    let Some(state) = crate::state_of(t)? else { return Ok(Vec::new()) };
    Ok(layout::released(&super::bench_said(t, state)?))
}
