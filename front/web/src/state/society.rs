//! The ladder of one society: every rung with what it stands on, and the forms by which officers sign documents.

use super::calls::{self, Phoned};
use super::{Room, scope_name};
use crate::ask::{Ask, Trouble};
use crate::card::part;
use crate::counter::form::{Filled, No, read_day, unread};
use crate::counter::{born, command, refused, who};
use crate::grid::columns;
use crate::page::{self, Frame, Tab};
use crate::words::{encoded, moment};
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use kernel::{Date, Digest, FinancialYear, Refusal};
use lipi::amount::{format_indian, group};
use lipi::date;
use places::{Fate, Level, Scope};
use programme::{Document, Evidence, Judged, Proof, Rung, Signed, ladder};

/// Calls shown of a society.
const CALLS: usize = 12;

pub(super) struct ProofRow {
    text: String,
    href: String,
    /// Entry of a signature that may be taken back: `1000000-4`.
    take_back: String,
}

pub(super) struct RungRow {
    no: usize,
    name: String,
    why: String,
    met: bool,
    since: String,
    block: String,
    proofs: Vec<ProofRow>,
    sign: String,
}

#[derive(Template)]
#[template(path = "state/society.html")]
struct Page {
    c: Frame,
    name: String,
    /// The ladder as a page of A4 and as a workbook.
    as_files: (String, String),
    up: Option<(String, String)>,
    /// Name, value, and where it was counted from.
    facts: Vec<(String, String, String)>,
    books: String,
    fate: String,
    /// The society it was merged into; empty otherwise.
    fate_href: String,
    /// Who was merged into it: address, name, order.
    merged: Vec<(String, String, String)>,
    /// What may become of it: address and words.
    deeds: Vec<(String, String)>,
    rungs: Vec<RungRow>,
    officers: Vec<(String, String, String)>,
    withdraw: String,
    /// Calls of officers, newest first; where one is written down.
    calls: Vec<Phoned>,
    call: String,
    /// Files the entries name: how many of each class are here, and where they are listed.
    files: Vec<(String, String)>,
    files_href: String,
    id: String,
    proof: String,
}

/// What stands under a rung as rows; signatures of this login can be taken back.
fn proofs(c: &Frame, j: &Judged, code: &str, books: bool, login: &str) -> Vec<ProofRow> {
    let base = page::base(code);
    let entry = |e: (i64, i64)| ProofRow {
        text: c.s1("proof-entry", "entry", &format!("{}/{}", e.0, e.1)),
        href: if books { crate::entry::address(&base, e) } else { String::new() },
        take_back: String::new(),
    };
    let signed = |s: &Signed| {
        let a = &s.what;
        let office = c.s(&format!("office-{}", a.office.code()));
        let words = c.s2("proof-document", "number", &a.document.number, "day", &date::format(a.document.dated));
        let by = c.s2("proof-signed", "office", &office, "day", &date::format(s.day));
        ProofRow {
            text: format!("{words} · {by}"),
            href: format!("/state/document/{}/{}", encoded(code), a.document.digest),
            take_back: if a.login == login { format!("{}-{}", s.entry.0, s.entry.1) } else { String::new() },
        }
    };
    j.proofs
        .iter()
        .flat_map(|p| match p {
            Proof::Entry(e) => vec![entry(*e)],
            Proof::Count(name, n) => vec![ProofRow {
                text: c.s1(&format!("proof-{name}"), "n", &group(*n)),
                href: match *name {
                    "members" if books => format!("{base}/members"),
                    "compared" | "unmatched" if books => format!("{base}/differences"),
                    "days-ended" if books => format!("{base}/day"),
                    "accounts" if books => format!("{base}/trial-balance"),
                    "entries" if books => format!("{base}/exchange"),
                    _ => String::new(),
                },
                take_back: String::new(),
            }],
            // the paper, and the entry by which it counts
            Proof::Document(s) => vec![signed(s), entry(s.entry)],
        })
        .collect()
}

fn rung_rows(
    c: &Frame,
    e: &Evidence,
    on: kernel::Date,
    code: &str,
    books: bool,
    by: Option<&places::Posting>,
) -> Vec<RungRow> {
    let login = by.map_or("", |p| p.login.as_str());
    let row = |(i, j): (usize, Judged)| {
        let may = j.since.is_none() && by.is_some_and(|p| j.rung.signers().contains(&p.office));
        RungRow {
            no: i + 1,
            name: super::review::rung_name(c, j.rung),
            why: c.s(&format!("rung-{}.why", j.rung.code())),
            met: j.since.is_some(),
            since: j.since.map(date::format).unwrap_or_default(),
            block: j.block.map(|b| super::review::block_words(c, b)).unwrap_or_default(),
            proofs: proofs(c, &j, code, books, login),
            sign: if may { format!("/state/society/{}/sign/{}", encoded(code), j.rung.code()) } else { String::new() },
        }
    };
    ladder(e, on).into_iter().enumerate().map(row).collect()
}

/// Facts of a society beside its ladder, and where each was counted.
fn facts(c: &Frame, e: &Evidence, code: &str) -> Vec<(String, String, String)> {
    let base = page::base(code);
    let mut out = vec![
        ("state-f-members", group(e.members)),
        ("state-f-accounts", group(e.accounts)),
        ("state-f-vouchers", group(e.vouchers)),
        ("state-f-heads", format!("{} / {}", group(e.compared - e.unmatched), group(e.compared))),
        ("state-f-unexplained", format_indian(e.unexplained)),
        ("state-f-findings", group(e.findings)),
        ("state-f-ended", group(e.ended)),
    ];
    if let Some(w) = e.at_work {
        let of = |(n, all): (u64, u64)| format!("{} / {}", group(n), group(all));
        out.push(("state-f-gates", format!("{} / 11 · {}", w.gates.count_ones(), date::format(w.day))));
        out.push(("state-f-work-heads", of(w.heads)));
        out.push(("state-f-work-findings", of(w.findings)));
        if w.overdue > 0 {
            out.push(("state-f-overdue", group(w.overdue)));
        }
        out.push(("state-f-work-pages", of(w.pages)));
        out.push(("state-f-work-keyed", of((w.rows.1, w.rows.0))));
        out.push(("state-f-days-left", w.days_left.map(group).unwrap_or_default()));
    }
    let last = e.ends.last().map(|d| date::format(d.date)).unwrap_or_default();
    out.push(("state-f-last-end", last));
    for (key, n) in [("state-f-forks", e.forks), ("state-f-shelved", e.shelved)] {
        if n > 0 {
            out.push((key, group(n)));
        }
    }
    let last = e.ends.last().map(|d| crate::entry::address("", d.entry)).unwrap_or_default();
    let pages = [
        ("state-f-members", "/members"),
        ("state-f-accounts", "/trial-balance"),
        ("state-f-vouchers", "/books/day-book"),
        ("state-f-heads", "/differences"),
        ("state-f-unexplained", "/differences"),
        ("state-f-findings", "/findings"),
        ("state-f-ended", "/day"),
        ("state-f-gates", "/bench/gates"),
        ("state-f-forks", "/exchange"),
        ("state-f-shelved", "/exchange"),
        ("state-f-last-end", &last),
    ];
    // the pages of a migration are there where one was, and none of them where nothing came
    let there =
        |page: &str| e.last_at.is_some() && (e.migrated.is_some() || !["/differences", "/findings"].contains(&page));
    let counted_from = |fact: &str| {
        let page = pages.iter().find(|(key, _)| *key == fact).map(|(_, page)| *page);
        page.filter(|p| !p.is_empty() && there(p)).map(|p| format!("{base}{p}")).unwrap_or_default()
    };
    out.into_iter().map(|(key, value)| (c.s(key), value, counted_from(key))).collect()
}

/// A society as its officers see it.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    page_of(ask, code, None)
}

fn page_of(ask: &Ask, code: &str, no: Option<&Refusal>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let c = room.frame(ask, "state-nav-review");
    let (state, dir) = (&room.state, &room.state.directory);
    let society = dir.society(code).ok_or_else(Trouble::no_page)?;
    let nothing = Evidence::default();
    let e = state.evidence_of(code).unwrap_or(&nothing);
    let by = who(ask)?.posting();
    let books = e.last_at.is_some();
    let place = |level, code| dir.name(level, code, c.lang == lipi::Lang::Hi);
    let district = place(Level::District, society.listed.district);
    let all = vec![
        (c.s("state-f-code"), society.listed.code.clone()),
        (c.s("state-block"), place(Level::Block, society.listed.block)),
        (c.s("state-district"), district),
    ];
    let mut all: Vec<_> = all.into_iter().map(|(k, v)| (k, v, String::new())).collect();
    all.extend(facts(&c, e, code));
    let steps = places::decide::ladder_of(dir, &society.listed, ask.web.desk.today());
    let officers = steps.iter().map(|p| (c.s(&format!("office-{}", p.office.code())), p.name.clone(), p.phone.clone()));
    let page = Page {
        as_files: super::paper::as_files(ask),
        name: society.listed.name.clone(),
        up: up(&room, ask, society.listed.block),
        books: if books { page::base(code) } else { String::new() },
        fate: fate(&c, dir, &society.fate),
        fate_href: match &society.fate {
            Fate::Merged { into, .. } => format!("/state/society/{}", encoded(into)),
            _ => String::new(),
        },
        merged: super::fate::merged(&c, dir, code),
        deeds: super::fate::deeds(ask, &c, code, &society.fate, books),
        rungs: rung_rows(&c, e, state.snapshot, code, books, by),
        officers: officers.collect(),
        facts: all,
        withdraw: format!("/state/society/{}/withdraw", encoded(code)),
        calls: calls(ask, &c, e, code)?,
        files: super::files::counts(&c, &ask.web.desk.files_of(code)?),
        files_href: format!("/state/society/{}/files", encoded(code)),
        call: if calls::may(ask)? { calls::address(code) } else { String::new() },
        id: born(),
        proof: match e.last_at {
            None => c.s("state-unheard"),
            Some(at) => c.s2("state-heard", "entries", &group(e.entries), "at", &moment(e.heard.unwrap_or(at))),
        },
        c,
    };
    let printed = page.printed(format!("{} · {}", page.proof, room.list(&page.c)));
    if let Some(file) = super::paper::file(ask, "ladder", &printed)? {
        return Ok(file);
    }
    page::show_again(ask, &page, no.is_some())
}

impl Page {
    /// The ladder as a paper: every rung with what it stands on and what stands in the way.
    fn printed(&self, proof: String) -> Paper {
        let c = &self.c;
        let facts = self.facts.iter().filter(|f| !f.1.is_empty()).map(|f| (f.0.clone(), f.1.clone())).collect();
        let heads = [
            ("plan-rung", Holds::Words),
            ("state-since-head", Holds::Short),
            ("state-blocked", Holds::Words),
            ("state-proofs", Holds::Words),
        ];
        let mut grid = Grid { columns: columns(c, &heads), ..Grid::default() };
        for r in &self.rungs {
            let proofs: Vec<&str> = r.proofs.iter().map(|p| p.text.as_str()).collect();
            let name = format!("{}. {}", r.no, r.name);
            grid.row([&name, &r.since, &r.block, &proofs.join("; ")].map(Cell::text).into());
        }
        let parts = vec![Part::Table(grid), Part::Pairs(facts)];
        Paper { of: self.name.clone(), title: c.s("state-ladder"), about: Vec::new(), parts, proof }
    }
}

/// Calls to the society as they stand in its register.
fn calls(ask: &Ask, c: &Frame, e: &Evidence, code: &str) -> Result<Vec<Phoned>, Trouble> {
    let (today, last) = (ask.web.desk.today(), e.ends.last().map(|d| d.date));
    let login = who(ask)?.posting().map_or("", |p| p.login.as_str());
    let all = ask.web.desk.calls(desk::society_id(code))?;
    Ok(all.iter().take(CALLS).map(|k| calls::phoned(c, k, last, today, login)).collect())
}

fn up(room: &Room, ask: &Ask, block: u32) -> Option<(String, String)> {
    let own = ask.who.as_ref()?.posting().map_or(Scope::State, |p| p.scope.clone());
    let block = Scope::Block(block);
    let above = if room.state.directory.lies_in(&block, &own) { block } else { own };
    Some((format!("/state/in/{}", encoded(&above.code())), scope_name(&room.state, &above, ask.lang)))
}

fn fate(c: &Frame, dir: &places::Directory, fate: &Fate) -> String {
    match fate {
        Fate::Stands => String::new(),
        Fate::Merged { into, order, .. } => {
            let name = dir.society(into).map_or(into.as_str(), |s| &s.listed.name);
            c.s2("state-merged", "into", name, "order", order)
        }
        Fate::WoundUp { order, .. } => c.s1("state-wound-up", "order", order),
        Fate::Missing { version } => c.s1("state-missing", "version", &version.to_string()),
    }
}

/// A society's own view of its ladder, at its own desk.
pub(super) fn own(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let e = ask.read(|t| keep::view::count_evidence(t, society.id()))?;
    let today = ask.web.desk.today();
    let page = Page {
        as_files: super::paper::as_files(ask),
        name: c.s("state-ladder"),
        up: None,
        facts: facts(&c, &e, code),
        books: String::new(),
        fate: String::new(),
        fate_href: String::new(),
        merged: Vec::new(),
        deeds: Vec::new(),
        rungs: rung_rows(&c, &e, today.yesterday().unwrap_or(today), code, true, None),
        officers: Vec::new(),
        withdraw: String::new(),
        calls: calls(ask, &c, &e, code)?,
        call: String::new(),
        files: Vec::new(),
        files_href: String::new(),
        id: String::new(),
        proof: c.s2("state-heard", "entries", &group(e.entries), "at", &e.last_at.map(moment).unwrap_or_default()),
        c,
    };
    let printed = Paper { of: society.home.society.name.clone(), ..page.printed(page.proof.clone()) };
    if let Some(file) = super::paper::file(ask, "ladder", &printed)? {
        return Ok(file);
    }
    page::show(ask, &page)
}

#[derive(Template)]
#[template(path = "state/sign.html")]
struct SignForm {
    c: Frame,
    name: String,
    here: String,
    back: String,
    rung: String,
    why: String,
    figures: String,
    number: String,
    dated: String,
    /// Years an audit may be of, the last first, and which is chosen; empty for other rungs.
    years: Vec<(String, String, bool)>,
    id: String,
    no: Option<No>,
}

/// Years an audit that is signed now may be of, by the year they end in: the last one, and the backlog of two before it.
fn audited(today: Date) -> [i16; 3] {
    let last = programme::last_year(today);
    [last, last - 1, last - 2]
}

/// The form to sign for a rung; with a refusal, the form again.
pub(super) fn form(ask: &Ask, code: &str, rung: &str, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let rung = Rung::from_code(rung).ok_or_else(Trouble::no_page)?;
    let c = room.frame(ask, "state-nav-review");
    let bound = room
        .state
        .evidence_of(code)
        .map(|e| e.figures(rung, programme::last_year(ask.web.desk.today())))
        .unwrap_or_default();
    let typed = |name| again.map(|(f, _)| f.text(name).to_owned()).unwrap_or_default();
    let page = SignForm {
        name: room.name(c.lang),
        here: ask.path().to_owned(),
        back: format!("/state/society/{}", encoded(code)),
        rung: super::review::rung_name(&c, rung),
        why: c.s(&format!("rung-{}.why", rung.code())),
        figures: bound,
        number: typed("number"),
        dated: typed("dated"),
        years: match rung {
            Rung::EAudit => {
                let year = |y: i16| (y.to_string(), FinancialYear(y).name(), typed("year") == y.to_string());
                audited(ask.web.desk.today()).map(year).into()
            }
            _ => Vec::new(),
        },
        id: born(),
        no: again.map(|(_, r)| No::of(c.lang, r)),
        c,
    };
    page::show_again(ask, &page, again.is_some())
}

/// Fields of a form with a file, as text.
fn fields(body: &[u8], boundary: &str, names: [&'static str; 4]) -> Filled {
    let text = |n: &str| String::from_utf8_lossy(part(body, boundary, n).unwrap_or_default()).trim().to_owned();
    Filled(names.into_iter().map(|n| (n.to_owned(), text(n))).collect())
}

/// Signs.
pub(super) fn sign(ask: &Ask, code: &str, rung: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response, Trouble> {
    let known = Rung::from_code(rung).ok_or_else(Trouble::no_page)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|b| b.1.trim_matches('"')).unwrap_or_default();
    let filled = fields(body, boundary, ["number", "dated", "year", "id"]);
    let signed = || -> Result<keep::Receipt, Trouble> {
        let file = part(body, boundary, "file").filter(|f| !f.is_empty());
        let file = file.ok_or_else(|| refused(Refusal::new(6030)))?;
        if !is_document(file) {
            return Err(refused(Refusal::new(6030)));
        }
        let dated = read_day(filled.text("dated")).ok_or_else(|| refused(unread("dated", filled.text("dated"))))?;
        let year = match known {
            Rung::EAudit => {
                let all = audited(ask.web.desk.today());
                let chosen = all.into_iter().find(|y| y.to_string() == filled.text("year"));
                Some(chosen.ok_or_else(|| refused(unread("year", filled.text("year"))))?)
            }
            _ => None,
        };
        let (name, number) = (crate::estate::file_name(body), filled.text("number").to_owned());
        let document = Document { digest: String::new(), name, number, dated, year };
        Ok(ask.web.desk.attest(who(ask)?, code, command(&filled), known, file, document)?)
    };
    match signed() {
        Ok(_) => Ok(Redirect::to(&format!("/state/society/{}", encoded(code))).into_response()),
        Err(Trouble::Refused(_, no)) => form(ask, code, rung, Some((&filled, &no))),
        Err(e) => Err(e),
    }
}

/// A scanned page: PDF, JPEG or PNG, by its first bytes.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    [&b"%PDF-"[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"].iter().any(|m| bytes.starts_with(m))
}

/// Takes a signature back.
pub(super) fn withdraw(ask: &Ask, code: &str, filled: &Filled) -> Result<Response, Trouble> {
    let entry = filled.entry("entry");
    let entry = entry.ok_or_else(Trouble::no_page)?;
    ask.web.desk.withdraw(who(ask)?, code, command(filled), entry, filled.text("reason"))?;
    Ok(Redirect::to(&format!("/state/society/{}", encoded(code))).into_response())
}

/// A document that was signed, as it was handed in: shown to whoever may see the society.
pub(super) fn document(ask: &Ask, code: &str, digest: &str) -> Result<Response, Trouble> {
    let no_page_of_his = |no| Trouble::Refused(StatusCode::FORBIDDEN, no);
    ask.web.desk.guard_reading(who(ask)?, desk::society_id(code)).map_err(no_page_of_his)?;
    let events = ask.read(|t| keep::view::programme_events(t, desk::society_id(code), "ladder"))?;
    let named =
        |e: &programme::ProgrammeEvent| matches!(&e.did, programme::Did::Attested(a) if a.document.digest == digest);
    let known = events.iter().any(|(_, e)| named(e)).then(|| Digest::from_hex(digest)).flatten();
    Ok(shown(ask.web.desk.file_bytes(&known.ok_or_else(Trouble::no_page)?)?))
}

/// A scanned page as it was handed in.
pub(super) fn shown(bytes: Vec<u8>) -> Response {
    let kind = match bytes.first() {
        Some(b'%') => "application/pdf",
        Some(0xff) => "image/jpeg",
        _ => "image/png",
    };
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response()
}
