//! Figures from outside: what bank, cash count and stock count say of the cut-off day, beside what the ledger says.

use super::memory;
use super::{At, act, answered, no_place, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use lipi::amount::format_indian;
use lipi::date;
use migration::bench::BenchEvent;
use migration::bench::event::Outside;
use migration::bench::gates::asked_outside;

struct Row {
    name: String,
    ledger: String,
    stated: String,
    paper: String,
    difference: String,
    chip: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "bench/outside.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    rows: Vec<Row>,
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let row = |(code, e): (&'static str, &migration::heads::Entry)| {
        let stated = b.case.outside.get(code).map(|o| &o.what);
        let off = stated.map(|o| e.figure() - o.amount);
        Row {
            name: e.name.clone(),
            ledger: format_indian(e.figure()),
            stated: stated.map(|o| format_indian(o.amount)).unwrap_or_default(),
            paper: stated.map(|o| format!("{} · {}", o.number, date::format(o.on))).unwrap_or_default(),
            difference: off.filter(|d| !d.is_zero()).map(format_indian).unwrap_or_default(),
            chip: match off {
                None => "idle",
                Some(d) if d.is_zero() && stated.is_some_and(|o| o.on == b.worked.migrated.books.cutoff) => "ok",
                Some(_) => "bad",
            },
            href: format!("{base}/outside/{}", encoded(code)),
        }
    };
    let rows = asked_outside(&b.worked.migrated.ledger.entries).into_iter().map(row).collect();
    let page = Page { steps: steps(&c, &society, &b, At::Gates), base, rows, c };
    page::show(ask, &page)
}

pub(super) fn form(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    stating(ask, &society, head)?.show(ask)
}

fn stating(ask: &Ask, society: &Society, head: &str) -> Result<Form, Trouble> {
    let b = memory::bench(ask, society)?;
    let asked = asked_outside(&b.worked.migrated.ledger.entries);
    let (_, e) = asked.into_iter().find(|(k, _)| *k == head).ok_or_else(|| no_place(head))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench/outside", society.base);
    let fields = vec![
        Field::new(&c, "amount", Input::Amount),
        Field::labelled("on", c.s("bench-as-on"), Input::Date).with(date::format(b.worked.migrated.books.cutoff)),
        Field::labelled("number", c.s("bench-paper-no"), Input::Text),
    ];
    let (why, back_name) = (c.s("bench-outside-why"), c.s("gate-7"));
    let form = Form::new(c, e.name.clone(), format!("{base}/{}", encoded(head)));
    Ok(Form { why, fields, hidden: vec![("id", born())], plain: true, back: base, back_name, ..form })
}

pub(super) fn state(ask: &Ask, code: &str, head: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    stating(ask, &society, head)?;
    let asked = f.amount("amount").and_then(|amount| {
        let on = f.day("on")?.ok_or_else(|| unread("on", ""))?;
        let number = f.text("number").to_owned();
        Ok(Outside { head: head.to_owned(), amount, on, number, paper: None })
    });
    let done = asked.map_err(refused).and_then(|o| act(ask, &society, command(f), BenchEvent::Stated(o).into()));
    let next = format!("{}/bench/outside", society.base);
    answered(ask, done.map(|_| ()), &next, || stating(ask, &society, head), f)
}
