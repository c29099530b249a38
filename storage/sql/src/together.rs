//! Several writers, one commit. On SQLite every commit forces the disk, which on a cheap PC takes ten milliseconds: writers that wait
//! for each other anyway share one. Each works in a savepoint of its own, so that one who fails takes nothing of the others' back; the last
//! one commits; nobody is answered before that.

use crate::db::{Tx, lock};
use crate::{Error, Kind};
use rusqlite::Connection;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Most writers in one commit: the first must not wait for ever.
const MOST: usize = 32;

/// The one writing connection.
pub(crate) struct Writer {
    seat: Mutex<Seat>,
    /// Who waits for the seat.
    waiting: AtomicUsize,
}

struct Seat {
    conn: Connection,
    /// A transaction with work of writers who have left the seat and wait for its commit.
    open: Option<Open>,
}

struct Open {
    fate: Arc<Fate>,
    members: usize,
}

/// What became of a transaction several writers share.
#[derive(Default)]
struct Fate {
    known: Mutex<Option<Result<(), Lost>>>,
    told: Condvar,
}

/// Why it was lost, for each of them.
#[derive(Clone)]
struct Lost {
    kind: Kind,
    why: String,
}

impl Lost {
    fn error(self) -> Error {
        Error::new(self.kind, "COMMIT", self.why)
    }
}

impl Fate {
    fn tell(&self, fate: Result<(), Lost>) {
        *lock(&self.known) = Some(fate);
        self.told.notify_all();
    }

    fn wait(&self) -> Result<(), Lost> {
        let mut known = lock(&self.known);
        loop {
            if let Some(fate) = &*known {
                return fate.clone();
            }
            known = self.told.wait(known).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Writer {
    pub(crate) fn new(conn: Connection) -> Writer {
        Writer { seat: Mutex::new(Seat { conn, open: None }), waiting: AtomicUsize::new(0) }
    }

    fn enter(&self) -> MutexGuard<'_, Seat> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let seat = lock(&self.seat);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        seat
    }

    /// The connection outside any transaction; what others have left open is committed first.
    pub(crate) fn alone<T>(&self, f: impl FnOnce(&Connection) -> T) -> T {
        let mut seat = self.enter();
        seat.commit();
        f(&seat.conn)
    }

    /// One writer's work, answered when it is on the disk.
    pub(crate) fn write<T, E: From<Error>>(
        &self,
        f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Result<T, E>, Option<Kind>) {
        let mut member = Member { writer: self, seat: Some(self.enter()), begun: false, joins: false };
        if let Err(e) = member.begin() {
            let kind = e.kind;
            return (Err(e.into()), Some(kind));
        }
        let mut tx = Tx::lite(member.conn());
        let done = f(&mut tx);
        let failed = tx.failed();
        match done {
            Ok(value) => match member.keep() {
                Ok(()) => (Ok(value), None),
                Err(lost) => (Err(lost.clone().error().into()), Some(lost.kind)),
            },
            // What he was refused for may have been written by another of the same commit, so he too waits for it.
            Err(e) => match member.undo(failed) {
                Err(lost) if lost.kind.stops() => (Err(lost.clone().error().into()), Some(lost.kind)),
                _ => (Err(e), failed),
            },
        }
    }
}

impl Seat {
    /// Commits what is open and tells everybody whose work it is.
    fn commit(&mut self) {
        let Some(open) = self.open.take() else { return };
        let done = self.conn.execute_batch("COMMIT").map_err(|e| Error::lite("COMMIT", e));
        if done.is_err() && !self.conn.is_autocommit() {
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        open.fate.tell(done.map_err(|e| Lost { kind: e.kind, why: e.source.to_string() }));
    }
}

/// A writer at the seat. Dropped without being kept, even by a panic, its work is undone.
struct Member<'w> {
    writer: &'w Writer,
    seat: Option<MutexGuard<'w, Seat>>,
    begun: bool,
    /// Others' work is in the same transaction.
    joins: bool,
}

impl Member<'_> {
    fn conn(&self) -> &Connection {
        &self.seat.as_ref().expect("taken only at the end").conn
    }

    fn begin(&mut self) -> Result<(), Error> {
        let seat = self.seat.as_ref().expect("taken only at the end");
        self.joins = seat.open.is_some();
        let word = if self.joins { "SAVEPOINT member" } else { "BEGIN IMMEDIATE" };
        seat.conn.execute_batch(word).map_err(|e| Error::lite(word, e))?;
        self.begun = true;
        Ok(())
    }

    /// Lets the work stand and waits for its commit.
    fn keep(mut self) -> Result<(), Lost> {
        let mut seat = self.seat.take().expect("taken once");
        if self.joins
            && let Err(e) = seat.conn.execute_batch("RELEASE member").map_err(|e| Error::lite("RELEASE", e))
        {
            self.seat = Some(seat);
            return self.undo(Some(e.kind)).and(Err(Lost { kind: e.kind, why: e.source.to_string() }));
        }
        let open = seat.open.get_or_insert_with(|| Open { fate: Arc::default(), members: 0 });
        open.members += 1;
        let fate = open.fate.clone();
        self.leave(seat, None);
        fate.wait()
    }

    /// Takes the work back and waits for the commit of the others whose transaction it was in, if any.
    fn undo(mut self, failed: Option<Kind>) -> Result<(), Lost> {
        match self.take_back(failed) {
            Some(fate) => fate.wait(),
            None => Ok(()),
        }
    }

    fn take_back(&mut self, failed: Option<Kind>) -> Option<Arc<Fate>> {
        let seat = self.seat.take()?;
        if self.begun && !seat.conn.is_autocommit() {
            let words = if self.joins { "ROLLBACK TO member; RELEASE member" } else { "ROLLBACK" };
            let _ = seat.conn.execute_batch(words);
        }
        let fate = seat.open.as_ref().map(|o| o.fate.clone());
        self.leave(seat, failed);
        fate
    }

    /// Gives the seat to who waits, with the transaction open; commits it where nobody does.
    fn leave(&self, mut seat: MutexGuard<'_, Seat>, failed: Option<Kind>) {
        if seat.conn.is_autocommit() {
            // The engine itself has taken everything back: a full disk.
            if let Some(open) = seat.open.take() {
                let kind = failed.unwrap_or(Kind::Conflict);
                open.fate.tell(Err(Lost { kind, why: "taken back with another writer's work".to_owned() }));
            }
            return;
        }
        let more = self.writer.waiting.load(Ordering::SeqCst) > 0;
        if !more || seat.open.as_ref().is_none_or(|o| o.members >= MOST) {
            seat.commit();
        }
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        self.take_back(None);
    }
}
