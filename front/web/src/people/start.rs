//! The first start of an installation, and what a society must set before it can work: a list that is counted, never ticked.

use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, perform, refused};
use crate::login::seated;
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::{Act, Setup};
use desk::{First, Founding};
use kernel::Refusal;
use lipi::amount::group;
use lipi::date;
use std::sync::atomic::{AtomicU32, Ordering};

/// Wrong one-time passwords before the page answers no more; starting the program again gives a new one.
const MOST: u32 = 20;

/// The one-time password with which an empty installation is begun. It lives as long as the program runs.
pub(crate) struct FirstCode {
    code: String,
    wrong: AtomicU32,
}

impl FirstCode {
    pub(crate) fn new(code: &str) -> FirstCode {
        FirstCode { code: digits(code), wrong: AtomicU32::new(0) }
    }

    fn check(&self, typed: &str) -> Result<(), Refusal> {
        let tried = self.wrong.load(Ordering::Relaxed);
        if tried < MOST && digits(typed) == self.code {
            return Ok(());
        }
        self.wrong.fetch_add(1, Ordering::Relaxed);
        Err(Refusal::new(if tried < MOST { 5056 } else { 5057 }))
    }
}

fn digits(text: &str) -> String {
    lipi::text::ascii_digits(text).chars().filter(char::is_ascii_digit).collect()
}

/// The first start is still to come.
pub(crate) fn is_due(ask: &Ask) -> Result<bool, Trouble> {
    Ok(ask.web.first.is_some() && ask.web.desk.is_new()?)
}

pub(super) fn form(ask: &Ask, filled: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    if !is_due(ask)? {
        return Ok(Redirect::to("/").into_response());
    }
    let c = Frame::plain(ask);
    let title = c.s("start-title");
    let mut form = Form::new(c, title, "/start".to_owned());
    form.why = form.c.s("start-why");
    let c = &form.c;
    let text = |name| Field::new(c, name, Input::Text);
    let secret = |name| Field::new(c, name, Input::Secret);
    let alone = ["two", "one"].map(|n| (n.to_owned(), c.s(&format!("start-{n}")))).into();
    form.fields = vec![
        text("first"),
        text("society"),
        text("code"),
        text("registration").free(),
        text("block").free(),
        text("district").free(),
        text("login"),
        secret("new"),
        secret("again"),
        Field::new(c, "alone", Input::Choice(alone)).with("two"),
        text("alone_by").free(),
    ];
    // the society's own number, not the code of a telephone
    form.fields[2].label = form.c.s("start-code");
    (form.back, form.back_name, form.plain) = ("/".to_owned(), form.c.s("web-nav-societies"), true);
    form.button = form.c.s("start-button");
    if let Some((f, r)) = filled {
        form.refill(f);
        form.no = Some(No::of(ask.lang, r));
    }
    form.show(ask)
}

fn read(f: &Filled) -> Result<First, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let typed = |name: &str| f.0.get(name).cloned().unwrap_or_default();
    if typed("new") != typed("again") {
        return Err(Refusal::new(5054));
    }
    let alone_by = if f.text("alone") == "one" { text("alone_by") } else { String::new() };
    if f.text("alone") == "one" && alone_by.is_empty() {
        return Err(unread("alone_by", ""));
    }
    let society = Founding {
        code: text("code"),
        name: text("society"),
        registration_no: text("registration"),
        district: text("district"),
        block: text("block"),
    };
    Ok(First { society, name: text("login"), password: typed("new"), alone_by })
}

/// Begins the installation and logs its first person in.
pub(super) fn begin(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let desk = &ask.web.desk;
    let Some(code) = &ask.web.first else { return Err(Trouble::no_page()) };
    let begun = || -> Result<First, desk::Trouble> {
        code.check(f.text("first"))?;
        let first = read(f)?;
        desk.begin_here(&first)?;
        Ok(first)
    };
    match begun() {
        Ok(first) => {
            let session = desk.login(&first.name, &first.password)?;
            let to = format!("{}/setup", page::base(&first.society.code));
            Ok(seated(ask, &session, &to))
        }
        Err(desk::Trouble::Refusal(r)) => form(ask, Some((f, &r))),
        Err(e) => Err(e.into()),
    }
}

struct Step {
    name: String,
    why: String,
    figure: String,
    href: String,
    done: bool,
}

#[derive(Template)]
#[template(path = "people/setup.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    done: String,
    model: Option<Form>,
}

pub(super) fn setup(ask: &Ask, code: &str, filled: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (id, today) = (society.id(), ask.web.desk.today());
    let (bylaws, villages, products, days) = ask.read(|t| {
        Ok((
            keep::deciding::bylaws(t, id)?,
            keep::view::villages_with_codes(t, id)?.len(),
            keep::deciding::products(t, id)?.len(),
            keep::view::business_days(t, id, 400)?,
        ))
    })?;
    let people = ask.web.desk.people(crate::counter::who(ask)?, id)?;
    let people = people.iter().filter(|p| p.closed.is_none()).count();
    let c = Frame::of(ask, &society, Tab::People);
    let model = society::bylaw::model().0;
    let set = model.iter().filter(|r| bylaws.on(r.says.key(), today).is_some()).count();
    let step = |key: &str, figure: String, path: &str, done: bool| Step {
        name: c.s(&format!("setup-{key}")),
        why: c.s(&format!("setup-{key}.why")),
        figure,
        href: format!("{}{path}", society.base),
        done,
    };
    let count = |n: usize| group(n as u64);
    let home = &society.home;
    let ended = days.iter().filter(|d| d.ended.is_some()).count();
    let steps = vec![
        step("bylaws", c.s2("web-n-of-m", "n", &count(set), "m", &count(model.len())), "/bylaws", set == model.len()),
        step("people", count(people), "/people", people > 0),
        step("villages", count(villages), "/do/set-village", villages > 0),
        step("products", count(products), "/lender/products", products > 0),
        step("opening", group(home.accounts), "/migration", home.society.cutoff.is_some() || !days.is_empty()),
        step("members", group(home.members), "/members", home.members > 0),
        step("day", count(days.len()), "/day", !days.is_empty()),
        step("ended", count(ended), "/day", ended > 0),
    ];
    let done = c.s2("web-n-of-m", "n", &count(steps.iter().filter(|s| s.done).count()), "m", &count(steps.len()));
    let model = (set < model.len()).then(|| adopt_form(ask, Frame::of(ask, &society, Tab::People), filled));
    page::show_again(ask, &Page { steps, done, model, c }, filled.is_some())
}

fn adopt_form(ask: &Ask, c: Frame, filled: Option<(&Filled, &Refusal)>) -> Form {
    let action = c.nav.as_ref().map(|n| format!("{}/setup", n.base)).unwrap_or_default();
    let title = c.s("act-adopt-model");
    let mut form = Form::new(c, title, action);
    form.hidden.push(("id", born()));
    form.fields = vec![
        Field::new(&form.c, "from", Input::Date).with(date::format(ask.web.desk.today())),
        Field::new(&form.c, "order", Input::Text),
    ];
    if let Some((f, r)) = filled {
        form.refill(f);
        form.no = Some(No::of(ask.lang, r));
    }
    form
}

/// Adopts the model bye-laws.
pub(super) fn adopt(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let act = || -> Result<Act, Refusal> {
        let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
        Ok(Act::Setup(Setup::AdoptModel { from, order: f.text("order").to_owned() }))
    };
    match act().map_err(refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/setup", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => setup(ask, code, Some((f, &no))),
        Err(e) => Err(e),
    }
}
