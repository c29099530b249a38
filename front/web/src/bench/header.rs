//! A sheet nothing was recognised in: which row heads it, which register it is, what its columns mean, all by pointing.

use super::memory::{self, Bench};
use super::sheet::{KINDS, kinds, open};
use super::{act, answered, no_place};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{born, command};
use crate::page::{Frame, Tab};
use crate::registers::field_name;
use crate::words::column;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Refusal;
use migration::bench::BenchEvent;
use migration::profile::{self, TableProfile};
use migration::vocabulary::WORDS;

/// Names of the fields of columns, one for each that can be pointed at.
const NAMES: [&str; 24] = [
    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15", "c16", "c17",
    "c18", "c19", "c20", "c21", "c22", "c23",
];

/// File, sheet and row of an address.
pub(super) type Spot<'a> = (&'a str, &'a str, &'a str);

/// The headings of a row that lies in no register.
fn headings(b: &Bench, (file, sheet, row): Spot<'_>) -> Result<Vec<(u16, String)>, Trouble> {
    let o = open(b, file, sheet)?;
    let number: u32 = row.parse().map_err(|_| no_place(row))?;
    let at = o.sheet.row(number).ok_or_else(|| no_place(row))?;
    let heads = profile::row_headings(&o.view, at);
    if heads.len() < 2 || heads.len() > NAMES.len() {
        return Err(crate::counter::refused(Refusal::new(3189).with("most", NAMES.len())));
    }
    Ok(heads)
}

pub(super) fn form(ask: &Ask, code: &str, at: Spot<'_>) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    pointing(ask, &society, at)?.show(ask)
}

/// First the register, then its columns: which fields there are hangs on it.
fn pointing(ask: &Ask, society: &Society, at: Spot<'_>) -> Result<Form, Trouble> {
    let b = memory::bench(ask, society)?;
    let heads = headings(&b, at)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let sheet = format!("{}/bench/sheet/{}/{}", society.base, at.0, at.1);
    let title = c.s1("header-title", "row", at.2);
    let chosen = ask.value("kind").and_then(|k| KINDS.iter().find(|(kind, product)| k == format!("{kind} {product}")));
    let mut fields = Vec::new();
    let mut hidden = vec![("id", born())];
    let all: Vec<String> = heads.iter().map(|h| h.1.clone()).collect();
    match chosen {
        None => {
            // to pass over a sheet nothing is needed
            let known = kinds(&c).into_iter().filter(|(k, _)| !k.starts_with("ignore")).collect();
            fields.push(Field::labelled("kind", c.s("web-register"), Input::Choice(known)));
        }
        Some((kind, product)) => {
            hidden.push(("kind", format!("{kind} {product}")));
            let words = WORDS.registers.iter().find(|w| w.kind == *kind);
            let mut means = vec![("-".to_owned(), c.s("bench-unused"))];
            means.extend(words.iter().flat_map(|w| &w.columns).map(|k| (k.field.to_owned(), field_name(&c, k.field))));
            let likely = profile::suggested(kind, product, &all);
            for ((name, (col, heading)), field) in NAMES.into_iter().zip(&heads).zip(likely) {
                let label = format!("{} · {heading}", column(*col));
                fields.push(Field::labelled(name, label, Input::Choice(means.clone())).with(field));
            }
        }
    }
    let (why, back_name) = (c.s("header-why"), c.s("bench-step-files"));
    let button = c.s(if chosen.is_some() { "bench-read-again" } else { "header-next" });
    let form = Form::new(c, title, format!("{sheet}/head/{}", at.2));
    Ok(Form { why, fields, hidden, plain: true, back: sheet, back_name, button, ..form })
}

/// A register was chosen, or its columns.
pub(super) fn point(ask: &Ask, code: &str, at: Spot<'_>, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let sheet = format!("{}/bench/sheet/{}/{}", society.base, at.0, at.1);
    let typed = f.0.get("kind").map_or("", String::as_str);
    let known = KINDS.iter().find(|(kind, product)| typed.trim() == format!("{kind} {product}").trim());
    let (kind, product) = known.ok_or_else(|| crate::counter::refused(Refusal::new(3152)))?;
    if !f.0.contains_key(NAMES[0]) {
        let kind = crate::words::encoded(&format!("{kind} {product}"));
        return Ok(Redirect::to(&format!("{sheet}/head/{}?kind={kind}", at.2)).into_response());
    }
    let b = memory::bench(ask, &society)?;
    let headings: Vec<String> = headings(&b, at)?.into_iter().map(|h| h.1).collect();
    let fields: Vec<String> = NAMES.iter().take(headings.len()).map(|n| f.text(n).to_owned()).collect();
    let table = TableProfile { headings, kind: (*kind).to_owned(), product: (*product).to_owned(), fields };
    let event = BenchEvent::MappingSet { table, reason: String::new() };
    let done = act(ask, &society, command(f), event.into()).map(|_| ());
    answered(ask, done, &sheet, || pointing(ask, &society, at), f)
}
