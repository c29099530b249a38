//! Pages in a real browser. One test, one browser: pages share nothing but the process.

mod journeys;
#[path = "../../../front/web/tests/it/sample.rs"]
mod sample;
mod served;
mod walk;

use proofs::browser::Browser;

/// Without a browser this says so and passes, unless `SAHAKAR_REQUIRE` names `chromium`.
#[test]
fn pages_in_a_browser() {
    let mut browser = match Browser::start() {
        Ok(browser) => browser,
        Err(why) => {
            assert!(!proofs::required("chromium"), "a browser is required: {why}");
            println!("SKIPPED pages_in_a_browser: {why}");
            return;
        }
    };
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let full = served::start(sample::installation(one.path()));
    let empty = served::start(web::Web::new(sample::desk(two.path())));
    let mut wrong = Vec::new();
    walk::all(&mut browser, &full, &mut wrong);
    walk::empty(&mut browser, &empty, &mut wrong);
    journeys::all(&mut browser, &full, &mut wrong);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
