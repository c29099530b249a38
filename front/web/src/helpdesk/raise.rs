//! Raising a ticket: a digit chooses the cause, Enter sends it. What the program will tell of itself is shown before.

use super::{category, effects, filled, kept};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, perform, refused, who};
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::{Act, Help};
use helpdesk::event::Raised;
use helpdesk::terms::{Category, Diagnostics, Effect};
use kernel::{Refusal, Verb};
use lipi::amount::group;
use lipi::date;

/// A cause with its digit.
struct Cause {
    code: &'static str,
    name: String,
    digit: usize,
    chosen: bool,
}

/// Something that may help at once: address, title, text.
struct Hint {
    href: String,
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "helpdesk/raise.html")]
struct Page {
    c: Frame,
    action: String,
    back: String,
    id: String,
    page: String,
    causes: Vec<Cause>,
    effects: Vec<(String, String)>,
    effect: String,
    text: String,
    sends: Vec<(String, String)>,
    hints: Vec<Hint>,
    most: usize,
    no: Option<No>,
}

/// What the program tells of itself, in words.
pub(super) fn told(c: &Frame, d: &Diagnostics) -> Vec<(String, String)> {
    let refusals: Vec<String> = d.refusals.iter().map(|n| format!("S{n}")).collect();
    let blockers: Vec<String> = d.blockers.iter().map(|b| c.s(&format!("helpdesk-blocker-{b}"))).collect();
    let topic = lipi::messages::find(c.lang, &format!("help-{}", d.page), &[]).unwrap_or_default();
    let all = [
        ("helpdesk-d-version", d.version.clone()),
        ("helpdesk-d-page", topic),
        ("helpdesk-d-refusals", refusals.join(", ")),
        ("helpdesk-d-unsent", group(d.unsent)),
        ("helpdesk-d-open", d.open.map(date::format).unwrap_or_else(|| c.s("helpdesk-d-no-day"))),
        ("helpdesk-d-blockers", blockers.join(", ")),
        ("helpdesk-d-disk", d.disk_mb.map(|mb| c.s1("helpdesk-d-mb", "n", &group(mb))).unwrap_or_default()),
        ("helpdesk-d-system", d.system.clone()),
    ];
    all.into_iter().filter(|p| !p.1.is_empty()).map(|(key, value)| (c.s(key), value)).collect()
}

/// What the program tells of itself; of a society kept elsewhere this computer knows nothing of the kind.
fn diagnostics(ask: &Ask, society: &Society, on: &'static str) -> Result<Diagnostics, Trouble> {
    if ask.read(|t| keep::exchange::kept_elsewhere(t, society.id()))? {
        return Ok(Diagnostics::default());
    }
    Ok(ask.web.desk.diagnostics(society.id(), on)?)
}

fn topic(text: &str) -> &'static str {
    crate::help::topic(&format!("/{text}"))
}

/// What it does to the work when nobody has said: a day that cannot end blocks it.
fn guessed(d: &Diagnostics) -> Effect {
    if d.page == "end" && !d.blockers.is_empty() { Effect::DayEnd } else { Effect::Hindered }
}

fn page(ask: &Ask, society: &Society, f: &Filled, no: Option<No>) -> Result<Response, Trouble> {
    let c = Frame::of(ask, society, Tab::Home);
    let on = topic(f.text("page"));
    let d = diagnostics(ask, society, on)?;
    let cause = Category::from_code(f.text("category"));
    let (articles, problems) = ask.web.desk.like_typed(cause, f.text("text"), &d)?;
    let hi = ask.lang == lipi::Lang::Hi;
    let mut hints: Vec<Hint> = Vec::new();
    for p in problems {
        let text = p.answers.last().map_or_else(|| p.text.clone(), |a| a.1.clone());
        hints.push(Hint { href: format!("/helpdesk/problems/{}/{}", p.place.0, p.place.1), title: p.title, text });
    }
    for a in articles {
        let (title, text) = super::known::said(&a.says, hi);
        hints.push(Hint { href: format!("/helpdesk/knowledge/{}/{}", a.place.0, a.place.1), title, text });
    }
    let causes = Category::ALL.iter().enumerate().map(|(i, v)| Cause {
        code: v.code(),
        name: category(&c, *v),
        digit: i + 1,
        chosen: cause == Some(*v),
    });
    let chosen = Effect::from_code(f.text("effect")).unwrap_or_else(|| guessed(&d));
    let refused = no.is_some();
    let page = Page {
        action: format!("{}/tickets/raise", society.base),
        back: format!("{}/tickets", society.base),
        id: if f.text("id").is_empty() { born() } else { f.text("id").to_owned() },
        page: on.to_owned(),
        causes: causes.collect(),
        effects: effects(&c),
        effect: chosen.code().to_owned(),
        text: f.text("text").to_owned(),
        sends: told(&c, &d),
        hints,
        most: super::PHOTO_BYTES >> 20,
        no,
        c,
    };
    page::show_again(ask, &page, refused)
}

pub(super) fn form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let of = |name: &str| ask.value(name).map(|v| (name.to_owned(), v.to_owned()));
    let f = Filled(["page", "category", "effect", "text"].into_iter().filter_map(of).collect());
    page(ask, &society, &f, None)
}

pub(super) fn done(ask: &Ask, code: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let f = filled(headers, body, &["id", "page", "category", "effect", "text", "look"]);
    // asked for what may help, not sent
    if !f.text("look").is_empty() {
        return page(ask, &society, &f, None);
    }
    match sent(ask, &society, &f, headers, body) {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(Trouble::Refused(_, no)) => page(ask, &society, &f, Some(No::of(ask.lang, &no))),
        Err(e) => Err(e),
    }
}

fn sent(ask: &Ask, society: &Society, f: &Filled, headers: &HeaderMap, body: &[u8]) -> Result<String, Trouble> {
    // before anything is kept: may he?
    let verb = if desk::help::raises_for(who(ask)?) { Verb::HelpGive } else { Verb::HelpAsk };
    ask.let_by(verb, society.id(), "raise-ticket")?;
    let none = || refused(Refusal::new(5143));
    let category = Category::from_code(f.text("category")).ok_or_else(none)?;
    let diagnostics = diagnostics(ask, society, topic(f.text("page")))?;
    let effect = Effect::from_code(f.text("effect")).unwrap_or_else(|| guessed(&diagnostics));
    let photo = kept(ask, headers, body)?;
    let raised = Raised { category, effect, text: f.text("text").to_owned(), photo, diagnostics };
    let done = perform(ask, society, f, Act::Help(Box::new(Help::Raise(Box::new(raised)))))?;
    Ok(super::at(&society.base, (done.receipt.desk.0, done.receipt.first.0)))
}
