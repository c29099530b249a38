//! Objections of the auditor and what the society answers: raised, replied to, closed. What was written is never changed.

use crate::decide::{MOST_PAISE, MOST_TEXT};
use crate::event::{BooksEvent, Objection};
use kernel::{Date, Paise, Refusal};

/// What answering or closing an objection must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectionView {
    /// It is closed already.
    pub closed: bool,
}

/// Raises an objection. `known` says whether the voucher it is about, if it names one, stands in the books.
///
/// # Errors
/// 4061 no text, or too long; 4062 no such voucher; 4063 an amount below nothing or too large.
pub fn raise(objection: &Objection, known: bool) -> Result<Vec<BooksEvent>, Refusal> {
    text(&objection.text)?;
    if let Some((desk, seq)) = objection.about.filter(|_| !known) {
        return Err(Refusal::new(4062).with("entry", format!("{desk}/{seq}")));
    }
    if objection.amount < Paise::ZERO || objection.amount.0 > MOST_PAISE {
        return Err(Refusal::new(4063).with("amount", lipi::amount::format_indian(objection.amount)));
    }
    Ok(vec![BooksEvent::ObjectionRaised(objection.clone())])
}

/// Answers an objection.
///
/// # Errors
/// 4061 no text, or too long; 4064 no such objection; 4065 closed already.
pub fn reply(
    view: Option<ObjectionView>,
    objection: (i64, i64),
    date: Date,
    words: &str,
) -> Result<Vec<BooksEvent>, Refusal> {
    open(view, objection)?;
    text(words)?;
    Ok(vec![BooksEvent::ObjectionReplied { date, objection, text: words.to_owned() }])
}

/// Closes an objection, answered or taken back.
///
/// # Errors
/// 4061 no reason, or too long; 4064 no such objection; 4065 closed already.
pub fn close(
    view: Option<ObjectionView>,
    objection: (i64, i64),
    date: Date,
    words: &str,
) -> Result<Vec<BooksEvent>, Refusal> {
    open(view, objection)?;
    text(words)?;
    Ok(vec![BooksEvent::ObjectionClosed { date, objection, text: words.to_owned() }])
}

fn open(view: Option<ObjectionView>, (desk, seq): (i64, i64)) -> Result<(), Refusal> {
    let number = format!("{desk}/{seq}");
    match view {
        None => Err(Refusal::new(4064).with("objection", number)),
        Some(v) if v.closed => Err(Refusal::new(4065).with("objection", number)),
        Some(_) => Ok(()),
    }
}

fn text(words: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() || words.chars().count() > MOST_TEXT {
        return Err(Refusal::new(4061).with("most", MOST_TEXT));
    }
    Ok(())
}
