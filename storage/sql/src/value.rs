//! What goes into a statement and what comes out: whole numbers, text, bytes, nothing.

use std::cell::Cell;

/// A statement: a constant text with `$1`… numbered by first use. Made by [`crate::statements!`], which also puts
/// it on the list that tests prepare on both engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sql(pub &'static str);

/// Names statements and lists them in `STATEMENTS`.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: $crate::Sql = $crate::Sql($text);)*
        /// Every statement of this module, for the test that prepares all of them.
        pub const STATEMENTS: &[(&str, $crate::Sql)] = &[$((stringify!($name), $name)),*];
    };
}

/// A value for a placeholder or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Val<'a> {
    /// Nothing.
    Null,
    /// Whole number: money in paise, counts, booleans 0/1, instants in UTC milliseconds.
    Int(i64),
    /// Text; days as `YYYY-MM-DD`.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl From<i64> for Val<'_> {
    fn from(v: i64) -> Self {
        Val::Int(v)
    }
}
impl From<Option<i64>> for Val<'_> {
    fn from(v: Option<i64>) -> Self {
        v.map_or(Val::Null, Val::Int)
    }
}
impl<'a> From<&'a str> for Val<'a> {
    fn from(v: &'a str) -> Self {
        Val::Text(v)
    }
}
impl<'a> From<&'a String> for Val<'a> {
    fn from(v: &'a String) -> Self {
        Val::Text(v)
    }
}
impl<'a> From<Option<&'a str>> for Val<'a> {
    fn from(v: Option<&'a str>) -> Self {
        v.map_or(Val::Null, Val::Text)
    }
}
impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(v: &'a [u8]) -> Self {
        Val::Bytes(v)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Owned {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}
impl From<&Val<'_>> for Owned {
    fn from(v: &Val<'_>) -> Owned {
        match v {
            Val::Null => Owned::Null,
            Val::Int(i) => Owned::Int(*i),
            Val::Text(t) => Owned::Text((*t).to_owned()),
            Val::Bytes(b) => Owned::Bytes(b.to_vec()),
        }
    }
}

pub(crate) enum Engine<'r> {
    Lite(&'r rusqlite::Row<'r>),
    Pg(&'r tokio_postgres::Row),
}

/// A row being read; columns count from 0. A column of another type than asked for reads as empty and makes the
/// whole query an error, so that a damaged store never panics and never passes for whole.
pub struct Row<'r> {
    pub(crate) engine: Engine<'r>,
    pub(crate) bad: Cell<Option<usize>>,
}

impl<'r> Row<'r> {
    pub(crate) fn lite(row: &'r rusqlite::Row<'r>) -> Row<'r> {
        Row { engine: Engine::Lite(row), bad: Cell::new(None) }
    }
    pub(crate) fn pg(row: &'r tokio_postgres::Row) -> Row<'r> {
        Row { engine: Engine::Pg(row), bad: Cell::new(None) }
    }

    fn val(&self, i: usize) -> Val<'_> {
        use tokio_postgres::types::Type as T;
        let got = match &self.engine {
            Engine::Lite(row) => match row.get_ref(i) {
                Ok(rusqlite::types::ValueRef::Null) => Some(Val::Null),
                Ok(rusqlite::types::ValueRef::Integer(v)) => Some(Val::Int(v)),
                Ok(rusqlite::types::ValueRef::Text(t)) => std::str::from_utf8(t).ok().map(Val::Text),
                Ok(rusqlite::types::ValueRef::Blob(b)) => Some(Val::Bytes(b)),
                _ => None,
            },
            Engine::Pg(row) => match row.columns().get(i).map(|c| c.type_().clone()) {
                Some(T::INT8) => row.try_get::<_, Option<i64>>(i).ok().map(Val::from),
                Some(T::INT4) => row.try_get::<_, Option<i32>>(i).ok().map(|v| Val::from(v.map(i64::from))),
                Some(T::TEXT) => row.try_get::<_, Option<&str>>(i).ok().map(Val::from),
                Some(T::BYTEA) => row.try_get::<_, Option<&[u8]>>(i).ok().map(|v| v.map_or(Val::Null, Val::Bytes)),
                _ => None,
            },
        };
        got.unwrap_or_else(|| self.spoil(i, Val::Null))
    }

    fn spoil<T>(&self, i: usize, instead: T) -> T {
        self.bad.set(Some(i));
        instead
    }

    /// A whole number.
    #[must_use]
    pub fn int(&self, i: usize) -> i64 {
        if let Val::Int(v) = self.val(i) { v } else { self.spoil(i, 0) }
    }

    /// A whole number or nothing.
    #[must_use]
    pub fn opt_int(&self, i: usize) -> Option<i64> {
        match self.val(i) {
            Val::Int(v) => Some(v),
            Val::Null => None,
            _ => self.spoil(i, None),
        }
    }

    /// Text.
    #[must_use]
    pub fn text(&self, i: usize) -> &str {
        if let Val::Text(v) = self.val(i) { v } else { self.spoil(i, "") }
    }

    /// Text or nothing.
    #[must_use]
    pub fn opt_text(&self, i: usize) -> Option<&str> {
        match self.val(i) {
            Val::Text(v) => Some(v),
            Val::Null => None,
            _ => self.spoil(i, None),
        }
    }

    /// Bytes.
    #[must_use]
    pub fn bytes(&self, i: usize) -> &[u8] {
        if let Val::Bytes(v) = self.val(i) { v } else { self.spoil(i, &[]) }
    }

    /// The bytes of a text or bytes column as stored, valid or not; for verification, which must name what is wrong.
    #[must_use]
    pub fn raw(&self, i: usize) -> &[u8] {
        if let Engine::Lite(row) = &self.engine {
            return row.get_ref(i).ok().and_then(|v| v.as_bytes().ok()).unwrap_or_else(|| self.spoil(i, &[]));
        }
        match self.val(i) {
            Val::Text(t) => t.as_bytes(),
            Val::Bytes(b) => b,
            _ => self.spoil(i, &[]),
        }
    }

    /// The value as it stands, for dumps.
    #[must_use]
    pub fn any(&self, i: usize) -> Val<'_> {
        self.val(i)
    }
}
