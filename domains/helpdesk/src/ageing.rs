//! How long who has had what: clocks against the hours an office has ordered, ageing by cause and party, the district committee's agenda.

use crate::event::Did;
use crate::terms::{Category, Effect, Party};
use crate::ticket::{Entry, State, Ticket};
use books::ruled::Ruled;
use kernel::Instant;
use std::collections::BTreeMap;

/// Milliseconds of an hour and of a day.
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The hours ordered for each party and effect. Where none are, time is shown without a verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(BTreeMap<(Party, Effect), Ruled<u32>>);

impl Hours {
    /// From the entries that stand.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Hours {
        let mut all: BTreeMap<(Party, Effect), Ruled<u32>> = BTreeMap::new();
        for e in entries {
            if let Did::HoursSet { party, effect, rule } = &e.event.did {
                all.entry((*party, *effect)).or_default().0.push(rule.clone());
            }
        }
        Hours(all)
    }

    /// Hours in force for a ticket with a party: those of the day it was raised; `None` where nothing is ordered.
    #[must_use]
    pub fn for_ticket(&self, t: &Ticket, party: Party) -> Option<u32> {
        self.0.get(&(party, t.effect))?.on(t.at.day()).map(|r| r.value)
    }
}

/// Hours that are proposed for each step of the path and for whoever does the work, by what stands still: day-ends first. No order says so; until one does
/// they are shown as a proposal, bring a ticket before the district committee, and call nobody late.
#[must_use]
pub const fn proposed(party: Party, effect: Effect) -> u32 {
    let days = match effect {
        Effect::DayEnd => 1,
        Effect::Stopped => 2,
        Effect::Hindered => 5,
        Effect::Question => 7,
    };
    let slower = match party {
        Party::Bank | Party::Integrator => 1,
        Party::Utility | Party::District => 2,
        Party::State => 3,
    };
    24 * days * slower
}

/// The clock of the party that has a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Who has it.
    pub party: Party,
    /// Milliseconds it has had it with the clock running.
    pub spent: i64,
    /// Milliseconds it may have, by the order in force.
    pub allowed: Option<i64>,
    /// Milliseconds that are proposed ([`proposed`]).
    pub proposed: i64,
    /// It runs.
    pub runs: bool,
}

impl Clock {
    /// Late by the order; never without one.
    #[must_use]
    pub fn over(self) -> bool {
        self.allowed.is_some_and(|a| self.spent > a)
    }

    /// Past the hours ordered or, where none are, those proposed: a matter for the committee, not a verdict.
    #[must_use]
    pub fn past(self) -> bool {
        self.spent > self.allowed.unwrap_or(self.proposed)
    }

    /// When its time ends, if it runs and nothing changes.
    #[must_use]
    pub fn ends(self, now: Instant) -> Option<Instant> {
        self.allowed.filter(|_| self.runs).map(|a| Instant(now.0 + a - self.spent))
    }
}

/// The clock of the party that has it now.
#[must_use]
pub fn clock(t: &Ticket, hours: &Hours, now: Instant) -> Clock {
    Clock {
        party: t.with,
        spent: t.spent_by(t.with, now),
        allowed: hours.for_ticket(t, t.with).map(|h| i64::from(h) * HOUR),
        proposed: i64::from(proposed(t.with, t.effect)) * HOUR,
        runs: t.state == State::Open,
    }
}

/// Whole days and hours of a duration in milliseconds.
#[must_use]
pub const fn days_hours(ms: i64) -> (i64, i64) {
    (ms / DAY, ms % DAY / HOUR)
}

/// Days from which each column of the table of ages begins.
pub const FROM_DAYS: [i64; 4] = [0, 3, 8, 15];

/// Open tickets of one cause with one party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aged {
    /// How many.
    pub all: u32,
    /// Of these, how many keep a day from ending.
    pub day_end: u32,
    /// How many by age since they were raised, in the columns of [`FROM_DAYS`].
    pub by_age: [u32; 4],
    /// Milliseconds since the oldest was raised.
    pub oldest: i64,
    /// How many are late by an order.
    pub over: u32,
}

/// Open tickets by cause and by the party that has them.
pub fn table<'t>(
    tickets: impl IntoIterator<Item = &'t Ticket>,
    hours: &Hours,
    now: Instant,
) -> BTreeMap<(Category, Party), Aged> {
    let mut out: BTreeMap<(Category, Party), Aged> = BTreeMap::new();
    for t in tickets.into_iter().filter(|t| t.is_open()) {
        let row = out.entry((t.category, t.with)).or_default();
        let age = (now.0 - t.at.0).max(0);
        let column = FROM_DAYS.iter().rposition(|from| age >= from * DAY).unwrap_or(0);
        row.all += 1;
        row.by_age[column] += 1;
        row.day_end += u32::from(t.effect == Effect::DayEnd);
        row.over += u32::from(clock(t, hours, now).over());
        row.oldest = row.oldest.max(age);
    }
    out
}

/// Whether a ticket stands on the district committee's agenda: it is open and has gone no higher, and has either been brought to the committee or stayed
/// with the bank, or with whom the bank asked, past the hours. Nobody need hand it on for that.
#[must_use]
pub fn on_agenda(t: &Ticket, hours: &Hours, now: Instant) -> bool {
    let brought = t.step == Party::District;
    t.is_open() && (brought || (t.step == Party::Bank && clock(t, hours, now).past()))
}
