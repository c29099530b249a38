//! The counter: a society's working day by keyboard. Every act is a plain form: what it is about, what stands there, the amount, Enter,
//! receipt.

mod account;
mod acts;
mod blockers;
mod day;
pub(crate) mod form;
mod journal;
pub(crate) mod lines;
pub(crate) mod members;
pub(crate) mod receipt;
pub(crate) mod rules;
mod sanction;
mod sheet;
pub(crate) mod slips;
mod waiting;

pub(crate) use acts::{facts, pay, read_pay, voucher_heads};
pub(crate) use receipt::qr;

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form;
use crate::router::{Web, run};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
pub(crate) use day::narration;
use desk::act::{Act, Asked, Before};
use desk::{Done, Who};
use form::{Filled, No};
use kernel::{CommandId, Refusal};
use std::collections::HashMap;

type Sent = Form<HashMap<String, String>>;

/// Addresses of the counter.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    Router::new()
        .route("/s/{code}/day", get(|ask, Path(code): Path<String>| run(ask, move |a| day::show(a, &code))))
        .route(
            "/s/{code}/day/begin",
            get(|ask, Path(code): Path<String>| run(ask, move |a| day::begin_form(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| day::begin(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/day/end",
            get(|ask, Path(code): Path<String>| run(ask, move |a| day::end_form(a, &code)))
                .post(|ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| day::end(a, &code, &Filled(f)))),
        )
        .route(
            "/s/{code}/day/count",
            get(|ask, Path(code): Path<String>| run(ask, move |a| day::count_form(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| day::count(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/day/{date}",
            get(|ask, Path((code, date)): Two| run(ask, move |a| sheet::show(a, &code, &date))),
        )
        .route(
            "/s/{code}/do/{deed}",
            get(|ask, Path((code, deed)): Two| run(ask, move |a| acts::ask_for(a, &code, &deed))).post(
                |ask, Path((code, deed)): Two, Form(f): Sent| {
                    run(ask, move |a| acts::carry_out(a, &code, &deed, Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/journal",
            get(|ask, Path(code): Path<String>| run(ask, move |a| journal::form(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| journal::done(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/receipt/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Three| run(ask, move |a| receipt::show(a, &code, &desk, &seq))),
        )
        .route(
            "/s/{code}/account/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| account::show(a, &code, &no))),
        )
        .route(
            "/s/{code}/waiting",
            get(|ask, Path(code): Path<String>| run(ask, move |a| waiting::list(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| waiting::decide(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/slips",
            get(|ask, Path(code): Path<String>| run(ask, move |a| slips::show(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| slips::issue(a, &code, &Filled(f))),
            ),
        )
        .route("/s/{code}/slips/print", get(|ask, Path(code): Path<String>| run(ask, move |a| slips::print(a, &code))))
        .route("/s/{code}/slips/{n}", get(|ask, Path((code, n)): Two| run(ask, move |a| slips::one(a, &code, &n))))
        .route(
            "/s/{code}/rules",
            get(|ask, Path(code): Path<String>| run(ask, move |a| rules::show(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| rules::set(a, &code, &Filled(f))),
            ),
        )
        .route("/s/{code}/audit-log", get(|ask, Path(code): Path<String>| run(ask, move |a| rules::log(a, &code))))
}

/// Who is logged in.
pub(crate) fn who(ask: &Ask) -> Result<&Who, Trouble> {
    ask.who.as_ref().ok_or(Trouble::NeedsLogin)
}

/// The id that was born with the form.
pub(crate) fn command(filled: &Filled) -> CommandId {
    let id = filled.text("id").parse().unwrap_or_else(|_| uuid::Uuid::now_v7());
    CommandId(id)
}

/// A fresh id for a form.
pub(crate) fn born() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Does an act as a form asked for it; where it happened before the open day, with the reason.
pub(crate) fn perform(ask: &Ask, society: &Society, filled: &Filled, act: Act) -> Result<Done, Trouble> {
    let before = match filled.day("happened").map_err(refused)? {
        None => None,
        Some(happened) => {
            let slip = filled.number("slip").map_err(refused)?;
            Some(Before::of(happened, filled.text("late_reason"), slip))
        }
    };
    Ok(ask.web.desk.act(who(ask)?, society.id(), command(filled), &Asked { act, before })?)
}

pub(crate) fn refused(r: Refusal) -> Trouble {
    desk::Trouble::from(r).into()
}

/// Does what a form asked for: its receipt, or the form again with the refusal.
pub(crate) fn answered(
    ask: &Ask,
    society: &Society,
    filled: &Filled,
    (act, deed): (Result<Act, Refusal>, &str),
    again: impl FnOnce() -> Result<form::Form, Trouble>,
) -> Result<Response, Trouble> {
    if lines::more(filled) {
        return again()?.show(ask);
    }
    match act.map_err(refused).and_then(|act| perform(ask, society, filled, act)) {
        Ok(done) => Ok(to_receipt(society, &done, deed)),
        Err(Trouble::Refused(_, no)) => {
            let mut form = again()?;
            form.no = Some(No::of(ask.lang, &no));
            form.show(ask)
        }
        Err(e) => Err(e),
    }
}

/// To the receipt of what was done.
pub(crate) fn to_receipt(society: &Society, done: &Done, deed: &str) -> Response {
    let r = &done.receipt;
    let again = if r.already { "&twice=1" } else { "" };
    Redirect::to(&format!("{}/receipt/{}/{}?do={deed}{again}", society.base, r.desk.0, r.last.0)).into_response()
}
