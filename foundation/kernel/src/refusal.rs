//! How the house says no.

use std::fmt;

/// A numbered no to a person who can act. Texts are messages (`locales/*/refusals.ftl`):
/// `refusal-<number>` is the cause and its attribute `.remedy` what to do; `args` fill the placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Catalogue number, for example 1203. Thousands: 1 readers, 2 migration, 3 register, 4 books, 5 desk, 6 web, 7 command line.
    pub number: u16,
    /// Placeholders of the message.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without placeholders.
    #[must_use]
    pub fn new(number: u16) -> Refusal {
        Refusal { number, args: Vec::new() }
    }

    /// Adds a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Refusal {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S{}", self.number)?;
        self.args.iter().try_for_each(|(k, v)| write!(f, " {k}={v}"))
    }
}
impl std::error::Error for Refusal {}

/// Trouble of the machine (disk, network, database): an operator's matter, not a user's.
#[derive(Debug)]
pub struct Fault {
    /// What was being done.
    pub doing: String,
    /// What went wrong underneath.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl Fault {
    /// `doing` names the act, `source` the trouble.
    pub fn new(doing: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Fault {
        Fault { doing: doing.into(), source: source.into() }
    }
}
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.doing, self.source)
    }
}
impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
