//! The lists and posts of a State: acts on its own register.

use crate::factor::one_time;
use crate::login::{fit_name, hash};
use crate::working::decision;
use crate::{Desk, Role, Trouble, Who, society_id};
use keep::users::{self, More};
use keep::{Author, Event, Receipt, audit};
use kernel::{CommandId, Date, DeskId, Refusal, SocietyId, Verb};
use places::decide::{self, Taken};
use places::{Bank, Directory, Level, Listed, Place, PlacesEvent, Posting};
use sql::Tx;

/// Whose register holds the lists of the State with an LGD code.
#[must_use]
pub fn state_society(code: u32) -> SocietyId {
    society_id(&state_code(code))
}

/// The code under which the State's register stands: no society has it, as codes of societies hold no colon.
fn state_code(code: u32) -> String {
    format!("state:{code}")
}

/// An act on the lists and posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateAct {
    /// Takes a list of places of a level in.
    Places {
        /// Level.
        level: Level,
        /// The whole list.
        rows: Vec<Place>,
        /// Its file.
        taken: Taken,
    },
    /// Takes the list of societies in.
    Societies {
        /// The whole list.
        rows: Vec<Listed>,
        /// Its file.
        taken: Taken,
    },
    /// Merges a society into another.
    Merge {
        /// The one that ceases.
        code: String,
        /// The other.
        into: String,
        /// Order.
        order: String,
    },
    /// Puts a society into liquidation.
    WindUp {
        /// The society.
        code: String,
        /// Order.
        order: String,
    },
    /// Sets the district banks.
    Banks {
        /// All of them.
        banks: Vec<Bank>,
        /// Their file and the order.
        taken: Taken,
    },
    /// Ends the post of an officer; his login is closed.
    Relieve {
        /// Login name.
        login: String,
        /// Order.
        order: String,
    },
    /// Sets the outlines of places a map is drawn from.
    Outlines {
        /// Level.
        level: Level,
        /// Their file, which is kept.
        taken: Taken,
    },
}

impl StateAct {
    fn code(&self) -> &'static str {
        match self {
            StateAct::Places { .. } => "state-places",
            StateAct::Societies { .. } => "state-societies",
            StateAct::Merge { .. } => "state-merge",
            StateAct::WindUp { .. } => "state-wind-up",
            StateAct::Banks { .. } => "state-banks",
            StateAct::Relieve { .. } => "state-relieve",
            StateAct::Outlines { .. } => "state-outlines",
        }
    }

    fn decide(&self, dir: &Directory, day: Date) -> Result<Vec<PlacesEvent>, Refusal> {
        match self {
            StateAct::Places { level, rows, taken } => decide::set_places(dir, day, *level, rows.clone(), taken),
            StateAct::Societies { rows, taken } => decide::set_societies(dir, day, rows.clone(), taken),
            StateAct::Merge { code, into, order } => decide::merge(dir, day, code, into, order),
            StateAct::WindUp { code, order } => decide::wind_up(dir, day, code, order),
            StateAct::Banks { banks, taken } => decide::set_banks(dir, day, banks.clone(), taken),
            StateAct::Relieve { login, order } => decide::relieve(dir, day, login, order),
            StateAct::Outlines { level, taken } => decide::outlines(dir, day, *level, taken),
        }
    }
}

impl Desk {
    /// Makes this installation the seat of a State. It must be new: the numbers of logs that were begun here are those of a society's desk. Gives a
    /// desk that works as the seat.
    ///
    /// # Errors
    /// 5001 (only the operator of the installation), 5162 (logs were begun here already), 4503, 4505; the store's.
    pub fn begin_state(mut self, who: &Who, code: u32, name: &str) -> Result<Desk, Trouble> {
        self.let_by(who, Verb::MigrationImport, SocietyId(0), "begin-state")?;
        let (id, now) = (state_society(code), self.clock.now());
        let seat = self.db.tx(|t| {
            if !keep::whole::is_fresh(t)? {
                return Err(Trouble::from(Refusal::new(5162)));
            }
            let seat = DeskId(DeskId::SEATS);
            let events = decide::begin(&Directory::default(), now.day(), code, name)?;
            let origin = register::origin(&state_code(code), seat);
            keep::set_desk_number(t, seat)?;
            keep::set_state(t, id)?;
            keep::start_log(t, id, seat, &origin, &self.key.public().to_bytes())?;
            let mut log = keep::open_log(t, id, seat)?.ok_or_else(|| Refusal::new(5003))?;
            let command = format!("state:{code}");
            let events: Vec<Event> = events.into_iter().map(Event::from).collect();
            self.write(t, &mut log, &command, &Author { by: &who.name, at: now }, &events)?;
            self.sign(t, &log)?;
            audit::note(t, SocietyId(0), &decision(who, now, "state-begin", 0, name.to_owned()))?;
            Ok(seat)
        })?;
        self.id = seat;
        Ok(self)
    }

    /// Does an act on the lists and posts. The same command again gets the first receipt.
    ///
    /// # Errors
    /// 5001, 5002, 5160, 5161 (not here); 4501 to 4516; the store's.
    pub fn keep_state(&self, who: &Who, command: CommandId, act: &StateAct) -> Result<Receipt, Trouble> {
        self.state_heard(who, act.code(), || {
            self.db.tx(|t| {
                let receipt = self.state_write(t, who, &command.0.to_string(), |dir, day| act.decide(dir, day))?;
                if let StateAct::Relieve { login, .. } = act
                    && let Some(user) = users::find_user(t, login)?.filter(|u| u.society == SocietyId(0))
                {
                    let more = More { closed: Some(self.clock.now()), ..user.more };
                    users::save_more(t, SocietyId(0), login, &more)?;
                }
                Ok(receipt)
            })
        })
    }

    /// Posts an officer. Where nobody logs in under his name yet, he gets a one-time password, which is given back and shown once.
    ///
    /// # Errors
    /// As [`Desk::keep_state`]; 5011 (the login is none, or another's in a society); 3202 (somebody without a post, as the operator, logs in under it:
    /// his password and his rights would be gone).
    pub fn post_officer(
        &self,
        who: &Who,
        command: CommandId,
        posting: &Posting,
    ) -> Result<(Receipt, Option<String>), Trouble> {
        let role = Role::of_office(posting.office);
        self.state_heard(who, "state-post", || {
            let login = fit_name(&posting.login)?;
            let secret = one_time()?;
            let hashed = hash(&secret)?;
            self.db.tx(|t| {
                let posting = Posting { login: login.to_owned(), ..posting.clone() };
                let there = users::find_user(t, login)?;
                if there.as_ref().is_some_and(|u| u.society != SocietyId(0)) {
                    return Err(Refusal::new(5011).with("name", login).into());
                }
                if let Some(u) = there.as_ref().filter(|u| !Role::from_code(&u.role).is_some_and(Role::is_of_post)) {
                    return Err(Refusal::new(3202).with("login", login).with("role", &u.role).into());
                }
                let receipt = self
                    .state_write(t, who, &command.0.to_string(), |dir, day| decide::post(dir, day, posting.clone()))?;
                // the same command again finds him there, and nothing of his is touched
                if receipt.already || there.as_ref().is_some_and(|u| u.more.closed.is_none() && u.role == role.code()) {
                    return Ok((receipt, None));
                }
                users::save_user(t, SocietyId(0), login, role.code(), &hashed)?;
                users::save_more(t, SocietyId(0), login, &More { must_change: true, ..More::default() })?;
                Ok((receipt, Some(secret.clone())))
            })
        })
    }

    /// Guards, notes refusals, tells the picture of the State.
    pub(super) fn state_heard<T>(
        &self,
        who: &Who,
        act: &str,
        f: impl FnOnce() -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let done = self.state_heard_as(who, Verb::StateKeep, act, f);
        self.state_changed();
        done
    }

    /// Does it for one who may; a refusal stands in the audit.
    pub(super) fn state_heard_as<T>(
        &self,
        who: &Who,
        verb: Verb,
        act: &str,
        f: impl FnOnce() -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.heard(who, SocietyId(0), act, || {
            who.guard_state(verb)?;
            f()
        })
    }

    /// Decides on the State's register as it stands in this transaction, and writes.
    pub(super) fn state_write<E: Into<Event>>(
        &self,
        t: &mut Tx<'_>,
        who: &Who,
        command: &str,
        decide: impl FnOnce(&Directory, Date) -> Result<Vec<E>, Refusal>,
    ) -> Result<Receipt, Trouble> {
        let id = keep::state_of(t)?.ok_or_else(|| Refusal::new(5160))?;
        if let Some(done) = keep::find_receipt(t, id, command)? {
            return Ok(done);
        }
        let mut log = keep::open_log(t, id, self.id)?.ok_or_else(|| Refusal::new(5161))?;
        let now = self.clock.now();
        let events = decide(&*self.directory_within(t, id)?, now.day())?;
        let events: Vec<Event> = events.into_iter().map(Into::into).collect();
        let receipt = self.write(t, &mut log, command, &Author { by: &who.name, at: now }, &events)?;
        audit::note(t, SocietyId(0), &decision(who, now, events[0].kind(), 0, format!("{}", receipt.first.0)))?;
        Ok(receipt)
    }
}
