//! Whose work a finding is and until when, in words; and the queue by owner: what is open, what is late, how many person-days it is.

use super::memory::Bench;
use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame};
use kernel::Date;
use lipi::amount::group;
use lipi::{Lang, date};
use migration::bench::owed::{self, Owed, Owner, Terms};
use migration::finding::code;
use programme::Rung;
use std::collections::BTreeMap;

/// By what findings of a society fall due: the days that were set, else the proposed ones; never after the day by which the State's timeline wants its
/// ledger and registers to agree.
pub(super) fn terms(ask: &Ask, society: &Society) -> Result<Terms, Trouble> {
    let settings = ask.read(|t| keep::deciding::settings(t, society.id()))?;
    let today = ask.web.desk.today();
    let days = code::ALL.iter().zip(Terms::default().days);
    let days = days.map(|(cause, n)| settings.number(&owed::key_of(cause), today).unwrap_or(n)).collect();
    Ok(Terms { days, latest: milestone(ask, society)? })
}

fn milestone(ask: &Ask, society: &Society) -> Result<Option<Date>, Trouble> {
    let Some(state) = ask.web.desk.state()? else { return Ok(None) };
    let Some(there) = state.directory.societies.get(&society.home.society.code) else { return Ok(None) };
    Ok(ask.web.desk.plan()?.due_of(Rung::DataMatch, there.listed.block).map(|due| due.0))
}

/// Of every finding that is still work, whose it is and until when.
pub(super) fn all(b: &Bench, terms: &Terms) -> Vec<Option<Owed>> {
    let found = b.worked.migrated.findings.iter().zip(&b.keys);
    found.map(|(f, key)| owed::owed(&b.case, &b.folder, (f, key), terms)).collect()
}

/// The name of an owner. The bank's supervisor answers as the bank.
pub(super) fn owner_name(c: &Frame, owner: &Owner) -> String {
    match owner {
        Owner::Role("supervisor") => c.s("bench-signer-bank"),
        Owner::Role(role) => c.s(&format!("web-role-{role}")),
        Owner::Named(name) => name.clone(),
    }
}

/// Owner and last day: chip and words. What was assigned says so by saying no more.
pub(super) fn said(c: &Frame, o: &Owed, today: Date) -> (&'static str, String) {
    let (key, chip) = match &o.owner {
        Owner::Named(_) => ("bench-owed-said", "warn"),
        Owner::Role(_) => ("bench-owed-by-rule", "idle"),
    };
    let words = c.s2(key, "owner", &owner_name(c, &o.owner), "due", &date::format(o.due));
    (if o.due < today { "bad" } else { chip }, words)
}

/// Whether it is the work of the one at the screen: his role's, or given to him by his login name or by what his role is called.
pub(super) fn is_mine(ask: &Ask, o: &Owed) -> bool {
    let Some(who) = ask.who.as_ref() else { return false };
    match &o.owner {
        Owner::Role(role) => *role == who.role.code(),
        Owner::Named(name) => {
            let called = [Lang::Hi, Lang::En].map(|lang| page::role_name(lang, who.role));
            let same = |other: &str| other.to_lowercase() == name.trim().to_lowercase();
            same(&who.name) || called.iter().any(|name| same(name))
        }
    }
}

/// How an owner stands in an address.
pub(super) fn owner_key(owner: &Owner) -> String {
    match owner {
        Owner::Role(role) => format!("role:{role}"),
        Owner::Named(name) => name.clone(),
    }
}

/// A choice of the queue: what it says, how many findings, how many of them late, person-days, where it leads, whether it is chosen.
pub(super) struct Choice {
    pub name: String,
    pub open: String,
    pub late: String,
    pub days: String,
    pub href: String,
    pub here: bool,
}

/// The queue by owner, and before it what is mine and what is late.
pub(super) fn choices(ask: &Ask, c: &Frame, b: &Bench, all: &[Option<Owed>]) -> Vec<Choice> {
    let today = ask.web.desk.today();
    let (whose, late) = (ask.value("whose"), ask.value("late").is_some());
    let choice = |name: String, key: (&str, &str), of: &[&Owed], here: bool| Choice {
        name,
        open: group(of.len() as u64),
        late: group(of.iter().filter(|o| o.due < today).count() as u64),
        days: b.case.days_for(of.len() as u64).map(|n| c.s1("bench-owed-days", "n", &group(n))).unwrap_or_default(),
        href: ask.changed(&[(key.0, if here { None } else { Some(key.1) }), ("p", None)]),
        here,
    };
    let open: Vec<&Owed> = all.iter().flatten().collect();
    let mut by: BTreeMap<&Owner, Vec<&Owed>> = BTreeMap::new();
    open.iter().for_each(|o| by.entry(&o.owner).or_default().push(o));
    let mine: Vec<&Owed> = open.iter().copied().filter(|o| is_mine(ask, o)).collect();
    let over: Vec<&Owed> = open.iter().copied().filter(|o| o.due < today).collect();
    let mut out = vec![
        choice(c.s("bench-owed-mine"), ("whose", "mine"), &mine, whose == Some("mine")),
        choice(c.s("bench-owed-late"), ("late", "1"), &over, late),
    ];
    out.extend(by.iter().map(|(owner, of)| {
        let key = owner_key(owner);
        choice(owner_name(c, owner), ("whose", &key), of, whose == Some(key.as_str()))
    }));
    out
}

/// Whether a finding is among those that were asked for.
pub(super) fn is_chosen(ask: &Ask, o: Option<&Owed>) -> bool {
    let (whose, late) = (ask.value("whose"), ask.value("late").is_some());
    let his = whose.is_none_or(|whose| {
        o.is_some_and(|o| if whose == "mine" { is_mine(ask, o) } else { owner_key(&o.owner) == whose })
    });
    his && (!late || o.is_some_and(|o| o.due < ask.web.desk.today()))
}
