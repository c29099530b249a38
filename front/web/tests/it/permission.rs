//! Who sees what at the seat of a State: every person, every part of the State, every page is tried, and no page of one part names a society of another.

use crate::pages::{get, send};
use crate::sample::{NOW, PASSWORD};
use axum::http::StatusCode;
use books::decide::PostVoucher;
use books::event::Setting;
use books::setting;
use desk::act::{Act, Asked, Before};
use desk::state::StateAct;
use desk::{Desk, Role, Who, society_id};
use kernel::{Clock, CommandId, FixedClock, Paise, SocietyId};
use places::decide::Taken;
use places::{Bank, Level, Listed, Office, Posting, Scope, Sector, import};
use std::process::Command;
use std::sync::Arc;

/// A society: code, district, block, bank.
pub(crate) const SOCIETIES: [(&str, u32, u32, &str); 4] = [
    ("HAWAL-1", 45, 357, "ALM"),
    ("TAKUL-2", 45, 361, "ALM"),
    ("KAPKO-3", 46, 365, "ALM"),
    ("KHIRS-4", 52, 404, "PAU"),
];

/// A post and what it stands over.
pub(crate) fn posts() -> Vec<(&'static str, Office, Scope)> {
    vec![
        ("secretary", Office::Secretary, Scope::State),
        ("registrar", Office::Registrar, Scope::State),
        ("ar", Office::Ar, Scope::District(45)),
        ("adco", Office::Adco, Scope::District(46)),
        ("cdo", Office::Cdo, Scope::District(52)),
        ("dm", Office::Dm, Scope::District(45)),
        ("ado", Office::Ado, Scope::Block(361)),
        ("bank", Office::BankSupervisor, Scope::Bank("ALM".into())),
        ("auditor", Office::Auditor, Scope::Society("KHIRS-4".into())),
        ("auditor-district", Office::Auditor, Scope::District(46)),
        ("engineer", Office::SiEngineer, Scope::Block(404)),
    ]
}

/// Pages of a society.
const OF_SOCIETY: [&str; 22] = [
    "",
    "/day",
    "/members",
    "/trial-balance",
    "/migration",
    "/findings",
    "/differences",
    "/exchange",
    "/tickets",
    "/ladder",
    "/estate",
    "/estate/borrowings",
    "/trade",
    "/lender/gold",
    "/lender/suits",
    "/people",
    "/audit-log",
    "/reports",
    "/waiting",
    "/rules",
    "/voters",
    "/reports/balance-sheet",
];

/// Papers of a part of the State: each on the screen, as a page of A4 and as a workbook.
const PAPERS: [&str; 8] = ["matrix", "societies", "worst", "days", "silent", "differences", "tickets", "timeline"];

/// Parts of the State by their address, and the societies in them.
pub(crate) fn parts() -> Vec<Scope> {
    let mut out = vec![Scope::State, Scope::Bank("ALM".into()), Scope::Bank("PAU".into())];
    out.extend([45, 46, 52, 57].map(Scope::District));
    out.extend([357, 361, 365, 404].map(Scope::Block));
    out
}

/// Written again from the words of the order, not from the code it proves: the societies of a scope.
pub(crate) fn within(scope: &Scope) -> Vec<&'static str> {
    let fits = |s: &&(&str, u32, u32, &str)| match scope {
        Scope::State => true,
        Scope::District(d) => s.1 == *d,
        Scope::Block(b) => s.2 == *b,
        Scope::Bank(b) => s.3 == *b,
        Scope::Society(c) => s.0 == *c,
    };
    SOCIETIES.iter().filter(fits).map(|s| s.0).collect()
}

/// Whether one part lies in another, by hand.
pub(crate) fn inside(part: &Scope, own: &Scope) -> bool {
    let district = |b: u32| [(357, 45), (361, 45), (365, 46), (404, 52)].iter().find(|p| p.0 == b).map(|p| p.1);
    match (part, own) {
        (_, Scope::State) => true,
        (a, b) if a == b => true,
        (Scope::Block(b), Scope::District(d)) => district(*b) == Some(*d),
        // one bank serves districts 45 and 46, the other 52
        (Scope::District(d), Scope::Bank(b)) => [(45, "ALM"), (46, "ALM"), (52, "PAU")].contains(&(*d, &**b)),
        (Scope::Block(x), Scope::Bank(_)) => district(*x).is_some_and(|d| inside(&Scope::District(d), own)),
        _ => false,
    }
}

pub(crate) fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

pub(crate) fn seat(folder: &std::path::Path) -> Arc<Desk> {
    let operator = Who::local(Role::Operator);
    let seat = Desk::open(folder, "", Arc::new(FixedClock(NOW))).expect("an installation");
    let seat = seat.begin_state(&operator, 5, "Uttarakhand").expect("a seat");
    let keep = |act: StateAct| seat.keep_state(&operator, command(), &act).map(|_| ()).expect("a list");
    for level in [Level::District, Level::Block] {
        keep(StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() });
    }
    let bank =
        |code: &str, districts: &[u32]| Bank { code: code.into(), name: code.into(), districts: districts.to_vec() };
    let banks = vec![bank("ALM", &[45, 46]), bank("PAU", &[52])];
    keep(StateAct::Banks { banks, taken: Taken { order: "1".into(), ..Taken::default() } });
    let listed = |s: &(&str, u32, u32, &str)| Listed {
        code: s.0.into(),
        name: format!("society {}", s.0),
        sector: Sector::Mpacs,
        district: s.1,
        block: s.2,
        bank: s.3.into(),
        area: vec![],
    };
    keep(StateAct::Societies { rows: SOCIETIES.iter().map(listed).collect(), taken: Taken::default() });
    for (code, ..) in SOCIETIES {
        seat.found(&operator, code, &format!("society {code}"), command()).expect("kept at the seat");
    }
    SOCIETIES.iter().for_each(|s| asks_late(&seat, s.0));
    seat.count_evidence().expect("counted");
    Arc::new(seat)
}

/// A society whose paper is closed asks for an entry of the day before.
pub(crate) fn asks_late(seat: &Desk, code: &str) {
    let (society, secretary, today) = (society_id(code), Who::local(Role::Secretary), FixedClock(NOW).now().day());
    let act = |asked: Asked| seat.act(&secretary, society, command(), &asked).expect("done");
    for (key, value) in [(setting::ONE_PERSON, "yes".to_owned()), (setting::PAPER_CLOSED, today.to_string())] {
        let order = "1".to_owned();
        let rule = Setting { key: key.into(), from: today, value, order, source: String::new() };
        let by = Who::local(if setting::is_from_above(&rule) { Role::Officer } else { Role::Secretary });
        seat.act(&by, society, command(), &Act::Set(rule).into()).expect("set");
    }
    act(Act::BeginDay { date: today, cash: vec![] }.into());
    let line = |head: &str, debit: i64, credit: i64| books::Line {
        head: head.into(),
        debit: Paise(debit),
        credit: Paise(credit),
        source: None,
    };
    let lines = vec![line("CASH", 5_000, 0), line("INC_RENT", 0, 5_000)];
    let narration = format!("late of {code}");
    let voucher = PostVoucher { date: today, number: String::new(), narration, lines };
    let happened = today.yesterday().expect("a day");
    let before = Some(Before::of(happened, "no current", None));
    assert!(act(Asked { act: Act::Voucher(voucher), before }).waits, "it waits for an officer");
}

/// Posts an officer and takes him through his first login; gives his cookie.
pub(crate) fn officer(seat: &Desk, login: &str, office: Office, scope: &Scope) -> String {
    let posting = Posting {
        login: login.into(),
        name: login.into(),
        office,
        scope: scope.clone(),
        order: "1".into(),
        from: FixedClock(NOW).now().day(),
        mail: String::new(),
        phone: String::new(),
    };
    let (_, once) = seat.post_officer(&Who::local(Role::Operator), command(), &posting).expect("posted");
    let once = once.expect("a one-time password");
    let session = seat.login(login, &once).expect("he logs in");
    seat.change_password(&session.token, &once, PASSWORD).expect("his own password");
    let told = seat.begin_factor(&session.token).expect("a second factor");
    seat.confirm_factor(&session.token, &told.code(NOW)).expect("its code");
    format!("seat={}", session.token)
}

pub(crate) fn plain(seat: &Desk, login: &str, role: Role, place: SocietyId) -> String {
    seat.add_user(&Who::local(Role::Operator), place, login, role, PASSWORD).expect("a login");
    format!("seat={}", seat.login(login, PASSWORD).expect("he logs in").token)
}

async fn bytes(answer: axum::response::Response) -> Vec<u8> {
    axum::body::to_bytes(answer.into_body(), 8 << 20).await.expect("a body").to_vec()
}

/// Reads what stands on pages, where the computer can.
struct Pages {
    folder: tempfile::TempDir,
    /// Pages read, and those of them that name a society.
    read: (usize, usize),
    can: bool,
}

impl Pages {
    fn new() -> Pages {
        let can = Command::new("pdftotext").arg("-v").output().is_ok();
        if !can {
            let required = std::env::var("SAHAKAR_REQUIRE").unwrap_or_default();
            assert!(!required.split([',', ' ']).any(|r| r == "pdftotext"), "pdftotext is required (SAHAKAR_REQUIRE)");
            println!("SKIPPED: pdftotext is not installed: what stands on PDF pages is not read");
        }
        Pages { folder: tempfile::tempdir().expect("a folder"), read: (0, 0), can }
    }

    /// The text of a page, line breaks taken out of names.
    fn read(&mut self, page: &[u8]) -> String {
        if !self.can {
            return String::new();
        }
        let file = self.folder.path().join("page.pdf");
        std::fs::write(&file, page).expect("written");
        let done = Command::new("pdftotext").args(["-raw"]).arg(&file).arg("-").output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let text = String::from_utf8_lossy(&done.stdout).into_owned();
        self.read.0 += 1;
        self.read.1 += usize::from(SOCIETIES.iter().any(|s| named(&text, s.0)));
        text
    }
}

/// Whether a text names a society, by its code or its name, also where a line was broken within.
pub(crate) fn named(text: &str, code: &str) -> bool {
    let run: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.contains(code) || run.contains(code)
}

/// Every text of a workbook.
fn cells(bytes: &[u8]) -> String {
    let book = readers::read_bytes("paper.xlsx", bytes).expect("a workbook");
    let rows = book.sheets.iter().flat_map(|s| s.rows().iter().flat_map(|r| s.texts(r)));
    rows.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn nobody_sees_what_his_post_does_not_stand_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let mut people: Vec<(String, String, Option<Scope>)> = vec![("nobody".into(), String::new(), None)];
    for (login, office, scope) in posts() {
        people.push((login.into(), officer(&seat, login, office, &scope), Some(scope)));
    }
    // an officer of the installation whom nobody posted, and the secretary of one society
    people.push(("unposted".into(), plain(&seat, "unposted", Role::Officer, SocietyId(0)), None));
    people.push(("operator".into(), plain(&seat, "operator", Role::Operator, SocietyId(0)), Some(Scope::State)));
    let own = plain(&seat, "own", Role::Secretary, society_id("HAWAL-1"));
    people.push(("own".into(), own, Some(Scope::Society("HAWAL-1".into()))));
    let app = web::router(web::Web::new(seat));
    let (mut tried, mut wrong, mut pages) = (0, Vec::new(), Pages::new());
    for (name, cookie, scope) in &people {
        let theirs = scope.as_ref().map(within).unwrap_or_default();
        let watches = !matches!(name.as_str(), "nobody" | "unposted" | "own");
        let mut routes: Vec<(String, bool)> = Vec::new();
        for part in parts() {
            let may = watches && scope.as_ref().is_some_and(|own| inside(&part, own));
            routes.push((format!("/state/in/{}", part.code()), may));
            routes.push((format!("/state/days/{}", part.code()), may));
            for view in PAPERS {
                for file in ["", "?as=pdf", "?as=xlsx"] {
                    routes.push((format!("/state/papers/{view}/{}{file}", part.code()), may));
                }
            }
        }
        for page in [
            "/state",
            "/state/lists",
            "/state/officers",
            "/state/plan",
            "/state/late",
            "/state/layouts",
            "/state/shelf",
            "/state/steps",
            "/state/rates",
        ] {
            routes.push((page.into(), watches));
        }
        // the help desk is everybody's who may log in; it lists what he may see, which may be nothing
        for page in ["/helpdesk", "/helpdesk/ages", "/helpdesk/agenda"] {
            routes.push((page.into(), name != "nobody"));
        }
        for (code, ..) in SOCIETIES {
            let may = theirs.contains(&code);
            routes.push((format!("/state/society/{code}"), may && watches));
            routes.push((format!("/state/society/{code}/call"), may && watches));
            routes.push((format!("/state/society/{code}/files"), may && watches));
            routes.extend(OF_SOCIETY.iter().map(|p| (format!("/s/{code}{p}"), may)));
        }
        for (path, may) in routes {
            let answer = send(&app, get(&path, cookie)).await;
            let status = answer.status();
            let to = answer.headers().get("location").and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
            let body = bytes(answer).await;
            let body_text = match path.ends_with("xlsx") && status == StatusCode::OK {
                true => cells(&body),
                false => String::from_utf8_lossy(&body).into_owned(),
            };
            let body = match path.ends_with("pdf") && status == StatusCode::OK {
                true => {
                    assert!(
                        body.starts_with(b"%PDF-") && String::from_utf8_lossy(&body).contains("/Count 1"),
                        "{path} is no single page"
                    );
                    pages.read(&body)
                }
                false => body_text,
            };
            tried += 1;
            // a page of a society whose old books never came is not found, which only those learn who may look
            let not_there = path.starts_with("/s/") && status == StatusCode::NOT_FOUND;
            // a page that moved leads to another of the same society; the login is none of it
            let moved =
                status == StatusCode::SEE_OTHER && SOCIETIES.iter().any(|s| to.starts_with(&format!("/s/{}/", s.0)));
            let shown = status == StatusCode::OK || not_there || moved;
            if shown != may {
                wrong.push(format!("{name} {path}: {status}, should be shown: {may}"));
            }
            // whatever is shown names no society of others; lists of the State are everybody's
            let public = ["/state/lists", "/state/officers", "/state/plan"].contains(&path.as_str());
            let asked = |code: &str| path.contains(code);
            let leaks = SOCIETIES.iter().map(|s| s.0).filter(|c| !theirs.contains(c) && !asked(c) && named(&body, c));
            for code in leaks.filter(|_| !public) {
                wrong.push(format!("{name} {path}: names {code}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    // a search that finds nothing anywhere proves nothing
    assert!(!pages.can || (pages.read.0 > 100 && pages.read.1 > 20), "{:?}", pages.read);
    println!("{tried} pages tried by {} people", people.len());
}
