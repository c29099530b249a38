//! What came of the last exchange with the seats above, so that whoever sits at the desk sees why nothing leaves. It is remembered for as long as
//! the program runs: the next exchange tells it anew.

use crate::Desk;
use kernel::{Instant, Refusal};
use std::sync::{Mutex, PoisonError};

/// The last refusal of a seat, or why it could not be reached, with its moment.
#[derive(Default)]
pub(crate) struct LastWord(Mutex<Option<(Instant, Refusal)>>);

impl Desk {
    /// Notes what came of an exchange: nothing where it went well.
    pub fn note_line(&self, refusal: Option<Refusal>) {
        let word = refusal.map(|r| (self.clock.now(), r));
        *self.last_word.0.lock().unwrap_or_else(PoisonError::into_inner) = word;
    }

    /// Why the last exchange failed, and when; nothing where it went well.
    #[must_use]
    pub fn line_trouble(&self) -> Option<(Instant, Refusal)> {
        self.last_word.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
