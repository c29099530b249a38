//! What officers see of all societies: the queue, the district committee's agenda, ages by cause and party.

use super::{
    Page, Section, at, category, causes, cell, choices, columns, count, effect, effects, lasted, link, parties, party,
    short, state, typed,
};
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Input};
use crate::counter::who;
use crate::grid::Shown;
use crate::page::{Frame, base};
use axum::response::Response;
use desk::help::Located;
use helpdesk::ageing::{self, Hours};
use helpdesk::terms::{Category, Effect, Party};
use helpdesk::ticket::State;
use kernel::Instant;
use lipi::amount::group;
use lipi::date;
use std::collections::BTreeMap;

/// Most tickets on a page.
const SHOWN: usize = 100;

/// Places to choose from: districts, then blocks with a dot between.
fn places(all: &[Located]) -> Vec<(String, String)> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for l in all {
        let (district, block) = (&l.society.district, &l.society.block);
        if !district.is_empty() {
            out.insert(district.clone(), district.clone());
            out.insert(format!("{district}/{block}"), format!("{district} · {block}"));
        }
    }
    out.into_iter().collect()
}

fn within(l: &Located, place: &str) -> bool {
    let (district, block) = place.split_once('/').unwrap_or((place, ""));
    place.is_empty() || (l.society.district == district && (block.is_empty() || l.society.block == block))
}

fn any(c: &Frame, all: Vec<(String, String)>) -> Input {
    Input::Choice([(String::new(), c.s("helpdesk-any"))].into_iter().chain(all).collect())
}

fn chosen(c: &Frame, ask: &Ask, name: &'static str, all: Vec<(String, String)>) -> Field {
    Field::new(c, name, any(c, all)).with(ask.value(name).unwrap_or_default())
}

const COLUMNS: [&str; 8] = [
    "helpdesk-col-no",
    "helpdesk-col-society",
    "helpdesk-col-category",
    "helpdesk-col-text",
    "helpdesk-col-effect",
    "helpdesk-col-with",
    "helpdesk-col-age",
    "helpdesk-col-order",
];

fn row(c: &Frame, l: &Located, hours: &Hours, now: Instant) -> Vec<Shown> {
    let t = &l.ticket;
    let clock = ageing::clock(t, hours, now);
    let home = base(&l.society.code);
    let order = match clock.allowed {
        // nobody ordered hours: those proposed are said as what they are
        None if t.is_open() => c.s1("helpdesk-proposed-n", "n", &(clock.proposed / 3_600_000).to_string()),
        None => String::new(),
        Some(_) if clock.over() => c.s("helpdesk-over"),
        Some(ms) => c.s1("helpdesk-left", "age", &lasted(c, ms - clock.spent)),
    };
    let by_day = t.deadline.as_ref().map(|d| c.s1("helpdesk-by-day", "day", &date::format(d.0)));
    vec![
        link(t.place.1.to_string(), at(&home, t.place)),
        Shown { href: home, ..short(l.society.name.clone()) },
        cell(category(c, t.category)),
        typed(t.text.chars().take(90).collect::<String>()),
        cell(effect(c, t.effect)),
        cell(if t.state == State::Open {
            party(c, t.with)
        } else {
            format!("{} · {}", party(c, t.with), state(c, t))
        }),
        short(lasted(c, (now.0 - t.at.0).max(0))),
        cell([Some(order), by_day].into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")),
    ]
}

pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let who = who(ask)?;
    let now = ask.web.desk.now();
    let all = ask.web.desk.queue(who, now)?;
    let (hours, _) = ask.web.desk.hours()?;
    let mut page = Page::of_seat(ask, "helpdesk-queue");
    let c = &page.c;
    page.filter = vec![
        Field { label: c.s("helpdesk-col-with"), ..chosen(c, ask, "whose", parties(c)) },
        chosen(c, ask, "where", places(&all)),
        chosen(c, ask, "cause", causes(c)),
        chosen(c, ask, "effect", effects(c)),
        chosen(c, ask, "state", choices(&["open", "answered"], |s| s, |s| c.s(&format!("helpdesk-state-{s}")))),
    ];
    let is = |name: &str, value: &str| ask.value(name).is_none_or(|v| v == value);
    let kept: Vec<&Located> = all
        .iter()
        .filter(|l| {
            let t = &l.ticket;
            let standing = if t.is_open() { "open" } else { t.state.code() };
            is("whose", t.with.code())
                && is("cause", t.category.code())
                && is("effect", t.effect.code())
                && is("state", standing)
                && within(l, ask.value("where").unwrap_or_default())
        })
        .collect();
    let ids: Vec<kernel::SocietyId> = kept.iter().map(|l| l.society.id).collect();
    let societies = ids.iter().collect::<std::collections::BTreeSet<_>>().len();
    page.about = vec![c.s2("helpdesk-queue-n", "n", &group(kept.len() as u64), "societies", &group(societies as u64))];
    let rows = kept.iter().take(SHOWN).map(|l| row(c, l, &hours, now)).collect();
    let section = Section { title: String::new(), about: String::new(), columns: columns(c, &COLUMNS), rows };
    if kept.len() > SHOWN {
        page.says.push(("info", c.s1("helpdesk-more", "n", &group(SHOWN as u64))));
    }
    page.proof = proof(ask, c, &all)?;
    page.sections = vec![section];
    let of = place_words(&page.c, ask);
    page.with_files(ask, "tickets", of)
}

/// The place that was chosen, in words.
fn place_words(c: &Frame, ask: &Ask) -> String {
    match ask.value("where").unwrap_or_default() {
        "" => c.s("helpdesk-all-districts"),
        place => place.replace('/', " · "),
    }
}

/// Of how many tickets of how many societies it is a part, and which of these have been heard.
fn proof(ask: &Ask, c: &Frame, all: &[Located]) -> Result<String, Trouble> {
    let societies = all.iter().map(|l| l.society.id.0).collect::<std::collections::BTreeSet<_>>().len();
    let tickets = c.s2("helpdesk-queue-n", "n", &group(all.len() as u64), "societies", &group(societies as u64));
    let seat = crate::state::seat_proof(ask, c)?;
    Ok(if seat.is_empty() { tickets } else { format!("{tickets} · {seat}") })
}

/// The agenda of the district committee: what has come to it and is open, those that keep a day from ending first, then by who has it and by age.
pub(super) fn agenda(ask: &Ask) -> Result<Response, Trouble> {
    let who = who(ask)?;
    let now = ask.web.desk.now();
    let (hours, _) = ask.web.desk.hours()?;
    let all = ask.web.desk.queue(who, now)?;
    let place = ask.value("where").unwrap_or_default().to_owned();
    let on: Vec<&Located> =
        all.iter().filter(|l| ageing::on_agenda(&l.ticket, &hours, now) && within(l, &place)).collect();
    let mut page = Page::of_seat(ask, "helpdesk-agenda");
    let c = &page.c;
    page.filter = vec![chosen(c, ask, "where", places(&all))];
    let district = if place.is_empty() { c.s("helpdesk-all-districts") } else { place.replace('/', " · ") };
    page.about = vec![
        c.s2("helpdesk-agenda-of", "place", &district, "date", &date::format(ask.web.desk.today())),
        c.s1("helpdesk-agenda-n", "n", &group(on.len() as u64)),
    ];
    let mut sections = Vec::new();
    let stops: Vec<&&Located> = on.iter().filter(|l| l.ticket.effect == Effect::DayEnd).collect();
    let item = |title: String, all: &[&&Located]| Section {
        title,
        about: c.s1("helpdesk-tickets-n", "n", &group(all.len() as u64)),
        columns: columns(c, &COLUMNS),
        rows: all.iter().map(|l| row(c, l, &hours, now)).collect(),
    };
    if !stops.is_empty() {
        sections.push(item(c.s("helpdesk-agenda-day-end"), &stops));
    }
    for with in Party::ALL {
        let mut his: Vec<&&Located> =
            on.iter().filter(|l| l.ticket.with == *with && l.ticket.effect != Effect::DayEnd).collect();
        his.sort_by_key(|l| (l.ticket.at, l.ticket.place));
        if !his.is_empty() {
            sections.push(item(c.s1("helpdesk-agenda-with", "party", &party(c, *with)), &his));
        }
    }
    if sections.is_empty() {
        sections.push(item(String::new(), &[]));
    }
    let seat = crate::state::seat_proof(ask, c)?;
    page.proof = c.s1("helpdesk-agenda-proof", "n", &group(all.len() as u64));
    page.proof = if seat.is_empty() { page.proof } else { format!("{} · {seat}", page.proof) };
    page.sections = sections;
    page.signed = true;
    page.with_files(ask, "agenda", district)
}

/// Open tickets by cause and by who has them, with their ages; every count leads to the tickets it was counted from.
pub(super) fn ages(ask: &Ask) -> Result<Response, Trouble> {
    let who = who(ask)?;
    let now = ask.web.desk.now();
    let (hours, _) = ask.web.desk.hours()?;
    let all = ask.web.desk.queue(who, now)?;
    let place = ask.value("where").unwrap_or_default();
    let table = ageing::table(all.iter().filter(|l| within(l, place)).map(|l| &l.ticket), &hours, now);
    let mut page = Page::of_seat(ask, "helpdesk-ages");
    let c = &page.c;
    page.filter = vec![chosen(c, ask, "where", places(&all))];
    let heads = [
        "helpdesk-col-category",
        "helpdesk-col-with",
        "helpdesk-col-open-n",
        "helpdesk-col-day-end-n",
        "helpdesk-col-age-0-n",
        "helpdesk-col-age-3-n",
        "helpdesk-col-age-8-n",
        "helpdesk-col-age-15-n",
        "helpdesk-col-oldest",
        "helpdesk-col-over-n",
    ];
    let place = crate::words::encoded(place);
    let to = |v: Category, p: Party, more: &str| {
        format!("/helpdesk?state=open&cause={}&whose={}&where={place}{more}", v.code(), p.code())
    };
    let row = |((v, p), a): (&(Category, Party), &ageing::Aged)| {
        let mut out = vec![cell(category(c, *v)), cell(party(c, *p))];
        out.push(Shown { href: to(*v, *p, ""), ..count(a.all) });
        // no link where there is nothing to see
        let stopped = if a.day_end == 0 { String::new() } else { to(*v, *p, "&effect=day-end") };
        out.push(Shown { href: stopped, ..count(a.day_end) });
        out.extend(a.by_age.iter().map(|n| count(*n)));
        out.extend([short(lasted(c, a.oldest)), count(a.over)]);
        out
    };
    let rows: Vec<Vec<Shown>> = table.iter().map(row).collect();
    let section = Section { title: String::new(), about: String::new(), columns: columns(c, &heads), rows };
    if ask.web.desk.hours()?.1.is_empty() {
        page.says.push(("info", c.s("helpdesk-no-hours")));
    }
    page.proof = proof(ask, c, &all)?;
    page.sections = vec![section];
    let of = place_words(&page.c, ask);
    page.with_files(ask, "ages", of)
}
