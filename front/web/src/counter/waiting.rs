//! What waits for a second person, and letting it pass.

use super::form::{Filled, No};
use super::{born, perform};
use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame, Tab};
use crate::state::late::{Word, word};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::Act;
use keep::view;
use kernel::Verb;
use lipi::amount::format_indian;
use lipi::date;

struct Row {
    entry: String,
    id: String,
    what: String,
    words: String,
    maker: String,
    amount: String,
    day: String,
    mine: bool,
}

#[derive(Template)]
#[template(path = "counter/waiting.html")]
struct Page {
    c: Frame,
    action: String,
    back: String,
    rows: Vec<Row>,
    /// What an officer decides: late entries that wait for his word, and his words.
    spoken: Vec<Word>,
    no: Option<No>,
}

pub(crate) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &waiting(ask, &society)?)
}

fn waiting(ask: &Ask, society: &Society) -> Result<Page, Trouble> {
    let late = ask.web.desk.late_of(society.id())?;
    let rows = ask.read(|t| view::waiting(t, society.id()))?;
    let c = Frame::of(ask, society, Tab::Day);
    let me = ask.who.as_ref().map(|w| w.name.clone()).unwrap_or_default();
    let officer = ask.who.as_ref().is_some_and(|w| w.role.may(Verb::ApproveLate));
    let row = |w: &view::WaitingRow| Row {
        entry: format!("{}/{}", w.entry.0, w.entry.1),
        id: born(),
        what: c.s(&format!("act-{}", w.act)),
        words: w.words.clone(),
        maker: w.maker.clone(),
        amount: if w.amount.is_zero() { String::new() } else { format!("₹ {}", format_indian(w.amount)) },
        day: w.date.map(date::format).unwrap_or_default(),
        mine: w.maker == me,
    };
    let base = society.base.clone();
    Ok(Page {
        // an officer at this desk decides late entries too; everybody else sees where they stand
        rows: rows.iter().filter(|w| officer || !late.iter().any(|l| l.row.entry == w.entry)).map(row).collect(),
        spoken: late.iter().map(|l| word(&c, "", l)).collect(),
        action: format!("{base}/waiting"),
        back: format!("{base}/day"),
        no: None,
        c,
    })
}

pub(crate) fn decide(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let entry = f.entry("entry");
    let entry = entry.ok_or_else(Trouble::no_page)?;
    let approve = f.text("answer") == "yes";
    let act = Act::Decide { entry, approve, reason: f.text("reason").to_owned() };
    match perform(ask, &society, f, act) {
        Ok(_) => Ok(Redirect::to(&format!("{}/waiting", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let mut page = waiting(ask, &society)?;
            page.no = Some(No::of(ask.lang, &no));
            page::show_again(ask, &page, true)
        }
        Err(e) => Err(e),
    }
}
