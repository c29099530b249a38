//! Opening a head of account: an account with another bank, a fund, an income of the society's own. The heads of the standard chart open by
//! themselves with the first day.

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form as SentForm;
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, perform, refused};
use crate::page::{Frame, Tab};
use crate::router::{Web, run};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use books::HeadClass;
use books::chart::own_head;
use desk::act::Act;
use keep::view;
use kernel::Refusal;
use std::collections::HashMap;

/// What may be opened, as the form names it.
const KINDS: [(&str, HeadClass, bool); 5] = [
    ("bank", HeadClass::Asset, true),
    ("expense", HeadClass::Expense, false),
    ("income", HeadClass::Income, false),
    ("liability", HeadClass::Liability, false),
    ("asset", HeadClass::Asset, false),
];

/// Its address.
pub(crate) fn routes() -> Router<Web> {
    type Sent = SentForm<HashMap<String, String>>;
    Router::new().route(
        "/s/{code}/heads/open",
        get(|ask, Path(code): Path<String>| run(ask, move |a| form(a, &code)))
            .post(|ask, Path(code): Path<String>, SentForm(f): Sent| run(ask, move |a| open(a, &code, &Filled(f)))),
    )
}

fn form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page(ask, &society, None, None).show(ask)
}

fn page(ask: &Ask, society: &Society, filled: Option<&Filled>, no: Option<&Refusal>) -> Form {
    let c = Frame::of(ask, society, Tab::Balance);
    let (title, base) = (c.s("act-open-heads"), &society.base);
    let mut form = Form::new(c, title, format!("{base}/heads/open"));
    (form.back, form.back_name) = (format!("{base}/trial-balance"), form.c.s("web-nav-balance"));
    form.why = form.c.s("heads-open-why");
    form.plain = true;
    form.hidden = vec![("id", born())];
    let c = &form.c;
    let kinds = KINDS.map(|k| (k.0.to_owned(), c.s(&format!("heads-kind-{}", k.0))));
    form.fields = vec![
        Field::new(c, "head_name", Input::Text),
        Field::new(c, "head_kind", Input::Choice(kinds.into())).with("expense"),
    ];
    form.no = no.map(|r| No::of(ask.lang, r));
    if let Some(f) = filled {
        form.refill(f);
    }
    form
}

fn open(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let heads = ask.read(|t| view::heads(t, society.id()))?;
    let act = || -> Result<Act, Refusal> {
        let kind = f.text("head_kind");
        let (_, class, bank) = *KINDS.iter().find(|k| k.0 == kind).ok_or_else(|| unread("head_kind", kind))?;
        let known = heads.iter().map(|h| (&h.code[..], &h.name[..]));
        Ok(Act::OpenHeads { heads: vec![own_head(known, class, bank, f.text("head_name"))?] })
    };
    match act().map_err(refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/trial-balance", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page(ask, &society, Some(f), Some(&no)).show(ask),
        Err(e) => Err(e),
    }
}
