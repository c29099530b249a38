use crate::sample::*;
use desk::{Desk, LOCKED_FOR, MOST_FAILURES, Role};
use kernel::SocietyId;
use std::sync::atomic::Ordering;

const ALL: SocietyId = SocietyId(0);
const SECRET: &str = "पहाड़-नदी-42";

#[test]
fn one_logs_in_is_known_and_logs_out() {
    both(|desk| {
        desk.add_user(&operator(), ALL, "geeta", Role::Secretary, SECRET).unwrap();
        let session = desk.login("geeta", SECRET).unwrap();
        assert_eq!(session.token.len(), 64);
        let who = desk.who(&session.token).unwrap().unwrap();
        assert_eq!((&who.name[..], who.role), ("geeta", Role::Secretary));
        assert_eq!(desk.who("00").unwrap(), None);
        assert_eq!(desk.who(&"0".repeat(64)).unwrap(), None);
        desk.logout(&session.token).unwrap();
        assert_eq!(desk.who(&session.token).unwrap(), None);
        assert_eq!(number(desk.login("geeta", "wrong password")), 5012);
        assert_eq!(number(desk.login("nobody", SECRET)), 5012);
    });
}

#[test]
fn a_session_ends_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let clock = clock();
    let desk = Desk::open(dir.path(), "", clock.clone()).unwrap();
    desk.add_user(&operator(), ALL, "geeta", Role::Auditor, SECRET).unwrap();
    let session = desk.login("geeta", SECRET).unwrap();
    clock.0.store(session.until.0 - 1, Ordering::Relaxed);
    assert!(desk.who(&session.token).unwrap().is_some());
    clock.0.store(session.until.0, Ordering::Relaxed);
    assert!(desk.who(&session.token).unwrap().is_none());
}

#[test]
fn wrong_guesses_lock_the_name_for_a_while() {
    let dir = tempfile::tempdir().unwrap();
    let clock = clock();
    let desk = Desk::open(dir.path(), "", clock.clone()).unwrap();
    desk.add_user(&operator(), ALL, "geeta", Role::Auditor, SECRET).unwrap();
    for _ in 0..MOST_FAILURES {
        assert_eq!(number(desk.login("geeta", "wrong password")), 5012);
    }
    assert_eq!(number(desk.login("geeta", SECRET)), 5013);
    clock.0.fetch_add(LOCKED_FOR, Ordering::Relaxed);
    desk.login("geeta", SECRET).unwrap();
}

#[test]
fn passwords_and_tokens_are_not_in_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    desk.add_user(&operator(), ALL, "geeta", Role::Secretary, SECRET).unwrap();
    let session = desk.login("geeta", SECRET).unwrap();
    drop(desk);
    let mut all = Vec::new();
    for name in ["sahakar.db", "sahakar.db-wal"] {
        all.extend(std::fs::read(dir.path().join(name)).unwrap_or_default());
    }
    let has = |needle: &[u8]| all.windows(needle.len()).any(|w| w == needle);
    let token = kernel::Digest::from_hex(&session.token).unwrap();
    assert!(has(b"geeta") && has(b"$argon2id$"));
    assert!(!has(SECRET.as_bytes()) && !has(&token.0) && !has(session.token.as_bytes()));
}

#[test]
fn names_and_passwords_have_rules() {
    both(|desk| {
        assert_eq!(number(desk.add_user(&operator(), ALL, "a", Role::Auditor, "short")), 5010);
        assert_eq!(number(desk.add_user(&operator(), ALL, "a", Role::Auditor, &"x".repeat(201))), 5010);
        assert_eq!(number(desk.add_user(&operator(), ALL, " ", Role::Auditor, SECRET)), 5011);
        desk.add_user(&operator(), ALL, "a", Role::Auditor, SECRET).unwrap();
        assert_eq!(number(desk.add_user(&operator(), SocietyId(3), "a", Role::Auditor, SECRET)), 5011);
        assert_eq!(number(desk.add_user(&secretary(), ALL, "b", Role::Auditor, SECRET)), 5001);
        assert_eq!(desk.users().unwrap(), [(ALL, "a".to_owned(), "auditor".to_owned())]);
    });
}
