//! What all reports share: their addresses, the period, the line of proof, the workbook; and the page that leads to all of them.

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form;
use crate::page::{self, Frame, Tab};
use crate::router::{Web, run};
use crate::words::{encoded, moment};
use crate::{audit, books31, statements, statutory, yearend};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use credit::AccountKind;
use keep::view;
use kernel::{Date, FinancialYear};
use lipi::amount::group;
use lipi::{date, messages};
use std::collections::HashMap;

/// What a form sends.
pub(crate) type Sent = HashMap<String, String>;

/// Addresses of reports, registers and the auditor's seat.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    Router::new()
        .route("/s/{code}/reports", get(|ask, Path(code): Path<String>| run(ask, move |a| index(a, &code))))
        .route(
            "/s/{code}/reports/{what}",
            get(|ask, Path((code, what)): Two| run(ask, move |a| statements::show(a, &code, &what))),
        )
        .route("/s/{code}/books", get(|ask, Path(code): Path<String>| run(ask, move |a| books31::index(a, &code))))
        .route(
            "/s/{code}/books/{what}",
            get(|ask, Path((code, what)): Two| run(ask, move |a| statutory::show(a, &code, &what, ""))),
        )
        .route(
            "/s/{code}/books/{what}/{key}",
            get(|ask, Path((code, what, key)): Three| run(ask, move |a| statutory::show(a, &code, &what, &key))),
        )
        .route(
            "/s/{code}/vouchers/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Three| run(ask, move |a| audit::voucher(a, &code, &desk, &seq))),
        )
        .route("/s/{code}/audit", get(|ask, Path(code): Path<String>| run(ask, move |a| audit::seat(a, &code))))
        .route(
            "/s/{code}/audit/sample",
            get(|ask, Path(code): Path<String>| run(ask, move |a| audit::sample(a, &code))),
        )
        .route(
            "/s/{code}/objections",
            get(|ask, Path(code): Path<String>| run(ask, move |a| audit::objections(a, &code))).post(
                |ask, Path(code): Path<String>, Form(sent): Form<Sent>| {
                    run(ask, move |a| audit::raise(a, &code, &sent))
                },
            ),
        )
        .route(
            "/s/{code}/objections/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Three| run(ask, move |a| audit::objection(a, &code, &desk, &seq))).post(
                |ask, Path((code, desk, seq)): Three, Form(sent): Form<Sent>| {
                    run(ask, move |a| audit::say(a, &code, &desk, &seq, &sent))
                },
            ),
        )
        .route(
            "/s/{code}/year-end",
            get(|ask, Path(code): Path<String>| run(ask, move |a| yearend::form(a, &code))).post(
                |ask, Path(code): Path<String>, Form(sent): Form<Sent>| {
                    run(ask, move |a| yearend::act(a, &code, &sent))
                },
            ),
        )
}

/// The proof every report carries.
pub(crate) struct Proof {
    /// Entries in the register, grouped.
    pub entries: String,
    /// Entries the last checkpoint covers, grouped; empty where there is none.
    pub size: String,
    /// Root the last checkpoint signs, as it is written there.
    pub root: String,
    /// When the last entry was written.
    pub last: String,
}

impl Proof {
    /// From the society's log.
    pub(crate) fn of(society: &Society) -> Proof {
        let home = &society.home;
        let line = |n: usize| home.checkpoint.as_deref().and_then(|c| c.lines().nth(n)).unwrap_or_default();
        Proof {
            entries: group(home.entries),
            size: line(1).parse().map(group).unwrap_or_default(),
            root: line(2).to_owned(),
            last: home.last_at.map(moment).unwrap_or_default(),
        }
    }

    /// In one line, for workbooks.
    pub(crate) fn text(&self, c: &Frame) -> String {
        let entries = c.s1("rep-proof-entries", "n", &self.entries);
        match self.size.is_empty() {
            true => format!("{entries} · {}", c.s("rep-proof-unsigned")),
            false => format!("{entries} · {}", c.s2("rep-proof-checkpoint", "n", &self.size, "root", &self.root)),
        }
    }
}

/// A choice of a list: value, words, chosen.
pub(crate) type Choice = (String, String, bool);

/// The period of a report.
pub(crate) struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Financial years there are books of.
    pub years: Vec<Choice>,
    /// The whole year, and its months.
    pub months: Vec<Choice>,
    /// Chosen by days, as the form shows them.
    pub own: (String, String),
}

impl Period {
    /// What was asked for: own days, or a year and a month of it; otherwise the year of the last voucher. Days that are none are
    /// passed over, days the wrong way round are turned.
    pub(crate) fn of(ask: &Ask, society: &Society) -> Result<Period, Trouble> {
        let ends = ask.read(|t| view::first_and_last_day(t, society.id()))?;
        let today = ask.web.desk.today();
        let (first, last) = ends.unwrap_or((today, today));
        let (first, last) = (FinancialYear::of(first), FinancialYear::of(last));
        let asked = ask.value("y").and_then(|y| y.parse().ok()).filter(|y| (1900..=2200).contains(y));
        let year = FinancialYear(asked.unwrap_or(last.0));
        let month = ask.value("m").and_then(|m| m.parse::<i8>().ok()).filter(|m| (1..=12).contains(m));
        let day = |name: &str| ask.value(name).and_then(|d| d.parse::<Date>().ok());
        let own = day("from").zip(day("to")).map(|(a, b)| (a.min(b), a.max(b)));
        let (from, to) = own.or_else(|| month.and_then(|m| days_of_month(year, m))).unwrap_or_else(|| year.days());
        let years = (first.0.min(year.0)..=last.0.max(year.0)).rev().take(40);
        let years = years.map(|y| (y.to_string(), FinancialYear(y).name(), y == year.0 && own.is_none())).collect();
        let whole = (String::new(), messages::say(ask.lang, "rep-whole-year", &[]), month.is_none());
        let name = |m: i8| (m.to_string(), date::month_name(m, ask.lang).to_owned(), month == Some(m));
        let months = std::iter::once(whole).chain((4..=12).chain(1..=3).map(name)).collect();
        let own = own.map(|(a, b)| (a.to_string(), b.to_string())).unwrap_or_default();
        Ok(Period { from, to, years, months, own })
    }

    /// In words.
    pub(crate) fn text(&self, c: &Frame) -> String {
        c.s2("rep-period", "from", &date::format(self.from), "to", &date::format(self.to))
    }

    /// As part of an address.
    pub(crate) fn query(&self) -> String {
        format!("from={}&to={}", self.from, self.to)
    }
}

fn days_of_month(year: FinancialYear, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(if month >= 4 { year.0 } else { year.0 + 1 }, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// A workbook as an answer.
pub(crate) fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [
        (header::CONTENT_TYPE, KIND.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.xlsx\"")),
    ];
    (headers, bytes).into_response()
}

/// Is a workbook wanted?
pub(crate) fn wants_workbook(ask: &Ask) -> bool {
    ask.value("as") == Some("xlsx")
}

/// A narration in words: what acts on accounts write is their kind and the accounts.
pub(crate) fn narration(c: &Frame, text: &str) -> String {
    if let Some(kind) = AccountKind::ALL.into_iter().find(|k| k.code() == text) {
        return c.s1("rep-brought-forward", "kind", &crate::balance::kind_name(c, kind));
    }
    let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
    let key = format!("event-{}", kind.replace('.', "-"));
    let ours = ["credit.", "trade.", "society.", "estate."].iter().any(|room| kind.starts_with(room));
    match ours.then(|| messages::find(c.lang, &key, &[])).flatten() {
        Some(words) => format!("{words} {rest}").trim_end().to_owned(),
        None => text.to_owned(),
    }
}

struct Group {
    name: String,
    more: String,
    /// Address, name.
    links: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Page {
    c: Frame,
    groups: Vec<Group>,
    proof: Proof,
}

const STATEMENTS: [&str; 6] =
    ["trial-balance", "receipts-payments", "trading", "profit-loss", "appropriation", "balance-sheet"];
const BOOKS: [&str; 7] = ["day-book", "cash-book", "ledgers", "dcb", "overdue", "maturing", "members"];

/// All reports and registers.
fn index(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let base = &society.base;
    let heads = ask.read(|t| view::heads(t, society.id()))?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let statement = |s: &str| (format!("{base}/reports/{s}"), c.s(&format!("statement-{s}")));
    let mut books: Vec<(String, String)> = vec![(format!("{base}/books"), c.s("reg-all"))];
    books.extend(BOOKS.iter().map(|b| (format!("{base}/books/{b}"), c.s(&format!("rep-book-{b}")))));
    let accounts = AccountKind::ALL.iter().map(|k| {
        (
            format!("{base}/books/accounts/{}", k.code()),
            c.s1("rep-ledger-of", "name", &crate::balance::kind_name(&c, *k)),
        )
    });
    books.extend(accounts);
    // borrowings and investments have no accounts of their own: their heads are their registers
    let lent = heads.iter().filter(|h| {
        use books::chart::Group::{Borrowings, Investments};
        books::chart::standard(&h.code).is_some_and(|s| matches!(s.group, Borrowings | Investments))
    });
    books.extend(
        lent.map(|h| (format!("{base}/books/ledger/{}", encoded(&h.code)), c.s1("rep-ledger-of", "name", &h.name))),
    );
    let estate = [
        "",
        "/bank",
        "/borrowings",
        "/due",
        "/investments",
        "/assets",
        "/schedule",
        "/suspense",
        "/staff",
        "/salaries",
    ];
    let estate = estate.map(|p| {
        let key = if p.is_empty() { "estate".to_owned() } else { format!("estate-page-{}", &p[1..]) };
        (format!("{base}/estate{p}"), c.s(&key))
    });
    let seat = ["audit", "audit/sample", "objections", "year-end", "books/trail"];
    books.push((format!("{base}/lender"), c.s("lender")));
    let seat = seat.map(|s| (format!("{base}/{s}"), c.s(&format!("rep-{}", s.replace('/', "-")))));
    let seat = seat
        .into_iter()
        .chain([(format!("{base}/exports"), c.s("estate-exports")), (format!("{base}/backup"), c.s("backup"))])
        .collect();
    let group = |key: &str, links| Group { name: c.s(key), more: c.s(&format!("{key}-more")), links };
    let groups = vec![
        group("rep-statements", STATEMENTS.iter().map(|s| statement(s)).collect()),
        group("rep-registers", books),
        group("rep-estate", estate.into()),
        group("rep-seat", seat),
    ];
    page::show(ask, &Page { proof: Proof::of(&society), groups, c })
}
