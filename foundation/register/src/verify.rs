//! Verification of a whole log, entry by entry, in order.

use crate::entry::EntryRef;
use crate::merkle::Frontier;
use kernel::{Digest, Seq};

/// What verification found. Everything after the first wrong entry is not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry has its leaf hash, no position is missing; root over all of them.
    Whole {
        /// Entries.
        size: u64,
        /// Root.
        root: Digest,
    },
    /// This entry's bytes are not those that were hashed when it was written.
    Altered(Seq),
    /// This position is missing, or something stands before it that should not.
    Missing(Seq),
}

/// Takes entries in order with the leaf hash stored beside each.
#[derive(Default)]
pub struct Verifier {
    frontier: Frontier,
    wrong: Option<Verdict>,
    scratch: Vec<u8>,
    marks: Vec<(u64, Digest)>,
    wanted: Vec<u64>,
}

impl Verifier {
    /// Nothing seen yet. `wanted`: sizes (rising) at which the root shall be remembered, to compare with checkpoints.
    #[must_use]
    pub fn new(wanted: &[u64]) -> Verifier {
        Verifier { wanted: wanted.to_vec(), ..Verifier::default() }
    }

    /// The next entry and its stored leaf hash. False as soon as something is wrong: reading on is useless.
    pub fn push(&mut self, entry: &EntryRef<'_>, stored: &[u8]) -> bool {
        let leaf = entry.leaf(&mut self.scratch);
        self.push_leaf(entry.seq, leaf, stored)
    }

    /// The same with the entry's leaf hash computed elsewhere (on another thread).
    pub fn push_leaf(&mut self, seq: Seq, leaf: Digest, stored: &[u8]) -> bool {
        if self.wrong.is_some() {
            return false;
        }
        let expected = Seq(self.frontier.size() as i64);
        if seq != expected {
            self.wrong = Some(Verdict::Missing(expected));
        } else if leaf.0 != stored {
            self.wrong = Some(Verdict::Altered(expected));
        } else {
            self.frontier.push(leaf);
            if self.wanted.binary_search(&self.frontier.size()).is_ok() {
                self.marks.push((self.frontier.size(), self.frontier.root()));
            }
        }
        self.wrong.is_none()
    }

    /// Roots at the sizes asked for.
    #[must_use]
    pub fn marks(&self) -> &[(u64, Digest)] {
        &self.marks
    }

    /// The frontier reached, to compare with the one kept.
    #[must_use]
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let whole = Verdict::Whole { size: self.frontier.size(), root: self.frontier.root() };
        self.wrong.clone().unwrap_or(whole)
    }
}
