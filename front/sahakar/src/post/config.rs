//! The file that says how digests leave: TOML.
//!
//! ```toml
//! hour = 7                       # of the day, in India; 7 where nothing is said
//! [smtp]
//! host = "mail.example.in"
//! port = 587
//! tls = "starttls"               # starttls, tls; none only on this computer itself
//! user = "desk"
//! password = "…"
//! from = "desk@example.in"
//! [sms]
//! url = "https://gateway.example.in/send?to={to}&text={text}"
//! [[to]]
//! name = "officer"               # login name; an officer's post may hold his addresses already
//! mail = "officer@example.in"
//! mobile = "9876500000"
//! lang = "hi"
//! ```

use desk::{Trouble, Who};
use kernel::Refusal;
use lipi::Lang;
use serde::Deserialize;
use std::path::Path;

/// How mails are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sealing {
    /// Begun in the clear and then sealed.
    Starttls,
    /// Sealed from the first byte.
    Tls,
    /// Not sealed: only to a server on this computer.
    None,
}

/// The mail server.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Sealed how.
    pub tls: Sealing,
    /// Login; empty for none.
    #[serde(default)]
    pub user: String,
    /// Its password.
    #[serde(default)]
    pub password: String,
    /// Who sends.
    pub from: String,
}

/// The SMS gateway.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// Address with `{to}` and `{text}`.
    pub url: String,
}

/// Addresses of a person.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct To {
    name: String,
    #[serde(default)]
    mail: String,
    #[serde(default)]
    mobile: String,
    #[serde(default)]
    lang: String,
}

/// The whole file.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Hour of the day from which digests leave.
    #[serde(default = "seven")]
    pub hour: u8,
    /// The mail server; none: no mails.
    pub smtp: Option<Smtp>,
    /// The gateway; none: no short messages.
    pub sms: Option<Sms>,
    #[serde(default)]
    to: Vec<To>,
}

fn seven() -> u8 {
    7
}

/// Somebody with addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Mail address; may be empty.
    pub mail: String,
    /// Mobile number; may be empty.
    pub mobile: String,
    /// His language.
    pub lang: Lang,
}

/// True for an address on this computer itself.
fn is_here(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "::1")
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// 5145 it cannot be read, or is not as it must be; 5147 the gateway's address.
    pub fn read(path: &Path) -> Result<Config, Trouble> {
        let wrong = |cause: String| Refusal::new(5145).with("file", path.display()).with("cause", cause);
        let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        let config: Config = toml::from_str(&text).map_err(|e| wrong(e.message().to_owned()))?;
        if config.hour > 23 {
            return Err(wrong(format!("hour = {}", config.hour)).into());
        }
        if let Some(s) = config.smtp.as_ref().filter(|s| s.tls == Sealing::None && !is_here(&s.host)) {
            return Err(wrong(format!("tls = none, host = {}", s.host)).into());
        }
        if let Some(sms) = &config.sms {
            let rest = sms.url.strip_prefix("https://").or_else(|| {
                let rest = sms.url.strip_prefix("http://")?;
                is_here(rest.split(['/', ':']).next().unwrap_or_default()).then_some(rest)
            });
            if rest.is_none() || !sms.url.contains("{to}") || !sms.url.contains("{text}") {
                return Err(Refusal::new(5147).into());
            }
        }
        Ok(config)
    }

    /// The addresses of a person: of the file, or else of his post.
    pub fn reader(&self, name: &str, who: &Who) -> Option<Reader> {
        let post = who.posting();
        let named = self.to.iter().find(|t| t.name == name);
        if named.is_none() && post.is_none() {
            return None;
        }
        let pick = |own: Option<&String>, other: Option<&String>| {
            own.filter(|s| !s.is_empty()).or(other).cloned().unwrap_or_default()
        };
        let english = named.is_some_and(|t| t.lang == "en");
        Some(Reader {
            mail: pick(named.map(|t| &t.mail), post.map(|p| &p.mail)),
            mobile: pick(named.map(|t| &t.mobile), post.map(|p| &p.phone)),
            lang: if english { Lang::En } else { Lang::Hi },
        })
    }
}
