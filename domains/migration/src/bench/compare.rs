//! Two runs of a migration side by side: which figures differ, by how much, and which decisions make each difference.
//!
//! The decisions in which two cases differ are changed one after another in the first until it is the second. Between two steps the figures move by
//! exactly what the step does, so that the effects make up the whole difference and nothing is left unexplained.

use super::case::{Case, Mended};
use super::{Worked, gates};
use kernel::Paise;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a decision is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Cut-off day.
    Cutoff,
    /// A file, by path.
    File,
    /// How tables of some headings are read.
    Mapping,
    /// A keyed page, by volume and page; the listing of a volume has page 0.
    Page,
    /// Changes of cells and rows, with their reason.
    Mend,
    /// Persons judged, by their numbers.
    Persons,
    /// A finding answered, by its key.
    Answer,
    /// A difference carried, by head.
    Carried,
    /// A figure from outside, by head.
    Outside,
}

impl What {
    /// Name for messages: `compare-what-<name>`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            What::Cutoff => "cutoff",
            What::File => "file",
            What::Mapping => "mapping",
            What::Page => "page",
            What::Mend => "mend",
            What::Persons => "persons",
            What::Answer => "answer",
            What::Carried => "carried",
            What::Outside => "outside",
        }
    }
}

/// A decision in which two cases differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it is of.
    pub what: What,
    /// What exactly: path, headings, numbers, head.
    pub key: String,
    /// In the first: the decision as JSON; nothing where it is not there.
    pub before: Option<String>,
    /// In the second.
    pub after: Option<String>,
}

/// Joins what keys and pages are made of.
const JOINT: char = '\u{1f}';

fn json(plain: &impl Serialize) -> String {
    serde_json::to_string(plain).expect("plain data")
}

fn headings(table: &crate::profile::TableProfile) -> String {
    table.headings.join(" · ")
}

/// A mend by what it does, whoever made it and wherever its entry stands; the same done twice is two.
fn mend_keys(case: &Case) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let key = |m: &Mended| json(&(&m.mends, &m.reason));
    case.mended
        .iter()
        .map(|m| {
            let key = key(&m.what);
            let n = seen.entry(key.clone()).or_default();
            *n += 1;
            format!("{key}{JOINT}{n}")
        })
        .collect()
}

/// Every decision of a case by what it is of.
fn decisions(case: &Case) -> BTreeMap<(What, String), String> {
    let mut out = BTreeMap::new();
    let mut put = |what: What, key: String, says: String| out.insert((what, key), says);
    if let Some(cutoff) = &case.cutoff {
        put(What::Cutoff, String::new(), cutoff.what.to_string());
    }
    for (path, file) in &case.files {
        put(What::File, path.clone(), file.what.digest.clone());
    }
    for m in &case.mappings {
        put(What::Mapping, headings(&m.what), json(&m.what));
    }
    for (no, volume) in &case.paper.volumes {
        put(What::Page, format!("{no}{JOINT}0"), json(&volume.listing));
        for (page, known) in &volume.pages {
            put(What::Page, format!("{no}{JOINT}{page}"), format!("{known:?}"));
        }
    }
    for (key, m) in mend_keys(case).into_iter().zip(&case.mended) {
        put(What::Mend, key, m.what.reason.clone());
    }
    for (members, j) in &case.judged {
        put(What::Persons, members.join(", "), json(&j.what.0));
    }
    for (key, a) in &case.answers {
        put(What::Answer, key.clone(), json(&a.what));
    }
    for (head, c) in &case.carried {
        put(What::Carried, head.clone(), json(&c.what));
    }
    for (head, o) in &case.outside {
        put(What::Outside, head.clone(), json(&o.what));
    }
    out
}

/// In which decisions two cases differ, in the order in which they take effect: files before mappings, mappings before mends.
#[must_use]
pub fn changes(a: &Case, b: &Case) -> Vec<Change> {
    let (first, second) = (decisions(a), decisions(b));
    let keys: BTreeSet<&(What, String)> = first.keys().chain(second.keys()).collect();
    let change = |k: &(What, String)| {
        let (before, after) = (first.get(k).cloned(), second.get(k).cloned());
        (before != after).then(|| Change { what: k.0, key: k.1.clone(), before, after })
    };
    let mut out: Vec<Change> = keys.into_iter().filter_map(change).collect();
    // mends take effect in the order they were made
    let order: BTreeMap<String, usize> = mend_keys(a).into_iter().chain(mend_keys(b)).zip(0..).collect();
    out.sort_by_key(|c| (c.what, if c.what == What::Mend { order[&c.key] } else { 0 }));
    out
}

/// Takes over in `case` what `c` changes, as the second case has it.
pub fn apply(case: &mut Case, c: &Change, second: &Case) {
    fn keyed<K: Ord + Clone, V: Clone>(mine: &mut BTreeMap<K, V>, of: &BTreeMap<K, V>, is: impl Fn(&K) -> bool) {
        mine.retain(|k, _| !is(k));
        mine.extend(of.iter().filter(|(k, _)| is(k)).map(|(k, v)| (k.clone(), v.clone())));
    }
    match c.what {
        What::Cutoff => case.cutoff.clone_from(&second.cutoff),
        What::File => {
            keyed(&mut case.files, &second.files, |k| *k == c.key);
            case.secret.retain(|s| s.path != c.key);
            case.secret.extend(second.secret.iter().filter(|s| s.path == c.key).cloned());
        }
        What::Mapping => {
            case.mappings.retain(|m| headings(&m.what) != c.key);
            case.mappings.extend(second.mappings.iter().filter(|m| headings(&m.what) == c.key).cloned());
        }
        What::Page => page(case, &c.key, second),
        What::Mend => mends(case, c, second),
        What::Persons => keyed(&mut case.judged, &second.judged, |k| k.join(", ") == c.key),
        What::Answer => keyed(&mut case.answers, &second.answers, |k| *k == c.key),
        What::Carried => keyed(&mut case.carried, &second.carried, |k| *k == c.key),
        What::Outside => keyed(&mut case.outside, &second.outside, |k| *k == c.key),
    }
}

/// Takes over a mend; what the second case has too comes to stand in its order, since a mend may build upon another.
fn mends(case: &mut Case, c: &Change, second: &Case) {
    if c.after.is_none() {
        // of the same mend made twice the last goes first: the keys of the others stay
        let of = |key: &str| key.rsplit_once(JOINT).map(|(mend, _)| mend.to_owned());
        if let Some(at) = mend_keys(case).iter().rposition(|k| of(k) == of(&c.key)) {
            case.mended.remove(at);
        }
        return;
    }
    let theirs = mend_keys(second);
    case.mended.extend(theirs.iter().zip(&second.mended).find(|(k, _)| **k == c.key).map(|(_, m)| m.clone()));
    let order: BTreeMap<String, usize> = theirs.into_iter().zip(1..).collect();
    let mut all: Vec<_> = mend_keys(case).into_iter().zip(std::mem::take(&mut case.mended)).collect();
    all.sort_by_key(|(key, _)| order.get(key).copied().unwrap_or(0));
    case.mended = all.into_iter().map(|(_, m)| m).collect();
}

fn page(case: &mut Case, key: &str, second: &Case) {
    let mut parts = key.split(JOINT).map(|p| p.parse().unwrap_or(0));
    let (no, page) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    let Some(theirs) = second.paper.volumes.get(&no) else {
        case.paper.volumes.remove(&no);
        return;
    };
    let mine = case.paper.volumes.entry(no).or_insert_with(|| {
        let mut volume = theirs.clone();
        volume.pages.clear();
        volume
    });
    match theirs.pages.get(&page) {
        _ if page == 0 => mine.listing.clone_from(&theirs.listing),
        Some(known) => {
            mine.pages.insert(page, known.clone());
        }
        None => {
            mine.pages.remove(&page);
        }
    }
}

/// A figure of a run: what it is of, and how much, paise or pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Heads: register minus ledger, by code, with the head's name, ledger and register.
    pub heads: BTreeMap<String, (String, Paise, Paise)>,
    /// Rows and sum of the registers by kind and product.
    pub registers: BTreeMap<(String, String), (u64, Paise)>,
    /// Findings that are work, by code.
    pub findings: BTreeMap<String, u64>,
    /// Members.
    pub members: u64,
    /// Accounts.
    pub accounts: u64,
    /// Gates passed, bit 0 is G0.
    pub gates: u16,
}

impl Figures {
    /// Of a case worked out; `keys` are those of its findings in their order.
    #[must_use]
    pub fn of(look: &gates::Look<'_>, keys: &[String]) -> Figures {
        let Worked { migrated: m, .. } = look.worked;
        let mut out = Figures::default();
        for d in &m.ledger.heads {
            out.heads.insert(d.head.clone(), (d.name.clone(), d.ledger, d.register));
        }
        for r in &m.books.registers {
            let rows = r.body.len() as u64;
            let at = out.registers.entry((r.table.kind.to_owned(), r.table.product.clone())).or_default();
            at.0 += rows;
            at.1 += m.register_sum(r).unwrap_or_default();
            if r.table.kind == "members" {
                out.members += rows;
            }
            if crate::report::account_kind(r).is_some() {
                out.accounts += rows;
            }
        }
        for (finding, key) in m.findings.iter().zip(keys) {
            let stands =
                look.case.answers.get(key).is_some_and(|a| matches!(a.what, super::event::Answer::Stands { .. }));
            if !stands {
                *out.findings.entry(finding.code.to_string()).or_default() += 1;
            }
        }
        out.gates = gates::gates(look).iter().filter(|g| g.passed()).fold(0, |bits, g| bits | 1 << g.no);
        out
    }
}

/// A figure that is another in the second run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// A head's difference between register and ledger, paise.
    Head(String, Paise),
    /// Rows and sum of a register.
    Register((String, String), i64, Paise),
    /// Findings of a code.
    Findings(String, i64),
    /// A gate that opened (true) or closed.
    Gate(u8, bool),
}

fn by<K: Ord + Clone, V>(a: &BTreeMap<K, V>, b: &BTreeMap<K, V>) -> BTreeSet<K> {
    a.keys().chain(b.keys()).cloned().collect()
}

/// Which figures differ and by how much, second minus first.
#[must_use]
pub fn moved(a: &Figures, b: &Figures) -> Vec<Moved> {
    let mut out = Vec::new();
    for head in by(&a.heads, &b.heads) {
        let off = |f: &Figures| f.heads.get(&head).map_or(Paise::ZERO, |h| h.2 - h.1);
        let moved = off(b) - off(a);
        if !moved.is_zero() {
            out.push(Moved::Head(head, moved));
        }
    }
    for key in by(&a.registers, &b.registers) {
        let of = |f: &Figures| f.registers.get(&key).copied().unwrap_or_default();
        let ((rows, sum), (rows2, sum2)) = (of(a), of(b));
        if (rows, sum) != (rows2, sum2) {
            out.push(Moved::Register(key, rows2 as i64 - rows as i64, sum2 - sum));
        }
    }
    for code in by(&a.findings, &b.findings) {
        let of = |f: &Figures| f.findings.get(&code).copied().unwrap_or(0) as i64;
        if of(a) != of(b) {
            out.push(Moved::Findings(code.clone(), of(b) - of(a)));
        }
    }
    let flipped = (0..16).filter(|g| (a.gates ^ b.gates) >> g & 1 == 1);
    out.extend(flipped.map(|g| Moved::Gate(g as u8, b.gates >> g & 1 == 1)));
    out
}

/// Changes in so many steps at most, none of them empty: what cannot be worked out one by one is worked out together.
#[must_use]
pub fn steps(changes: &[Change], most: usize) -> Vec<&[Change]> {
    let each = changes.len().div_ceil(most.max(1)).max(1);
    changes.chunks(each).collect()
}
