//! How the door says no.

use kernel::{Fault, Refusal};
use std::path::Path;
use std::{fmt, io};

/// Either a person can act, or an operator must.
#[derive(Debug)]
pub enum Trouble {
    /// Numbered, with a remedy, in both languages.
    Refusal(Refusal),
    /// The machine: disk, database.
    Fault(Fault),
}

impl Trouble {
    /// The refusal, if it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Trouble::Refusal(r) => Some(r),
            Trouble::Fault(_) => None,
        }
    }
}
/// The disk that holds the data is full.
const DISK_FULL: u16 = 5014;
/// A file or folder may not be written or read.
const NOT_ALLOWED: u16 = 5015;
/// Another program is writing.
const BUSY: u16 = 5016;
/// The store is damaged.
const DAMAGED: u16 = 5018;
/// The store does not answer.
const AWAY: u16 = 5019;
/// The store does not let us write.
const STORE_DENIES: u16 = 5020;

/// What the disk says of a file or folder: a refusal where somebody can act on it.
pub(crate) fn of_disk(doing: &str, path: &Path, e: io::Error) -> Trouble {
    use io::ErrorKind as K;
    match e.kind() {
        K::StorageFull | K::QuotaExceeded => Refusal::new(DISK_FULL).into(),
        K::PermissionDenied | K::ReadOnlyFilesystem | K::NotADirectory | K::AlreadyExists => {
            Refusal::new(NOT_ALLOWED).with("name", path.display()).into()
        }
        _ => Fault::new(format!("{doing} {}", path.display()), e).into(),
    }
}

/// Another program holds what we need.
pub(crate) fn busy() -> Trouble {
    Refusal::new(BUSY).into()
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Refusal(r) => r.fmt(f),
            Trouble::Fault(e) => e.fmt(f),
        }
    }
}
impl std::error::Error for Trouble {}
impl From<Refusal> for Trouble {
    fn from(r: Refusal) -> Trouble {
        Trouble::Refusal(r)
    }
}
impl From<Fault> for Trouble {
    fn from(f: Fault) -> Trouble {
        Trouble::Fault(f)
    }
}
impl From<sql::Error> for Trouble {
    fn from(e: sql::Error) -> Trouble {
        use sql::Kind as K;
        let number = match e.kind {
            K::Full => DISK_FULL,
            K::Conflict => BUSY,
            K::Broken => DAMAGED,
            K::Away => AWAY,
            K::Denied => STORE_DENIES,
            K::Duplicate | K::Missing | K::Other => return Fault::from(e).into(),
        };
        Refusal::new(number).with("cause", &e.source).into()
    }
}
