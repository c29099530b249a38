//! Whether a certificate is true, for whoever holds the paper: no login, and nothing is said but yes with name and day, or no.

use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use askama::Template;
use axum::response::Response;
use lipi::date;

#[derive(Template)]
#[template(path = "verify.html")]
struct Page {
    c: Frame,
    text: String,
    /// `ok`, `bad`, or empty before anything was asked.
    chip: &'static str,
    said: String,
    /// Name of the society of a true certificate.
    name: String,
}

pub(crate) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let c = Frame::plain(ask);
    let text = ask.value("t").unwrap_or_default().trim().to_owned();
    let found = if text.is_empty() { None } else { ask.web.desk.paper_ended(&text)? };
    let (chip, said, name) = match found {
        Some(of) => ("ok", c.s1("bench-verified", "day", &date::format(of.from)), of.name),
        None if text.is_empty() => ("", String::new(), String::new()),
        None => ("bad", c.s("bench-not-verified"), String::new()),
    };
    page::show(ask, &Page { text, chip, said, name, c })
}
