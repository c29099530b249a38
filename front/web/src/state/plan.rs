//! The plan: circulars and who acknowledged them, every district against its timeline with a forecast, tasks with how far they have risen, reviews.

use super::tasks::{TaskRow, task_row};
use super::{Room, clauses, milestones, scope_name};
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Candidate, Field, Filled, Form, Input};
use crate::counter::{born, command, refused, who};
use crate::page::{self, Frame};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::state;
use kernel::{Date, Refusal, Verb};
use lipi::amount::group;
use lipi::date;
use places::{Directory, Level, Posting, Scope, Sector};
use programme::Rung;
use programme::matrix::{Counted, PACE};
use programme::plan::{Plan, Published};
use programme::template;
use programme::timeline::{self, Circular, Clause, Forecast};

/// Names said of those who answer for a place; the rest is a number.
const ANSWERING: usize = 3;

pub(super) struct CircularRow {
    number: String,
    subject: String,
    dated: String,
    /// Empty for the first.
    version: String,
    href: String,
    acknowledged: String,
    mine: bool,
    id: String,
}

pub(super) struct AheadRow {
    pub(super) place: String,
    pub(super) href: String,
    pub(super) rung: String,
    pub(super) due: String,
    pub(super) met: String,
    pub(super) expected: String,
    gap: String,
    state: &'static str,
    pub(super) word: String,
    pub(super) forecast: String,
    /// Who answers for its targets now, by name.
    pub(super) answers: String,
}

struct MinutesRow {
    name: String,
    held: String,
    href: String,
    points: String,
}

#[derive(Template)]
#[template(path = "state/plan.html")]
struct Page {
    c: Frame,
    name: String,
    circulars: Vec<CircularRow>,
    ahead: Vec<AheadRow>,
    tasks: Vec<TaskRow>,
    /// The tasks as a page of A4 and as a workbook.
    files: (String, String),
    minutes: Vec<MinutesRow>,
    keeps: bool,
    review: String,
    paper: String,
    /// From what it was counted, and where those not heard are named.
    proof: String,
    silent: String,
}

/// How a place stands against its targets of a rung; where no circular sets one there is a forecast all the same.
struct Ahead {
    met: u64,
    expected: u64,
    of: u64,
    due: Option<Date>,
    forecast: Forecast,
}

/// A place, counted, against the targets of a rung that lie in it.
fn ahead(plan: &Plan, dir: &Directory, counted: &Counted, (rung, scope): (Rung, &Scope), on: Date) -> Ahead {
    let targets = plan.targets_in(dir, rung, scope);
    let due = targets.iter().map(|t| t.due).max();
    let (met, of) = (counted.meet(rung), counted.of);
    Ahead {
        met,
        expected: targets.iter().map(|t| timeline::expected(t, on)).sum(),
        of,
        due,
        forecast: timeline::forecast(met, counted.reached_lately(rung), of, on, PACE),
    }
}

/// In words: the likely day with its band, or that at this pace it never comes.
fn forecast_words(c: &Frame, f: &Forecast) -> String {
    if f.left == 0 {
        return c.s("plan-reached");
    }
    let day = |d: Option<Date>| d.map_or_else(|| c.s("plan-never"), date::format);
    match f.at {
        [_, None, _] => c.s2("plan-no-pace", "n", &group(f.reached), "days", &group(f.days)),
        [early, likely, late] => {
            let band = c.s2("plan-band", "from", &day(early), "to", &day(late));
            format!("{} ({band})", day(likely))
        }
    }
}

/// One line for a tile: behind or ahead of the timeline, where there is one, and the forecast.
pub(super) fn tile_words(c: &Frame, room: &Room, plan: &Plan, counted: &Counted, rung: Rung) -> String {
    let a = ahead(plan, &room.state.directory, counted, (rung, &room.scope), room.state.snapshot);
    match a.due {
        Some(_) => format!("{} · {}", gap_words(c, &a), forecast_words(c, &a.forecast)),
        None => format!("{}: {}", c.s("plan-forecast"), forecast_words(c, &a.forecast)),
    }
}

fn gap_words(c: &Frame, a: &Ahead) -> String {
    match (a.met, a.expected) {
        (met, expected) if met < expected => c.s1("plan-behind", "n", &group(expected - met)),
        (met, expected) if met > expected => c.s1("plan-ahead", "n", &group(met - expected)),
        _ => c.s("plan-on-time"),
    }
}

/// Names of those who answer for the targets of a rung in a place: the holders of the post the circular names, as they are posted today.
fn answers(c: &Frame, room: &Room, plan: &Plan, (rung, scope): (Rung, &Scope), today: Date) -> String {
    let mut names: Vec<String> = Vec::new();
    for t in plan.targets_in(&room.state.directory, rung, scope) {
        let name = match (timeline::responsible(&t, &room.state.directory, today), t.office) {
            (Some(p), _) => p.name.clone(),
            (None, Some(office)) => format!("{}: {}", c.s(&format!("office-{}", office.code())), c.s("plan-vacant")),
            (None, None) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(ANSWERING);
    names.truncate(ANSWERING);
    if more > 0 {
        names.push(c.s1("web-and-more", "n", &group(more as u64)));
    }
    if names.is_empty() { c.s("plan-no-office") } else { names.join(", ") }
}

pub(super) fn ahead_rows(c: &Frame, room: &Room, plan: &Plan, (on, today): (Date, Date)) -> Vec<AheadRow> {
    let steps = plan.steps_on(today);
    let summary = room.state.summary(Sector::Mpacs, &room.scope);
    let whole = [(room.scope.clone(), summary.counted.clone())];
    let places: &[(Scope, Counted)] = if summary.places.is_empty() { &whole } else { &summary.places };
    let mut rows: Vec<(u64, AheadRow)> = Vec::new();
    for rung in Rung::COLUMNS {
        for (scope, counted) in places {
            let a = ahead(plan, &room.state.directory, counted, (rung, scope), on);
            if a.of == 0 {
                continue;
            }
            let (state, word) = match a.met < a.expected {
                _ if a.due.is_none() => ("idle", c.s("plan-no-target")),
                // a target that was missed climbs like a clause that was not done
                _ if a.due.is_some_and(|d| d < on) && a.met < a.of => {
                    super::tasks::risen_words(c, a.due.unwrap_or(on), &steps, today)
                }
                true => ("warn", gap_words(c, &a)),
                false => ("ok", gap_words(c, &a)),
            };
            let row = AheadRow {
                place: scope_name(&room.state, scope, c.lang),
                href: format!("/state/in/{}", encoded(&scope.code())),
                rung: super::review::rung_name(c, rung),
                due: a.due.map(date::format).unwrap_or_default(),
                met: format!("{} / {}", group(a.met), group(a.of)),
                expected: if a.due.is_some() { group(a.expected) } else { String::new() },
                gap: if a.met < a.expected { format!("−{}", group(a.expected - a.met)) } else { String::new() },
                state,
                word,
                forecast: forecast_words(c, &a.forecast),
                answers: if a.due.is_some() { answers(c, room, plan, (rung, scope), today) } else { String::new() },
            };
            rows.push((a.expected.saturating_sub(a.met), row));
        }
    }
    rows.sort_by_key(|(gap, _)| std::cmp::Reverse(*gap));
    rows.into_iter().map(|(_, r)| r).collect()
}

/// Day and hour of an acknowledgement; the day alone where the hour was not kept.
fn heard_words(h: &programme::plan::Heard) -> String {
    h.at.map_or_else(|| date::format(h.day), moment)
}

fn circular_row(room: &Room, plan: &Plan, p: &Published, by: Option<&Posting>, on: Date) -> CircularRow {
    let audience = plan.audience(&p.circular, &room.state.directory, on);
    let heard = audience.iter().filter(|o| p.acknowledged.contains_key(&o.login)).count();
    let asked = by.is_some_and(|b| audience.iter().any(|o| o.login == b.login));
    CircularRow {
        number: p.circular.number.clone(),
        subject: p.circular.subject.clone(),
        dated: date::format(p.circular.dated),
        version: if p.circular.version > 1 { p.circular.version.to_string() } else { String::new() },
        href: format!("/state/circular/{}-{}", p.entry.0, p.entry.1),
        acknowledged: format!("{heard} / {}", audience.len()),
        mine: asked && by.is_some_and(|b| !p.acknowledged.contains_key(&b.login)),
        id: born(),
    }
}

/// The plan within what the person sees.
pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-plan");
    let plan = ask.web.desk.plan()?;
    let (person, today) = (who(ask)?, ask.web.desk.today());
    let by = person.posting();
    let (mut tasks, steps) = (plan.tasks(), plan.steps_on(today));
    // neither a point of a review elsewhere nor a clause that nobody in these places is to do is everybody's
    let dir = &room.state.directory;
    tasks.retain(|t| {
        let held = |o| dir.posts_on(today).any(|p| p.office == o && dir.lies_in(&p.scope, &room.scope));
        let seen = match (&t.scope, t.office) {
            (Some(scope), _) => dir.lies_in(scope, &room.scope),
            (None, Some(office)) => room.scope == Scope::State || held(office),
            (None, None) => true,
        };
        seen || by.is_some_and(|p| t.is_of(p))
    });
    // one's own first, then those of others he stands over
    tasks.sort_by_key(|t| !by.is_some_and(|p| t.is_of(p)));
    let minutes = plan.minutes.iter().rev().filter(|h| room.state.directory.lies_in(&h.minutes.scope, &room.scope));
    let minutes = minutes.map(|h| MinutesRow {
        name: scope_name(&room.state, &h.minutes.scope, c.lang),
        held: date::format(h.minutes.held),
        href: format!("/state/minutes/{}-{}", h.entry.0, h.entry.1),
        points: group(h.minutes.points.len() as u64),
    });
    let rows: Vec<TaskRow> = tasks.iter().map(|t| task_row(&c, &room, t, &steps, by, today)).collect();
    let printed =
        super::tasks::printed(&c, &rows, room.name(c.lang), date::format(today), super::counted_from(&c, &room));
    if let Some(file) = super::paper::file(ask, "tasks", &printed)? {
        return Ok(file);
    }
    let page = Page {
        files: super::paper::as_files(ask),
        name: room.name(c.lang),
        circulars: plan.current().map(|p| circular_row(&room, &plan, p, by, today)).collect(),
        ahead: ahead_rows(&c, &room, &plan, (room.state.snapshot, today)),
        tasks: rows,
        minutes: minutes.collect(),
        keeps: person.guard_state(Verb::StateKeep).is_ok(),
        review: if by.is_some() { format!("/state/review/{}", encoded(&room.scope.code())) } else { String::new() },
        paper: format!("/state/papers/timeline/{}", encoded(&room.scope.code())),
        proof: super::counted_from(&c, &room),
        silent: format!("/state/papers/silent/{}", encoded(&room.scope.code())),
        c,
    };
    page::show(ask, &page)
}

/// Acknowledges a circular.
pub(super) fn act(ask: &Ask, filled: &Filled) -> Result<Response, Trouble> {
    ask.web.desk.acknowledge(who(ask)?, command(filled), filled.text("circular"))?;
    Ok(Redirect::to("/state/plan").into_response())
}

/// An officer a circular is addressed to.
struct Heard {
    name: String,
    office: String,
    /// Day and hour he acknowledged it; empty until then.
    day: String,
    /// When it left for him, by which way.
    left: Vec<String>,
}

struct DistrictRow {
    name: String,
    dues: Vec<String>,
}

#[derive(Template)]
#[template(path = "state/circular.html")]
struct Paper {
    c: Frame,
    pdf: String,
    /// Its entry in the register, in words, and its page.
    entry: String,
    entry_page: String,
    /// Where another version is written; empty for those who may not, and for a version that counts no more.
    change: String,
    /// The version that counts now; empty where this is it.
    newer: String,
    circular: Circular,
    dated: String,
    columns: Vec<String>,
    districts: Vec<DistrictRow>,
    clauses: Vec<(String, String, String)>,
    heard: Vec<Heard>,
    versions: Vec<(String, String)>,
    row: CircularRow,
    list: String,
}

/// A circular on one page.
pub(crate) fn circular(ask: &Ask, entry: &str) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-plan");
    let plan = ask.web.desk.plan()?;
    let today = ask.web.desk.today();
    let here = |p: &&Published| format!("{}-{}", p.entry.0, p.entry.1) == entry;
    let found = plan.circulars.values().flatten().find(here).ok_or_else(Trouble::no_page)?;
    let circular = &found.circular;
    let dir = &room.state.directory;
    let districts = state::district_dues(circular, dir, c.lang).into_iter();
    let districts = districts.map(|(name, dues)| DistrictRow { name, dues }).collect();
    let place = format!("{}-{}", found.entry.0, found.entry.1);
    let printed = state::circular_paper(circular, dir, &place, c.lang);
    let clause = |k: &Clause| (k.text.clone(), c.s(&format!("office-{}", k.office.code())), date::format(k.due));
    let mut heard = Vec::new();
    let own = who(ask)?.posting().map(|p| p.login.clone()).unwrap_or_default();
    let audience = plan.audience(circular, dir, today).into_iter();
    // who of other places has read it is seen by those who stand over them
    for p in audience.filter(|p| p.login == own || dir.lies_in(&p.scope, &room.scope)) {
        let mut left = Vec::new();
        for (way, key) in [("mail", "tell-left-mail"), ("sms", "tell-left-sms")] {
            let at = ask.web.desk.circular_left(circular, &p.login, way)?;
            left.extend(at.map(|at| c.s1(key, "at", &moment(at))));
        }
        heard.push(Heard {
            name: p.name.clone(),
            office: c.s(&format!("office-{}", p.office.code())),
            day: found.acknowledged.get(&p.login).map(heard_words).unwrap_or_default(),
            left,
        });
    }
    let versions = plan.circulars[&circular.number].iter().filter(|p| p.entry != found.entry).map(|p| {
        let words = c.s2("plan-version", "n", &p.circular.version.to_string(), "day", &date::format(p.circular.dated));
        (format!("/state/circular/{}-{}", p.entry.0, p.entry.1), words)
    });
    let last = plan.circulars[&circular.number].last().filter(|p| p.entry != found.entry);
    let page = Paper {
        pdf: ask.with("as", Some("pdf")),
        entry: c.s1("plan-minutes-entry", "entry", &place),
        entry_page: format!("/state/entry/{}/{}", found.entry.0, found.entry.1),
        change: match who(ask)?.guard_state(Verb::StateKeep) {
            Ok(()) if last.is_none() => format!("/state/plan/new?of={}", encoded(&circular.number)),
            _ => String::new(),
        },
        newer: last.map(|p| format!("/state/circular/{}-{}", p.entry.0, p.entry.1)).unwrap_or_default(),
        dated: date::format(circular.dated),
        columns: circular.milestones.iter().map(|m| state::milestone_words(m, c.lang)).collect(),
        districts,
        clauses: circular.clauses.iter().map(clause).collect(),
        heard,
        versions: versions.collect(),
        row: circular_row(&room, &plan, found, who(ask)?.posting(), today),
        list: circular.list.to_string(),
        circular: circular.clone(),
        c,
    };
    if let Some(file) = super::paper::file(ask, "circular", &printed)? {
        return Ok(file);
    }
    page::show(ask, &page)
}

/// The form of a circular.
pub(super) fn form(ask: &Ask) -> Result<Response, Trouble> {
    if let Some(template) = ask.value("template").and_then(template::template) {
        return again(ask, Some(&drawn(ask, template)), None);
    }
    // of a circular there is: another version of it
    let Some(number) = ask.value("of") else { return again(ask, None, None) };
    let plan = ask.web.desk.plan()?;
    let last = plan.circulars.get(number).and_then(|all| all.last()).ok_or_else(Trouble::no_page)?;
    again(ask, Some(&as_typed(&last.circular, ask.web.desk.today())), None)
}

/// A circular as if it had been typed into the form, for another version: dated today, its reason still to be given.
fn as_typed(circular: &Circular, today: Date) -> Filled {
    let mut typed: Vec<(String, String)> = vec![
        ("number".into(), circular.number.clone()),
        ("dated".into(), date::format(today)),
        ("authority".into(), circular.authority.clone()),
        ("subject".into(), circular.subject.clone()),
    ];
    typed.extend(milestones::as_typed(&circular.milestones));
    typed.extend(clauses::as_typed(&circular.clauses));
    Filled(typed.into_iter().collect())
}

/// A template from a day on, as if it had been typed; the day is today where none was chosen.
fn drawn(ask: &Ask, of: &template::Template) -> Filled {
    let today = ask.web.desk.today();
    let say = |key: &str| lipi::messages::say(ask.lang, key, &[]);
    let clause = |(code, office, due): (&str, _, _)| Clause {
        text: say(&format!("template-clause-{code}")),
        office,
        due,
        rung: None,
    };
    let clauses: Vec<Clause> = of.clauses_from(today).into_iter().map(clause).collect();
    let mut typed =
        vec![("dated".to_owned(), date::format(today)), ("subject".to_owned(), say(&format!("template-{}", of.code)))];
    typed.extend(milestones::as_typed(&of.milestones_from(today)));
    typed.extend(clauses::as_typed(&clauses));
    Filled(typed.into_iter().collect())
}

/// The form with what was typed, and why it was refused.
fn again(ask: &Ask, typed: Option<&Filled>, no: Option<&Refusal>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    ask.let_by_state(Verb::StateKeep, "state")?;
    let c = room.frame(ask, "state-nav-plan");
    let text = |name| Field::new(&c, name, Input::Text);
    let mut fields = vec![
        text("number"),
        Field::new(&c, "dated", Input::Date).with(date::format(ask.web.desk.today())),
        text("authority"),
        text("subject"),
        text("reason").free(),
    ];
    fields.extend(milestones::fields(&c));
    let title = c.s("plan-new");
    let mut form = Form::new(c, title, "/state/plan/new".to_owned());
    form.why = form.c.s("plan-new-why");
    form.table = Some(milestones::capacities(&form.c, &districts(&room, ask.lang)));
    form.lines = Some(clauses::table(&form.c));
    if typed.is_none() {
        form.candidates = template::templates().iter().map(|t| offered(&form.c, t)).collect();
    }
    let mut form = super::asked(ask, form, fields, ("/state/plan", "state-nav-plan"), typed.zip(no));
    if let (Some(typed), None) = (typed, no) {
        form.refill(typed);
    }
    form.show(ask)
}

fn offered(c: &Frame, of: &template::Template) -> Candidate {
    let key = format!("template-{}", of.code);
    Candidate {
        href: format!("/state/plan/new?template={}", of.code),
        name: c.s(&key),
        more: c.s(&format!("{key}.why")),
        figure: String::new(),
    }
}

/// The districts of the State, by code, in the order of its list.
fn districts(room: &Room, lang: lipi::Lang) -> Vec<(u32, String)> {
    let dir = &room.state.directory;
    let state = dir.state.as_ref().map_or(0, |s| s.code);
    let named = |d: u32| (d, dir.name(Level::District, d, lang == lipi::Lang::Hi));
    dir.below(Level::District, state).map(|p| named(p.code)).collect()
}

fn read(filled: &Filled, today: Date, districts: &[u32]) -> Result<Circular, Refusal> {
    let text = |name: &str| filled.text(name).to_owned();
    let dated = filled.day("dated")?.unwrap_or(today);
    Ok(Circular {
        number: text("number"),
        version: 0,
        reason: text("reason"),
        dated,
        authority: text("authority"),
        subject: text("subject"),
        milestones: milestones::read(filled, dated.max(today), districts)?,
        targets: Vec::new(),
        clauses: clauses::read(filled)?,
        list: 0,
    })
}

/// Publishes.
pub(super) fn publish(ask: &Ask, filled: &Filled) -> Result<Response, Trouble> {
    if crate::counter::lines::more(filled) {
        return again(ask, Some(filled), None);
    }
    let desk = &ask.web.desk;
    let known: Vec<u32> = districts(&Room::enter(ask, None)?, ask.lang).into_iter().map(|d| d.0).collect();
    let done = read(filled, desk.today(), &known).map_err(refused);
    let done = done.and_then(|c| Ok(desk.publish(who(ask)?, command(filled), &c)?));
    match done {
        Ok(r) => Ok(Redirect::to(&format!("/state/circular/{}-{}", r.desk.0, r.last.0)).into_response()),
        Err(Trouble::Refused(_, no)) => again(ask, Some(filled), Some(&no)),
        Err(e) => Err(e),
    }
}
