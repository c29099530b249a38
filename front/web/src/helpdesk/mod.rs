//! The help desk: a society raises a ticket in two keys and follows it; officers see the queue, known problems, knowledge, the committee's
//! agenda, ages and their digest.

mod deeds;
mod known;
mod queue;
mod raise;
mod ticket;
mod told;

use crate::ask::{Ask, Trouble};
use crate::body::{Form, Upload};
use crate::counter::form::{Field, Filled, No};
use crate::grid::Shown;
use crate::page::{self, Frame};
use crate::router::{Web, run};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use desk::export::{Cell, Grid, Holds, Paper, Part};
use helpdesk::ageing;
use helpdesk::terms::{Category, Effect, Party};
use helpdesk::ticket::State;
use helpdesk::{Place, Ticket};
use kernel::Verb;
use lipi::amount::group;
use std::collections::HashMap;

type Sent = Form<HashMap<String, String>>;

/// Most bytes of a photograph as a telephone takes it. The browser makes it small before it is sent, as it travels over a line of the hills; where it
/// cannot, it comes as it is.
pub(crate) const PHOTO_BYTES: usize = 8 << 20;
/// Most bytes of a form with one.
const UPLOAD_BYTES: usize = PHOTO_BYTES + 16 * 1024;

/// Addresses of the help desk.
pub(crate) fn routes() -> Router<Web> {
    type Three = Path<(String, String, String)>;
    type Four = Path<(String, String, String, String)>;
    Router::new()
        .route("/s/{code}/tickets", get(|ask, Path(code): Path<String>| run(ask, move |a| ticket::list(a, &code))))
        .route(
            "/s/{code}/tickets/raise",
            get(|ask, Path(code): Path<String>| run(ask, move |a| raise::form(a, &code))).post(
                |ask, Path(code): Path<String>, headers: HeaderMap, body: Upload<UPLOAD_BYTES>| {
                    run(ask, move |a| raise::done(a, &code, &headers, &body))
                },
            ),
        )
        .route(
            "/s/{code}/tickets/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Three| run(ask, move |a| ticket::show(a, &code, &desk, &seq))).post(
                |ask, Path((code, desk, seq)): Three, headers: HeaderMap, body: Upload<UPLOAD_BYTES>| {
                    run(ask, move |a| ticket::noted(a, &code, &desk, &seq, (&headers, &body)))
                },
            ),
        )
        .route(
            "/s/{code}/tickets/{desk}/{seq}/{deed}",
            get(|ask, Path((code, desk, seq, deed)): Four| {
                run(ask, move |a| deeds::form(a, &code, (&desk, &seq), &deed))
            })
            .post(|ask, Path((code, desk, seq, deed)): Four, Form(f): Sent| {
                run(ask, move |a| deeds::done(a, &code, (&desk, &seq), &deed, &Filled(f)))
            }),
        )
        .route(
            "/s/{code}/tickets/picture/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Three| run(ask, move |a| ticket::picture(a, &code, &desk, &seq))),
        )
        .route("/helpdesk", get(|ask| run(ask, queue::show)))
        .route("/helpdesk/agenda", get(|ask| run(ask, queue::agenda)))
        .route("/helpdesk/ages", get(|ask| run(ask, queue::ages)))
        .route("/helpdesk/digest", get(|ask| run(ask, told::show)))
        .route("/helpdesk/knowledge", get(|ask| run(ask, known::articles)))
        .route(
            "/helpdesk/knowledge/{desk}/{seq}",
            get(|ask, Path((desk, seq)): Path<(String, String)>| run(ask, move |a| known::article(a, &desk, &seq))),
        )
        .route("/helpdesk/problems", get(|ask| run(ask, known::problems)))
        .route(
            "/helpdesk/problems/{desk}/{seq}",
            get(|ask, Path((desk, seq)): Path<(String, String)>| run(ask, move |a| known::problem(a, &desk, &seq))),
        )
        .route("/helpdesk/hours", get(|ask| run(ask, known::hours)))
        .route(
            "/helpdesk/do/{deed}",
            get(|ask, Path(deed): Path<String>| run(ask, move |a| known::form(a, &deed))).post(
                |ask, Path(deed): Path<String>, Form(f): Sent| run(ask, move |a| known::done(a, &deed, &Filled(f))),
            ),
        )
}

/// A table of a page.
struct Section {
    title: String,
    about: String,
    /// Heading and whether figures stand under it.
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<Shown>>,
}

/// A page of the help desk: links, a filter, tables.
#[derive(Template)]
#[template(path = "helpdesk/page.html")]
struct Page {
    c: Frame,
    title: String,
    about: Vec<String>,
    /// Address and name of the page above.
    back: (String, String),
    /// The pages of the help desk: address, name, open.
    tabs: Vec<(String, String, bool)>,
    /// Buttons: address, words.
    acts: Vec<(String, String)>,
    /// State and sentence.
    says: Vec<(&'static str, String)>,
    filter: Vec<Field>,
    sections: Vec<Section>,
    no: Option<No>,
    /// Room for signatures under it on paper.
    signed: bool,
    /// From what it was counted; empty where nothing was.
    proof: String,
}

impl Page {
    /// A page above societies.
    fn of_seat(ask: &Ask, title: &str) -> Page {
        let c = crate::state::frame(ask, if title == "helpdesk-digest" { title } else { "helpdesk" })
            .unwrap_or_else(|| Frame::plain(ask));
        let mut tabs: Vec<(String, String, bool)> = Vec::new();
        for (path, key) in [
            ("", "helpdesk-queue"),
            ("/digest", "helpdesk-digest"),
            ("/agenda", "helpdesk-agenda"),
            ("/ages", "helpdesk-ages"),
            ("/problems", "helpdesk-problems"),
            ("/knowledge", "helpdesk-knowledge"),
            ("/hours", "helpdesk-hours"),
        ] {
            tabs.push((format!("/helpdesk{path}"), c.s(key), key == title));
        }
        let back = ("/".to_owned(), c.s("web-nav-societies"));
        Page { title: c.s(title), tabs, back, ..Page::bare(c) }
    }

    fn bare(c: Frame) -> Page {
        Page {
            title: String::new(),
            about: Vec::new(),
            back: (String::new(), String::new()),
            tabs: Vec::new(),
            acts: Vec::new(),
            says: Vec::new(),
            filter: Vec::new(),
            sections: Vec::new(),
            no: None,
            signed: false,
            proof: String::new(),
            c,
        }
    }

    /// Its tables as a paper.
    fn printed(&self, of: String, proof: String) -> Paper {
        let table = |s: &Section| {
            let holds = |figures: bool| if figures { Holds::Short } else { Holds::Words };
            let columns = s.columns.iter().map(|(name, figures)| (name.clone(), holds(*figures))).collect();
            let mut grid = Grid { title: s.title.clone(), columns, ..Grid::default() };
            s.rows.iter().for_each(|r| grid.row(r.iter().map(|x| Cell::text(&x.text)).collect()));
            Part::Table(grid)
        };
        let parts = self.sections.iter().map(table).collect();
        let notes = self.says.iter().filter(|s| s.0 == "info").map(|s| &s.1);
        let about = self.about.iter().chain(notes).cloned().collect();
        Paper { of, title: self.title.clone(), about, parts, proof }
    }

    /// The page as it is asked for: as a page of A4, as a workbook, or on the screen with links to both.
    fn with_files(mut self, ask: &Ask, name: &str, of: String) -> Result<Response, Trouble> {
        if let Some(file) = crate::state::file(ask, name, &self.printed(of, self.proof.clone()))? {
            return Ok(file);
        }
        let files = [("pdf", "paper-pdf"), ("xlsx", "rep-workbook")];
        self.acts = files.map(|(kind, name)| (ask.with("as", Some(kind)), self.c.s(name))).into();
        self.show(ask)
    }

    fn show(self, ask: &Ask) -> Result<Response, Trouble> {
        let refused = self.no.is_some();
        page::show_again(ask, &self, refused)
    }
}

/// A cell.
fn cell(text: impl Into<String>) -> Shown {
    Shown { text: text.into(), href: String::new(), kind: "" }
}

/// A short cell, not broken.
fn short(text: impl Into<String>) -> Shown {
    Shown { text: text.into(), href: String::new(), kind: "nowrap" }
}

/// What people wrote: in whatever script.
fn typed(text: impl Into<String>) -> Shown {
    Shown { text: text.into(), href: String::new(), kind: "told" }
}

/// A count; nothing where there is none.
fn count(n: u32) -> Shown {
    Shown { text: if n == 0 { String::new() } else { group(u64::from(n)) }, href: String::new(), kind: "num" }
}

fn link(text: impl Into<String>, href: String) -> Shown {
    Shown { text: text.into(), href, kind: "" }
}

fn columns(c: &Frame, keys: &[&str]) -> Vec<(String, bool)> {
    keys.iter().map(|k| (c.s(k), k.ends_with("-n"))).collect()
}

fn category(c: &Frame, v: Category) -> String {
    c.s(&format!("helpdesk-category-{}", v.code()))
}

fn effect(c: &Frame, v: Effect) -> String {
    c.s(&format!("helpdesk-effect-{}", v.code()))
}

fn party(c: &Frame, v: Party) -> String {
    c.s(&format!("helpdesk-party-{}", v.code()))
}

/// Where it stands, in words.
fn state(c: &Frame, t: &Ticket) -> String {
    match t.state {
        State::Paused(why) => c.s1("helpdesk-state-paused", "why", &c.s(&format!("helpdesk-pause-{}", why.code()))),
        other => c.s(&format!("helpdesk-state-{}", other.code())),
    }
}

/// A duration: days and hours.
fn lasted(c: &Frame, ms: i64) -> String {
    let (days, hours) = ageing::days_hours(ms);
    let (d, h) = (group(days.unsigned_abs()), hours.to_string());
    if days > 0 { c.s2("helpdesk-days-hours", "days", &d, "hours", &h) } else { c.s1("helpdesk-of-hours", "hours", &h) }
}

/// `desk/seq` of an address.
fn place(desk: &str, seq: &str) -> Result<Place, Trouble> {
    desk.parse().ok().zip(seq.parse().ok()).ok_or_else(Trouble::no_page)
}

/// Address of a ticket.
fn at(base: &str, (desk, seq): Place) -> String {
    format!("{base}/tickets/{desk}/{seq}")
}

/// Whether this person may.
fn may(ask: &Ask, verb: Verb) -> bool {
    ask.who.as_ref().is_some_and(|w| w.role.may(verb))
}

/// The choices of a field: code and words.
fn choices<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, words: impl Fn(T) -> String) -> Vec<(String, String)> {
    all.iter().map(|v| (code(*v).to_owned(), words(*v))).collect()
}

fn causes(c: &Frame) -> Vec<(String, String)> {
    choices(Category::ALL, Category::code, |v| category(c, v))
}

/// Causes, and all of them together.
fn categories_or_all(c: &Frame) -> Vec<(String, String)> {
    [(String::new(), c.s("helpdesk-any"))].into_iter().chain(causes(c)).collect()
}

fn effects(c: &Frame) -> Vec<(String, String)> {
    choices(Effect::ALL, Effect::code, |v| effect(c, v))
}

fn parties(c: &Frame) -> Vec<(String, String)> {
    choices(Party::ALL, Party::code, |v| party(c, v))
}

/// The parts of a form with a file, by name; a file is its bytes.
fn part_of<'b>(headers: &HeaderMap, body: &'b [u8], name: &str) -> Option<&'b [u8]> {
    let kind = headers.get(axum::http::header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|b| b.1.trim_matches('"')).unwrap_or_default();
    crate::card::part(body, boundary, name)
}

/// The texts of a form with a file.
fn filled(headers: &HeaderMap, body: &[u8], names: &[&str]) -> Filled {
    let text =
        |name: &&str| Some(((*name).to_owned(), String::from_utf8_lossy(part_of(headers, body, name)?).into_owned()));
    Filled(names.iter().filter_map(text).collect())
}

/// Keeps the photograph of a form, if there is one.
fn kept(ask: &Ask, headers: &HeaderMap, body: &[u8]) -> Result<Option<society::terms::Attachment>, Trouble> {
    match part_of(headers, body, "photo").filter(|b| !b.is_empty()) {
        Some(bytes) => Ok(Some(ask.web.desk.keep_picture_of(bytes, PHOTO_BYTES)?)),
        None => Ok(None),
    }
}
