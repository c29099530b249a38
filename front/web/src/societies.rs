//! The first page: societies of this installation, and who is logged in.

use crate::ask::{Ask, Trouble};
use crate::books::SocietyCard;
use crate::page::{self, Frame};
use crate::words::{day, grouped, moment};
use askama::Template;
use axum::response::Response;

struct Row {
    name: String,
    href: String,
    place: String,
    cutoff: String,
    members: String,
    findings: String,
    heads: String,
    bar: String,
    state: &'static str,
    word: String,
    last: String,
    sample: bool,
}

#[derive(Template)]
#[template(path = "societies.html")]
struct Page {
    c: Frame,
    count: String,
    rows: Vec<Row>,
    samples: Vec<(String, String, String)>,
}

pub(crate) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let mut cards = ask.web.books.societies()?;
    cards.sort_by_key(|s| std::cmp::Reverse((s.heads - s.heads_matched.min(s.heads), s.findings)));
    let c = Frame::plain(ask);
    let samples = ask.web.gate.samples().into_iter().map(|s| {
        let role = if s.person.role.is_empty() { String::new() } else { c.s(&s.person.role) };
        (s.person.login, s.person.name, role)
    });
    let (samples, rows) = (samples.collect(), cards.iter().map(|s| row(&c, s)).collect::<Vec<_>>());
    page::show(ask, &Page { count: grouped(rows.len() as u64), rows, samples, c })
}

fn row(c: &Frame, s: &SocietyCard) -> Row {
    let (state, key) = match (s.cutoff, s.heads - s.heads_matched.min(s.heads), s.findings) {
        (None, ..) => ("idle", "web-state-waiting"),
        (_, 1.., _) => ("bad", "web-state-difference"),
        (_, 0, 1..) => ("warn", "web-state-findings"),
        _ => ("ok", "web-state-matched"),
    };
    Row {
        name: s.name.clone(),
        href: page::base(&s.code),
        place: place(s),
        cutoff: s.cutoff.map(day).unwrap_or_default(),
        members: grouped(s.members),
        findings: grouped(s.findings),
        heads: if s.heads == 0 {
            String::new()
        } else {
            c.s2("web-n-of-m", "n", &grouped(s.heads_matched), "m", &grouped(s.heads))
        },
        bar: share(s.heads_matched, s.heads),
        state,
        word: c.s(key),
        last: s.last_entry.map(moment).unwrap_or_default(),
        sample: s.sample,
    }
}

/// Block, district and code in one line.
pub(crate) fn place(s: &SocietyCard) -> String {
    [&s.block, &s.district, &s.code]
        .into_iter()
        .filter(|p| !p.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A share as the width of a bar: `62%`.
pub(crate) fn share(part: u64, all: u64) -> String {
    format!("{}%", (part.min(all) * 100).checked_div(all).unwrap_or(0))
}
