//! Members: their villages, their mobiles, persons entered twice.

use super::Context;
use crate::books::Books;
use crate::finding::{Findings, Place, code};
use crate::vocabulary;
use kernel::Paise;
use lipi::mobile::{self, Mobile};
use rustc_hash::{FxHashMap, FxHashSet};

/// A member's village that is not in the society's own list.
pub fn villages(books: &Books, _: &Context, findings: &mut Findings) {
    let names: Vec<&str> = books
        .registers
        .iter()
        .filter(|r| r.is("villages", ""))
        .flat_map(|r| (0..r.body.len()).map(|i| r.body.text("village", i)))
        .filter(|v| !v.is_empty())
        .collect();
    if names.is_empty() {
        return;
    }
    let folded: FxHashSet<String> = names.iter().map(|n| vocabulary::fold(n)).collect();
    let keys: FxHashSet<_> = names.iter().map(|n| lipi::name::key(n)).collect();
    let mut judged: FxHashMap<String, bool> = FxHashMap::default();
    for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("members", "")) {
        for i in 0..register.body.len() {
            let village = register.body.text("village", i);
            if village.is_empty() {
                continue;
            }
            let known = *judged.entry(village.to_owned()).or_insert_with(|| {
                folded.contains(&vocabulary::fold(village))
                    || keys.contains(&lipi::name::key(village))
                    || names.iter().any(|n| lipi::name::similarity(n, village) >= 0.93)
            });
            if !known {
                findings.record(
                    books,
                    code::UNKNOWN_VILLAGE,
                    r,
                    i,
                    "village",
                    Paise::ZERO,
                    &[("village", village.to_owned())],
                );
            }
        }
    }
}

/// A mobile number that cannot be one.
pub fn mobiles(books: &Books, _: &Context, findings: &mut Findings) {
    for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("members", "")) {
        for i in 0..register.body.len() {
            let text = register.body.text("mobile", i);
            if matches!(mobile::valid(text), Mobile::Bad) {
                findings.record(
                    books,
                    code::BAD_MOBILE,
                    r,
                    i,
                    "mobile",
                    Paise::ZERO,
                    &[("mobile", lipi::verhoeff::mask(text))],
                );
            }
        }
    }
}

/// One person with several numbers: proposed, never merged.
pub fn doubles(books: &Books, context: &Context, findings: &mut Findings) {
    for cluster in &context.persons.clusters {
        let last = cluster.members[cluster.members.len() - 1];
        let register = &books.registers[last.0];
        let numbers = cluster
            .members
            .iter()
            .map(|&(r, i)| books.registers[r].body.text("member_no", i))
            .collect::<Vec<_>>()
            .join(", ");
        let at = Place { register: last.0, row: register.body.rows[last.1], field: "name" };
        let args = [
            ("members", numbers),
            ("name", register.body.text("name", last.1).to_owned()),
            ("why", cluster.why.clone()),
        ];
        findings.raise(books, code::DUPLICATE_MEMBER, at, register.body.text("member_no", last.1), Paise::ZERO, &args);
    }
}
