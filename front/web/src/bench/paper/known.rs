//! Who a member's number is, so that name and village of a ledger's row need not be typed where the register of members has them.

use crate::ask::{Ask, Trouble};
use crate::bench::memory::{self, Bench};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::Verb;
use migration::bench::Case;
use migration::paper::{Kind, control};
use migration::persons;
use std::collections::BTreeMap;

/// What a ledger says of a member besides his number.
const FILLS: [&str; 4] = ["name", "father", "village", "panchayat"];

/// Whether this column of a kind holds the number of a member another book introduces.
pub(super) fn asks(kind: &Kind, column: usize) -> bool {
    kind.columns[column].field == "member_no" && introduces_nobody(kind)
}

/// What of a member goes into this column of a kind; empty where nothing.
pub(super) fn fills(kind: &Kind, column: usize) -> &'static str {
    let known = introduces_nobody(kind) && kind.column("member_no").is_some();
    let field = FILLS.iter().find(|f| known && **f == kind.columns[column].field && !kind.columns[column].twice);
    field.copied().unwrap_or_default()
}

fn introduces_nobody(kind: &Kind) -> bool {
    kind.reads.as_deref() != Some("members")
}

/// Name, father and village of a member as the register of members has them; empty where it does not. What is keyed of it counts from the
/// first hand on, since names are only shown to be compared; the files that were brought are asked as somebody saw them last.
pub(super) fn member(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    ask.let_by(Verb::MigrationWork, society.id(), "key-page")?;
    let no = persons::number(&lipi::text::ascii_digits(ask.value("no").unwrap_or_default()));
    let case = memory::case(ask, &society)?;
    let known = match keyed(&case, &no) {
        Some(known) => known,
        None if no.is_empty() || case.files.is_empty() => BTreeMap::new(),
        None => brought(&*memory::lately(ask, &society)?, &no).unwrap_or_default(),
    };
    let json = serde_json::to_vec(&known).map_err(|e| kernel::Fault::new("write a member", e))?;
    Ok(([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], json).into_response())
}

/// What is said of a member, by field; what is empty is left out.
fn said<'t>(text: impl Fn(&'static str) -> &'t str) -> BTreeMap<&'static str, String> {
    FILLS.iter().map(|f| (*f, text(f).to_owned())).filter(|(_, text)| !text.is_empty()).collect()
}

/// In a register of members that is keyed from paper.
fn keyed(case: &Case, no: &str) -> Option<BTreeMap<&'static str, String>> {
    let books = case.paper.volumes.values().filter_map(|v| Some((v, v.kind()?)));
    books.filter(|(_, kind)| !introduces_nobody(kind)).find_map(|(volume, kind)| {
        let at = kind.column("member_no")?;
        let rows = volume.pages.values().filter_map(|p| p.first.as_ref()).flat_map(|f| &f.keyed.rows);
        let row = rows.into_iter().find(|r| persons::number(&lipi::text::ascii_digits(control::cell(r, at))) == no)?;
        Some(said(|field| kind.column(field).map_or("", |c| control::cell(row, c))))
    })
}

/// In a register of members among the files.
fn brought(bench: &Bench, no: &str) -> Option<BTreeMap<&'static str, String>> {
    bench.worked.migrated.books.registers.iter().filter(|r| r.is("members", "")).find_map(|r| {
        let record = (0..r.body.len()).find(|i| persons::number(r.body.text("member_no", *i)) == no)?;
        Some(said(|field| r.body.text(field, record)))
    })
}
