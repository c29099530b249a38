//! The shelves of all societies: entries that came and cannot be read by this program. Nothing is lost and nothing of it is counted; whoever runs the seat sees of
//! which society they are, why they wait, since when, and which program tried last.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::grid::columns;
use crate::page::{self, Frame};
use crate::words::moment;
use askama::Template;
use axum::response::Response;
use desk::export::{Cell, Grid, Holds, Paper, Part};
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
    /// As a page of A4 and as a workbook.
    files: (String, String),
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

/// What lies there and what forked, every line of it, as a paper.
fn printed(c: &Frame, of: String, (all, forks): (&[Row], &[Fork]), proof: String) -> Paper {
    let heads = [
        ("web-society", Holds::Words),
        ("exchange-entries", Holds::Short),
        ("exchange-reason", Holds::Words),
        ("shelf-since", Holds::Short),
        ("shelf-tried", Holds::Short),
    ];
    let mut waits = Grid { title: c.s("shelf-waits"), columns: columns(c, &heads), ..Grid::default() };
    for r in all {
        let reason = format!("{} · {}", r.kind, r.reason);
        waits.row([&r.society, &r.entries, &reason, &r.since, &r.tried].map(Cell::text).into());
    }
    if all.is_empty() {
        waits.about.push(c.s("shelf-none"));
    }
    let heads = [
        ("web-society", Holds::Words),
        ("exchange-desk", Holds::Short),
        ("shelf-fork-from", Holds::Short),
        ("exchange-entries", Holds::Short),
        ("shelf-fork-seen", Holds::Short),
    ];
    let mut forked = Grid { title: c.s("shelf-forks"), columns: columns(c, &heads), ..Grid::default() };
    for f in forks {
        forked.row([&f.society, &f.desk, &f.from, &f.entries, &f.since].map(Cell::text).into());
    }
    if forks.is_empty() {
        forked.about.push(c.s("shelf-forks-none"));
    }
    let parts = [waits, forked].map(Part::Table).into();
    Paper { of, title: c.s("shelf-title"), about: Vec::new(), parts, proof }
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
    let lines = |most: usize| all.iter().take(most).map(|s| row(&c, s, now)).collect::<Vec<Row>>();
    let forked = |most: usize| forks.iter().take(most).map(|f| fork(&c, f, now)).collect::<Vec<Fork>>();
    if super::paper::wanted(ask) {
        let whole = (&lines(usize::MAX)[..], &forked(usize::MAX)[..]);
        let paper = printed(&c, room.name(c.lang), whole, super::counted_from(&c, &room));
        if let Some(file) = super::paper::file(ask, "shelf", &paper)? {
            return Ok(file);
        }
    }
    let page = Page {
        files: super::paper::as_files(ask),
        name: room.name(c.lang),
        rows: lines(SHOWN),
        all: c.s2("shelf-all", "entries", &group(entries), "societies", &group(societies.len() as u64)),
        more: more(all.len()),
        forks: forked(SHOWN),
        forks_more: more(forks.len()),
        program: env!("CARGO_PKG_VERSION"),
        c,
    };
    page::show(ask, &page)
}
