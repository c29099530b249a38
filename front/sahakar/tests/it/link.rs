//! Two programs on two data folders: a society's desk and the seat above, over HTTP and by a file carried by hand.

use crate::served::{Served, code, runs, sync};
use crate::support::{books, migrate, pack, said};

#[test]
fn a_society_joins_sends_and_is_the_same_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
    assert!(migrate(&pack(dir.path()), &desk).output().expect("runs").status.code() < Some(2));
    let here = books(&desk).expect("a society");
    let society = {
        let desk = desk::Desk::open(&desk, "", std::sync::Arc::new(kernel::SystemClock)).expect("opens");
        desk.read(keep::view::societies).expect("read")[0].code.clone()
    };
    let alone = sync(&desk, &["now"]).output().expect("runs");
    assert!(said(&alone).contains("S5108"), "{}", said(&alone));
    let served = Served::of(&seat);
    let wrong = sync(&desk, &["join", &served.url(), "--code", "AAAA-BBBB-CCCC"]).output().expect("runs");
    assert!(said(&wrong).contains("S5103"), "{}", said(&wrong));
    runs(sync(&desk, &["join", &served.url(), "--code", &code(&seat, &society)]));
    let told = runs(sync(&desk, &["now"]));
    assert!(told.contains(&format!(": {}", here.entries)), "{told}");
    drop(served);
    // what had come when the seat was struck down is drawn when it is opened for the next question
    let away = sync(&desk, &["now"]).output().expect("runs");
    assert!(said(&away).contains("S5104"), "{}", said(&away));
    let (out, back) = (dir.path().join("out.sahakar"), dir.path().join("back.sahakar"));
    let (out, back) = (out.to_str().expect("text"), back.to_str().expect("text"));
    runs(sync(&desk, &["export", out]));
    runs(sync(&seat, &["import", out, "--answer", back]));
    runs(sync(&desk, &["import", back]));
    assert_eq!(books(&seat).expect("it arrived"), here);
}
