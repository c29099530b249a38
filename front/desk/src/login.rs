//! Logging in: Argon2id, lockout, tokens that are stored only as hashes.

use crate::{Desk, Role, Trouble, Who};
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use kernel::{Digest, Fault, Instant, Refusal, SocietyId, Verb};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// Wrong passwords in a row before nobody gets in under that name.
pub const MOST_FAILURES: i64 = 5;
/// Milliseconds the name then stays locked.
pub const LOCKED_FOR: i64 = 15 * 60 * 1000;
/// Milliseconds a session lasts: a working day.
const SESSION: i64 = 12 * 3600 * 1000;
/// Fewest characters of a password.
pub(crate) const LEAST: usize = 8;
/// Most bytes of a password: hashing must stay bounded.
pub(crate) const MOST: usize = 200;

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

/// 19 MiB, two passes, one lane: what OWASP names as the least for Argon2id; a 4 GB PC bears several at once.
fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("constants are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<String, Fault> {
    let hash = argon().hash_password(password.as_bytes());
    hash.map(|h| h.to_string()).map_err(|e| Fault::new("hash a password", e.to_string()))
}

fn fits(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|h| argon().verify_password(password.as_bytes(), &h).is_ok())
}

/// A name nobody has costs as much time as a wrong password.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this").unwrap_or_default());

fn token_hash(token: &str) -> Option<[u8; 32]> {
    Digest::from_hex(token).map(|t| Sha256::digest(t.0).into())
}

impl Desk {
    /// Adds a person, or changes role and password. Login names are unique in the installation.
    ///
    /// # Errors
    /// 5001, 5002, 5010 (password too short or too long), 5011 (the name is taken elsewhere, or empty); the store's.
    pub fn add_user(&self, by: &Who, place: SocietyId, name: &str, role: Role, password: &str) -> Result<(), Trouble> {
        by.guard(Verb::UsersManage, place)?;
        if password.chars().count() < LEAST || password.len() > MOST {
            return Err(Refusal::new(5010).with("least", LEAST).with("most", MOST).into());
        }
        let name = name.trim();
        let hash = hash(password)?;
        self.db.tx(|t| {
            let taken = keep::users::find_user(t, name)?.is_some_and(|u| u.society != place);
            if taken || name.is_empty() {
                return Err(Trouble::from(Refusal::new(5011).with("name", name)));
            }
            Ok(keep::users::save_user(t, place, name, role.code(), &hash)?)
        })
    }

    /// A person by login name, for questions about what he may do.
    ///
    /// # Errors
    /// The store's.
    pub fn person(&self, name: &str) -> Result<Option<Who>, Trouble> {
        let found = self.db.read(|t| keep::users::find_user(t, name))?;
        Ok(found.and_then(|u| Some(Who { role: Role::from_code(&u.role)?, name: u.name, place: u.society })))
    }

    /// Logs in. Five wrong passwords in a row lock the name for a quarter of an hour.
    ///
    /// # Errors
    /// 5012 (name or password wrong: it does not say which), 5013 (locked); the store's.
    pub fn login(&self, name: &str, password: &str) -> Result<Session, Trouble> {
        let (user, who) = self.check(name, password)?;
        let now = self.clock.now();
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|e| Fault::new("draw a token", e.to_string()))?;
        let token = Digest(secret).hex();
        let hashed = token_hash(&token).expect("64 hexadecimal characters");
        let until = Instant(now.0 + SESSION);
        self.db.tx(|t| keep::users::start_session(t, &user, &hashed, now, until))?;
        Ok(Session { token, who, until })
    }

    /// Checks name and password, with the same lockout, for a front that keeps its own sessions.
    ///
    /// # Errors
    /// 5012, 5013; the store's.
    pub fn enter(&self, name: &str, password: &str) -> Result<Who, Trouble> {
        self.check(name, password).map(|(_, who)| who)
    }

    fn check(&self, name: &str, password: &str) -> Result<(keep::users::User, Who), Trouble> {
        let now = self.clock.now();
        let user = self.db.read(|t| keep::users::find_user(t, name.trim()))?;
        let Some(user) = user else {
            fits("", &NOBODY);
            return Err(Refusal::new(5012).into());
        };
        if user.locked_until > now {
            let minutes = (user.locked_until.0 - now.0 + 59_999) / 60_000;
            return Err(Refusal::new(5013).with("minutes", minutes).into());
        }
        let role = Role::from_code(&user.role);
        if password.len() > MOST || role.is_none() || !fits(password, &user.password) {
            self.db.tx(|t| {
                // Read again: two wrong guesses at once are two.
                let failures = keep::users::find_user(t, &user.name)?.map_or(0, |u| u.failures) + 1;
                let locked = failures >= MOST_FAILURES;
                let until = Instant(if locked { now.0 + LOCKED_FOR } else { 0 });
                keep::users::set_failures(t, &user, if locked { 0 } else { failures }, until)
            })?;
            return Err(Refusal::new(5012).into());
        }
        if user.failures > 0 {
            self.db.tx(|t| keep::users::set_failures(t, &user, 0, Instant(0)))?;
        }
        let who = Who { name: user.name.clone(), role: role.expect("checked above"), place: user.society };
        Ok((user, who))
    }

    /// Whose token it is; `None` when it is unknown or has ended.
    ///
    /// # Errors
    /// The store's.
    pub fn who(&self, token: &str) -> Result<Option<Who>, Trouble> {
        let Some(hashed) = token_hash(token) else { return Ok(None) };
        let now = self.clock.now();
        let found = self.db.read(|t| keep::users::session(t, &hashed, now))?;
        Ok(found.and_then(|(place, name, role)| Some(Who { name, role: Role::from_code(&role)?, place })))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store's.
    pub fn logout(&self, token: &str) -> Result<(), Trouble> {
        let Some(hashed) = token_hash(token) else { return Ok(()) };
        self.db.tx(|t| keep::users::end_session(t, &hashed)).map_err(Trouble::from)
    }

    /// Everybody who may log in: place, name, role.
    ///
    /// # Errors
    /// The store's.
    pub fn users(&self) -> Result<Vec<(SocietyId, String, String)>, Trouble> {
        self.read(keep::users::all_users)
    }
}
