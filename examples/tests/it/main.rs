//! Tests of the invented societies.

mod legacy;
