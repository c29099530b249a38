//! Events that are lists of many accounts (a claim, reminders, interest moved to the reserve), account by account: who reads one account needs its
//! rows alone. A claim of a year holds thousands of rows and stands with each of its loans; kept whole at each, it would fill the memory.

use crate::CreditEvent;
use crate::acts::{ClaimMade, Reversed};
use crate::lender::InterestReserved;
use crate::remind::Reminded;
use std::collections::BTreeMap;

/// Rows by the account they name.
fn by<T: Clone>(rows: &[T], of: impl Fn(&T) -> &str) -> BTreeMap<String, Vec<T>> {
    let mut out: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        out.entry(of(row).to_owned()).or_default().push(row.clone());
    }
    out
}

fn each<T>(rows: BTreeMap<String, Vec<T>>, make: impl Fn(Vec<T>) -> CreditEvent) -> BTreeMap<String, CreditEvent> {
    rows.into_iter().map(|(account, rows)| (account, make(rows))).collect()
}

/// A list by account, each with its own rows; nothing where the event is no list.
#[must_use]
pub fn of(event: &CreditEvent) -> Option<BTreeMap<String, CreditEvent>> {
    Some(match event {
        CreditEvent::ClaimMade(e) => each(by(&e.rows, |r| &r.loan), |rows| {
            // its heads and number are those of the whole
            let (claim, funder_head, from_head) = (e.claim.clone(), e.funder_head.clone(), e.from_head.clone());
            CreditEvent::ClaimMade(ClaimMade { claim, funder_head, from_head, rows, ..*e })
        }),
        CreditEvent::Reminded(e) => {
            each(by(&e.rows, |r| &r.loan), |rows| CreditEvent::Reminded(Reminded { date: e.date, rows }))
        }
        CreditEvent::InterestReserved(e) => each(by(&e.rows, |r| &r.loan), |rows| {
            CreditEvent::InterestReserved(InterestReserved { date: e.date, rows })
        }),
        CreditEvent::Reversed(e) => {
            let back = |was: CreditEvent| {
                let reason = e.reason.clone();
                CreditEvent::Reversed(Reversed { date: e.date, entry: e.entry, reason, was: Box::new(was) })
            };
            of(&e.was)?.into_iter().map(|(account, was)| (account, back(was))).collect()
        }
        _ => return None,
    })
}

/// An event as one account needs it: of a list its own rows, anything else whole.
#[must_use]
pub fn for_account(event: CreditEvent, account: &str) -> CreditEvent {
    match event {
        CreditEvent::ClaimMade(mut e) => {
            e.rows.retain(|r| r.loan == account);
            CreditEvent::ClaimMade(e)
        }
        CreditEvent::Reminded(mut e) => {
            e.rows.retain(|r| r.loan == account);
            CreditEvent::Reminded(e)
        }
        CreditEvent::InterestReserved(mut e) => {
            e.rows.retain(|r| r.loan == account);
            CreditEvent::InterestReserved(e)
        }
        CreditEvent::Reversed(mut e) => {
            e.was = Box::new(for_account(*e.was, account));
            CreditEvent::Reversed(e)
        }
        other => other,
    }
}
