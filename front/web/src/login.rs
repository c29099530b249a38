//! Login and logout by plain forms.

use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Form, Input, No};
use crate::page::{self, Frame};
use crate::router::run;
use crate::words::encoded;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::Must;
use kernel::Refusal;
use lipi::messages;
use std::collections::HashMap;

type Sent = crate::body::Form<HashMap<String, String>>;

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
    /// What stands on the button of the State's login service; empty where there is none.
    provider: String,
    provider_href: String,
    samples: Vec<Sample>,
    /// Another seat of the demonstration: what is said of it, and its address; empty while it is being made.
    beside: Option<(String, String)>,
}

/// What else is served beside these pages of a demonstration.
fn beside(ask: &Ask, c: &Frame) -> Option<(String, String)> {
    let samples = &ask.web.samples;
    if !samples.society.is_empty() {
        return Some((c.s("demo-state-society-beside"), samples.society.clone()));
    }
    let seat = samples.seat.as_ref()?;
    Some(match seat.get() {
        Some(address) => (c.s("demo-state-beside"), address.clone()),
        None => (c.s("demo-state-making"), String::new()),
    })
}

/// The form.
pub(crate) fn form(ask: &Ask) -> Result<Response, Trouble> {
    let next = ask.value("next").unwrap_or_default().to_owned();
    show(ask, next, String::new(), None)
}

pub(crate) fn show(ask: &Ask, next: String, login: String, wrong: Option<Refusal>) -> Result<Response, Trouble> {
    let c = Frame::plain(ask);
    let samples = ask.web.samples.logins.iter().map(|s| Sample {
        login: s.login.clone(),
        password: s.password.clone(),
        role: match s.office {
            "" => page::role_name(ask.lang, s.role),
            office => c.s(&format!("office-{office}")),
        },
    });
    let samples = samples.collect();
    let wrong_text = wrong.as_ref().map(|r| messages::refuse(c.lang, r)).unwrap_or_default();
    let provider = ask.web.provider.as_ref().map(|p| p.name().to_owned()).unwrap_or_default();
    let provider_href = format!("/login/provider?next={}", encoded(&next));
    let beside = beside(ask, &c);
    let page = Page { next, login, wrong: wrong_text, provider, provider_href, samples, beside, c };
    page::show_again(ask, &page, wrong.is_some())
}

/// Checks login and password.
pub(crate) async fn enter(ask: Ask, crate::body::Form(form): Sent) -> Response {
    run(ask, move |ask| {
        let value = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        let (login, next) = (value("login").trim().to_owned(), value("next").to_owned());
        let session = match ask.web.desk.login(&login, value("password")) {
            Ok(session) => session,
            Err(desk::Trouble::Refusal(no)) => return show(ask, next, login, Some(no)),
            Err(trouble) => return Err(trouble.into()),
        };
        // where something comes first (a code, a new password), the page asked for leads there
        Ok(seated(ask, &session, own_address(&next)))
    })
    .await
}

/// The answer that gives a browser its session.
pub(crate) fn seated(ask: &Ask, session: &desk::Session, to: &str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    page::set_cookie(&mut answer, &seat(ask, &session.token, 12 * 3600));
    answer
}

/// The form for the code of the second factor.
pub(crate) fn code_form(ask: &Ask) -> Result<Response, Trouble> {
    ask_code(ask, None)
}

fn ask_code(ask: &Ask, no: Option<&Refusal>) -> Result<Response, Trouble> {
    if ask.seat.as_ref().is_none_or(|s| s.must != Some(Must::Prove)) {
        return Ok(Redirect::to("/").into_response());
    }
    let c = Frame::plain(ask);
    let mut form = Form::new(c, String::new(), "/login/code".to_owned());
    form.title = form.c.s("people-code-title");
    form.why = form.c.s("people-code-why");
    let mut code = Field::new(&form.c, "code", Input::Number);
    if let Some((words, shown)) = invented(ask)? {
        form.why = words;
        code = code.with(shown);
    }
    form.fields = vec![code];
    form.button = form.c.s("web-login-button");
    (form.back, form.back_name, form.plain) = ("/login".to_owned(), form.c.s("web-login"), true);
    form.no = no.map(|r| No::of(ask.lang, r));
    form.show(ask)
}

/// Of an officer who is invented, what his telephone would show: words of it, and the code. Nothing of anybody else.
fn invented(ask: &Ask) -> Result<Option<(String, String)>, Trouble> {
    let Some(name) = ask.seat.as_ref().map(|s| &s.who.name) else { return Ok(None) };
    let sample = ask.web.samples.logins.iter().find(|s| s.login == *name && !s.secret.is_empty());
    let Some(sample) = sample else { return Ok(None) };
    let code = ask.web.desk.invented_code(ask.secret.as_deref().unwrap_or_default(), &sample.secret)?;
    Ok(Some(match code {
        Some(code) => (messages::say(ask.lang, "demo-state-code", &[("code", &code)]), code),
        None => (messages::say(ask.lang, "demo-state-code-wait", &[]), String::new()),
    }))
}

/// Checks the code.
pub(crate) async fn prove(ask: Ask, crate::body::Form(form): Sent) -> Response {
    run(ask, move |ask| {
        let code = form.get("code").map(String::as_str).unwrap_or_default();
        match ask.web.desk.prove(ask.secret.as_deref().unwrap_or_default(), code) {
            Ok(()) => Ok(Redirect::to("/").into_response()),
            Err(desk::Trouble::Refusal(no)) => ask_code(ask, Some(&no)),
            Err(trouble) => Err(trouble.into()),
        }
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
    let cookie = ask.web.cookie;
    format!("{cookie}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// Where to go after logging in: a path of ours, never another site.
pub(crate) fn own_address(next: &str) -> &str {
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
