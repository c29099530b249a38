//! Minutes of the board and the general body: who was there, the quorum of the society's own rule, resolutions by number.
//!
//! Model bye-laws of 5 January 2023 name ¼ of members or 500, a tenth or 100 when adjourned, a third or 5 of the board; what holds in a
//! society is a rule of its own. Unset, the minutes say so; set and not reached, nothing can have been resolved.

use super::{Noted, by_then, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use kernel::{Date, FinancialYear, Refusal};
use serde::{Deserialize, Serialize};

/// Most people at a meeting, and most resolutions of one.
const MOST: (u32, usize) = (100_000, 100);

/// Who met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// The board.
    Board,
    /// The general body.
    General,
    /// The general body, called again after it had no quorum.
    Adjourned,
}

impl Body {
    /// All of them.
    pub const ALL: [Body; 3] = [Body::Board, Body::General, Body::Adjourned];

    /// `board`, `general`, `adjourned`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Body::Board => "board",
            Body::General => "general",
            Body::Adjourned => "adjourned",
        }
    }

    /// The rule of its quorum ([`crate::setting`]).
    #[must_use]
    pub fn quorum(self) -> &'static str {
        match self {
            Body::Board => crate::setting::QUORUM_BOARD,
            Body::General => crate::setting::QUORUM_GENERAL,
            Body::Adjourned => crate::setting::QUORUM_ADJOURNED,
        }
    }

    /// The letter its meetings are numbered with.
    fn letter(self) -> char {
        if self == Body::Board { 'B' } else { 'G' }
    }
}

/// A resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// Its number.
    pub number: String,
    /// What was resolved.
    pub text: String,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Who met.
    pub body: Body,
    /// Day.
    pub held: Date,
    /// How many were there.
    pub present: u32,
    /// The quorum of the society's rule on that day; `None` where it is unset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
    /// Who presided.
    pub chair: String,
    /// What was resolved, in order.
    pub resolutions: Vec<Resolved>,
}

impl Meeting {
    /// Whether there were enough; `None` where the rule is unset.
    #[must_use]
    pub fn complete(&self) -> Option<bool> {
        self.quorum.map(|least| self.present >= least)
    }
}

/// A meeting as its entry has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Entry.
    pub place: (i64, i64),
    /// Number of the meeting.
    pub number: String,
    /// The meeting.
    pub meeting: Meeting,
}

/// The meetings, in the order they were written.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<Held> {
    let one = |e: &Entry| match &e.event.did {
        Did::Office(what) => match &**what {
            Noted::Met(m) => Some(Held { place: e.place, number: e.event.of.clone(), meeting: m.clone() }),
            _ => None,
        },
        _ => None,
    };
    entries.iter().filter_map(one).collect()
}

/// The resolutions that other acts may name: number and day as they are written there, newest first.
#[must_use]
pub fn resolutions(entries: &[Entry]) -> Vec<(String, Body, Date, String)> {
    let all = fold(entries).into_iter().rev();
    all.flat_map(|h| {
        let (body, held) = (h.meeting.body, h.meeting.held);
        h.meeting.resolutions.into_iter().rev().map(move |r| (r.number, body, held, r.text))
    })
    .collect()
}

/// A resolution of the general body on the profit of a year, as it must stand in the minutes: number and day, of a meeting held after the
/// year's end. `kept` says that the society keeps its minutes here and nowhere else (its paper is closed); where it does not, and no meeting
/// of the general body was ever entered here, the paper book is taken at its word.
///
/// # Errors
/// 4676 (no meeting of the general body since the year's end is entered), 4677 (none of them resolved this).
pub fn resolved(entries: &[Entry], year_end: Date, kept: bool, number: &str, day: Date) -> Result<(), Refusal> {
    let general: Vec<Held> = fold(entries).into_iter().filter(|h| h.meeting.body != Body::Board).collect();
    if general.is_empty() && !kept {
        return Ok(());
    }
    let since: Vec<&Held> = general.iter().filter(|h| h.meeting.held > year_end).collect();
    if since.is_empty() {
        return Err(Refusal::new(4676).with("year_end", year_end));
    }
    let plain = |text: &str| lipi::text::ascii_digits(text).trim().to_owned();
    let there =
        |h: &&&Held| h.meeting.held == day && h.meeting.resolutions.iter().any(|r| plain(&r.number) == plain(number));
    match since.iter().find(there) {
        Some(_) => Ok(()),
        None => Err(Refusal::new(4677).with("resolution", number).with("meeting", day)),
    }
}

/// `B/26-27/4`: the next number of a body's meetings in a financial year.
fn next(all: &[Held], body: Body, held: Date) -> String {
    let year = FinancialYear::of(held);
    let (letter, first) = (body.letter(), year.0.rem_euclid(100));
    let series = format!("{letter}/{first:02}-{:02}/", (year.0 + 1).rem_euclid(100));
    let last = all.iter().filter_map(|h| h.number.strip_prefix(&series)?.parse::<u32>().ok()).max();
    format!("{series}{}", last.unwrap_or(0) + 1)
}

/// Enters a meeting; an empty number takes the next of its body.
///
/// # Errors
/// 4020; 4400 (who presided, what was resolved); 4402 the number is taken; 4405 a day after the open one; 4646 too few were there for
/// anything to be resolved; 4647 a resolution without a number of its own; 4648 nobody was there, or far too many.
pub fn hold(sight: &Sight, number: &str, meeting: &Meeting) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    by_then(meeting.held, date)?;
    if !(1..=MOST.0).contains(&meeting.present) {
        return Err(Refusal::new(4648).with("present", meeting.present));
    }
    if let Some(least) = meeting.quorum.filter(|q| meeting.present < *q && !meeting.resolutions.is_empty()) {
        return Err(Refusal::new(4646).with("present", meeting.present).with("quorum", least));
    }
    let all = fold(&sight.entries);
    let number = if number.trim().is_empty() { next(&all, meeting.body, meeting.held) } else { text(number)? };
    if all.iter().any(|h| h.number == number) {
        return Err(Refusal::new(4402).with("number", &number));
    }
    let year = FinancialYear::of(meeting.held);
    let same =
        |h: &&Held| h.meeting.body.letter() == meeting.body.letter() && FinancialYear::of(h.meeting.held) == year;
    let mut given: Vec<String> =
        all.iter().filter(same).flat_map(|h| h.meeting.resolutions.iter().map(|r| r.number.clone())).collect();
    let mut resolutions = Vec::with_capacity(meeting.resolutions.len());
    for r in &meeting.resolutions {
        let wrong = || Refusal::new(4647).with("number", &r.number);
        let number = text(&r.number).map_err(|_| wrong())?;
        if given.contains(&number) || resolutions.len() >= MOST.1 {
            return Err(wrong());
        }
        given.push(number.clone());
        resolutions.push(Resolved { number, text: text(&r.text)? });
    }
    let kept = Meeting { chair: text(&meeting.chair)?, resolutions, ..meeting.clone() };
    Ok(noted(date, Register::Minutes, &number, Noted::Met(kept)))
}
