//! sql: one thin layer, the same statement text on SQLite and on PostgreSQL.
//! Used by keep, and by the desk for opening a store; nobody else speaks SQL.
//! Never knows what a table means, never builds a statement from a user's text.
//! Invariant: a transaction is whole or has not happened, and may be run again.
//!
//! Calls block: an async front must call from its blocking pool.

mod db;
mod error;
mod lite;
mod pg;
mod schema;
mod together;
mod value;

#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "testing")]
pub mod watch;

pub use db::{Db, Tx};
pub use error::{Error, Kind};
pub use schema::{Bulk, Column, Index, Table, Type, create};
pub use value::{Row, Sql, Val};
