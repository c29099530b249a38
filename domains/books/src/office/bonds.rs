//! Bonds of loans and the members who stand surety in them. A surety does not leave the society while the loan is owed.

use super::{Noted, by_then, maybe, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight};
use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most sureties of one bond.
const MOST: usize = 10;

/// A bond.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bond {
    /// Membership number of the borrower.
    pub borrower: String,
    /// Membership numbers of the sureties.
    pub sureties: Vec<String>,
    /// Day it was signed.
    pub signed: Date,
    /// Number of the paper; may be empty.
    pub document: String,
}

/// What is known of one who is to stand surety.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surety {
    /// His number as the register has it.
    pub no: String,
    /// He is a full member today.
    pub full: bool,
}

/// The bond of each loan that stands: the last that was signed.
#[must_use]
pub fn fold(entries: &[Entry]) -> BTreeMap<String, (Bond, (i64, i64))> {
    let one = |e: &Entry| match &e.event.did {
        Did::Office(what) => match &**what {
            Noted::BondSigned(b) => Some((e.event.of.clone(), (b.clone(), e.place))),
            _ => None,
        },
        _ => None,
    };
    entries.iter().filter_map(one).collect()
}

/// Enters a bond. `owner` is the borrower of the loan; nothing where there is no such loan.
///
/// # Errors
/// 4020; 4400 (the paper's number is too long); 4405 signed after the open day; 4652 no such loan; 4653 a surety who is the borrower, is
/// named twice, or is no full member; nobody, or too many.
pub fn sign(
    sight: &Sight,
    loan: &str,
    owner: Option<&str>,
    sureties: &[Surety],
    (signed, document): (Date, &str),
) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    by_then(signed, date)?;
    let owner = owner.filter(|o| !o.is_empty()).ok_or_else(|| Refusal::new(4652).with("loan", loan))?;
    let mut named: Vec<String> = Vec::new();
    for s in sureties {
        if !s.full || s.no == owner || named.contains(&s.no) || named.len() >= MOST {
            return Err(Refusal::new(4653).with("no", &s.no));
        }
        named.push(s.no.clone());
    }
    if named.is_empty() {
        return Err(Refusal::new(4653).with("no", "–"));
    }
    let bond = Bond { borrower: owner.to_owned(), sureties: named, signed, document: maybe(document)? };
    Ok(noted(date, Register::Bonds, loan, Noted::BondSigned(bond)))
}
