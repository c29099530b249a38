//! A ticket, folded from its entries in all logs of its society.
//!
//! Entries are taken by turn, then desk, then position: what a writer had before him always comes before what he wrote, and two who wrote at
//! once are ordered by their desks. So every seat that has the same entries sees the same ticket. What does not fit where it then stands
//! (an answer to a ticket confirmed meanwhile) is kept and shown as late, and changes nothing.

use crate::Place;
use crate::event::{Did, HelpEvent};
use crate::terms::{Category, Diagnostics, Effect, Party, Pause};
use kernel::{Date, Instant};
use serde::{Deserialize, Serialize};
use society::terms::Attachment;
use std::collections::BTreeMap;

/// An entry that stands: neither taken back nor itself a taking back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Desk and position.
    pub place: Place,
    /// When it was written, by the writer's clock: for durations, never for order.
    pub at: Instant,
    /// Who wrote it.
    pub by: String,
    /// What happened.
    pub event: HelpEvent,
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Somebody must act.
    Open,
    /// The clock stands, with a reason.
    Paused(Pause),
    /// An answer is there; the society says whether it helped.
    Answered,
    /// The society says that it is solved.
    Closed,
}

impl State {
    /// `open`, `paused`, `answered`, `closed`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Paused(_) => "paused",
            State::Answered => "answered",
            State::Closed => "closed",
        }
    }
}

/// A line of a ticket's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// It came when the ticket stood elsewhere, and changed nothing.
    pub late: bool,
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its first entry.
    pub place: Place,
    /// When and by whom it was raised.
    pub at: Instant,
    /// Login name.
    pub by: String,
    /// What it is about.
    pub category: Category,
    /// What it does to the work: its priority.
    pub effect: Effect,
    /// In the society's words.
    pub text: String,
    /// Photograph.
    pub photo: Option<Attachment>,
    /// What the program knew of itself.
    pub diagnostics: Diagnostics,
    /// Where it stands.
    pub state: State,
    /// Who must act.
    pub with: Party,
    /// The highest step of the path it has reached.
    pub step: Party,
    /// When the running clock began, or when it stopped.
    pub since: Instant,
    /// Milliseconds each party has had it with the clock running, up to `since`.
    pub spent: BTreeMap<Party, i64>,
    /// A programme needs it by this day.
    pub deadline: Option<(Date, String)>,
    /// Known problem it belongs to.
    pub problem: Option<Place>,
    /// The last answer; empty before one.
    pub answer: String,
    /// The greatest turn of its entries.
    pub turn: u32,
    /// What happened, oldest first.
    pub lines: Vec<Line>,
}

impl Ticket {
    /// Somebody must act: it is neither answered nor closed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Open | State::Paused(_))
    }

    /// Milliseconds the party has had it by `now`, the running clock included. A clock that was set back takes nothing away.
    #[must_use]
    pub fn spent_by(&self, party: Party, now: Instant) -> i64 {
        let running = if self.state == State::Open && self.with == party { passed(self.since, now) } else { 0 };
        self.spent.get(&party).copied().unwrap_or(0) + running
    }

    /// Its place in a queue: what it does to the work, then the programme's day, then who has waited longest by position.
    #[must_use]
    pub fn order(&self) -> (Effect, Date, Instant, Place) {
        (self.effect, self.deadline.as_ref().map_or(Date::MAX, |d| d.0), self.at, self.place)
    }

    fn stop(&mut self, at: Instant) {
        if self.state == State::Open {
            *self.spent.entry(self.with).or_default() += passed(self.since, at);
        }
        self.since = at;
    }

    /// Applies what was done; false where it does not fit.
    fn apply(&mut self, at: Instant, did: &Did) -> bool {
        match did {
            Did::Noted { .. } => {}
            Did::HandedOn { to, .. } if self.is_open() => {
                self.stop(at);
                self.with = *to;
                self.state = State::Open;
                if to.step() > self.step.step() {
                    self.step = *to;
                }
            }
            Did::Paused { why, .. } if self.state == State::Open => {
                self.stop(at);
                self.state = State::Paused(*why);
            }
            Did::Resumed if matches!(self.state, State::Paused(_)) => {
                self.stop(at);
                self.state = State::Open;
            }
            Did::Answered { text } if self.is_open() => {
                self.stop(at);
                self.state = State::Answered;
                self.answer.clone_from(text);
            }
            Did::Confirmed if self.state != State::Closed => {
                self.stop(at);
                self.state = State::Closed;
            }
            Did::Reopened { .. } if !self.is_open() => {
                self.stop(at);
                self.state = State::Open;
            }
            Did::Sorted { category, effect, .. } if self.state != State::Closed => {
                (self.category, self.effect) = (*category, *effect);
            }
            Did::DeadlineSet { day, programme } if self.state != State::Closed => {
                self.deadline = Some((*day, programme.clone()));
            }
            Did::Grouped { problem } => self.problem = *problem,
            _ => return false,
        }
        true
    }
}

fn passed(from: Instant, to: Instant) -> i64 {
    (to.0 - from.0).max(0)
}

/// Folds a ticket from its entries, in whatever order they are given; `None` where its first entry is not among them (taken back, or not
/// here yet).
#[must_use]
pub fn ticket(entries: &[Entry]) -> Option<Ticket> {
    let mut all: Vec<&Entry> = entries.iter().collect();
    all.sort_by_key(|e| (e.event.turn, e.place));
    let first = all.iter().position(|e| matches!(e.event.did, Did::Raised(_)))?;
    let first = all.remove(first);
    let Did::Raised(raised) = &first.event.did else { return None };
    let mut t = Ticket {
        place: first.place,
        at: first.at,
        by: first.by.clone(),
        category: raised.category,
        effect: raised.effect,
        text: raised.text.clone(),
        photo: raised.photo.clone(),
        diagnostics: raised.diagnostics.clone(),
        state: State::Open,
        with: Party::Bank,
        step: Party::Bank,
        since: first.at,
        spent: BTreeMap::new(),
        deadline: None,
        problem: None,
        answer: String::new(),
        turn: first.event.turn,
        lines: vec![Line { entry: first.clone(), late: false }],
    };
    for e in all {
        let late = !t.apply(e.at, &e.event.did);
        t.turn = t.turn.max(e.event.turn);
        t.lines.push(Line { entry: e.clone(), late });
    }
    Some(t)
}
