//! People: who may log in, what they may, their sessions; one's own password and second factor; setting an installation and a society up.

mod list;
mod me;
mod start;

pub(crate) use start::{FirstCode, is_due};

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form;
use crate::counter::form::Filled;
use crate::counter::who;
use crate::page::{Frame, Tab};
use crate::router::{Web, run};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use kernel::SocietyId;
use std::collections::HashMap;

type Sent = Form<HashMap<String, String>>;

/// Addresses of people.
pub(crate) fn routes() -> Router<Web> {
    type One = Path<String>;
    type Two = Path<(String, String)>;
    Router::new()
        .route("/me", get(|ask| run(ask, me::show)))
        .route(
            "/me/password",
            get(|ask| run(ask, |a| me::password_form(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| me::password(a, &Filled(f)))),
        )
        .route(
            "/me/factor",
            get(|ask| run(ask, |a| me::factor_form(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| me::factor(a, &Filled(f)))),
        )
        .route("/me/session", axum::routing::post(|ask, Form(f): Sent| run(ask, move |a| me::end(a, &Filled(f)))))
        .route("/people", get(|ask| run(ask, |a| list::show(a, None))))
        .route("/people/log", get(|ask| run(ask, list::log)))
        .route(
            "/people/new",
            get(|ask| run(ask, |a| list::add_form(a, None, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| list::add(a, None, &Filled(f)))),
        )
        .route(
            "/people/one/{name}",
            get(|ask, Path(name): One| run(ask, move |a| list::one(a, None, &name, None))).post(
                |ask, Path(name): One, Form(f): Sent| run(ask, move |a| list::change(a, None, &name, &Filled(f))),
            ),
        )
        .route(
            "/start",
            get(|ask| run(ask, |a| start::form(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| start::begin(a, &Filled(f)))),
        )
        .route(
            "/s/{code}/setup",
            get(|ask, Path(code): One| run(ask, move |a| start::setup(a, &code, None)))
                .post(|ask, Path(code): One, Form(f): Sent| run(ask, move |a| start::adopt(a, &code, &Filled(f)))),
        )
        .route("/s/{code}/people", get(|ask, Path(code): One| run(ask, move |a| list::show(a, Some(&code)))))
        .route(
            "/s/{code}/people/new",
            get(|ask, Path(code): One| run(ask, move |a| list::add_form(a, Some(&code), None)))
                .post(|ask, Path(code): One, Form(f): Sent| run(ask, move |a| list::add(a, Some(&code), &Filled(f)))),
        )
        .route(
            "/s/{code}/people/one/{name}",
            get(|ask, Path((code, name)): Two| run(ask, move |a| list::one(a, Some(&code), &name, None))).post(
                |ask, Path((code, name)): Two, Form(f): Sent| {
                    run(ask, move |a| list::change(a, Some(&code), &name, &Filled(f)))
                },
            ),
        )
}

/// Whose people: a society's, or the whole installation's.
struct Place {
    id: SocietyId,
    base: String,
    society: Option<Society>,
}

impl Place {
    fn of(ask: &Ask, code: Option<&str>) -> Result<Place, Trouble> {
        who(ask)?;
        Ok(match code {
            Some(code) => {
                let society = ask.society(code)?;
                Place { id: society.id(), base: format!("{}/people", society.base), society: Some(society) }
            }
            None => Place { id: SocietyId(0), base: "/people".to_owned(), society: None },
        })
    }

    fn frame(&self, ask: &Ask) -> Frame {
        match &self.society {
            Some(society) => Frame::of(ask, society, Tab::People),
            None => Frame::plain(ask),
        }
    }
}
