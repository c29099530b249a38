//! What came of the last exchange with the seats above, so that whoever sits at the desk sees why nothing leaves. It is remembered for as long as
//! the program runs: the next exchange tells it anew.

use crate::Desk;
use kernel::{Instant, Refusal, SocietyId};
use std::sync::{Mutex, PoisonError};

/// The last refusal of a seat, or why it could not be reached, with its moment and the societies it is about; none where it is about all.
#[derive(Default)]
pub(crate) struct LastWord(Mutex<Option<(Instant, Refusal, Vec<SocietyId>)>>);

impl Desk {
    /// Notes what came of an exchange with all seats: nothing where it went well; of a refusal the societies it is about, none where it is about all.
    pub fn note_line(&self, refusal: Option<(Refusal, Vec<SocietyId>)>) {
        let word = refusal.map(|(r, of)| (self.clock.now(), r, of));
        *self.last_word.0.lock().unwrap_or_else(PoisonError::into_inner) = word;
    }

    /// Why the last exchange failed for a society, and when; nothing where it went well.
    #[must_use]
    pub fn line_trouble(&self, society: SocietyId) -> Option<(Instant, Refusal)> {
        let word = self.last_word.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, refusal, of) = word.as_ref()?;
        (of.is_empty() || of.contains(&society)).then(|| (*at, refusal.clone()))
    }
}
