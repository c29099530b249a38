//! What a request asks: language, person, path and query.

use crate::bench::InTrial;
use crate::page;
use crate::router::Web;
use crate::words::encoded;
use axum::extract::{FromRequestParts, Query};
use axum::http::{HeaderMap, Method, StatusCode, header, request::Parts};
use desk::{Must, Seat, Who};
use keep::view::{self, Home};
use kernel::{Fault, Refusal, SocietyId, Verb};
use lipi::Lang;
use sql::Tx;
use std::convert::Infallible;
use std::sync::Arc;

/// The session's cookie, where pages were given no other.
pub(crate) const SEAT: &str = "seat";
/// The language's cookie.
pub(crate) const LANG: &str = "lang";

/// Why a page is not shown.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A numbered no.
    Refused(StatusCode, Refusal),
    /// Somebody must log in first.
    NeedsLogin,
    /// Something must be done first, on another page.
    Elsewhere(&'static str),
    /// The machine's trouble.
    Fault(Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

impl From<desk::Trouble> for Trouble {
    fn from(trouble: desk::Trouble) -> Trouble {
        match trouble {
            desk::Trouble::Refusal(no) => Trouble::Refused(StatusCode::UNPROCESSABLE_ENTITY, no),
            desk::Trouble::Fault(fault) => Trouble::Fault(fault),
        }
    }
}

impl Trouble {
    /// There is no such page.
    pub(crate) fn no_page() -> Trouble {
        Trouble::Refused(StatusCode::NOT_FOUND, Refusal::new(6001))
    }

    /// The refusal that is said in the form it came from; who may not send the form at all sees a page of its own.
    ///
    /// # Errors
    /// Any other trouble, as it is.
    pub(crate) fn said_in_form(self) -> Result<Refusal, Trouble> {
        match self {
            Trouble::Refused(status, no) if status != StatusCode::FORBIDDEN => Ok(no),
            other => Err(other),
        }
    }
}

/// The society a page is about.
pub(crate) struct Society {
    /// Its figures.
    pub home: Home,
    /// Address of its first page.
    pub base: String,
    /// An invented example.
    pub sample: bool,
}

impl Society {
    /// Leads every key.
    pub(crate) fn id(&self) -> SocietyId {
        self.home.society.id
    }

    /// Findings of the last migration.
    pub(crate) fn findings(&self) -> u64 {
        self.home.findings.iter().map(|c| c.count).sum()
    }

    /// Cut-off day, formatted; empty before a migration.
    pub(crate) fn cutoff(&self) -> String {
        self.home.society.cutoff.map(lipi::date::format).unwrap_or_default()
    }
}

/// A request, read once.
pub(crate) struct Ask {
    /// The installation.
    pub web: Web,
    /// Language of the answer.
    pub lang: Lang,
    /// The query chose the language: remember it.
    pub chose_lang: bool,
    /// Who is logged in and may work.
    pub who: Option<Who>,
    /// Who holds the session, also where he must do something first.
    pub seat: Option<Seat>,
    /// Secret of the session, for logging out.
    pub secret: Option<String>,
    /// Only the part of the page that changes is wanted.
    pub part: bool,
    /// The connection reached us through TLS.
    pub tls: bool,
    /// The copy of a trial it is about: then [`Ask::web`] stands on that copy.
    pub trial: Option<Arc<InTrial>>,
    /// Something is to be done, not only shown.
    pub acts: bool,
    path: String,
    query: Vec<(String, String)>,
}

impl FromRequestParts<Web> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Ask, Infallible> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map(|q| q.0).unwrap_or_default();
        let asked = query.iter().find(|(k, _)| k == LANG).and_then(|(_, v)| lang_of(v));
        let lang = asked.or_else(|| cookie(&parts.headers, LANG).and_then(lang_of)).unwrap_or_default();
        let secret = cookie(&parts.headers, web.cookie).map(str::to_owned);
        let has = |name: &str, value: &str| parts.headers.get(name).is_some_and(|v| v == value);
        Ok(Ask {
            web: web.clone(),
            lang,
            chose_lang: asked.is_some(),
            who: None,
            seat: None,
            secret,
            part: has("x-part", "1"),
            tls: has("x-forwarded-proto", "https"),
            trial: None,
            acts: parts.method == Method::POST,
            path: parts.uri.path().to_owned(),
            query,
        })
    }
}

fn lang_of(code: &str) -> Option<Lang> {
    match code {
        "hi" => Some(Lang::Hi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    all.filter_map(|pair| pair.trim().split_once('=')).find(|(k, _)| *k == name).map(|(_, v)| v)
}

impl Ask {
    /// What this installation asks of itself: a page of a register without a browser.
    pub(crate) fn inside(web: Web, who: Who, lang: Lang, query: Vec<(String, String)>) -> Ask {
        let (path, who) = (String::new(), Some(who));
        Ask {
            web,
            lang,
            chose_lang: false,
            who,
            seat: None,
            secret: None,
            part: false,
            tls: false,
            trial: None,
            acts: false,
            path,
            query,
        }
    }

    /// A value of the query; `None` when absent or empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(k, v)| k == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// Number of the part of a list asked for, from 1.
    pub(crate) fn page(&self) -> u64 {
        self.value("p").and_then(|p| p.parse().ok()).filter(|p| (1..=1_000_000).contains(p)).unwrap_or(1)
    }

    /// This address with one value of the query changed, or taken away.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        self.changed(&[(name, value)])
    }

    /// This address with some values of the query changed; the language switch is never carried along.
    pub(crate) fn changed(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.query.iter().map(|(k, v)| (k.as_str(), v.as_str()));
        let kept = kept.filter(|(k, v)| *k != LANG && !v.is_empty() && !changes.iter().any(|(name, _)| name == k));
        let new = changes.iter().filter_map(|(name, value)| value.map(|v| (*name, v)));
        let pairs: Vec<String> = kept.chain(new).map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect();
        if pairs.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, pairs.join("&")) }
    }

    /// The path asked for.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Finds out who holds the session. Reads the store, so it belongs on the blocking pool.
    pub(crate) fn recognise(&mut self) -> Result<(), Trouble> {
        // who was recognised and stands at a copy already is known to the installation, not to the copy
        if self.trial.is_some() {
            return Ok(());
        }
        self.sit_down()?;
        crate::bench::enter(self)
    }

    fn sit_down(&mut self) -> Result<(), Trouble> {
        if let Some(secret) = &self.secret {
            self.seat = self.web.desk.seat(secret)?;
        }
        let Some(seat) = &self.seat else { return Ok(()) };
        let first = match seat.must {
            None => {
                self.who = Some(seat.who.clone());
                return Ok(());
            }
            Some(Must::Prove) => "/login/code",
            Some(Must::Change) => "/me/password",
            Some(Must::Enrol) => "/me/factor",
        };
        let open = ["/login", "/logout", "/help/", first].iter().any(|p| self.path.starts_with(p));
        if open { Ok(()) } else { Err(Trouble::Elsewhere(first)) }
    }

    /// Reads from the store, all in one snapshot.
    pub(crate) fn read<T>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, sql::Error>) -> Result<T, Trouble> {
        Ok(self.web.desk.read(f)?)
    }

    /// Lets by who may; that he may not is noted.
    pub(crate) fn let_by(&self, verb: Verb, society: SocietyId, act: &str) -> Result<(), Trouble> {
        let who = self.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        self.web.desk.let_by(who, verb, society, act).map_err(crate::counter::refused)
    }

    /// The same of what belongs to the State.
    pub(crate) fn let_by_state(&self, verb: Verb, act: &str) -> Result<(), Trouble> {
        let who = self.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        self.web.desk.let_by_state(who, verb, act).map_err(crate::counter::refused)
    }

    /// The society of the address, if this person may read it.
    pub(crate) fn society(&self, code: &str) -> Result<Society, Trouble> {
        let who = self.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        let plain = self.trial.as_ref().map_or(code, |t| t.code.as_str());
        let home = self.read(|t| match view::society_by_code(t, plain)? {
            Some(society) => view::home(t, society.id),
            None => Ok(None),
        })?;
        let none = || Trouble::Refused(StatusCode::NOT_FOUND, Refusal::new(6002).with("society", code));
        let home = home.ok_or_else(none)?;
        self.web.desk.guard_reading(who, home.society.id).map_err(|no| Trouble::Refused(StatusCode::FORBIDDEN, no))?;
        Ok(Society { base: page::base(code), sample: self.web.samples.societies.contains(plain), home })
    }
}
