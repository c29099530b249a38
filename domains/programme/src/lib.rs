//! programme: how far a society has come, and by when it was to: the evidence ladder and what officers sign for it.
//! Used by the state's seat; a society's desk shows the same of itself.
//! Never takes anybody's word: a rung is met by what stands in the register, or by a document with its digest.
//! Invariant: the same entries on the same day give the same ladder, on every machine.

pub mod answers;
pub mod call;
pub mod decide;
pub mod differences;
mod event;
mod evidence;
mod ladder;
pub mod late;
pub mod matrix;
pub mod news;
pub mod plan;
pub mod rates;
pub mod steps;
pub mod template;
pub mod timeline;

pub use event::{Attestation, Did, Document, ProgrammeEvent, Shown};
pub use evidence::{AtWork, ENDS, Ended, Evidence, LOOK_BACK, Migrated, Signed, YearOf};
pub use ladder::{AUDIT_MONTHS, Block, Judged, Proof, Recency, Row, Rung, audit_due, ladder, last_year, recency};
