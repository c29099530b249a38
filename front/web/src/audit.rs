//! The auditor's seat: a voucher, a sample that anybody can draw again, objections and answers.

use crate::ask::{Ask, Society, Trouble};
use crate::grid::{answer, columns, day, plain, voucher as voucher_cell};
use crate::page::{self, Frame, Tab, role_name};
use crate::reports::{Choice, Period, Proof, Sent, narration};
use crate::words::{encoded, moment};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use books::sample::{Way, draw};
use desk::act::Act;
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, ObjectionRow};
use kernel::{CommandId, Paise, Refusal, Verb};
use lipi::amount::{format_indian, group};
use lipi::date;

/// A line of a voucher.
struct Line {
    name: String,
    href: String,
    debit: String,
    credit: String,
}

#[derive(Template)]
#[template(path = "voucher.html")]
struct VoucherPage {
    c: Frame,
    number: String,
    day: String,
    words: String,
    amount: String,
    by: String,
    at: String,
    place: String,
    /// The page of its entry.
    entry: String,
    reverses: String,
    lines: Vec<Line>,
    /// Whoever looks may object.
    objects: bool,
    action: String,
    about: String,
    command: String,
    proof: Proof,
}

fn entry(desk: &str, seq: &str) -> Result<(i64, i64), Trouble> {
    desk.parse().ok().zip(seq.parse().ok()).ok_or_else(Trouble::no_page)
}

/// A new command: born with the form, so that a form sent twice is done once.
pub(crate) fn born() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn may(ask: &Ask, verb: Verb) -> bool {
    ask.who.as_ref().is_some_and(|w| w.role.may(verb))
}

/// One voucher.
pub(crate) fn voucher(ask: &Ask, code: &str, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (desk, seq) = entry(desk, seq)?;
    let v = ask.read(|t| view::voucher(t, society.id(), desk, seq))?.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let base = &society.base;
    let amount = |p: Paise| if p.is_zero() { String::new() } else { format_indian(p) };
    let lines = v.lines.iter().map(|l| Line {
        name: l.name.clone(),
        href: format!("{base}/books/ledger/{}", encoded(&l.head)),
        debit: amount(l.debit),
        credit: amount(l.credit),
    });
    let page = VoucherPage {
        number: if v.number.is_empty() { c.s("web-page-of-accounts") } else { v.number.clone() },
        day: v.date.map(date::format).unwrap_or_default(),
        words: narration(&c, &v.narration),
        amount: format_indian(v.amount),
        by: v.by.clone(),
        at: moment(v.at),
        place: format!("{desk}/{seq}"),
        entry: crate::entry::address(base, (desk, seq)),
        reverses: v.reverses.map(|r| format!("{base}/vouchers/{}/{}", r.0, r.1)).unwrap_or_default(),
        lines: lines.collect(),
        objects: may(ask, Verb::Object),
        action: format!("{base}/objections"),
        about: format!("{desk}/{seq}"),
        command: born(),
        proof: Proof::of(&society),
        c,
    };
    page::show(ask, &page)
}

#[derive(Template)]
#[template(path = "seat.html")]
struct SeatPage {
    c: Frame,
    base: String,
    open: String,
    unanswered: String,
    all: String,
    vouchers: String,
    proof: Proof,
}

/// Where an auditor begins.
pub(crate) fn seat(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let all = ask.read(|t| view::objections(t, society.id()))?;
    let count = |of: fn(&&ObjectionRow) -> bool| group(all.iter().filter(of).count() as u64);
    let c = Frame::of(ask, &society, Tab::Reports);
    let page = SeatPage {
        base: society.base.clone(),
        open: count(|o| !o.closed),
        unanswered: count(|o| !o.closed && o.answers == 0),
        all: group(all.len() as u64),
        vouchers: group(society.home.vouchers),
        proof: Proof::of(&society),
        c,
    };
    page::show(ask, &page)
}

#[derive(Template)]
#[template(path = "sample.html")]
struct SamplePage {
    c: Frame,
    period: Period,
    seed: String,
    size: String,
    ways: Vec<Choice>,
    sheet: String,
}

/// A number from the root of the register: chosen by neither auditor nor society.
fn seed_of(society: &Society) -> u64 {
    let bytes = society.home.root.map(|r| r.0).unwrap_or_default();
    u64::from_be_bytes([0, 0, 0, 0, bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// A sample of vouchers; before one is asked for, the form.
pub(crate) fn sample(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let period = Period::of(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let way = if ask.value("way") == Some("amount") { Way::ByAmount } else { Way::Simple };
    let seed = ask.value("seed").and_then(|s| s.trim().parse().ok()).unwrap_or_else(|| seed_of(&society));
    let Some(size) = ask.value("n") else {
        let page = SamplePage {
            seed: seed.to_string(),
            size: "25".into(),
            ways: vec![
                ("simple".into(), c.s("rep-way-simple"), way == Way::Simple),
                ("amount".into(), c.s("rep-way-amount"), way == Way::ByAmount),
            ],
            sheet: society.base.clone(),
            period,
            c,
        };
        return page::show(ask, &page);
    };
    let (id, from, to) = (society.id(), period.from, period.to);
    let items = ask.read(|t| view::sample_items(t, id, from, to))?;
    let drawn = draw(&items, way, size.trim().parse().unwrap_or(0), seed)
        .map_err(|no| Trouble::Refused(StatusCode::UNPROCESSABLE_ENTITY, no))?;
    let vouchers = ask.read(|t| {
        let mut all = Vec::new();
        for item in &drawn {
            all.extend(view::voucher(t, id, item.entry.0, item.entry.1)?);
        }
        Ok(all)
    })?;
    let sum = |items: &[books::sample::Item]| format_indian(items.iter().map(|i| i.amount).sum());
    let (n, all) = (group(drawn.len() as u64), group(items.len() as u64));
    let mut grid = Grid {
        title: c.s("rep-audit-sample"),
        about: vec![
            period.text(&c),
            c.s2("rep-sample-seed", "seed", &seed.to_string(), "entries", &group(society.home.entries)),
            c.s2("rep-sample-of", "n", &n, "all", &all),
            c.s2("rep-sample-sum", "sum", &sum(&drawn), "all", &sum(&items)),
            c.s(if way == Way::ByAmount { "rep-way-amount" } else { "rep-way-simple" }),
        ],
        columns: columns(
            &c,
            &[
                ("rep-serial", Holds::Short),
                ("rep-date", Holds::Short),
                ("rep-voucher", Holds::Short),
                ("rep-particulars", Holds::Words),
                ("rep-by", Holds::Short),
                ("column-amount", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for (i, v) in vouchers.iter().enumerate() {
        grid.row(vec![
            Cell::text((i + 1).to_string()),
            day(v.date),
            voucher_cell(&society.base, &c, (v.desk, v.seq), &v.number),
            Cell::text(narration(&c, &v.narration)),
            Cell::text(&v.by),
            Cell::Sum(v.amount),
        ]);
    }
    let register = plain(grid, None, 0);
    answer(ask, &society, c, "sample", register)
}

struct Shown {
    href: String,
    text: String,
    day: String,
    by: String,
    about: String,
    amount: String,
    state: &'static str,
    words: String,
}

fn shown(c: &Frame, base: &str, o: &ObjectionRow) -> Shown {
    let (state, words) = match (o.closed, o.answers) {
        (true, _) => ("ok", "rep-objection-closed"),
        (false, 0) => ("bad", "rep-objection-waiting"),
        (false, _) => ("warn", "rep-objection-answered"),
    };
    Shown {
        href: format!("{base}/objections/{}/{}", o.entry.0, o.entry.1),
        text: o.text.clone(),
        day: o.date.map(date::format).unwrap_or_default(),
        by: o.by.clone(),
        about: o.about.as_ref().map(|a| a.1.clone()).unwrap_or_default(),
        amount: if o.amount.is_zero() { String::new() } else { format_indian(o.amount) },
        state,
        words: c.s(words),
    }
}

#[derive(Template)]
#[template(path = "objections.html")]
struct ListPage {
    c: Frame,
    rows: Vec<Shown>,
    objects: bool,
    action: String,
    command: String,
    proof: Proof,
}

/// All objections, open ones first.
pub(crate) fn objections(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let all = ask.read(|t| view::objections(t, society.id()))?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let page = ListPage {
        // a page holds so many; the workbook of the register of entries has all
        rows: all.iter().take(100).map(|o| shown(&c, &society.base, o)).collect(),
        objects: may(ask, Verb::Object),
        action: format!("{}/objections", society.base),
        command: born(),
        proof: Proof::of(&society),
        c,
    };
    page::show(ask, &page)
}

#[derive(Template)]
#[template(path = "objection.html")]
struct OnePage {
    c: Frame,
    one: Shown,
    about_href: String,
    words: Vec<(String, String, String, bool)>,
    open: bool,
    objects: bool,
    replies: bool,
    role: String,
    command: String,
    list: String,
    proof: Proof,
}

/// One objection with its answers.
pub(crate) fn objection(ask: &Ask, code: &str, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let at = entry(desk, seq)?;
    let o = ask.read(|t| view::objection(t, society.id(), at))?.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let base = &society.base;
    let word = |w: &view::Word| (w.date.map(date::format).unwrap_or_default(), w.by.clone(), w.text.clone(), w.closes);
    let page = OnePage {
        one: shown(&c, base, &o),
        about_href: o.about.as_ref().map(|(a, _)| format!("{base}/vouchers/{}/{}", a.0, a.1)).unwrap_or_default(),
        words: o.words.iter().map(word).collect(),
        open: !o.closed,
        objects: may(ask, Verb::Object),
        replies: may(ask, Verb::Reply),
        role: ask.who.as_ref().map(|w| role_name(ask.lang, w.role)).unwrap_or_default(),
        command: born(),
        list: format!("{base}/objections"),
        proof: Proof::of(&society),
        c,
    };
    page::show(ask, &page)
}

/// A value a form sent.
pub(crate) fn sent<'s>(form: &'s Sent, name: &str) -> &'s str {
    form.get(name).map(|v| v.trim()).unwrap_or_default()
}

/// Rupees as they were typed; nothing where nothing was.
pub(crate) fn rupees(text: &str) -> Result<Paise, Trouble> {
    if text.is_empty() {
        return Ok(Paise::ZERO);
    }
    let wrong = || Trouble::Refused(StatusCode::UNPROCESSABLE_ENTITY, Refusal::new(4063).with("amount", text));
    lipi::amount::read(text).map(|a| a.paise).ok_or_else(wrong)
}

/// Does an act for a society and leads to a page.
pub(crate) fn done(ask: &Ask, society: &Society, form: &Sent, act: Act, to: &str) -> Result<Response, Trouble> {
    let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
    let command = sent(form, "command").parse().map_err(|_| Trouble::no_page())?;
    ask.web.desk.act(who, society.id(), CommandId(command), &act.into())?;
    Ok(Redirect::to(to).into_response())
}

/// Raises an objection.
pub(crate) fn raise(ask: &Ask, code: &str, form: &Sent) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let about = match sent(form, "about").split_once('/') {
        Some((desk, seq)) => Some(entry(desk, seq)?),
        None => None,
    };
    let act = Act::Object { about, amount: rupees(sent(form, "amount"))?, text: sent(form, "text").to_owned() };
    done(ask, &society, form, act, &format!("{}/objections", society.base))
}

/// Answers or closes an objection.
pub(crate) fn say(ask: &Ask, code: &str, desk: &str, seq: &str, form: &Sent) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (objection, text) = (entry(desk, seq)?, sent(form, "text").to_owned());
    let act = match sent(form, "do") {
        "close" => Act::CloseObjection { objection, text },
        _ => Act::Reply { objection, text },
    };
    done(ask, &society, form, act, &format!("{}/objections/{}/{}", society.base, objection.0, objection.1))
}
