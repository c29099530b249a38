//! One register as recognised: where it lies, which columns were understood, its first rows, its findings.

use crate::ask::{Ask, Trouble};
use crate::cell::{WindowView, window};
use crate::migration::{Step, place, steps, taken_in};
use crate::page::{self, Frame, Tab};
use crate::words::{column, encoded, grouped, money, register};
use askama::Template;
use axum::response::Response;
use lipi::messages;

struct ColumnRow {
    letter: String,
    heading: String,
    field: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    name: String,
    place: String,
    heading: String,
    rows: String,
    sum: String,
    sure: String,
    columns: Vec<ColumnRow>,
    findings: String,
    findings_href: String,
    window: Option<WindowView>,
}

pub(crate) fn show(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let taken = taken_in(ask, &society)?;
    let no: usize = no.parse().map_err(|_| Trouble::no_page())?;
    let r = taken.registers.get(no).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = page::base(code);
    let column_row = |(col, field, heading): &(u16, String, String)| ColumnRow {
        letter: column(*col),
        heading: heading.clone(),
        field: field_name(&c, field),
    };
    let wanted = crate::books::FindingsWanted {
        register: Some((r.kind.clone(), r.product.clone())),
        take: 1,
        ..Default::default()
    };
    let findings = ask.web.books.findings(society.card.id, &wanted)?.total;
    let page = Page {
        steps: steps(&c, &society, &taken, 2),
        name: register(c.lang, &r.kind, &r.product),
        place: place(&taken.files, r.source.file, r.source.sheet),
        heading: r.source.row.to_string(),
        rows: grouped(r.rows),
        sum: r.sum.map(money).unwrap_or_default(),
        sure: format!("{}%", r.confidence),
        columns: r.columns.iter().map(column_row).collect(),
        findings: if findings == 0 { String::new() } else { grouped(findings) },
        findings_href: format!("{base}/findings?register={}", encoded(&format!("{}/{}", r.kind, r.product))),
        window: window(ask, &taken, r.source, 5, false).ok(),
        c,
    };
    page::show(ask, &page)
}

/// A field of a register in words.
pub(crate) fn field_name(c: &Frame, field: &str) -> String {
    let key = format!("web-field-{}", field.replace('_', "-").to_lowercase());
    messages::find(c.lang, &key, &[]).unwrap_or_else(|| field.to_owned())
}
