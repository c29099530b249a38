//! Who a member's number is, so that name and village of a ledger's row need not be typed where the register of members has them.

use crate::ask::{Ask, Trouble};
use crate::bench::memory;
use crate::counter::{refused, who};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::Verb;
use migration::paper::Kind;
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

/// Name, father and village of a member as the register of members has them; empty where it does not. What was keyed a moment ago
/// may be missing: the books are not worked out anew for every row.
pub(super) fn member(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    who(ask)?.guard(Verb::MigrationWork, society.id()).map_err(refused)?;
    let no = persons::number(&lipi::text::ascii_digits(ask.value("no").unwrap_or_default()));
    let bench = memory::lately(ask, &society)?;
    let registers = bench.worked.migrated.books.registers.iter().filter(|r| r.is("members", ""));
    let found = registers.filter(|_| !no.is_empty()).find_map(|r| {
        let record = (0..r.body.len()).find(|i| persons::number(r.body.text("member_no", *i)) == no)?;
        Some(FILLS.iter().map(|f| (*f, r.body.text(f, record))).filter(|(_, text)| !text.is_empty()).collect())
    });
    let known: BTreeMap<&str, &str> = found.unwrap_or_default();
    let json = serde_json::to_vec(&known).map_err(|e| kernel::Fault::new("write a member", e))?;
    Ok(([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], json).into_response())
}
