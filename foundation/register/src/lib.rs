//! register: the append-only, tamper-evident register: entries, Merkle log, signed checkpoints, verification.
//! Used by keep to store and verify, by the desk to sign, by anyone who checks a receipt.
//! Never reads or writes anything: bytes come in, hashes and verdicts go out.
//! Invariant: one changed bit in any stored byte of any entry changes the root.

mod checkpoint;
mod entry;
mod merkle;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointError, DeskKey, VerifyingKey, origin};
pub use entry::{Entry, EntryRef};
pub use merkle::{
    Frontier, consistency_proof, inclusion_proof, leaf_hash, node_hash, root_of, verify_consistency, verify_inclusion,
};
pub use verify::{Verdict, Verifier};
