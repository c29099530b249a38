//! Who may do what at the seat of a State. The routes are read out of the sources of the pages, so that one nobody thought of is tried too; every person is
//! tried at every one, with a body that succeeds for whoever may. Who may not is refused with a number, and nothing is written.

use crate::pages::{form, get, send};
use crate::permission::{SOCIETIES, command, inside, named, officer, parts, plain, seat, within};
use crate::sample::NOW;
use axum::http::{Request, StatusCode, header};
use axum::{body::Body, response::Response};
use desk::act::{Act, Help};
use desk::{Desk, Role, Who, society_id};
use helpdesk::event::Raised;
use helpdesk::terms::{Category, Diagnostics, Effect};
use kernel::{Clock, FixedClock, SocietyId};
use places::{Office, Scope};
use std::collections::BTreeMap;
use std::path::Path;

/// A route: its address with places for what differs, and whether something is done there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Route {
    pub path: String,
    pub acts: bool,
    shows: bool,
}

/// Pages of the State that every officer sees whole: the lists of societies, and who is posted where.
const PUBLIC: [&str; 3] = ["/state/lists", "/state/officers", "/state/plan"];

/// What stands between the parenthesis that was just opened and its end.
fn enclosed(text: &str) -> &str {
    let mut depth = 1;
    for (i, c) in text.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return &text[..i];
        }
    }
    text
}

fn routes_in(file: &Path, out: &mut Vec<Route>) {
    let source = std::fs::read_to_string(file).expect("a source");
    for at in source.match_indices(".route(") {
        let inside = enclosed(&source[at.0 + at.1.len()..]);
        let Some(path) = inside.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
            // one address is a constant: the way back from the login service, which everybody may come
            assert!(inside.trim_start().starts_with("crate::provider::BACK"), "a route nobody tries: {inside}");
            continue;
        };
        out.push(Route { path: path.to_owned(), acts: inside.contains("post("), shows: inside.contains("get(") });
    }
}

fn sources(folder: &Path, out: &mut Vec<Route>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            routes_in(&path, out);
        }
    }
}

/// Every route of the pages.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all.sort();
    assert!(all.len() > 180 && all.iter().filter(|r| r.acts).count() > 80, "{} routes were found", all.len());
    all
}

/// A person who is tried.
struct Person {
    name: String,
    cookie: String,
    /// Post at the seat.
    office: Option<Office>,
    /// Role of whoever is of a society.
    own: Option<Role>,
    /// What he stands over; nothing where that is nothing.
    scope: Option<Scope>,
}

impl Person {
    fn holds(&self, code: &str) -> bool {
        self.scope.as_ref().is_some_and(|s| within(s).contains(&code))
    }

    /// Keeps the lists of the State.
    fn keeps(&self) -> bool {
        self.name == "operator" || matches!(self.office, Some(Office::Secretary | Office::Registrar))
    }

    /// Officers who act; an auditor looks on.
    fn acts(&self) -> bool {
        self.office.is_some_and(|o| o != Office::Auditor)
    }

    /// Societies he does not stand over: one beside his own in its district, where there is one, and one of another district.
    fn others(&self) -> Vec<&'static str> {
        let his: Vec<u32> = SOCIETIES.iter().filter(|s| self.holds(s.0)).map(|s| s.1).collect();
        let none = || SOCIETIES.iter().filter(|s| !self.holds(s.0));
        let (near, far) = (none().find(|s| his.contains(&s.1)), none().rfind(|s| !his.contains(&s.1)));
        near.into_iter().chain(far).map(|s| s.0).collect()
    }

    /// Looks at many societies.
    fn watches(&self) -> bool {
        self.name == "operator" || self.office.is_some()
    }

    fn department(&self) -> bool {
        self.acts() && self.office != Some(Office::SiEngineer)
    }
}

/// Every post over every part it may stand over, every role in two societies of different districts, every role in none, the operator, and nobody.
fn people(seat: &Desk) -> Vec<Person> {
    let mut all = vec![Person { name: "nobody".into(), cookie: String::new(), office: None, own: None, scope: None }];
    let societies = SOCIETIES.iter().map(|s| Scope::Society(s.0.into()));
    let scopes: Vec<Scope> = parts().into_iter().chain(societies).collect();
    for office in Office::ALL {
        for scope in scopes.iter().filter(|s| office.fits(s)) {
            let name = format!("{}-{}", office.code(), scope.code().to_lowercase());
            let cookie = officer(seat, &name, office, scope);
            all.push(Person { name, cookie, office: Some(office), own: None, scope: Some(scope.clone()) });
        }
    }
    for role in Role::ALL {
        for (code, ..) in [SOCIETIES[0], SOCIETIES[3]] {
            let name = format!("{}-of-{}", role.code(), code.to_lowercase());
            let cookie = plain(seat, &name, role, society_id(code));
            let scope = Some(Scope::Society(code.into()));
            all.push(Person { name, cookie, office: None, own: Some(role), scope });
        }
        let name = if role == Role::Operator { "operator".into() } else { format!("{}-of-none", role.code()) };
        let cookie = plain(seat, &name, role, SocietyId(0));
        let scope = (role == Role::Operator).then_some(Scope::State);
        all.push(Person { name, cookie, office: None, own: None, scope });
    }
    all
}

/// Entries of all logs, and people who may log in: whatever is done changes one of them.
fn written(seat: &Desk) -> (u64, usize) {
    let entries = seat.read(|t| {
        let mut all = 0;
        for (log, _) in keep::exchange::logs_of(t)? {
            all += keep::open_log(t, log.society, log.desk)?.map_or(0, |l| l.frontier.size());
        }
        Ok(all)
    });
    (entries.expect("a count"), seat.users().expect("people").len())
}

/// What a filled address stands for.
struct Target {
    /// The address with its places filled.
    path: String,
    /// The society in it; empty where there is none.
    code: &'static str,
    /// The part of the State in it.
    part: Option<Scope>,
    body: String,
}

/// What is there to be acted on: a ticket of each society, an entry asked for late, a layout.
struct There {
    tickets: BTreeMap<&'static str, (i64, i64)>,
    late: BTreeMap<&'static str, (i64, i64)>,
}

fn there(seat: &Desk) -> There {
    let mut out = There { tickets: BTreeMap::new(), late: BTreeMap::new() };
    for (code, ..) in SOCIETIES {
        let text = format!("ticket of {code}");
        let raised = Raised {
            category: Category::Network,
            effect: Effect::Hindered,
            text,
            photo: None,
            diagnostics: Diagnostics::default(),
        };
        let act = Act::Help(Box::new(Help::Raise(Box::new(raised))));
        let done = seat.act(&Who::local(Role::Secretary), society_id(code), command(), &act.into()).expect("raised");
        out.tickets.insert(code, (done.receipt.desk.0, done.receipt.first.0));
        let late = seat.late_entries(&Who::local(Role::Operator)).expect("requests").0;
        let of = late.iter().find(|l| l.code == code).expect("it asked");
        out.late.insert(code, of.requests[0].row.entry);
    }
    out
}

/// Fields that most forms know. The same everywhere: a form takes what it knows.
fn common() -> String {
    let day = lipi::date::format(FixedClock(NOW).now().day());
    let later = format!("{}-{}-{}", 20, 12, 2027);
    format!(
        "id={}&number=9%2F2026&dated={day}&order=9%2F2026&reason=seen&from={day}&authority=R&subject=S&chair=C&held={day}&said=it&whom=W\
         &called={day}&heard=it&officer=N&clause.0=do&office.0=ar&due.0={later}",
        uuid::Uuid::now_v7()
    )
}

/// The address and body with which a person is tried at a route of the State, for one society and part; `nth` makes what must be new so.
fn target(route: &Route, code: &'static str, part: &Scope, there: &There, (nth, deed): (usize, &str)) -> Target {
    let mut path = route.path.clone();
    let mut body = common();
    let (desk, seq) = there.tickets[code];
    let mut put = |name: &str, value: &str| path = path.replace(&format!("{{{name}}}"), value);
    put("scope", &part.code());
    put("code", code);
    put("desk", &desk.to_string());
    put("seq", &seq.to_string());
    put("rung", "sanctioned");
    put("view", "matrix");
    match route.path.as_str() {
        "/state/society/{code}/become/{deed}" => put("deed", deed),
        "/s/{code}/tickets/{desk}/{seq}/{deed}" => {
            put("deed", "sort");
            body += "&cause=network&effect=hindered&ticket_text=it";
        }
        "/helpdesk/do/{deed}" => {
            put("deed", "set-article");
            body += "&title=T&ticket_text=it&cause=network";
        }
        "/state/society/{code}/withdraw" | "/state/steps" | "/state/rates" => body += "&entry=1000000-1",
        "/state/layouts" => body += "&deed=release&mark=none",
        "/state/plan" => body += "&circular=1%2F2026",
        "/state/plan/new" => body += &format!("&number=n{nth}%2F2026"),
        "/state/steps/new" => body += "&step_1=0&step_2=1&step_3=2&step_4=3&step_5=4&step_6=5",
        "/state/rates/new" => {
            body += &format!("&norm=limitation&limit_years=3&source=n{nth}&from={}-04-{}", nth % 28 + 1, 2027)
        }
        "/state/officers" => body += &format!("&login=new-{nth}&office=ado&over=b357"),
        "/state/late" => {
            let (desk, seq) = there.late[code];
            body += &format!("&society={code}&entry={desk}%2F{seq}&answer=no");
        }
        _ => {}
    }
    Target { path, code, part: route.path.contains("{scope}").then(|| part.clone()), body }
}

/// What a person may do with a body that succeeds for whoever may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    /// He does it.
    Yes,
    /// He is refused for who he is.
    No,
    /// He might, but what is asked for is not there: it is refused for another reason, and nothing is written.
    Nothing,
}

/// Those of a society who work there, not those who look into its work.
fn asks_for_help(role: Role) -> bool {
    matches!(role, Role::Operator | Role::Cashier | Role::Accountant | Role::Secretary | Role::President)
}

/// Written again from the words of the order, not from the code it proves: whether a person may do what is done at a route. `None` for a route nobody wrote a
/// rule for.
fn may(route: &str, p: &Person, t: &Target) -> Option<May> {
    let here = p.holds(t.code);
    let own = here && p.own.is_some_and(asks_for_help);
    let helper = here && matches!(p.own, Some(Role::Supervisor | Role::Officer | Role::Engineer));
    let yes = |b: bool| if b { May::Yes } else { May::No };
    let nothing = |b: bool| if b { May::Nothing } else { May::No };
    Some(match route {
        // the department's own hand under a sanction: AR, Registrar, Secretary; another officer who signs other rungs is told so by another number
        "/state/society/{code}/sign/{rung}" => match p.office {
            Some(Office::Ar | Office::Registrar | Office::Secretary) if here => May::Yes,
            Some(o) => nothing(here && o != Office::SiEngineer),
            None => May::No,
        },
        // one takes back only what he signed, and this nobody did
        "/state/society/{code}/withdraw" => nothing(here && p.office.is_some_and(|o| o != Office::SiEngineer)),
        "/state/society/{code}/call" => yes(here && p.acts()),
        // whoever may gets a code for a computer; no entry is written of it
        "/state/society/{code}/become/{deed}" if t.path.ends_with("let-in") => {
            nothing(here && (p.name == "operator" || (p.acts() && p.office != Some(Office::BankSupervisor))))
        }
        // its books are here already
        "/state/society/{code}/become/{deed}" => nothing(p.name == "operator"),
        "/state/plan" => yes(p.office.is_some()),
        // the AR's task; other officers have none of that number
        "/state/plan/done" => match p.office {
            Some(Office::Ar) => May::Yes,
            o => nothing(o.is_some()),
        },
        "/state/plan/new" | "/state/steps/new" | "/state/rates/new" | "/state/officers" => yes(p.keeps()),
        // no such rule, no such layout
        "/state/steps" | "/state/rates" | "/state/layouts" => nothing(p.keeps()),
        "/state/review/{scope}" => {
            yes(p.office.is_some()
                && t.part.as_ref().zip(p.scope.as_ref()).is_some_and(|(part, own)| inside(part, own)))
        }
        "/state/late" => yes(here && p.department()),
        "/helpdesk/do/{deed}" => yes(p.name == "operator" || p.department()),
        "/s/{code}/tickets/raise" => yes(own || (here && (p.name == "operator" || p.acts()))),
        // supervisor, officer and engineer whom a society itself has named help it too
        "/s/{code}/tickets/{desk}/{seq}" => yes(own || helper || (here && (p.name == "operator" || p.acts()))),
        "/s/{code}/tickets/{desk}/{seq}/{deed}" => yes(helper || (here && p.acts())),
        _ => return None,
    })
}

/// A form, with a file where the route takes one.
fn asked(route: &str, t: &Target, cookie: &str) -> Request<Body> {
    let files = [
        "/state/plan/done",
        "/state/society/{code}/sign/{rung}",
        "/s/{code}/tickets/raise",
        "/s/{code}/tickets/{desk}/{seq}",
    ];
    if !files.contains(&route) {
        let mut plain = form(&t.path, &t.body);
        plain.headers_mut().insert(header::COOKIE, cookie.parse().expect("ASCII"));
        return plain;
    }
    let mut body = String::new();
    let day = lipi::date::format(FixedClock(NOW).now().day());
    let id = uuid::Uuid::now_v7().to_string();
    let parts = [
        ("number", "9/2026"),
        ("dated", &*day),
        ("id", &*id),
        ("category", "network"),
        ("text", "it hangs"),
        ("task", "c/1/2026/1/0"),
        ("shown", "letter"),
    ];
    for (name, value) in parts {
        body += &format!("--xX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    if route.contains("/sign/") {
        let head = "--xX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
        body += &format!("{head}%PDF-1.4 order {id}\r\n");
    }
    body += "--xX--\r\n";
    let kind = "multipart/form-data; boundary=xX";
    Request::post(&t.path)
        .header("content-type", kind)
        .header("cookie", cookie)
        .body(Body::from(body))
        .expect("request")
}

/// Notes of refusals for want of permission, over the whole installation.
fn noted(seat: &Desk) -> i64 {
    const ALL: sql::Sql = sql::Sql("SELECT count(*) FROM audit WHERE number IN (5001, 5002)");
    seat.read(|t| t.first(ALL, &[], |r| r.int(0))).expect("read").unwrap_or(0)
}

/// Whether an answer says that the person may not, refused with a number or sent to log in; and whether it is for want of permission: such a
/// refusal stands in the audit.
async fn told(answer: Response) -> (bool, String, bool) {
    let status = answer.status();
    let to = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
    let body = axum::body::to_bytes(answer.into_body(), 8 << 20).await.expect("a body");
    let body = String::from_utf8_lossy(&body);
    let numbered = ["S5001", "S5002", "S5163"].iter().any(|n| body.contains(n));
    let no = (status.is_client_error() && numbered) || (status == StatusCode::SEE_OTHER && to.starts_with("/login"));
    let barred = status.is_client_error() && ["S5001", "S5002"].iter().any(|n| body.contains(n));
    (no, format!("{status} {to}"), barred)
}

/// A route of the State or the help desk, whose rules stand in [`may`].
fn of_seat(r: &Route) -> bool {
    r.path.starts_with("/state") || r.path.starts_with("/helpdesk") || r.path.contains("/tickets")
}

#[tokio::test]
async fn what_is_done_at_the_seat_is_done_only_by_whoever_may() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    seat.publish(&Who::local(Role::Operator), command(), &circular(&seat)).expect("published");
    let (people, there) = (people(&seat), there(&seat));
    let app = web::router(web::Web::new(seat.clone()));
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut did: BTreeMap<String, usize> = BTreeMap::new();
    let parts = [Scope::State, Scope::District(45), Scope::District(46), Scope::Block(404), Scope::Bank("ALM".into())];
    for route in routes().into_iter().filter(|r| r.acts && of_seat(r)) {
        let differs = route.path.contains("{code}") || route.path == "/state/late";
        for (n, p) in people.iter().enumerate() {
            let codes = if differs { &SOCIETIES[..] } else { &SOCIETIES[..1] };
            let parts = if route.path.contains("{scope}") { &parts[..] } else { &parts[..1] };
            let deeds = if route.path.contains("/become/") { &["host", "let-in"][..] } else { &[""][..] };
            let all = codes.iter().flat_map(|c| parts.iter().map(move |p| (c.0, p)));
            for ((code, part), deed) in all.flat_map(|of| deeds.iter().map(move |d| (of, *d))) {
                let t = target(&route, code, part, &there, (n, deed));
                let Some(may) = may(&route.path, p, &t) else { panic!("{} has no rule: who may?", route.path) };
                let (before, notes) = (written(&seat), noted(&seat));
                let (no, said, barred) = told(send(&app, asked(&route.path, &t, &p.cookie)).await).await;
                let after = written(&seat);
                if (noted(&seat) > notes) != barred {
                    wrong.push(format!("{} POST {}: {said}, noted {} times", p.name, t.path, noted(&seat) - notes));
                }
                tried += 1;
                let wrote = before != after;
                *did.entry(route.path.clone()).or_default() += usize::from(wrote && may == May::Yes);
                // what is not there is told as not found to nobody who may not look
                let right = match may {
                    May::Yes => !no,
                    May::No => no && !wrote,
                    May::Nothing => !wrote && !no,
                };
                if !right {
                    wrong.push(format!("{} {}: {said}, wrote: {wrote}, may: {may:?}", p.name, t.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    // where nobody ever succeeds, nothing was proved of those who may not
    let never = ["/withdraw", "/become/{deed}", "/state/steps", "/state/rates", "/state/layouts"];
    for (route, n) in did.iter().filter(|(route, _)| !never.iter().any(|x| route.ends_with(x))) {
        assert!(*n > 0, "{route}: whoever may did not succeed with this body");
    }
    println!("{tried} acts tried by {} people at {} routes", people.len(), did.len());
}

/// An address whose places that are still open hold a 1.
fn filled(path: &str) -> String {
    let mut path = path.to_owned();
    while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
        path.replace_range(from..=to, "1");
    }
    path
}

/// Every page with everything a person may see, and with the parts and societies beside: who may not look is refused, and whatever is shown names no
/// society but those he stands over.
#[tokio::test]
async fn whatever_page_is_opened_names_no_society_of_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    seat.publish(&Who::local(Role::Operator), command(), &circular(&seat)).expect("published");
    let (people, there) = (people(&seat), there(&seat));
    let app = web::router(web::Web::new(seat.clone()));
    let begun = written(&seat);
    let (mut tried, mut shown, mut wrong) = (0, 0, Vec::new());
    for route in routes().into_iter().filter(|r| r.shows) {
        for p in &people {
            let codes: Vec<&str> = match route.path.contains("{code}") {
                true => SOCIETIES.iter().map(|s| s.0).filter(|c| p.holds(c)).collect(),
                false => vec![SOCIETIES[0].0],
            };
            let parts = if route.path.contains("{scope}") { parts() } else { vec![Scope::State] };
            for (code, part) in codes.iter().flat_map(|c| parts.iter().map(move |s| (*c, s))) {
                let t = target(&route, code, part, &there, (0, "host"));
                let (path, notes) = (filled(&t.path), noted(&seat));
                let answer = send(&app, get(&path, &p.cookie)).await;
                let status = answer.status();
                tried += 1;
                shown += usize::from(status == StatusCode::OK);
                let body = axum::body::to_bytes(answer.into_body(), 8 << 20).await.expect("a body");
                let body = String::from_utf8_lossy(&body).into_owned();
                let barred = status.is_client_error() && ["S5001", "S5002"].iter().any(|n| body.contains(n));
                if (noted(&seat) > notes) != barred {
                    wrong.push(format!("{} {path}: noted {} times", p.name, noted(&seat) - notes));
                }
                let inside = |own: &Scope| t.part.as_ref().is_none_or(|part| inside(part, own));
                let his = p.watches() && p.scope.as_ref().is_some_and(inside);
                if path.starts_with("/state") && status == StatusCode::OK && !his {
                    wrong.push(format!("{} {path}: shown", p.name));
                }
                if status.is_server_error() {
                    wrong.push(format!("{} {path}: {status}", p.name));
                }
                // lists of the State and who is posted where are everybody's who looks at it
                if PUBLIC.contains(&route.path.as_str()) && p.watches() {
                    continue;
                }
                for (other, ..) in SOCIETIES.iter().filter(|s| !p.holds(s.0) && !path.contains(s.0)) {
                    if named(&body, other) {
                        wrong.push(format!("{} {path}: names {other}", p.name));
                    }
                }
            }
        }
    }
    assert_eq!(written(&seat), begun, "looking wrote something");
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(shown > tried / 4, "of {tried} pages only {shown} were shown: what is refused names nobody");
    println!("{tried} pages tried by {} people, {shown} shown", people.len());
}

fn circular(seat: &Desk) -> programme::timeline::Circular {
    let due = seat.today().tomorrow().expect("a day");
    let clause = |office| programme::timeline::Clause { text: "look".into(), office, due, rung: None };
    programme::timeline::Circular {
        number: "1/2026".into(),
        version: 0,
        reason: String::new(),
        dated: seat.today(),
        authority: "R".into(),
        subject: "S".into(),
        milestones: vec![],
        targets: vec![],
        clauses: vec![clause(Office::Ar), clause(Office::Ado)],
        list: 0,
    }
}

#[tokio::test]
async fn no_page_of_a_society_is_open_to_those_who_do_not_stand_over_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let (people, there) = (people(&seat), there(&seat));
    let app = web::router(web::Web::new(seat.clone()));
    let (mut tried, mut wrong) = (0, Vec::new());
    let begun = written(&seat);
    for route in routes().into_iter().filter(|r| r.path.contains("{code}")) {
        for p in &people {
            // the nearest society he does not stand over, in his own district where there is one, and the farthest
            for code in p.others() {
                let mut t = target(&route, code, &Scope::State, &there, (0, "host"));
                // whatever else stands in the address: who may not look must not learn whether it is there
                t.path = filled(&t.path);
                for how in ["GET", "POST"].into_iter().take(1 + usize::from(route.acts)) {
                    let notes = noted(&seat);
                    let request =
                        if how == "GET" { get(&t.path, &p.cookie) } else { asked(&route.path, &t, &p.cookie) };
                    let answer = send(&app, request).await;
                    tried += 1;
                    let status = answer.status();
                    let (no, said, barred) = told(answer).await;
                    if (noted(&seat) > notes) != barred {
                        wrong.push(format!("{} {how} {}: noted {} times", p.name, t.path, noted(&seat) - notes));
                    }
                    // a route that only acts has no page
                    let none = status == StatusCode::NOT_FOUND || status == StatusCode::METHOD_NOT_ALLOWED;
                    if !no && !none {
                        wrong.push(format!("{} {how} {}: {said}", p.name, t.path));
                    }
                }
            }
        }
    }
    assert_eq!(written(&seat), begun, "something was written");
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!("{tried} pages and acts tried by {} people", people.len());
}

#[tokio::test]
async fn a_society_is_merged_or_wound_up_by_an_order_and_its_books_are_kept_here() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let operator = plain(&seat, "operator", Role::Operator, SocietyId(0));
    let mut rows: Vec<_> =
        seat.the_state().expect("a State").directory.societies.values().map(|s| s.listed.clone()).collect();
    rows.push(places::Listed { code: "HAWAL-9".into(), name: "society HAWAL-9".into(), ..rows[0].clone() });
    let act = desk::state::StateAct::Societies { rows, taken: Default::default() };
    seat.keep_state(&Who::local(Role::Operator), command(), &act).expect("a longer list");
    let app = web::router(web::Web::new(seat.clone()));
    let page = async |code: &str| {
        let answer = send(&app, get(&format!("/state/society/{code}"), &operator)).await;
        crate::pages::text(answer).await
    };
    let ask = async |code: &str, deed: &str, body: &str| {
        let path = format!("/state/society/{code}/become/{deed}");
        let answer = send(&app, crate::people::posted(&path, body, &operator)).await;
        (answer.status(), crate::pages::text(answer).await)
    };
    let day = lipi::date::format(FixedClock(NOW).now().day());
    // without an order, and with one that has not come, nothing happens
    for (body, number) in [
        ("survivor=TAKUL-2&number=&dated=01-01-2025", "S5029"),
        ("survivor=TAKUL-2&number=7&dated=01-01-2099", "S3213"),
        ("survivor=HAWAL-1&number=7&dated=01-01-2025", "S4511"),
        ("survivor=NOWHERE&number=7&dated=01-01-2025", "S4510"),
    ] {
        let (status, said) = ask("HAWAL-1", "merge", body).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && said.contains(number), "{body}: {status} {said}");
    }
    let (status, _) =
        ask("HAWAL-1", "merge", &format!("survivor=TAKUL-2+%C2%B7+society&number=1142%2F2026&dated={day}")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (one, other) = (page("HAWAL-1").await, page("TAKUL-2").await);
    assert!(
        one.contains("href=\"/state/society/TAKUL-2\"") && one.contains("1142/2026") && one.contains(&day),
        "{one}"
    );
    assert!(other.contains("href=\"/state/society/HAWAL-1\"") && other.contains("1142/2026"), "{other}");
    assert!(!one.contains("/become/merge") && other.contains("/become/merge"), "one that ended is merged no more");
    let (status, _) = ask("KAPKO-3", "wind-up", &format!("number=8&dated={day}")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(!page("KAPKO-3").await.contains("/become/wind-up"));
    let stands = seat.the_state().expect("a State").directory.standing(places::Sector::Mpacs, &Scope::State).count();
    assert_eq!(stands, 3, "two of five left the count");
    // a society without a computer: its books are begun here, once
    let (status, _) = ask("HAWAL-9", "host", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(send(&app, get("/s/HAWAL-9", &operator)).await.status(), StatusCode::OK);
    let (_, again) = ask("HAWAL-9", "host", "").await;
    assert!(again.contains("S5038"), "{again}");
}
