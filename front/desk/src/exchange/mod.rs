//! Exchange with the seat above, and as that seat with the desks below: parcels that are signed and squeezed, over any carrier. Nothing here opens
//! a socket: who carries a parcel brings the answer.

mod draw;
mod files;
mod line;
mod lost;
mod parcel;
mod seat;
mod send;

pub(crate) use draw::Drawing;
pub use files::{Brought, FileHere, FilesSent, Piece, Wanted, When};
pub(crate) use line::LastWord;
pub use parcel::{Down, Inside, MOST, too_large};
pub use seat::Given;
pub use send::{Sent, Unsent, carried};

use crate::Desk;
use kernel::Digest;
use register::VerifyingKey;

/// The name under which the owner of a key signs what it has received, made from the key: `sahakar-seat/5f0c…`.
fn name_of(key: &VerifyingKey) -> String {
    let hex = Digest(key.to_bytes()).hex();
    format!("sahakar-seat/{}", &hex[..16])
}

impl Desk {
    /// A parcel of this desk, now.
    fn sealed(&self, inside: &Inside) -> Vec<u8> {
        parcel::seal(&self.key, self.clock.now(), inside)
    }

    /// The name under which this installation signs what it has received.
    #[must_use]
    pub fn seat_name(&self) -> String {
        name_of(&self.public_key())
    }
}
