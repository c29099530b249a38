//! Old books posted into a copy of the copy: trial balance, demand, passbooks as they will be, to be looked at.

use super::super::{gates, memory};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::No;
use crate::counter::who;
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use lipi::amount::group;

#[derive(Template)]
#[template(path = "bench/trial-books.html")]
struct Page {
    c: Frame,
    base: String,
    here: String,
    /// How often they were posted; empty for never.
    times: String,
    no: Option<No>,
}

fn shown(ask: &Ask, code: &str, no: Option<No>) -> Result<Page, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let times = ask.web.desk.times_posted();
    Ok(Page {
        here: format!("{}/bench/books", society.base),
        times: if times == 0 { String::new() } else { group(times) },
        base: society.base,
        no,
        c,
    })
}

/// The page; outside a trial there is none.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    if ask.trial.is_none() {
        let society = ask.society(code)?;
        return Ok(Redirect::to(&format!("{}/bench/trials", society.base)).into_response());
    }
    page::show(ask, &shown(ask, code, None)?)
}

fn opening(ask: &Ask, society: &Society) -> Result<(), Trouble> {
    let batch = gates::opening(ask, society)?;
    let same = gates::judged_same(&*memory::case(ask, society)?);
    ask.web.desk.post_trial(who(ask)?, &society.home.society.code, &batch, &same)?;
    Ok(())
}

/// Posts.
pub(super) fn post(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let posted = opening(ask, &society);
    match posted {
        Ok(()) => Ok(Redirect::to(&format!("{}/bench/books", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &shown(ask, code, Some(No::of(ask.lang, &no)))?, true),
        Err(e) => Err(e),
    }
}
