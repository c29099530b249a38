//! Many societies counted: the five columns of a review, day-ends from one snapshot day to the next.

use crate::answers::{Due, Whose, due};
use crate::evidence::Evidence;
use crate::ladder::{Block, Judged, Recency, Rung, judge, ladder, recency};
use kernel::{Date, Instant, Paise};
use places::{Listed, Scope};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days over which the pace of a place is counted.
pub const PACE: u64 = 28;

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
    /// Rungs reached within the last [`PACE`] days, a bit for each of [`Rung::ALL`].
    lately: u16,
    /// Rungs that were met [`PACE`] days ago and are not any more, a bit for each of [`Rung::ALL`].
    lost: u16,
    /// The lowest of a review's columns that is not met, and what blocks it.
    pub next: Option<(Rung, Block)>,
    /// Whose the next act is for each of [`Rung::ALL`]; nothing where it is met.
    due: [Option<Due>; 10],
    /// Since when it stands there; nothing where nothing is known of it before.
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
    let next = judged.iter().filter(|j| Rung::COLUMNS.contains(&j.rung)).find_map(|j| j.block.map(|b| (j.rung, b)));
    let recent = |day: Date| {
        let ago = (snapshot - day).get_days();
        ago >= 0 && u64::try_from(ago).unwrap_or(u64::MAX) < PACE
    };
    let was = Falling::of(e, snapshot);
    let arrived = |j: &Judged| match was.met(j.rung) {
        Some(was) => j.since.is_some() && !was,
        None => j.since.is_some_and(recent),
    };
    let gone = |j: &Judged| j.since.is_none() && was.met(j.rung) == Some(true);
    let marked = |fits: &dyn Fn(&Judged) -> bool| {
        judged.iter().enumerate().filter(|(_, j)| fits(j)).fold(0, |bits, (i, _)| bits | 1 << i)
    };
    let (class, last_end) = recency(e, snapshot);
    let before = snapshot.yesterday().map_or(Recency::Inactive, |d| recency(e, d).0);
    Standing {
        code: listed.code.clone(),
        name: listed.name.clone(),
        district: listed.district,
        block: listed.block,
        bank: listed.bank.clone(),
        met: marked(&|j| j.since.is_some()),
        lately: marked(&arrived),
        lost: marked(&gone),
        next,
        due: Rung::ALL.map(|r| due(&judged, r)),
        since: next.and_then(|n| stuck_since(&judged, n, (last_end, snapshot))),
        recency: class,
        before,
        last_end,
        unmatched: e.unmatched,
        unexplained: e.unexplained,
        entries: e.entries,
        heard: e.heard.or(e.last_at),
    }
}

/// Since when a society stands before a rung: since it fell back from it, or since the last of the columns below was met; before the first column, since its
/// register came. Documents of the rungs between say nothing of that: a paper nobody uploaded hides no difference.
fn stuck_since(
    judged: &[Judged],
    (rung, block): (Rung, Block),
    (last_end, snapshot): (Option<Date>, Date),
) -> Option<Date> {
    let ago = |n: u64| snapshot.checked_sub(jiff::Span::new().days(i64::try_from(n).ok()?)).ok();
    let fell = match block {
        Block::DaysAgo(_) => last_end,
        Block::AuditDue(n) => ago(n),
        _ => None,
    };
    let below = |j: &&Judged| j.rung < rung && (j.rung == Rung::Onboarded || Rung::COLUMNS.contains(&j.rung));
    fell.or_else(|| judged.iter().filter(below).filter_map(|j| j.since).max())
}

/// Rungs a society falls back from: whether each was met [`PACE`] days ago, as the seat showed it then. The pace of these is what came less what went.
struct Falling {
    day_end: bool,
    digital_only: bool,
}

impl Falling {
    fn of(e: &Evidence, snapshot: Date) -> Falling {
        let then = snapshot.checked_sub(jiff::Span::new().days(PACE as i64)).unwrap_or(Date::MIN);
        let met = |rung| judge(e, rung, then).since.is_some_and(|since| since <= then);
        Falling { day_end: recency(e, then).0 <= Recency::T7, digital_only: met(Rung::DigitalOnly) }
    }

    /// `None` for rungs that are reached once.
    fn met(&self, rung: Rung) -> Option<bool> {
        match rung {
            Rung::DayEnd => Some(self.day_end),
            Rung::DigitalOnly => Some(self.digital_only),
            _ => None,
        }
    }
}

impl Standing {
    /// Whether a rung is met.
    #[must_use]
    pub fn meets(&self, rung: Rung) -> bool {
        self.met & (1 << rung as u16) != 0
    }

    /// Whose the next act for a rung is; nothing where it is met.
    #[must_use]
    pub fn due(&self, rung: Rung) -> Option<Due> {
        self.due[rung as usize]
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
    /// Of these, those that reached it within the last [`PACE`] days.
    pub lately: [u64; 10],
    /// Those that met it [`PACE`] days ago and do not any more.
    pub lost: [u64; 10],
    /// Those that do not meet each of [`Rung::ALL`], by whose the next act is: as many as [`Whose::ALL`].
    pub due: [[u64; 5]; 10],
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

    /// By how many more meet a rung than [`PACE`] days ago: those that reached it since, less those that fell back from it; none where more fell back.
    #[must_use]
    pub fn reached_lately(&self, rung: Rung) -> u64 {
        self.lately[rung as usize].saturating_sub(self.lost[rung as usize])
    }

    /// Those that do not meet a rung, by whose the next act is; who has none is left out.
    pub fn due(&self, rung: Rung) -> impl Iterator<Item = (Whose, u64)> + '_ {
        let of = self.due[rung as usize];
        Whose::ALL.into_iter().map(move |w| (w, of[w as usize])).filter(|(_, n)| *n > 0)
    }

    /// Takes one in.
    pub fn add(&mut self, s: &Standing) {
        self.of += 1;
        for rung in Rung::ALL {
            self.met[rung as usize] += u64::from(s.meets(rung));
            self.lately[rung as usize] += u64::from(s.lately & (1 << rung as u16) != 0);
            self.lost[rung as usize] += u64::from(s.lost & (1 << rung as u16) != 0);
            if let Some(d) = s.due(rung) {
                self.due[rung as usize][d.whose as usize] += 1;
            }
        }
        // what the seat wrote of it is no word of its own
        self.heard += u64::from(s.entries > 0 && s.heard.is_some());
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

/// Counts societies by the bank they keep to, in the order of its code; those of no bank under an empty one.
#[must_use]
pub fn by_bank<'s>(all: impl IntoIterator<Item = &'s Standing>) -> Vec<(String, Counted)> {
    let mut of: BTreeMap<&str, Counted> = BTreeMap::new();
    all.into_iter().for_each(|s| of.entry(&s.bank).or_default().add(s));
    of.into_iter().map(|(bank, n)| (bank.to_owned(), n)).collect()
}

/// Societies a summary names as furthest behind.
pub const WORST: usize = 25;

/// Many societies in one picture: counted whole and by place, and who is furthest behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All of them.
    pub counted: Counted,
    /// By the places right below, in the order they were given.
    pub places: Vec<(Scope, Counted)>,
    /// Furthest behind first, at most [`WORST`], none of those that have met every column.
    pub worst: Vec<Standing>,
}

/// Furthest behind first: the fewest columns met, then the largest difference, then whoever was silent longest; never heard is longest of all.
#[must_use]
pub fn behind(s: &Standing) -> (usize, Reverse<Paise>, Option<Instant>, &str) {
    let met = Rung::COLUMNS.iter().filter(|r| s.meets(**r)).count();
    (met, Reverse(s.unexplained), s.heard, &s.code)
}

/// Sums societies up; `places` are the districts or blocks right below.
#[must_use]
pub fn sum_up<'s>(all: impl IntoIterator<Item = &'s Standing>, places: Vec<Scope>) -> Summary {
    let at: BTreeMap<(bool, u32), usize> = places
        .iter()
        .enumerate()
        .filter_map(|(i, s)| match s {
            Scope::District(d) => Some(((false, *d), i)),
            Scope::Block(b) => Some(((true, *b), i)),
            _ => None,
        })
        .collect();
    let mut out =
        Summary { places: places.into_iter().map(|s| (s, Counted::default())).collect(), ..Summary::default() };
    let mut worst: Vec<&Standing> = Vec::new();
    for s in all {
        out.counted.add(s);
        if let Some(i) = at.get(&(false, s.district)).or_else(|| at.get(&(true, s.block))) {
            out.places[*i].1.add(s);
        }
        if s.next.is_some() && (worst.len() < WORST || worst.last().is_some_and(|w| behind(s) < behind(w))) {
            let place = worst.partition_point(|w| behind(w) < behind(s));
            worst.insert(place, s);
            worst.truncate(WORST);
        }
    }
    out.worst = worst.into_iter().cloned().collect();
    out
}
