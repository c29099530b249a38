//! What statements and auditors read: the cash column by head, year's ends, objections.

use super::{Placed, Projector};
use crate::Event;
use books::statement::cash_rows;
use books::{BooksEvent, CASH};
use credit::CreditEvent;
use kernel::Paise;
use sql::{Error, Tx};
use std::collections::BTreeMap;

sql::statements! {
    CASH_SIDE = "INSERT INTO cash_side (society_id, date, head, receipt, payment) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, date, head) DO UPDATE SET receipt = cash_side.receipt + excluded.receipt, payment = cash_side.payment + excluded.payment";
    YEAR_END = "INSERT INTO year_end (society_id, desk_id, seq, what, year_end, date, resolution) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    RAISED = "INSERT INTO objection (society_id, desk_id, seq, date, about_desk, about_seq, amount, text, answers, closed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)";
    WORD = "INSERT INTO objection_word (society_id, of_desk, of_seq, desk_id, seq, date, closes, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ANSWERED = "UPDATE objection SET answers = answers + $1, closed = closed + $2 WHERE society_id = $3 AND desk_id = $4 AND seq = $5";
}

/// A closing, its taking back, an appropriation: as `year_end.what` has them.
pub(crate) const CLOSED: i64 = 1;
pub(crate) const REOPENED: i64 = 2;
pub(crate) const DIVIDED: i64 = 3;

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    cash(t, p, entries)?;
    for e in entries {
        if let Event::Books(event) = e.event {
            one(t, p, e, event)?;
        }
    }
    Ok(())
}

fn cash(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    let mut sums: BTreeMap<(String, String), (Paise, Paise)> = BTreeMap::new();
    for e in entries {
        // pages of old accounts move no cash
        if matches!(e.event, Event::Credit(CreditEvent::AccountsBroughtForward { .. })) {
            continue;
        }
        let Some(voucher) = e.event.voucher() else { continue };
        for row in cash_rows(&e.event.postings(), |head| head == CASH) {
            let sum = sums.entry((voucher.date.to_string(), row.head)).or_default();
            sum.0 += row.receipt;
            sum.1 += row.payment;
        }
    }
    for ((date, head), (receipt, payment)) in &sums {
        t.exec(CASH_SIDE, &[p.society.0.into(), date.into(), head.into(), receipt.0.into(), payment.0.into()])?;
    }
    Ok(())
}

fn one(t: &mut Tx<'_>, p: &Projector<'_>, e: &Placed<'_>, event: &BooksEvent) -> Result<(), Error> {
    let place = [p.society.0.into(), p.desk.0.into(), e.seq.0.into()];
    let [society, desk, seq] = place;
    let mut year_end = |what: i64, year: kernel::Date, date: kernel::Date, resolution: &str| {
        let (year, date) = (year.to_string(), date.to_string());
        t.exec(YEAR_END, &[society, desk, seq, what.into(), (&year).into(), (&date).into(), resolution.into()])
    };
    match event {
        BooksEvent::YearClosed { date, .. } => year_end(CLOSED, *date, *date, ""),
        BooksEvent::YearReopened { date, .. } => year_end(REOPENED, *date, *date, ""),
        BooksEvent::ProfitAppropriated { date, year_end: year, resolution, .. } => {
            year_end(DIVIDED, *year, *date, resolution)
        }
        BooksEvent::ObjectionRaised(o) => {
            let date = o.date.to_string();
            let about = (o.about.map(|a| a.0).into(), o.about.map(|a| a.1).into());
            let row = [society, desk, seq, (&date).into(), about.0, about.1, o.amount.0.into(), (&o.text).into()];
            t.exec(RAISED, &row)
        }
        BooksEvent::ObjectionReplied { date, objection, text } => {
            word(t, p, e, *objection, &date.to_string(), false, text)
        }
        BooksEvent::ObjectionClosed { date, objection, text } => {
            word(t, p, e, *objection, &date.to_string(), true, text)
        }
        _ => Ok(()),
    }
}

fn word(
    t: &mut Tx<'_>,
    p: &Projector<'_>,
    e: &Placed<'_>,
    of: (i64, i64),
    date: &str,
    closes: bool,
    text: &str,
) -> Result<(), Error> {
    let (society, closing) = (p.society.0.into(), i64::from(closes));
    let row =
        [society, of.0.into(), of.1.into(), p.desk.0.into(), e.seq.0.into(), date.into(), closing.into(), text.into()];
    t.exec(WORD, &row)?;
    t.exec(ANSWERED, &[(1 - closing).into(), closing.into(), society, of.0.into(), of.1.into()])
}
