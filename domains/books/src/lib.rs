//! books: heads, vouchers, the trial balance.
//! Used by the accountant and the auditor, and by every room that posts.
//! Never accepts a voucher whose debits and credits differ by a single paisa, and never alters one that was posted.
//! Invariant: the trial balance balances by construction.

pub mod assets;
pub mod bankrec;
pub mod chart;
pub mod decide;
pub mod effects;
pub mod event;
pub mod percent;
pub mod statement;
pub mod suspense;

pub use event::{BooksEvent, Head, HeadClass, Line};
