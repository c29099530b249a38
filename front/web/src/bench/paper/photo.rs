//! Photographs of pages: from a telephone over the society's own network, or from a scanner.

use super::find;
use crate::ask::{Ask, Society, Trouble};
use crate::bench::masking::{self, Of};
use crate::bench::{bring, memory};
use axum::response::Response;
use desk::act::Bench as Asking;
use migration::bench::BenchEvent;
use migration::paper::PaperEvent;
use migration::paper::event::Held;
use society::terms::Attachment;
use tempfile::TempDir;

fn number(text: &str) -> Result<u32, Trouble> {
    text.parse().map_err(|_| Trouble::no_page())
}

/// The photograph kept last.
pub(super) fn show(ask: &Ask, code: &str, at: (&str, &str)) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let (volume, _) = find(&case, at.0)?;
    let photo = volume.pages.get(&number(at.1)?).and_then(|p| p.photo.as_ref()).ok_or_else(Trouble::no_page)?;
    bring::shown(ask, photo)
}

/// A photograph came: it waits until it was looked at.
pub(super) fn take(ask: &Ask, code: &str, at: (&str, &str), dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    find(&*memory::case(ask, &society)?, at.0)?;
    masking::waits(ask, &society, dir, Of::Page { volume: at.0.to_owned(), page: number(at.1)? })
}

/// The event of a page whose photograph is kept.
pub(in crate::bench) fn of_page(
    ask: &Ask,
    society: &Society,
    volume: &str,
    page: u32,
    photo: Attachment,
) -> Result<Asking, Trouble> {
    let volume = find(&*memory::case(ask, society)?, volume)?.0.listing.no;
    Ok(BenchEvent::Paper(Box::new(PaperEvent::PagePhotographed { volume, page, photo })).into())
}

/// The photograph of a volume's last page; of a book that is missing, of the statement.
pub(super) fn of_volume(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let photo = find(&case, no)?.0.photo().ok_or_else(Trouble::no_page)?;
    bring::shown(ask, photo)
}

/// It came: it waits until it was looked at.
pub(super) fn take_of_volume(ask: &Ask, code: &str, no: &str, dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if let Held::InFiles { .. } = find(&*memory::case(ask, &society)?, no)?.0.listing.held {
        // what is in the files has no last page
        return Err(Trouble::no_page());
    }
    masking::waits(ask, &society, dir, Of::Volume(no.to_owned()))
}

/// The volume listed as it was, with the photograph that is kept.
pub(in crate::bench) fn of_listing(
    ask: &Ask,
    society: &Society,
    no: &str,
    kept: Attachment,
) -> Result<Asking, Trouble> {
    let mut listing = find(&*memory::case(ask, society)?, no)?.0.listing.clone();
    match &mut listing.held {
        Held::Book { photo, .. } | Held::Missing { photo, .. } => *photo = Some(kept),
        Held::InFiles { .. } => return Err(Trouble::no_page()),
    }
    Ok(BenchEvent::Paper(Box::new(PaperEvent::VolumeListed(Box::new(listing)))).into())
}
