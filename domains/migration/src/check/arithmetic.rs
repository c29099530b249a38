//! A row's own arithmetic: what it adds up to against what it says.

use super::Context;
use crate::body::Body;
use crate::books::Books;
use crate::digits::{self, Slip};
use crate::finding::{Findings, code};
use kernel::Paise;

/// Field and the amount the rest of the row gives it.
fn expectations(kind: &str, product: &str, body: &Body, i: usize) -> Vec<(&'static str, Paise)> {
    let a = |field: &str| body.amount(field, i);
    let zero = |field: &str| a(field).unwrap_or(Paise::ZERO);
    let mut out = Vec::new();
    match (kind, product) {
        ("loans", _) => {
            if let (Some(disbursed), true) = (a("disbursed"), body.has("repaid")) {
                out.push(("balance", disbursed - zero("repaid")));
            }
        }
        ("borrowings", _) => {
            if let (Some(drawn), true) = (a("drawn"), body.has("repaid")) {
                out.push(("balance", drawn - zero("repaid")));
            }
        }
        ("shares", _) if body.has("opening") && body.has("received") && body.has("refunded") => {
            out.push(("balance", zero("opening") + zero("received") - zero("refunded")));
        }
        ("deposits", "RD") => {
            if let (Some(instalment), Some(paid)) = (a("instalment"), a("paid_count")) {
                out.extend(times(instalment, paid).map(|p| ("balance", p)));
            }
        }
        ("stock", _) => {
            if let (Some(quantity), Some(rate)) = (a("closing"), a("rate")) {
                out.extend(times(rate, quantity).map(|p| ("value", p)));
            }
        }
        ("fixed_assets", _) => {
            if let (Some(cost), Some(depreciation)) = (a("cost"), a("depreciation")) {
                out.push(("value", cost - depreciation));
            }
        }
        ("dcb", _) => {
            if let (Some(demand), Some(collected)) = (a("demand"), a("collected")) {
                out.push(("balance", demand - collected));
            }
        }
        _ => {}
    }
    out
}

/// Amount times a count held as hundredths; `None` where it overflows.
fn times(amount: Paise, count: Paise) -> Option<Paise> {
    let product = i128::from(amount.0) * i128::from(count.0);
    i64::try_from((product + 50 * product.signum()) / 100).ok().map(Paise)
}

/// The row's arithmetic holds as written (`None` where it has none).
#[must_use]
pub fn holds(kind: &str, product: &str, body: &Body, i: usize, field: &str) -> Option<bool> {
    Some(body.amount(field, i).unwrap_or(Paise::ZERO) == says(kind, product, body, i, field)?)
}

/// What the row's arithmetic gives the field (`None` where it has none).
#[must_use]
pub fn says(kind: &str, product: &str, body: &Body, i: usize, field: &str) -> Option<Paise> {
    expectations(kind, product, body, i).into_iter().find(|(f, _)| *f == field).map(|(_, right)| right)
}

/// Decimal slips and exchanged digits that the row's own arithmetic shows. A register where the rule fails on many
/// rows does not follow the rule, and says nothing.
pub fn slips(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in books.registers.iter().enumerate() {
        let (kind, product) = (register.table.kind, register.table.product.as_str());
        let body = &register.body;
        let checked: Vec<(usize, &'static str, Paise, Paise)> = (0..body.len())
            .flat_map(|i| {
                expectations(kind, product, body, i)
                    .into_iter()
                    .map(move |(f, right)| (i, f, body.amount(f, i).unwrap_or(Paise::ZERO), right))
            })
            .collect();
        let wrong = checked.iter().filter(|(_, _, written, right)| written != right).count();
        if wrong * 5 > checked.len() && wrong > 3 {
            continue;
        }
        for (i, field, written, right) in checked {
            let Some(slip) = digits::slip(written, right) else { continue };
            report(books, findings, r, i, field, right, slip);
        }
    }
}

/// Raises the finding of a slip and notes its effect.
pub fn report(
    books: &Books,
    findings: &mut Findings,
    r: usize,
    i: usize,
    field: &'static str,
    right: Paise,
    slip: Slip,
) {
    let written = books.registers[r].body.amount(field, i).unwrap_or(Paise::ZERO);
    let code = match slip {
        Slip::Decimal => code::DECIMAL_SHIFT,
        Slip::Transposition => code::DIGIT_TRANSPOSITION,
    };
    let args = [("written", lipi::amount::format_rupees(written)), ("right", lipi::amount::format_rupees(right))];
    let f = findings.record(books, code, r, i, field, written - right, &args);
    findings.effect(f, r, field, Some(i), written - right);
}
