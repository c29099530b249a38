//! Findings as work: one queue grouped by cause, each with its evidence and what may be done; and the mends, which can be taken back.

use super::memory::{self, Bench};
use super::milan::afar_words;
use super::sheet::{self, Row};
use super::{At, act, no_place, number, owed, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No, read_day, unread};
use crate::counter::{born, command, refused, who};
use crate::finding::{FindingView, code_name, severity, view};
use crate::migration::Step;
use crate::page::{self, Frame, Pager, Tab};
use crate::words::{column, moment};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use keep::view::{FileRow, FindingRow};
use kernel::{Paise, Refusal};
use lipi::amount::group;
use migration::bench::event::Answer;
use migration::bench::owed::{Owed, owed};
use migration::bench::{BenchEvent, Mend, Spot, mend, spot};
use migration::event::FindingSeen;
use migration::finding::code;
use migration::opening::format_name;

/// Findings on one page.
const TAKE: u64 = 20;
/// Rows before and after the cell.
const AROUND: usize = 5;
/// Cells shown of a mend of many.
const SHOWN: usize = 12;
/// Cells shown of a mend of many before it is done.
const PREVIEWED: usize = 500;

struct Cause {
    name: String,
    chip: &'static str,
    open: String,
    all: String,
    href: String,
    here: bool,
}

struct Item {
    f: FindingView,
    /// How it was answered: chip and words; empty for not yet.
    answer: (&'static str, String),
}

#[derive(Template)]
#[template(path = "bench/findings.html")]
struct List {
    c: Frame,
    steps: Vec<Step>,
    open: String,
    all_href: String,
    causes: Vec<Cause>,
    /// What is mine, what is late, and the queue by owner.
    owners: Vec<owed::Choice>,
    chosen: bool,
    rows: Vec<Item>,
    pager: Pager,
    /// At a seat above: from how many entries and files it was worked out.
    afar: String,
}

/// Files as the lists know them.
pub(super) fn file_rows(b: &Bench) -> Vec<FileRow> {
    let row = |(no, f): (usize, &migration::cell::SourceFile)| FileRow {
        no: no as u16,
        path: f.path.clone(),
        digest: f.digest.hex(),
        bytes: f.bytes,
        format: format_name(f.format).to_owned(),
        sheets: f.sheets.iter().map(|s| s.name.clone()).collect(),
    };
    b.folder.files.iter().enumerate().map(row).collect()
}

fn row(f: &FindingSeen) -> FindingRow {
    FindingRow {
        run: 0,
        no: f.no,
        code: f.code.clone(),
        kind: f.kind.clone(),
        product: f.product.clone(),
        source: f.source,
        subject: f.subject.clone(),
        amount: f.amount,
        args: f.args.clone(),
    }
}

/// A finding in words. `owes`: whose it is; nobody's where it was answered as standing.
fn item(
    (ask, c): (&Ask, &Frame),
    society: &Society,
    b: &Bench,
    files: &[FileRow],
    (i, owes): (usize, Option<&Owed>),
) -> Item {
    let f = &b.worked.migrated.findings[i];
    let mut said = view(c, &society.base, files, &row(f));
    said.href = format!("{}/bench/findings/{i}", society.base);
    said.cell = f.source.map(|s| sheet_address(society, s)).unwrap_or_default();
    let answer = match b.case.answers.get(&b.keys[i]).map(|a| &a.what) {
        Some(Answer::Stands { reason }) => ("ok", c.s1("bench-stands-said", "reason", reason)),
        _ => owes.map(|o| owed::said(c, o, ask.web.desk.today())).unwrap_or_default(),
    };
    Item { f: said, answer }
}

pub(super) fn sheet_address(society: &Society, s: kernel::Source) -> String {
    format!("{}/bench/sheet/{}/{}?row={}", society.base, s.file, s.sheet, s.row)
}

/// The queue.
pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (b, afar) = memory::seen(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let found = &b.worked.migrated.findings;
    let chosen = ask.value("code");
    let owes = owed::all(&b, &owed::terms(ask, &society)?);
    let asked = |i: &usize| chosen.is_none_or(|k| found[*i].code == k) && owed::is_chosen(ask, owes[*i].as_ref());
    let mut all: Vec<usize> = (0..found.len()).filter(asked).collect();
    // what is still work first; money before what only asks for a look; then as found
    all.sort_by_key(|i| (!b.is_work(*i), severity(&found[*i].code) != "bad", *i));
    let from = (ask.page().saturating_sub(1) * TAKE) as usize;
    let files = file_rows(&b);
    let rows = all.iter().skip(from).take(TAKE as usize);
    let rows = rows.map(|i| item((ask, &c), &society, &b, &files, (*i, owes[*i].as_ref()))).collect();
    let page = List {
        steps: if afar { Vec::new() } else { steps(&c, &society, &b, At::Findings) },
        afar: if afar { afar_words(&c, &b) } else { String::new() },
        open: group(b.open() as u64),
        all_href: ask.changed(&[("code", None), ("p", None)]),
        causes: causes(ask, &c, &b, chosen),
        owners: owed::choices(ask, &c, &b, &owes),
        chosen: chosen.is_some(),
        rows,
        pager: Pager::new(ask, TAKE, all.len() as u64),
        c,
    };
    page::show(ask, &page)
}

fn causes(ask: &Ask, c: &Frame, b: &Bench, chosen: Option<&str>) -> Vec<Cause> {
    let found = &b.worked.migrated.findings;
    let of = |k: &str| (0..found.len()).filter(|i| found[*i].code == k).collect::<Vec<_>>();
    let with = code::ALL.iter().map(|k| (*k, of(k))).filter(|(_, all)| !all.is_empty());
    with.map(|(k, all)| Cause {
        name: code_name(c.lang, k),
        chip: severity(k),
        open: group(all.iter().filter(|i| b.is_work(**i)).count() as u64),
        all: group(all.len() as u64),
        href: ask.changed(&[("code", Some(k)), ("p", None)]),
        here: chosen == Some(k),
    })
    .collect()
}

#[derive(Template)]
#[template(path = "bench/finding.html")]
struct One {
    c: Frame,
    steps: Vec<Step>,
    i: Item,
    list: String,
    here: String,
    next: String,
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
    sheet: String,
    /// Page of a paper book on which the row was keyed, and its name; empty elsewhere.
    leaf: (String, String),
    /// The cell as it stands, its name, and what is suggested in its place.
    cell: Option<(String, String, String)>,
    /// Cells of the column that say the same, and some of their rows.
    alike: usize,
    alike_n: String,
    alike_rows: String,
    row_out: bool,
    row_text: String,
    no: Option<No>,
    typed: Typed,
    id: String,
    seen: String,
    /// At a seat above, where a finding is looked at: from how many entries and files it was worked out.
    afar: String,
}

#[derive(Default)]
struct Typed {
    new: String,
    reason: String,
    owner: String,
    due: String,
}

/// One finding with what may be done.
pub(super) fn show(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let page = one(ask, &society, number(no)?, None, Typed::default())?;
    page::show(ask, &page)
}

fn one(ask: &Ask, society: &Society, i: usize, no: Option<No>, typed: Typed) -> Result<One, Trouble> {
    let (b, afar) = memory::seen(ask, society)?;
    let f = b.worked.migrated.findings.get(i).ok_or_else(|| no_place(&i.to_string()))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let at = f.source.map(|s| spot(&b.folder, s));
    let owes = owed(&b.case, &b.folder, (f, &b.keys[i]), &owed::terms(ask, society)?);
    let mut page = One {
        steps: if afar { Vec::new() } else { steps(&c, society, &b, At::Findings) },
        afar: if afar { afar_words(&c, &b) } else { String::new() },
        i: item((ask, &c), society, &b, &file_rows(&b), (i, owes.as_ref())),
        list: format!("{}/bench/findings", society.base),
        here: format!("{}/bench/findings/{i}", society.base),
        next: (i + 1..b.keys.len())
            .find(|n| b.is_work(*n))
            .map(|n| format!("{}/bench/findings/{n}", society.base))
            .unwrap_or_default(),
        heads: Vec::new(),
        rows: Vec::new(),
        sheet: f.source.map(|s| sheet_address(society, s)).unwrap_or_default(),
        leaf: at.as_ref().and_then(|at| leaf(&c, society, at)).unwrap_or_default(),
        cell: None,
        alike: 0,
        alike_n: String::new(),
        alike_rows: String::new(),
        row_out: f.code == code::DUPLICATE_ROW,
        row_text: String::new(),
        no,
        typed,
        id: born(),
        seen: b.seen().to_string(),
        c,
    };
    if let (Some(s), Some(at)) = (f.source, &at) {
        let o = sheet::open(&b, &s.file.to_string(), &s.sheet.to_string())?;
        let index = o.sheet.rows().partition_point(|r| r.number < s.row);
        page.rows = o.rows(&page.c, index.saturating_sub(AROUND), 2 * AROUND + 1, Some(s.row));
        page.heads = o.heads(&page.c, s.row);
        let old = mend::cell_text(&b.folder, at).to_owned();
        let same = mend::alike(&b.worked.migrated.books, &b.folder, at);
        (page.alike, page.alike_n) = (same.len(), group(same.len() as u64));
        page.alike_rows = same.iter().take(SHOWN).map(|s| s.row.to_string()).collect::<Vec<_>>().join(", ");
        page.row_text = mend::row_text(o.sheet, s.row).replace('|', " · ");
        page.cell = Some((format!("{}{}", column(s.col), s.row), old, suggestion(f)));
    }
    Ok(page)
}

/// The page of a paper book a row was keyed from, and its name.
fn leaf(c: &Frame, society: &Society, at: &Spot) -> Option<(String, String)> {
    let (volume, page, line) = migration::paper::sheet::place(&at.path, at.row)?;
    let href = format!("{}/bench/volumes/{volume}/pages/{page}", society.base);
    Some((href, c.s2("bench-finding-leaf", "page", &page.to_string(), "row", &(line + 1).to_string())))
}

/// What the finding itself says is right; empty where it says nothing.
fn suggestion(f: &FindingSeen) -> String {
    let right = f.args.iter().find(|(k, _)| k == "right").and_then(|(_, v)| lipi::amount::read(v));
    right.map(|r| plain(r.paise)).unwrap_or_default()
}

/// An amount as it is typed into a sheet: rupees, with paise where there are any.
pub(super) fn plain(p: Paise) -> String {
    let (sign, abs) = (if p.0 < 0 { "-" } else { "" }, p.0.abs());
    if abs % 100 == 0 { format!("{sign}{}", abs / 100) } else { format!("{sign}{}.{:02}", abs / 100, abs % 100) }
}

/// Something is done about a finding.
pub(super) fn done(ask: &Ask, code: &str, no: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let i = number(no)?;
    let b = memory::bench(ask, &society)?;
    let seen = b.worked.migrated.findings.get(i).ok_or_else(|| no_place(no))?;
    let asked = event(&b, seen, &b.keys[i], f).map_err(refused);
    // many cells at once are seen before they are changed
    if f.text("deed") == "alike" && f.text("looked").is_empty() {
        let by = &who(ask)?.name;
        if let Ok(event) = &asked
            && migration::bench::decide::check(&b.case, event, by).is_ok()
        {
            return page::show(ask, &preview(ask, &society, (&b, i), event, f)?);
        }
    }
    let written = asked.and_then(|event| {
        let page = f.text("seen").parse().ok();
        act(ask, &society, command(f), desk::act::Bench { event, seen: page, counted: None })
    });
    match written {
        Ok(_) => Ok(Redirect::to(&format!("{}/bench/findings?code={}", society.base, seen.code)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let typed = Typed {
                new: f.text("new").to_owned(),
                reason: f.text("reason").to_owned(),
                owner: f.text("owner").to_owned(),
                due: f.text("due").to_owned(),
            };
            let page = one(ask, &society, i, Some(No::of(ask.lang, &no)), typed)?;
            page::show_again(ask, &page, true)
        }
        Err(e) => Err(e),
    }
}

/// A cell of a mend of many.
struct Alike {
    cell: String,
    href: String,
    /// Page of a paper book and its name; empty elsewhere.
    leaf: (String, String),
    row: String,
}

/// What a mend of many cells would change, before it does.
#[derive(Template)]
#[template(path = "bench/alike.html")]
struct Preview {
    c: Frame,
    steps: Vec<Step>,
    name: String,
    here: String,
    count: String,
    old: String,
    new: String,
    reason: String,
    rows: Vec<Alike>,
    more: String,
    id: String,
    seen: String,
}

fn preview(
    ask: &Ask,
    society: &Society,
    (b, i): (&Bench, usize),
    event: &BenchEvent,
    f: &Filled,
) -> Result<Preview, Trouble> {
    let c = Frame::of(ask, society, Tab::Migration);
    let BenchEvent::Mended { mends, reason, .. } = event else { return Err(Trouble::no_page()) };
    let (old, new) = match mends.first() {
        Some(Mend::Cell { old, new, .. }) => (old.clone(), new.clone()),
        _ => return Err(Trouble::no_page()),
    };
    let one = |at: &Spot| Alike {
        cell: format!("{}{}", column(at.col), at.row),
        href: migration::bench::source(&b.folder, at).map(|s| sheet_address(society, s)).unwrap_or_default(),
        leaf: leaf(&c, society, at).unwrap_or_default(),
        row: mend::sheet_of(&b.folder, at).map(|s| mend::row_text(s, at.row).replace('|', " · ")).unwrap_or_default(),
    };
    let rest = mends.len().saturating_sub(PREVIEWED);
    Ok(Preview {
        steps: steps(&c, society, b, At::Findings),
        name: code_name(c.lang, &b.worked.migrated.findings[i].code),
        here: format!("{}/bench/findings/{i}", society.base),
        count: group(mends.len() as u64),
        old,
        new,
        reason: reason.clone(),
        rows: mends.iter().take(PREVIEWED).map(|m| one(m.at())).collect(),
        more: if rest == 0 { String::new() } else { c.s1("web-and-more", "n", &group(rest as u64)) },
        id: born(),
        seen: f.text("seen").to_owned(),
        c,
    })
}

fn event(b: &Bench, seen: &FindingSeen, key: &str, f: &Filled) -> Result<BenchEvent, Refusal> {
    let (reason, finding) = (f.text("reason").to_owned(), key.to_owned());
    let at = || seen.source.map(|s| spot(&b.folder, s)).ok_or_else(|| Refusal::new(3152));
    let cell = |at: Spot, old: &str| Mend::Cell { at, old: old.to_owned(), new: f.text("new").to_owned() };
    let mends = |mends| BenchEvent::Mended { mends, reason: reason.clone(), finding: finding.clone() };
    Ok(match f.text("deed") {
        "cell" => {
            let at = at()?;
            let old = mend::cell_text(&b.folder, &at).to_owned();
            mends(vec![cell(at, &old)])
        }
        "alike" => {
            let at = at()?;
            let old = mend::cell_text(&b.folder, &at).to_owned();
            mends(mend::alike(&b.worked.migrated.books, &b.folder, &at).into_iter().map(|at| cell(at, &old)).collect())
        }
        "row-out" => {
            // a row goes out only where it was found to stand twice; else an amount could be made to go
            if seen.code != code::DUPLICATE_ROW {
                return Err(Refusal::new(4701));
            }
            let at = at()?;
            let old = mend::sheet_of(&b.folder, &at).map(|s| mend::row_text(s, at.row)).unwrap_or_default();
            mends(vec![Mend::RowOut { at, old }])
        }
        "stands" => BenchEvent::Answered { finding, answer: Answer::Stands { reason } },
        "owed" => {
            let due = read_day(f.text("due")).ok_or_else(|| unread("due", f.text("due")))?;
            BenchEvent::Answered { finding, answer: Answer::Owed { owner: f.text("owner").to_owned(), due } }
        }
        _ => return Err(Refusal::new(3152)),
    })
}

/// Of a mend: which cell or row, what stood there, what stands there now.
pub(super) fn told(c: &Frame, m: &Mend) -> (String, String, String) {
    match m {
        Mend::Cell { at, old, new } => (format!("{}{}", column(at.col), at.row), old.clone(), new.clone()),
        Mend::RowOut { at, old } => (at.row.to_string(), old.replace('|', " · "), c.s("bench-row-out")),
    }
}

/// A cell that was changed.
struct Change {
    cell: String,
    old: String,
    new: String,
    /// Page of the paper book it stands on and its name; empty elsewhere.
    leaf: (String, String),
}

struct Mended {
    place: String,
    changes: Vec<Change>,
    more: String,
    reason: String,
    by: String,
    misfit: bool,
    entry: String,
}

#[derive(Template)]
#[template(path = "bench/mends.html")]
struct Mends {
    c: Frame,
    steps: Vec<Step>,
    here: String,
    rows: Vec<Mended>,
    no: Option<No>,
    id: String,
    pager: Pager,
    /// At a seat above: from how many entries and files it was worked out.
    afar: String,
}

/// The mends, the last first.
pub(super) fn mends(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &mends_page(ask, &society, None)?)
}

fn mends_page(ask: &Ask, society: &Society, no: Option<No>) -> Result<Mends, Trouble> {
    let (b, afar) = memory::seen(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let from = (ask.page().saturating_sub(1) * TAKE) as usize;
    let shown = b.case.mended.iter().rev().skip(from).take(TAKE as usize);
    let rows = shown.map(|m| {
        let change = |m: &Mend| {
            let leaf = leaf(&c, society, m.at()).unwrap_or_default();
            let (cell, old, new) = told(&c, m);
            Change { cell, old, new, leaf }
        };
        let all = &m.what.mends;
        let rest = all.len().saturating_sub(SHOWN);
        Mended {
            place: all.first().map(|m| m.at().path.clone()).unwrap_or_default(),
            changes: all.iter().take(SHOWN).map(change).collect(),
            more: if rest == 0 { String::new() } else { c.s1("web-and-more", "n", &group(rest as u64)) },
            reason: m.what.reason.clone(),
            by: format!("{} · {}", m.by, moment(m.at)),
            misfit: b.worked.misfits.contains(&m.place),
            entry: format!("{}/{}", m.place.0, m.place.1),
        }
    });
    Ok(Mends {
        steps: if afar { Vec::new() } else { steps(&c, society, &b, At::Mends) },
        afar: if afar { afar_words(&c, &b) } else { String::new() },
        here: format!("{}/bench/mends", society.base),
        rows: rows.collect(),
        no,
        id: born(),
        pager: Pager::new(ask, TAKE, b.case.mended.len() as u64),
        c,
    })
}

/// A mend is taken back.
pub(super) fn back(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let of = f.entry("entry");
    let of = of.ok_or_else(|| no_place(f.text("entry")))?;
    let event = BenchEvent::TakenBack { of, reason: f.text("reason").to_owned() };
    match act(ask, &society, command(f), event.into()) {
        Ok(_) => Ok(Redirect::to(&format!("{}/bench/mends", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page::show_again(ask, &mends_page(ask, &society, Some(No::of(ask.lang, &no)))?, true)
        }
        Err(e) => Err(e),
    }
}
