//! Photographs of pages that were kept, and those of them that were blackened further afterwards: the register keeps both digests, the disk only the
//! bytes of the later picture.

use super::case::{Case, Entry, Said};
use super::event::BenchEvent;
use crate::paper::PaperEvent;
use crate::paper::event::Held;
use kernel::Refusal;
use society::terms::Attachment;

/// What a kept photograph shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// The last page of a volume, or the statement in its place.
    Volume(u32),
    /// A page of a volume.
    Page(u32, u32),
    /// The paper on which somebody outside states the balance of a head.
    Outside(String),
    /// The page of the paper cash book of a day, as `2026-01-31`.
    Day(String),
    /// A volume ruled off.
    Sealed(String),
}

/// Every photograph a case stands on.
fn each(case: &mut Case, mut f: impl FnMut(Shows, &mut Attachment)) {
    for (no, volume) in &mut case.paper.volumes {
        if let Held::Book { photo: Some(photo), .. } | Held::Missing { photo: Some(photo), .. } =
            &mut volume.listing.held
        {
            f(Shows::Volume(*no), photo);
        }
        let pages = volume.pages.iter_mut().filter_map(|(page, p)| Some((*page, p.photo.as_mut()?)));
        pages.for_each(|(page, photo)| f(Shows::Page(*no, page), photo));
    }
    for (head, o) in &mut case.outside {
        o.what.paper.iter_mut().for_each(|paper| f(Shows::Outside(head.clone()), paper));
    }
    for (day, p) in &mut case.parallel {
        p.what.photo.iter_mut().for_each(|photo| f(Shows::Day(day.to_string()), photo));
    }
    for (volume, s) in &mut case.sealed {
        f(Shows::Sealed(volume.clone()), &mut s.what);
    }
}

/// The photographs a case stands on, each with what it shows.
#[must_use]
pub fn kept(case: &Case) -> Vec<(Shows, Attachment)> {
    let mut out = Vec::new();
    each(&mut case.clone(), |shows, photo| out.push((shows, photo.clone())));
    out
}

/// The photographs an event brings.
fn brings(event: &BenchEvent) -> Option<&Attachment> {
    match event {
        BenchEvent::Stated(o) => o.paper.as_ref(),
        BenchEvent::ParallelDay(day) => day.photo.as_ref(),
        BenchEvent::BookSealed { photo, .. } | BenchEvent::PhotoMasked { photo, .. } => Some(photo),
        BenchEvent::Paper(e) => match &**e {
            PaperEvent::PagePhotographed { photo, .. } => Some(photo),
            PaperEvent::VolumeListed(l) => match &l.held {
                Held::Book { photo, .. } | Held::Missing { photo, .. } => photo.as_ref(),
                Held::InFiles { .. } => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// What was blackened further does not come back as it was.
///
/// # Errors
/// 3252.
pub(super) fn stays_masked(case: &Case, event: &BenchEvent) -> Result<(), Refusal> {
    match brings(event).filter(|photo| case.masked.contains_key(&photo.digest)) {
        Some(_) => Err(Refusal::new(3252)),
        None => Ok(()),
    }
}

impl Case {
    /// A photograph was blackened further: whatever stood on the old one stands on the new one.
    pub(super) fn remask(&mut self, e: &Entry, was: &str, now: &Attachment) {
        each(self, |_, photo| {
            if photo.digest == was {
                photo.clone_from(now);
            }
        });
        // neither of the two may speak for another book
        if let Some(volume) = self.seals.get(was).cloned() {
            self.seals.insert(now.digest.clone(), volume);
        }
        let said = Said { place: e.place, by: e.by.clone(), at: e.at, what: now.digest.clone() };
        self.masked.insert(was.to_owned(), said);
    }
}
