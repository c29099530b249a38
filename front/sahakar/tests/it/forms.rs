//! Every form of the pages, found by following the links of the demonstration, is sent with what people type wrong: days that are none, days far
//! off, words where a number belongs, nothing, far too much. Each ends in a numbered no or in a receipt; never in a fault, and never in another
//! day than was typed. Digits of either script are the same digits.

use crate::pages::{Form, Takes, form_body, forms, links};
use crate::support::{sahakar, said};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use credit::AccountRef;
use desk::act::Act;
use desk::{Desk, Role, Who};
use keep::view;
use kernel::{CommandId, SocietyId, SystemClock};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use tower::ServiceExt as _;

/// Pages of one kind that are looked at.
const OF_A_KIND: usize = 2;
/// Days that are none.
const NO_DAYS: [&str; 4] = ["31/02/2025", "३१-०२-२०२५", "99/99/9999", "कल"];
/// Days that are some, and nothing at all: taken or refused.
const DAYS: [&str; 3] = ["", "01/04/2999", "31-03-1925"];
/// What is no number of this kind, in boxes for numbers and amounts.
const NO_NUMBERS: [&str; 6] = ["बारह सौ पचास दर्जन", "12a", "1e9", "--5", "१२.३४५६", "999999999999999999999999"];
/// What is typed into any box.
const ANYTHING: [&str; 4] = ["", "-1", "'; DROP TABLE voucher; --", "\u{0}\u{202e}<b>"];

pub struct Pages {
    router: axum::Router,
    pub cookie: String,
    runtime: tokio::runtime::Runtime,
    pub base: String,
    pub desk: Arc<Desk>,
    pub society: SocietyId,
}

/// What came back: status, where it leads, text.
pub type Answer = (StatusCode, String, String);

impl Pages {
    fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("infallible");
            let status = answer.status();
            let to = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or("").to_owned();
            let bytes = to_bytes(answer.into_body(), 8 << 20).await.expect("a body");
            (status, to, String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("cookie", &self.cookie).body(Body::empty()).expect("request"))
    }

    pub fn post(&self, path: &str, body: String) -> Answer {
        let request = Request::post(path)
            .header("cookie", &self.cookie)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("request"))
    }

    /// Entries written since: kinds, and debits by head.
    fn written(&self, from: u64) -> Vec<(String, Vec<(String, i64)>)> {
        self.desk
            .read(|t| {
                let mut out = Vec::new();
                keep::each_entry(t, self.society, kernel::DeskId(1), from, |line| {
                    let line: keep::EntryLine = serde_json::from_str(line).expect("a line");
                    let event = keep::Event::decode(&line.kind, line.event.as_bytes()).expect("an event");
                    let debits = event.postings().iter().map(|l| (l.head.clone(), l.debit.0)).collect();
                    out.push((line.kind, debits));
                    Ok(())
                })?;
                Ok(out)
            })
            .expect("read")
    }

    pub fn size(&self) -> u64 {
        let log = self.desk.read(|t| keep::open_log(t, self.society, kernel::DeskId(1))).expect("read");
        log.map_or(0, |l| l.frontier.size())
    }
}

/// The demonstration with its next day begun, the secretary logged in.
pub fn demonstration(data: &std::path::Path) -> Pages {
    let made = sahakar(["demo", "--tiny", "--no-serve", "--data"]).arg(data).output().expect("runs");
    assert!(made.status.success(), "{}", said(&made));
    let desk = Arc::new(Desk::open(data, "", Arc::new(SystemClock)).expect("opens"));
    let one = desk.read(view::societies).expect("read").remove(0);
    let state = desk.read(|t| keep::deciding::day_state(t, one.id)).expect("read");
    let date = state.closed_until.expect("closed days").tomorrow().expect("a day");
    let begin = Act::BeginDay { date, cash: books::day::fewest(state.book_cash) };
    desk.act(&Who::local(Role::Secretary), one.id, CommandId(uuid::Uuid::now_v7()), &begin.into()).expect("begun");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("runtime");
    let base = format!("/s/{}", one.code);
    let router = web::router(web::Web::new(desk.clone()));
    let mut pages = Pages { router, cookie: String::new(), runtime, base, desk, society: one.id };
    let login = Request::post("/login")
        .header("host", "pc.lan")
        .header("origin", "http://pc.lan")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("login=secretary&password=secretary-demo-2025&next=/"))
        .expect("request");
    pages.cookie = pages.runtime.block_on(async {
        let answer = pages.router.clone().oneshot(login).await.expect("infallible");
        let set = answer.headers()[header::SET_COOKIE].to_str().expect("ascii");
        set.split(';').next().expect("a cookie").to_owned()
    });
    pages
}

/// Numbers people type to say whom or what a form is about.
fn subjects(pages: &Pages) -> Vec<String> {
    let mut out = vec!["1".to_owned(), "UREA".to_owned()];
    for kind in credit::AccountKind::ALL {
        let mut first = None;
        pages
            .desk
            .read(|t| {
                view::each_account(t, pages.society, kind, |a| {
                    if first.is_none() && !a.balance.is_zero() {
                        first = Some(AccountRef { kind, no: a.no.clone() }.to_string());
                    }
                    Ok(())
                })
            })
            .expect("read");
        out.extend(first);
    }
    out
}

/// An address without what differs between pages of a kind.
fn kind_of(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let keys: BTreeSet<&str> = query.split('&').filter_map(|q| q.split('=').next()).collect();
    let path: String = path.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    format!("{}?{keys:?}", path.replace("##", "#").replace("##", "#"))
}

/// Follows the links; gives every form that is sent by POST, once for each address and set of fields.
pub fn all_forms(pages: &Pages) -> Vec<Form> {
    let subjects = subjects(pages);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: BTreeMap<String, Form> = BTreeMap::new();
    let mut queue = VecDeque::from([pages.base.clone(), "/me".to_owned()]);
    let mut asked = BTreeSet::new();
    while let Some(path) = queue.pop_front() {
        let elsewhere = ["as=xlsx", "/exports/", "lang=", "/logout", "/help/"].iter().any(|x| path.contains(x));
        if elsewhere || !asked.insert(path.clone()) {
            continue;
        }
        let (status, _, text) = pages.get(&path);
        assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "GET {path}: {text}");
        for link in links(&text).into_iter().filter(|l| l.starts_with(&pages.base)) {
            let count = seen.entry(kind_of(&link)).or_default();
            *count += 1;
            if *count <= OF_A_KIND {
                queue.push_back(link);
            }
        }
        for form in forms(&text, &path) {
            if form.post {
                let names: Vec<&str> = form.fields.iter().map(|f| &f.name[..]).collect();
                known.entry(format!("{} {names:?}", kind_of(&form.action))).or_insert(form);
            } else if form.action.contains("/do/") && !form.fields.is_empty() {
                // a form that first asks whom it is about
                for subject in &subjects {
                    let filled = form.fields.iter().map(|f| {
                        let value = if f.takes == Takes::Text && f.value.is_empty() { subject } else { &f.value };
                        (&f.name[..], &value[..])
                    });
                    queue.push_back(format!("{}?{}", form.action, form_body(filled)));
                }
            }
        }
    }
    let mut all: Vec<Form> = known.into_values().collect();
    // nothing may close the door behind it: days and people come last, and nobody logs out
    all.retain(|f| !f.action.contains("/logout") && !f.action.starts_with("/me"));
    all.sort_by_key(|f| (f.action.contains("/day/"), f.action.contains("/people"), f.page.clone()));
    all
}

/// Is the answer one of those that are right: to a receipt, or the form again with a number?
fn judged(answer: &Answer, about: &str, wrong: &mut Vec<String>) {
    let (status, to, text) = answer;
    let numbered = text.match_indices(">S").any(|(at, _)| text[at + 2..].bytes().take(4).all(|b| b.is_ascii_digit()))
        || text.match_indices("S").any(|(at, _)| {
            let next: Vec<u8> = text[at + 1..].bytes().take(5).collect();
            next.len() == 5 && next[..4].iter().all(u8::is_ascii_digit) && !next[4].is_ascii_alphanumeric()
        });
    let right = match *status {
        StatusCode::SEE_OTHER => !to.is_empty(),
        // a one-time password is shown once, on no page that can be asked for again
        StatusCode::OK => about.contains("/people"),
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => numbered,
        _ => false,
    };
    if !right {
        wrong.push(format!("{about}: {status} {to}"));
    }
}

#[test]
fn what_is_typed_wrong_ends_in_a_number_on_every_form() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    let all = all_forms(&pages);
    let addresses: BTreeSet<&str> = all.iter().map(|f| &f.action[..]).collect();
    println!("{} forms at {} addresses: {addresses:#?}", all.len(), addresses.len());
    assert!(all.len() >= 60, "only {} forms were found", all.len());
    let (mut wrong, mut sent, mut dates) = (Vec::new(), 0, 0);
    for form in &all {
        for field in form.fields.iter().filter(|f| f.takes != Takes::Hidden && f.takes != Takes::Choice) {
            let mut values: Vec<&str> = ANYTHING.into();
            match field.takes {
                Takes::Date => values.extend(NO_DAYS.iter().chain(&DAYS)),
                Takes::Amount | Takes::Number => values.extend(NO_NUMBERS),
                _ => {}
            }
            for value in values {
                let answer = pages.post(&form.action, form.filled(&[(&field.name, value)], false));
                let about = format!("{} {} = {value:?}", form.action, field.name);
                judged(&answer, &about, &mut wrong);
                sent += 1;
                if field.takes == Takes::Date && NO_DAYS.contains(&value) {
                    dates += 1;
                    if answer.0 == StatusCode::SEE_OTHER {
                        wrong.push(format!("{about}: taken for a day"));
                    }
                }
            }
        }
    }
    println!("{sent} forms sent, {dates} with a day that is none");
    assert!(wrong.is_empty(), "{} of {sent} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(dates >= 40, "{dates} boxes for days");
}

#[test]
fn digits_of_either_script_write_the_same_entries() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = demonstration(dir.path());
    let (mut wrong, mut compared, mut done) = (Vec::new(), 0, 0);
    for form in all_forms(&pages) {
        if !form.fields.iter().any(|f| matches!(f.takes, Takes::Date | Takes::Amount | Takes::Number)) {
            continue;
        }
        // once to see what it does, once more as what the same form does a second time, then in the other script
        let mut tried = Vec::new();
        for devanagari in [false, false, true] {
            let from = pages.size();
            let (status, to, text) = pages.post(&form.action, form.filled(&[], devanagari));
            let number = text.find(">S").map(|at| text[at + 1..at + 6].to_owned()).filter(|_| to.is_empty());
            tried.push((status, number, pages.written(from)));
        }
        compared += 1;
        done += usize::from(tried[2].0 == StatusCode::SEE_OTHER);
        if tried[1] != tried[2] {
            wrong.push(format!("{}: {:?}\n  {:?}", form.action, tried[1], tried[2]));
        }
    }
    println!("{compared} forms compared, {done} of them done");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared >= 30 && done >= 8, "{compared} compared, {done} done");
}
