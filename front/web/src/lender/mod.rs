//! The year of a lender: claims, reminders, classes and provisions, gold, suits, deposits that rest, agents, passbooks.

mod bankform;
mod claims;
mod deeds;
mod gold;
pub(crate) mod kinds;
mod npa;
mod paper;
mod products;
mod remind;
pub(crate) mod rules;
mod suits;
mod teller;

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form as Sent;
use crate::counter::form::{Field, Filled, Form, No};
use crate::grid::{Shown, shown};
use crate::page::{self, Frame, Pager, Tab};
use crate::reports::{Proof, wants_workbook, workbook};
use crate::router::{Web, run};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use desk::export::{Grid, Holds};
use kernel::{Date, Paise};
use lipi::amount::format_indian;
use std::collections::HashMap;

type Typed = Sent<HashMap<String, String>>;

/// Addresses of a lender's year.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    Router::new()
        .route("/s/{code}/lender", get(|ask, Path(code): Path<String>| run(ask, move |a| index(a, &code))))
        .route("/s/{code}/lender/claims", get(|ask, Path(code): Path<String>| run(ask, move |a| claims::all(a, &code))))
        .route(
            "/s/{code}/lender/claim/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| claims::one(a, &code, &no))),
        )
        .route(
            "/s/{code}/lender/form/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| bankform::show(a, &code, &no))),
        )
        .route("/s/{code}/lender/npa", get(|ask, Path(code): Path<String>| run(ask, move |a| npa::show(a, &code))))
        .route(
            "/s/{code}/lender/reminders",
            get(|ask, Path(code): Path<String>| run(ask, move |a| remind::show(a, &code))),
        )
        .route("/s/{code}/lender/gold", get(|ask, Path(code): Path<String>| run(ask, move |a| gold::show(a, &code))))
        .route("/s/{code}/lender/suits", get(|ask, Path(code): Path<String>| run(ask, move |a| suits::show(a, &code))))
        .route(
            "/s/{code}/lender/resting",
            get(|ask, Path(code): Path<String>| run(ask, move |a| teller::resting(a, &code))),
        )
        .route(
            "/s/{code}/lender/agents",
            get(|ask, Path(code): Path<String>| run(ask, move |a| teller::agents(a, &code))),
        )
        .route(
            "/s/{code}/lender/agent/{agent}",
            get(|ask, Path((code, agent)): Two| run(ask, move |a| teller::agent(a, &code, &agent))),
        )
        .route(
            "/s/{code}/lender/certificate/{account}",
            get(|ask, Path((code, account)): Two| run(ask, move |a| paper::certificate(a, &code, &account))),
        )
        .route(
            "/s/{code}/lender/passbook/{account}",
            get(|ask, Path((code, account)): Two| run(ask, move |a| paper::passbook(a, &code, &account))),
        )
        .route(
            "/s/{code}/lender/slips",
            get(|ask, Path(code): Path<String>| run(ask, move |a| remind::slips(a, &code))),
        )
        .route(
            "/s/{code}/lender/products",
            get(|ask, Path(code): Path<String>| run(ask, move |a| products::list(a, &code))),
        )
        .route(
            "/s/{code}/lender/products/{product}",
            get(|ask, Path((code, product)): Two| run(ask, move |a| products::form(a, &code, &product))).post(
                |ask, Path((code, product)): Two, Sent(f): Typed| {
                    run(ask, move |a| products::keep(a, &code, &product, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/lender/rules",
            get(|ask, Path(code): Path<String>| run(ask, move |a| rules::show(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Typed| run(ask, move |a| rules::set(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/lender/do/{deed}",
            get(|ask, Path((code, deed)): Two| run(ask, move |a| deeds::form(a, &code, &deed))).post(
                |ask, Path((code, deed)): Two, Sent(f): Typed| {
                    run(ask, move |a| deeds::done(a, &code, &deed, &Filled(f)))
                },
            ),
        )
}

/// A table on a page.
struct Section {
    title: String,
    about: Vec<String>,
    wide: bool,
    columns: Vec<(String, bool)>,
    rows: Vec<(bool, Vec<Shown>)>,
}

impl Section {
    fn of(grid: Grid) -> Section {
        Section {
            title: grid.title.clone(),
            about: grid.about.clone(),
            wide: grid.columns.len() > 6,
            columns: grid.columns.iter().map(|(n, h)| (n.clone(), *h == Holds::Money)).collect(),
            rows: shown(grid),
        }
    }
}

/// A page of this folder: what is the matter, links, a choice, tables, a form.
#[derive(Template)]
#[template(path = "lender/page.html")]
struct Page {
    c: Frame,
    title: String,
    about: Vec<String>,
    back: (String, String),
    /// Buttons: address, words.
    acts: Vec<(String, String)>,
    /// State and sentence.
    says: Vec<(&'static str, String)>,
    /// Address, words, more, figure.
    links: Vec<(String, String, String, String)>,
    chooser: Vec<Field>,
    sections: Vec<Section>,
    pager: Option<Pager>,
    /// What the State ordered and the norms do not go by; and whether who looks may take it in.
    orders: Vec<rules::Ordered>,
    may: bool,
    form: Option<Form>,
    no: Option<No>,
    proof: Proof,
    sheet: String,
    csv: String,
    longer: String,
}

impl Page {
    fn new(ask: &Ask, society: &Society, title: &str) -> Page {
        let c = Frame::of(ask, society, Tab::Reports);
        Page {
            title: c.s(title),
            about: Vec::new(),
            back: (format!("{}/lender", society.base), c.s("lender")),
            acts: Vec::new(),
            says: Vec::new(),
            links: Vec::new(),
            chooser: Vec::new(),
            sections: Vec::new(),
            pager: None,
            orders: Vec::new(),
            may: false,
            form: None,
            no: None,
            proof: Proof::of(society),
            sheet: String::new(),
            csv: String::new(),
            longer: String::new(),
            c,
        }
    }

    /// The page; or, where it is asked for, its list alone as a workbook or as CSV.
    fn with_list(mut self, ask: &Ask, society: &Society, file: &str, mut list: Grid) -> Result<Response, Trouble> {
        let who = crate::counter::who(ask)?;
        if ask.value("as") == Some("csv") {
            let bytes = ask.web.desk.grid_csv(who, society.id(), &list)?;
            let name = format!("attachment; filename=\"{file}.csv\"");
            let headers =
                [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
            return Ok((headers, bytes).into_response());
        }
        if wants_workbook(ask) {
            let bytes = ask.web.desk.grid_xlsx(who, society.id(), &list, &self.proof.text(&self.c))?;
            return Ok(workbook(file, bytes));
        }
        let total = list.rows.iter().filter(|r| !r.strong).count() as u64;
        let (_, take) = crate::grid::part(ask);
        crate::grid::window(ask, &mut list);
        self.sheet = ask.with("as", Some("xlsx"));
        self.csv = ask.with("as", Some("csv"));
        if total > take {
            self.longer = ask.changed(&[("all", Some("1")), ("p", None)]);
        }
        self.pager = Some(Pager::new(ask, take, total));
        self.sections.push(Section::of(list));
        page::show(ask, &self)
    }
}

/// Rupees with their sign.
fn money(p: Paise) -> String {
    format!("₹ {}", format_indian(p))
}

/// A day of the query; another where it is not asked for.
fn day_of(ask: &Ask, name: &str, other: Date) -> Result<Date, Trouble> {
    let Some(text) = ask.value(name) else { return Ok(other) };
    let read = lipi::date::read(text, &lipi::date::DateHints::default());
    read.exact().ok_or_else(|| crate::counter::refused(crate::counter::form::unread(name, text)))
}

/// What there is to do in the year, with what is waiting.
fn index(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender");
    let base = &society.base;
    page.back = (format!("{base}/day"), page.c.s("web-nav-day"));
    page.about = vec![page.c.s("lender-why")];
    let open: Paise = ask.web.desk.claims(society.id())?.iter().map(credit::lender::ClaimFile::open).sum();
    let figure = if open.is_zero() { String::new() } else { money(open) };
    let link = |c: &Frame, at: &str, figure: String| {
        (format!("{base}/lender/{at}"), c.s(&format!("lender-{at}")), c.s(&format!("lender-{at}-why")), figure)
    };
    page.links = vec![
        link(&page.c, "claims", figure),
        link(&page.c, "reminders", String::new()),
        link(&page.c, "npa", String::new()),
        link(&page.c, "gold", String::new()),
        link(&page.c, "suits", String::new()),
        link(&page.c, "resting", String::new()),
        link(&page.c, "agents", String::new()),
        link(&page.c, "products", String::new()),
        link(&page.c, "rules", String::new()),
    ];
    page::show(ask, &page)
}

/// What of it waits, for the first page: words, address.
pub(crate) fn waits(ask: &Ask, society: &Society, c: &Frame) -> Result<Vec<(String, String)>, Trouble> {
    let now = ask.web.desk.approaching(society.id())?;
    let all = [(now.limitation, "lender-near"), (now.court, "lender-called")];
    let said = all.into_iter().filter(|w| w.0 > 0);
    let suits = said.map(|(n, key)| (c.s1(key, "n", &n.to_string()), format!("{}/lender/suits", society.base)));
    let due = ask.web.desk.rates_due(society.id())?.len();
    let ordered =
        (due > 0).then(|| (c.s1("rates-wait", "n", &due.to_string()), format!("{}/lender/rules", society.base)));
    Ok(suits.chain(ordered).collect())
}
