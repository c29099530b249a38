//! A trial: what was done in it, whether the society has moved since, and its end: repeated in earnest, or thrown away.

use super::super::memory;
use super::{asked_there, run_of};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{refused, who};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::Bench as Asking;
use keep::trial::Trial;
use kernel::Refusal;
use lipi::amount::group;
use migration::bench::Entry;

/// Acts shown at most.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "bench/trial.html")]
struct Page {
    c: Frame,
    base: String,
    here: String,
    name: String,
    begun: String,
    ended: String,
    runs: bool,
    /// What was done: act, what it is about, who and when.
    acts: Vec<(String, String, String)>,
    more: String,
    /// What was done in the society itself since.
    since: Vec<(String, String, String)>,
    /// Digests: of the trial, of the society as it stands, and of the society with the trial repeated; hexadecimal, empty where there is none.
    set: String,
    now: String,
    ahead: String,
    same: bool,
    enter: String,
    compare: String,
    no: Option<No>,
}

fn number(no: &str) -> Result<i64, Trouble> {
    no.parse().map_err(|_| Trouble::no_page())
}

pub(super) fn show(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    if let Some(trial) = &ask.trial {
        return Ok(Redirect::to(&format!("{}/{no}", trial.list())).into_response());
    }
    let society = ask.society(code)?;
    page::show(ask, &shown(ask, &society, number(no)?, None)?)
}

fn lines(c: &Frame, entries: &[Entry]) -> Vec<(String, String, String)> {
    let line = |e: &Entry| {
        let act = Asking::from(e.event.clone());
        (c.s(&format!("act-{}", act.code())), act.words(), format!("{} · {}", e.by, moment(e.at)))
    };
    entries.iter().take(SHOWN).map(line).collect()
}

/// The data set of a trial, of the society, and of the society as it will be when the trial is repeated; empty where nothing was begun.
fn sets(ask: &Ask, society: &Society, trial: &Trial) -> Result<[String; 3], Trouble> {
    let there = run_of(ask, society, trial.no)?;
    let here = run_of(ask, society, 0)?;
    let set = |run: &Option<(Ask, Society, std::sync::Arc<memory::Bench>)>| {
        run.as_ref().map(|(_, _, b)| b.set.clone()).unwrap_or_default()
    };
    let ahead = match &there {
        Some((ask_there, _, b)) if trial.ended.is_none() => {
            let case = ask.web.desk.as_repeated(society.id(), trial.no)?;
            memory::worked(ask_there, std::sync::Arc::new(case), &[b])?.set
        }
        _ => String::new(),
    };
    Ok([set(&there), set(&here), ahead])
}

fn shown(ask: &Ask, society: &Society, no: i64, said: Option<No>) -> Result<Page, Trouble> {
    let trial = ask.web.desk.trial(society.id(), no)?;
    let [set, now, ahead] = sets(ask, society, &trial)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let acts = ask.web.desk.trial_acts(society.id(), no)?;
    let runs = trial.ended.is_none();
    let since = if runs { ask.web.desk.since_trial(society.id(), no)? } else { Vec::new() };
    let rest = acts.len().saturating_sub(SHOWN);
    Ok(Page {
        here: format!("{base}/trials/{no}"),
        begun: format!("{} · {}", trial.by, moment(trial.at)),
        ended: trial.ended.as_ref().map(|(_, by, at)| format!("{by} · {}", moment(*at))).unwrap_or_default(),
        runs,
        acts: lines(&c, &acts),
        more: if rest == 0 { String::new() } else { c.s1("web-and-more", "n", &group(rest as u64)) },
        since: lines(&c, &since),
        same: if runs { set == ahead } else { trial.set == now },
        set: if runs { set } else { trial.set },
        now,
        ahead,
        enter: format!("{}~{no}/bench", society.base),
        compare: format!("{base}/compare?a=0&b={no}"),
        name: trial.name,
        no: said,
        base,
        c,
    })
}

/// Repeats or throws away.
pub(super) fn done(ask: &Ask, code: &str, no: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let no = number(no)?;
    if ask.trial.is_some() {
        return Err(refused(Refusal::new(3181)));
    }
    let next = match f.text("deed") {
        "repeat" => repeat(ask, &society, no).map(|()| format!("{}/bench/trials/{no}", society.base)),
        "throw" => {
            ask.web.trials.close(society.id(), no);
            let thrown = ask.web.desk.throw_trial(who(ask)?, society.id(), no).map_err(Trouble::from);
            thrown.map(|()| format!("{}/bench/trials", society.base))
        }
        _ => Err(refused(Refusal::new(3152))),
    };
    match next {
        Ok(next) => Ok(Redirect::to(&next).into_response()),
        Err(Trouble::Refused(_, said)) if said.number != 3184 => {
            page::show_again(ask, &shown(ask, &society, no, Some(No::of(ask.lang, &said)))?, true)
        }
        Err(e) => Err(e),
    }
}

/// What is repeated must come to what the trial came to: that is worked out before the first entry is written, and again from what stands after it.
fn repeat(ask: &Ask, society: &Society, no: i64) -> Result<(), Trouble> {
    let trial = ask.web.desk.trial(society.id(), no)?;
    let since = ask.web.desk.since_trial(society.id(), no)?;
    if !since.is_empty() {
        return Err(refused(desk::trial::moved_since(&trial, since.len() as u64)));
    }
    let [set, _, ahead] = sets(ask, society, &trial)?;
    let other = || refused(Refusal::new(3185).with("name", &trial.name));
    if set != ahead {
        return Err(other());
    }
    asked_there(ask, society, no)?;
    ask.web.desk.repeat_trial(who(ask)?, society.id(), no, &set)?;
    let after = run_of(ask, society, 0)?.map(|(_, _, b)| b.set.clone()).unwrap_or_default();
    if after == set { Ok(()) } else { Err(other()) }
}
