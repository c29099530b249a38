//! What an officer or a secretary is told once a day: what changed, what is due, what is overdue. An item has a mark made of its content; what
//! was told under a mark is not told again, so that no news is no mail.

use crate::Place;
use crate::ageing::{Hours, clock};
use crate::event::Did;
use crate::terms::{Effect, Party};
use crate::ticket::Ticket;
use kernel::{Date, Instant, SocietyId};

/// Milliseconds for which a closed ticket is still news.
const FRESH: i64 = 48 * 3_600_000;

/// What there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The hours or the programme's day are past.
    Overdue,
    /// They end today.
    Due,
    /// Somebody else wrote something.
    Changed,
}

impl Matter {
    /// `overdue`, `due`, `changed`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Matter::Overdue => "overdue",
            Matter::Due => "due",
            Matter::Changed => "changed",
        }
    }
}

/// For whom a digest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those who raise tickets: told of answers.
    Society,
    /// Those who must act: told of tickets.
    Seat,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What there is to say.
    pub matter: Matter,
    /// Society of the ticket.
    pub society: SocietyId,
    /// The ticket.
    pub ticket: Place,
    /// What it does to the work.
    pub effect: Effect,
    /// Who has it.
    pub with: Party,
    /// Kind of the last entry, as `help.answered`.
    pub kind: &'static str,
    /// The last words written, or the ticket's own.
    pub words: String,
    /// The programme's day, where that is the matter.
    pub day: Option<Date>,
    /// What it is remembered by: the same content, the same mark.
    pub mark: String,
}

/// What there is to tell of a ticket to somebody with this login name.
#[must_use]
pub fn items(society: SocietyId, t: &Ticket, hours: &Hours, now: Instant, name: &str, side: Side) -> Vec<Item> {
    let Some(last) = t.lines.last() else { return Vec::new() };
    let e = &last.entry;
    let words = if e.event.words().is_empty() { &t.text } else { e.event.words() };
    let item = |matter: Matter, detail: String, day| Item {
        matter,
        society,
        ticket: t.place,
        effect: t.effect,
        with: t.with,
        kind: e.event.kind(),
        words: words.to_owned(),
        day,
        mark: format!("{}/{}/{}-{}/{detail}", matter.code(), society.0, t.place.0, t.place.1),
    };
    let mut out = Vec::new();
    if t.is_open() {
        let c = clock(t, hours, now);
        let ends_today = c.ends(now).is_some_and(|end| end.day() == now.day());
        if c.over() {
            out.push(item(Matter::Overdue, format!("hours-{}", c.party.code()), None));
        } else if ends_today {
            out.push(item(Matter::Due, format!("hours-{}", c.party.code()), None));
        }
        if let Some((day, _)) = &t.deadline {
            if *day < now.day() {
                out.push(item(Matter::Overdue, format!("day-{day}"), Some(*day)));
            } else if *day == now.day() {
                out.push(item(Matter::Due, format!("day-{day}"), Some(*day)));
            }
        }
    }
    let fresh = t.is_open() || !matches!(e.event.did, Did::Confirmed) || now.0 - e.at.0 <= FRESH;
    let concerns = match side {
        // what the society wrote itself is no news to it
        Side::Society => !matches!(e.event.did, Did::Raised(_) | Did::Reopened { .. } | Did::Confirmed),
        Side::Seat => true,
    };
    if e.by != name && fresh && concerns {
        out.push(item(Matter::Changed, format!("{}-{}-{}", e.event.turn, e.place.0, e.place.1), None));
    }
    out
}
