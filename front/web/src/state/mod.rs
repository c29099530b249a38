//! The review room of a State: who has come how far, counted from the registers that arrived; day-ends from day to day; the ladder of one society; its
//! lists and officers. A person sees what his post stands over.

mod calls;
mod clauses;
mod days;
mod fate;
mod files;
pub(crate) mod late;
mod layouts;
mod lists;
mod map;
mod milestones;
mod minutes;
pub(crate) mod news;
pub(crate) mod paper;
mod plan;
mod rates;
mod review;
mod shelf;
mod society;
mod steps;
mod tasks;

pub(crate) use map::Outlines;
pub(crate) use paper::file;
pub(crate) use plan::circular;

use crate::ask::{Ask, Trouble};
use crate::body::{Form, Upload};
use crate::counter::form::{Field, Filled, Form as FormPage, No};
use crate::counter::{born, who};
use crate::page::{Frame, Rail};
use crate::router::{Web, run};
use crate::words::{encoded, moment};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use desk::state::StateView;
use kernel::{Date, Refusal, Verb};
use lipi::Lang;
use lipi::amount::group;
use places::{Level, Scope};
use programme::matrix::Counted;
use std::collections::HashMap;
use std::sync::Arc;

type Sent = Form<HashMap<String, String>>;

/// Most bytes of a document an officer hands in: a scanned page or a few.
const DOCUMENT_BYTES: usize = (8 << 20) + 16 * 1024;

/// Addresses of the State.
pub(crate) fn routes() -> Router<Web> {
    type One = Path<String>;
    Router::new()
        .route("/state", get(|ask| run(ask, |a| review::show(a, None))))
        .route("/state/in/{scope}", get(|ask, Path(s): One| run(ask, move |a| review::show(a, Some(&s)))))
        .route(
            "/state/papers/{view}/{scope}",
            get(|ask, Path((view, s)): Path<(String, String)>| run(ask, move |a| paper::show(a, &view, &s))),
        )
        .route("/state/days/{scope}", get(|ask, Path(s): One| run(ask, move |a| days::show(a, &s))))
        .route("/state/society/{code}", get(|ask, Path(code): One| run(ask, move |a| society::show(a, &code))))
        .route(
            "/state/society/{code}/sign/{rung}",
            get(|ask, Path((code, rung)): Path<(String, String)>| {
                run(ask, move |a| society::form(a, &code, &rung, None))
            })
            .post(
                |ask, Path((code, rung)): Path<(String, String)>, headers: HeaderMap, body: Upload<DOCUMENT_BYTES>| {
                    run(ask, move |a| society::sign(a, &code, &rung, &headers, &body))
                },
            ),
        )
        .route(
            "/state/society/{code}/withdraw",
            axum::routing::post(|ask, Path(code): One, Form(f): Sent| {
                run(ask, move |a| society::withdraw(a, &code, &Filled(f)))
            }),
        )
        .route(
            "/state/society/{code}/call",
            get(|ask, Path(code): One| run(ask, move |a| calls::form(a, &code, None)))
                .post(|ask, Path(code): One, Form(f): Sent| run(ask, move |a| calls::keep(a, &code, &Filled(f)))),
        )
        .route(
            "/state/society/{code}/become/{deed}",
            get(|ask, Path((code, deed)): Path<(String, String)>| run(ask, move |a| fate::form(a, &code, &deed, None)))
                .post(|ask, Path((code, deed)): Path<(String, String)>, Form(f): Sent| {
                    run(ask, move |a| fate::done(a, &code, &deed, &Filled(f)))
                }),
        )
        .route("/state/society/{code}/files", get(|ask, Path(code): One| run(ask, move |a| files::show(a, &code))))
        .route(
            "/state/document/{code}/{digest}",
            get(|ask, Path((code, digest)): Path<(String, String)>| {
                run(ask, move |a| society::document(a, &code, &digest))
            }),
        )
        .route(
            "/state/plan",
            get(|ask| run(ask, plan::show)).post(|ask, Form(f): Sent| run(ask, move |a| plan::act(a, &Filled(f)))),
        )
        .route(
            "/state/plan/done",
            axum::routing::post(|ask, headers: HeaderMap, body: Upload<DOCUMENT_BYTES>| {
                run(ask, move |a| tasks::done(a, &headers, &body))
            }),
        )
        .route("/state/evidence/{digest}", get(|ask, Path(d): One| run(ask, move |a| tasks::evidence(a, &d))))
        .route(
            "/state/plan/new",
            get(|ask| run(ask, plan::form)).post(|ask, Form(f): Sent| run(ask, move |a| plan::publish(a, &Filled(f)))),
        )
        .route(
            "/state/steps",
            get(|ask| run(ask, |a| steps::show(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| steps::back(a, &Filled(f)))),
        )
        .route(
            "/state/steps/new",
            get(|ask| run(ask, |a| steps::form(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| steps::set(a, &Filled(f)))),
        )
        .route(
            "/state/rates",
            get(|ask| run(ask, |a| rates::show(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| rates::back(a, &Filled(f)))),
        )
        .route(
            "/state/rates/new",
            get(|ask| run(ask, |a| rates::form(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| rates::set(a, &Filled(f)))),
        )
        .route(
            "/state/entry/{desk}/{seq}",
            get(|ask, Path((desk, seq)): Path<(String, String)>| {
                run(ask, move |a| {
                    let c = Room::enter(a, None)?.frame(a, "state-nav-plan");
                    crate::entry::of_state(a, c, &desk, &seq)
                })
            }),
        )
        .route("/state/circular/{entry}", get(|ask, Path(e): One| run(ask, move |a| plan::circular(a, &e))))
        .route(
            "/state/review/{scope}",
            get(|ask, Path(s): One| run(ask, move |a| minutes::form(a, &s, None)))
                .post(|ask, Path(s): One, Form(f): Sent| run(ask, move |a| minutes::keep(a, &s, &Filled(f)))),
        )
        .route("/state/minutes/{entry}", get(|ask, Path(e): One| run(ask, move |a| minutes::show(a, &e))))
        .route(
            "/state/late",
            get(|ask| run(ask, |a| late::show(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| late::judge(a, &Filled(f)))),
        )
        .route(
            "/state/layouts",
            get(|ask| run(ask, |a| layouts::show(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| layouts::done(a, &Filled(f)))),
        )
        .route("/state/shelf", get(|ask| run(ask, shelf::show)))
        .route("/state/lists", get(|ask| run(ask, lists::show)))
        .route(
            "/state/officers",
            get(|ask| run(ask, |a| lists::officers(a, None)))
                .post(|ask, Form(f): Sent| run(ask, move |a| lists::post(a, &Filled(f)))),
        )
        .route("/state/officers/new", get(|ask| run(ask, |a| lists::form(a, None))))
        .route("/s/{code}/ladder", get(|ask, Path(code): One| run(ask, move |a| society::own(a, &code))))
}

/// The State, where the person may look at many societies, and the scope he may see.
struct Room {
    state: Arc<StateView>,
    scope: Scope,
}

fn forbidden(no: Refusal) -> Trouble {
    Trouble::Refused(StatusCode::FORBIDDEN, no)
}

impl Room {
    /// A scope named in the address; without one, what the person's own post stands over. That somebody is kept out is noted.
    fn enter(ask: &Ask, named: Option<&str>) -> Result<Room, Trouble> {
        let desk = &ask.web.desk;
        desk.let_by_state(who(ask)?, Verb::StateRead, "state").map_err(forbidden)?;
        Room::look(ask, named).map_err(|trouble| match (trouble, who(ask)) {
            (Trouble::Refused(_, no), Ok(who)) if no.number == 5002 => forbidden(desk.kept_out(who, "state")),
            (trouble, _) => trouble,
        })
    }

    /// The same where nobody asked for it: a page of others only shows more to whoever may look at many societies.
    fn look(ask: &Ask, named: Option<&str>) -> Result<Room, Trouble> {
        let who = who(ask)?;
        who.guard_state(Verb::StateRead).map_err(forbidden)?;
        let state = ask.web.desk.state()?.filter(|s| s.own).ok_or_else(Trouble::no_page)?;
        let own = who.posting().map_or(Scope::State, |p| p.scope.clone());
        let scope = match named {
            None => own.clone(),
            Some(code) => Scope::from_code(code).filter(|s| state.directory.knows(s)).ok_or_else(Trouble::no_page)?,
        };
        if !state.directory.lies_in(&scope, &own) {
            return Err(forbidden(Refusal::new(5002).with("name", &who.name)));
        }
        Ok(Room { state, scope })
    }

    fn name(&self, lang: Lang) -> String {
        scope_name(&self.state, &self.scope, lang)
    }

    /// The frame with the rail of the State.
    fn frame(&self, ask: &Ask, at: &str) -> Frame {
        let c = Frame::plain(ask);
        let scope = self.scope.code();
        let item = |key: &'static str, icon: &'static str, href: String| (key, icon, href);
        let items = [
            item("state-nav-review", "home", "/state".to_owned()),
            item("state-nav-days", "day", format!("/state/days/{}", encoded(&scope))),
            item("state-nav-plan", "file", "/state/plan".to_owned()),
            item("state-nav-late", "check", "/state/late".to_owned()),
            item("state-nav-officers", "user", "/state/officers".to_owned()),
            item("state-nav-lists", "list", "/state/lists".to_owned()),
            item("layout-title", "file", "/state/layouts".to_owned()),
            item("shelf-title", "list", "/state/shelf".to_owned()),
            item("helpdesk", "alert", "/helpdesk".to_owned()),
            item("helpdesk-digest", "alert", "/helpdesk/digest".to_owned()),
        ];
        let news = news::of(ask);
        let rail = items.into_iter().map(|(key, icon, href)| {
            let count =
                if key == "helpdesk-digest" && news > 0 { format!(" ({})", group(news as u64)) } else { String::new() };
            Rail { text: c.s(key) + &count, icon, href, here: key == at }
        });
        Frame { rail: rail.collect(), sample: !ask.web.samples.logins.is_empty(), ..c }
    }

    /// The list of societies everything here is a share of.
    fn list(&self, c: &Frame) -> String {
        let dir = &self.state.directory;
        list_words(c, (dir.list.number, dir.list.day), &dir.orders)
    }
}

/// The proof line of a page: from how many entries of how many societies, who has not been heard since when, and over which list.
fn counted_from(c: &Frame, room: &Room) -> String {
    let summary = room.state.summary(places::Sector::Mpacs, &room.scope);
    format!("{} · {}", proof(c, &summary.counted), room.list(c))
}

/// The same for pages of others that stand in the State; empty where the person does not look at many societies.
pub(crate) fn seat_proof(ask: &Ask, c: &Frame) -> Result<String, Trouble> {
    match Room::look(ask, None) {
        Ok(room) => Ok(counted_from(c, &room)),
        Err(Trouble::Refused(..)) => Ok(String::new()),
        Err(fault) => Err(fault),
    }
}

/// A list of societies in words, with the orders by which societies left the count since it.
fn list_words(c: &Frame, (number, day): (u32, Option<Date>), orders: &[String]) -> String {
    let day = day.map(lipi::date::format).unwrap_or_default();
    let list = c.s2("state-list", "version", &number.to_string(), "day", &day);
    match orders.is_empty() {
        true => list,
        false => format!("{list}; {}", c.s1("state-list-orders", "orders", &orders.join(", "))),
    }
}

/// The frame with the rail of the State, for pages of others that stand in it; nothing where the person does not look at many societies, or this is
/// no seat of a State.
pub(crate) fn frame(ask: &Ask, at: &str) -> Option<Frame> {
    Room::look(ask, None).ok().map(|room| room.frame(ask, at))
}

/// Name of a scope.
fn scope_name(state: &StateView, scope: &Scope, lang: Lang) -> String {
    let (dir, hindi) = (&state.directory, lang == Lang::Hi);
    match scope {
        Scope::State => dir.state.as_ref().map_or_else(String::new, |s| dir.name(Level::State, s.code, hindi)),
        Scope::District(d) => dir.name(Level::District, *d, hindi),
        Scope::Block(b) => dir.name(Level::Block, *b, hindi),
        Scope::Bank(b) => dir.banks.get(b).map_or_else(|| b.clone(), |b| b.name.clone()),
        Scope::Society(s) => dir.society(s).map_or_else(|| s.clone(), |s| s.listed.name.clone()),
    }
}

/// A share as a table shows it.
struct Share {
    /// `38 / 72`.
    text: String,
    /// `53 %`; empty where there is nothing to share.
    percent: String,
    /// Width of its bar.
    bar: String,
    /// Nothing is missing.
    full: bool,
    /// Whose the next act is for what is missing: how many, and the list of them.
    whose: Vec<(String, String)>,
}

impl Share {
    fn of(part: u64, all: u64) -> Share {
        let percent = (part * 100).checked_div(all).map(|p| format!("{p} %")).unwrap_or_default();
        Share {
            text: format!("{} / {}", group(part), group(all)),
            percent,
            bar: crate::societies::share(part, all),
            full: part == all && all > 0,
            whose: Vec::new(),
        }
    }
}

/// A form of the State with its fields: where it leads back to, and what was typed and refused.
fn asked(
    ask: &Ask,
    mut form: FormPage,
    fields: Vec<Field>,
    (back, back_name): (&str, &str),
    again: Option<(&Filled, &Refusal)>,
) -> FormPage {
    form.fields = fields;
    form.hidden = vec![("id", born())];
    form.plain = true;
    form.back = back.to_owned();
    form.back_name = form.c.s(back_name);
    if let Some((filled, no)) = again {
        form.refill(filled);
        form.no = Some(No::of(ask.lang, no));
    }
    form
}

/// From how many entries of how many societies a page was counted, and who has not been heard.
fn proof(c: &Frame, counted: &Counted) -> String {
    let from = c.s2("state-proof", "entries", &group(counted.entries), "societies", &group(counted.heard));
    let silent = counted.of - counted.heard;
    let silent = match silent {
        0 => c.s("state-proof-all"),
        n => c.s1("state-proof-silent", "n", &group(n)),
    };
    let oldest = counted.oldest.map(|o| c.s1("state-proof-oldest", "at", &moment(o))).unwrap_or_default();
    [from, silent, oldest].join(" ").trim_end().to_owned()
}

/// The snapshot day a page asks for: not after yesterday, and no earlier than day-ends are kept to be looked back at.
fn snapshot(ask: &Ask, state: &StateView) -> Result<Date, Trouble> {
    let asked = ask.value("on").and_then(crate::counter::form::read_day).filter(|d| *d <= state.snapshot);
    let on = asked.unwrap_or(state.snapshot);
    let back = jiff::Span::new().days(programme::LOOK_BACK);
    let first = state.snapshot.checked_sub(back).unwrap_or(Date::MIN);
    if on < first {
        let no = Refusal::new(4720).with("day", lipi::date::format(on)).with("from", lipi::date::format(first));
        return Err(crate::counter::refused(no.with("days", programme::LOOK_BACK)));
    }
    Ok(on)
}
