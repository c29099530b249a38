//! Slips of balances by village, for members to look at and sign; the window in which they may object; objections and how they were settled.

use super::memory::{self, Bench};
use super::{At, act, answered, no_place, number, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{born, command};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::Response;
use lipi::amount::{format_indian, group};
use lipi::{date, messages};
use migration::bench::BenchEvent;
use migration::report::account_kind;
use std::collections::BTreeMap;

struct Village {
    name: String,
    members: String,
    printed: String,
    /// They show figures that have changed since.
    stale: bool,
    href: String,
}

struct Objected {
    member: String,
    text: String,
    by: String,
    settled: String,
    href: String,
}

#[derive(Template)]
#[template(path = "bench/slips.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    until: String,
    villages: Vec<Village>,
    objections: Vec<Objected>,
}

/// Membership number, name, father.
type Named = (String, String, String);

/// Members by village.
fn by_village(b: &Bench) -> BTreeMap<String, Vec<Named>> {
    let mut out: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for r in b.worked.migrated.books.registers.iter().filter(|r| r.is("members", "")) {
        for i in 0..r.body.len() {
            let text = |field: &str| lipi::verhoeff::mask(r.body.text(field, i));
            let village = r.body.text("village", i).to_owned();
            out.entry(village).or_default().push((text("member_no"), text("name"), text("father")));
        }
    }
    out.remove("");
    out
}

pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let village = |(i, (name, members)): (usize, (&String, &Vec<_>))| {
        let slips = b.case.slips.get(name);
        Village {
            name: name.clone(),
            members: group(members.len() as u64),
            printed: slips.map(|s| date::format(s.at.day())).unwrap_or_default(),
            stale: slips.is_some_and(|s| s.what.set != b.set),
            href: format!("{base}/slips/{i}"),
        }
    };
    let objected = |o: &migration::bench::Said<migration::bench::case::Objection>| Objected {
        member: o.what.member_no.clone(),
        text: o.what.text.clone(),
        by: format!("{} · {}", o.by, crate::words::moment(o.at)),
        settled: o.what.settled.clone().unwrap_or_default(),
        href: format!("{base}/objections/{}/{}", o.place.0, o.place.1),
    };
    let page = Page {
        steps: steps(&c, &society, &b, At::Gates),
        until: b.case.slips.values().map(|s| s.what.until).max().map(date::format).unwrap_or_default(),
        villages: by_village(&b).iter().enumerate().map(village).collect(),
        objections: b.case.objections.iter().rev().map(objected).collect(),
        base,
        c,
    };
    page::show(ask, &page)
}

struct Slip {
    no: String,
    name: String,
    father: String,
    accounts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "bench/village.html")]
struct Sheet {
    c: Frame,
    back: String,
    here: String,
    society: String,
    village: String,
    cutoff: String,
    until: String,
    slips: Vec<Slip>,
    printed: bool,
    id: String,
}

/// The village of an address, with its members.
fn village(b: &Bench, no: &str) -> Result<(String, Vec<Named>), Trouble> {
    by_village(b).into_iter().nth(number(no)?).ok_or_else(|| no_place(no))
}

/// The slips of a village, to be printed.
pub(super) fn sheet(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let (name, members) = village(&b, no)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let accounts = accounts(&c, &b);
    let until = match b.case.slips.get(&name) {
        Some(s) => s.what.until,
        None => until(ask, &society)?,
    };
    let slip = |(no, who, father): Named| Slip {
        accounts: accounts.get(&no).cloned().unwrap_or_default(),
        no,
        name: who,
        father,
    };
    let page = Sheet {
        back: format!("{}/bench/slips", society.base),
        here: format!("{}/bench/slips/{no}", society.base),
        society: society.home.society.name.clone(),
        printed: b.case.slips.get(&name).is_some_and(|s| s.what.set == b.set),
        village: name,
        cutoff: date::format(b.worked.migrated.books.cutoff),
        until: date::format(until),
        slips: members.into_iter().map(slip).collect(),
        id: born(),
        c,
    };
    page::show(ask, &page)
}

fn until(ask: &Ask, society: &Society) -> Result<kernel::Date, Trouble> {
    let days = i64::try_from(super::gates::measures(ask, society)?.objection_days).unwrap_or(i64::from(i16::MAX));
    Ok(ask.web.desk.today().checked_add(jiff::Span::new().days(days)).unwrap_or(kernel::Date::MAX))
}

/// Accounts by membership number: name with number, and balance.
fn accounts(c: &Frame, b: &Bench) -> BTreeMap<String, Vec<(String, String)>> {
    let mut out: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for r in &b.worked.migrated.books.registers {
        let Some(kind) = account_kind(r) else { continue };
        let name = messages::say(c.lang, &format!("account-kind-{}", kind.code().replace('_', "-")), &[]);
        let key = migration::books::subject_field(r.table.kind);
        for i in 0..r.body.len() {
            let balance = r.body.amount("balance", i).unwrap_or_default();
            let no = r.body.text(key, i);
            let what = if r.table.kind == "shares" { name.clone() } else { format!("{name} {no}") };
            let line = (what, format!("₹ {}", format_indian(balance)));
            out.entry(r.body.text("member_no", i).to_owned()).or_default().push(line);
        }
    }
    out
}

/// They were printed.
pub(super) fn printed(ask: &Ask, code: &str, no: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let (village, members) = village(&b, no)?;
    let event = BenchEvent::SlipsPrinted {
        village,
        count: members.len() as u64,
        set: b.set.clone(),
        until: until(ask, &society)?,
    };
    act(ask, &society, command(f), event.into())?;
    sheet(ask, code, no)
}

pub(super) fn object_form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    objecting(ask, &society)?.show(ask)
}

fn objecting(ask: &Ask, society: &Society) -> Result<Form, Trouble> {
    let c = Frame::of(ask, society, Tab::Migration);
    let fields = vec![
        Field::labelled("member_no", c.s("web-field-member-no"), Input::Text),
        Field::labelled("text", c.s("bench-objection"), Input::Long),
    ];
    let (title, back_name) = (c.s("act-bench-object"), c.s("bench-slips"));
    let form = Form::new(c, title, format!("{}/bench/objections", society.base));
    let back = format!("{}/bench/slips", society.base);
    Ok(Form { fields, hidden: vec![("id", born())], plain: true, back, back_name, ..form })
}

pub(super) fn object(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let event = BenchEvent::Objected { member_no: f.text("member_no").to_owned(), text: f.text("text").to_owned() };
    let done = act(ask, &society, command(f), event.into()).map(|_| ());
    answered(ask, done, &format!("{}/bench/slips", society.base), || objecting(ask, &society), f)
}

pub(super) fn settle_form(ask: &Ask, code: &str, of: (&str, &str)) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    settling(ask, &society, of)?.show(ask)
}

fn settling(ask: &Ask, society: &Society, of: (&str, &str)) -> Result<Form, Trouble> {
    let case = memory::case(ask, society)?;
    let place = place(of)?;
    let o = case.objections.iter().find(|o| o.place == place).ok_or_else(|| no_place(of.1))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let fields = vec![Field::labelled("how", c.s("bench-how-settled"), Input::Long)];
    let (title, back_name) = (c.s("act-bench-settle-objection"), c.s("bench-slips"));
    let form = Form::new(c, title, format!("{}/bench/objections/{}/{}", society.base, of.0, of.1));
    let back = format!("{}/bench/slips", society.base);
    let why = format!("{}: {}", o.what.member_no, o.what.text);
    Ok(Form { why, fields, hidden: vec![("id", born())], plain: true, back, back_name, ..form })
}

fn place((desk, seq): (&str, &str)) -> Result<(i64, i64), Trouble> {
    let read = |t: &str| t.parse::<i64>().map_err(|_| Trouble::no_page());
    Ok((read(desk)?, read(seq)?))
}

pub(super) fn settle(ask: &Ask, code: &str, of: (&str, &str), f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let event = BenchEvent::ObjectionSettled { of: place(of)?, how: f.text("how").to_owned() };
    let done = act(ask, &society, command(f), event.into()).map(|_| ());
    answered(ask, done, &format!("{}/bench/slips", society.base), || settling(ask, &society, of), f)
}
