//! Two runs side by side: which figures differ, by how much, and why.

use super::super::memory::{self, Bench};
use super::super::{gates, inventory_of};
use super::run_of;
use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame, Tab};
use crate::words::register;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use keep::trial::Ending;
use kernel::Paise;
use lipi::amount::{format_indian, group};
use migration::bench::compare::{self, Change, Figures, Moved, What};
use migration::bench::gates::{Facts, Look};
use std::sync::Arc;

/// Steps worked out at most: each is the whole of the books read anew.
const STEPS: usize = 10;
/// Decisions and figures named in a step.
const NAMED: usize = 6;

/// A figure in both runs.
struct Line {
    name: String,
    first: String,
    second: String,
    moved: String,
}

/// Why: decisions that are in one and not in the other, and what they do.
struct Why {
    /// What it is of, which, how the runs stand to it.
    changes: Vec<(String, String, String)>,
    more: String,
    effects: Vec<String>,
}

#[derive(Template)]
#[template(path = "bench/compare.html")]
struct Page {
    c: Frame,
    base: String,
    here: String,
    /// Number, name, chosen first, chosen second.
    runs: Vec<(i64, String, bool, bool)>,
    first: String,
    second: String,
    heads: Vec<Line>,
    figures: Vec<Line>,
    whys: Vec<Why>,
    same: bool,
    /// In one of them nothing was begun.
    empty: bool,
}

struct Run {
    bench: Arc<Bench>,
    facts: Facts,
    figures: Figures,
}

fn figures(b: &Bench, facts: &Facts) -> Figures {
    Figures::of(&Look { case: &b.case, folder: &b.folder, worked: &b.worked, facts }, &b.keys)
}

fn of_run(ask: &Ask, society: &Society, no: i64) -> Result<Option<(Ask, Run)>, Trouble> {
    let Some((there, society, bench)) = run_of(ask, society, no)? else { return Ok(None) };
    let facts = gates::facts(&there, &society, &bench)?;
    let figures = figures(&bench, &facts);
    Ok(Some((there, Run { bench, facts, figures })))
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    if let Some(trial) = &ask.trial {
        let to = format!("{}/bench/compare?a=0&b={}", page::base(&trial.code), trial.no);
        return Ok(Redirect::to(&to).into_response());
    }
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let number = |name: &str| ask.value(name).and_then(|v| v.parse::<i64>().ok());
    let all = ask.web.desk.trials(society.id())?;
    let there = all.iter().filter(|t| !matches!(t.ended, Some((Ending::Thrown, ..))));
    let mut runs = vec![(0, c.s("trial-real"))];
    runs.extend(there.map(|t| (t.no, t.name.clone())));
    let last = runs.last().map_or(0, |r| r.0);
    let (a, b) = (number("a").unwrap_or(0), number("b").unwrap_or(last));
    let name = |no: i64| runs.iter().find(|r| r.0 == no).map(|r| r.1.clone()).unwrap_or_default();
    let (first, second) = (of_run(ask, &society, a)?, of_run(ask, &society, b)?);
    let base = format!("{}/bench", society.base);
    let mut page = Page {
        here: format!("{base}/compare"),
        base,
        first: name(a),
        second: name(b),
        runs: runs.into_iter().map(|(no, name)| (no, name, no == a, no == b)).collect(),
        heads: Vec::new(),
        figures: Vec::new(),
        whys: Vec::new(),
        same: false,
        empty: true,
        c,
    };
    if let (Some((_, first)), Some((there, second))) = (first, second) {
        page.empty = false;
        page.heads = heads(&first.figures, &second.figures);
        page.figures = plain(&page.c, &first.figures, &second.figures);
        page.whys = whys(&there, &page.c, &first, &second)?;
        page.same = page.heads.is_empty() && page.figures.is_empty() && page.whys.is_empty();
    }
    page::show(ask, &page)
}

fn signed(paise: Paise) -> String {
    format!("{}₹ {}", if paise.0 > 0 { "+" } else { "" }, format_indian(paise))
}

fn counted(n: i64) -> String {
    format!("{}{}", if n > 0 { "+" } else { "−" }, group(n.unsigned_abs()))
}

/// Heads whose difference between register and ledger is another.
fn heads(a: &Figures, b: &Figures) -> Vec<Line> {
    let lines = compare::moved(a, b).into_iter().filter_map(|m| match m {
        Moved::Head(head, moved) => {
            let off = |f: &Figures| f.heads.get(&head).map_or_else(String::new, |h| format_indian(h.2 - h.1));
            let name = a.heads.get(&head).or_else(|| b.heads.get(&head)).map_or(&head, |h| &h.0);
            Some(Line { name: name.clone(), first: off(a), second: off(b), moved: signed(moved) })
        }
        _ => None,
    });
    lines.collect()
}

/// The other figures that differ.
fn plain(c: &Frame, a: &Figures, b: &Figures) -> Vec<Line> {
    let line = |name: String, n: u64, m: u64| Line {
        name,
        first: group(n),
        second: group(m),
        moved: counted(m as i64 - n as i64),
    };
    let mut out = Vec::new();
    for (key, n, m) in [("web-members", a.members, b.members), ("trial-accounts", a.accounts, b.accounts)] {
        if n != m {
            out.push(line(c.s(key), n, m));
        }
    }
    for moved in compare::moved(a, b) {
        out.push(match moved {
            Moved::Head(..) => continue,
            Moved::Register(key, ..) => {
                let of = |f: &Figures| f.registers.get(&key).copied().unwrap_or_default();
                let said = |(rows, sum): (u64, Paise)| format!("{} · ₹ {}", group(rows), format_indian(sum));
                let (x, y) = (of(a), of(b));
                let moved = format!("{} · {}", counted(y.0 as i64 - x.0 as i64), signed(y.1 - x.1));
                Line { name: register(c.lang, &key.0, &key.1), first: said(x), second: said(y), moved }
            }
            Moved::Findings(code, _) => {
                let of = |f: &Figures| f.findings.get(&code).copied().unwrap_or(0);
                line(finding_name(c, &code), of(a), of(b))
            }
            Moved::Gate(no, opened) => {
                let said = |open: bool| c.s(if open { "bench-yes" } else { "bench-not-yet" });
                Line { name: gate_name(c, no), first: said(!opened), second: said(opened), moved: String::new() }
            }
        });
    }
    out
}

fn finding_name(c: &Frame, code: &str) -> String {
    c.s(&format!("finding-{}.title", code.to_lowercase().replace('_', "-")))
}

fn gate_name(c: &Frame, no: u8) -> String {
    c.s(&format!("gate-{no}"))
}

/// Changes the decisions in which the runs differ one after another and says what each does.
fn whys(there: &Ask, c: &Frame, first: &Run, second: &Run) -> Result<Vec<Why>, Trouble> {
    let changes = compare::changes(&first.bench.case, &second.bench.case);
    let mut case = first.bench.case.clone();
    let mut before = first.figures.clone();
    let mut out = Vec::new();
    for step in compare::steps(&changes, STEPS) {
        for change in step {
            compare::apply(Arc::make_mut(&mut case), change, &second.bench.case);
        }
        let b = memory::worked(there, case.clone(), &[&first.bench, &second.bench])?;
        let facts = Facts { inventory: inventory_of(&b), set: b.set.clone(), ..second.facts.clone() };
        let after = figures(&b, &facts);
        let moved = compare::moved(&before, &after);
        let effects: Vec<String> = moved.iter().map(|m| effect(c, &after, &before, m)).collect();
        out.push(Why {
            changes: step.iter().take(NAMED).map(|k| said(c, k)).collect(),
            more: more(c, step.len()),
            effects: effects
                .iter()
                .take(NAMED)
                .cloned()
                .chain(Some(more(c, effects.len())).filter(|m| !m.is_empty()))
                .collect(),
        });
        before = after;
    }
    Ok(out)
}

fn more(c: &Frame, n: usize) -> String {
    let rest = n.saturating_sub(NAMED);
    if rest == 0 { String::new() } else { c.s1("web-and-more", "n", &group(rest as u64)) }
}

fn said(c: &Frame, k: &Change) -> (String, String, String) {
    let key = match k.what {
        What::Cutoff => k.after.clone().or_else(|| k.before.clone()).unwrap_or_default(),
        What::Page => k.key.replace('\u{1f}', "/"),
        What::Mend => k.after.clone().or_else(|| k.before.clone()).unwrap_or_default(),
        _ => k.key.clone(),
    };
    let how = match (&k.before, &k.after) {
        (Some(_), None) => "trial-only-first",
        (None, _) => "trial-only-second",
        (Some(_), Some(_)) => "trial-other",
    };
    (c.s(&format!("trial-what-{}", k.what.name())), key, c.s(how))
}

fn effect(c: &Frame, after: &Figures, before: &Figures, moved: &Moved) -> String {
    match moved {
        Moved::Head(head, by) => {
            let name = after.heads.get(head).or_else(|| before.heads.get(head)).map_or(head, |h| &h.0);
            c.s2("trial-effect-head", "head", name, "by", &signed(*by))
        }
        Moved::Register(key, rows, sum) => {
            let moved = format!("{} · {}", counted(*rows), signed(*sum));
            c.s2("trial-effect-register", "name", &register(c.lang, &key.0, &key.1), "by", &moved)
        }
        Moved::Findings(code, n) => c.s2("trial-effect-findings", "name", &finding_name(c, code), "by", &counted(*n)),
        Moved::Gate(no, true) => c.s1("trial-effect-gate-opens", "name", &gate_name(c, *no)),
        Moved::Gate(no, false) => c.s1("trial-effect-gate-shuts", "name", &gate_name(c, *no)),
    }
}
