//! Findings: the list with its filters, and one finding with its source cell.

use crate::ask::{Ask, Trouble};
use crate::books::{FindingsWanted, TakenIn};
use crate::cell::{WindowView, window};
use crate::migration::{Step, place, steps, taken_in};
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::words::{encoded, grouped, money, register, rupees};
use askama::Template;
use axum::response::Response;
use lipi::{Lang, messages};
use migration::event::FindingSeen;

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
    let key = format!("web-code-{}", code.to_lowercase().replace('_', "-"));
    messages::find(lang, &key, &[]).unwrap_or_else(|| code.to_owned())
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

/// A finding in words and where it stands.
pub(crate) fn view(c: &Frame, base: &str, taken: &TakenIn, f: &FindingSeen) -> FindingView {
    let mut args: Vec<(&str, &str)> = f.args.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let (amount, kind) = (rupees(f.amount), register(c.lang, &f.kind, &f.product));
    for (name, value) in [("subject", f.subject.as_str()), ("amount", amount.as_str()), ("register", kind.as_str())] {
        if !args.iter().any(|(k, _)| *k == name) {
            args.push((name, value));
        }
    }
    let key = key_of(&f.code);
    FindingView {
        no: grouped(f.no + 1),
        href: format!("{base}/findings/{}", f.no),
        state: severity(&f.code),
        name: code_name(c.lang, &f.code),
        cause: messages::find(c.lang, &key, &args).unwrap_or_else(|| code_name(c.lang, &f.code)),
        remedy: messages::find(c.lang, &format!("{key}.remedy"), &args).unwrap_or_default(),
        register: register(c.lang, &f.kind, &f.product),
        place: f.source.map(|s| place(&taken.files, s.file, s.sheet)).unwrap_or_default(),
        row: f.source.map(|s| s.row.to_string()).unwrap_or_default(),
        cell: f.source.map(|s| page::cell_address(base, s)).unwrap_or_default(),
        subject: f.subject.clone(),
        amount: if f.amount.is_zero() { String::new() } else { money(f.amount) },
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
    let base = page::base(society_code);
    let (code, chosen) = (ask.value("code"), ask.value("register"));
    let wanted = FindingsWanted {
        code: code.map(str::to_owned),
        register: chosen.and_then(|r| r.split_once('/')).map(|(k, p)| (k.to_owned(), p.to_owned())),
        skip: (ask.page() - 1) * TAKE,
        take: TAKE,
    };
    let part = ask.web.books.findings(society.card.id, &wanted)?;
    let codes = taken.codes.iter().map(|n| Choice {
        value: n.code.clone(),
        name: code_name(c.lang, &n.code),
        count: grouped(n.count),
        href: ask.changed(&[("code", Some(&n.code)), ("p", None)]),
        here: code == Some(n.code.as_str()),
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
        all: grouped(taken.codes.iter().map(|c| c.count).sum()),
        all_href: ask.changed(&[("code", None), ("p", None)]),
        action: format!("{base}/findings"),
        codes: codes.collect(),
        registers,
        code: code.unwrap_or_default().to_owned(),
        filtered: code.is_some() || chosen.is_some(),
        rows: part.rows.iter().map(|f| view(&c, &base, &taken, f)).collect(),
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
    let books = &ask.web.books;
    let f = books.finding(society.card.id, no)?.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = page::base(society_code);
    let (window, no_window) = match f.source.map(|s| window(ask, &taken, s, AROUND, true)) {
        Some(Ok(window)) => (Some(window), String::new()),
        Some(Err(refusal)) => (None, messages::refuse(c.lang, &refusal)),
        None => (None, c.s("web-finding-no-place")),
    };
    let all: u64 = taken.codes.iter().map(|c| c.count).sum();
    let heads = taken.differences.iter().filter(|d| d.explained_by.contains(&no)).map(|d| {
        let href = format!("{base}/heads/{}", encoded(&d.head));
        (d.name.clone(), Figure { text: money(d.difference), href, neg: d.difference.0 < 0 })
    });
    let of_member = matches!(f.kind.as_str(), "members" | "shares") && !f.subject.is_empty();
    let person = of_member && books.member(society.card.id, &f.subject)?.is_some();
    let near = |n: Option<u64>| n.map(|n| format!("{base}/findings/{n}")).unwrap_or_default();
    let page = One {
        steps: steps(&c, &society, &taken, 3),
        f: view(&c, &base, &taken, &f),
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
