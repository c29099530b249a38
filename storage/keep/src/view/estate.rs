//! The estate as its entries say it, and the book of a bank account line by line.

use super::date;
use crate::Event;
use books::bankrec;
use books::estate::{Entry, Place, Register, bank};
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Row, Tx};

sql::statements! {
    ALL = "SELECT e.kind, e.bytes, x.desk_id, x.seq FROM estate_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq LEFT JOIN reversal r ON r.society_id = x.society_id AND r.of_desk = x.desk_id AND r.of_seq = x.seq WHERE x.society_id = $1 AND x.register = $2 AND r.seq IS NULL ORDER BY x.desk_id, x.seq";
    ONE = "SELECT e.kind, e.bytes, x.desk_id, x.seq FROM estate_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq LEFT JOIN reversal r ON r.society_id = x.society_id AND r.of_desk = x.desk_id AND r.of_seq = x.seq WHERE x.society_id = $1 AND x.register = $2 AND x.thing = $3 AND r.seq IS NULL ORDER BY x.desk_id, x.seq";
    BOOK = "SELECT p.desk_id, p.seq, p.line, p.date, p.debit, p.credit, v.narration, v.number FROM posting p JOIN voucher v ON v.society_id = p.society_id AND v.desk_id = p.desk_id AND v.seq = p.seq WHERE p.society_id = $1 AND p.head = $2 AND p.date <= $3 ORDER BY p.date, p.desk_id, p.seq, p.line";
}

fn entry(r: &Row<'_>, out: &mut Vec<Entry>) -> Result<bool, Error> {
    if let Event::Estate(event) = Event::decode(r.text(0), r.bytes(1))? {
        out.push(Entry { place: (r.int(2), r.int(3)), event: *event });
    }
    Ok(true)
}

/// Entries of a register that stand, in the order they were written; of one head or number where `thing` names it.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn estate(t: &mut Tx<'_>, id: SocietyId, register: Register, thing: Option<&str>) -> Result<Vec<Entry>, Error> {
    let mut out = Vec::new();
    match thing {
        None => t.each(ALL, &[id.0.into(), register.code().into()], |r| entry(r, &mut out))?,
        Some(thing) => {
            t.each(ONE, &[id.0.into(), register.code().into(), thing.into()], |r| entry(r, &mut out))?;
        }
    }
    Ok(out)
}

/// Lines of the book of a bank account up to a day, in the order of days; `reference` is the voucher's number.
///
/// # Errors
/// The store's.
pub fn bank_book(
    t: &mut Tx<'_>,
    id: SocietyId,
    head: &str,
    until: Date,
) -> Result<Vec<(Place, bankrec::Entry)>, Error> {
    t.rows(BOOK, &[id.0.into(), head.into(), (&until.to_string()).into()], |r| {
        let place = (r.int(0), r.int(1), r.int(2));
        let entry = bankrec::Entry {
            id: bank::id(place),
            date: date(r, 3).unwrap_or(Date::ZERO),
            amount: Paise(r.int(4) - r.int(5)),
            text: r.text(6).to_owned(),
            reference: r.text(7).to_owned(),
        };
        (place, entry)
    })
}
