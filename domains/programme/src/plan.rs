//! The plan of a State, folded from its register: circulars with their versions, who acknowledged, minutes, tasks.

use crate::event::{Did, ProgrammeEvent, Shown};
use crate::ladder::Rung;
use crate::steps::{self, Steps};
use crate::timeline::{Circular, Clause, Milestone, Minutes, Target};
use kernel::{Date, Instant, Refusal};
use places::{Directory, Office, Posting, Scope, Sector};
use std::collections::BTreeMap;

/// That an officer acknowledged a circular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The day.
    pub day: Date,
    /// The hour too, where it was kept.
    pub at: Option<Instant>,
}

/// A version of a circular, and who acknowledged it when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// The circular.
    pub circular: Circular,
    /// Login names, and when.
    pub acknowledged: BTreeMap<String, Heard>,
}

/// Minutes, and their entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// The minutes.
    pub minutes: Minutes,
}

/// Something an officer is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// `c/1142/2026/2/0` for a clause of a version, `m/1000000/17/0` for a point of minutes.
    pub id: String,
    /// What.
    pub text: String,
    /// Whose, where a post does it.
    pub office: Option<Office>,
    /// Whose, where one officer does it.
    pub login: Option<String>,
    /// Where the review was held whose point it is; nothing for a clause, which everybody may read.
    pub scope: Option<Scope>,
    /// Last day.
    pub due: Date,
    /// The rung that shows it.
    pub rung: Option<Rung>,
    /// Who did it when, and what shows it; by login name.
    pub done: BTreeMap<String, (Date, String)>,
    /// The papers handed in with that; by login name.
    pub papers: BTreeMap<String, Shown>,
}

impl Task {
    /// Whether it is this officer's.
    #[must_use]
    pub fn is_of(&self, p: &Posting) -> bool {
        self.office.is_some_and(|o| o == p.office) || self.login.as_deref() == Some(p.login.as_str())
    }
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Versions of circulars by number, in the order they were published.
    pub circulars: BTreeMap<String, Vec<Published>>,
    /// Minutes, as they were held.
    pub minutes: Vec<Held>,
    /// Versions of the rule by which what is overdue rises, as they were entered.
    pub steps: Vec<Steps>,
    done: BTreeMap<String, BTreeMap<String, (Date, String)>>,
    papers: BTreeMap<String, BTreeMap<String, Shown>>,
}

impl Plan {
    /// Folds entries of the State's register, in their order.
    #[must_use]
    pub fn of(entries: &[((i64, i64), ProgrammeEvent)]) -> Plan {
        let mut plan = Plan::default();
        for (entry, event) in entries {
            plan.apply(*entry, event);
        }
        plan
    }

    fn apply(&mut self, entry: (i64, i64), event: &ProgrammeEvent) {
        match &event.did {
            Did::Published(c) => {
                let version = Published { entry, circular: (**c).clone(), acknowledged: BTreeMap::new() };
                self.circulars.entry(c.number.clone()).or_default().push(version);
            }
            Did::Acknowledged { number, version, login, at } => {
                let of = self
                    .circulars
                    .get_mut(number)
                    .and_then(|all| all.iter_mut().find(|p| p.circular.version == *version));
                if let Some(p) = of {
                    p.acknowledged.entry(login.clone()).or_insert(Heard { day: event.day, at: *at });
                }
            }
            Did::Reviewed(m) => self.minutes.push(Held { entry, minutes: (**m).clone() }),
            Did::TaskDone { task, login, shown, paper } => {
                if let Some(paper) = paper {
                    let of = self.papers.entry(task.clone()).or_default();
                    of.entry(login.clone()).or_insert_with(|| paper.clone());
                }
                let by = self.done.entry(task.clone()).or_default();
                by.entry(login.clone()).or_insert((event.day, shown.clone()));
            }
            Did::Steps(s) => steps::apply(&mut self.steps, entry, s),
            Did::Attested(_) | Did::Withdrawn { .. } | Did::LateJudged(_) | Did::Call(_) | Did::Rates(_) => {}
        }
    }

    /// After how many days what is overdue rises a step, as in force on a day.
    #[must_use]
    pub fn steps_on(&self, day: Date) -> [u16; 6] {
        steps::on(&self.steps, day)
    }

    /// The version of each circular that counts now.
    pub fn current(&self) -> impl Iterator<Item = &Published> {
        self.circulars.values().filter_map(|all| all.last())
    }

    /// All targets that count now.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.current().flat_map(|p| &p.circular.targets)
    }

    /// The targets of a rung that lie in a part of the State. Of a bank, which is no district, those of the blocks in which its societies lie, over these
    /// societies alone; none for a society, which no timeline names.
    #[must_use]
    pub fn targets_in(&self, dir: &Directory, rung: Rung, scope: &Scope) -> Vec<Target> {
        let mut of_bank: BTreeMap<u32, u32> = BTreeMap::new();
        if matches!(scope, Scope::Bank(_)) {
            dir.standing(Sector::Mpacs, scope).for_each(|s| *of_bank.entry(s.block).or_default() += 1);
        }
        let lies = |t: &Target| match scope {
            Scope::State => Some(t.clone()),
            Scope::District(d) => (t.district == *d).then(|| t.clone()),
            Scope::Block(b) => (t.block == *b).then(|| t.clone()),
            Scope::Bank(_) => of_bank.get(&t.block).map(|n| Target { societies: *n, ..t.clone() }),
            Scope::Society(_) => None,
        };
        self.targets().filter(|t| t.rung == rung).filter_map(lies).collect()
    }

    /// The last day by which a rung is to be reached in a block, and the number of the circular that says so; the earliest, where several do.
    #[must_use]
    pub fn due_of(&self, rung: Rung, block: u32) -> Option<(Date, String)> {
        let here = |t: &&Target| t.rung == rung && t.block == block;
        let of = |p: &Published| {
            let due = p.circular.targets.iter().filter(here).map(|t| t.due).max()?;
            Some((due, p.circular.number.clone()))
        };
        self.current().filter_map(of).min()
    }

    /// All tasks of the versions that count now, by their last day.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        let done = |id: &str| self.done.get(id).cloned().unwrap_or_default();
        let papers = |id: &str| self.papers.get(id).cloned().unwrap_or_default();
        let clause = |p: &Published, i: usize, c: &Clause| {
            let id = format!("c/{}/{}/{i}", p.circular.number, p.circular.version);
            let (office, rung) = (Some(c.office), c.rung);
            let (done, papers, text) = (done(&id), papers(&id), c.text.clone());
            Task { done, papers, id, text, office, login: None, scope: None, due: c.due, rung }
        };
        let clauses =
            self.current().flat_map(|p| p.circular.clauses.iter().enumerate().map(move |(i, c)| clause(p, i, c)));
        let points = self.minutes.iter().flat_map(|h| {
            h.minutes.points.iter().enumerate().map(move |(i, p)| {
                let id = format!("m/{}/{}/{i}", h.entry.0, h.entry.1);
                let (login, scope) = (Some(p.login.clone()), Some(h.minutes.scope.clone()));
                let (done, papers, text) = (done(&id), papers(&id), p.text.clone());
                Task { done, papers, id, text, office: None, login, scope, due: p.due, rung: None }
            })
        });
        let mut all: Vec<Task> = clauses.chain(points).collect();
        all.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        all
    }

    /// The officers a circular is addressed to: those whose post a clause names, and those in whose places it sets targets.
    #[must_use]
    pub fn audience<'d>(&self, circular: &Circular, dir: &'d Directory, on: Date) -> Vec<&'d Posting> {
        let in_places = |p: &Posting| match &p.scope {
            Scope::District(d) => circular.targets.iter().any(|t| t.district == *d),
            Scope::Block(b) => circular.targets.iter().any(|t| t.block == *b),
            Scope::State => !circular.targets.is_empty(),
            // a bank's supervisor where the circular makes him answer for what lies in his bank's districts
            Scope::Bank(b) => circular.targets.iter().any(|t| t.office == Some(p.office) && dir.serves(b, t.district)),
            Scope::Society(_) => false,
        };
        let named = |p: &Posting| circular.clauses.iter().any(|c| c.office == p.office);
        dir.posts_on(on).filter(|p| named(p) || in_places(p)).collect()
    }
}

fn said(text: &str, most: usize, number: u16) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most {
        return Err(Refusal::new(number));
    }
    Ok(text.to_owned())
}

/// The first day any date of a circular may name, and the years it may look ahead.
const EARLIEST: Date = Date::constant(2020, 1, 1);
const AHEAD: i16 = 10;

/// Dates that can be meant: of this age, no typing error of a year, and no work that began before it was ordered. What was ordered already goes on as it
/// stands in the version before.
fn bounded(circular: &Circular, clauses: &[Clause], before: Option<&Published>, today: Date) -> Result<(), Refusal> {
    let latest = today.checked_add(jiff::Span::new().years(AHEAD)).unwrap_or(Date::MAX);
    let of_milestones = circular.milestones.iter().flat_map(|m| [m.start, m.end]);
    let all = of_milestones.chain(clauses.iter().map(|c| c.due)).chain([circular.dated]);
    if let Some(day) = all.into_iter().find(|d| *d < EARLIEST || *d > latest) {
        return Err(Refusal::new(3203).with("day", day).with("from", EARLIEST).with("to", latest));
    }
    if let Some(m) = circular.milestones.iter().find(|m| m.capacity == Some(0)) {
        return Err(crate::timeline::no_capacity(m.rung));
    }
    let began = |m: &Milestone| {
        before.is_some_and(|p| p.circular.milestones.iter().any(|o| (o.rung, o.start) == (m.rung, m.start)))
    };
    match circular.milestones.iter().find(|m| m.start < circular.dated && !began(m)) {
        Some(m) => {
            Err(Refusal::new(3204).with("rung", m.rung.code()).with("start", m.start).with("dated", circular.dated))
        }
        None => Ok(()),
    }
}

/// Publishes a circular, or another version of it. Targets are drawn here from the milestones.
///
/// # Errors
/// 4533: no number, subject or authority; 4534: neither milestone nor clause, or more clauses than a page holds; 4535: a day before that of the
/// circular; 4536: a change without a reason, or a reason too long; 3203: a day before 2020 or more than ten years ahead; 3204: a milestone that begins before the circular;
/// 3206: a capacity of none; 4530 to 4532, 3205 of the milestones.
pub fn publish(plan: &Plan, dir: &Directory, today: Date, circular: Circular) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let number = said(&circular.number, 60, 4533)?;
    let subject = said(&circular.subject, crate::timeline::LONGEST, 4533)?;
    let authority = said(&circular.authority, crate::timeline::LONGEST, 4533)?;
    let empty = circular.milestones.is_empty() && circular.clauses.is_empty();
    if empty || circular.clauses.len() > crate::timeline::CLAUSES {
        return Err(Refusal::new(4534).with("most", crate::timeline::CLAUSES));
    }
    let mut clauses = Vec::new();
    for c in &circular.clauses {
        clauses.push(Clause {
            text: said(&c.text, crate::timeline::LONGEST, 4534)
                .map_err(|r| r.with("most", crate::timeline::CLAUSES))?,
            ..c.clone()
        });
    }
    let before = plan.circulars.get(&number).and_then(|all| all.last());
    let mut circular = circular;
    for m in circular.milestones.iter_mut().filter(|m| m.paced) {
        *m = crate::timeline::paced(dir, m)?;
    }
    bounded(&circular, &clauses, before, today)?;
    let dues = circular.milestones.iter().map(|m| m.end).chain(clauses.iter().map(|c| c.due));
    if let Some(due) = dues.into_iter().find(|d| *d < circular.dated) {
        return Err(Refusal::new(4535).with("due", due).with("dated", circular.dated));
    }
    let version = before.map_or(0, |p| p.circular.version) + 1;
    let reason = circular.reason.trim().to_owned();
    // a page of A4 bears it, and so does every letter
    if version > 1 && reason.is_empty() || reason.chars().count() > crate::timeline::LONGEST {
        return Err(Refusal::new(4536).with("number", &number).with("most", crate::timeline::LONGEST));
    }
    let mut targets = Vec::new();
    for m in &circular.milestones {
        targets.extend(crate::timeline::spread(dir, m)?);
    }
    let whole =
        Circular { number, subject, authority, version, reason, clauses, targets, list: dir.list.number, ..circular };
    Ok(vec![ProgrammeEvent { day: today, did: Did::Published(Box::new(whole)) }])
}

/// An officer acknowledges the version of a circular that counts now. Doing so again changes nothing.
///
/// # Errors
/// 4537: there is no such circular.
pub fn acknowledge(
    plan: &Plan,
    by: &Posting,
    number: &str,
    (today, at): (Date, Instant),
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let last = plan.circulars.get(number).and_then(|all| all.last());
    let last = last.ok_or_else(|| Refusal::new(4537).with("number", number))?;
    let (number, login) = (number.to_owned(), by.login.clone());
    let did = Did::Acknowledged { number, version: last.circular.version, login, at: Some(at) };
    Ok(vec![ProgrammeEvent { day: today, did }])
}

/// Keeps the minutes of a review; each point becomes a task.
///
/// # Errors
/// 4538: no chair, a day that has not come, or more words than a page holds; 4539: a point without text or a last day before the review; 4514: nobody knows the place; 4516: a
/// point for somebody who holds no post; 4723: a point that is nobody's.
pub fn review(dir: &Directory, minutes: Minutes, today: Date) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let no = || Refusal::new(4538).with("most", crate::timeline::LONGEST_MINUTES);
    let chair = said(&minutes.chair, crate::timeline::LONGEST, 4538).map_err(|_| no())?;
    let long = |text: &str, most: usize| text.trim().chars().count() > most;
    if minutes.held > today
        || long(&minutes.present, crate::timeline::LONGEST)
        || long(&minutes.text, crate::timeline::LONGEST_MINUTES)
    {
        return Err(no());
    }
    if !dir.knows(&minutes.scope) {
        return Err(Refusal::new(4514).with("over", minutes.scope.code()));
    }
    for p in &minutes.points {
        if p.login.trim().is_empty() {
            return Err(Refusal::new(4723).with("text", &p.text));
        }
        said(&p.text, crate::timeline::LONGEST, 4539)?;
        if p.due < minutes.held {
            return Err(Refusal::new(4539));
        }
        if dir.posts_of(&p.login, today).next().is_none() {
            return Err(Refusal::new(4516).with("login", &p.login));
        }
    }
    Ok(vec![ProgrammeEvent { day: today, did: Did::Reviewed(Box::new(Minutes { chair, ..minutes })) }])
}

/// An officer says what shows that a task of his is done.
///
/// # Errors
/// 4540: there is no such task of his, or only the register shows it; 4541: nothing is said.
pub fn done(plan: &Plan, by: &Posting, task: &str, shown: &str, today: Date) -> Result<Vec<ProgrammeEvent>, Refusal> {
    done_with(plan, by, task, (shown, None), today)
}

/// The same, with a paper that shows it.
///
/// # Errors
/// As [`done`].
pub fn done_with(
    plan: &Plan,
    by: &Posting,
    task: &str,
    (shown, paper): (&str, Option<Shown>),
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let tasks = plan.tasks();
    let his = tasks.iter().find(|t| t.id == task && t.is_of(by) && t.rung.is_none());
    his.ok_or_else(|| Refusal::new(4540))?;
    let shown = said(shown, crate::timeline::LONGEST, 4541)?;
    let (task, login) = (task.to_owned(), by.login.clone());
    Ok(vec![ProgrammeEvent { day: today, did: Did::TaskDone { task, login, shown, paper } }])
}
