//! A claim list as banks pass it on: half-yearly, by purpose and by social category, with the certificate that goes with it. RBI/2018-19/137 of 7
//! March 2019 asks for it in Format I (subvention) and Format II (prompt repayment); the list of 31 March carries a statutory auditor's
//! certificate.

use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Shown, columns, shown};
use crate::page::{self, Frame, Tab};
use crate::reports::{Proof, wants_workbook, workbook};
use crate::words::{encoded, percent};
use askama::Template;
use axum::response::Response;
use credit::calendar::plus_days;
use credit::claims::{FormLine, Funder, by_category, half_year_end};
use credit::lender::ClaimFile;
use desk::export::{Cell, Grid, Holds};
use kernel::FinancialYear;
use lipi::date;
use std::collections::BTreeMap;

/// Categories in the order of the form; empty for those of whom none is written.
const CATEGORIES: [&str; 5] = ["general", "sc", "st", "obc", ""];

#[derive(Template)]
#[template(path = "lender/bankform.html")]
struct Paper {
    c: Frame,
    back: (String, String),
    title: String,
    society: String,
    registration: String,
    about: Vec<String>,
    columns: Vec<(String, bool)>,
    rows: Vec<(bool, Vec<Shown>)>,
    /// What is certified, and by whom, a paragraph each.
    certified: Vec<(String, String)>,
    sheet: String,
    proof: Proof,
}

/// The form of a claim from the Union; of the State's own share none is known.
pub(super) fn show(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let files = ask.web.desk.claims(society.id())?;
    let file = files.into_iter().find(|f| f.made.claim == no).ok_or_else(Trouble::no_page)?;
    let format = match file.made.funder {
        Funder::Subvention => "lender-form-1",
        Funder::Prompt => "lender-form-2",
        Funder::State | Funder::Member => return Err(Trouble::no_page()),
    };
    let castes = ask.web.desk.castes(society.id())?;
    let category = |no: &str| castes.get(&keep::no_key(no)).copied().unwrap_or_default().to_owned();
    let c = Frame::of(ask, &society, Tab::Reports);
    let about = about(&c, &file);
    let grid = table(&c, c.s(format), &by_category(&file.made.rows, category));
    let (proof, certified) = (Proof::of(&society), certified(&c, &society, &file));
    if wants_workbook(ask) {
        let who = crate::counter::who(ask)?;
        let whole = Grid { about: about.into_iter().chain(certified.into_iter().map(|p| p.0)).collect(), ..grid };
        let bytes = ask.web.desk.grid_xlsx(who, society.id(), &whole, &proof.text(&c))?;
        return Ok(workbook("claim-form", bytes));
    }
    let claim = &file.made.claim;
    let page = Paper {
        back: (format!("{}/lender/claim/{}", society.base, encoded(claim)), claim.clone()),
        title: grid.title.clone(),
        society: society.home.society.name.clone(),
        registration: society.home.society.registration_no.clone(),
        about,
        columns: grid.columns.iter().map(|(n, h)| (n.clone(), *h == Holds::Money)).collect(),
        rows: shown(grid),
        certified,
        sheet: ask.with("as", Some("xlsx")),
        proof,
        c,
    };
    page::show(ask, &page)
}

/// The half-year, the days of the list, its number and rate.
fn about(c: &Frame, file: &ClaimFile) -> Vec<String> {
    let rows = &file.made.rows;
    let from = rows.iter().map(|r| r.from).min().unwrap_or(file.made.date);
    let to = rows.iter().map(|r| plus_days(r.to, -1)).max().unwrap_or(file.made.date);
    let mut rates: Vec<String> = rows.iter().map(|r| percent(r.rate.0)).collect();
    rates.sort();
    rates.dedup();
    vec![
        c.s1("lender-half-year", "day", &date::format(half_year_end(to))),
        c.s2("rep-period", "from", &date::format(from), "to", &date::format(to)),
        c.s2("lender-form-list", "claim", &file.made.claim, "day", &date::format(file.made.date)),
        c.s1("lender-form-rate", "rate", &rates.join(" / ")),
    ]
}

/// Purpose and category, accounts, what was lent, what is claimed. A society claims for crop loans; allied activities stand there with nothing.
fn table(c: &Frame, title: String, lines: &BTreeMap<String, FormLine>) -> Grid {
    let mut grid = Grid {
        title,
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("lender-form-purpose", Holds::Words),
                ("rep-category", Holds::Words),
                ("rep-accounts", Holds::Short),
                ("lender-form-lent", Holds::Money),
                ("lender-col-claimed", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    let row = |purpose: String, category: String, l: &FormLine| {
        let accounts = Cell::text(l.accounts.to_string());
        vec![Cell::text(purpose), Cell::text(category), accounts, Cell::Sum(l.lent), Cell::Sum(l.claimed)]
    };
    let (crop, allied, sum) = (c.s("lender-form-crop"), c.s("lender-form-allied"), c.s("web-total"));
    let mut crops = FormLine::default();
    for code in CATEGORIES {
        let line = lines.get(code).copied().unwrap_or_default();
        // the line for nobody's category stands there only where somebody is in it
        if code.is_empty() && line.accounts == 0 {
            continue;
        }
        crops.add(&line);
        let name = if code.is_empty() { "none" } else { code };
        grid.row(row(crop.clone(), c.s(&format!("society-caste-{name}")), &line));
    }
    grid.row(row(allied, sum.clone(), &FormLine::default()));
    grid.strong(row(sum, String::new(), &crops));
    grid
}

/// What the society certifies, and for the year to 31 March the auditor, with who signs.
fn certified(c: &Frame, society: &Society, file: &ClaimFile) -> Vec<(String, String)> {
    let to = file.made.rows.iter().map(|r| plus_days(r.to, -1)).max().unwrap_or(file.made.date);
    let sum = super::money(file.claimed());
    let own = c.s2("lender-form-certified", "society", &society.home.society.name, "sum", &sum);
    let mut all = vec![(own, c.s("rep-sign-secretary"))];
    let end = half_year_end(to);
    if end == FinancialYear::of(to).days().1 {
        let words = c.s2("lender-form-audited", "year", &FinancialYear::of(to).name(), "sum", &sum);
        all.push((words, c.s("lender-form-auditor")));
    } else {
        all.push((c.s("lender-form-unaudited"), String::new()));
    }
    all
}
