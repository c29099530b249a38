//! The pages of the State's rates: ordered at the seat, seen in the society beside what holds there, applied with one press, counted.

use crate::pages::{get, send, text};
use crate::people::posted;
use crate::permission::{officer, plain, seat};
use desk::{Role, society_id};
use places::{Office, Scope};

const RULES: &str = "/s/HAWAL-1/lender/rules";

/// The value of the hidden field `apply`.
fn pressed(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("name=\"apply\" value=\"")?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn an_order_is_applied_with_one_press_and_counted_at_the_seat() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let registrar = officer(&seat, "registrar", Office::Registrar, &Scope::State);
    let ar = officer(&seat, "ar", Office::Ar, &Scope::District(45));
    let own = plain(&seat, "own", Role::Secretary, society_id("HAWAL-1"));
    let app = web::router(web::Web::new(seat.clone()));
    let page = async |path: &str, cookie: &str| text(send(&app, get(path, cookie)).await).await;
    let body = "norm=subvention&contract_rate=6.5&subvention_rate=1.5&prompt_rate=3&cap=300000&allied_cap=200000&from=01-04-2027&order=31%2F2027&source=p.2";
    let may_not = |page: &str| ["S5001", "S5002"].iter().any(|n| page.contains(n));
    let no = text(send(&app, posted("/state/rates/new", body, &ar)).await).await;
    assert!(may_not(&no), "{no}");
    assert!(!page("/state/rates", &ar).await.contains("/state/rates/new"), "who may not order is offered no form");
    assert!(!page(RULES, &own).await.contains("31/2027"));
    let form = page("/state/rates/new?norm=subvention", &registrar).await;
    assert!(
        ["contract_rate", "prompt_rate", "last_drawal", "order"]
            .iter()
            .all(|f| form.contains(&format!("name=\"{f}\"")))
    );
    let done = send(&app, posted("/state/rates/new", body, &registrar)).await;
    assert_eq!(done.headers()["location"], "/state/rates");
    let again = text(send(&app, posted("/state/rates/new", body, &registrar)).await).await;
    assert!(again.contains("S3215") && again.contains("6.5"), "refused, with what was typed");
    let list = page("/state/rates", &registrar).await;
    assert!(list.contains("31/2027") && list.contains("0 / 4") && list.contains("6.50 / 1.50 / 3.00"), "{list}");
    // in the society: what the State says beside what holds here, and one press
    let rules = page(RULES, &own).await;
    let entry = pressed(&rules).expect("one press");
    assert!(rules.contains("6.50 / 1.50 / 3.00") && rules.contains("31/2027"), "{rules}");
    assert!(page("/s/HAWAL-1", &own).await.contains("/lender/rules"), "it waits on the first page");
    assert!(pressed(&page(RULES, &ar).await).is_none(), "an officer looks on");
    let body = format!("apply={entry}");
    let no = text(send(&app, posted(RULES, &body, &ar)).await).await;
    assert!(may_not(&no), "{no}");
    let done = send(&app, posted(RULES, &body, &own)).await;
    assert_eq!(done.headers()["location"], RULES);
    let rules = page(RULES, &own).await;
    assert!(pressed(&rules).is_none() && rules.contains("31/2027"), "{rules}");
    let again = text(send(&app, posted(RULES, &body, &own)).await).await;
    assert!(again.contains("S3216"));
    seat.count_evidence().expect("counted");
    assert!(page("/state/rates", &registrar).await.contains("1 / 4"));
    // taken back with a reason: asked for there too
    let back = send(&app, posted("/state/rates", &format!("entry={entry}&reason=misprint"), &registrar)).await;
    assert_eq!(back.headers()["location"], "/state/rates");
    let rules = page(RULES, &own).await;
    assert!(rules.contains("misprint") && pressed(&rules) == Some(entry), "{rules}");
}
