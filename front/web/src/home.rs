//! A society's first page: what is wrong, four figures, what stands in the way, registers, proof.

use crate::ask::{Ask, Trouble};
use crate::books::{SocietyFacts, TakenIn};
use crate::finding::{code_name, severity};
use crate::migration::{HeadRow, RegisterRow, compared, registers};
use crate::page::{self, Frame, Tab};
use crate::societies::{place, share};
use crate::words::{day, grouped, moment, rupees};
use askama::Template;
use axum::response::Response;
use kernel::Paise;

struct CodeRow {
    name: String,
    count: String,
    state: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    c: Frame,
    base: String,
    name: String,
    place: String,
    registration: String,
    cutoff: String,
    state: &'static str,
    sentence: String,
    second: String,
    members: String,
    accounts: String,
    findings: String,
    kinds: String,
    matched: String,
    heads: String,
    bar: String,
    open_heads: String,
    obstacles: Vec<HeadRow>,
    registers: Vec<RegisterRow>,
    codes: Vec<CodeRow>,
    taken: bool,
    entries: String,
    root: String,
    root_short: String,
    signed: String,
}

pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let taken = ask.web.books.taken_in(society.card.id)?;
    let c = Frame::of(ask, &society, Tab::Home);
    let base = page::base(code);
    let (state, sentence, second) = sentence(&c, &society, taken.as_ref());
    let card = &society.card;
    let mut obstacles = taken.as_ref().map(|t| compared(&c, &base, t)).unwrap_or_default();
    obstacles.retain(|row| row.state == "bad");
    let codes = taken.iter().flat_map(|t| &t.codes).map(|code| CodeRow {
        name: code_name(c.lang, &code.code),
        count: grouped(code.count),
        state: severity(&code.code),
        href: format!("{base}/findings?code={}", code.code),
    });
    let root = society.proof.root.map(|r| r.hex()).unwrap_or_default();
    let page = Page {
        name: card.name.clone(),
        place: place(card),
        registration: card.registration_no.clone(),
        cutoff: card.cutoff.map(day).unwrap_or_default(),
        members: grouped(card.members),
        accounts: grouped(card.accounts),
        findings: grouped(card.findings),
        kinds: grouped(taken.as_ref().map_or(0, |t| t.codes.len() as u64)),
        matched: grouped(card.heads_matched),
        heads: grouped(card.heads),
        bar: share(card.heads_matched, card.heads),
        open_heads: grouped(card.heads - card.heads_matched.min(card.heads)),
        registers: taken.as_ref().map(|t| registers(&c, &base, t)).unwrap_or_default(),
        codes: codes.collect(),
        taken: taken.is_some(),
        entries: grouped(society.proof.entries),
        root_short: root.chars().take(16).collect(),
        root,
        signed: society.proof.signed.map(moment).unwrap_or_default(),
        state,
        sentence,
        second,
        obstacles,
        base,
        c,
    };
    page::show(ask, &page)
}

/// The sentence that says what is wrong, and the one that says more.
fn sentence(c: &Frame, society: &SocietyFacts, taken: Option<&TakenIn>) -> (&'static str, String, String) {
    let Some(taken) = taken else {
        return ("info", c.s("web-home-empty"), c.s("web-home-empty-more"));
    };
    let open: Vec<_> = taken.differences.iter().filter(|d| !d.difference.is_zero()).collect();
    let findings = grouped(society.card.findings);
    let Some(worst) = open.iter().max_by_key(|d| d.difference.abs()) else {
        return match society.card.findings {
            0 => ("ok", c.s("web-home-fine"), c.s("web-home-fine-more")),
            _ => ("warn", c.s("web-home-matched"), c.s1("web-home-matched-more", "n", &findings)),
        };
    };
    let unexplained: Paise = open.iter().map(|d| d.unexplained.abs()).sum();
    let first = c.s2("web-home-open", "n", &grouped(open.len() as u64), "m", &grouped(taken.differences.len() as u64));
    let largest = c.s2("web-home-largest", "head", &worst.name, "amount", &rupees(worst.difference.abs()));
    let cause = if unexplained.is_zero() {
        c.s("web-home-explained")
    } else {
        c.s1("web-home-unexplained", "amount", &rupees(unexplained))
    };
    ("bad", first, format!("{largest} {cause}"))
}
