//! What of a file is not read: the part that is missing, and the cells in columns of money or days that hold neither. Each is mended, or somebody who did
//! not bring the file says why it stands.

use super::memory::{self, Bench};
use super::queue::sheet_address;
use super::{At, act, no_place, number, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Frame, Pager, Tab};
use crate::registers::field_name;
use crate::words::column;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Refusal, Source};
use lipi::amount::group;
use migration::bench::event::Answer;
use migration::bench::{BenchEvent, Mend, mend, spot, unread};

/// Cells on one page.
const TAKE: u64 = 50;

/// The first file read only in part for which nobody answered.
pub(super) fn first_partly(b: &Bench) -> Option<usize> {
    let open = unread::partly(&b.case);
    b.folder.files.iter().position(|f| open.contains(&f.path.as_str()))
}

/// The first file with unread cells for which nobody answered.
pub(super) fn first_cells(b: &Bench) -> Option<usize> {
    let all = unread::cells(&b.worked.migrated, &b.folder);
    all.into_iter().find(|u| !unread::is_answered(&b.case, &u.key)).map(|u| u.file)
}

struct Cell {
    name: String,
    href: String,
    field: String,
    text: String,
    /// Sheet, row and column as the form sends them.
    at: String,
    id: String,
}

struct Lack {
    says: String,
    /// Key of the answer, and the answer where there is one.
    key: String,
    answer: String,
    id: String,
}

#[derive(Template)]
#[template(path = "bench/unread.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    path: String,
    files: String,
    here: String,
    lacks: Vec<Lack>,
    cells: Vec<Cell>,
    pager: Pager,
    no: Option<No>,
    seen: String,
}

/// The page of a file.
pub(super) fn show(ask: &Ask, code: &str, file: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &made(ask, &society, file, None)?)
}

fn made(ask: &Ask, society: &Society, file: &str, no: Option<No>) -> Result<Page, Trouble> {
    let b = memory::bench(ask, society)?;
    let i = number(file)?;
    let path = b.folder.files.get(i).ok_or_else(|| no_place(file))?.path.clone();
    let c = Frame::of(ask, society, Tab::Migration);
    let cells = unread::cells(&b.worked.migrated, &b.folder).into_iter().find(|u| u.file == i);
    let answer = |key: &str| match b.case.answers.get(key).map(|a| (&a.by, &a.what)) {
        Some((by, Answer::Stands { reason })) => format!("{reason} · {by}"),
        _ => String::new(),
    };
    let lack = |says: String, key: String| Lack { says, answer: answer(&key), key, id: born() };
    let partly = b.case.partly.get(&path);
    let mut lacks: Vec<Lack> =
        partly.map(|n| lack(super::files::aside_said(&c, &path, *n), unread::partly_key(&path))).into_iter().collect();
    let at = cells.as_ref().map_or(&[][..], |u| &u.at);
    lacks.extend(cells.as_ref().map(|u| lack(c.s1("bench-unread-n", "n", &group(at.len() as u64)), u.key.clone())));
    let from = (ask.page().saturating_sub(1) * TAKE) as usize;
    Ok(Page {
        steps: steps(&c, society, &b, At::Files),
        files: format!("{}/bench/files", society.base),
        here: format!("{}/bench/unread/{i}", society.base),
        cells: at.iter().skip(from).take(TAKE as usize).map(|s| cell(&c, society, &b, *s)).collect(),
        pager: Pager::new(ask, TAKE, at.len() as u64),
        lacks,
        path,
        no,
        seen: b.seen().to_string(),
        c,
    })
}

fn cell(c: &Frame, society: &Society, b: &Bench, s: Source) -> Cell {
    let books = &b.worked.migrated.books;
    let of = books.registers.iter().filter(|r| (r.file, r.sheet) == (s.file, s.sheet));
    let field = of.flat_map(|r| &r.table.columns).find(|m| m.col == s.col).map(|m| field_name(c, m.field));
    Cell {
        name: format!("{}{}", column(s.col), s.row),
        href: sheet_address(society, s),
        field: field.unwrap_or_default(),
        text: mend::cell_text(&b.folder, &spot(&b.folder, s)).to_owned(),
        at: format!("{}/{}/{}", s.sheet, s.row, s.col),
        id: born(),
    }
}

/// A cell is mended, or it is said why what is not read stands.
pub(super) fn done(ask: &Ask, code: &str, file: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let written = event(&b, number(file)?, f).map_err(refused).and_then(|event| {
        let seen = f.text("seen").parse().ok();
        act(ask, &society, command(f), desk::act::Bench { event, seen, counted: None })
    });
    match written {
        Ok(_) => Ok(Redirect::to(&format!("{}/bench/unread/{file}", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page::show_again(ask, &made(ask, &society, file, Some(No::of(ask.lang, &no)))?, true)
        }
        Err(e) => Err(e),
    }
}

fn event(b: &Bench, file: usize, f: &Filled) -> Result<BenchEvent, Refusal> {
    let nothing = || Refusal::new(3152);
    let reason = f.text("reason").to_owned();
    let cells = unread::cells(&b.worked.migrated, &b.folder).into_iter().find(|u| u.file == file);
    if f.text("deed") == "stands" {
        let path = &b.folder.files.get(file).ok_or_else(nothing)?.path;
        let asked = f.text("key").to_owned();
        let partly = b.case.partly.contains_key(path) && asked == unread::partly_key(path);
        let there = partly || cells.is_some_and(|u| u.key == asked);
        return if there {
            Ok(BenchEvent::Answered { finding: asked, answer: Answer::Stands { reason } })
        } else {
            Err(Refusal::new(3162)) // the cells are others by now
        };
    }
    let said = |s: &Source| format!("{}/{}/{}", s.sheet, s.row, s.col);
    let at = cells.and_then(|u| u.at.into_iter().find(|s| said(s) == f.text("cell"))).ok_or_else(nothing)?;
    let at = spot(&b.folder, at);
    let old = mend::cell_text(&b.folder, &at).to_owned();
    let mends = vec![Mend::Cell { at, old, new: f.text("new").to_owned() }];
    Ok(BenchEvent::Mended { mends, reason, finding: String::new() })
}
