//! Timelines: which rung every place is to have reached by which day, published as a numbered circular; acknowledgement, tasks, escalation.

use crate::ladder::Rung;
use kernel::{Date, Instant, Refusal};
use places::{Directory, Level, Office, Posting, Scope, Sector};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// Most clauses of a circular: it must fit one page.
pub const CLAUSES: usize = 12;
/// Most characters of a subject or clause.
pub const LONGEST: usize = 400;
/// Most characters of what was said in a review: about a third of a page.
pub const LONGEST_MINUTES: usize = 2_000;
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
    /// The same of single districts, by LGD code, where they can do more or less than the others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_code")]
    pub capacities: BTreeMap<u32, u32>,
    /// The dates follow from the capacities: every district goes as fast as it can, and the end is that of the slowest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paced: bool,
    /// Blocks of a district go in so many waves, those of one wave together; nothing where they go one after another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waves: Option<u32>,
    /// The post that answers for it; nothing where the circular names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
}

impl Milestone {
    /// One with nothing but its days.
    #[must_use]
    pub fn new(rung: Rung, start: Date, end: Date) -> Milestone {
        let (capacity, capacities, paced, waves, office) = (None, BTreeMap::new(), false, None, None);
        Milestone { rung, start, end, capacity, capacities, paced, waves, office }
    }

    /// Societies a district can bring there in a week.
    #[must_use]
    pub fn capacity_of(&self, district: u32) -> Option<u32> {
        self.capacities.get(&district).copied().or(self.capacity)
    }
}

/// Codes stand as text where a map is written within a tagged event, and are numbers again when they are read.
fn by_code<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<u32, u32>, D::Error> {
    let written: BTreeMap<String, u32> = BTreeMap::deserialize(from)?;
    let code = |(code, n): (String, u32)| code.parse().map(|c| (c, n)).map_err(D::Error::custom);
    written.into_iter().map(code).collect()
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
    /// The post that answers for it; nothing where the circular names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
}

/// Who answers for a target on a day: the holder of its post who stands over the block, nearest first. Nobody where the circular names no post, or it is
/// vacant.
#[must_use]
pub fn responsible<'d>(target: &Target, dir: &'d Directory, on: Date) -> Option<&'d Posting> {
    let (office, block) = (target.office?, Scope::Block(target.block));
    let over = |p: &&Posting| {
        let serves = matches!(&p.scope, Scope::Bank(b) if dir.serves(b, target.district));
        p.office == office && (serves || dir.lies_in(&block, &p.scope) || p.scope == Scope::District(target.district))
    };
    let near = |p: &&Posting| match p.scope {
        Scope::Society(_) => 0,
        Scope::Block(_) => 1,
        Scope::District(_) => 2,
        Scope::Bank(_) => 3,
        Scope::State => 4,
    };
    dir.posts_on(on).filter(over).min_by_key(near)
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
    /// What the figures were counted from; minutes of before it was kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// What figures were counted from at a moment: the list of societies they are shares of, and the entries that had come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Version of the list of societies.
    pub list: u32,
    /// Day of that list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// Orders since that list by which societies left the count, as they are numbered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// Societies in the place: the denominator.
    pub of: u64,
    /// Those from which a register had come.
    pub heard: u64,
    /// Entries of all of them.
    pub entries: u64,
    /// When the one heard longest ago had last been heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<Instant>,
}

/// Societies by district and block, of the list as it is.
fn by_block(dir: &Directory) -> Result<BTreeMap<u32, BTreeMap<u32, u32>>, Refusal> {
    let mut of: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
    for s in dir.standing(Sector::Mpacs, &Scope::State) {
        *of.entry(s.district).or_default().entry(s.block).or_default() += 1;
    }
    if of.is_empty() { Err(Refusal::new(4532)) } else { Ok(of) }
}

fn later(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

/// Days a district needs for so many societies at its pace: a part of a day counts whole.
fn days_for(societies: u32, capacity: u32) -> i64 {
    let days = (u64::from(societies) * 7).div_ceil(u64::from(capacity.max(1)));
    i64::try_from(days).unwrap_or(i64::MAX)
}

/// A milestone whose end follows from how many societies each district can bring there in a week: the day on which the slowest has done it.
///
/// # Errors
/// 4532: no societies; 3205: a district of which no capacity is known, or one of none.
pub fn paced(dir: &Directory, milestone: &Milestone) -> Result<Milestone, Refusal> {
    let mut end = milestone.start;
    for (district, blocks) in by_block(dir)? {
        let name = || dir.name(Level::District, district, false);
        let capacity = milestone.capacity_of(district).filter(|c| *c > 0);
        let capacity = capacity.ok_or_else(|| Refusal::new(3205).with("district", name()))?;
        end = end.max(later(milestone.start, days_for(blocks.values().sum(), capacity)));
    }
    Ok(Milestone { end, paced: true, ..milestone.clone() })
}

/// A milestone as an office types it, spread over the blocks: within a district, block after block, each as long as its share of the societies; or in waves;
/// or as fast as each district can.
///
/// # Errors
/// 4530: end before start, or longer than five years; 4531: societies that a district cannot bring there in time; 4532: no societies; 3205: a capacity of
/// none.
pub fn spread(dir: &Directory, milestone: &Milestone) -> Result<Vec<Target>, Refusal> {
    let of = by_block(dir)?;
    let milestone = &if milestone.paced { paced(dir, milestone)? } else { milestone.clone() };
    let days = (milestone.end - milestone.start).get_days();
    if !(1..=5 * 366).contains(&days) {
        return Err(Refusal::new(4530).with("rung", milestone.rung.code()));
    }
    let mut out = Vec::new();
    for (district, blocks) in of {
        let all: u32 = blocks.values().sum();
        within_capacity(dir, milestone, (district, all), days)?;
        let days = match milestone.capacity_of(district).filter(|_| milestone.paced) {
            Some(capacity) => days_for(all, capacity),
            None => i64::from(days),
        };
        let at = |done: u32| later(milestone.start, days * i64::from(done) / i64::from(all));
        let waves = milestone.waves.filter(|w| *w > 1);
        let mut done = 0;
        for (block, societies) in blocks {
            let (start, due) = match waves {
                // a block goes in the wave in which its first society would
                Some(w) => {
                    let wave = i64::from(done) * i64::from(w) / i64::from(all);
                    let edge = |n: i64| later(milestone.start, days * n / i64::from(w));
                    (edge(wave), edge(wave + 1))
                }
                None => (at(done), at(done + societies)),
            };
            done += societies;
            let (rung, office) = (milestone.rung, milestone.office);
            out.push(Target { rung, district, block, societies, start, due, office });
        }
    }
    Ok(out)
}

/// What is said where a capacity is typed that brings nobody anywhere.
#[must_use]
pub fn no_capacity(rung: Rung) -> Refusal {
    Refusal::new(3206).with("rung", rung.code())
}

/// Whether a district can bring all its societies there in these days.
fn within_capacity(dir: &Directory, m: &Milestone, (district, all): (u32, u32), days: i32) -> Result<(), Refusal> {
    let Some(capacity) = m.capacity_of(district) else { return Ok(()) };
    let name = || dir.name(Level::District, district, false);
    if capacity == 0 {
        return Err(Refusal::new(3205).with("district", name()));
    }
    // a week begun counts
    let weeks = u32::try_from(days).unwrap_or(1).div_ceil(7).max(1);
    let needed = all.div_ceil(weeks);
    if !m.paced && capacity < needed {
        let no = Refusal::new(4531).with("district", name());
        return Err(no.with("societies", all).with("needed", needed).with("weeks", weeks));
    }
    Ok(())
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
