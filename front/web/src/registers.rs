//! One register as recognised: where it lies, which columns were understood, its first rows, its findings.

use crate::ask::{Ask, Trouble};
use crate::cell::{WindowView, window};
use crate::migration::{Step, place, steps, taken_in};
use crate::page::{self, Frame, Tab};
use crate::words::{column, encoded, register};
use askama::Template;
use axum::response::Response;
use keep::view;
use kernel::Source;
use lipi::amount::{format_indian, group};
use lipi::messages;

/// Rows shown on each side of the fourth row under the heading.
const FIRST: u32 = 4;

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
    let no: i64 = no.parse().map_err(|_| Trouble::no_page())?;
    let r = taken.registers.iter().find(|r| r.no == no).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let column_row = |k: &view::ColumnRow| ColumnRow {
        letter: column(k.col),
        heading: k.heading.clone(),
        field: field_name(&c, &k.field),
    };
    let only = view::FindingFilter { kind: r.kind.clone(), product: r.product.clone(), ..Default::default() };
    let findings = ask.read(|t| view::findings(t, society.id(), &only, view::Page::number(1, 1)))?.total;
    let page = Page {
        steps: steps(&c, &society, &taken, 2),
        name: register(c.lang, &r.kind, &r.product),
        place: place(&taken.files, r.source.file, r.source.sheet),
        heading: r.source.row.to_string(),
        rows: group(r.rows),
        sum: r.sum.map(format_indian).unwrap_or_default(),
        sure: format!("{}%", r.confidence),
        columns: r.columns.iter().map(column_row).collect(),
        findings: if findings == 0 { String::new() } else { group(findings) },
        findings_href: format!("{}/findings?register={}", society.base, encoded(&format!("{}/{}", r.kind, r.product))),
        window: window(ask, &taken, Source { row: r.source.row + FIRST, ..r.source }, FIRST, false).ok(),
        c,
    };
    page::show(ask, &page)
}

/// A field of a register in words.
pub(crate) fn field_name(c: &Frame, field: &str) -> String {
    let key = format!("web-field-{}", field.replace('_', "-").to_lowercase());
    messages::find(c.lang, &key, &[]).unwrap_or_else(|| field.to_owned())
}
