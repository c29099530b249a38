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
use migration::bench::{BenchEvent, unread};
use migration::cell::SourceFile;

struct Sheet {
    name: String,
    href: String,
    rows: String,
    /// Rows in which nothing stands, in words; empty where there are none.
    empty: String,
    hidden: bool,
    /// Registers on it: name, rows, sum, how sure, chip.
    registers: Vec<(String, String, String, String, &'static str)>,
}

/// Something that lay beside the files and is none of them.
struct Beside {
    path: String,
    chip: &'static str,
    said: String,
    /// Where it is left out; empty where it hinders nothing.
    leave: String,
}

struct Line {
    path: String,
    format: String,
    size: String,
    brought: String,
    leave: String,
    /// What of it was not read: chips with their words; and the page where that is mended or answered.
    lacks: Vec<(&'static str, String)>,
    unread: String,
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
    aside: Vec<Beside>,
    /// Files that were left out: path, who and when, why.
    left: Vec<(String, String, String)>,
    total: String,
    /// Another year's trial balance is among them.
    year: Option<No>,
}

/// The page.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let aside = |(i, (path, number)): (usize, (&String, &Option<u16>))| {
        let (chip, said) = match number {
            None => ("idle", c.s("web-aside-no-table")),
            Some(number) => ("bad", aside_said(&c, path, *number)),
        };
        let leave = number.map(|_| format!("{}/bench/files/{BESIDE}{i}/leave", society.base)).unwrap_or_default();
        Beside { path: path.clone(), chip, said, leave }
    };
    let unread = unread::cells(&b.worked.migrated, &b.folder);
    let left = b.case.left.iter().map(|(path, s)| (path.clone(), said_by(&s.by, s.at), s.what.clone())).collect();
    let page = Page {
        base: society.base.clone(),
        steps: steps(&c, &society, &b, At::Files),
        cutoff: date::format(b.worked.migrated.books.cutoff),
        files: b.folder.files.iter().enumerate().map(|(i, f)| line(&c, &society, &b, (i, f, &unread))).collect(),
        aside: b.case.aside.iter().enumerate().map(aside).collect(),
        left,
        year: super::gates::another_year(&b).map(|no| No::of(ask.lang, &no)),
        total: group(b.worked.migrated.books.registers.iter().map(|r| r.body.len() as u64).sum()),
        c,
    };
    page::show(ask, &page)
}

/// How the address of a thing that lies beside the files begins.
const BESIDE: &str = "beside-";

/// Why a file was set aside, in words.
pub(super) fn aside_said(c: &Frame, path: &str, number: u16) -> String {
    let said = messages::find(c.lang, &format!("web-aside-{number}"), &[("file", path)]);
    said.unwrap_or_else(|| c.s1("web-aside-refused", "number", &format!("S{number}")))
}

fn said_by(by: &str, at: kernel::Instant) -> String {
    format!("{by} · {}", crate::words::moment(at))
}

/// What of a file is not read, and whether somebody answered for it.
fn lacks(c: &Frame, b: &Bench, path: &str, unread: Option<&unread::Cells>) -> Vec<(&'static str, String)> {
    let chip = |key: &str| if unread::is_answered(&b.case, key) { "plain" } else { "bad" };
    let partly = b.case.partly.get(path).map(|n| (chip(&unread::partly_key(path)), aside_said(c, path, *n)));
    let cells = unread.map(|u| (chip(&u.key), c.s1("bench-unread-n", "n", &group(u.at.len() as u64))));
    partly.into_iter().chain(cells).collect()
}

fn line(c: &Frame, society: &Society, b: &Bench, (no, f, unread): (usize, &SourceFile, &[unread::Cells])) -> Line {
    let base = format!("{}/bench", society.base);
    let format = migration::opening::format_name(f.format);
    let sheets = f.sheets.iter().enumerate().map(|(s, sheet)| Sheet {
        name: if sheet.name.is_empty() { c.s("bench-one-sheet") } else { sheet.name.clone() },
        href: format!("{base}/sheet/{no}/{s}"),
        rows: group(sheet.rows().len() as u64),
        empty: match sheet.empty_rows {
            0 => String::new(),
            n => c.s1("bench-empty-rows", "n", &group(u64::from(n))),
        },
        hidden: sheet.hidden,
        registers: registers(c, b, no, s),
    });
    let brought = b.case.files.get(&f.path);
    let lacks = lacks(c, b, &f.path, unread.iter().find(|u| u.file == no));
    Line {
        unread: if lacks.is_empty() { String::new() } else { format!("{base}/unread/{no}") },
        lacks,
        path: f.path.clone(),
        format: messages::find(c.lang, &format!("web-format-{format}"), &[]).unwrap_or_else(|| format.to_owned()),
        size: c.s1("web-kb", "n", &group(f.bytes.div_ceil(1024))),
        brought: brought.map(|k| said_by(&k.by, k.at)).unwrap_or_default(),
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
    let path = match file.strip_prefix(BESIDE) {
        Some(no) => b.case.aside.keys().nth(number(no)?).cloned(),
        None => b.folder.files.get(number(file)?).map(|f| f.path.clone()),
    };
    let path = path.ok_or_else(|| no_place(file))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let why = Field::new(&c, "reason", Input::Text);
    let (title, back_name, button) =
        (c.s("act-bench-leave-file"), c.s("bench-step-files"), c.s("act-bench-leave-file"));
    let hidden = vec![("id", born()), ("path", path.clone())];
    let form = Form::new(c, title, format!("{}/bench/files/{file}/leave", society.base));
    let back = format!("{}/bench/files", society.base);
    Ok(Form { why: path, fields: vec![why], hidden, plain: true, back, back_name, button, ..form })
}

pub(super) fn leave(ask: &Ask, code: &str, file: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let event = BenchEvent::FileLeft { path: f.text("path").to_owned(), reason: f.text("reason").to_owned() };
    let done = act(ask, &society, command(f), event.into()).map(|_| ());
    answered(ask, done, &format!("{}/bench/files", society.base), || leaving(ask, &society, file), f)
}
