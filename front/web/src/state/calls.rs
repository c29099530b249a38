//! A call to a society: the form in which it is written down, and what is shown of calls. No telephone number stands in it.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{command, refused, who};
use crate::page::{self, Frame};
use crate::words::encoded;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Date, Refusal, Verb};
use lipi::date;
use places::{Posting, Scope};
use programme::call::{Call, Called};
use std::collections::HashMap;

/// A call as pages show it.
pub(super) struct Phoned {
    /// Day, and by whom.
    pub when: String,
    /// With whom, and what was said.
    pub said: String,
    /// By when it is promised; empty where nothing is.
    pub promised: String,
    /// A promise that was not kept.
    pub broken: bool,
    /// Entry, where the person may take it back.
    pub take_back: String,
}

pub(super) fn phoned(c: &Frame, called: &Called, last_end: Option<Date>, on: Date, login: &str) -> Phoned {
    let call = &called.call;
    let office = c.s(&format!("office-{}", call.office.code()));
    Phoned {
        when: format!("{} · {} ({office})", date::format(call.on), call.name),
        said: format!("{}: {}", call.whom, call.said),
        promised: call.promised.map(|p| c.s1("phone-promised-by", "day", &date::format(p))).unwrap_or_default(),
        broken: called.broken(last_end, on).is_some(),
        take_back: if call.login == login { format!("{}-{}", called.entry.0, called.entry.1) } else { String::new() },
    }
}

/// Whom to telephone about societies: the nearest post over them that has a number, or the nearest at all. Looked up once for each block.
pub(super) struct Whom<'r> {
    room: &'r Room,
    today: Date,
    known: HashMap<(u32, u32), Option<&'r Posting>>,
}

impl<'r> Whom<'r> {
    pub fn of(room: &'r Room, today: Date) -> Whom<'r> {
        Whom { room, today, known: HashMap::new() }
    }

    /// Name, post and number; empty where nobody is posted over it.
    pub fn asked(&mut self, c: &Frame, code: &str) -> String {
        let dir = &self.room.state.directory;
        let Some(listed) = dir.society(code).map(|s| &s.listed) else { return String::new() };
        let find = || {
            let steps = places::decide::ladder_of(dir, listed, self.today);
            steps.iter().find(|p| !p.phone.is_empty()).or(steps.first()).copied()
        };
        let whom = *self.known.entry((listed.district, listed.block)).or_insert_with(find);
        let words = whom.map(|p| [p.name.clone(), c.s(&format!("office-{}", p.office.code())), p.phone.clone()]);
        let words = words.into_iter().flatten().filter(|w| !w.is_empty());
        words.collect::<Vec<_>>().join(" · ")
    }
}

/// Whether the person writes calls down.
pub(super) fn may(ask: &Ask) -> Result<bool, Trouble> {
    let person = who(ask)?;
    Ok(person.posting().is_some() && person.role.may(Verb::HelpGive))
}

/// The address of the form for a society.
pub(super) fn address(code: &str) -> String {
    format!("/state/society/{}/call", encoded(code))
}

/// Where a ticket is raised from what was said: the day cannot be ended.
pub(super) fn ticket(code: &str, said: &str) -> String {
    format!("{}/tickets/raise?effect=day-end&text={}", page::base(code), encoded(said))
}

/// The form.
pub(super) fn form(ask: &Ask, code: &str, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let c = room.frame(ask, "state-nav-days");
    let today = ask.web.desk.today();
    let fields = vec![
        Field::new(&c, "whom", Input::Text),
        Field::new(&c, "called", Input::Date).with(date::format(today)),
        Field::new(&c, "heard", Input::Long),
        Field::new(&c, "promised", Input::Date).free(),
    ];
    let name = room.name(c.lang);
    let mut form = Form::new(c, String::new(), address(code));
    form.title = form.c.s("phone-write");
    form.name = name;
    form.why = form.c.s("phone-why");
    let back = format!("/state/society/{}", encoded(code));
    super::asked(ask, form, fields, (&back, "web-society"), again).show(ask)
}

/// Writes a call down, or takes one back.
pub(super) fn keep(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let (desk, person) = (&ask.web.desk, who(ask)?);
    if !f.text("entry").is_empty() {
        let entry = f.entry("entry");
        desk.call_back(person, code, command(f), entry.ok_or_else(Trouble::no_page)?, f.text("reason"))?;
        return Ok(Redirect::to(&format!("/state/society/{}", encoded(code))).into_response());
    }
    let read = || -> Result<Call, Refusal> {
        let by = person.posting().ok_or_else(|| Refusal::new(5163).with("name", &person.name))?;
        Ok(Call {
            on: f.day("called")?.unwrap_or_else(|| desk.today()),
            whom: f.text("whom").to_owned(),
            said: f.text("heard").to_owned(),
            promised: f.day("promised")?,
            login: by.login.clone(),
            name: by.name.clone(),
            office: by.office,
        })
    };
    let done = read().map_err(refused).and_then(|call| Ok(desk.phoned(person, code, command(f), &call)?));
    match done {
        // back to the list it came from, as far as the person sees it
        Ok(_) => {
            let own = person.posting().map_or(Scope::State, |p| p.scope.clone());
            let days = format!("/state/days/{}", encoded(&own.code()));
            Ok(Redirect::to(&days).into_response())
        }
        Err(e) => form(ask, code, Some((f, &e.said_in_form()?))),
    }
}
