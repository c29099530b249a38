//! Dead stock: furniture, utensils, things too small to be an asset that loses value year by year. They are counted, not valued; what is
//! worn out is written off by a resolution.

use super::{Noted, by_then, maybe, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Most pieces of one article.
const MOST: i64 = 1_000_000;

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What it is.
    pub name: String,
    /// How many pieces.
    pub pieces: i64,
    /// Its condition.
    pub condition: String,
    /// Where it stands.
    pub place: String,
    /// Since when the society has it.
    pub since: Date,
    /// What it cost, paise; nothing where it is not known. It posts nothing: the bill was a voucher.
    pub cost: Paise,
}

/// Written off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenOff {
    /// Pieces.
    pub pieces: i64,
    /// Why.
    pub reason: String,
    /// Resolution.
    pub resolution: String,
}

/// An article as its entries say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Entry that entered it.
    pub place: (i64, i64),
    /// Number in the register.
    pub number: String,
    /// The article.
    pub article: Article,
    /// What was written off: day and what.
    pub gone: Vec<(Date, WrittenOff)>,
}

impl Stored {
    /// Pieces that are there.
    #[must_use]
    pub fn left(&self) -> i64 {
        self.article.pieces - self.gone.iter().map(|g| g.1.pieces).sum::<i64>()
    }
}

/// The articles, in the order they were written.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<Stored> {
    let mut all: Vec<Stored> = Vec::new();
    for e in entries {
        let Did::Office(what) = &e.event.did else { continue };
        match &**what {
            Noted::ArticleEntered(article) => all.push(Stored {
                place: e.place,
                number: e.event.of.clone(),
                article: article.clone(),
                gone: Vec::new(),
            }),
            Noted::ArticleWrittenOff(off) => {
                let found = all.iter_mut().filter(|s| s.number == e.event.of);
                found.for_each(|s| s.gone.push((e.event.date, off.clone())));
            }
            _ => {}
        }
    }
    all
}

/// Enters an article; an empty number takes the next.
///
/// # Errors
/// 4020; 4400 (name); 4402 the number is taken; 4405 a day after the open one; 4649 no pieces.
pub fn enter(sight: &Sight, number: &str, article: &Article) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    by_then(article.since, date)?;
    let all = fold(&sight.entries);
    let last = all.iter().filter_map(|s| s.number.parse::<u32>().ok()).max().unwrap_or(0);
    let number = if number.trim().is_empty() { (last + 1).to_string() } else { text(number)? };
    if all.iter().any(|s| s.number == number) {
        return Err(Refusal::new(4402).with("number", &number));
    }
    if !(1..=MOST).contains(&article.pieces) || !(0..=crate::decide::MOST_PAISE).contains(&article.cost.0) {
        return Err(Refusal::new(4649).with("number", &number).with("left", 0));
    }
    let kept = Article {
        name: text(&article.name)?,
        condition: maybe(&article.condition)?,
        place: maybe(&article.place)?,
        ..article.clone()
    };
    Ok(noted(date, Register::DeadStock, &number, Noted::ArticleEntered(kept)))
}

/// Writes pieces of an article off.
///
/// # Errors
/// 4020; 4400 (reason); 4403 no such article; 4427 no resolution; 4649 more than there are.
pub fn write_off(sight: &Sight, number: &str, off: &WrittenOff) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let all = fold(&sight.entries);
    let stored = all.iter().find(|s| s.number == number.trim());
    let stored = stored.ok_or_else(|| Refusal::new(4403).with("number", number))?;
    if !(1..=stored.left()).contains(&off.pieces) {
        return Err(Refusal::new(4649).with("number", number).with("left", stored.left()));
    }
    let resolution = text(&off.resolution).map_err(|_| Refusal::new(4427))?;
    let kept = WrittenOff { reason: text(&off.reason)?, resolution, ..off.clone() };
    Ok(noted(date, Register::DeadStock, &stored.number, Noted::ArticleWrittenOff(kept)))
}
