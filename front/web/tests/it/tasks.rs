//! Clauses of a circular as tasks: how many of those whose post it is have done it, who has not, what the register itself shows; and another version of it.

use crate::pages::{get, send, text};
use crate::people::posted;
use crate::permission::{officer, seat};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use desk::Desk;
use places::{Office, Scope};

async fn page(app: &axum::Router, path: &str, cookie: &str) -> String {
    text(send(app, get(path, cookie)).await).await
}

/// The row of the plan that is about a task.
fn row(page: &str, task: &str) -> String {
    let rows = page.split("<tr>").find(|r| r.contains(&format!("<th scope=\"row\" data-name>{task}</th>")));
    rows.unwrap_or_else(|| panic!("no {task} in {page}")).split("</tr>").next().unwrap_or_default().to_owned()
}

async fn published(app: &axum::Router, secretary: &str, body: &str) -> String {
    let answer = send(app, posted("/state/plan/new", body, secretary)).await;
    let to = answer.headers().get("location").and_then(|l| l.to_str().ok()).map(str::to_owned);
    match to {
        Some(to) => to,
        None => panic!("not published: {}", text(answer).await),
    }
}

/// Says that a clause of the circular is done, with a paper where there are bytes.
fn done(task: &str, cookie: &str, paper: &[u8]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in [("task", format!("c/7/2026/1/{task}")), ("shown", "letter 12".to_owned())] {
        body.extend(format!("--xX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--xX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"letter.pdf\"\r\n\r\n");
    body.extend(paper);
    body.extend(b"\r\n--xX--\r\n");
    let kind = "multipart/form-data; boundary=xX";
    Request::post("/state/plan/done")
        .header("content-type", kind)
        .header("cookie", cookie)
        .body(Body::from(body))
        .expect("request")
}

fn day(desk: &Desk, after: i64) -> String {
    lipi::date::format(credit::calendar::plus_days(desk.today(), after))
}

#[tokio::test]
async fn a_task_says_how_many_have_done_it_and_who_has_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let secretary = officer(&seat, "secretary", Office::Secretary, &Scope::State);
    let almora = officer(&seat, "ar-almora", Office::Ar, &Scope::District(45));
    let pauri = officer(&seat, "ar-pauri", Office::Ar, &Scope::District(52));
    let app = web::router(web::Web::new(seat.clone()));
    let (today, soon) = (day(&seat, 0), day(&seat, 5));
    let mut body = format!("number=7%2F2026&dated={today}&authority=R&subject=S");
    for n in 0..12 {
        let rung = if n == 11 { "onboarded" } else { "" };
        body += &format!("&clause.{n}=work+{n}&office.{n}=ar&due.{n}={soon}&rung.{n}={rung}");
    }
    let first = published(&app, &secretary, &body).await;
    let seen = page(&app, "/state/plan?lang=en", &secretary).await;
    assert!(row(&seen, "work 0").contains("0 of 2 done") && row(&seen, "work 0").contains("ar-almora, ar-pauri"));
    // one reports; the other, the Secretary and he himself see what is missing
    send(&app, done("0", &almora, b"%PDF-1.4 letter")).await;
    let seen = page(&app, "/state/plan?lang=en", &secretary).await;
    let of = row(&seen, "work 0");
    assert!(of.contains("1 of 2 done") && of.contains("not yet: ar-pauri") && !of.contains("chip ok"), "{of}");
    assert!(row(&page(&app, "/state/plan", &almora).await, "work 0").contains("chip ok"), "his own is done");
    // the paper is seen by whoever stands over him, and by no officer elsewhere
    let href: String =
        of.split_once("/state/evidence/").expect("a paper").1.chars().take_while(|c| *c != '"').collect();
    let paper = format!("/state/evidence/{href}");
    assert_eq!(page(&app, &paper, &secretary).await, "%PDF-1.4 letter");
    assert_eq!(send(&app, get(&paper, &pauri)).await.status(), StatusCode::NOT_FOUND);
    let no = send(&app, done("0", &pauri, b"MZ program")).await;
    assert!(text(no).await.contains("S6030"));
    send(&app, done("0", &pauri, b"")).await;
    let of = row(&page(&app, "/state/plan?lang=en", &secretary).await, "work 0");
    assert!(of.contains("2 of 2 done") && of.contains("chip ok") && !of.contains("not yet"), "{of}");
    // what the register shows nobody reports
    let of = row(&page(&app, "/state/plan?lang=en", &almora).await, "work 11");
    assert!(!of.contains("name=\"task\"") && !of.contains("chip ok"), "{of}");
    let no = send(&app, done("11", &almora, b"")).await;
    assert!(text(no).await.contains("S4540"));
    // another version: prefilled, a reason is asked for, the old one stays and says that there is a newer
    let form = page(&app, "/state/plan/new?of=7%2F2026", &secretary).await;
    assert!(form.contains("value=\"work 11\"") && form.contains("value=\"7/2026\"") && form.contains(&soon), "{form}");
    let later = body.replace(&soon, &day(&seat, 9));
    let no = send(&app, posted("/state/plan/new", &later, &secretary)).await;
    assert!(text(no).await.contains("S4536"), "a change without a reason");
    let second = published(&app, &secretary, &format!("{later}&reason=snow")).await;
    assert!(page(&app, &first, &almora).await.contains(&format!("href=\"{second}\"")));
    assert!(page(&app, &second, &secretary).await.contains("/state/plan/new?of=7%2F2026"));
    assert!(!page(&app, &second, &almora).await.contains("/state/plan/new"), "an officer changes nothing");
    // the tasks go along as a workbook, too
    let book = send(&app, get("/state/plan?as=xlsx", &secretary)).await;
    assert!(book.headers()["content-type"].to_str().expect("ASCII").contains("spreadsheet"));
}
