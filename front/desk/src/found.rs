//! A society that has no old books: its log is begun with its name and the standard chart of heads. And the first start of an installation,
//! with its first person.

use crate::login::{fit_name, fit_to_choose, hash};
use crate::working::decision;
use crate::{Desk, Role, Trouble, Who, society_id};
use books::BooksEvent;
use books::event::Setting;
use books::setting::{self, ONE_PERSON};
use keep::users::{self, More};
use keep::{Author, Event, Receipt, audit};
use kernel::{CommandId, Refusal, SocietyId, Verb};
use places::{Fate, Level};
use society::SocietyEvent;
use sql::Tx;

/// Most characters of a code and of a name.
const MOST: usize = 200;

/// A society as it is begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Founding {
    /// Code, unique in the State: the society's number everywhere.
    pub code: String,
    /// Name.
    pub name: String,
    /// Registration number; may be empty.
    pub registration_no: String,
    /// District; may be empty.
    pub district: String,
    /// Block; may be empty.
    pub block: String,
}

impl Founding {
    /// # Errors
    /// 5004 (no code, no name, or too long).
    fn check(&self) -> Result<(), Refusal> {
        let short = |text: &str| text.chars().count() <= MOST;
        let fits = |text: &str| !text.trim().is_empty() && short(text);
        let fit = fits(&self.code) && fits(&self.name) && !self.code.contains('/');
        if fit && [&self.registration_no, &self.district, &self.block].into_iter().all(|t| short(t)) {
            return Ok(());
        }
        Err(Refusal::new(5004).with("society", &self.code).with("why", "registered"))
    }

    fn events(&self) -> Vec<Event> {
        let heads = books::chart::STANDARD.iter().filter_map(|s| books::chart::head(s.code, lipi::Lang::Hi)).collect();
        let registered = SocietyEvent::Registered {
            code: self.code.clone(),
            name: self.name.clone(),
            registration_no: self.registration_no.clone(),
            district: self.district.clone(),
            block: self.block.clone(),
        };
        vec![registered.into(), BooksEvent::HeadsOpened { heads }.into()]
    }
}

/// The first person of an installation and his society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The society.
    pub society: Founding,
    /// Login name; he is its secretary.
    pub name: String,
    /// Password of his choice.
    pub password: String,
    /// Order by which one person alone works here; empty where two do.
    pub alone_by: String,
}

impl Desk {
    /// Founds a society without old books; the log is signed in the same transaction. The same command again gets the first receipt.
    ///
    /// # Errors
    /// 5001, 5002 (may not), 5004 (no code, no name, or too long), 5038 (it is there already); the store's.
    pub fn found(&self, who: &Who, code: &str, name: &str, command: CommandId) -> Result<Receipt, Trouble> {
        let society = society_id(code);
        self.let_by(who, Verb::MigrationImport, society, "found")?;
        let founding = Founding { code: code.to_owned(), name: name.to_owned(), ..Founding::default() };
        founding.check()?;
        self.db.tx(|t| self.begin_society(t, &who.name, &founding, founding.events(), &command.0.to_string()))
    }

    /// Keeps the books of a society of the State's list here at the seat: it has no computer of its own. What officers signed of it before stays in the
    /// same log. The same command again gets the first receipt.
    ///
    /// # Errors
    /// 5001, 5002 (may not), 4510 (not on the list, or ended), 5038 (its books are here already), 5107 (they come from a desk of its own), 5160, 5161;
    /// the store's.
    pub fn host(&self, who: &Who, code: &str, command: CommandId) -> Result<Receipt, Trouble> {
        let society = society_id(code);
        self.let_by(who, Verb::MigrationImport, society, "found")?;
        let state = self.the_state()?;
        if !state.own {
            return Err(Refusal::new(5161).into());
        }
        let dir = &state.directory;
        let listed = dir.society(code).filter(|s| s.fate == Fate::Stands).map(|s| &s.listed);
        let listed = listed.ok_or_else(|| Refusal::new(4510).with("society", code))?;
        let founding = Founding {
            code: code.to_owned(),
            name: listed.name.clone(),
            district: dir.name(Level::District, listed.district, true),
            block: dir.name(Level::Block, listed.block, true),
            ..Founding::default()
        };
        founding.check()?;
        let command = command.0.to_string();
        let receipt = self.db.tx(|t| {
            if let Some(done) = keep::find_receipt(t, society, &command)? {
                return Ok(done);
            }
            if keep::view::home(t, society)?.is_some() {
                return Err(Trouble::from(Refusal::new(5038).with("society", code)));
            }
            // a log in which officers wrote of it may be there
            if self.own_log(t, society)?.is_none() {
                let origin = register::origin(code, self.id);
                keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
            }
            let mut log = self.own_log(t, society)?.expect("it was just started");
            let author = Author { by: &who.name, at: self.clock.now() };
            let receipt = self.write(t, &mut log, &command, &author, &founding.events())?;
            self.sign(t, &log)?;
            Ok(receipt)
        })?;
        self.state_changed();
        Ok(receipt)
    }

    fn begin_society(
        &self,
        t: &mut Tx<'_>,
        by: &str,
        founding: &Founding,
        events: Vec<Event>,
        command: &str,
    ) -> Result<Receipt, Trouble> {
        let (code, society) = (&founding.code, society_id(&founding.code));
        if let Some(done) = keep::find_receipt(t, society, command)? {
            return Ok(done);
        }
        if self.own_log(t, society)?.is_some() {
            return Err(Refusal::new(5038).with("society", code).into());
        }
        let origin = register::origin(code, self.id);
        keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
        let mut log = self.own_log(t, society)?.expect("it was just started");
        let receipt = self.write(t, &mut log, command, &Author { by, at: self.clock.now() }, &events)?;
        self.sign(t, &log)?;
        Ok(receipt)
    }

    /// Nothing was ever written here and nobody may log in.
    ///
    /// # Errors
    /// The store's.
    pub fn is_new(&self) -> Result<bool, Trouble> {
        self.read(keep::whole::is_fresh)
    }

    /// The first start: the first society and its secretary, all or nothing. Only of an installation that is new; who may ask for it is
    /// the caller's to see to.
    ///
    /// # Errors
    /// 4028 (the order is too long), 5004, 5010, 5011, 5055 (the installation is begun already); the store's.
    pub fn begin_here(&self, first: &First) -> Result<SocietyId, Trouble> {
        first.society.check()?;
        fit_to_choose(&first.password)?;
        let name = fit_name(&first.name)?;
        let mut events = first.society.events();
        if !first.alone_by.trim().is_empty() {
            let (key, value, source) = (ONE_PERSON.to_owned(), "yes".to_owned(), String::new());
            let alone = Setting { key, from: self.today(), value, order: first.alone_by.trim().to_owned(), source };
            events.extend(setting::set(&alone)?.into_iter().map(Event::from));
        }
        let society = society_id(&first.society.code);
        let hash = hash(&first.password)?;
        let who = Who::of(name, Role::Secretary, society);
        self.db.tx(|t| {
            if !keep::whole::is_fresh(t)? {
                return Err(Refusal::new(5055).into());
            }
            self.begin_society(t, name, &first.society, events.clone(), "first-start")?;
            users::save_user(t, society, name, who.role.code(), &hash)?;
            users::save_more(t, society, name, &More::default())?;
            audit::note(t, society, &decision(&who, self.clock.now(), "first-start", 0, name.to_owned()))?;
            Ok(society)
        })
    }
}
