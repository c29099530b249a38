//! One's own page: password, second factor, sessions.

use super::list::{SittingRow, sitting_rows};
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No};
use crate::page::{self, Frame, role_name};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::{Must, Seat};
use kernel::Refusal;

#[derive(Template)]
#[template(path = "people/me.html")]
struct Me {
    c: Frame,
    name: String,
    role: String,
    factor: bool,
    sittings: Vec<SittingRow>,
}

fn seat(ask: &Ask) -> Result<&Seat, Trouble> {
    ask.seat.as_ref().filter(|s| s.must != Some(Must::Prove)).ok_or(Trouble::NeedsLogin)
}

fn secret(ask: &Ask) -> &str {
    ask.secret.as_deref().unwrap_or_default()
}

pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let who = &seat(ask)?.who;
    let desk = &ask.web.desk;
    let factor = desk.people(who, who.place)?.iter().any(|p| p.name == who.name && p.factor);
    let page = Me {
        name: who.name.clone(),
        role: role_name(ask.lang, who.role),
        factor,
        sittings: sitting_rows(ask, desk.own_sittings(who)?),
        c: Frame::plain(ask),
    };
    page::show(ask, &page)
}

/// Back to one's own page, or nowhere yet where something must be done first.
fn leads_back(form: &mut Form, must: Option<Must>) {
    form.plain = true;
    (form.back, form.back_name) = match must {
        None => ("/me".to_owned(), form.c.s("people-me")),
        Some(_) => ("/login".to_owned(), form.c.s("web-login")),
    };
}

pub(super) fn password_form(ask: &Ask, no: Option<&Refusal>) -> Result<Response, Trouble> {
    let must = seat(ask)?.must;
    let c = Frame::plain(ask);
    let title = c.s("people-own-password");
    let mut form = Form::new(c, title, "/me/password".to_owned());
    form.why = form.c.s(if must == Some(Must::Change) { "people-must-change-why" } else { "people-own-password-why" });
    form.fields = ["old", "new", "again"].map(|name| Field::new(&form.c, name, Input::Secret)).into();
    leads_back(&mut form, must);
    form.no = no.map(|r| No::of(ask.lang, r));
    form.show(ask)
}

pub(super) fn password(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    seat(ask)?;
    // passwords are taken as typed, blanks and all
    let typed = |name: &str| f.0.get(name).map(String::as_str).unwrap_or_default();
    if typed("new") != typed("again") {
        return password_form(ask, Some(&Refusal::new(5054)));
    }
    match ask.web.desk.change_password(secret(ask), typed("old"), typed("new")) {
        Ok(()) => Ok(Redirect::to("/").into_response()),
        Err(desk::Trouble::Refusal(r)) => password_form(ask, Some(&r)),
        Err(e) => Err(e.into()),
    }
}

#[derive(Template)]
#[template(path = "people/factor.html")]
struct Factor {
    c: Frame,
    must: bool,
    secret: String,
    qr_side: i32,
    qr: String,
    fields: Vec<Field>,
    no: Option<No>,
}

pub(super) fn factor_form(ask: &Ask, no: Option<&Refusal>) -> Result<Response, Trouble> {
    let must = seat(ask)?.must;
    let told = match ask.web.desk.begin_factor(secret(ask)) {
        Ok(told) => told,
        // there is one already: nothing of it is shown again
        Err(desk::Trouble::Refusal(r)) if r.number == 5053 => return Ok(Redirect::to("/me").into_response()),
        Err(e) => return Err(e.into()),
    };
    let c = Frame::plain(ask);
    let (qr_side, qr) = crate::counter::receipt::qr(&told.address);
    let groups: Vec<&str> = told.secret.as_bytes().chunks(4).map(|g| std::str::from_utf8(g).unwrap_or("")).collect();
    let mut field = Field::new(&c, "code", Input::Number);
    field.focus = true;
    let page = Factor {
        must: must.is_some(),
        secret: groups.join(" "),
        qr_side,
        qr,
        fields: vec![field],
        no: no.map(|r| No::of(ask.lang, r)),
        c,
    };
    page::show_again(ask, &page, no.is_some())
}

#[derive(Template)]
#[template(path = "people/codes.html")]
struct Codes {
    c: Frame,
    codes: Vec<String>,
}

pub(super) fn factor(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    seat(ask)?;
    match ask.web.desk.confirm_factor(secret(ask), f.text("code")) {
        Ok(codes) => page::show(ask, &Codes { codes, c: Frame::plain(ask) }),
        Err(desk::Trouble::Refusal(r)) if r.number == 5053 => Ok(Redirect::to("/me").into_response()),
        Err(desk::Trouble::Refusal(r)) => factor_form(ask, Some(&r)),
        Err(e) => Err(e.into()),
    }
}

/// Ends a session of one's own.
pub(super) fn end(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let who = &seat(ask)?.who;
    ask.web.desk.end_sitting(who, who.place, f.text("session"))?;
    Ok(Redirect::to("/me").into_response())
}
