//! Tests of the readers, in one binary.

mod against_calamine;
mod hostile;
mod made;
mod mask;
mod packs;
mod support;
mod survival;
