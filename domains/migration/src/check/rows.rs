//! Rows written twice, dates that cannot exist, Aadhaar numbers in remarks.

use super::Context;
use crate::body::Body;
use crate::books::{self, Books};
use crate::finding::{Findings, code};
use crate::persons::number;
use crate::value::Day;
use crate::vocabulary;
use kernel::Paise;

/// An account's row written twice, one below the other, the same values in every column.
pub fn doubled(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in books.registers.iter().enumerate() {
        let key = match register.table.kind {
            "loans" | "deposits" => "account_no",
            "shares" => "member_no",
            _ => continue,
        };
        let body = &register.body;
        for i in 1..body.len() {
            let no = body.text(key, i);
            if no.is_empty() || number(no) != number(body.text(key, i - 1)) || !same(body, i - 1, i) {
                continue;
            }
            let amount = body.amount("balance", i).unwrap_or(Paise::ZERO);
            let f = findings.record(books, code::DUPLICATE_ROW, r, i, key, amount, &[("account", no.to_owned())]);
            for field in ["balance", "interest"] {
                if let Some(amount) = body.amount(field, i) {
                    findings.effect(f, r, field, Some(i), amount);
                }
            }
        }
    }
}

/// The typing may differ, the values not.
fn same(body: &Body, a: usize, b: usize) -> bool {
    let amounts = body
        .amount_fields()
        .filter(|f| *f != "sno" && *f != "folio")
        .all(|f| body.amount(f, a).unwrap_or(Paise::ZERO) == body.amount(f, b).unwrap_or(Paise::ZERO));
    let days = body.day_fields().all(|f| {
        let (x, y) = (body.day(f, a), body.day(f, b));
        x == y || matches!(x, Day::About(_)) || matches!(y, Day::About(_))
    });
    let texts = body.text_fields().filter(|f| !matches!(*f, "remark" | "village" | "words")).all(|f| {
        let (x, y) = (body.text(f, a), body.text(f, b));
        x == y || vocabulary::fold(x) == vocabulary::fold(y) || lipi::name::similarity(x, y) > 0.8
    });
    amounts && days && texts
}

/// A day of the calendar that does not exist.
pub fn impossible_dates(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in books.registers.iter().enumerate() {
        let body = &register.body;
        for field in body.day_fields() {
            for i in 0..body.len() {
                if body.day(field, i) == Day::Impossible {
                    findings.record(
                        books,
                        code::IMPOSSIBLE_DATE,
                        r,
                        i,
                        field,
                        Paise::ZERO,
                        &[("field", heading(register, field))],
                    );
                }
            }
        }
    }
}

fn heading(register: &books::Register, field: &str) -> String {
    register.table.columns.iter().find(|c| c.field == field).map_or(String::new(), |c| c.heading.clone())
}

/// A full Aadhaar number in free text. The number itself is never copied.
pub fn aadhaar(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in books.registers.iter().enumerate() {
        for &(i, col) in &register.aadhaar {
            let key = books::subject_field(register.table.kind);
            let f = findings.record(books, code::FULL_AADHAAR_IN_TEXT, r, i, key, Paise::ZERO, &[]);
            if let Some(source) = &mut findings.list[f].source {
                source.col = col;
            }
        }
    }
}
