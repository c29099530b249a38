//! The room of reviews: what minutes keep of the moment, when a circular was acknowledged, who is silent, and that read news is no news again.

use crate::pages::{get, send, text};
use crate::people::posted;
use crate::permission::{command, officer, plain, seat};
use axum::http::StatusCode;
use desk::{Desk, Role, Who};
use kernel::SocietyId;
use places::{Office, Scope};
use std::sync::Arc;

struct Seat {
    desk: Arc<Desk>,
    app: axum::Router,
    ar: String,
    _folder: tempfile::TempDir,
}

impl Seat {
    fn new() -> Seat {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = seat(folder.path());
        let ar = officer(&desk, "ar", Office::Ar, &Scope::District(45));
        Seat { app: web::router(web::Web::new(desk.clone())), desk, ar, _folder: folder }
    }

    async fn page(&self, path: &str) -> String {
        let answer = send(&self.app, get(path, &self.ar)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        text(answer).await
    }

    async fn file(&self, path: &str) -> Vec<u8> {
        let answer = send(&self.app, get(path, &self.ar)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        axum::body::to_bytes(answer.into_body(), 8 << 20).await.expect("a body").to_vec()
    }

    fn merge(&self, order: &str) {
        let act = desk::state::StateAct::Merge { code: "TAKUL-2".into(), into: "HAWAL-1".into(), order: order.into() };
        self.desk.keep_state(&Who::local(Role::Operator), command(), &act).expect("merged");
    }
}

#[tokio::test]
async fn minutes_keep_the_list_the_orders_since_it_and_twelve_points() {
    let s = Seat::new();
    let today = lipi::date::format(s.desk.today());
    s.merge("77/2026");
    let form = s.page("/state/review/d45").await;
    assert!(form.contains("point_12") && form.contains("77/2026"), "{form}");
    let mut body = format!("id={}&chair=DM&held={today}&said=it", uuid::Uuid::now_v7());
    for n in 1..=12 {
        body += &format!("&point_{n}=point+number+{n}&by_{n}=ar&until_{n}={today}");
    }
    let kept = send(&s.app, posted("/state/review/d45", &body, &s.ar)).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let to = kept.headers()["location"].to_str().expect("ASCII").to_owned();
    let before = s.page(&to).await;
    assert!(before.contains("point number 12") && before.contains("77/2026"), "{before}");
    let entry = before.split("/state/entry/").nth(1).and_then(|r| r.split('"').next()).expect("its entry");
    assert!(s.page(&format!("/state/entry/{entry}")).await.contains("कार्यवृत्त"));
    // a newer list takes the order in, and the minutes go on saying what they were counted over
    let dir = s.desk.the_state().expect("a State").directory.clone();
    let mut rows: Vec<_> = dir.standing(places::Sector::Mpacs, &Scope::State).cloned().collect();
    rows[0].name = format!("{} (new name)", rows[0].name);
    let act = desk::state::StateAct::Societies {
        rows,
        taken: places::decide::Taken { order: "78".into(), ..Default::default() },
    };
    s.desk.keep_state(&Who::local(Role::Operator), command(), &act).expect("a newer list");
    assert!(!s.page("/state/days/d45").await.contains("77/2026"), "the newer list has it");
    let after = s.page(&to).await;
    assert!(after.contains("77/2026"), "{after}");
    assert!(s.file(&format!("{to}?as=pdf")).await.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_circular_is_acknowledged_on_a_day_and_at_an_hour() {
    let s = Seat::new();
    let due = s.desk.today();
    let clause = programme::timeline::Clause { text: "look".into(), office: Office::Ar, due, rung: None };
    let circular = programme::timeline::Circular {
        number: "1/2026".into(),
        version: 0,
        reason: String::new(),
        dated: due,
        authority: "R".into(),
        subject: "S".into(),
        milestones: vec![],
        targets: vec![],
        clauses: vec![clause],
        list: 0,
    };
    s.desk.publish(&Who::local(Role::Operator), command(), &circular).expect("published");
    // it is news once; then it stands among what was read until it is acknowledged
    let first = s.page("/helpdesk/digest").await;
    assert!(first.contains("1/2026") && !first.contains("पढ़ा हुआ"), "{first}");
    let second = s.page("/helpdesk/digest").await;
    assert!(second.contains("1/2026") && second.contains("पढ़ा हुआ") && second.contains("कोई नई बात नहीं"), "{second}");
    assert!(!s.page("/state").await.contains("डाइजेस्ट ("), "what was read is not counted as news");
    let body = format!("id={}&circular=1%2F2026", uuid::Uuid::now_v7());
    assert_eq!(send(&s.app, posted("/state/plan", &body, &s.ar)).await.status(), StatusCode::SEE_OTHER);
    let plan = s.page("/state/plan").await;
    let to = plan.split("href=\"/state/circular/").nth(1).and_then(|r| r.split('"').next()).expect("its page");
    let said = s.page(&format!("/state/circular/{to}")).await;
    // 24 November 2025, 13:13:20 UTC
    assert!(said.contains("24-11-2025 18:43"), "{said}");
    assert!(!s.page("/helpdesk/digest").await.contains("1/2026"), "acknowledged, it is told no more");
}

#[tokio::test]
async fn who_was_never_heard_is_named_and_every_list_is_a_page_and_a_workbook() {
    let s = Seat::new();
    let mut rows: Vec<_> =
        s.desk.the_state().expect("a State").directory.societies.values().map(|x| x.listed.clone()).collect();
    let more = places::Listed { code: "HAWAL-9".into(), name: "society HAWAL-9".into(), ..rows[0].clone() };
    rows.push(more);
    let act = desk::state::StateAct::Societies { rows, taken: Default::default() };
    s.desk.keep_state(&Who::local(Role::Operator), command(), &act).expect("a longer list");
    let district = s.desk.the_state().expect("a State").directory.society("HAWAL-9").expect("listed").listed.district;
    assert_eq!(district, 45, "it is in the officer's own district");
    let silent = s.page("/state/papers/silent/d45").await;
    assert!(silent.contains("HAWAL-9") && !silent.contains("HAWAL-1 "), "{silent}");
    assert!(!silent.contains("society HAWAL-1 (") && silent.contains("अभी फ़ोन नहीं हुआ"), "{silent}");
    for page in ["/state/days/d45", "/state/plan"] {
        let said = s.page(page).await;
        assert!(said.contains("/state/papers/silent/d45") && said.contains("प्रविष्टियों से गिना गया"), "{page}: {said}");
    }
    assert!(s.page("/state/days/d45").await.contains("लगातार"), "who goes on as before is a list too");
    for page in ["/state/lists", "/state/late", "/helpdesk", "/helpdesk/ages", "/state/papers/silent/d45"] {
        let file = s.file(&format!("{page}?as=pdf")).await;
        assert!(file.starts_with(b"%PDF-"), "{page}");
        assert!(String::from_utf8_lossy(&file).contains("/Count 1"), "{page} is more than a page");
        assert!(readers::read_bytes("x.xlsx", &s.file(&format!("{page}?as=xlsx")).await).is_ok(), "{page}");
    }
}

#[tokio::test]
async fn whose_the_next_act_is_stands_in_every_cell_and_leads_to_the_person() {
    let s = Seat::new();
    let mut rows: Vec<_> =
        s.desk.the_state().expect("a State").directory.societies.values().map(|x| x.listed.clone()).collect();
    // HAWAL-1 and TAKUL-2 of district 45 have a register and no old books in it; of HAWAL-9 nothing ever came
    rows.push(places::Listed { code: "HAWAL-9".into(), name: "society HAWAL-9".into(), ..rows[0].clone() });
    let act = desk::state::StateAct::Societies { rows, taken: Default::default() };
    s.desk.keep_state(&Who::local(Role::Operator), command(), &act).expect("a longer list");
    let state = s.page("/state/in/d45").await;
    let to = |rung: &str, whose: &str| format!("/state/papers/societies/d45?rung={rung}&#38;whose={whose}");
    for rung in programme::Rung::COLUMNS.map(programme::Rung::code) {
        let said = format!("<a href=\"{}\">समिति 2</a>", to(rung, "society"));
        assert!(state.contains(&said), "{rung}: {state}");
        assert!(state.contains(&format!("<a href=\"{}\">विभाग 1</a>", to(rung, "department"))), "{rung}");
        assert!(!state.contains(&to(rung, "bank")), "of the bank nothing waits");
    }
    let list = s.page(&to("data-match", "department").replace("&#38;", "&")).await;
    assert!(list.contains("HAWAL-9") && !list.contains("HAWAL-1") && !list.contains("TAKUL-2"), "{list}");
    assert!(list.contains("विभाग: ar · "), "who holds the post is named: {list}");
    let block = s.page("/state/in/b357").await;
    assert!(block.contains("<small data-name>विभाग: ar · "), "{block}");
    // the same in the files
    let book = readers::read_bytes("m.xlsx", &s.file("/state/papers/matrix/d45?as=xlsx").await).expect("a workbook");
    let cells: Vec<String> =
        book.sheets.iter().flat_map(|s| s.rows().iter().flat_map(|r| s.texts(r))).map(|t| t.to_string()).collect();
    assert_eq!(cells.iter().filter(|t| t.contains("समिति 2, विभाग 1")).count(), 5, "the line of the whole: {cells:?}");
    let page = s.file("/state/papers/matrix/d45?as=pdf").await;
    assert!(page.starts_with(b"%PDF-") && String::from_utf8_lossy(&page).contains("/Count 1"));
}

#[tokio::test]
async fn a_role_of_a_society_in_no_society_sees_none_at_a_seat() {
    let s = Seat::new();
    let cashier = plain(&s.desk, "everywhere", Role::Cashier, SocietyId(0));
    let answer = send(&s.app, get("/s/HAWAL-1", &cashier)).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(text(answer).await.contains("S5002"));
}
