//! What the migration took in: files, registers, things set aside; and the comparison of heads.

use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Figure, Frame, Tab};
use crate::words::{encoded, register};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use keep::view::{self, AsideRow, DifferenceRow, FileRow, RegisterRow as Register};
use kernel::{Date, Paise, Refusal};
use lipi::amount::{format_indian, group};
use lipi::{date, messages};

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
    /// The page of the entry that states it.
    pub entry: String,
}

/// Findings named one by one before "and n more".
const CAUSES: usize = 6;

/// The file's path and, where it has sheets, the sheet.
pub(crate) fn place(files: &[FileRow], file: u16, sheet: u16) -> String {
    let Some(kept) = files.get(usize::from(file)) else { return String::new() };
    match kept.sheets.get(usize::from(sheet)).filter(|s| !s.is_empty()) {
        Some(name) => format!("{} › {name}", kept.path),
        None => kept.path.clone(),
    }
}

/// Registers in the order found.
pub(crate) fn registers(c: &Frame, base: &str, taken: &Taken) -> Vec<RegisterRow> {
    let row = |r: &Register| RegisterRow {
        name: register(c.lang, &r.kind, &r.product),
        href: format!("{base}/registers/{}", r.no),
        place: place(&taken.files, r.source.file, r.source.sheet),
        rows: group(r.rows),
        sum: r.sum.map(format_indian).unwrap_or_default(),
        sure: format!("{}%", r.confidence),
        state: if r.confidence >= 80 {
            "ok"
        } else if r.confidence >= 50 {
            "warn"
        } else {
            "bad"
        },
        heading: r.source.row.to_string(),
        columns: group(r.columns.len() as u64),
    };
    taken.registers.iter().map(row).collect()
}

/// Heads compared, the largest difference first.
pub(crate) fn compared(c: &Frame, base: &str, taken: &Taken) -> Vec<HeadRow> {
    let mut all: Vec<&DifferenceRow> = taken.differences.iter().collect();
    all.sort_by_key(|d| std::cmp::Reverse((d.difference.abs(), d.unexplained.abs())));
    let row = |d: &DifferenceRow| {
        let causes = d.explained_by.iter().take(CAUSES);
        let rest = d.explained_by.len().saturating_sub(CAUSES);
        HeadRow {
            name: d.name.clone(),
            href: format!("{base}/heads/{}", encoded(&d.head)),
            ledger: Figure::money(base, d.ledger, d.source),
            register: format_indian(d.register),
            difference: format_indian(d.difference),
            state: if d.difference.is_zero() { "ok" } else { "bad" },
            causes: causes.map(|no| (group(no + 1), format!("{base}/findings/{no}"))).collect(),
            more: if rest == 0 { String::new() } else { c.s1("web-and-more", "n", &group(rest as u64)) },
            entry: crate::entry::address(base, d.entry),
            unexplained: if d.unexplained.is_zero() { String::new() } else { format_indian(d.unexplained) },
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
pub(crate) fn steps(c: &Frame, society: &Society, taken: &Taken, here: usize) -> Vec<Step> {
    let base = &society.base;
    let (heads, matched) =
        (taken.differences.len(), taken.differences.iter().filter(|d| d.difference.is_zero()).count());
    let found = taken.found();
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
        step("1", "web-step-files", group(taken.files.len() as u64), "/migration", true),
        step(
            "2",
            "web-step-registers",
            group(taken.registers.len() as u64),
            "/migration#registers",
            !taken.registers.is_empty(),
        ),
        step("3", "web-step-findings", group(found), "/findings", found == 0),
        step(
            "4",
            "web-step-compare",
            c.s2("web-n-of-m", "n", &group(matched as u64), "m", &group(heads as u64)),
            "/differences",
            matched == heads,
        ),
        step("5", "web-step-posted", group(society.home.accounts), "/trial-balance", true),
    ]
}

/// The last migration as taken in.
pub(crate) struct Taken {
    /// Day the balances are true on.
    pub cutoff: Date,
    /// Files kept, in the order [`kernel::Source::file`] counts.
    pub files: Vec<FileRow>,
    /// Other things that lay in the folder.
    pub aside: Vec<AsideRow>,
    /// Registers recognised.
    pub registers: Vec<Register>,
    /// Heads compared.
    pub differences: Vec<DifferenceRow>,
    /// Codes of findings and how often each occurs, most frequent first.
    pub codes: Vec<(String, u64)>,
}

impl Taken {
    /// Findings of all codes.
    pub(crate) fn found(&self) -> u64 {
        self.codes.iter().map(|(_, count)| count).sum()
    }
}

/// The last migration; `None` before the first.
pub(crate) fn taken(ask: &Ask, society: &Society) -> Result<Option<Taken>, Trouble> {
    let id = society.id();
    let mut codes: Vec<(String, u64)> = Vec::new();
    for c in &society.home.findings {
        match codes.iter_mut().find(|(code, _)| *code == c.code) {
            Some((_, count)) => *count += c.count,
            None => codes.push((c.code.clone(), c.count)),
        }
    }
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ask.read(|t| {
        let runs = view::runs(t, id)?;
        let Some((run, cutoff)) = runs.iter().max_by_key(|r| r.run).and_then(|r| Some((r.run, r.cutoff?))) else {
            return Ok(None);
        };
        Ok(Some(Taken {
            cutoff,
            files: view::files(t, id, run)?,
            aside: view::set_aside(t, id, run)?,
            registers: view::registers(t, id, run)?,
            differences: view::differences(t, id)?,
            codes: codes.clone(),
        }))
    })
}

/// What was taken in, or the refusal that nothing was.
pub(crate) fn taken_in(ask: &Ask, society: &Society) -> Result<Taken, Trouble> {
    let name = &society.home.society.name;
    let none = || Trouble::Refused(StatusCode::NOT_FOUND, Refusal::new(6008).with("society", name));
    taken(ask, society)?.ok_or_else(none)
}

struct FileLine {
    path: String,
    format: String,
    size: String,
    sheets: String,
    digest: String,
    digest_short: String,
    registers: String,
}

struct AsideLine {
    path: String,
    state: &'static str,
    reason: String,
}

#[derive(Template)]
#[template(path = "migration.html")]
struct FilesPage {
    c: Frame,
    steps: Vec<Step>,
    cutoff: String,
    files: Vec<FileLine>,
    registers: Vec<RegisterRow>,
    aside: Vec<AsideLine>,
}

/// Files and registers.
pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let Some(taken) = taken(ask, &society)? else {
        // nothing was posted yet: the work is at the workbench
        return Ok(Redirect::to(&format!("{}/bench", society.base)).into_response());
    };
    let c = Frame::of(ask, &society, Tab::Migration);
    let file = |f: &FileRow| FileLine {
        path: f.path.clone(),
        format: messages::find(c.lang, &format!("web-format-{}", f.format), &[]).unwrap_or_else(|| f.format.clone()),
        size: c.s1("web-kb", "n", &group(f.bytes.div_ceil(1024))),
        sheets: f.sheets.iter().filter(|s| !s.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", "),
        digest_short: f.digest.chars().take(12).collect(),
        digest: f.digest.clone(),
        registers: group(taken.registers.iter().filter(|r| r.source.file == f.no).count() as u64),
    };
    let aside = |a: &AsideRow| AsideLine {
        path: a.path.clone(),
        state: if a.refusal.is_some() { "bad" } else { "idle" },
        reason: match a.refusal {
            Some(number) => refusal_text(&c, number, &a.path),
            None => c.s("web-aside-no-table"),
        },
    };
    let page = FilesPage {
        steps: steps(&c, &society, &taken, 1),
        cutoff: date::format(taken.cutoff),
        files: taken.files.iter().map(file).collect(),
        registers: registers(&c, &society.base, &taken),
        aside: taken.aside.iter().map(aside).collect(),
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
    let sum = |f: fn(&DifferenceRow) -> Paise| taken.differences.iter().map(|d| f(d).abs()).sum::<Paise>();
    let page = Differences {
        steps: steps(&c, &society, &taken, 4),
        cutoff: date::format(taken.cutoff),
        rows: compared(&c, &society.base, &taken),
        open: group(open.count() as u64),
        total: format_indian(sum(|d| d.difference)),
        unexplained: format_indian(sum(|d| d.unexplained)),
        c,
    };
    page::show(ask, &page)
}
