//! The one door: guard, view, decide, append and project, receipt.
