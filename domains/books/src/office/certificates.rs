//! Distinctive numbers: which shares a certificate stands for. Old certificates carry them; a share has its number once.

use super::{Noted, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From the first to the last, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// First.
    pub first: i64,
    /// Last.
    pub last: i64,
}

/// The numbers of each certificate: the last that was written.
#[must_use]
pub fn fold(entries: &[Entry]) -> BTreeMap<String, Numbers> {
    let one = |e: &Entry| match &e.event.did {
        Did::Office(what) => match &**what {
            Noted::SharesNumbered(n) => Some((e.event.of.clone(), *n)),
            _ => None,
        },
        _ => None,
    };
    entries.iter().filter_map(one).collect()
}

/// Enters the numbers of a certificate's shares.
///
/// # Errors
/// 4020; 4400 (the certificate); 4654 numbers that are no range, or are another certificate's.
pub fn number(sight: &Sight, certificate: &str, numbers: Numbers) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let certificate = text(certificate)?;
    let wrong = || Refusal::new(4654).with("first", numbers.first).with("last", numbers.last);
    if numbers.first < 1 || numbers.last < numbers.first || numbers.last > i64::from(u32::MAX) {
        return Err(wrong());
    }
    let others = fold(&sight.entries).into_iter().filter(|(c, _)| *c != certificate);
    if others.into_iter().any(|(_, n)| n.first <= numbers.last && numbers.first <= n.last) {
        return Err(wrong());
    }
    Ok(noted(date, Register::Certificates, &certificate, Noted::SharesNumbered(numbers)))
}
