//! The end of paper: days kept beside the system, paper books ruled off and sealed, the act itself, its certificate, and whether one shown is true.

use super::masking::{self, Of};
use super::memory::{self, Bench};
use super::queue::plain;
use super::{At, act, bring, gates, no_place, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::Bench as Asking;
use desk::export::{Paper, Part};
use keep::view;
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use lipi::date;
use migration::bench::event::PaperDay;
use migration::bench::gates::{Facts, Look, agreeing, run};
use migration::bench::{BenchEvent, beside};
use society::terms::Attachment;
use tempfile::TempDir;

struct Day {
    date: String,
    /// Address of its acts.
    href: String,
    /// By whom and when it was written down.
    by: String,
    /// Later than the next day.
    late: bool,
    /// Its page was photographed.
    photo: bool,
    /// Why it was not; empty where nobody said so.
    no_photo: String,
    /// What is sent again with a reason: the figures as they were entered.
    again: Vec<(&'static str, String)>,
    /// It may be taken back: paper has not ended.
    may_back: bool,
    /// Cash, receipts, payments: paper, system, whether they are the same.
    figures: [(String, String, bool); 3],
    ended: bool,
    same: bool,
}

#[derive(Template)]
#[template(path = "bench/parallel.html")]
struct Parallel {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    run: String,
    days: Vec<Day>,
    form: Form,
}

pub(super) fn parallel(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &parallel_page(ask, &society, None)?)
}

fn parallel_page(ask: &Ask, society: &Society, again: Option<(&Filled, Refusal)>) -> Result<Parallel, Trouble> {
    let b = memory::bench(ask, society)?;
    let facts = gates::facts(ask, society, &b)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let day = |p: &migration::bench::Said<PaperDay>| {
        let d = &p.what;
        let system = facts.days.iter().find(|s| s.date == d.date);
        let one = |paper: Paise, of: fn(&migration::bench::gates::SystemDay) -> Paise| {
            let said = system.map(of);
            (format_indian(paper), said.map(format_indian).unwrap_or_default(), said == Some(paper))
        };
        let figures = [one(d.cash, |s| s.cash), one(d.receipts, |s| s.receipts), one(d.payments, |s| s.payments)];
        let same = figures.iter().all(|f| f.2);
        // a day that was written once and taken back says nothing any more
        let same = same && !b.case.broken.contains(&d.date);
        let (by, at) = b.case.first_kept.get(&d.date).map_or((&p.by, p.at), |f| (&f.by, f.at));
        Day {
            by: format!("{by} · {}", moment(at)),
            late: beside::is_late(&b.case, d.date),
            no_photo: d.no_photo.clone(),
            again: vec![
                ("id", born()),
                ("date", date::format(d.date)),
                ("receipts", plain(d.receipts)),
                ("payments", plain(d.payments)),
                ("cash", plain(d.cash)),
            ],
            date: date::format(d.date),
            href: format!("{base}/parallel/{}", d.date),
            photo: d.photo.is_some(),
            may_back: b.case.cut_over.is_none(),
            figures,
            ended: system.is_some(),
            same,
        }
    };
    let n = run(&b.case, &facts.days);
    let mut form = paper_day(Frame::of(ask, society, Tab::Migration), &base, &facts);
    if let Some((f, no)) = again {
        form.refill(f);
        form.no = Some(No::of(ask.lang, &no));
    }
    Ok(Parallel {
        steps: steps(&c, society, &b, At::Gates),
        run: c.s2("gate-parallel", "n", &n.to_string(), "m", &facts.measures.parallel.to_string()),
        days: b.case.parallel.values().rev().map(day).collect(),
        form,
        base,
        c,
    })
}

fn paper_day(c: Frame, base: &str, facts: &Facts) -> Form {
    let last = facts.days.last().map(|d| date::format(d.date)).unwrap_or_default();
    let amount = |name, key: &str| Field::labelled(name, c.s(key), Input::Amount);
    let fields = vec![
        Field::labelled("date", c.s("bench-paper-day"), Input::Date).with(last),
        amount("receipts", "bench-paper-receipts"),
        amount("payments", "bench-paper-payments"),
        amount("cash", "bench-paper-cash"),
        Field::labelled("no_photo", c.s("bench-no-photo-reason"), Input::Text).free(),
    ];
    let title = c.s("act-bench-parallel-day");
    let form = Form::new(c, title, format!("{base}/parallel"));
    Form { fields, hidden: vec![("id", born())], plain: true, back: format!("{base}/gates"), ..form }
}

pub(super) fn keep_day(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let asked = f.day("date").and_then(|d| {
        let date = d.ok_or_else(|| unread("date", ""))?;
        let (cash, receipts) = (f.amount("cash")?, f.amount("receipts")?);
        Ok(PaperDay {
            date,
            cash,
            receipts,
            payments: f.amount("payments")?,
            photo: None,
            no_photo: f.text("no_photo").to_owned(),
        })
    });
    let done = asked.map_err(refused).and_then(|d| act(ask, &society, command(f), BenchEvent::ParallelDay(d).into()));
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{}/bench/parallel", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &parallel_page(ask, &society, Some((f, no)))?, true),
        Err(e) => Err(e),
    }
}

/// The day of an address.
fn day_of(ask: &Ask, society: &Society, day: &str) -> Result<migration::bench::Said<PaperDay>, Trouble> {
    let date: Date = day.parse().map_err(|_| Trouble::no_page())?;
    memory::case(ask, society)?.parallel.get(&date).cloned().ok_or_else(|| no_place(day))
}

fn to_days(ask: &Ask, society: &Society, done: Result<desk::Done, Trouble>) -> Result<Response, Trouble> {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{}/bench/parallel", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let again = Filled(std::collections::HashMap::new());
            page::show_again(ask, &parallel_page(ask, society, Some((&again, no)))?, true)
        }
        Err(e) => Err(e),
    }
}

/// A photograph of the cash book's page of a day that is kept.
pub(super) fn photographed(ask: &Ask, code: &str, day: &str, dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    day_of(ask, &society, day)?;
    match masking::waits(ask, &society, dir, Of::Day(day.to_owned())) {
        Err(no @ Trouble::Refused(..)) => to_days(ask, &society, Err(no)),
        other => other,
    }
}

/// The day as it was entered, with the photograph that is kept.
pub(super) fn day_on(ask: &Ask, society: &Society, day: &str, photo: Attachment) -> Result<Asking, Trouble> {
    let said = day_of(ask, society, day)?.what;
    Ok(BenchEvent::ParallelDay(PaperDay { photo: Some(photo), ..said }).into())
}

/// That photograph.
pub(super) fn day_photo(ask: &Ask, code: &str, day: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let photo = day_of(ask, &society, day)?.what.photo.ok_or_else(Trouble::no_page)?;
    bring::shown(ask, &photo)
}

/// A day beside paper is taken back, with its reason; the run begins anew after it.
pub(super) fn day_back(ask: &Ask, code: &str, day: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let of = day_of(ask, &society, day)?.place;
    let event = BenchEvent::TakenBack { of, reason: f.text("reason").to_owned() };
    let done = act(ask, &society, command(f), event.into());
    to_days(ask, &society, done)
}

struct Book {
    no: String,
    sealed: String,
    photo: String,
    action: String,
}

#[derive(Template)]
#[template(path = "bench/cutover.html")]
struct Cutover {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    books: Vec<Book>,
    /// The first gate that is not passed; empty where all are.
    missing: String,
    ended: String,
    resolution: String,
    certificate: String,
    reopened: Vec<(String, String, String)>,
    may_reopen: bool,
    ends: String,
    no: Option<No>,
    id: String,
    seen: String,
}

pub(super) fn cutover(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if memory::is_elsewhere(ask, &society)? {
        return Ok(Redirect::to(&format!("{}/bench/gates", society.base)).into_response());
    }
    page::show(ask, &cutover_page(ask, &society, None)?)
}

/// The first gate before the end of paper that is not passed; of the last one only what must stand before the act.
fn missing(b: &Bench, facts: &Facts) -> Option<String> {
    let look = Look { case: &b.case, folder: &b.folder, worked: &b.worked, facts };
    let all = migration::bench::gates::gates(&look);
    let before = all.iter().take(10).find(|g| !g.passed() && !done_with(g.no, b)).map(|g| g.no);
    before.or_else(|| (!all[10].lines[0].holds).then_some(10)).map(|no| format!("G{no}"))
}

/// Once the books are posted, what led to it has done its work. That is asked of the register, not worked out anew: a later program that reads one cell of
/// the old files better would else keep paper open for ever.
fn done_with(gate: u8, b: &Bench) -> bool {
    gate <= 8 && b.case.posted.is_some()
}

fn cutover_page(ask: &Ask, society: &Society, no: Option<No>) -> Result<Cutover, Trouble> {
    let b = memory::bench(ask, society)?;
    let facts = gates::facts(ask, society, &b)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let book = |no: &String| {
        let sealed = b.case.sealed.get(no);
        let place = crate::words::encoded(no);
        Book {
            sealed: sealed.map(|s| format!("{} · {}", s.by, moment(s.at))).unwrap_or_default(),
            photo: if sealed.is_some() { format!("{base}/sealed/{place}") } else { String::new() },
            action: format!("{base}/seal/{place}"),
            no: no.clone(),
        }
    };
    let (ended, resolution) = match &b.case.cut_over {
        Some(e) => (date::format(e.what.from), e.what.resolution.clone()),
        None => (String::new(), String::new()),
    };
    let reopened =
        b.case.reopened.iter().map(|r| (r.what.0.clone(), r.what.1.clone(), format!("{} · {}", r.by, moment(r.at))));
    Ok(Cutover {
        steps: steps(&c, society, &b, At::Gates),
        books: facts.inventory.volumes.iter().map(book).collect(),
        missing: missing(&b, &facts).unwrap_or_default(),
        certificate: if ended.is_empty() { String::new() } else { format!("{base}/cutover/certificate") },
        ended,
        resolution,
        reopened: reopened.collect(),
        ends: format!("{base}/cutover"),
        may_reopen: ask.who.as_ref().is_some_and(|w| w.role == desk::Role::Officer),
        no,
        id: born(),
        seen: b.seen().to_string(),
        base,
        c,
    })
}

/// A photograph came: when it was looked at and kept, the book is ruled off and sealed.
pub(super) fn sealed(ask: &Ask, code: &str, volume: &str, dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    if !super::inventory_of(&b).volumes.iter().any(|v| v == volume) {
        return back(ask, &society, Err(no_place(volume)));
    }
    match masking::waits(ask, &society, dir, Of::Sealed(volume.to_owned())) {
        Err(no @ Trouble::Refused(..)) => back(ask, &society, Err(no)),
        other => other,
    }
}

/// The event of a sealed book.
pub(super) fn seal_of(volume: &str, photo: Attachment) -> Asking {
    BenchEvent::BookSealed { volume: volume.to_owned(), photo }.into()
}

fn back(ask: &Ask, society: &Society, done: Result<(), Trouble>) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}/bench/cutover", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page::show_again(ask, &cutover_page(ask, society, Some(No::of(ask.lang, &no)))?, true)
        }
        Err(e) => Err(e),
    }
}

/// The photograph of a sealed book.
pub(super) fn photo(ask: &Ask, code: &str, volume: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let of = case.sealed.get(volume).ok_or_else(|| no_place(volume))?;
    bring::shown(ask, &of.what)
}

/// Ending paper, or opening it again by an order.
pub(super) fn end(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    crate::rights::enter_deed(ask, f.text("deed"))?;
    let society = ask.society(code)?;
    let done = try_end(ask, &society, f);
    if memory::is_elsewhere(ask, &society)? {
        return super::afar::answered(ask, &society, done);
    }
    back(ask, &society, done)
}

fn try_end(ask: &Ask, society: &Society, f: &Filled) -> Result<(), Trouble> {
    if f.text("deed") == "reopen" {
        let of = memory::case(ask, society)?.cut_over.as_ref().map(|c| c.place);
        let (order, reason) = (f.text("order").to_owned(), f.text("reason").to_owned());
        return act(ask, society, command(f), BenchEvent::Reopened { order, reason, of }.into()).map(|_| ());
    }
    let b = memory::bench(ask, society)?;
    let seen = f.text("seen").parse().ok();
    let facts = gates::facts(ask, society, &b)?;
    if let Some(gate) = missing(&b, &facts) {
        return Err(refused(Refusal::new(3165).with("gate", gate)));
    }
    let from = f.day("from").and_then(|d| d.ok_or_else(|| unread("from", ""))).map_err(refused)?;
    let resolution = f.text("resolution").to_owned();
    if resolution.is_empty() {
        return Err(refused(Refusal::new(3151)));
    }
    let event = BenchEvent::CutOver { from, resolution, run: agreeing(&b.case, &facts.days) };
    let counted = Some(migration::bench::gates::counted(&Look {
        case: &b.case,
        folder: &b.folder,
        worked: &b.worked,
        facts: &facts,
    }));
    act(ask, society, command(f), desk::act::Bench { event, seen, counted }).map(|_| ())
}

#[derive(Template)]
#[template(path = "bench/ended.html")]
struct Ended {
    c: Frame,
    back: String,
    society: String,
    code: String,
    from: String,
    resolution: String,
    by: String,
    rows: Vec<(String, String)>,
    text: String,
    qr: String,
    qr_side: i32,
    verify: String,
    pdf: String,
}

/// The certificate of the end of paper.
pub(super) fn certificate(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let ended = case.cut_over.as_ref().ok_or_else(|| refused(Refusal::new(3160)))?;
    let days = gates::days(ask, &society, &case)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let entries = ask.read(|t| view::act(t, society.id(), ended.place))?;
    let leaf = entries.iter().find(|e| e.seq == ended.place.1).map(|e| e.leaf.clone()).unwrap_or_default();
    let text = desk::certified::sealed_text(&society.home.society.code, ended.place, &leaf);
    let (qr_side, qr) = crate::counter::receipt::qr(&text);
    let signed = |s: &migration::bench::Said<migration::bench::case::Signature>| {
        let name = c.s(&format!("bench-signer-{}", s.what.signer.code()));
        (name, format!("{} · {} · {}", s.by, moment(s.at), s.what.paper_no))
    };
    let mut rows = vec![
        (c.s("bench-set"), case.posted.as_ref().map(|p| p.what.clone()).unwrap_or_default()),
        (c.s("gate-9"), run(&case, &days).to_string()),
        (c.s("bench-books-sealed"), case.sealed.len().to_string()),
    ];
    let kept = beside::look(&case);
    let of = c.s2("web-n-of-m", "n", &kept.photographed.to_string(), "m", &kept.days.to_string());
    rows.push((c.s("bench-days-photographed"), of));
    rows.extend((kept.late > 0).then(|| (c.s("bench-days-late"), kept.late.to_string())));
    rows.extend(
        case.signatures.iter().filter(|s| case.posted.as_ref().is_some_and(|p| p.what == s.what.set)).map(signed),
    );
    let back = if memory::is_elsewhere(ask, &society)? { "gates" } else { "cutover" };
    let page = Ended {
        back: format!("{}/bench/{back}", society.base),
        society: society.home.society.name.clone(),
        code: society.home.society.code.clone(),
        from: date::format(ended.what.from),
        resolution: ended.what.resolution.clone(),
        by: format!("{} · {}", ended.by, moment(ended.at)),
        rows,
        verify: format!("{}/bench/verify?t={}", society.base, crate::words::encoded(&text)),
        text,
        qr,
        qr_side,
        pdf: ask.with("as", Some("pdf")),
        c,
    };
    match crate::state::paper::file(ask, "paper-ended", &page.printed())? {
        Some(file) => Ok(file),
        None => page::show(ask, &page),
    }
}

impl Ended {
    /// The same as one page of A4.
    fn printed(&self) -> Paper {
        let text = self.c.s2("bench-ended-text", "day", &self.from, "resolution", &self.resolution);
        let rows = self.rows.iter().map(|r| Part::Pairs(vec![r.clone()]));
        let mut parts = vec![Part::Strong(text)];
        parts.extend(rows);
        parts.push(Part::Line(self.by.clone()));
        parts.push(Part::Square(crate::counter::receipt::square(&self.text), self.text.clone()));
        Paper {
            of: format!("{} · {}", self.society, self.code),
            title: self.c.s("bench-ended-certificate"),
            about: Vec::new(),
            parts,
            proof: self.c.s("bench-qr-why"),
        }
    }
}

#[derive(Template)]
#[template(path = "bench/verify.html")]
struct Verify {
    c: Frame,
    action: String,
    text: String,
    /// `ok`, `bad`, or empty before anything was asked.
    chip: &'static str,
    said: String,
}

/// Whether what a certificate's square says stands in the register.
pub(super) fn verify(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let text = ask.value("t").unwrap_or_default().trim().to_owned();
    let found = crate::verify::look(ask, &c, &text)?;
    let (chip, said) = match found.of {
        Some(of) if of != society.id() => ("bad", c.s("bench-not-verified")),
        _ => (found.chip, found.words),
    };
    let page = Verify { action: format!("{}/bench/verify", society.base), text, chip, said, c };
    page::show(ask, &page)
}
