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
use programme::answers::Whose;
use programme::matrix::{Counted, Standing, Summary, behind};
use programme::{Block, Rung};

/// Most societies of a block or bank on a page.
const SHOWN: usize = 100;

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
    whose: String,
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
    /// By bank: which is no district. Only of the whole State.
    banks: Vec<Row>,
    societies: Vec<SocietyRow>,
    worst: Vec<SocietyRow>,
    more: String,
    map: Option<map::Map>,
    days: String,
    /// Where a review of this place is held; empty for those who hold none.
    review: String,
    papers: Vec<(String, String)>,
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

/// Whose the next act is for those of a place that do not meet a rung, how many of each, and the list of them.
fn whose(c: &Frame, scope: &Scope, counted: &Counted, rung: Rung) -> Vec<(String, String)> {
    let at = format!("/state/papers/societies/{}?rung={}", encoded(&scope.code()), rung.code());
    let one = |(w, n): (Whose, u64)| {
        (format!("{} {}", c.s(&format!("whose-{}", w.code())), group(n)), format!("{at}&whose={}", w.code()))
    };
    counted.due(rung).map(one).collect()
}

fn row(c: &Frame, name: String, scope: &Scope, counted: &Counted) -> Row {
    let code = encoded(&scope.code());
    let share = |r: &Rung| Share { whose: whose(c, scope, counted, *r), ..Share::of(counted.meet(*r), counted.of) };
    Row {
        name,
        href: format!("/state/in/{code}"),
        shares: Rung::COLUMNS.iter().map(share).collect(),
        dropped: if counted.dropped == 0 { String::new() } else { group(counted.dropped) },
        days: format!("/state/days/{code}"),
        unexplained: money(counted.unexplained),
    }
}

/// A bank's row; one that no order names has no page of its own.
fn bank_row(c: &Frame, room: &Room, name: &str, scope: &Scope, n: &Counted) -> Row {
    let row = row(c, name.to_owned(), scope, n);
    if room.state.directory.knows(scope) { row } else { Row { href: String::new(), ..row } }
}

/// Whose the next act of a society is for a rung, with whoever holds the post; empty where the rung is met.
pub(super) fn answers(c: &Frame, room: &Room, s: &Standing, rung: Rung) -> String {
    let Some(due) = s.due(rung) else { return String::new() };
    let whose = c.s(&format!("whose-{}", due.whose.code()));
    if due.whose == Whose::Society {
        return whose;
    }
    let (dir, snapshot) = (&room.state.directory, room.state.snapshot);
    let today = snapshot.tomorrow().unwrap_or(snapshot);
    let person = dir.society(&s.code).and_then(|l| due.person(dir, &l.listed, today));
    let post = |o: places::Office| c.s(&format!("office-{}", o.code()));
    let named = match (person, due.offices().first()) {
        (Some(p), _) => {
            [p.name.clone(), post(p.office), p.phone.clone()].into_iter().filter(|w| !w.is_empty()).collect()
        }
        (None, Some(o)) => vec![post(*o), c.s("whose-nobody")],
        (None, None) => Vec::new(),
    };
    format!("{whose}: {}", named.join(" · "))
}

fn society_row(c: &Frame, room: &Room, s: &Standing) -> SocietyRow {
    SocietyRow {
        name: s.name.clone(),
        code: s.code.clone(),
        href: format!("/state/society/{}", encoded(&s.code)),
        met: Rung::COLUMNS.iter().map(|r| s.meets(*r)).collect(),
        next: s.next.map(|n| rung_name(c, n.0)).unwrap_or_default(),
        block: s.next.map(|n| block_words(c, n.1)).unwrap_or_default(),
        whose: s.next.map(|n| answers(c, room, s, n.0)).unwrap_or_default(),
        since: s.since.map(date::format).unwrap_or_default(),
        last_end: s.last_end.map(date::format).unwrap_or_default(),
        unexplained: money(s.unexplained),
        heard: s.heard.map(moment).unwrap_or_default(),
    }
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
    let summary = state.summary(Sector::Mpacs, scope);
    let counted = &summary.counted;
    let plan = ask.web.desk.plan()?;
    let (rows, below) = below(&c, &room, &summary);
    let of_block = matches!(scope, Scope::Block(_) | Scope::Bank(_) | Scope::Society(_));
    let mut here: Vec<&Standing> = Vec::new();
    if of_block {
        here.extend(state.standings_in(Sector::Mpacs, scope));
        here.sort_by(|a, b| behind(a).cmp(&behind(b)));
    }
    let hidden = here.len().saturating_sub(SHOWN);
    let page = Page {
        name: room.name(c.lang),
        up: up(&room, ask),
        list: room.list(&c),
        on: date::format(state.snapshot),
        tiles: tiles(&c, counted, &|r| super::plan::tile_words(&c, &room, &plan, counted, r)),
        columns: Rung::COLUMNS.iter().map(|r| rung_name(&c, *r)).collect(),
        total: (rows.len() > 1).then(|| row(&c, room.name(c.lang), scope, counted)),
        banks: banks(&c, &room).iter().map(|(name, scope, n)| bank_row(&c, &room, name, scope, n)).collect(),
        map: map::of(ask, &c, &room, &summary.places),
        worst: if of_block { Vec::new() } else { summary.worst.iter().map(|s| society_row(&c, &room, s)).collect() },
        societies: here.iter().take(SHOWN).map(|s| society_row(&c, &room, s)).collect(),
        more: if hidden == 0 { String::new() } else { c.s1("state-more", "n", &group(hidden as u64)) },
        days: format!("/state/days/{}", encoded(&scope.code())),
        review: match crate::counter::who(ask)?.posting() {
            Some(_) => format!("/state/review/{}", encoded(&scope.code())),
            None => String::new(),
        },
        papers: super::paper::links(&c, scope),
        proof: proof(&c, counted),
        below,
        rows,
        c,
    };
    page::show(ask, &page)
}

/// The banks of the State with their societies, counted, furthest from a full match first; those of no bank last, where there are any.
pub(super) fn banks(c: &Frame, room: &Room) -> Vec<(String, Scope, Counted)> {
    if room.scope != Scope::State {
        return Vec::new();
    }
    let dir = &room.state.directory;
    let named = |(code, n): &(String, Counted)| {
        let name = dir.banks.get(code).map(|b| b.name.clone());
        let other = || if code.is_empty() { c.s("state-no-bank") } else { code.clone() };
        (name.unwrap_or_else(other), Scope::Bank(code.clone()), n.clone())
    };
    let mut all: Vec<_> = room.state.banks(Sector::Mpacs).iter().map(named).collect();
    let missing = |c: &Counted| Rung::COLUMNS.iter().map(|r| c.of - c.meet(*r)).sum::<u64>();
    all.sort_by_key(|(_, scope, n)| (!dir.knows(scope), std::cmp::Reverse(missing(n))));
    all
}

fn below(c: &Frame, room: &Room, summary: &Summary) -> (Vec<Row>, String) {
    let mut places: Vec<&(Scope, Counted)> = summary.places.iter().collect();
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
