//! People who may log in, and their sessions. Society 0 is the whole installation.

use kernel::{Instant, SocietyId};
use sql::{Error, Row, Tx, Val};

sql::statements! {
    SAVE = "INSERT INTO user_account (society_id, name, role, password, failures, locked_until) VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT (society_id, name) DO UPDATE SET role = excluded.role, password = excluded.password, failures = 0, locked_until = 0";
    FIND = "SELECT u.society_id, u.name, u.role, u.password, u.failures, u.locked_until, coalesce(m.must_change, 0), m.closed, m.last_login, coalesce(m.totp, ''), coalesce(m.totp_on, 0), coalesce(m.totp_step, 0), coalesce(m.recovery, '') FROM user_account u LEFT JOIN user_more m ON m.society_id = u.society_id AND m.name = u.name WHERE u.name = $1 ORDER BY u.society_id";
    OF = "SELECT u.society_id, u.name, u.role, u.password, u.failures, u.locked_until, coalesce(m.must_change, 0), m.closed, m.last_login, coalesce(m.totp, ''), coalesce(m.totp_on, 0), coalesce(m.totp_step, 0), coalesce(m.recovery, '') FROM user_account u LEFT JOIN user_more m ON m.society_id = u.society_id AND m.name = u.name WHERE u.society_id = $1 ORDER BY u.name";
    FAILURES = "UPDATE user_account SET failures = $1, locked_until = $2 WHERE society_id = $3 AND name = $4";
    MORE = "INSERT INTO user_more (society_id, name, must_change, closed, last_login, totp, totp_on, totp_step, recovery) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (society_id, name) DO UPDATE SET must_change = excluded.must_change, closed = excluded.closed, last_login = excluded.last_login, totp = excluded.totp, totp_on = excluded.totp_on, totp_step = excluded.totp_step, recovery = excluded.recovery";
    START = "INSERT INTO user_seat (society_id, token, name, begun, until, proven) VALUES ($1, $2, $3, $4, $5, $6)";
    SEAT = "SELECT society_id, token, name, begun, until, proven FROM user_seat WHERE token = $1 AND until > $2";
    SEATS = "SELECT society_id, token, name, begun, until, proven FROM user_seat WHERE society_id = $1 AND until > $2 ORDER BY begun DESC, token";
    PROVE = "UPDATE user_seat SET proven = 1, until = $1 WHERE token = $2";
    END = "DELETE FROM user_seat WHERE token = $1";
    END_OTHERS = "DELETE FROM user_seat WHERE society_id = $1 AND name = $2 AND token <> $3";
    SWEEP = "DELETE FROM user_seat WHERE until <= $1";
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
    /// Wrong passwords or codes in a row.
    pub failures: i64,
    /// No login before this.
    pub locked_until: Instant,
    /// What is kept beside.
    pub more: More,
}

/// What is kept of a person beside name, role and password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// The password was given by somebody else and must be changed first.
    pub must_change: bool,
    /// Closed since: a person is never deleted, his name stands in the register.
    pub closed: Option<Instant>,
    /// Last login.
    pub last_login: Option<Instant>,
    /// Secret of the second factor, hexadecimal; empty where none was ever begun.
    pub totp: String,
    /// It has been confirmed and is asked for.
    pub totp_on: bool,
    /// Half minute of the last code that counted.
    pub totp_step: i64,
    /// Argon2id hashes of recovery codes not used yet.
    pub recovery: Vec<String>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Place of the person.
    pub society: SocietyId,
    /// Hash of its token.
    pub token: [u8; 32],
    /// Login name.
    pub name: String,
    /// Since when.
    pub begun: Instant,
    /// Until when.
    pub until: Instant,
    /// The second factor was shown, or is not asked for.
    pub proven: bool,
}

fn user(r: &Row<'_>) -> User {
    let lines = r.text(12).lines().map(str::to_owned).collect();
    User {
        society: SocietyId(r.int(0)),
        name: r.text(1).to_owned(),
        role: r.text(2).to_owned(),
        password: r.text(3).to_owned(),
        failures: r.int(4),
        locked_until: Instant(r.int(5)),
        more: More {
            must_change: r.int(6) != 0,
            closed: r.opt_int(7).map(Instant),
            last_login: r.opt_int(8).map(Instant),
            totp: r.text(9).to_owned(),
            totp_on: r.int(10) != 0,
            totp_step: r.int(11),
            recovery: lines,
        },
    }
}

fn seat_of(r: &Row<'_>) -> Seat {
    Seat {
        society: SocietyId(r.int(0)),
        token: r.bytes(1).try_into().unwrap_or([0; 32]),
        name: r.text(2).to_owned(),
        begun: Instant(r.int(3)),
        until: Instant(r.int(4)),
        proven: r.int(5) != 0,
    }
}

/// Adds a person, or changes role and password; failures are forgotten.
///
/// # Errors
/// The store's.
pub fn save_user(t: &mut Tx<'_>, society: SocietyId, name: &str, role: &str, password: &str) -> Result<(), Error> {
    t.exec(SAVE, &[society.0.into(), name.into(), role.into(), password.into()])
}

/// Keeps what is beside name, role and password.
///
/// # Errors
/// The store's.
pub fn save_more(t: &mut Tx<'_>, society: SocietyId, name: &str, more: &More) -> Result<(), Error> {
    let recovery = more.recovery.join("\n");
    let row = [
        society.0.into(),
        name.into(),
        i64::from(more.must_change).into(),
        more.closed.map(|i| i.0).into(),
        more.last_login.map(|i| i.0).into(),
        (&more.totp).into(),
        i64::from(more.totp_on).into(),
        more.totp_step.into(),
        (&recovery).into(),
    ];
    t.exec(MORE, &row)
}

/// A person by login name, which is unique in the installation.
///
/// # Errors
/// The store's.
pub fn find_user(t: &mut Tx<'_>, name: &str) -> Result<Option<User>, Error> {
    t.first(FIND, &[name.into()], user)
}

/// The people of a place, by name.
///
/// # Errors
/// The store's.
pub fn users_of(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<User>, Error> {
    t.rows(OF, &[society.0.into()], user)
}

/// Everybody: place, name, role.
///
/// # Errors
/// The store's.
pub fn all_users(t: &mut Tx<'_>) -> Result<Vec<(SocietyId, String, String)>, Error> {
    t.rows(ALL, &[], |r| (SocietyId(r.int(0)), r.text(1).to_owned(), r.text(2).to_owned()))
}

/// Counts wrong passwords, locks or unlocks.
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
pub fn start_seat(t: &mut Tx<'_>, seat: &Seat) -> Result<(), Error> {
    t.exec(SWEEP, &[seat.begun.0.into()])?;
    let (begun, until) = (seat.begun.0.into(), seat.until.0.into());
    let proven = i64::from(seat.proven).into();
    t.exec(START, &[seat.society.0.into(), Val::Bytes(&seat.token), (&seat.name).into(), begun, until, proven])
}

/// The session of a token.
///
/// # Errors
/// The store's.
pub fn seat(t: &mut Tx<'_>, token: &[u8; 32], now: Instant) -> Result<Option<Seat>, Error> {
    t.first(SEAT, &[Val::Bytes(token), now.0.into()], seat_of)
}

/// The sessions of a place that have not ended, newest first.
///
/// # Errors
/// The store's.
pub fn seats(t: &mut Tx<'_>, society: SocietyId, now: Instant) -> Result<Vec<Seat>, Error> {
    t.rows(SEATS, &[society.0.into(), now.0.into()], seat_of)
}

/// The second factor was shown.
///
/// # Errors
/// The store's.
pub fn prove_seat(t: &mut Tx<'_>, token: &[u8; 32], until: Instant) -> Result<(), Error> {
    t.exec(PROVE, &[until.0.into(), Val::Bytes(token)])
}

/// Ends a session.
///
/// # Errors
/// The store's.
pub fn end_seat(t: &mut Tx<'_>, token: &[u8; 32]) -> Result<(), Error> {
    t.exec(END, &[Val::Bytes(token)])
}

/// Ends all sessions of a person but one; an empty token spares none.
///
/// # Errors
/// The store's.
pub fn end_others(t: &mut Tx<'_>, society: SocietyId, name: &str, but: &[u8]) -> Result<(), Error> {
    t.exec(END_OTHERS, &[society.0.into(), name.into(), Val::Bytes(but)])
}
