//! Every kind of page over a large society, and every work of the list of works: bytes before compression, and how long the answer takes.
//!
//! An invented society (default 5000 members, `SAHAKAR_BENCH_MEMBERS`) with every defect, its old books a workbook in Kruti
//! Dev, is migrated as the command does it; then each page is asked for through the router, with sessions, guards and
//! the store on disk. The floor is `/health`, which does nothing, asked for in the same run.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use desk::{Desk, FileBytes, MigrationBatch, Role, Who};
use examples::{DefectPlan, Shape, Size};
use keep::Event;
use kernel::{CommandId, SocietyId, SystemClock};
use migration::opening;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;
use web::Web;

const PASSWORD: &str = "a long password 1";
const ROUNDS: usize = 30;
/// No page should be heavier, bytes.
const MOST: usize = 60_000;

fn main() {
    let members = std::env::var("SAHAKAR_BENCH_MEMBERS").ok().and_then(|s| s.parse().ok()).unwrap_or(5_000);
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, code) = migrated(dir.path(), members);
    desk.add_user(&Who::local(Role::Operator), SocietyId(0), "secretary", Role::Secretary, PASSWORD).expect("a user");
    let runtime = tokio::runtime::Runtime::new().expect("starts");
    let router = web::router(Web::new(Arc::new(desk)));
    runtime.block_on(async {
        let cookie = login(&router).await;
        println!("{members} members; page, bytes, median ms, slowest ms");
        ask(&router, "", "/health").await;
        let (_, floor) = measure(&router, "", "/health").await;
        println!("{:<40} {:>8} {:>8.2} {:>8.2}", "/health (floor)", "", ms(floor.0), ms(floor.1));
        let society = format!("/s/{code}");
        let member = link(&text(&router, &cookie, &format!("{society}/members")).await, &format!("{society}/members/"));
        let cell = link(&text(&router, &cookie, &member).await, &format!("{society}/source/"));
        let works = text(&router, &cookie, &format!("{society}/works")).await;
        let works = works.split("<main").nth(1).expect("a main part").split("href=\"").skip(1);
        let works = works.filter_map(|l| l.split('"').next()).filter(|l| l.starts_with(&society));
        let mut pages: Vec<String> = PAGES.iter().map(|page| format!("{society}{page}")).collect();
        pages.extend([member, cell].into_iter().chain(works.map(str::to_owned)));
        pages.sort();
        pages.dedup();
        let mut heavy = Vec::new();
        for path in pages {
            let page = &path[society.len()..];
            let (bytes, (median, slowest)) = measure(&router, &cookie, &path).await;
            println!("{page:<40} {bytes:>8} {:>8.2} {:>8.2}", ms(median), ms(slowest));
            if bytes > MOST {
                heavy.push(page.to_owned());
            }
        }
        println!("heavier than {MOST} bytes: {heavy:?}");
    });
}

const PAGES: [&str; 11] = [
    "",
    "/migration",
    "/findings",
    "/findings?p=2",
    "/findings?code=DUPLICATE_MEMBER",
    "/findings/5",
    "/differences",
    "/trial-balance",
    "/accounts/loan_st",
    "/members",
    "/members?q=%E0%A4%A6%E0%A5%87%E0%A4%B5%E0%A5%80",
];

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

fn migrated(dir: &Path, members: usize) -> (Desk, String) {
    let pack = dir.join("pack");
    let society = examples::society(31, Size::Custom(members), DefectPlan::All);
    examples::write(&society, Shape::XlsxKruti, &pack).expect("old books");
    let folder = readers::read_folder(&pack, &mut |_| {}).expect("readable");
    let cutoff = "2025-03-31".parse().expect("a day");
    let migrated = migration::migrate(&folder, cutoff, &Default::default(), Default::default());
    println!("{} findings", migrated.findings.len());
    let code = opening::society_code(&migrated, "BENCH");
    let events = opening::plan(&folder, migrated, &code, "bench", &[]).into_iter().map(Event::from).collect();
    let files = folder.files.iter().map(|f| FileBytes::Path(pack.join(&f.path))).collect();
    let batch = MigrationBatch { events, files };
    let desk = Desk::open(&dir.join("data"), "", Arc::new(SystemClock)).expect("opens");
    let command = CommandId(uuid::Uuid::from_u128(1));
    let society = desk.import(&Who::local(Role::Operator), &code, &batch, command).expect("taken in").society;
    // a day is open, its cash counted, so that the counter can be looked at
    let cash = books::day::fewest(desk.read(|t| keep::deciding::day_state(t, society)).expect("read").book_cash);
    let begin = desk::act::Act::BeginDay { date: desk.today(), cash };
    let command = CommandId(uuid::Uuid::from_u128(2));
    desk.act(&Who::local(Role::Secretary), society, command, &begin.into()).expect("a day");
    (desk, code)
}

async fn login(router: &axum::Router) -> String {
    let form = Request::post("/login")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "pc.lan")
        .header("origin", "http://pc.lan")
        .body(Body::from(format!("login=secretary&password={}&next=/", PASSWORD.replace(' ', "+"))))
        .expect("a request");
    let answer = router.clone().oneshot(form).await.expect("infallible");
    let cookie = answer.headers()["set-cookie"].to_str().expect("ASCII");
    cookie.split(';').next().expect("a value").to_owned()
}

/// The first link of a page that begins so.
fn link(page: &str, begin: &str) -> String {
    let at = page.find(&format!("href=\"{begin}")).expect("the page has such a link") + 6;
    page[at..].split('"').next().expect("a link ends").to_owned()
}

async fn text(router: &axum::Router, cookie: &str, path: &str) -> String {
    let request = Request::get(path).header("cookie", cookie).body(Body::empty()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("infallible");
    String::from_utf8(to_bytes(answer.into_body(), 10 << 20).await.expect("a body").to_vec()).expect("UTF-8")
}

async fn ask(router: &axum::Router, cookie: &str, path: &str) -> usize {
    let request = Request::get(path).header("cookie", cookie).body(Body::empty()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("infallible");
    let right = answer.status().is_success() || answer.status().is_redirection();
    assert!(right, "{path}: {}", answer.status());
    to_bytes(answer.into_body(), 10 << 20).await.expect("a body").len()
}

async fn measure(router: &axum::Router, cookie: &str, path: &str) -> (usize, (Duration, Duration)) {
    let bytes = ask(router, cookie, path).await;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        ask(router, cookie, path).await;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    (bytes, (times[ROUNDS / 2], times[ROUNDS - 1]))
}
