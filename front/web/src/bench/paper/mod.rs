//! Paper: the inventory of volumes, pages keyed by two hands, the third look. What stands is computed in `migration::paper`.

mod keying;
mod known;
mod photo;
mod third;
mod volume;
mod volumes;

use super::bring;
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::Filled;
use crate::counter::{refused, who};
use crate::page::Frame;
use crate::router::{Web, run};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form as Sent, Path, Request};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kernel::{Refusal, SocietyId};
use migration::bench::{BenchEvent, Case};
use migration::paper::fold::Volume;
use migration::paper::kinds::Kind;
use migration::paper::{PaperEvent, Standing};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

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

/// A page: society, volume, number; and who has it open since when.
type Open = HashMap<(SocietyId, u32, u32), (String, Instant)>;

/// Who has which page open: so that two people do not key one page side by side. Only memory of this process; whoever comes second at
/// saving is refused in any case.
#[derive(Default)]
pub(crate) struct Claims(Mutex<Open>);

/// A page opened and left is free again after this time.
const FREE_AFTER: Duration = Duration::from_secs(15 * 60);

impl Claims {
    /// Takes a page, or says who has it.
    fn take(&self, at: (SocietyId, u32, u32), by: &str) -> Result<(), String> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (_, since)| since.elapsed() < FREE_AFTER);
        match held.get(&at) {
            Some((who, _)) if who != by => Err(who.clone()),
            _ => {
                held.insert(at, (by.to_owned(), Instant::now()));
                Ok(())
            }
        }
    }

    fn free(&self, at: (SocietyId, u32, u32)) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&at);
    }
}

/// Takes a page for the one who asks.
fn claimed(ask: &Ask, society: &Society, volume: u32, page: u32) -> Result<(), Trouble> {
    let by = &who(ask)?.name;
    ask.web.claims.take((society.id(), volume, page), by).map_err(|name| {
        let no = Refusal::new(3127).with("page", page).with("name", name);
        Trouble::Refused(StatusCode::CONFLICT, no)
    })
}
