//! Pages as answers: status, language, escaping, guarding, weight.

use crate::sample::{self, CODE, LOANS, PASSWORD, WAITING};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt;

pub async fn send(app: &axum::Router, request: Request<Body>) -> Response<Body> {
    app.clone().oneshot(request).await.expect("infallible")
}

pub async fn text(answer: Response<Body>) -> String {
    String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.expect("body").to_vec()).expect("UTF-8")
}

pub fn get(path: &str, cookies: &str) -> Request<Body> {
    Request::get(path).header("cookie", cookies).body(Body::empty()).expect("request")
}

pub fn form(path: &str, body: &str) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    request
        .header("host", "pc.lan")
        .header("origin", "http://pc.lan")
        .body(Body::from(body.to_owned()))
        .expect("request")
}

/// An application on an installation of its own, which lives as long as the value.
pub struct App {
    pub router: axum::Router,
    folder: tempfile::TempDir,
}

impl App {
    /// The installation's desk, for what no page shows.
    pub fn desk(&self) -> std::sync::Arc<desk::Desk> {
        sample::desk(self.folder.path())
    }

    /// The installation's folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Opens the heads of the standard chart, as the first day does.
    pub fn open_heads(&self) {
        let desk = self.desk();
        let id = desk::society_id(CODE);
        let known = desk.read(|t| keep::deciding::head_codes(t, id)).expect("heads");
        let missing = books::chart::STANDARD.iter().filter(|h| !known.iter().any(|k| k == h.code));
        let heads = missing.filter_map(|h| books::chart::head(h.code, lipi::Lang::Hi)).collect();
        let (who, command) = (desk::Who::local(desk::Role::Secretary), kernel::CommandId(uuid::Uuid::now_v7()));
        desk.act(&who, id, command, &desk::act::Act::OpenHeads { heads }.into()).expect("opened");
    }
}

pub fn app() -> App {
    let folder = tempfile::tempdir().expect("a folder");
    App { router: web::router(sample::installation(folder.path())), folder }
}

/// The application and the cookie of a login.
pub async fn entered(login: &str) -> (App, String) {
    let app = app();
    let answer = send(&app.router, form("/login", &format!("login={login}&password={PASSWORD}&next=/s/x"))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[header::LOCATION], "/s/x");
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("ASCII").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let cookie = cookie.split(';').next().expect("value").to_owned();
    (app, cookie)
}

fn pages() -> Vec<String> {
    let paths = [
        "",
        "/migration",
        "/bylaws",
        "/voters",
        "/notices",
        "/notices?when=overdue",
        "/people",
        "/people/one/sachiv",
        "/do/admit",
        "/do/set-village",
        "/lender",
        "/lender/claims?funder=subvention",
        "/lender/reminders",
        "/lender/npa",
        "/lender/gold",
        "/lender/suits",
        "/lender/resting",
        "/lender/agents",
        "/lender/rules?norm=npa",
        "/lender/rules?norm=scales",
        "/lender/rules?norm=limit",
        "/lender/products",
        "/lender/products/new?kind=kcc-short",
        "/lender/products/new?kind=daily",
        "/lender/do/pledge",
        "/lender/do/name-loss",
        "/lender/do/correct-opening",
        "/lender/rules?norm=cash_reading",
        "/lender/do/set-agent",
        "/registers/2",
        "/findings",
        "/findings?p=2",
        "/findings?code=BAD_MOBILE",
        "/findings/1",
        "/findings/5",
        "/differences",
        "/trial-balance",
        "/heads/ST_LOAN",
        "/accounts/loan_st",
        "/accounts/rd",
        "/members",
        "/members?q=%E0%A4%A6%E0%A5%87%E0%A4%B5%E0%A5%80",
        "/members/8",
        "/source/0/1/9/1",
    ];
    let more = [format!("/s/{CODE}/registers/{LOANS}"), format!("/s/{WAITING}"), "/".into(), "/login".into()];
    paths.iter().map(|p| format!("/s/{CODE}{p}")).chain(more).collect()
}

#[tokio::test]
async fn every_page_answers_in_both_languages_within_its_weight() {
    let (app, seat) = entered("ankekshak").await;
    for path in pages() {
        for lang in ["hi", "en"] {
            let answer = send(&app.router, get(&path, &format!("{seat}; lang={lang}"))).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
            let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII").to_owned();
            assert!(!policy.contains("unsafe"), "{policy}");
            let body = text(answer).await;
            assert!(body.contains(&format!("<html lang=\"{lang}\">")), "{path}");
            assert!(!body.contains("<b>पंत"), "{path}: a name was not escaped");
            assert!(body.len() <= 60_000, "{path}: {} bytes", body.len());
        }
    }
}

#[tokio::test]
async fn nobody_sees_a_society_without_login_or_permission() {
    let (app, seat) = entered("pados").await;
    let answer = send(&app.router, get(&format!("/s/{CODE}/members?q=1"), "")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[header::LOCATION], format!("/login?next=%2Fs%2F{CODE}%2Fmembers%3Fq%3D1"));
    let answer = send(&app.router, get(&format!("/s/{CODE}/members/1"), &seat)).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(text(answer).await.contains("S5002"));
    assert_eq!(send(&app.router, get(&format!("/s/{WAITING}"), &seat)).await.status(), StatusCode::OK);
    assert_eq!(
        send(&app.router, get(&format!("/s/{CODE}"), "seat=0123456789abcdef")).await.status(),
        StatusCode::SEE_OTHER
    );
    let out = Request::post("/logout").header("cookie", &seat).body(Body::empty()).expect("request");
    assert_eq!(send(&app.router, out).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(send(&app.router, get(&format!("/s/{WAITING}"), &seat)).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn refusals_are_numbered_and_speak_both_languages() {
    let (app, seat) = entered("ankekshak").await;
    let cases = [
        ("/nowhere".to_owned(), StatusCode::NOT_FOUND, "S6001"),
        ("/s/NO".into(), StatusCode::NOT_FOUND, "S6002"),
        (format!("/s/{CODE}/source/0/1/999/1"), StatusCode::NOT_FOUND, "S6009"),
        (format!("/s/{CODE}/source/0/1/x/1"), StatusCode::NOT_FOUND, "S6001"),
        (format!("/s/{CODE}/source/9/1/9/1"), StatusCode::NOT_FOUND, "S6009"),
        (format!("/s/{CODE}/findings/99999"), StatusCode::NOT_FOUND, "S6001"),
        (format!("/s/{WAITING}/findings"), StatusCode::NOT_FOUND, "S6008"),
    ];
    for (path, status, number) in cases {
        let answer = send(&app.router, get(&path, &seat)).await;
        assert_eq!(answer.status(), status, "{path}");
        let body = text(answer).await;
        assert!(body.contains(number) && body.contains("lang=\"en\""), "{path}");
    }
}

#[tokio::test]
async fn trouble_of_the_machine_and_a_bug_are_pages_too() {
    struct Broken;
    impl web::SourceCells for Broken {
        fn window(
            &self,
            _: &keep::view::FileRow,
            _: kernel::Source,
            _: Option<u32>,
            _: u32,
        ) -> Result<web::CellWindow, kernel::Refusal> {
            panic!("a bug, on purpose")
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let app = web::router(sample::installation(folder.path()).with_cells(Broken));
    let answer = send(&app, form("/login", &format!("login=ankekshak&password={PASSWORD}"))).await;
    let seat =
        answer.headers()[header::SET_COOKIE].to_str().expect("ASCII").split(';').next().expect("value").to_owned();
    let answer = send(&app, get(&format!("/s/{CODE}/source/0/1/9/1"), &seat)).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(text(answer).await.contains("S6500"));
    let db = sql::Db::open(&format!("sqlite:{}", folder.path().join("sahakar.db").display())).expect("the store");
    db.outside("DROP TABLE difference").expect("damage");
    let answer = send(&app, get(&format!("/s/{CODE}/differences"), &seat)).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body = text(answer).await;
    assert!(body.contains("S6500") && !body.contains("no such table"), "the machine's words are for the operator");
}

#[tokio::test]
async fn a_missing_file_is_refused_in_words() {
    let (app, seat) = entered("ankekshak").await;
    std::fs::remove_dir_all(app.folder.path().join("files")).expect("the kept files");
    let body = text(send(&app.router, get(&format!("/s/{CODE}/findings/1"), &seat)).await).await;
    assert!(body.contains("S6003"), "a finding is shown without its cell");
    let answer = send(&app.router, get(&format!("/s/{CODE}/source/0/1/9/1"), &seat)).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_passwords_are_refused_and_then_must_wait() {
    let app = app();
    for i in 0..7 {
        let answer = send(&app.router, form("/login", "login=sachiv&password=x")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let number = if i < 5 { "S5012" } else { "S5013" };
        assert!(text(answer).await.contains(number), "try {i}");
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = app();
    let request = Request::post("/logout").header("host", "pc.lan").header("origin", "http://evil.example");
    let answer = send(&app.router, request.body(Body::empty()).expect("request")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(text(answer).await.contains("S6007"));
}

#[tokio::test]
async fn the_language_is_remembered_and_the_address_kept() {
    let (app, seat) = entered("ankekshak").await;
    let path = format!("/s/{CODE}/findings?code=BAD_MOBILE&lang=en");
    let answer = send(&app.router, get(&path, &seat)).await;
    assert!(answer.headers()[header::SET_COOKIE].to_str().expect("ASCII").starts_with("lang=en;"));
    let body = text(answer).await;
    assert!(body.contains(&format!("/s/{CODE}/findings?code=BAD_MOBILE&#38;lang=hi")), "switch back keeps the filter");
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_health_is_plain() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = web::router(web::Web::new(sample::desk(folder.path())));
    let body = text(send(&app, get("/", "")).await).await;
    for ending in [".css", ".js", ".svg"] {
        let at = body.find(ending).expect("asset");
        let from = body[..at].rfind("/a/").expect("address");
        let answer = send(&app, get(&body[from..at + ending.len()], "")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().expect("ASCII").contains("immutable"));
    }
    assert_eq!(send(&app, get("/a/app.css", "")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(text(send(&app, get("/health", "")).await).await, "ok\n");
}

#[tokio::test]
async fn only_the_part_is_sent_when_only_the_part_is_asked() {
    let (app, seat) = entered("ankekshak").await;
    let request = Request::get(format!("/s/{CODE}/findings/1")).header("cookie", &seat).header("x-part", "1");
    let body = text(send(&app.router, request.body(Body::empty()).expect("request")).await).await;
    assert!(!body.contains("<html") && body.contains("class=\"sheet\"") && body.contains("ohjsUnz"));
}

#[tokio::test]
async fn mobiles_are_masked() {
    let (app, seat) = entered("ankekshak").await;
    let body = text(send(&app.router, get(&format!("/s/{CODE}/members/8"), &seat)).await).await;
    assert!(body.contains("••••••5678") && !body.contains("9412345678"));
}

/// Every work of the list leads somewhere, in both languages; and what the rooms' own pages offer stands in the list.
#[tokio::test]
async fn every_work_of_the_list_answers_and_none_of_the_shop_is_left_out() {
    let (app, sachiv) = entered("sachiv").await;
    app.open_heads();
    let hrefs = |page: &str| -> Vec<String> {
        let main = page.split("<main").nth(1).expect("a main part").to_owned();
        let links = main.split("href=\"").skip(1).filter_map(|l| l.split('"').next());
        links.filter(|l| l.starts_with(&format!("/s/{CODE}/"))).map(str::to_owned).collect()
    };
    let works = hrefs(&text(send(&app.router, get(&format!("/s/{CODE}/works"), &sachiv)).await).await);
    assert!(works.len() > 100, "{} works", works.len());
    for path in &works {
        for lang in ["hi", "en"] {
            let answer = send(&app.router, get(path, &format!("{sachiv}; lang={lang}"))).await;
            let status = answer.status();
            // the workbench says under a number that it was not begun in this society
            let not_begun = path.contains("/bench/") && text(answer).await.contains("S31");
            assert!(status == StatusCode::OK || not_begun, "{path}: {status}");
        }
    }
    let shop = hrefs(&text(send(&app.router, get(&format!("/s/{CODE}/trade"), &sachiv)).await).await);
    let deeds = shop.iter().filter(|l| l.contains("/trade/do/"));
    // what a shop begins with is set up once and stands on its own page only
    let once = ["open-activity", "change-activity", "set-item", "set-godown", "set-entitlement"];
    let missing: Vec<_> = deeds.filter(|l| !works.contains(l) && !once.iter().any(|o| l.ends_with(o))).collect();
    assert!(missing.is_empty(), "not among the works: {missing:?}");
}

#[tokio::test]
async fn a_box_that_cannot_be_read_is_named_in_the_language_of_the_page() {
    let (app, sachiv) = entered("sachiv").await;
    let path = format!("/s/{CODE}/journal");
    let ask = |lang: &str| {
        let mut request = form(&path, "narration=x&head.0=zzz&debit_sum.0=1");
        let cookies = format!("{sachiv}; lang={lang}");
        request.headers_mut().insert("cookie", cookies.parse().expect("ASCII"));
        send(&app.router, request)
    };
    assert!(text(ask("en").await).await.contains("Head (line 1)"));
    assert!(text(ask("hi").await).await.contains("मद (पंक्ति 1)"));
}

#[tokio::test]
async fn a_member_whose_village_nobody_said_keeps_it_unsaid() {
    let (app, sachiv) = entered("sachiv").await;
    let begin = crate::people::posted(&format!("/s/{CODE}/day/begin"), "id=&date=20-11-2025", &sachiv);
    assert_eq!(send(&app.router, begin).await.status(), StatusCode::SEE_OTHER);
    let member =
        || app.desk().read(|t| keep::deciding::find_member(t, desk::society_id(CODE), "7")).expect("read").view;
    assert_eq!(member().person.village.to_string(), "");
    let page = text(send(&app.router, get(&format!("/s/{CODE}/do/change-member?a=7"), &sachiv)).await).await;
    let unsaid = lipi::messages::say(lipi::Lang::Hi, "society-village-unsaid", &[]);
    assert!(page.contains(&format!("<option value=\"\" selected>{unsaid}")), "{page}");
    // his occupation is written, and nothing is said of his village
    let body = format!(
        "id=&a=7&name={}&father=x&village=&occupation=farmer&reason=asked&although=asked",
        crate::shop::typed(&member().person.name)
    );
    let done = send(&app.router, crate::people::posted(&format!("/s/{CODE}/do/change-member"), &body, &sachiv)).await;
    let status = done.status();
    assert_eq!(status, StatusCode::SEE_OTHER, "{}", text(done).await);
    assert_eq!((member().person.occupation, member().person.village.to_string()), ("farmer".into(), String::new()));
}
