//! What a copy of the register lends to this room.

use kernel::{DeskId, Digest, SocietyId};
use register::{Entry, Frontier};
use serde::{Deserialize, Serialize};

/// One log: a society's, written by one desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LogId {
    /// The society.
    pub society: SocietyId,
    /// The desk that writes it.
    pub desk: DeskId,
}

/// One of the continuations of a log that a copy holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// The one that came first.
    #[default]
    Main,
    /// Another, named by the leaf hash of its first own entry.
    Branch(Digest),
}

/// A continuation that differs: it shares its entries before `at` with the chain it parts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Leaf hash of its first own entry.
    pub id: Digest,
    /// Position of that entry.
    pub at: u64,
    /// The chain it parts from.
    pub of: Chain,
    /// Entries, those shared included.
    pub size: u64,
}

/// A copy of the register. Every method speaks of what is durably there.
pub trait Logs {
    /// What may go wrong.
    type Error;

    /// The frontier of the main chain; `None` where this copy has no such log and nobody let it in.
    fn tip(&mut self, log: LogId) -> Result<Option<Frontier>, Self::Error>;

    /// The other continuations of a log.
    fn branches(&mut self, log: LogId) -> Result<Vec<Branch>, Self::Error>;

    /// Leaf hashes from `from` to before `to` that lie in this chain itself, not in the one it parts from.
    fn leaves(&mut self, log: LogId, chain: Chain, from: u64, to: u64) -> Result<Vec<Digest>, Self::Error>;

    /// At most `most` entries of the main chain from `from` on, in order.
    fn entries(&mut self, log: LogId, from: u64, most: usize) -> Result<Vec<Entry>, Self::Error>;

    /// Keeps entries at the end of a chain. A branch that is not there yet begins with them, parting from `of` where they begin.
    fn keep(
        &mut self,
        log: LogId,
        chain: Chain,
        of: Chain,
        entries: &[(Entry, Digest)],
        after: &Frontier,
    ) -> Result<(), Self::Error>;

    /// The last checkpoint the writer of the log signed: entries it covers and its text.
    fn signed(&mut self, log: LogId) -> Result<Option<(u64, String)>, Self::Error>;

    /// Looks at a checkpoint that came with a log, of which this copy knows size and root itself; keeps it where the writer signed it, and may
    /// sign it too. Gives the text, with the second signature where this side signs; `None` where it is not believed.
    fn witness(&mut self, log: LogId, text: &str, size: u64, root: Digest) -> Result<Option<String>, Self::Error>;
}
