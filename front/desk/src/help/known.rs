//! What pages of the help desk show: tickets of a society and of all, known problems, articles, what is alike, and what the program knows of
//! itself.

use super::Help;
use crate::act::Act;
use crate::{Desk, Done, Trouble, Who};
use helpdesk::ageing::Hours;
use helpdesk::blocking;
use helpdesk::event::Did;
use helpdesk::similar::{self, Likeness};
use helpdesk::terms::{self, Category, Diagnostics};
use helpdesk::{Entry, Place, Ticket};
use keep::view;
use kernel::{CommandId, Instant, SocietyId};
use programme::matrix::Standing;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Most of what is alike that is shown.
const ALIKE: usize = 3;
/// Refusals that go with a ticket.
const REFUSALS: usize = 3;
/// Decisions looked through for them.
const LOOKED: u64 = 60;

/// A known problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its first entry in the State's register.
    pub place: Place,
    /// Title.
    pub title: String,
    /// What is known of it.
    pub text: String,
    /// Cause.
    pub category: Category,
    /// Answers, oldest first: when, text, whether it solves.
    pub answers: Vec<(Instant, String, bool)>,
}

impl Problem {
    /// An answer that solves it is there.
    #[must_use]
    pub fn solved(&self) -> bool {
        self.answers.iter().any(|a| a.2)
    }
}

/// An article with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its first entry.
    pub place: Place,
    /// When it was last written.
    pub at: Instant,
    /// What it says.
    pub says: terms::Article,
}

/// A ticket with its society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The society.
    pub society: keep::view::SocietyRow,
    /// The ticket.
    pub ticket: Ticket,
}

/// Entries of one thing each, in the order of their turns.
fn by_thing(mut entries: Vec<Entry>) -> BTreeMap<Place, Vec<Entry>> {
    entries.sort_by_key(|e| (e.event.turn, e.place));
    let mut out: BTreeMap<Place, Vec<Entry>> = BTreeMap::new();
    for e in entries {
        out.entry(e.event.of.unwrap_or(e.place)).or_default().push(e);
    }
    out
}

fn problem(place: Place, entries: &[Entry]) -> Option<Problem> {
    let mut out: Option<Problem> = None;
    let mut answers = Vec::new();
    for e in entries {
        match &e.event.did {
            Did::ProblemSet { title, text, category } => {
                let (title, text) = (title.clone(), text.clone());
                out = Some(Problem { place, title, text, category: *category, answers: Vec::new() });
            }
            Did::ProblemAnswered { text, solves } => answers.push((e.at, text.clone(), *solves)),
            _ => {}
        }
    }
    out.map(|p| Problem { answers, ..p })
}

impl Desk {
    /// Whose register holds known problems, articles and hours.
    ///
    /// # Errors
    /// The store's.
    pub fn help_home(&self) -> Result<SocietyId, Trouble> {
        self.read(view::help_home)
    }

    /// Known problems, those not solved first, then the newest first.
    ///
    /// # Errors
    /// The store's.
    pub fn problems(&self) -> Result<Vec<Problem>, Trouble> {
        let home = self.help_home()?;
        let all = by_thing(self.read(|t| view::help_entries(t, home, "problem", None))?);
        let mut out: Vec<Problem> = all.iter().filter_map(|(place, e)| problem(*place, e)).collect();
        out.sort_by_key(|p| (p.solved(), std::cmp::Reverse(p.place)));
        Ok(out)
    }

    /// Articles, by cause.
    ///
    /// # Errors
    /// The store's.
    pub fn articles(&self) -> Result<Vec<Article>, Trouble> {
        let home = self.help_home()?;
        let all = by_thing(self.read(|t| view::help_entries(t, home, "article", None))?);
        let last = |(place, entries): (&Place, &Vec<Entry>)| {
            let last = entries.last()?;
            let Did::ArticleSet(says) = &last.event.did else { return None };
            Some(Article { place: *place, at: last.at, says: (**says).clone() })
        };
        let mut out: Vec<Article> = all.iter().filter_map(last).collect();
        out.sort_by_key(|a| (a.says.category, a.place));
        Ok(out)
    }

    /// The hours an office ordered.
    ///
    /// # Errors
    /// The store's.
    pub fn hours(&self) -> Result<(Hours, Vec<Entry>), Trouble> {
        let home = self.help_home()?;
        let entries = self.read(|t| view::help_entries(t, home, "hours", None))?;
        Ok((Hours::of(&entries), entries))
    }

    /// Tickets of all societies this person may see that are not closed, or were closed since, worst first.
    ///
    /// # Errors
    /// The store's.
    pub fn queue(&self, who: &Who, closed_since: Instant) -> Result<Vec<Located>, Trouble> {
        let (tickets, societies) = self.read(|t| Ok((view::all_tickets(t, closed_since)?, view::societies(t)?)))?;
        let known: BTreeMap<i64, view::SocietyRow> = societies.into_iter().map(|s| (s.id.0, s)).collect();
        let sees = |id: SocietyId| who.guard(kernel::Verb::BooksRead, id).is_ok();
        let mut out: Vec<Located> = tickets
            .into_iter()
            .filter(|(id, _)| sees(*id))
            .filter_map(|(id, ticket)| Some(Located { society: known.get(&id.0)?.clone(), ticket }))
            .collect();
        self.by_plan(out.iter_mut().map(|l| (&l.society.code, &mut l.ticket)))?;
        out.sort_by_key(|l| (!l.ticket.is_open(), l.ticket.order()));
        Ok(out)
    }

    /// Open tickets nobody named a day for take that of the milestone they stand in the way of.
    ///
    /// # Errors
    /// The store's.
    pub fn by_plan<'t>(&self, tickets: impl Iterator<Item = (&'t String, &'t mut Ticket)>) -> Result<(), Trouble> {
        let Some(state) = self.state()? else { return Ok(()) };
        let plan = self.plan()?;
        let standings: HashMap<&str, &Standing> = state.standings.iter().map(|(_, s)| (s.code.as_str(), s)).collect();
        for (code, t) in tickets.filter(|(_, t)| t.is_open() && t.deadline.is_none()) {
            let society = standings.get(code.as_str());
            t.deadline = society.and_then(|s| blocking::needed_by(&plan, s, t.effect, t.category));
        }
        Ok(())
    }

    /// Articles and known problems like what is typed, while a ticket is written.
    ///
    /// # Errors
    /// The store's.
    pub fn like_typed(
        &self,
        category: Option<Category>,
        text: &str,
        d: &Diagnostics,
    ) -> Result<(Vec<Article>, Vec<Problem>), Trouble> {
        let typed = Likeness::of(category, &[text]).with(d);
        let articles = self.articles()?.into_iter().map(|a| {
            let s = &a.says;
            let like = Likeness::of(s.category, &[&s.title, &s.text, &s.title_en, &s.text_en]);
            (a, like)
        });
        let problems = self.problems()?.into_iter().map(|p| {
            let like = Likeness::of(Some(p.category), &[&p.title, &p.text]);
            (p, like)
        });
        Ok((similar::nearest(&typed, articles, ALIKE), similar::nearest(&typed, problems, ALIKE)))
    }

    /// Open tickets of other societies, or others of this one, like a ticket: for grouping.
    ///
    /// # Errors
    /// The store's.
    pub fn alike_tickets(&self, who: &Who, ticket: &Ticket) -> Result<Vec<Located>, Trouble> {
        let like = |t: &Ticket| Likeness::of(Some(t.category), &[&t.text]).with(&t.diagnostics);
        let others = self.queue(who, Instant(i64::MAX))?.into_iter().filter(|l| l.ticket.place != ticket.place);
        Ok(similar::nearest(&like(ticket), others.map(|l| (l.clone(), like(&l.ticket))), ALIKE))
    }

    /// Answers a known problem, and with it every open ticket of it: one that solves answers them, one that informs adds a note. Each society's
    /// entry is a command of its own made of this one, so that doing it again after a power cut does what was left undone.
    ///
    /// # Errors
    /// As [`Desk::act`].
    pub fn answer_problem(
        &self,
        who: &Who,
        command: CommandId,
        problem: Place,
        text: &str,
        solves: bool,
    ) -> Result<(Done, u64), Trouble> {
        let home = self.help_home()?;
        let act = Help::AnswerProblem { problem, text: text.to_owned(), solves };
        let done = self.act(who, home, command, &Act::Help(Box::new(act)).into())?;
        let mut told = 0;
        for (society, ticket) in self.read(|t| view::tickets_of_problem(t, problem))? {
            if !ticket.is_open() {
                continue;
            }
            let id = Uuid::new_v5(&command.0, format!("{}/{:?}", society.0, ticket.place).as_bytes());
            let (ticket, text) = (ticket.place, text.to_owned());
            let act = if solves { Help::Answer { ticket, text } } else { Help::Note { ticket, text, photo: None } };
            match self.act(who, society, CommandId(id), &Act::Help(Box::new(act)).into()) {
                Ok(_) => told += 1,
                // an officer of one district answers for his societies; those of others wait for theirs
                Err(Trouble::Refusal(r)) if r.number == 5002 => {}
                Err(e) => return Err(e),
            }
        }
        Ok((done, told))
    }

    /// What goes with a ticket: what the program knows of itself, and nothing about a person. `page` is the topic of the page it is raised from.
    ///
    /// # Errors
    /// The store's.
    pub fn diagnostics(&self, society: SocietyId, page: &str) -> Result<Diagnostics, Trouble> {
        let unsent = self.unsent(society)?.iter().map(|u| u.entries).max().unwrap_or(0);
        let (decisions, day, open) = self.read(|t| {
            let decisions = keep::audit::list(t, society, LOOKED, 0)?.0;
            let open = keep::deciding::open_day(t, society)?;
            let day = if open.is_some() { Some(keep::deciding::day_view(t, society)?) } else { None };
            Ok((decisions, day, open))
        })?;
        let mut refusals: Vec<u16> = Vec::new();
        for n in decisions.iter().filter_map(|d| u16::try_from(d.number).ok()).filter(|n| *n > 0) {
            if !refusals.contains(&n) && refusals.len() < REFUSALS {
                refusals.push(n);
            }
        }
        let mut blockers = Vec::new();
        if let Some(v) = &day {
            let all = [
                (v.waiting > 0, "waiting"),
                (!v.apart.is_empty(), "apart"),
                (!v.outside.is_empty(), "outside"),
                (!v.short_stock.is_empty(), "stock"),
                (!v.in_transfer.is_zero(), "transfer"),
            ];
            blockers.extend(all.iter().filter(|b| b.0).map(|b| b.1.to_owned()));
        }
        Ok(Diagnostics {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            page: page.to_owned(),
            refusals,
            unsent,
            open,
            blockers,
            disk_mb: room(&self.dir),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        })
    }
}

/// Megabytes free where the data lie.
#[cfg(unix)]
fn room(dir: &std::path::Path) -> Option<u64> {
    let s = rustix::fs::statvfs(dir).ok()?;
    Some(s.f_bavail.saturating_mul(s.f_frsize) >> 20)
}

/// Other systems do not tell it without calls that are not safe.
#[cfg(not(unix))]
fn room(_: &std::path::Path) -> Option<u64> {
    None
}
