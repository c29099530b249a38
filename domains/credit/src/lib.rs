//! credit: share, loan and deposit accounts of members: rules, interest, demands, claims, decisions.
//! Used by the secretary, the member at her passbook, and the auditor.
//! Never moves money by itself: it says what to post, the books post it.
//! Invariant: the sum of a kind's account balances equals what its events posted to the head.

pub mod account;
pub mod acts;
pub mod appropriate;
pub mod calendar;
pub mod claims;
pub mod dcb;
pub mod decide;
pub mod defaults;
pub mod dues;
pub mod effects;
pub mod event;
pub mod gold;
pub mod growth;
pub mod interest;
pub mod kindrule;
pub mod law;
pub mod lender;
pub mod limit;
pub mod norm;
pub mod opening;
pub mod parts;
pub mod product;
pub mod provide;
pub mod relief;
pub mod remind;
pub mod schedule;
pub mod standing;
pub mod suit;
pub mod teller;

pub use account::AccountRef;
pub use event::{AccountKind, AccountRow, CreditEvent};
