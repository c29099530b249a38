//! sync: how two copies of a register agree: pages of entries, where copies part, forks that are kept.
//! Used by keep, which lends its logs, and by the desk on both ends of a link or of a file carried by hand.
//! Never opens a socket or a store, never judges what an entry says: it moves bytes and compares hashes.
//! Invariant: what one side is told is kept is a prefix of its own log there, entry by entry, under the same root.

mod agree;
mod logs;
mod page;
mod talk;

pub use agree::{Ladder, Taken, climb, ladder, take};
pub use logs::{Branch, Chain, LogId, Logs};
pub use page::{Line, Mark, Page, offer, offer_to};
pub use talk::{Answer, Doubt, Follow, PARCEL, Peer, Progress, Request, Standing, answer, request, request_of, settle};
