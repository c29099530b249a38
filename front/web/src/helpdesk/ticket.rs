//! Tickets of a society, and one with its history.

use super::{
    Page, Section, at, category, cell, columns, effect, filled, kept, lasted, link, may, party, place, short, state,
    typed,
};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::No;
use crate::counter::{born, perform, refused, who};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::{Act, Help};
use desk::help::Located;
use helpdesk::ageing::{self, Hours};
use helpdesk::event::Did;
use helpdesk::terms::Party;
use helpdesk::ticket::{Line, State};
use helpdesk::{Place, Ticket};
use kernel::{Instant, Refusal, Verb};
use lipi::date;

/// The row of a ticket in a list of its society.
fn row(c: &Frame, base: &str, t: &Ticket, hours: &Hours, now: Instant) -> Vec<crate::grid::Shown> {
    let clock = ageing::clock(t, hours, now);
    let told = if t.text.is_empty() { category(c, t.category) } else { t.text.chars().take(80).collect() };
    vec![
        link(t.place.1.to_string(), at(base, t.place)),
        short(moment(t.at)),
        cell(category(c, t.category)),
        typed(told),
        cell(effect(c, t.effect)),
        cell(state(c, t)),
        cell(party(c, t.with)),
        short(lasted(c, clock.spent)),
    ]
}

pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Home);
    let (hours, _) = ask.web.desk.hours()?;
    let now = ask.web.desk.now();
    let all = ask.read(|t| keep::view::tickets(t, society.id(), Instant(0)))?;
    let heads =
        ["no", "raised", "category", "text", "effect", "state", "with", "age"].map(|k| format!("helpdesk-col-{k}"));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let (open, closed): (Vec<&Ticket>, Vec<&Ticket>) = all.iter().partition(|t| t.state != State::Closed);
    let section = |title: &str, tickets: &[&Ticket]| Section {
        title: c.s(title),
        about: String::new(),
        columns: columns(&c, &heads),
        rows: tickets.iter().map(|t| row(&c, &society.base, t, &hours, now)).collect(),
    };
    let mut sections = vec![section("helpdesk-open", &open)];
    if !closed.is_empty() {
        sections.push(section("helpdesk-closed", &closed));
    }
    let raise = (format!("{}/tickets/raise", society.base), c.s("act-raise-ticket"));
    let digest = ("/helpdesk/digest".to_owned(), c.s("helpdesk-digest"));
    let knowledge = ("/helpdesk/knowledge".to_owned(), c.s("helpdesk-knowledge"));
    let page = Page {
        title: c.s("helpdesk-tickets"),
        about: vec![c.s("helpdesk-tickets-about")],
        back: (society.base.clone(), society.home.society.name.clone()),
        acts: vec![raise, digest, knowledge],
        sections,
        ..Page::bare(c)
    };
    page.show(ask)
}

/// A line of the history.
struct Past {
    href: String,
    when: String,
    by: String,
    what: String,
    more: String,
    text: String,
    photo: String,
    late: bool,
}

#[derive(Template)]
#[template(path = "helpdesk/ticket.html")]
struct Shown {
    c: Frame,
    title: String,
    state: &'static str,
    state_text: String,
    back: String,
    here: String,
    id: String,
    facts: Vec<(String, String)>,
    clocks: Vec<(String, String, String)>,
    sends: Vec<(String, String)>,
    past: Vec<Past>,
    /// Buttons: address, words.
    deeds: Vec<(String, String)>,
    notes: bool,
    alike: Vec<(String, String, String)>,
    problem: Option<(String, String)>,
    most: usize,
    no: Option<No>,
}

fn past(c: &Frame, base: &str, l: &Line) -> Past {
    let e = &l.entry;
    let (more, photo) = match &e.event.did {
        Did::HandedOn { to, .. } => (party(c, *to), false),
        Did::Paused { why, .. } => (c.s(&format!("helpdesk-pause-{}", why.code())), false),
        Did::Sorted { category: v, effect: e, .. } => (format!("{} · {}", category(c, *v), effect(c, *e)), false),
        Did::DeadlineSet { day, .. } => (date::format(*day), false),
        Did::Grouped { problem: None } => (c.s("helpdesk-ungrouped"), false),
        Did::Raised(r) => (category(c, r.category), r.photo.is_some()),
        Did::Noted { photo, .. } => (String::new(), photo.is_some()),
        _ => (String::new(), false),
    };
    let picture = format!("{base}/tickets/picture/{}/{}", e.place.0, e.place.1);
    Past {
        href: format!("{base}/receipt/{}/{}", e.place.0, e.place.1),
        when: moment(e.at),
        by: e.by.clone(),
        what: c.s(&format!("event-{}", e.event.kind().replace('.', "-"))),
        more,
        text: e.event.words().to_owned(),
        photo: if photo { picture } else { String::new() },
        late: l.late,
    }
}

/// What may be done now, by this person.
fn deeds(ask: &Ask, t: &Ticket) -> Vec<&'static str> {
    let mut out = Vec::new();
    if may(ask, Verb::HelpGive) {
        if t.is_open() {
            out.extend(["answer", "hand-on"]);
            out.push(if matches!(t.state, State::Paused(_)) { "resume" } else { "pause" });
        }
        if t.state != State::Closed {
            out.extend(["sort", "deadline", "group"]);
        }
    }
    if may(ask, Verb::HelpAsk) {
        if t.state != State::Closed {
            out.push("confirm");
        }
        if !t.is_open() {
            out.push("reopen");
        }
    }
    if may(ask, Verb::HelpNote) {
        out.push("take-back");
    }
    out
}

pub(super) fn found(ask: &Ask, society: &Society, place: Place) -> Result<Ticket, Trouble> {
    let mut found = ask.read(|t| keep::view::ticket(t, society.id(), place))?.ok_or_else(Trouble::no_page)?;
    ask.web.desk.by_plan(std::iter::once((&society.home.society.code, &mut found)))?;
    Ok(found)
}

fn alike(ask: &Ask, t: &Ticket) -> Result<Vec<(String, String, String)>, Trouble> {
    if !may(ask, Verb::HelpGive) || !t.is_open() {
        return Ok(Vec::new());
    }
    let all = ask.web.desk.alike_tickets(who(ask)?, t)?;
    let row = |l: Located| {
        let href = at(&page::base(&l.society.code), l.ticket.place);
        (href, format!("{} · {}", l.society.name, l.ticket.place.1), l.ticket.text)
    };
    Ok(all.into_iter().map(row).collect())
}

fn page(ask: &Ask, society: &Society, t: &Ticket, no: Option<No>) -> Result<Response, Trouble> {
    let c = Frame::of(ask, society, Tab::Home);
    let (hours, _) = ask.web.desk.hours()?;
    let now = ask.web.desk.now();
    let here = at(&society.base, t.place);
    let clock = ageing::clock(t, &hours, now);
    let clocks = Party::ALL.iter().filter(|p| t.spent_by(**p, now) > 0 || **p == t.with).map(|p| {
        let allowed = hours.for_ticket(t, *p);
        let allowed =
            allowed.map_or_else(|| c.s("helpdesk-no-order"), |h| c.s1("helpdesk-of-hours", "hours", &h.to_string()));
        (party(&c, *p), lasted(&c, t.spent_by(*p, now)), allowed)
    });
    let problem = match t.problem {
        Some(place) => ask.web.desk.problems()?.into_iter().find(|p| p.place == place),
        None => None,
    };
    let pairs = [
        ("helpdesk-col-category", category(&c, t.category)),
        ("helpdesk-col-effect", effect(&c, t.effect)),
        ("helpdesk-col-with", party(&c, t.with)),
        ("helpdesk-col-raised", format!("{} · {}", moment(t.at), t.by)),
        (
            "helpdesk-col-deadline",
            t.deadline.as_ref().map(|d| format!("{} · {}", date::format(d.0), d.1)).unwrap_or_default(),
        ),
    ];
    let refused = no.is_some();
    let shown = Shown {
        title: c.s1("helpdesk-ticket-n", "n", &t.place.1.to_string()),
        state: match (t.state, clock.over()) {
            (State::Closed, _) => "ok",
            (_, true) => "bad",
            (State::Answered, _) => "info",
            _ => "warn",
        },
        state_text: if clock.over() { c.s("helpdesk-over") } else { state(&c, t) },
        back: format!("{}/tickets", society.base),
        id: born(),
        facts: pairs.into_iter().filter(|p| !p.1.is_empty()).map(|(k, v)| (c.s(k), v)).collect(),
        clocks: clocks.collect(),
        sends: super::raise::told(&c, &t.diagnostics),
        past: t.lines.iter().map(|l| past(&c, &society.base, l)).collect(),
        deeds: deeds(ask, t).into_iter().map(|d| (format!("{here}/{d}"), c.s(&format!("act-{d}-ticket")))).collect(),
        notes: may(ask, Verb::HelpNote),
        alike: alike(ask, t)?,
        problem: problem.map(|p| (format!("/helpdesk/problems/{}/{}", p.place.0, p.place.1), p.title)),
        most: super::PHOTO_BYTES >> 20,
        here,
        no,
        c,
    };
    page::show_again(ask, &shown, refused)
}

pub(super) fn show(ask: &Ask, code: &str, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let t = found(ask, &society, place(desk, seq)?)?;
    page(ask, &society, &t, None)
}

/// Words or a photograph were added.
pub(super) fn noted(
    ask: &Ask,
    code: &str,
    desk: &str,
    seq: &str,
    (headers, body): (&HeaderMap, &[u8]),
) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let ticket = place(desk, seq)?;
    let f = filled(headers, body, &["id", "text"]);
    let written = || -> Result<(), Trouble> {
        ask.let_by(Verb::HelpNote, society.id(), "note-ticket")?;
        let photo = kept(ask, headers, body)?;
        let note = Help::Note { ticket, text: f.text("text").to_owned(), photo };
        perform(ask, &society, &f, Act::Help(Box::new(note))).map(|_| ())
    };
    match written() {
        Ok(()) => Ok(Redirect::to(&at(&society.base, ticket)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page(ask, &society, &found(ask, &society, ticket)?, Some(No::of(ask.lang, &no)))
        }
        Err(e) => Err(e),
    }
}

/// The photograph of an entry; while it has not come from the other side, that is said.
pub(super) fn picture(ask: &Ask, code: &str, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let entry = place(desk, seq)?;
    let photo = ask.read(|t| {
        let Some((list, of)) = keep::view::help_about(t, society.id(), entry)? else { return Ok(None) };
        let all = keep::view::help_entries(t, society.id(), &list, Some(of))?;
        Ok(all.into_iter().find(|e| e.place == entry).and_then(|e| match e.event.did {
            Did::Raised(r) => r.photo,
            Did::Noted { photo, .. } => photo,
            _ => None,
        }))
    })?;
    let photo = photo.ok_or_else(Trouble::no_page)?;
    let not_here = || refused(Refusal::new(5144));
    let (bytes, kind) = ask.web.desk.picture(&photo)?.ok_or_else(not_here)?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
