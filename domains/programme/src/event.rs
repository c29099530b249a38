//! What happened.

use crate::call::CallEvent;
use crate::ladder::{Rung, last_year};
use crate::late::Judgement;
use crate::rates::RatesEvent;
use crate::steps::StepsEvent;
use crate::timeline::{Circular, Minutes};
use kernel::{Date, Instant};
use places::Office;
use serde::{Deserialize, Serialize};

/// An event. What an officer writes of one society stands in that society's register, in the log of the seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeEvent {
    /// Day it was written, by the calendar of the seat.
    pub day: Date,
    /// What was done.
    pub did: Did,
}

/// A document that was handed in; the file itself is kept by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// Name of the file.
    pub name: String,
    /// Number that stands on it.
    pub number: String,
    /// Day that stands on it.
    pub dated: Date,
    /// The financial year it is about, by the year that ends in; only an audit names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
}

impl Document {
    /// The financial year an audit is of, by the year it ends in: the one it names, else the last that had ended by its day.
    #[must_use]
    pub fn audited(&self) -> i16 {
        self.year.unwrap_or_else(|| last_year(self.dated))
    }
}

/// A paper that shows that a task was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// SHA-256 of the file as 64 hexadecimal characters.
    pub digest: String,
    /// Its name, as it was handed in.
    pub name: String,
}

/// An officer's signature under a document, for one rung of one society.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// The rung.
    pub rung: Rung,
    /// The document.
    pub document: Document,
    /// Login name of the officer.
    pub login: String,
    /// His post.
    pub office: Office,
    /// The figures he signed for, as [`crate::Evidence::figures`] writes them; when they change the signature no longer counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub figures: String,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum Did {
    /// An officer signed.
    Attested(Attestation),
    /// He took it back.
    Withdrawn {
        /// The entry that was signed: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
    },
    /// A circular with its timeline was published, or another version of it.
    Published(Box<Circular>),
    /// An officer acknowledged a version of a circular.
    Acknowledged {
        /// Number of the circular.
        number: String,
        /// Version.
        version: u32,
        /// Login name of the officer.
        login: String,
        /// When, by the clock of the seat; entries of before the hour was kept have their day alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Instant>,
    },
    /// A review was held.
    Reviewed(Box<Minutes>),
    /// A task was done: a clause of a circular, or a point of a review.
    TaskDone {
        /// Which, as [`crate::plan::Task::id`].
        task: String,
        /// Login name of who did it.
        login: String,
        /// What shows it.
        shown: String,
        /// A paper that shows it, where one was handed in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Shown>,
    },
    /// An officer let a late entry of a society pass, or did not.
    LateJudged(Judgement),
    /// A society was telephoned.
    Call(Box<CallEvent>),
    /// After how many days what is overdue rises.
    Steps(Box<StepsEvent>),
    /// A rule of credit that the State orders for all its societies.
    Rates(Box<RatesEvent>),
}

impl ProgrammeEvent {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.did {
            Did::Attested(_) => "programme.attested",
            Did::Withdrawn { .. } => "programme.withdrawn",
            Did::Published(_) => "programme.published",
            Did::Acknowledged { .. } => "programme.acknowledged",
            Did::Reviewed(_) => "programme.reviewed",
            Did::TaskDone { .. } => "programme.task-done",
            Did::LateJudged(_) => "programme.late-judged",
            Did::Call(c) => match **c {
                CallEvent::Made(_) => "programme.called",
                CallEvent::TakenBack { .. } => "programme.call-taken-back",
            },
            Did::Steps(s) => match **s {
                StepsEvent::Set { .. } => "programme.steps-set",
                StepsEvent::TakenBack { .. } => "programme.steps-taken-back",
            },
            Did::Rates(r) => match **r {
                RatesEvent::Ordered { .. } => "programme.rate-ordered",
                RatesEvent::TakenBack { .. } => "programme.rate-taken-back",
                RatesEvent::OrderedProduct { .. } => "programme.product-rate-ordered",
            },
        }
    }

    /// The register it belongs to, and what of it, for the shadow that says which entries speak of what.
    #[must_use]
    pub fn about(&self) -> (&'static str, String) {
        match &self.did {
            Did::Attested(a) => ("ladder", a.rung.code().to_owned()),
            Did::Withdrawn { .. } => ("ladder", String::new()),
            Did::Published(c) => ("plan", c.number.clone()),
            Did::Acknowledged { number, .. } => ("plan", number.clone()),
            Did::Reviewed(m) => ("plan", m.scope.code()),
            Did::TaskDone { task, .. } => ("plan", task.clone()),
            Did::LateJudged(j) => ("late", format!("{}/{}", j.proposal.0, j.proposal.1)),
            Did::Call(_) => ("call", String::new()),
            Did::Steps(_) => ("plan", "steps".to_owned()),
            Did::Rates(r) => match &**r {
                RatesEvent::Ordered { rule } => ("rates", rule.key().to_owned()),
                RatesEvent::TakenBack { .. } => ("rates", String::new()),
                RatesEvent::OrderedProduct { rule } => ("rates", rule.key().to_owned()),
            },
        }
    }
}
