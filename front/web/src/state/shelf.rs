//! The shelves of all societies: entries that came and cannot be read by this program. Nothing is lost and nothing of it is counted; whoever runs the seat sees of
//! which society they are, why they wait, since when, and which program tried last.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::page::{self, Frame};
use crate::words::moment;
use askama::Template;
use axum::response::Response;
use desk::state::{Forked, OnShelf};
use kernel::Instant;
use lipi::amount::group;

/// Lines of a page; the longest first.
const SHOWN: usize = 500;

struct Row {
    society: String,
    href: String,
    entries: String,
    kind: String,
    reason: String,
    since: String,
    days: String,
    tried: String,
    /// An older program tried last: this one has not come to it yet.
    older: bool,
}

struct Fork {
    society: String,
    href: String,
    /// The desk whose log it is.
    desk: String,
    /// Position from which it differs.
    from: String,
    entries: String,
    since: String,
    days: String,
}

#[derive(Template)]
#[template(path = "state/shelf.html")]
struct Page {
    c: Frame,
    name: String,
    rows: Vec<Row>,
    /// How many entries of how many societies.
    all: String,
    more: String,
    forks: Vec<Fork>,
    forks_more: String,
    program: &'static str,
}

fn fork(c: &Frame, f: &Forked, now: Instant) -> Fork {
    let days = (now.0 - f.of.fork.seen.0).max(0) / (24 * 3600 * 1000);
    Fork {
        society: if f.name.is_empty() { c.s("shelf-unlisted") } else { f.name.clone() },
        href: if f.code.is_empty() { String::new() } else { format!("{}/exchange", page::base(&f.code)) },
        desk: f.of.log.desk.0.to_string(),
        from: group(f.of.fork.branch.at),
        entries: group(f.of.entries()),
        since: moment(f.of.fork.seen),
        days: c.s1("shelf-days", "n", &group(days.unsigned_abs())),
    }
}

fn row(c: &Frame, s: &OnShelf, now: Instant) -> Row {
    let days = (now.0 - s.of.since.0).max(0) / (24 * 3600 * 1000);
    Row {
        society: if s.name.is_empty() { c.s("shelf-unlisted") } else { s.name.clone() },
        href: if s.code.is_empty() { String::new() } else { format!("{}/exchange", page::base(&s.code)) },
        entries: group(s.of.entries),
        kind: s.of.kind.clone(),
        reason: s.of.reason.clone(),
        since: moment(s.of.since),
        days: c.s1("shelf-days", "n", &group(days.unsigned_abs())),
        tried: s.of.tried.clone(),
        older: s.of.tried != env!("CARGO_PKG_VERSION"),
    }
}

pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "shelf-title");
    let all = ask.web.desk.shelves(who(ask)?)?;
    let societies: std::collections::BTreeSet<_> = all.iter().map(|s| s.of.society).collect();
    let entries: u64 = all.iter().map(|s| s.of.entries).sum();
    let now = ask.web.desk.now();
    let forks = ask.web.desk.all_forks(who(ask)?)?;
    let more = |n: usize| match n.saturating_sub(SHOWN) {
        0 => String::new(),
        hidden => c.s1("state-more", "n", &group(hidden as u64)),
    };
    let page = Page {
        name: room.name(c.lang),
        rows: all.iter().take(SHOWN).map(|s| row(&c, s, now)).collect(),
        all: c.s2("shelf-all", "entries", &group(entries), "societies", &group(societies.len() as u64)),
        more: more(all.len()),
        forks: forks.iter().take(SHOWN).map(|f| fork(&c, f, now)).collect(),
        forks_more: more(forks.len()),
        program: env!("CARGO_PKG_VERSION"),
        c,
    };
    page::show(ask, &page)
}
