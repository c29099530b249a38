//! credit: share, loan and deposit accounts of members, and their balances.
//! Used by the secretary, the member at her passbook, and the auditor.
//! Never moves money by itself: it says what to post, the books post it.
//! Invariant: the sum of a kind's account balances equals what its events posted to the head.

pub mod event;

pub use event::{AccountKind, AccountRow, CreditEvent};
