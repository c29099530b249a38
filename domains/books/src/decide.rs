//! What the accountant may post.

use crate::event::{BooksEvent, Head, Line};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Most lines of a voucher.
pub const MOST_LINES: usize = 500;
/// Most paise of one line: ten thousand crore rupees. Far above any society, far below what sums could overflow.
pub const MOST_PAISE: i64 = 10_000_000_000_000;
/// Most characters of a number or a narration.
pub const MOST_TEXT: usize = 500;

/// What a decision must know of the books.
#[derive(Clone, Debug, Default)]
pub struct BooksView {
    /// Heads named by the command that exist, in any order; others may be there too.
    pub heads: Vec<Head>,
    /// The open business day: everything is posted on it and on no other.
    pub open: Option<Date>,
    /// Codes of heads whose balance is the sum of accounts: no plain voucher posts to them.
    pub kept_by_accounts: Vec<String>,
    /// For a reversal: the voucher to be reversed, if it exists.
    pub voucher: Option<PostedVoucher>,
}

/// A voucher as it stands in the books.
#[derive(Clone, Debug)]
pub struct PostedVoucher {
    /// Its number.
    pub number: String,
    /// Its day.
    pub date: Date,
    /// Its lines.
    pub lines: Vec<Line>,
    /// It has been reversed already.
    pub reversed: bool,
    /// It is itself a reversal.
    pub is_reversal: bool,
    /// It brought the old books in: people signed for it as a whole, and one act does not take it away.
    pub brought: bool,
}

/// What somebody wants to post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostVoucher {
    /// Day of the voucher: the open business day.
    pub date: Date,
    /// Number shown to people; empty for the next one of the day book.
    pub number: String,
    /// What it is for.
    pub narration: String,
    /// Lines.
    pub lines: Vec<Line>,
}

/// What somebody wants to take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReverseVoucher {
    /// The voucher: desk and position.
    pub entry: (i64, i64),
    /// Day of the reversal.
    pub date: Date,
    /// Number of the reversal; empty for the next one of the day book.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// Decides on a voucher.
///
/// # Errors
/// 4001 to 4008, 4020 (no day is open), 4027 (a head kept by accounts), 4640 (the head of transfers), see the catalogue of refusals.
pub fn post(view: &BooksView, command: &PostVoucher) -> Result<Vec<BooksEvent>, Refusal> {
    heading(view, &command.number, &command.narration, command.date)?;
    lines(view, &command.lines)?;
    Ok(vec![BooksEvent::VoucherPosted {
        date: command.date,
        number: command.number.clone(),
        narration: command.narration.clone(),
        lines: command.lines.clone(),
        reverses: None,
    }])
}

fn heading(view: &BooksView, number: &str, narration: &str, date: Date) -> Result<(), Refusal> {
    let long = number.chars().count() > MOST_TEXT || narration.chars().count() > MOST_TEXT;
    if long || narration.trim().is_empty() {
        return Err(Refusal::new(4008).with("most", MOST_TEXT));
    }
    on_open_day(view.open, date)
}

/// Everything is dated on the open business day.
///
/// # Errors
/// 4005 (later than the open day), 4006 (earlier: that day is closed), 4020 (no day is open).
pub fn on_open_day(open: Option<Date>, date: Date) -> Result<(), Refusal> {
    let Some(open) = open else { return Err(Refusal::new(4020)) };
    match date.cmp(&open) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(Refusal::new(4005).with("date", date).with("today", open)),
        std::cmp::Ordering::Less => {
            Err(Refusal::new(4006).with("date", date).with("closed", open.yesterday().unwrap_or(open)))
        }
    }
}

fn lines(view: &BooksView, lines: &[Line]) -> Result<(), Refusal> {
    if lines.len() < 2 || lines.len() > MOST_LINES {
        return Err(Refusal::new(4001).with("lines", lines.len()).with("most", MOST_LINES));
    }
    let (mut debit, mut credit) = (Paise::ZERO, Paise::ZERO);
    for (i, l) in lines.iter().enumerate() {
        line(view, i + 1, l)?;
        debit += l.debit;
        credit += l.credit;
    }
    if debit == credit {
        return Ok(());
    }
    Err(Refusal::new(4004)
        .with("debit", rupees(debit))
        .with("credit", rupees(credit))
        .with("difference", rupees((debit - credit).abs())))
}

fn line(view: &BooksView, no: usize, l: &Line) -> Result<(), Refusal> {
    if l.debit < Paise::ZERO || l.credit < Paise::ZERO || l.debit.is_zero() == l.credit.is_zero() {
        return Err(Refusal::new(4002).with("line", no));
    }
    if l.debit.0.max(l.credit.0) > MOST_PAISE {
        return Err(Refusal::new(4007).with("line", no));
    }
    if !view.heads.iter().any(|h| h.code == l.head) {
        return Err(Refusal::new(4003).with("line", no).with("head", &l.head));
    }
    if l.head == crate::TRANSFER {
        return Err(Refusal::new(4640));
    }
    if view.kept_by_accounts.contains(&l.head) {
        return Err(Refusal::new(4027).with("line", no).with("head", &l.head));
    }
    Ok(())
}

/// `1234.50`: for messages only.
pub(crate) fn rupees(p: Paise) -> String {
    format!("{}{}.{:02}", if p.0 < 0 { "-" } else { "" }, p.0.abs() / 100, p.0.abs() % 100)
}

/// Decides on taking a voucher back: the same lines with sides changed. A reversal is not reversed: post anew.
///
/// # Errors
/// 4005, 4006, 4008, 4009 (no such voucher), 4010 (already reversed, or itself a reversal), 4681 (it brought the old books in).
pub fn reverse(view: &BooksView, command: &ReverseVoucher) -> Result<Vec<BooksEvent>, Refusal> {
    heading(view, &command.number, &command.reason, command.date)?;
    let Some(voucher) = &view.voucher else {
        return Err(Refusal::new(4009).with("entry", format!("{}/{}", command.entry.0, command.entry.1)));
    };
    if voucher.reversed || voucher.is_reversal {
        return Err(Refusal::new(4010).with("number", &voucher.number));
    }
    if voucher.brought {
        return Err(Refusal::new(4681).with("number", &voucher.number));
    }
    let lines = voucher.lines.iter().map(|l| Line { debit: l.credit, credit: l.debit, ..l.clone() }).collect();
    Ok(vec![BooksEvent::VoucherPosted {
        date: command.date,
        number: command.number.clone(),
        narration: command.reason.clone(),
        lines,
        reverses: Some(command.entry),
    }])
}
