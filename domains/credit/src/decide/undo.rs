//! Taking an event back.

use super::{Context, dated, text};
use crate::account::{Placed, taken_back};
use crate::acts::Reversed;
use crate::effects::{Measure, changes};
use crate::event::CreditEvent;
use kernel::{Date, Paise, Refusal};
use std::collections::BTreeMap;

/// What a reversal must know.
#[derive(Clone, Debug)]
pub struct EventView {
    /// The event, if the entry is one of this room.
    pub event: Option<CreditEvent>,
    /// It has been reversed already.
    pub reversed: bool,
    /// The balances today of the accounts it changed.
    pub balances: BTreeMap<(String, Measure), i64>,
    /// Something stands on it ([`stands_on`]).
    pub later: bool,
}

/// To take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reverse {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Day of the reversal.
    pub date: Date,
    /// Why.
    pub reason: String,
}

/// Takes an event back. A reversal is not reversed (do it anew), old books brought forward are not, and no balance of an account may
/// go below nothing by it.
///
/// # Errors
/// 4005, 4006, 4107 (no reason), 4120 (nothing to take back, already taken back, not possible for it), 4121 (something later
/// stands on it).
pub fn reverse(view: &EventView, c: &Reverse, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.reason)?;
    let none = || Refusal::new(4120).with("entry", format!("{}/{}", c.entry.0, c.entry.1));
    let event = view.event.as_ref().ok_or_else(none)?;
    // a product and the norms are changed by a later version, never taken back: accounts stand on them
    let rules = matches!(event, CreditEvent::ProductSet(_) | CreditEvent::NormsSet(_));
    let fixed = rules || matches!(event, CreditEvent::Reversed(_) | CreditEvent::AccountsBroughtForward { .. });
    if fixed || view.reversed || event.date() > c.date {
        return Err(none());
    }
    let event_out = CreditEvent::Reversed(Reversed {
        date: c.date,
        entry: c.entry,
        reason: c.reason.clone(),
        was: Box::new(event.clone()),
    });
    if view.later {
        return Err(Refusal::new(4121).with("account", account(event)));
    }
    for (account, measure, by) in changes(&event_out) {
        let now = view.balances.get(&(account.clone(), measure)).copied().unwrap_or(0);
        if by < 0 && now + by < 0 {
            return Err(Refusal::new(4121).with("account", account));
        }
    }
    Ok(vec![event_out])
}

/// Something of the account stands on the event, so that what came later is taken back first: interest that was worked out from what it left
/// owed or lying, and money divided among what it had charged. What stands in `pending`, reversals decided and not yet written, is gone.
///
/// Taken back alone, a receipt would leave principal whose interest of the time since is never charged (it is charged up to a day
/// already), and a deposit interest that was never earned.
#[must_use]
pub fn stands_on(event: &CreditEvent, entry: (i64, i64), entries: &[Placed], pending: &[CreditEvent]) -> bool {
    let mut gone = taken_back(entries);
    gone.extend(pending.iter().filter_map(|e| if let CreditEvent::Reversed(r) = e { Some(r.entry) } else { None }));
    let later =
        |of: &dyn Fn(&CreditEvent) -> bool| entries.iter().any(|(at, e)| *at > entry && !gone.contains(at) && of(e));
    let counted = |e: &CreditEvent| matches!(e, CreditEvent::LoanReceived(_) | CreditEvent::InterestAccrued(_));
    match event {
        CreditEvent::LoanSanctioned(_) => later(&|e| matches!(e, CreditEvent::LoanDisbursed(_))),
        CreditEvent::LoanDisbursed(_) | CreditEvent::InterestAccrued(_) | CreditEvent::LoanReceived(_) => {
            later(&counted)
        }
        CreditEvent::DepositOpened(_) => later(&|e| matches!(e, CreditEvent::Deposited(_))),
        CreditEvent::Deposited(_) | CreditEvent::Withdrawn(_) => {
            // interest of days before it does not stand on it
            let after = |until: Date| until > event.date();
            later(&|e| matches!(e, CreditEvent::DepositInterestCredited(i) if after(i.until)))
        }
        // everything since was decided on the balance as it was put right
        CreditEvent::OpeningCorrected(_) => later(&|e| {
            let taken = matches!(e, CreditEvent::Withdrawn(_) | CreditEvent::DepositClosed(_));
            let held = matches!(e, CreditEvent::DepositLien(l) if l.change > Paise::ZERO);
            // a lower balance made room in a crop loan's limit, and more was drawn
            let drawn = matches!(e, CreditEvent::LoanDisbursed(_));
            counted(e) || taken || held || drawn || matches!(e, CreditEvent::DepositInterestCredited(_))
        }),
        // what was free again has gone
        CreditEvent::DepositLien(e) if e.change < Paise::ZERO => {
            later(&|e| matches!(e, CreditEvent::Withdrawn(_) | CreditEvent::DepositClosed(_)))
        }
        _ => false,
    }
}

fn account(event: &CreditEvent) -> String {
    changes(event).into_iter().next().map_or_else(String::new, |c| c.0)
}

/// Adds what an event changes to balances: how a passbook, a projection and a proof do it.
pub fn add(balances: &mut BTreeMap<(String, Measure), i64>, event: &CreditEvent) {
    for (account, measure, by) in changes(event) {
        let at = balances.entry((account, measure)).or_default();
        *at = at.checked_add(by).expect("a balance exceeds i64 paise");
    }
    balances.retain(|_, v| *v != 0);
}

/// One balance.
#[must_use]
pub fn balance(balances: &BTreeMap<(String, Measure), i64>, account: &str, measure: Measure) -> Paise {
    Paise(balances.get(&(account.to_owned(), measure)).copied().unwrap_or(0))
}
