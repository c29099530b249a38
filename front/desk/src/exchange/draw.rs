//! Drawing what was received: by one at a time, however many parcels come together.

use crate::{Desk, Trouble};
use keep::exchange;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

/// Who draws now, and whether something came meanwhile.
#[derive(Default)]
pub(crate) struct Drawing {
    one: Mutex<()>,
    wanted: AtomicBool,
}

impl Desk {
    /// Draws what was received and is not drawn yet; gives how many entries were looked at. Waits for another who is drawing.
    ///
    /// # Errors
    /// The store's.
    pub fn draw_received(&self) -> Result<u64, Trouble> {
        let _one = self.drawing.one.lock().unwrap_or_else(PoisonError::into_inner);
        self.draw()
    }

    /// The same for one who does not wait: where somebody is drawing already, he draws this too.
    ///
    /// # Errors
    /// The store's.
    pub fn draw_soon(&self) -> Result<(), Trouble> {
        self.drawing.wanted.store(true, Ordering::SeqCst);
        // looked at again after the seat is given back: what was wanted between the last look and that is not forgotten
        while self.drawing.wanted.load(Ordering::SeqCst) {
            let _one = match self.drawing.one.try_lock() {
                Ok(one) => one,
                Err(TryLockError::Poisoned(one)) => one.into_inner(),
                Err(TryLockError::WouldBlock) => return Ok(()),
            };
            while self.drawing.wanted.swap(false, Ordering::SeqCst) {
                self.draw()?;
            }
        }
        Ok(())
    }

    fn draw(&self) -> Result<u64, Trouble> {
        let drawn = exchange::draw_all(&self.db, &lipi::name::search_key)?;
        if drawn > 0 {
            self.state_changed();
            self.remove_masked()?;
        }
        Ok(drawn)
    }
}
