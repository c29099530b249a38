//! Is the register what was written? Every stored byte is hashed again.

use crate::{exchange, log};
use kernel::{DeskId, Digest, Instant, Seq, SocietyId};
use register::{Checkpoint, EntryRef, Verdict, Verifier, VerifyingKey};
use sql::{Db, Error, Kind};
use std::sync::mpsc::sync_channel;
use sync::LogId;

sql::statements! {
    ENTRIES = "SELECT seq, kind, version, at, by, bytes, leaf FROM register_entry WHERE society_id = $1 AND desk_id = $2 ORDER BY seq";
}

/// The state of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Soundness {
    /// Every entry, the frontier and the last checkpoint agree.
    Whole {
        /// Entries.
        size: u64,
        /// Root.
        root: Digest,
    },
    /// This entry is not what was written.
    Altered(Seq),
    /// This entry is missing.
    Missing(Seq),
    /// From this position on there are entries the desk never counted.
    Beyond(Seq),
    /// The disk cannot give this entry back.
    Unreadable(Seq, String),
    /// All entries agree with their own hashes, but the root is another than the desk kept or signed.
    RootDiffers,
    /// The last checkpoint is not signed by the desk's key, or not for this log.
    CheckpointBad(String),
}

/// The judgement on one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogJudgement {
    /// The desk.
    pub desk: DeskId,
    /// Name of the log.
    pub origin: String,
    /// Entries the last signed checkpoint covers; 0 where there is none.
    pub signed: u64,
    /// The state.
    pub soundness: Soundness,
}

impl LogJudgement {
    /// True when nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.soundness, Soundness::Whole { .. })
    }
}

/// Verifies all logs of a society. `trusted` is the key of the desk `(id, key)` known from outside the store (the key
/// file); other logs are checked with the key kept beside them.
///
/// # Errors
/// The store's, where not even the list of logs can be read.
pub fn verify(
    db: &Db,
    society: SocietyId,
    trusted: Option<(DeskId, &VerifyingKey)>,
) -> Result<Vec<LogJudgement>, Error> {
    let desks = db.read(|t| log::logs(t, society))?;
    desks
        .into_iter()
        .map(|desk| {
            // a log that comes from elsewhere has its writer's key, whatever number he has
            let elsewhere = db.read(|t| exchange::is_received(t, LogId { society, desk }))?;
            let key = trusted.filter(|(d, _)| *d == desk && !elsewhere).map(|(_, k)| k);
            judge(db, society, desk, key)
        })
        .collect()
}

fn judge(db: &Db, society: SocietyId, desk: DeskId, trusted: Option<&VerifyingKey>) -> Result<LogJudgement, Error> {
    db.read(|t| {
        let (mut origin, mut signed) = (String::new(), 0);
        let log = match log::open_log(t, society, desk) {
            Ok(Some(log)) => Some(log),
            Ok(None) => None,
            Err(e) if e.kind == Kind::Broken => None,
            Err(e) => return Err(e),
        };
        let soundness = match &log {
            None => Soundness::RootDiffers,
            Some(log) => {
                origin.clone_from(&log.origin);
                signed = log.checkpoint_size;
                let (read, seen, verifier) = read_and_hash(t, society, desk, Verifier::new(&[signed]));
                match (read, verifier.verdict()) {
                    (_, Verdict::Altered(seq)) => Soundness::Altered(seq),
                    (_, Verdict::Missing(seq)) => Soundness::Missing(seq),
                    (Err(e), _) => Soundness::Unreadable(Seq(seen), e.source.to_string()),
                    (Ok(()), Verdict::Whole { size, root }) => whole(log, &verifier, size, root, trusted),
                }
            }
        };
        Ok(LogJudgement { desk, origin, signed, soundness })
    })
}

/// Entries copied out of the store, to be hashed on another thread while the next are read.
#[derive(Default)]
struct Batch {
    arena: Vec<u8>,
    /// Position, version, instant, and where kind, author, bytes and leaf hash end in the arena.
    entries: Vec<(Seq, u16, Instant, [usize; 4])>,
}

/// Entries in a batch: enough that handing it over costs nothing, few enough for an old PC.
const BATCH: usize = 1024;
/// Bytes in a batch, for logs of large entries.
const BATCH_BYTES: usize = 1 << 20;

impl Batch {
    fn push(&mut self, r: &sql::Row<'_>) {
        let (seq, version, at) = (Seq(r.int(0)), r.int(2) as u16, Instant(r.int(3)));
        let ends = [1, 4, 5, 6].map(|column| {
            self.arena.extend_from_slice(r.raw(column));
            self.arena.len()
        });
        self.entries.push((seq, version, at, ends));
    }

    fn is_full(&self) -> bool {
        self.entries.len() >= BATCH || self.arena.len() >= BATCH_BYTES
    }

    /// Hands its entries to the verifier; false as soon as one is wrong.
    fn hash(&self, society: SocietyId, desk: DeskId, verifier: &mut Verifier) -> bool {
        let mut from = 0;
        self.entries.iter().all(|&(seq, version, at, [kind, by, bytes, leaf])| {
            let a = &self.arena;
            let entry = EntryRef {
                society,
                desk,
                seq,
                kind: &a[from..kind],
                version,
                at,
                by: &a[kind..by],
                bytes: &a[by..bytes],
            };
            from = leaf;
            verifier.push(&entry, &a[bytes..leaf])
        })
    }

    fn clear(&mut self) {
        self.arena.clear();
        self.entries.clear();
    }
}

/// Reads a log on this thread and hashes it on another. Gives how reading ended, how many entries were read, and the
/// verifier.
fn read_and_hash(
    t: &mut sql::Tx<'_>,
    society: SocietyId,
    desk: DeskId,
    mut verifier: Verifier,
) -> (Result<(), Error>, i64, Verifier) {
    std::thread::scope(|s| {
        let (give, take) = sync_channel::<Batch>(4);
        let (give_back, empty) = sync_channel::<Batch>(8);
        let hasher = s.spawn(move || {
            for mut batch in take {
                if !batch.hash(society, desk, &mut verifier) {
                    break;
                }
                batch.clear();
                let _ = give_back.try_send(batch);
            }
            verifier
        });
        let (mut seen, mut batch) = (0, Batch::default());
        let read = t.each(ENTRIES, &[society.0.into(), desk.0.into()], |r| {
            seen += 1;
            batch.push(r);
            // the other side hangs up when an entry is wrong: reading on is useless
            Ok(!batch.is_full()
                || give.send(std::mem::replace(&mut batch, empty.try_recv().unwrap_or_default())).is_ok())
        });
        let _ = give.send(batch);
        drop(give);
        let verifier = hasher.join().expect("hashing cannot panic");
        (read, seen, verifier)
    })
}

fn whole(log: &log::Log, verifier: &Verifier, size: u64, root: Digest, trusted: Option<&VerifyingKey>) -> Soundness {
    let kept = log.frontier.size();
    if size < kept {
        return Soundness::Missing(Seq(size as i64));
    }
    if size > kept {
        return Soundness::Beyond(Seq(kept as i64));
    }
    if log.frontier.root() != root {
        return Soundness::RootDiffers;
    }
    if log.checkpoint.is_empty() {
        return Soundness::Whole { size, root };
    }
    let own = VerifyingKey::from_bytes(&log.public_key);
    let Some(key) = trusted.or(own.as_ref()) else {
        return Soundness::CheckpointBad("the desk's key is no key".into());
    };
    match Checkpoint::open(&log.checkpoint, &log.origin, key) {
        Err(e) => Soundness::CheckpointBad(e.to_string()),
        Ok(c) if c.size != log.checkpoint_size => Soundness::CheckpointBad("checkpoint of another size".into()),
        Ok(c) if c.size == 0 || verifier.marks().contains(&(c.size, c.root)) => Soundness::Whole { size, root },
        Ok(_) => Soundness::RootDiffers,
    }
}
