//! Goods: the counter of the shop and the godown, by keyboard; lists and reports of the activities.

mod bills;
mod books;
mod deeds;
mod report;
mod sell;
mod setup;

use crate::ask::Trouble;
use crate::body::Form;
use crate::counter::form::Filled;
use crate::page::Frame;
use crate::router::{Web, run};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use kernel::{Date, Paise};
use lipi::amount::format_indian;
use std::collections::HashMap;
use trade::split::Tax;
use trade::{Milli, TradeEvent};

type Sent = Form<HashMap<String, String>>;

/// Addresses of goods.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    Router::new()
        .route("/s/{code}/trade", get(|ask, Path(code): Path<String>| run(ask, move |a| report::index(a, &code))))
        .route(
            "/s/{code}/trade/sell",
            get(|ask, Path(code): Path<String>| run(ask, move |a| sell::step(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| sell::done(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/trade/do/{deed}",
            get(|ask, Path((code, deed)): Two| run(ask, move |a| deeds::form(a, &code, &deed))).post(
                |ask, Path((code, deed)): Two, Form(f): Sent| {
                    run(ask, move |a| deeds::done(a, &code, &deed, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/trade/{page}",
            get(|ask, Path((code, page)): Two| run(ask, move |a| report::show(a, &code, &page))),
        )
}

fn money(p: Paise) -> String {
    format!("₹ {}", format_indian(p))
}

/// A quantity as typed, in either script: `12`, `0.5`.
fn quantity(text: &str) -> Option<Milli> {
    let text = lipi::text::ascii_digits(text);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    if part.len() > 3 || !part.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok().filter(|n| *n >= 0)? };
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part).map(Milli)
}

fn day_or(text: Option<&str>, other: Date) -> Result<Date, Trouble> {
    let Some(text) = text else { return Ok(other) };
    let read = lipi::date::read(text, &lipi::date::DateHints::default());
    read.exact().ok_or_else(|| desk::Trouble::from(crate::counter::form::unread("date", text)).into())
}

/// What a bill comes to, and its lines with tax, for the receipt.
pub(crate) fn bill(c: &Frame, event: &TradeEvent) -> (Paise, Vec<(String, String)>) {
    let mut more = Vec::new();
    if let Some(number) = event.number() {
        more.push((c.s("counter-f-bill"), number.to_owned()));
    }
    let mut line = |what: &str, qty: Milli, taxable: Paise, tax: &Tax| {
        let mut text = format!("{qty} · {}", money(taxable));
        for (name, part) in [("CGST", tax.cgst), ("SGST", tax.sgst), ("IGST", tax.igst)] {
            if !part.is_zero() {
                text.push_str(&format!(" + {name} {}", format_indian(part)));
            }
        }
        more.push((what.to_owned(), text));
    };
    let legs: &[trade::Leg] = match event {
        TradeEvent::Purchased(e) => {
            e.lines.iter().for_each(|l| line(&l.item, l.qty, l.taxable, &l.tax));
            &e.legs
        }
        TradeEvent::SaleReturned(e) => {
            e.lines.iter().for_each(|l| line(&l.item, l.qty, l.taxable, &l.tax));
            &e.legs
        }
        TradeEvent::PurchaseReturned(e) => {
            e.lines.iter().for_each(|l| line(&l.item, l.pick.qty, l.taxable, &l.tax));
            &e.legs
        }
        TradeEvent::Settled(e) => &e.legs,
        TradeEvent::Reversed(e) => return bill(c, &e.was),
        other => match other.sale() {
            Some(sale) => {
                sale.lines.iter().for_each(|l| line(&l.item, l.qty, l.taxable, &l.tax));
                &sale.legs
            }
            None => &[],
        },
    };
    let sum = legs.iter().map(|l| l.amount).sum();
    if let TradeEvent::RationIssued(e) = event {
        more.push((c.s("counter-f-card"), e.card.clone()));
    }
    for loan in legs.iter().filter_map(|l| l.loan.as_ref()) {
        more.push((c.s("counter-f-loan"), loan.clone()));
    }
    (sum, more)
}
