//! Timelines: which rung every place is to have reached by which day, published as a numbered circular; acknowledgement, tasks, escalation.

use crate::ladder::Rung;
use kernel::{Date, Refusal};
use places::{Directory, Level, Office, Scope, Sector};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most clauses of a circular: it must fit one page.
pub const CLAUSES: usize = 12;
/// Most characters of a subject or clause.
pub const LONGEST: usize = 400;
/// Days after which what is overdue rises a step, where no office set others: the secretary of the society, ADO, AR, CDO and DM, Registrar, Secretary.
pub const STEPS: [u16; 6] = [0, 2, 4, 7, 10, 14];

/// A milestone as a template or an office names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// The rung to be reached.
    pub rung: Rung,
    /// Work begins.
    pub start: Date,
    /// All societies have reached it.
    pub end: Date,
    /// Societies a district can bring there in a week; nothing where nobody set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// By when a block is to have reached a rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The rung.
    pub rung: Rung,
    /// LGD code of the district.
    pub district: u32,
    /// LGD code of the block.
    pub block: u32,
    /// Societies when it was drawn.
    pub societies: u32,
    /// Work in the block begins.
    pub start: Date,
    /// Last day.
    pub due: Date,
}

/// A clause, which is a task of its officers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub office: Office,
    /// Last day.
    pub due: Date,
    /// The rung by which it is seen to be done; without one it is done when an officer says what shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rung: Option<Rung>,
}

/// A circular with its timeline. Another version of the same number leaves the one before visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circular {
    /// Number, as the office counts: `1142/2026`.
    pub number: String,
    /// Version, from 1.
    pub version: u32,
    /// Why it was changed; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Day of it.
    pub dated: Date,
    /// Who issues it: office and name.
    pub authority: String,
    /// Subject.
    pub subject: String,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// Spread over the blocks.
    pub targets: Vec<Target>,
    /// Clauses.
    pub clauses: Vec<Clause>,
    /// Version of the list of societies it was drawn over.
    pub list: u32,
}

/// A point of a review that somebody is to act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What is to be done.
    pub text: String,
    /// Login name of who does it.
    pub login: String,
    /// Last day.
    pub due: Date,
}

/// Minutes of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Over what.
    pub scope: Scope,
    /// Day of the review.
    pub held: Date,
    /// Who was in the chair.
    pub chair: String,
    /// Who was there, in words.
    pub present: String,
    /// What was said, in words.
    pub text: String,
    /// The figures of that moment, as the page showed them.
    pub figures: Vec<(String, String)>,
    /// Points.
    pub points: Vec<Point>,
}

/// A milestone as an office types it, spread over the blocks: within a district, block after block, each as long as its share of the societies.
///
/// # Errors
/// 4530: end before start, or longer than five years; 4531: societies that a district cannot bring there in time; 4532: no societies.
pub fn spread(dir: &Directory, milestone: &Milestone) -> Result<Vec<Target>, Refusal> {
    let days = (milestone.end - milestone.start).get_days();
    if !(1..=5 * 366).contains(&days) {
        return Err(Refusal::new(4530).with("rung", milestone.rung.code()));
    }
    let mut of: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
    for s in dir.standing(Sector::Mpacs, &Scope::State) {
        *of.entry(s.district).or_default().entry(s.block).or_default() += 1;
    }
    if of.is_empty() {
        return Err(Refusal::new(4532));
    }
    let mut out = Vec::new();
    for (district, blocks) in of {
        let all: u32 = blocks.values().sum();
        // a week begun counts
        let weeks = u32::try_from(days).unwrap_or(1).div_ceil(7).max(1);
        let needed = all.div_ceil(weeks);
        if milestone.capacity.is_some_and(|c| c < needed) {
            let no = Refusal::new(4531).with("district", dir.name(Level::District, district, false));
            return Err(no.with("societies", all).with("needed", needed).with("weeks", weeks));
        }
        let at = |done: u32| {
            let share = i64::from(days) * i64::from(done) / i64::from(all);
            milestone.start.checked_add(jiff::Span::new().days(share)).unwrap_or(milestone.end)
        };
        let mut done = 0;
        for (block, societies) in blocks {
            let start = at(done);
            done += societies;
            out.push(Target { rung: milestone.rung, district, block, societies, start, due: at(done) });
        }
    }
    Ok(out)
}

/// What of a target should have been reached by a day: as many societies as its share of the days that passed.
#[must_use]
pub fn expected(target: &Target, on: Date) -> u64 {
    let whole = i64::from((target.due - target.start).get_days()).max(1);
    let gone = i64::from((on - target.start).get_days()).clamp(0, whole);
    u64::try_from(i64::from(target.societies) * gone / whole).unwrap_or(0)
}

/// How far what is overdue has risen on a day: 0 for the society's secretary, 5 for the Secretary of the State; `None` while it is not overdue.
#[must_use]
pub fn risen(due: Date, on: Date, steps: &[u16; 6]) -> Option<usize> {
    let late = (on - due).get_days();
    (late > 0).then(|| steps.iter().rposition(|s| i32::from(*s) <= late).unwrap_or(0))
}

/// Who answers at a step: the society's own secretary first, then these posts.
pub const RISES_TO: [&[Office]; 6] = [
    &[],
    &[Office::Ado],
    &[Office::Ar, Office::Adco],
    &[Office::Cdo, Office::Dm],
    &[Office::Registrar],
    &[Office::Secretary],
];

/// When a rung will have been reached by all, going on at the pace of the last weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Societies still missing.
    pub left: u64,
    /// Societies that reached it within the days looked at.
    pub reached: u64,
    /// Days looked at.
    pub days: u64,
    /// Earliest, likely and latest day: the pace, and the pace that chance alone may hide in eight cases of ten. `None` where at that pace it is
    /// never reached.
    pub at: [Option<Date>; 3],
}

/// Forecasts a place: `met` of `of` societies have reached a rung, `lately` of them within the last `days`.
#[must_use]
pub fn forecast(met: u64, lately: u64, of: u64, on: Date, days: u64) -> Forecast {
    let left = of.saturating_sub(met);
    // eight of ten draws of a Poisson count lie within 1.28 of its root
    let spread = 1.28 * (lately as f64).sqrt();
    let at = [lately as f64 + spread, lately as f64, (lately as f64 - spread).max(0.0)].map(|pace| {
        if left == 0 {
            return Some(on);
        }
        let needed = (left as f64 * days as f64 / pace).ceil();
        // beyond ten years a pace says nothing
        (pace > 0.0 && needed < 3_653.0).then(|| on.checked_add(jiff::Span::new().days(needed as i64)).ok()).flatten()
    });
    Forecast { left, reached: lately, days, at }
}
