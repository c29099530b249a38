//! The digest of a person: what changed, what is due, what is overdue of the tickets he sees; and what of it he has been told already.

use crate::{Desk, Role, Trouble, Who};
use helpdesk::digest::{self, Item, Side};
use keep::{told, view};
use kernel::{Digest, Instant, SocietyId};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Milliseconds back for which closed tickets are looked at.
const BACK: i64 = 3 * 24 * 3_600_000;

/// An item with its society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The society.
    pub society: view::SocietyRow,
    /// The item.
    pub item: Item,
}

/// What a person has not been told by a way, and the hashes under which it is remembered once it has left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is new to him.
    pub news: Vec<News>,
    hashes: Vec<Digest>,
}

fn hash(item: &Item) -> Digest {
    Digest(Sha256::digest(item.mark.as_bytes()).into())
}

impl Desk {
    /// What there is to tell somebody now: overdue first, then due, then what changed.
    ///
    /// # Errors
    /// The store's.
    pub fn digest(&self, who: &Who) -> Result<Vec<News>, Trouble> {
        let now = self.clock.now();
        let (hours, _) = self.hours()?;
        let asks =
            matches!(who.role, Role::Operator | Role::Cashier | Role::Accountant | Role::Secretary | Role::President);
        let side = if asks { Side::Society } else { Side::Seat };
        let all = self.queue(who, Instant(now.0 - BACK))?;
        let mut out: Vec<News> = all
            .into_iter()
            .flat_map(|l| {
                let items = digest::items(l.society.id, &l.ticket, &hours, now, &who.name, side);
                items.into_iter().map(move |item| News { society: l.society.clone(), item })
            })
            .collect();
        out.sort_by_key(|n| (n.item.matter, n.item.effect));
        Ok(out)
    }

    /// What of it he was not told by this way (`mail`, `sms`).
    ///
    /// # Errors
    /// The store's.
    pub fn untold(&self, who: &Who, way: &str) -> Result<Told, Trouble> {
        let all = self.digest(who)?;
        let known = self.read(|t| {
            let mut known = Vec::with_capacity(all.len());
            for n in &all {
                known.push(told::was_told(t, who.place, &who.name, way, &hash(&n.item))?);
            }
            Ok(known)
        })?;
        let news: Vec<News> = all.into_iter().zip(known).filter(|(_, known)| !known).map(|(n, _)| n).collect();
        let hashes = news.iter().map(|n| hash(&n.item)).collect();
        Ok(Told { news, hashes })
    }

    /// Remembers that it has left, so that it is not told again.
    ///
    /// # Errors
    /// The store's.
    pub fn remember_told(&self, who: &Who, way: &str, told: &Told) -> Result<(), Trouble> {
        let now = self.clock.now();
        self.db.tx(|t| {
            told.hashes.iter().try_for_each(|h| keep::told::tell(t, who.place, &who.name, way, h, now))?;
            Ok::<_, Trouble>(())
        })
    }

    /// Everybody who may log in, by login name, as he would work: for digests that are sent.
    ///
    /// # Errors
    /// The store's.
    pub fn readers(&self) -> Result<BTreeMap<String, Who>, Trouble> {
        let mut out = BTreeMap::new();
        for (place, name, role) in self.users()? {
            if let Some(role) = Role::from_code(&role) {
                out.insert(name.clone(), self.with_post(Who::of(&name, role, SocietyId(place.0)))?);
            }
        }
        Ok(out)
    }
}
