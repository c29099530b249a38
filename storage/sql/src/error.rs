//! Four kinds of trouble a caller can act on, and one that stops the house.

use std::fmt;

/// What a caller can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key exists already: the act was done before, or another writer was first.
    Duplicate,
    /// Another transaction was in the way; running again may succeed. [`crate::Db::tx`] has tried.
    Conflict,
    /// A table or row that must exist does not, or refers to nothing.
    Missing,
    /// The disk is full: writing has stopped until the store is opened again.
    Full,
    /// Disk damaged or unreadable: writing has stopped until the store is opened again.
    Broken,
    /// The database does not answer, or there is no such place.
    Away,
    /// The database says no: the role has no right to this act.
    Denied,
    /// Anything else.
    Other,
}

impl Kind {
    /// After this nothing more is written until the store is opened again.
    pub(crate) fn stops(self) -> bool {
        matches!(self, Kind::Full | Kind::Broken)
    }
}

/// Trouble of the store.
#[derive(Debug)]
pub struct Error {
    /// What a caller can do.
    pub kind: Kind,
    /// The statement, or what was being done.
    pub doing: String,
    /// What the engine says.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl Error {
    /// An error of a kind.
    pub fn new(
        kind: Kind,
        doing: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Error {
        Error { kind, doing: doing.into(), source: source.into() }
    }

    pub(crate) fn lite(doing: &str, e: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as C;
        use rusqlite::ffi;
        let kind = match &e {
            rusqlite::Error::SqliteFailure(code, _) => match code.code {
                C::ConstraintViolation => match code.extended_code {
                    ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                    | ffi::SQLITE_CONSTRAINT_UNIQUE
                    | ffi::SQLITE_CONSTRAINT_ROWID => Kind::Duplicate,
                    ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Kind::Missing,
                    _ => Kind::Other,
                },
                C::DatabaseBusy | C::DatabaseLocked => Kind::Conflict,
                C::DiskFull => Kind::Full,
                // The file shared between processes could not be made larger.
                C::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Kind::Full,
                C::DatabaseCorrupt | C::NotADatabase | C::SystemIoFailure => Kind::Broken,
                C::ReadOnly | C::PermissionDenied | C::AuthorizationForStatementDenied => Kind::Denied,
                C::CannotOpen => Kind::Away,
                _ => Kind::Other,
            },
            rusqlite::Error::QueryReturnedNoRows => Kind::Missing,
            _ => Kind::Other,
        };
        Error::new(kind, doing, e)
    }

    pub(crate) fn pg(doing: &str, e: tokio_postgres::Error) -> Error {
        use tokio_postgres::error::SqlState as S;
        let kind = match e.code() {
            Some(c) if *c == S::UNIQUE_VIOLATION => Kind::Duplicate,
            Some(c) if *c == S::T_R_SERIALIZATION_FAILURE || *c == S::T_R_DEADLOCK_DETECTED => Kind::Conflict,
            Some(c) if *c == S::FOREIGN_KEY_VIOLATION || *c == S::UNDEFINED_TABLE => Kind::Missing,
            Some(c) if *c == S::DISK_FULL => Kind::Full,
            Some(c) if *c == S::DATA_CORRUPTED || *c == S::INDEX_CORRUPTED || *c == S::IO_ERROR => Kind::Broken,
            Some(c) if *c == S::INSUFFICIENT_PRIVILEGE => Kind::Denied,
            None if doing == "connect" || e.is_closed() => Kind::Away,
            _ => Kind::Other,
        };
        let text = e.as_db_error().map_or_else(|| e.to_string(), |d| format!("{} ({})", d.message(), d.code().code()));
        Error::new(kind, doing, text)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {} [{}]", self.kind, self.source, self.doing)
    }
}
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
impl From<Error> for kernel::Fault {
    fn from(e: Error) -> kernel::Fault {
        kernel::Fault::new("store", e)
    }
}
