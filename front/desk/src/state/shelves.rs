//! What lies on the shelves of all societies: entries that came and cannot be drawn, for whoever watches over them.

use crate::{Desk, Trouble, Who, society_id};
use keep::exchange::{self, ShelfOf};
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

impl Desk {
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
