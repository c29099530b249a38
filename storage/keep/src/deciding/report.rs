//! What closing a year and answering an objection must know.

use crate::Event;
use crate::project::report::{CLOSED, DIVIDED};
use books::BooksEvent;
use books::objection::ObjectionView;
use books::yearend::{ClosedVoucher, ClosedYear};
use kernel::{Date, SocietyId};
use sql::{Error, Tx};

sql::statements! {
    YEAR = "SELECT y.desk_id, y.seq, y.what, e.kind, e.bytes FROM year_end y JOIN register_entry e ON e.society_id = y.society_id AND e.desk_id = y.desk_id AND e.seq = y.seq LEFT JOIN reversal r ON r.society_id = y.society_id AND r.of_desk = y.desk_id AND r.of_seq = y.seq WHERE y.society_id = $1 AND y.year_end = $2 AND y.what <> 2 AND r.seq IS NULL ORDER BY y.desk_id, y.seq";
    YEAR_OF = "SELECT year_end FROM year_end WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND what = $4";
    OBJECTION = "SELECT closed FROM objection WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    STANDS = "SELECT count(*) FROM voucher WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
}

/// What stands of the closing of the year that ended on a day.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn closed_year(t: &mut Tx<'_>, society: SocietyId, year_end: Date) -> Result<ClosedYear, Error> {
    let mut year = ClosedYear::default();
    t.each(YEAR, &[society.0.into(), (&year_end.to_string()).into()], |r| {
        if r.int(2) == DIVIDED {
            year.divided = true;
        } else if let Event::Books(BooksEvent::YearClosed { lines, .. }) = Event::decode(r.text(3), r.bytes(4))? {
            year.vouchers.push(ClosedVoucher { entry: (r.int(0), r.int(1)), lines });
        }
        Ok(true)
    })?;
    Ok(year)
}

/// The last day of the year an entry closed; `None` where it closed none.
///
/// # Errors
/// The store's.
pub fn year_of(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Option<Date>, Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into(), CLOSED.into()];
    Ok(t.first(YEAR_OF, &place, |r| r.text(0).parse().ok())?.flatten())
}

/// An objection by its entry.
///
/// # Errors
/// The store's.
pub fn objection(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Option<ObjectionView>, Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into()];
    t.first(OBJECTION, &place, |r| ObjectionView { closed: r.int(0) > 0 })
}

/// Is this entry a voucher of the books?
///
/// # Errors
/// The store's.
pub fn voucher_stands(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<bool, Error> {
    Ok(t.first(STANDS, &[society.0.into(), entry.0.into(), entry.1.into()], |r| r.int(0) > 0)?.unwrap_or(false))
}
