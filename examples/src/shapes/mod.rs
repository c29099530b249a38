//! One module for each shape.

pub mod kruti;
pub mod latin;
pub mod paged;
