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
    for page in [
        "/state/lists",
        "/state/late",
        "/state/shelf",
        "/state/rates",
        "/state/steps",
        "/state/layouts",
        "/helpdesk",
        "/helpdesk/ages",
        "/state/papers/silent/d45",
    ] {
        let said = s.page(page).await;
        assert!(said.contains("as=pdf") && said.contains("as=xlsx"), "{page} leads to its files: {said}");
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

#[tokio::test]
async fn whoever_is_telephoned_stands_with_his_number_and_days_long_past_are_refused() {
    let s = Seat::new();
    let days = s.page("/state/days/d45").await;
    assert!(days.contains("किससे पूछें"), "{days}");
    let named = days.matches("ar · सहायक निबंधक").count();
    assert!(named > 0, "name and post of the nearest: {days}");
    let paper = s.page("/state/papers/days/d45").await;
    assert!(paper.contains("ar · सहायक निबंधक"), "{paper}");
    let today = s.desk.today();
    let back = |days: i64| lipi::date::format(today.checked_sub(jiff::Span::new().days(days)).expect("a day"));
    // yesterday is the newest snapshot day; 119 before it are kept
    for path in ["/state/days/d45", "/state/papers/days/d45"] {
        s.page(&format!("{path}?on={}", back(120))).await;
        let no = send(&s.app, get(&format!("{path}?on={}", back(121)), &s.ar)).await;
        assert!(no.status().is_client_error());
        assert!(text(no).await.contains("4720"));
    }
}

#[tokio::test]
async fn nobody_is_chosen_for_a_point_before_somebody_chooses_him() {
    let s = Seat::new();
    let form = s.page("/state/review/d45").await;
    assert!(form.contains("<textarea id=\"f-said\""), "what was said has room");
    assert!(!form.contains("<option value=\"ar\" selected"), "{form}");
    let today = lipi::date::format(s.desk.today());
    let body = |by: &str| {
        format!(
            "id={}&chair=DM&held={today}&said=a%0D%0Ab&point_1=look&by_1={by}&until_1={today}",
            uuid::Uuid::now_v7()
        )
    };
    let no = text(send(&s.app, posted("/state/review/d45", &body(""), &s.ar)).await).await;
    assert!(no.contains("4723") && no.contains("look"), "{no}");
    let kept = send(&s.app, posted("/state/review/d45", &body("ar"), &s.ar)).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn news_of_a_society_leads_to_the_society_and_not_to_the_plan() {
    let s = Seat::new();
    let dm = officer(&s.desk, "dm", Office::Dm, &Scope::District(45));
    let called = lipi::date::format(s.desk.today());
    let body = format!("id={}&whom=sachiv&called={called}&heard=line+is+down&promised=", uuid::Uuid::now_v7());
    let kept = send(&s.app, posted("/state/society/HAWAL-1/call", &body, &dm)).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let digest = s.page("/helpdesk/digest").await;
    let row = digest.split("line is down").next().and_then(|r| r.rsplit("<tr").next()).expect("its row");
    assert!(row.contains("href=\"/state/society/HAWAL-1\""), "{row}");
}

#[tokio::test]
async fn the_capacity_of_a_district_is_typed_and_kept_in_the_next_version() {
    let s = Seat::new();
    let registrar = officer(&s.desk, "registrar", Office::Registrar, &Scope::State);
    let form = text(send(&s.app, get("/state/plan/new", &registrar)).await).await;
    assert!(form.contains("name=\"capacity_1_45\"") && form.contains("name=\"capacity_5_52\""), "{form}");
    let today = s.desk.today();
    let day = lipi::date::format(today);
    let publish = async |end: &str, more: &str| {
        let body = format!(
            "id={}&number=1%2F2026&dated={day}&authority=R&subject=S&reason=x&start_1={day}&end_1={end}&capacity_1=1{more}",
            uuid::Uuid::now_v7()
        );
        send(&s.app, posted("/state/plan/new", &body, &registrar)).await
    };
    // the last day follows from the pace: two societies of one district in one week, one of each other in one
    assert_eq!(publish("", "&capacity_1_45=2").await.status(), StatusCode::SEE_OTHER);
    let kept = || s.desk.plan().expect("a plan").current().next().expect("a circular").circular.milestones[0].clone();
    let first = kept();
    assert_eq!((first.capacities.get(&45), first.capacities.len(), first.capacity), (Some(&2), 1, Some(1)));
    assert_eq!((first.end - today).get_days(), 7);
    let again = text(send(&s.app, get("/state/plan/new?of=1%2F2026", &registrar)).await).await;
    let b = again.split("name=\"capacity_1_45\"").nth(1).and_then(|b| b.split('>').next()).expect("its box");
    assert!(b.contains("value=\"2\"") && again.contains("<details class=\"late\" open>"), "{b}");
    assert_eq!(publish("", "").await.status(), StatusCode::SEE_OTHER);
    assert_eq!((kept().end - today).get_days(), 14, "at one a week");
    let no = text(publish("", "&capacity_1_45=0").await).await;
    assert!(no.contains("3206"), "{no}");
}

#[tokio::test]
async fn a_bank_is_no_district_and_has_a_row_a_page_and_a_timeline_of_its_own() {
    let s = Seat::new();
    let secretary = officer(&s.desk, "secretary", Office::Secretary, &Scope::State);
    let bank = officer(&s.desk, "bank", Office::BankSupervisor, &Scope::Bank("ALM".into()));
    let page = async |path: &str, who: &str| text(send(&s.app, get(path, who)).await).await;
    let review = page("/state", &secretary).await;
    let banks = review.split("बैंक के अनुसार").nth(1).expect("a table of banks");
    assert!(banks.contains("/state/in/bank-ALM") && banks.contains("/state/in/bank-PAU"), "{banks}");
    assert!(banks.contains("0 / 3") && banks.contains("0 / 1"), "three societies keep to one, one to the other");
    let book = send(&s.app, get("/state/papers/matrix/state?as=xlsx", &secretary)).await;
    let bytes = axum::body::to_bytes(book.into_body(), 8 << 20).await.expect("a body");
    let book = readers::read_bytes("m.xlsx", &bytes).expect("a workbook");
    let sheet = &book.sheets[0];
    let names: Vec<String> = sheet.rows().iter().map(|r| sheet.texts(r)[0].clone()).collect();
    assert!(names.contains(&"ALM".to_owned()) && names.contains(&"PAU".to_owned()), "{names:?}");
    // its supervisor answers for what the circular gives to his post in the districts his bank serves
    let (today, due) = (s.desk.today(), s.desk.today().checked_add(jiff::Span::new().days(30)).expect("a day"));
    let milestone = programme::timeline::Milestone {
        office: Some(Office::BankSupervisor),
        ..programme::timeline::Milestone::new(programme::Rung::DataUpdate, today, due)
    };
    let circular = programme::timeline::Circular {
        number: "7/2026".into(),
        version: 0,
        reason: String::new(),
        dated: today,
        authority: "R".into(),
        subject: "S".into(),
        milestones: vec![milestone],
        targets: vec![],
        clauses: vec![],
        list: 0,
    };
    s.desk.publish(&Who::local(Role::Operator), command(), &circular).expect("published");
    let timeline = page("/state/papers/timeline/bank-ALM", &bank).await;
    assert!(timeline.contains(&lipi::date::format(due)) && timeline.contains("0 / 3"), "{timeline}");
    let row = timeline.split("0 / 3").nth(1).and_then(|r| r.split("</tr>").next()).expect("the rest of its row");
    assert!(row.contains("bank") && !row.contains("पद खाली"), "{row}");
    assert!(page("/state/plan", &bank).await.contains("7/2026"), "it is his to acknowledge");
    assert!(page("/state/in/d45", &bank).await.contains("HAWAL-1"), "a district his bank serves");
    assert_eq!(send(&s.app, get("/state/in/d52", &bank)).await.status(), StatusCode::FORBIDDEN);
}
