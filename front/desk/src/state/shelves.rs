//! What lies on the shelves of all societies: entries that came and cannot be drawn, for whoever watches over them.

use crate::{Desk, Trouble, Who, society_id};
use keep::exchange::{self, ForkOf, ShelfOf};
use kernel::{SocietyId, Verb};
use std::collections::HashMap;

/// Most lines of the list.
const MOST: u64 = u32::MAX as u64;

/// Entries of a society that lie on the shelf for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnShelf {
    /// Code of the society; empty where no list names it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The entries.
    pub of: ShelfOf,
}

/// A continuation of a log that differs from what came first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forked {
    /// Code of the society; empty where no list names it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The fork.
    pub of: ForkOf,
}

impl Desk {
    /// The forks of the societies somebody may read, oldest first.
    ///
    /// # Errors
    /// 5001, 5002; 5160; the store's.
    pub fn all_forks(&self, who: &Who) -> Result<Vec<Forked>, Trouble> {
        who.guard_state(Verb::StateRead)?;
        let state = self.the_state()?;
        let sees = |f: &ForkOf| who.guard(Verb::BooksRead, f.log.society).is_ok();
        let all: Vec<ForkOf> = self.read(|t| exchange::all_forks(t, MOST))?.into_iter().filter(sees).collect();
        // forks are few, societies many
        let of: std::collections::BTreeSet<SocietyId> = all.iter().map(|f| f.log.society).collect();
        let listed = state.directory.societies.values().map(|s| (society_id(&s.listed.code), &s.listed));
        let named: HashMap<SocietyId, &places::Listed> = listed.filter(|(id, _)| of.contains(id)).collect();
        let told = |of: ForkOf| {
            let (code, name) = named.get(&of.log.society).map(|l| (l.code.clone(), l.name.clone())).unwrap_or_default();
            Forked { code, name, of }
        };
        Ok(all.into_iter().map(told).collect())
    }

    /// The shelves of the societies somebody may read, most entries first.
    ///
    /// # Errors
    /// 5001, 5002; 5160; the store's.
    pub fn shelves(&self, who: &Who) -> Result<Vec<OnShelf>, Trouble> {
        self.let_by_state(who, Verb::StateRead, "state")?;
        let state = self.the_state()?;
        let named = state.directory.societies.values().map(|s| (society_id(&s.listed.code), &s.listed));
        let named: HashMap<SocietyId, &places::Listed> = named.collect();
        let sees = |s: &ShelfOf| who.guard(Verb::BooksRead, s.society).is_ok();
        let all = self.read(|t| exchange::shelves(t, MOST))?.into_iter().filter(sees);
        let mut out: Vec<OnShelf> = all
            .map(|of| {
                let listed = named.get(&of.society);
                let (code, name) = listed.map(|l| (l.code.clone(), l.name.clone())).unwrap_or_default();
                OnShelf { code, name, of }
            })
            .collect();
        out.sort_by(|a, b| (b.of.entries, &a.code, &a.of.kind).cmp(&(a.of.entries, &b.code, &b.of.kind)));
        Ok(out)
    }
}
