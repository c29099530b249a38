//! How tables are read here: mappings the society made, those of the seat that it applies, and those it might; what no longer fits says so. On the sheet
//! itself a digit does what is proposed.

use super::memory::{self, Bench};
use super::sheet::{Open, open};
use super::{At, act, no_place, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::registers::field_name;
use crate::words::{moment, register};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{CommandId, Refusal};
use lipi::amount::group;
use lipi::messages;
use migration::bench::BenchEvent;
use migration::bench::case::Place;
use migration::layout::{self, Fit, LayoutEvent, Released};
use migration::profile::TableProfile;

/// What is said over a sheet of the mapping it is read by, or might be.
pub(super) struct Told {
    /// `warn` or `info`.
    pub tone: &'static str,
    pub text: String,
    pub more: String,
    /// `S3190`; empty where nothing is wrong.
    pub number: String,
    /// `back` or `take`, and the entry it is done with.
    pub deed: &'static str,
    pub entry: String,
    pub button: String,
    pub id: String,
    /// The digit that does it.
    pub key: usize,
}

fn place(of: Place) -> String {
    format!("{}/{}", of.0, of.1)
}

/// A mapping that no longer fits, as a numbered warning.
fn misfit(c: &Frame, b: &Bench, f: &Fit) -> No {
    let file = b.folder.files.get(usize::from(f.file));
    let sheet = file.and_then(|s| s.sheets.get(usize::from(f.sheet))).map_or("", |s| &s.name);
    let name = if sheet.is_empty() { file.map_or("", |s| &s.path) } else { sheet };
    let no = Refusal::new(3190)
        .with("register", register(c.lang, &f.table.kind, &f.table.product))
        .with("sheet", name)
        .with("row", f.row)
        .with("columns", f.missing.join(", "));
    No::of(c.lang, &no)
}

/// Releases that would change how a sheet is read and are neither applied nor declined, nor of a layout the society has its own mapping for.
fn offered<'r>(b: &'r Bench, released: &'r [Released]) -> impl Iterator<Item = &'r Released> {
    let case = &b.case;
    let applied = |r: &Released| case.from_seat.values().any(|of| *of == r.place);
    let own = |r: &Released| {
        case.mappings.iter().any(|m| !case.from_seat.contains_key(&m.place) && layout::alike(&m.what, &r.table))
    };
    released.iter().filter(move |r| !applied(r) && !own(r) && !case.declined.contains(&r.place))
}

/// What is said over a sheet.
pub(super) fn told(ask: &Ask, c: &Frame, b: &Bench, o: &Open<'_>, at: (usize, usize)) -> Result<Vec<Told>, Trouble> {
    let released = ask.web.desk.released_layouts()?;
    let mut out = Vec::new();
    let mut put = |tone, [text, more, number]: [String; 3], deed, of: Place, button: &str| {
        let key = out.len() + 1;
        out.push(Told { tone, text, more, number, deed, entry: place(of), button: c.s(button), id: born(), key });
    };
    for (of, fit) in b.worked.unfit.iter().filter(|(_, f)| (usize::from(f.file), usize::from(f.sheet)) == at) {
        let no = misfit(c, b, fit);
        put("warn", [no.cause, no.remedy, no.number], "back", *of, "layout-read-without");
    }
    let of_seat = |m: &&migration::bench::Said<TableProfile>| b.case.from_seat.contains_key(&m.place);
    for m in b.case.mappings.iter().filter(of_seat) {
        if layout::reads(&o.view, &o.registers, &m.what) {
            let more = c.s1("layout-applied-when", "at", &moment(m.at));
            put("info", [c.s("layout-applied"), more, String::new()], "back", m.place, "layout-not-for-us");
        }
    }
    if b.case.posted.is_none() {
        for r in offered(b, &released).filter(|r| layout::gains(&o.view, &o.registers, &r.table)) {
            let more = c.s1("layout-used-by", "n", &group(r.societies));
            put("info", [c.s("layout-offered"), more, String::new()], "take", r.place, "layout-use");
        }
    }
    Ok(out)
}

/// Applies what the seat has released for layouts among what was just brought: each is an entry of the society's own.
pub(super) fn apply(ask: &Ask, society: &Society) -> Result<(), Trouble> {
    let released = ask.web.desk.released_layouts()?;
    if released.is_empty() {
        return Ok(());
    }
    let b = memory::bench(ask, society)?;
    let mut due = Vec::new();
    for r in offered(&b, &released) {
        let mut sheets =
            b.folder.files.iter().enumerate().flat_map(|(f, file)| (0..file.sheets.len()).map(move |s| (f, s)));
        if sheets.any(|(f, s)| {
            open(&b, &f.to_string(), &s.to_string()).is_ok_and(|o| layout::gains(&o.view, &o.registers, &r.table))
        }) {
            due.push((r.place, r.table.clone()));
        }
    }
    for (of, table) in due {
        let event = BenchEvent::Layout(Box::new(LayoutEvent::Taken { of, table }));
        act(ask, society, CommandId(uuid::Uuid::now_v7()), event.into())?;
    }
    Ok(())
}

struct Row {
    name: String,
    /// Headings with what they mean.
    columns: Vec<(String, String)>,
    whence: String,
    /// Mappings that no longer fit: what is missing where.
    wrong: Vec<No>,
    deed: &'static str,
    entry: String,
    button: String,
    id: String,
}

#[derive(Template)]
#[template(path = "bench/layouts.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    here: String,
    back: String,
    rows: Vec<Row>,
    offers: Vec<Row>,
    no: Option<No>,
}

/// Headings of a mapping with what they mean.
pub(crate) fn columns(c: &Frame, table: &TableProfile) -> Vec<(String, String)> {
    let means = |f: &String| if f == "-" { c.s("bench-unused") } else { field_name(c, f) };
    table.headings.iter().zip(&table.fields).map(|(h, f)| (h.clone(), means(f))).collect()
}

/// The name of the register a mapping is of.
pub(crate) fn name(c: &Frame, table: &TableProfile) -> String {
    if table.kind == "ignore" { c.s("bench-ignore") } else { register(c.lang, &table.kind, &table.product) }
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &listed(ask, &society, None)?)
}

fn listed(ask: &Ask, society: &Society, no: Option<No>) -> Result<Page, Trouble> {
    let b = memory::bench(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let row = |table: &TableProfile, whence: String, deed, of: Place, button: &str| Row {
        name: name(&c, table),
        columns: columns(&c, table),
        whence,
        wrong: b.worked.unfit.iter().filter(|(p, _)| *p == of).map(|(_, f)| misfit(&c, &b, f)).collect(),
        deed,
        entry: place(of),
        button: c.s(button),
        id: born(),
    };
    let rows = b.case.mappings.iter().rev().map(|m| match b.case.from_seat.contains_key(&m.place) {
        true => {
            let whence = c.s1("layout-applied-when", "at", &moment(m.at));
            row(&m.what, whence, "back", m.place, "layout-not-for-us")
        }
        false => {
            let by = [Some(m.by.clone()), Some(moment(m.at)), b.case.dropped.get(&m.place).cloned()];
            let whence = by.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            row(&m.what, whence, "back", m.place, "layout-read-without")
        }
    });
    let released = ask.web.desk.released_layouts()?;
    let applied = |r: &&Released| !b.case.from_seat.values().any(|of| *of == r.place);
    let offers = released.iter().filter(applied);
    let offers =
        offers.map(|r| row(&r.table, c.s1("layout-used-by", "n", &group(r.societies)), "take", r.place, "layout-use"));
    let (rows, offers) = (rows.collect(), offers.collect());
    Ok(Page {
        steps: steps(&c, society, &b, At::Files),
        here: format!("{}/bench/layouts", society.base),
        back: format!("{}/bench/files", society.base),
        rows,
        offers,
        no,
        c,
    })
}

/// A mapping is taken back, or one of the seat applied.
pub(super) fn done(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let of = f.entry("entry");
    let of: Place = of.ok_or_else(|| no_place(f.text("entry")))?;
    // back to the sheet it was done on
    let next = match f.text("sheet").split_once('/') {
        Some((file, sheet)) => {
            format!("{}/bench/sheet/{}/{}", society.base, super::number(file)?, super::number(sheet)?)
        }
        None => format!("{}/bench/layouts", society.base),
    };
    match event(ask, f.text("deed"), of).and_then(|e| act(ask, &society, command(f), e.into())) {
        Ok(_) => Ok(Redirect::to(&next).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page::show_again(ask, &listed(ask, &society, Some(No::of(ask.lang, &no)))?, true)
        }
        Err(e) => Err(e),
    }
}

fn event(ask: &Ask, deed: &str, of: Place) -> Result<BenchEvent, Trouble> {
    match deed {
        "back" => {
            // one key is enough: that it does not fit here is the reason
            let reason = messages::say(lipi::Lang::Hi, "layout-not-for-us-reason", &[]);
            Ok(BenchEvent::TakenBack { of, reason })
        }
        "take" => {
            let released = ask.web.desk.released_layouts()?;
            let found = released.into_iter().find(|r| r.place == of);
            let r = found.ok_or_else(|| crate::counter::refused(Refusal::new(3194)))?;
            Ok(BenchEvent::Layout(Box::new(LayoutEvent::Taken { of, table: r.table })))
        }
        _ => Err(no_place(deed)),
    }
}
