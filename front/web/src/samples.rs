//! Logins of invented societies, shown to everybody.

use desk::Role;
use std::collections::BTreeSet;

/// A login of an invented installation, shown on the login page.
#[derive(Clone, Debug)]
pub struct SampleLogin {
    /// Login name.
    pub login: String,
    /// Role.
    pub role: Role,
    /// The password, shown to everybody: such logins exist in examples only.
    pub password: String,
}

/// What is invented in this installation; nothing by default.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Logins for the login page.
    pub logins: Vec<SampleLogin>,
    /// Codes of invented societies: their pages carry a mark.
    pub societies: BTreeSet<String>,
}
