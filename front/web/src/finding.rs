//! Findings: the list with its filters, and one finding with its source cell.

use crate::ask::{Ask, Trouble};
use crate::cell::{WindowView, window};
use crate::migration::{Step, place, steps, taken_in};
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::registers::field_name;
use crate::words::{encoded, register};
use askama::Template;
use axum::response::Response;
use keep::view::{self, FileRow, FindingFilter, FindingRow};
use lipi::amount::{format_indian, format_rupees, group};
use lipi::{Lang, messages};

/// Findings on one page.
const TAKE: u64 = 20;
/// Rows before and after the cell.
const AROUND: u32 = 4;

/// Codes that only ask for a look; all others touch money or the books.
const MILD: [&str; 8] = [
    "IMPOSSIBLE_DATE",
    "DUE_BEFORE_DISBURSAL",
    "INTEREST_UPTO_AFTER_CUTOFF",
    "UNKNOWN_VILLAGE",
    "FULL_AADHAAR_IN_TEXT",
    "BAD_MOBILE",
    "TIME_BARRED",
    "DUPLICATE_MEMBER",
];

/// Chip of a finding: `bad` where it touches money or the books, else `warn`.
pub(crate) fn severity(code: &str) -> &'static str {
    if MILD.contains(&code) { "warn" } else { "bad" }
}

fn key_of(code: &str) -> String {
    format!("finding-{}", code.to_lowercase().replace('_', "-"))
}

/// Short name of a code.
pub(crate) fn code_name(lang: Lang, code: &str) -> String {
    messages::find(lang, &format!("{}.title", key_of(code)), &[]).unwrap_or_else(|| code.to_owned())
}

/// A finding in words.
pub(crate) struct FindingView {
    /// Number shown, from 1.
    pub no: String,
    /// Its page.
    pub href: String,
    /// Chip.
    pub state: &'static str,
    /// Short name of the code.
    pub name: String,
    /// Cause.
    pub cause: String,
    /// What to do; empty when not known.
    pub remedy: String,
    /// Register.
    pub register: String,
    /// File and sheet.
    pub place: String,
    /// Row; empty where there is no single place.
    pub row: String,
    /// The source cell's page; empty where there is none.
    pub cell: String,
    /// Account, member, head, bill or item.
    pub subject: String,
    /// Size; empty for none.
    pub amount: String,
}

/// Why two persons look like one: fields and likenesses (`name 100%, village, birth`) in the page's language.
fn reasons(c: &Frame, why: &str) -> String {
    let one = |reason: &str| {
        let (field, rest) = reason.split_once(' ').unwrap_or((reason, ""));
        let field = field_name(c, if field == "birth" { "born" } else { field });
        if rest.is_empty() { field } else { format!("{field} {rest}") }
    };
    why.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// A finding in words and where it stands.
pub(crate) fn view(c: &Frame, base: &str, files: &[FileRow], f: &FindingRow) -> FindingView {
    let why = f.args.iter().find(|(k, _)| k == "why").map(|(_, v)| reasons(c, v)).unwrap_or_default();
    let said = |(k, v): &'_ (String, String)| if k == "why" { why.clone() } else { v.clone() };
    let texts: Vec<String> = f.args.iter().map(said).collect();
    let mut args: Vec<(&str, &str)> = f.args.iter().zip(&texts).map(|((k, _), v)| (k.as_str(), v.as_str())).collect();
    let (amount, kind) = (format_rupees(f.amount), register(c.lang, &f.kind, &f.product));
    for (name, value) in [("subject", f.subject.as_str()), ("amount", amount.as_str()), ("register", kind.as_str())] {
        if !args.iter().any(|(k, _)| *k == name) {
            args.push((name, value));
        }
    }
    let key = key_of(&f.code);
    FindingView {
        no: group(f.no + 1),
        href: format!("{base}/findings/{}", f.no),
        state: severity(&f.code),
        name: code_name(c.lang, &f.code),
        cause: messages::find(c.lang, &key, &args).unwrap_or_else(|| code_name(c.lang, &f.code)),
        remedy: messages::find(c.lang, &format!("{key}.remedy"), &args).unwrap_or_default(),
        register: register(c.lang, &f.kind, &f.product),
        place: f.source.map(|s| place(files, s.file, s.sheet)).unwrap_or_default(),
        row: f.source.map(|s| s.row.to_string()).unwrap_or_default(),
        cell: f.source.map(|s| page::cell_address(base, s)).unwrap_or_default(),
        subject: f.subject.clone(),
        amount: if f.amount.is_zero() { String::new() } else { format_indian(f.amount) },
    }
}

struct Choice {
    value: String,
    name: String,
    count: String,
    href: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "findings.html")]
struct List {
    c: Frame,
    steps: Vec<Step>,
    all: String,
    all_href: String,
    action: String,
    codes: Vec<Choice>,
    registers: Vec<Choice>,
    code: String,
    filtered: bool,
    rows: Vec<FindingView>,
    pager: Pager,
}

/// The list.
pub(crate) fn list(ask: &Ask, society_code: &str) -> Result<Response, Trouble> {
    let society = ask.society(society_code)?;
    let taken = taken_in(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = society.base.clone();
    let (code, chosen) = (ask.value("code"), ask.value("register"));
    let (kind, product) = chosen.and_then(|r| r.split_once('/')).unwrap_or_default();
    let only = FindingFilter { code: code.unwrap_or_default().into(), kind: kind.into(), product: product.into() };
    let part = ask.read(|t| view::findings(t, society.id(), &only, view::Page::number(ask.page(), TAKE)))?;
    let codes = taken.codes.iter().map(|(one, count)| Choice {
        value: one.clone(),
        name: code_name(c.lang, one),
        count: group(*count),
        href: ask.changed(&[("code", Some(one)), ("p", None)]),
        here: code == Some(one.as_str()),
    });
    let registers = taken.registers.iter().map(|r| {
        let value = format!("{}/{}", r.kind, r.product);
        Choice {
            name: register(c.lang, &r.kind, &r.product),
            here: chosen == Some(value.as_str()),
            value,
            count: String::new(),
            href: String::new(),
        }
    });
    let mut registers: Vec<Choice> = registers.collect();
    registers.sort_by(|a, b| a.value.cmp(&b.value));
    registers.dedup_by(|a, b| a.value == b.value);
    let page = List {
        steps: steps(&c, &society, &taken, 3),
        all: group(taken.found()),
        all_href: ask.changed(&[("code", None), ("p", None)]),
        action: format!("{base}/findings"),
        codes: codes.collect(),
        registers,
        code: code.unwrap_or_default().to_owned(),
        filtered: code.is_some() || chosen.is_some(),
        rows: part.rows.iter().map(|f| view(&c, &base, &taken.files, f)).collect(),
        pager: Pager::new(ask, TAKE, part.total),
        c,
    };
    page::show(ask, &page)
}

#[derive(Template)]
#[template(path = "finding.html", blocks = ["source"])]
struct One {
    c: Frame,
    steps: Vec<Step>,
    f: FindingView,
    window: Option<WindowView>,
    no_window: String,
    heads: Vec<(String, Figure)>,
    person: String,
    before: String,
    after: String,
    list: String,
}

/// One finding.
pub(crate) fn show(ask: &Ask, society_code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(society_code)?;
    let taken = taken_in(ask, &society)?;
    let no: u64 = no.parse().map_err(|_| Trouble::no_page())?;
    let id = society.id();
    let f = ask.read(|t| view::finding(t, id, no))?.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = society.base.clone();
    let (window, no_window) = match f.source.map(|s| window(ask, &taken, s, AROUND, true)) {
        Some(Ok(window)) => (Some(window), String::new()),
        Some(Err(refusal)) => (None, messages::refuse(c.lang, &refusal)),
        None => (None, c.s("web-finding-no-place")),
    };
    let all = taken.found();
    let heads = taken.differences.iter().filter(|d| d.explained_by.contains(&no)).map(|d| {
        let href = format!("{base}/heads/{}", encoded(&d.head));
        (d.name.clone(), Figure { text: format_indian(d.difference), href, neg: d.difference.0 < 0 })
    });
    let of_member = matches!(f.kind.as_str(), "members" | "shares") && !f.subject.is_empty();
    let person = of_member && !ask.read(|t| view::member(t, id, &f.subject))?.is_empty();
    let near = |n: Option<u64>| n.map(|n| format!("{base}/findings/{n}")).unwrap_or_default();
    let page = One {
        steps: steps(&c, &society, &taken, 3),
        f: view(&c, &base, &taken.files, &f),
        window,
        no_window,
        heads: heads.collect(),
        person: if person { format!("{base}/members/{}", encoded(&f.subject)) } else { String::new() },
        before: near(no.checked_sub(1)),
        after: near(Some(no + 1).filter(|n| *n < all)),
        list: format!("{base}/findings"),
        c,
    };
    if ask.part {
        return page::show(ask, &page.as_source());
    }
    page::show(ask, &page)
}
