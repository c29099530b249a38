//! Whether a certificate is true, for whoever holds the paper: no login, and nothing is said but yes with name and day, or no.

use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use askama::Template;
use axum::response::Response;
use kernel::SocietyId;
use lipi::date;
use migration::bench::event::Signer;
use migration::bench::set::Known;

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

/// What is known of a square's text.
pub(crate) struct Said {
    /// `ok`, `bad`, or empty before anything was asked.
    pub chip: &'static str,
    pub words: String,
    /// Name of the society, where the text names something of it.
    pub name: String,
    /// That society.
    pub of: Option<SocietyId>,
}

/// Looks a square's text up: the end of paper, or a data set that was closed for signing.
pub(crate) fn look(ask: &Ask, c: &Frame, text: &str) -> Result<Said, Trouble> {
    if text.is_empty() {
        return Ok(Said { chip: "", words: String::new(), name: String::new(), of: None });
    }
    if let Some(of) = ask.web.desk.paper_ended(text)? {
        let words = c.s1("bench-verified", "day", &date::format(of.from));
        return Ok(Said { chip: "ok", words, name: of.name, of: Some(of.society) });
    }
    if let Some(of) = ask.web.desk.data_set(text)? {
        let (chip, words) = match of.known {
            Known::Posted => ("ok", c.s("bench-verified-posted")),
            Known::Closed(n) => {
                let all = Signer::ALL.len().to_string();
                ("ok", c.s2("bench-verified-closed", "n", &n.to_string(), "m", &all))
            }
            Known::Void => ("bad", c.s("bench-verified-void")),
        };
        return Ok(Said { chip, words, name: of.name, of: Some(of.society) });
    }
    Ok(Said { chip: "bad", words: c.s("bench-not-verified"), name: String::new(), of: None })
}

pub(crate) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let c = Frame::plain(ask);
    let text = ask.value("t").unwrap_or_default().trim().to_owned();
    let Said { chip, words: said, name, .. } = look(ask, &c, &text)?;
    page::show(ask, &Page { text, chip, said, name, c })
}
