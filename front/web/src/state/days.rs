//! Day-ends from one snapshot day to the next: who dropped out is telephoned.

use super::calls::{self, Phoned, Whom};
use super::{Room, scope_name, snapshot};
use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::page::{self, Frame};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use lipi::amount::group;
use lipi::date;
use places::{Scope, Sector};
use programme::Recency;
use programme::matrix::Standing;

/// Most societies of a list on a page.
const SHOWN: usize = 100;

struct Row {
    name: String,
    code: String,
    href: String,
    place: String,
    last: String,
    ago: String,
    /// Whom to telephone: name, post and number; empty in lists of those who are not.
    whom: String,
    /// The last call about the days that are missing.
    phoned: Option<Phoned>,
    /// Where a call is written down, and a ticket raised from it; empty where the person does neither.
    call: String,
    ticket: String,
}

struct List {
    /// Those who are telephoned.
    calls: bool,
    title: String,
    count: String,
    rows: Vec<Row>,
    more: String,
}

#[derive(Template)]
#[template(path = "state/days.html")]
struct Page {
    c: Frame,
    name: String,
    href: String,
    on: String,
    here: String,
    paper: String,
    within: Vec<(String, String, bool)>,
    summary: Vec<(String, String)>,
    lists: Vec<List>,
    /// From what it was counted, and who has not been heard.
    list: String,
    silent: String,
}

/// Within how many days a page asks for.
pub(super) fn within(ask: &Ask) -> Recency {
    if ask.value("of") == Some("1") { Recency::T1 } else { Recency::T7 }
}

/// The societies of the room as they stood on another day, or as they stand.
pub(super) fn standings<'s>(room: &'s Room, other: Option<&'s [(Sector, Standing)]>) -> Vec<&'s Standing> {
    let codes: std::collections::HashSet<&str> =
        room.state.standings_in(Sector::Mpacs, &room.scope).map(|s| s.code.as_str()).collect();
    let of = other.unwrap_or(&room.state.standings);
    of.iter().map(|(_, s)| s).filter(|s| codes.contains(s.code.as_str())).collect()
}

/// Who dropped out, who is new, who does not end days, who goes on as before: by the last day ended.
pub(super) fn lists<'s>(all: &[&'s Standing], within: Recency) -> [(&'static str, Vec<&'s Standing>); 4] {
    let list = |key, fits: &dyn Fn(&Standing) -> bool| {
        let mut found: Vec<&Standing> = all.iter().copied().filter(|s| fits(s)).collect();
        found.sort_by_key(|s| (s.last_end, s.name.clone()));
        (key, found)
    };
    [
        list("state-dropped", &|s| s.dropped(within)),
        list("state-new", &|s| s.is_new(within)),
        list("state-inactive", &|s| s.recency > within && !s.dropped(within)),
        list("state-consistent", &|s| s.consistent(within)),
    ]
}

pub(super) fn show(ask: &Ask, named: &str) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(named))?;
    let c = room.frame(ask, "state-nav-days");
    let (state, scope) = (&room.state, &room.scope);
    let on = snapshot(ask, state)?;
    let other = (on != state.snapshot).then(|| state.on(on));
    let within = within(ask);
    let all = standings(&room, other.as_deref());
    let (may, login) = (calls::may(ask)?, who(ask)?.name.as_str());
    let mut whom = Whom::of(&room, ask.web.desk.today());
    let list = |(key, found): (&str, Vec<&Standing>)| {
        // both are telephoned: those who stopped yesterday, and those who never began or stopped before
        let calls = key == "state-dropped" || key == "state-inactive";
        let mut rows: Vec<Row> =
            found.iter().take(SHOWN).map(|s| row(&c, &room, s, on, calls.then_some((may, login)))).collect();
        rows.iter_mut().filter(|_| calls).for_each(|r| r.whom = whom.asked(&c, &r.code));
        let hidden = found.len().saturating_sub(SHOWN);
        let more = if hidden == 0 { String::new() } else { c.s1("state-more", "n", &group(hidden as u64)) };
        List { calls, title: c.s(key), count: group(found.len() as u64), rows, more }
    };
    let lists = lists(&all, within).into_iter().map(list).collect();
    let active = all.iter().filter(|s| s.recency <= within).count() as u64;
    let consistent = all.iter().filter(|s| s.consistent(within)).count() as u64;
    let page = Page {
        name: room.name(c.lang),
        href: format!("/state/in/{}", encoded(&scope.code())),
        on: date::format(on),
        here: ask.path().to_owned(),
        paper: ask.with("as", None).replacen("/state/days/", "/state/papers/days/", 1),
        within: [("7", "state-t7-name", within == Recency::T7), ("1", "state-t1-name", within == Recency::T1)]
            .map(|(v, key, on)| (ask.with("of", Some(v)), c.s(key), on))
            .into(),
        summary: vec![
            (c.s("state-active"), format!("{} / {}", group(active), group(all.len() as u64))),
            (c.s("state-consistent"), group(consistent)),
        ],
        lists,
        list: super::counted_from(&c, &room),
        silent: format!("/state/papers/silent/{}", encoded(&scope.code())),
        c,
    };
    page::show(ask, &page)
}

/// `calls` is whether the person writes calls down, and his login, where those of the list are telephoned.
fn row(c: &Frame, room: &Room, s: &Standing, on: kernel::Date, calls: Option<(bool, &str)>) -> Row {
    let block = scope_name(&room.state, &Scope::Block(s.block), c.lang);
    let district = scope_name(&room.state, &Scope::District(s.district), c.lang);
    let ago = s.last_end.map(|d| c.s1("state-days-ago", "n", &(on - d).get_days().to_string()));
    let called = room.state.evidence_of(&s.code).and_then(|e| e.called.as_ref()).filter(|k| k.counts(s.last_end));
    let may = calls.is_some_and(|(may, _)| may);
    let said = called.map_or("", |k| &k.call.said);
    let phoned = calls.and_then(|(_, login)| called.map(|k| calls::phoned(c, k, s.last_end, on, login)));
    Row {
        call: if may { calls::address(&s.code) } else { String::new() },
        ticket: if may && phoned.is_some() { calls::ticket(&s.code, said) } else { String::new() },
        phoned,
        whom: String::new(),
        name: s.name.clone(),
        code: s.code.clone(),
        href: format!("/state/society/{}", encoded(&s.code)),
        place: format!("{block} · {district}"),
        last: s.last_end.map(date::format).unwrap_or_default(),
        ago: ago.unwrap_or_else(|| c.s("state-never")),
    }
}
