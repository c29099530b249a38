//! The rules of the society: what is set, by which order, and what is not; and the log of the door's decisions.

use super::form::{Field, Filled, Form, Input, No, unread};
use super::{born, perform};
use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame, Pager, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use books::event::Setting;
use books::setting::{
    APPROVAL_ABOVE, DIVIDEND_CAP, EDUCATION_FUND, FINDING_DAYS, GOLD_RATE, KEYS, MIGRATION_DIFFERENCE, OUTAGE_HOURS,
    PAPER_CLOSED, SECOND_FACTOR,
};
use credit::product::Product;
use desk::Role;
use desk::act::Act;
use kernel::{Paise, Refusal, SocietyId, Verb};
use lipi::amount::{format_indian, group};
use lipi::date;
use lipi::{Lang, messages};

struct RuleRow {
    name: String,
    value: String,
    from: String,
    order: String,
    set: bool,
}

#[derive(Template)]
#[template(path = "counter/rules.html")]
struct Page {
    c: Frame,
    rules: Vec<RuleRow>,
    products: Vec<RuleRow>,
    norms: Vec<RuleRow>,
    /// Days for findings, by their cause.
    finding_days: Vec<RuleRow>,
    form: Form,
    back: String,
}

pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &rules(ask, &society, None, None)?)
}

fn rules(ask: &Ask, society: &Society, filled: Option<&Filled>, no: Option<&Refusal>) -> Result<Page, Trouble> {
    let id = society.id();
    let (settings, products, norms) = ask.read(|t| {
        Ok((keep::deciding::settings(t, id)?, keep::deciding::products(t, id)?, keep::deciding::norms(t, id)?))
    })?;
    let c = Frame::of(ask, society, Tab::Day);
    let today = ask.web.desk.today();
    let rule = |key: &str| {
        let found = settings.0.iter().filter(|s| s.key == key && s.from <= today).max_by_key(|s| s.from);
        RuleRow {
            name: rule_name(c.lang, key),
            value: found.map_or_else(|| unset(&c, key), |s| worded(&c, key, &s.value)),
            from: found.map(|s| date::format(s.from)).unwrap_or_default(),
            order: found.map(|s| s.order.clone()).unwrap_or_default(),
            set: found.is_some(),
        }
    };
    let product = |p: &Product| {
        let (rate, from, order) = match p {
            Product::Loan(l) => l.rate.on(today).map(|r| (percent(r.value.0), r.from, r.order.clone())),
            Product::Deposit(d) => d.rates.on(today).map(|r| {
                let all: Vec<String> = r.value.iter().map(|(m, rate)| format!("{m}: {}", percent(rate.0))).collect();
                (all.join(" · "), r.from, r.order.clone())
            }),
        }
        .map_or_else(|| (c.s("rule-unset"), None, String::new()), |(v, f, o)| (v, Some(f), o));
        let kind = c.s(&format!("web-account-{}", p.kind().code().replace('_', "-")));
        RuleRow {
            name: format!("{} · {kind}", p.code()),
            value: rate,
            from: from.map(date::format).unwrap_or_default(),
            set: !order.is_empty(),
            order,
        }
    };
    let of = |key: &str, found: Option<(kernel::Date, &str)>| RuleRow {
        name: c.s(&format!("rule-{key}")),
        value: if found.is_some() { c.s("rule-set") } else { c.s("rule-unset") },
        from: found.map(|f| date::format(f.0)).unwrap_or_default(),
        order: found.map(|f| f.1.to_owned()).unwrap_or_default(),
        set: found.is_some(),
    };
    let cash = norms.cash_limit();
    let norm_rows = vec![
        of("npa", norms.npa.on(today).map(|r| (r.from, &r.order[..]))),
        of("provision", norms.provision.on(today).map(|r| (r.from, &r.order[..]))),
        of("limit", norms.limit.on(today).map(|r| (r.from, &r.order[..]))),
        of("scales", norms.scales.on(today).map(|r| (r.from, &r.order[..]))),
        of("limitation", norms.limitation.on(today).map(|r| (r.from, &r.order[..]))),
        of("cash", cash.on(today).map(|r| (r.from, &r.order[..]))),
    ];
    let form = setting_form(ask, society, &c, filled, no);
    Ok(Page {
        finding_days: FINDING_DAYS.iter().map(|(k, _)| rule(k)).collect(),
        rules: KEYS.iter().map(|k| rule(k)).collect(),
        products: products.iter().map(product).collect(),
        norms: norm_rows,
        form,
        back: format!("{}/day", society.base),
        c,
    })
}

/// The name of a rule; its key where a newer program set what this one has no words for.
pub(crate) fn rule_name(lang: Lang, key: &str) -> String {
    let days = key.strip_prefix("finding-days-").map(|cause| cause.to_uppercase().replace('-', "_"));
    match days {
        Some(cause) => messages::say(lang, "rule-finding-days", &[("cause", &crate::finding::code_name(lang, &cause))]),
        None => messages::find(lang, &format!("rule-{key}"), &[]).unwrap_or_else(|| key.to_owned()),
    }
}

/// What a rule that is not set is worth: the proposed days of a finding; else nothing.
fn unset(c: &Frame, key: &str) -> String {
    let days = FINDING_DAYS.iter().find(|(k, _)| *k == key);
    days.map_or_else(|| c.s("rule-unset"), |(_, n)| c.s1("rule-proposed", "n", &n.to_string()))
}

fn percent(rate: i32) -> String {
    format!("{} %", crate::words::percent(rate))
}

pub(crate) fn worded(c: &Frame, key: &str, value: &str) -> String {
    match key {
        APPROVAL_ABOVE | EDUCATION_FUND | GOLD_RATE | MIGRATION_DIFFERENCE => {
            value.parse().map_or_else(|_| value.to_owned(), |p| format!("₹ {}", format_indian(Paise(p))))
        }
        DIVIDEND_CAP => value.parse().map_or_else(|_| value.to_owned(), percent),
        OUTAGE_HOURS => c.s1("rule-hours", "n", value),
        SECOND_FACTOR if value != "no" => {
            let roles = value.split(',').filter_map(Role::from_code);
            roles.map(|r| page::role_name(c.lang, r)).collect::<Vec<_>>().join(", ")
        }
        _ => messages::find(c.lang, &format!("rule-value-{value}"), &[]).unwrap_or_else(|| value.to_owned()),
    }
}

fn setting_form(ask: &Ask, society: &Society, c: &Frame, filled: Option<&Filled>, no: Option<&Refusal>) -> Form {
    let frame = Frame::of(ask, society, Tab::Day);
    // that no paper is kept is said by the act that ends it, or from above
    let above = ask.who.as_ref().is_some_and(|w| w.role.may(Verb::ApproveLate));
    let offered = |k: &&str| above || !matches!(*k, PAPER_CLOSED | MIGRATION_DIFFERENCE);
    let keys = KEYS.into_iter().chain(FINDING_DAYS.map(|(k, _)| k)).filter(offered);
    let keys = keys.map(|k| (k.to_owned(), rule_name(c.lang, k))).collect();
    let mut form = Form::new(frame, c.s("rule-add"), format!("{}/rules", society.base));
    let id = filled.map(|f| f.text("id").to_owned()).filter(|i| !i.is_empty()).unwrap_or_else(born);
    form.hidden.push(("id", id));
    form.fields = vec![
        Field::new(c, "key", Input::Choice(keys)).with(KEYS[0]),
        Field::new(c, "value", Input::Text),
        Field::new(c, "from", Input::Date).with(date::format(ask.web.desk.today())),
        Field::new(c, "order", Input::Text),
        Field::new(c, "source", Input::Text).free(),
    ];
    if let Some(f) = filled {
        form.refill(f);
    }
    form.no = no.map(|r| No::of(ask.lang, r));
    form
}

pub(crate) fn set(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let read = || -> Result<Act, Refusal> {
        let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
        let key = f.text("key").to_owned();
        let value = match &key[..] {
            // rupees become paise, percent its hundredths
            APPROVAL_ABOVE | EDUCATION_FUND | DIVIDEND_CAP | GOLD_RATE | MIGRATION_DIFFERENCE => {
                f.amount("value")?.0.to_string()
            }
            PAPER_CLOSED => f.day("value")?.ok_or_else(|| unread("value", ""))?.to_string(),
            books::setting::ONE_PERSON | books::setting::RELIEF => yes_or_no(f.text("value"))?.to_owned(),
            SECOND_FACTOR => roles(f.text("value"))?,
            _ => lipi::text::ascii_digits(f.text("value")),
        };
        let (order, source) = (f.text("order").to_owned(), f.text("source").to_owned());
        Ok(Act::Set(Setting { key, from, value, order, source }))
    };
    match read().map_err(super::refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/rules", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &rules(ask, &society, Some(f), Some(&no))?, true),
        Err(e) => Err(e),
    }
}

/// Roles by their names in either language, divided by commas, as their codes; `no` for none.
fn roles(text: &str) -> Result<String, Refusal> {
    if yes_or_no(text) == Ok("no") {
        return Ok("no".to_owned());
    }
    let one = |name: &str| {
        let named = |r: &Role| {
            [Lang::Hi, Lang::En].into_iter().any(|lang| page::role_name(lang, *r).eq_ignore_ascii_case(name.trim()))
        };
        Role::ALL.into_iter().find(named).map(Role::code).ok_or_else(|| unread("value", name))
    };
    Ok(text.split(',').map(one).collect::<Result<Vec<_>, _>>()?.join(","))
}

/// Yes or no, in either language.
pub(crate) fn yes_or_no(text: &str) -> Result<&'static str, Refusal> {
    for lang in [Lang::Hi, Lang::En] {
        for answer in ["yes", "no"] {
            let word = messages::say(lang, &format!("rule-value-{answer}"), &[]);
            if text.eq_ignore_ascii_case(&word) || text == answer {
                return Ok(answer);
            }
        }
    }
    Err(unread("value", text))
}

struct LogRow {
    at: String,
    by: String,
    act: String,
    number: String,
    words: String,
}

#[derive(Template)]
#[template(path = "counter/log.html")]
struct Log {
    c: Frame,
    rows: Vec<LogRow>,
    pager: Pager,
    total: String,
}

/// Who was let do what, who was refused.
pub(crate) fn log(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    log_of(ask, Frame::of(ask, &society, Tab::Day), society.id())
}

/// The same of a society or of the whole installation.
pub(crate) fn log_of(ask: &Ask, c: Frame, place: SocietyId) -> Result<Response, Trouble> {
    const TAKE: u64 = 100;
    let skip = (ask.page() - 1) * TAKE;
    let (rows, total) = ask.read(|t| keep::audit::list(t, place, TAKE, skip))?;
    let row = |d: &keep::audit::Decision| LogRow {
        at: moment(d.at),
        by: format!("{} · {}", d.by, c.s(&format!("web-role-{}", d.role))),
        act: messages::find(c.lang, &format!("act-{}", d.act), &[]).unwrap_or_else(|| d.act.clone()),
        number: if d.number == 0 { String::new() } else { format!("S{}", d.number) },
        words: d.words.clone(),
    };
    let rows = rows.iter().map(row).collect();
    let page = Log { rows, pager: Pager::new(ask, TAKE, total), total: group(total), c };
    page::show(ask, &page)
}
