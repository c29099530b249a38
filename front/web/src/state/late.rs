//! Entries that come late: what waits for an officer's word in the societies he stands over, and what was said.

use super::Room;
use crate::ask::{Ask, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, who};
use crate::grid::columns;
use crate::page::{self, Frame};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds, Paper, Part};
use desk::{LateOf, LateRequest};
use kernel::{Date, Verb};
use lipi::amount::{format_indian, group};
use lipi::date;
use programme::late::MAY;

/// Words already spoken that a page shows.
const SPOKEN: usize = 50;

/// A request that waits.
struct Row {
    society: String,
    href: String,
    code: String,
    entry: String,
    id: String,
    what: String,
    words: String,
    amount: String,
    maker: String,
    happened: String,
    reason: String,
    asked: String,
    age: String,
    state: &'static str,
    whose: String,
}

/// A request with its word.
pub(crate) struct Word {
    /// Society; empty on its own pages.
    pub society: String,
    pub what: String,
    pub words: String,
    pub amount: String,
    pub happened: String,
    /// Who said it, when, and why.
    pub said: String,
    pub state: &'static str,
    pub word: String,
    /// Why it was set aside.
    pub no: String,
}

#[derive(Template)]
#[template(path = "state/late.html")]
struct Page {
    c: Frame,
    name: String,
    rows: Vec<Row>,
    spoken: Vec<Word>,
    /// Words that are not shown here; empty where all are.
    cut: String,
    may: bool,
    no: Option<No>,
    /// As a page of A4 and as a workbook.
    files: (String, String),
}

impl Page {
    /// What waits and what was said, as a paper.
    fn printed(&self, proof: String) -> Paper {
        let c = &self.c;
        let heads = [
            ("web-society", Holds::Words),
            ("late-what", Holds::Words),
            ("late-happened", Holds::Short),
            ("late-asked", Holds::Words),
            ("counter-f-amount", Holds::Short),
            ("late-whose", Holds::Words),
        ];
        let mut waits = Grid { title: c.s("late-waiting"), columns: columns(c, &heads), ..Grid::default() };
        for r in &self.rows {
            let (what, asked) =
                (format!("{} · {}", r.what, r.words), format!("{} · {} · {}", r.asked, r.age, r.reason));
            waits.row([&r.society, &what, &r.happened, &asked, &r.amount, &r.whose].map(Cell::text).into());
        }
        let heads = [
            ("web-society", Holds::Words),
            ("late-what", Holds::Words),
            ("late-happened", Holds::Short),
            ("counter-f-amount", Holds::Short),
            ("late-spoken", Holds::Words),
        ];
        let mut spoken = Grid { title: c.s("late-spoken"), columns: columns(c, &heads), ..Grid::default() };
        for w in &self.spoken {
            let what = format!("{} · {}", w.what, w.words);
            let said = [&w.word, &w.said, &w.no].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>();
            let said = said.join(" · ");
            spoken.row([&w.society, &what, &w.happened, &w.amount, &said].map(Cell::text).into());
        }
        spoken.about.extend(Some(self.cut.clone()).filter(|t| !t.is_empty()));
        let parts = [waits, spoken].map(Part::Table).into();
        Paper { of: self.name.clone(), title: c.s("state-nav-late"), about: Vec::new(), parts, proof }
    }
}

fn rupees(amount: kernel::Paise) -> String {
    if amount.is_zero() { String::new() } else { format!("₹ {}", format_indian(amount)) }
}

/// Where a request stands: state of its chip, its words, and why it was set aside.
fn stands(c: &Frame, r: &LateRequest) -> (&'static str, String, String) {
    let no = |key: &str| c.s2(key, "reason", &r.row.reason, "name", r.word.as_ref().map_or("", |(_, j)| &j.name));
    match (&r.word, r.row.decided) {
        (None, None) => ("idle", c.s("late-waits"), String::new()),
        (None, Some(true)) | (Some(_), Some(true)) => ("ok", c.s("late-entered"), String::new()),
        (Some((_, j)), None) if j.approved => ("warn", c.s("late-passed"), String::new()),
        (Some((_, j)), Some(false)) if j.approved => ("bad", c.s("late-fell"), no("late-fell-why")),
        (Some((_, j)), _) => {
            ("bad", c.s("late-refused"), c.s2("late-refused-why", "reason", &j.reason, "name", &j.name))
        }
        (None, Some(false)) => ("bad", c.s("late-refused"), r.row.reason.clone()),
    }
}

/// A request as people of the society and officers read of it.
pub(crate) fn word(c: &Frame, society: &str, r: &LateRequest) -> Word {
    let (state, word, no) = stands(c, r);
    let said = r.word.as_ref().map_or_else(String::new, |(day, j)| {
        let office = c.s(&format!("office-{}", j.office.code()));
        format!("{}, {office} · {} · {}", j.name, date::format(*day), j.reason)
    });
    Word {
        society: society.to_owned(),
        what: c.s(&format!("act-{}", r.row.act)),
        words: r.row.words.clone(),
        amount: rupees(r.row.amount),
        happened: date::format(r.before.happened),
        said,
        state,
        word,
        no,
    }
}

fn row(c: &Frame, of: &LateOf, r: &LateRequest, today: Date) -> Row {
    let days = (today - r.row.at.day()).get_days().max(0);
    let whose = of.nearest.iter().map(|p| format!("{} ({})", p.name, c.s(&format!("office-{}", p.office.code()))));
    Row {
        society: of.name.clone(),
        href: format!("/state/society/{}", encoded(&of.code)),
        code: of.code.clone(),
        entry: format!("{}/{}", r.row.entry.0, r.row.entry.1),
        id: born(),
        what: c.s(&format!("act-{}", r.row.act)),
        words: r.row.words.clone(),
        amount: rupees(r.row.amount),
        maker: r.row.maker.clone(),
        happened: date::format(r.before.happened),
        reason: r.before.reason.clone(),
        asked: moment(r.row.at),
        age: c.s1("late-days", "n", &group(days.unsigned_abs().into())),
        state: if days > 2 { "bad" } else { "warn" },
        whose: whose.collect::<Vec<_>>().join(", "),
    }
}

/// What is said where words are not shown: how many, and of how many societies more.
fn cut(c: &Frame, words: u64, societies: u64) -> String {
    match (words, societies) {
        (0, 0) => String::new(),
        (words, societies) => c.s2("late-cut", "words", &group(words), "societies", &group(societies)),
    }
}

pub(super) fn show(ask: &Ask, no: Option<No>) -> Result<Response, Trouble> {
    let room = Room::enter(ask, None)?;
    let c = room.frame(ask, "state-nav-late");
    let (person, today) = (who(ask)?, ask.web.desk.today());
    let (all, left_out) = ask.web.desk.late_entries(person)?;
    let mut waits: Vec<(&LateOf, &LateRequest)> = Vec::new();
    let mut spoken: Vec<(&LateOf, &LateRequest)> = Vec::new();
    for of in &all {
        for r in &of.requests {
            let open = r.word.is_none() && r.row.decided.is_none();
            if open { waits.push((of, r)) } else { spoken.push((of, r)) }
        }
    }
    waits.sort_by_key(|(_, r)| r.row.at);
    spoken.sort_by_key(|(_, r)| std::cmp::Reverse((r.word.as_ref().map(|w| w.0), r.row.at)));
    let office = person.posting().is_some_and(|p| MAY.contains(&p.office));
    let refused = no.is_some();
    let page = Page {
        name: room.name(c.lang),
        rows: waits.iter().map(|(of, r)| row(&c, of, r, today)).collect(),
        spoken: spoken.iter().take(SPOKEN).map(|(of, r)| word(&c, &of.name, r)).collect(),
        cut: cut(&c, spoken.len().saturating_sub(SPOKEN) as u64, left_out),
        may: office && person.role.may(Verb::ApproveLate),
        no,
        files: super::paper::as_files(ask),
        c,
    };
    if !refused && let Some(file) = super::paper::file(ask, "late", &page.printed(super::counted_from(&page.c, &room)))?
    {
        return Ok(file);
    }
    page::show_again(ask, &page, refused)
}

/// Speaks a word.
pub(super) fn judge(ask: &Ask, f: &Filled) -> Result<Response, Trouble> {
    let entry = f.entry("entry");
    let entry = entry.ok_or_else(Trouble::no_page)?;
    let approved = match f.text("answer") {
        "yes" => true,
        "no" => false,
        _ => return Err(Trouble::no_page()),
    };
    let word = (approved, f.text("reason"));
    match ask.web.desk.judge_late(who(ask)?, f.text("society"), command(f), entry, word).map_err(Trouble::from) {
        Ok(_) => Ok(Redirect::to("/state/late").into_response()),
        Err(e) => show(ask, Some(No::of(ask.lang, &e.said_in_form()?))),
    }
}
