//! Acts of the year's end, and the auditor's: what they must know, read and handed to the decisions of the books.

use crate::Trouble;
use crate::act::{Act, DividendAsked, Division};
use crate::working::Env;
use books::estate::Register;
use books::event::Objection;
use books::office::{keepers, minutes};
use books::statement::appropriation::{Appropriate, Dividend, Holder, Resolution, Year};
use books::statement::{Book, activity_results};
use books::{BooksEvent, objection, yearend};
use keep::{Event, deciding, view};
use kernel::{Date, FinancialYear, Paise, Refusal};
use lipi::{Lang, messages::say};
use sql::Tx;

fn wrap(events: Vec<BooksEvent>) -> Vec<Event> {
    events.into_iter().map(Event::from).collect()
}

/// Narrations stand in the books, in the language the society keeps them in.
fn words(key: &str, year: i16) -> String {
    say(Lang::Hi, key, &[("year", &FinancialYear(year).name())])
}

/// Closes a year.
pub(crate) fn close(t: &mut Tx<'_>, env: &Env<'_>, year: i16) -> Result<Vec<Event>, Trouble> {
    let (from, to) = FinancialYear(year).days();
    let book = view::book(t, env.society, from, to)?;
    Ok(wrap(yearend::close(&book, env.open, &words("narration-year-closed", year))?))
}

/// Takes the closing of a year back.
pub(crate) fn reopen(t: &mut Tx<'_>, env: &Env<'_>, year_end: Date, reason: &str) -> Result<Vec<Event>, Trouble> {
    let year = deciding::closed_year(t, env.society, year_end)?;
    Ok(wrap(yearend::reopen(&year, year_end, env.open, reason)?))
}

fn balance(book: &Book, codes: &[&str]) -> Paise {
    codes
        .iter()
        .map(|c| {
            let pair =
                |of: &std::collections::BTreeMap<String, (Paise, Paise)>| of.get(*c).copied().unwrap_or_default();
            let (moved, closed) = (pair(&book.moved), pair(&book.closed));
            book.opening.get(*c).copied().unwrap_or_default() + moved.0 - moved.1 + closed.0 - closed.1
        })
        .sum()
}

/// Divides the profit of a year.
pub(crate) fn divide(t: &mut Tx<'_>, env: &Env<'_>, asked: &Division) -> Result<Vec<Event>, Trouble> {
    let (from, end) = FinancialYear(asked.year).days();
    let day = env.day()?;
    let at_end = view::book(t, env.society, from, end)?;
    let now = view::book(t, env.society, day, day)?;
    let closed = deciding::closed_year(t, env.society, end)?;
    let year = Year {
        end,
        profit: -balance(&now, &["PL_NOW", "LOSS_NOW"]),
        overdue_interest: asked.overdue_interest,
        recovered: asked.recovered,
        activities: activity_results(&at_end.before_closing()),
        state_shares: -balance(&at_end, &["SHARE_GOVT"]),
    };
    let dividends = dividends(t, env, end, &asked.dividends)?;
    let command = Appropriate {
        resolution: Some(Resolution { number: asked.resolution.clone(), date: asked.meeting }),
        reserve: asked.reserve,
        redemption: asked.redemption,
        funds: asked.funds.clone(),
        dividends,
    };
    recorded(t, env, end, asked)?;
    let law = env.settings.appropriation(end);
    let heads = deciding::head_codes(t, env.society)?;
    let narration = words("narration-appropriated", asked.year);
    let mut out = wrap(yearend::divide(&closed, &year, &law, &command, env.open, &heads, &narration)?);
    // who gets how much of it: what is owed under the head is the sum of these lists
    let lists = books::office::dividends::list(day, end, &command.dividends);
    out.extend(lists.into_iter().map(Event::from));
    Ok(out)
}

/// The resolution stands in the minutes, where these are kept here: whoever divides the profit does not type that he may.
fn recorded(t: &mut Tx<'_>, env: &Env<'_>, end: Date, asked: &Division) -> Result<(), Trouble> {
    let day = env.day()?;
    let kept = env.settings.paper_closed(day).is_some_and(|from| from <= day);
    let entries = view::estate(t, env.society, Register::Minutes, None)?;
    Ok(minutes::resolved(&entries, end, kept, &asked.resolution, asked.meeting)?)
}

/// Dividends with those who get them: by their shares on the last day of the year; of an activity those who were its members on that day.
fn dividends(t: &mut Tx<'_>, env: &Env<'_>, end: Date, asked: &[DividendAsked]) -> Result<Vec<Dividend>, Trouble> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let held = view::share_book(t, env.society, end)?;
    let tags = view::estate(t, env.society, Register::Keepers, None)?;
    let one = |d: &DividendAsked| {
        let only: Option<Vec<String>> =
            d.activity.as_deref().map(|a| keepers::on(&tags, a, end).iter().map(|no| keep::no_key(no)).collect());
        let gets = |r: &&view::ShareRow| {
            r.balance() > Paise::ZERO && only.as_ref().is_none_or(|all| all.contains(&keep::no_key(&r.member_no)))
        };
        let holder = |r: &view::ShareRow| Holder { no: r.member_no.clone(), shares: r.balance() };
        let holders = merged(held.iter().filter(gets).map(holder).collect());
        Dividend { activity: d.activity.clone(), holders, rate: d.rate }
    };
    Ok(asked.iter().map(one).collect())
}

/// One holder for each number: old books have members with several share accounts.
fn merged(all: Vec<Holder>) -> Vec<Holder> {
    let mut out: Vec<Holder> = Vec::with_capacity(all.len());
    let mut at = std::collections::BTreeMap::new();
    for h in all {
        let i = *at.entry(keep::no_key(&h.no)).or_insert(out.len());
        match out.get_mut(i) {
            Some(first) => first.shares += h.shares,
            None => out.push(h),
        }
    }
    out
}

/// Objections, answers, closings: dated by the clock, since an auditor also comes when no business day is open.
pub(crate) fn objection(t: &mut Tx<'_>, env: &Env<'_>, act: &Act) -> Result<Vec<Event>, Trouble> {
    let today = env.now.day();
    let events = match act {
        Act::Object { about, amount, text } => {
            let known = match about {
                Some(entry) => deciding::voucher_stands(t, env.society, *entry)?,
                None => true,
            };
            let raised = Objection { date: today, about: *about, amount: *amount, text: text.clone() };
            objection::raise(&raised, known)
        }
        Act::Reply { objection: of, text } => {
            objection::reply(deciding::objection(t, env.society, *of)?, *of, today, text)
        }
        Act::CloseObjection { objection: of, text } => {
            objection::close(deciding::objection(t, env.society, *of)?, *of, today, text)
        }
        _ => Err(Refusal::new(4064).with("objection", act.code())),
    };
    Ok(wrap(events?))
}
