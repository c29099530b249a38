//! A ticket in two keys, followed to its end; what officers see; photographs and what is refused.

use crate::pages::{entered, form, get, send, text};
use crate::people::posted;
use crate::sample::{CODE, PASSWORD};
use axum::http::{Request, StatusCode, header};
use axum::{body::Body, response::Response};

/// A form with a file.
fn with_file(path: &str, cookies: &str, parts: &[(&str, &str)], photo: Option<&[u8]>) -> Request<Body> {
    let mut body: Vec<u8> = Vec::new();
    for (name, value) in parts {
        body.extend(format!("--xX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head = "--xX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n";
    body.extend(head.bytes());
    body.extend(photo.unwrap_or_default());
    body.extend(b"\r\n--xX--\r\n");
    Request::post(path)
        .header("content-type", "multipart/form-data; boundary=xX")
        .header("cookie", cookies)
        .header("host", "pc.lan")
        .header("origin", "http://pc.lan")
        .body(Body::from(body))
        .expect("request")
}

fn to(answer: &Response) -> String {
    answer.headers()[header::LOCATION].to_str().expect("ascii").to_owned()
}

async fn login(router: &axum::Router, name: &str) -> String {
    let answer = send(router, form("/login", &format!("login={name}&password={PASSWORD}&next=/"))).await;
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("ASCII").to_owned();
    cookie.split(';').next().expect("value").to_owned()
}

#[tokio::test]
async fn a_digit_and_enter_raise_a_ticket_from_any_page() {
    let (app, sachiv) = entered("sachiv").await;
    let day = text(send(&app.router, get(&format!("/s/{CODE}/day/end"), &sachiv)).await).await;
    let raise = format!("/s/{CODE}/tickets/raise");
    assert!(day.contains(&format!("{raise}?page=end\" data-f2")), "F2 and the link know the page");
    let page = text(send(&app.router, get(&format!("{raise}?page=end"), &sachiv)).await).await;
    for digit in 1..=9 {
        assert!(page.contains(&format!("<label data-key=\"{digit}\">")), "{digit}");
    }
    assert!(page.contains("linux x86_64") || !cfg!(target_os = "linux"), "what goes along is shown before");
    let none = send(&app.router, with_file(&raise, &sachiv, &[("page", "end")], None)).await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(none).await.contains("S5143"));
    let sent = [("page", "end"), ("category", "power"), ("id", "018f0000-0000-7000-8000-000000000001")];
    let one = send(&app.router, with_file(&raise, &sachiv, &sent, None)).await;
    assert_eq!(one.status(), StatusCode::SEE_OTHER);
    let twice = send(&app.router, with_file(&raise, &sachiv, &sent, None)).await;
    assert_eq!(to(&one), to(&twice), "a doubled Enter is one ticket");
    let shown = text(send(&app.router, get(&to(&one), &sachiv)).await).await;
    assert!(shown.contains("बिजली") && shown.contains("जिला सहकारी बैंक"));
    let aadhaar = [("category", "data"), ("text", "2341 2341 2346")];
    let no = send(&app.router, with_file(&raise, &sachiv, &aadhaar, None)).await;
    assert!(text(no).await.contains("S4203"));
}

#[tokio::test]
async fn what_may_help_is_shown_before_it_is_sent() {
    let (app, sachiv) = entered("sachiv").await;
    let raise = format!("/s/{CODE}/tickets/raise");
    let typed = [("category", "network"), ("text", "tower band hai"), ("look", "1")];
    let page = text(send(&app.router, with_file(&raise, &sachiv, &typed, None)).await).await;
    assert!(page.contains("/helpdesk/problems/"), "found by sound");
    assert!(page.contains("tower band hai"), "what was typed stands there again");
}

#[tokio::test]
async fn a_photograph_is_kept_and_anything_else_is_refused() {
    let (app, sachiv) = entered("sachiv").await;
    let raise = format!("/s/{CODE}/tickets/raise");
    let png = b"\x89PNG\r\n\x1a\nrest";
    let sent = send(&app.router, with_file(&raise, &sachiv, &[("category", "device")], Some(png))).await;
    let page = text(send(&app.router, get(&to(&sent), &sachiv)).await).await;
    let at = page.find("/tickets/picture/").expect("a link to the picture");
    let href: String = page[at..].chars().take_while(|c| *c != '"').collect();
    let picture = send(&app.router, get(&format!("/s/{CODE}{href}"), &sachiv)).await;
    assert_eq!(picture.headers()[header::CONTENT_TYPE], "image/png");
    let exe = send(&app.router, with_file(&raise, &sachiv, &[("category", "device")], Some(b"MZ"))).await;
    assert!(text(exe).await.contains("S5031"));
}

#[tokio::test]
async fn the_officers_pages_lead_to_the_tickets_and_the_answer_back() {
    let (app, auditor) = entered("ankekshak").await;
    for path in ["", "/digest", "/agenda", "/ages", "/problems", "/knowledge", "/hours"] {
        for lang in ["hi", "en"] {
            let answer = send(&app.router, get(&format!("/helpdesk{path}?lang={lang}"), &auditor)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            let page = text(answer).await;
            assert!(page.len() < 60_000, "{path}: {} bytes", page.len());
        }
    }
    let queue = text(send(&app.router, get("/helpdesk", &auditor)).await).await;
    let at = queue.find(&format!("/s/{CODE}/tickets/1/")).expect("the ticket that blocks the day");
    let ticket: String = queue[at..].chars().take_while(|c| *c != '"').collect();
    let agenda = text(send(&app.router, get("/helpdesk/agenda", &auditor)).await).await;
    assert!(agenda.contains(&ticket) && agenda.contains("जिनसे दिन बन्द नहीं हो रहा"));
    let filtered = text(send(&app.router, get("/helpdesk?cause=power", &auditor)).await).await;
    assert!(!filtered.contains(&ticket));
    // an auditor answers nothing; an officer does, and the secretary says whether it helped
    let answer = |cookie: &str| posted(&format!("{ticket}/answer"), "ticket_text=ok", cookie);
    let no = send(&app.router, answer(&auditor)).await;
    assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let operator = desk::Who::local(desk::Role::Operator);
    let role = desk::Role::Officer;
    app.desk().add_user(&operator, kernel::SocietyId(0), "adhikari", role, PASSWORD).expect("a login");
    let officer = login(&app.router, "adhikari").await;
    assert_eq!(send(&app.router, answer(&officer)).await.status(), StatusCode::SEE_OTHER);
    let forms = ["hand-on", "pause", "sort", "deadline", "group", "take-back"];
    for deed in forms {
        let form = send(&app.router, get(&format!("{ticket}/{deed}"), &officer)).await;
        assert_eq!(form.status(), StatusCode::OK, "{deed}");
    }
    let bad =
        send(&app.router, posted(&format!("{ticket}/deadline"), "deadline=31-02-2026&programme=x", &officer)).await;
    assert!(text(bad).await.contains("S5029"));
    let sachiv = login(&app.router, "sachiv").await;
    let confirmed = send(&app.router, posted(&format!("{ticket}/confirm"), "", &sachiv)).await;
    assert_eq!(confirmed.status(), StatusCode::SEE_OTHER);
    let page = text(send(&app.router, get(&ticket, &sachiv)).await).await;
    assert!(page.contains("chip ok"));
}

#[tokio::test]
async fn articles_problems_and_hours_are_written_from_pages() {
    let (app, _) = entered("sachiv").await;
    let operator = desk::Who::local(desk::Role::Operator);
    let role = desk::Role::Officer;
    app.desk().add_user(&operator, kernel::SocietyId(0), "adhikari", role, PASSWORD).expect("a login");
    let officer = login(&app.router, "adhikari").await;
    let deeds = [
        ("set-article", "title=Light&ticket_text=Wait&cause=power&title_en=&text_en="),
        ("set-problem", "title=Light&cause=power&ticket_text="),
        ("set-hours", "whose=bank&effect=day-end&hours=%E0%A5%A8%E0%A5%AA&from=01-04-2025&order=7&source="),
    ];
    for (deed, body) in deeds {
        let path = format!("/helpdesk/do/{deed}");
        assert_eq!(send(&app.router, get(&path, &officer)).await.status(), StatusCode::OK, "{deed}");
        let empty = send(&app.router, posted(&path, "", &officer)).await;
        assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
        let done = send(&app.router, posted(&path, body, &officer)).await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER, "{deed}: {}", text(done).await);
    }
    let hours = text(send(&app.router, get("/helpdesk/hours", &officer)).await).await;
    assert!(hours.contains(">24<"), "Devanagari digits are read");
    let found = text(send(&app.router, get("/helpdesk/knowledge?q=lait", &officer)).await).await;
    assert!(found.contains("Light"));
    let problem = text(send(&app.router, get("/helpdesk/problems", &officer)).await).await;
    let at = problem.find("/helpdesk/problems/").expect("a problem");
    let href: String = problem[at..].chars().take_while(|c| *c != '"').collect();
    let of = href.trim_start_matches("/helpdesk/problems/");
    let body = format!("of={}&ticket_text=ok&solves=yes", of.replace('/', "%2F"));
    let done = send(&app.router, posted("/helpdesk/do/answer-problem", &body, &officer)).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(text(send(&app.router, get(&href, &officer)).await).await.contains("ok"));
    let sachiv = login(&app.router, "sachiv").await;
    let no = send(&app.router, posted("/helpdesk/do/set-article", "title=a&ticket_text=b", &sachiv)).await;
    assert!(text(no).await.contains("S5001"));
}
