//! What becomes of a society of the list: merged into another, wound up, or its books kept here at the seat.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::counter::{command, refused, who};
use crate::page::{self, Frame};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::state::StateAct;
use kernel::{Refusal, Verb};
use lipi::{Lang, date, messages};
use places::{Directory, Fate, Scope};

/// Societies offered as those it may be merged into.
const OFFERED: usize = 200;

/// What may become of it, as in addresses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Merge,
    WindUp,
    Host,
    /// A computer of its own is let in: the code for it is shown once.
    LetIn,
}

impl Deed {
    const ALL: [Deed; 4] = [Deed::LetIn, Deed::Host, Deed::Merge, Deed::WindUp];

    const fn code(self) -> &'static str {
        match self {
            Deed::Merge => "merge",
            Deed::WindUp => "wind-up",
            Deed::Host => "host",
            Deed::LetIn => "let-in",
        }
    }

    /// Who keeps the lists merges and winds up; who keeps the machine keeps books on it; officers and engineers let computers in where they stand over.
    fn may(self, ask: &Ask, code: &str) -> Result<(), Trouble> {
        let here = desk::society_id(code);
        match self {
            Deed::LetIn => ask.let_by(Verb::DesksLetIn, here, "let-in"),
            Deed::Host => ask.let_by(Verb::MigrationImport, here, "found"),
            Deed::Merge | Deed::WindUp => ask.let_by_state(Verb::StateKeep, "state"),
        }
    }

    /// The same, for a button that is shown or not: nothing is refused and nothing noted.
    fn is_open(self, who: &desk::Who, code: &str) -> bool {
        let here = desk::society_id(code);
        let may = match self {
            Deed::LetIn => who.guard(Verb::DesksLetIn, here),
            Deed::Host => who.guard(Verb::MigrationImport, here),
            Deed::Merge | Deed::WindUp => who.guard_state(Verb::StateKeep),
        };
        may.is_ok()
    }
}

/// The buttons of a society's page: address and words. Of one that has ended there are none, and where its books have come none keeps them here.
pub(super) fn deeds(ask: &Ask, c: &Frame, code: &str, fate: &Fate, heard: bool) -> Vec<(String, String)> {
    let open = |d: &Deed| {
        ask.who.as_ref().is_some_and(|w| d.is_open(w, code)) && *fate == Fate::Stands && !(heard && *d == Deed::Host)
    };
    let button = |d: Deed| (address(code, d), c.s(&format!("state-do-{}", d.code())));
    Deed::ALL.into_iter().filter(open).map(button).collect()
}

fn address(code: &str, deed: Deed) -> String {
    format!("/state/society/{}/become/{}", encoded(code), deed.code())
}

/// Who was merged into a society: address, name, words of the order.
pub(super) fn merged(c: &Frame, dir: &Directory, code: &str) -> Vec<(String, String, String)> {
    let of = |s: &places::Society| match &s.fate {
        Fate::Merged { into, order, .. } if into == code => {
            let href = format!("/state/society/{}", encoded(&s.listed.code));
            Some((href, s.listed.name.clone(), c.s1("state-merged-by", "order", order)))
        }
        _ => None,
    };
    dir.societies.values().filter_map(of).collect()
}

/// The form; with a refusal, the form again.
pub(super) fn form(ask: &Ask, code: &str, deed: &str, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let deed = Deed::ALL.into_iter().find(|d| d.code() == deed).ok_or_else(Trouble::no_page)?;
    deed.may(ask, code)?;
    let c = room.frame(ask, "state-nav-review");
    let mut fields = Vec::new();
    if deed == Deed::Merge {
        let into = Field::new(&c, "survivor", Input::Text);
        fields.push(Field { offers: offers(&room.state.directory, code), ..into });
    }
    if matches!(deed, Deed::Merge | Deed::WindUp) {
        fields.push(Field::new(&c, "number", Input::Text));
        fields.push(Field::new(&c, "dated", Input::Date));
    }
    let mut form = Form::new(c, String::new(), address(code, deed));
    form.title = form.c.s(&format!("state-do-{}", deed.code()));
    form.name = room.name(ask.lang);
    form.why = form.c.s(&format!("state-do-{}-why", deed.code()));
    let back = format!("/state/society/{}", encoded(code));
    let mut form = super::asked(ask, form, fields, (&back, "web-society"), again);
    if deed == Deed::LetIn {
        form.button = form.c.s("state-do-let-in");
    }
    form.show(ask)
}

/// Codes with names of the societies of the same district, those of the same block first.
fn offers(dir: &Directory, code: &str) -> Vec<String> {
    let Some(own) = dir.society(code).map(|s| &s.listed) else { return Vec::new() };
    let stands = dir.societies.values().filter(|s| s.fate == Fate::Stands).map(|s| &s.listed);
    let mut near: Vec<_> = stands.filter(|s| s.district == own.district && s.code != own.code).collect();
    near.sort_by_key(|s| (s.block != own.block, s.name.clone()));
    near.into_iter().take(OFFERED).map(|s| format!("{} · {}", s.code, s.name)).collect()
}

/// Does it.
pub(super) fn done(ask: &Ask, code: &str, deed: &str, filled: &Filled) -> Result<Response, Trouble> {
    let room = Room::enter(ask, Some(&Scope::Society(code.to_owned()).code()))?;
    let known = Deed::ALL.into_iter().find(|d| d.code() == deed).ok_or_else(Trouble::no_page)?;
    known.may(ask, code)?;
    if known == Deed::LetIn {
        return let_in(ask, &room, code);
    }
    match kept(ask, code, known, filled) {
        Ok(()) => Ok(Redirect::to(&format!("/state/society/{}", encoded(code))).into_response()),
        Err(Trouble::Refused(_, no)) => form(ask, code, deed, Some((filled, &no))),
        Err(e) => Err(e),
    }
}

fn kept(ask: &Ask, code: &str, deed: Deed, filled: &Filled) -> Result<(), Trouble> {
    let (desk, who) = (&ask.web.desk, who(ask)?);
    let code = code.to_owned();
    let act = match deed {
        Deed::LetIn => return Ok(()),
        Deed::Host => return Ok(desk.host(who, &code, command(filled)).map(|_| ())?),
        Deed::WindUp => StateAct::WindUp { code, order: order(ask, filled).map_err(refused)? },
        Deed::Merge => {
            // what is offered has the name after the code
            let into = filled.text("survivor").split('·').next().unwrap_or_default().trim().to_owned();
            StateAct::Merge { code, into, order: order(ask, filled).map_err(refused)? }
        }
    };
    desk.keep_state(who, command(filled), &act)?;
    Ok(())
}

#[derive(Template)]
#[template(path = "state/letin.html")]
struct Given {
    c: Frame,
    name: String,
    back: String,
    code: String,
    until: String,
    command: String,
}

/// A code for one computer of the society, shown once.
fn let_in(ask: &Ask, room: &Room, code: &str) -> Result<Response, Trouble> {
    let c = room.frame(ask, "state-nav-review");
    let given = ask.web.desk.let_in(who(ask)?, code)?;
    let page = Given {
        name: room.name(c.lang),
        back: format!("/state/society/{}", encoded(code)),
        until: moment(given.until),
        command: format!("sahakar sync join ADDRESS --code {}", given.code),
        code: given.code,
        c,
    };
    page::show(ask, &page)
}

/// Number and day of the order as one text, as it stands in the register.
fn order(ask: &Ask, filled: &Filled) -> Result<String, Refusal> {
    let number = filled.text("number");
    if number.is_empty() {
        return Err(unread("number", ""));
    }
    let dated = filled.day("dated")?.ok_or_else(|| unread("dated", ""))?;
    if dated > ask.web.desk.today() {
        return Err(Refusal::new(3213).with("day", date::format(dated)));
    }
    Ok(messages::say(Lang::Hi, "state-order-dated", &[("number", number), ("day", &date::format(dated))]))
}
