//! Tables as data: one description gives both engines' DDL and the bulk writer.

use crate::db::Tx;
use crate::{Error, Kind, Val};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The three types there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Whole number.
    Int,
    /// Text, compared bytewise on both engines.
    Text,
    /// Bytes.
    Bytes,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name.
    pub name: &'static str,
    /// Type.
    pub ty: Type,
    /// May be nothing.
    pub null: bool,
}

/// A secondary index.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// Name, unique in the store.
    pub name: &'static str,
    /// Columns, the first is `society_id`.
    pub columns: &'static str,
}

/// A table: clustered by its primary key, which is the first `key` columns in order.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name.
    pub name: &'static str,
    /// Columns; the first `key` of them are the primary key.
    pub columns: &'static [Column],
    /// How many leading columns make the primary key.
    pub key: usize,
    /// Secondary indexes.
    pub indexes: &'static [Index],
}

/// Describes a table: `table!(NAME "name" key 2 { society_id: Int, no: Text, name: Text | null } index "i" "society_id, name")`.
#[macro_export]
macro_rules! table {
    (@null null) => { true };
    (@null) => { false };
    ($(#[$doc:meta])* $id:ident $name:literal key $key:literal { $($col:ident: $ty:ident $(| $q:ident)?),* $(,)? } $(index $iname:literal $icols:literal)*) => {
        $(#[$doc])*
        pub const $id: $crate::Table = $crate::Table {
            name: $name,
            key: $key,
            columns: &[$($crate::Column { name: stringify!($col), ty: $crate::Type::$ty, null: $crate::table!(@null $($q)?) }),*],
            indexes: &[$($crate::Index { name: $iname, columns: $icols }),*],
        };
    };
}

impl Table {
    /// The statements that make the table and its indexes.
    #[must_use]
    pub fn ddl(&self, postgres: bool) -> Vec<String> {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|c| {
                let ty = match (c.ty, postgres) {
                    (Type::Int, true) => "BIGINT",
                    (Type::Int, false) => "INTEGER",
                    (Type::Text, _) => "TEXT",
                    (Type::Bytes, true) => "BYTEA",
                    (Type::Bytes, false) => "BLOB",
                };
                let collate = if postgres && c.ty == Type::Text { " COLLATE \"C\"" } else { "" };
                format!("{} {ty}{collate}{}", c.name, if c.null { "" } else { " NOT NULL" })
            })
            .collect();
        let key: Vec<&str> = self.columns[..self.key].iter().map(|c| c.name).collect();
        let tail = if postgres { "" } else { " STRICT, WITHOUT ROWID" };
        let mut out = vec![format!(
            "CREATE TABLE IF NOT EXISTS {} ({}, PRIMARY KEY ({})){tail}",
            self.name,
            columns.join(", "),
            key.join(", ")
        )];
        out.extend(
            self.indexes
                .iter()
                .map(|i| format!("CREATE INDEX IF NOT EXISTS {} ON {} ({})", i.name, self.name, i.columns)),
        );
        out
    }

    /// The insert of a whole row. Made once per table and kept for the life of the process.
    pub(crate) fn insert(&self) -> crate::Sql {
        static MADE: Mutex<BTreeMap<&str, &str>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let text = made.entry(self.name).or_insert_with(|| {
            let marks: Vec<String> = (1..=self.columns.len()).map(|i| format!("${i}")).collect();
            String::leak(format!("INSERT INTO {} VALUES ({})", self.name, marks.join(",")))
        });
        crate::Sql(text)
    }
}

/// Makes tables that do not exist yet.
///
/// # Errors
/// What the engine says.
pub fn create(tx: &mut Tx<'_>, tables: &[Table]) -> Result<(), Error> {
    let postgres = tx.is_postgres();
    tables.iter().flat_map(|t| t.ddl(postgres)).try_for_each(|text| tx.script(&text))?;
    if postgres { Ok(()) } else { tx.script(&shapes(tables)) }
}

/// Rows a table is planned for.
const PLANNED: u64 = 1_000_000;
/// Rows a secondary index finds for a whole key.
const FOUND: u64 = 10;

/// What SQLite must know of the tables' shape to choose between a table and its index. Left to itself it believes that the first column of
/// any key finds ten rows; here that column is the society, which parts nothing, and a whole society was read where an index was meant.
/// Fixed figures and no count of real rows: plans are then the same in a small store and a large one.
fn shapes(tables: &[Table]) -> String {
    let mut out = String::from("ANALYZE sqlite_schema;");
    let mut row = |table: &str, index: &str, columns: usize, least: u64| {
        let mut text = format!("{PLANNED} {PLANNED}");
        for column in 2..=columns {
            // each further column parts as much as the others, the last to the least there is
            let left = (columns - column) as u32;
            let found = if left == 0 { least } else { least.max(10_u64.pow((6 * left).div_ceil(columns as u32))) };
            text.push_str(&format!(" {found}"));
        }
        out.push_str(&format!(
            "DELETE FROM sqlite_stat1 WHERE tbl = '{table}' AND idx = '{index}';
             INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('{table}', '{index}', '{text}');"
        ));
    };
    for t in tables {
        row(t.name, t.name, t.key, 1);
        for i in t.indexes {
            row(t.name, i.name, i.columns.split(',').count(), FOUND);
        }
    }
    out.push_str("ANALYZE sqlite_schema;");
    out
}

/// Writes many rows of one table: a prepared insert on SQLite, binary COPY on PostgreSQL (few rows: queued inserts, so
/// that a small transaction stays one round trip). Rows in primary-key order
/// are fastest. Nothing is sure before [`Bulk::finish`].
pub struct Bulk<'t, 'c> {
    pub(crate) inner: BulkInner<'t>,
    pub(crate) table: Table,
    pub(crate) rows: u64,
    pub(crate) failed: &'t Cell<Option<Kind>>,
    pub(crate) _tx: std::marker::PhantomData<Tx<'c>>,
}

pub(crate) enum BulkInner<'t> {
    Lite(rusqlite::CachedStatement<'t>),
    Pg(crate::pg::Copy<'t>),
    Few(&'t mut crate::pg::Conn, crate::Sql),
}

impl Bulk<'_, '_> {
    /// One row, all columns of the table in order.
    ///
    /// # Errors
    /// What the engine says; on PostgreSQL possibly only at the end.
    pub fn push(&mut self, row: &[Val<'_>]) -> Result<(), Error> {
        assert_eq!(row.len(), self.table.columns.len(), "row of another width than table {}", self.table.name);
        self.rows += 1;
        #[cfg(feature = "testing")]
        crate::watch::pushed(row);
        let done = match &mut self.inner {
            BulkInner::Lite(statement) => {
                crate::lite::insert(statement, row).map_err(|e| Error::lite(self.table.name, e))
            }
            BulkInner::Pg(copy) => copy.push(&self.table, row),
            BulkInner::Few(conn, insert) => conn.queue(*insert, row),
        };
        self.note(done)
    }

    /// Ends the writing and says how many rows went in.
    ///
    /// # Errors
    /// What the engine says.
    pub fn finish(mut self) -> Result<u64, Error> {
        let done = match &mut self.inner {
            BulkInner::Pg(copy) => copy.finish(self.table.name),
            BulkInner::Lite(_) | BulkInner::Few(..) => Ok(()),
        };
        self.note(done).map(|()| self.rows)
    }

    fn note(&self, done: Result<(), Error>) -> Result<(), Error> {
        if let Err(e) = &done {
            self.failed.set(Some(e.kind));
        }
        done
    }
}
