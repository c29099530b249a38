//! The files a society's entries name: which of them have come, which lie still at its desk.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use desk::exchange::FileHere;
use keep::named::Class;
use lipi::amount::group;
use places::Scope;

/// Files shown at most.
const SHOWN: usize = 300;

struct Row {
    name: String,
    class: String,
    entry: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "state/files.html")]
struct Page {
    c: Frame,
    name: String,
    back: String,
    counts: Vec<(String, String)>,
    rows: Vec<Row>,
    more: String,
}

/// How many of each class are here, of how many.
pub(super) fn counts(c: &Frame, all: &[FileHere]) -> Vec<(String, String)> {
    let of = |class: Class| {
        let named: Vec<&FileHere> = all.iter().filter(|f| f.file.class == class).collect();
        let here = named.iter().filter(|f| f.here).count() as u64;
        let share = format!("{} / {}", group(here), group(named.len() as u64));
        (c.s(&format!("files-{}", class.code())), if named.is_empty() { String::new() } else { share })
    };
    Class::ALL.into_iter().map(of).filter(|(_, share)| !share.is_empty()).collect()
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let c = room.frame(ask, "state-nav-review");
    let all = ask.web.desk.files_of(code)?;
    let row = |f: &FileHere| Row {
        name: f.file.name.clone(),
        class: c.s(&format!("files-{}", f.file.class.code())),
        entry: format!("{}/{}", f.file.entry.0, f.file.entry.1),
        here: f.here,
    };
    let hidden = all.len().saturating_sub(SHOWN);
    let page = Page {
        name: room.name(c.lang),
        back: format!("/state/society/{}", encoded(code)),
        counts: counts(&c, &all),
        rows: all.iter().take(SHOWN).map(row).collect(),
        more: if hidden == 0 { String::new() } else { c.s1("web-and-more", "n", &group(hidden as u64)) },
        c,
    };
    page::show(ask, &page)
}
