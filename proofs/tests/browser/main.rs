//! Pages in a real browser. One test, one browser: pages share nothing but the process.

mod cutover;
mod day;
mod ending;
mod gates;
mod hand;
mod journeys;
mod ledgers;
mod long;
mod milan;
mod paper;
mod room;
#[path = "../../../front/web/tests/it/sample.rs"]
mod sample;
mod served;
mod trial;
mod two;
mod walk;

use proofs::browser::Browser;

/// One browser at a time: they share a profile's folder and the two processors.
static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// A browser. Without one this says so and the test passes, unless `SAHAKAR_REQUIRE` names `chromium`.
fn browser(test: &str) -> Option<Browser> {
    match Browser::start() {
        Ok(browser) => Some(browser),
        Err(why) => {
            assert!(!proofs::required("chromium"), "a browser is required: {why}");
            println!("SKIPPED {test}: {why}");
            None
        }
    }
}

#[test]
fn a_full_day_by_keyboard() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("a_full_day_by_keyboard") else { return };
    let mut wrong = Vec::new();
    day::played(&mut browser, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_review_room() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("the_review_room") else { return };
    let mut wrong = Vec::new();
    room::played(&mut browser, walk::axe().as_deref(), &mut wrong);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_page_from_paper_by_two_hands() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("a_page_from_paper_by_two_hands") else { return };
    let mut wrong = Vec::new();
    paper::played(&mut browser, walk::axe().as_deref(), &mut wrong);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn gl_milan_by_what_the_screens_suggest() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("gl_milan_by_what_the_screens_suggest") else { return };
    let mut wrong = Vec::new();
    milan::played(&mut browser, walk::axe().as_deref(), &mut wrong);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn from_paper_to_the_end_of_paper() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("from_paper_to_the_end_of_paper") else { return };
    let mut wrong = Vec::new();
    cutover::played(&mut browser, walk::axe().as_deref(), &mut wrong);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Prints how a sheet of 20,000 rows opens, scrolls and what it holds; figures of a machine, so nobody is made to wait for them.
#[test]
#[ignore = "a measurement: run alone, on a quiet machine"]
fn a_sheet_of_twenty_thousand_rows() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("a_sheet_of_twenty_thousand_rows") else { return };
    long::measured(&mut browser).unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn pages_in_a_browser() {
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(mut browser) = browser("pages_in_a_browser") else { return };
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let full = served::start(sample::installation(one.path()));
    let empty = served::start(web::Web::new(sample::desk(two.path())));
    let mut wrong = Vec::new();
    walk::all(&mut browser, &full, &mut wrong);
    walk::empty(&mut browser, &empty, &mut wrong);
    journeys::all(&mut browser, &full, &mut wrong);
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
