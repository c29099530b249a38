//! Login and logout by plain forms.

use crate::ask::{Ask, SEAT, Trouble};
use crate::page::{self, Frame};
use crate::router::run;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Refusal;
use lipi::messages;
use std::collections::HashMap;

struct Sample {
    login: String,
    password: String,
    role: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct Page {
    c: Frame,
    next: String,
    login: String,
    wrong: String,
    samples: Vec<Sample>,
}

/// The form.
pub(crate) fn form(ask: &Ask) -> Result<Response, Trouble> {
    let next = ask.value("next").unwrap_or_default().to_owned();
    show(ask, next, String::new(), None)
}

fn show(ask: &Ask, next: String, login: String, wrong: Option<Refusal>) -> Result<Response, Trouble> {
    let c = Frame::plain(ask);
    let samples = ask.web.samples.logins.iter().map(|s| Sample {
        login: s.login.clone(),
        password: s.password.clone(),
        role: page::role_name(ask.lang, s.role),
    });
    let samples = samples.collect();
    let wrong_text = wrong.as_ref().map(|r| messages::refuse(c.lang, r)).unwrap_or_default();
    let page = Page { next, login, wrong: wrong_text, samples, c };
    let mut answer = page::show(ask, &page)?;
    if wrong.is_some() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// Checks login and password.
pub(crate) async fn enter(ask: Ask, Form(form): Form<HashMap<String, String>>) -> Response {
    run(ask, move |ask| {
        let value = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        let (login, next) = (value("login").trim().to_owned(), value("next").to_owned());
        let session = match ask.web.desk.login(&login, value("password")) {
            Ok(session) => session,
            Err(desk::Trouble::Refusal(no)) => return show(ask, next, login, Some(no)),
            Err(trouble) => return Err(trouble.into()),
        };
        let mut answer = Redirect::to(own_address(&next)).into_response();
        page::set_cookie(&mut answer, &seat(ask, &session.token, 12 * 3600));
        Ok(answer)
    })
    .await
}

/// Ends the session.
pub(crate) async fn leave(ask: Ask) -> Response {
    run(ask, |ask| {
        if let Some(secret) = &ask.secret {
            ask.web.desk.logout(secret)?;
        }
        let mut answer = Redirect::to("/").into_response();
        page::set_cookie(&mut answer, &seat(ask, "", 0));
        Ok(answer)
    })
    .await
}

fn seat(ask: &Ask, secret: &str, seconds: u32) -> String {
    let secure = if ask.tls { "; Secure" } else { "" };
    format!("{SEAT}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// Where to go after logging in: a path of ours, never another site.
fn own_address(next: &str) -> &str {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']) && next.is_ascii();
    if own { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn after_login_nobody_is_sent_to_another_site() {
        assert_eq!(own_address("/s/X/members?q=1"), "/s/X/members?q=1");
        for bad in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb"] {
            assert_eq!(own_address(bad), "/");
        }
    }
}
