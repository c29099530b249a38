//! Investments: deposits with the DCCB and shares in it. Source of the register: mpacs.md 3.1 no. 21 (investment and maturity).
//!
//! What accrues is what the certificate promises: where it says a value at maturity, the gain by days over its term; else simple
//! interest by days at its rate. What was accrued before is taken off the whole. Shares say neither, and accrue nothing.

use super::{Did, Entry, EstateEvent, Register, Sight, amount, days, lines, text, wrong_amount};
use crate::chart::Group;
use crate::percent::{Percent, part};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Head of interest accrued on investments.
pub const ACCRUED: &str = "INT_ACCRUED_INV";
/// Head of income from investments.
pub const INCOME: &str = "INC_INV";

/// An investment as its certificate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Number in the register of investments.
    pub number: String,
    /// Where.
    pub institution: String,
    /// Number of the certificate.
    pub certificate: String,
    /// Head it stands in, for example `INV_FD`.
    pub head: String,
    /// Paise laid out.
    pub amount: Paise,
    /// Day from which it counts.
    pub from: Date,
    /// Day it matures; `None` for shares.
    pub matures: Option<Date>,
    /// Interest a year.
    pub rate: Option<Percent>,
    /// What is paid at maturity, paise.
    pub at_maturity: Option<Paise>,
}

/// An investment as its entries say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Investment {
    /// Entry that made it.
    pub place: (i64, i64),
    /// The certificate.
    pub facts: Facts,
    /// Accrued, paise.
    pub accrued: Paise,
    /// Accrued for the days before this one.
    pub until: Option<Date>,
    /// Day and paise of its payment.
    pub encashed: Option<(Date, Paise)>,
}

impl Investment {
    /// What stands in the books for it, without what accrued, paise.
    #[must_use]
    pub fn value(&self) -> Paise {
        if self.encashed.is_some() { Paise::ZERO } else { self.facts.amount }
    }

    /// What it earned on the days before one, paise; at most until it matures.
    ///
    /// # Errors
    /// 4418 where the certificate says neither a rate nor a value at maturity.
    pub fn earned_before(&self, until: Date) -> Result<Paise, Refusal> {
        let f = &self.facts;
        let end = f.matures.map_or(until, |m| m.min(until));
        let held = days(f.from, end).max(0);
        if let (Some(value), Some(matures)) = (f.at_maturity, f.matures) {
            let term = days(f.from, matures).max(1);
            return Ok(part(value - f.amount, held, term, term / 2));
        }
        let rate = f.rate.ok_or_else(|| Refusal::new(4418).with("number", &f.number))?;
        let whole = 10_000 * 365;
        let exact = i128::from(f.amount.0) * i128::from(held) * i128::from(rate.0);
        Ok(Paise(i64::try_from((exact + whole / 2) / whole).unwrap_or(i64::MAX)))
    }
}

/// Folds all investments, in the order they were made.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<Investment> {
    let mut all: Vec<Investment> = Vec::new();
    for e in entries.iter().filter(|e| e.event.register == Register::Investments) {
        if let Did::Invested(facts) = &e.event.did {
            let facts = (**facts).clone();
            all.push(Investment { place: e.place, facts, accrued: Paise::ZERO, until: None, encashed: None });
        } else if let Some(i) = all.iter_mut().find(|i| i.facts.number == e.event.of) {
            match &e.event.did {
                Did::InterestAccrued { until, amount, .. } => {
                    i.accrued += *amount;
                    i.until = i.until.max(Some(*until));
                }
                Did::Encashed { received } => i.encashed = Some((e.event.date, *received)),
                _ => {}
            }
        }
    }
    all
}

fn event(date: Date, of: &str, lines: Vec<crate::Line>, did: Did) -> EstateEvent {
    EstateEvent { date, register: Register::Investments, of: of.to_owned(), lines, did }
}

fn held(sight: &Sight, number: &str) -> Result<Investment, Refusal> {
    let found = fold(&sight.entries).into_iter().find(|i| i.facts.number == number && i.encashed.is_none());
    found.ok_or_else(|| Refusal::new(4403).with("number", number))
}

/// Lays money out of `from`. Where `from` is empty it was laid out before the books were kept here, and posts nothing.
///
/// # Errors
/// 4020; 4400; 4401; 4402; 4404; 4405 a day that cannot be.
pub fn invest(sight: &Sight, facts: &Facts, from: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let number = text(&facts.number)?;
    if sight.names(&number) {
        return Err(Refusal::new(4402).with("number", &number));
    }
    sight.of_group(&facts.head, Group::Investments)?;
    amount(facts.amount)?;
    let rate = facts.rate.map_or(0, |r| r.0);
    if !(0..=Percent::WHOLE.0).contains(&rate) || facts.at_maturity.is_some_and(|v| v < facts.amount) {
        return Err(wrong_amount(facts.at_maturity.unwrap_or(Paise(rate))));
    }
    let start = if from.is_empty() { facts.from } else { date };
    if start > date
        || facts.matures.is_some_and(|m| m <= start)
        || (facts.at_maturity.is_some() && facts.matures.is_none())
    {
        return Err(Refusal::new(4405)
            .with("date", lipi::date::format(facts.matures.unwrap_or(start)))
            .with("open", lipi::date::format(date)));
    }
    let kept = Facts {
        number: number.clone(),
        institution: text(&facts.institution)?,
        certificate: text(&facts.certificate)?,
        from: start,
        ..facts.clone()
    };
    let posted = match from.is_empty() {
        true => Vec::new(),
        false => lines(&[(&facts.head, facts.amount), (&sight.money(from)?.code, -facts.amount)]),
    };
    Ok(event(date, &number, posted, Did::Invested(Box::new(kept))))
}

/// Accrues what was earned on the days before `until`.
///
/// # Errors
/// 4020; 4403; 4405; 4416 nothing accrues; 4418.
pub fn accrue(sight: &Sight, number: &str, until: Date) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let i = held(sight, number)?;
    if until > date.tomorrow().unwrap_or(date) || i.until.is_some_and(|u| until <= u) {
        return Err(Refusal::new(4405).with("date", lipi::date::format(until)).with("open", lipi::date::format(date)));
    }
    let due = i.earned_before(until)? - i.accrued;
    if due <= Paise::ZERO {
        return Err(Refusal::new(4416).with("number", number).with("date", lipi::date::format(until)));
    }
    let posted = lines(&[(ACCRUED, due), (INCOME, -due)]);
    Ok(event(date, number, posted, Did::InterestAccrued { until, amount: due, document: String::new() }))
}

/// Takes an investment out into `into`. What was received above the outlay and what had accrued is income, what was less is taken
/// off the income.
///
/// # Errors
/// 4020; 4401; 4403; 4404.
pub fn encash(sight: &Sight, number: &str, received: Paise, into: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let i = held(sight, number)?;
    amount(received)?;
    let money = sight.money(into)?;
    let gain = received - i.facts.amount - i.accrued;
    let posted =
        lines(&[(&money.code, received), (&i.facts.head, -i.facts.amount), (ACCRUED, -i.accrued), (INCOME, -gain)]);
    Ok(event(date, number, posted, Did::Encashed { received }))
}
