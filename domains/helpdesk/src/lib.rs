//! helpdesk: tickets of societies, known problems, articles of knowledge, ageing by cause and responsible party.
//! Used by the society that is stuck, by the officers who must help, and by the district committee whose agenda it is.
//! Never orders by a clock, and never gives a verdict on time without a rule that an office entered.
//! Invariant: a ticket folded from the entries of all logs is the same whatever the order in which the logs arrived.

pub mod ageing;
pub mod blocking;
pub mod decide;
pub mod digest;
pub mod event;
pub mod similar;
pub mod terms;
pub mod ticket;

pub use event::{Did, HelpEvent};
pub use ticket::{Entry, Ticket, ticket};

/// An entry: desk and position.
pub type Place = (i64, i64);
