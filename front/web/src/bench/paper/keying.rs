//! A page to be keyed: a grid in the book's order with the page's totals under it; held pages show the likely culprits.

use super::{act, chip, claimed, column_name, draft, find, known, third};
use crate::ask::{Ask, Society, Trouble};
use crate::bench::memory;
use crate::counter::form::{Filled, No};
use crate::counter::{born, refused, who};
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Verb;
use lipi::amount::{format_indian, format_rupees};
use migration::bench::Case;
use migration::paper::culprit::{Culprit, culprits};
use migration::paper::event::Keyed;
use migration::paper::fold::Volume;
use migration::paper::kinds::{Hold, Sum};
use migration::paper::{Hand, Kind, PaperEvent, Standing, control, decide, normal};

/// Rows of an empty page, and rows added at once.
const ROWS: usize = 25;
const MORE: usize = 10;

/// A column of the grid.
pub(super) struct Head {
    /// Place among the kind's columns.
    pub at: usize,
    pub name: String,
    /// Class of its width.
    pub hold: &'static str,
    pub mode: &'static str,
    pub total: bool,
    pub twice: bool,
    /// What adds up to it, for the script: `+5-8`.
    pub follows: String,
    /// A member's number: the page asks who it is.
    pub knows: bool,
    /// What of a member goes into this column; empty where nothing.
    pub fills: &'static str,
    /// Total as written, what the rows come to, and by how much they differ.
    pub written: String,
    pub sum: String,
    pub off: String,
}

/// A row of the grid.
pub(super) struct Row {
    pub no: usize,
    /// Value and whether something is odd about it, for each shown column.
    pub cells: Vec<(usize, String, bool)>,
}

/// A suspicion in words, with the cell it points to.
pub(super) struct Suspect {
    pub said: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "bench/keying.html")]
struct Page {
    c: Frame,
    base: String,
    here: String,
    title: String,
    page_no: u32,
    before: String,
    after: String,
    state: &'static str,
    said: String,
    hint: String,
    who: String,
    hand: &'static str,
    heads: Vec<Head>,
    rows: Vec<Row>,
    suspects: Vec<Suspect>,
    held: bool,
    photo: String,
    id: String,
    /// Of the draft that is shown, and of what was kept when it was begun.
    mark: String,
    upon: String,
    script: &'static str,
    no: Option<No>,
}

fn hold(hold: Hold) -> (&'static str, &'static str) {
    match hold {
        Hold::Amount => ("amount", "decimal"),
        Hold::Date => ("date", "numeric"),
        Hold::Code => ("code", "text"),
        Hold::Rate => ("count", "decimal"),
        Hold::Count => ("count", "numeric"),
        Hold::Text => ("text", "text"),
    }
}

/// `+5-8`, `+5*7`: columns as the script reads them.
fn follows(kind: &Kind, column: usize) -> String {
    let spelt = |s: &Sum| s.terms.iter().map(|(sign, at)| format!("{sign}{at}")).collect();
    kind.follows.iter().find(|s| s.result == column).map_or(String::new(), spelt)
}

/// Heads of the columns with totals as written.
pub(super) fn heads(c: &Frame, kind: &Kind, columns: &[usize], rows: &[Vec<String>], totals: &[String]) -> Vec<Head> {
    let gaps = control::gaps(kind, rows, totals);
    columns
        .iter()
        .map(|&at| {
            let column = &kind.columns[at];
            let (hold, mode) = hold(column.hold);
            let sum = if column.total { control::sum(kind, rows, at).filter(|s| !s.is_zero()) } else { None };
            Head {
                at,
                name: column_name(c, kind, at),
                hold,
                mode,
                total: column.total,
                twice: column.twice,
                follows: follows(kind, at),
                knows: known::asks(kind, at),
                fills: known::fills(kind, at),
                written: control::cell(totals, at).to_owned(),
                sum: sum.map(format_indian).unwrap_or_default(),
                off: gaps.iter().find(|g| g.column == at).map(|g| format_indian(g.rest())).unwrap_or_default(),
            }
        })
        .collect()
}

/// Rows of the grid, empty ones at the end.
pub(super) fn grid(kind: &Kind, columns: &[usize], rows: &[Vec<String>], least: usize) -> Vec<Row> {
    (0..rows.len().max(least))
        .map(|i| {
            let text = |at: usize| rows.get(i).map_or("", |r| control::cell(r, at)).to_owned();
            let cells = columns.iter().map(|&at| {
                let value = text(at);
                let odd = normal::is_odd(kind.columns[at].hold, &value)
                    || rows.get(i).is_some_and(|r| {
                        kind.follows.iter().any(|s| s.result == at) && control::holds(kind, r, at) == Some(false)
                    });
                (at, value, odd)
            });
            Row { no: i + 1, cells: cells.collect() }
        })
        .collect()
}

/// Suspicions in words.
pub(super) fn suspects(c: &Frame, kind: &Kind, found: &[Culprit]) -> Vec<Suspect> {
    found
        .iter()
        .map(|s| {
            let right = s.right.map(format_rupees).unwrap_or_default();
            let row = s.row.map(|r| (r + 1).to_string()).unwrap_or_default();
            let cause = s.cause.name();
            let key = if s.row.is_none() && cause == "missing" { "missing-somewhere" } else { cause };
            let args = [("row", row.as_str()), ("right", right.as_str()), ("column", &column_name(c, kind, s.column))];
            let mut said = lipi::messages::say(c.lang, &format!("bench-culprit-{key}"), &args);
            if s.borne_out {
                said = format!("{said} {}", c.s("bench-culprit-borne-out"));
            }
            let at = s.row.map_or_else(|| format!("t{}", s.column), |r| format!("k{}.{}", r, s.column));
            Suspect { said, href: format!("#{at}") }
        })
        .collect()
}

/// How a page is shown: rows at least, the mark of a draft it shows, and why it is shown again.
#[derive(Default)]
struct How {
    least: usize,
    draft: Option<String>,
    no: Option<No>,
}

impl How {
    fn again(no: &kernel::Refusal, lang: lipi::Lang) -> How {
        How { least: ROWS, draft: None, no: Some(No::of(lang, no)) }
    }
}

struct Here<'c> {
    volume: &'c Volume,
    kind: &'static Kind,
    no: u32,
}

fn here<'c>(case: &'c Case, at: (&str, &str)) -> Result<Here<'c>, Trouble> {
    let (volume, kind) = find(case, at.0)?;
    Ok(Here { volume, kind, no: at.1.parse().map_err(|_| Trouble::no_page())? })
}

/// The page as it stands for the one who asks: to be keyed, to be settled, or whole.
pub(super) fn show(ask: &Ask, code: &str, at: (&str, &str)) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let h = here(&case, at)?;
    let page = h.volume.pages.get(&h.no);
    let standing = case.paper.standing(h.volume.listing.no, h.no);
    let by = &who(ask)?.name;
    let own = page.and_then(|p| p.first.as_ref()).is_some_and(|f| f.by == *by);
    let one_hand = page.is_some_and(|p| p.second.is_none());
    if page.is_some_and(|p| p.second.is_some()) || standing == Standing::Whole && !(own && ask.value("again").is_some())
    {
        return third::show(ask, &society, &case, (h.volume, h.kind, h.no), None);
    }
    ask.let_by(Verb::MigrationWork, society.id(), "key-page")?;
    let (hand, full) = decide::hand_of(&case.paper, h.volume.listing.no, h.no, by).map_err(refused)?;
    claimed(ask, &society, h.volume.listing.no, h.no)?;
    let first = page.and_then(|p| p.first.as_ref()).filter(|_| own && one_hand);
    let kept = first.map_or((Vec::new(), Vec::new()), |f| (f.keyed.rows.clone(), f.keyed.totals.clone()));
    let place = (society.id(), h.volume.listing.no, h.no);
    let draft = draft::open(ask, place, page)?;
    if draft.is_some() {
        // a page half keyed stays his though nothing is typed into it again yet
        ask.web.claims.keyed(place, by, ask.web.desk.now());
    }
    let (rows, totals) = draft.as_ref().map_or(kept, |d| d.keyed(h.kind));
    let filled = Keyed { volume: h.volume.listing.no, page: h.no, hand, full, rows, totals };
    let how = How { least: filled.rows.len().max(ROWS), draft: draft.map(|d| d.mark), no: None };
    shown(ask, &society, &h, &standing, &filled, how)
}

fn shown(
    ask: &Ask,
    society: &Society,
    h: &Here<'_>,
    standing: &Standing,
    keyed: &Keyed,
    how: How,
) -> Result<Response, Trouble> {
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench/volumes/{}", society.base, h.volume.listing.no);
    let columns = match keyed.hand {
        Hand::First => (0..h.kind.columns.len()).collect(),
        Hand::Second => h.kind.compared(keyed.full),
    };
    let leaf_now = h.volume.pages.get(&h.no);
    let upon = draft::upon(leaf_now, &who(ask)?.name);
    // what does not add up is said of a page that was sent, not of one half keyed
    let first = leaf_now.and_then(|p| p.first.as_ref()).filter(|_| !upon.is_empty()).map(|k| &k.keyed);
    let judged = if how.draft.is_some() { first } else { Some(keyed) };
    let judged = judged.filter(|k| k.hand == Hand::First && !k.rows.is_empty());
    let found = judged.map(|k| culprits(h.kind, &k.rows, &k.totals)).unwrap_or_default();
    let (from, to) = h.volume.folios().unwrap_or((h.no, h.no));
    let leaf = |no: u32| if (from..=to).contains(&no) { format!("{base}/pages/{no}") } else { String::new() };
    let photo = leaf_now.is_some_and(|p| p.photo.is_some());
    let page = Page {
        here: leaf(h.no),
        title: format!("{} {}", h.volume.listing.no, h.volume.listing.title).trim().to_owned(),
        page_no: h.no,
        before: leaf(h.no.wrapping_sub(1)),
        after: leaf(h.no + 1),
        state: chip(standing),
        said: c.s(&format!("bench-paper-page-{}", if keyed.hand == Hand::Second { "empty" } else { standing.name() })),
        hint: c.s(match (keyed.hand, keyed.full) {
            (Hand::First, _) => "bench-paper-first-hand",
            (Hand::Second, true) => "bench-paper-second-full",
            (Hand::Second, false) => "bench-paper-second-hand",
        }),
        who: who(ask)?.name.clone(),
        hand: if keyed.hand == Hand::First { "first" } else { "second" },
        heads: heads(&c, h.kind, &columns, &keyed.rows, &keyed.totals),
        rows: grid(h.kind, &columns, &keyed.rows, how.least),
        suspects: suspects(&c, h.kind, &found),
        held: matches!(standing, Standing::Held(_)) && judged.is_some(),
        photo: if photo { format!("{}/photo", leaf(h.no)) } else { String::new() },
        id: born(),
        mark: how.draft.unwrap_or_default(),
        upon,
        script: &crate::assets::PAPER,
        base,
        no: how.no,
        c,
    };
    let again = page.no.is_some();
    page::show_again(ask, &page, again)
}

/// Rows as typed: shorthand spelt out, dittos filled, empty rows left out.
pub(super) fn typed(kind: &Kind, columns: &[usize], f: &Filled) -> (Vec<Vec<String>>, Vec<String>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for i in 0..decide::MOST_ROWS + MORE {
        let mut row = vec![String::new(); kind.columns.len()];
        for &at in columns {
            let raw = f.text(&format!("r{i}.{at}"));
            let above = rows.last().filter(|_| migration::table::ditto(raw)).map(|r| r[at].clone());
            row[at] = above.unwrap_or_else(|| normal::tidy(&kind.columns[at], raw));
        }
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
    let total = |at: usize| if columns.contains(&at) { f.text(&format!("t{at}")).to_owned() } else { String::new() };
    (rows, (0..kind.columns.len()).map(total).collect())
}

/// What came from the page's forms.
pub(super) fn sent(ask: &Ask, code: &str, at: (&str, &str), f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    ask.let_by(Verb::MigrationWork, society.id(), "key-page")?;
    let case = memory::case(ask, &society)?;
    let h = here(&case, at)?;
    let volume = h.volume.listing.no;
    let place = (society.id(), volume, h.no);
    let address = format!("{}/bench/volumes/{volume}/pages/{}", society.base, h.no);
    let event = match f.text("deed") {
        "keyed" | "left" => {
            let (claims, by, now) = (&ask.web.claims, &who(ask)?.name, ask.web.desk.now());
            if f.text("deed") == "keyed" {
                claims.keyed(place, by, now)
            } else {
                claims.left(place, by, now)
            }
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        "draft" => {
            decide::hand_of(&case.paper, volume, h.no, &who(ask)?.name).map_err(refused)?;
            draft::keep(ask, place, (h.kind, h.volume.pages.get(&h.no)), f)?;
            ask.web.claims.keyed(place, &who(ask)?.name, ask.web.desk.now());
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        "as-written" => PaperEvent::PageAsWritten { volume, page: h.no, reason: f.text("reason").to_owned() },
        "back" => PaperEvent::PageTakenBack { volume, page: h.no, reason: f.text("reason").to_owned() },
        "settle" => match third::settled(&h.volume.pages, h.kind, h.no, f) {
            Some((of, choices)) => {
                PaperEvent::PageReconciled { volume, page: h.no, of, choices, no_photo: f.text("no_photo").to_owned() }
            }
            None => return Err(Trouble::no_page()),
        },
        _ => return key(ask, &society, &case, &h, f),
    };
    match act(ask, &society, f, event) {
        Ok(()) => {
            ask.web.claims.free(place);
            Ok(Redirect::to(&address).into_response())
        }
        Err(Trouble::Refused(_, no)) => {
            if h.volume.pages.get(&h.no).is_some_and(|p| p.second.is_some()) {
                let no = No::of(ask.lang, &no);
                return third::show(ask, &society, &case, (h.volume, h.kind, h.no), Some((no, f)));
            }
            let first = h.volume.pages.get(&h.no).and_then(|p| p.first.as_ref()).ok_or_else(Trouble::no_page)?;
            shown(ask, &society, &h, &case.paper.standing(volume, h.no), &first.keyed, How::again(&no, ask.lang))
        }
        Err(e) => Err(e),
    }
}

/// A page keyed; the next one follows, or the same again where it does not add up.
fn key(ask: &Ask, society: &Society, case: &Case, h: &Here<'_>, f: &Filled) -> Result<Response, Trouble> {
    let volume = h.volume.listing.no;
    let hand = if f.text("hand") == "second" { Hand::Second } else { Hand::First };
    let full = hand == Hand::First || h.volume.plan(&case.paper.sampling).in_full(h.no);
    let columns = if full { (0..h.kind.columns.len()).collect() } else { h.kind.compared(false) };
    let (rows, totals) = typed(h.kind, &columns, f);
    let keyed = Keyed { volume, page: h.no, hand, full, rows, totals };
    let standing = case.paper.standing(volume, h.no);
    let place = (society.id(), volume, h.no);
    if f.text("deed") == "more" {
        draft::keep(ask, place, (h.kind, h.volume.pages.get(&h.no)), f)?;
        let how = How { least: keyed.rows.len().max(ROWS) + MORE, draft: Some(f.text("mark").to_owned()), no: None };
        return shown(ask, society, h, &standing, &keyed, how);
    }
    match act(ask, society, f, PaperEvent::PageKeyed(Box::new(keyed.clone()))) {
        Ok(()) => {
            let held = hand == Hand::First && !control::gaps(h.kind, &keyed.rows, &keyed.totals).is_empty();
            ask.web.claims.free(place);
            draft::thrown(ask, place)?;
            let last = h.volume.folios().is_none_or(|(_, to)| h.no >= to);
            let base = format!("{}/bench/volumes/{volume}", society.base);
            let next = match (held, last, hand) {
                (true, _, _) => format!("{base}/pages/{}", h.no),
                (false, false, Hand::First) => format!("{base}/pages/{}", h.no + 1),
                _ => base,
            };
            Ok(Redirect::to(&next).into_response())
        }
        Err(Trouble::Refused(_, no)) => shown(ask, society, h, &standing, &keyed, How::again(&no, ask.lang)),
        Err(e) => Err(e),
    }
}
