//! The people of a society or of the installation: list, one person, adding, what is done to him, sessions.

use super::Place;
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No};
use crate::counter::who;
use crate::page::{self, Frame, role_name};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::{Change, FOREVER, Person, Role};
use kernel::{Refusal, SocietyId, Verb};

struct Row {
    name: String,
    /// Empty where he is of the whole installation and not to be changed here.
    href: String,
    role: String,
    state: &'static str,
    state_text: String,
    factor: bool,
    last: String,
}

pub(super) struct SittingRow {
    pub id: String,
    pub name: String,
    pub begun: String,
    pub until: String,
    pub own: bool,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct List {
    c: Frame,
    base: String,
    society: bool,
    rows: Vec<Row>,
    manages: bool,
    sittings: Vec<SittingRow>,
    asked: String,
}

/// His state: what of a chip, and in words.
fn state(c: &Frame, p: &Person) -> (&'static str, String) {
    if let Some(closed) = p.closed {
        return ("idle", c.s1("people-closed", "at", &moment(closed)));
    }
    match p.locked_until {
        Some(FOREVER) => ("bad", c.s("people-locked")),
        Some(until) => ("bad", c.s1("people-locked-until", "at", &moment(until))),
        None if p.must_change => ("warn", c.s("people-must-change")),
        None => ("ok", c.s("people-active")),
    }
}

fn row(c: &Frame, p: &Person, base: &str) -> Row {
    let (state, state_text) = state(c, p);
    Row {
        href: if base.is_empty() { String::new() } else { format!("{base}/one/{}", encoded(&p.name)) },
        role: role_name(c.lang, p.role),
        state,
        state_text,
        factor: p.factor,
        last: p.last_login.map(moment).unwrap_or_default(),
        name: p.name.clone(),
    }
}

pub(super) fn sitting_rows(ask: &Ask, all: Vec<desk::Sitting>) -> Vec<SittingRow> {
    let own = ask.web.desk.sitting_id(ask.secret.as_deref().unwrap_or_default());
    let row = |s: desk::Sitting| SittingRow {
        own: s.id == own,
        id: s.id,
        name: s.name,
        begun: moment(s.begun),
        until: moment(s.until),
    };
    all.into_iter().map(row).collect()
}

pub(super) fn show(ask: &Ask, code: Option<&str>) -> Result<Response, Trouble> {
    let place = Place::of(ask, code)?;
    let (who, desk) = (who(ask)?, &ask.web.desk);
    let c = place.frame(ask);
    let mut rows: Vec<Row> = desk.people(who, place.id)?.iter().map(|p| row(&c, p, &place.base)).collect();
    let manages = who.guard(Verb::UsersManage, place.id).is_ok();
    let mut asked = String::new();
    if place.society.is_some() {
        // who is of the whole installation may work here too; he is seen, and changed elsewhere
        let open = |p: &&Person| p.closed.is_none();
        rows.extend(
            desk.people(who, SocietyId(0))?
                .iter()
                .filter(open)
                .map(|p| Row { role: c.s1("people-everywhere", "role", &role_name(c.lang, p.role)), ..row(&c, p, "") }),
        );
        let settings = ask.read(|t| keep::deciding::settings(t, place.id))?;
        let roles = settings.second_factor(desk.today()).filter_map(Role::from_code);
        asked = roles.map(|r| role_name(c.lang, r)).collect::<Vec<_>>().join(", ");
    }
    let sittings = if manages { sitting_rows(ask, desk.sittings(who, place.id)?) } else { Vec::new() };
    let society = place.society.is_some();
    page::show(ask, &List { base: place.base, society, rows, manages, sittings, asked, c })
}

/// The log of the whole installation: logins of its people, and names nobody has.
pub(super) fn log(ask: &Ask) -> Result<Response, Trouble> {
    ask.let_by(Verb::BooksRead, SocietyId(0), "audit-log")?;
    crate::counter::rules::log_of(ask, Frame::plain(ask), SocietyId(0))
}

/// The roles this person may give there.
fn roles(ask: &Ask, c: &Frame, place: &Place) -> Vec<(String, String)> {
    let may = |r: &Role| ask.who.as_ref().is_some_and(|w| w.may_name(place.id, *r));
    Role::ALL.into_iter().filter(may).map(|r| (r.code().to_owned(), role_name(c.lang, r))).collect()
}

fn role(f: &Filled) -> Result<Role, Trouble> {
    Role::from_code(f.text("role")).ok_or_else(|| crate::counter::refused(crate::counter::form::unread("role", "")))
}

pub(super) fn add_form(ask: &Ask, code: Option<&str>, no: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let place = Place::of(ask, code)?;
    ask.let_by(Verb::UsersManage, place.id, "person-add")?;
    let c = place.frame(ask);
    let (title, roles) = (c.s("people-add"), roles(ask, &c, &place));
    let mut form = Form::new(c, title, format!("{}/new", place.base));
    form.why = form.c.s("people-add-why");
    (form.back, form.back_name, form.plain) = (place.base.clone(), form.c.s("people-title"), true);
    let first = roles.first().map(|r| r.0.clone()).unwrap_or_default();
    form.fields =
        vec![Field::new(&form.c, "login", Input::Text), Field::new(&form.c, "role", Input::Choice(roles)).with(first)];
    if let Some((f, r)) = no {
        form.refill(f);
        form.no = Some(No::of(ask.lang, r));
    }
    form.show(ask)
}

#[derive(Template)]
#[template(path = "people/once.html")]
struct Once {
    c: Frame,
    name: String,
    secret: String,
    back: String,
}

fn once(ask: &Ask, place: &Place, name: &str, secret: String) -> Result<Response, Trouble> {
    let (c, name, back) = (place.frame(ask), name.to_owned(), place.base.clone());
    page::show(ask, &Once { c, name, secret, back })
}

pub(super) fn add(ask: &Ask, code: Option<&str>, f: &Filled) -> Result<Response, Trouble> {
    let place = Place::of(ask, code)?;
    let name = f.text("login");
    match ask.web.desk.add_person(who(ask)?, place.id, name, role(f)?) {
        Ok(secret) => once(ask, &place, name, secret),
        Err(desk::Trouble::Refusal(r)) => add_form(ask, code, Some((f, &r))),
        Err(e) => Err(e.into()),
    }
}

#[derive(Template)]
#[template(path = "people/one.html")]
struct One {
    c: Frame,
    back: String,
    action: String,
    row: Row,
    code: String,
    roles: Vec<(String, String)>,
    deeds: Vec<(&'static str, String, String)>,
    no: Option<No>,
}

/// What may be done to him now: value, name, what it does.
fn deeds(c: &Frame, p: &Person) -> Vec<(&'static str, String, String)> {
    let mut all = Vec::new();
    if p.closed.is_some() {
        all.push("reopen");
    } else {
        all.push("password");
        all.push(if p.locked_until.is_some() { "unlock" } else { "lock" });
        if p.factor {
            all.push("no-factor");
        }
        all.push("close");
    }
    all.into_iter().map(|d| (d, c.s(&format!("act-person-{d}")), c.s(&format!("act-person-{d}.why")))).collect()
}

pub(super) fn one(ask: &Ask, code: Option<&str>, name: &str, no: Option<&Refusal>) -> Result<Response, Trouble> {
    let place = Place::of(ask, code)?;
    let by = who(ask)?;
    let c = place.frame(ask);
    let person = ask.web.desk.people(by, place.id)?.into_iter().find(|p| p.name == name);
    let person = person.ok_or_else(Trouble::no_page)?;
    let may =
        by.guard(Verb::UsersManage, place.id).is_ok() && by.name != person.name && by.may_name(place.id, person.role);
    let page = One {
        row: row(&c, &person, &place.base),
        action: format!("{}/one/{}", place.base, encoded(name)),
        code: person.role.code().to_owned(),
        roles: if may && person.closed.is_none() { roles(ask, &c, &place) } else { Vec::new() },
        deeds: if may { deeds(&c, &person) } else { Vec::new() },
        no: no.map(|r| No::of(ask.lang, r)),
        back: place.base,
        c,
    };
    page::show_again(ask, &page, no.is_some())
}

pub(super) fn change(ask: &Ask, code: Option<&str>, name: &str, f: &Filled) -> Result<Response, Trouble> {
    let place = Place::of(ask, code)?;
    let (by, desk) = (who(ask)?, &ask.web.desk);
    if f.text("deed") == "session" {
        desk.end_sitting(by, place.id, f.text("session"))?;
        return Ok(Redirect::to(&place.base).into_response());
    }
    let change = match f.text("deed") {
        "role" => Change::Role(role(f)?),
        "lock" => Change::Lock,
        "unlock" => Change::Unlock,
        "password" => Change::Password,
        "no-factor" => Change::NoFactor,
        "close" => Change::Close,
        "reopen" => Change::Reopen,
        _ => return Err(Trouble::no_page()),
    };
    match desk.change_person(by, place.id, name, change) {
        Ok(Some(secret)) => once(ask, &place, name, secret),
        Ok(None) => Ok(Redirect::to(&format!("{}/one/{}", place.base, encoded(name))).into_response()),
        Err(desk::Trouble::Refusal(r)) => one(ask, code, name, Some(&r)),
        Err(e) => Err(e.into()),
    }
}
