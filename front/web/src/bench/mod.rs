//! The workbench: old books from paper and files to a signed society. Files and sheets as the clerk knows them, findings as work, gates and
//! certificates.

mod afar;
mod bring;
mod ending;
mod files;
mod gates;
mod header;
pub(crate) mod layouts;
mod masking;
mod memory;
mod mending;
mod milan;
mod outside;
mod owed;
mod paper;
mod persons;
mod photos;
mod queue;
mod reading;
mod sheet;
mod slips;
mod trial;
mod unread;

pub use bring::brought;
pub(crate) use masking::Shots;
pub(crate) use memory::{Benches, Cases};
pub(crate) use paper::Claims;
pub(crate) use reading::Readings;
pub(crate) use trial::{InTrial, Trials, enter};

use crate::ask::{Ask, Society, Trouble};
use crate::body::LongForm as Sent;
use crate::counter::form::{Field, Filled, Form, Input, No};
use crate::counter::{command, who};
use crate::migration::Step;
use crate::page::{Frame, Tab};
use crate::router::{Web, run};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use desk::Done;
use desk::act::{Act, Asked, Bench as Asking};
use kernel::{CommandId, Date, Refusal};
use lipi::amount::group;
use memory::Bench;
use migration::bench::BenchEvent;
use migration::bench::gates::{covered, is_judged, numbers};
use migration::bench::loose;
use migration::paper::PaperEvent;
use std::collections::HashMap;

type Fields = Sent<HashMap<String, String>>;

/// A form that mends many cells at once has a line for each.
const FORM_BYTES: usize = 1 << 20;

/// Addresses of the workbench.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    type Four = Path<(String, String, String, String)>;
    Router::new()
        .route(
            "/s/{code}/bench",
            get(|ask, Path(code): Path<String>| run(ask, move |a| start(a, &code)))
                .post(|ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| begin(a, &code, &Filled(f)))),
        )
        .route(
            "/s/{code}/bench/files",
            get(|ask, Path(code): Path<String>| run(ask, move |a| files::show(a, &code)))
                .post(|ask: Ask, Path(code): Path<String>, request: Request| async move {
                    let (ask, staged) = bring::staged(ask, &code, request).await;
                    run(ask, move |a| bring::take(a, &code, &staged?)).await
                })
                .layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/s/{code}/bench/reading",
            get(|ask, Path(code): Path<String>| run(ask, move |a| reading::show(a, &code))),
        )
        .route(
            "/s/{code}/bench/files/{file}/leave",
            get(|ask, Path((code, file)): Two| run(ask, move |a| files::leave_form(a, &code, &file))).post(
                |ask, Path((code, file)): Two, Sent(f): Fields| {
                    run(ask, move |a| files::leave(a, &code, &file, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/layouts",
            get(|ask, Path(code): Path<String>| run(ask, move |a| layouts::show(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| layouts::done(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/sheet/{file}/{sheet}",
            get(|ask, Path((code, file, sheet)): Three| run(ask, move |a| sheet::show(a, &code, &file, &sheet))),
        )
        .route(
            "/s/{code}/bench/sheet/{file}/{sheet}/{col}",
            get(|ask, Path((code, file, sheet, col)): Four| {
                run(ask, move |a| sheet::column_form(a, &code, (&file, &sheet, &col)))
            })
            .post(|ask, Path((code, file, sheet, col)): Four, Sent(f): Fields| {
                run(ask, move |a| sheet::point(a, &code, (&file, &sheet, &col), &Filled(f)))
            }),
        )
        .route(
            "/s/{code}/bench/sheet/{file}/{sheet}/head/{row}",
            get(|ask, Path((code, file, sheet, row)): Four| {
                run(ask, move |a| header::form(a, &code, (&file, &sheet, &row)))
            })
            .post(|ask, Path((code, file, sheet, row)): Four, Sent(f): Fields| {
                run(ask, move |a| header::point(a, &code, (&file, &sheet, &row), &Filled(f)))
            }),
        )
        .route(
            "/s/{code}/bench/findings",
            get(|ask, Path(code): Path<String>| run(ask, move |a| queue::list(a, &code))),
        )
        .route(
            "/s/{code}/bench/findings/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| queue::show(a, &code, &no))).post(
                |ask, Path((code, no)): Two, Sent(f): Fields| run(ask, move |a| queue::done(a, &code, &no, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/unread/{file}",
            get(|ask, Path((code, file)): Two| run(ask, move |a| unread::show(a, &code, &file))).post(
                |ask, Path((code, file)): Two, Sent(f): Fields| {
                    run(ask, move |a| unread::done(a, &code, &file, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/mends",
            get(|ask, Path(code): Path<String>| run(ask, move |a| queue::mends(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| queue::back(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/photos",
            get(|ask, Path(code): Path<String>| run(ask, move |a| photos::list(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| photos::again(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/photos/kept/{digest}",
            get(|ask, Path((code, digest)): Two| run(ask, move |a| photos::picture(a, &code, &digest))),
        )
        .route(
            "/s/{code}/bench/photos/{name}",
            get(|ask, Path((code, name)): Two| run(ask, move |a| masking::show(a, &code, &name))).post(
                |ask, Path((code, name)): Two, Sent(f): Fields| {
                    run(ask, move |a| masking::done(a, &code, &name, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/photos/{name}/picture",
            get(|ask, Path((code, name)): Two| run(ask, move |a| masking::picture(a, &code, &name))),
        )
        .route(
            "/s/{code}/bench/report.json",
            get(|ask, Path(code): Path<String>| run(ask, move |a| files::report(a, &code))),
        )
        .merge(milan_routes())
        .merge(to_signing())
        .merge(paper::routes())
        .merge(trial::routes())
        .layer(DefaultBodyLimit::max(FORM_BYTES))
}

/// Heads that differ, and persons that look alike.
fn milan_routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    Router::new()
        .route("/s/{code}/bench/milan", get(|ask, Path(code): Path<String>| run(ask, move |a| milan::board(a, &code))))
        .route(
            "/s/{code}/bench/milan/{head}",
            get(|ask, Path((code, head)): Two| run(ask, move |a| milan::head(a, &code, &head))).post(
                |ask, Path((code, head)): Two, Sent(f): Fields| {
                    run(ask, move |a| milan::back(a, &code, &head, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/milan/{head}/mend",
            get(|ask, Path((code, head)): Two| run(ask, move |a| mending::preview(a, &code, &head))).post(
                |ask, Path((code, head)): Two, Sent(f): Fields| {
                    run(ask, move |a| mending::mend(a, &code, &head, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/milan/{head}/carry",
            get(|ask, Path((code, head)): Two| run(ask, move |a| milan::carry_form(a, &code, &head))).post(
                |ask, Path((code, head)): Two, Sent(f): Fields| {
                    run(ask, move |a| milan::carry(a, &code, &head, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/persons",
            get(|ask, Path(code): Path<String>| run(ask, move |a| persons::show(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| {
                    run(ask, move |a| persons::judge(a, &code, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/persons/back",
            axum::routing::post(|ask, Path(code): Path<String>, Sent(f): Fields| {
                run(ask, move |a| persons::back(a, &code, &Filled(f)))
            }),
        )
}

/// From gates to the end of paper.
fn to_signing() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    Router::new()
        .route(
            "/s/{code}/bench/gates",
            get(|ask, Path(code): Path<String>| run(ask, move |a| gates::show(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| gates::done(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/certificate",
            get(|ask, Path(code): Path<String>| run(ask, move |a| gates::certificate(a, &code))),
        )
        .route(
            "/s/{code}/bench/outside",
            get(|ask, Path(code): Path<String>| run(ask, move |a| outside::show(a, &code))),
        )
        .route(
            "/s/{code}/bench/outside/{head}",
            get(|ask, Path((code, head)): Two| run(ask, move |a| outside::form(a, &code, &head))).post(
                |ask, Path((code, head)): Two, Sent(f): Fields| {
                    run(ask, move |a| outside::state(a, &code, &head, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/outside/{head}/paper",
            get(|ask, Path((code, head)): Two| run(ask, move |a| outside::scan(a, &code, &head)))
                .post(|ask: Ask, Path((code, head)): Two, request: Request| async move {
                    let (ask, staged) = bring::staged(ask, &code, request).await;
                    run(ask, move |a| outside::scanned(a, &code, &head, &staged?)).await
                })
                .layer(DefaultBodyLimit::disable()),
        )
        .route("/s/{code}/bench/slips", get(|ask, Path(code): Path<String>| run(ask, move |a| slips::list(a, &code))))
        .route(
            "/s/{code}/bench/slips/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| slips::sheet(a, &code, &no))).post(
                |ask, Path((code, no)): Two, Sent(f): Fields| {
                    run(ask, move |a| slips::printed(a, &code, &no, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/objections",
            get(|ask, Path(code): Path<String>| run(ask, move |a| slips::object_form(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| slips::object(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/objections/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Three| run(ask, move |a| slips::settle_form(a, &code, (&desk, &seq))))
                .post(|ask, Path((code, desk, seq)): Three, Sent(f): Fields| {
                    run(ask, move |a| slips::settle(a, &code, (&desk, &seq), &Filled(f)))
                }),
        )
        .merge(to_the_end())
}

fn to_the_end() -> Router<Web> {
    type Two = Path<(String, String)>;
    Router::new()
        .route(
            "/s/{code}/bench/parallel",
            get(|ask, Path(code): Path<String>| run(ask, move |a| ending::parallel(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| {
                    run(ask, move |a| ending::keep_day(a, &code, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/parallel/{day}/photo",
            get(|ask, Path((code, day)): Two| run(ask, move |a| ending::day_photo(a, &code, &day)))
                .post(|ask: Ask, Path((code, day)): Two, request: Request| async move {
                    let (ask, staged) = bring::staged(ask, &code, request).await;
                    run(ask, move |a| ending::photographed(a, &code, &day, &staged?)).await
                })
                .layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/s/{code}/bench/parallel/{day}/back",
            axum::routing::post(|ask, Path((code, day)): Two, Sent(f): Fields| {
                run(ask, move |a| ending::day_back(a, &code, &day, &Filled(f)))
            }),
        )
        .route(
            "/s/{code}/bench/cutover",
            get(|ask, Path(code): Path<String>| run(ask, move |a| ending::cutover(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| ending::end(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/seal/{volume}",
            axum::routing::post(|ask: Ask, Path((code, volume)): Two, request: Request| async move {
                let (ask, staged) = bring::staged(ask, &code, request).await;
                run(ask, move |a| ending::sealed(a, &code, &volume, &staged?)).await
            })
            .layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/s/{code}/bench/sealed/{volume}",
            get(|ask, Path((code, volume)): Two| run(ask, move |a| ending::photo(a, &code, &volume))),
        )
        .route(
            "/s/{code}/bench/cutover/certificate",
            get(|ask, Path(code): Path<String>| run(ask, move |a| ending::certificate(a, &code))),
        )
        .route(
            "/s/{code}/bench/verify",
            get(|ask, Path(code): Path<String>| run(ask, move |a| ending::verify(a, &code))),
        )
}

/// The name of a finding's cause.
pub(super) fn finding_name(c: &Frame, code: &str) -> String {
    crate::finding::code_name(c.lang, code)
}

/// The inventory of paper volumes.
pub(super) fn inventory_of(b: &Bench) -> migration::bench::gates::Inventory {
    migration::bench::gates::Inventory::of(&b.case.paper)
}

/// Does an act at the workbench.
pub(super) fn act(ask: &Ask, society: &Society, command: CommandId, act: Asking) -> Result<Done, Trouble> {
    let counts = !matches!(act.event, BenchEvent::Opened { .. });
    let busy = matches!(&act.event, BenchEvent::Paper(e) if matches!(**e, PaperEvent::PageKeyed(_)));
    let asked = Asked { act: Act::Bench(Box::new(act)), before: None };
    let done = ask.web.desk.act(who(ask)?, society.id(), command, &asked)?;
    if counts {
        // what was asked is done; that it cannot be counted now is no trouble of the user's, the next act counts it
        let _ = gates::count(ask, society, busy);
    }
    Ok(done)
}

/// A step of the workbench.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Volumes,
    Files,
    Findings,
    Persons,
    Milan,
    Mends,
    Gates,
}

/// The steps of the workbench, with their counts; they are the pages' navigation.
pub(super) fn steps(c: &Frame, society: &Society, b: &Bench, here: At) -> Vec<Step> {
    let m = &b.worked.migrated;
    let (met, heads) = loose::met(m, &b.case);
    let (open, any) = (b.open(), !m.books.registers.is_empty());
    let judged = m.clusters.iter().filter(|k| is_judged(&b.case, &numbers(m, &k.members))).count();
    let inventory = inventory_of(b);
    let of = |n: u64, m: u64| c.s2("web-n-of-m", "n", &group(n), "m", &group(m));
    let step = |at: At, no: &'static str, key: &str, count: String, path: &str, done: bool| Step {
        no,
        name: c.s(key),
        count,
        href: format!("{}/bench{path}", society.base),
        state: if done { "done" } else { "open" },
        here: at == here,
    };
    let (files, mended) = (b.folder.files.len(), b.case.mended.len());
    vec![
        step(
            At::Volumes,
            "1",
            "bench-step-volumes",
            of(inventory.answered, inventory.kinds),
            "/volumes",
            inventory.answered == inventory.kinds,
        ),
        step(At::Files, "2", "bench-step-files", group(files as u64), "/files", files > 0),
        step(At::Findings, "3", "bench-step-findings", group(open as u64), "/findings", open == 0 && any),
        step(
            At::Persons,
            "4",
            "bench-step-persons",
            of(judged as u64, m.clusters.len() as u64),
            "/persons",
            judged == m.clusters.len() && any,
        ),
        step(At::Milan, "5", "bench-step-milan", of(met, heads), "/milan", met == heads && met > 0),
        step(
            At::Mends,
            "6",
            "bench-step-mends",
            group(mended as u64),
            "/mends",
            b.worked.misfits.is_empty() && mended > 0,
        ),
        step(At::Gates, "7", "bench-step-gates", String::new(), "/gates", b.case.cut_over.is_some()),
    ]
}

/// The day before the financial year the calendar is in.
fn last_march(today: Date) -> Date {
    let year = if today.month() >= 4 { today.year() } else { today.year() - 1 };
    Date::new(year, 3, 31).unwrap_or(today)
}

fn start(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if memory::is_elsewhere(ask, &society)? {
        return Ok(Redirect::to(&format!("{}/bench/gates", society.base)).into_response());
    }
    match memory::case(ask, &society)?.cutoff {
        Some(_) => Ok(Redirect::to(&format!("{}/bench/files", society.base)).into_response()),
        None => begin_form(ask, &society).show(ask),
    }
}

fn begin_form(ask: &Ask, society: &Society) -> Form {
    let c = Frame::of(ask, society, Tab::Migration);
    let today = ask.web.desk.today();
    let day = Field::new(&c, "cutoff", Input::Date).with(lipi::date::format(last_march(today)));
    let (title, why) = (c.s("bench-begin"), c.s("bench-begin-why"));
    let form = Form::new(c, title, format!("{}/bench", society.base));
    Form { why, fields: vec![day], plain: true, hidden: vec![("id", crate::counter::born())], ..form }
}

fn begin(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let cutoff = f.day("cutoff").and_then(|d| d.ok_or_else(|| crate::counter::form::unread("cutoff", "")));
    let done = match cutoff {
        Ok(cutoff) => act(ask, &society, command(f), BenchEvent::Opened { cutoff }.into()).map(|_| ()),
        Err(no) => Err(crate::counter::refused(no)),
    };
    answered(ask, done, &format!("{}/bench/files", society.base), || Ok(begin_form(ask, &society)), f)
}

/// To the next page, or the form again with the refusal and what was typed.
pub(super) fn answered(
    ask: &Ask,
    done: Result<(), Trouble>,
    next: &str,
    again: impl FnOnce() -> Result<Form, Trouble>,
    f: &Filled,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to(next).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let mut form = again()?;
            form.refill(f);
            form.no = Some(No::of(ask.lang, &no));
            form.show(ask)
        }
        Err(e) => Err(e),
    }
}

/// A number of the address.
pub(super) fn number(text: &str) -> Result<usize, Trouble> {
    text.parse().map_err(|_| Trouble::no_page())
}

pub(super) fn no_place(place: &str) -> Trouble {
    crate::counter::refused(Refusal::new(3166).with("place", place))
}
