//! Paper: the inventory of volumes, pages keyed by two hands, the third look. What stands is computed in `migration::paper`.

mod draft;
mod keying;
mod known;
mod photo;
mod third;
mod volume;
mod volumes;

pub(super) use photo::{of_listing, of_page};

use super::{At, bring, memory};
use crate::ask::{Ask, Society, Trouble};
use crate::body::LongForm as Sent;
use crate::counter::form::Filled;
use crate::counter::{refused, who};
use crate::migration::Step;
use crate::page::Frame;
use crate::router::{Web, run};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kernel::{Instant, Refusal, SocietyId};
use migration::bench::{BenchEvent, Case};
use migration::paper::fold::Volume;
use migration::paper::kinds::Kind;
use migration::paper::{PaperEvent, Standing};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

type Fields = Sent<HashMap<String, String>>;

/// Addresses of paper.
pub(super) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    Router::new()
        .route(
            "/s/{code}/bench/volumes",
            get(|ask, Path(code): Path<String>| run(ask, move |a| volumes::list(a, &code))),
        )
        .route(
            "/s/{code}/bench/volumes/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| volume::show(a, &code, &no))).post(
                |ask, Path((code, no)): Two, Sent(f): Fields| {
                    run(ask, move |a| volume::strike(a, &code, &no, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/volumes/{no}/photo",
            get(|ask, Path((code, no)): Two| run(ask, move |a| photo::of_volume(a, &code, &no)))
                .merge(post(|ask: Ask, Path((code, no)): Two, request: Request| async move {
                    let (ask, staged) = bring::staged(ask, &code, request).await;
                    run(ask, move |a| photo::take_of_volume(a, &code, &no, &staged?)).await
                }))
                .layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/s/{code}/bench/volumes/{no}/edit",
            get(|ask, Path((code, no)): Two| run(ask, move |a| volumes::form(a, &code, &no))).post(
                |ask, Path((code, no)): Two, Sent(f): Fields| {
                    run(ask, move |a| volumes::keep(a, &code, &no, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/volumes/{no}/member",
            get(|ask, Path((code, _)): Two| run(ask, move |a| known::member(a, &code))),
        )
        .route(
            "/s/{code}/bench/volumes/{no}/pages/{page}",
            get(|ask, Path((code, no, page)): Three| run(ask, move |a| keying::show(a, &code, (&no, &page)))).post(
                |ask, Path((code, no, page)): Three, Sent(f): Fields| {
                    run(ask, move |a| keying::sent(a, &code, (&no, &page), &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/bench/volumes/{no}/pages/{page}/photo",
            get(|ask, Path((code, no, page)): Three| run(ask, move |a| photo::show(a, &code, (&no, &page))))
                .merge(post(|ask: Ask, Path((code, no, page)): Three, request: Request| async move {
                    let (ask, staged) = bring::staged(ask, &code, request).await;
                    run(ask, move |a| photo::take(a, &code, (&no, &page), &staged?)).await
                }))
                .layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/s/{code}/bench/operators",
            get(|ask, Path(code): Path<String>| run(ask, move |a| volume::operators(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| {
                    run(ask, move |a| volume::sample(a, &code, &Filled(f)))
                },
            ),
        )
}

/// Writes an event of paper.
fn act(ask: &Ask, society: &Society, f: &Filled, event: PaperEvent) -> Result<(), Trouble> {
    super::act(ask, society, crate::counter::command(f), BenchEvent::Paper(Box::new(event)).into()).map(|_| ())
}

/// A volume and its kind.
fn find<'c>(case: &'c Case, no: &str) -> Result<(&'c Volume, &'static Kind), Trouble> {
    let gone = || refused(Refusal::new(3123).with("volume", no));
    let volume = no.parse().ok().and_then(|no: u32| case.paper.volumes.get(&no)).ok_or_else(gone)?;
    Ok((volume, volume.kind().ok_or_else(gone)?))
}

/// Name of a kind.
fn kind_name(c: &Frame, kind: &Kind) -> String {
    c.s(&format!("volume-kind-{}", kind.name))
}

/// Name of a kind's column.
fn column_name(c: &Frame, kind: &Kind, column: usize) -> String {
    c.s(&format!("volume-column-{}", kind.columns[column].field.replace('_', "-")))
}

/// Chip of a page's standing.
fn chip(standing: &Standing) -> &'static str {
    match standing {
        Standing::Empty => "idle",
        Standing::Held(_) | Standing::Differences(_) => "bad",
        Standing::FirstDone => "warn",
        Standing::Whole => "ok",
    }
}

/// A page: society, volume, number.
type Place = (SocietyId, u32, u32);

/// Who has a page open.
struct Claim {
    by: String,
    since: Instant,
    /// Something was keyed into it.
    keyed: bool,
}

/// Who has which page open: so that two people do not key one page side by side. Only memory of this process; whoever comes second at
/// saving is refused in any case.
#[derive(Default)]
pub(crate) struct Claims(Mutex<HashMap<Place, Claim>>);

/// Minutes after which a page opened and left is free again: one only looked at, and one something was keyed into.
const FREE_AFTER: [i64; 2] = [3, 15];

impl Claims {
    fn held(&self, now: Instant) -> MutexGuard<'_, HashMap<Place, Claim>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, c| now.0 - c.since.0 < FREE_AFTER[usize::from(c.keyed)] * 60_000);
        held
    }

    /// Takes a page, or says who has it. Whoever opens another page leaves those he keyed nothing into.
    fn take(&self, at: Place, by: &str, now: Instant) -> Result<(), String> {
        let mut held = self.held(now);
        let keyed = match held.get(&at) {
            Some(c) if c.by != by => return Err(c.by.clone()),
            Some(c) => c.keyed,
            None => false,
        };
        held.retain(|place, c| c.by != by || c.keyed || *place == at);
        held.insert(at, Claim { by: by.to_owned(), since: now, keyed });
        Ok(())
    }

    /// Something is being keyed into a page.
    fn keyed(&self, at: Place, by: &str, now: Instant) {
        if let Some(c) = self.held(now).get_mut(&at).filter(|c| c.by == by) {
            (c.since, c.keyed) = (now, true);
        }
    }

    /// The page was left by the one who has it, with nothing keyed into it.
    fn left(&self, at: Place, by: &str, now: Instant) {
        let mut held = self.held(now);
        if held.get(&at).is_some_and(|c| c.by == by && !c.keyed) {
            held.remove(&at);
        }
    }

    fn free(&self, at: Place) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&at);
    }
}

/// Takes a page for the one who asks.
fn claimed(ask: &Ask, society: &Society, volume: u32, page: u32) -> Result<(), Trouble> {
    let by = &who(ask)?.name;
    ask.web.claims.take((society.id(), volume, page), by, ask.web.desk.now()).map_err(|name| {
        let no = Refusal::new(3127).with("page", page).with("name", name);
        Trouble::Refused(StatusCode::CONFLICT, no)
    })
}

/// The steps of the workbench, once it was begun and where it is worked at.
fn steps(ask: &Ask, c: &Frame, society: &Society, case: &Case) -> Result<Vec<Step>, Trouble> {
    if case.cutoff.is_none() || memory::is_elsewhere(ask, society)? {
        return Ok(Vec::new());
    }
    let b = memory::bench(ask, society)?;
    Ok(super::steps(c, society, &b, At::Volumes))
}
