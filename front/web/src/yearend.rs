//! The year's end: what the year made, closing it, dividing its profit as the general body resolved.

use crate::ask::{Ask, Society, Trouble};
use crate::audit::{born, done, rupees, sent};
use crate::page::{self, Frame, Tab};
use crate::reports::{Choice, Period, Proof, Sent};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use books::chart::Group;
use books::estate::Register;
use books::office::minutes::Body;
use books::office::{keepers, minutes};
use books::percent::Percent;
use books::statement::appropriation::OWN_MEMBERS;
use books::statement::table::Label;
use books::statement::{Statements, activity_results};
use desk::act::{Act, DividendAsked, Division};
use keep::{deciding, view};
use kernel::{Date, FinancialYear, Paise, Refusal, Verb};
use lipi::amount::{format_indian, group};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "yearend.html")]
struct Page {
    c: Frame,
    base: String,
    year: i16,
    name: String,
    years: Vec<Choice>,
    result: String,
    loss: bool,
    activities: Vec<(String, String)>,
    /// By how much the statements do not agree; empty where they do.
    off: String,
    closed: bool,
    divided: bool,
    may: bool,
    /// Resolutions of the general body since the year's end, as the minutes have them: number, and day with the words.
    resolved: Vec<(String, String)>,
    /// Dividends that may be declared.
    dividends: Vec<Kind>,
    /// Funds that may receive something: code and name.
    funds: Vec<(String, String)>,
    /// The rows for them.
    rows: [usize; FUNDS],
    commands: [String; 2],
    proof: Proof,
}

/// Rows for other funds.
const FUNDS: usize = 4;

/// A dividend that may be declared.
struct Kind {
    /// Name of its field.
    field: String,
    /// Its label.
    label: String,
    /// How many get it, with how many shares.
    hint: String,
}

/// The dividends: of all members, and of each activity whose profit is its members' alone.
fn kinds(ask: &Ask, society: &Society, c: &Frame, end: Date) -> Result<Vec<Kind>, Trouble> {
    let (held, tags) = ask.read(|t| {
        let held = view::share_book(t, society.id(), end)?;
        Ok((held, view::estate(t, society.id(), Register::Keepers, None)?))
    })?;
    let one = |activity: Option<&str>| {
        let only: Option<BTreeSet<String>> =
            activity.map(|a| keepers::on(&tags, a, end).iter().map(|no| keep::no_key(no)).collect());
        let gets = |r: &&view::ShareRow| {
            r.balance() > Paise::ZERO && only.as_ref().is_none_or(|o| o.contains(&keep::no_key(&r.member_no)))
        };
        let all: Vec<Paise> = held.iter().filter(gets).map(view::ShareRow::balance).collect();
        let name = activity.unwrap_or("all");
        let sum: Paise = all.iter().copied().sum();
        Kind {
            field: activity.map_or_else(|| "dividend".to_owned(), |a| format!("dividend_{a}")),
            label: c.s(&format!("rep-dividend-{name}")),
            hint: c.s2("rep-dividend-hint", "n", &group(all.len() as u64), "sum", &format_indian(sum)),
        }
    };
    Ok(std::iter::once(None).chain(OWN_MEMBERS.map(Some)).map(one).collect())
}

/// What the general body resolved since the end of a year, newest first.
fn resolved(ask: &Ask, society: &Society, end: Date) -> Result<Vec<(String, String)>, Trouble> {
    let kept = ask.read(|t| view::estate(t, society.id(), Register::Minutes, None))?;
    let general = minutes::resolutions(&kept).into_iter().filter(|r| r.1 != Body::Board && r.2 > end);
    Ok(general.map(|(number, _, held, text)| (number, format!("{} · {text}", lipi::date::format(held)))).collect())
}

/// The page of a year's end.
pub(crate) fn form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let period = Period::of(ask, &society)?;
    let year = FinancialYear::of(period.to);
    let (from, to) = year.days();
    let (book, closed) =
        ask.read(|t| Ok((view::book(t, society.id(), from, to)?, deciding::closed_year(t, society.id(), to)?)))?;
    let results = activity_results(&book);
    let result: Paise = results.iter().map(|r| r.1).sum();
    let off = Statements::of(&book).check();
    let c = Frame::of(ask, &society, Tab::Reports);
    let may = ask.who.as_ref().is_some_and(|w| w.role.may(Verb::YearEnd));
    let divides = may && !closed.vouchers.is_empty() && !closed.divided;
    let fund = |h: &&books::statement::HeadRow| {
        h.group == Group::Reserves && !["RESERVE", "REDEEM_FUND"].contains(&&h.code[..])
    };
    let page = Page {
        resolved: if divides { resolved(ask, &society, to)? } else { Vec::new() },
        dividends: if divides { kinds(ask, &society, &c, to)? } else { Vec::new() },
        funds: book.heads.iter().filter(fund).map(|h| (h.code.clone(), h.name.clone())).collect(),
        rows: std::array::from_fn(|i| i + 1),
        base: society.base.clone(),
        year: year.0,
        name: year.name(),
        years: period.years,
        result: format_indian(result.abs()),
        loss: result < Paise::ZERO,
        activities: results.into_iter().map(|(a, p)| (Label::Activity(a).text(c.lang), format_indian(p))).collect(),
        off: if off.is_zero() { String::new() } else { format_indian(off) },
        closed: !closed.vouchers.is_empty(),
        divided: closed.divided,
        may,
        commands: [born(), born()],
        proof: Proof::of(&society),
        c,
    };
    page::show(ask, &page)
}

/// Percent as typed: `25` or `12.5`; nothing where nothing was.
fn percent(text: &str) -> Result<Percent, Trouble> {
    Ok(Percent(rupees(text.trim_end_matches('%').trim())?.0))
}

/// Closes the year or divides its profit.
pub(crate) fn act(ask: &Ask, code: &str, form: &Sent) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let year: i16 = sent(form, "year").parse().map_err(|_| Trouble::no_page())?;
    let to = format!("{}/year-end?y={year}", society.base);
    if sent(form, "do") == "close" {
        return done(ask, &society, form, Act::CloseYear { year }, &to);
    }
    let typed = |name: &str| rupees(sent(form, name));
    let none = || Refusal::new(4041).with("year_end", FinancialYear(year).days().1);
    let meeting =
        sent(form, "meeting").parse().map_err(|_| Trouble::Refused(StatusCode::UNPROCESSABLE_ENTITY, none()))?;
    let overdue = sent(form, "overdue");
    let mut dividends = Vec::new();
    for activity in std::iter::once(None).chain(OWN_MEMBERS.map(Some)) {
        let field = activity.map_or_else(|| "dividend".to_owned(), |a| format!("dividend_{a}"));
        let rate = percent(sent(form, &field))?;
        if rate != Percent(0) {
            dividends.push(DividendAsked { activity: activity.map(str::to_owned), rate });
        }
    }
    let mut funds = Vec::new();
    for row in 1..=FUNDS {
        let (head, amount) = (sent(form, &format!("fund{row}")), typed(&format!("fund_amount{row}"))?);
        if !amount.is_zero() {
            funds.push((head.to_owned(), amount));
        }
    }
    let division = Division {
        year,
        resolution: sent(form, "resolution").to_owned(),
        meeting,
        // a field left empty is not a count of nothing
        overdue_interest: if overdue.is_empty() { None } else { Some(rupees(overdue)?) },
        recovered: typed("recovered")?,
        reserve: percent(sent(form, "reserve"))?,
        redemption: typed("redemption")?,
        funds,
        dividends,
    };
    done(ask, &society, form, Act::Appropriate(Box::new(division)), &to)
}
