//! What was brought: files with their sheets, registers recognised in them, and what is no table.

use super::memory::{self, Bench};
use super::{At, act, answered, no_place, number, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No};
use crate::counter::{born, command};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::words::register;
use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use lipi::amount::{format_indian, group};
use lipi::{date, messages};
use migration::bench::BenchEvent;
use migration::cell::SourceFile;

struct Sheet {
    name: String,
    href: String,
    rows: String,
    hidden: bool,
    /// Registers on it: name, rows, sum, how sure, chip.
    registers: Vec<(String, String, String, String, &'static str)>,
}

struct Line {
    path: String,
    format: String,
    size: String,
    brought: String,
    leave: String,
    sheets: Vec<Sheet>,
}

#[derive(Template)]
#[template(path = "bench/files.html")]
struct Page {
    c: Frame,
    base: String,
    steps: Vec<Step>,
    cutoff: String,
    files: Vec<Line>,
    aside: Vec<(String, &'static str, String)>,
    total: String,
    /// Another year's trial balance is among them.
    year: Option<No>,
}

/// The page.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let aside = |(path, number): (&String, &Option<u16>)| match number {
        None => (path.clone(), "idle", c.s("web-aside-no-table")),
        Some(number) => {
            let key = format!("web-aside-{number}");
            let said = messages::find(c.lang, &key, &[("file", path)]);
            (path.clone(), "bad", said.unwrap_or_else(|| c.s1("web-aside-refused", "number", &format!("S{number}"))))
        }
    };
    let page = Page {
        base: society.base.clone(),
        steps: steps(&c, &society, &b, At::Files),
        cutoff: date::format(b.worked.migrated.books.cutoff),
        files: b.folder.files.iter().enumerate().map(|(i, f)| line(&c, &society, &b, i, f)).collect(),
        aside: b.case.aside.iter().map(aside).collect(),
        year: super::gates::another_year(&b).map(|no| No::of(ask.lang, &no)),
        total: group(b.worked.migrated.books.registers.iter().map(|r| r.body.len() as u64).sum()),
        c,
    };
    page::show(ask, &page)
}

fn line(c: &Frame, society: &Society, b: &Bench, no: usize, f: &SourceFile) -> Line {
    let base = format!("{}/bench", society.base);
    let format = migration::opening::format_name(f.format);
    let sheets = f.sheets.iter().enumerate().map(|(s, sheet)| Sheet {
        name: if sheet.name.is_empty() { c.s("bench-one-sheet") } else { sheet.name.clone() },
        href: format!("{base}/sheet/{no}/{s}"),
        rows: group(sheet.rows().len() as u64),
        hidden: sheet.hidden,
        registers: registers(c, b, no, s),
    });
    let brought = b.case.files.get(&f.path);
    Line {
        path: f.path.clone(),
        format: messages::find(c.lang, &format!("web-format-{format}"), &[]).unwrap_or_else(|| format.to_owned()),
        size: c.s1("web-kb", "n", &group(f.bytes.div_ceil(1024))),
        brought: brought.map(|k| format!("{} · {}", k.by, crate::words::moment(k.at))).unwrap_or_default(),
        leave: if brought.is_some() { format!("{base}/files/{no}/leave") } else { String::new() },
        sheets: sheets.collect(),
    }
}

fn registers(c: &Frame, b: &Bench, file: usize, sheet: usize) -> Vec<(String, String, String, String, &'static str)> {
    let m = &b.worked.migrated;
    let here = m.books.registers.iter().filter(|r| usize::from(r.file) == file && usize::from(r.sheet) == sheet);
    here.map(|r| {
        let sure = r.table.confidence;
        let chip = if sure >= 80 {
            "ok"
        } else if sure >= 50 {
            "warn"
        } else {
            "bad"
        };
        let sum = m.register_sum(r).map(format_indian).unwrap_or_default();
        let name = register(c.lang, r.table.kind, &r.table.product);
        (name, group(r.body.len() as u64), sum, format!("{sure}%"), chip)
    })
    .collect()
}

/// The report of the books as they stand, in the format agreed with those who compare migrations.
pub(super) fn report(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let report = migration::report::of(&b.folder, &b.worked.migrated);
    let json = serde_json::to_vec_pretty(&report).map_err(|e| kernel::Fault::new("write the report", e))?;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

pub(super) fn leave_form(ask: &Ask, code: &str, file: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    leaving(ask, &society, file)?.show(ask)
}

fn leaving(ask: &Ask, society: &Society, file: &str) -> Result<Form, Trouble> {
    let b = memory::bench(ask, society)?;
    let f = b.folder.files.get(number(file)?).ok_or_else(|| no_place(file))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let why = Field::new(&c, "reason", Input::Text);
    let (title, back_name, button) =
        (c.s("act-bench-leave-file"), c.s("bench-step-files"), c.s("act-bench-leave-file"));
    let hidden = vec![("id", born()), ("path", f.path.clone())];
    let form = Form::new(c, title, format!("{}/bench/files/{file}/leave", society.base));
    let back = format!("{}/bench/files", society.base);
    Ok(Form { why: f.path.clone(), fields: vec![why], hidden, plain: true, back, back_name, button, ..form })
}

pub(super) fn leave(ask: &Ask, code: &str, file: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let event = BenchEvent::FileLeft { path: f.text("path").to_owned(), reason: f.text("reason").to_owned() };
    let done = act(ask, &society, command(f), event.into()).map(|_| ());
    answered(ask, done, &format!("{}/bench/files", society.base), || leaving(ask, &society, file), f)
}
