//! What happens to tickets, known problems and articles: entries of the register.

use crate::Place;
use crate::terms::{Article, Category, Diagnostics, Effect, Party, Pause};
use books::ruled::Rule;
use kernel::Date;
use serde::{Deserialize, Serialize};
use society::terms::Attachment;

/// An event of the help desk. Those of tickets stand in logs of their society, those of problems, articles and hours in the State's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpEvent {
    /// The first entry of what it is about; `None` in that first entry itself, and for hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Place>,
    /// One more than the greatest turn the writer had before him. It orders entries of several logs by what their writers knew, not by clocks.
    pub turn: u32,
    /// What was done.
    pub did: Did,
}

/// What begins a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// What it is about.
    pub category: Category,
    /// What it does to the work.
    pub effect: Effect,
    /// In the society's own words; may be empty, a ticket takes two keys.
    pub text: String,
    /// A photograph or a picture of the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Attachment>,
    /// What the program knew of itself; shown before it was sent.
    pub diagnostics: Diagnostics,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum Did {
    /// A ticket was raised.
    Raised(Box<Raised>),
    /// Something was added: words, a photograph.
    Noted {
        /// Words.
        text: String,
        /// Photograph.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<Attachment>,
    },
    /// Another must act now; his clock runs from here.
    HandedOn {
        /// Who.
        to: Party,
        /// Why.
        why: String,
    },
    /// The clock stands.
    Paused {
        /// Why.
        why: Pause,
        /// More of it.
        text: String,
    },
    /// It runs again.
    Resumed,
    /// An answer was given; the society says whether it helped.
    Answered {
        /// What is to be done.
        text: String,
    },
    /// The society says that it is solved.
    Confirmed,
    /// The society says that it is not.
    Reopened {
        /// What is still wrong.
        why: String,
    },
    /// Cause or effect were put right.
    Sorted {
        /// What it is about.
        category: Category,
        /// What it does to the work.
        effect: Effect,
        /// Why.
        why: String,
    },
    /// A programme needs it by a day.
    DeadlineSet {
        /// The day.
        day: Date,
        /// Programme or circular, as it is named there.
        programme: String,
    },
    /// It is one of a known problem, or no longer.
    Grouped {
        /// The problem's first entry in the State's log.
        problem: Option<Place>,
    },
    /// A problem that several societies have.
    ProblemSet {
        /// Title.
        title: String,
        /// What is known of it.
        text: String,
        /// Cause.
        category: Category,
    },
    /// One answer for all its tickets.
    ProblemAnswered {
        /// The answer.
        text: String,
        /// It solves the problem; else it only informs.
        solves: bool,
    },
    /// An article was written, or written anew.
    ArticleSet(Box<Article>),
    /// Hours within which a party answers a ticket of an effect.
    HoursSet {
        /// Who.
        party: Party,
        /// Effect.
        effect: Effect,
        /// Hours by the clock, day and night, with the order.
        rule: Rule<u32>,
    },
    /// An entry was taken back.
    Reversed {
        /// Entry: desk and position.
        entry: Place,
        /// Why.
        reason: String,
        /// What it was.
        was: Box<HelpEvent>,
    },
}

impl HelpEvent {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.did {
            Did::Raised(_) => "help.raised",
            Did::Noted { .. } => "help.noted",
            Did::HandedOn { .. } => "help.handed-on",
            Did::Paused { .. } => "help.paused",
            Did::Resumed => "help.resumed",
            Did::Answered { .. } => "help.answered",
            Did::Confirmed => "help.confirmed",
            Did::Reopened { .. } => "help.reopened",
            Did::Sorted { .. } => "help.sorted",
            Did::DeadlineSet { .. } => "help.deadline-set",
            Did::Grouped { .. } => "help.grouped",
            Did::ProblemSet { .. } => "help.problem-set",
            Did::ProblemAnswered { .. } => "help.problem-answered",
            Did::ArticleSet(_) => "help.article-set",
            Did::HoursSet { .. } => "help.hours-set",
            Did::Reversed { .. } => "help.reversed",
        }
    }

    /// The list it belongs to: `ticket`, `problem`, `article`, `hours`.
    #[must_use]
    pub fn list(&self) -> &'static str {
        match &self.did {
            Did::ProblemSet { .. } | Did::ProblemAnswered { .. } => "problem",
            Did::ArticleSet(_) => "article",
            Did::HoursSet { .. } => "hours",
            Did::Reversed { was, .. } => was.list(),
            _ => "ticket",
        }
    }

    /// The entry it takes back.
    #[must_use]
    pub fn reverses(&self) -> Option<Place> {
        if let Did::Reversed { entry, .. } = &self.did { Some(*entry) } else { None }
    }

    /// What it says, in the writer's words.
    #[must_use]
    pub fn words(&self) -> &str {
        match &self.did {
            Did::Raised(r) => &r.text,
            Did::Noted { text, .. }
            | Did::Paused { text, .. }
            | Did::Answered { text }
            | Did::ProblemAnswered { text, .. } => text,
            Did::HandedOn { why, .. } | Did::Reopened { why } | Did::Sorted { why, .. } => why,
            Did::DeadlineSet { programme, .. } => programme,
            Did::ProblemSet { title, .. } => title,
            Did::ArticleSet(a) => &a.title,
            Did::HoursSet { rule, .. } => &rule.order,
            Did::Reversed { reason, .. } => reason,
            Did::Resumed | Did::Confirmed | Did::Grouped { .. } => "",
        }
    }
}
