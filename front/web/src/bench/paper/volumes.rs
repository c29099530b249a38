//! The inventory (G0): the 31 kinds with their volumes, and the form that lists one.

use super::{act, find, kind_name};
use crate::ask::{Ask, Society, Trouble};
use crate::bench::{answered, memory};
use crate::counter::born;
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::Response;
use kernel::Refusal;
use lipi::amount::{format_indian, group};
use migration::bench::Case;
use migration::paper::event::{Held, Listing};
use migration::paper::kinds::INVENTORY;
use migration::paper::{Kind, PaperEvent, inventory};

struct Line {
    no: String,
    name: String,
    /// Keyed twice.
    twice: bool,
    state: &'static str,
    said: String,
    volumes: Vec<(String, String)>,
    pages: String,
    add: String,
}

#[derive(Template)]
#[template(path = "bench/volumes.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    answered: String,
    /// Title and kinds.
    parts: Vec<(String, Vec<Line>)>,
}

/// The inventory.
pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let all = inventory::lines(&case.paper);
    let open = all.iter().filter(|l| l.kind.no <= INVENTORY && l.is_open()).count() as u64;
    let total = u64::from(INVENTORY);
    let (lines, beside) = all.iter().partition::<Vec<_>, _>(|l| l.kind.no <= INVENTORY);
    let shown = |lines: Vec<&inventory::Line>| lines.into_iter().map(|l| line(&c, &base, &case, l)).collect();
    let page = Page {
        answered: c.s2("web-n-of-m", "n", &group(total - open), "m", &group(total)),
        parts: vec![(c.s("bench-paper-kinds"), shown(lines)), (c.s("bench-paper-beside"), shown(beside))],
        steps: super::steps(ask, &c, &society, &case)?,
        base: base.clone(),
        c,
    };
    page::show(ask, &page)
}

fn line(c: &Frame, base: &str, case: &Case, l: &inventory::Line) -> Line {
    let (state, key) = if l.is_open() {
        (if l.kind.no <= INVENTORY { "bad" } else { "idle" }, "bench-paper-open")
    } else if !l.books.is_empty() {
        ("ok", "bench-paper-listed")
    } else if !l.files.is_empty() {
        ("ok", "bench-paper-in-files")
    } else {
        ("warn", "bench-paper-missing")
    };
    let numbers = l.books.iter().chain(&l.files).chain(&l.missing);
    Line {
        no: l.kind.no.to_string(),
        name: kind_name(c, l.kind),
        twice: l.kind.twice,
        state,
        said: c.s(key),
        volumes: numbers
            .map(|no| {
                let title = &case.paper.volumes[no].listing.title;
                (format!("{no} {title}").trim().to_owned(), format!("{base}/volumes/{no}"))
            })
            .collect(),
        pages: if l.pages == 0 {
            String::new()
        } else {
            c.s2("web-n-of-m", "n", &group(l.whole), "m", &group(l.pages))
        },
        add: format!("{base}/volumes/new/edit?kind={}", l.kind.no),
    }
}

/// The form of a volume; `new` lists another.
pub(super) fn form(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let kind = match no {
        "new" => ask.value("kind").and_then(|k| k.parse().ok()).and_then(Kind::of).ok_or_else(Trouble::no_page)?,
        no => find(&case, no)?.1,
    };
    let before = if no == "new" { None } else { Some(&find(&case, no)?.0.listing) };
    let held = ask.value("held").unwrap_or("book").to_owned();
    fields(ask, &society, no, kind, &held, before).show(ask)
}

fn fields(ask: &Ask, society: &Society, no: &str, kind: &Kind, held: &str, before: Option<&Listing>) -> Form {
    let c = Frame::of(ask, society, Tab::Migration);
    let field = |name: &'static str, input| Field::labelled(name, c.s(&format!("bench-paper-f-{name}")), input);
    let ways = ["book", "files", "missing"].map(|w| (w.to_owned(), c.s(&format!("bench-paper-held-{w}"))));
    let mut fields = vec![field("held", Input::Choice(ways.to_vec())).with(held)];
    if kind.titles.len() > 1 {
        let products = kind.titles.iter().map(|(p, _)| (p.clone(), c.s(&format!("bench-paper-product-{p}"))));
        fields.push(field("product", Input::Choice(products.collect())));
    }
    let name = kind_name(&c, kind);
    fields.push(field("title", Input::Text).with(name.clone()));
    for f in ["pages", "first_folio", "last_folio"] {
        fields.push(field(f, Input::Number).free());
    }
    fields.push(field("total", Input::Amount).free());
    fields.push(field("custodian", Input::Text).free());
    fields.push(field("reason", Input::Text).free());
    fields.push(field("statement", Input::Long).free());
    let said = ["bench-paper-list-why", "bench-paper-volumes", "act-bench-list-volume"].map(|k| c.s(k));
    let mut form = Form::new(c, name, format!("{}/bench/volumes/{no}/edit", society.base));
    [form.why, form.back_name, form.button] = said;
    form.fields = fields;
    form.hidden = vec![("id", born()), ("kind", kind.no.to_string())];
    form.plain = true;
    form.back = format!("{}/bench/volumes", society.base);
    if let Some(l) = before {
        fill(&mut form, l);
    }
    form
}

fn fill(form: &mut Form, l: &Listing) {
    let mut put = |name: &str, value: String| {
        if let Some(f) = form.fields.iter_mut().find(|f| f.name == name) {
            f.value = value;
        }
    };
    put("title", l.title.clone());
    put("product", l.product.clone());
    match &l.held {
        Held::Book { pages, first_folio, last_folio, total, custodian, no_photo, .. } => {
            put("held", "book".into());
            put("reason", no_photo.clone());
            put("pages", pages.to_string());
            put("first_folio", first_folio.to_string());
            put("last_folio", last_folio.to_string());
            put("total", total.map(format_indian).unwrap_or_default());
            put("custodian", custodian.clone());
        }
        Held::InFiles { note, statement } => {
            put("held", "files".into());
            put("reason", note.clone());
            put("statement", statement.clone());
        }
        Held::Missing { reason, statement, .. } => {
            put("held", "missing".into());
            put("reason", reason.clone());
            put("statement", statement.clone());
        }
    }
}

/// Lists a volume, or puts its listing right.
pub(super) fn keep(ask: &Ask, code: &str, no: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let kind = f.text("kind").parse().ok().and_then(Kind::of).ok_or_else(Trouble::no_page)?;
    let number = match no {
        "new" => case.paper.last_no + 1,
        no => find(&case, no)?.0.listing.no,
    };
    let photo = case.paper.volumes.get(&number).and_then(|v| v.photo().cloned());
    let done = held(f, photo).map_err(crate::counter::refused).and_then(|held| {
        let only = kind.titles.first().filter(|_| kind.titles.len() == 1).map(|(p, _)| p.clone());
        let listing = Listing {
            no: number,
            kind: kind.no,
            product: only.unwrap_or_else(|| f.text("product").to_owned()),
            title: f.text("title").to_owned(),
            held,
        };
        act(ask, &society, f, PaperEvent::VolumeListed(Box::new(listing)))
    });
    let again = || Ok(fields(ask, &society, no, kind, "book", None));
    // a book on the shelf wants the photograph of its last page next
    let volumes = format!("{}/bench/volumes", society.base);
    let on_shelf = f.text("held") == "book" && no == "new";
    answered(ask, done, &if on_shelf { format!("{volumes}/{number}") } else { volumes }, again, f)
}

fn held(f: &Filled, photo: Option<society::terms::Attachment>) -> Result<Held, Refusal> {
    let folio = |name: &'static str| {
        let read = f.number(name)?.unwrap_or(0);
        u32::try_from(read).map_err(|_| unread(name, f.text(name)))
    };
    let text = |name: &str| f.text(name).to_owned();
    Ok(match f.text("held") {
        "files" => Held::InFiles { note: text("reason"), statement: text("statement") },
        "missing" => Held::Missing { reason: text("reason"), statement: text("statement"), photo },
        _ => Held::Book {
            pages: folio("pages")?,
            first_folio: folio("first_folio")?,
            last_folio: folio("last_folio")?,
            total: if f.text("total").is_empty() { None } else { Some(f.amount("total")?) },
            custodian: text("custodian"),
            photo,
            no_photo: text("reason"),
        },
    })
}
