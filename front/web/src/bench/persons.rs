//! Members who may be one person, two by two: what speaks for it, what against, in both scripts, with the accounts of both.

use super::memory::{self, Bench};
use super::milan::take_back;
use super::queue::sheet_address;
use super::{At, act, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, refused};
use crate::migration::Step;
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::words::{encoded, masked, moment, register};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Refusal, Source};
use lipi::amount::{format_indian, group};
use lipi::date;
use migration::bench::BenchEvent;
use migration::bench::event::Judgement;
use migration::persons::pairs::{self, Class, Pair, Weight};
use migration::persons::relation_off;
use society::effects::Standing;

/// Pairs on one page.
const TAKE: u64 = 8;

/// One line of the comparison: what, of the one, of the other.
struct Line {
    what: String,
    a: String,
    b: String,
    same: bool,
    name: bool,
}

struct Account {
    name: String,
    no: String,
    balance: Figure,
}

struct Side {
    no: String,
    href: String,
    accounts: Vec<Account>,
}

struct PairView {
    no: String,
    chip: (&'static str, String),
    points: String,
    weights: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    a: Side,
    b: Side,
    members: String,
    /// How it was judged: chip, words, reason, by whom, entry; nothing yet.
    judged: Option<(&'static str, String, String, String, String)>,
    /// Numbers that were merged when the books were posted, with the address of the member that was kept.
    merged: Vec<(String, String)>,
    /// The books were posted, and they were not merged though they are one person.
    apart: Option<No>,
}

#[derive(Template)]
#[template(path = "bench/persons.html")]
struct List {
    c: Frame,
    steps: Vec<Step>,
    tabs: Vec<(String, String, String, bool)>,
    rows: Vec<PairView>,
    pager: Pager,
    here: String,
    back: String,
    id: String,
    no: Option<No>,
}

fn members_of(b: &Bench, pair: &Pair) -> Vec<String> {
    let no = |at: (usize, usize)| b.worked.migrated.books.registers[at.0].body.text("member_no", at.1).to_owned();
    let mut out = vec![no(pair.a), no(pair.b)];
    out.sort();
    out
}

/// Which list a pair stands in.
fn list_of(b: &Bench, pair: &Pair) -> &'static str {
    match (b.case.judged.get(&members_of(b, pair)).map(|s| s.what.0), pair.class) {
        (Some(Judgement::Later), _) => "later",
        (Some(_), _) => "judged",
        (None, Class::VeryLikely) => "likely",
        (None, Class::Possible) => "possible",
    }
}

const LISTS: [&str; 4] = ["likely", "possible", "later", "judged"];

/// The pairs.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &list(ask, &society, None)?)
}

fn list(ask: &Ask, society: &Society, no: Option<No>) -> Result<List, Trouble> {
    let b = memory::bench(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let all = b.pairs();
    let count = |l: &str| all.iter().filter(|p| list_of(&b, p) == l).count();
    let first = LISTS.iter().copied().find(|l| count(l) > 0).unwrap_or("likely");
    let chosen = ask.value("list").and_then(|l| LISTS.iter().copied().find(|x| *x == l)).unwrap_or(first);
    let here: Vec<&Pair> = all.iter().filter(|p| list_of(&b, p) == chosen).collect();
    let from = (ask.page().saturating_sub(1) * TAKE) as usize;
    let base = format!("{}/bench/persons", society.base);
    let shown = here.iter().enumerate().skip(from).take(TAKE as usize);
    let mut rows: Vec<PairView> = shown.clone().map(|(i, p)| pair_view(&c, society, &b, i, p)).collect();
    for (row, (_, p)) in rows.iter_mut().zip(shown) {
        row.merged = merged(ask, &c, society, &b, p)?;
        let members = members_of(&b, p);
        let same = b.case.judged.get(&members).is_some_and(|j| j.what.0 == Judgement::Same);
        if same && b.case.posted.is_some() && row.merged.is_empty() {
            row.apart = Some(No::of(ask.lang, &Refusal::new(3230).with("members", members.join(" / "))));
        }
    }
    Ok(List {
        steps: steps(&c, society, &b, At::Persons),
        tabs: LISTS
            .iter()
            .map(|l| {
                let name = c.s(&format!("milan-list-{l}"));
                (name, group(count(l) as u64), format!("{base}?list={l}"), *l == chosen)
            })
            .collect(),
        rows,
        pager: Pager::new(ask, TAKE, here.len() as u64),
        here: format!("{base}?list={chosen}"),
        back: format!("{base}/back?list={chosen}"),
        id: born(),
        no,
        c,
    })
}

/// Which of a pair were merged since, as the members' register has it now: whoever takes the merge back finds it undone here too.
fn merged(ask: &Ask, c: &Frame, society: &Society, b: &Bench, p: &Pair) -> Result<Vec<(String, String)>, Trouble> {
    if b.case.posted.is_none() {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    for no in members_of(b, p) {
        let standing = ask.read(|t| keep::deciding::find_member(t, society.id(), &no))?.view.standing;
        if let Standing::Merged { into } = standing {
            let said = c.s2("persons-merged", "gone", &no, "keep", &into);
            out.push((said, format!("{}/members/{}", society.base, encoded(&into))));
        }
    }
    Ok(out)
}

fn pair_view(c: &Frame, society: &Society, b: &Bench, i: usize, p: &Pair) -> PairView {
    let members = members_of(b, p);
    let judged = b.case.judged.get(&members).map(|s| {
        let (chip, key) = match s.what.0 {
            Judgement::Same => ("ok", "milan-same"),
            Judgement::Different => ("idle", "milan-different"),
            Judgement::Later => ("warn", "milan-later"),
        };
        let by = format!("{} · {}", s.by, moment(s.at));
        (chip, c.s(key), s.what.1.clone(), by, format!("{}/{}", s.place.0, s.place.1))
    });
    let chip = match p.class {
        Class::VeryLikely => ("ok", c.s("milan-list-likely")),
        Class::Possible => ("warn", c.s("milan-list-possible")),
    };
    PairView {
        no: group(i as u64 + 1),
        chip,
        points: points(p.tenths),
        weights: p.weights.iter().map(|w| weight(c, w)).collect(),
        lines: lines(c, b, p),
        a: side(c, society, b, p.a),
        b: side(c, society, b, p.b),
        members: members.join("|"),
        judged,
        merged: Vec::new(),
        apart: None,
    }
}

fn points(tenths: i32) -> String {
    let sign = if tenths < 0 { "\u{2212}" } else { "+" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

fn weight(c: &Frame, w: &Weight) -> (&'static str, String) {
    let chip = match w.tenths {
        1.. => "ok",
        0 => "idle",
        _ => "bad",
    };
    let name = c.s(&format!("milan-weight-{}", w.what.code()));
    let percent = w.percent.map_or_else(String::new, |p| format!(" {p}%"));
    (chip, format!("{name}{percent} {}", points(w.tenths)))
}

/// The name as written and in Latin letters, where it is not written so.
fn both_scripts(name: &str) -> String {
    let latin = lipi::name::to_latin(name);
    if latin == name || latin.is_empty() { name.to_owned() } else { format!("{name} · {latin}") }
}

fn lines(c: &Frame, b: &Bench, p: &Pair) -> Vec<Line> {
    let books = &b.worked.migrated.books;
    let text = |at: (usize, usize), field: &str| books.registers[at.0].body.text(field, at.1);
    let day = |at: (usize, usize), field: &str| {
        books.registers[at.0].body.day(field, at.1).exact().map(date::format).unwrap_or_default()
    };
    let line = |key: &str, a: String, z: String, name: bool| Line {
        what: c.s(key),
        same: a == z && !a.is_empty(),
        a,
        b: z,
        name,
    };
    let named = |field: &'static str| (both_scripts(text(p.a, field)), both_scripts(text(p.b, field)));
    let father = |at| both_scripts(relation_off(text(at, "father")));
    let (name, father, village) = (named("name"), (father(p.a), father(p.b)), named("village"));
    let mobile = |at| masked(text(at, "mobile"));
    let mut out = vec![
        line("milan-weight-name", name.0, name.1, true),
        line("milan-weight-father", father.0, father.1, true),
        line("milan-weight-village", village.0, village.1, true),
        line("milan-weight-birth", day(p.a, "born"), day(p.b, "born"), false),
        line("milan-admitted", day(p.a, "admitted"), day(p.b, "admitted"), false),
        line("milan-weight-mobile", mobile(p.a), mobile(p.b), false),
    ];
    if let Some(l) = out.last_mut() {
        l.same = text(p.a, "mobile") == text(p.b, "mobile") && !text(p.a, "mobile").is_empty();
    }
    out.retain(|l| !l.a.is_empty() || !l.b.is_empty());
    out
}

fn side(c: &Frame, society: &Society, b: &Bench, at: (usize, usize)) -> Side {
    let books = &b.worked.migrated.books;
    let here = &books.registers[at.0];
    let no = here.body.text("member_no", at.1);
    let account = |&(r, i): &(usize, usize)| {
        let of = &books.registers[r];
        let source: Source = of.source("balance", i);
        let amount = of.body.amount("balance", i).unwrap_or_default();
        Account {
            name: register(c.lang, of.table.kind, &of.table.product),
            no: of.body.text(migration::books::subject_field(of.table.kind), i).to_owned(),
            balance: Figure { text: format_indian(amount), href: sheet_address(society, source), neg: amount.0 < 0 },
        }
    };
    Side {
        no: no.to_owned(),
        href: sheet_address(society, here.source("member_no", at.1)),
        accounts: pairs::accounts_of(books, no).iter().map(account).collect(),
    }
}

/// A pair is judged.
pub(super) fn judge(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let judgement = match f.text("judgement") {
        "same" => Some(Judgement::Same),
        "different" => Some(Judgement::Different),
        "later" => Some(Judgement::Later),
        _ => None,
    };
    let members: Vec<String> = f.text("members").split('|').map(str::to_owned).collect();
    let reason = f.text("reason").to_owned();
    let done = judgement.ok_or_else(|| refused(Refusal::new(3105))).and_then(|judgement| {
        let event = BenchEvent::PersonsJudged { members, judgement, reason };
        act(ask, &society, command(f), event.into()).map(|_| ())
    });
    after(ask, &society, done)
}

/// A judgement is taken back.
pub(super) fn back(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let done = take_back(ask, &society, f);
    after(ask, &society, done)
}

fn after(ask: &Ask, society: &Society, done: Result<(), Trouble>) -> Result<Response, Trouble> {
    match done {
        Ok(()) => {
            let list = ask.value("list").map(|l| format!("?list={}", crate::words::encoded(l))).unwrap_or_default();
            Ok(Redirect::to(&format!("{}/bench/persons{list}", society.base)).into_response())
        }
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &list(ask, society, Some(No::of(ask.lang, &no)))?, true),
        Err(e) => Err(e),
    }
}
