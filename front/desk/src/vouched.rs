//! Officers for whom the State's own login service (OpenID Connect) vouches. It stands for the password alone: who comes is an officer who was
//! posted here before, his second factor is still asked, and nobody is let in because of it who was not let in already.

use crate::login::{drawn, hash, nobody, note, who_of};
use crate::{Desk, Session, Trouble, Who};
use keep::users::{self, User};
use kernel::{Digest, Refusal};

/// Whom a login service has vouched for, after every check of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched<'v> {
    /// Login name here, where the administrator wrote down whose the service's own name is.
    pub login: Option<&'v str>,
    /// Mail address, where the service says that it was proved.
    pub mail: Option<&'v str>,
}

impl Desk {
    /// Logs in an officer for whom the login service vouches: the one whose login name was written down, or else the one officer with this mail
    /// address in his post. A one-time password he was given and never used becomes void.
    ///
    /// # Errors
    /// 4613 (nobody posted here, or several); 5013, 5051 (locked); the store's.
    pub fn login_vouched(&self, vouched: &Vouched<'_>) -> Result<Session, Trouble> {
        let now = self.clock.now();
        let Some((mut user, who)) = self.officer_of(vouched)? else {
            self.db.tx(|t| note(t, &nobody(), now, "login-provider", 4613))?;
            return Err(Refusal::new(4613).into());
        };
        self.open_to(&user, "login-provider", now)?;
        if user.more.must_change {
            // whoever handed it out knows it: from now on nobody does
            user.password = hash(&Digest(drawn()?).hex())?;
            user.more.must_change = false;
            self.db.tx(|t| users::save_user(t, user.society, &user.name, &user.role, &user.password))?;
        }
        self.begin_session(user, who, "login-provider")
    }

    /// The one officer who is meant, with his post; nobody who was closed.
    fn officer_of(&self, vouched: &Vouched<'_>) -> Result<Option<(User, Who)>, Trouble> {
        let name = match (vouched.login, vouched.mail) {
            (Some(login), _) => Some(login.to_owned()),
            (None, Some(mail)) => self.login_of_mail(mail)?,
            (None, None) => None,
        };
        let Some(name) = name else { return Ok(None) };
        let found = self.db.read(|t| users::find_user(t, &name))?.filter(|u| u.more.closed.is_none());
        let Some((user, who)) = found.and_then(|u| who_of(&u).map(|who| (u, who))) else { return Ok(None) };
        let who = self.with_post(who)?;
        Ok(who.posting().is_some().then_some((user, who)))
    }

    /// The login name of the only officer whose post has this address.
    fn login_of_mail(&self, mail: &str) -> Result<Option<String>, Trouble> {
        let Some(state) = self.state()?.filter(|s| s.own) else { return Ok(None) };
        let same = |p: &&places::Posting| !p.mail.is_empty() && p.mail.trim().eq_ignore_ascii_case(mail.trim());
        let mut logins: Vec<&str> =
            state.directory.posts_on(self.today()).filter(same).map(|p| p.login.as_str()).collect();
        logins.sort_unstable();
        logins.dedup();
        Ok(if let [one] = logins[..] { Some(one.to_owned()) } else { None })
    }
}
