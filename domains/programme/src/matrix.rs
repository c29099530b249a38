//! Many societies counted: the five columns of a review, day-ends from one snapshot day to the next.

use crate::evidence::Evidence;
use crate::ladder::{Block, Recency, Rung, ladder, recency};
use kernel::{Date, Instant, Paise};
use places::Listed;

/// Where one society stands on a snapshot day, small enough to keep a hundred thousand of them in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// LGD code of its district.
    pub district: u32,
    /// LGD code of its block.
    pub block: u32,
    /// Code of its bank.
    pub bank: String,
    /// Rungs that are met, a bit for each of [`Rung::ALL`].
    met: u16,
    /// When each of [`Rung::COLUMNS`] was reached.
    pub reached: [Option<Date>; 5],
    /// The lowest rung that is not met, and what blocks it.
    pub next: Option<(Rung, Block)>,
    /// Since when it stands there: the latest day on which a rung below was met.
    pub since: Option<Date>,
    /// How lately a day was ended.
    pub recency: Recency,
    /// The same a day earlier.
    pub before: Recency,
    /// The last day ended by the snapshot.
    pub last_end: Option<Date>,
    /// Heads that differ.
    pub unmatched: u64,
    /// What nothing explains, paise.
    pub unexplained: Paise,
    /// Entries that are here.
    pub entries: u64,
    /// When it was last heard from; nothing where it never was.
    pub heard: Option<Instant>,
}

/// Judges one society. One from which nothing came has no evidence.
#[must_use]
pub fn standing(listed: &Listed, evidence: Option<&Evidence>, snapshot: Date) -> Standing {
    let nothing = Evidence::default();
    let e = evidence.unwrap_or(&nothing);
    let judged = ladder(e, snapshot);
    let bits = judged.iter().enumerate().filter(|(_, j)| j.since.is_some()).map(|(i, _)| 1 << i);
    let next = judged.iter().find_map(|j| j.block.map(|b| (j.rung, b)));
    let below = judged.iter().take_while(|j| j.since.is_some()).filter_map(|j| j.since).max();
    let (class, last_end) = recency(e, snapshot);
    let before = snapshot.yesterday().map_or(Recency::Inactive, |d| recency(e, d).0);
    Standing {
        code: listed.code.clone(),
        name: listed.name.clone(),
        district: listed.district,
        block: listed.block,
        bank: listed.bank.clone(),
        met: bits.sum(),
        reached: Rung::COLUMNS.map(|r| judged[r as usize].since),
        next,
        since: below,
        recency: class,
        before,
        last_end,
        unmatched: e.unmatched,
        unexplained: e.unexplained,
        entries: e.entries,
        heard: e.heard.or(e.last_at),
    }
}

impl Standing {
    /// Whether a rung is met.
    #[must_use]
    pub fn meets(&self, rung: Rung) -> bool {
        self.met & (1 << rung as u16) != 0
    }

    /// Active a day before the snapshot and no longer: whom to telephone.
    #[must_use]
    pub fn dropped(&self, within: Recency) -> bool {
        self.before <= within && self.recency > within
    }

    /// Active on the snapshot and not the day before.
    #[must_use]
    pub fn is_new(&self, within: Recency) -> bool {
        self.before > within && self.recency <= within
    }

    /// Active on both.
    #[must_use]
    pub fn consistent(&self, within: Recency) -> bool {
        self.before <= within && self.recency <= within
    }
}

/// Societies counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Societies: the denominator of everything here.
    pub of: u64,
    /// Those that meet each of [`Rung::ALL`].
    pub met: [u64; 10],
    /// Those from which a register came.
    pub heard: u64,
    /// Entries of all of them.
    pub entries: u64,
    /// Those whose last day-end is the snapshot day.
    pub t1: u64,
    /// Those whose last day-end is within seven days.
    pub t7: u64,
    /// Newly active within seven days, compared with the day before.
    pub new: u64,
    /// Active on both days.
    pub consistent: u64,
    /// No longer active.
    pub dropped: u64,
    /// Heads that differ.
    pub unmatched: u64,
    /// What nothing explains, paise.
    pub unexplained: Paise,
    /// When the one heard longest ago was last heard, of those that were.
    pub oldest: Option<Instant>,
}

impl Counted {
    /// Those that meet a rung.
    #[must_use]
    pub fn meet(&self, rung: Rung) -> u64 {
        self.met[rung as usize]
    }

    /// Takes one in.
    pub fn add(&mut self, s: &Standing) {
        self.of += 1;
        for rung in Rung::ALL {
            self.met[rung as usize] += u64::from(s.meets(rung));
        }
        self.heard += u64::from(s.entries > 0);
        self.entries += s.entries;
        self.t1 += u64::from(s.recency == Recency::T1);
        self.t7 += u64::from(s.recency <= Recency::T7);
        self.new += u64::from(s.is_new(Recency::T7));
        self.consistent += u64::from(s.consistent(Recency::T7));
        self.dropped += u64::from(s.dropped(Recency::T7));
        self.unmatched += s.unmatched;
        self.unexplained += s.unexplained;
        if let Some(h) = s.heard {
            self.oldest = Some(self.oldest.map_or(h, |o| o.min(h)));
        }
    }
}

/// Counts societies.
#[must_use]
pub fn count<'s>(all: impl IntoIterator<Item = &'s Standing>) -> Counted {
    let mut out = Counted::default();
    all.into_iter().for_each(|s| out.add(s));
    out
}
