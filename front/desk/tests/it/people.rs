use crate::sample::*;
use desk::act::Act;
use desk::{Change, Desk, FOREVER, LOCKED_FOR, MOST_FAILURES, Must, Role, Trouble, Who};
use keep::audit::Decision;
use kernel::{Instant, SocietyId};
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
        assert_eq!(number(desk.add_user(&secretary(), ALL, "b", Role::Auditor, SECRET)), 5048);
        assert_eq!(number(desk.add_user(&Who::local(Role::Cashier), ALL, "b", Role::Cashier, SECRET)), 5001);
        for none in ["a/b", "a\nb", &"x".repeat(61)] {
            assert_eq!(number(desk.add_user(&operator(), ALL, none, Role::Auditor, SECRET)), 5011);
        }
        assert_eq!(desk.users().unwrap(), [(ALL, "a".to_owned(), "auditor".to_owned())]);
    });
}

fn log(desk: &Desk, place: SocietyId) -> Vec<(String, String, i64)> {
    let all: Vec<Decision> = desk.read(|t| keep::audit::list(t, place, 200, 0)).unwrap().0;
    all.into_iter().map(|d| (d.by, d.act, d.number)).collect()
}

fn at(place: SocietyId, name: &str, role: Role) -> Who {
    Who::of(name, role, place)
}

fn must(desk: &Desk, token: &str) -> Option<Option<Must>> {
    desk.seat(token).unwrap().map(|s| s.must)
}

#[test]
fn a_secretary_names_who_enters_and_never_who_checks() {
    both(|desk| {
        let place = opened(desk);
        let boss = at(place, "sachiv", Role::Secretary);
        let secret = desk.add_person(&boss, place, "ramesh", Role::Cashier).unwrap();
        assert_eq!(secret.len(), 14);
        for role in [Role::Secretary, Role::President, Role::Supervisor, Role::Auditor, Role::Officer] {
            assert_eq!(number(desk.add_person(&boss, place, "x", role)), 5048, "{role:?}");
            assert_eq!(number(desk.change_person(&boss, place, "ramesh", Change::Role(role))), 5048, "{role:?}");
        }
        assert_eq!(number(desk.add_person(&boss, place, "ramesh", Role::Operator)), 5011);
        assert_eq!(number(desk.add_person(&boss, SocietyId(9), "x", Role::Cashier)), 5002);
        assert_eq!(number(desk.add_person(&at(place, "ramesh", Role::Cashier), place, "x", Role::Cashier)), 5001);
        assert_eq!(number(desk.change_person(&boss, place, "nobody", Change::Lock)), 5049);
        desk.add_person(&operator(), place, "adhyaksh", Role::President).unwrap();
        for change in [Change::Lock, Change::Password, Change::NoFactor, Change::Close, Change::Role(Role::Cashier)] {
            assert_eq!(number(desk.change_person(&boss, place, "adhyaksh", change)), 5048, "{change:?}");
            assert_eq!(number(desk.change_person(&boss, place, "sachiv", change)), 5047, "himself {change:?}");
        }
        // an operator of the society is no way round it
        let hand = at(place, "hand", Role::Operator);
        assert_eq!(number(desk.add_person(&hand, place, "x", Role::Secretary)), 5048);
        assert_eq!(number(desk.add_person(&boss, ALL, "x", Role::Operator)), 5002);
        let names: Vec<(String, Role, bool)> =
            desk.people(&boss, place).unwrap().into_iter().map(|p| (p.name, p.role, p.must_change)).collect();
        assert_eq!(names, [("adhyaksh".into(), Role::President, true), ("ramesh".into(), Role::Cashier, true)]);
        let refused = log(desk, place).into_iter().filter(|(_, act, n)| act.starts_with("person-") && *n > 0).count();
        assert!(refused >= 20, "every refusal is noted: {refused}");
        assert!(log(desk, place).contains(&("sachiv".into(), "person-add".into(), 0)));
    });
}

#[test]
fn a_given_password_is_changed_before_anything_else() {
    both(|desk| {
        let place = opened(desk);
        let boss = at(place, "sachiv", Role::Secretary);
        let secret = desk.add_person(&boss, place, "ramesh", Role::Cashier).unwrap();
        let session = desk.login("ramesh", &secret).unwrap();
        assert_eq!(must(desk, &session.token), Some(Some(Must::Change)));
        assert_eq!(desk.who(&session.token).unwrap(), None, "he may not work yet");
        assert_eq!(number(desk.change_password(&session.token, "wrong password", SECRET)), 5012);
        assert_eq!(number(desk.change_password(&session.token, &secret, "short")), 5010);
        assert_eq!(number(desk.change_password(&session.token, &secret, &secret)), 5050);
        assert_eq!(number(desk.change_password("00", &secret, SECRET)), 5052);
        let elsewhere = desk.login("ramesh", &secret).unwrap();
        desk.change_password(&session.token, &secret, SECRET).unwrap();
        assert_eq!(must(desk, &session.token), Some(None));
        assert_eq!(must(desk, &elsewhere.token), None, "other sessions end");
        assert_eq!(number(desk.login("ramesh", &secret)), 5012);
        desk.login("ramesh", SECRET).unwrap();
        // forgotten: a new one-time password, typed in Devanagari digits
        let again = desk.change_person(&boss, place, "ramesh", Change::Password).unwrap().unwrap();
        let hindi: String =
            again.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x966 + d)).unwrap_or(c)).collect();
        assert_eq!(must(desk, &session.token), None);
        let session = desk.login("ramesh", &hindi).unwrap();
        assert_eq!(must(desk, &session.token), Some(Some(Must::Change)));
    });
}

#[test]
fn locked_closed_and_opened_again() {
    both(|desk| {
        let place = opened(desk);
        let boss = at(place, "sachiv", Role::Secretary);
        let secret = desk.add_person(&boss, place, "ramesh", Role::Cashier).unwrap();
        let session = desk.login("ramesh", &secret).unwrap();
        desk.change_person(&boss, place, "ramesh", Change::Lock).unwrap();
        assert_eq!(must(desk, &session.token), None);
        assert_eq!(number(desk.login("ramesh", &secret)), 5051);
        assert_eq!(desk.people(&boss, place).unwrap()[0].locked_until, Some(FOREVER));
        desk.change_person(&boss, place, "ramesh", Change::Role(Role::Accountant)).unwrap();
        assert_eq!(number(desk.login("ramesh", &secret)), 5051, "another role does not unlock");
        desk.change_person(&boss, place, "ramesh", Change::Unlock).unwrap();
        assert_eq!(desk.login("ramesh", &secret).unwrap().who.role, Role::Accountant);
        desk.change_person(&boss, place, "ramesh", Change::Close).unwrap();
        assert_eq!(number(desk.login("ramesh", &secret)), 5012);
        assert!(desk.people(&boss, place).unwrap()[0].closed.is_some(), "closed, not gone");
        assert_eq!(number(desk.change_person(&boss, place, "ramesh", Change::Unlock)), 5049);
        assert_eq!(number(desk.add_person(&boss, place, "ramesh", Role::Cashier)), 5011, "the name stays his");
        let again = desk.change_person(&boss, place, "ramesh", Change::Reopen).unwrap().unwrap();
        desk.login("ramesh", &again).unwrap();
    });
}

#[test]
fn every_coming_and_going_is_noted() {
    both(|desk| {
        let place = opened(desk);
        desk.add_user(&operator(), place, "geeta", Role::Auditor, SECRET).unwrap();
        for _ in 0..MOST_FAILURES {
            assert_eq!(number(desk.login("geeta", "wrong password")), 5012);
        }
        assert_eq!(number(desk.login("geeta", SECRET)), 5013);
        let geeta: Vec<(String, i64)> =
            log(desk, place).into_iter().filter(|l| l.0 == "geeta").map(|l| (l.1, l.2)).collect();
        let count = |act: &str, n: i64| geeta.iter().filter(|g| g.0 == act && g.1 == n).count();
        assert_eq!((count("login", 5012), count("lock-out", 5013), count("login", 5013)), (5, 1, 1));
        assert_eq!(number(desk.login("my secret word", SECRET)), 5012);
        assert!(log(desk, ALL).contains(&("?".into(), "login".into(), 5012)), "the name is not kept");
        let boss = at(place, "sachiv", Role::Secretary);
        let secret = desk.add_person(&boss, place, "ramesh", Role::Cashier).unwrap();
        let session = desk.login("ramesh", &secret).unwrap();
        desk.logout(&session.token).unwrap();
        let all = log(desk, place);
        assert!(["login", "logout"].iter().all(|a| all.contains(&("ramesh".into(), (*a).into(), 0))));
    });
}

#[test]
fn sessions_are_seen_and_ended() {
    both(|desk| {
        let place = opened(desk);
        let boss = at(place, "sachiv", Role::Secretary);
        let secret = desk.add_person(&boss, place, "ramesh", Role::Cashier).unwrap();
        desk.add_user(&operator(), place, "geeta", Role::Auditor, SECRET).unwrap();
        let (one, two) = (desk.login("ramesh", &secret).unwrap(), desk.login("ramesh", &secret).unwrap());
        let hers = desk.login("geeta", SECRET).unwrap();
        assert_eq!(desk.sittings(&boss, place).unwrap().len(), 3);
        assert_eq!(number(desk.sittings(&one.who, place)), 5001);
        assert_eq!(desk.own_sittings(&one.who).unwrap().len(), 2);
        assert_eq!(number(desk.end_sitting(&one.who, place, &desk.sitting_id(&hers.token))), 5001);
        assert_eq!(number(desk.end_sitting(&boss, place, &desk.sitting_id(&hers.token))), 5048, "an auditor's");
        desk.end_sitting(&boss, place, &desk.sitting_id(&two.token)).unwrap();
        desk.end_sitting(&one.who, place, "nothing").unwrap();
        assert_eq!((must(desk, &two.token), must(desk, &hers.token)), (None, Some(None)));
        desk.end_sitting(&one.who, place, &desk.sitting_id(&one.token)).unwrap();
        assert_eq!(must(desk, &one.token), None);
    });
}

#[test]
fn the_second_factor_from_enrolment_to_a_lost_telephone() {
    let dir = tempfile::tempdir().unwrap();
    let clock = clock();
    let desk = Desk::open(dir.path(), "", clock.clone()).unwrap();
    let place = opened(&desk);
    desk.add_user(&operator(), place, "geeta", Role::Cashier, SECRET).unwrap();
    let now = || Instant(clock.0.load(Ordering::Relaxed));
    let session = desk.login("geeta", SECRET).unwrap();
    assert_eq!(must(&desk, &session.token), Some(None));
    // the society asks it of cashiers: whoever has none sets one up first
    let rule = |value: &str| books::event::Setting {
        key: books::setting::SECOND_FACTOR.into(),
        from: day("2025-04-01"),
        value: value.into(),
        order: "7/2025".into(),
        source: String::new(),
    };
    let set = |n, value: &str| desk.act(&secretary(), place, command(n), &Act::Set(rule(value)).into());
    assert_eq!(number(set(81, "cashier,chief")), 4028);
    set(82, "cashier,president").unwrap();
    assert_eq!(must(&desk, &session.token), Some(Some(Must::Enrol)));
    assert_eq!(number(desk.confirm_factor(&session.token, "000000")), 5024, "nothing begun");
    let told = desk.begin_factor(&session.token).unwrap();
    assert_eq!(desk.begin_factor(&session.token).unwrap(), told, "the same until it is confirmed");
    assert!(told.address.starts_with("otpauth://totp/sahakar:") && told.address.contains(&told.secret));
    assert_eq!(number(desk.confirm_factor(&session.token, "12345")), 5024);
    let codes = desk.confirm_factor(&session.token, &told.code(now())).unwrap();
    assert_eq!(codes.len(), 8);
    assert_eq!(must(&desk, &session.token), Some(None));
    assert_eq!(number(desk.begin_factor(&session.token)), 5053);
    // the next login waits for a code; the one that confirmed does not count again
    let next = desk.login("geeta", SECRET).unwrap();
    assert_eq!(must(&desk, &next.token), Some(Some(Must::Prove)));
    assert_eq!(desk.who(&next.token).unwrap(), None);
    assert_eq!(number(desk.change_password(&next.token, SECRET, "another long word")), 5052);
    assert_eq!(number(desk.prove(&next.token, &told.code(now()))), 5024);
    clock.0.fetch_add(30_000, Ordering::Relaxed);
    desk.prove(&next.token, &told.code(now())).unwrap();
    assert_eq!(must(&desk, &next.token), Some(None));
    // a recovery code, once
    let third = desk.login("geeta", SECRET).unwrap();
    desk.prove(&third.token, &codes[3]).unwrap();
    let fourth = desk.login("geeta", SECRET).unwrap();
    assert_eq!(number(desk.prove(&fourth.token, &codes[3])), 5024);
    // half a login does not last, and guessing locks the name
    clock.0.fetch_add(5 * 60_000, Ordering::Relaxed);
    assert_eq!(number(desk.prove(&fourth.token, &codes[4])), 5052);
    let fifth = desk.login("geeta", SECRET).unwrap();
    for _ in 1..MOST_FAILURES {
        assert_eq!(number(desk.prove(&fifth.token, "000000")), 5024);
    }
    assert_eq!(number(desk.prove(&fifth.token, &codes[4])), 5013);
    assert_eq!(number(desk.login("geeta", SECRET)), 5013);
    clock.0.fetch_add(LOCKED_FOR, Ordering::Relaxed);
    // the telephone is lost: another person takes the factor away
    let boss = at(place, "sachiv", Role::Secretary);
    assert!(desk.people(&boss, place).unwrap()[0].factor);
    desk.change_person(&boss, place, "geeta", Change::NoFactor).unwrap();
    let sixth = desk.login("geeta", SECRET).unwrap();
    assert_eq!(must(&desk, &sixth.token), Some(Some(Must::Enrol)));
    assert_ne!(desk.begin_factor(&sixth.token).unwrap().secret, told.secret);
    // neither secret nor codes are told by the store's hashes
    let user = desk.read(|t| keep::users::find_user(t, "geeta")).unwrap().unwrap();
    assert!(user.more.recovery.is_empty());
}

#[test]
fn two_browsers_with_one_code_are_not_two_logins() {
    both(|desk| {
        desk.add_user(&operator(), ALL, "geeta", Role::Auditor, SECRET).unwrap();
        let first = desk.login("geeta", SECRET).unwrap();
        let told = desk.begin_factor(&first.token).unwrap();
        let codes = desk.confirm_factor(&first.token, &told.code(Instant(1_748_845_800_000))).unwrap();
        let sessions = [desk.login("geeta", SECRET).unwrap(), desk.login("geeta", SECRET).unwrap()];
        let done: Vec<Result<(), Trouble>> = std::thread::scope(|s| {
            let both = sessions.each_ref().map(|session| s.spawn(|| desk.prove(&session.token, &codes[0])));
            both.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
    });
}

#[test]
fn people_and_their_second_factor_come_with_the_backup() {
    let place = tempfile::tempdir().unwrap();
    let old = open(&place.path().join("old"), "");
    old.add_user(&operator(), ALL, "geeta", Role::Auditor, SECRET).unwrap();
    let session = old.login("geeta", SECRET).unwrap();
    let told = old.begin_factor(&session.token).unwrap();
    let codes = old.confirm_factor(&session.token, &told.code(Instant(1_748_845_800_000))).unwrap();
    let file = place.path().join("b");
    old.backup_to(&file, SECRET).unwrap();
    Desk::restore(&file, &place.path().join("new"), "", SECRET, clock()).unwrap();
    let new = open(&place.path().join("new"), "");
    assert_eq!(must(&new, &session.token), None, "sessions do not come along");
    let session = new.login("geeta", SECRET).unwrap();
    assert_eq!(must(&new, &session.token), Some(Some(Must::Prove)));
    new.prove(&session.token, &codes[0]).unwrap();
}
