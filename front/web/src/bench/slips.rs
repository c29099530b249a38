//! Slips of balances by village, for members to look at and sign; the window in which they may object; objections and how they were settled.

use super::memory::{self, Bench};
use super::milan::afar_words;
use super::queue::told;
use super::{At, act, answered, no_place, number, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::Response;
use credit::AccountKind;
use kernel::Refusal;
use lipi::amount::{format_indian, group};
use lipi::{date, messages};
use migration::bench::case::{Mended, Objection};
use migration::bench::slips::Slip as SlipOf;
use migration::bench::{BenchEvent, Said, slips};

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
    /// The mend that answers it.
    mend: String,
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
    /// Objections that were taken back.
    withdrawn: Vec<String>,
    /// At a seat above: from how many entries and files it was worked out.
    afar: String,
}

/// Members by village, with what each is shown; those without a village are the last.
fn by_village(b: &Bench) -> Vec<(String, Vec<SlipOf>)> {
    let mut all: Vec<_> = slips::by_village(&b.worked.migrated).into_iter().collect();
    all.sort_by_key(|(name, _)| name.is_empty());
    all
}

/// The group's name: members without a village have none of their own.
fn shown_name(c: &Frame, village: &str) -> String {
    if village.is_empty() { c.s("bench-no-village") } else { village.to_owned() }
}

pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (b, afar) = memory::seen(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let village = |(i, (name, members)): (usize, (String, Vec<SlipOf>))| {
        let said = b.case.slips.get(&name);
        Village {
            name: shown_name(&c, &name),
            members: group(members.len() as u64),
            printed: said.map(|s| date::format(s.at.day())).unwrap_or_default(),
            stale: said.is_some_and(|s| s.what.digest != slips::digest(&members)),
            href: format!("{base}/slips/{i}"),
        }
    };
    let objected = |o: &Said<Objection>| Objected {
        member: o.what.member_no.clone(),
        text: o.what.text.clone(),
        by: format!("{} · {}", o.by, crate::words::moment(o.at)),
        settled: o.what.settled.clone().unwrap_or_default(),
        mend: o
            .what
            .mend
            .and_then(|at| b.case.mended.iter().find(|m| m.place == at))
            .map(|m| mend_said(&c, &m.what))
            .unwrap_or_default(),
        href: format!("{base}/objections/{}/{}", o.place.0, o.place.1),
    };
    let withdrawn = |(o, by): &(Said<Objection>, Said<String>)| {
        format!("{}: {} · {} · {}: {}", o.what.member_no, o.what.text, by.by, crate::words::moment(by.at), by.what)
    };
    let page = Page {
        steps: if afar { Vec::new() } else { steps(&c, &society, &b, At::Gates) },
        afar: if afar { afar_words(&c, &b) } else { String::new() },
        until: b.case.slips.values().map(|s| s.what.until).max().map(date::format).unwrap_or_default(),
        villages: by_village(&b).into_iter().enumerate().map(village).collect(),
        withdrawn: b.case.withdrawn.iter().map(withdrawn).collect(),
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
    /// At a seat above slips are looked at.
    afar: bool,
    id: String,
}

/// The village of an address, with its members.
fn village(b: &Bench, no: &str) -> Result<(String, Vec<SlipOf>), Trouble> {
    by_village(b).into_iter().nth(number(no)?).ok_or_else(|| no_place(no))
}

/// The slips of a village, to be printed.
pub(super) fn sheet(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (b, afar) = memory::seen(ask, &society)?;
    let (name, members) = village(&b, no)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let said = b.case.slips.get(&name).filter(|s| s.what.digest == slips::digest(&members));
    let until = match said {
        Some(s) => s.what.until,
        None => until(ask, &society)?,
    };
    let masked = |text: &str| lipi::verhoeff::mask(text);
    let slip = |s: &SlipOf| Slip {
        accounts: s.accounts.iter().map(|a| account(&c, a)).collect(),
        no: masked(&s.no),
        name: masked(&s.name),
        father: masked(&s.father),
    };
    let page = Sheet {
        back: format!("{}/bench/slips", society.base),
        here: format!("{}/bench/slips/{no}", society.base),
        society: society.home.society.name.clone(),
        printed: said.is_some(),
        afar,
        village: shown_name(&c, &name),
        cutoff: date::format(b.worked.migrated.books.cutoff),
        until: date::format(until),
        slips: members.iter().map(slip).collect(),
        id: born(),
        c,
    };
    page::show(ask, &page)
}

fn until(ask: &Ask, society: &Society) -> Result<kernel::Date, Trouble> {
    let days = i64::try_from(super::gates::measures(ask, society)?.objection_days).unwrap_or(i64::from(i16::MAX));
    Ok(ask.web.desk.today().checked_add(jiff::Span::new().days(days)).unwrap_or(kernel::Date::MAX))
}

/// An account on a slip: name with number, and balance.
fn account(c: &Frame, (kind, no, balance): &(AccountKind, String, kernel::Paise)) -> (String, String) {
    let name = messages::say(c.lang, &format!("account-kind-{}", kind.code().replace('_', "-")), &[]);
    let what = if *kind == AccountKind::Share { name } else { format!("{name} {no}") };
    (what, format!("₹ {}", format_indian(*balance)))
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
        digest: slips::digest(&members),
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
    let no = lipi::text::ascii_digits(f.text("member_no"));
    // an objection of nobody could be settled by anybody
    let known = memory::bench(ask, &society).map(|b| slips::is_member(&b.worked.migrated, &no))?;
    let event = BenchEvent::Objected { member_no: no.clone(), text: f.text("text").to_owned() };
    let done = match known {
        true => act(ask, &society, command(f), event.into()).map(|_| ()),
        false => Err(refused(Refusal::new(3226).with("member", no))),
    };
    answered(ask, done, &format!("{}/bench/slips", society.base), || objecting(ask, &society), f)
}

pub(super) fn settle_form(ask: &Ask, code: &str, of: (&str, &str)) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    settling(ask, &society, of)?.show(ask)
}

/// Mends offered as the answer to an objection, the latest first.
const MENDS: usize = 200;

/// A mend in few words: its first change, why, and how many more there are.
fn mend_said(c: &Frame, m: &Mended) -> String {
    let first = m.mends.first().map(|x| told(c, x)).map(|(_, old, new)| format!("{old} → {new}")).unwrap_or_default();
    let more = if m.mends.len() > 1 { format!(" (+{})", m.mends.len() - 1) } else { String::new() };
    format!("{first}{more} · {}", m.reason)
}

fn settling(ask: &Ask, society: &Society, of: (&str, &str)) -> Result<Form, Trouble> {
    let case = memory::case(ask, society)?;
    let place = place(of)?;
    let o = case.objections.iter().find(|o| o.place == place).ok_or_else(|| no_place(of.1))?;
    let c = Frame::of(ask, society, Tab::Migration);
    let mut mends = vec![(String::new(), c.s("bench-objection-no-mend"))];
    let since = case.mended.iter().rev().filter(|m| m.is_after(o)).take(MENDS);
    mends.extend(since.map(|m| (format!("{}/{}", m.place.0, m.place.1), mend_said(&c, &m.what))));
    let fields = vec![
        Field::labelled("how", c.s("bench-how-settled"), Input::Long),
        Field::labelled("mend", c.s("bench-objection-mend"), Input::Choice(mends)).free(),
    ];
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
    let mend = match f.text("mend").split_once('/') {
        Some(at) => Some(place(at)?),
        None => None,
    };
    let event = BenchEvent::ObjectionSettled { of: place(of)?, how: f.text("how").to_owned(), mend };
    let done = act(ask, &society, command(f), event.into()).map(|_| ());
    answered(ask, done, &format!("{}/bench/slips", society.base), || settling(ask, &society, of), f)
}
