//! Findings as work, through the pages: what many cells would become is seen before it is done, and the list of mends leads to the page of the book.

use crate::afar::{Line, seat as above};
use crate::workbench::{Bench, CODE, at, between};
use axum::http::StatusCode;
use desk::{Role, Who};
use kernel::CommandId;
use programme::Rung;
use programme::timeline::{Circular, Milestone};

/// Three accounts opened on a day that is none, a fourth on another.
const SAVINGS: &str = "बचत जमा खाता\nक्रमांक,खाता संख्या,सदस्य संख्या,सदस्य का नाम,खाता खोलने की तिथि,शेष राशि\n\
    1,9501,1,राम सिंह,31-02-2020,1500.00\n2,9502,2,कमला देवी,31-02-2020,2500.00\n\
    3,9503,3,हरि दत्त,31-02-2020,900.00\n4,9504,4,मोहन राम,30-02-2021,700.00\n";

#[tokio::test]
async fn cells_that_say_the_same_are_seen_before_all_of_them_change() {
    let (bench, books) = (Bench::new(), tempfile::tempdir().expect("a folder"));
    std::fs::write(books.path().join("bachat.csv"), SAVINGS).expect("written");
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    let found = bench.get(&at("/findings?code=IMPOSSIBLE_DATE"), &seat).await;
    let first = between(&found, &at("/findings/"), "\"").into_iter().find(|no| no.parse::<u32>().is_ok());
    let path = at(&format!("/findings/{}", first.expect("a finding")));
    let page = bench.get(&path, &seat).await;
    assert!(page.contains("value=\"alike\""), "{page}");
    let seen = between(&page, "name=\"seen\" value=\"", "\"")[0].to_owned();
    let asked = format!("deed=alike&seen={seen}&new=28-02-2020&reason=बही+देखी");
    let before = bench.get(&at("/mends"), &seat).await;
    let answer = bench.post(&path, &seat, &asked).await;
    assert_eq!(answer.status(), StatusCode::OK, "it is shown, not done");
    let shown = crate::workbench::text(answer).await;
    assert!(shown.contains("3 ख़ाने एक साथ बदलेंगे"), "{shown}");
    for row in ["9501", "9502", "9503"] {
        assert!(shown.contains(row), "row of {row}");
    }
    assert!(!shown.contains("9504"), "one that says something else stays");
    assert_eq!(shown.matches("data-name>31-02-2020<").count(), 3 + 1, "old value in every row and once above");
    assert_eq!(shown.matches("data-name>28-02-2020<").count(), 3 + 1, "new value in every row and once above");
    assert_eq!(bench.get(&at("/mends"), &seat).await, before, "nothing is changed yet");
    // without a reason there is nothing to look at either
    bench.refused(&path, &seat, &format!("deed=alike&seen={seen}&new=28-02-2020&reason="), "S3151").await;
    assert_eq!(bench.post(&path, &seat, &format!("{asked}&looked=1")).await.status(), StatusCode::SEE_OTHER);
    let mends = bench.get(&at("/mends"), &seat).await;
    assert_eq!(mends.matches("data-name>28-02-2020<").count(), 3);
    let found = bench.get(&at("/findings?code=IMPOSSIBLE_DATE"), &seat).await;
    assert_eq!(between(&found, &at("/findings/"), "\"").iter().filter(|no| no.parse::<u32>().is_ok()).count(), 1);
    // what was looked at in the meantime is another's by now
    bench.refused(&path, &seat, &format!("{asked}&looked=1"), "S3162").await;
}

#[tokio::test]
async fn the_list_of_mends_leads_to_the_page_of_the_book() {
    let bench = Bench::new();
    let seat = bench.login(Role::Operator).await;
    bench.act(&at(""), &seat, "cutoff=31/03/2025").await;
    let book = "kind=12&product=SB&title=बचत&held=book&pages=9&first_folio=1&last_folio=9&custodian=सचिव&reason=x";
    bench.act(&at("/volumes/new/edit"), &seat, book).await;
    let kind = migration::paper::Kind::of(12).expect("a kind");
    let column = |field: &str| kind.column(field).unwrap_or_else(|| panic!("no {field} in {:?}", kind.name));
    let (no, opened, balance) = (column("account_no"), column("opened"), column("balance"));
    let row = format!("hand=first&r0.{no}=9501&r0.{opened}=31-02-2020&r0.{balance}=1500&t{balance}=1500");
    bench.act(&at("/volumes/1/pages/4"), &seat, &row).await;
    let second = bench.login(Role::Accountant).await;
    bench.act(&at("/volumes/1/pages/4"), &second, &row.replace("hand=first", "hand=second")).await;
    let found = bench.get(&at("/findings?code=IMPOSSIBLE_DATE"), &seat).await;
    let first = between(&found, &at("/findings/"), "\"").into_iter().find(|no| no.parse::<u32>().is_ok());
    let path = at(&format!("/findings/{}", first.unwrap_or_else(|| panic!("no finding: {found}"))));
    bench.act(&path, &seat, "deed=cell&new=28-02-2020&reason=पन्ना+देखा").await;
    let mends = bench.get(&at("/mends"), &seat).await;
    assert!(mends.contains(&format!("href=\"{}\"", at("/volumes/1/pages/4"))), "{mends}");
}

/// The savings with three impossible days, brought on 27 November 2026.
async fn brought() -> (Bench, String) {
    let (bench, books) = (Bench::new(), tempfile::tempdir().expect("a folder"));
    std::fs::write(books.path().join("bachat.csv"), SAVINGS).expect("written");
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    (bench, seat)
}

/// Findings of impossible days the queue shows when it is asked so.
async fn shown(bench: &Bench, seat: &str, asked: &str) -> usize {
    let page = bench.get(&at(&format!("/findings?code=IMPOSSIBLE_DATE{asked}")), seat).await;
    let numbers =
        between(&page, &format!("<h3><i aria-hidden=\"true\"></i><a href=\"{}", at("/findings/")), "\"").len();
    assert!(page.contains("किसका काम"), "{page}");
    numbers
}

#[tokio::test]
async fn a_finding_nobody_assigned_is_somebodys_by_its_cause_until_a_day_by_rule() {
    let (bench, seat) = brought().await;
    let accountant = bench.login(Role::Accountant).await;
    let page = bench.get(&at("/findings?code=IMPOSSIBLE_DATE"), &seat).await;
    let whose = lipi::messages::say(lipi::Lang::Hi, "web-role-operator", &[]);
    assert!(page.contains(&format!("{whose} · 04-12-2026 तक (नियम से)")), "{page}");
    assert_eq!(shown(&bench, &seat, "&whose=mine").await, 4);
    assert_eq!(shown(&bench, &accountant, "&whose=mine").await, 0);
    assert_eq!(shown(&bench, &accountant, "&whose=role:operator").await, 4);
    assert_eq!(shown(&bench, &seat, "&late=1").await, 0);
    // what somebody is told to do is his, and until the day that was said
    let first = between(&page, &at("/findings/"), "\"").into_iter().find(|no| no.parse::<u32>().is_ok()).expect("one");
    bench.act(&at(&format!("/findings/{first}")), &seat, "deed=owed&owner=Accountant&due=20/12/2026").await;
    assert_eq!((shown(&bench, &seat, "&whose=mine").await, shown(&bench, &accountant, "&whose=mine").await), (3, 1));
    bench.clock.days(8);
    let seat = bench.login(Role::Operator).await;
    assert_eq!((shown(&bench, &seat, "&late=1").await, shown(&bench, &seat, "&late=1&whose=mine").await), (3, 3));
    bench.clock.days(18);
    let seat = bench.login(Role::Operator).await;
    assert_eq!(shown(&bench, &seat, "&late=1").await, 4);
}

#[tokio::test]
async fn the_days_of_a_cause_are_set_and_never_reach_beyond_the_states_own_day() {
    let (bench, seat) = brought().await;
    let rules = format!("/s/{CODE}/rules");
    let asked = |days: u32| format!("key=finding-days-impossible-date&value={days}&from=27/11/2026&order=AR/7&source=");
    let (secretary, officer) = (bench.login(Role::Secretary).await, bench.login(Role::Officer).await);
    let due = async |day: &str| {
        let page = bench.get(&at("/findings?code=IMPOSSIBLE_DATE"), &seat).await;
        assert!(page.contains(&format!(" · {day} तक (नियम से)")), "{day}: {page}");
    };
    bench.refused(&rules, &secretary, &asked(30), "S3221").await;
    due("04-12-2026").await;
    bench.act(&rules, &secretary, &asked(3)).await;
    due("30-11-2026").await;
    bench.act(&rules, &officer, &asked(30)).await;
    due("27-12-2026").await;
    assert!(bench.get(&rules, &secretary).await.contains("AR/7"));
    // the State wants ledger and registers to agree earlier
    let state = above(&bench.clock, &[CODE]);
    let line = Line::new(&bench, &state, CODE);
    let today = state.desk.today();
    let end = (0..12).fold(today, |day, _| day.tomorrow().expect("a day"));
    let circular = Circular {
        number: "12/2026".into(),
        version: 0,
        reason: String::new(),
        dated: today,
        authority: "Registrar".into(),
        subject: "GL milan".into(),
        milestones: vec![Milestone::new(Rung::DataMatch, today, end)],
        targets: vec![],
        clauses: vec![],
        list: 0,
    };
    let command = CommandId(uuid::Uuid::now_v7());
    state.desk.publish(&Who::local(Role::Operator), command, &circular).expect("published");
    line.sent();
    due("09-12-2026").await;
}
