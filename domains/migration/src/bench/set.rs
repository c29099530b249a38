//! The data set as a digest: what signatures are bound to. It is over what was read and judged, not over words in which it is shown, so that a
//! better wording voids no signature and a changed figure voids them all.

use super::event::BenchEvent;
use super::{Case, Entry, Worked, decide, fold};
use crate::books;
use crate::cell::Folder;
use crate::opening;
use crate::paper::kinds;
use kernel::Digest;
use sha2::{Digest as _, Sha256};

struct Lines(Sha256);

impl Lines {
    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.update((part.len() as u64).to_be_bytes());
            self.0.update(part.as_bytes());
        }
        self.0.update([0]);
    }
}

/// The digest of a data set. One that was closed when less went into the digest, and is the same by that measure still, keeps the digest it was closed
/// under, and its signatures.
#[must_use]
pub fn digest(folder: &Folder, case: &Case, worked: &Worked) -> Digest {
    let mut lines = figures(folder, case, worked);
    let earlier = Digest(lines.0.clone().finalize().into());
    if case.frozen.as_ref().is_some_and(|f| f.what == earlier.hex()) {
        return earlier;
    }
    beside(&mut lines, case);
    Digest(lines.0.finalize().into())
}

/// The digest as it was made when only the figures went into it: what older data sets were closed under.
#[must_use]
pub fn earlier(folder: &Folder, case: &Case, worked: &Worked) -> Digest {
    Digest(figures(folder, case, worked).0.finalize().into())
}

/// What the certificate says beside the figures: since 28 November 2026 in the digest.
fn beside(lines: &mut Lines, case: &Case) {
    // never the digest of before, also where nothing was left out: what is closed by this measure is not held to the earlier one
    lines.put(&["made", "2"]);
    for (path, reason) in &case.left {
        lines.put(&["left", path, &reason.what]);
    }
    for (path, number) in &case.aside {
        lines.put(&["aside", path, &number.unwrap_or(0).to_string()]);
    }
    for mapping in &case.mappings {
        if let Some(reason) = case.dropped.get(&mapping.place) {
            lines.put(&["dropped", reason]);
        }
    }
    let sampling = &case.paper.sampling;
    if sampling != kinds::proposed() {
        lines.put(&["sampling", &json(sampling)]);
    }
}

/// What is known of a data set somebody names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is in the books.
    Posted,
    /// It is closed and what was counted last is of it; so many signatures stand under it.
    Closed(usize),
    /// It was closed once, and something was changed since.
    Void,
}

/// What the register says of a data set by its digest, hexadecimal; nothing where none of that digest was ever closed.
#[must_use]
pub fn known(entries: &[Entry], set: &str) -> Option<Known> {
    let names =
        |e: &Entry| matches!(&e.event, BenchEvent::Frozen { set: s } | BenchEvent::Posted { set: s } if s == set);
    entries.iter().any(names).then(|| {
        let case = fold(entries);
        if case.posted.as_ref().is_some_and(|p| p.what == set) {
            return Known::Posted;
        }
        let closed = case.frozen.as_ref().is_some_and(|f| f.what == set);
        match case.counted.as_ref().is_none_or(|c| c.what.set == set) {
            true if closed => Known::Closed(decide::standing(&case).len()),
            _ => Known::Void,
        }
    })
}

fn figures(folder: &Folder, case: &Case, worked: &Worked) -> Lines {
    let mut lines = Lines(Sha256::new());
    let books = &worked.migrated.books;
    lines.put(&["cutoff", &books.cutoff.to_string()]);
    let s = &books.society;
    lines.put(&["society", s.shown_name(), &s.registration_no, &s.district, &s.block]);
    for f in &folder.files {
        lines.put(&["file", &f.path, &f.digest.hex()]);
    }
    for r in &books.registers {
        lines.put(&["register", r.table.kind, &r.table.product, &r.file.to_string(), &r.sheet.to_string()]);
        let key = books::subject_field(r.table.kind);
        for i in 0..r.body.len() {
            let sum = books::sum_field(r.table.kind).and_then(|f| r.body.amount(f, i)).map_or(0, |p| p.0);
            lines.put(&["row", &r.body.rows[i].to_string(), r.body.text(key, i), &sum.to_string()]);
        }
        // what becomes an entry, every field of it: a day, a rate or a mobile number is signed as well as a balance
        opening::each_row(r, |row| lines.put(&["posted", &json(&row)]));
    }
    for e in &worked.migrated.ledger.entries {
        lines.put(&["head", &e.name, &e.debit.0.to_string(), &e.credit.0.to_string()]);
    }
    for line in opening::ledger_lines(&worked.migrated, &case.carried()) {
        lines.put(&["voucher", &json(&line)]);
    }
    judged(&mut lines, case);
    lines
}

fn json(plain: &impl serde::Serialize) -> String {
    serde_json::to_string(plain).expect("plain data")
}

/// What people decided of it.
fn judged(lines: &mut Lines, case: &Case) {
    for (members, judgement) in &case.judged {
        lines.put(&["persons", &members.join(","), &json(&judgement.what.0)]);
    }
    for (key, answer) in &case.answers {
        lines.put(&["answer", key, &json(&answer.what)]);
    }
    for (head, carried) in &case.carried {
        lines.put(&["carried", head, &json(&carried.what)]);
    }
    for (_, mend) in case.mends() {
        lines.put(&["mend", &json(mend)]);
    }
    for mapping in &case.mappings {
        lines.put(&["mapping", &json(&mapping.what)]);
    }
    for (head, stated) in &case.outside {
        lines.put(&["outside", head, &json(&stated.what)]);
    }
    for (no, volume) in &case.paper.volumes {
        lines.put(&["volume", &no.to_string(), &json(&volume.listing)]);
    }
}
