//! Gold in custody: ornaments by weight and purity, their value by the rate of the day, their release.
//!
//! Weights are whole milligrams, purity is parts of a thousand. The rate of a gram of fine gold is a rule the society enters; how much of the
//! value is lent is the margin of the product.

use crate::account::Placed;
use crate::event::CreditEvent;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// An ornament, or several alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ornament {
    /// What it is.
    pub what: String,
    /// Pieces.
    pub pieces: u16,
    /// Gross weight of all pieces, milligrams.
    pub gross: i64,
    /// Weight without stones and lac, milligrams.
    pub net: i64,
    /// Purity, parts of a thousand: 916 is 22 carat.
    pub purity: u16,
}

impl Ornament {
    /// Its value at a rate for a gram of fine gold, paise, rounded down.
    #[must_use]
    pub fn value(&self, rate: Paise) -> Paise {
        let exact = i128::from(self.net.max(0)) * i128::from(self.purity) * i128::from(rate.0) / 1_000_000;
        Paise(i64::try_from(exact).unwrap_or(i64::MAX))
    }
}

/// The value of ornaments, paise.
#[must_use]
pub fn value(ornaments: &[Ornament], rate: Paise) -> Paise {
    ornaments.iter().map(|o| o.value(rate)).sum()
}

/// Gold was taken in custody for a loan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldPledged {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// The ornaments.
    pub ornaments: Vec<Ornament>,
    /// Rate of a gram of fine gold, paise.
    pub rate: Paise,
    /// Their value at it, paise.
    pub value: Paise,
    /// Who weighed and tested them.
    pub appraiser: String,
}

/// Gold was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldReleased {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// To whom.
    pub to: String,
}

/// Gold of one loan, from custody to release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// What was pledged.
    pub pledged: GoldPledged,
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// When it was given back, and to whom.
    pub released: Option<GoldReleased>,
}

/// The gold that is or was in custody, in the order in which it came.
#[must_use]
pub fn custody(entries: &[Placed]) -> Vec<Custody> {
    let gone = crate::account::taken_back(entries);
    let mut all: Vec<Custody> = Vec::new();
    for (at, event) in entries.iter().filter(|(at, _)| !gone.contains(at)) {
        match event {
            CreditEvent::GoldPledged(e) => {
                all.push(Custody { pledged: e.clone(), entry: *at, released: None });
            }
            CreditEvent::GoldReleased(e) => {
                if let Some(held) = all.iter_mut().find(|c| c.pledged.loan == e.loan && c.released.is_none()) {
                    held.released = Some(e.clone());
                }
            }
            _ => {}
        }
    }
    all
}
