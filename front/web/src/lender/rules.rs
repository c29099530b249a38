//! The norms of lending that an office sets, each from a day on by an order: scales of finance, percentages of a crop loan's limit, cash,
//! schemes of interest, non-performing loans, provisions, years of limitation. What is not entered blocks.

use super::products::fields::{ROUNDINGS, typed};
use super::products::read::rounding;
use super::{Page, Section};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, perform, refused};
use crate::grid::columns;
use crate::page::{self, Frame, Tab};
use crate::words::percent;
use axum::response::{IntoResponse, Redirect, Response};
use credit::claims::{SchemeRule, StateRule};
use credit::interest::Rate;
use credit::law::CashReading;
use credit::limit::LimitRule;
use credit::product::{Norms, Rule, Ruled};
use credit::standing::{NpaRule, ProvisionRule};
use desk::act::Act;
use desk::export::{Cell, Grid, Holds};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use lipi::date;

/// The norms that can be entered here.
const KEYS: [&str; 9] =
    ["scales", "limit", "cash", "cash_reading", "subvention", "state", "npa", "provision", "limitation"];

/// Readings of the law on cash, the shipped one first.
const READINGS: [CashReading; 2] = [CashReading::Outstanding, CashReading::OneDay];

fn reading(r: CashReading) -> &'static str {
    match r {
        CashReading::OneDay => "one-day",
        CashReading::Outstanding => "outstanding",
    }
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &page_of(ask, &society, None, None)?)
}

fn page_of(ask: &Ask, society: &Society, filled: Option<&Filled>, no: Option<&Refusal>) -> Result<Page, Trouble> {
    let norms = ask.read(|t| keep::deciding::norms(t, society.id()))?;
    let mut page = Page::new(ask, society, "lender-rules");
    page.about = vec![page.c.s("lender-rules-why")];
    page.sections.push(Section::of(table(&page.c, &norms)));
    let typed = filled.map(|f| f.text("norm").to_owned()).or_else(|| ask.value("norm").map(str::to_owned));
    let norm = typed.filter(|k| KEYS.contains(&&k[..])).unwrap_or_else(|| KEYS[0].to_owned());
    page.acts = KEYS
        .iter()
        .map(|k| (format!("{}/lender/rules?norm={k}", society.base), page.c.s(&format!("lender-norm-{k}"))))
        .collect();
    page.form = Some(form(ask, society, &norm, filled)?);
    page.no = no.map(|r| No::of(ask.lang, r));
    Ok(page)
}

fn table(c: &Frame, norms: &Norms) -> Grid {
    let mut grid = Grid {
        title: String::new(),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rule", Holds::Words),
                ("counter-f-value", Holds::Words),
                ("counter-f-from", Holds::Short),
                ("counter-f-order", Holds::Short),
            ],
        ),
        rows: Vec::new(),
    };
    let mut rows = |key: &str, all: Vec<(Date, String, String)>| {
        let name = c.s(&format!("lender-norm-{key}"));
        if all.is_empty() {
            grid.row(vec![Cell::text(&name), Cell::text(c.s("rule-unset")), Cell::Empty, Cell::Empty]);
        }
        for (from, value, order) in all {
            grid.row(vec![Cell::text(&name), Cell::text(value), Cell::text(date::format(from)), Cell::text(order)]);
        }
    };
    let scale = |(crop, all, kind): &Scale| format!("{crop} ₹ {} / {}", format_indian(*all), format_indian(*kind));
    rows("scales", worded(&norms.scales, |all| all.iter().map(scale).collect::<Vec<_>>().join(" · ")));
    rows("limit", worded(&norms.limit, |r| limit(c, r)));
    rows("cash", worded(&norms.cash_limit(), |most| format!("₹ {}", format_indian(*most))));
    rows("cash_reading", worded(&norms.cash_reading(), |r| c.s(&format!("lender-cash-{}", reading(*r)))));
    rows("subvention", worded(&norms.scheme().rules, |r| subvention(c, r)));
    rows("state", worded(&norms.state, |r| format!("{} % · ₹ {}", percent(r.share.0), format_indian(r.cap))));
    rows("npa", worded(&norms.npa, |r| npa(c, r)));
    rows(
        "provision",
        worded(&norms.provision, |r| {
            let rates: Vec<String> = r.rates.iter().map(|x| percent(x.0)).collect();
            format!("{} % · {}/{}/{}", rates.join(" / "), r.sub_standard_months, r.doubtful1_months, r.doubtful2_months)
        }),
    );
    rows("limitation", worded(&norms.limitation, |n| c.s1("lender-years", "n", &n.to_string())));
    grid
}

fn worded<T>(of: &Ruled<T>, say: impl Fn(&T) -> String) -> Vec<(Date, String, String)> {
    of.0.iter().map(|r| (r.from, say(&r.value), r.order.clone())).collect()
}

fn subvention(c: &Frame, r: &SchemeRule) -> String {
    let rates = [r.contract, r.subvention, r.prompt].map(|x| percent(x.0)).join(" / ");
    let last = r.last.map(|d| c.s1("lender-until", "day", &date::format(d))).unwrap_or_default();
    format!("{rates} % · ₹ {} / {} {last}", format_indian(r.cap), format_indian(r.allied))
}

fn limit(c: &Frame, r: &LimitRule) -> String {
    let rates = [r.post_harvest, r.maintenance, r.yearly].map(|x| percent(x.0)).join(" / ");
    format!("{rates} % · {}", c.s1("lender-years", "n", &r.years.to_string()))
}

fn npa(c: &Frame, r: &NpaRule) -> String {
    let seasons = [(r.short_seasons, r.short_months), (r.long_seasons, r.long_months)];
    let seasons = seasons.map(|(n, months)| format!("{n} × {months}")).join(" / ");
    format!("{seasons} · {}", c.s1("lender-days", "n", &r.days.to_string()))
}

fn form(ask: &Ask, society: &Society, norm: &str, filled: Option<&Filled>) -> Result<Form, Trouble> {
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s(&format!("lender-norm-{norm}"));
    let mut form = Form::new(c, title, format!("{}/lender/rules", society.base));
    form.hidden = vec![("id", born()), ("norm", norm.to_owned())];
    let now = ask.read(|t| keep::deciding::norms(t, society.id()))?;
    let today = ask.web.desk.today();
    let c = &form.c;
    let percents =
        |names: &[&'static str]| -> Vec<Field> { names.iter().map(|n| Field::new(c, n, Input::Amount)).collect() };
    let numbers =
        |names: &[&'static str]| -> Vec<Field> { names.iter().map(|n| Field::new(c, n, Input::Number)).collect() };
    let mut fields = match norm {
        // what is in force stands there to be changed: an office sends the whole list anew every year
        "scales" => {
            let lines = now.scales.on(today).map(|r| r.value.iter().map(line).collect::<Vec<_>>().join("\n"));
            vec![Field::new(c, "scales", Input::Long).with(lines.unwrap_or_default())]
        }
        "limit" => {
            let mut all = percents(&["post_harvest", "maintenance", "yearly"]);
            all.extend(numbers(&["limit_lasts"]));
            let names = ROUNDINGS.iter().map(|(n, _)| ((*n).to_owned(), c.s(&format!("product-rounding-{n}"))));
            all.push(Field::new(c, "rounding", Input::Choice(names.collect())));
            all
        }
        "cash" => percents(&["cash_limit"]),
        "cash_reading" => {
            let all = READINGS.iter().map(|r| (reading(*r).to_owned(), c.s(&format!("lender-cash-{}", reading(*r)))));
            vec![Field::new(c, "cash_reading", Input::Choice(all.collect())).with(reading(READINGS[0]))]
        }
        "subvention" => {
            let mut all = percents(&["contract_rate", "subvention_rate", "prompt_rate", "cap", "allied_cap"]);
            all.push(Field::new(c, "last_drawal", Input::Date).free());
            all
        }
        "state" => {
            let mut all = percents(&["state_rate", "cap"]);
            let yes = ["yes", "no"].map(|v| (v.to_owned(), c.s(&format!("rule-value-{v}"))));
            all.push(Field::new(c, "only_prompt", Input::Choice(yes.into())).with("yes"));
            all
        }
        "npa" => numbers(&["short_seasons", "short_months", "long_seasons", "long_months", "npa_days"]),
        "provision" => {
            let mut all = numbers(&["sub_months", "doubt1_months", "doubt2_months"]);
            all.extend(percents(&["p_standard", "p_sub", "p_doubt1", "p_doubt2", "p_doubt3", "p_loss"]));
            all
        }
        _ => numbers(&["limit_years"]),
    };
    fields.push(Field::new(c, "from", Input::Date).with(date::format(today)));
    fields.push(Field::new(c, "order", Input::Text));
    fields.push(Field::new(c, "source", Input::Text).free());
    form.fields = fields;
    if let Some(f) = filled {
        form.refill(f);
    }
    Ok(form)
}

/// A percentage as typed, 7 or 7.5: hundredths.
pub(super) fn rate(f: &Filled, name: &'static str) -> Result<Rate, Refusal> {
    let paise = f.amount(name)?;
    i32::try_from(paise.0).ok().filter(|r| (0..=10_000).contains(r)).map(Rate).ok_or_else(|| unread(name, f.text(name)))
}

/// A whole number that must be there.
pub(super) fn number<T: TryFrom<i64>>(f: &Filled, name: &'static str) -> Result<T, Refusal> {
    f.number(name)?.filter(|n| *n >= 0).and_then(|n| T::try_from(n).ok()).ok_or_else(|| unread(name, f.text(name)))
}

/// A crop with its scale of finance a hectare, and the part of it in kind, paise.
type Scale = (String, Paise, Paise);

/// A scale as a line that can be read again.
fn line((crop, all, kind): &Scale) -> String {
    format!("{crop} {} {}", typed(*all), typed(*kind))
}

/// Scales of finance, a line each: the crop, rupees a hectare, of them in kind. The last two words are figures, the crop may have several.
fn scales(text: &str) -> Result<Vec<Scale>, Refusal> {
    let mut all: Vec<Scale> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let no = || unread("scales", line);
        let figure = |word: Option<&str>| {
            let read =
                word.and_then(lipi::amount::read).filter(|a| !a.nil && a.side.is_none() && a.paise >= Paise::ZERO);
            read.map(|a| a.paise).ok_or_else(no)
        };
        let words = lipi::text::collapse(line);
        let mut words = words.rsplitn(3, ' ');
        let (kind, whole) = (figure(words.next())?, figure(words.next())?);
        let crop = words.next().map(str::trim).filter(|c| !c.is_empty()).ok_or_else(no)?;
        if kind > whole || all.iter().any(|(c, ..)| c == crop) {
            return Err(no());
        }
        all.push((crop.to_owned(), whole, kind));
    }
    if all.is_empty() { Err(unread("scales", text)) } else { Ok(all) }
}

/// The norms with one more rule.
fn read(mut norms: Norms, f: &Filled) -> Result<Norms, Refusal> {
    let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
    let (order, source) = (f.text("order").to_owned(), f.text("source").to_owned());
    if order.is_empty() || order.len() + source.len() > 1000 {
        return Err(unread("order", ""));
    }
    match f.text("norm") {
        "scales" => norms.scales.0.push(Rule { from, value: scales(f.text("scales"))?, order, source }),
        "limit" => {
            let value = LimitRule {
                post_harvest: rate(f, "post_harvest")?,
                maintenance: rate(f, "maintenance")?,
                yearly: rate(f, "yearly")?,
                years: number(f, "limit_lasts")?,
                rounding: rounding(f)?,
            };
            norms.limit.0.push(Rule { from, value, order, source });
        }
        "cash" => {
            // what is shipped stays in force for the days before
            norms.cash = norms.cash_limit();
            norms.cash.0.push(Rule { from, value: f.amount("cash_limit")?, order, source });
        }
        "cash_reading" => {
            let typed = f.text("cash_reading");
            let value = READINGS.into_iter().find(|r| reading(*r) == typed);
            let value = value.ok_or_else(|| unread("cash_reading", typed))?;
            norms.cash_reading = norms.cash_reading();
            norms.cash_reading.0.push(Rule { from, value, order, source });
        }
        "subvention" => {
            // what is shipped stays in force for the drawals it was made for
            norms.subvention = norms.scheme().rules;
            let value = SchemeRule {
                contract: rate(f, "contract_rate")?,
                subvention: rate(f, "subvention_rate")?,
                prompt: rate(f, "prompt_rate")?,
                cap: f.amount("cap")?,
                allied: f.amount("allied_cap")?,
                last: f.day("last_drawal")?,
            };
            norms.subvention.0.push(Rule { from, value, order, source });
        }
        "state" => {
            let only_prompt = f.text("only_prompt") != "no";
            let value = StateRule { share: rate(f, "state_rate")?, cap: f.amount("cap")?, only_prompt };
            norms.state.0.push(Rule { from, value, order, source });
        }
        "npa" => {
            let value = NpaRule {
                short_seasons: number(f, "short_seasons")?,
                long_seasons: number(f, "long_seasons")?,
                short_months: number(f, "short_months")?,
                long_months: number(f, "long_months")?,
                days: number(f, "npa_days")?,
            };
            norms.npa.0.push(Rule { from, value, order, source });
        }
        "provision" => {
            let rates = ["p_standard", "p_sub", "p_doubt1", "p_doubt2", "p_doubt3", "p_loss"];
            let rates: Vec<Rate> = rates.into_iter().map(|n| rate(f, n)).collect::<Result<_, _>>()?;
            let value = ProvisionRule {
                sub_standard_months: number(f, "sub_months")?,
                doubtful1_months: number(f, "doubt1_months")?,
                doubtful2_months: number(f, "doubt2_months")?,
                rates: rates.try_into().map_err(|_| unread("p_standard", ""))?,
            };
            norms.provision.0.push(Rule { from, value, order, source });
        }
        "limitation" => {
            let value = number(f, "limit_years")?;
            norms.limitation.0.push(Rule { from, value, order, source });
        }
        other => return Err(unread("key", other)),
    }
    Ok(norms)
}

pub(super) fn set(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let norms = ask.read(|t| keep::deciding::norms(t, society.id()))?;
    let act = read(norms, f).map_err(refused).map(|n| Act::SetNorms(Box::new(n)));
    match act.and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/lender/rules", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &page_of(ask, &society, Some(f), Some(&no))?, true),
        Err(e) => Err(e),
    }
}
