//! The append-only, tamper-evident register: entries, Merkle log, checkpoints, verification.
