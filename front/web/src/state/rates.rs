//! Rules of credit that the State orders for all its societies: the orders, in how many societies the books go by them, and the form that gives another.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Filled, Form, No};
use crate::counter::{born, command, refused, who};
use crate::grid::columns;
use crate::lender::{kinds, rules};
use crate::page::{self, Frame};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use credit::norm::NormRule;
use credit::product::Norms;
use desk::export::{Cell, Grid, Holds, Paper, Part};
use desk::society_id;
use desk::state::followed;
use kernel::{Refusal, Verb};
use lipi::date;
use places::Sector;
use programme::rates::{Fate, Order, Ruling};

struct Row {
    name: String,
    says: String,
    from: String,
    order: String,
    source: String,
    /// Why it binds no more; empty where it does.
    gone: String,
    stands: bool,
    /// In how many societies the books go by it.
    share: super::Share,
    entry: String,
}

#[derive(Template)]
#[template(path = "state/rates.html")]
struct Page {
    c: Frame,
    rows: Vec<Row>,
    /// Address and name of the form of each kind.
    kinds: Vec<(String, String)>,
    /// The same of the rates of products.
    products: Vec<(String, String)>,
    may: bool,
    id: String,
    no: Option<No>,
    /// As a page of A4 and as a workbook.
    files: (String, String),
    proof: String,
}

impl Page {
    /// The orders, as a paper.
    fn printed(&self, of: String) -> Paper {
        let c = &self.c;
        let heads = [
            ("rule", Holds::Words),
            ("counter-f-value", Holds::Words),
            ("counter-f-from", Holds::Short),
            ("counter-f-order", Holds::Words),
            ("rates-followed", Holds::Short),
        ];
        let mut grid = Grid { title: c.s("rates-orders"), columns: columns(c, &heads), ..Grid::default() };
        for r in &self.rows {
            let joined =
                |a: &str, b: &str| [a, b].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
            let (says, order) = (joined(&r.says, &r.gone), joined(&r.order, &r.source));
            grid.row([&r.name, &says, &r.from, &order, &r.share.text].map(Cell::text).into());
        }
        if self.rows.is_empty() {
            grid.about.push(c.s("rates-none"));
        }
        let (title, parts) = (c.s("rates-title"), vec![Part::Table(grid)]);
        Paper { of, title, about: Vec::new(), parts, proof: self.proof.clone() }
    }
}

/// The orders, the last given first.
pub(super) fn show(ask: &Ask, no: Option<No>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-plan");
    let orders = ask.web.desk.rate_orders()?;
    let codes: Vec<&str> = room.state.standings_in(Sector::Mpacs, &room.scope).map(|s| &s.code[..]).collect();
    let evidence = codes.iter().filter_map(|code| room.state.evidence.get(&society_id(code)).map(|e| &**e));
    let by = followed(&orders, evidence);
    let row = |o: &Order| Row {
        name: kinds::name(&c, &o.rule),
        says: kinds::said(&c, &o.rule),
        from: date::format(o.rule.from()),
        order: o.rule.order().to_owned(),
        source: o.rule.source().to_owned(),
        gone: match &o.fate {
            Fate::Stands => String::new(),
            Fate::Replaced => c.s("rates-replaced"),
            Fate::TakenBack(reason) => c.s1("rates-gone-for", "reason", reason),
        },
        stands: o.fate == Fate::Stands,
        share: super::Share::of(by.get(&o.entry).copied().unwrap_or(0), codes.len() as u64),
        entry: format!("{}-{}", o.entry.0, o.entry.1),
    };
    let refused = no.is_some();
    let kind = |k: &&str| (format!("/state/rates/new?norm={k}"), c.s(&format!("lender-norm-{k}")));
    let page = Page {
        rows: orders.iter().rev().map(row).collect(),
        kinds: NormRule::KEYS.iter().map(kind).collect(),
        products: kinds::all().into_iter().map(|k| of_product(&c, k.0)).collect(),
        may: who(ask)?.guard_state(Verb::StateKeep).is_ok(),
        id: born(),
        no,
        files: super::paper::as_files(ask),
        proof: super::counted_from(&c, &room),
        c,
    };
    if !refused && let Some(file) = super::paper::file(ask, "rates", &page.printed(room.name(ask.lang)))? {
        return Ok(file);
    }
    page::show_again(ask, &page, refused)
}

/// Address and name of the form of a rate of products.
fn of_product(c: &Frame, name: String) -> (String, String) {
    let said = kinds::named(c, &name).unwrap_or_default();
    (format!("/state/rates/new?norm={name}"), said)
}

/// The form of another order; the same fields a society has for its own rules.
pub(super) fn form(ask: &Ask, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    ask.let_by_state(Verb::StateKeep, "state")?;
    let c = room.frame(ask, "state-nav-plan");
    let typed = again.map(|(f, _)| f.text("norm")).or_else(|| ask.value("norm")).unwrap_or("subvention");
    let today = ask.web.desk.today();
    let (fields, title) = match kinds::form(&c, typed, today).zip(kinds::named(&c, typed)) {
        Some(of_product) => of_product,
        None => {
            let norm = NormRule::KEYS.into_iter().find(|k| *k == typed).ok_or_else(Trouble::no_page)?;
            let now = norms_ordered(&ask.web.desk.rate_orders()?);
            (rules::fields(&c, norm, &now, today), c.s(&format!("lender-norm-{norm}")))
        }
    };
    let mut form = Form::new(c, title, "/state/rates/new".to_owned());
    form.why = form.c.s("rates-why");
    let mut form = super::asked(ask, form, fields, ("/state/rates", "rates-title"), again);
    form.hidden.push(("norm", typed.to_owned()));
    form.show(ask)
}

/// The norms as they would be of a society that had nothing but the orders that stand.
fn norms_ordered(orders: &[Order]) -> Norms {
    let stand = orders.iter().filter(|o| o.fate == Fate::Stands);
    stand.fold(Norms::default(), |norms, o| match &o.rule {
        Ruling::Norm(rule) => rule.added_to(&norms),
        Ruling::Product(_) => norms,
    })
}

/// Gives an order.
pub(super) fn set(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let read = || match kinds::read(f)? {
        Some(rule) => Ok(Ruling::Product(rule)),
        None => rules::read(f).map(Ruling::Norm),
    };
    match read().map_err(refused).and_then(|rule| Ok(ask.web.desk.order_rate(who(ask)?, command(f), rule)?)) {
        Ok(_) => Ok(Redirect::to("/state/rates").into_response()),
        Err(e) => form(ask, Some((f, &e.said_in_form()?))),
    }
}

/// Takes an order back.
pub(super) fn back(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let entry = f.entry("entry");
    let entry = entry.ok_or_else(Trouble::no_page)?;
    match ask.web.desk.rate_back(who(ask)?, command(f), entry, f.text("reason")).map_err(Trouble::from) {
        Ok(_) => Ok(Redirect::to("/state/rates").into_response()),
        Err(e) => show(ask, Some(No::of(ask.lang, &e.said_in_form()?))),
    }
}
