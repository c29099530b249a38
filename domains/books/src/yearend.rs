//! Closing a year, opening it again, dividing its profit: from sums of the ledger to events.

use crate::event::{BooksEvent, Line};
use crate::statement::appropriation::{Appropriate, Law, Year, appropriate};
use crate::statement::{Book, closing};
use kernel::{Date, Refusal};

/// Closes the year of the book: one event for each closing voucher, on the last day of the year.
///
/// # Errors
/// 4020 no business day is open; 4067 the year is not over; 4051 to 4053 of [`closing`].
pub fn close(book: &Book, open: Option<Date>, narration: &str) -> Result<Vec<BooksEvent>, Refusal> {
    let done = open.ok_or_else(|| Refusal::new(4020))?;
    let date = book.to;
    if done <= date {
        return Err(Refusal::new(4067).with("date", date).with("open", done));
    }
    let event = |lines| BooksEvent::YearClosed { date, done, narration: narration.to_owned(), lines };
    Ok(closing(book)?.into_iter().map(event).collect())
}

/// One voucher of a closing, as it stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedVoucher {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A year that was closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosedYear {
    /// Closing vouchers that stand, in the order they were written.
    pub vouchers: Vec<ClosedVoucher>,
    /// An appropriation of its profit stands.
    pub divided: bool,
}

/// Takes the closing of a year back, all its vouchers, last first.
///
/// # Errors
/// 4010 nothing of it stands; 4020 no business day is open; 4069 its profit is divided: take that back first.
pub fn reopen(year: &ClosedYear, date: Date, open: Option<Date>, reason: &str) -> Result<Vec<BooksEvent>, Refusal> {
    let done = open.ok_or_else(|| Refusal::new(4020))?;
    if year.divided {
        return Err(Refusal::new(4069).with("date", date));
    }
    if year.vouchers.is_empty() {
        return Err(Refusal::new(4010).with("number", date));
    }
    let back = |v: &ClosedVoucher| BooksEvent::YearReopened {
        date,
        done,
        narration: reason.to_owned(),
        lines: v.lines.iter().map(|l| Line { debit: l.credit, credit: l.debit, ..l.clone() }).collect(),
        entry: v.entry,
    };
    Ok(year.vouchers.iter().rev().map(back).collect())
}

/// Divides the profit of a closed year. `heads` are the codes that are open.
///
/// # Errors
/// 4003 a fund under a head that is not open; 4020 no business day is open; 4041 to 4050, 4054, 4642 of [`appropriate`]; 4068 the year is
/// not closed, or its profit is divided already.
pub fn divide(
    closed: &ClosedYear,
    year: &Year,
    law: &Law,
    command: &Appropriate,
    open: Option<Date>,
    heads: &[String],
    narration: &str,
) -> Result<Vec<BooksEvent>, Refusal> {
    let date = open.ok_or_else(|| Refusal::new(4020))?;
    if closed.vouchers.is_empty() || closed.divided {
        return Err(Refusal::new(4068).with("date", year.end));
    }
    let lines = appropriate(year, law, command)?.lines;
    if let Some((i, l)) = lines.iter().enumerate().find(|(_, l)| !heads.contains(&l.head)) {
        return Err(Refusal::new(4003).with("line", i + 1).with("head", &l.head));
    }
    let resolution = command.resolution.as_ref().filter(|r| r.date <= date);
    let r = resolution.ok_or_else(|| Refusal::new(4041).with("year_end", year.end))?;
    let resolution = format!("{} / {}", r.number, lipi::date::format(r.date));
    Ok(vec![BooksEvent::ProfitAppropriated {
        date,
        year_end: year.end,
        resolution,
        narration: narration.to_owned(),
        lines,
    }])
}
