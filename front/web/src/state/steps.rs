//! After how many days what is overdue rises a step: the rule in force, its versions, and the form that sets another.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No};
use crate::counter::{born, command, refused, who};
use crate::grid::columns;
use crate::page::{self, Frame};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use kernel::{Date, Refusal, Verb};
use lipi::date;
use programme::timeline::RISES_TO;

/// Names of the fields, one for each step.
const NAMES: [&str; 6] = ["step_1", "step_2", "step_3", "step_4", "step_5", "step_6"];

struct Row {
    from: String,
    order: String,
    days: Vec<String>,
    /// It is in force today.
    now: bool,
    entry: String,
}

#[derive(Template)]
#[template(path = "state/steps.html")]
struct Page {
    c: Frame,
    heads: Vec<String>,
    now: Vec<String>,
    rows: Vec<Row>,
    may: bool,
    id: String,
    no: Option<No>,
    /// As a page of A4 and as a workbook.
    files: (String, String),
    proof: String,
}

impl Page {
    /// The rule and its versions, as a paper.
    fn printed(&self, of: String) -> Paper {
        let c = &self.c;
        let mut now = Grid { title: c.s("steps-now"), ..Grid::default() };
        now.columns = columns(c, &[("plan-whose", Holds::Words), ("steps-days", Holds::Short)]);
        for (whom, days) in self.heads.iter().zip(&self.now) {
            now.row([whom, days].map(Cell::text).into());
        }
        let heads = [("counter-f-order", Holds::Words), ("counter-f-from", Holds::Short), ("steps-days", Holds::Words)];
        let mut all = Grid { title: c.s("steps-versions"), columns: columns(c, &heads), ..Grid::default() };
        for r in &self.rows {
            all.row([r.order.clone(), r.from.clone(), r.days.join(" ")].map(Cell::Text).into());
        }
        if self.rows.is_empty() {
            all.about.push(c.s("steps-given"));
        }
        let parts = [now, all].map(Part::Table).into();
        Paper { of, title: c.s("steps-title"), about: Vec::new(), parts, proof: self.proof.clone() }
    }
}

/// Who answers at each step.
fn heads(c: &Frame) -> Vec<String> {
    let office = |o: &places::Office| c.s(&format!("office-{}", o.code()));
    let step = |of: &&[places::Office]| of.iter().map(office).collect::<Vec<_>>().join(", ");
    RISES_TO.iter().map(|of| if of.is_empty() { c.s("steps-society") } else { step(of) }).collect()
}

fn words(days: &[u16; 6]) -> Vec<String> {
    days.iter().map(|d| format!("+{d}")).collect()
}

pub(super) fn show(ask: &Ask, no: Option<No>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-plan");
    let (plan, today) = (ask.web.desk.plan()?, ask.web.desk.today());
    let in_force = plan.steps.iter().filter(|s| s.from <= today).max_by_key(|s| s.from).map(|s| s.entry);
    let rows = plan.steps.iter().rev().map(|s| Row {
        from: date::format(s.from),
        order: s.order.clone(),
        days: words(&s.days),
        now: in_force == Some(s.entry),
        entry: format!("{}-{}", s.entry.0, s.entry.1),
    });
    let refused = no.is_some();
    let page = Page {
        heads: heads(&c),
        now: words(&plan.steps_on(today)),
        rows: rows.collect(),
        may: who(ask)?.guard_state(Verb::StateKeep).is_ok(),
        id: born(),
        no,
        files: super::paper::as_files(ask),
        proof: super::counted_from(&c, &room),
        c,
    };
    if !refused && let Some(file) = super::paper::file(ask, "steps", &page.printed(room.name(ask.lang)))? {
        return Ok(file);
    }
    page::show_again(ask, &page, refused)
}

/// The form of another rule.
pub(super) fn form(ask: &Ask, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    ask.let_by_state(Verb::StateKeep, "state")?;
    let c = room.frame(ask, "state-nav-plan");
    let today = ask.web.desk.today();
    let now = ask.web.desk.plan()?.steps_on(today);
    let mut fields: Vec<Field> = Vec::new();
    for ((name, head), days) in NAMES.into_iter().zip(heads(&c)).zip(now) {
        let label = c.s1("steps-days-to", "whom", &head);
        fields.push(Field::labelled(name, label, Input::Number).with(days.to_string()));
    }
    fields.push(Field::new(&c, "from", Input::Date).with(date::format(today)));
    fields.push(Field::new(&c, "order", Input::Text));
    let title = c.s("steps-new");
    let mut form = Form::new(c, title, "/state/steps/new".to_owned());
    form.why = form.c.s("steps-why");
    super::asked(ask, form, fields, ("/state/steps", "steps-title"), again).show(ask)
}

fn read(f: &Filled, today: Date) -> Result<([u16; 6], Date), Refusal> {
    let mut days = [0; 6];
    for (name, day) in NAMES.into_iter().zip(&mut days) {
        let unread = || crate::counter::form::unread(name, f.text(name));
        *day = f.number(name)?.and_then(|n| u16::try_from(n).ok()).ok_or_else(unread)?;
    }
    Ok((days, f.day("from")?.unwrap_or(today)))
}

/// Sets another rule.
pub(super) fn set(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let desk = &ask.web.desk;
    let done = read(f, desk.today()).map_err(refused);
    let done = done.and_then(|(days, from)| Ok(desk.set_steps(who(ask)?, command(f), days, from, f.text("order"))?));
    match done {
        Ok(_) => Ok(Redirect::to("/state/steps").into_response()),
        Err(e) => form(ask, Some((f, &e.said_in_form()?))),
    }
}

/// Takes a rule back.
pub(super) fn back(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let entry = f.entry("entry");
    let entry = entry.ok_or_else(Trouble::no_page)?;
    match ask.web.desk.steps_back(who(ask)?, command(f), entry, f.text("reason")).map_err(Trouble::from) {
        Ok(_) => Ok(Redirect::to("/state/steps").into_response()),
        Err(e) => show(ask, Some(No::of(ask.lang, &e.said_in_form()?))),
    }
}
