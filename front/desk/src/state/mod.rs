//! The seat of a State: its lists and posts, what is counted of every society, and what officers sign. A desk that belongs to a State knows the
//! same lists from what comes down.

mod calls;
mod draft;
mod layouts;
mod lists;
mod plan;
mod rates;
mod sheet;
mod shelves;
mod sign;
mod tell;

pub use draft::drafted;
pub use lists::{StateAct, state_society};
pub use rates::followed;
pub use sheet::{circular_paper, district_dues, milestone_words};
pub use shelves::{Forked, OnShelf};
pub(crate) use tell::hash;
pub use tell::{letter, words};

use crate::guard::Over;
use crate::{Desk, Role, Trouble, Who, society_id};
use keep::view;
use kernel::{Date, DeskId, Fault, Refusal, SocietyId};
use places::{Directory, Fate, Level, Scope, Sector};
use programme::Evidence;
use programme::matrix::{Counted, Standing, Summary, by_bank, standing, sum_up};
use sql::Tx;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::time::{Duration, Instant};

/// How long a view is taken as it is before the store is asked whether there is news that another process wrote.
const STALE: Duration = Duration::from_secs(2);

/// The directory, and up to where each log of the State's register is in it.
#[derive(Default)]
struct Held {
    directory: Arc<Directory>,
    upto: BTreeMap<DeskId, u64>,
}

impl Held {
    /// Takes in what the logs have beyond what is in it.
    fn catch_up(&mut self, t: &mut Tx<'_>, id: SocietyId) -> Result<(), sql::Error> {
        for desk in keep::logs(t, id)? {
            let size = keep::open_log(t, id, desk)?.map_or(0, |l| l.frontier.size());
            let upto = self.upto.get(&desk).copied().unwrap_or(0);
            if size > upto {
                let new = view::places_events(t, id, desk, upto)?;
                if !new.is_empty() {
                    let directory = Arc::make_mut(&mut self.directory);
                    new.iter().for_each(|e| directory.apply(e));
                }
                self.upto.insert(desk, size);
            }
        }
        Ok(())
    }
}

/// What is kept in memory of a State.
#[derive(Default)]
pub(crate) struct Cache {
    held: Mutex<Held>,
    view: RwLock<Option<(Arc<StateView>, Instant)>>,
    /// Something changed since the view was made.
    dirty: AtomicBool,
    /// Held by whoever makes a new view: a hundred people who come after news cost one walk over the societies.
    making: Mutex<()>,
}

impl Cache {
    /// The view, and whether it is of this snapshot and nothing is known to have changed; then whether it may have changed by another process.
    fn known(&self, snapshot: Date) -> (Option<Arc<StateView>>, bool, bool) {
        let known = self.view.read().unwrap_or_else(PoisonError::into_inner).clone();
        let good = known.as_ref().is_some_and(|(v, _)| v.snapshot == snapshot) && !self.dirty.load(Ordering::Acquire);
        let old = known.as_ref().is_none_or(|(_, looked)| looked.elapsed() >= STALE);
        (known.map(|k| k.0), good, old)
    }
}

/// The State as it is known here: one picture, from which every page of many societies is counted.
pub struct StateView {
    /// Whose register holds lists, posts and circulars.
    pub id: SocietyId,
    /// That register is written here: this is the seat.
    pub own: bool,
    /// Places, societies, officers.
    pub directory: Arc<Directory>,
    /// What was counted of societies, by their id.
    pub evidence: Arc<HashMap<SocietyId, Arc<Evidence>>>,
    /// Every society of the list that works, judged on the snapshot day; in the order of their codes.
    pub standings: Vec<(Sector, Standing)>,
    /// The day on which it was judged: yesterday, the last day that can have been ended everywhere.
    pub snapshot: Date,
    /// Societies, how often they were counted, when one was heard: changes when there is news.
    stamp: (u64, u64, i64),
    /// Societies within a scope, once asked for.
    within: Mutex<HashMap<Scope, Arc<HashSet<SocietyId>>>>,
    /// Summaries, once asked for.
    summaries: Mutex<HashMap<(Sector, Scope), Arc<Summary>>>,
    /// By bank, once asked for.
    banks: Mutex<HashMap<Sector, Banks>>,
}

/// Codes of banks with their societies, counted.
type Banks = Arc<Vec<(String, Counted)>>;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl StateView {
    /// The societies of a scope, of whatever sector, also those that ended: their registers are still read.
    #[must_use]
    pub fn within(&self, scope: &Scope) -> Arc<HashSet<SocietyId>> {
        let mut known = locked(&self.within);
        let all = || {
            let of = self.directory.societies.values().filter(|s| scope.holds(&s.listed));
            Arc::new(of.map(|s| society_id(&s.listed.code)).collect())
        };
        known.entry(scope.clone()).or_insert_with(all).clone()
    }

    /// The standings of a sector within a scope.
    pub fn standings_in<'s>(&'s self, sector: Sector, scope: &'s Scope) -> impl Iterator<Item = &'s Standing> {
        let holds = move |s: &Standing| match scope {
            Scope::State => true,
            Scope::District(d) => s.district == *d,
            Scope::Block(b) => s.block == *b,
            Scope::Bank(b) => s.bank == *b,
            Scope::Society(c) => s.code == *c,
        };
        self.standings.iter().filter(move |(of, s)| *of == sector && holds(s)).map(|(_, s)| s)
    }

    /// A sector within a scope, summed up by the places right below it. Made once for each picture of the State: a hundred people who look at the
    /// same page cost one walk over the societies.
    #[must_use]
    pub fn summary(&self, sector: Sector, scope: &Scope) -> Arc<Summary> {
        let mut known = locked(&self.summaries);
        let made = || {
            let dir = &self.directory;
            let mut places: Vec<Scope> = match scope {
                Scope::State => {
                    let state = dir.state.as_ref().map_or(0, |s| s.code);
                    dir.below(Level::District, state).map(|p| Scope::District(p.code)).collect()
                }
                Scope::District(d) => dir.below(Level::Block, *d).map(|p| Scope::Block(p.code)).collect(),
                _ => Vec::new(),
            };
            // societies on a code that left the list have a row of their own: rows sum to the total
            let named: HashSet<&Scope> = places.iter().collect();
            let of = |s: &Standing| match scope {
                Scope::State => Some(Scope::District(s.district)),
                Scope::District(_) => Some(Scope::Block(s.block)),
                _ => None,
            };
            let here = self.standings_in(sector, scope).filter_map(of);
            let others: BTreeSet<Scope> = here.filter(|s| !named.contains(s)).collect();
            places.extend(others);
            Arc::new(sum_up(self.standings_in(sector, scope), places))
        };
        known.entry((sector, scope.clone())).or_insert_with(made).clone()
    }

    /// A sector by the banks its societies keep to, those of no bank under an empty code: the rows sum to the whole. A bank without a society has a row of none.
    #[must_use]
    pub fn banks(&self, sector: Sector) -> Banks {
        let made = || {
            let mut all = by_bank(self.standings_in(sector, &Scope::State));
            for code in self.directory.banks.keys() {
                if !all.iter().any(|(c, _)| c == code) {
                    all.push((code.clone(), Counted::default()));
                }
            }
            Arc::new(all)
        };
        locked(&self.banks).entry(sector).or_insert_with(made).clone()
    }

    /// What was counted of a society.
    #[must_use]
    pub fn evidence_of(&self, code: &str) -> Option<&Evidence> {
        self.evidence.get(&society_id(code)).map(|e| &**e)
    }

    /// The standings as of another day.
    #[must_use]
    pub fn on(&self, snapshot: Date) -> Vec<(Sector, Standing)> {
        judged(&self.directory, &self.evidence, snapshot)
    }
}

fn judged(
    directory: &Directory,
    evidence: &HashMap<SocietyId, Arc<Evidence>>,
    snapshot: Date,
) -> Vec<(Sector, Standing)> {
    let stands = directory.societies.values().filter(|s| s.fate == Fate::Stands).map(|s| &s.listed);
    let of = |code: &str| evidence.get(&society_id(code)).map(|e| &**e);
    stands.map(|s| (s.sector, standing(s, of(&s.code), snapshot))).collect()
}

impl Desk {
    /// The State as it is known here; `None` where this installation belongs to none.
    ///
    /// # Errors
    /// The store's.
    pub fn state(&self) -> Result<Option<Arc<StateView>>, Trouble> {
        let snapshot = self.today().yesterday().unwrap_or(Date::MIN);
        let (known, good, old) = self.state.known(snapshot);
        if good && !old {
            return Ok(known);
        }
        let making = match self.state.making.try_lock() {
            Ok(making) => making,
            // somebody looks already whether another process wrote; until he knows, this is the picture
            Err(TryLockError::WouldBlock) if good => return Ok(known),
            Err(TryLockError::WouldBlock) => locked(&self.state.making),
            Err(TryLockError::Poisoned(e)) => e.into_inner(),
        };
        let (known, good, old) = self.state.known(snapshot);
        if good && !old {
            return Ok(known);
        }
        // set back before the store is read: what changes meanwhile is seen the next time
        self.state.dirty.store(false, Ordering::Release);
        let view = self.read(|t| self.look(t, known.as_ref(), snapshot))?;
        let mut slot = self.state.view.write().unwrap_or_else(PoisonError::into_inner);
        *slot = view.clone().map(|v| (v, Instant::now()));
        drop(making);
        Ok(view)
    }

    /// The State, where there is one.
    ///
    /// # Errors
    /// 5160; the store's.
    pub fn the_state(&self) -> Result<Arc<StateView>, Trouble> {
        self.state()?.ok_or_else(|| Refusal::new(5160).into())
    }

    fn look(
        &self,
        t: &mut Tx<'_>,
        before: Option<&Arc<StateView>>,
        snapshot: Date,
    ) -> Result<Option<Arc<StateView>>, sql::Error> {
        let Some(id) = keep::state_of(t)? else { return Ok(None) };
        let directory = self.directory(t, id)?;
        let own = keep::open_log(t, id, self.id)?.is_some();
        let stamp = view::evidence_stamp(t)?;
        if let Some(b) = before
            && b.stamp == stamp
            && b.snapshot == snapshot
            && Arc::ptr_eq(&b.directory, &directory)
        {
            return Ok(Some(b.clone()));
        }
        let evidence = match before {
            Some(b) if b.stamp == stamp => b.evidence.clone(),
            _ => Arc::new(news(t, before.map(|b| &*b.evidence))?),
        };
        let standings = judged(&directory, &evidence, snapshot);
        let (within, summaries, banks) = (Mutex::default(), Mutex::default(), Mutex::default());
        let view = StateView { id, own, directory, evidence, standings, snapshot, stamp, within, summaries, banks };
        Ok(Some(Arc::new(view)))
    }

    /// The directory as it stands in a transaction that writes. Nothing of it is kept: what stands beside it may yet be taken back.
    pub(crate) fn directory_within(&self, t: &mut Tx<'_>, id: SocietyId) -> Result<Arc<Directory>, sql::Error> {
        let mut here = {
            let held = locked(&self.state.held);
            Held { directory: held.directory.clone(), upto: held.upto.clone() }
        };
        here.catch_up(t, id)?;
        Ok(here.directory)
    }

    /// The directory, with what was written since it was last asked for. Only for transactions that read: they see what lasts.
    fn directory(&self, t: &mut Tx<'_>, id: SocietyId) -> Result<Arc<Directory>, sql::Error> {
        let mut held = locked(&self.state.held);
        held.catch_up(t, id)?;
        Ok(held.directory.clone())
    }

    /// Something was written of which the picture of the State must know.
    pub(crate) fn state_changed(&self) {
        self.state.dirty.store(true, Ordering::Release);
    }

    /// Counts the societies whose registers have grown since they were last counted; gives how many. One that cannot be read keeps no other waiting:
    /// it is named when all others are counted.
    ///
    /// # Errors
    /// A fault that names the societies that could not be counted, with the cause of the first; the store's.
    pub fn count_evidence(&self) -> Result<u64, Trouble> {
        let due = self.read(view::uncounted)?;
        let mut unread: Vec<(SocietyId, sql::Error)> = Vec::new();
        for id in &due {
            if let Err(e) = self.db.tx(|t| view::recount(t, *id)) {
                unread.push((*id, e));
            }
        }
        let counted = due.len() - unread.len();
        if counted > 0 {
            self.state_changed();
        }
        let Some((_, first)) = unread.first() else { return Ok(counted as u64) };
        let ids: Vec<String> = unread.iter().map(|(id, _)| id.0.to_string()).collect();
        Err(Fault::new("count the societies", format!("{}: {first}", ids.join(", "))).into())
    }

    /// A person of the whole installation at the seat of a State sees what his post stands over; the operator, who keeps the machine, all of it. Whoever
    /// has the role of a society's people in no society sees none: a cashier of 670 societies is nobody's cashier.
    pub(crate) fn with_post(&self, who: Who) -> Result<Who, Trouble> {
        if who.place != SocietyId(0) || who.role == Role::Operator {
            return Ok(who);
        }
        let Some(state) = self.state()?.filter(|s| s.own) else { return Ok(who) };
        let posting = state.directory.posts_of(&who.name, self.today()).next().cloned();
        let societies = match posting.as_ref().map(|p| &p.scope) {
            None | Some(Scope::State) => None,
            Some(scope) => Some(state.within(scope)),
        };
        Ok(Who { over: Some(Arc::new(Over { posting, societies })), ..who })
    }

    /// The log in which this seat writes of a society whose books are kept elsewhere or here; begun where it is not there yet.
    ///
    /// # Errors
    /// 5003 (nobody knows the society), 5161 (this is no seat); the store's.
    pub(crate) fn seat_log(&self, t: &mut Tx<'_>, society: SocietyId, code: &str) -> Result<keep::Log, Trouble> {
        if !self.id.is_seat() {
            return Err(Refusal::new(5161).into());
        }
        if keep::open_log(t, society, self.id)?.is_none() {
            let origin = register::origin(code, self.id);
            keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
        }
        let log = keep::open_log(t, society, self.id)?;
        log.ok_or_else(|| Fault::new("begin a log", "it is not there").into())
    }
}

/// What was counted, taking over what did not change.
fn news(
    t: &mut Tx<'_>,
    before: Option<&HashMap<SocietyId, Arc<Evidence>>>,
) -> Result<HashMap<SocietyId, Arc<Evidence>>, sql::Error> {
    let Some(before) = before.filter(|b| !b.is_empty()) else {
        return Ok(view::all_evidence(t)?.into_iter().map(|(id, e)| (id, Arc::new(e))).collect());
    };
    let mut out = HashMap::with_capacity(before.len());
    for (id, counted, heard) in view::evidence_counted(t)? {
        let same = before.get(&id).filter(|e| e.counted == counted && e.heard == heard);
        let now = match same {
            Some(e) => e.clone(),
            None => {
                let Some(e) = view::evidence(t, id)? else { continue };
                Arc::new(Evidence { heard, ..e })
            }
        };
        out.insert(id, now);
    }
    Ok(out)
}
