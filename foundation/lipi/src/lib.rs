//! lipi: scripts and language: legacy fonts, digits, amounts, dates, names, messages in Hindi and English.
//! Used wherever text of people becomes types or types become text for people.
//! Never guesses silently: what is doubtful says so.
//! Invariant: conversion takes time linear in its input.

pub mod amount;
pub mod date;
pub mod krutidev;
pub mod legacy;
mod lexicon;
pub mod messages;
pub mod mobile;
pub mod name;
pub mod text;
pub mod verhoeff;
pub mod words;

pub use messages::Lang;
