//! Proofs that need no browser and no database: they read the sources as a careful person would.

mod ftl;
mod gallery;
mod messages;
mod order;
mod packs;
mod sources;
mod tidy;
