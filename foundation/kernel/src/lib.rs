//! kernel: the words every room uses: money, dates, ids, refusals.
//! Used by every room; uses none.
//! Never reads a clock, a file or a network by itself.
//! Invariant: money is whole paise in an `i64`; no float ever holds money.

mod id;
mod money;
mod refusal;
mod source;
mod time;
mod verb;

pub use id::{CommandId, DeskId, Digest, Seq, SocietyId};
pub use money::Paise;
pub use refusal::{Fault, Refusal};
pub use source::Source;
pub use time::{Clock, Date, FinancialYear, FixedClock, Instant, SystemClock, hours_between, years};
pub use verb::Verb;
