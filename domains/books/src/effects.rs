//! What an event posts. Total: it cannot fail.

use crate::event::{BooksEvent, Line};

/// The lines an event posts; none where it posts nothing.
#[must_use]
pub fn postings(event: &BooksEvent) -> Vec<Line> {
    match event {
        BooksEvent::VoucherPosted { lines, .. }
        | BooksEvent::YearClosed { lines, .. }
        | BooksEvent::YearReopened { lines, .. }
        | BooksEvent::ProfitAppropriated { lines, .. } => lines.clone(),
        _ => Vec::new(),
    }
}
