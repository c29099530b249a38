//! migration: legacy cells become drafts, findings, a reconciliation and opening entries.
//! Used by the clerk who brings a society's old books in, and by the auditor who asks where a figure came from.
//! Never opens a file or a database, never mends anything silently.
//! Invariant: every figure it hands on names the file, sheet, row and column it was read from.

pub mod cell;
pub mod event;
