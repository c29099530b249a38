//! The digest of whoever is logged in: overdue, due, changed; what is news, and what he has read that still stands.

use super::{Page, Section, Shown, at, cell, columns, effect, link, party, short, typed};
use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::page::{Frame, base};
use crate::state::news::APP;
use axum::response::Response;
use desk::help::{News, Told};
use helpdesk::digest::Matter;
use lipi::amount::group;
use lipi::date;
use programme::news::{Notice, Pressing, Subject};

/// What is news to whoever asks, and under it what he has read and still stands. Being shown is being told: the next time it is no news.
pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let (person, desk) = (who(ask)?, &ask.web.desk);
    let (fresh, read) = desk.told_apart(person, APP)?;
    let mut page = Page::of_seat(ask, "helpdesk-digest");
    let c = &page.c;
    page.about = vec![c.s1("helpdesk-digest-of", "date", &date::format(ask.web.desk.today()))];
    let mut sections = sections(c, &fresh, "");
    if sections.is_empty() {
        page.says.push(("ok", c.s("helpdesk-no-news")));
    }
    sections.extend(self::sections(c, &read, "helpdesk-read"));
    page.sections = sections;
    let shown = page.show(ask)?;
    desk.remember_told(person, APP, &fresh)?;
    crate::state::news::read(ask, &person.name);
    Ok(shown)
}

/// Tables of what is told; `mark` names a word that stands before each title.
fn sections(c: &Frame, told: &Told, mark: &str) -> Vec<Section> {
    let heads = [
        "helpdesk-col-no",
        "helpdesk-col-society",
        "helpdesk-col-what",
        "helpdesk-col-text",
        "helpdesk-col-effect",
        "helpdesk-col-with",
    ];
    let titled = |key: &str| if mark.is_empty() { c.s(key) } else { c.s1(mark, "what", &c.s(key)) };
    let mut out = Vec::new();
    for matter in [Matter::Overdue, Matter::Due, Matter::Changed] {
        let his: Vec<&News> = told.news.iter().filter(|n| n.item.matter == matter).collect();
        if !his.is_empty() {
            out.push(Section {
                title: titled(&format!("helpdesk-matter-{}", matter.code())),
                about: c.s1("helpdesk-tickets-n", "n", &group(his.len() as u64)),
                columns: columns(c, &heads),
                rows: his.into_iter().map(|n| ticket_row(c, n)).collect(),
            });
        }
    }
    if !told.notices.is_empty() {
        out.push(Section {
            title: titled("tell-plan"),
            about: String::new(),
            columns: columns(c, &["helpdesk-col-what", "helpdesk-col-text"]),
            rows: told.notices.iter().map(|n| notice_row(c, n)).collect(),
        });
    }
    out
}

fn ticket_row(c: &Frame, n: &News) -> Vec<Shown> {
    let i = &n.item;
    let what = match i.day {
        Some(day) => c.s1("helpdesk-by-day", "day", &date::format(day)),
        None if i.matter == Matter::Changed => c.s(&format!("event-{}", i.kind.replace('.', "-"))),
        None => c.s("helpdesk-hours"),
    };
    vec![
        link(i.ticket.1.to_string(), at(&base(&n.society.code), i.ticket)),
        short(n.society.name.clone()),
        cell(what),
        typed(i.words.chars().take(90).collect::<String>()),
        cell(effect(c, i.effect)),
        cell(party(c, i.with)),
    ]
}

fn notice_row(c: &Frame, n: &Notice) -> Vec<Shown> {
    let matter = match n.pressing {
        Pressing::Overdue => Matter::Overdue,
        Pressing::Due => Matter::Due,
        Pressing::Changed => Matter::Changed,
    };
    let href = match &n.subject {
        Subject::Dropped { code, .. } | Subject::Phoned { code, .. } | Subject::Promised { code, .. } => {
            format!("/state/society/{}", crate::words::encoded(code))
        }
        Subject::Late { .. } => "/state/late".to_owned(),
        Subject::Forked { .. } => "/state/shelf".to_owned(),
        Subject::Own { code, .. } => format!("{}/ladder", base(code)),
        Subject::Circular(_)
        | Subject::Task(..)
        | Subject::Risen { .. }
        | Subject::Behind { .. }
        | Subject::Missed { .. } => "/state/plan".to_owned(),
    };
    let text = desk::state::words(n, c.lang);
    vec![link(c.s(&format!("helpdesk-matter-{}", matter.code())), href), typed(text)]
}
