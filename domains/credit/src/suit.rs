//! Suits, arbitration and recovery certificates from filing to the end.

use crate::account::Placed;
use crate::acts::SuitFiled;
use crate::event::CreditEvent;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// What happened to a suit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It was heard, or put off.
    Heard,
    /// Decree or award.
    Decreed,
    /// The decree is being carried out.
    Execution,
    /// Settled or paid.
    Settled,
    /// Dismissed or withdrawn.
    Dismissed,
}

impl Stage {
    /// All, in their order.
    pub const ALL: [Stage; 5] = [Stage::Heard, Stage::Decreed, Stage::Execution, Stage::Settled, Stage::Dismissed];

    /// `heard`, `decreed`, `execution`, `settled`, `dismissed`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Stage::Heard => "heard",
            Stage::Decreed => "decreed",
            Stage::Execution => "execution",
            Stage::Settled => "settled",
            Stage::Dismissed => "dismissed",
        }
    }

    /// Nothing more comes of it.
    #[must_use]
    pub fn ends(self) -> bool {
        matches!(self, Stage::Settled | Stage::Dismissed)
    }
}

/// Something happened to a suit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuitMoved {
    /// Loan.
    pub loan: String,
    /// Day of the entry.
    pub date: Date,
    /// Day it happened.
    pub on: Date,
    /// What.
    pub stage: Stage,
    /// Amount decreed, paise; nothing for other stages.
    pub amount: Paise,
    /// Next day before the court.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<Date>,
    /// What was ordered; may be empty.
    pub note: String,
}

/// A suit and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suit {
    /// As it was brought.
    pub filed: SuitFiled,
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// What happened since, with its entry.
    pub moves: Vec<((i64, i64), SuitMoved)>,
}

impl Suit {
    /// The last thing that happened.
    #[must_use]
    pub fn last(&self) -> Option<&SuitMoved> {
        self.moves.last().map(|m| &m.1)
    }

    /// It is still before the court or being carried out.
    #[must_use]
    pub fn lives(&self) -> bool {
        !self.last().is_some_and(|m| m.stage.ends())
    }

    /// The amount decreed, if there is a decree.
    #[must_use]
    pub fn decreed(&self) -> Option<Paise> {
        self.moves.iter().rev().find(|m| m.1.stage == Stage::Decreed).map(|m| m.1.amount)
    }

    /// The next day before the court.
    #[must_use]
    pub fn next(&self) -> Option<Date> {
        self.last().filter(|m| !m.stage.ends()).and_then(|m| m.next)
    }
}

/// The suits, in the order in which they were brought.
#[must_use]
pub fn suits(entries: &[Placed]) -> Vec<Suit> {
    let gone = crate::account::taken_back(entries);
    let mut all: Vec<Suit> = Vec::new();
    for (at, event) in entries.iter().filter(|(at, _)| !gone.contains(at)) {
        match event {
            CreditEvent::SuitFiled(e) => all.push(Suit { filed: e.clone(), entry: *at, moves: Vec::new() }),
            CreditEvent::SuitMoved(e) => {
                if let Some(suit) = all.iter_mut().rev().find(|s| s.filed.loan == e.loan) {
                    suit.moves.push((*at, e.clone()));
                }
            }
            _ => {}
        }
    }
    all
}
