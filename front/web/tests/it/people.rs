//! People by their pages: adding, one-time passwords, locks, the second factor, one's own page.

use crate::pages::{entered, form, get, send, text};
use crate::sample::{self, CODE, PASSWORD};
use axum::http::{StatusCode, header};

/// The cookie of an answer.
fn cookie(answer: &axum::http::Response<axum::body::Body>) -> String {
    let set = answer.headers()[header::SET_COOKIE].to_str().expect("ascii");
    set.split(';').next().expect("a cookie").to_owned()
}

pub fn posted(path: &str, body: &str, cookies: &str) -> axum::http::Request<axum::body::Body> {
    let mut request = form(path, body);
    request.headers_mut().insert("cookie", cookies.parse().expect("a header"));
    request
}

fn to(answer: &axum::http::Response<axum::body::Body>) -> &str {
    answer.headers()[header::LOCATION].to_str().expect("ascii")
}

/// What stands between two pieces of a page.
fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    page.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(found, _)| found)
}

#[tokio::test]
async fn a_person_is_added_changes_his_password_and_works() {
    let (app, sachiv) = entered("sachiv").await;
    let router = &app.router;
    let list = text(send(router, get(&format!("/s/{CODE}/people"), &sachiv)).await).await;
    assert!(list.contains("sachiv") && list.contains("ankekshak"), "also who is of the whole installation");
    let add = format!("/s/{CODE}/people/new");
    let page = text(send(router, get(&add, &sachiv)).await).await;
    assert!(page.contains("value=\"cashier\"") && !page.contains("value=\"auditor\""), "only what he may give");
    let refused = send(router, posted(&add, "login=x&role=auditor", &sachiv)).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("S5048"));
    let page = text(send(router, posted(&add, "login=ramesh&role=cashier", &sachiv)).await).await;
    let secret = between(&page, "<p class=\"once\"><code>", "</code>").to_owned();
    assert_eq!(secret.len(), 14, "{page}");

    // his first login leads to his password and nowhere else
    let login = send(router, form("/login", &format!("login=ramesh&password={secret}&next=/"))).await;
    let ramesh = cookie(&login);
    let elsewhere = send(router, get(&format!("/s/{CODE}"), &ramesh)).await;
    assert_eq!((elsewhere.status(), to(&elsewhere)), (StatusCode::SEE_OTHER, "/me/password"));
    let page = text(send(router, get("/me/password", &ramesh)).await).await;
    assert!(page.contains("type=\"password\"") && !page.contains("data-draft"), "no draft of a password is kept");
    let differ = format!("old={secret}&new=pahad+nadi+17&again=pahad+nadi+18");
    let refused = text(send(router, posted("/me/password", &differ, &ramesh)).await).await;
    assert!(refused.contains("S5054") && !refused.contains("pahad"), "what was typed is not sent back");
    let right = format!("old={secret}&new=pahad+nadi+17&again=pahad+nadi+17");
    assert_eq!(send(router, posted("/me/password", &right, &ramesh)).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(send(router, get(&format!("/s/{CODE}/day"), &ramesh)).await.status(), StatusCode::OK);
    // he manages nobody
    assert!(text(send(router, get(&add, &ramesh)).await).await.contains("S5001"));

    // locked, and the log says who did it
    let one = format!("/s/{CODE}/people/one/ramesh");
    assert!(text(send(router, get(&one, &sachiv)).await).await.contains("value=\"lock\""));
    assert_eq!(send(router, posted(&one, "deed=lock", &sachiv)).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(send(router, get(&format!("/s/{CODE}/day"), &ramesh)).await.status(), StatusCode::SEE_OTHER);
    let own = format!("/s/{CODE}/people/one/sachiv");
    assert!(!text(send(router, get(&own, &sachiv)).await).await.contains("name=\"deed\""), "nobody changes himself");
    assert!(text(send(router, posted(&own, "deed=role&role=operator", &sachiv)).await).await.contains("S5047"));
    let log = text(send(router, get(&format!("/s/{CODE}/audit-log"), &sachiv)).await).await;
    assert!(log.contains("S5047") && log.contains("ramesh"));
}

#[tokio::test]
async fn the_second_factor_is_set_up_and_asked_for() {
    let (app, sachiv) = entered("sachiv").await;
    let router = &app.router;
    let page = text(send(router, get("/me/factor", &sachiv)).await).await;
    let secret = between(&page, "<br><code>", "</code>").replace(' ', "");
    assert_eq!(secret.len(), 32);
    assert!(page.contains("class=\"qr\""));
    let wrong = send(router, posted("/me/factor", "code=000000", &sachiv)).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let (desk, token) = (app.desk(), sachiv.strip_prefix("seat=").expect("the cookie"));
    let code = desk.begin_factor(token).expect("begun").code(sample::NOW);
    let codes = text(send(router, posted("/me/factor", &format!("code={code}"), &sachiv)).await).await;
    let recovery = between(&codes, "<li><code>", "</code>").to_owned();
    assert_eq!(recovery.len(), 14, "{codes}");
    assert_eq!(to(&send(router, get("/me/factor", &sachiv)).await), "/me", "the secret is not shown again");

    let login = send(router, form("/login", &format!("login=sachiv&password={PASSWORD}&next=/"))).await;
    let half = cookie(&login);
    for path in ["/", "/me", &format!("/s/{CODE}/people")] {
        assert_eq!(to(&send(router, get(path, &half)).await), "/login/code", "{path}");
    }
    let refused = send(router, posted("/login/code", &format!("code={code}"), &half)).await;
    assert!(text(refused).await.contains("S5024"), "a code counts once");
    let done = send(router, posted("/login/code", &format!("code={recovery}"), &half)).await;
    assert_eq!((done.status(), to(&done)), (StatusCode::SEE_OTHER, "/"));
    let me = text(send(router, get("/me", &half)).await).await;
    let session = between(&me, "name=\"session\" value=\"", "\"").to_owned();
    assert_eq!(session.len(), 64);
    assert_eq!(
        send(router, posted("/me/session", &format!("session={session}"), &half)).await.status(),
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn the_installation_has_a_list_and_a_log_of_its_own() {
    let (app, auditor) = entered("ankekshak").await;
    let list = text(send(&app.router, get("/people", &auditor)).await).await;
    assert!(list.contains("ankekshak") && !list.contains("/people/new"));
    send(&app.router, form("/login", "login=wer&password=xxxxxxxxx&next=/")).await;
    let log = text(send(&app.router, get("/people/log", &auditor)).await).await;
    assert!(log.contains("S5012"));
    let login = send(&app.router, form("/login", &format!("login=sachiv&password={PASSWORD}&next=/"))).await;
    let refused = send(&app.router, get("/people/log", &cookie(&login))).await;
    assert!(text(refused).await.contains("S5002"), "a society's secretary does not see it");
}
