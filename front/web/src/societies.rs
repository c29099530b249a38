//! The first page: societies of this installation, and who is logged in.

use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use keep::view::{self, Home, SocietyRow};
use lipi::amount::group;
use lipi::date;

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
}

pub(crate) fn show(ask: &Ask) -> Result<Response, Trouble> {
    if crate::people::is_due(ask)? {
        return Ok(Redirect::to("/start").into_response());
    }
    // a seat of a State has hundreds of societies: there the review is the first page, and it is nobody's without a login
    if ask.web.desk.state()?.is_some_and(|s| s.own) {
        return Ok(Redirect::to("/state").into_response());
    }
    let mut homes = ask.read(|t| {
        let all = view::societies(t)?;
        all.iter().map(|s| view::home(t, s.id)).collect::<Result<Vec<_>, _>>()
    })?;
    homes.sort_by_key(|h| std::cmp::Reverse(h.as_ref().map(|h| (h.heads_unmatched, found(h)))));
    let c = Frame::plain(ask);
    let rows: Vec<Row> = homes.iter().flatten().map(|h| row(ask, &c, h)).collect();
    page::show(ask, &Page { count: group(rows.len() as u64), rows, c })
}

fn found(home: &Home) -> u64 {
    home.findings.iter().map(|c| c.count).sum()
}

fn row(ask: &Ask, c: &Frame, h: &Home) -> Row {
    let s = &h.society;
    let (state, key) = match (s.cutoff, h.heads_unmatched, found(h)) {
        (None, ..) => ("idle", "web-state-waiting"),
        (_, 1.., _) => ("bad", "web-state-difference"),
        (_, 0, 1..) => ("warn", "web-state-findings"),
        _ => ("ok", "web-state-matched"),
    };
    let (all, matched) = (h.heads_compared, matched(h));
    Row {
        name: s.name.clone(),
        href: page::base(&s.code),
        place: place(s),
        cutoff: s.cutoff.map(date::format).unwrap_or_default(),
        members: group(h.members),
        findings: group(found(h)),
        heads: if all == 0 { String::new() } else { c.s2("web-n-of-m", "n", &group(matched), "m", &group(all)) },
        bar: share(matched, all),
        state,
        word: c.s(key),
        last: h.last_at.map(moment).unwrap_or_default(),
        sample: ask.web.samples.societies.contains(&s.code),
    }
}

/// Heads compared that match.
pub(crate) fn matched(home: &Home) -> u64 {
    home.heads_compared.saturating_sub(home.heads_unmatched)
}

/// Block, district and code in one line.
pub(crate) fn place(s: &SocietyRow) -> String {
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
