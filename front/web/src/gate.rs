//! Who may come in: sessions, and the question put to the desk.

use kernel::Instant;
use std::collections::HashMap;
use std::sync::Mutex;

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Login name.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Message key of the role, for example `web-role-secretary`.
    pub role: String,
}

/// A login of an invented installation, shown on the login page.
#[derive(Clone, Debug)]
pub struct SampleLogin {
    /// Who it is and in which role.
    pub person: Person,
    /// The password, shown to everybody: such logins exist in examples only.
    pub password: String,
}

/// What the desk knows about people.
pub trait Gate: Send + Sync + 'static {
    /// The person, if login and password are right. May be slow on purpose; runs on a blocking pool.
    fn enter(&self, login: &str, password: &str) -> Option<Person>;
    /// May the person read this society's pages?
    fn may_read(&self, person: &Person, society_code: &str) -> bool;
    /// Is this society an invented example, to be marked as such on every page?
    fn is_sample(&self, society_code: &str) -> bool;
    /// Logins of an example installation; empty in a real one.
    fn samples(&self) -> Vec<SampleLogin>;
}

/// A session ends after twelve hours.
const SESSION_MS: i64 = 12 * 3600 * 1000;
/// At most this many sessions; the oldest goes first.
const SESSIONS: usize = 10_000;
/// Wrong passwords for one login before it must wait.
const TRIES: u32 = 5;
/// How long it waits.
const WAIT_MS: i64 = 60_000;
/// At most this many logins are remembered as wrong; beyond that the memory is emptied.
const WRONG: usize = 10_000;

/// Sessions and wrong tries, in memory: a restart logs everybody out, which is right for one PC.
#[derive(Default)]
pub(crate) struct Sessions {
    open: Mutex<HashMap<String, (Person, Instant)>>,
    wrong: Mutex<HashMap<String, (u32, Instant)>>,
}

impl Sessions {
    /// Opens a session and returns its secret (122 random bits).
    pub(crate) fn open(&self, person: Person, now: Instant) -> String {
        let secret = uuid::Uuid::new_v4().simple().to_string();
        let mut open = self.open.lock().expect("a panic while sessions were held");
        open.retain(|_, (_, since)| now.0 - since.0 < SESSION_MS);
        if open.len() >= SESSIONS
            && let Some(oldest) = open.iter().min_by_key(|(_, (_, since))| *since).map(|(k, _)| k.clone())
        {
            open.remove(&oldest);
        }
        open.insert(secret.clone(), (person, now));
        secret
    }

    /// Who holds this secret.
    pub(crate) fn who(&self, secret: &str, now: Instant) -> Option<Person> {
        let open = self.open.lock().expect("a panic while sessions were held");
        open.get(secret).filter(|(_, since)| now.0 - since.0 < SESSION_MS).map(|(person, _)| person.clone())
    }

    /// Ends a session.
    pub(crate) fn close(&self, secret: &str) {
        self.open.lock().expect("a panic while sessions were held").remove(secret);
    }

    /// Must this login wait because of wrong passwords?
    pub(crate) fn must_wait(&self, login: &str, now: Instant) -> bool {
        let wrong = self.wrong.lock().expect("a panic while tries were held");
        wrong.get(login).is_some_and(|(n, last)| *n >= TRIES && now.0 - last.0 < WAIT_MS)
    }

    /// Remembers a wrong password, or forgets them after a right one.
    pub(crate) fn tried(&self, login: &str, right: bool, now: Instant) {
        let mut wrong = self.wrong.lock().expect("a panic while tries were held");
        if right {
            wrong.remove(login);
            return;
        }
        if wrong.len() >= WRONG {
            wrong.clear();
        }
        let entry = wrong.entry(login.to_owned()).or_insert((0, now));
        let fresh = now.0 - entry.1.0 < WAIT_MS;
        *entry = (if fresh { entry.0 + 1 } else { 1 }, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person { login: "a".into(), name: "A".into(), role: String::new() }
    }

    #[test]
    fn a_session_ends_by_logout_and_by_time() {
        let sessions = Sessions::default();
        let secret = sessions.open(person(), Instant(0));
        assert_eq!(sessions.who(&secret, Instant(SESSION_MS - 1)), Some(person()));
        assert_eq!(sessions.who(&secret, Instant(SESSION_MS)), None);
        sessions.close(&secret);
        assert_eq!(sessions.who(&secret, Instant(1)), None);
    }

    #[test]
    fn five_wrong_passwords_must_wait_a_minute() {
        let sessions = Sessions::default();
        for i in 0..5 {
            assert!(!sessions.must_wait("a", Instant(i)));
            sessions.tried("a", false, Instant(i));
        }
        assert!(sessions.must_wait("a", Instant(5)));
        assert!(!sessions.must_wait("b", Instant(5)));
        assert!(!sessions.must_wait("a", Instant(WAIT_MS + 10)));
        sessions.tried("a", true, Instant(6));
        assert!(!sessions.must_wait("a", Instant(6)));
    }
}
