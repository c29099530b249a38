//! The page of all shelves: what came and cannot be read, for whoever watches over the society, and for nobody else.

use crate::pages::{get, send, text};
use crate::permission::{SOCIETIES, asks_late, command, officer, plain, seat};
use crate::sample::NOW;
use axum::http::StatusCode;
use desk::state::StateAct;
use desk::{Desk, Role, Who, society_id};
use kernel::FixedClock;
use places::decide::Taken;
use places::{Listed, Office, Scope, Sector};
use std::sync::Arc;

const CODE: &str = "KAPKO-9";

#[tokio::test]
async fn what_waits_is_seen_with_its_society_reason_age_and_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let (above, below) = (folder.path().join("seat"), folder.path().join("desk"));
    let (seat, operator) = (seat(&above), Who::local(Role::Operator));
    let listed = |code: &str, district, block| Listed {
        code: code.into(),
        name: format!("society {code}"),
        sector: Sector::Mpacs,
        district,
        block,
        bank: "ALM".into(),
        area: vec![],
    };
    let rows = SOCIETIES.iter().map(|s| listed(s.0, s.1, s.2)).chain([listed(CODE, 46, 365)]).collect();
    let act = StateAct::Societies { rows, taken: Taken::default() };
    seat.keep_state(&operator, command(), &act).expect("a list");
    let desk = Desk::open(&below, "", Arc::new(FixedClock(NOW))).expect("an installation");
    desk.found(&operator, CODE, "society of its own", command()).expect("founded");
    asks_late(&desk, CODE);
    let given = seat.let_in(&operator, CODE).expect("a code");
    let carry = &mut |p: &[u8]| seat.receive(p);
    let to = desk.join(&operator, society_id(CODE), "http://seat.invalid", &given.code, carry).expect("joined");
    desk.exchange(&to, &mut |p| seat.receive(p)).expect("sent");
    let (here, there) = (
        officer(&seat, "adco", Office::Adco, &Scope::District(46)),
        officer(&seat, "cdo", Office::Cdo, &Scope::District(52)),
    );
    let own = plain(&seat, "own", Role::Secretary, society_id("HAWAL-1"));
    let app = web::router(web::Web::new(seat.clone()));
    let page = async |cookie: &str| text(send(&app, get("/state/shelf", cookie)).await).await;
    assert!(page(&here).await.contains("कुछ नहीं रुका"), "nothing waits");
    // entries of tomorrow's program: kept as they came, and not read by this one
    let store = sql::Db::open(&format!("sqlite:{}", above.join("sahakar.db").display())).expect("opens");
    let spoil = |text: &str| store.tx::<_, sql::Error>(|t| t.script(text)).expect("written");
    let last = format!("society_id = {} AND desk_id = 1 AND seq >= 2", society_id(CODE).0);
    spoil(&format!("UPDATE register_entry SET kind = 'tomorrow.<b>' || kind WHERE {last}"));
    seat.draw_received().expect("drawn");
    let seen = page(&here).await;
    assert!(seen.contains(&format!("society {CODE}")) && seen.contains(&format!("/s/{CODE}/exchange")), "{seen}");
    assert!(seen.contains("tomorrow.&#60;b&#62;") && !seen.contains("tomorrow.<b>"), "escaped: {seen}");
    assert!(
        seen.contains(env!("CARGO_PKG_VERSION")) && seen.contains("0 दिन") && !seen.contains("पुराना प्रोग्राम"),
        "{seen}"
    );
    assert!(seen.contains("/state/shelf"), "in the rail");
    // what another program had tried is said, until this one has
    spoil("UPDATE shelf SET tried = '0.0.1'");
    assert!(page(&here).await.contains("पुराना प्रोग्राम"));
    // the log of that desk goes on in two ways
    assert!(page(&here).await.contains("कोई बही दो तरह से आगे नहीं बढ़ी"));
    let (society, branch) = (society_id(CODE).0, "ab".repeat(32));
    spoil(&format!(
        "INSERT INTO fork (society_id, desk_id, branch, of_branch, at_seq, size, seen_at) VALUES ({society}, 1, X'{branch}', X'', 2, 5, {})",
        NOW.0 - 3 * 24 * 3_600_000
    ));
    let seen = page(&here).await;
    let forks = seen.split("id=\"forks\"").nth(1).expect("a table of forks");
    assert!(forks.contains(&format!("society {CODE}")) && forks.contains("3 दिन"), "{forks}");
    assert!(!page(&there).await.contains(CODE), "another district's");
    assert_eq!(send(&app, get("/state/shelf", &own)).await.status(), StatusCode::FORBIDDEN);
}
