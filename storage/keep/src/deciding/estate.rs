//! What decisions on the estate must know.

use crate::{Event, view};
use books::EstateEvent;
use books::estate::{Place, Register, Sight};
use kernel::{Paise, SocietyId};
use sql::{Error, Tx};
use std::collections::BTreeMap;

sql::statements! {
    ENTRY = "SELECT kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
}

/// The estate as an act on a register must see it; of one head or number where `thing` names it.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn estate_sight(
    t: &mut Tx<'_>,
    society: SocietyId,
    register: Register,
    thing: Option<&str>,
) -> Result<Sight, Error> {
    let books = super::books_view(t, society, [])?;
    let mut kept = books.kept_by_accounts;
    kept.extend(super::outside::kept_by_parties(t, society)?);
    Ok(Sight {
        open: books.open,
        kept,
        heads: view::heads(t, society)?,
        entries: view::estate(t, society, register, thing)?,
    })
}

/// An entry of the estate; `None` where it is none.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn estate_event(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Option<EstateEvent>, Error> {
    Ok(match event(t, society, entry)? {
        Some(Event::Estate(event)) => Some(*event),
        _ => None,
    })
}

fn event(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Option<Event>, Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into()];
    t.first(ENTRY, &place, |r| Event::decode(r.text(0), r.bytes(1)))?.transpose()
}

/// Paise of lines of a head: debit less credit. A place that is no line of it is left out.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn line_amounts(
    t: &mut Tx<'_>,
    society: SocietyId,
    head: &str,
    places: &[Place],
) -> Result<BTreeMap<Place, Paise>, Error> {
    let mut out = BTreeMap::new();
    for place in places {
        let lines = event(t, society, (place.0, place.1))?.map(|e| e.postings()).unwrap_or_default();
        let line = usize::try_from(place.2).ok().and_then(|i| lines.get(i)).filter(|l| l.head == head);
        out.extend(line.map(|l| (*place, l.debit - l.credit)));
    }
    Ok(out)
}
