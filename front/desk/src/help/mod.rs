//! What people do at the help desk, as one type beside the other acts. The society writes of its tickets in its own log, the seat above in the
//! log it keeps of that society; known problems, articles and hours stand in the State's register.

mod digest;
mod known;

pub use digest::{News, Told};
pub use known::{Article, Located, Problem};

use crate::working::Env;
use crate::{Desk, Trouble, Who};
use books::ruled::Rule;
use helpdesk::event::Raised;
use helpdesk::terms::{self, Category, Effect, Party, Pause};
use helpdesk::{HelpEvent, Place, Ticket, decide};
use keep::{Event, Log, view};
use kernel::{Date, Refusal, SocietyId, Verb};
use serde::{Deserialize, Serialize};
use society::terms::Attachment;
use sql::Tx;

/// An act at the help desk. A ticket is named by its first entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "help", rename_all = "kebab-case")]
pub enum Help {
    /// Raises a ticket.
    Raise(Box<Raised>),
    /// Adds words or a photograph.
    Note {
        /// The ticket.
        ticket: Place,
        /// Words.
        text: String,
        /// Photograph.
        photo: Option<Attachment>,
    },
    /// Says that it is solved.
    Confirm {
        /// The ticket.
        ticket: Place,
    },
    /// Says that it is not.
    Reopen {
        /// The ticket.
        ticket: Place,
        /// What is still wrong.
        why: String,
    },
    /// Hands it on.
    HandOn {
        /// The ticket.
        ticket: Place,
        /// To whom.
        to: Party,
        /// Why.
        why: String,
    },
    /// Lets the clock stand.
    Pause {
        /// The ticket.
        ticket: Place,
        /// Why.
        why: Pause,
        /// More of it.
        text: String,
    },
    /// Lets it run.
    Resume {
        /// The ticket.
        ticket: Place,
    },
    /// Answers it.
    Answer {
        /// The ticket.
        ticket: Place,
        /// What is to be done.
        text: String,
    },
    /// Puts cause and effect right.
    Sort {
        /// The ticket.
        ticket: Place,
        /// What it is about.
        category: Category,
        /// What it does to the work.
        effect: Effect,
        /// Why.
        why: String,
    },
    /// Names the day by which a programme needs it.
    Deadline {
        /// The ticket.
        ticket: Place,
        /// The day.
        day: Date,
        /// Programme or circular.
        programme: String,
    },
    /// Puts it under a known problem, or takes it out.
    Group {
        /// The ticket.
        ticket: Place,
        /// The problem.
        problem: Option<Place>,
    },
    /// Names a problem that several societies have, or words it anew.
    SetProblem {
        /// The problem; nothing for a new one.
        problem: Option<Place>,
        /// Title.
        title: String,
        /// What is known of it.
        text: String,
        /// Cause.
        category: Category,
    },
    /// Answers a problem. Its tickets are answered by [`Desk::answer_problem`].
    AnswerProblem {
        /// The problem.
        problem: Place,
        /// The answer.
        text: String,
        /// It solves it; else it only informs.
        solves: bool,
    },
    /// Writes an article, or writes it anew.
    SetArticle {
        /// The article; nothing for a new one.
        article: Option<Place>,
        /// Its text.
        says: Box<terms::Article>,
    },
    /// Sets within how many hours a party answers.
    SetHours {
        /// Who.
        party: Party,
        /// Effect.
        effect: Effect,
        /// Hours, with the order.
        rule: Rule<u32>,
    },
    /// Takes an entry of this desk back.
    TakeBack {
        /// The entry.
        entry: Place,
        /// Why.
        reason: String,
    },
}

impl Help {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Help::Raise(_) | Help::Confirm { .. } | Help::Reopen { .. } => Verb::HelpAsk,
            Help::Note { .. } | Help::TakeBack { .. } => Verb::HelpNote,
            Help::SetProblem { .. } | Help::AnswerProblem { .. } | Help::SetArticle { .. } | Help::SetHours { .. } => {
                Verb::HelpKeep
            }
            _ => Verb::HelpGive,
        }
    }

    /// It stands in the State's register, not in a society's.
    #[must_use]
    pub fn is_of_state(&self) -> bool {
        self.verb() == Verb::HelpKeep
    }

    /// Lets him through or refuses. Hours are set by the State: by no officer of a district or block.
    ///
    /// # Errors
    /// 5001, 5002.
    pub(crate) fn guard(&self, who: &Who, society: SocietyId) -> Result<(), Refusal> {
        if !self.is_of_state() {
            // an officer who was told of it on the telephone raises it in the society's name
            let verb = if matches!(self, Help::Raise(_)) && raises_for(who) { Verb::HelpGive } else { self.verb() };
            return who.guard(verb, society);
        }
        who.guard_state(self.verb())?;
        let local = who.posting().is_some_and(|p| p.scope != places::Scope::State);
        if local && matches!(self, Help::SetHours { .. }) {
            return Err(Refusal::new(5001).with("name", &who.name).with("role", who.role.code()));
        }
        Ok(())
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Help::Raise(_) => "raise-ticket",
            Help::Note { .. } => "note-ticket",
            Help::Confirm { .. } => "confirm-ticket",
            Help::Reopen { .. } => "reopen-ticket",
            Help::HandOn { .. } => "hand-on-ticket",
            Help::Pause { .. } => "pause-ticket",
            Help::Resume { .. } => "resume-ticket",
            Help::Answer { .. } => "answer-ticket",
            Help::Sort { .. } => "sort-ticket",
            Help::Deadline { .. } => "deadline-ticket",
            Help::Group { .. } => "group-ticket",
            Help::SetProblem { .. } => "set-problem",
            Help::AnswerProblem { .. } => "answer-problem",
            Help::SetArticle { .. } => "set-article",
            Help::SetHours { .. } => "set-hours",
            Help::TakeBack { .. } => "take-back-ticket",
        }
    }

    /// The ticket it is about.
    #[must_use]
    pub fn ticket(&self) -> Option<Place> {
        match self {
            Help::Note { ticket, .. }
            | Help::Confirm { ticket }
            | Help::Reopen { ticket, .. }
            | Help::HandOn { ticket, .. }
            | Help::Pause { ticket, .. }
            | Help::Resume { ticket }
            | Help::Answer { ticket, .. }
            | Help::Sort { ticket, .. }
            | Help::Deadline { ticket, .. }
            | Help::Group { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }

    /// What it is about, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        match (self, self.ticket()) {
            (_, Some((desk, seq))) => format!("{desk}/{seq}"),
            (Help::Raise(r), _) => r.category.code().to_owned(),
            (Help::SetProblem { title, .. }, _) => title.clone(),
            (Help::AnswerProblem { problem, .. }, _) => format!("{}/{}", problem.0, problem.1),
            (Help::SetArticle { says, .. }, _) => says.title.clone(),
            (Help::SetHours { party, effect, rule }, _) => format!("{} {} {}", party.code(), effect.code(), rule.value),
            (Help::TakeBack { entry, .. }, _) => format!("{}/{}", entry.0, entry.1),
            _ => String::new(),
        }
    }
}

/// Whether he is an officer at a seat who gives help, and so may raise a ticket in a society's name.
#[must_use]
pub fn raises_for(who: &Who) -> bool {
    who.posting().is_some() && who.role.may(Verb::HelpGive)
}

/// What an act at the help desk becomes.
pub(crate) fn help(t: &mut Tx<'_>, env: &Env<'_>, act: &Help) -> Result<Vec<Event>, Trouble> {
    if act.is_of_state() {
        return Ok(vec![of_state(t, env, act)?.into()]);
    }
    if let Help::TakeBack { entry, reason } = act {
        return reverse(t, env, *entry, reason);
    }
    let event = match act {
        Help::Raise(raised) => decide::raise(raised)?,
        _ => of_ticket(t, env, act)?,
    };
    Ok(vec![event.into()])
}

fn of_ticket(t: &mut Tx<'_>, env: &Env<'_>, act: &Help) -> Result<HelpEvent, Trouble> {
    let place = act.ticket().unwrap_or_default();
    let s = ticket(t, env.society, place)?;
    Ok(match act {
        Help::Note { text, photo, .. } => decide::note(&s, text, photo.clone())?,
        Help::Confirm { .. } => decide::confirm(&s)?,
        Help::Reopen { why, .. } => decide::reopen(&s, why)?,
        Help::HandOn { to, why, .. } => decide::hand_on(&s, *to, why)?,
        Help::Pause { why, text, .. } => decide::pause(&s, *why, text)?,
        Help::Resume { .. } => decide::resume(&s)?,
        Help::Answer { text, .. } => decide::answer(&s, text)?,
        Help::Sort { category, effect, why, .. } => decide::sort(&s, *category, *effect, why)?,
        Help::Deadline { day, programme, .. } => decide::deadline(&s, *day, programme)?,
        Help::Group { problem, .. } => {
            let home = view::help_home(t)?;
            let known = match problem {
                Some(p) => !view::help_entries(t, home, "problem", Some(*p))?.is_empty(),
                None => true,
            };
            decide::group(&s, *problem, known)?
        }
        _ => return Err(unknown(place).into()),
    })
}

fn of_state(t: &mut Tx<'_>, env: &Env<'_>, act: &Help) -> Result<HelpEvent, Trouble> {
    if view::help_home(t)? != env.society {
        return Err(Refusal::new(5142).into());
    }
    let mut list = |name: &str| view::help_entries(t, env.society, name, None);
    Ok(match act {
        Help::SetProblem { problem, title, text, category } => {
            decide::set_problem(&list("problem")?, *problem, title, text, *category)?
        }
        Help::AnswerProblem { problem, text, solves } => {
            decide::answer_problem(&list("problem")?, *problem, text, *solves)?
        }
        Help::SetArticle { article, says } => decide::set_article(&list("article")?, *article, says)?,
        Help::SetHours { party, effect, rule } => decide::set_hours(*party, *effect, rule)?,
        _ => return Err(Refusal::new(5142).into()),
    })
}

fn unknown(place: Place) -> Refusal {
    Refusal::new(5131).with("ticket", format!("{}/{}", place.0, place.1))
}

fn ticket(t: &mut Tx<'_>, society: SocietyId, place: Place) -> Result<Ticket, Trouble> {
    Ok(view::ticket(t, society, place)?.ok_or_else(|| unknown(place))?)
}

/// Takes an entry of the help desk back.
pub(crate) fn reverse(t: &mut Tx<'_>, env: &Env<'_>, entry: Place, reason: &str) -> Result<Vec<Event>, Trouble> {
    let no = || Refusal::new(5138).with("entry", format!("{}/{}", entry.0, entry.1));
    let (list, of) = view::help_about(t, env.society, entry)?.ok_or_else(no)?;
    if list != "ticket" {
        env.who.guard_state(Verb::HelpKeep)?;
    }
    let entries = view::help_entries(t, env.society, &list, Some(of))?;
    Ok(vec![decide::reverse(&entries, entry, env.desk.id.0, reason)?.into()])
}

impl Desk {
    /// The log in which this desk writes an act of the help desk: the society's own, the seat's log of the society, or the State's.
    ///
    /// # Errors
    /// 5003 nobody knows the society; 5107, 5142 it is written elsewhere; the store's.
    pub(crate) fn help_log(&self, t: &mut Tx<'_>, society: SocietyId) -> Result<Option<Log>, Trouble> {
        if society == view::help_home(t)? {
            if society == SocietyId(0) && keep::open_log(t, society, self.id)?.is_none() {
                let origin = register::origin("state", self.id);
                keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
            }
            let own = keep::open_log(t, society, self.id)?;
            return own.map(Some).ok_or_else(|| Refusal::new(5142).into());
        }
        if self.id.is_seat() && keep::exchange::kept_elsewhere(t, society)? {
            let code = view::society(t, society)?.ok_or_else(|| Refusal::new(5003))?.code;
            return self.seat_log(t, society, &code).map(Some);
        }
        self.own_log(t, society)
    }
}
