//! An account's book: what stands on it and every line of it.

use super::acts::facts;
use super::day::narration;
use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame, Tab};
use crate::reports::Proof;
use askama::Template;
use axum::response::Response;
use keep::view;
use kernel::Paise;
use lipi::amount::format_indian;
use lipi::date;

/// Lines shown; a book of more is read in parts from its end.
const SHOWN: usize = 200;

struct LineRow {
    day: String,
    what: String,
    href: String,
    change: String,
    interest: String,
    balance: String,
    gone: bool,
}

#[derive(Template)]
#[template(path = "counter/account.html")]
struct Page {
    c: Frame,
    society: String,
    account: String,
    kind: String,
    name: String,
    member: String,
    facts: Vec<(String, String)>,
    deeds: Vec<(String, String)>,
    lines: Vec<LineRow>,
    left_off: usize,
    proof: Proof,
}

/// What a line is: an entry of credit by its short name, one of the register of members by its whole.
fn said(c: &Frame, what: &str) -> String {
    let kind = if what.contains('.') { what.to_owned() } else { format!("credit.{what}") };
    narration(c, &kind, &kind)
}

pub(crate) fn show(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let known = ask.web.desk.know(society.id(), no)?;
    let owner = ask.read(|t| view::member(t, society.id(), &known.member_no))?.into_iter().next();
    let c = Frame::of(ask, &society, Tab::Members);
    let base = society.base.clone();
    let figure = |p: Paise| if p.is_zero() { String::new() } else { format_indian(p) };
    let left_off = known.lines.len().saturating_sub(SHOWN);
    let lines = known.lines[left_off..].iter().map(|l| LineRow {
        day: date::format(l.date),
        what: said(&c, &l.what),
        href: l.entry.map(|(d, s)| format!("{base}/receipt/{d}/{s}")).unwrap_or_default(),
        change: figure(l.change),
        interest: figure(l.interest),
        balance: format_indian(l.balance),
        gone: l.gone,
    });
    let lines = lines.collect();
    let account = known.account.to_string();
    let deeds: &[&str] =
        if known.account.kind.is_asset() { &["repay", "disburse"] } else { &["deposit", "withdraw", "close-deposit"] };
    let at = |paper: &str| format!("{base}/lender/{paper}/{}", crate::words::encoded(&account));
    let mut papers = vec![(at("passbook"), c.s("lender-passbook"))];
    if matches!(&known.sums, desk::Sums::Loan { surplus, .. } if !surplus.is_zero()) {
        let form = format!("{base}/do/pay-surplus?a={}", crate::words::encoded(&account));
        papers.push((form, c.s("act-pay-surplus")));
    }
    if known.account.kind.is_asset() {
        let form = format!("{base}/office/do/sign-bond?loan={}", crate::words::encoded(&account));
        papers.push((form, c.s("act-sign-bond")));
    }
    // only what the old books brought can have been brought in wrong
    if known.lines.first().is_some_and(|l| l.entry.is_none()) {
        let form = format!("{base}/lender/do/correct-opening?account={}", crate::words::encoded(&account));
        papers.push((form, c.s("act-correct-opening")));
    }
    if matches!(known.account.kind, credit::AccountKind::Fd | credit::AccountKind::Rd) {
        papers.push((at("certificate"), c.s("lender-certificate")));
    }
    let page = Page {
        proof: Proof::of(&society),
        society: society.home.society.name.clone(),
        kind: c.s(&format!("web-account-{}", known.account.kind.code().replace('_', "-"))),
        name: owner.as_ref().map(|m| m.name.clone()).unwrap_or_default(),
        member: owner.as_ref().map(|m| format!("{base}/members/{}", crate::words::encoded(&m.no))).unwrap_or_default(),
        facts: facts(&c, &known, owner.as_ref()),
        deeds: deeds
            .iter()
            .map(|d| (format!("{base}/do/{d}?a={}", crate::words::encoded(&account)), c.s(&format!("act-{d}"))))
            .chain(papers)
            .collect(),
        lines,
        left_off,
        account,
        c,
    };
    page::show(ask, &page)
}
