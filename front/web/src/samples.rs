//! Logins of invented societies, shown to everybody.

use desk::Role;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A login of an invented installation, shown on the login page.
#[derive(Clone, Debug)]
pub struct SampleLogin {
    /// Login name.
    pub login: String,
    /// Role.
    pub role: Role,
    /// The password, shown to everybody: such logins exist in examples only.
    pub password: String,
    /// What the authenticator of an invented officer was told, in base 32; empty where there is none. What it would show stands on the page that asks
    /// for it: the rule of the second factor is the same for him as for all.
    pub secret: String,
    /// Code of his office, where he holds a post; empty otherwise.
    pub office: &'static str,
}

impl SampleLogin {
    /// One without a second factor and without a post.
    #[must_use]
    pub fn of(login: &str, role: Role, password: &str) -> SampleLogin {
        SampleLogin { login: login.to_owned(), role, password: password.to_owned(), secret: String::new(), office: "" }
    }
}

/// What is invented in this installation; nothing by default.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Logins for the login page.
    pub logins: Vec<SampleLogin>,
    /// Codes of invented societies: their pages carry a mark.
    pub societies: BTreeSet<String>,
    /// Where the seat of an invented State is served beside these pages; empty while it is being made, nothing where there is none.
    pub seat: Option<Arc<OnceLock<String>>>,
    /// Where the pages of an invented society are served beside those of this seat; empty where there are none.
    pub society: String,
}
