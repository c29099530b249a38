//! A backup is taken from a page; its password opens it elsewhere (that the work goes on from it is shown in the rooms of desk and program).

use crate::pages::{entered, form, get, send, text};
use crate::people::posted;
use crate::sample::{CODE, PASSWORD};
use axum::body::to_bytes;
use axum::http::{StatusCode, header};
use desk::{Role, Who};
use kernel::{SocietyId, SystemClock};
use std::sync::Arc;

#[tokio::test]
async fn a_backup_is_saved_from_a_page() {
    let (app, sachiv) = entered("sachiv").await;
    let (home, page) = (format!("/s/{CODE}"), format!("/s/{CODE}/backup"));
    assert!(!text(send(&app.router, get(&home, &sachiv)).await).await.contains(&page), "nothing is lost yet");
    let begun = send(&app.router, posted(&format!("/s/{CODE}/day/begin"), "date=02-04-2025", &sachiv)).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    assert!(text(send(&app.router, get(&home, &sachiv)).await).await.contains(&page), "said on the first page");
    // two societies keep their books on this computer: neither carries away the other's
    let refused = send(&app.router, posted(&page, "new=pahad+nadi+17&again=pahad+nadi+17", &sachiv)).await;
    assert!(text(refused).await.contains("S5059"));
    let local = Who::local(Role::Operator);
    app.desk().add_user(&local, SocietyId(0), "sanchalak", Role::Operator, PASSWORD).expect("a login");
    let login = send(&app.router, form("/login", &format!("login=sanchalak&password={PASSWORD}&next=/"))).await;
    let set = login.headers()[header::SET_COOKIE].to_str().expect("ASCII");
    let sachiv = set.split(';').next().expect("a cookie").to_owned();
    for (body, number) in [("new=pahad+nadi+17&again=pahad+nadi+18", "S5054"), ("new=kam&again=kam", "S5010")] {
        let refused = send(&app.router, posted(&page, body, &sachiv)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = text(refused).await;
        assert!(page.contains(number), "{number}: {page}");
    }
    let made = send(&app.router, posted(&page, "new=pahad+nadi+17&again=pahad+nadi+17", &sachiv)).await;
    assert_eq!(made.status(), StatusCode::OK);
    assert!(made.headers()[header::CONTENT_DISPOSITION].to_str().expect("ASCII").contains(".backup"));
    let bytes = to_bytes(made.into_body(), 64 << 20).await.expect("a file");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (file, data) = (elsewhere.path().join("pen.backup"), elsewhere.path().join("data"));
    std::fs::write(&file, &bytes).expect("kept");
    let restored = |password: &str| match desk::Desk::restore(&file, &data, "", password, Arc::new(SystemClock)) {
        Ok(_) => 0,
        Err(desk::Trouble::Refusal(no)) => no.number,
        Err(e) => panic!("{e}"),
    };
    assert_eq!(restored("another password"), 5041);
    // it opens and is read to its end; the society that waits was invented beside the desk, and that is noticed
    assert_eq!(restored("pahad nadi 17"), 5044);
    assert!(!text(send(&app.router, get(&home, &sachiv)).await).await.contains(&page), "taken a moment ago");
    let log = text(send(&app.router, get(&format!("/s/{CODE}/audit-log"), &sachiv)).await).await;
    assert!(log.contains("प्रतिलिपि बाहर ली गई"), "and noted");
}
