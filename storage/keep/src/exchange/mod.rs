//! The copy of the register that the store lends to `sync`: what came from another desk or seat is kept here before anybody judges it.

mod forked;
mod letter;
mod lost;
mod seats;
mod shelf;

pub use forked::{ForkOf, all_forks};
pub use letter::{answered, awaits, enrol_by_letter, is_answer, write_letter};
pub use lost::{Fetching, Lost, lost, missing, note_forked, note_lost, set_fetching};
pub use seats::{
    LetIn, Seat, enrol, has_desk, has_key, kept_elsewhere, let_in, logs_of, peer, peer_of, save_peer, seats, set_seat,
    unsent, unsent_since, witnessed,
};
pub use shelf::{ShelfOf, Shelved, draw_all, draw_pending, is_received, receive, retry_shelves, shelf, shelves};

use crate::log::{self, Log};
use crate::tables::{FORK_ENTRY, REGISTER_ENTRY};
use kernel::{Digest, Instant, Seq};
use register::{Checkpoint, DeskKey, Entry, Frontier, VerifyingKey};
use sql::{Error, Kind, Sql, Tx, Val};
use sync::{Branch, Chain, LogId, Logs};

sql::statements! {
    LEAVES = "SELECT leaf FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3 AND seq < $4 ORDER BY seq";
    LAST = "SELECT last_at FROM desk WHERE society_id = $1 AND desk_id = $2";
    FORK_LEAVES = "SELECT leaf FROM fork_entry WHERE society_id = $1 AND desk_id = $2 AND branch = $3 AND seq >= $4 AND seq < $5 ORDER BY seq";
    ENTRIES = "SELECT seq, kind, version, at, by, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3 ORDER BY seq LIMIT $4";
    FORK_ENTRIES = "SELECT seq, kind, version, at, by, bytes FROM fork_entry WHERE society_id = $1 AND desk_id = $2 AND branch = $3 ORDER BY seq LIMIT $4";
    BRANCHES = "SELECT branch, of_branch, at_seq, size, seen_at FROM fork WHERE society_id = $1 AND desk_id = $2 ORDER BY seen_at, at_seq, branch";
    ARRIVE = "INSERT INTO arrived (society_id, desk_id, seq, at) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM arrived WHERE society_id = $1 AND desk_id = $2 AND at > $5 AND at <= $4) ON CONFLICT (society_id, desk_id, seq) DO NOTHING";
    CAME = "SELECT at FROM arrived WHERE society_id = $1 AND desk_id = $2 AND seq <= $3 ORDER BY seq DESC LIMIT 1";
    PART = "INSERT INTO fork (society_id, desk_id, branch, of_branch, at_seq, size, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    GROW = "UPDATE fork SET size = $1 WHERE society_id = $2 AND desk_id = $3 AND branch = $4";
}

/// So fine is it kept when entries came, milliseconds: a log that sends every minute makes a row an hour.
const ARRIVAL: i64 = 3_600_000;

/// Statements of this part.
pub(crate) fn statements() -> Vec<(&'static str, Sql)> {
    [STATEMENTS, forked::STATEMENTS, letter::STATEMENTS, lost::STATEMENTS, seats::STATEMENTS, shelf::STATEMENTS]
        .concat()
}

/// Who signs beside the writer of a log, and under which name.
#[derive(Clone, Copy)]
pub struct Witness<'k> {
    /// Name of the signer.
    pub name: &'k str,
    /// Its key.
    pub key: &'k DeskKey,
}

/// What is done with a checkpoint that two have signed or shall sign.
#[derive(Clone, Copy)]
pub enum Signing<'k> {
    /// This side is the witness.
    Sign(Witness<'k>),
    /// The other side is: its name and key; what it signed is kept.
    Expect(&'k str, &'k VerifyingKey),
    /// Nobody is.
    Nobody,
}

/// The store as a copy of the register, inside one transaction.
pub struct Copy<'t, 'c, 'k> {
    t: &'t mut Tx<'c>,
    now: Instant,
    signing: Signing<'k>,
}

impl<'t, 'c, 'k> Copy<'t, 'c, 'k> {
    /// Inside this transaction; `now` dates what is first seen.
    pub fn new(t: &'t mut Tx<'c>, now: Instant, signing: Signing<'k>) -> Copy<'t, 'c, 'k> {
        Copy { t, now, signing }
    }

    fn log(&mut self, log: LogId) -> Result<Option<Log>, Error> {
        log::open_log(self.t, log.society, log.desk)
    }
}

fn digest(bytes: &[u8]) -> Result<Digest, Error> {
    bytes.try_into().map(Digest).map_err(|_| Error::new(Kind::Broken, "read a hash", "it has not 32 bytes"))
}

fn chain_of(bytes: &[u8]) -> Result<Chain, Error> {
    if bytes.is_empty() { Ok(Chain::Main) } else { digest(bytes).map(Chain::Branch) }
}

fn bytes_of(chain: &Chain) -> &[u8] {
    match chain {
        Chain::Main => &[],
        Chain::Branch(id) => &id.0,
    }
}

fn entry(log: LogId, r: &sql::Row<'_>) -> Entry {
    Entry {
        society: log.society,
        desk: log.desk,
        seq: Seq(r.int(0)),
        kind: r.text(1).to_owned(),
        version: r.int(2) as u16,
        at: Instant(r.int(3)),
        by: r.text(4).to_owned(),
        bytes: r.bytes(5).to_vec(),
    }
}

fn int(n: u64) -> Val<'static> {
    Val::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

impl Logs for Copy<'_, '_, '_> {
    type Error = Error;

    fn tip(&mut self, log: LogId) -> Result<Option<Frontier>, Error> {
        Ok(self.log(log)?.map(|l| l.frontier))
    }

    fn branches(&mut self, log: LogId) -> Result<Vec<Branch>, Error> {
        Ok(forks(self.t, log)?.into_iter().map(|f| f.branch).collect())
    }

    fn leaves(&mut self, log: LogId, chain: Chain, from: u64, to: u64) -> Result<Vec<Digest>, Error> {
        let (society, desk) = (log.society.0.into(), log.desk.0.into());
        let rows = match chain {
            Chain::Main => self.t.rows(LEAVES, &[society, desk, int(from), int(to)], |r| digest(r.bytes(0)))?,
            Chain::Branch(id) => {
                let place = [society, desk, Val::Bytes(&id.0), int(from), int(to)];
                self.t.rows(FORK_LEAVES, &place, |r| digest(r.bytes(0)))?
            }
        };
        rows.into_iter().collect()
    }

    fn entries(&mut self, log: LogId, from: u64, most: usize) -> Result<Vec<Entry>, Error> {
        entries_from(self.t, log, from, most)
    }

    fn keep(
        &mut self,
        log: LogId,
        chain: Chain,
        of: Chain,
        entries: &[(Entry, Digest)],
        after: &Frontier,
    ) -> Result<(), Error> {
        let Some((first, _)) = entries.first() else { return Ok(()) };
        match chain {
            Chain::Main => {
                let mut bulk = self.t.bulk(&REGISTER_ENTRY, entries.len())?;
                for (e, leaf) in entries {
                    let row = row(e, leaf);
                    bulk.push(&row)?;
                }
                bulk.finish()?;
                let (now, hour) = (self.now.0, self.now.0 - ARRIVAL);
                let place = [log.society.0.into(), log.desk.0.into(), first.seq.0.into(), now.into(), hour.into()];
                self.t.exec(ARRIVE, &place)?;
                let last_at = entries.last().map_or(0, |(e, _)| e.at.0);
                log::advance(self.t, log.society, log.desk, after, last_at)
            }
            Chain::Branch(id) => {
                let (society, desk, branch) = (log.society.0.into(), log.desk.0.into(), Val::Bytes(&id.0));
                let size = int(after.size());
                if self.branches(log)?.iter().any(|b| b.id == id) {
                    self.t.exec(GROW, &[size, society, desk, branch])?;
                } else {
                    let of = Val::Bytes(bytes_of(&of));
                    self.t.exec(PART, &[society, desk, branch, of, first.seq.0.into(), size, self.now.0.into()])?;
                }
                let mut bulk = self.t.bulk(&FORK_ENTRY, entries.len())?;
                for (e, leaf) in entries {
                    let [society, desk, rest @ ..] = row(e, leaf);
                    let [seq, kind, version, at, by, bytes, leaf] = rest;
                    bulk.push(&[society, desk, branch, seq, kind, version, at, by, bytes, leaf])?;
                }
                bulk.finish()?;
                // no entry is drawn of a branch: that there is one, and how long, is news of the society all the same
                shelf::recount_later(self.t, log.society)
            }
        }
    }

    fn signed(&mut self, log: LogId) -> Result<Option<(u64, String)>, Error> {
        let log = self.log(log)?.filter(|l| !l.checkpoint.is_empty());
        Ok(log.map(|l| (l.checkpoint_size, l.checkpoint)))
    }

    fn witness(&mut self, id: LogId, text: &str, size: u64, root: Digest) -> Result<Option<String>, Error> {
        let Some(log) = self.log(id)? else { return Ok(None) };
        let own = VerifyingKey::from_bytes(&log.public_key);
        let opened = own.and_then(|key| Checkpoint::open(text, &log.origin, &key).ok());
        // a checkpoint that speaks of other entries than those here is not kept and not signed
        let Some(checkpoint) = opened.filter(|c| c.size == size && c.root == root) else { return Ok(None) };
        if size > log.checkpoint_size {
            log::save_checkpoint(self.t, &log, size, text)?;
        }
        match self.signing {
            Signing::Sign(w) => Ok(Some(checkpoint.countersign(text, w.name, w.key))),
            Signing::Expect(name, key) => {
                if Checkpoint::open_of(text, &log.origin, name, key).is_ok() {
                    seats::save_witness(self.t, id, name, self.now, size, text)?;
                }
                Ok(Some(text.to_owned()))
            }
            Signing::Nobody => Ok(Some(text.to_owned())),
        }
    }
}

fn row<'e>(e: &'e Entry, leaf: &'e Digest) -> [Val<'e>; 9] {
    [
        e.society.0.into(),
        e.desk.0.into(),
        e.seq.0.into(),
        (&e.kind).into(),
        i64::from(e.version).into(),
        e.at.0.into(),
        (&e.by).into(),
        Val::Bytes(&e.bytes),
        Val::Bytes(&leaf.0),
    ]
}

/// A continuation that differs, and when it was first seen here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Where it parts and how long it is.
    pub branch: Branch,
    /// When it was first seen.
    pub seen: Instant,
}

/// The forks of a log, oldest first.
///
/// # Errors
/// The store's.
pub fn forks(t: &mut Tx<'_>, log: LogId) -> Result<Vec<Fork>, Error> {
    let rows = t.rows(BRANCHES, &[log.society.0.into(), log.desk.0.into()], |r| {
        let branch =
            Branch { id: digest(r.bytes(0))?, of: chain_of(r.bytes(1))?, at: r.int(2) as u64, size: r.int(3) as u64 };
        Ok(Fork { branch, seen: Instant(r.int(4)) })
    })?;
    rows.into_iter().collect()
}

/// At most `most` entries of a log from a position on.
///
/// # Errors
/// The store's.
pub fn entries_from(t: &mut Tx<'_>, log: LogId, from: u64, most: usize) -> Result<Vec<Entry>, Error> {
    let place = [log.society.0.into(), log.desk.0.into(), int(from), int(most as u64)];
    t.rows(ENTRIES, &place, |r| entry(log, r))
}

/// When the last entry of a log was written.
///
/// # Errors
/// The store's.
pub fn last_at(t: &mut Tx<'_>, log: LogId) -> Result<Option<Instant>, Error> {
    let at = t.first(LAST, &[log.society.0.into(), log.desk.0.into()], |r| Instant(r.int(0)))?;
    Ok(at.filter(|at| at.0 > 0))
}

/// When an entry that came from elsewhere came here, by the clock of this side and within an hour; nothing where that was not kept yet.
///
/// # Errors
/// The store's.
pub fn came(t: &mut Tx<'_>, log: LogId, seq: Seq) -> Result<Option<Instant>, Error> {
    t.first(CAME, &[log.society.0.into(), log.desk.0.into(), seq.0.into()], |r| Instant(r.int(0)))
}

/// At most `most` own entries of a fork, from where it parts.
///
/// # Errors
/// The store's.
pub fn fork_entries(t: &mut Tx<'_>, log: LogId, branch: Digest, most: usize) -> Result<Vec<Entry>, Error> {
    let place = [log.society.0.into(), log.desk.0.into(), Val::Bytes(&branch.0), int(most as u64)];
    t.rows(FORK_ENTRIES, &place, |r| entry(log, r))
}
