//! The digest of whoever is logged in: overdue, due, changed.

use super::{Page, Section, at, cell, columns, effect, link, party, short, typed};
use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::page::base;
use axum::response::Response;
use desk::help::News;
use helpdesk::digest::Matter;
use lipi::amount::group;
use lipi::date;
use programme::news::{Notice, Pressing, Subject};

pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let news = ask.web.desk.digest(who(ask)?)?;
    let mut page = Page::of_seat(ask, "helpdesk-digest");
    let c = &page.c;
    page.about = vec![c.s1("helpdesk-digest-of", "date", &date::format(ask.web.desk.today()))];
    let heads = [
        "helpdesk-col-no",
        "helpdesk-col-society",
        "helpdesk-col-what",
        "helpdesk-col-text",
        "helpdesk-col-effect",
        "helpdesk-col-with",
    ];
    let row = |n: &News| {
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
    };
    let mut sections = Vec::new();
    for matter in [Matter::Overdue, Matter::Due, Matter::Changed] {
        let his: Vec<&News> = news.iter().filter(|n| n.item.matter == matter).collect();
        if !his.is_empty() {
            sections.push(Section {
                title: c.s(&format!("helpdesk-matter-{}", matter.code())),
                about: c.s1("helpdesk-tickets-n", "n", &group(his.len() as u64)),
                columns: columns(c, &heads),
                rows: his.into_iter().map(row).collect(),
            });
        }
    }
    let notices = ask.web.desk.notices(who(ask)?)?;
    if !notices.is_empty() {
        let row = |n: &Notice| {
            let matter = match n.pressing {
                Pressing::Overdue => Matter::Overdue,
                Pressing::Due => Matter::Due,
                Pressing::Changed => Matter::Changed,
            };
            let href = match &n.subject {
                Subject::Dropped { code, .. } => format!("/state/society/{}", crate::words::encoded(code)),
                Subject::Own { code, .. } => format!("{}/ladder", base(code)),
                _ => "/state/plan".to_owned(),
            };
            let text = desk::state::words(n, c.lang);
            vec![link(c.s(&format!("helpdesk-matter-{}", matter.code())), href), typed(text)]
        };
        sections.push(Section {
            title: c.s("tell-plan"),
            about: String::new(),
            columns: columns(c, &["helpdesk-col-what", "helpdesk-col-text"]),
            rows: notices.iter().map(row).collect(),
        });
    }
    if sections.is_empty() {
        page.says.push(("ok", c.s("helpdesk-no-news")));
    }
    page.sections = sections;
    page.show(ask)
}
