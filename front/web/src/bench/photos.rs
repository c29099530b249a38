//! The photographs that are kept, each with what it shows; where a number of a person is seen on one only later, it is blackened further.

use super::masking::{self, Of};
use super::{At, memory, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{refused, who};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::Response;
use kernel::{Digest, Refusal, Verb};
use migration::bench::masked::{self, Shows};

struct Row {
    shows: String,
    digest: String,
    /// First letters of the mark.
    mark: String,
}

#[derive(Template)]
#[template(path = "bench/photos.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    here: String,
    rows: Vec<Row>,
    /// Blackened later: mark before, mark now, by whom and when.
    masked: Vec<(String, String, String)>,
    may: bool,
    no: Option<No>,
}

fn short(digest: &str) -> String {
    digest.chars().take(16).collect()
}

fn shows(c: &Frame, of: &Shows) -> String {
    match of {
        Shows::Volume(no) => c.s1("bench-photo-volume", "no", &no.to_string()),
        Shows::Page(no, page) => c.s2("bench-photo-page", "no", &no.to_string(), "page", &page.to_string()),
        Shows::Outside(head) => c.s1(
            "bench-photo-outside",
            "head",
            &books::chart::head(head, c.lang).map_or_else(|| head.clone(), |h| h.name),
        ),
        Shows::Day(day) => {
            c.s1("bench-photo-day", "day", &day.parse().map_or_else(|_| day.clone(), lipi::date::format))
        }
        Shows::Sealed(no) => c.s1("bench-photo-sealed", "no", no),
    }
}

pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &listed(ask, &society, None)?)
}

fn listed(ask: &Ask, society: &Society, no: Option<No>) -> Result<Page, Trouble> {
    let b = memory::bench(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let row = |(of, photo): (Shows, society::terms::Attachment)| Row {
        shows: shows(&c, &of),
        mark: short(&photo.digest),
        digest: photo.digest,
    };
    let masked = b
        .case
        .masked
        .iter()
        .map(|(was, now)| (short(was), short(&now.what), format!("{} · {}", now.by, moment(now.at))));
    Ok(Page {
        steps: steps(&c, society, &b, At::Volumes),
        here: format!("{}/bench/photos", society.base),
        rows: masked::kept(&b.case).into_iter().map(row).collect(),
        masked: masked.collect(),
        may: ask.trial.is_none() && who(ask)?.role.may(Verb::MigrationSettle),
        no,
        c,
    })
}

/// One of them.
pub(super) fn picture(ask: &Ask, code: &str, digest: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let kept = masked::kept(&case).into_iter().find(|(_, photo)| photo.digest == digest);
    super::bring::shown(ask, &kept.ok_or_else(|| refused(Refusal::new(3250)))?.1)
}

/// It is looked at again, as when it came.
pub(super) fn again(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    who(ask)?.guard(Verb::MigrationSettle, society.id()).map_err(refused)?;
    if ask.trial.is_some() {
        return Err(Trouble::no_page()); // a copy destroys nothing
    }
    let was = f.text("photo");
    let case = memory::case(ask, &society)?;
    let kept = masked::kept(&case).into_iter().any(|(_, photo)| photo.digest == was);
    match Digest::from_hex(was).filter(|_| kept) {
        Some(digest) => {
            let bytes = ask.web.desk.file_bytes(&digest).map_err(|_| refused(Refusal::new(5144)))?;
            masking::looked_at(ask, &society, &bytes, Of::Kept(was.to_owned()))
        }
        None => page::show_again(ask, &listed(ask, &society, Some(No::of(ask.lang, &Refusal::new(3250))))?, true),
    }
}
