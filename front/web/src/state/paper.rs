//! Every view of the review room as a paper: one page of A4, a workbook, and the same table on the screen with links to what it was counted from.

use super::calls::Whom;
use super::review::{answers, block_words, rung_name};
use super::{Room, days, plan, proof, scope_name, snapshot};
use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::grid::{self, Shown, columns};
use crate::page::{self, Frame};
use crate::reports::{wants_workbook, workbook};
use crate::words::{encoded, moment};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use helpdesk::ageing;
use kernel::Date;
use lipi::amount::group;
use lipi::date;
use places::{Scope, Sector};
use programme::answers::Whose;
use programme::differences::{Aged, age};
use programme::matrix::{Counted, Standing, behind};
use programme::{AtWork, Rung};

/// Views there are papers of, as they are named in addresses.
pub(super) const VIEWS: [&str; 9] =
    ["matrix", "societies", "worst", "days", "silent", "migration", "differences", "tickets", "timeline"];

/// Days without news from which a society is silent: as long as a society may go without a day's end and still count as active.
const SILENT_DAYS: i64 = 7;

/// Links to the papers of a scope: address and name.
pub(super) fn links(c: &Frame, scope: &Scope) -> Vec<(String, String)> {
    let at = encoded(&scope.code());
    VIEWS.map(|v| (format!("/state/papers/{v}/{at}"), c.s(&format!("paper-{v}")))).into()
}

#[derive(Template)]
#[template(path = "state/paper.html")]
struct Page {
    c: Frame,
    of: String,
    title: String,
    about: Vec<String>,
    back: String,
    pdf: String,
    sheet: String,
    others: Vec<(String, String)>,
    tables: Vec<Table>,
    proof: String,
}

struct Table {
    title: String,
    about: Vec<String>,
    columns: Vec<(String, bool)>,
    rows: Vec<(bool, Vec<Shown>)>,
}

/// A paper as a file, where one is asked for.
pub(crate) fn file(ask: &Ask, name: &str, paper: &Paper) -> Result<Option<Response>, Trouble> {
    if wants_workbook(ask) {
        return Ok(Some(workbook(name, paper.xlsx()?)));
    }
    if ask.value("as") != Some("pdf") {
        return Ok(None);
    }
    let named = format!("inline; filename=\"{name}.pdf\"");
    let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, named)];
    Ok(Some((headers, paper.pdf(ask.lang)?).into_response()))
}

/// Whether the page is asked for as a file.
pub(super) fn wanted(ask: &Ask) -> bool {
    wants_workbook(ask) || ask.value("as") == Some("pdf")
}

/// The page that is open as a page of A4 and as a workbook: their addresses.
pub(super) fn as_files(ask: &Ask) -> (String, String) {
    (ask.with("as", Some("pdf")), ask.with("as", Some("xlsx")))
}

/// A view as a file or on the screen.
pub(super) fn show(ask: &Ask, view: &str, scope: &str) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(scope))?;
    let c = room.frame(ask, "state-nav-review");
    let counted = room.state.summary(Sector::Mpacs, &room.scope);
    let on = if view == "days" { snapshot(ask, &room.state)? } else { room.state.snapshot };
    let (grids, proof_line) = match view {
        "matrix" => (matrix(&c, &room), proof(&c, &counted.counted)),
        "societies" => (societies(ask, &c, &room), proof(&c, &counted.counted)),
        "worst" => (worst(&c, &room), proof(&c, &counted.counted)),
        "days" => (day_ends(ask, &c, &room, on), proof(&c, &counted.counted)),
        "silent" => (silent(ask, &c, &room), proof(&c, &counted.counted)),
        "migration" => (migration(&c, &room), proof(&c, &counted.counted)),
        "differences" => (differences(&c, &room), proof(&c, &counted.counted)),
        "tickets" => tickets(ask, &c, &room)?,
        "timeline" => (timeline(&c, &room, &ask.web.desk.plan()?, ask.web.desk.today()), proof(&c, &counted.counted)),
        _ => return Err(Trouble::no_page()),
    };
    let paper = Paper {
        of: room.name(c.lang),
        title: c.s(&format!("paper-{view}")),
        about: vec![c.s1("state-on", "day", &date::format(on)), c.s(&format!("paper-{view}-why"))],
        parts: grids.into_iter().map(Part::Table).collect(),
        proof: format!("{proof_line} · {}", room.list(&c)),
    };
    if let Some(file) = file(ask, &format!("{view}-{}", room.scope.code()), &paper)? {
        return Ok(file);
    }
    let table = |part: Part| match part {
        Part::Table(g) => Some(Table {
            title: g.title.clone(),
            about: g.about.clone(),
            columns: g.columns.iter().map(|(n, h)| (n.clone(), matches!(h, Holds::Money | Holds::Count))).collect(),
            rows: grid::shown(Grid { rows: g.rows.into_iter().take(200).collect(), ..g }),
        }),
        _ => None,
    };
    let page = Page {
        back: format!("/state/in/{}", encoded(&room.scope.code())),
        pdf: ask.with("as", Some("pdf")),
        sheet: ask.with("as", Some("xlsx")),
        others: links(&c, &room.scope),
        of: paper.of,
        title: paper.title,
        about: paper.about,
        tables: paper.parts.into_iter().filter_map(table).collect(),
        proof: paper.proof,
        c,
    };
    page::show(ask, &page)
}

fn named(c: &Frame, title: &str, about: Option<&str>, heads: &[(&str, Holds)]) -> Grid {
    let title = if title.is_empty() { String::new() } else { c.s(title) };
    Grid { title, about: about.map(|a| c.s(a)).into_iter().collect(), columns: columns(c, heads), rows: Vec::new() }
}

fn society_cell(s: &Standing) -> Cell {
    Cell::Link(format!("{} ({})", s.name, s.code), format!("/state/society/{}", encoded(&s.code)))
}

fn place_of(c: &Frame, room: &Room, s: &Standing) -> Cell {
    let name = |scope| scope_name(&room.state, &scope, c.lang);
    Cell::text(format!("{} · {}", name(Scope::Block(s.block)), name(Scope::District(s.district))))
}

fn day(d: Option<Date>) -> Cell {
    Cell::text(d.map(date::format).unwrap_or_default())
}

/// The places right below, or the place itself where nothing lies below it, each counted.
fn places(room: &Room) -> Vec<(Scope, Counted)> {
    let summary = room.state.summary(Sector::Mpacs, &room.scope);
    match summary.places.is_empty() {
        true => vec![(room.scope.clone(), summary.counted.clone())],
        false => summary.places.clone(),
    }
}

fn matrix(c: &Frame, room: &Room) -> Vec<Grid> {
    let mut heads = vec![("state-place", Holds::Words), ("web-societies", Holds::Count)];
    let keys: Vec<String> = Rung::COLUMNS.iter().map(|r| format!("rung-{}", r.code())).collect();
    heads.extend(keys.iter().map(|k| (&k[..], Holds::Count)));
    heads.extend([("state-dropped", Holds::Count), ("state-f-unexplained", Holds::Money)]);
    let mut grid = named(c, "", None, &heads);
    let cells = |name: Cell, n: &Counted| {
        let mut out = vec![name, Cell::Count(n.of)];
        out.extend(Rung::COLUMNS.iter().map(|r| Cell::Share(n.meet(*r), n.of)));
        out.extend([Cell::Count(n.dropped), Cell::Money(n.unexplained)]);
        out
    };
    let mut all = places(room);
    all.sort_by_key(|(_, n)| std::cmp::Reverse(Rung::COLUMNS.iter().map(|r| n.of - n.meet(*r)).sum::<u64>()));
    for (scope, n) in &all {
        let href = format!("/state/in/{}", encoded(&scope.code()));
        grid.row(cells(Cell::Link(scope_name(&room.state, scope, c.lang), href), n));
    }
    let whole = room.state.summary(Sector::Mpacs, &room.scope);
    grid.strong(cells(Cell::text(room.name(c.lang)), &whole.counted));
    let banks = super::review::banks(c, room);
    let mut by_bank = named(c, "state-banks", None, &heads);
    by_bank.columns[0].0 = c.s("state-bank");
    for (name, scope, n) in &banks {
        let href = format!("/state/in/{}", encoded(&scope.code()));
        let known = room.state.directory.knows(scope);
        let name = if known { Cell::Link(name.clone(), href) } else { Cell::text(name.clone()) };
        by_bank.row(cells(name, n));
    }
    let mut heads = vec![("state-place", Holds::Words)];
    heads.extend(keys.iter().map(|k| (&k[..], Holds::Words)));
    let mut by_whom = named(c, "whose", Some("whose-why"), &heads);
    let cells = |name: Cell, n: &Counted| {
        let words = |r: &Rung| {
            let all = n.due(*r).map(|(w, n)| format!("{} {}", c.s(&format!("whose-{}", w.code())), group(n)));
            Cell::text(all.collect::<Vec<_>>().join(", "))
        };
        std::iter::once(name).chain(Rung::COLUMNS.iter().map(words)).collect()
    };
    for (scope, n) in &all {
        let href = format!("/state/papers/societies/{}", encoded(&scope.code()));
        by_whom.row(cells(Cell::Link(scope_name(&room.state, scope, c.lang), href), n));
    }
    by_whom.strong(cells(Cell::text(room.name(c.lang)), &whole.counted));
    if banks.is_empty() { vec![grid, by_whom] } else { vec![grid, by_whom, by_bank] }
}

fn blocked(c: &Frame, s: &Standing) -> Cell {
    let words = |n: &(Rung, programme::Block)| format!("{}: {}", rung_name(c, n.0), block_words(c, n.1));
    Cell::text(s.next.as_ref().map_or_else(|| c.s("state-done"), words))
}

/// All societies of a place; only those whose next act for a rung is one party's, where the address names both.
fn societies(ask: &Ask, c: &Frame, room: &Room) -> Vec<Grid> {
    let rung = ask.value("rung").and_then(Rung::from_code);
    let whose = ask.value("whose").and_then(Whose::from_code);
    let fits = |s: &&Standing| match (rung, whose) {
        (Some(rung), Some(whose)) => s.due(rung).is_some_and(|d| d.whose == whose),
        (Some(rung), None) => !s.meets(rung),
        (None, _) => true,
    };
    let mut heads = vec![("web-society", Holds::Words)];
    let keys: Vec<String> = Rung::COLUMNS.iter().map(|r| format!("rung-{}", r.code())).collect();
    heads.extend(keys.iter().map(|k| (&k[..], Holds::Short)));
    heads.extend([
        ("state-blocked", Holds::Words),
        ("whose", Holds::Words),
        ("state-f-last-end", Holds::Short),
        ("state-f-unexplained", Holds::Money),
    ]);
    let mut grid = named(c, "", None, &heads);
    let of = |r: Rung| match whose {
        Some(w) => format!("{}: {}", rung_name(c, r), c.s(&format!("whose-{}", w.code()))),
        None => rung_name(c, r),
    };
    grid.about.extend(rung.map(of));
    let mut all: Vec<&Standing> = room.state.standings_in(Sector::Mpacs, &room.scope).filter(fits).collect();
    all.sort_by(|a, b| behind(a).cmp(&behind(b)));
    for s in all {
        let met = |r: &Rung| Cell::text(c.s(if s.meets(*r) { "rule-value-yes" } else { "rule-value-no" }));
        let mut cells = vec![society_cell(s)];
        cells.extend(Rung::COLUMNS.iter().map(met));
        let asked = rung.or(s.next.map(|n| n.0));
        let answers = asked.map(|r| answers(c, room, s, r)).unwrap_or_default();
        cells.extend([blocked(c, s), Cell::text(answers), day(s.last_end), Cell::Money(s.unexplained)]);
        grid.row(cells);
    }
    vec![grid]
}

fn worst(c: &Frame, room: &Room) -> Vec<Grid> {
    let heads = [
        ("web-society", Holds::Words),
        ("state-place", Holds::Words),
        ("state-blocked", Holds::Words),
        ("state-since-head", Holds::Short),
        ("state-f-unexplained", Holds::Money),
        ("state-last-heard", Holds::Short),
    ];
    let mut grid = named(c, "", None, &heads);
    for s in &room.state.summary(Sector::Mpacs, &room.scope).worst {
        let heard = Cell::text(s.heard.map_or_else(|| c.s("state-never"), moment));
        let place = place_of(c, room, s);
        grid.row(vec![society_cell(s), place, blocked(c, s), day(s.since), Cell::Money(s.unexplained), heard]);
    }
    vec![grid]
}

/// How far the old books of each society have come, as its program counted it; those that have not begun stand at the end.
fn migration(c: &Frame, room: &Room) -> Vec<Grid> {
    const GATES: u64 = 11;
    let heads = [
        ("web-society", Holds::Words),
        ("state-place", Holds::Words),
        ("state-work-keyed", Holds::Count),
        ("web-rows", Holds::Count),
        ("state-f-work-pages", Holds::Count),
        ("state-f-work-heads", Holds::Count),
        ("state-f-gates", Holds::Count),
        ("state-f-days-left", Holds::Count),
        ("state-work-counted", Holds::Short),
    ];
    let mut grid = named(c, "", None, &heads);
    let work = |s: &Standing| room.state.evidence_of(&s.code).and_then(|e| e.at_work);
    let mut all: Vec<(&Standing, Option<AtWork>)> =
        room.state.standings_in(Sector::Mpacs, &room.scope).map(|s| (s, work(s))).collect();
    all.sort_by_key(|(s, w)| (w.is_none(), w.map(|w| std::cmp::Reverse(w.days_left)), s.name.clone()));
    let share = |(n, of): (u64, u64)| Cell::Share(n, of);
    for (s, work) in &all {
        let mut cells = vec![society_cell(s), place_of(c, room, s)];
        cells.extend(match work {
            Some(w) => [
                Cell::Count(w.rows.1),
                Cell::Count(w.rows.0),
                share(w.pages),
                share(w.heads),
                Cell::Share(u64::from(w.gates.count_ones()), GATES),
                w.days_left.map_or_else(|| Cell::text(""), Cell::Count),
                day(Some(w.day)),
            ],
            None => [(); 7].map(|()| Cell::text("")),
        });
        grid.row(cells);
    }
    let begun: Vec<AtWork> = all.iter().filter_map(|(_, w)| *w).collect();
    let sum = |of: fn(&AtWork) -> u64| begun.iter().map(of).sum::<u64>();
    grid.strong(vec![
        Cell::text(room.name(c.lang)),
        Cell::Share(begun.len() as u64, all.len() as u64),
        Cell::Count(sum(|w| w.rows.1)),
        Cell::Count(sum(|w| w.rows.0)),
        Cell::Share(sum(|w| w.pages.0), sum(|w| w.pages.1)),
        Cell::Share(sum(|w| w.heads.0), sum(|w| w.heads.1)),
        Cell::Share(sum(|w| u64::from(w.gates.count_ones())), GATES * begun.len() as u64),
        Cell::Count(sum(|w| w.days_left.unwrap_or(0))),
        Cell::text(""),
    ]);
    vec![grid]
}

fn day_ends(ask: &Ask, c: &Frame, room: &Room, on: Date) -> Vec<Grid> {
    let within = days::within(ask);
    let other = (on != room.state.snapshot).then(|| room.state.on(on));
    let all = days::standings(room, other.as_deref());
    let heads = [
        ("web-society", Holds::Words),
        ("state-place", Holds::Words),
        ("state-f-last-end", Holds::Short),
        ("state-ago", Holds::Short),
        ("phone-call", Holds::Words),
        ("state-ask-whom", Holds::Words),
    ];
    let mut whom = Whom::of(room, ask.web.desk.today());
    let lists = days::lists(&all, within);
    let tables = lists.into_iter().filter(|(key, found)| *key == "state-dropped" || !found.is_empty());
    let mut table = |(key, found): (&str, Vec<&Standing>)| {
        let mut grid = named(c, key, found.is_empty().then_some("state-nobody"), &heads);
        grid.title = format!("{}: {}", grid.title, group(found.len() as u64));
        for s in found {
            let ago = s.last_end.map(|d| c.s1("state-days-ago", "n", &(on - d).get_days().to_string()));
            let ago = Cell::text(ago.unwrap_or_else(|| c.s("state-never")));
            let whom = Cell::text(whom.asked(c, &s.code));
            grid.row(vec![society_cell(s), place_of(c, room, s), day(s.last_end), ago, called(c, room, s), whom]);
        }
        grid
    };
    tables.map(&mut table).collect()
}

/// Societies from which nothing was heard for a week, or never: since when, what was said the last time somebody telephoned, and whom to ask.
fn silent(ask: &Ask, c: &Frame, room: &Room) -> Vec<Grid> {
    let (now, today) = (ask.web.desk.now(), ask.web.desk.today());
    let late = |at: kernel::Instant| now.0 - at.0 >= SILENT_DAYS * 24 * 3_600_000;
    // a society that is kept here is heard with every entry
    let heard = |s: &Standing| match (s.heard, s.entries) {
        (Some(at), _) => Some(at),
        (None, 0) => None,
        (None, _) => room.state.evidence_of(&s.code).and_then(|e| e.last_at),
    };
    let all = room.state.standings_in(Sector::Mpacs, &room.scope);
    let mut found: Vec<(Option<kernel::Instant>, &Standing)> =
        all.map(|s| (heard(s), s)).filter(|(at, _)| at.is_none_or(late)).collect();
    found.sort_by_key(|(at, s)| (*at, s.code.clone()));
    let heads = [
        ("web-society", Holds::Words),
        ("state-place", Holds::Words),
        ("state-last-heard", Holds::Short),
        ("state-ago", Holds::Short),
        ("phone-call", Holds::Words),
        ("state-ask-whom", Holds::Words),
    ];
    let mut grid = named(c, "", found.is_empty().then_some("state-proof-all"), &heads);
    let mut whom = Whom::of(room, today);
    for (at, s) in found {
        let ago = at.map(|at| c.s1("state-days-ago", "n", &((now.0 - at.0) / (24 * 3_600_000)).to_string()));
        let last = room.state.evidence_of(&s.code).and_then(|e| e.called.as_ref());
        let said = last.map_or_else(|| c.s("phone-not-yet"), |k| call_words(c, room, s, k));
        grid.row(vec![
            society_cell(s),
            place_of(c, room, s),
            Cell::text(at.map_or_else(|| c.s("state-never"), moment)),
            Cell::text(ago.unwrap_or_default()),
            Cell::text(said),
            Cell::text(whom.asked(c, &s.code)),
        ]);
    }
    vec![grid]
}

/// A call in one line: when, what was said, what was promised.
fn call_words(c: &Frame, room: &Room, s: &Standing, k: &programme::call::Called) -> String {
    let p = super::calls::phoned(c, k, s.last_end, room.state.snapshot, "");
    [p.when, p.said, p.promised].iter().filter(|w| !w.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// The last call about the days that are missing.
fn called(c: &Frame, room: &Room, s: &Standing) -> Cell {
    let called = room.state.evidence_of(&s.code).and_then(|e| e.called.as_ref()).filter(|k| k.counts(s.last_end));
    Cell::text(called.map(|k| call_words(c, room, s, k)).unwrap_or_default())
}

fn differences(c: &Frame, room: &Room) -> Vec<Grid> {
    let on = room.state.snapshot;
    let all = room.state.standings_in(Sector::Mpacs, &room.scope);
    let mut found: Vec<(i64, &Standing, &programme::Evidence)> = all
        .filter_map(|s| {
            let e = room.state.evidence_of(&s.code)?;
            Some((age(e, on)?, s, e))
        })
        .collect();
    found.sort_by_key(|(days, s, _)| (std::cmp::Reverse((*days, s.unexplained)), s.code.clone()));
    let heads = [
        ("state-place", Holds::Words),
        ("web-societies", Holds::Count),
        ("paper-age-0", Holds::Count),
        ("paper-age-8", Holds::Count),
        ("paper-age-31", Holds::Count),
        ("paper-age-91", Holds::Count),
        ("paper-heads", Holds::Count),
        ("state-f-unexplained", Holds::Money),
    ];
    let mut by_place = named(c, "", None, &heads);
    let cells = |name: Cell, a: &Aged| {
        let mut out = vec![name, Cell::Count(a.all())];
        out.extend(a.by_age.map(Cell::Count));
        out.extend([Cell::Count(a.heads), Cell::Money(a.unexplained)]);
        out
    };
    let sum = |fits: &dyn Fn(&Standing) -> bool| {
        let mut out = Aged::default();
        found.iter().filter(|(_, s, _)| fits(s)).for_each(|(days, _, e)| out.add(e, *days));
        out
    };
    for (scope, _) in places(room) {
        let of = sum(&|s: &Standing| match &scope {
            Scope::District(d) => s.district == *d,
            Scope::Block(b) => s.block == *b,
            _ => true,
        });
        if of.all() > 0 {
            let href = format!("/state/papers/differences/{}", encoded(&scope.code()));
            by_place.row(cells(Cell::Link(scope_name(&room.state, &scope, c.lang), href), &of));
        }
    }
    by_place.strong(cells(Cell::text(room.name(c.lang)), &sum(&|_| true)));
    let heads = [
        ("web-society", Holds::Words),
        ("state-place", Holds::Words),
        ("paper-age", Holds::Count),
        ("paper-heads", Holds::Count),
        ("state-f-unexplained", Holds::Money),
    ];
    let mut oldest = named(c, "paper-oldest", None, &heads);
    for (days, s, e) in &found {
        let days = Cell::Count(u64::try_from(*days).unwrap_or(0));
        oldest.row(vec![
            society_cell(s),
            place_of(c, room, s),
            days,
            Cell::Count(e.unmatched),
            Cell::Money(e.unexplained),
        ]);
    }
    vec![by_place, oldest]
}

/// Open tickets of the scope by cause and by who has them; and from how many of how many societies.
fn tickets(ask: &Ask, c: &Frame, room: &Room) -> Result<(Vec<Grid>, String), Trouble> {
    let now = ask.web.desk.now();
    let within = room.state.within(&room.scope);
    let (hours, _) = ask.web.desk.hours()?;
    let mut all = ask.web.desk.queue(who(ask)?, now)?;
    all.retain(|l| within.contains(&l.society.id) && l.ticket.is_open());
    let heads = [
        ("helpdesk-col-category", Holds::Words),
        ("helpdesk-col-with", Holds::Words),
        ("helpdesk-col-open-n", Holds::Count),
        ("helpdesk-col-day-end-n", Holds::Count),
        ("helpdesk-col-age-0-n", Holds::Count),
        ("helpdesk-col-age-3-n", Holds::Count),
        ("helpdesk-col-age-8-n", Holds::Count),
        ("helpdesk-col-age-15-n", Holds::Count),
        ("helpdesk-col-over-n", Holds::Count),
    ];
    let mut grid = named(c, "", None, &heads);
    let count = |n: u32| Cell::Count(u64::from(n));
    let mut sum = ageing::Aged::default();
    for ((category, party), a) in ageing::table(all.iter().map(|l| &l.ticket), &hours, now) {
        let (cause, has) =
            (format!("helpdesk-category-{}", category.code()), format!("helpdesk-party-{}", party.code()));
        let href = format!("/helpdesk?state=open&cause={}&whose={}", category.code(), party.code());
        let mut cells = vec![Cell::Link(c.s(&cause), href), Cell::text(c.s(&has)), count(a.all), count(a.day_end)];
        cells.extend(a.by_age.map(count));
        cells.push(count(a.over));
        grid.row(cells);
        sum.all += a.all;
        sum.day_end += a.day_end;
        sum.over += a.over;
        sum.by_age.iter_mut().zip(a.by_age).for_each(|(s, n)| *s += n);
    }
    let mut cells = vec![Cell::text(c.s("web-total")), Cell::Empty, count(sum.all), count(sum.day_end)];
    cells.extend(sum.by_age.map(count));
    cells.push(count(sum.over));
    grid.strong(cells);
    let of: std::collections::BTreeSet<i64> = all.iter().map(|l| l.society.id.0).collect();
    let proof = c.s2("helpdesk-queue-n", "n", &group(all.len() as u64), "societies", &group(of.len() as u64));
    Ok((vec![grid], proof))
}

fn timeline(c: &Frame, room: &Room, plan: &programme::plan::Plan, today: Date) -> Vec<Grid> {
    let heads = [
        ("state-place", Holds::Words),
        ("plan-rung", Holds::Words),
        ("plan-due", Holds::Short),
        ("plan-met", Holds::Short),
        ("plan-expected", Holds::Short),
        ("plan-state", Holds::Words),
        ("plan-forecast", Holds::Words),
        ("plan-answers", Holds::Words),
    ];
    let rows = plan::ahead_rows(c, room, plan, (room.state.snapshot, today));
    let mut grid = named(c, "", rows.iter().all(|r| r.due.is_empty()).then_some("paper-no-timeline"), &heads);
    for r in rows {
        let text = [r.rung, r.due, r.met, r.expected, r.word, r.forecast, r.answers];
        grid.row(std::iter::once(Cell::Link(r.place, r.href)).chain(text.map(Cell::Text)).collect());
    }
    vec![grid]
}
