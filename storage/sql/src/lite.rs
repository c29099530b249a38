//! SQLite: one writing connection, several reading ones.

use crate::value::Row;
use crate::{Error, Val};
use rusqlite::{Connection, ErrorCode};
use std::path::Path;
use std::time::Duration;

/// `SHKR`: says whose file it is.
const APPLICATION_ID: i32 = 0x5348_4b52;

/// How long a connection waits for another one's lock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Opens a file with the pragmas of the house: a committed transaction survives a power cut.
pub(crate) fn open(path: &Path) -> Result<Connection, Error> {
    let conn = Connection::open(path).map_err(|e| Error::lite("open", e))?;
    conn.set_prepared_statement_cache_capacity(256);
    // Before anything else: another process may be just opening the same file.
    conn.busy_timeout(PATIENCE).map_err(|e| Error::lite("open", e))?;
    let id: i32 = conn.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(|e| Error::lite("open", e))?;
    if id != 0 && id != APPLICATION_ID {
        return Err(Error::new(crate::Kind::Other, "open", format!("the file belongs to another program ({id:#x})")));
    }
    // A program that has the store alone may have asked for another journal; it asks for this one again when it is done.
    journal(&conn, "WAL")?;
    conn.execute_batch(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;
         PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF; PRAGMA threads=2;",
    )
    .map_err(|e| Error::lite("open", e))?;
    if id == 0 {
        conn.execute_batch(&format!("PRAGMA application_id={APPLICATION_ID}")).map_err(|e| Error::lite("open", e))?;
    }
    Ok(conn)
}

/// Asks for another kind of journal. Another connection may be in the way: then it stays as it was, which is as safe.
pub(crate) fn journal(conn: &Connection, kind: &str) -> Result<(), Error> {
    let asked = format!("PRAGMA journal_mode={kind}");
    match conn.execute_batch(&asked) {
        Err(e) if matches!(e.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => Ok(()),
        other => other.map_err(|e| Error::lite(&asked, e)),
    }
}

fn value<'v>(v: &Val<'v>) -> rusqlite::types::ToSqlOutput<'v> {
    use rusqlite::types::{ToSqlOutput, ValueRef};
    ToSqlOutput::Borrowed(match v {
        Val::Null => ValueRef::Null,
        Val::Int(i) => ValueRef::Integer(*i),
        Val::Text(t) => ValueRef::Text(t.as_bytes()),
        Val::Bytes(b) => ValueRef::Blob(b),
    })
}

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(value(self))
    }
}

pub(crate) fn insert(statement: &mut rusqlite::CachedStatement<'_>, row: &[Val<'_>]) -> rusqlite::Result<()> {
    for (i, v) in row.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, v)?;
    }
    statement.raw_execute().map(|_| ())
}

/// `$1` → `?1`: SQLite would take `$1` for a name.
pub(crate) fn marks(text: &str) -> String {
    text.replace('$', "?")
}

pub(crate) fn each(
    conn: &Connection,
    text: &str,
    params: &[Val<'_>],
    f: &mut dyn FnMut(&Row<'_>) -> Result<bool, Error>,
) -> Result<(), Error> {
    let wrong = |e| Error::lite(text, e);
    let mut statement = conn.prepare_cached(&marks(text)).map_err(wrong)?;
    for (i, v) in params.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, v).map_err(wrong)?;
    }
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(wrong)? {
        let row = Row::lite(row);
        let more = f(&row)?;
        if let Some(i) = row.bad.get() {
            return Err(Error::new(crate::Kind::Other, text, format!("column {i} holds another type than expected")));
        }
        if !more {
            break;
        }
    }
    Ok(())
}

pub(crate) fn exec(conn: &Connection, text: &str, params: &[Val<'_>]) -> Result<(), Error> {
    let wrong = |e| Error::lite(text, e);
    let mut statement = conn.prepare_cached(&marks(text)).map_err(wrong)?;
    insert(&mut statement, params).map_err(wrong)
}
