//! People who may log in, and their sessions. Society 0 is the whole installation.

use kernel::{Instant, SocietyId};
use sql::{Error, Tx, Val};

sql::statements! {
    SAVE = "INSERT INTO user_account (society_id, name, role, password, failures, locked_until) VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT (society_id, name) DO UPDATE SET role = excluded.role, password = excluded.password, failures = 0, locked_until = 0";
    FIND = "SELECT society_id, name, role, password, failures, locked_until FROM user_account WHERE name = $1 ORDER BY society_id";
    FAILURES = "UPDATE user_account SET failures = $1, locked_until = $2 WHERE society_id = $3 AND name = $4";
    START = "INSERT INTO user_session (society_id, token, name, until) VALUES ($1, $2, $3, $4)";
    SESSION = "SELECT s.society_id, s.name, u.role FROM user_session s JOIN user_account u ON u.society_id = s.society_id AND u.name = s.name WHERE s.token = $1 AND s.until > $2";
    END = "DELETE FROM user_session WHERE token = $1";
    SWEEP = "DELETE FROM user_session WHERE until <= $1";
    ALL = "SELECT society_id, name, role FROM user_account ORDER BY society_id, name";
}

/// A person who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Place: a society, or 0 for the whole installation.
    pub society: SocietyId,
    /// Login name.
    pub name: String,
    /// Role, as the desk spells it.
    pub role: String,
    /// Argon2id hash in PHC form.
    pub password: String,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// No login before this.
    pub locked_until: Instant,
}

/// Adds a person, or changes role and password; failures are forgotten.
///
/// # Errors
/// The store's.
pub fn save_user(t: &mut Tx<'_>, society: SocietyId, name: &str, role: &str, password: &str) -> Result<(), Error> {
    t.exec(SAVE, &[society.0.into(), name.into(), role.into(), password.into()])
}

/// A person by login name, which is unique in the installation.
///
/// # Errors
/// The store's.
pub fn find_user(t: &mut Tx<'_>, name: &str) -> Result<Option<User>, Error> {
    t.first(FIND, &[name.into()], |r| User {
        society: SocietyId(r.int(0)),
        name: r.text(1).to_owned(),
        role: r.text(2).to_owned(),
        password: r.text(3).to_owned(),
        failures: r.int(4),
        locked_until: Instant(r.int(5)),
    })
}

/// Everybody: place, name, role.
///
/// # Errors
/// The store's.
pub fn all_users(t: &mut Tx<'_>) -> Result<Vec<(SocietyId, String, String)>, Error> {
    t.rows(ALL, &[], |r| (SocietyId(r.int(0)), r.text(1).to_owned(), r.text(2).to_owned()))
}

/// Counts wrong passwords.
///
/// # Errors
/// The store's.
pub fn set_failures(t: &mut Tx<'_>, user: &User, failures: i64, locked_until: Instant) -> Result<(), Error> {
    t.exec(FAILURES, &[failures.into(), locked_until.0.into(), user.society.0.into(), (&user.name).into()])
}

/// Begins a session; ended ones are swept away.
///
/// # Errors
/// The store's.
pub fn start_session(t: &mut Tx<'_>, user: &User, token: &[u8; 32], now: Instant, until: Instant) -> Result<(), Error> {
    t.exec(SWEEP, &[now.0.into()])?;
    t.exec(START, &[user.society.0.into(), Val::Bytes(token), (&user.name).into(), until.0.into()])
}

/// Whose session it is: place, name, role.
///
/// # Errors
/// The store's.
pub fn session(t: &mut Tx<'_>, token: &[u8; 32], now: Instant) -> Result<Option<(SocietyId, String, String)>, Error> {
    t.first(SESSION, &[Val::Bytes(token), now.0.into()], |r| {
        (SocietyId(r.int(0)), r.text(1).to_owned(), r.text(2).to_owned())
    })
}

/// Ends a session.
///
/// # Errors
/// The store's.
pub fn end_session(t: &mut Tx<'_>, token: &[u8; 32]) -> Result<(), Error> {
    t.exec(END, &[Val::Bytes(token)])
}
