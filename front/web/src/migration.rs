//! What the migration took in: files, registers, things set aside; and the comparison of heads.

use crate::ask::{Ask, Trouble};
use crate::books::{SocietyFacts, TakenIn};
use crate::page::{self, Figure, Frame, Tab};
use crate::words::{day, grouped, money, register};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Paise, Refusal};
use lipi::messages;
use migration::event::{DifferenceSeen, FileKept, RegisterSeen};

/// A register in a table.
pub(crate) struct RegisterRow {
    /// Name.
    pub name: String,
    /// Address of its page.
    pub href: String,
    /// File and sheet.
    pub place: String,
    /// Data rows.
    pub rows: String,
    /// Sum; empty for none.
    pub sum: String,
    /// How sure: `98%`.
    pub sure: String,
    /// Chip of how sure.
    pub state: &'static str,
    /// Heading row.
    pub heading: String,
    /// Columns understood.
    pub columns: String,
}

/// A head compared with its register.
pub(crate) struct HeadRow {
    /// Name as in the trial balance.
    pub name: String,
    /// Address of the head.
    pub href: String,
    /// Ledger figure.
    pub ledger: Figure,
    /// Register figure.
    pub register: String,
    /// Register minus ledger.
    pub difference: String,
    /// Chip.
    pub state: &'static str,
    /// Findings that explain it: number and address.
    pub causes: Vec<(String, String)>,
    /// How many more.
    pub more: String,
    /// What nothing explains; empty for nothing.
    pub unexplained: String,
}

/// Findings named one by one before "and n more".
const CAUSES: usize = 6;

/// The file's path and, where it has sheets, the sheet.
pub(crate) fn place(files: &[FileKept], file: u16, sheet: u16) -> String {
    let Some(kept) = files.get(usize::from(file)) else { return String::new() };
    match kept.sheets.get(usize::from(sheet)).filter(|s| !s.is_empty()) {
        Some(name) => format!("{} › {name}", kept.path),
        None => kept.path.clone(),
    }
}

/// Registers in the order found.
pub(crate) fn registers(c: &Frame, base: &str, taken: &TakenIn) -> Vec<RegisterRow> {
    let row = |(no, r): (usize, &RegisterSeen)| RegisterRow {
        name: register(c.lang, &r.kind, &r.product),
        href: format!("{base}/registers/{no}"),
        place: place(&taken.files, r.source.file, r.source.sheet),
        rows: grouped(r.rows),
        sum: r.sum.map(money).unwrap_or_default(),
        sure: format!("{}%", r.confidence),
        state: if r.confidence >= 80 {
            "ok"
        } else if r.confidence >= 50 {
            "warn"
        } else {
            "bad"
        },
        heading: r.source.row.to_string(),
        columns: grouped(r.columns.len() as u64),
    };
    taken.registers.iter().enumerate().map(row).collect()
}

/// Heads compared, the largest difference first.
pub(crate) fn compared(c: &Frame, base: &str, taken: &TakenIn) -> Vec<HeadRow> {
    let mut all: Vec<&DifferenceSeen> = taken.differences.iter().collect();
    all.sort_by_key(|d| std::cmp::Reverse((d.difference.abs(), d.unexplained.abs())));
    let row = |d: &DifferenceSeen| {
        let causes = d.explained_by.iter().take(CAUSES);
        let rest = d.explained_by.len().saturating_sub(CAUSES);
        HeadRow {
            name: d.name.clone(),
            href: format!("{base}/heads/{}", crate::words::encoded(&d.head)),
            ledger: Figure::money(base, d.ledger, d.source),
            register: money(d.register),
            difference: money(d.difference),
            state: if d.difference.is_zero() { "ok" } else { "bad" },
            causes: causes.map(|no| (grouped(no + 1), format!("{base}/findings/{no}"))).collect(),
            more: if rest == 0 { String::new() } else { c.s1("web-and-more", "n", &grouped(rest as u64)) },
            unexplained: if d.unexplained.is_zero() { String::new() } else { money(d.unexplained) },
        }
    };
    all.into_iter().map(row).collect()
}

/// The steps of a migration, with their counts; they are the pages' navigation.
pub(crate) struct Step {
    pub no: &'static str,
    pub name: String,
    pub count: String,
    pub href: String,
    pub state: &'static str,
    pub here: bool,
}

/// `here` counts from 1.
pub(crate) fn steps(c: &Frame, society: &SocietyFacts, taken: &TakenIn, here: usize) -> Vec<Step> {
    let base = page::base(&society.card.code);
    let (heads, matched) =
        (taken.differences.len(), taken.differences.iter().filter(|d| d.difference.is_zero()).count());
    let found: u64 = taken.codes.iter().map(|c| c.count).sum();
    let state = |done: bool| if done { "done" } else { "open" };
    let step = |no: &'static str, key: &str, count: String, path: &str, done: bool| Step {
        no,
        name: c.s(key),
        count,
        href: format!("{base}{path}"),
        state: state(done),
        here: no.parse() == Ok(here),
    };
    vec![
        step("1", "web-step-files", grouped(taken.files.len() as u64), "/migration", true),
        step(
            "2",
            "web-step-registers",
            grouped(taken.registers.len() as u64),
            "/migration#registers",
            !taken.registers.is_empty(),
        ),
        step("3", "web-step-findings", grouped(found), "/findings", found == 0),
        step(
            "4",
            "web-step-compare",
            c.s2("web-n-of-m", "n", &grouped(matched as u64), "m", &grouped(heads as u64)),
            "/differences",
            matched == heads,
        ),
        step("5", "web-step-posted", grouped(society.card.accounts), "/trial-balance", true),
    ]
}

/// What was taken in, or the refusal that nothing was.
pub(crate) fn taken_in(ask: &Ask, society: &SocietyFacts) -> Result<TakenIn, Trouble> {
    let none = || Trouble::Refused(StatusCode::NOT_FOUND, Refusal::new(6008).with("society", &society.card.name));
    ask.web.books.taken_in(society.card.id)?.ok_or_else(none)
}

struct FileRow {
    path: String,
    format: String,
    size: String,
    sheets: String,
    digest: String,
    digest_short: String,
    registers: String,
}

struct AsideRow {
    path: String,
    state: &'static str,
    reason: String,
}

#[derive(Template)]
#[template(path = "migration.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    cutoff: String,
    files: Vec<FileRow>,
    registers: Vec<RegisterRow>,
    aside: Vec<AsideRow>,
}

/// Files and registers.
pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let taken = taken_in(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let file = |(i, f): (usize, &FileKept)| FileRow {
        path: f.path.clone(),
        format: messages::find(c.lang, &format!("web-format-{}", f.format), &[]).unwrap_or_else(|| f.format.clone()),
        size: c.s1("web-kb", "n", &grouped(f.bytes.div_ceil(1024))),
        sheets: f.sheets.iter().filter(|s| !s.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", "),
        digest_short: f.digest.chars().take(12).collect(),
        digest: f.digest.clone(),
        registers: grouped(taken.registers.iter().filter(|r| usize::from(r.source.file) == i).count() as u64),
    };
    let aside = |(path, number): &(String, Option<u16>)| AsideRow {
        path: path.clone(),
        state: if number.is_some() { "bad" } else { "idle" },
        reason: match number {
            Some(number) => refusal_text(&c, *number, path),
            None => c.s("web-aside-no-table"),
        },
    };
    let page = Page {
        steps: steps(&c, &society, &taken, 1),
        cutoff: day(taken.cutoff),
        files: taken.files.iter().enumerate().map(file).collect(),
        registers: registers(&c, &page::base(code), &taken),
        aside: taken.set_aside.iter().map(aside).collect(),
        c,
    };
    page::show(ask, &page)
}

/// Only the number of the refusal was kept, so its words are not filled in; the register of refusals has them.
fn refusal_text(c: &Frame, number: u16, path: &str) -> String {
    let key = format!("web-aside-{number}");
    messages::find(c.lang, &key, &[("file", path)])
        .unwrap_or_else(|| c.s1("web-aside-refused", "number", &format!("S{number}")))
}

#[derive(Template)]
#[template(path = "differences.html")]
struct Differences {
    c: Frame,
    steps: Vec<Step>,
    cutoff: String,
    rows: Vec<HeadRow>,
    open: String,
    total: String,
    unexplained: String,
}

/// Heads against registers.
pub(crate) fn differences(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let taken = taken_in(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let open = taken.differences.iter().filter(|d| !d.difference.is_zero());
    let sum = |f: fn(&DifferenceSeen) -> Paise| taken.differences.iter().map(|d| f(d).abs()).sum::<Paise>();
    let page = Differences {
        steps: steps(&c, &society, &taken, 4),
        cutoff: day(taken.cutoff),
        rows: compared(&c, &page::base(code), &taken),
        open: grouped(open.count() as u64),
        total: money(sum(|d| d.difference)),
        unexplained: money(sum(|d| d.unexplained)),
        c,
    };
    page::show(ask, &page)
}
