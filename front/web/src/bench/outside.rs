//! Figures from outside: what bank, cash count and stock count say of the cut-off day, beside what the ledger says.

use super::masking::{self, Of};
use super::memory;
use super::milan::afar_words;
use super::{At, act, answered, bring, no_place, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use desk::act::Bench as Asking;
use lipi::amount::format_indian;
use lipi::date;
use migration::bench::BenchEvent;
use migration::bench::event::Outside;
use migration::bench::gates::{AskedOutside, asked_outside};
use society::terms::Attachment;
use tempfile::TempDir;

struct Row {
    name: String,
    ledger: String,
    stated: String,
    paper: String,
    difference: String,
    chip: &'static str,
    href: String,
    /// Code of the head.
    id: String,
    /// The paper itself must be kept, and is not.
    wanted: bool,
    /// Something was stated, to which a paper can be kept here.
    may_keep: bool,
    /// The paper is kept.
    scan: bool,
    scans: String,
}

#[derive(Template)]
#[template(path = "bench/outside.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    rows: Vec<Row>,
    /// At a seat above: from how many entries and files it was worked out.
    afar: String,
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (b, afar) = memory::seen(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let cutoff = b.worked.migrated.books.cutoff;
    let row = |a: AskedOutside| {
        let stated = b.case.outside.get(&a.head).map(|o| &o.what);
        let off = stated.map(|o| a.figure - o.amount);
        let href = format!("{base}/outside/{}", encoded(&a.head));
        Row {
            ledger: format_indian(a.figure),
            stated: stated.map(|o| format_indian(o.amount)).unwrap_or_default(),
            paper: stated.map(|o| format!("{} · {}", o.number, date::format(o.on))).unwrap_or_default(),
            difference: off.filter(|d| !d.is_zero()).map(format_indian).unwrap_or_default(),
            chip: match stated {
                None => "idle",
                Some(o) if a.is_met(o, cutoff) => "ok",
                Some(_) => "bad",
            },
            wanted: a.in_writing && stated.is_some_and(|o| o.paper.is_none()),
            may_keep: stated.is_some() && !afar,
            scan: stated.is_some_and(|o| o.paper.is_some()),
            scans: format!("{href}/paper"),
            id: a.head,
            name: a.name,
            href: if afar { String::new() } else { href },
        }
    };
    let rows = asked_outside(&b.worked.migrated.ledger.entries).into_iter().map(row).collect();
    let (steps, afar) = match afar {
        true => (Vec::new(), afar_words(&c, &b)),
        false => (steps(&c, &society, &b, At::Gates), String::new()),
    };
    let page = Page { steps, base, rows, afar, c };
    page::show(ask, &page)
}

pub(super) fn form(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    stating(ask, &society, head)?.show(ask)
}

fn stating(ask: &Ask, society: &Society, head: &str) -> Result<Form, Trouble> {
    let b = memory::bench(ask, society)?;
    let asked = asked_outside(&b.worked.migrated.ledger.entries);
    let asked = asked.into_iter().find(|a| a.head == head).ok_or_else(|| no_place(head))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench/outside", society.base);
    let fields = vec![
        Field::new(&c, "amount", Input::Amount),
        Field::labelled("on", c.s("bench-as-on"), Input::Date).with(date::format(b.worked.migrated.books.cutoff)),
        Field::labelled("number", c.s("bench-paper-no"), Input::Text),
    ];
    let (why, back_name) = (c.s("bench-outside-why"), c.s("gate-7"));
    let form = Form::new(c, asked.name, format!("{base}/{}", encoded(head)));
    Ok(Form { why, fields, hidden: vec![("id", born())], plain: true, back: base, back_name, ..form })
}

pub(super) fn state(ask: &Ask, code: &str, head: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    stating(ask, &society, head)?;
    let before = memory::case(ask, &society)?.outside.get(head).map(|o| o.what.clone());
    let asked = f.amount("amount").and_then(|amount| {
        let on = f.day("on")?.ok_or_else(|| unread("on", ""))?;
        let number = f.text("number").to_owned();
        // the same paper read anew keeps its scan; of another figure or day it is not the paper, whatever number is typed
        let same = |o: &Outside| (o.number == number, o.amount, o.on) == (true, amount, on);
        let paper = before.filter(same).and_then(|o| o.paper);
        Ok(Outside { head: head.to_owned(), amount, on, number, paper })
    });
    let done = asked.map_err(refused).and_then(|o| act(ask, &society, command(f), BenchEvent::Stated(o).into()));
    let next = format!("{}/bench/outside", society.base);
    answered(ask, done.map(|_| ()), &next, || stating(ask, &society, head), f)
}

/// The paper of a statement came: it waits until it was looked at.
pub(super) fn scanned(ask: &Ask, code: &str, head: &str, dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    memory::case(ask, &society)?.outside.get(head).ok_or_else(|| no_place(head))?;
    masking::waits(ask, &society, dir, Of::Stated(head.to_owned()))
}

/// The statement as before, with its paper.
pub(super) fn stated_on(ask: &Ask, society: &Society, head: &str, paper: Attachment) -> Result<Asking, Trouble> {
    let said = memory::case(ask, society)?.outside.get(head).map(|o| o.what.clone()).ok_or_else(|| no_place(head))?;
    Ok(BenchEvent::Stated(Outside { paper: Some(paper), ..said }).into())
}

/// That paper.
pub(super) fn scan(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let paper = case.outside.get(head).and_then(|o| o.what.paper.as_ref()).ok_or_else(Trouble::no_page)?;
    bring::shown(ask, paper)
}
