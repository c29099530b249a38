//! Exchange with the seat above, and as that seat with the desks below: parcels that are signed and squeezed, over any carrier. Nothing here opens
//! a socket: who carries a parcel brings the answer.

mod carrier;
mod draw;
mod files;
mod line;
mod lost;
mod parcel;
mod seat;
mod send;

pub use carrier::{Load, Packed, carried};
pub(crate) use draw::Drawing;
pub use files::{Brought, FileHere, FilesSent, Piece, Wanted, When};
pub(crate) use line::LastWord;
pub use parcel::{Down, Inside, MOST, too_large};
pub use seat::Given;
pub use send::{Sent, Unsent};

use crate::Desk;
use kernel::Digest;
use register::VerifyingKey;
use sync::{Doubt, Standing};

/// A page that does not come to its own root.
const DAMAGED: u16 = 3270;

/// Number under which a checkpoint is not believed.
fn doubted(doubt: Doubt) -> u16 {
    match doubt {
        Doubt::Forged => 3271,
        Doubt::Replayed => 3272,
    }
}

/// Number under which a page that was sent is not believed, or the checkpoint with it.
fn not_believed(standing: &Standing) -> Option<u16> {
    match standing {
        Standing::Damaged { .. } => Some(DAMAGED),
        Standing::Kept { doubt, .. } => doubt.map(doubted),
        Standing::Apart { .. } | Standing::Unknown { .. } => None,
    }
}

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
