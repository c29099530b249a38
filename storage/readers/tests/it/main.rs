//! Tests of the readers, in one binary.

mod packs;
mod support;
