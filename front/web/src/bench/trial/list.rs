//! The trials of a society: those that run, those that ended, and a new one.

use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use keep::trial::{Ending, Trial};
use lipi::amount::group;

struct Row {
    name: String,
    begun: String,
    acts: String,
    /// Key of the message that says how it stands, and its chip.
    state: (&'static str, &'static str),
    ended: String,
    /// Empty where it is thrown away.
    open: String,
    enter: String,
    compare: String,
}

#[derive(Template)]
#[template(path = "bench/trials.html")]
struct Page {
    c: Frame,
    base: String,
    rows: Vec<Row>,
    no: Option<No>,
    name: String,
}

/// The page; in a trial it is the society's own.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    if let Some(trial) = &ask.trial {
        return Ok(Redirect::to(&trial.list()).into_response());
    }
    let society = ask.society(code)?;
    page::show(ask, &shown(ask, &society, None, "")?)
}

fn shown(ask: &Ask, society: &Society, no: Option<No>, name: &str) -> Result<Page, Trouble> {
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let mut rows = Vec::new();
    for t in ask.web.desk.trials(society.id())?.into_iter().rev() {
        rows.push(row(ask, society, &base, t));
    }
    Ok(Page { c, base, rows, no, name: name.to_owned() })
}

fn row(ask: &Ask, society: &Society, base: &str, t: Trial) -> Row {
    let state = match t.ended {
        None => ("trial-runs", "warn"),
        Some((Ending::Thrown, ..)) => ("trial-thrown", "idle"),
        Some((Ending::Repeated, ..)) => ("trial-repeated", "ok"),
    };
    let there = !matches!(t.ended, Some((Ending::Thrown, ..)));
    // a copy that is not on this computer is told of where it is opened
    let acts = ask.web.desk.trial_acts(society.id(), t.no).ok();
    let link = |path: String| if there { path } else { String::new() };
    Row {
        begun: format!("{} · {}", t.by, moment(t.at)),
        acts: acts.map(|a| group(a.len() as u64)).unwrap_or_default(),
        state,
        ended: t.ended.map(|(_, by, at)| format!("{by} · {}", moment(at))).unwrap_or_default(),
        open: link(format!("{base}/trials/{}", t.no)),
        enter: link(format!("{}~{}/bench", society.base, t.no)),
        compare: link(format!("{base}/compare?a=0&b={}", t.no)),
        name: t.name,
    }
}

/// Begins one.
pub(super) fn begin(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let name = f.text("name");
    match ask.web.desk.begin_trial(crate::counter::who(ask)?, society.id(), name) {
        Ok(no) => Ok(Redirect::to(&format!("{}~{no}/bench", society.base)).into_response()),
        Err(desk::Trouble::Refusal(no)) => {
            page::show_again(ask, &shown(ask, &society, Some(No::of(ask.lang, &no)), name)?, true)
        }
        Err(e) => Err(e.into()),
    }
}
