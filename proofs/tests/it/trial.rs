//! A trial through its pages: everything of the workbench works in it, books are posted into the copy and looked at, two runs are compared with their
//! reasons, and what was tried is repeated in earnest to the letter, or not at all.

use crate::workbench::{Bench, CODE, at, difference, finding, pack, text};
use axum::http::{StatusCode, header};
use desk::Role;

fn there(no: u32, path: &str) -> String {
    format!("/s/{CODE}~{no}{path}")
}

async fn begin(bench: &Bench, seat: &str, name: &str) -> String {
    let begun = bench.post(&at("/trials"), seat, &format!("name={name}")).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    begun.headers()[header::LOCATION].to_str().expect("ASCII").to_owned()
}

async fn report(bench: &Bench, seat: &str, no: u32) -> serde_json::Value {
    serde_json::from_str(&bench.get(&there(no, "/bench/report.json"), seat).await).expect("a report")
}

#[tokio::test]
async fn what_is_tried_is_compared_and_repeated_to_the_letter() {
    let Some(pack) = pack("a") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Accountant).await;
    bench.bring(&seat, &pack).await;
    assert_eq!(begin(&bench, &seat, "बचत").await, there(1, "/bench"));
    let before = bench.report(&seat).await;
    assert_eq!(report(&bench, &seat, 1).await, before, "the copy is the society");

    let twice = finding(&before, "DUPLICATE_ROW");
    let page = there(1, &format!("/bench/findings/{twice}"));
    assert!(bench.get(&page, &seat).await.contains("बहियों में कुछ नहीं लिखा जाता"), "the band");
    assert_eq!(bench.post(&page, &seat, "deed=row-out&reason=दो+बार").await.status(), StatusCode::SEE_OTHER);
    let tried = report(&bench, &seat, 1).await;
    assert_eq!(bench.report(&seat).await, before, "nothing of it is in the society");
    let amount = before["findings"][twice]["amount_paise"].as_i64().expect("an amount");
    assert_eq!(difference(&before, "SB") - difference(&tried, "SB"), amount);

    let compared = bench.get(&at("/compare?a=0&b=1"), &seat).await;
    let moved = lipi::amount::format_indian(kernel::Paise(-amount));
    assert!(compared.contains("दो बार") && compared.contains("केवल दूसरे में"), "why: {compared}");
    assert!(compared.matches(&moved).count() >= 2, "by how much, at the head and beside its reason: {moved}");

    let posted = bench.post(&there(1, "/bench/books"), &seat, "").await;
    assert_eq!(posted.status(), StatusCode::SEE_OTHER, "{}", text(posted).await);
    let balance = bench.get(&there(1, "/trial-balance"), &seat).await;
    assert!(balance.contains("बहियों में कुछ नहीं लिखा जाता") && balance.contains(&there(1, "/heads/SB")), "{balance}");
    let member = format!("href=\"{}", there(1, "/members/"));
    assert!(bench.get(&there(1, "/members"), &seat).await.contains(&member), "members of the copy");
    assert!(!bench.get(&format!("/s/{CODE}/members"), &seat).await.contains("/members/"), "and none in the society");
    let day = bench.post(&there(1, "/day/begin"), &seat, "date=27/11/2026").await;
    assert!(text(day).await.contains("S3181"));

    let one = bench.get(&at("/trials/1"), &seat).await;
    assert!(one.contains("value=\"repeat\""), "{one}");
    let done = bench.post(&at("/trials/1"), &seat, "deed=repeat").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{}", text(done).await);
    assert_eq!(bench.report(&seat).await, tried, "the real run is the trial");
    let one = bench.get(&at("/trials/1"), &seat).await;
    assert!(one.contains("एक ही छाप") && one.contains("असली बहियों में दोहराया"), "{one}");
    assert!(bench.get(&at("/compare?a=0&b=1"), &seat).await.contains("दोनों में कोई अन्तर नहीं"));
    let late = bench.post(&page, &seat, "deed=row-out&reason=फिर").await;
    assert!(text(late).await.contains("S3183"), "what was repeated is worked on no more");
}

#[tokio::test]
async fn a_trial_the_society_moved_under_is_not_repeated_and_one_thrown_away_is_gone() {
    let Some(pack) = pack("tiny") else { return };
    let bench = Bench::new();
    // who brought the books says of none of them that it stands
    bench.bring(&bench.login(Role::Operator).await, &pack).await;
    let seat = bench.login(Role::Secretary).await;
    begin(&bench, &seat, "एक").await;
    begin(&bench, &seat, "दो").await;
    let stand = |n: u32| there(n, "/bench/findings/0");
    for n in [1, 2] {
        let answered = bench.post(&stand(n), &seat, &format!("deed=stands&reason=सही+{n}")).await;
        assert_eq!(answered.status(), StatusCode::SEE_OTHER);
    }
    let compared = bench.get(&at("/compare?a=1&b=2"), &seat).await;
    assert!(compared.contains("दोनों में अलग"), "answered in both, otherwise: {compared}");
    let since = bench.post(&at("/findings/0"), &seat, "deed=stands&reason=अब").await;
    assert_eq!(since.status(), StatusCode::SEE_OTHER);
    let no = bench.post(&at("/trials/1"), &seat, "deed=repeat").await;
    assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(no).await;
    assert!(page.contains("S3182") && page.contains("परीक्षण शुरू होने के बाद समिति में हुआ"), "{page}");
    let thrown = bench.post(&at("/trials/1"), &seat, "deed=throw").await;
    assert_eq!(thrown.status(), StatusCode::SEE_OTHER);
    let list = bench.get(&at("/trials"), &seat).await;
    assert!(list.contains("फेंक दिया") && list.contains(&there(2, "/bench")) && !list.contains(&there(1, "/bench")));
    assert!(bench.get(&there(1, "/bench/files"), &seat).await.contains("S3183"));
}

#[tokio::test]
async fn a_society_that_has_not_begun_is_tried_whole_and_then_is_what_was_tried() {
    let Some(pack) = pack("tiny") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Operator).await;
    begin(&bench, &seat, "पूरी").await;
    let opened = bench.post(&there(1, "/bench"), &seat, "cutoff=31/03/2025").await;
    assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    let brought = bench.upload(&there(1, "/bench/files"), &seat, &pack).await;
    assert_eq!(brought.status(), StatusCode::SEE_OTHER, "{}", text(brought).await);
    let tried = report(&bench, &seat, 1).await;
    assert!(!bench.get(&at(""), &seat).await.contains("bench/sheet"), "nothing was brought to the society");
    let done = bench.post(&at("/trials/1"), &seat, "deed=repeat").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{}", text(done).await);
    assert_eq!(bench.report(&seat).await, tried, "files too");
    let thrown = bench.post(&at("/trials/1"), &seat, "deed=throw").await;
    assert_eq!(thrown.status(), StatusCode::SEE_OTHER, "its copy may go");
    assert_eq!(bench.report(&seat).await, tried, "and the society keeps what it needs");
}
