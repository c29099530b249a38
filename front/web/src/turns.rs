//! The order in which pages are made.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a page waits for its turn: those before it may wait on a slow disk or on a browser that prints.
const PATIENCE: Duration = Duration::from_millis(250);

/// Pages that are only shown are made in the order they were asked for, a few at a time. Fifty at once on two processors would all be slow, and the
/// unlucky ones very slow; in order each waits about as long as any other.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Turns {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        // One more than there are processors: while one page waits for the disk, none of them idles.
        Turns(Arc::new(Semaphore::new(processors + 1)))
    }
}

impl Turns {
    /// Waits for a turn; `None` where the wait grew too long, then the page goes on without.
    pub(crate) async fn take(&self) -> Option<OwnedSemaphorePermit> {
        timeout(PATIENCE, self.0.clone().acquire_owned()).await.ok()?.ok()
    }
}
