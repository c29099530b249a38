//! The door on both engines.
