//! Tests of the readers, in one binary.

mod against_calamine;
mod packs;
mod support;
mod survival;
