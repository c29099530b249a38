//! The year's end: what the year made, closing it, dividing its profit as the general body resolved.

use crate::ask::{Ask, Trouble};
use crate::audit::{born, done, rupees, sent};
use crate::page::{self, Frame, Tab};
use crate::reports::{Choice, Period, Proof, Sent};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use books::percent::Percent;
use books::statement::table::Label;
use books::statement::{Statements, activity_results};
use desk::act::{Act, DividendAsked, Division};
use keep::{deciding, view};
use kernel::{FinancialYear, Paise, Refusal, Verb};
use lipi::amount::format_indian;

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
    commands: [String; 2],
    proof: Proof,
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
    let page = Page {
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
        may: ask.who.as_ref().is_some_and(|w| w.role.may(Verb::YearEnd)),
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
    let rate = percent(sent(form, "dividend"))?;
    let dividends =
        if rate == Percent(0) { Vec::new() } else { vec![DividendAsked { activity: None, shares: None, rate }] };
    let fund = sent(form, "fund");
    let funds = if fund.is_empty() { Vec::new() } else { vec![(fund.to_owned(), typed("fund_amount")?)] };
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
