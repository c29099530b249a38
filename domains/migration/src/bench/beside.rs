//! The days kept on paper beside the system: which of them somebody else can look at again, and which were written down in time.

use super::case::Case;
use super::event::PaperDay;
use kernel::Date;

/// The days beside paper, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Days kept.
    pub days: usize,
    /// Of them with a photograph of the cash book's page.
    pub photographed: usize,
    /// Of them with neither a photograph nor a reason why there is none.
    pub unsaid: usize,
    /// Of them written down later than the next day.
    pub late: usize,
}

/// Looks them over.
#[must_use]
pub fn look(case: &Case) -> Beside {
    let days = || case.parallel.values().map(|p| &p.what);
    Beside {
        days: case.parallel.len(),
        photographed: days().filter(|d| d.photo.is_some()).count(),
        unsaid: days().filter(|d| is_unsaid(d)).count(),
        late: days().filter(|d| is_late(case, d.date)).count(),
    }
}

/// Neither a photograph of its page nor a reason why there is none.
#[must_use]
pub fn is_unsaid(day: &PaperDay) -> bool {
    day.photo.is_none() && day.no_photo.trim().is_empty()
}

/// It was first written down later than the next day: who writes a week at once copies it from the system.
#[must_use]
pub fn is_late(case: &Case, day: Date) -> bool {
    let next = day.tomorrow().unwrap_or(Date::MAX);
    case.first_kept.get(&day).is_some_and(|first| first.at.day() > next)
}

/// Whether a day that is kept may be written so: the photograph of its page, or why there is none, may come later; its figures may not be others.
#[must_use]
pub fn completes(kept: &PaperDay, day: &PaperDay) -> bool {
    let figures = |d: &PaperDay| (d.date, d.cash, d.receipts, d.payments);
    let photo = kept.photo.is_none() && day.photo.is_some() && kept.no_photo == day.no_photo;
    let reason = is_unsaid(kept) && !day.no_photo.trim().is_empty() && day.photo.is_none();
    figures(kept) == figures(day) && (photo || reason)
}
