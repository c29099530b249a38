//! A review: its form with the figures of the moment, and its minutes on one page.

use super::{Room, scope_name};
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{command, refused, who};
use crate::grid::columns;
use crate::page::{self, Frame};
use crate::words::encoded;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use kernel::Refusal;
use lipi::date;
use places::Sector;
use programme::Rung;
use programme::matrix::Counted;
use programme::timeline::{Basis, Minutes, Point};

/// Points a form takes, by the names of their three fields; those of which nothing is written are none.
macro_rules! points {
    ($($n:literal)*) => { [$((concat!("point_", $n), concat!("by_", $n), concat!("until_", $n))),*] };
}
const POINTS: [(&str, &str, &str); 12] = points!(1 2 3 4 5 6 7 8 9 10 11 12);

/// What the figures are counted from at this moment.
fn basis(room: &Room) -> Basis {
    let (dir, summary) = (&room.state.directory, room.state.summary(Sector::Mpacs, &room.scope));
    let n = &summary.counted;
    Basis {
        list: dir.list.number,
        dated: dir.list.day,
        orders: dir.orders.clone(),
        of: n.of,
        heard: n.heard,
        entries: n.entries,
        oldest: n.oldest,
    }
}

/// The proof line of minutes: from what their figures were counted then, and over which list.
fn basis_words(c: &Frame, basis: Option<&Basis>) -> String {
    let Some(b) = basis else { return c.s("plan-basis-not-kept") };
    let counted = Counted { of: b.of, heard: b.heard, entries: b.entries, oldest: b.oldest, ..Counted::default() };
    format!("{} · {}", super::proof(c, &counted), super::list_words(c, (b.list, b.dated), &b.orders))
}

/// The figures of a review as they are now: name and share.
fn figures(c: &Frame, room: &Room) -> Vec<(String, String)> {
    let summary = room.state.summary(Sector::Mpacs, &room.scope);
    let counted = &summary.counted;
    let share = |r: &Rung| {
        let s = super::Share::of(counted.meet(*r), counted.of);
        (super::review::rung_name(c, *r), format!("{} ({})", s.text, s.percent))
    };
    Rung::COLUMNS.iter().map(share).collect()
}

/// The form of minutes.
pub(super) fn form(ask: &Ask, scope: &str, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(scope))?;
    let c = room.frame(ask, "state-nav-plan");
    let today = ask.web.desk.today();
    let dir = &room.state.directory;
    let within = dir.posts_on(today).filter(|p| dir.lies_in(&p.scope, &room.scope));
    let people = within
        .map(|p| (p.login.clone(), format!("{} · {}", p.name, c.s(&format!("office-{}", p.office.code())))))
        .collect::<Vec<_>>();
    // nobody is chosen before somebody chooses him
    let people: Vec<(String, String)> = [(String::new(), c.s("plan-point-nobody"))].into_iter().chain(people).collect();
    let text = |name| Field::new(&c, name, Input::Text);
    let mut fields = vec![
        text("chair").with(who(ask)?.posting().map(|p| p.name.clone()).unwrap_or_default()),
        Field::new(&c, "held", Input::Date).with(date::format(today)),
        text("present").free(),
        Field::new(&c, "said", Input::Long).free(),
    ];
    for (i, (point, by, until)) in POINTS.into_iter().enumerate() {
        let n = (i + 1).to_string();
        fields.push(Field::labelled(point, c.s1("plan-point", "n", &n), Input::Text).free());
        let label = c.s1("plan-point-by", "n", &n);
        fields.push(Field::labelled(by, label, Input::Choice(people.clone())).free());
        fields.push(Field::labelled(until, c.s1("plan-point-until", "n", &n), Input::Date).free());
    }
    let mut form = Form::new(c, String::new(), format!("/state/review/{}", encoded(scope)));
    form.title = form.c.s1("plan-review-of", "place", &room.name(ask.lang));
    form.why = form.c.s("plan-review-why");
    form.facts = figures(&form.c, &room);
    form.facts.push((form.c.s("rep-proof"), basis_words(&form.c, Some(&basis(&room)))));
    super::asked(ask, form, fields, ("/state/plan", "state-nav-plan"), again).show(ask)
}

/// Keeps the minutes.
pub(super) fn keep(ask: &Ask, scope: &str, filled: &Filled) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(scope))?;
    let today = ask.web.desk.today();
    let read = || -> Result<Minutes, Refusal> {
        let mut points = Vec::new();
        for (point, by, until) in POINTS {
            if !filled.text(point).is_empty() {
                let due = filled.day(until)?.ok_or_else(|| crate::counter::form::unread(until, ""))?;
                points.push(Point { text: filled.text(point).to_owned(), login: filled.text(by).to_owned(), due });
            }
        }
        Ok(Minutes {
            scope: room.scope.clone(),
            held: filled.day("held")?.unwrap_or(today),
            chair: filled.text("chair").to_owned(),
            present: filled.text("present").to_owned(),
            text: filled.text("said").to_owned(),
            figures: figures(&Frame::plain(ask), &room),
            points,
            basis: Some(basis(&room)),
        })
    };
    let done = read().map_err(refused);
    let done = done.and_then(|m| Ok(ask.web.desk.review(who(ask)?, command(filled), &m)?));
    match done {
        Ok(r) => Ok(Redirect::to(&format!("/state/minutes/{}-{}", r.desk.0, r.last.0)).into_response()),
        Err(Trouble::Refused(_, no)) => form(ask, scope, Some((filled, &no))),
        Err(e) => Err(e),
    }
}

#[derive(Template)]
#[template(path = "state/minutes.html")]
struct Page {
    c: Frame,
    pdf: String,
    name: String,
    held: String,
    minutes: Minutes,
    points: Vec<(String, String, String)>,
    /// The list its figures are shares of, and its entry in the register.
    proof: String,
    /// The page of that entry.
    entry: String,
}

impl Page {
    /// The page that is signed and sent.
    fn printed(&self) -> Paper {
        let (c, m) = (&self.c, &self.minutes);
        let mut parts = vec![Part::Line(format!("{}: {}", c.s("counter-f-chair"), m.chair))];
        if !m.present.is_empty() {
            parts.push(Part::Line(format!("{}: {}", c.s("counter-f-present"), m.present)));
        }
        parts.push(Part::Pairs(m.figures.clone()));
        if !m.text.is_empty() {
            parts.push(Part::Line(m.text.clone()));
        }
        if !self.points.is_empty() {
            let heads = [("plan-task", Holds::Words), ("plan-whose", Holds::Words), ("plan-due", Holds::Short)];
            let mut grid = Grid { columns: columns(c, &heads), ..Grid::default() };
            for (text, whose, due) in &self.points {
                grid.row([text, whose, due].map(Cell::text).into());
            }
            parts.push(Part::Table(grid));
        }
        parts.push(Part::Signed(m.chair.clone()));
        Paper {
            of: self.name.clone(),
            title: c.s("plan-minutes"),
            about: vec![self.held.clone()],
            parts,
            proof: self.proof.clone(),
        }
    }
}

/// Minutes on one page.
pub(super) fn show(ask: &Ask, entry: &str) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-plan");
    let plan = ask.web.desk.plan()?;
    let found = plan.minutes.iter().find(|h| format!("{}-{}", h.entry.0, h.entry.1) == entry);
    let minutes = &found.ok_or_else(Trouble::no_page)?.minutes;
    let dir = &room.state.directory;
    if !dir.lies_in(&minutes.scope, &room.scope) {
        return Err(Trouble::no_page());
    }
    let name_of = |login: &str| {
        let post = dir.posts.iter().rev().find(|p| p.posting.login == login);
        post.map_or_else(|| login.to_owned(), |p| p.posting.name.clone())
    };
    let points = minutes.points.iter().map(|p| (p.text.clone(), name_of(&p.login), date::format(p.due))).collect();
    let page = Page {
        pdf: ask.with("as", Some("pdf")),
        name: scope_name(&room.state, &minutes.scope, c.lang),
        held: date::format(minutes.held),
        minutes: minutes.clone(),
        points,
        proof: format!("{} · {}", basis_words(&c, minutes.basis.as_ref()), c.s1("plan-minutes-entry", "entry", entry)),
        entry: format!("/state/entry/{}", entry.replacen('-', "/", 1)),
        c,
    };
    if let Some(file) = super::paper::file(ask, "minutes", &page.printed())? {
        return Ok(file);
    }
    page::show(ask, &page)
}
