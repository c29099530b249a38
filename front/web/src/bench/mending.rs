//! A mend of the old books for a head's difference: what it would change and move, before it is written.

use super::memory::{self, Bench};
use super::milan::{MOST, address, find, said};
use super::queue::{file_rows, sheet_address, told};
use super::{At, act, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, refused};
use crate::finding::code_name;
use crate::migration::{Step, place};
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use keep::view::FileRow;
use kernel::{Paise, Refusal};
use lipi::amount::{format_indian, group};
use migration::bench::{self, BenchEvent, Case, Mend, Said, loose};
use migration::candidates::{Candidate, candidates, mends};
use migration::cell::Folder;
use std::collections::BTreeSet;

/// Changes listed before "and n more".
const SHOWN: usize = 30;

struct Change {
    place: String,
    cell: String,
    href: String,
    old: String,
    new: String,
}

#[derive(Template)]
#[template(path = "bench/milan-mend.html")]
struct Preview {
    c: Frame,
    steps: Vec<Step>,
    name: String,
    back: String,
    says: Vec<String>,
    changes: Vec<Change>,
    more: String,
    heads: Vec<(String, String, String)>,
    gone: Vec<String>,
    new: Vec<String>,
    action: String,
    hidden: Vec<(&'static str, String)>,
    reason: String,
    no: Option<No>,
}

/// What was chosen on a head's page.
struct Chosen {
    candidate: Candidate,
    mends: Vec<Mend>,
}

/// The candidate chosen, if nobody wrote since the page was made: the numbers are places in its list.
fn chosen(b: &Bench, code: &str, pick: &str, only: &str, seen: &str) -> Result<Chosen, Refusal> {
    if seen.parse() != Ok(b.seen()) {
        return Err(Refusal::new(3162));
    }
    let all = candidates(&b.worked.migrated, code, MOST);
    let nothing = || Refusal::new(3102);
    let mut candidate = pick.parse::<usize>().ok().and_then(|i| all.into_iter().nth(i)).ok_or_else(nothing)?;
    if !only.is_empty() {
        let one = only.parse::<usize>().ok().and_then(|k| candidate.causes.get(k).cloned()).ok_or_else(nothing)?;
        candidate.causes = vec![one];
    }
    let mends = mends(&b.folder, &b.worked.migrated, &candidate);
    if mends.is_empty() { Err(nothing()) } else { Ok(Chosen { candidate, mends }) }
}

/// What a mend would do.
pub(super) fn preview(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let text = |name| ask.value(name).unwrap_or_default().to_owned();
    page::show(ask, &preview_page(ask, &society, head, [text("pick"), text("only"), text("seen")], None, None)?)
}

fn preview_page(
    ask: &Ask,
    society: &Society,
    code: &str,
    [pick, only, seen]: [String; 3],
    no: Option<No>,
    reason: Option<&str>,
) -> Result<Preview, Trouble> {
    let b = memory::bench(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let h = find(&c, &b, code)?;
    let chosen = chosen(&b, code, &pick, &only, &seen).map_err(refused)?;
    let after = tried(&b, &chosen.mends);
    let says: Vec<String> = chosen.candidate.causes.iter().filter(|x| x.can_be_mended()).map(|x| said(&c, x)).collect();
    let files = file_rows(&b);
    let back = address(society, code);
    Ok(Preview {
        steps: steps(&c, society, &b, At::Milan),
        name: h.name.clone(),
        changes: chosen.mends.iter().take(SHOWN).map(|m| change(&c, society, &b, &files, m)).collect(),
        more: match chosen.mends.len().saturating_sub(SHOWN) {
            0 => String::new(),
            rest => c.s1("web-and-more", "n", &group(rest as u64)),
        },
        heads: moved(&c, &b, &after),
        gone: named(&c, &b.worked.migrated.findings, &b.keys, &after.keys),
        new: named(&c, &after.worked.migrated.findings, &after.keys, &b.keys),
        action: format!("{back}/mend"),
        hidden: vec![("id", born()), ("pick", pick), ("only", only), ("seen", seen)],
        reason: reason.map_or_else(|| says.join("; "), str::to_owned),
        says,
        back,
        no,
        c,
    })
}

fn change(c: &Frame, society: &Society, b: &Bench, files: &[FileRow], m: &Mend) -> Change {
    let at = m.at();
    let source = bench::source(&b.folder, at);
    let (cell, old, new) = told(c, m);
    Change {
        place: source.map(|s| place(files, s.file, s.sheet)).unwrap_or_default(),
        cell,
        href: source.map(|s| sheet_address(society, s)).unwrap_or_default(),
        old,
        new,
    }
}

struct After {
    worked: bench::Worked,
    keys: Vec<String>,
}

/// The books with mends laid over them, for looking only.
fn tried(b: &Bench, mends: &[Mend]) -> After {
    let mut folder = Folder { files: b.folder.files.clone(), set_aside: Vec::new() };
    let what = bench::case::Mended { mends: mends.to_vec(), reason: String::new(), finding: String::new() };
    let at = b.case.cutoff.as_ref().map_or(kernel::Instant(0), |s| s.at);
    let case = Case { mended: vec![Said { place: (0, 0), by: String::new(), at, what }], ..Case::clone(&b.case) };
    let worked = bench::work(&mut folder, &case, b.worked.migrated.books.cutoff, Default::default());
    let keys = worked.migrated.findings.iter().map(|f| bench::key(f, &folder)).collect();
    After { worked, keys }
}

/// Heads whose difference becomes another: name, before, after.
fn moved(c: &Frame, b: &Bench, after: &After) -> Vec<(String, String, String)> {
    let gap = |of: &migration::Migrated| of.ledger.totals.0 - of.ledger.totals.1;
    let (before, now) = (&b.worked.migrated, &after.worked.migrated);
    let mut out: Vec<(String, Paise, Paise)> = Vec::new();
    let (heads, after) = (loose::all(before), loose::all(now));
    for h in &heads {
        let then = after.iter().find(|x| x.head == h.head).map_or(Paise::ZERO, |x| x.difference);
        out.push((h.name.clone(), h.difference, then));
    }
    out.push((c.s("milan-trial"), gap(before), gap(now)));
    out.into_iter().filter(|x| x.1 != x.2).map(|(n, a, z)| (n, format_indian(a), format_indian(z))).collect()
}

/// Findings of one list whose keys the other does not have.
fn named(c: &Frame, found: &[migration::event::FindingSeen], keys: &[String], other: &[String]) -> Vec<String> {
    let other: BTreeSet<&String> = other.iter().collect();
    let only = found.iter().zip(keys).filter(|(_, k)| !other.contains(k));
    only.map(|(f, _)| [code_name(c.lang, &f.code), f.subject.clone()].join(" · ")).take(SHOWN).collect()
}

/// Mends as chosen.
pub(super) fn mend(ask: &Ask, code: &str, head: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let picked = ["pick", "only", "seen"].map(|n| f.text(n).to_owned());
    let chosen = chosen(&b, head, &picked[0], &picked[1], &picked[2]).map_err(refused)?;
    let finding = match &chosen.candidate.causes[..] {
        [one] => one.finding.and_then(|no| b.keys.get(usize::try_from(no).ok()?).cloned()).unwrap_or_default(),
        _ => String::new(),
    };
    let event = BenchEvent::Mended { mends: chosen.mends, reason: f.text("reason").to_owned(), finding };
    match act(ask, &society, command(f), desk::act::Bench { event, seen: Some(b.seen()), counted: None }) {
        Ok(_) => Ok(Redirect::to(&address(&society, head)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let no = No::of(ask.lang, &no);
            let page = preview_page(ask, &society, head, picked, Some(no), Some(f.text("reason")))?;
            page::show_again(ask, &page, true)
        }
        Err(e) => Err(e),
    }
}
