//! The people of a society and of the installation: who is there, adding, roles, locks, one-time passwords, sessions. A person is closed,
//! never deleted: his name stands in the register. Nobody changes his own rights, and every decision stands in the audit.

use crate::factor::one_time;
use crate::login::{FOREVER, fit_name, hash};
use crate::working::{Env, decision};
use crate::{Desk, Role, Trouble, Who};
use books::event::Setting;
use books::setting::SECOND_FACTOR;
use keep::audit;
use keep::users::{self, More, User};
use kernel::{Digest, Instant, Refusal, SocietyId, Verb};
use sql::Tx;

/// What is done to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Gives him another role.
    Role(Role),
    /// Locks his name until it is unlocked.
    Lock,
    /// Unlocks it.
    Unlock,
    /// Gives him a new one-time password, and unlocks.
    Password,
    /// Takes his second factor away: the telephone is lost.
    NoFactor,
    /// Closes him.
    Close,
    /// Opens him again, with a one-time password.
    Reopen,
}

impl Change {
    /// Its name, as in the messages `act-person-…`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Change::Role(_) => "person-role",
            Change::Lock => "person-lock",
            Change::Unlock => "person-unlock",
            Change::Password => "person-password",
            Change::NoFactor => "person-no-factor",
            Change::Close => "person-close",
            Change::Reopen => "person-reopen",
        }
    }
}

/// A person as a list shows him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Login name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Place: a society, or 0 for the whole installation.
    pub place: SocietyId,
    /// Last login.
    pub last_login: Option<Instant>,
    /// Locked until then; [`FOREVER`] until a person unlocks.
    pub locked_until: Option<Instant>,
    /// He has a second factor.
    pub factor: bool,
    /// His password is a one-time one.
    pub must_change: bool,
    /// Closed since.
    pub closed: Option<Instant>,
}

/// A session as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Names the session; nobody can log in with it.
    pub id: String,
    /// Login name.
    pub name: String,
    /// Since when.
    pub begun: Instant,
    /// Until when.
    pub until: Instant,
}

/// Refuses one who may not give or take a role there.
pub(crate) fn may_name(by: &Who, place: SocietyId, role: Role) -> Result<(), Refusal> {
    if by.may_name(place, role) {
        return Ok(());
    }
    Err(Refusal::new(5048).with("name", &by.name).with("role", role.code()))
}

/// The roles a setting of the second factor names are roles.
pub(crate) fn known_roles(s: &Setting) -> Result<(), Refusal> {
    let known = |r: &str| r == "no" || Role::from_code(r).is_some();
    if s.key != SECOND_FACTOR || s.value.split(',').all(known) {
        return Ok(());
    }
    Err(Refusal::new(4028).with("key", &s.key).with("value", &s.value))
}

/// Whether somebody else with an open login here could let pass what he asks for.
pub(crate) fn another_agrees(t: &mut Tx<'_>, env: &Env<'_>) -> Result<bool, Trouble> {
    let may = |u: &User| Role::from_code(&u.role).is_some_and(|r| r.may(Verb::Approve));
    let mut all = users::users_of(t, env.society)?;
    all.extend(users::users_of(t, SocietyId(0))?);
    Ok(all.iter().any(|u| u.name != env.who.name && u.more.closed.is_none() && may(u)))
}

fn role_of(user: &User) -> Result<Role, Refusal> {
    Role::from_code(&user.role).ok_or_else(|| Refusal::new(5049).with("name", &user.name))
}

impl Desk {
    /// The people of a place, closed ones last. Those of the whole installation may work in every society, so everybody may see who they are.
    ///
    /// # Errors
    /// 5001, 5002; the store's.
    pub fn people(&self, by: &Who, place: SocietyId) -> Result<Vec<Person>, Trouble> {
        if place != SocietyId(0) {
            self.let_by(by, Verb::BooksRead, place, "people")?;
        }
        let now = self.clock.now();
        let person = |u: User| {
            Some(Person {
                role: Role::from_code(&u.role)?,
                name: u.name,
                place: u.society,
                last_login: u.more.last_login,
                locked_until: Some(u.locked_until).filter(|l| *l > now),
                factor: u.more.totp_on,
                must_change: u.more.must_change,
                closed: u.more.closed,
            })
        };
        let mut all: Vec<Person> = self.read(|t| users::users_of(t, place))?.into_iter().filter_map(person).collect();
        all.sort_by_key(|p| p.closed.is_some());
        Ok(all)
    }

    /// Adds a person; gives the one-time password, which he must change at his first login. It is shown now and never again.
    ///
    /// # Errors
    /// 5001, 5002, 5011 (the name is taken or is none), 5048 (may not give this role); the store's.
    pub fn add_person(&self, by: &Who, place: SocietyId, name: &str, role: Role) -> Result<String, Trouble> {
        self.heard(by, place, "person-add", || {
            by.guard(Verb::UsersManage, place)?;
            may_name(by, place, role)?;
            let name = fit_name(name)?;
            let secret = one_time()?;
            let hash = hash(&secret)?;
            self.db.tx(|t| {
                if users::find_user(t, name)?.is_some() {
                    return Err(Trouble::from(Refusal::new(5011).with("name", name)));
                }
                users::save_user(t, place, name, role.code(), &hash)?;
                users::save_more(t, place, name, &More { must_change: true, ..More::default() })?;
                self.note_change(t, by, place, "person-add", &format!("{name} {}", role.code()))
            })?;
            Ok(secret)
        })
    }

    /// Changes a person; gives the one-time password where there is a new one.
    ///
    /// # Errors
    /// 5001, 5002, 5047 (himself), 5048 (may not give or take this role), 5049 (no such person there); the store's.
    pub fn change_person(
        &self,
        by: &Who,
        place: SocietyId,
        name: &str,
        change: Change,
    ) -> Result<Option<String>, Trouble> {
        self.heard(by, place, change.code(), || self.try_change(by, place, name, change))
    }

    fn try_change(&self, by: &Who, place: SocietyId, name: &str, change: Change) -> Result<Option<String>, Trouble> {
        by.guard(Verb::UsersManage, place)?;
        if by.name == name {
            return Err(Refusal::new(5047).with("name", name).into());
        }
        let fresh = match change {
            Change::Password | Change::Reopen => {
                let secret = one_time()?;
                Some((hash(&secret)?, secret))
            }
            _ => None,
        };
        let now = self.clock.now();
        self.db.tx(|t| {
            let found = users::find_user(t, name)?.filter(|u| u.society == place);
            let found = found.filter(|u| u.more.closed.is_some() == (change == Change::Reopen));
            let user = found.ok_or_else(|| Refusal::new(5049).with("name", name))?;
            may_name(by, place, role_of(&user)?)?;
            let mut more = user.more.clone();
            let mut words = name.to_owned();
            match change {
                Change::Role(role) => {
                    may_name(by, place, role)?;
                    users::save_user(t, place, name, role.code(), &user.password)?;
                    users::set_failures(t, &user, user.failures, user.locked_until)?;
                    words = format!("{name} {} → {}", user.role, role.code());
                }
                Change::Lock => users::set_failures(t, &user, 0, FOREVER)?,
                Change::Unlock => users::set_failures(t, &user, 0, Instant(0))?,
                Change::NoFactor => more = More { totp: String::new(), totp_on: false, recovery: Vec::new(), ..more },
                Change::Close => more.closed = Some(now),
                Change::Password | Change::Reopen => {
                    more.closed = None;
                    more.must_change = true;
                }
            }
            if let Some((hash, _)) = &fresh {
                users::save_user(t, place, name, &user.role, hash)?;
            }
            users::save_more(t, place, name, &more)?;
            if !matches!(change, Change::Role(_) | Change::Unlock) {
                users::end_others(t, place, name, &[])?;
            }
            self.note_change(t, by, place, change.code(), &words)
        })?;
        Ok(fresh.map(|(_, secret)| secret))
    }

    /// The sessions of a place.
    ///
    /// # Errors
    /// 5001, 5002; the store's.
    pub fn sittings(&self, by: &Who, place: SocietyId) -> Result<Vec<Sitting>, Trouble> {
        self.let_by(by, Verb::UsersManage, place, "sessions")?;
        self.sittings_of(place, |_| true)
    }

    /// One's own sessions; the present one is the last of the pair's list.
    ///
    /// # Errors
    /// The store's.
    pub fn own_sittings(&self, who: &Who) -> Result<Vec<Sitting>, Trouble> {
        self.sittings_of(who.place, |s| s.name == who.name)
    }

    fn sittings_of(&self, place: SocietyId, wanted: impl Fn(&users::Seat) -> bool) -> Result<Vec<Sitting>, Trouble> {
        let now = self.clock.now();
        let all = self.read(|t| users::seats(t, place, now))?;
        let sitting =
            |s: users::Seat| Sitting { id: Digest(s.token).hex(), name: s.name, begun: s.begun, until: s.until };
        Ok(all.into_iter().filter(|s| wanted(s)).map(sitting).collect())
    }

    /// Which of the sessions a token is.
    #[must_use]
    pub fn sitting_id(&self, token: &str) -> String {
        crate::login::token_hash(token).map(|t| Digest(t).hex()).unwrap_or_default()
    }

    /// Ends a session: one's own, or one of the place whose people one manages.
    ///
    /// # Errors
    /// 5001, 5002, 5048; the store's.
    pub fn end_sitting(&self, by: &Who, place: SocietyId, id: &str) -> Result<(), Trouble> {
        self.heard(by, place, "session-end", || {
            let Some(token) = Digest::from_hex(id) else { return Ok(()) };
            let now = self.clock.now();
            self.db.tx(|t| {
                let Some(seat) = users::seat(t, &token.0, now)?.filter(|s| s.society == place) else { return Ok(()) };
                if seat.name != by.name {
                    by.guard(Verb::UsersManage, place)?;
                    if let Some(user) = users::find_user(t, &seat.name)? {
                        may_name(by, place, role_of(&user)?)?;
                    }
                }
                users::end_seat(t, &seat.token)?;
                self.note_change(t, by, place, "session-end", &seat.name)
            })
        })
    }

    fn note_change(&self, t: &mut Tx<'_>, by: &Who, place: SocietyId, act: &str, words: &str) -> Result<(), Trouble> {
        Ok(audit::note(t, place, &decision(by, self.clock.now(), act, 0, words.to_owned()))?)
    }

    /// Does it; a refusal is noted, too.
    pub(crate) fn heard<T>(
        &self,
        by: &Who,
        place: SocietyId,
        act: &str,
        doing: impl FnOnce() -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let done = doing();
        if let Err(Trouble::Refusal(r)) = &done {
            self.audit_refusal(by, place, act, r);
        }
        done
    }
}
