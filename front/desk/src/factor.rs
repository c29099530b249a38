//! Setting up a second factor: the secret for the authenticator, its first code as the proof that it works, recovery codes shown once.

use crate::login::{self, drawn, fits, hash};
use crate::{Desk, Trouble, totp};
use keep::users::{self, More};
use kernel::{Fault, Instant, Refusal};

/// Recovery codes given.
const CODES: usize = 8;

/// What an authenticator must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in base 32, for typing.
    pub secret: String,
    /// The same as an address (`otpauth://…`), for a QR code.
    pub address: String,
    bytes: Vec<u8>,
}

impl Enrolment {
    /// What the authenticator shows at an instant.
    #[must_use]
    pub fn code(&self, at: Instant) -> String {
        totp::code(&self.bytes, at)
    }
}

/// Bytes of a secret kept in hexadecimal.
pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    let pair = |p: &[u8]| u8::from_str_radix(std::str::from_utf8(p).ok()?, 16).ok();
    hex.as_bytes().chunks(2).filter_map(pair).collect()
}

/// Which recovery code this is.
pub(crate) fn recovery_of(more: &More, code: &str) -> Option<usize> {
    let digits: String = lipi::text::ascii_digits(code).chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 12).then(|| more.recovery.iter().position(|stored| fits(&digits, stored))).flatten()
}

/// A one-time password: twelve digits in groups of four, since nothing else is as easily read out and typed on any keyboard.
///
/// # Errors
/// The machine has no random numbers.
pub fn one_time() -> Result<String, Fault> {
    let n = u64::from_be_bytes(drawn()?) % 1_000_000_000_000;
    Ok(format!("{:04}-{:04}-{:04}", n / 100_000_000, n / 10_000 % 10_000, n % 10_000))
}

impl Desk {
    /// Begins or goes on setting up one's own second factor. The same secret is shown until it is confirmed.
    ///
    /// # Errors
    /// 5052 (the session is gone), 5053 (there is one already); the store's.
    pub fn begin_factor(&self, token: &str) -> Result<Enrolment, Trouble> {
        let (_, user) = self.seated(token)?.filter(|(s, _)| s.proven).ok_or_else(|| Refusal::new(5052))?;
        if user.more.totp_on {
            return Err(Refusal::new(5053).into());
        }
        let mut more = user.more;
        if more.totp.is_empty() {
            let secret: [u8; totp::SECRET] = drawn()?;
            more.totp = secret.iter().map(|b| format!("{b:02x}")).collect();
            self.db.tx(|t| users::save_more(t, user.society, &user.name, &more))?;
        }
        let bytes = bytes(&more.totp);
        let secret = totp::base32(&bytes);
        let name: String = user.name.bytes().map(|b| format!("%{b:02X}")).collect();
        let address = format!("otpauth://totp/sahakar:{name}?secret={secret}&issuer=sahakar");
        Ok(Enrolment { secret, address, bytes })
    }

    /// What the authenticator of an invented person shows next that still counts, for pages of examples: whoever asks names the secret it was told, so
    /// that nobody learns anything of a person who is not invented. Nothing where it is another's, or all codes of this half minute were used.
    ///
    /// # Errors
    /// The store's.
    pub fn invented_code(&self, token: &str, secret: &str) -> Result<Option<String>, Trouble> {
        let Some((_, user)) = self.seated(token)? else { return Ok(None) };
        let told = bytes(&user.more.totp);
        let own = !told.is_empty() && totp::base32(&told) == secret;
        Ok(own.then(|| totp::next(&told, self.clock.now(), user.more.totp_step)).flatten())
    }

    /// Confirms one's own second factor with a code; gives the recovery codes, which are kept only as hashes.
    ///
    /// # Errors
    /// 5052, 5053, 5024 (the code is wrong); the store's.
    pub fn confirm_factor(&self, token: &str, code: &str) -> Result<Vec<String>, Trouble> {
        let now = self.clock.now();
        let (_, user) = self.seated(token)?.filter(|(s, _)| s.proven).ok_or_else(|| Refusal::new(5052))?;
        if user.more.totp_on {
            return Err(Refusal::new(5053).into());
        }
        let step = totp::step_of(&bytes(&user.more.totp), code, now, user.more.totp_step);
        let Some(step) = step.filter(|_| !user.more.totp.is_empty()) else {
            self.failed(&user, "factor-on", 5024)?;
            return Err(Refusal::new(5024).into());
        };
        let codes = (0..CODES).map(|_| one_time()).collect::<Result<Vec<_>, _>>()?;
        let hashes = codes.iter().map(|c| hash(&c.replace('-', ""))).collect::<Result<Vec<_>, _>>()?;
        let more = More { totp_on: true, totp_step: step, recovery: hashes, ..user.more.clone() };
        self.db.tx(|t| {
            users::save_more(t, user.society, &user.name, &more)?;
            login::note(t, &user, now, "factor-on", 0)
        })?;
        Ok(codes)
    }
}
