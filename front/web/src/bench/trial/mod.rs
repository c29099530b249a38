//! Trials: a copy of the society with all pages of it, at the society's address with `~` and the trial's number. What is asked there stands on the
//! copy, so that nothing of it can come into the society's register.

mod books;
mod compare;
mod list;
mod one;

use super::memory::{self, Bench};
use crate::ask::{Ask, Society, Trouble};
use crate::body::LongForm as Sent;
use crate::counter::form::Filled;
use crate::counter::{refused, who};
use crate::page;
use crate::router::{Web, run};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use desk::society_id;
use kernel::{Refusal, SocietyId, Verb};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The trial a page stands in.
#[derive(Clone, Debug)]
pub(crate) struct InTrial {
    /// Number.
    pub no: i64,
    /// Name.
    pub name: String,
    /// Code of the society.
    pub code: String,
}

impl InTrial {
    /// Where the trials of the society are.
    pub(crate) fn list(&self) -> String {
        format!("{}/bench/trials", page::base(&self.code))
    }
}

/// A trial's copy, opened: the workbench, and the books posted into a copy of it.
struct Opened {
    copy: Web,
    books: Option<(u64, Web)>,
}

/// Copies that are open.
#[derive(Default)]
pub(crate) struct Trials(Mutex<HashMap<(SocietyId, i64), Opened>>);

impl Trials {
    /// Pages over the copy of a trial; over the books posted into it where `books` is asked for and there are any.
    fn web(&self, web: &Web, id: SocietyId, no: i64, books: bool) -> Result<Web, Trouble> {
        let real = web.real.as_ref().unwrap_or(&web.desk);
        real.trial(id, no)?;
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let std::collections::hash_map::Entry::Vacant(e) = open.entry((id, no)) {
            e.insert(Opened { copy: web.over(real.open_trial(id, no)?), books: None });
        }
        let found = open.get_mut(&(id, no)).ok_or_else(Trouble::no_page)?;
        let times = found.copy.desk.times_posted();
        if !books || times == 0 {
            return Ok(found.copy.clone());
        }
        if found.books.as_ref().is_none_or(|(n, _)| *n != times) {
            found.books = found.copy.desk.posted_books()?.map(|(n, desk)| (n, web.over(desk)));
        }
        Ok(found.books.as_ref().map_or_else(|| found.copy.clone(), |(_, web)| web.clone()))
    }

    /// Lets a copy go, so that its folder can be removed.
    fn close(&self, id: SocietyId, no: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(id, no));
    }
}

/// What an address says of a trial: code of the society, number, and what follows.
fn named(path: &str) -> Option<(String, i64, &str)> {
    let rest = path.strip_prefix("/s/")?;
    let (society, page) = rest.split_once('/').unwrap_or((rest, ""));
    let (code, no) = society.rsplit_once('~')?;
    Some((decoded(code)?, no.parse().ok()?, page))
}

/// A part of an address as it was before it was made one.
fn decoded(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// Where the address names a trial, the pages stand on its copy from here on. Books of a copy are looked at; done is only what the workbench does.
pub(crate) fn enter(ask: &mut Ask) -> Result<(), Trouble> {
    let Some((code, no, page)) = named(ask.path()) else { return Ok(()) };
    let Some(who) = &ask.who else { return Ok(()) };
    let id = society_id(&code);
    // a society whose own code ends so is no trial
    if ask.read(|t| keep::view::society_by_code(t, &format!("{code}~{no}")))?.is_some() {
        return Ok(());
    }
    ask.web.desk.let_by(who, Verb::BooksRead, id, "read").map_err(refused)?;
    let bench = page == "bench" || page.starts_with("bench/");
    let trial = ask.web.desk.trial(id, no)?;
    if ask.acts && !bench {
        return Err(refused(Refusal::new(3181)));
    }
    if ask.acts && trial.ended.is_some() {
        return Err(refused(Refusal::new(3183).with("no", no)));
    }
    ask.web = ask.web.trials.clone().web(&ask.web, id, no, !bench)?;
    ask.trial = Some(Arc::new(InTrial { no, name: trial.name, code }));
    Ok(())
}

/// What would be asked in a trial, by the same person.
fn asked_there(ask: &Ask, society: &Society, no: i64) -> Result<(Ask, Society), Trouble> {
    let code = &society.home.society.code;
    let trial = ask.web.desk.trial(society.id(), no)?;
    let web = ask.web.trials.web(&ask.web, society.id(), no, false)?;
    let mut there = Ask::inside(web, who(ask)?.clone(), ask.lang, Vec::new());
    there.trial = Some(Arc::new(InTrial { no, name: trial.name, code: code.clone() }));
    let society = there.society(&format!("{code}~{no}"))?;
    Ok((there, society))
}

/// The workbench of a run: 0 is the society itself, else the number of a trial. `None` where nothing was begun.
fn run_of(ask: &Ask, society: &Society, no: i64) -> Result<Option<(Ask, Society, Arc<Bench>)>, Trouble> {
    let (there, society) = if no == 0 {
        let there = Ask::inside(ask.web.clone(), who(ask)?.clone(), ask.lang, Vec::new());
        let society = there.society(&society.home.society.code)?;
        (there, society)
    } else {
        asked_there(ask, society, no)?
    };
    if memory::case(&there, &society)?.cutoff.is_none() {
        return Ok(None);
    }
    let bench = memory::bench(&there, &society)?;
    Ok(Some((there, society, bench)))
}

type Fields = Sent<HashMap<String, String>>;

/// Addresses of trials.
pub(super) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    Router::new()
        .route(
            "/s/{code}/bench/trials",
            get(|ask, Path(code): Path<String>| run(ask, move |a| list::show(a, &code))).post(
                |ask, Path(code): Path<String>, Sent(f): Fields| run(ask, move |a| list::begin(a, &code, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/trials/{no}",
            get(|ask, Path((code, no)): Two| run(ask, move |a| one::show(a, &code, &no))).post(
                |ask, Path((code, no)): Two, Sent(f): Fields| run(ask, move |a| one::done(a, &code, &no, &Filled(f))),
            ),
        )
        .route(
            "/s/{code}/bench/compare",
            get(|ask, Path(code): Path<String>| run(ask, move |a| compare::show(a, &code))),
        )
        .route(
            "/s/{code}/bench/books",
            get(|ask, Path(code): Path<String>| run(ask, move |a| books::show(a, &code)))
                .post(|ask, Path(code): Path<String>| run(ask, move |a| books::post(a, &code))),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_trial_by_the_number_after_the_code() {
        assert_eq!(named("/s/R-77~3/bench/files"), Some(("R-77".to_owned(), 3, "bench/files")));
        assert_eq!(named("/s/%E0%A4%95~12"), Some(("\u{915}".to_owned(), 12, "")));
        assert_eq!(named("/s/R-77/bench"), None);
        assert_eq!(named("/s/R~x/bench"), None);
        assert_eq!(named("/s/%E0~1/bench"), None);
        assert_eq!(named("/state/R~1"), None);
    }
}
