//! Tests of the invented societies.
