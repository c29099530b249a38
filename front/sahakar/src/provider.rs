//! The State's own login service for officers, from a file of the administrator's in TOML. Without it there is no button.
//!
//! ```toml
//! issuer = "https://login.example.in/realms/state"   # as the service names itself
//! client_id = "sahakar"
//! secret_file = "/etc/sahakar/login.secret"          # or the secret in SAHAKAR_LOGIN_SECRET
//! redirect = "https://seat.example.in/login/provider/back"
//! name = "Login of the State"                         # on the button
//! [[person]]                                         # where the mail address of the post is not the one the service knows
//! sub = "8f1c…"                                      # the service's own name of the person
//! login = "ar-almora"                                # his login name here
//! ```

use desk::Trouble;
use kernel::Refusal;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use web::provider::{Provider, Settings};

/// Where the secret may stand instead of a file.
const SECRET: &str = "SAHAKAR_LOGIN_SECRET";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    issuer: String,
    client_id: String,
    #[serde(default)]
    secret_file: Option<PathBuf>,
    redirect: String,
    name: String,
    #[serde(default)]
    person: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    sub: String,
    login: String,
}

/// Reads the file.
///
/// # Errors
/// 4605 it or the file of the secret cannot be read, something of it is missing or not as it must be.
pub fn read(path: &Path) -> Result<Provider, Trouble> {
    let wrong = |cause: String| Trouble::from(Refusal::new(4605).with("cause", format!("{}: {cause}", path.display())));
    let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
    let file: File = toml::from_str(&text).map_err(|e| wrong(e.message().to_owned()))?;
    let secret = match &file.secret_file {
        Some(at) => std::fs::read_to_string(at).map_err(|e| wrong(format!("{}: {e}", at.display())))?,
        None => std::env::var(SECRET).map_err(|_| wrong(format!("secret_file, {SECRET}")))?,
    };
    let settings = Settings {
        issuer: file.issuer,
        client_id: file.client_id,
        secret: secret.trim().to_owned(),
        redirect: file.redirect,
        name: file.name,
        people: file.person.into_iter().map(|p| (p.sub, p.login)).collect(),
    };
    Provider::new(settings).map_err(|no| wrong(no.args.into_iter().map(|(_, what)| what).collect()))
}
