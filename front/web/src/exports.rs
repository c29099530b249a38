//! The books as files for other programs, from a page.

use crate::ask::{Ask, Trouble};
use crate::counter::who;
use crate::page::{self, Frame, Tab};
use crate::reports::Proof;
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::CsvOf;

/// What there is: name in the address, ending of the file, its kind.
const FILES: [(&str, &str, &str); 6] = [
    ("templates", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("tally", "xml", "application/xml"),
    ("hledger", "journal", "text/plain; charset=utf-8"),
    ("beancount", "beancount", "text/plain; charset=utf-8"),
    ("trial-balance", "csv", "text/csv; charset=utf-8"),
    ("vouchers", "csv", "text/csv; charset=utf-8"),
];

struct Row {
    href: String,
    name: String,
    why: String,
}

#[derive(Template)]
#[template(path = "exports.html")]
struct Page {
    c: Frame,
    files: Vec<Row>,
    books: Vec<(String, String)>,
    proof: Proof,
}

/// What may be taken out.
pub(crate) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let base = &society.base;
    let row = |(what, ..): &(&str, &str, &str)| Row {
        href: format!("{base}/exports/{what}"),
        name: c.s(&format!("estate-export-{what}")),
        why: c.s(&format!("estate-export-{what}-why")),
    };
    let books = ["day-book", "cash-book", "ledgers", "members"];
    let books = books.map(|b| (format!("{base}/books/{b}?as=xlsx"), c.s(&format!("rep-book-{b}"))));
    let page = Page { files: FILES.iter().map(row).collect(), books: books.into(), proof: Proof::of(&society), c };
    page::show(ask, &page)
}

/// One of the files.
pub(crate) fn file(ask: &Ask, code: &str, what: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (_, ending, kind) = FILES.iter().find(|f| f.0 == what).ok_or_else(Trouble::no_page)?;
    let (desk, who, id) = (&ask.web.desk, who(ask)?, society.id());
    let mut out = Vec::new();
    match what {
        "templates" => out = desk.export_templates(who, id)?,
        "tally" => desk.export_tally(who, id, &mut out)?,
        "hledger" => desk.export_hledger(who, id, &mut out)?,
        "beancount" => desk.export_beancount(who, id, &mut out)?,
        "vouchers" => desk.export_csv(who, id, CsvOf::Vouchers, &mut out)?,
        _ => desk.export_csv(who, id, CsvOf::TrialBalance, &mut out)?,
    }
    let headers = [
        (header::CONTENT_TYPE, (*kind).to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{what}.{ending}\"")),
    ];
    Ok((headers, out).into_response())
}
