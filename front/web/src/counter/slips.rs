//! Outage slips: numbered paper for the hours without power. Handing a range out, printing it, entering what was written on one, and what is
//! missing.

use super::acts::DEEDS;
use super::day::Key;
use super::form::{Field, Filled, Form, Input, No, unread};
use super::{born, perform, refused};
use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::Act;
use keep::view;
use kernel::Refusal;
use lipi::amount::group;

/// Slips proposed for the next range.
const MANY: i64 = 24;
/// Slips on one page of printing; a sheet of paper has six.
const PRINTED: i64 = 60;
/// Gaps that are listed.
const SHOWN: usize = 60;

struct RangeRow {
    numbers: String,
    given: String,
    entered: String,
    print: String,
}

#[derive(Template)]
#[template(path = "counter/slips.html")]
struct Page {
    c: Frame,
    base: String,
    ranges: Vec<RangeRow>,
    /// Numbers that are missing: words, address.
    gaps: Vec<(String, String)>,
    missing: String,
    enter: Vec<Field>,
    hours: String,
    form: Form,
    no: Option<No>,
}

pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if let Some(typed) = ask.value("n") {
        let number = lipi::text::ascii_digits(typed);
        let number: i64 = number.trim().parse().map_err(|_| refused(unread("slip", typed)))?;
        return Ok(Redirect::to(&format!("{}/slips/{number}", society.base)).into_response());
    }
    page::show(ask, &page_of(ask, &society, None, None)?)
}

fn page_of(ask: &Ask, society: &Society, filled: Option<&Filled>, no: Option<&Refusal>) -> Result<Page, Trouble> {
    let id = society.id();
    let (ranges, gaps, settings, open) = ask.read(|t| {
        let settings = keep::deciding::settings(t, id)?;
        Ok((view::slip_ranges(t, id)?, view::slip_gaps(t, id)?, settings, keep::deciding::open_day(t, id)?))
    })?;
    let c = Frame::of(ask, society, Tab::Day);
    let base = society.base.clone();
    let next = ranges.iter().map(|r| r.last).max().unwrap_or(0) + 1;
    let mut form = Form::new(Frame::of(ask, society, Tab::Day), c.s("act-issue-slips"), format!("{base}/slips"));
    form.hidden = vec![("id", born())];
    let number = |name, n: i64| Field::new(&c, name, Input::Number).with(n.to_string());
    form.fields = vec![number("first_slip", next), number("last_slip", next + MANY - 1)];
    if let Some(f) = filled {
        form.refill(f);
    }
    let mut enter = Field::new(&c, "slip", Input::Number).free();
    enter.name = "n";
    let day = open.unwrap_or_else(|| ask.web.desk.today());
    let row = |r: &view::SlipRange| RangeRow {
        numbers: format!("{} – {}", r.first, r.last),
        given: format!("{} · {}", moment(r.at), r.by),
        entered: c.s2(
            "slips-entered-n",
            "n",
            &group(r.entered.unsigned_abs()),
            "all",
            &group((r.last - r.first + 1).unsigned_abs()),
        ),
        print: format!("{base}/slips/print?first={}&last={}", r.first, r.last),
    };
    Ok(Page {
        ranges: ranges.iter().map(row).collect(),
        missing: if gaps.is_empty() { String::new() } else { group(gaps.len() as u64) },
        gaps: gaps.iter().take(SHOWN).map(|n| (n.to_string(), format!("{base}/slips/{n}"))).collect(),
        hours: settings.outage_hours(day).map(|h| h.to_string()).unwrap_or_default(),
        enter: vec![enter],
        form,
        no: no.map(|r| No::of(ask.lang, r)),
        base,
        c,
    })
}

pub(crate) fn issue(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let act = || -> Result<Act, Refusal> {
        let number = |name| f.number(name)?.ok_or_else(|| unread(name, ""));
        Ok(Act::IssueSlips { first: number("first_slip")?, last: number("last_slip")? })
    };
    match act().map_err(refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/slips", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &page_of(ask, &society, Some(f), Some(&no))?, true),
        Err(e) => Err(e),
    }
}

/// What else happens while the power is out, each with its form.
const SHOP: [(&str, &str); 5] = [
    ("sell", "trade/sell"),
    ("issue-ration", "trade/sell?ration=1"),
    ("buy", "trade/do/buy"),
    ("settle", "trade/do/settle"),
    ("journal", "journal"),
];

#[derive(Template)]
#[template(path = "counter/slip.html")]
struct One {
    c: Frame,
    base: String,
    number: String,
    /// It was entered already.
    entered: bool,
    keys: Vec<Key>,
    others: Vec<Key>,
    /// Acts beside the counter: the shop, and vouchers of many lines.
    shop: Vec<Key>,
}

/// What stands on this slip? Each answer is the act's own form, the slip's number in it.
pub(crate) fn one(ask: &Ask, code: &str, number: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let slip: i64 = number.parse().map_err(|_| Trouble::no_page())?;
    let (given, entered) = ask.read(|t| {
        let id = society.id();
        Ok((keep::deciding::slips_given(t, id)?, keep::deciding::slip_entered(t, id, slip)?))
    })?;
    books::day::known_slip(&given, slip).map_err(refused)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let base = society.base.clone();
    let deed = |(slug, key): &(&'static str, &'static str)| Key {
        href: format!("{base}/do/{slug}?slip={slip}"),
        name: c.s(&format!("act-{slug}")),
        key,
    };
    // the shop's own forms; what is in a bill is asked there
    let shop = |(slug, at): &(&'static str, &'static str)| Key {
        href: format!("{base}/{at}{}slip={slip}", if at.contains('?') { '&' } else { '?' }),
        name: c.s(&format!("act-{slug}")),
        key: "",
    };
    let page = One {
        shop: SHOP.iter().map(shop).collect(),
        keys: DEEDS.iter().filter(|d| !d.1.is_empty()).map(deed).collect(),
        others: DEEDS.iter().filter(|d| d.1.is_empty()).map(deed).collect(),
        number: slip.to_string(),
        entered,
        base,
        c,
    };
    page::show(ask, &page)
}

#[derive(Template)]
#[template(path = "counter/slips-print.html")]
struct Print {
    c: Frame,
    back: String,
    society: String,
    numbers: Vec<String>,
    /// What a slip asks for, each a line to write on.
    asks: Vec<String>,
    /// What it may be about, to be ticked.
    kinds: Vec<String>,
    next: String,
}

/// Slips of a range, several on a sheet, to be cut.
pub(crate) fn print(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let number = |name: &str| ask.value(name).and_then(|n| n.parse::<i64>().ok()).ok_or_else(Trouble::no_page);
    let (first, last) = (number("first")?, number("last")?);
    let given = ask.read(|t| keep::deciding::slips_given(t, society.id()))?;
    // only paper that was handed out has a number
    let numbers: Vec<i64> = given
        .iter()
        .flat_map(|(a, b)| (*a).max(first)..=(*b).min(last))
        .take(usize::try_from(PRINTED).unwrap_or(usize::MAX))
        .collect();
    let Some(end) = numbers.last().copied() else { return Err(Trouble::no_page()) };
    let c = Frame::of(ask, &society, Tab::Day);
    let words = |part: &str, all: &[&str]| -> Vec<String> { all.iter().map(|k| c.s(&format!("{part}-{k}"))).collect() };
    let page = Print {
        back: format!("{}/slips", society.base),
        society: society.home.society.name.clone(),
        asks: words("slip-asks", &["when", "whom", "account", "amount", "words", "sign"]),
        kinds: words("act", &["deposit", "withdraw", "repay", "disburse", "sell"]),
        next: if end < last { ask.changed(&[("first", Some(&(end + 1).to_string()))]) } else { String::new() },
        numbers: numbers.into_iter().map(|n| n.to_string()).collect(),
        c,
    };
    page::show(ask, &page)
}

/// Slips that are missing, for the first page: words and address; nothing where none is.
pub(crate) fn waits(ask: &Ask, society: &Society, c: &Frame) -> Result<Vec<(String, String)>, Trouble> {
    let gaps = ask.read(|t| view::slip_gaps(t, society.id()))?;
    if gaps.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![(c.s1("slips-missing", "n", &group(gaps.len() as u64)), format!("{}/slips", society.base))])
}
