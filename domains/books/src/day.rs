//! The business day: begun with the cash of the drawer, ended when everything agrees, immutable from then on.
//!
//! A day is one date. Several may be caught up in one sitting, each begun and ended by itself; a day ended on a later date says so
//! for ever ("closed late"). The rules are those of `mpacs.md` 2 (day-begin and day-end of the national software).

use crate::decide::rupees;
use crate::event::{BooksEvent, Late, Note};
use crate::setting::Settings;
use kernel::{Date, Instant, Paise, Refusal};

/// Values of notes and coins in paise, largest first. Notes of ₹2,000 are withdrawn but still money; single paise stand last,
/// for what old books carry and no coin pays any more.
pub const NOTES: [i64; 12] = [200_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 1];

/// What the notes come to, paise.
#[must_use]
pub fn sum(cash: &[Note]) -> Paise {
    Paise(cash.iter().map(|(paise, count)| paise.saturating_mul(*count)).fold(0, i64::saturating_add))
}

/// The fewest notes and coins that make a sum; nothing for a sum that is none.
#[must_use]
pub fn fewest(sum: Paise) -> Vec<Note> {
    let mut left = sum.0.max(0);
    let mut out = Vec::new();
    for note in NOTES.into_iter() {
        if left >= note {
            out.push((note, left / note));
            left %= note;
        }
    }
    out
}

/// Notes in the order of their value, those of which there are none left out.
///
/// # Errors
/// 4022: a value that is no note or coin, a count below nothing or above a million, or a value named twice.
pub fn tidy(cash: &[Note]) -> Result<Vec<Note>, Refusal> {
    let wrong = |paise: i64| Refusal::new(4022).with("note", rupees(Paise(paise)));
    let mut out: Vec<Note> = Vec::new();
    for (paise, count) in cash {
        if !NOTES.contains(paise) || !(0..=1_000_000).contains(count) || out.iter().any(|n| n.0 == *paise) {
            return Err(wrong(*paise));
        }
        if *count > 0 {
            out.push((*paise, *count));
        }
    }
    out.sort_unstable_by_key(|n| std::cmp::Reverse(n.0));
    Ok(out)
}

/// A head kept by a register, from which it drifted on the open day: something was written on the head that is no entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Name of the head.
    pub head: String,
    /// The register: `borrowings`, `investments`, `assets`, `staff`, or `parties` for debtors and creditors.
    pub register: &'static str,
    /// The last such entry that stands: desk and position; zeros where none is to be named.
    pub entry: (i64, i64),
    /// What was written beside the register on that day, debit less credit, paise.
    pub written: Paise,
    /// Sum of the register, debit less credit, paise.
    pub by_register: Paise,
    /// Balance of the head, debit less credit, paise.
    pub ledger: Paise,
}

/// What beginning and ending a day must know.
#[derive(Clone, Debug, Default)]
pub struct DayView {
    /// The open day.
    pub open: Option<Date>,
    /// The last day that was ended, or the cut-off of the migration.
    pub closed_until: Option<Date>,
    /// Notes counted at the end of the last day; nothing before the first.
    pub carried: Option<Vec<Note>>,
    /// Cash by the books, paise.
    pub book_cash: Paise,
    /// Acts that wait for a second person.
    pub waiting: u64,
    /// Heads whose accounts do not sum to their ledger: code, accounts, ledger, paise.
    pub apart: Vec<(String, Paise, Paise)>,
    /// Heads kept by a register to which something was written beside it on the open day.
    pub outside: Vec<Outside>,
    /// Items of which less than nothing is in stock: name.
    pub short_stock: Vec<String>,
    /// Left on the head of transfers, paise.
    pub in_transfer: Paise,
    /// When the last backup that holds everything up to now was made.
    pub backup: Option<Instant>,
    /// This desk keeps no backup files of its own: its server's keeper does (PostgreSQL).
    pub backed_up_elsewhere: bool,
}

/// To begin a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginDay {
    /// The day.
    pub date: Date,
    /// For the first day: the notes in the drawer. Later days carry over what was counted.
    pub cash: Vec<Note>,
}

/// Begins a day.
///
/// # Errors
/// 4021 (a day is open), 4022 (notes), 4023 (that day is ended or before the cut-off), 4024 (in the future), 4025 (the first day's
/// cash is not that of the books), 4026 (the clock stands before the last ended day).
pub fn begin(view: &DayView, c: &BeginDay, today: Date) -> Result<Vec<BooksEvent>, Refusal> {
    if let Some(open) = view.open {
        return Err(Refusal::new(4021).with("open", open));
    }
    if let Some(closed) = view.closed_until {
        if today < closed {
            return Err(Refusal::new(4026).with("today", today).with("closed", closed));
        }
        if c.date <= closed {
            return Err(Refusal::new(4023).with("date", c.date).with("closed", closed));
        }
    }
    if c.date > today {
        return Err(Refusal::new(4024).with("date", c.date).with("today", today));
    }
    let cash = match &view.carried {
        Some(carried) => carried.clone(),
        None => tidy(&c.cash)?,
    };
    if sum(&cash) != view.book_cash {
        return Err(Refusal::new(4025).with("counted", rupees(sum(&cash))).with("books", rupees(view.book_cash)));
    }
    Ok(vec![BooksEvent::DayBegun { date: c.date, cash }])
}

/// What stands in the way of ending a day. Each is shown with a link to where it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// So many acts wait for a second person.
    Waiting(u64),
    /// Cash counted and cash of the books, paise.
    Cash(Paise, Paise),
    /// A head, its accounts' sum and its ledger's balance, paise.
    Apart(String, Paise, Paise),
    /// A head and its register drifted apart on this day.
    Outside(Outside),
    /// Less than nothing of an item in stock.
    Stock(String),
    /// Something was left between two rooms, paise.
    Transfer(Paise),
    /// No backup holds the day.
    Backup,
}

/// Everything that stands in the way.
#[must_use]
pub fn blockers(view: &DayView, counted: &[Note]) -> Vec<Blocker> {
    let mut out = Vec::new();
    if view.waiting > 0 {
        out.push(Blocker::Waiting(view.waiting));
    }
    if sum(counted) != view.book_cash {
        out.push(Blocker::Cash(sum(counted), view.book_cash));
    }
    out.extend(view.apart.iter().map(|(h, a, l)| Blocker::Apart(h.clone(), *a, *l)));
    out.extend(view.outside.iter().cloned().map(Blocker::Outside));
    out.extend(view.short_stock.iter().cloned().map(Blocker::Stock));
    if !view.in_transfer.is_zero() {
        out.push(Blocker::Transfer(view.in_transfer));
    }
    if view.backup.is_none() && !view.backed_up_elsewhere {
        out.push(Blocker::Backup);
    }
    out
}

/// To end a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndDay {
    /// Notes and coins counted.
    pub cash: Vec<Note>,
}

/// Ends the open day.
///
/// # Errors
/// 4020 (no day is open), 4022 (notes), 4029 (something stands in the way; [`blockers`] says all of it).
pub fn end(view: &DayView, c: &EndDay, today: Date) -> Result<Vec<BooksEvent>, Refusal> {
    let Some(date) = view.open else { return Err(Refusal::new(4020)) };
    let cash = tidy(&c.cash)?;
    let blockers = blockers(view, &cash);
    if !blockers.is_empty() {
        let counted = rupees(sum(&cash));
        return Err(Refusal::new(4029)
            .with("count", blockers.len())
            .with("counted", counted)
            .with("books", rupees(view.book_cash)));
    }
    Ok(vec![BooksEvent::DayEnded { date, cash, late: today > date }])
}

/// Whether and how something that happened before the open day may be entered on it.
///
/// # Errors
/// 4030 (not before the open day), 4031 (no reason), 4032 (since the paper-closed day an officer must approve it), 4033 (the hours for
/// outage slips are unset or over), 4034 (that slip is entered already).
pub fn late(
    late: &Late,
    settings: &Settings,
    now: Instant,
    slip_entered: bool,
    approved: bool,
) -> Result<Vec<BooksEvent>, Refusal> {
    if late.happened >= late.date {
        return Err(Refusal::new(4030).with("happened", late.happened).with("open", late.date));
    }
    if late.reason.trim().is_empty() || late.reason.chars().count() > crate::decide::MOST_TEXT {
        return Err(Refusal::new(4031));
    }
    if let Some(slip) = late.slip {
        if slip_entered {
            return Err(Refusal::new(4034).with("slip", slip));
        }
        let hours = settings.outage_hours(late.date);
        let passed = kernel::hours_between(late.happened, now);
        if hours.is_none_or(|h| passed > h) && !approved {
            let hours = hours.map_or_else(String::new, |h| h.to_string());
            return Err(Refusal::new(4033).with("slip", slip).with("hours", hours));
        }
    } else if settings.paper_closed(late.date).is_some_and(|from| from <= late.date) && !approved {
        return Err(Refusal::new(4032).with("happened", late.happened));
    }
    Ok(vec![BooksEvent::EnteredLate(late.clone())])
}

/// Most outage slips handed out in one go.
const MOST_SLIPS: i64 = 1_000;

/// Hands out outage slips by their serial numbers. A number is handed out once, so that each that is missing is missed.
///
/// # Errors
/// 4036 (numbers that are no range, or more than a thousand), 4630 (some of them were handed out before).
pub fn issue_slips(date: Date, given: &[(i64, i64)], first: i64, last: i64) -> Result<Vec<BooksEvent>, Refusal> {
    if first < 1 || last < first || last - first >= MOST_SLIPS {
        return Err(Refusal::new(4036).with("first", first).with("last", last));
    }
    if let Some((a, b)) = given.iter().find(|(a, b)| first <= *b && *a <= last) {
        return Err(Refusal::new(4630).with("first", a).with("last", b));
    }
    Ok(vec![BooksEvent::SlipsIssued { date, first, last }])
}

/// Whether a slip may be entered by its number: from the first range on, only numbers that were handed out.
///
/// # Errors
/// 4631 (nobody handed it out).
pub fn known_slip(given: &[(i64, i64)], slip: i64) -> Result<(), Refusal> {
    if given.is_empty() || given.iter().any(|(a, b)| (*a..=*b).contains(&slip)) {
        return Ok(());
    }
    Err(Refusal::new(4631).with("slip", slip))
}
