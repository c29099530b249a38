//! Tasks as the plan shows them: how many of those whose post it is have done it, and who has not.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::card::part;
use crate::counter::form::Filled;
use crate::counter::{born, command, refused, who};
use crate::grid::columns;
use crate::page::Frame;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use kernel::{Date, Digest, Refusal};
use lipi::amount::group;
use lipi::date;
use places::{Posting, Sector};
use programme::plan::Task;
use programme::timeline::{self, RISES_TO};

/// Names shown of those who have not done it.
const SHOWN: usize = 6;

pub(super) struct TaskRow {
    pub text: String,
    pub whose: String,
    pub due: String,
    pub state: &'static str,
    pub word: String,
    /// How many of how many have done it; empty where it is one officer's.
    pub share: String,
    /// Who has not, by name.
    pub open: String,
    /// Papers that show it: address and name.
    pub papers: Vec<(String, String)>,
    pub form: String,
    pub id: String,
}

/// One officer of a task.
struct Holder {
    name: String,
    own: bool,
    /// Day it was done and what shows it.
    done: Option<(Date, String)>,
}

/// The officers whose task it is, among those the person stands over and himself. What a rung shows is counted from the registers of the societies the
/// officer stands over, and is done on the snapshot day or not.
fn holders(c: &Frame, room: &Room, t: &Task, by: Option<&Posting>, on: Date) -> Vec<Holder> {
    let dir = &room.state.directory;
    let own = |p: &Posting| by.is_some_and(|b| b.login == p.login);
    let his = |p: &&Posting| t.is_of(p) && (dir.lies_in(&p.scope, &room.scope) || own(p));
    let shown = |p: &Posting| match t.rung {
        None => t.done.get(&p.login).cloned(),
        Some(rung) => {
            let summary = room.state.summary(Sector::Mpacs, &p.scope);
            let (met, of) = (summary.counted.meet(rung), summary.counted.of);
            let words = format!("{} {} / {}", super::review::rung_name(c, rung), group(met), group(of));
            (of > 0 && met == of).then(|| (room.state.snapshot, words))
        }
    };
    dir.posts_on(on).filter(his).map(|p| Holder { name: p.name.clone(), own: own(p), done: shown(p) }).collect()
}

/// How far what was to be done by a day has risen, as chip and words.
pub(super) fn risen_words(c: &Frame, due: Date, steps: &[u16; 6], on: Date) -> (&'static str, String) {
    match timeline::risen(due, on, steps) {
        None => ("idle", c.s("state-open")),
        Some(0) => ("warn", c.s("plan-overdue")),
        Some(step) => {
            let to = RISES_TO[step].first().map_or_else(String::new, |o| c.s(&format!("office-{}", o.code())));
            ("bad", c.s1("plan-risen", "office", &to))
        }
    }
}

pub(super) fn task_row(c: &Frame, room: &Room, t: &Task, steps: &[u16; 6], by: Option<&Posting>, on: Date) -> TaskRow {
    let all = holders(c, room, t, by, on);
    let open: Vec<&Holder> = all.iter().filter(|h| h.done.is_none()).collect();
    let done = all.len() - open.len();
    let whose = match (&t.office, &t.login) {
        (Some(o), _) => c.s(&format!("office-{}", o.code())),
        (_, Some(login)) => {
            let name = room.state.directory.posts_of(login, on).next().map(|p| p.name.clone());
            name.unwrap_or_else(|| login.clone())
        }
        _ => String::new(),
    };
    let own = all.iter().find(|h| h.own);
    let last = all.iter().filter_map(|h| h.done.as_ref()).max_by_key(|d| d.0);
    // one's own stands first; what others still owe stands beside it
    let (state, word) = match (own.and_then(|h| h.done.as_ref()), last) {
        (Some((day, shown)), _) => ("ok", c.s2("plan-done", "day", &date::format(*day), "shown", shown)),
        (None, Some((day, shown))) if open.is_empty() => {
            ("ok", c.s2("plan-done", "day", &date::format(*day), "shown", shown))
        }
        // somebody who left his post had done it
        (None, None) if all.is_empty() && t.login.as_ref().is_some_and(|l| t.done.contains_key(l)) => {
            ("ok", c.s("state-done"))
        }
        _ => risen_words(c, t.due, steps, on),
    };
    let names: Vec<&str> = open.iter().take(SHOWN).map(|h| h.name.as_str()).collect();
    let hidden = open.len() - names.len();
    let more = if hidden == 0 { String::new() } else { c.s1("web-and-more", "n", &group(hidden as u64)) };
    let may = own.is_some_and(|h| h.done.is_none()) && t.rung.is_none();
    let (n, of) = (group(done as u64), group(all.len() as u64));
    let several = all.len() > 1;
    TaskRow {
        text: t.text.clone(),
        whose,
        due: date::format(t.due),
        state,
        word,
        share: if several { c.s2("plan-done-of", "n", &n, "of", &of) } else { String::new() },
        open: if several && !open.is_empty() {
            c.s1("plan-not-done", "names", &[names.join(", "), more].join(" "))
        } else {
            String::new()
        },
        papers: papers(room, t, by),
        form: if may { t.id.clone() } else { String::new() },
        id: born(),
    }
}

/// Papers of those officers whom the person stands over, and his own.
fn papers(room: &Room, t: &Task, by: Option<&Posting>) -> Vec<(String, String)> {
    let seen = |login: &str| sees(room, login, by);
    let all = t.papers.iter().filter(|(login, _)| seen(login));
    all.map(|(_, p)| (format!("/state/evidence/{}", p.digest), p.name.clone())).collect()
}

fn sees(room: &Room, login: &str, by: Option<&Posting>) -> bool {
    let dir = &room.state.directory;
    let over = dir.posts.iter().any(|p| p.posting.login == login && dir.lies_in(&p.posting.scope, &room.scope));
    over || by.is_some_and(|b| b.login == login)
}

/// An officer says that a task of his is done, with a paper that shows it where he has one.
pub(super) fn done(ask: &Ask, headers: &HeaderMap, body: &[u8]) -> Result<Response, Trouble> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|b| b.1.trim_matches('"')).unwrap_or_default();
    let text = |n: &str| String::from_utf8_lossy(part(body, boundary, n).unwrap_or_default()).trim().to_owned();
    let filled = Filled(["id", "task", "shown"].map(|n| (n.to_owned(), text(n))).into());
    let (desk, who) = (&ask.web.desk, who(ask)?);
    let (task, shown) = (filled.text("task"), filled.text("shown"));
    match part(body, boundary, "file").filter(|f| !f.is_empty()) {
        Some(file) if !super::society::is_document(file) => return Err(refused(Refusal::new(6030))),
        Some(file) => {
            let name = crate::estate::file_name(body);
            desk.task_shown(who, command(&filled), task, (shown, file, &name))?;
        }
        None => {
            desk.task_done(who, command(&filled), task, shown)?;
        }
    }
    Ok(Redirect::to("/state/plan").into_response())
}

/// A paper that was handed in with a task, for whoever stands over the officer who did it.
pub(super) fn evidence(ask: &Ask, digest: &str) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let by = who(ask)?.posting();
    let tasks = ask.web.desk.plan()?.tasks();
    let mut all = tasks.iter().flat_map(|t| &t.papers);
    let known = all.any(|(login, p)| p.digest == digest && sees(&room, login, by));
    let digest = known.then(|| Digest::from_hex(digest)).flatten().ok_or_else(Trouble::no_page)?;
    Ok(super::society::shown(ask.web.desk.file_bytes(&digest)?))
}

/// The tasks as a paper.
pub(super) fn printed(c: &Frame, rows: &[TaskRow], of: String, day: String, proof: String) -> Paper {
    let heads = [
        ("plan-task", Holds::Words),
        ("plan-whose", Holds::Words),
        ("plan-due", Holds::Short),
        ("plan-state", Holds::Words),
    ];
    let mut grid = Grid { columns: columns(c, &heads), ..Grid::default() };
    for t in rows {
        let said = [&t.word, &t.share, &t.open].into_iter().filter(|w| !w.is_empty()).cloned().collect::<Vec<_>>();
        grid.row([&t.text, &t.whose, &t.due, &said.join("; ")].map(Cell::text).into());
    }
    Paper { of, title: c.s("plan-tasks"), about: vec![day], parts: vec![Part::Table(grid)], proof }
}
