//! One module for each shape.

pub mod csv;
pub mod dbf;
pub mod kruti;
pub mod latin;
pub mod ods;
pub mod paged;
pub mod tally;
pub mod two_sided;
pub mod villages;
