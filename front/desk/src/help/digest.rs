//! The digest of a person: what changed, what is due, what is overdue of the tickets he sees and of the plan; and what of it he has been told
//! already.

use crate::state::hash;
use crate::{Desk, Role, Trouble, Who};
use helpdesk::digest::{self, Item, Side};
use keep::{told, view};
use kernel::{Instant, SocietyId};
use programme::news::{Notice, Pressing, Subject};
use programme::timeline::Circular;
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

/// What a person has not been told by a way; each thing is remembered by the hash of its mark once it has left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is new to him of tickets.
    pub news: Vec<News>,
    /// What is new to him of the plan.
    pub notices: Vec<Notice>,
}

impl Told {
    /// There is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.news.is_empty() && self.notices.is_empty()
    }

    /// Circulars leave as letters of their own: each of them, and the rest.
    #[must_use]
    pub fn apart(self) -> (Vec<(Circular, Told)>, Told) {
        let (mut letters, mut rest) = (Vec::new(), Told { news: self.news, notices: Vec::new() });
        for notice in self.notices {
            match &notice.subject {
                Subject::Circular(c) => {
                    letters.push(((**c).clone(), Told { news: Vec::new(), notices: vec![notice] }));
                }
                _ => rest.notices.push(notice),
            }
        }
        (letters, rest)
    }

    /// What of it does not wait for the hour of digests: work of a society stands still until this officer says a word.
    #[must_use]
    pub fn at_once(self) -> Told {
        let waits = |n: &Notice| matches!(n.subject, Subject::Late { .. }) && n.pressing == Pressing::Due;
        Told { news: Vec::new(), notices: self.notices.into_iter().filter(waits).collect() }
    }

    fn marks(&self) -> impl Iterator<Item = &str> {
        let news = self.news.iter().map(|n| n.item.mark.as_str());
        news.chain(self.notices.iter().map(|n| n.mark.as_str()))
    }
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

    /// What of it he was not told by this way (`mail`, `sms`, `app`).
    ///
    /// # Errors
    /// The store's.
    pub fn untold(&self, who: &Who, way: &str) -> Result<Told, Trouble> {
        Ok(self.told_apart(who, way)?.0)
    }

    /// What there is to tell him, apart: what is news by this way, and what he was told by it and still stands.
    ///
    /// # Errors
    /// The store's.
    pub fn told_apart(&self, who: &Who, way: &str) -> Result<(Told, Told), Trouble> {
        let whole = Told { news: self.digest(who)?, notices: self.notices(who)? };
        let mut known = self.read(|t| {
            let told = |mark: &str| told::was_told(t, who.place, &who.name, way, &hash(mark));
            whole.marks().map(told).collect::<Result<Vec<bool>, _>>()
        })?;
        let plan = known.split_off(whole.news.len());
        let (mut fresh, mut old) = (Told::default(), Told::default());
        for (n, known) in whole.news.into_iter().zip(known) {
            if known { old.news.push(n) } else { fresh.news.push(n) }
        }
        for (n, known) in whole.notices.into_iter().zip(plan) {
            if known { old.notices.push(n) } else { fresh.notices.push(n) }
        }
        Ok((fresh, old))
    }

    /// Remembers that it has left, so that it is not told again.
    ///
    /// # Errors
    /// The store's.
    pub fn remember_told(&self, who: &Who, way: &str, told: &Told) -> Result<(), Trouble> {
        let now = self.clock.now();
        self.db.tx(|t| {
            told.marks().try_for_each(|m| keep::told::tell(t, who.place, &who.name, way, &hash(m), now))?;
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
