//! The society's papers: bye-laws with their orders, the voter list, notices.

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form;
use crate::counter::form::{Field, Filled, Form as Sheet, Input, No, unread};
use crate::counter::{born, perform, refused, to_receipt};
use crate::page::{self, Frame, Pager, Tab};
use crate::reports::Proof;
use crate::router::{Web, run};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use desk::LoanDue;
use desk::act::Act;
use keep::view;
use kernel::{Date, Paise, Refusal};
use lipi::amount::{format_indian, group};
use lipi::date;
use society::bylaw::{Bylaw, BylawRule, Bylaws, Key};
use society::decide::SetBylaw;
use society::notice::{Notice, reminder};
use society::terms::Class;
use std::collections::HashMap;

type Sent = Form<HashMap<String, String>>;

/// Addresses of the society's papers.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(
            "/s/{code}/bylaws",
            get(|ask, Path(code): Path<String>| run(ask, move |a| bylaws(a, &code))).post(
                |ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| set_bylaw(a, &code, &Filled(f))),
            ),
        )
        .route("/s/{code}/voters", get(|ask, Path(code): Path<String>| run(ask, move |a| voters(a, &code))))
        .route("/s/{code}/voters.xlsx", get(|ask, Path(code): Path<String>| run(ask, move |a| workbook(a, &code))))
        .route(
            "/s/{code}/notices",
            get(|ask, Path(code): Path<String>| run(ask, move |a| notices(a, &code)))
                .post(|ask, Path(code): Path<String>, Form(f): Sent| run(ask, move |a| serve(a, &code, &Filled(f)))),
        )
}

const KEYS: [Key; 12] = [
    Key::LeastAge,
    Key::AdmissionFee(Class::A),
    Key::AdmissionFee(Class::B),
    Key::ShareValue,
    Key::LeastShares,
    Key::MostOfCapital,
    Key::LandOrCattle,
    Key::KycNeeded,
    Key::NoticeDays,
    Key::VoteAfterDays,
    Key::VoteArrearsDays,
    Key::VoteArrears,
];

struct Rule {
    name: String,
    value: String,
    from: String,
    order: String,
    source: String,
    set: bool,
}

#[derive(Template)]
#[template(path = "society/bylaws.html")]
struct BylawPage {
    c: Frame,
    back: String,
    rules: Vec<Rule>,
    form: Sheet,
}

fn worded(c: &Frame, says: &Bylaw) -> String {
    let yes = |b: bool| c.s(if b { "society-yes" } else { "society-no" });
    match says {
        Bylaw::LeastAge(n) | Bylaw::NoticeDays(n) | Bylaw::VoteAfterDays(n) | Bylaw::VoteArrearsDays(n) => {
            n.to_string()
        }
        Bylaw::LeastShares(n) => n.to_string(),
        Bylaw::AdmissionFee(_, p) | Bylaw::ShareValue(p) | Bylaw::VoteArrears(p) => format!("₹ {}", format_indian(*p)),
        Bylaw::MostOfCapital(a, b) => format!("{a}/{b}"),
        Bylaw::LandOrCattle(b) | Bylaw::KycNeeded(b) => yes(*b),
    }
}

fn bylaw_page(
    ask: &Ask,
    society: &Society,
    filled: Option<&Filled>,
    no: Option<&Refusal>,
) -> Result<BylawPage, Trouble> {
    let rules: Bylaws = ask.read(|t| keep::deciding::bylaws(t, society.id()))?;
    let c = Frame::of(ask, society, Tab::Members);
    let today = ask.web.desk.today();
    let row = |key: &Key| {
        let found = rules.on(*key, today);
        Rule {
            name: c.s(&format!("society-bylaw-{}", key.code())),
            value: found.map_or_else(|| c.s("rule-unset"), |r| worded(&c, &r.says)),
            from: found.map(|r| date::format(r.from)).unwrap_or_default(),
            order: found.map(|r| r.order.clone()).unwrap_or_default(),
            source: found.map(|r| r.source.clone()).unwrap_or_default(),
            set: found.is_some(),
        }
    };
    let rows = KEYS.iter().map(row).collect();
    let mut form =
        Sheet::new(Frame::of(ask, society, Tab::Members), c.s("act-set-bylaw"), format!("{}/bylaws", society.base));
    form.hidden.push(("id", born()));
    let keys = KEYS.iter().map(|k| (k.code().to_owned(), c.s(&format!("society-bylaw-{}", k.code())))).collect();
    form.fields = vec![
        Field::new(&c, "key", Input::Choice(keys)).with(KEYS[0].code()),
        Field { hint: c.s("society-bylaw-value-hint"), ..Field::new(&c, "value", Input::Text) },
        Field::new(&c, "from", Input::Date).with(date::format(today)),
        Field::new(&c, "order", Input::Text),
        Field::new(&c, "source", Input::Text),
    ];
    if let Some(f) = filled {
        form.refill(f);
    }
    form.no = no.map(|r| No::of(ask.lang, r));
    Ok(BylawPage { back: format!("{}/members", society.base), rules: rows, form, c })
}

fn bylaws(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &bylaw_page(ask, &society, None, None)?)
}

/// A value as it is typed: whole numbers, rupees, `1/5`, yes or no.
fn value(key: &str, f: &Filled) -> Result<Bylaw, Refusal> {
    let wrong = || unread("value", f.text("value"));
    let text = lipi::text::ascii_digits(f.text("value"));
    let number = || text.parse::<u16>().map_err(|_| wrong());
    let yes = || crate::counter::rules::yes_or_no(&text).map(|answer| answer == "yes");
    Ok(match key {
        "least-age" => Bylaw::LeastAge(number()?),
        "admission-fee" => Bylaw::AdmissionFee(Class::A, f.amount("value")?),
        "nominal-fee" => Bylaw::AdmissionFee(Class::B, f.amount("value")?),
        "share-value" => Bylaw::ShareValue(f.amount("value")?),
        "least-shares" => Bylaw::LeastShares(text.parse().map_err(|_| wrong())?),
        "most-of-capital" => {
            let parts = text.split_once('/').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
            let (a, b) = parts.ok_or_else(wrong)?;
            Bylaw::MostOfCapital(a, b)
        }
        "land-or-cattle" => Bylaw::LandOrCattle(yes()?),
        "kyc-needed" => Bylaw::KycNeeded(yes()?),
        "notice-days" => Bylaw::NoticeDays(number()?),
        "vote-after-days" => Bylaw::VoteAfterDays(number()?),
        "vote-arrears-days" => Bylaw::VoteArrearsDays(number()?),
        "vote-arrears" => Bylaw::VoteArrears(f.amount("value")?),
        _ => return Err(unread("key", key)),
    })
}

fn set_bylaw(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let read = || -> Result<Act, Refusal> {
        let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
        let (order, source) = (f.text("order").to_owned(), f.text("source").to_owned());
        Ok(Act::SetBylaw(SetBylaw { rule: BylawRule { from, says: value(f.text("key"), f)?, order, source } }))
    };
    match read().map_err(refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/bylaws", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &bylaw_page(ask, &society, Some(f), Some(&no))?, true),
        Err(e) => Err(e),
    }
}

struct Voter {
    serial: usize,
    no: String,
    name: String,
    father: String,
    village: String,
    why: String,
}

#[derive(Template)]
#[template(path = "society/voters.html")]
struct VoterPage {
    c: Frame,
    back: String,
    society: String,
    action: String,
    poll: String,
    record: String,
    xlsx: String,
    may: Vec<Voter>,
    may_not: Vec<Voter>,
    /// How many may, and how many may not.
    counts: (String, String),
    /// Those who may not are shown.
    not: bool,
    /// Where the other list is.
    other: String,
    pager: Pager,
    /// Where the whole list is, for the printer; empty where this is all of it.
    longer: String,
    proof: Proof,
    no: Option<No>,
}

/// Voters on a page of the screen.
const VOTERS: u64 = 100;

/// The day of the poll asked for; today where none is.
fn poll(ask: &Ask) -> Result<Date, Trouble> {
    let Some(text) = ask.value("poll") else { return Ok(ask.web.desk.today()) };
    let read = date::read(text, &lipi::date::DateHints::default()).exact();
    read.ok_or_else(|| refused(unread("poll", text)))
}

fn voters(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let poll = poll(ask)?;
    let c = Frame::of(ask, &society, Tab::Members);
    let (drawn, no) = match ask.web.desk.voters(society.id(), poll) {
        Ok(v) => (v, None),
        Err(desk::Trouble::Refusal(r)) => (desk::Voters::default(), Some(No::of(ask.lang, &r))),
        Err(e) => return Err(e.into()),
    };
    let row = |(at, i): (usize, usize), why: String| {
        let m = &drawn.rows[i];
        let (no, name) = (m.no.clone(), m.name.clone());
        Voter { serial: at + 1, no, name, father: m.father.clone(), village: m.village.clone(), why }
    };
    let why = |w: society::voters::Why| lipi::messages::say(c.lang, "society-vote-why", &[("why", w.code())]);
    let shown = date::format(poll);
    let (not, all) = (ask.value("not").is_some(), ask.value("all").is_some());
    let (may, may_not) = (&drawn.list.may, &drawn.list.may_not);
    let total = if not { may_not.len() } else { may.len() } as u64;
    let (from, take) = match all {
        true => (0, usize::MAX),
        false => (usize::try_from((ask.page() - 1) * VOTERS).unwrap_or(usize::MAX), VOTERS as usize),
    };
    let may_rows = may.iter().enumerate().skip(from).take(if not { 0 } else { take });
    let not_rows = may_not.iter().enumerate().skip(from).take(if not { take } else { 0 });
    let page = VoterPage {
        counts: (group(may.len() as u64), group(may_not.len() as u64)),
        other: ask.changed(&[("not", if not { None } else { Some("1") }), ("p", None)]),
        pager: Pager::new(ask, if all { total.max(1) } else { VOTERS }, total),
        longer: if all || total <= VOTERS { String::new() } else { ask.changed(&[("all", Some("1")), ("p", None)]) },
        proof: Proof::of(&society),
        not,
        back: format!("{}/members", society.base),
        society: society.home.society.name.clone(),
        action: format!("{}/voters", society.base),
        record: if no.is_none() { date::format(drawn.list.record_date) } else { String::new() },
        xlsx: format!("{}/voters.xlsx?poll={shown}", society.base),
        may: may_rows.map(|(at, i)| row((at, *i), String::new())).collect(),
        may_not: not_rows.map(|(at, (i, w))| row((at, *i), why(*w))).collect(),
        poll: shown,
        no,
        c,
    };
    page::show(ask, &page)
}

fn workbook(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let bytes = ask.web.desk.export_voters(crate::counter::who(ask)?, society.id(), poll(ask)?, ask.lang)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "attachment; filename=\"voters.xlsx\"")];
    Ok((headers, bytes).into_response())
}

struct Served {
    href: String,
    day: String,
    what: String,
    members: u64,
}

#[derive(Template)]
#[template(path = "society/notices.html")]
struct NoticePage {
    c: Frame,
    back: String,
    action: String,
    id: String,
    whens: Vec<(String, String, bool)>,
    villages: Vec<(String, bool)>,
    when: String,
    village: String,
    texts: Vec<String>,
    /// All notices of this kind; the page has a part.
    total: String,
    pager: Pager,
    longer: String,
    proof: Proof,
    form: Sheet,
    served: Vec<Served>,
    no: Option<No>,
}

/// Notices on a page of the screen.
const NOTICES: u64 = 30;

const WHENS: [&str; 4] = ["overdue", "30", "7", "1"];

/// The reminders of a kind for a village (all where none is named), each with its member.
fn due(ask: &Ask, society: &Society, when: &str, village: &str, today: Date) -> Result<Vec<Notice>, Trouble> {
    let id = society.id();
    let mut out = Vec::new();
    for d in ask.web.desk.dues(id, today)? {
        let Some((due, amount)) = falls(&d, when, today) else { continue };
        let owner = ask.read(|t| {
            let key = keep::deciding::find_member(t, id, &d.member_no)?.view;
            Ok(key)
        })?;
        let at = owner.person.village.to_string();
        if (!village.is_empty() && at != village) || owner.person.name.is_empty() {
            continue;
        }
        let (name, father) = (owner.person.name, owner.person.father);
        out.push(Notice::Due { no: owner.no, name, father, village: at, loan: d.loan, due, amount });
    }
    Ok(out)
}

/// The day and amount a notice of this kind names.
fn falls(d: &LoanDue, when: &str, today: Date) -> Option<(Date, Paise)> {
    if when == "overdue" {
        return d.since.filter(|_| !d.overdue.is_zero()).map(|since| (since, d.overdue));
    }
    d.next.filter(|(due, _)| reminder(*due, today).is_some_and(|n| n.to_string() == when))
}

fn notice_page(
    ask: &Ask,
    society: &Society,
    filled: Option<&Filled>,
    no: Option<&Refusal>,
) -> Result<NoticePage, Trouble> {
    let id = society.id();
    let (open, all, past) = ask.read(|t| {
        Ok((keep::deciding::open_day(t, id)?, view::villages_with_codes(t, id)?, view::notices(t, id, 30)?))
    })?;
    let today = open.unwrap_or_else(|| ask.web.desk.today());
    let c = Frame::of(ask, society, Tab::Members);
    let when = ask.value("when").unwrap_or_default().to_owned();
    let village = ask.value("village").unwrap_or_default().to_owned();
    let some = if when.is_empty() { Vec::new() } else { due(ask, society, &when, &village, today)? };
    let (total, all_of) = (some.len() as u64, ask.value("all").is_some());
    let (from, take) = match all_of {
        true => (0, usize::MAX),
        false => (usize::try_from((ask.page() - 1) * NOTICES).unwrap_or(usize::MAX), NOTICES as usize),
    };
    let name = &society.home.society.name;
    let mut form = Sheet::new(
        Frame::of(ask, society, Tab::Members),
        c.s("society-general-body"),
        format!("{}/notices", society.base),
    );
    form.hidden = vec![("id", born()), ("kind", "general-body".to_owned())];
    form.fields = vec![
        Field::new(&c, "meeting", Input::Date),
        Field::new(&c, "hour", Input::Text),
        Field::new(&c, "place", Input::Text),
        Field::new(&c, "agenda", Input::Text),
    ];
    if let Some(f) = filled {
        form.refill(f);
    }
    Ok(NoticePage {
        back: format!("{}/members", society.base),
        action: format!("{}/notices", society.base),
        id: born(),
        whens: WHENS.iter().map(|w| ((*w).to_owned(), c.s(&format!("society-when-{w}")), *w == when)).collect(),
        villages: all.into_iter().map(|v| (v.0.clone(), v.0 == village)).collect(),
        texts: some.iter().skip(from).take(take).map(|n| n.text(name, today, c.lang)).collect(),
        pager: Pager::new(ask, if all_of { total.max(1) } else { NOTICES }, total),
        longer: if all_of || total <= NOTICES {
            String::new()
        } else {
            ask.changed(&[("all", Some("1")), ("p", None)])
        },
        total: group(total),
        proof: Proof::of(society),
        served: past
            .into_iter()
            .map(|n| Served {
                href: format!("{}/receipt/{}/{}", society.base, n.entry.0, n.entry.1),
                day: n.date.map(date::format).unwrap_or_default(),
                what: c.s(&format!("society-notice-kind-{}", n.kind)),
                members: n.members,
            })
            .collect(),
        no: no.map(|r| No::of(ask.lang, r)),
        when,
        village,
        form,
        c,
    })
}

fn notices(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &notice_page(ask, &society, None, None)?)
}

fn serve(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let read = || -> Result<Act, Trouble> {
        if f.text("kind") == "general-body" {
            let on = f.day("meeting").map_err(refused)?.ok_or_else(|| refused(unread("meeting", "")))?;
            let agenda = f.text("agenda").split(';').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect();
            let (hour, place) = (f.text("hour").to_owned(), f.text("place").to_owned());
            return Ok(Act::ServeNotice { notices: vec![Notice::GeneralBody { on, hour, place, agenda }] });
        }
        let today = open.ok_or_else(|| refused(Refusal::new(4020)))?;
        Ok(Act::ServeNotice { notices: due(ask, &society, f.text("when"), f.text("village"), today)? })
    };
    match read().and_then(|act| perform(ask, &society, f, act)) {
        Ok(done) => Ok(to_receipt(&society, &done, "")),
        Err(Trouble::Refused(_, no)) => page::show_again(ask, &notice_page(ask, &society, Some(f), Some(&no))?, true),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bylaw_is_read_as_it_is_written() {
        let typed =
            |key: &str, text: &str| value(key, &Filled(HashMap::from([("value".to_owned(), text.to_owned())]))).ok();
        assert_eq!(typed("most-of-capital", "\u{967}/\u{96b}"), Some(Bylaw::MostOfCapital(1, 5)));
        assert_eq!(typed("share-value", "100"), Some(Bylaw::ShareValue(Paise(10_000))));
        assert_eq!(typed("kyc-needed", "yes"), Some(Bylaw::KycNeeded(true)));
        assert_eq!(typed("least-age", "eighteen"), None);
        for key in KEYS {
            let text = match key {
                Key::MostOfCapital => "1/5",
                Key::LandOrCattle | Key::KycNeeded => "no",
                _ => "5",
            };
            assert_eq!(typed(key.code(), text).map(|b| b.key()), Some(key));
        }
    }
}
