//! The store and its transactions.

use crate::schema::{Bulk, BulkInner, Table};
use crate::together::Writer;
use crate::value::{Row, Sql};
use crate::{Error, Kind, Val, lite, pg};
use rusqlite::Connection;
use std::cell::Cell;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// Most connections held at once: reading ones on SQLite, all on PostgreSQL. Others wait.
const CONNECTIONS: usize = 8;
/// Fewer rows than this are cheaper as queued inserts than as a COPY.
const FEW: usize = 200;
/// How often a transaction is run when another one is in its way.
const ATTEMPTS: u32 = 10;
/// The same where SQLite itself has waited five seconds before each: a person does not wait a minute.
const ATTEMPTS_WAITED: u32 = 2;

/// A store. Cheap to share by reference; calls block.
pub struct Db {
    engine: Engine,
    broken: OnceLock<(Kind, &'static str)>,
}

enum Engine {
    Lite { writer: Writer, readers: Pool<Connection>, path: PathBuf },
    Pg { url: String, pool: Pool<pg::Conn> },
}

struct Pool<C> {
    idle: Mutex<(Vec<C>, usize)>,
    freed: Condvar,
}

impl<C> Pool<C> {
    fn new() -> Pool<C> {
        Pool { idle: Mutex::new((Vec::new(), 0)), freed: Condvar::new() }
    }

    fn take(&self, make: impl FnOnce() -> Result<C, Error>) -> Result<Lease<'_, C>, Error> {
        let mut idle = lock(&self.idle);
        while idle.0.is_empty() && idle.1 >= CONNECTIONS {
            idle = self.freed.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
        idle.1 += usize::from(idle.0.is_empty());
        let got = idle.0.pop();
        drop(idle);
        let mut lease = Lease { pool: self, conn: got };
        if lease.conn.is_none() {
            lease.conn = Some(make()?);
        }
        Ok(lease)
    }
}

/// A connection on loan; goes back unless it was spoiled or its holder panicked.
struct Lease<'p, C> {
    pool: &'p Pool<C>,
    conn: Option<C>,
}

impl<C> Drop for Lease<'_, C> {
    fn drop(&mut self) {
        let mut idle = lock(&self.pool.idle);
        match self.conn.take() {
            Some(c) if !std::thread::panicking() => idle.0.push(c),
            _ => idle.1 -= 1,
        }
        drop(idle);
        self.pool.freed.notify_one();
    }
}

pub(crate) fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path, and the most pages of 4 KiB the file may have where that is said.
fn limited(path: &str) -> (&str, Option<u64>) {
    let Some((path, most)) = path.split_once('?') else { return (path, None) };
    let count = |of: &str| most.strip_prefix(of).and_then(|n| n.parse::<u32>().ok()).map(u64::from);
    (path, count("max_mib=").map(|mib| mib * 256).or_else(|| count("max_pages=")))
}

impl Db {
    /// Opens `sqlite:<path>` (made if missing) or `postgres://…`. `sqlite:<path>?max_mib=<n>` lets the file grow to so
    /// many MiB and no further, `?max_pages=<n>` to so many pages: a full store then says what a full disk says.
    ///
    /// # Errors
    /// [`Kind::Other`] for an unknown address or a file of another program; what the engine says otherwise.
    pub fn open(url: &str) -> Result<Db, Error> {
        let engine = if let Some(path) = url.strip_prefix("sqlite:") {
            let (path, most) = limited(path);
            let writer = lite::open(Path::new(path))?;
            if let Some(pages) = most {
                let limit = format!("PRAGMA max_page_count={pages}");
                writer.execute_batch(&limit).map_err(|e| Error::lite("open", e))?;
            }
            // Only an upper limit; an import of millions of rows is twice as fast with it.
            writer.execute_batch("PRAGMA cache_size=-262144").map_err(|e| Error::lite("open", e))?;
            Engine::Lite { writer: Writer::new(writer), readers: Pool::new(), path: path.into() }
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") || url.contains("host=") {
            let pool = Pool::new();
            drop(pool.take(|| pg::Conn::connect(url))?);
            Engine::Pg { url: url.to_owned(), pool }
        } else {
            return Err(Error::new(Kind::Other, "open", format!("no store is named {url}")));
        };
        Ok(Db { engine, broken: OnceLock::new() })
    }

    /// True on PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Pg { .. })
    }

    /// Why writing has stopped, if it has: the disk is full or the store damaged.
    #[must_use]
    pub fn broken(&self) -> Option<&str> {
        self.broken.get().map(|(_, why)| *why)
    }

    /// A writing transaction: all or nothing. `f` may run several times and must have no effect but through its `Tx`:
    /// it is run again when another transaction was in the way or took a key first (so that its reads now see it).
    ///
    /// # Errors
    /// The closure's, or the store's after the last attempt. [`Kind::Full`] and [`Kind::Broken`] stop all later writing.
    pub fn tx<T, E: From<Error>>(&self, mut f: impl FnMut(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        for attempt in 1.. {
            if let Some((kind, why)) = self.broken.get() {
                return Err(Error::new(*kind, "write", *why).into());
            }
            let (result, kind) = self.once(false, &mut f);
            match kind {
                Some(kind) if kind.stops() => {
                    self.stop(kind);
                    return result;
                }
                Some(Kind::Conflict) if attempt >= ATTEMPTS_WAITED && !self.is_postgres() => return result,
                Some(Kind::Conflict | Kind::Duplicate) if result.is_err() && attempt < ATTEMPTS => pause(attempt),
                _ => return result,
            }
        }
        unreachable!("the last attempt returns")
    }

    /// A writing transaction that writes very much, for a program that alone has the store open. On SQLite nothing goes
    /// through the write-ahead log, which would write every page twice: the file is written in place behind a rollback
    /// journal, just as safe. Where somebody else has the store open it is an ordinary transaction.
    ///
    /// # Errors
    /// As [`Db::tx`].
    pub fn tx_alone<T, E: From<Error>>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let Engine::Lite { writer, readers, .. } = &self.engine else { return self.tx(f) };
        let mut idle = lock(&readers.idle);
        idle.1 -= idle.0.len();
        idle.0.clear();
        drop(idle);
        // An asking that fails changes nothing, and what was committed stays committed: the next opening asks again.
        let journal = |kind: &str| {
            writer.alone(|conn| {
                let _ = conn.busy_timeout(Duration::ZERO); // somebody in the way is no reason to wait
                let _ = lite::journal(conn, kind);
                let _ = conn.busy_timeout(lite::PATIENCE);
            });
        };
        journal("TRUNCATE");
        let done = self.tx(f);
        journal("WAL");
        done
    }

    /// A reading transaction: one snapshot for all its queries.
    ///
    /// # Errors
    /// The closure's, or the store's. [`Kind::Full`] and [`Kind::Broken`] stop all later writing.
    pub fn read<T, E: From<Error>>(&self, mut f: impl FnMut(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let (result, kind) = self.once(true, &mut f);
        if let Some(kind) = kind.filter(|k| k.stops()) {
            self.stop(kind);
        }
        result
    }

    fn stop(&self, kind: Kind) {
        let why = if kind == Kind::Full { "the disk is full" } else { "the disk is damaged or cannot be read" };
        let _ = self.broken.set((kind, why));
    }

    /// Runs a script outside any transaction: what engines allow only there.
    ///
    /// # Errors
    /// What the engine says.
    pub fn outside(&self, text: &str) -> Result<(), Error> {
        match &self.engine {
            Engine::Lite { writer, .. } => writer.alone(|c| c.execute_batch(text)).map_err(|e| Error::lite(text, e)),
            Engine::Pg { url, pool } => {
                let mut lease = pool.take(|| pg::Conn::connect(url))?;
                lease.conn.as_mut().expect("a lease holds a connection").script(text)
            }
        }
    }

    fn once<T, E: From<Error>>(
        &self,
        read_only: bool,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Result<T, E>, Option<Kind>) {
        #[cfg(feature = "testing")]
        if !read_only {
            let watched = &mut |t: &mut Tx<'_>| {
                crate::watch::begun();
                let done = f(t);
                crate::watch::ended();
                done
            };
            return self.run_once(false, watched);
        }
        self.run_once(read_only, f)
    }

    fn run_once<T, E: From<Error>>(
        &self,
        read_only: bool,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Result<T, E>, Option<Kind>) {
        match &self.engine {
            Engine::Lite { writer, .. } if !read_only => writer.write(f),
            Engine::Lite { readers, path, .. } => match readers.take(|| lite::open(path)) {
                Err(e) => (Err(e.into()), None),
                Ok(lease) => {
                    let conn = lease.conn.as_ref().expect("a lease holds a connection");
                    run(Tx::lite(conn), read_only, f)
                }
            },
            Engine::Pg { url, pool } => match pool.take(|| pg::Conn::connect(url)) {
                Err(e) => (Err(e.into()), None),
                Ok(mut lease) => {
                    let conn = lease.conn.as_mut().expect("a lease holds a connection");
                    let out = run(Tx { on: On::Pg(conn), failed: Cell::new(None) }, read_only, f);
                    if !lease.conn.as_ref().is_some_and(pg::Conn::usable) {
                        lease.conn = None;
                    }
                    out
                }
            },
        }
    }
}

fn run<T, E: From<Error>>(
    mut tx: Tx<'_>,
    read_only: bool,
    f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> (Result<T, E>, Option<Kind>) {
    if let Err(e) = tx.begin(read_only) {
        let kind = e.kind;
        return (Err(e.into()), Some(kind));
    }
    let result = f(&mut tx).and_then(|v| tx.commit().map(|()| v).map_err(E::from));
    if result.is_err() {
        tx.rollback();
    }
    let kind = if result.is_err() { tx.failed.get() } else { None };
    (result, kind)
}

/// Waits a little, longer each time, with jitter, so that two writers do not meet again.
fn pause(attempt: u32) {
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    let most = 1u64 << attempt.min(7);
    std::thread::sleep(Duration::from_micros(500 * most + random % (500 * most)));
}

enum On<'c> {
    Lite(&'c Connection),
    Pg(&'c mut pg::Conn),
}

/// A transaction being run.
pub struct Tx<'c> {
    on: On<'c>,
    failed: Cell<Option<Kind>>,
}

impl<'c> Tx<'c> {
    /// Over a connection on which a transaction is begun and ended elsewhere.
    pub(crate) fn lite(conn: &'c Connection) -> Tx<'c> {
        Tx { on: On::Lite(conn), failed: Cell::new(None) }
    }

    /// What the engine last said, if it said no.
    pub(crate) fn failed(&self) -> Option<Kind> {
        self.failed.get()
    }

    fn begin(&mut self, read_only: bool) -> Result<(), Error> {
        match &mut self.on {
            On::Lite(conn) => conn.execute_batch("BEGIN").map_err(|e| Error::lite("BEGIN", e)),
            On::Pg(conn) => {
                conn.begin(read_only);
                Ok(())
            }
        }
    }

    fn commit(&mut self) -> Result<(), Error> {
        let done = match &mut self.on {
            On::Lite(conn) => conn.execute_batch("COMMIT").map_err(|e| Error::lite("COMMIT", e)),
            On::Pg(conn) => conn.flush(Some("COMMIT")),
        };
        self.note(done)
    }

    fn rollback(&mut self) {
        match &mut self.on {
            On::Lite(conn) => {
                if !conn.is_autocommit() {
                    let _ = conn.execute_batch("ROLLBACK");
                }
            }
            On::Pg(conn) => conn.rollback(),
        }
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(e) = &result {
            self.failed.set(Some(e.kind));
        }
        result
    }

    /// True on PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.on, On::Pg(_))
    }

    /// Writes. On PostgreSQL the statement is sent with the next query or the commit, and only then may fail.
    ///
    /// # Errors
    /// What the engine says.
    pub fn exec(&mut self, sql: Sql, params: &[Val<'_>]) -> Result<(), Error> {
        #[cfg(feature = "testing")]
        crate::watch::saw(sql.0, params);
        let done = match &mut self.on {
            On::Lite(conn) => lite::exec(conn, sql.0, params),
            On::Pg(conn) => conn.queue(sql, params),
        };
        self.note(done)
    }

    /// Calls `f` for every row until it says `false`.
    ///
    /// # Errors
    /// The closure's, what the engine says, or a column of another type than asked for.
    pub fn each(
        &mut self,
        sql: Sql,
        params: &[Val<'_>],
        mut f: impl FnMut(&Row<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        #[cfg(feature = "testing")]
        crate::watch::saw(sql.0, params);
        let done = match &mut self.on {
            On::Lite(conn) => lite::each(conn, sql.0, params, &mut f),
            On::Pg(conn) => conn.each(sql, params, &mut f),
        };
        self.note(done)
    }

    /// All rows.
    ///
    /// # Errors
    /// As [`Tx::each`].
    pub fn rows<T>(&mut self, sql: Sql, params: &[Val<'_>], f: impl Fn(&Row<'_>) -> T) -> Result<Vec<T>, Error> {
        let mut out = Vec::new();
        self.each(sql, params, |row| {
            out.push(f(row));
            Ok(true)
        })?;
        Ok(out)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Tx::each`].
    pub fn first<T>(&mut self, sql: Sql, params: &[Val<'_>], f: impl Fn(&Row<'_>) -> T) -> Result<Option<T>, Error> {
        let mut out = None;
        self.each(sql, params, |row| {
            out = Some(f(row));
            Ok(false)
        })?;
        Ok(out)
    }

    /// Begins writing about `rows` rows of a table.
    ///
    /// # Errors
    /// What the engine says.
    pub fn bulk<'t>(&'t mut self, table: &Table, rows: usize) -> Result<Bulk<'t, 'c>, Error> {
        let failed = &self.failed;
        let inner = match &mut self.on {
            On::Lite(conn) => conn
                .prepare_cached(&lite::marks(table.insert().0))
                .map(BulkInner::Lite)
                .map_err(|e| Error::lite(table.name, e)),
            On::Pg(conn) => {
                if rows < FEW {
                    Ok(BulkInner::Few(conn, table.insert()))
                } else {
                    conn.copy(table).map(BulkInner::Pg)
                }
            }
        }
        .inspect_err(|e| failed.set(Some(e.kind)))?;
        Ok(Bulk { inner, table: *table, rows: 0, failed, _tx: std::marker::PhantomData })
    }

    /// A script of several statements without placeholders: DDL, roles. Never a user's text.
    ///
    /// # Errors
    /// What the engine says.
    pub fn script(&mut self, text: &str) -> Result<(), Error> {
        let done = match &mut self.on {
            On::Lite(conn) => conn.execute_batch(text).map_err(|e| Error::lite(text, e)),
            On::Pg(conn) => conn.script(text),
        };
        self.note(done)
    }

    /// Prepares a statement and names its columns, for tests.
    ///
    /// # Errors
    /// What the engine says of the text.
    pub fn check(&mut self, sql: Sql) -> Result<Vec<String>, Error> {
        match &mut self.on {
            On::Lite(conn) => {
                let s = conn.prepare(&lite::marks(sql.0)).map_err(|e| Error::lite(sql.0, e))?;
                Ok(s.column_names().map(str::to_owned).collect())
            }
            On::Pg(conn) => {
                conn.flush(None)?;
                conn.check(sql)
            }
        }
    }
}
