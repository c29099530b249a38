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

#[test]
fn a_society_without_any_line_joins_and_sends_by_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
    let here = crate::served::played(&desk);
    let path = |name: &str| dir.path().join(name).to_str().expect("text").to_owned();
    let code = code(&seat, "YEAR-1");
    let refused = |words: &[&str], number: &str| {
        let output = sync(&desk, words).output().expect("runs");
        assert!(!output.status.success() && said(&output).contains(number), "{}", said(&output));
    };
    refused(&["export", &path("early")], "S5108");
    refused(&["export", &path("early"), "--code", &code, "--most", "0"], "S3275");
    let told = runs(sync(&desk, &["export", &path("letter"), "--code", &code]));
    assert!(told.contains(&format!(": {}", here.entries)), "{told}");
    runs(sync(&seat, &["import", &path("letter")]));
    assert_eq!(books(&seat).expect("it arrived"), here);
    let told = runs(sync(&desk, &["import", &path("letter.answer")]));
    assert!(told.contains("sahakar-seat/"), "joined: {told}");
    // there is no address: a line is not tried, and the next file needs no code
    refused(&["now"], "S3273");
    let told = runs(sync(&desk, &["export", &path("next")]));
    assert!(told.contains(": 0;"), "everything has been acknowledged: {told}");
    // somebody else's answer joins nothing
    let (other, another) = (dir.path().join("other"), dir.path().join("another"));
    crate::served::played(&other);
    runs(sync(&other, &["export", &path("o"), "--code", &crate::served::code(&another, "YEAR-1")]));
    let output = sync(&other, &["import", &path("letter.answer")]).output().expect("runs");
    assert!(said(&output).contains("S3274"), "{}", said(&output));
}
