//! Proofs that need no browser: they read the sources as a careful person would, and walk the journeys.

mod afar;
mod bad_bench;
mod certificate;
mod cheats;
mod ftl;
mod gallery;
mod journeys;
mod kept;
mod lacking;
mod layouts;
mod mapping;
mod messages;
mod milan;
mod order;
mod packs;
mod persons;
mod queue;
mod sources;
mod tidy;
mod trial;
mod workbench;
