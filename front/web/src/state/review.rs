//! The matrix: five columns of a review, place by place, down to the societies of a block.

use super::{Room, Share, map, proof, scope_name};
use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::Response;
use kernel::Paise;
use lipi::amount::{format_indian, group};
use lipi::date;
use places::{Level, Scope, Sector};
use programme::matrix::{Counted, Standing, count};
use programme::{Block, Rung};

/// Societies the list of those furthest behind names.
const WORST: usize = 25;

struct Tile {
    name: String,
    share: Share,
    more: String,
}

struct Row {
    name: String,
    href: String,
    shares: Vec<Share>,
    dropped: String,
    days: String,
    unexplained: String,
}

struct SocietyRow {
    name: String,
    code: String,
    href: String,
    met: Vec<bool>,
    next: String,
    block: String,
    since: String,
    last_end: String,
    unexplained: String,
    heard: String,
}

#[derive(Template)]
#[template(path = "state/review.html")]
struct Page {
    c: Frame,
    name: String,
    up: Option<(String, String)>,
    list: String,
    on: String,
    tiles: Vec<Tile>,
    columns: Vec<String>,
    below: String,
    rows: Vec<Row>,
    total: Option<Row>,
    societies: Vec<SocietyRow>,
    worst: Vec<SocietyRow>,
    map: Option<map::Map>,
    days: String,
    proof: String,
}

/// The name of a rung.
pub(super) fn rung_name(c: &Frame, rung: Rung) -> String {
    c.s(&format!("rung-{}", rung.code()))
}

/// What blocks a rung, in words.
pub(super) fn block_words(c: &Frame, block: Block) -> String {
    if let Block::Below(rung) = block {
        return c.s1("block-below", "rung", &rung_name(c, rung));
    }
    let (code, n) = block.code();
    c.s1(&format!("block-{code}"), "n", &group(n))
}

fn money(amount: Paise) -> String {
    if amount == Paise::ZERO { String::new() } else { format_indian(amount) }
}

fn row(c: &Frame, name: String, scope: &Scope, counted: &Counted) -> Row {
    let _ = c;
    let code = encoded(&scope.code());
    Row {
        name,
        href: format!("/state/in/{code}"),
        shares: Rung::COLUMNS.iter().map(|r| Share::of(counted.meet(*r), counted.of)).collect(),
        dropped: if counted.dropped == 0 { String::new() } else { group(counted.dropped) },
        days: format!("/state/days/{code}"),
        unexplained: money(counted.unexplained),
    }
}

fn society_row(c: &Frame, s: &Standing) -> SocietyRow {
    SocietyRow {
        name: s.name.clone(),
        code: s.code.clone(),
        href: format!("/state/society/{}", encoded(&s.code)),
        met: Rung::COLUMNS.iter().map(|r| s.meets(*r)).collect(),
        next: s.next.map(|n| rung_name(c, n.0)).unwrap_or_default(),
        block: s.next.map(|n| block_words(c, n.1)).unwrap_or_default(),
        since: s.since.map(date::format).unwrap_or_default(),
        last_end: s.last_end.map(date::format).unwrap_or_default(),
        unexplained: money(s.unexplained),
        heard: s.heard.map(moment).unwrap_or_default(),
    }
}

/// Furthest behind first: the fewest rungs from below, then the largest difference, then whoever has stood there longest.
fn behind(s: &Standing) -> (usize, std::cmp::Reverse<Paise>, Option<kernel::Date>) {
    let rung = s.next.map_or(Rung::ALL.len(), |n| n.0 as usize);
    (rung, std::cmp::Reverse(s.unexplained), s.since)
}

fn tiles(c: &Frame, counted: &Counted, ahead: &dyn Fn(Rung) -> String) -> Vec<Tile> {
    let said = |rung: Rung| match rung {
        Rung::DataMatch if counted.unmatched > 0 => {
            c.s2("state-unmatched", "heads", &group(counted.unmatched), "amount", &format_indian(counted.unexplained))
        }
        Rung::DayEnd => c.s2("state-t1", "t1", &group(counted.t1), "dropped", &group(counted.dropped)),
        _ => String::new(),
    };
    let more = |rung: Rung| {
        let lines = [said(rung), ahead(rung)];
        lines.into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let tile =
        |r: &Rung| Tile { name: rung_name(c, *r), share: Share::of(counted.meet(*r), counted.of), more: more(*r) };
    Rung::COLUMNS.iter().map(tile).collect()
}

pub(super) fn show(ask: &Ask, named: Option<&str>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, named)?;
    let c = room.frame(ask, "state-nav-review");
    let (state, scope) = (&room.state, &room.scope);
    let all: Vec<&Standing> = state.standings_in(Sector::Mpacs, scope).collect();
    let counted = count(all.iter().copied());
    let plan = ask.web.desk.plan()?;
    let (rows, below) = below(&c, &room, &all);
    let of_block = matches!(scope, Scope::Block(_) | Scope::Bank(_) | Scope::Society(_));
    let mut sorted = all.clone();
    sorted.sort_by_key(|s| behind(s));
    let not_done = |s: &&&Standing| s.next.is_some();
    let page = Page {
        name: room.name(c.lang),
        up: up(&room, ask),
        list: room.list(&c),
        on: date::format(state.snapshot),
        tiles: tiles(&c, &counted, &|r| super::plan::tile_words(&c, &plan, &all, r, state.snapshot)),
        columns: Rung::COLUMNS.iter().map(|r| rung_name(&c, *r)).collect(),
        total: (rows.len() > 1).then(|| row(&c, room.name(c.lang), scope, &counted)),
        map: map::of(ask, &c, &room, &rows_by_place(&room, &all)),
        worst: if of_block {
            Vec::new()
        } else {
            sorted.iter().filter(not_done).take(WORST).map(|s| society_row(&c, s)).collect()
        },
        societies: if of_block { sorted.iter().map(|s| society_row(&c, s)).collect() } else { Vec::new() },
        days: format!("/state/days/{}", encoded(&scope.code())),
        proof: proof(&c, &counted),
        below,
        rows,
        c,
    };
    page::show(ask, &page)
}

/// The places right below a scope, each counted: code and count.
fn rows_by_place(room: &Room, all: &[&Standing]) -> Vec<(Scope, Counted)> {
    let dir = &room.state.directory;
    let scopes: Vec<Scope> = match &room.scope {
        Scope::State => {
            let state = dir.state.as_ref().map_or(0, |s| s.code);
            dir.below(Level::District, state).map(|p| Scope::District(p.code)).collect()
        }
        Scope::District(d) => dir.below(Level::Block, *d).map(|p| Scope::Block(p.code)).collect(),
        _ => Vec::new(),
    };
    let of = |s: &Standing, scope: &Scope| match scope {
        Scope::District(d) => s.district == *d,
        Scope::Block(b) => s.block == *b,
        _ => false,
    };
    let mut counted: Vec<(Scope, Counted)> = scopes.into_iter().map(|s| (s, Counted::default())).collect();
    for s in all {
        if let Some((_, c)) = counted.iter_mut().find(|(scope, _)| of(s, scope)) {
            c.add(s);
        }
    }
    counted
}

fn below(c: &Frame, room: &Room, all: &[&Standing]) -> (Vec<Row>, String) {
    let mut places = rows_by_place(room, all);
    // who is furthest from a full match stands first
    let missing = |c: &Counted| Rung::COLUMNS.iter().map(|r| c.of - c.meet(*r)).sum::<u64>();
    places.sort_by_key(|(_, c)| std::cmp::Reverse(missing(c)));
    let rows = places.iter().map(|(s, n)| row(c, scope_name(&room.state, s, c.lang), s, n)).collect();
    let name = match room.scope {
        Scope::State => c.s("state-district"),
        _ => c.s("state-block"),
    };
    (rows, name)
}

/// The place above, where the person may see it.
fn up(room: &Room, ask: &Ask) -> Option<(String, String)> {
    let dir = &room.state.directory;
    let above = match &room.scope {
        Scope::State => return None,
        Scope::Block(b) => Scope::District(dir.place(Level::Block, *b)?.parent),
        _ => Scope::State,
    };
    let own = ask.who.as_ref()?.posting().map_or(Scope::State, |p| p.scope.clone());
    let sees = dir.lies_in(&above, &own);
    sees.then(|| (format!("/state/in/{}", encoded(&above.code())), scope_name(&room.state, &above, ask.lang)))
}
