//! The gates seen from a seat above: the old files lie at the society's desk, so nothing is worked out here. What its program counted is shown, and
//! officers, auditor and bank sign the data set that was closed there.

use super::gates::{self, Signed, signature, signer_name};
use super::{act, memory};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, refused};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::bench::signs_as;
use keep::view;
use kernel::Refusal;
use lipi::amount::group;
use lipi::date;
use migration::bench::event::{Counted, Signer};
use migration::bench::gates::{Gate, Inventory, gates as all_gates, recounted, run};
use migration::bench::{BenchEvent, Case, decide};

#[derive(Template)]
#[template(path = "bench/afar.html")]
pub(super) struct Page {
    c: Frame,
    here: String,
    /// What can be read here, worked out from register and files: name and address.
    pages: Vec<(String, String)>,
    counted: String,
    /// What was counted is not what the register holds.
    miscounted: Vec<String>,
    /// What this office makes of register and files itself: chip and words.
    here_too: (&'static str, String),
    gates: Vec<(String, String, bool)>,
    figures: Vec<(String, String)>,
    set: String,
    signed: Vec<Signed>,
    mine: String,
    mine_name: String,
    /// What was done after closing: slips, posting, the days beside paper, its end.
    done: Vec<(String, String)>,
    /// Certificate of the end of paper; empty where it has not ended.
    certificate: String,
    verify: String,
    may_reopen: bool,
    ends: String,
    no: Option<No>,
    id: String,
    seen: String,
}

/// What a signer reads before he signs: message of the name, and place.
const PAGES: [(&str, &str); 6] = [
    ("bench-certificate", "certificate"),
    ("milan-title", "milan"),
    ("gate-7", "outside"),
    ("bench-slips", "slips"),
    ("bench-step-findings", "findings"),
    ("bench-step-mends", "mends"),
];

/// What was closed at the desk, where it was counted with the act and everything before signing was passed.
fn closed(case: &Case) -> Option<&str> {
    let frozen = case.frozen.as_ref()?;
    let counted = case.counted.as_ref().filter(|c| c.what.set == frozen.what)?;
    let before = 0b1111_1111;
    (counted.what.gates & before == before).then_some(frozen.what.as_str())
}

fn next(case: &Case) -> Option<Signer> {
    closed(case)?;
    Signer::ALL.get(decide::standing(case).len()).copied()
}

/// What the register holds otherwise than it was counted: rows keyed, pages whole and begun.
fn miscounted(ask: &Ask, society: &Society, c: &Frame, case: &Case) -> Result<Vec<String>, Trouble> {
    let mut out = Vec::new();
    if let (Some(held), Some(said)) = (case.miscounted, &case.counted) {
        out.push(c.s2("bench-miscounted", "n", &group(said.what.keyed), "m", &group(held)));
    }
    if let Some(both) = recounted(&ask.read(|t| view::bench_said(t, society.id()))?) {
        let [said, held] = both.map(|(n, all)| c.s2("web-n-of-m", "n", &group(n), "m", &group(all)));
        out.push(c.s2("bench-miscounted-pages", "n", &said, "m", &held));
    }
    Ok(out)
}

/// The data set and the gates as this office works them out from the register and the old files; nothing where not all files have come.
fn worked(ask: &Ask, society: &Society) -> Result<Option<(String, Vec<Gate>)>, Trouble> {
    match memory::seen(ask, society) {
        Ok((b, _)) => {
            let facts = gates::facts(ask, society, &b)?;
            Ok(Some((b.set.clone(), all_gates(&gates::look(&b, &facts)))))
        }
        Err(Trouble::Refused(..)) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Whether what was closed is what comes out here.
fn worked_here(ask: &Ask, society: &Society, c: &Frame, case: &Case) -> Result<(&'static str, String), Trouble> {
    let Some(frozen) = case.frozen.as_ref().filter(|_| case.posted.is_none()) else { return Ok(("", String::new())) };
    Ok(match worked(ask, society)? {
        Some((set, _)) if set == frozen.what => ("ok", c.s("bench-here-same")),
        Some(_) => ("bad", c.s("bench-here-other")),
        None => ("warn", c.s("bench-here-not")),
    })
}

fn figures(c: &Frame, k: &Counted) -> Vec<(String, String)> {
    let of = |(n, all): (u64, u64)| c.s2("web-n-of-m", "n", &group(n), "m", &group(all));
    vec![
        (c.s("web-rows"), group(k.rows)),
        (c.s("bench-rows-keyed"), group(k.keyed)),
        (c.s("bench-pages-whole"), of(k.pages)),
        (c.s("bench-step-milan"), of(k.heads)),
        (c.s("bench-findings-left"), of(k.findings)),
    ]
}

/// What stands in the register of everything after closing.
fn done(ask: &Ask, society: &Society, c: &Frame, case: &Case) -> Result<Vec<(String, String)>, Trouble> {
    let by = |s: &str, at| format!("{s} · {}", moment(at));
    let mut out = Vec::new();
    if let Some(until) = case.slips.values().map(|s| s.what.until).max() {
        let villages = group(case.slips.len() as u64);
        out.push((c.s("bench-slips"), c.s2("bench-afar-slips", "n", &villages, "day", &date::format(until))));
    }
    if !case.objections.is_empty() {
        let settled = case.objections.iter().filter(|o| o.what.settled.is_some()).count() as u64;
        let all = group(case.objections.len() as u64);
        out.push((c.s("bench-objections"), c.s2("bench-afar-objections", "n", &group(settled), "m", &all)));
    }
    if let Some(p) = &case.posted {
        out.push((c.s("gate-posted"), by(&p.by, p.at)));
        let (n, m) = (run(case, &gates::days(ask, society, case)?), gates::measures(ask, society)?.parallel);
        out.push((c.s("gate-9"), c.s2("gate-parallel", "n", &group(n), "m", &group(m))));
        let (sealed, books) = (case.sealed.len() as u64, Inventory::of(&case.paper).volumes.len() as u64);
        out.push((c.s("bench-books-sealed"), c.s2("web-n-of-m", "n", &group(sealed), "m", &group(books))));
    }
    if let Some(e) = &case.cut_over {
        let said = format!("{} · {}", e.what.resolution, by(&e.by, e.at));
        out.push((c.s1("bench-ended", "day", &date::format(e.what.from)), said));
    }
    out.extend(gates::unsigned(c, case).into_iter().map(|said| (c.s("bench-unsigned"), said)));
    out.extend(case.reopened.iter().map(|r| (c.s("bench-reopened"), format!("{} · {}", r.what.0, by(&r.by, r.at)))));
    Ok(out)
}

pub(super) fn page(ask: &Ask, society: &Society, no: Option<No>) -> Result<Page, Trouble> {
    let case = memory::case(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let counted = case.counted.as_ref();
    let bits = counted.map_or(0, |k| k.what.gates);
    let gate = |no: u8| (format!("G{no}"), c.s(&format!("gate-{no}")), bits & (1 << no) != 0);
    let set = case.frozen.as_ref().map(|f| f.what.clone()).unwrap_or_default();
    let mine = next(&case).filter(|_| decide::open_objections(&case) == 0);
    let mine = mine.filter(|s| ask.who.as_ref().is_some_and(|w| signs_as(w.role, *s)));
    Ok(Page {
        here: format!("{}/bench/gates", society.base),
        pages: PAGES.map(|(name, page)| (c.s(name), format!("{}/bench/{page}", society.base))).into(),
        counted: counted.map(|k| format!("{} · {}", k.by, moment(k.at))).unwrap_or_default(),
        miscounted: miscounted(ask, society, &c, &case)?,
        here_too: worked_here(ask, society, &c, &case)?,
        gates: (0..=10).map(gate).collect(),
        figures: counted.map(|k| figures(&c, &k.what)).unwrap_or_default(),
        // what was counted last says whether it is still the data that was closed
        signed: Signer::ALL.iter().map(|s| signature(&c, &case, counted.map_or("", |k| &k.what.set), *s)).collect(),
        mine: mine.map(|s| s.code().to_owned()).unwrap_or_default(),
        mine_name: mine.map(|s| signer_name(&c, s)).unwrap_or_default(),
        done: done(ask, society, &c, &case)?,
        certificate: if case.cut_over.is_some() {
            format!("{}/bench/cutover/certificate", society.base)
        } else {
            String::new()
        },
        verify: format!("{}/bench/verify", society.base),
        may_reopen: case.cut_over.is_some() && ask.who.as_ref().is_some_and(|w| w.role == desk::Role::Officer),
        ends: format!("{}/bench/cutover", society.base),
        set: set.chars().take(16).collect(),
        no,
        id: born(),
        seen: case.entries.to_string(),
        c,
    })
}

/// Where this office can work it out, nobody signs what comes out otherwise here, or before its gates.
fn looked_at(ask: &Ask, society: &Society, case: &Case, signer: &str) -> Result<(), Trouble> {
    let next = next(case).filter(|s| s.code() == signer);
    let (Some(signer), Some(set)) = (next, closed(case)) else { return Ok(()) };
    let open = decide::open_objections(case);
    if open > 0 {
        return Err(refused(Refusal::new(4700).with("n", open)));
    }
    match worked(ask, society)? {
        Some((here, _)) if here != set => Err(refused(Refusal::new(4705))),
        Some((_, all)) => gates::may_sign(signer, &all),
        None => Ok(()),
    }
}

/// A signature is given here.
pub(super) fn signed(ask: &Ask, society: &Society, f: &Filled) -> Result<Response, Trouble> {
    let case = memory::case(ask, society)?;
    if let Err(no) = looked_at(ask, society, &case, f.text("signer")) {
        return answered(ask, society, Err(no));
    }
    let asked = match (f.text("deed"), next(&case), closed(&case)) {
        ("sign", Some(signer), Some(set)) if signer.code() == f.text("signer") => {
            Ok(BenchEvent::Signed { signer, set: set.to_owned(), paper_no: f.text("paper_no").to_owned() })
        }
        ("sign", None, _) => Err(Refusal::new(3154)),
        _ => Err(Refusal::new(3155)),
    };
    let seen = f.text("seen").parse().ok();
    let done = asked
        .map_err(refused)
        .and_then(|event| act(ask, society, command(f), desk::act::Bench { event, seen, counted: None }));
    answered(ask, society, done.map(|_| ()))
}

/// The page again, after an act or with its refusal.
pub(super) fn answered(ask: &Ask, society: &Society, done: Result<(), Trouble>) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}/bench/gates", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &page(ask, society, Some(No::of(ask.lang, &no)))?, true),
        Err(e) => Err(e),
    }
}
