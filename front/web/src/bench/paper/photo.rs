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
use migration::paper::event::Held;
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
    act(ask, &society, &fresh(), event)?;
    Ok(Redirect::to(&format!("{}/bench/volumes/{}/pages/{page}", society.base, at.0)).into_response())
}

fn fresh() -> Filled {
    Filled(HashMap::from([("id".to_owned(), born())]))
}

/// The photograph of a volume's last page; of a book that is missing, of the statement.
pub(super) fn of_volume(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let photo = find(&case, no)?.0.photo().ok_or_else(Trouble::no_page)?;
    let (bytes, kind) = ask.web.desk.picture(photo)?.ok_or_else(|| refused(Refusal::new(5144)))?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// It came: the volume is listed as it was, with the photograph.
pub(super) fn take_of_volume(ask: &Ask, code: &str, no: &str, dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let mut listing = find(&case, no)?.0.listing.clone();
    match &mut listing.held {
        Held::Book { photo, .. } | Held::Missing { photo, .. } => *photo = Some(bring::photo(ask, dir, MOST)?),
        // what is in the files has no last page
        Held::InFiles { .. } => return Err(Trouble::no_page()),
    }
    act(ask, &society, &fresh(), PaperEvent::VolumeListed(Box::new(listing)))?;
    Ok(Redirect::to(&format!("{}/bench/volumes/{no}", society.base)).into_response())
}
