//! A claim of interest subvention through its pages: what can be claimed for a half-year, the list, the bank's form, the bank's answer, the money.

use crate::pages::{entered, form, get, send, text};
use crate::people::posted;
use crate::sample::{CODE, PASSWORD};
use axum::http::{StatusCode, header};
use desk::act::{Act, Pay, Sown, With};
use kernel::{CommandId, FixedClock, Instant, Paise};
use std::sync::Arc;

/// 6 October 2025, noon in India.
const OCTOBER: Instant = Instant(1_759_732_200_000);

/// A society that lent 10,000 rupees on 2 June by bank, open on 6 October; the account, and the folder it lies in.
async fn lent() -> (crate::pages::App, String) {
    let (app, sachiv) = entered("sachiv").await;
    app.open_heads();
    let (desk, id) = (app.desk(), desk::society_id(CODE));
    let who = desk::Who::local(desk::Role::Secretary);
    let act = |act: Act| desk.act(&who, id, CommandId(uuid::Uuid::now_v7()), &act.into());
    for product in examples::rules::products() {
        act(Act::SetProduct(product)).expect("a product");
    }
    act(Act::SetNorms(Box::new(examples::rules::norms()))).expect("norms");
    let alone = "id=&key=one-person&value=yes&from=01-04-2025&order=7&source=";
    send(&app.router, posted(&format!("/s/{CODE}/rules"), alone, &sachiv)).await;
    send(&app.router, posted(&format!("/s/{CODE}/day/begin"), "id=&date=02-06-2025", &sachiv)).await;
    let sanction = |no: u32| Act::Sanction {
        member_no: no.to_string(),
        product: "KCC".into(),
        amount: Paise::ZERO,
        crops: vec![Sown { crop: "धान".into(), square_metres: 4_000 }],
        insurance: Paise::ZERO,
        year: 1,
        deposit: None,
        gold: None,
        resolution: "4 / 01-06-2025".into(),
        with: With::default(),
    };
    // a member who owes nothing overdue
    let done = (1..60).find_map(|no| act(sanction(no)).ok()).expect("a sanction");
    let entries = desk.read(|t| keep::entries_of_act(t, id, (done.receipt.desk.0, done.receipt.last.0))).expect("read");
    let at = *entries.first().expect("an entry");
    let shown = desk.read(|t| keep::view::act(t, id, at)).expect("read");
    let named = |e: &keep::Event| match e {
        keep::Event::Credit(credit::CreditEvent::LoanSanctioned(e)) => Some(e.loan.clone()),
        _ => None,
    };
    let loan = shown.iter().find_map(|e| named(&e.event)).expect("its number");
    let pay = Pay::Bank { head: "BANK".into() };
    act(Act::Disburse { loan: loan.clone(), amount: Paise::rupees(10_000), pay, count: 0 }).expect("drawn");
    let rows = desk.read(|t| keep::view::trial_balance(t, id)).expect("read");
    let cash: Paise = rows.iter().filter(|r| r.code == "CASH").map(|r| r.debit - r.credit).sum();
    act(Act::EndDay { cash: books::day::fewest(cash) }).expect("ended");
    (app, loan)
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).and_then(|t| t.1.split_once(to)).map_or("", |t| t.0)
}

#[tokio::test]
async fn a_claim_is_made_sent_answered_and_paid_through_its_pages() {
    let (app, loan) = lent().await;
    let desk = desk::Desk::open(app.folder(), "", Arc::new(FixedClock(OCTOBER))).expect("opened again");
    let router = web::router(web::Web::new(Arc::new(desk)));
    let login = send(&router, form("/login", &format!("login=sachiv&password={PASSWORD}&next=/"))).await;
    let cookie = login.headers()[header::SET_COOKIE].to_str().expect("ASCII").split(';').next().expect("it").to_owned();
    let page = async |path: &str| {
        let answer = send(&router, get(&format!("/s/{CODE}{path}"), &cookie)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        text(answer).await
    };
    let done = async |path: &str, body: &str| {
        let answer = send(&router, posted(&format!("/s/{CODE}{path}"), body, &cookie)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path} {body}: {}", text(answer).await);
        let to = answer.headers()[header::LOCATION].to_str().expect("ASCII").to_owned();
        to.trim_start_matches(&format!("/s/{CODE}")).to_owned()
    };
    done("/day/begin", "id=&date=06-10-2025").await;
    // the half-year that is over is one press away
    let days = "day_from=01-04-2025&day_to=30-09-2025";
    let all = page("/lender/claims").await;
    let there = all.replace("&#38;", "&");
    assert!(there.contains(&format!("/lender/claims?funder=subvention&{days}\"")), "{all}");
    // 121 days of 10,000 at one and a half percent: 49.73, to the rupee
    let can = page(&format!("/lender/claims?funder=subvention&{days}")).await;
    assert_eq!(between(&can, "name=\"sum\" value=\"", "\""), "5000");
    let to = done("/lender/do/claim", &format!("id=&funder=subvention&{days}&sum=5000&claim=S-1")).await;
    page(&to).await;
    let list = page("/lender/claim/S-1").await;
    assert!(list.contains(&loan) && list.contains("/lender/form/S-1"), "{list}");
    // the same in the bank's form: one account, 10,000 lent, 50 claimed, no auditor in September
    let paper = page("/lender/form/S-1").await;
    for words in ["प्रारूप एक", "30-09-2025", "10,000.00", "50.00", "बिना लेखापरीक्षक"]
    {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    assert!(!paper.contains("सांविधिक लेखापरीक्षक (नाम"), "{paper}");
    let book = send(&router, get(&format!("/s/{CODE}/lender/form/S-1?as=xlsx"), &cookie)).await;
    let kind = book.headers()[header::CONTENT_TYPE].to_str().expect("ASCII").to_owned();
    assert!(book.status() == StatusCode::OK && kind.contains("spreadsheet"), "{kind}");
    // the bank admits all but ten rupees, and pays
    let answer = form_of(&page("/lender/do/reject-claim?claim=S-1").await);
    assert_eq!(answer, "S-1");
    let no = format!("id=&claim=S-1&loan={loan}&amount=10&reason=limit&bearer=society");
    page(&done("/lender/do/reject-claim", &no).await).await;
    page(&done("/lender/do/receive-claim", "id=&claim=S-1&amount=40&pay=bank%3ABANK&letter=12").await).await;
    let settled = page("/lender/claim/S-1").await;
    assert!(settled.contains("/receipt/") && !settled.contains("do/receive-claim"), "nothing is open: {settled}");
    let again = page(&format!("/lender/claims?funder=subvention&{days}")).await;
    assert!(!again.contains("name=\"sum\""), "no day is claimed twice: {again}");
}

/// The claim that stands in a form.
fn form_of(page: &str) -> String {
    between(page, "name=\"claim\" type=\"text\" value=\"", "\"").to_owned()
}
