//! books: heads, vouchers, the business day, the trial balance.
//! Used by the accountant and the auditor, and by every room that posts.
//! Never accepts a voucher whose debits and credits differ by a single paisa, and never alters one that was posted.
//! Invariant: the trial balance balances by construction.

pub mod assets;
pub mod bankrec;
pub mod chart;
pub mod day;
pub mod decide;
pub mod effects;
pub mod estate;
pub mod event;
pub mod objection;
pub mod office;
pub mod percent;
pub mod ruled;
pub mod sample;
pub mod setting;
pub mod statement;
pub mod suspense;
pub mod yearend;

pub use estate::EstateEvent;
pub use event::{BooksEvent, Head, HeadClass, Line};

/// Head of cash in hand.
pub const CASH: &str = "CASH";
/// How codes of accounts with a bank begin.
pub const BANK: &str = "BANK_";
/// Head through which one act of two rooms passes (a deposit that repays a loan, goods that are drawn on a limit): nothing stands
/// on it when the act is done.
pub const TRANSFER: &str = "TRANSFER";
