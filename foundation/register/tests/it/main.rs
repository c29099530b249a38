//! The register against known vectors, another implementation and hostile changes.

mod checkpoints;
mod tampering;
mod trees;
