//! society: the society itself, its villages, its members and their shares.
//! Used by the secretary, and by every room that must know who a member is.
//! Never keeps a full Aadhaar number, and never moves money by itself: it says what to post, the books post it.
//! Invariant: a membership number means one person's entry in one register, and the shares of the society are the sum over its members.

pub mod acts;
pub mod bylaw;
pub mod decide;
pub mod effects;
pub mod event;
pub mod land;
pub mod notice;
pub mod person;
pub mod search;
pub mod secret;
pub mod terms;
pub mod voters;

pub use event::{MemberRow, SocietyEvent};
