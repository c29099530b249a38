//! Acts on a ticket: one plain form each.

use super::{at, causes, choices, effects, parties, place, ticket};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, perform, refused};
use crate::page::{Frame, Tab};
use axum::response::{IntoResponse, Redirect, Response};
use desk::act::{Act, Help};
use helpdesk::terms::{Category, Effect, Party, Pause};
use helpdesk::{Place, Ticket};
use kernel::Refusal;

/// The acts there are.
const DEEDS: [&str; 10] =
    ["answer", "hand-on", "pause", "resume", "sort", "deadline", "group", "confirm", "reopen", "take-back"];

fn fields(ask: &Ask, c: &Frame, deed: &str, t: &Ticket) -> Result<Vec<Field>, Trouble> {
    let long = || Field::new(c, "ticket_text", Input::Long);
    Ok(match deed {
        "answer" | "reopen" => vec![long()],
        "hand-on" => {
            let others = parties(c).into_iter().filter(|p| p.0 != t.with.code()).collect();
            vec![Field::new(c, "whose", Input::Choice(others)), long()]
        }
        "pause" => {
            let why = choices(Pause::ALL, Pause::code, |v| c.s(&format!("helpdesk-pause-{}", v.code())));
            vec![Field::new(c, "pause", Input::Choice(why)), long().free()]
        }
        "sort" => vec![
            Field::new(c, "cause", Input::Choice(causes(c))).with(t.category.code()),
            Field::new(c, "effect", Input::Choice(effects(c))).with(t.effect.code()),
            long(),
        ],
        "deadline" => vec![Field::new(c, "deadline", Input::Date), Field::new(c, "programme", Input::Text)],
        "group" => {
            let none = (String::new(), c.s("helpdesk-ungrouped"));
            let open = ask.web.desk.problems()?.into_iter().filter(|p| !p.solved());
            let all = open.map(|p| (format!("{}/{}", p.place.0, p.place.1), p.title));
            let now = t.problem.map(|p| format!("{}/{}", p.0, p.1)).unwrap_or_default();
            vec![Field::new(c, "problem", Input::Choice([none].into_iter().chain(all).collect())).with(now)]
        }
        "take-back" => {
            let own = t.lines.iter().rev().map(|l| {
                let e = &l.entry;
                let what = c.s(&format!("event-{}", e.event.kind().replace('.', "-")));
                (format!("{}/{}", e.place.0, e.place.1), format!("{what} · {}", crate::words::moment(e.at)))
            });
            vec![Field::new(c, "entry_of", Input::Choice(own.collect())), Field::new(c, "reason", Input::Text)]
        }
        _ => Vec::new(),
    })
}

fn page(ask: &Ask, society: &Society, t: &Ticket, deed: &str, filled: &Filled) -> Result<Form, Trouble> {
    if !DEEDS.contains(&deed) {
        return Err(Trouble::no_page());
    }
    let c = Frame::of(ask, society, Tab::Home);
    let here = at(&society.base, t.place);
    let mut form = Form::new(c, String::new(), format!("{here}/{deed}"));
    form.title = form.c.s(&format!("act-{deed}-ticket"));
    form.name = t.text.clone();
    form.plain = true;
    form.back_name = form.c.s1("helpdesk-ticket-n", "n", &t.place.1.to_string());
    form.back = here;
    form.fields = fields(ask, &form.c, deed, t)?;
    let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
    form.hidden.push(("id", id));
    form.refill(filled);
    Ok(form)
}

pub(super) fn form(ask: &Ask, code: &str, named: (&str, &str), deed: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let t = ticket::found(ask, &society, place(named.0, named.1)?)?;
    page(ask, &society, &t, deed, &Filled(Default::default()))?.show(ask)
}

fn read(deed: &str, ticket: Place, f: &Filled) -> Result<Help, Refusal> {
    let text = f.text("ticket_text").to_owned();
    let wrong = |name: &'static str| unread(name, f.text(name));
    Ok(match deed {
        "answer" => Help::Answer { ticket, text },
        "reopen" => Help::Reopen { ticket, why: text },
        "confirm" => Help::Confirm { ticket },
        "resume" => Help::Resume { ticket },
        "hand-on" => {
            let to = Party::from_code(f.text("whose")).ok_or_else(|| wrong("whose"))?;
            Help::HandOn { ticket, to, why: text }
        }
        "pause" => {
            let why = Pause::from_code(f.text("pause")).ok_or_else(|| wrong("pause"))?;
            Help::Pause { ticket, why, text }
        }
        "sort" => {
            let category = Category::from_code(f.text("cause")).ok_or_else(|| wrong("cause"))?;
            let effect = Effect::from_code(f.text("effect")).ok_or_else(|| wrong("effect"))?;
            Help::Sort { ticket, category, effect, why: text }
        }
        "deadline" => {
            let day = f.day("deadline")?.ok_or_else(|| wrong("deadline"))?;
            Help::Deadline { ticket, day, programme: f.text("programme").to_owned() }
        }
        "group" => Help::Group { ticket, problem: f.entry("problem") },
        _ => Help::TakeBack {
            entry: f.entry("entry_of").ok_or_else(|| wrong("entry_of"))?,
            reason: f.text("reason").to_owned(),
        },
    })
}

pub(super) fn done(ask: &Ask, code: &str, named: (&str, &str), deed: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let t = ticket::found(ask, &society, place(named.0, named.1)?)?;
    let mut again = page(ask, &society, &t, deed, f)?;
    let act = read(deed, t.place, f).map_err(refused);
    let done = act.and_then(|act| perform(ask, &society, f, Act::Help(Box::new(act))));
    match done {
        // a ticket that was taken back whole is no more
        Ok(_) if ticket::found(ask, &society, t.place).is_err() => {
            Ok(Redirect::to(&format!("{}/tickets", society.base)).into_response())
        }
        Ok(_) => Ok(Redirect::to(&at(&society.base, t.place)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            again.no = Some(No::of(ask.lang, &no));
            again.show(ask)
        }
        Err(e) => Err(e),
    }
}
