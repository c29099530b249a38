//! trade: goods bought, stored, sold and issued; a trading account for each activity of the society.
//! Used by the secretary at the counter, the storekeeper, and the auditor who counts the godown.
//! Never sells what is not there, never guesses a price or a rate of GST, and never moves money by itself.
//! Invariant: the value of all batches of an activity equals what its events posted to the stock head.

pub mod acts;
pub mod decide;
pub mod effects;
pub mod event;
pub mod report;
pub mod split;
pub mod terms;

pub use event::TradeEvent;
pub use terms::{Leg, Means, Milli, Party};
