//! A society whose day-ends dropped out is telephoned: who was spoken to, what was said, by when it is promised. It stands in the society's register, in
//! the log of the seat, and comes down to its desk. Telephone numbers are not written into it: a register is for ever, and goes to whoever reads it.

use crate::event::{Did, ProgrammeEvent};
use kernel::{Date, Refusal};
use places::{Office, Posting};
use serde::{Deserialize, Serialize};

/// Most characters of what is written.
const LONGEST: usize = 300;
/// So many digits are a telephone number.
const DIGITS: usize = 8;
/// Days back within which a call is written down, and days ahead within which something is promised.
const BACK: i32 = 31;
const AHEAD: i32 = 92;

/// A call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Day of it.
    pub on: Date,
    /// Who was spoken to, by name or office.
    pub whom: String,
    /// What was said.
    pub said: String,
    /// By when the day-end is promised; nothing where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Date>,
    /// Login name of the officer who called.
    pub login: String,
    /// His name, for the people of the society.
    pub name: String,
    /// His post.
    pub office: Office,
}

/// What happens to calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "kebab-case")]
pub enum CallEvent {
    /// An officer called.
    Made(Call),
    /// He takes back what he wrote of it.
    TakenBack {
        /// The entry: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
    },
}

/// A call with its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// Desk and position.
    pub entry: (i64, i64),
    /// The call.
    pub call: Call,
}

impl Called {
    /// What was promised and not done on a day: the day has passed, and no day was ended since the call.
    #[must_use]
    pub fn broken(&self, last_end: Option<Date>, on: Date) -> Option<Date> {
        self.call.promised.filter(|p| *p < on && self.counts(last_end))
    }

    /// Whether it is about the days that are missing now: no day later than it was ended.
    #[must_use]
    pub fn counts(&self, last_end: Option<Date>) -> bool {
        last_end.is_none_or(|d| d < self.call.on)
    }
}

/// The calls that stand, in the order of their entries.
#[must_use]
pub fn calls(events: &[((i64, i64), ProgrammeEvent)]) -> Vec<Called> {
    let mut out: Vec<Called> = Vec::new();
    for (entry, event) in events {
        let Did::Call(did) = &event.did else { continue };
        match &**did {
            CallEvent::Made(call) => out.push(Called { entry: *entry, call: call.clone() }),
            CallEvent::TakenBack { entry, .. } => out.retain(|c| c.entry != *entry),
        }
    }
    out
}

fn said(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(Refusal::new(3195).with("most", LONGEST));
    }
    if holds_number(text) {
        return Err(Refusal::new(3196).with("digits", DIGITS));
    }
    Ok(text.to_owned())
}

/// Whether a telephone number is written in it, also where its digits are grouped; days are none.
fn holds_number(text: &str) -> bool {
    let is_day = |word: &str| {
        let parts: Vec<usize> = word.split(['-', '.', '/']).map(|n| n.chars().count()).collect();
        matches!(parts[..], [1 | 2, 1 | 2, 2 | 4])
    };
    let digits = |word: &str| word.chars().filter(|c| c.is_numeric()).count();
    let pieces = text.split(|c: char| !c.is_numeric() && !" -./+".contains(c));
    pieces.map(|piece| piece.split(' ').filter(|w| !is_day(w)).map(digits).sum::<usize>()).any(|n| n >= DIGITS)
}

/// Writes a call down.
///
/// # Errors
/// 3195: nothing is said, or too much; 3196: a telephone number; 3197: a day that has not come or is long past, or a promise before the call.
pub fn make(by: &Posting, call: Call, today: Date) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let (whom, said) = (said(&call.whom)?, said(&call.said)?);
    let back = (today - call.on).get_days();
    let ahead = call.promised.map_or(0, |p| (p - call.on).get_days());
    if !(0..=BACK).contains(&back) || !(0..=AHEAD).contains(&ahead) {
        return Err(Refusal::new(3197).with("back", BACK).with("ahead", AHEAD));
    }
    let (login, name, office) = (by.login.clone(), by.name.clone(), by.office);
    let did = CallEvent::Made(Call { whom, said, login, name, office, ..call });
    Ok(vec![ProgrammeEvent { day: today, did: Did::Call(Box::new(did)) }])
}

/// Takes back what one wrote of a call.
///
/// # Errors
/// 3198: there is no such call of his; 4525: no reason.
pub fn take_back(
    events: &[((i64, i64), ProgrammeEvent)],
    by: &Posting,
    entry: (i64, i64),
    reason: &str,
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let his = calls(events).into_iter().any(|c| c.entry == entry && c.call.login == by.login);
    if !his {
        return Err(Refusal::new(3198));
    }
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST {
        return Err(Refusal::new(4525));
    }
    let did = CallEvent::TakenBack { entry, reason: reason.to_owned() };
    Ok(vec![ProgrammeEvent { day: today, did: Did::Call(Box::new(did)) }])
}
