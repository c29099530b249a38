//! Logging in: Argon2id, lockout, tokens that are stored only as hashes. Every login, failure and lock-out stands in the audit.

use crate::{Desk, Role, Trouble, Who, totp};
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use keep::audit::{self, Decision};
use keep::users::{self, User};
use kernel::{Digest, Fault, Instant, Refusal, SocietyId, Verb};
use sha2::{Digest as _, Sha256};
use sql::Tx;
use std::sync::LazyLock;

/// Wrong passwords or codes in a row before nobody gets in under that name.
pub const MOST_FAILURES: i64 = 5;
/// Milliseconds the name then stays locked.
pub const LOCKED_FOR: i64 = 15 * 60 * 1000;
/// Locked by a person, until a person unlocks.
pub const FOREVER: Instant = Instant(i64::MAX);
/// Milliseconds a session lasts: a working day.
const SESSION: i64 = 12 * 3600 * 1000;
/// Milliseconds within which the second factor must be shown after the password.
const HALFWAY: i64 = 5 * 60 * 1000;
/// Fewest characters of a password.
pub(crate) const LEAST: usize = 8;
/// Most bytes of a password: hashing must stay bounded.
pub(crate) const MOST: usize = 200;
/// Most characters of a login name.
const LONGEST: usize = 60;

/// What somebody must do before he may do anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// Show the code of his second factor.
    Prove,
    /// Change the password somebody else gave him.
    Change,
    /// Set a second factor up, which the society asks of his role.
    Enrol,
}

/// Somebody logged in.
#[derive(Clone, Debug)]
pub struct Session {
    /// 64 hexadecimal characters for the cookie; only its hash is stored.
    pub token: String,
    /// Who.
    pub who: Who,
    /// Until when.
    pub until: Instant,
}

/// Who holds a session, and what he must do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub who: Who,
    /// What comes first; nothing where he may work.
    pub must: Option<Must>,
}

/// 19 MiB, two passes, one lane: what OWASP names as the least for Argon2id; a 4 GB PC bears several at once.
fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("constants are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

pub(crate) fn hash(password: &str) -> Result<String, Fault> {
    let hash = argon().hash_password(password.as_bytes());
    hash.map(|h| h.to_string()).map_err(|e| Fault::new("hash a password", e.to_string()))
}

/// Whether a password fits; digits typed in Devanagari are tried as the same digits in Latin, as the machine writes one-time passwords.
pub(crate) fn fits(password: &str, stored: &str) -> bool {
    let one = |p: &str| PasswordHash::new(stored).is_ok_and(|h| argon().verify_password(p.as_bytes(), &h).is_ok());
    let latin = lipi::text::ascii_digits(password);
    password.len() <= MOST && (one(password) || (latin != password && one(&latin)))
}

/// A password somebody may choose.
///
/// # Errors
/// 5010.
pub(crate) fn fit_to_choose(password: &str) -> Result<(), Refusal> {
    if password.chars().count() < LEAST || password.len() > MOST {
        return Err(Refusal::new(5010).with("least", LEAST).with("most", MOST));
    }
    Ok(())
}

/// A name nobody has costs as much time as a wrong password.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this").unwrap_or_default());

pub(crate) fn token_hash(token: &str) -> Option<[u8; 32]> {
    Digest::from_hex(token).map(|t| Sha256::digest(t.0).into())
}

/// Random bytes.
pub(crate) fn drawn<const N: usize>() -> Result<[u8; N], Fault> {
    let mut out = [0; N];
    getrandom::fill(&mut out).map_err(|e| Fault::new("draw a secret", e.to_string()))?;
    Ok(out)
}

/// A login name as it is kept: trimmed, visible, no longer than a line.
pub(crate) fn fit_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let fit = !name.is_empty() && name.chars().count() <= LONGEST && !name.chars().any(|c| c.is_control() || c == '/');
    if fit { Ok(name) } else { Err(Refusal::new(5011).with("name", name)) }
}

pub(crate) fn who_of(user: &User) -> Option<Who> {
    Some(Who::of(&user.name, Role::from_code(&user.role)?, user.society))
}

/// Notes what somebody did at the door of the program; `number` is 0 where it went well.
pub(crate) fn note(t: &mut Tx<'_>, user: &User, at: Instant, act: &str, number: i64) -> Result<(), sql::Error> {
    let (by, role, act) = (user.name.clone(), user.role.clone(), act.to_owned());
    audit::note(t, user.society, &Decision { at, by, role, act, number, words: String::new() })
}

impl Desk {
    /// Adds a person with a password of somebody's choice, or changes role and password: for the machine's own command line and
    /// demonstrations; pages use [`Desk::add_person`]. Login names are unique in the installation.
    ///
    /// # Errors
    /// 5001, 5002, 5010 (password too short or too long), 5011 (the name is taken elsewhere, or is none), 5048; the store's.
    pub fn add_user(&self, by: &Who, place: SocietyId, name: &str, role: Role, password: &str) -> Result<(), Trouble> {
        self.let_by(by, Verb::UsersManage, place, "person-add")?;
        crate::people::may_name(by, place, role)?;
        fit_to_choose(password)?;
        let name = fit_name(name)?;
        let hash = hash(password)?;
        self.db.tx(|t| {
            if users::find_user(t, name)?.is_some_and(|u| u.society != place) {
                return Err(Trouble::from(Refusal::new(5011).with("name", name)));
            }
            Ok(users::save_user(t, place, name, role.code(), &hash)?)
        })
    }

    /// Logs in. Five wrong passwords in a row lock the name for a quarter of an hour. Where the person has a second factor, the session
    /// lets him do nothing before [`Desk::prove`].
    ///
    /// # Errors
    /// 5012 (name or password wrong, or closed: it does not say which), 5013, 5051 (locked); the store's.
    pub fn login(&self, name: &str, password: &str) -> Result<Session, Trouble> {
        let user = self.check("login", name, password)?;
        let who = self.with_post(who_of(&user).ok_or_else(|| Refusal::new(5012))?)?;
        self.begin_session(user, who, "login")
    }

    /// Begins the session of somebody who has shown who he is; where he has a second factor, it is still to be shown.
    pub(crate) fn begin_session(&self, mut user: User, who: Who, act: &str) -> Result<Session, Trouble> {
        let now = self.clock.now();
        let token = Digest(drawn()?).hex();
        let proven = !user.more.totp_on;
        let until = Instant(now.0 + if proven { SESSION } else { HALFWAY });
        let seat = users::Seat {
            society: user.society,
            token: token_hash(&token).expect("64 hexadecimal characters"),
            name: user.name.clone(),
            begun: now,
            until,
            proven,
        };
        if proven {
            user.more.last_login = Some(now);
        }
        self.db.tx(|t| {
            users::start_seat(t, &seat)?;
            users::save_more(t, user.society, &user.name, &user.more)?;
            note(t, &user, now, act, 0)
        })?;
        Ok(Session { token, who, until })
    }

    /// Checks name and password; gives the person as he then stands.
    fn check(&self, act: &str, name: &str, password: &str) -> Result<User, Trouble> {
        let now = self.clock.now();
        let found = self.db.read(|t| users::find_user(t, name.trim()))?;
        let Some(user) = found.filter(|u| u.more.closed.is_none()) else {
            fits("", &NOBODY);
            // a name nobody has may be a password typed in the wrong field: it is not kept
            self.db.tx(|t| note(t, &nobody(), now, act, 5012))?;
            return Err(Refusal::new(5012).into());
        };
        self.open_to(&user, act, now)?;
        if Role::from_code(&user.role).is_none() || !fits(password, &user.password) {
            self.failed(&user, act, 5012)?;
            return Err(Refusal::new(5012).into());
        }
        if user.failures > 0 && !user.more.totp_on {
            self.db.tx(|t| users::set_failures(t, &user, 0, Instant(0)))?;
        }
        Ok(user)
    }

    /// Refuses one whose name is locked.
    pub(crate) fn open_to(&self, user: &User, act: &str, now: Instant) -> Result<(), Trouble> {
        if user.locked_until <= now {
            return Ok(());
        }
        let no = if user.locked_until == FOREVER {
            Refusal::new(5051)
        } else {
            let minutes = (user.locked_until.0 - now.0 + 59_999) / 60_000;
            Refusal::new(5013).with("minutes", minutes)
        };
        self.db.tx(|t| note(t, user, now, act, i64::from(no.number)))?;
        Err(no.into())
    }

    /// Counts a wrong password or code, and locks the name at the fifth.
    pub(crate) fn failed(&self, user: &User, act: &str, number: i64) -> Result<(), Trouble> {
        let now = self.clock.now();
        self.db.tx(|t| {
            // Read again: two wrong guesses at once are two.
            let failures = users::find_user(t, &user.name)?.map_or(0, |u| u.failures) + 1;
            let locked = failures >= MOST_FAILURES;
            let until = Instant(if locked { now.0 + LOCKED_FOR } else { 0 });
            users::set_failures(t, user, if locked { 0 } else { failures }, until)?;
            note(t, user, now, act, number)?;
            if locked { note(t, user, now, "lock-out", 5013) } else { Ok(()) }
        })?;
        Ok(())
    }

    /// Shows the second factor: a code of the authenticator, or a recovery code, each once.
    ///
    /// # Errors
    /// 5013, 5051 (locked), 5024 (wrong), 5052 (the session is gone); the store's.
    pub fn prove(&self, token: &str, code: &str) -> Result<(), Trouble> {
        let now = self.clock.now();
        let (seat, mut user) = self.seated(token)?.ok_or_else(|| Refusal::new(5052))?;
        self.open_to(&user, "prove", now)?;
        let mut more = user.more.clone();
        let step = totp::step_of(&crate::factor::bytes(&more.totp), code, now, more.totp_step);
        let recovery = crate::factor::recovery_of(&more, code);
        match (step, recovery) {
            (Some(step), _) => more.totp_step = step,
            (None, Some(i)) => drop(more.recovery.remove(i)),
            (None, None) => {
                self.failed(&user, "prove", 5024)?;
                return Err(Refusal::new(5024).into());
            }
        }
        more.last_login = Some(now);
        let before = std::mem::replace(&mut user.more, more);
        self.db.tx(|t| {
            // Read again: of two browsers with one code only the first gets in.
            if users::find_user(t, &user.name)?.is_none_or(|u| u.more != before) {
                return Err(Trouble::from(Refusal::new(5024)));
            }
            users::save_more(t, user.society, &user.name, &user.more)?;
            users::set_failures(t, &user, 0, Instant(0))?;
            users::prove_seat(t, &seat.token, Instant(now.0 + SESSION))?;
            Ok(note(t, &user, now, "prove", 0)?)
        })
    }

    /// The session of a token with its person; `None` when it is unknown, has ended, or the person was closed or locked by somebody.
    pub(crate) fn seated(&self, token: &str) -> Result<Option<(users::Seat, User)>, Trouble> {
        let Some(hashed) = token_hash(token) else { return Ok(None) };
        let now = self.clock.now();
        let found = self.db.read(|t| {
            let Some(seat) = users::seat(t, &hashed, now)? else { return Ok::<_, sql::Error>(None) };
            let user = users::find_user(t, &seat.name)?.filter(|u| u.society == seat.society);
            Ok(user.map(|u| (seat, u)))
        })?;
        Ok(found.filter(|(_, u)| u.more.closed.is_none() && u.locked_until != FOREVER))
    }

    /// Whose token it is and what he must do first; `None` when it is unknown or has ended.
    ///
    /// # Errors
    /// The store's.
    pub fn seat(&self, token: &str) -> Result<Option<Seat>, Trouble> {
        let Some((seat, user)) = self.seated(token)? else { return Ok(None) };
        let Some(who) = who_of(&user) else { return Ok(None) };
        let who = self.with_post(who)?;
        let must = if !seat.proven {
            Some(Must::Prove)
        } else if user.more.must_change {
            Some(Must::Change)
        } else if !user.more.totp_on && (who.posting().is_some() || self.factor_asked(&user)?) {
            Some(Must::Enrol)
        } else {
            None
        };
        Ok(Some(Seat { who, must }))
    }

    /// The society asks a second factor of his role.
    fn factor_asked(&self, user: &User) -> Result<bool, Trouble> {
        if user.society == SocietyId(0) {
            return Ok(false);
        }
        let settings = self.db.read(|t| keep::deciding::settings(t, user.society))?;
        Ok(settings.second_factor(self.today()).any(|role| role == user.role))
    }

    /// Whose token it is, where he may work; `None` when it is unknown, has ended, or something must be done first.
    ///
    /// # Errors
    /// The store's.
    pub fn who(&self, token: &str) -> Result<Option<Who>, Trouble> {
        Ok(self.seat(token)?.filter(|s| s.must.is_none()).map(|s| s.who))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store's.
    pub fn logout(&self, token: &str) -> Result<(), Trouble> {
        let Some((seat, user)) = self.seated(token)? else { return Ok(()) };
        let now = self.clock.now();
        self.db.tx(|t| {
            users::end_seat(t, &seat.token)?;
            Ok(note(t, &user, now, "logout", 0)?)
        })
    }

    /// Changes one's own password; all other sessions of his end.
    ///
    /// # Errors
    /// 5052 (the session is gone), 5012 (the old password is wrong; it counts as a failed login), 5010, 5050 (the new is the old); the
    /// store's.
    pub fn change_password(&self, token: &str, old: &str, new: &str) -> Result<(), Trouble> {
        let (seat, user) = self.seated(token)?.filter(|(s, _)| s.proven).ok_or_else(|| Refusal::new(5052))?;
        let now = self.clock.now();
        let mut user = self.check("own-password", &user.name, old)?;
        fit_to_choose(new)?;
        if fits(new, &user.password) {
            return Err(Refusal::new(5050).into());
        }
        let hash = hash(new)?;
        user.more.must_change = false;
        self.db.tx(|t| {
            users::save_user(t, user.society, &user.name, &user.role, &hash)?;
            users::save_more(t, user.society, &user.name, &user.more)?;
            users::end_others(t, user.society, &user.name, &seat.token)?;
            Ok(note(t, &user, now, "own-password", 0)?)
        })
    }

    /// Everybody who may log in: place, name, role.
    ///
    /// # Errors
    /// The store's.
    pub fn users(&self) -> Result<Vec<(SocietyId, String, String)>, Trouble> {
        self.read(users::all_users)
    }
}

pub(crate) fn nobody() -> User {
    User {
        society: SocietyId(0),
        name: "?".to_owned(),
        role: "nobody".to_owned(),
        password: String::new(),
        failures: 0,
        locked_until: Instant(0),
        more: users::More::default(),
    }
}
