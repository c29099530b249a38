//! The lists of a State with their versions, and its officers with their posts.

use super::{Room, scope_name};
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Field, Filled, Form, Input};
use crate::counter::{born, command, who};
use crate::grid::columns;
use crate::page::{self, Frame};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use desk::export::{Cell, Grid, Holds, Paper, Part};
use kernel::{Refusal, Verb};
use lipi::amount::group;
use lipi::date;
use places::{Fate, Level, Office, Posting, Scope, Sector};

struct ListRow {
    name: String,
    version: String,
    day: String,
    source: String,
    digest: String,
    count: String,
}

struct EndRow {
    name: String,
    code: String,
    words: String,
}

#[derive(Template)]
#[template(path = "state/lists.html")]
struct Page {
    c: Frame,
    rows: Vec<ListRow>,
    sectors: Vec<(String, String)>,
    ended: Vec<EndRow>,
    /// As a page of A4 and as a workbook.
    files: (String, String),
}

impl Page {
    /// The lists as a paper.
    fn printed(&self, of: String, proof: String) -> Paper {
        let c = &self.c;
        let heads = [
            ("state-list-name", Holds::Words),
            ("state-list-count", Holds::Short),
            ("state-list-version", Holds::Short),
            ("state-list-day", Holds::Short),
            ("state-list-source", Holds::Words),
        ];
        let mut grid = Grid { columns: columns(c, &heads), ..Grid::default() };
        for r in &self.rows {
            let source = format!("{} {}", r.source, r.digest);
            grid.row([&r.name[..], &r.count, &r.version, &r.day, source.trim()].map(Cell::text).into());
        }
        let mut parts = vec![Part::Table(grid), Part::Pairs(self.sectors.clone())];
        if !self.ended.is_empty() {
            let heads = [("web-society", Holds::Words), ("state-ended", Holds::Words)];
            let mut ended = Grid { columns: columns(c, &heads), ..Grid::default() };
            for e in &self.ended {
                ended.row([format!("{} ({})", e.name, e.code), e.words.clone()].map(Cell::Text).into());
            }
            parts.push(Part::Table(ended));
        }
        Paper { of, title: c.s("state-nav-lists"), about: Vec::new(), parts, proof }
    }
}

/// The lists as they stand.
pub(super) fn show(ask: &Ask) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-lists");
    let dir = &room.state.directory;
    let version = |name: String, v: Option<&places::Version>, count: usize| ListRow {
        name,
        version: v.map(|v| v.number.to_string()).unwrap_or_default(),
        day: v.and_then(|v| v.day).map(date::format).unwrap_or_default(),
        source: v.map(|v| v.source.clone()).unwrap_or_default(),
        digest: v.map(|v| v.digest.chars().take(16).collect()).unwrap_or_default(),
        count: group(count as u64),
    };
    let count = |level| dir.places.range((level, 0)..=(level, u32::MAX)).filter(|(_, h)| h.gone.is_none()).count();
    let places = [Level::District, Level::Block, Level::Panchayat]
        .map(|l| version(c.s(&format!("state-list-{}", l.code())), dir.lists.get(&l), count(l)));
    let stands = dir.societies.values().filter(|s| s.fate == Fate::Stands).count();
    let societies = version(c.s("state-list-societies"), Some(&dir.list), stands);
    let sectors = Sector::ALL
        .map(|s| (c.s(&format!("sector-{}", s.code())), group(dir.standing(s, &Scope::State).count() as u64)));
    let ended = dir.societies.values().filter_map(|s| {
        let words = match &s.fate {
            Fate::Stands => return None,
            Fate::Merged { into, order, .. } => c.s2("state-merged", "into", into, "order", order),
            Fate::WoundUp { order, .. } => c.s1("state-wound-up", "order", order),
            Fate::Missing { version } => c.s1("state-missing", "version", &version.to_string()),
        };
        Some(EndRow { name: s.listed.name.clone(), code: s.listed.code.clone(), words })
    });
    let ended = ended.collect();
    let rows = places.into_iter().chain([societies]).collect();
    let page = Page { rows, sectors: sectors.into(), ended, files: super::paper::as_files(ask), c };
    let printed = page.printed(room.name(page.c.lang), room.list(&page.c));
    if let Some(file) = super::paper::file(ask, "lists", &printed)? {
        return Ok(file);
    }
    page::show(ask, &page)
}

struct OfficerRow {
    name: String,
    login: String,
    office: String,
    over: String,
    href: String,
    from: String,
    order: String,
    phone: String,
    /// Id of the command that relieves him.
    id: String,
}

#[derive(Template)]
#[template(path = "state/officers.html")]
struct Officers {
    c: Frame,
    rows: Vec<OfficerRow>,
    /// As a page of A4 and as a workbook.
    files: (String, String),
    given: Option<(String, String)>,
    keeps: bool,
}

fn row(c: &Frame, room: &Room, p: &Posting) -> OfficerRow {
    OfficerRow {
        name: p.name.clone(),
        login: p.login.clone(),
        office: c.s(&format!("office-{}", p.office.code())),
        over: scope_name(&room.state, &p.scope, c.lang),
        href: format!("/state/in/{}", encoded(&p.scope.code())),
        from: date::format(p.from),
        order: p.order.clone(),
        phone: p.phone.clone(),
        id: born(),
    }
}

/// The officers within what the person sees; the one-time password of one just posted is shown once.
pub(super) fn officers(ask: &Ask, given: Option<(String, String)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-officers");
    let dir = &room.state.directory;
    let seen = |p: &&Posting| dir.lies_in(&p.scope, &room.scope) || dir.lies_in(&room.scope, &p.scope);
    let mut held: Vec<&Posting> = dir.posts_on(ask.web.desk.today()).filter(seen).collect();
    held.sort_by_key(|p| (p.scope.clone(), p.office));
    let rows: Vec<OfficerRow> = held.into_iter().map(|p| row(&c, &room, p)).collect();
    if given.is_none()
        && let Some(file) = super::paper::file(ask, "officers", &printed(&c, &room, &rows, ask.web.desk.today()))?
    {
        return Ok(file);
    }
    let files = super::paper::as_files(ask);
    let keeps = who(ask)?.guard_state(Verb::StateKeep).is_ok();
    page::show(ask, &Officers { rows, files, given, keeps, c })
}

/// The officers as a paper.
fn printed(c: &Frame, room: &Room, rows: &[OfficerRow], on: kernel::Date) -> Paper {
    let heads = [
        ("counter-f-officer", Holds::Words),
        ("counter-f-office", Holds::Words),
        ("counter-f-over", Holds::Words),
        ("counter-f-phone", Holds::Short),
        ("counter-f-from", Holds::Short),
        ("counter-f-order", Holds::Words),
    ];
    let mut grid = Grid { columns: columns(c, &heads), ..Grid::default() };
    for r in rows {
        grid.row([&r.name, &r.office, &r.over, &r.phone, &r.from, &r.order].map(Cell::text).into());
    }
    Paper {
        of: room.name(c.lang),
        title: c.s("state-nav-officers"),
        about: vec![date::format(on)],
        parts: vec![Part::Table(grid)],
        proof: room.list(c),
    }
}

/// The form to post an officer; with a refusal, the form again.
pub(super) fn form(ask: &Ask, again: Option<(&Filled, &Refusal)>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    ask.let_by_state(Verb::StateKeep, "state")?;
    posting_form(ask, &room, again).show(ask)
}

fn posting_form(ask: &Ask, room: &Room, again: Option<(&Filled, &Refusal)>) -> Form {
    let c = room.frame(ask, "state-nav-officers");
    let dir = &room.state.directory;
    let offices = Office::ALL.map(|o| (o.code().to_owned(), c.s(&format!("office-{}", o.code()))));
    let mut scopes = vec![Scope::State];
    let state = dir.state.as_ref().map_or(0, |s| s.code);
    for d in dir.below(Level::District, state) {
        scopes.push(Scope::District(d.code));
        scopes.extend(dir.below(Level::Block, d.code).map(|b| Scope::Block(b.code)));
    }
    scopes.extend(dir.banks.keys().map(|b| Scope::Bank(b.clone())));
    let scopes = scopes.into_iter().map(|s| {
        let level = match &s {
            Scope::State => c.s("state-whole"),
            Scope::District(_) => c.s("state-district"),
            Scope::Block(_) => c.s("state-block"),
            _ => c.s("state-bank"),
        };
        (s.code(), format!("{} · {level}", scope_name(&room.state, &s, c.lang)))
    });
    let scopes: Vec<(String, String)> = scopes.collect();
    let text = |name| Field::new(&c, name, Input::Text);
    let fields = vec![
        text("officer"),
        text("login"),
        Field::new(&c, "office", Input::Choice(offices.into())).with("ado"),
        Field::new(&c, "over", Input::Choice(scopes)).with("state"),
        text("order"),
        Field::new(&c, "from", Input::Date).with(date::format(ask.web.desk.today())),
        text("mail").free(),
        text("phone").free(),
    ];
    let title = c.s("state-post");
    let form = Form::new(c, title, "/state/officers".to_owned());
    super::asked(ask, form, fields, ("/state/officers", "state-nav-officers"), again)
}

/// Posts an officer, or relieves one.
pub(super) fn post(ask: &Ask, filled: &Filled) -> Result<Response, Trouble> {
    let done = || -> Result<Option<(String, String)>, Trouble> {
        let desk = &ask.web.desk;
        let text = |name: &str| filled.text(name).trim().to_owned();
        if !filled.text("relieve").is_empty() {
            let act = desk::state::StateAct::Relieve { login: text("relieve"), order: text("order") };
            desk.keep_state(who(ask)?, command(filled), &act)?;
            return Ok(None);
        }
        let unknown = |name| crate::counter::refused(crate::counter::form::unread(name, filled.text(name)));
        let posting = Posting {
            login: text("login"),
            name: text("officer"),
            office: Office::from_code(filled.text("office")).ok_or_else(|| unknown("office"))?,
            scope: Scope::from_code(filled.text("over")).ok_or_else(|| unknown("over"))?,
            order: text("order"),
            from: filled.day("from").map_err(crate::counter::refused)?.unwrap_or_else(|| desk.today()),
            mail: text("mail"),
            phone: text("phone"),
        };
        let (_, secret) = desk.post_officer(who(ask)?, command(filled), &posting)?;
        Ok(secret.map(|s| (posting.login, s)))
    };
    match done() {
        Ok(given) => officers(ask, given),
        Err(Trouble::Refused(_, no)) if filled.text("relieve").is_empty() => form(ask, Some((filled, &no))),
        Err(e) => Err(e),
    }
}
