//! A photograph before it is kept: whoever took it looks at it, blackens every 12-digit number and says that none is left. Until then it is only in
//! the memory of this process; what is kept is drawn anew without what was blackened.

use super::{act, bring, ending, outside, paper};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{refused, who};
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use desk::masked::{MOST_SPOTS, Shot, Spot};
use kernel::{CommandId, Instant, Refusal, SocietyId};
use migration::bench::BenchEvent;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// Minutes a photograph waits.
const PATIENCE: i64 = 120;
/// Photographs of one person that wait at a time; the oldest gives way, for he has it on his telephone still.
const MOST_WAITING: usize = 4;

/// What a photograph is of.
#[derive(Clone)]
pub(super) enum Of {
    /// A page of a volume.
    Page { volume: String, page: u32 },
    /// The last page of a volume, or the statement in place of a missing one.
    Volume(String),
    /// The ruled-off last page of a book.
    Sealed(String),
    /// The paper on which somebody outside states a head's balance.
    Stated(String),
    /// The page of the paper cash book of a day, as in its address.
    Day(String),
    /// A photograph that is kept already, by its digest: it is blackened further.
    Kept(String),
}

#[derive(Clone)]
struct Waiting {
    society: SocietyId,
    by: String,
    since: Instant,
    shot: Arc<Shot>,
    spots: Vec<Spot>,
    of: Of,
}

/// Photographs that wait, by a name of its own; only who sent it sees it.
#[derive(Default)]
pub(crate) struct Shots(Mutex<HashMap<String, Waiting>>);

impl Shots {
    fn held(&self, now: Instant) -> MutexGuard<'_, HashMap<String, Waiting>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, w| now.0 - w.since.0 < PATIENCE * 60_000);
        held
    }

    fn keep(&self, w: Waiting) -> String {
        let name = uuid::Uuid::now_v7().simple().to_string();
        let mut held = self.held(w.since);
        let mut his: Vec<(Instant, String)> =
            held.iter().filter(|(_, o)| o.by == w.by).map(|(n, o)| (o.since, n.clone())).collect();
        his.sort_by_key(|h| h.0);
        for (_, oldest) in his.iter().rev().skip(MOST_WAITING - 1) {
            held.remove(oldest);
        }
        held.insert(name.clone(), w);
        name
    }
}

/// A photograph came: it waits, and its page is shown.
pub(super) fn waits(ask: &Ask, society: &Society, dir: &TempDir, of: Of) -> Result<Response, Trouble> {
    looked_at(ask, society, &bring::photo(dir)?, of)
}

/// A photograph is looked at before it is kept, or kept anew.
pub(super) fn looked_at(ask: &Ask, society: &Society, bytes: &[u8], of: Of) -> Result<Response, Trouble> {
    let shot = Arc::new(Shot::read(bytes).map_err(refused)?);
    let (by, since) = (who(ask)?.name.clone(), ask.web.desk.now());
    let waiting = Waiting { society: society.id(), by, since, shot, spots: Vec::new(), of };
    let name = ask.web.shots.keep(waiting);
    Ok(Redirect::to(&format!("{}/bench/photos/{name}", society.base)).into_response())
}

fn find(ask: &Ask, society: &Society, name: &str) -> Result<Waiting, Trouble> {
    let by = &who(ask)?.name;
    let held = ask.web.shots.held(ask.web.desk.now());
    let found = held.get(name).filter(|w| w.society == society.id() && w.by == *by).cloned();
    found.ok_or_else(|| refused(Refusal::new(3241)))
}

#[derive(Template)]
#[template(path = "bench/masking.html")]
struct Page {
    c: Frame,
    here: String,
    back: String,
    no: Option<No>,
    /// Boxes of a place: name, label.
    boxes: Vec<(&'static str, String)>,
    count: String,
    width: u32,
    height: u32,
    /// Changes with every place, so that the picture is asked for again.
    version: usize,
}

fn home(society: &Society, of: &Of) -> String {
    let base = &society.base;
    match of {
        Of::Page { volume, page } => format!("{base}/bench/volumes/{volume}/pages/{page}"),
        Of::Volume(no) => format!("{base}/bench/volumes/{no}"),
        Of::Sealed(_) => format!("{base}/bench/cutover"),
        Of::Stated(_) => format!("{base}/bench/outside"),
        Of::Day(_) => format!("{base}/bench/parallel"),
        Of::Kept(_) => format!("{base}/bench/photos"),
    }
}

fn form(ask: &Ask, society: &Society, name: &str, no: Option<&Refusal>) -> Result<Page, Trouble> {
    let w = find(ask, society, name)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let (width, height) = w.shot.size();
    Ok(Page {
        here: format!("{}/bench/photos/{name}", society.base),
        back: home(society, &w.of),
        no: no.map(|r| No::of(ask.lang, r)),
        boxes: ["left", "top", "width", "height"].map(|n| (n, c.s(&format!("mask-f-{n}")))).into(),
        count: w.spots.len().to_string(),
        version: w.spots.len(),
        width,
        height,
        c,
    })
}

/// The photograph with its black places, and what may be done.
pub(super) fn show(ask: &Ask, code: &str, name: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &form(ask, &society, name, None)?)
}

/// The picture itself, as it would be kept.
pub(super) fn picture(ask: &Ask, code: &str, name: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let w = find(ask, &society, name)?;
    let bytes = w.shot.blackened(&w.spots).map_err(refused)?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response())
}

/// Blackens a place, takes the last back, keeps the picture, or throws it away.
pub(super) fn done(ask: &Ask, code: &str, name: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let w = find(ask, &society, name)?;
    let here = format!("{}/bench/photos/{name}", society.base);
    let done = match f.text("deed") {
        "blacken" => blacken(ask, name, w.spots.len(), f),
        "back" => {
            change(ask, name, |spots| _ = spots.pop());
            Ok(())
        }
        "throw" => {
            ask.web.shots.held(ask.web.desk.now()).remove(name);
            return Ok(Redirect::to(&home(&society, &w.of)).into_response());
        }
        _ if f.text("none_left") != "yes" => Err(Refusal::new(3242)),
        _ => match kept(ask, &society, name, &w) {
            Err(Trouble::Refused(_, no)) => Err(no),
            other => return other,
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(&here).into_response()),
        Err(no) => page::show_again(ask, &form(ask, &society, name, Some(&no))?, true),
    }
}

fn change(ask: &Ask, name: &str, how: impl FnOnce(&mut Vec<Spot>)) {
    if let Some(w) = ask.web.shots.held(ask.web.desk.now()).get_mut(name) {
        how(&mut w.spots);
    }
}

fn blacken(ask: &Ask, name: &str, there: usize, f: &Filled) -> Result<(), Refusal> {
    let at = |name: &'static str| -> Result<i64, Refusal> { Ok(f.number(name)?.unwrap_or(0)) };
    let spot = Spot::of(at("left")?, at("top")?, at("width")?, at("height")?).ok_or_else(|| Refusal::new(3243))?;
    if there >= MOST_SPOTS {
        return Err(Refusal::new(3243));
    }
    change(ask, name, |spots| spots.push(spot));
    Ok(())
}

/// Keeps it, and says in the register of what it is.
fn kept(ask: &Ask, society: &Society, name: &str, w: &Waiting) -> Result<Response, Trouble> {
    if matches!(w.of, Of::Kept(_)) && w.spots.is_empty() {
        return Err(refused(Refusal::new(3251)));
    }
    let bytes = w.shot.blackened(&w.spots).map_err(refused)?;
    let photo = ask.web.desk.keep_picture_of(&bytes, bring::MOST_PHOTO as usize)?;
    let event = match &w.of {
        Of::Page { volume, page } => paper::of_page(ask, society, volume, *page, photo)?,
        Of::Volume(no) => paper::of_listing(ask, society, no, photo)?,
        Of::Sealed(volume) => ending::seal_of(volume, photo),
        Of::Stated(head) => outside::stated_on(ask, society, head, photo)?,
        Of::Day(day) => ending::day_on(ask, society, day, photo)?,
        Of::Kept(was) => BenchEvent::PhotoMasked { was: was.clone(), photo }.into(),
    };
    if let Err(no) = act(ask, society, CommandId(uuid::Uuid::now_v7()), event) {
        // what was blackened later may lie there again by now
        ask.web.desk.remove_masked()?;
        return Err(no);
    }
    // the entry stands; where the disk keeps the old bytes for now they go when the desk starts
    if matches!(w.of, Of::Kept(_)) {
        ask.web.desk.remove_masked()?;
    }
    ask.web.shots.held(ask.web.desk.now()).remove(name);
    Ok(Redirect::to(&home(society, &w.of)).into_response())
}
