//! Statements: one page that shows any table.

use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame, Tab};
use crate::reports::{Period, Proof, wants_workbook, workbook};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use books::statement::{
    Label, Part, Section, Table, appropriation, balance_sheet, profit_and_loss, receipts_and_payments, trading,
    trial_balance,
};
use keep::view;
use kernel::Paise;
use lipi::amount::format_indian;

struct Line {
    name: String,
    href: String,
    amounts: Vec<String>,
    memo: bool,
}

struct Group {
    name: String,
    lines: Vec<Line>,
    totals: Vec<String>,
}

struct Side {
    name: String,
    groups: Vec<Group>,
    totals: Vec<String>,
}

struct Shown {
    about: String,
    columns: Vec<String>,
    sides: Vec<Side>,
    /// Words, and by how much; empty where it agrees.
    ties: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "statement.html")]
struct Page {
    c: Frame,
    title: String,
    period: Period,
    text: String,
    /// Two sides stand beside each other.
    sides: bool,
    tables: Vec<Shown>,
    /// Address of the books before the year was closed, or after; empty where it was not closed.
    other: String,
    before: bool,
    notes: Vec<String>,
    sheet: String,
    proof: Proof,
}

/// A statement of a period.
pub(crate) fn show(ask: &Ask, code: &str, what: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let period = Period::of(ask, &society)?;
    let (id, from, to) = (society.id(), period.from, period.to);
    let whole = ask.read(|t| view::book(t, id, from, to))?;
    let before = ask.value("before").is_some();
    let closed = !whole.closed.is_empty();
    let book = if before { whole.before_closing() } else { whole };
    let mut notes = Vec::new();
    let tables: Vec<Table> = match what {
        "trial-balance" => vec![trial_balance(&book)],
        "receipts-payments" => vec![receipts_and_payments(&book)],
        "trading" => trading(&book),
        "profit-loss" => vec![profit_and_loss(&book)],
        "balance-sheet" => vec![balance_sheet(&book)],
        "appropriation" => {
            let posted = ask.read(|t| view::appropriations(t, id, from, to))?;
            notes.extend(posted.iter().map(|p| p.resolution.clone()));
            let name = |code: &str| {
                book.heads.iter().find(|h| h.code == code).map_or_else(|| code.to_owned(), |h| h.name.clone())
            };
            posted.iter().map(|p| appropriation::posted(&p.lines, name)).collect()
        }
        _ => return Err(Trouble::no_page()),
    };
    let c = Frame::of(ask, &society, Tab::Reports);
    let (text, proof) = (period.text(&c), Proof::of(&society));
    let title = c.s(&format!("statement-{what}"));
    if wants_workbook(ask) && !tables.is_empty() {
        let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        let about = [text];
        let bytes = ask.web.desk.statements_xlsx(who, id, &tables, &about, &proof.text(&c), ask.lang)?;
        return Ok(workbook(&format!("{what}-{from}-{to}"), bytes));
    }
    let query = period.query();
    let ledger = |code: &str| format!("{}/books/ledger/{}?{query}", society.base, encoded(code));
    let other = match (closed, what) {
        (true, "trial-balance" | "balance-sheet") => ask.with("before", (!before).then_some("1")),
        _ => String::new(),
    };
    let notes = notes.into_iter().map(|r| c.s1("rep-resolution", "resolution", &r)).collect();
    let page = Page {
        sides: what != "trial-balance",
        tables: tables.iter().map(|t| shown(&c, t, &ledger)).collect(),
        sheet: ask.with("as", Some("xlsx")),
        title,
        period,
        text,
        other,
        before,
        notes,
        proof,
        c,
    };
    page::show(ask, &page)
}

fn amounts(all: &[Paise]) -> Vec<String> {
    all.iter().map(|p| if p.is_zero() { String::new() } else { format_indian(*p) }).collect()
}

fn shown(c: &Frame, table: &Table, ledger: &impl Fn(&str) -> String) -> Shown {
    let line = |r: &books::statement::Row| Line {
        name: r.label.text(c.lang),
        href: if let Label::Head { code, .. } = &r.label { ledger(code) } else { String::new() },
        amounts: amounts(&r.amounts),
        memo: r.memo,
    };
    let group = |s: &Section| Group {
        name: s.label.text(c.lang),
        lines: s.rows.iter().map(line).collect(),
        totals: amounts(&s.totals),
    };
    let side = |p: &Part| Side {
        name: p.label.text(c.lang),
        groups: p.sections.iter().map(group).collect(),
        totals: p.totals.iter().map(|t| format_indian(*t)).collect(),
    };
    let off = |p: Paise| if p.is_zero() { String::new() } else { format_indian(p) };
    Shown {
        about: table.about.as_ref().map(|a| a.text(c.lang)).unwrap_or_default(),
        columns: table.columns.iter().map(|k| c.s(k)).collect(),
        sides: table.parts.iter().map(side).collect(),
        ties: table.ties.iter().map(|t| (c.s(t.key), off(t.off))).collect(),
    }
}
