//! Known problems, knowledge and the hours of the parties.

use super::{
    Page, Section, at, categories_or_all, category, cell, columns, count, effect, effects, link, may, parties, party,
    place, short, state, typed,
};
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, refused, who};
use crate::grid::Shown;
use crate::page::{self, Frame};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use books::ruled::Rule;
use desk::act::{Act, Help};
use helpdesk::event::Did;
use helpdesk::similar;
use helpdesk::terms::{Article, Category, Effect, Party};
use helpdesk::{Place, ageing};
use kernel::{CommandId, Refusal, Verb};
use lipi::Lang;
use lipi::date;

/// In addresses, the desk of articles that come with the program.
const WITH_PROGRAM: &str = "program";

/// Articles that come with the program, by their keys in the messages, with the cause each belongs to. What an office writes stands before them.
const SHIPPED: [(&str, Category); 10] = [
    ("day-end", Category::Training),
    ("no-line", Category::Network),
    ("power-slips", Category::Power),
    ("printer", Category::Device),
    ("password", Category::Login),
    ("second-factor", Category::Login),
    ("reverse", Category::Data),
    ("difference", Category::Data),
    ("new-computer", Category::Device),
    ("no-second-person", Category::Vacancy),
];

/// Title and text in the page's language; Hindi where the other is missing.
pub(super) fn said(a: &Article, hindi: bool) -> (String, String) {
    if hindi || a.title_en.is_empty() {
        (a.title.clone(), a.text.clone())
    } else {
        (a.title_en.clone(), a.text_en.clone())
    }
}

/// Who is logged in, of a society or above: knowledge is for all.
fn reader(ask: &Ask) -> Result<(), Trouble> {
    who(ask).map(|_| ())
}

fn new_deed(ask: &Ask, page: &mut Page, deed: &str) {
    if may(ask, Verb::HelpKeep) {
        page.acts.push((format!("/helpdesk/do/{deed}"), page.c.s(&format!("act-{deed}"))));
    }
}

pub(super) fn articles(ask: &Ask) -> Result<Response, Trouble> {
    reader(ask)?;
    let typed_in = ask.value("q").unwrap_or_default();
    let mut page = Page::of_seat(ask, "helpdesk-knowledge");
    new_deed(ask, &mut page, "set-article");
    page.filter = vec![Field::new(&page.c, "q", Input::Text).free().with(typed_in)];
    let hi = ask.lang == Lang::Hi;
    let all = ask.web.desk.articles()?;
    let c = &page.c;
    let shipped = SHIPPED.iter().map(|(key, cause)| (key, cause, shipped(c, key)));
    let shipped = shipped.filter(|(.., (title, text))| similar::holds(typed_in, &[title, text]));
    let shipped = shipped.map(|(key, cause, (title, text))| {
        vec![
            Shown { kind: "told", ..link(title, format!("/helpdesk/knowledge/{WITH_PROGRAM}/{key}")) },
            cell(category(c, *cause)),
            typed(text.chars().take(120).collect::<String>()),
            short(c.s("helpdesk-with-program")),
        ]
    });
    let shipped: Vec<Vec<Shown>> = shipped.collect();
    let mut rows: Vec<Vec<Shown>> = all
        .iter()
        .filter(|a| similar::holds(typed_in, &[&a.says.title, &a.says.text, &a.says.title_en, &a.says.text_en]))
        .map(|a| {
            let (title, text) = said(&a.says, hi);
            vec![
                Shown { kind: "told", ..link(title, format!("/helpdesk/knowledge/{}/{}", a.place.0, a.place.1)) },
                cell(a.says.category.map_or_else(|| c.s("helpdesk-any"), |v| category(c, v))),
                typed(text.chars().take(120).collect::<String>()),
                short(moment(a.at)),
            ]
        })
        .collect();
    rows.extend(shipped);
    let heads = ["helpdesk-col-title", "helpdesk-col-category", "helpdesk-col-text", "helpdesk-col-written"];
    page.sections = vec![Section { title: String::new(), about: String::new(), columns: columns(c, &heads), rows }];
    page.show(ask)
}

#[derive(Template)]
#[template(path = "helpdesk/article.html")]
struct Reading {
    c: Frame,
    back: (String, String),
    title: String,
    about: String,
    text: String,
    /// Answers, the last first: when and what.
    answers: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    sections: Vec<Section>,
}

pub(super) fn article(ask: &Ask, desk: &str, seq: &str) -> Result<Response, Trouble> {
    reader(ask)?;
    if desk == WITH_PROGRAM {
        return of_program(ask, seq);
    }
    let at = place(desk, seq)?;
    let found = ask.web.desk.articles()?.into_iter().find(|a| a.place == at).ok_or_else(Trouble::no_page)?;
    let c = Frame::plain(ask);
    let (title, text) = said(&found.says, ask.lang == Lang::Hi);
    let acts = if may(ask, Verb::HelpKeep) {
        vec![(format!("/helpdesk/do/set-article?of={desk}/{seq}"), c.s("helpdesk-rewrite"))]
    } else {
        Vec::new()
    };
    let page = Reading {
        back: ("/helpdesk/knowledge".to_owned(), c.s("helpdesk-knowledge")),
        title,
        about: moment(found.at),
        text,
        answers: Vec::new(),
        acts,
        sections: Vec::new(),
        c,
    };
    page::show(ask, &page)
}

/// An article that comes with the program.
fn of_program(ask: &Ask, key: &str) -> Result<Response, Trouble> {
    SHIPPED.iter().find(|(k, _)| *k == key).ok_or_else(Trouble::no_page)?;
    let c = Frame::plain(ask);
    let (title, text) = shipped(&c, key);
    let page = Reading {
        back: ("/helpdesk/knowledge".to_owned(), c.s("helpdesk-knowledge")),
        title,
        about: c.s("helpdesk-with-program"),
        text,
        answers: Vec::new(),
        acts: Vec::new(),
        sections: Vec::new(),
        c,
    };
    page::show(ask, &page)
}

/// Its title and text.
fn shipped(c: &Frame, key: &str) -> (String, String) {
    (c.s(&format!("article-{key}")), c.s(&format!("article-{key}.text")))
}

pub(super) fn problems(ask: &Ask) -> Result<Response, Trouble> {
    reader(ask)?;
    let mut page = Page::of_seat(ask, "helpdesk-problems");
    new_deed(ask, &mut page, "set-problem");
    let c = &page.c;
    let mut rows = Vec::new();
    for p in ask.web.desk.problems()? {
        let tickets = ask.read(|t| keep::view::tickets_of_problem(t, p.place))?;
        let open = tickets.iter().filter(|(_, t)| t.is_open()).count();
        let of = |n: usize| count(u32::try_from(n).unwrap_or(u32::MAX));
        rows.push(vec![
            Shown { kind: "told", ..link(p.title.clone(), format!("/helpdesk/problems/{}/{}", p.place.0, p.place.1)) },
            cell(category(c, p.category)),
            cell(c.s(if p.solved() { "helpdesk-solved" } else { "helpdesk-unsolved" })),
            of(tickets.len()),
            of(open),
        ]);
    }
    let heads = [
        "helpdesk-col-title",
        "helpdesk-col-category",
        "helpdesk-col-state",
        "helpdesk-col-tickets-n",
        "helpdesk-col-open-n",
    ];
    page.sections = vec![Section { title: String::new(), about: String::new(), columns: columns(c, &heads), rows }];
    page.show(ask)
}

pub(super) fn problem(ask: &Ask, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let me = who(ask)?;
    let place = place(desk, seq)?;
    let p = ask.web.desk.problems()?.into_iter().find(|p| p.place == place).ok_or_else(Trouble::no_page)?;
    let c = Frame::plain(ask);
    let (tickets, societies) =
        ask.read(|t| Ok((keep::view::tickets_of_problem(t, place)?, keep::view::societies(t)?)))?;
    let mut rows = Vec::new();
    for (id, t) in &tickets {
        let Some(s) = societies.iter().find(|s| s.id == *id) else { continue };
        if me.guard(Verb::BooksRead, *id).is_err() {
            continue;
        }
        let home = page::base(&s.code);
        rows.push(vec![
            link(t.place.1.to_string(), at(&home, t.place)),
            short(s.name.clone()),
            typed(t.text.chars().take(90).collect::<String>()),
            cell(state(&c, t)),
        ]);
    }
    let heads = ["helpdesk-col-no", "helpdesk-col-society", "helpdesk-col-text", "helpdesk-col-state"];
    let section = Section { title: c.s("helpdesk-tickets"), about: String::new(), columns: columns(&c, &heads), rows };
    let acts = if may(ask, Verb::HelpKeep) {
        ["answer-problem", "set-problem"]
            .iter()
            .map(|d| (format!("/helpdesk/do/{d}?of={desk}/{seq}"), c.s(&format!("helpdesk-{d}"))))
            .collect()
    } else {
        Vec::new()
    };
    let word = |solves: bool| c.s(if solves { "helpdesk-solved" } else { "helpdesk-informs" });
    let page = Reading {
        back: ("/helpdesk/problems".to_owned(), c.s("helpdesk-problems")),
        title: p.title.clone(),
        about: category(&c, p.category),
        text: p.text.clone(),
        answers: p.answers.iter().rev().map(|a| (format!("{} · {}", moment(a.0), word(a.2)), a.1.clone())).collect(),
        acts,
        sections: vec![section],
        c,
    };
    page::show(ask, &page)
}

pub(super) fn hours(ask: &Ask) -> Result<Response, Trouble> {
    reader(ask)?;
    let mut page = Page::of_seat(ask, "helpdesk-hours");
    new_deed(ask, &mut page, "set-hours");
    page.about = vec![page.c.s("helpdesk-hours-about")];
    let (_, entries) = ask.web.desk.hours()?;
    let c = &page.c;
    let mut rows = Vec::new();
    for e in &entries {
        if let Did::HoursSet { party: p, effect: v, rule } = &e.event.did {
            rows.push(vec![
                cell(party(c, *p)),
                cell(effect(c, *v)),
                Shown { kind: "num", ..cell(rule.value.to_string()) },
                short(date::format(rule.from)),
                typed(format!("{} {}", rule.order, rule.source).trim()),
            ]);
        }
    }
    if rows.is_empty() {
        page.says.push(("info", c.s("helpdesk-no-hours")));
    }
    let heads = [
        "helpdesk-col-with",
        "helpdesk-col-effect",
        "helpdesk-col-hours-n",
        "helpdesk-col-from",
        "helpdesk-col-by-order",
    ];
    let ordered = Section { title: String::new(), about: String::new(), columns: columns(c, &heads), rows };
    let ordered = (!ordered.rows.is_empty()).then_some(ordered);
    page.sections = ordered.into_iter().chain([proposed(c)]).collect();
    page.show(ask)
}

/// Hours that are proposed for each party, by what stands still: shown as proposals until an order sets others.
fn proposed(c: &Frame) -> Section {
    let mut heads = vec![(c.s("helpdesk-col-with"), false)];
    heads.extend(Effect::ALL.iter().map(|v| (effect(c, *v), true)));
    let row = |p: &Party| {
        let hours = |v: &Effect| Shown { kind: "num", ..cell(ageing::proposed(*p, *v).to_string()) };
        std::iter::once(cell(party(c, *p))).chain(Effect::ALL.iter().map(hours)).collect()
    };
    let rows = Party::ALL.iter().map(row).collect();
    Section { title: c.s("helpdesk-proposed"), about: c.s("helpdesk-proposed-why"), columns: heads, rows }
}

/// What stands there of the thing a form is about.
fn before(ask: &Ask, deed: &str, of: Option<Place>) -> Result<Vec<(&'static str, String)>, Trouble> {
    let Some(of) = of else { return Ok(Vec::new()) };
    if deed == "set-article" {
        let found = ask.web.desk.articles()?.into_iter().find(|a| a.place == of).ok_or_else(Trouble::no_page)?;
        let s = found.says;
        return Ok(vec![
            ("title", s.title),
            ("ticket_text", s.text),
            ("title_en", s.title_en),
            ("text_en", s.text_en),
            ("cause", s.category.map(Category::code).unwrap_or_default().to_owned()),
        ]);
    }
    let found = ask.web.desk.problems()?.into_iter().find(|p| p.place == of).ok_or_else(Trouble::no_page)?;
    if deed == "answer-problem" {
        return Ok(Vec::new());
    }
    Ok(vec![("title", found.title), ("ticket_text", found.text), ("cause", found.category.code().to_owned())])
}

fn fields(c: &Frame, deed: &str) -> Option<Vec<Field>> {
    let title = |name| Field::new(c, name, Input::Text);
    let long = |name| Field::new(c, name, Input::Long);
    let yes = |all: [&str; 2]| all.map(|v| (v.to_owned(), c.s(&format!("rule-value-{v}")))).to_vec();
    Some(match deed {
        "set-article" => vec![
            title("title"),
            long("ticket_text"),
            Field::new(c, "cause", Input::Choice(categories_or_all(c))).free(),
            title("title_en").free(),
            long("text_en").free(),
        ],
        "set-problem" => {
            vec![title("title"), Field::new(c, "cause", Input::Choice(super::causes(c))), long("ticket_text").free()]
        }
        "answer-problem" => {
            vec![long("ticket_text"), Field::new(c, "solves", Input::Choice(yes(["yes", "no"]))).with("yes")]
        }
        "set-hours" => vec![
            Field::new(c, "whose", Input::Choice(parties(c))),
            Field::new(c, "effect", Input::Choice(effects(c))),
            Field::new(c, "hours", Input::Number),
            Field::new(c, "from", Input::Date),
            Field::new(c, "order", Input::Text),
            Field::new(c, "source", Input::Text).free(),
        ],
        _ => return None,
    })
}

fn back(deed: &str) -> (&'static str, &'static str) {
    match deed {
        "set-article" => ("/helpdesk/knowledge", "helpdesk-knowledge"),
        "set-hours" => ("/helpdesk/hours", "helpdesk-hours"),
        _ => ("/helpdesk/problems", "helpdesk-problems"),
    }
}

fn made(ask: &Ask, deed: &str, f: &Filled) -> Result<Form, Trouble> {
    let of = f.entry("of");
    let c = Frame::plain(ask);
    let fields = fields(&c, deed).ok_or_else(Trouble::no_page)?;
    let title = c.s(&format!("act-{deed}"));
    let mut form = Form::new(c, title, format!("/helpdesk/do/{deed}"));
    let (to, name) = back(deed);
    form.back = to.to_owned();
    form.back_name = form.c.s(name);
    form.plain = true;
    form.fields = fields;
    let id = if f.text("id").is_empty() { born() } else { f.text("id").to_owned() };
    form.hidden.push(("id", id));
    if let Some((desk, seq)) = of {
        form.hidden.push(("of", format!("{desk}/{seq}")));
    }
    for (name, value) in before(ask, deed, of)? {
        if let Some(field) = form.fields.iter_mut().find(|f| f.name == name) {
            field.value = value;
        }
    }
    form.refill(f);
    Ok(form)
}

pub(super) fn form(ask: &Ask, deed: &str) -> Result<Response, Trouble> {
    reader(ask)?;
    let of = ask.value("of").map(|v| ("of".to_owned(), v.to_owned()));
    made(ask, deed, &Filled(of.into_iter().collect()))?.show(ask)
}

fn read(deed: &str, f: &Filled) -> Result<Help, Refusal> {
    let of = f.entry("of");
    let text = |name: &str| f.text(name).to_owned();
    let wrong = |name: &'static str| unread(name, f.text(name));
    let cause = Category::from_code(f.text("cause"));
    Ok(match deed {
        "set-article" => {
            let says = Article {
                category: cause,
                title: text("title"),
                text: text("ticket_text"),
                title_en: text("title_en"),
                text_en: text("text_en"),
            };
            Help::SetArticle { article: of, says: Box::new(says) }
        }
        "set-problem" => Help::SetProblem {
            problem: of,
            title: text("title"),
            text: text("ticket_text"),
            category: cause.ok_or_else(|| wrong("cause"))?,
        },
        "answer-problem" => Help::AnswerProblem {
            problem: of.ok_or_else(|| wrong("of"))?,
            text: text("ticket_text"),
            solves: f.text("solves") == "yes",
        },
        _ => Help::SetHours {
            party: Party::from_code(f.text("whose")).ok_or_else(|| wrong("whose"))?,
            effect: Effect::from_code(f.text("effect")).ok_or_else(|| wrong("effect"))?,
            rule: Rule {
                from: f.day("from")?.ok_or_else(|| wrong("from"))?,
                value: f.number("hours")?.and_then(|n| u32::try_from(n).ok()).ok_or_else(|| wrong("hours"))?,
                order: text("order"),
                source: text("source"),
            },
        },
    })
}

fn does(ask: &Ask, deed: &str, f: &Filled) -> Result<(), Trouble> {
    let command = CommandId(f.text("id").parse().unwrap_or_else(|_| uuid::Uuid::now_v7()));
    let desk = &ask.web.desk;
    match read(deed, f).map_err(refused)? {
        Help::AnswerProblem { problem, text, solves } => {
            desk.answer_problem(who(ask)?, command, problem, &text, solves)?;
        }
        act => {
            desk.act(who(ask)?, desk.help_home()?, command, &Act::Help(Box::new(act)).into())?;
        }
    }
    Ok(())
}

pub(super) fn done(ask: &Ask, deed: &str, f: &Filled) -> Result<Response, Trouble> {
    let mut again = made(ask, deed, f)?;
    match does(ask, deed, f) {
        Ok(()) => Ok(Redirect::to(back(deed).0).into_response()),
        Err(Trouble::Refused(_, no)) => {
            again.no = Some(No::of(ask.lang, &no));
            again.show(ask)
        }
        Err(e) => Err(e),
    }
}
