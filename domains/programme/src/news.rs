//! What an officer is told of the plan: circulars he has not acknowledged, his tasks that are due or late, what has risen to him from below,
//! rungs behind the timeline, day-ends that dropped out. Each has a mark made of what it says; what was told under a mark is not told again.

use crate::call::Called;
use crate::evidence::Evidence;
use crate::ladder::{Rung, judge};
use crate::late::Asking;
use crate::matrix::{Counted, Standing};
use crate::plan::{Plan, Task};
use crate::timeline::{Circular, RISES_TO, Target, expected, responsible, risen};
use kernel::Date;
use places::{Directory, Level, Listed, Office, Posting, Scope};
use std::collections::BTreeMap;

/// Days before its last day from which a task is due.
pub const SOON: i32 = 1;

/// What there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A circular to acknowledge.
    Circular(Box<Circular>),
    /// A task of one's own, with its last day.
    Task(String, Date),
    /// A task of others below that was not done and has risen to this post.
    Risen {
        /// What was to be done.
        text: String,
        /// Last day.
        due: Date,
        /// Names of those who have not done it.
        late: Vec<String>,
    },
    /// A rung the society itself has not reached, with the last day and the number of the circular that sets it: the lowest step of the ladder is its own
    /// secretary.
    Own {
        /// Code of the society.
        code: String,
        /// The rung.
        rung: Rung,
        /// Last day.
        due: Date,
        /// Number of the circular.
        number: String,
    },
    /// A rung that fewer societies have reached than the timeline expects.
    Behind {
        /// The rung.
        rung: Rung,
        /// Societies that are missing.
        missing: u64,
    },
    /// Blocks of a district whose last day for a rung has passed without all their societies having reached it; it has risen to this post, or is his own.
    Missed {
        /// The rung.
        rung: Rung,
        /// Name of the district, in Hindi and in Latin letters.
        district: [String; 2],
        /// How many blocks.
        blocks: u64,
        /// The earliest last day among them.
        due: Date,
        /// Names of those who answer for them; nobody where the circular names no post, or it is vacant.
        late: Vec<String>,
    },
    /// Entries of a society that come late and wait for this officer's word, or for that of others below him.
    Late {
        /// Code of the society.
        code: String,
        /// Its name.
        name: String,
        /// How many.
        count: u64,
        /// Day of the oldest.
        since: Date,
    },
    /// A society that ended days until yesterday's picture and no longer does.
    Dropped {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// The last day it ended.
        last: Option<Date>,
    },
    /// Another officer telephoned a society.
    Phoned {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Name of the officer.
        by: String,
        /// What was said.
        said: String,
        /// By when it promised.
        promised: Option<Date>,
    },
    /// A society did not do what it promised by telephone.
    Promised {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// The day promised.
        day: Date,
    },
    /// A log of a society goes on in more than one way: two computers wrote on in its name.
    Forked {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// How many continuations differ.
        count: u64,
        /// Day on which the first was seen.
        since: Date,
    },
}

/// How pressing it is, as the matters of a digest are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pressing {
    /// A day is past.
    Overdue,
    /// It ends today or tomorrow.
    Due,
    /// It is new.
    Changed,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How pressing.
    pub pressing: Pressing,
    /// What.
    pub subject: Subject,
    /// What it is remembered by.
    pub mark: String,
}

/// What is known when an officer is told.
pub struct Sight<'s> {
    /// The plan.
    pub plan: &'s Plan,
    /// Posts and places.
    pub directory: &'s Directory,
    /// Today.
    pub on: Date,
    /// The snapshot day.
    pub snapshot: Date,
    /// His societies, counted.
    pub counted: &'s Counted,
    /// Those of them whose day-ends dropped out.
    pub dropped: &'s [&'s Standing],
    /// Those whose late entries wait for a word, with the logins of the posts that stand nearest.
    pub late: &'s [LateAt<'s>],
    /// Those that were telephoned about the days that are missing.
    pub called: &'s [CallAt<'s>],
    /// Those of which a log goes on in more than one way, for whoever it is told: [`forked_to`].
    pub forked: &'s [ForkAt<'s>],
    /// Whether all societies of a part have reached a rung.
    pub met: &'s dyn Fn(&Scope, Rung) -> bool,
}

/// A society that was telephoned.
pub struct CallAt<'s> {
    /// Its code.
    pub code: &'s str,
    /// Its name.
    pub name: &'s str,
    /// The last call.
    pub called: &'s Called,
    /// The last day it ended.
    pub last_end: Option<Date>,
}

/// A society of which a log goes on in more than one way.
pub struct ForkAt<'s> {
    /// Its code.
    pub code: &'s str,
    /// Its name.
    pub name: &'s str,
    /// How many continuations differ.
    pub count: u64,
    /// When the first was seen.
    pub since: Date,
    /// Login names of the posts that stand nearest to it.
    pub nearest: Vec<&'s str>,
}

/// Whether a fork is told to an officer: to the posts that stand nearest to the society, who ask which of its computers is the right one, and to the engineers
/// over it, who close the other.
#[must_use]
pub fn forked_to(nearest: &[&str], by: &Posting) -> bool {
    by.office == Office::SiEngineer || nearest.contains(&by.login.as_str())
}

/// A society whose late entries wait.
pub struct LateAt<'s> {
    /// Its code.
    pub code: &'s str,
    /// Its name.
    pub name: &'s str,
    /// What waits.
    pub asking: Asking,
    /// Login names of those whose task it is ([`crate::late::nearest`]).
    pub nearest: Vec<&'s str>,
}

/// The mark of a circular: by it is seen whether and when it has left for somebody.
#[must_use]
pub fn circular_mark(c: &Circular) -> String {
    format!("circular/{}/{}", c.number, c.version)
}

impl Sight<'_> {
    fn done(&self, t: &Task, by: &Posting) -> bool {
        t.done.contains_key(&by.login) || t.rung.is_some_and(|r| (self.met)(&by.scope, r))
    }

    /// His own task, where it is due or late.
    fn own(&self, t: &Task, by: &Posting) -> Option<Notice> {
        let left = (t.due - self.on).get_days();
        if !t.is_of(by) || self.done(t, by) || left > SOON {
            return None;
        }
        let (pressing, word) = if left < 0 { (Pressing::Overdue, "overdue") } else { (Pressing::Due, "due") };
        Some(Notice { pressing, subject: Subject::Task(t.text.clone(), t.due), mark: format!("task/{}/{word}", t.id) })
    }

    /// A task of others that has risen to this post: told once at each step that is his.
    fn risen_to(&self, t: &Task, by: &Posting) -> Option<Notice> {
        let step = risen(t.due, self.on, &self.plan.steps_on(self.on))?;
        let reached = (0..=step).rev().find(|k| rises_to(*k, by.office))?;
        let below = |p: &&Posting| p.login != by.login && self.directory.lies_in(&p.scope, &by.scope);
        let late = self.directory.posts_on(self.on).filter(|p| t.is_of(p)).filter(below);
        let late: Vec<String> = late.filter(|p| !self.done(t, p)).map(|p| p.name.clone()).collect();
        if late.is_empty() {
            return None;
        }
        let subject = Subject::Risen { text: t.text.clone(), due: t.due, late };
        Some(Notice { pressing: Pressing::Overdue, subject, mark: format!("risen/{}/{reached}", t.id) })
    }

    /// Late entries that wait: told to the nearest posts whenever a new one has come, to those above at each step it rises.
    fn late(&self, l: &LateAt<'_>, by: &Posting) -> Option<Notice> {
        let since = l.asking.since.day();
        let step = risen(since, self.on, &self.plan.steps_on(self.on));
        let (pressing, mark) = if l.nearest.contains(&by.login.as_str()) {
            let (desk, seq) = l.asking.last;
            (Pressing::Due, format!("late/{}/{desk}/{seq}", l.code))
        } else {
            let reached = (0..=step?).rev().find(|k| rises_to(*k, by.office))?;
            (Pressing::Overdue, format!("late/{}/{since}/risen/{reached}", l.code))
        };
        let (code, name) = (l.code.to_owned(), l.name.to_owned());
        Some(Notice { pressing, subject: Subject::Late { code, name, count: l.asking.count, since }, mark })
    }

    /// A call of another is news once; that a promise was not kept is, too, for whoever called as well.
    fn phoned(&self, c: &CallAt<'_>, by: &Posting) -> Option<Notice> {
        let (desk, seq) = c.called.entry;
        let (code, name, call) = (c.code.to_owned(), c.name.to_owned(), &c.called.call);
        if let Some(day) = c.called.broken(c.last_end, self.on) {
            let subject = Subject::Promised { code, name, day };
            return Some(Notice {
                pressing: Pressing::Overdue,
                subject,
                mark: format!("promised/{}/{desk}/{seq}", c.code),
            });
        }
        let (who, said, promised) = (call.name.clone(), call.said.clone(), call.promised);
        let subject = Subject::Phoned { code, name, by: who, said, promised };
        let mark = format!("phoned/{}/{desk}/{seq}", c.code);
        (call.login != by.login).then_some(Notice { pressing: Pressing::Changed, subject, mark })
    }

    /// A fork is never undone: it is told once, and again when another is seen.
    fn forked(f: &ForkAt<'_>) -> Notice {
        let subject =
            Subject::Forked { code: f.code.to_owned(), name: f.name.to_owned(), count: f.count, since: f.since };
        Notice { pressing: Pressing::Due, subject, mark: format!("forked/{}/{}", f.code, f.count) }
    }

    fn behind(&self, rung: Rung, by: &Posting) -> Option<Notice> {
        let targets = self.plan.targets_in(self.directory, rung, &by.scope);
        let due = targets.iter().map(|t| t.due).max()?;
        let should: u64 = targets.iter().map(|t| expected(t, self.snapshot)).sum();
        let missing = should.checked_sub(self.counted.meet(rung)).filter(|n| *n > 0)?;
        // the figure creeps every day: it is news when the last day has passed, and each time as much again is missing
        let (band, passed) = (missing.ilog2(), if due < self.on { "passed" } else { "runs" });
        let mark = format!("behind/{}/{due}/{}/{passed}/{band}", rung.code(), by.scope.code());
        Some(Notice { pressing: Pressing::Overdue, subject: Subject::Behind { rung, missing }, mark })
    }
}

/// A target that was missed, and the step it has reached; none where it is told to whoever answers for it.
type Missing<'t> = (&'t Target, Option<usize>);

impl Sight<'_> {
    /// How far a target that was missed has risen towards a post: nothing while it is met, not late, or still below him; `Some(None)` where he answers for it
    /// himself.
    fn missed_at(&self, t: &Target, by: &Posting) -> Option<Option<usize>> {
        let step = risen(t.due, self.on, &self.plan.steps_on(self.on))?;
        if (self.met)(&Scope::Block(t.block), t.rung) {
            return None;
        }
        // whom it can neither be his nor be under is not looked at further
        let served = matches!(&by.scope, Scope::Bank(b) if self.directory.serves(b, t.district));
        let over = served || self.directory.lies_in(&Scope::Block(t.block), &by.scope);
        if !over && t.office != Some(by.office) {
            return None;
        }
        let answers = responsible(t, self.directory, self.on);
        if answers.is_some_and(|p| p.login == by.login) {
            return Some(None);
        }
        let reached = (0..=step).rev().find(|k| rises_to(*k, by.office)).filter(|_| over)?;
        Some(Some(reached))
    }

    /// Targets that were missed climb like clauses: whoever answers is told when the last day has passed, each post above at its step. One notice for each
    /// rung and district, and news when another block joins or the next step is reached.
    fn missed(&self, by: &Posting) -> Vec<Notice> {
        let mut found: BTreeMap<(Rung, u32), Vec<Missing<'_>>> = BTreeMap::new();
        for t in self.plan.targets() {
            if let Some(reached) = self.missed_at(t, by) {
                found.entry((t.rung, t.district)).or_default().push((t, reached));
            }
        }
        let notice = |((rung, district), all): ((Rung, u32), Vec<Missing<'_>>)| {
            let due = all.iter().map(|(t, _)| t.due).min()?;
            let mut late: Vec<String> = Vec::new();
            for name in all.iter().filter_map(|(t, _)| responsible(t, self.directory, self.on)).map(|p| &p.name) {
                if !late.contains(name) {
                    late.push(name.clone());
                }
            }
            let step = all.iter().filter_map(|(_, k)| *k).max().map_or_else(|| "own".to_owned(), |k| k.to_string());
            let blocks = all.len() as u64;
            // another block joins when its own last day passes: news goes by that day, not by how many are left
            let last = all.iter().map(|(t, _)| t.due).max()?;
            let mark = format!("missed/{}/{district}/{step}/{last}", rung.code());
            let district = [true, false].map(|hindi| self.directory.name(Level::District, district, hindi));
            let subject = Subject::Missed { rung, district, blocks, due, late };
            Some(Notice { pressing: Pressing::Overdue, subject, mark })
        };
        found.into_iter().filter_map(notice).collect()
    }
}

/// What the secretary of a society is told in his own program: the columns of the review his society has not reached, from the day before the last day
/// its block has for them. Each once when it is due and once when it is late.
#[must_use]
pub fn own(plan: &Plan, listed: &Listed, e: &Evidence, on: Date) -> Vec<Notice> {
    let snapshot = on.yesterday().unwrap_or(on);
    let unmet = Rung::COLUMNS.into_iter().filter(|r| judge(e, *r, snapshot).since.is_none());
    let late = |rung: Rung| {
        let (due, number) = plan.due_of(rung, listed.block)?;
        let left = (due - on).get_days();
        let (pressing, word) = if left < 0 { (Pressing::Overdue, "overdue") } else { (Pressing::Due, "due") };
        let mark = format!("own/{}/{}/{due}/{word}", listed.code, rung.code());
        let subject = Subject::Own { code: listed.code.clone(), rung, due, number };
        (left <= SOON).then_some(Notice { pressing, subject, mark })
    };
    unmet.filter_map(late).collect()
}

fn rises_to(step: usize, office: Office) -> bool {
    RISES_TO[step].contains(&office)
}

/// Everything there is to tell an officer, most pressing first.
#[must_use]
pub fn notices(s: &Sight<'_>, by: &Posting) -> Vec<Notice> {
    let mut out = Vec::new();
    for p in s.plan.current().filter(|p| !p.acknowledged.contains_key(&by.login)) {
        if s.plan.audience(&p.circular, s.directory, s.on).iter().any(|o| o.login == by.login) {
            let subject = Subject::Circular(Box::new(p.circular.clone()));
            out.push(Notice { pressing: Pressing::Changed, subject, mark: circular_mark(&p.circular) });
        }
    }
    for t in s.plan.tasks() {
        out.extend(s.own(&t, by));
        out.extend(s.risen_to(&t, by));
    }
    out.extend(Rung::COLUMNS.into_iter().filter_map(|r| s.behind(r, by)));
    out.extend(s.missed(by));
    out.extend(s.late.iter().filter_map(|l| s.late(l, by)));
    out.extend(s.forked.iter().filter(|f| forked_to(&f.nearest, by)).map(Sight::forked));
    out.extend(s.called.iter().filter_map(|c| s.phoned(c, by)));
    out.extend(s.dropped.iter().map(|d| {
        let subject = Subject::Dropped { code: d.code.clone(), name: d.name.clone(), last: d.last_end };
        Notice { pressing: Pressing::Changed, subject, mark: format!("dropped/{}/{}", d.code, s.snapshot) }
    }));
    out.sort_by_key(|n| n.pressing);
    out
}
