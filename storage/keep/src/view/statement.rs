//! The books of a period as statements are drawn from, and the appropriations of it.

use crate::Event;
use crate::project::report::{CLOSED, DIVIDED, REOPENED};
use books::statement::{Book, CashRow, HeadRow};
use books::{Head, Line};
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};
use std::collections::BTreeMap;

sql::statements! {
    HEADS = "SELECT code, name, class FROM head WHERE society_id = $1 ORDER BY code";
    SUMS = "SELECT head, CAST(COALESCE(sum(CASE WHEN date < $2 THEN debit - credit ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN date >= $2 THEN debit ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN date >= $2 THEN credit ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN date <= $4 THEN debit - credit ELSE 0 END), 0) AS BIGINT) FROM posting WHERE society_id = $1 AND date <= $3 GROUP BY head";
    CASH = "SELECT head, CAST(sum(receipt) AS BIGINT), CAST(sum(payment) AS BIGINT) FROM cash_side WHERE society_id = $1 AND date >= $2 AND date <= $3 GROUP BY head ORDER BY head";
    ENDS = "SELECT y.what, y.year_end, y.resolution, e.kind, e.bytes, y.desk_id, y.seq, COALESCE(r.seq, -1) FROM year_end y JOIN register_entry e ON e.society_id = y.society_id AND e.desk_id = y.desk_id AND e.seq = y.seq LEFT JOIN reversal r ON r.society_id = y.society_id AND r.of_desk = y.desk_id AND r.of_seq = y.seq WHERE y.society_id = $1 AND y.date >= $2 AND y.date <= $3 ORDER BY y.desk_id, y.seq";
}

/// An appropriation that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppropriationRow {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Last day of the year whose profit was divided.
    pub year_end: Option<Date>,
    /// Resolution.
    pub resolution: String,
    /// Lines posted.
    pub lines: Vec<Line>,
}

/// A vouchers of a year's end: what it was, the last day of the year, the resolution, its lines, its entry, was it taken back.
type End = (i64, Option<Date>, String, Vec<Line>, (i64, i64), bool);

fn ends(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date) -> Result<Vec<End>, Error> {
    let mut out = Vec::new();
    t.each(ENDS, &[id.0.into(), (&from.to_string()).into(), (&to.to_string()).into()], |r| {
        let lines = Event::decode(r.text(3), r.bytes(4))?.postings();
        out.push((r.int(0), super::date(r, 1), r.text(2).to_owned(), lines, (r.int(5), r.int(6)), r.int(7) >= 0));
        Ok(true)
    })?;
    Ok(out)
}

/// Every head of the society, by code.
///
/// # Errors
/// The store's.
pub fn heads(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<Head>, Error> {
    t.rows(HEADS, &[id.0.into()], |r| Head {
        code: r.text(0).to_owned(),
        name: r.text(1).to_owned(),
        class: crate::codec::class(r.int(2)),
    })
}

/// The books of a period, both days counted. Closings of a year and their taking back stand apart.
///
/// # Errors
/// The store's.
pub fn book(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date) -> Result<Book, Error> {
    let before = to.saturating_sub(kernel::years(1));
    let mut book = Book {
        from,
        to,
        heads: heads(t, id)?.iter().map(HeadRow::of).collect(),
        opening: BTreeMap::new(),
        moved: BTreeMap::new(),
        closed: BTreeMap::new(),
        previous: BTreeMap::new(),
        cash: Vec::new(),
    };
    let days = [from.to_string(), to.to_string(), before.to_string()];
    let params = [id.0.into(), (&days[0]).into(), (&days[1]).into(), (&days[2]).into()];
    for (head, opening, debit, credit, previous) in t.rows(SUMS, &params, |r| {
        (r.text(0).to_owned(), Paise(r.int(1)), Paise(r.int(2)), Paise(r.int(3)), Paise(r.int(4)))
    })? {
        book.opening.insert(head.clone(), opening);
        book.moved.insert(head.clone(), (debit, credit));
        book.previous.insert(head, previous);
    }
    for (what, _, _, lines, ..) in ends(t, id, from, to)? {
        if what != CLOSED && what != REOPENED {
            continue;
        }
        for l in lines {
            let moved = book.moved.entry(l.head.clone()).or_default();
            *moved = (moved.0 - l.debit, moved.1 - l.credit);
            let closed = book.closed.entry(l.head).or_default();
            *closed = (closed.0 + l.debit, closed.1 + l.credit);
        }
    }
    book.cash = t.rows(CASH, &params[..3], |r| CashRow {
        head: r.text(0).to_owned(),
        receipt: Paise(r.int(1)),
        payment: Paise(r.int(2)),
    })?;
    Ok(book)
}

/// Appropriations posted in a period that stand.
///
/// # Errors
/// The store's.
pub fn appropriations(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date) -> Result<Vec<AppropriationRow>, Error> {
    let all = ends(t, id, from, to)?.into_iter().filter(|e| e.0 == DIVIDED && !e.5);
    Ok(all
        .map(|(_, year_end, resolution, lines, entry, _)| AppropriationRow { entry, year_end, resolution, lines })
        .collect())
}
