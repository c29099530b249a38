//! The norms of lending that an office sets, each from a day on by an order: scales of finance, percentages of a crop loan's limit, cash,
//! schemes of interest, non-performing loans, provisions, years of limitation. What is not entered blocks.

use super::products::fields::{ROUNDINGS, typed};
use super::products::read::rounding;
use super::{Page, Section, kinds};
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
use credit::norm::NormRule;
use credit::product::{Norms, Rule};
use credit::standing::{NpaRule, ProvisionRule};
use desk::act::Act;
use desk::export::{Cell, Grid, Holds};
use kernel::{Date, Paise, Refusal, Verb};
use lipi::amount::format_indian;
use lipi::date;
use programme::rates::{Due, Order, Ruling};

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
    page.orders = orders(ask, society, &page.c, &norms)?;
    page.may = crate::counter::who(ask)?.guard(Verb::RulesSet, society.id()).is_ok();
    page.sections.push(Section::of(table(&page.c, &norms)));
    let typed = filled.map(|f| f.text("norm").to_owned()).or_else(|| ask.value("norm").map(str::to_owned));
    let norm = typed.filter(|k| NormRule::KEYS.contains(&&k[..])).unwrap_or_else(|| NormRule::KEYS[0].to_owned());
    page.acts = NormRule::KEYS
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
    let all = NormRule::all(norms);
    for key in NormRule::KEYS {
        let name = c.s(&format!("lender-norm-{key}"));
        let before = grid.rows.len();
        for r in all.iter().filter(|r| r.key() == key) {
            let (from, order) = (Cell::text(date::format(r.from())), Cell::text(r.order()));
            grid.row(vec![Cell::text(&name), Cell::text(said(c, r)), from, order]);
        }
        if grid.rows.len() == before {
            grid.row(vec![Cell::text(&name), Cell::text(c.s("rule-unset")), Cell::Empty, Cell::Empty]);
        }
    }
    grid
}

/// What a rule says, in a line.
pub(crate) fn said(c: &Frame, rule: &NormRule) -> String {
    let scale = |(crop, all, kind): &Scale| format!("{crop} ₹ {} / {}", format_indian(*all), format_indian(*kind));
    match rule {
        NormRule::Scales(r) => r.value.iter().map(scale).collect::<Vec<_>>().join(" · "),
        NormRule::Limit(r) => limit(c, &r.value),
        NormRule::Cash(r) => format!("₹ {}", format_indian(r.value)),
        NormRule::CashReading(r) => c.s(&format!("lender-cash-{}", reading(r.value))),
        NormRule::Subvention(r) => subvention(c, &r.value),
        NormRule::State(r) => format!("{} % · ₹ {}", percent(r.value.share.0), format_indian(r.value.cap)),
        NormRule::Npa(r) => npa(c, &r.value),
        NormRule::Provision(r) => {
            let r = &r.value;
            let rates: Vec<String> = r.rates.iter().map(|x| percent(x.0)).collect();
            format!("{} % · {}/{}/{}", rates.join(" / "), r.sub_standard_months, r.doubtful1_months, r.doubtful2_months)
        }
        NormRule::Limitation(r) => c.s1("lender-years", "n", &r.value.to_string()),
    }
}

/// A rule that the State ordered and that these norms do not go by yet, or one it took back.
pub(super) struct Ordered {
    pub name: String,
    pub from: String,
    pub order: String,
    pub source: String,
    /// What the State says; for one that was taken back, why.
    pub above: String,
    /// What holds here from that day on.
    pub here: String,
    pub entry: String,
    pub button: String,
    pub id: String,
}

/// What the State ordered and the norms do not go by.
fn orders(ask: &Ask, society: &Society, c: &Frame, norms: &Norms) -> Result<Vec<Ordered>, Trouble> {
    let all = NormRule::all(norms);
    let due = ask.web.desk.rates_due(society.id())?;
    let products = if due.is_empty() { Vec::new() } else { ask.web.desk.products(society.id())? };
    let here = |ruling: &Ruling| match ruling {
        // of those that have begun by then the last; of two from one day, the one entered later
        Ruling::Norm(rule) => {
            let here = all.iter().filter(|r| r.key() == rule.key() && r.from() <= rule.from());
            here.max_by_key(|r| r.from()).map_or_else(|| c.s("rule-unset"), |r| said(c, r))
        }
        Ruling::Product(rule) => kinds::here(c, rule, &products),
    };
    let one = |(o, due): (Order, Due)| Ordered {
        name: kinds::name(c, &o.rule),
        from: date::format(o.rule.from()),
        order: o.rule.order().to_owned(),
        source: o.rule.source().to_owned(),
        above: match &o.fate {
            programme::rates::Fate::TakenBack(reason) => c.s1("rates-gone-for", "reason", reason),
            _ => kinds::said(c, &o.rule),
        },
        here: here(&o.rule),
        entry: format!("{}-{}", o.entry.0, o.entry.1),
        button: c.s(if due == Due::TakeIn { "rates-take-in" } else { "rates-take-out" }),
        id: born(),
    };
    Ok(due.into_iter().map(one).collect())
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
    form.fields = fields(&form.c, norm, &now, ask.web.desk.today());
    if let Some(f) = filled {
        form.refill(f);
    }
    Ok(form)
}

/// The fields in which a rule is entered: here by a society, at the seat of a State for all of them.
pub(crate) fn fields(c: &Frame, norm: &str, now: &Norms, today: Date) -> Vec<Field> {
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
    fields
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

/// The rule as it was entered.
///
/// # Errors
/// 5029: what cannot be read.
pub(crate) fn read(f: &Filled) -> Result<NormRule, Refusal> {
    let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
    let (order, source) = (f.text("order").to_owned(), f.text("source").to_owned());
    if order.is_empty() || order.chars().count().max(source.chars().count()) > 300 {
        return Err(unread("order", ""));
    }
    Ok(match f.text("norm") {
        "scales" => NormRule::Scales(Rule { from, value: scales(f.text("scales"))?, order, source }),
        "limit" => {
            let value = LimitRule {
                post_harvest: rate(f, "post_harvest")?,
                maintenance: rate(f, "maintenance")?,
                yearly: rate(f, "yearly")?,
                years: number(f, "limit_lasts")?,
                rounding: rounding(f)?,
            };
            NormRule::Limit(Rule { from, value, order, source })
        }
        "cash" => NormRule::Cash(Rule { from, value: f.amount("cash_limit")?, order, source }),
        "cash_reading" => {
            let typed = f.text("cash_reading");
            let value = READINGS.into_iter().find(|r| reading(*r) == typed);
            let value = value.ok_or_else(|| unread("cash_reading", typed))?;
            NormRule::CashReading(Rule { from, value, order, source })
        }
        "subvention" => {
            let value = SchemeRule {
                contract: rate(f, "contract_rate")?,
                subvention: rate(f, "subvention_rate")?,
                prompt: rate(f, "prompt_rate")?,
                cap: f.amount("cap")?,
                allied: f.amount("allied_cap")?,
                last: f.day("last_drawal")?,
            };
            NormRule::Subvention(Rule { from, value, order, source })
        }
        "state" => {
            let only_prompt = f.text("only_prompt") != "no";
            let value = StateRule { share: rate(f, "state_rate")?, cap: f.amount("cap")?, only_prompt };
            NormRule::State(Rule { from, value, order, source })
        }
        "npa" => {
            let value = NpaRule {
                short_seasons: number(f, "short_seasons")?,
                long_seasons: number(f, "long_seasons")?,
                short_months: number(f, "short_months")?,
                long_months: number(f, "long_months")?,
                days: number(f, "npa_days")?,
            };
            NormRule::Npa(Rule { from, value, order, source })
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
            NormRule::Provision(Rule { from, value, order, source })
        }
        "limitation" => {
            let value = number(f, "limit_years")?;
            NormRule::Limitation(Rule { from, value, order, source })
        }
        other => return Err(unread("key", other)),
    })
}

pub(super) fn set(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let act = if f.text("apply").is_empty() {
        let norms = ask.read(|t| keep::deciding::norms(t, society.id()))?;
        read(f).map_err(refused).map(|rule| Act::SetNorms(Box::new(rule.added_to(&norms))))
    } else {
        let entry = f.entry("apply");
        entry.map(|entry| Act::FollowOrder { entry }).ok_or_else(Trouble::no_page)
    };
    match act.and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/lender/rules", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &page_of(ask, &society, Some(f), Some(&no))?, true),
        Err(e) => Err(e),
    }
}
