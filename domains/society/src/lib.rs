//! society: the society itself, its villages and its members.
//! Used by the secretary, and by every room that must know who a member is.
//! Never keeps money and never stores a full Aadhaar number.
//! Invariant: a membership number means one person's entry in one register, whatever else changes.

pub mod event;

pub use event::{MemberRow, SocietyEvent};
