//! A late entry by two programs: asked at a society's desk, let pass on a page of the seat, entered at the desk once.

use crate::served::{Served, code, runs, sync};
use books::decide::PostVoucher;
use books::event::Setting;
use books::setting;
use desk::act::{Act, Asked, Before};
use desk::state::StateAct;
use desk::{Desk, Role, Who};
use kernel::{Clock as _, CommandId, Date, Paise, SystemClock};
use places::decide::Taken;
use places::{Level, Listed, Office, Posting, Scope, Sector, import};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

const CODE: &str = "HAWAL-1";

fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

fn opened(data: &Path) -> Desk {
    Desk::open(data, "", Arc::new(SystemClock)).expect("the data folder opens")
}

fn today() -> Date {
    SystemClock.now().day()
}

/// A seat with one society on its list and the officer of its block; gives his session.
fn seat(data: &Path) -> String {
    let operator = Who::local(Role::Operator);
    let seat = opened(data).begin_state(&operator, 5, "Uttarakhand").expect("a seat");
    let keep = |act: StateAct| seat.keep_state(&operator, command(), &act).map(|_| ()).expect("a list");
    for level in [Level::District, Level::Block] {
        keep(StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() });
    }
    let listed = Listed {
        code: CODE.into(),
        name: "Hawalbagh".into(),
        sector: Sector::Mpacs,
        district: 45,
        block: 357,
        bank: String::new(),
        area: vec![],
    };
    keep(StateAct::Societies { rows: vec![listed], taken: Taken::default() });
    let (mail, phone) = (String::new(), String::new());
    let (login, scope) = ("ado".to_owned(), Scope::Block(357));
    let name = "R Joshi".to_owned();
    let posting = Posting { login, name, office: Office::Ado, scope, order: "1".into(), from: today(), mail, phone };
    let once = seat.post_officer(&operator, command(), &posting).expect("posted").1.expect("a password");
    let session = seat.login("ado", &once).expect("he logs in");
    seat.change_password(&session.token, &once, "apna-shabd-2026").expect("his own password");
    let told = seat.begin_factor(&session.token).expect("a second factor");
    seat.confirm_factor(&session.token, &told.code(SystemClock.now())).expect("its code");
    session.token
}

/// A society that began today, with paper closed, which asks for two entries of yesterday.
fn society(data: &Path) {
    let desk = opened(data);
    let (operator, secretary) = (Who::local(Role::Operator), Who::local(Role::Secretary));
    desk.found(&operator, CODE, "Hawalbagh", command()).expect("founded");
    let id = desk::society_id(CODE);
    let act = |asked: Asked| desk.act(&secretary, id, command(), &asked).expect("done").waits;
    let above = Who::local(Role::Officer);
    for (key, value) in [(setting::ONE_PERSON, "yes".to_owned()), (setting::PAPER_CLOSED, today().to_string())] {
        let (key, order, source) = (key.to_owned(), "1".to_owned(), String::new());
        let rule = Setting { key, from: today(), value, order, source };
        let by = if setting::is_from_above(&rule) { &above } else { &secretary };
        desk.act(by, id, command(), &Act::Set(rule).into()).expect("set");
    }
    act(Act::BeginDay { date: today(), cash: vec![] }.into());
    for narration in ["first-late", "second-late"] {
        let line = |head: &str, debit, credit| books::Line { head: head.into(), debit, credit, source: None };
        let lines = vec![line("CASH", Paise(41_200), Paise(0)), line("INC_RENT", Paise(0), Paise(41_200))];
        let voucher = PostVoucher { date: today(), number: String::new(), narration: narration.into(), lines };
        let happened = today().yesterday().expect("a day");
        let before = Some(Before::of(happened, "no-current", None));
        assert!(act(Asked { act: Act::Voucher(voucher), before }), "it waits");
    }
}

/// Asks a page of the seat; gives status line and everything after it.
fn http(at: SocketAddr, method: &str, path: &str, session: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(at).expect("it answers");
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: seat\r\ncookie: seat={session}; lang=en\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).expect("asked");
    let mut out = String::new();
    stream.read_to_string(&mut out).expect("answered");
    out
}

fn entries(page: &str) -> Vec<String> {
    let mut all: Vec<String> =
        page.split("name=\"entry\" value=\"").skip(1).filter_map(|p| Some(p.split('"').next()?.to_owned())).collect();
    all.dedup();
    all
}

fn rent(data: &Path) -> i64 {
    let desk = opened(data);
    let rows = desk.read(|t| keep::view::trial_balance(t, desk::society_id(CODE))).expect("read");
    rows.iter().find(|r| r.code == "INC_RENT").map_or(0, |r| (r.credit - r.debit).0)
}

#[test]
fn what_an_officer_lets_pass_on_his_page_is_entered_at_the_desk_once_and_what_he_refuses_is_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let (here, above) = (dir.path().join("desk"), dir.path().join("seat"));
    let session = seat(&above);
    society(&here);
    let code = code(&above, CODE);
    let served = Served::of(&above);
    runs(sync(&here, &["join", &served.url(), "--code", &code]));
    runs(sync(&here, &["now"]));
    // counted beside the pages; until then nothing is shown
    let mut page = String::new();
    for _ in 0..200 {
        page = http(served.1, "GET", "/state/late", &session, "");
        if entries(&page).len() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let asked = entries(&page);
    assert_eq!(asked.len(), 2, "{page}");
    assert!(page.contains("first-late") && page.contains("no-current") && page.contains("R Joshi"), "{page}");
    for (entry, answer) in asked.iter().zip(["yes", "no"]) {
        let body = format!("id={}&society={CODE}&entry={entry}&answer={answer}&reason=seen", uuid::Uuid::now_v7());
        let said = http(served.1, "POST", "/state/late", &session, &body);
        assert!(said.starts_with("HTTP/1.1 303"), "{said}");
    }
    let again = format!("id={}&society={CODE}&entry={}&answer=yes&reason=seen", uuid::Uuid::now_v7(), asked[0]);
    assert!(http(served.1, "POST", "/state/late", &session, &again).contains("S4602"));
    assert_eq!(rent(&here), 0, "the word has not come down");
    for _ in 0..3 {
        runs(sync(&here, &["now"]));
        assert_eq!(rent(&here), 41_200, "the one that was let pass, once");
    }
    runs(sync(&here, &["now"]));
    drop(served);
    let desk = opened(&above);
    desk.draw_received().expect("drawn");
    let mut decided: Vec<Option<bool>> =
        desk.late_of(desk::society_id(CODE)).expect("read").iter().map(|r| r.row.decided).collect();
    decided.sort();
    assert_eq!(decided, [Some(false), Some(true)], "the seat sees what became of them");
    drop(desk);
    assert_eq!(rent(&above), 41_200);
}
