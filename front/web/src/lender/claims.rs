//! Claims from the funders of interest: what can be claimed, what was claimed and what came of it.

use super::{Page, Section, day_of, money};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::born;
use crate::counter::form::{Field, Form, Input, No};
use crate::grid::{columns, day};
use crate::page::{self, Frame, Tab};
use crate::words::{encoded, percent};
use axum::response::Response;
use credit::calendar::{MonthEnd, days, plus_days, plus_months};
use credit::claims::{ClaimRow, Funder, half_year_end};
use credit::lender::{Bearer, ClaimFile};
use desk::export::{Cell, Grid, Holds};
use desk::lender::ClaimList;
use kernel::{Date, FinancialYear, Paise};
use lipi::date;

fn funder_name(c: &Frame, funder: Funder) -> String {
    c.s(&format!("lender-funder-{}", funder.code()))
}

/// The list in the form of a bank's statement of claims: one line for each loan and period.
fn bank_list(
    c: &Frame,
    society: &Society,
    title: String,
    rows: impl Iterator<Item = (ClaimRow, String, String)>,
) -> Grid {
    let mut grid = Grid {
        title,
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("lender-col-serial", Holds::Short),
                ("rep-account", Holds::Short),
                ("rep-member-no", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-village", Holds::Words),
                ("lender-col-due", Holds::Short),
                ("lender-col-from", Holds::Short),
                ("lender-col-to", Holds::Short),
                ("lender-col-days", Holds::Short),
                ("lender-col-principal", Holds::Money),
                ("lender-col-rate", Holds::Short),
                ("column-amount", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    let mut sum = Paise::ZERO;
    for (i, (r, name, village)) in rows.enumerate() {
        sum += r.amount;
        let href = format!("{}/books/account/{}", society.base, encoded(&r.loan));
        grid.row(vec![
            Cell::text((i + 1).to_string()),
            Cell::Link(r.loan.clone(), href),
            Cell::text(&r.member_no),
            Cell::text(name),
            Cell::text(village),
            day(r.due),
            day(Some(r.from)),
            day(Some(plus_days(r.to, -1))),
            Cell::text(days(r.from, r.to).to_string()),
            Cell::Sum(r.principal),
            Cell::text(percent(r.rate.0)),
            Cell::Sum(r.amount),
        ]);
    }
    if !grid.rows.is_empty() {
        let mut last = vec![Cell::Empty, Cell::text(c.s("web-total"))];
        last.extend((0..9).map(|_| Cell::Empty));
        last.push(Cell::Sum(sum));
        grid.strong(last);
    }
    grid
}

/// The claims made, what can be claimed for a period, and the form that claims it.
pub(super) fn all(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-claims");
    let id = society.id();
    let open = ask.read(|t| keep::deciding::open_day(t, id))?;
    let today = open.unwrap_or_else(|| ask.web.desk.today());
    page.sections.push(Section::of(made(ask, &society, &page.c)?));
    let funder = ask.value("funder").and_then(Funder::claimed_from);
    let first = FinancialYear::of(today).days().0;
    let (from, to) = (day_of(ask, "day_from", first)?, day_of(ask, "day_to", today)?);
    let funders = [Funder::Subvention, Funder::Prompt, Funder::State];
    let choices = funders.iter().map(|f| (f.code().to_owned(), funder_name(&page.c, *f))).collect();
    page.chooser = vec![
        Field::new(&page.c, "funder", Input::Choice(choices)).with(funder.unwrap_or(Funder::Subvention).code()),
        Field::new(&page.c, "day_from", Input::Date).with(date::format(from)),
        Field::new(&page.c, "day_to", Input::Date).with(date::format(to)),
    ];
    // the two half-years that are over: that of March is claimed in April, when another financial year has begun
    let year = FinancialYear::of(today);
    let ends =
        [FinancialYear(year.0 - 1), year].map(FinancialYear::days).map(|(first, last)| [half_year_end(first), last]);
    let over: Vec<Date> = ends.into_iter().flatten().filter(|end| *end <= today).collect();
    for end in over.into_iter().rev().take(2).rev() {
        page.acts.push(half_year(&page.c, &society, funder.unwrap_or(Funder::Subvention), end));
    }
    let relieves = ask.read(|t| keep::deciding::settings(t, id))?.relief(today);
    if !relieves {
        page.says.push(("warn", page.c.s("lender-relief-unset")));
        page.acts.push((format!("{}/rules", society.base), page.c.s("counter-rules")));
    }
    let Some(funder) = funder else { return page::show(ask, &page) };
    let list = match ask.web.desk.claimable(id, funder, from, to) {
        Ok(list) => list,
        Err(desk::Trouble::Refusal(no)) => {
            page.no = Some(No::of(ask.lang, &no));
            return page::show(ask, &page);
        }
        Err(e) => return Err(e.into()),
    };
    let left = left_out(&page.c, &society, &list);
    let title = page.c.s1("lender-claimable", "funder", &funder_name(&page.c, funder));
    let sum = list.sum();
    let rows = list.rows.into_iter().map(|l| (l.row, l.name, l.village));
    let mut grid = bank_list(&page.c, &society, title, rows);
    grid.about = vec![page.c.s2("rep-period", "from", &date::format(from), "to", &date::format(to))];
    if !sum.is_zero() {
        let number = format!("{}/{}", funder.code().to_uppercase(), date::format(to));
        page.form = Some(claim_form(ask, &society, (funder, &number), (&date::format(from), &date::format(to)), sum));
    }
    if !left.rows.is_empty() {
        page.sections.push(Section::of(left));
    }
    page.with_list(ask, &society, &format!("claim-{}", funder.code()), grid)
}

/// To what can be claimed for a half-year.
fn half_year(c: &Frame, society: &Society, funder: Funder, end: Date) -> (String, String) {
    let begin = plus_months(end.first_of_month(), -5, MonthEnd::SameDay);
    let days = [("day_from", begin), ("day_to", end)].map(|(n, d)| format!("{n}={}", date::format(d))).join("&");
    let words = c.s1("lender-half-year", "day", &date::format(end));
    (format!("{}/lender/claims?funder={}&{days}", society.base, funder.code()), words)
}

/// What can be claimed becomes a list with a number; the sum is the one that was shown.
fn claim_form(
    ask: &Ask,
    society: &Society,
    (funder, number): (Funder, &str),
    (from, to): (&str, &str),
    sum: Paise,
) -> Form {
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s1("lender-claim-now", "sum", &money(sum));
    let mut form = Form::new(c, title, format!("{}/lender/do/claim", society.base));
    form.hidden = vec![
        ("id", born()),
        ("funder", funder.code().to_owned()),
        ("day_from", from.to_owned()),
        ("day_to", to.to_owned()),
        ("sum", sum.0.to_string()),
    ];
    form.fields = vec![Field::new(&form.c, "claim", Input::Text).with(number)];
    form
}

/// Crop loans on no list, and why.
fn left_out(c: &Frame, society: &Society, list: &ClaimList) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-left-out"),
        about: Vec::new(),
        columns: columns(c, &[("rep-account", Holds::Short), ("lender-col-why", Holds::Words)]),
        rows: Vec::new(),
    };
    for (loan, why) in list.left_out.iter().take(200) {
        let href = format!("{}/books/account/{}", society.base, encoded(loan));
        let why = c.s(&format!("lender-left-{}", why.code()));
        grid.row(vec![Cell::Link(loan.clone(), href), Cell::text(why)]);
    }
    grid
}

/// The claims made, newest first, with what is open of each.
fn made(ask: &Ask, society: &Society, c: &Frame) -> Result<Grid, Trouble> {
    let files = ask.web.desk.claims(society.id())?;
    let mut grid = Grid {
        title: c.s("lender-claims-made"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("lender-col-claim", Holds::Short),
                ("lender-col-funder", Holds::Words),
                ("rep-date", Holds::Short),
                ("lender-col-claimed", Holds::Money),
                ("lender-col-received", Holds::Money),
                ("lender-col-refused", Holds::Money),
                ("lender-col-open", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for f in files.iter().rev() {
        let href = format!("{}/lender/claim/{}", society.base, encoded(&f.made.claim));
        let sums = [f.claimed(), f.came(), f.refused(), f.open()].map(Cell::Sum);
        let head =
            [Cell::Link(f.made.claim.clone(), href), Cell::text(funder_name(c, f.made.funder)), day(Some(f.made.date))];
        grid.row(head.into_iter().chain(sums).collect());
    }
    if files.len() > 1 {
        let sum = |of: fn(&ClaimFile) -> Paise| Cell::Sum(files.iter().map(of).sum());
        let mut last = vec![Cell::text(c.s("web-total")), Cell::Empty, Cell::Empty];
        last.extend([sum(ClaimFile::claimed), sum(ClaimFile::came), sum(ClaimFile::refused), sum(ClaimFile::open)]);
        grid.strong(last);
    }
    Ok(grid)
}

/// One claim list with what came of it.
pub(super) fn one(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let files = ask.web.desk.claims(society.id())?;
    let file = files.into_iter().find(|f| f.made.claim == no).ok_or_else(Trouble::no_page)?;
    let names = ask.web.desk.crop_borrowers(society.id())?;
    let mut page = Page::new(ask, &society, "lender-claims");
    page.back = (format!("{}/lender/claims", society.base), page.c.s("lender-claims"));
    page.title = format!("{} · {}", file.made.claim, funder_name(&page.c, file.made.funder));
    let c = &page.c;
    let sums = [
        ("lender-col-claimed", file.claimed()),
        ("lender-col-received", file.came()),
        ("lender-col-refused", file.refused()),
        ("lender-col-open", file.open()),
    ];
    let words: Vec<String> = sums.iter().map(|(k, p)| format!("{}: {}", c.s(k), money(*p))).collect();
    page.about = vec![c.s1("web-on-day", "day", &date::format(file.made.date))];
    page.says = vec![(if file.open().is_zero() { "ok" } else { "warn" }, words.join(" · "))];
    let at = |deed: &str| format!("{}/lender/do/{deed}?claim={}", society.base, encoded(&file.made.claim));
    let in_form = (format!("{}/lender/form/{}", society.base, encoded(&file.made.claim)), c.s("lender-form"));
    if !file.open().is_zero() {
        page.acts = ["receive-claim", "reject-claim"].iter().map(|d| (at(d), c.s(&format!("act-{d}")))).collect();
    }
    // no form of the State's own share is known
    if file.made.funder != Funder::State {
        page.acts.push(in_form);
    }
    let came = came(c, &society, &file);
    let title = c.s("lender-claim-rows");
    let rows = file.made.rows.iter().map(|r| {
        let (name, village) = names.get(&r.loan).cloned().unwrap_or_default();
        (r.clone(), name, village)
    });
    let list = bank_list(c, &society, title, rows);
    if !came.rows.is_empty() {
        page.sections.push(Section::of(came));
    }
    page.with_list(ask, &society, "claim", list)
}

/// Money and refusals of a claim, each with its entry.
fn came(c: &Frame, society: &Society, file: &ClaimFile) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-came"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-date", Holds::Short),
                ("lender-col-what", Holds::Words),
                ("lender-col-letter", Holds::Words),
                ("lender-col-received", Holds::Money),
                ("lender-col-refused", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    let entry = |at: (i64, i64)| format!("{}/receipt/{}/{}", society.base, at.0, at.1);
    for (at, e) in &file.received {
        let what = Cell::Link(c.s("event-credit-claim-received"), entry(*at));
        grid.row(vec![day(Some(e.date)), what, Cell::text(&e.letter), Cell::Sum(e.amount), Cell::Empty]);
    }
    for (at, e) in &file.rejected {
        let bearer = c.s(if e.bearer == Bearer::Member { "lender-bearer-member" } else { "lender-bearer-society" });
        let what = Cell::Link(format!("{} · {bearer}", e.loan), entry(*at));
        grid.row(vec![day(Some(e.date)), what, Cell::text(&e.reason), Cell::Empty, Cell::Sum(e.amount)]);
    }
    grid
}
