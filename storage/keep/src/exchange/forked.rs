//! The forks of all societies: continuations of a log that differ from what came first. Both are kept; the first is drawn, of the other nothing is counted.

use super::{Fork, chain_of, digest, int};
use kernel::{DeskId, Instant, SocietyId};
use sql::{Error, Tx};
use sync::{Branch, LogId};

sql::statements! {
    FORKED = "SELECT society_id, desk_id, branch, of_branch, at_seq, size, seen_at FROM fork ORDER BY seen_at, society_id, desk_id, at_seq, branch LIMIT $1";
}

/// A fork, and of which log it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForkOf {
    /// The log.
    pub log: LogId,
    /// What parts from it.
    pub fork: Fork,
}

impl ForkOf {
    /// Entries of the continuation itself, from where it parts.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.fork.branch.size - self.fork.branch.at
    }
}

/// The forks of all societies, oldest first, at most `most`.
///
/// # Errors
/// The store's.
pub fn all_forks(t: &mut Tx<'_>, most: u64) -> Result<Vec<ForkOf>, Error> {
    let rows = t.rows(FORKED, &[int(most)], |r| {
        let branch =
            Branch { id: digest(r.bytes(2))?, of: chain_of(r.bytes(3))?, at: r.int(4) as u64, size: r.int(5) as u64 };
        let log = LogId { society: SocietyId(r.int(0)), desk: DeskId(r.int(1)) };
        Ok(ForkOf { log, fork: Fork { branch, seen: Instant(r.int(6)) } })
    })?;
    rows.into_iter().collect()
}
