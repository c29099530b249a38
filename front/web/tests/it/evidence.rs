//! What stands behind a figure, on one click: the entry, its hash as anybody computes it, and the checkpoint that covers it.

use crate::pages::{entered, get, send, text};
use crate::sample::CODE;
use axum::http::StatusCode;
use kernel::DeskId;
use std::collections::BTreeSet;
use sync::LogId;

/// Addresses of entries a page leads to.
fn entries(page: &str) -> BTreeSet<String> {
    let links = page.split("href=\"").skip(1).filter_map(|l| l.split('"').next());
    links.filter(|l| l.contains("/entry/")).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_rung_and_every_difference_leads_to_the_entry_it_stands_on() {
    let (app, sachiv) = entered("sachiv").await;
    let page = async |path: &str| {
        let answer = send(&app.router, get(path, &sachiv)).await;
        (answer.status(), text(answer).await)
    };
    let (_, ladder) = page(&format!("/s/{CODE}/ladder")).await;
    let (_, differences) = page(&format!("/s/{CODE}/differences")).await;
    let (behind, stated) = (entries(&ladder), entries(&differences));
    assert!(!behind.is_empty() && !stated.is_empty(), "no entry behind the ladder or the differences");
    let (id, desk) = (desk::society_id(CODE), app.desk());
    for path in behind.iter().chain(&stated) {
        let (status, said) = page(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let place: Vec<i64> = path.rsplit('/').take(2).map(|n| n.parse().expect("a number")).collect();
        let log = LogId { society: id, desk: DeskId(place[1]) };
        // hash and root as anybody computes them, who has the entries and no program of ours
        let all = desk.read(|t| keep::exchange::entries_from(t, log, 0, 10_000)).expect("entries");
        let leaves: Vec<_> = all.iter().map(|e| register::leaf_hash(&e.borrow().exact())).collect();
        assert!(said.contains(&leaves[usize::try_from(place[0]).expect("a place")].hex()), "{path}: another hash");
        let at = desk.read(|t| keep::open_log(t, id, log.desk)).expect("a log").expect("a log");
        let covered = usize::try_from(at.checkpoint_size).expect("a size");
        assert!(said.contains(&register::root_of(&leaves[..covered]).hex()), "{path}: another root");
        assert!(said.contains("chip ok"), "{path} is not proved");
    }
    // the difference itself, with the very cell it was read from
    let (_, said) = page(stated.first().expect("one")).await;
    assert!(said.contains("₹ ") && said.contains(&format!("/s/{CODE}/heads/")), "{said}");
    let (_, english) = page(&format!("{}?lang=en", stated.first().expect("one"))).await;
    assert!(english.contains("Head compared with its register"), "{english}");
    for nowhere in ["1/99999", "7/0", "x/0", "1/-1"] {
        assert_eq!(page(&format!("/s/{CODE}/entry/{nowhere}")).await.0, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn an_entry_that_was_altered_does_not_fit_its_checkpoint() {
    let (app, sachiv) = entered("sachiv").await;
    let path = format!("/s/{CODE}/entry/1/3");
    let whole = text(send(&app.router, get(&path, &sachiv)).await).await;
    assert!(whole.contains("chip ok"), "{whole}");
    let store = rusqlite::Connection::open(app.folder().join("sahakar.db")).expect("the store");
    let changed = store.execute("UPDATE register_entry SET by = 'another' WHERE desk_id = 1 AND seq = 3", []);
    assert!(changed.expect("altered") > 0);
    let altered = text(send(&app.router, get(&path, &sachiv)).await).await;
    assert!(altered.contains("chip bad") && !altered.contains("chip ok"), "{altered}");
    // others stand under the same checkpoint and still lead to it: their path goes over the hash that was written then
    let other = text(send(&app.router, get(&format!("/s/{CODE}/entry/1/4"), &sachiv)).await).await;
    assert!(other.contains("chip ok"), "{other}");
}
