//! Photographs of pages: from a telephone over the society's own network, or from a scanner.

use super::{act, find};
use crate::ask::{Ask, Trouble};
use crate::bench::{bring, memory};
use crate::counter::form::Filled;
use crate::counter::{born, refused};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Refusal;
use migration::paper::PaperEvent;
use std::collections::HashMap;
use tempfile::TempDir;

/// Most bytes of a page's photograph.
const MOST: u64 = 8 << 20;

fn number(text: &str) -> Result<u32, Trouble> {
    text.parse().map_err(|_| Trouble::no_page())
}

/// The photograph kept last.
pub(super) fn show(ask: &Ask, code: &str, at: (&str, &str)) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let (volume, _) = find(&case, at.0)?;
    let photo = volume.pages.get(&number(at.1)?).and_then(|p| p.photo.as_ref()).ok_or_else(Trouble::no_page)?;
    let (bytes, kind) = ask.web.desk.picture(photo)?.ok_or_else(|| refused(Refusal::new(5144)))?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// A photograph came.
pub(super) fn take(ask: &Ask, code: &str, at: (&str, &str), dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let (volume, _) = find(&case, at.0)?;
    let photo = bring::photo(ask, dir, MOST)?;
    let page = number(at.1)?;
    let event = PaperEvent::PagePhotographed { volume: volume.listing.no, page, photo };
    act(ask, &society, &Filled(HashMap::from([("id".to_owned(), born())])), event)?;
    Ok(Redirect::to(&format!("{}/bench/volumes/{}/pages/{page}", society.base, at.0)).into_response())
}
