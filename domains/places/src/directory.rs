//! All that the state's register says of places, societies and officers, folded in order.

use crate::event::{Did, List, PlacesEvent};
use crate::terms::{Bank, Level, Listed, Place, Posting, Scope, Sector};
use kernel::Date;
use std::collections::BTreeMap;

/// A list as it was last taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1; 0 where none came yet.
    pub number: u32,
    /// Day it was taken in.
    pub day: Option<Date>,
    /// Name of its file.
    pub source: String,
    /// SHA-256 of that file, hexadecimal.
    pub digest: String,
}

impl Version {
    fn of(list: &List, day: Date) -> Version {
        Version { number: list.version, day: Some(day), source: list.source.clone(), digest: list.digest.clone() }
    }
}

/// A place with the versions of its list that knew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The place, as the last list that had it writes it.
    pub place: Place,
    /// First list that had it.
    pub since: u32,
    /// List it was no longer on.
    pub gone: Option<u32>,
    /// Names and parents it had before, with the list that changed them.
    pub before: Vec<(u32, Place)>,
}

/// What became of a society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It works.
    Stands,
    /// Merged into another.
    Merged {
        /// Day it was written.
        day: Date,
        /// The other.
        into: String,
        /// Order.
        order: String,
    },
    /// In liquidation.
    WoundUp {
        /// Day it was written.
        day: Date,
        /// Order.
        order: String,
    },
    /// A later list does not name it, and nobody said why.
    Missing {
        /// That list.
        version: u32,
    },
}

/// How a list named a society before another changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    /// The list that changed it.
    pub version: u32,
    /// Day that list was taken in.
    pub day: Date,
    /// Order it was taken in by; empty where none was given.
    pub order: String,
    /// What stood before.
    pub listed: Listed,
}

/// A society of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Society {
    /// As the list names it.
    pub listed: Listed,
    /// As earlier lists named it, oldest first: its block, district, bank and area then.
    pub before: Vec<Was>,
    /// First list that had it.
    pub since: u32,
    /// What became of it.
    pub fate: Fate,
}

/// A posting, with its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The posting.
    pub posting: Posting,
    /// Last day, and the order.
    pub until: Option<(Date, String)>,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// The State; nothing where no seat has begun.
    pub state: Option<Place>,
    /// Places by level and code.
    pub places: BTreeMap<(Level, u32), Held>,
    /// Last list of each level.
    pub lists: BTreeMap<Level, Version>,
    /// Societies by code.
    pub societies: BTreeMap<String, Society>,
    /// Last list of societies.
    pub list: Version,
    /// Orders since that list by which societies were merged or wound up, in the order they were entered: they left the count without a newer list.
    pub orders: Vec<String>,
    /// District banks by code.
    pub banks: BTreeMap<String, Bank>,
    /// Order by which they serve their districts.
    pub banks_order: String,
    /// Postings, as they were made.
    pub posts: Vec<Post>,
    /// Files with outlines: digest and name.
    pub outlines: BTreeMap<Level, (String, String)>,
}

impl Directory {
    fn ordered(&mut self, order: &str) {
        if !self.orders.iter().any(|o| o == order) {
            self.orders.push(order.to_owned());
        }
    }

    /// Takes one event in. Events come in the order of the register.
    pub fn apply(&mut self, event: &PlacesEvent) {
        let day = event.day;
        match &event.did {
            Did::StateBegun { state } => {
                self.state = Some(state.clone());
                self.set(Level::State, 1, state);
            }
            Did::PlacesSet { list, level, set, gone } => {
                self.lists.insert(*level, Version::of(list, day));
                set.iter().for_each(|p| self.set(*level, list.version, p));
                for code in gone {
                    if let Some(held) = self.places.get_mut(&(*level, *code)) {
                        held.gone = Some(list.version);
                    }
                }
            }
            Did::SocietiesSet { list, set, gone } => {
                self.list = Version::of(list, day);
                self.orders.clear();
                set.iter().for_each(|s| self.list_society(list, day, s));
                for code in gone {
                    self.end(code, Fate::Missing { version: list.version });
                }
            }
            Did::SocietyMerged { code, into, order } => {
                self.end(code, Fate::Merged { day, into: into.clone(), order: order.clone() });
                self.ordered(order);
            }
            Did::SocietyWoundUp { code, order } => {
                self.end(code, Fate::WoundUp { day, order: order.clone() });
                self.ordered(order);
            }
            Did::BanksSet { banks, order, .. } => {
                self.banks = banks.iter().map(|b| (b.code.clone(), b.clone())).collect();
                self.banks_order.clone_from(order);
            }
            Did::Posted(posting) => self.posts.push(Post { posting: posting.clone(), until: None }),
            Did::Relieved { login, order } => {
                for post in self.posts.iter_mut().filter(|p| p.posting.login == *login && p.until.is_none()) {
                    post.until = Some((day, order.clone()));
                }
            }
            Did::OutlinesSet { level, digest, source } => {
                self.outlines.insert(*level, (digest.clone(), source.clone()));
            }
        }
    }

    fn set(&mut self, level: Level, version: u32, place: &Place) {
        let fresh = || Held { place: place.clone(), since: version, gone: None, before: Vec::new() };
        let held = self.places.entry((level, place.code)).or_insert_with(fresh);
        if held.place != *place {
            let before = std::mem::replace(&mut held.place, place.clone());
            held.before.push((version, before));
        }
        held.gone = None;
    }

    fn list_society(&mut self, list: &List, day: Date, s: &Listed) {
        let fresh = || Society { listed: s.clone(), before: Vec::new(), since: list.version, fate: Fate::Stands };
        let held = self.societies.entry(s.code.clone()).or_insert_with(fresh);
        if held.listed != *s {
            let listed = std::mem::replace(&mut held.listed, s.clone());
            held.before.push(Was { version: list.version, day, order: list.order.clone(), listed });
        }
        if matches!(held.fate, Fate::Missing { .. }) {
            held.fate = Fate::Stands;
        }
    }

    fn end(&mut self, code: &str, fate: Fate) {
        if let Some(s) = self.societies.get_mut(code) {
            s.fate = fate;
        }
    }

    /// A place that is on the last list of its level.
    #[must_use]
    pub fn place(&self, level: Level, code: u32) -> Option<&Place> {
        self.places.get(&(level, code)).filter(|h| h.gone.is_none()).map(|h| &h.place)
    }

    /// Name of a place in Hindi or as its list writes it; its code where nobody knows it.
    #[must_use]
    pub fn name(&self, level: Level, code: u32, hindi: bool) -> String {
        match self.places.get(&(level, code)).map(|h| &h.place) {
            None => code.to_string(),
            Some(p) if hindi && !p.hindi.is_empty() => p.hindi.clone(),
            Some(p) => p.name.clone(),
        }
    }

    /// The places below one, by code.
    pub fn below(&self, level: Level, parent: u32) -> impl Iterator<Item = &Place> {
        let of = self.places.range((level, 0)..=(level, u32::MAX));
        of.map(|(_, h)| h).filter(move |h| h.gone.is_none() && h.place.parent == parent).map(|h| &h.place)
    }

    /// The societies that work, of a sector and within a scope: what every share is a share of.
    pub fn standing(&self, sector: Sector, scope: &Scope) -> impl Iterator<Item = &Listed> {
        let of = self.societies.values().filter(|s| s.fate == Fate::Stands).map(|s| &s.listed);
        of.filter(move |s| s.sector == sector && scope.holds(s))
    }

    /// A society of the list, whatever became of it.
    #[must_use]
    pub fn society(&self, code: &str) -> Option<&Society> {
        self.societies.get(code)
    }

    /// The posts somebody holds on a day.
    pub fn posts_of<'d>(&'d self, login: &'d str, on: Date) -> impl Iterator<Item = &'d Posting> {
        self.posts_on(on).filter(move |p| p.login == login)
    }

    /// All posts held on a day. One that ends that day is held until the evening, unless its holder has another by then or the post another holder: on
    /// the day of a transfer the newest posting counts.
    pub fn posts_on(&self, on: Date) -> impl Iterator<Item = &Posting> {
        let holds = move |p: &Post| p.posting.from <= on && p.until.as_ref().is_none_or(|u| u.0 >= on);
        let newer = move |i: usize, p: &Post| {
            let (own, last) = (&p.posting, p.until.as_ref().is_some_and(|u| u.0 == on));
            let same = |q: &Posting| q.login == own.login || (last && q.office == own.office && q.scope == own.scope);
            p.until.is_some() && self.posts[i + 1..].iter().any(|q| same(&q.posting) && holds(q))
        };
        let counts = move |(i, p): &(usize, &Post)| holds(p) && !newer(*i, p);
        self.posts.iter().enumerate().filter(counts).map(|(_, p)| &p.posting)
    }

    /// Whether a district or block is no longer on its list though societies still stand on its code: they are counted there until a list of societies
    /// names another.
    #[must_use]
    pub fn is_gone(&self, scope: &Scope) -> bool {
        let gone = |level, code| self.place(level, code).is_none();
        match scope {
            Scope::District(d) => gone(Level::District, *d),
            Scope::Block(b) => gone(Level::Block, *b),
            Scope::State | Scope::Bank(_) | Scope::Society(_) => false,
        }
    }

    /// Whether a scope names a place or society that is there. A block or district that left its list is, for as long as a society stands on its code.
    #[must_use]
    pub fn knows(&self, scope: &Scope) -> bool {
        match scope {
            Scope::State => self.state.is_some(),
            Scope::District(_) | Scope::Block(_) => {
                let holds = |s: &Society| s.fate == Fate::Stands && scope.holds(&s.listed);
                !self.is_gone(scope) || self.societies.values().any(holds)
            }
            Scope::Bank(c) => self.banks.contains_key(c),
            Scope::Society(c) => self.societies.contains_key(c),
        }
    }

    /// Whether one scope lies wholly within another.
    #[must_use]
    pub fn lies_in(&self, inner: &Scope, outer: &Scope) -> bool {
        // where a block lay when it was last on a list
        let district_of = |block: u32| self.places.get(&(Level::Block, block)).map(|h| h.place.parent);
        match (inner, outer) {
            (_, Scope::State) => true,
            (a, b) if a == b => true,
            (Scope::Block(b), Scope::District(d)) => district_of(*b) == Some(*d),
            (Scope::Society(c), outer) => self.societies.get(c).is_some_and(|s| outer.holds(&s.listed)),
            // a bank is no district: what it serves is its own only where no society of it keeps to another
            (Scope::Block(b), Scope::Bank(bank)) => {
                district_of(*b).is_some_and(|d| self.serves(bank, d)) && self.all_of(inner, bank)
            }
            (Scope::District(d), Scope::Bank(bank)) => self.serves(bank, *d) && self.all_of(inner, bank),
            _ => false,
        }
    }

    /// Whether a bank serves a district, by the order that sets the banks.
    #[must_use]
    pub fn serves(&self, bank: &str, district: u32) -> bool {
        self.banks.get(bank).is_some_and(|b| b.districts.contains(&district))
    }

    /// Whether every society of a place, also those that ended, keeps to a bank.
    fn all_of(&self, place: &Scope, bank: &str) -> bool {
        self.societies.values().filter(|s| place.holds(&s.listed)).all(|s| s.listed.bank == bank)
    }
}
