//! Acts on paper: their names and what they are about. What may be done is decided in `migration::paper`.

use migration::paper::{Hand, PaperEvent};

/// Name of the act, as in the messages `act-…`.
pub(crate) fn code(event: &PaperEvent) -> &'static str {
    match event {
        PaperEvent::VolumeListed(_) => "bench-list-volume",
        PaperEvent::VolumeStruck { .. } => "bench-strike-volume",
        PaperEvent::PageKeyed(_) => "bench-key-page",
        PaperEvent::PageAsWritten { .. } => "bench-page-as-written",
        PaperEvent::PageReconciled { .. } => "bench-reconcile-page",
        PaperEvent::PageTakenBack { .. } => "bench-take-page-back",
        PaperEvent::PagePhotographed { .. } => "bench-photograph-page",
        PaperEvent::SamplingSet { .. } => "bench-set-sampling",
    }
}

/// What it is about, in one line: volume and page.
pub(crate) fn words(event: &PaperEvent) -> String {
    match event {
        PaperEvent::VolumeListed(l) => format!("{} {}", l.no, l.title),
        PaperEvent::VolumeStruck { volume, .. } => volume.to_string(),
        PaperEvent::PageKeyed(k) => format!("{}/{} {}", k.volume, k.page, if k.hand == Hand::First { 1 } else { 2 }),
        PaperEvent::PageAsWritten { volume, page, .. }
        | PaperEvent::PageReconciled { volume, page, .. }
        | PaperEvent::PageTakenBack { volume, page, .. }
        | PaperEvent::PagePhotographed { volume, page, .. } => format!("{volume}/{page}"),
        PaperEvent::SamplingSet { sampling } => format!("{} %", sampling.percent),
    }
}
