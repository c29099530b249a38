//! Limits of law on cash.

use crate::product::Ruled;
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Which way cash goes, seen from the society.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CashWay {
    /// A loan given or a deposit taken between society and member: s. 269SS of the Income-tax Act.
    Lending,
    /// A loan or deposit repaid: s. 269T.
    Repaying,
    /// Any other receipt of one person in one day: s. 269ST.
    Receiving,
}

impl CashWay {
    /// The section named in messages.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            CashWay::Lending => "269SS",
            CashWay::Repaying => "269T",
            CashWay::Receiving => "269ST",
        }
    }
}

/// How money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Notes and coins.
    Cash,
    /// Bank account or cheque.
    Bank,
    /// Goods (fertiliser, seed): a bill debits the limit.
    Kind,
    /// From one account of the society to another.
    Transfer,
}

/// Refuses cash that brings a person's cash of one day, one way, to the limit or above. `before` is what already moved that day.
///
/// # Errors
/// 4101 where no limit is set for the day; 4117 where it is reached: a hard block.
pub fn cash(limits: &Ruled<Paise>, day: Date, way: CashWay, before: Paise, amount: Paise) -> Result<(), Refusal> {
    let limit = *limits.need(day, "cash")?;
    let total = before + amount;
    if total < limit {
        return Ok(());
    }
    Err(Refusal::new(4117).with("total", rupees(total)).with("limit", rupees(limit)).with("section", way.section()))
}

/// How the sections on loans and deposits are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CashReading {
    /// Only the cash of a person on one day counts.
    OneDay,
    /// What is outstanding between him and the society counts with it, as the sections say: of a loan or deposit taken, with what is unpaid
    /// of earlier ones (s. 269SS b and c); of one repaid, what is held on the day with its interest (s. 269T).
    Outstanding,
}

/// Refuses cash where loans or deposits of a person come to the limit with what is outstanding. `outstanding` is what stands before the act;
/// `amount` the whole act, since cash and cheque are one loan.
///
/// # Errors
/// 4101 where no limit is set for the day; 4665 where it is reached.
pub fn cash_outstanding(
    (limits, reading): (&Ruled<Paise>, &Ruled<CashReading>),
    day: Date,
    way: CashWay,
    (outstanding, amount): (Paise, Paise),
) -> Result<(), Refusal> {
    let limit = *limits.need(day, "cash")?;
    let counts = reading.on(day).is_some_and(|r| r.value == CashReading::Outstanding);
    let total = match way {
        CashWay::Lending => outstanding + amount,
        CashWay::Repaying => outstanding,
        CashWay::Receiving => return Ok(()),
    };
    if !counts || total < limit {
        return Ok(());
    }
    Err(Refusal::new(4665).with("total", rupees(total)).with("limit", rupees(limit)).with("section", way.section()))
}

/// `1234.50`: for messages only.
#[must_use]
pub fn rupees(p: Paise) -> String {
    format!("{}{}.{:02}", if p.0 < 0 { "-" } else { "" }, p.0.unsigned_abs() / 100, p.0.unsigned_abs() % 100)
}
