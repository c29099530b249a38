//! What every page has: frame, language, navigation, paging; and the pages that say no.

use crate::ask::{Ask, LANG, Society, Trouble};
use crate::assets::{ASSETS, Assets};
use crate::counter::form::No;
use crate::words::encoded;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use keep::exchange::Fetching;
use kernel::{Paise, Refusal, Source};
use lipi::amount::{format_indian, group};
use lipi::{Lang, messages};

/// Which page of a society is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The society's first page.
    Home,
    /// What the migration took in.
    Migration,
    /// Trial balance, heads, accounts.
    Balance,
    /// Members and passbooks.
    Members,
    /// Who may log in, setting up, forks.
    People,
    /// Statements, registers, the auditor's seat.
    Reports,
    /// The business day and the counter.
    Day,
    /// All works.
    Works,
}

/// The seat cannot be reached.
const NO_LINE: u16 = 5104;

/// What is said on every page where a register has two continuations, where so many entries of it are only with the seat above, or where the seat
/// refuses what is sent.
fn warning(ask: &Ask, society: &Society, forked: bool, lost: u64) -> Option<Refusal> {
    if forked {
        return Some(Refusal::new(4632));
    }
    if lost > 0 {
        return Some(Refusal::new(4639).with("n", group(lost)));
    }
    // that the line is down mends itself; what the seat refuses somebody must do something about
    ask.web.desk.line_trouble(society.id()).map(|(_, r)| r).filter(|r| r.number != NO_LINE)
}

/// The society a page belongs to.
pub(crate) struct Nav {
    /// The society.
    pub society: kernel::SocietyId,
    /// Address of its first page.
    pub base: String,
    /// Name.
    pub name: String,
    /// Open page.
    pub tab: Tab,
    /// Findings, grouped digits; empty for none.
    pub findings: String,
    /// Text of the member search.
    pub query: String,
    /// Where a ticket is raised from this page.
    pub raise: String,
    /// What waits to be sent to the seat above, in words; empty where nothing does.
    pub unsent: String,
    /// What is wrong with the register itself, said on every page: another copy of it was written on too, or an old copy was put in place.
    pub warning: Option<No>,
    /// That the seat above has entries that are missing here, in words; empty where it has none.
    pub lost: String,
}

/// The frame of a page.
pub(crate) struct Frame {
    /// Language.
    pub lang: Lang,
    /// Assets' addresses.
    pub a: &'static Assets,
    /// This page in Hindi.
    pub hi: String,
    /// This page in English.
    pub en: String,
    /// Who is logged in: login name and role.
    pub who: Option<(String, String)>,
    /// Letters in the circle beside the name.
    pub initials: String,
    /// Society of the page.
    pub nav: Option<Nav>,
    /// The figures are invented.
    pub sample: bool,
    /// Help of this page.
    pub help: String,
    /// What stands beside a page of the State; empty elsewhere.
    pub rail: Vec<Rail>,
    /// The trial the page shows a copy of: its name, and where the trials are.
    pub trial: Option<(String, String)>,
    /// One person alone works in the society of the page: nobody checks what he enters, and every page and every printed sheet says so.
    pub alone: bool,
}

/// A page beside.
pub(crate) struct Rail {
    /// Its name.
    pub text: String,
    /// Its icon.
    pub icon: &'static str,
    /// Its address.
    pub href: String,
    /// It is open.
    pub here: bool,
}

impl Frame {
    /// Frame of a page that belongs to no society.
    pub(crate) fn plain(ask: &Ask) -> Frame {
        let mut frame = Frame::bare(ask.lang);
        frame.hi = with_lang(&ask.changed(&[]), "hi");
        frame.en = with_lang(&ask.changed(&[]), "en");
        if !ask.path().starts_with("/help/") {
            frame.help = format!("/help/{}?from={}", crate::help::topic(ask.path()), encoded(&ask.changed(&[])));
        }
        let who = ask.seat.as_ref().map(|s| &s.who);
        frame.initials = who.map(|w| initials(&w.name)).unwrap_or_default();
        frame.trial = ask.trial.as_ref().map(|t| (t.name.clone(), t.list()));
        frame.who = who.map(|w| (w.name.clone(), role_name(ask.lang, w.role)));
        frame
    }

    /// Frame of a society's page.
    pub(crate) fn of(ask: &Ask, society: &Society, tab: Tab) -> Frame {
        let findings = society.findings();
        // a page is not refused because this cannot be counted
        let unsent = ask.web.desk.unsent(society.id()).unwrap_or_default().iter().map(|u| u.entries).max().unwrap_or(0);
        let lost = ask.web.desk.lost(society.id()).unwrap_or_default();
        let forked = lost.iter().any(|l| l.fetching == Fetching::Forked);
        let lost: u64 = lost.iter().filter(|l| l.fetching != Fetching::Back).map(|l| l.size - l.here).sum();
        let nav = Nav {
            society: society.id(),
            lost: if lost == 0 {
                String::new()
            } else {
                messages::say(ask.lang, "exchange-lost-nav", &[("n", &group(lost))])
            },
            warning: warning(ask, society, forked, lost).map(|r| No::of(ask.lang, &r)),
            unsent: if unsent == 0 {
                String::new()
            } else {
                messages::say(ask.lang, "exchange-nav", &[("n", &group(unsent))])
            },
            raise: format!("{}/tickets/raise?page={}", society.base, crate::help::topic(ask.path())),
            base: society.base.clone(),
            name: society.home.society.name.clone(),
            tab,
            findings: if findings == 0 { String::new() } else { group(findings) },
            query: ask.value("q").unwrap_or_default().to_owned(),
        };
        // nor because of this
        let alone = ask.web.desk.one_person(society.id()).unwrap_or_default();
        Frame { nav: Some(nav), sample: society.sample, alone, ..Frame::plain(ask) }
    }

    fn bare(lang: Lang) -> Frame {
        Frame {
            lang,
            a: &ASSETS,
            hi: "/?lang=hi".into(),
            en: "/?lang=en".into(),
            who: None,
            initials: String::new(),
            nav: None,
            sample: false,
            help: "/help/start".into(),
            rail: Vec::new(),
            trial: None,
            alone: false,
        }
    }

    /// A message.
    pub(crate) fn s(&self, key: &str) -> String {
        messages::say(self.lang, key, &[])
    }

    /// A message with one placeholder.
    pub(crate) fn s1(&self, key: &str, name: &str, value: &str) -> String {
        messages::say(self.lang, key, &[(name, value)])
    }

    /// A message with two placeholders.
    pub(crate) fn s2(&self, key: &str, name: &str, value: &str, name2: &str, value2: &str) -> String {
        messages::say(self.lang, key, &[(name, value), (name2, value2)])
    }

    /// Is this page open?
    pub(crate) fn at(&self, tab: &str) -> bool {
        self.nav.as_ref().is_some_and(|n| match tab {
            "home" => n.tab == Tab::Home,
            "migration" => n.tab == Tab::Migration,
            "balance" => n.tab == Tab::Balance,
            "members" => n.tab == Tab::Members,
            "reports" => n.tab == Tab::Reports,
            "day" => n.tab == Tab::Day,
            "people" => n.tab == Tab::People,
            "works" => n.tab == Tab::Works,
            _ => false,
        })
    }
}

/// A role in words.
pub(crate) fn role_name(lang: Lang, role: desk::Role) -> String {
    messages::say(lang, &format!("web-role-{}", role.code()), &[])
}

/// First page of a society.
pub(crate) fn base(code: &str) -> String {
    format!("/s/{}", encoded(code))
}

fn with_lang(address: &str, lang: &str) -> String {
    format!("{address}{}{LANG}={lang}", if address.contains('?') { '&' } else { '?' })
}

/// First letters of the first two words; in Devanagari with the vowel sign, since a bare consonant reads oddly.
fn initials(name: &str) -> String {
    let sign = |c: char| ('\u{900}'..='\u{903}').contains(&c) || ('\u{93e}'..='\u{94c}').contains(&c) || c == '\u{93c}';
    let first = |word: &str| {
        let mut out = String::new();
        for (i, c) in word.chars().enumerate() {
            if i > 0 && !sign(c) {
                break;
            }
            out.push(c);
        }
        out
    };
    name.split_whitespace().take(2).map(first).collect()
}

/// A figure and where it leads; an empty address means text only.
pub(crate) struct Figure {
    /// Formatted.
    pub text: String,
    /// Address of the source cell or of the entries.
    pub href: String,
    /// Less than zero.
    pub neg: bool,
}

impl Figure {
    /// Money that was read from a cell.
    pub(crate) fn money(base: &str, amount: Paise, source: Option<Source>) -> Figure {
        let href = source.map(|s| cell_address(base, s)).unwrap_or_default();
        Figure { text: format_indian(amount), href, neg: amount.0 < 0 }
    }
}

/// Address of a source cell.
pub(crate) fn cell_address(base: &str, s: Source) -> String {
    format!("{base}/source/{}/{}/{}/{}", s.file, s.sheet, s.row, s.col)
}

/// Before and after in a long list.
pub(crate) struct Pager {
    /// First row shown, all rows: grouped digits.
    pub from: String,
    /// Last row shown.
    pub to: String,
    /// All rows.
    pub total: String,
    /// Address of the part before; empty at the beginning.
    pub before: String,
    /// Address of the part after; empty at the end.
    pub after: String,
}

impl Pager {
    /// For the part asked for.
    pub(crate) fn new(ask: &Ask, take: u64, total: u64) -> Pager {
        let page = ask.page();
        let from = (page - 1) * take;
        let turn = |p: u64| ask.with("p", Some(&p.to_string()));
        Pager {
            from: group((from + 1).min(total)),
            to: group((from + take).min(total)),
            total: group(total),
            before: if page > 2 {
                turn(page - 1)
            } else if page == 2 {
                ask.with("p", None)
            } else {
                String::new()
            },
            after: if from + take < total { turn(page + 1) } else { String::new() },
        }
    }
}

/// A page as an answer; remembers a chosen language.
pub(crate) fn show(ask: &Ask, page: &impl Template) -> Result<Response, Trouble> {
    let text = page.render().map_err(|e| kernel::Fault::new("rendering a page", e))?;
    let mut answer = Html(crate::rights::pruned(ask, text)).into_response();
    if ask.chose_lang {
        set_cookie(&mut answer, &format!("{LANG}={}; Path=/; Max-Age=31536000; SameSite=Lax", ask.lang.code()));
    }
    Ok(answer)
}

/// The same, as the answer to a form that may have been refused: 422 where it was, so that nobody takes it for done.
pub(crate) fn show_again(ask: &Ask, page: &impl Template, refused: bool) -> Result<Response, Trouble> {
    let mut answer = show(ask, page)?;
    if refused {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// Adds a cookie to an answer.
pub(crate) fn set_cookie(answer: &mut Response, cookie: &str) {
    let value = HeaderValue::from_str(cookie).expect("cookies are made of our own ASCII");
    answer.headers_mut().append(header::SET_COOKIE, value);
}

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused {
    c: Frame,
    number: String,
    cause: String,
    remedy: String,
    other: &'static str,
    other_text: String,
}

fn refused(c: Frame, status: StatusCode, refusal: &Refusal) -> Response {
    let (cause, remedy) = messages::cause_and_remedy(c.lang, refusal);
    let other = if c.lang == Lang::Hi { Lang::En } else { Lang::Hi };
    let page = Refused {
        number: format!("S{}", refusal.number),
        cause,
        remedy,
        other: other.code(),
        other_text: messages::refuse(other, refusal),
        c,
    };
    match page.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(_) => (status, page.other_text).into_response(),
    }
}

/// The page for trouble.
pub(crate) fn trouble(ask: &Ask, trouble: Trouble) -> Response {
    match trouble {
        Trouble::NeedsLogin => Redirect::to(&format!("/login?next={}", encoded(&ask.changed(&[])))).into_response(),
        Trouble::Elsewhere(address) => Redirect::to(address).into_response(),
        Trouble::Refused(status, refusal) => refused(Frame::plain(ask), status, &refusal),
        Trouble::Fault(fault) => {
            eprintln!("web: {}: {fault}", ask.path());
            refused(Frame::plain(ask), StatusCode::INTERNAL_SERVER_ERROR, &Refusal::new(6500))
        }
    }
}

/// The page for our own bug.
pub(crate) fn broken(lang: Lang, what: &str) -> Response {
    eprintln!("web: a page broke: {what}");
    refused(Frame::bare(lang), StatusCode::INTERNAL_SERVER_ERROR, &Refusal::new(6500))
}

/// The page for a form that was sent from another site.
pub(crate) fn foreign() -> Response {
    refused(Frame::bare(Lang::default()), StatusCode::FORBIDDEN, &Refusal::new(6007))
}
