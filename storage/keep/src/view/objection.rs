//! Objections of auditors, and the vouchers a sample is drawn from.

use super::date;
use books::sample::Item;
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};

/// An objection with what was said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionRow {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Day.
    pub date: Option<Date>,
    /// Who raised it.
    pub by: String,
    /// The voucher it is about: entry and number.
    pub about: Option<((i64, i64), String)>,
    /// Amount, paise.
    pub amount: Paise,
    /// What is objected to.
    pub text: String,
    /// Answers.
    pub answers: u64,
    /// It is closed.
    pub closed: bool,
    /// Answers and the closing, oldest first; empty in lists.
    pub words: Vec<Word>,
}

/// An answer or the closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Day.
    pub date: Option<Date>,
    /// Who wrote it.
    pub by: String,
    /// It closed the objection.
    pub closes: bool,
    /// Text.
    pub text: String,
}

sql::statements! {
    LIST = "SELECT o.desk_id, o.seq, o.date, e.by, o.about_desk, o.about_seq, v.number, o.amount, o.text, o.answers, o.closed FROM objection o JOIN register_entry e ON e.society_id = o.society_id AND e.desk_id = o.desk_id AND e.seq = o.seq LEFT JOIN voucher v ON v.society_id = o.society_id AND v.desk_id = o.about_desk AND v.seq = o.about_seq WHERE o.society_id = $1 ORDER BY o.closed, o.desk_id, o.seq";
    ONE = "SELECT o.desk_id, o.seq, o.date, e.by, o.about_desk, o.about_seq, v.number, o.amount, o.text, o.answers, o.closed FROM objection o JOIN register_entry e ON e.society_id = o.society_id AND e.desk_id = o.desk_id AND e.seq = o.seq LEFT JOIN voucher v ON v.society_id = o.society_id AND v.desk_id = o.about_desk AND v.seq = o.about_seq WHERE o.society_id = $1 AND o.desk_id = $2 AND o.seq = $3";
    WORDS = "SELECT w.date, e.by, w.closes, w.text FROM objection_word w JOIN register_entry e ON e.society_id = w.society_id AND e.desk_id = w.desk_id AND e.seq = w.seq WHERE w.society_id = $1 AND w.of_desk = $2 AND w.of_seq = $3 ORDER BY w.desk_id, w.seq";
    ITEMS = "SELECT desk_id, seq, amount FROM voucher WHERE society_id = $1 AND date >= $2 AND date <= $3 ORDER BY desk_id, seq";
}

fn objection_row(r: &sql::Row<'_>) -> ObjectionRow {
    let about = r.opt_int(4).zip(r.opt_int(5));
    ObjectionRow {
        entry: (r.int(0), r.int(1)),
        date: date(r, 2),
        by: r.text(3).to_owned(),
        about: about.map(|a| (a, r.opt_text(6).unwrap_or_default().to_owned())),
        amount: Paise(r.int(7)),
        text: r.text(8).to_owned(),
        answers: r.int(9) as u64,
        closed: r.int(10) > 0,
        words: Vec::new(),
    }
}

/// All objections, open ones first.
///
/// # Errors
/// The store's.
pub fn objections(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<ObjectionRow>, Error> {
    t.rows(LIST, &[id.0.into()], objection_row)
}

/// One objection with all that was said.
///
/// # Errors
/// The store's.
pub fn objection(t: &mut Tx<'_>, id: SocietyId, entry: (i64, i64)) -> Result<Option<ObjectionRow>, Error> {
    let place = [id.0.into(), entry.0.into(), entry.1.into()];
    let Some(mut found) = t.first(ONE, &place, objection_row)? else { return Ok(None) };
    found.words = t.rows(WORDS, &place, |r| Word {
        date: date(r, 0),
        by: r.text(1).to_owned(),
        closes: r.int(2) != 0,
        text: r.text(3).to_owned(),
    })?;
    Ok(Some(found))
}

/// Vouchers of a period that a sample may be drawn from, in the order of the register.
///
/// # Errors
/// The store's.
pub fn sample_items(t: &mut Tx<'_>, id: SocietyId, from: Date, to: Date) -> Result<Vec<Item>, Error> {
    t.rows(ITEMS, &[id.0.into(), (&from.to_string()).into(), (&to.to_string()).into()], |r| Item {
        entry: (r.int(0), r.int(1)),
        amount: Paise(r.int(2)),
    })
}
