//! Layouts of old books: which readings societies use, which of them an officer has released for all.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::bench::layouts::{columns, name};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, who};
use crate::page::{self, Frame};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use desk::society_id;
use keep::view::LayoutUse;
use kernel::Verb;
use lipi::amount::group;
use migration::layout::{self, Released};
use std::collections::HashMap;

/// Readings shown at most.
const SHOWN: usize = 60;

struct Row {
    name: String,
    columns: Vec<(String, String)>,
    uses: String,
    /// Who made it or released it, and when.
    by: String,
    href: String,
    /// Print of a reading, entry of a release.
    mark: String,
    id: String,
    /// Others read the same headings otherwise.
    otherwise: String,
}

#[derive(Template)]
#[template(path = "state/layouts.html")]
struct Page {
    c: Frame,
    released: Vec<Row>,
    waiting: Vec<Row>,
    may: bool,
    no: Option<No>,
    /// As a page of A4 and as a workbook.
    files: (String, String),
    proof: String,
}

impl Page {
    /// What is released and what waits, as a paper.
    fn printed(&self, of: String) -> Paper {
        let c = &self.c;
        let heads = [
            ("layout-title", Holds::Words),
            ("web-societies", Holds::Short),
            ("layout-by", Holds::Words),
            ("layout-read-as", Holds::Words),
        ];
        let table = |key: &str, none: &str, rows: &[Row]| {
            let mut grid = Grid { title: c.s(key), columns: crate::grid::columns(c, &heads), ..Grid::default() };
            for r in rows {
                let read: Vec<String> = r.columns.iter().map(|(head, as_what)| format!("{head}: {as_what}")).collect();
                grid.row([r.name.clone(), r.uses.clone(), r.by.clone(), read.join(", ")].map(Cell::Text).into());
            }
            if rows.is_empty() {
                grid.about.push(c.s(none));
            }
            Part::Table(grid)
        };
        let mut parts = vec![table("layout-released", "layout-none-released", &self.released)];
        if self.may {
            parts.push(table("layout-waiting", "layout-none-waiting", &self.waiting));
        }
        Paper { of, title: c.s("layout-title"), about: Vec::new(), parts, proof: self.proof.clone() }
    }
}

pub(super) fn show(ask: &Ask, no: Option<No>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "layout-title");
    let person = who(ask)?;
    let may = person.guard_state(Verb::StateKeep).is_ok();
    let all = if may { ask.web.desk.layouts_in_use(person)? } else { Vec::new() };
    let stands = ask.web.desk.released_layouts()?;
    let uses: HashMap<&str, usize> = all.iter().map(|u| (u.print.as_str(), u.societies.len())).collect();
    let of_release = |r: &Released| {
        let now = uses.get(layout::print(&r.table).as_str()).map(|n| *n as u64);
        Row {
            name: name(&c, &r.table),
            columns: columns(&c, &r.table),
            uses: group(now.unwrap_or(r.societies)),
            by: format!("{} · {}", r.by, moment(r.at)),
            href: String::new(),
            mark: format!("{}/{}", r.place.0, r.place.1),
            id: born(),
            otherwise: String::new(),
        }
    };
    let refused = no.is_some();
    let page = Page {
        released: stands.iter().map(of_release).collect(),
        waiting: waiting(&c, &room, &all, &stands),
        may,
        no,
        files: super::paper::as_files(ask),
        proof: super::counted_from(&c, &room),
        c,
    };
    if !refused && let Some(file) = super::paper::file(ask, "layouts", &page.printed(room.name(ask.lang)))? {
        return Ok(file);
    }
    page::show_again(ask, &page, refused)
}

/// The readings that are not released, the most used first.
fn waiting(c: &Frame, room: &Room, all: &[LayoutUse], stands: &[Released]) -> Vec<Row> {
    let codes: HashMap<_, _> =
        room.state.directory.societies.values().map(|s| (society_id(&s.listed.code), &s.listed)).collect();
    let mut same: HashMap<String, usize> = HashMap::new();
    all.iter().for_each(|u| *same.entry(layout::heads(&u.table)).or_default() += 1);
    let open = all.iter().filter(|u| !stands.iter().any(|r| layout::print(&r.table) == u.print)).take(SHOWN);
    let row = |u: &LayoutUse| {
        let of = codes.get(&u.society);
        let others = same[&layout::heads(&u.table)] - 1;
        Row {
            name: name(c, &u.table),
            columns: columns(c, &u.table),
            uses: group(u.societies.len() as u64),
            by: format!("{} · {} · {}", of.map_or("", |s| &s.name), u.by, moment(u.at)),
            href: of.map(|s| format!("/state/society/{}", encoded(&s.code))).unwrap_or_default(),
            mark: u.print.clone(),
            id: born(),
            otherwise: if others == 0 { String::new() } else { c.s1("layout-otherwise", "n", &group(others as u64)) },
        }
    };
    open.map(row).collect()
}

/// Releases a reading, or takes a release back.
pub(super) fn done(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let (desk, person, mark) = (&ask.web.desk, who(ask)?, f.text("mark"));
    let done = match f.text("deed") {
        "release" => desk.release_layout(person, command(f), mark),
        "withdraw" => {
            desk.withdraw_layout(person, command(f), f.entry("mark").ok_or_else(Trouble::no_page)?, f.text("reason"))
        }
        _ => return Err(Trouble::no_page()),
    };
    match done.map_err(Trouble::from) {
        Ok(_) => Ok(Redirect::to("/state/layouts").into_response()),
        Err(e) => show(ask, Some(No::of(ask.lang, &e.said_in_form()?))),
    }
}
