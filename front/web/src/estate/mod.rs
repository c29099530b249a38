//! What the society has and owes outside its members: bank accounts and their reconciliation, borrowings, investments, fixed assets,
//! suspense, staff. Every list is a register that prints and is a workbook; every act is a plain form.

mod bank;
mod deeds;
mod lists;
mod pay;

pub(crate) use bank::file_name;
pub(crate) use lists::history;

pub(crate) use bank::passed;

use crate::ask::{Ask, Society, Trouble};
use crate::body::{Form, Upload};
use crate::counter::form::Filled;
use crate::router::{Web, run};
use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::routing::get;
use books::estate::{Entry, Register};
use kernel::Date;
use std::collections::HashMap;

type Sent = Form<HashMap<String, String>>;

/// A bank's statement is not larger; a year of a busy account is a tenth of it.
const STATEMENT_BYTES: usize = 4 * 1024 * 1024;

/// Addresses of the estate.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    Router::new()
        .route("/s/{code}/estate", get(|ask, Path(code): Path<String>| run(ask, move |a| lists::index(a, &code))))
        .route(
            "/s/{code}/estate/{page}",
            get(|ask, Path((code, page)): Two| run(ask, move |a| lists::show(a, &code, &page))),
        )
        .route(
            "/s/{code}/estate/do/{deed}",
            get(|ask, Path((code, deed)): Two| run(ask, move |a| deeds::form(a, &code, &deed))).post(
                |ask, Path((code, deed)): Two, Form(f): Sent| {
                    run(ask, move |a| deeds::done(a, &code, &deed, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/estate/bank/{head}",
            get(|ask, Path((code, head)): Two| run(ask, move |a| bank::show(a, &code, &head))).post(
                |ask, Path((code, head)): Two, Form(f): Sent| {
                    run(ask, move |a| bank::matched(a, &code, &head, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/estate/bank/{head}/statement",
            get(|ask, Path((code, head)): Two| run(ask, move |a| bank::reconciled(a, &code, &head))),
        )
        .route(
            "/s/{code}/estate/bank/{head}/import",
            get(|ask, Path((code, head)): Two| run(ask, move |a| bank::import_form(a, &code, &head))).post(
                |ask, Path((code, head)): Two, headers: HeaderMap, body: Upload<STATEMENT_BYTES>| {
                    run(ask, move |a| bank::import(a, &code, &head, &headers, &body))
                },
            ),
        )
        .route(
            "/s/{code}/exports",
            get(|ask, Path(code): Path<String>| run(ask, move |a| crate::exports::list(a, &code))),
        )
        .route(
            "/s/{code}/exports/{what}",
            get(|ask, Path((code, what)): Two| run(ask, move |a| crate::exports::file(a, &code, &what))),
        )
        .route(
            "/s/{code}/estate/{page}/{number}",
            get(|ask, Path((code, page, number)): Three| {
                run(ask, move |a| lists::history(a, &code, "estate", &page, &number))
            }),
        )
        .route(
            "/s/{code}/estate/salary/{month}",
            get(|ask, Path((code, month)): Two| run(ask, move |a| pay::sheet(a, &code, &month))),
        )
        .route(
            "/s/{code}/estate/slips/{month}",
            get(|ask, Path((code, month)): Two| run(ask, move |a| pay::slips(a, &code, &month))),
        )
}

/// Entries of a register that stand.
fn entries(ask: &Ask, society: &Society, register: Register) -> Result<Vec<Entry>, Trouble> {
    ask.read(|t| keep::view::estate(t, society.id(), register, None))
}

/// The open day, or the desk's own where none is open.
fn day_of(ask: &Ask, society: &Society) -> Result<Date, Trouble> {
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    Ok(open.unwrap_or_else(|| ask.web.desk.today()))
}

/// A receipt's address.
fn receipt(society: &Society, place: (i64, i64)) -> String {
    format!("{}/receipt/{}/{}", society.base, place.0, place.1)
}
