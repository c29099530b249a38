//! Taking an event back.

use super::{Context, text};
use crate::acts::Reversed;
use crate::effects::{PartyChange, moves, parties};
use crate::event::TradeEvent;
use crate::terms::{Milli, Stock};
use kernel::{Paise, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a reversal must know.
#[derive(Clone, Debug, Default)]
pub struct EventView {
    /// The event, if the entry is one of this room.
    pub event: Option<TradeEvent>,
    /// It has been reversed already.
    pub reversed: bool,
    /// Something stands on it: a return of the bill; for a setting, anything dealt under it.
    pub later: bool,
    /// The batches it moved, as they are today.
    pub stock: Vec<Stock>,
    /// What its parties owe and are owed today: `by` is the balance, paise.
    pub owed: Vec<PartyChange>,
}

/// To take back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reverse {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Why.
    pub reason: String,
}

/// Takes an event back. A reversal is not reversed (do it anew). Refused where the goods have moved on, so that a batch would hold less
/// than nothing or a value without goods, and where a debt of it has been paid since.
///
/// # Errors
/// 4302 (no reason), 4333 (nothing to take back, taken back already), 4334 (goods moved on), 4335 (something later stands on it).
pub fn reverse(view: &EventView, c: &Reverse, context: &Context) -> Result<Vec<TradeEvent>, Refusal> {
    text(&c.reason)?;
    let entry = format!("{}/{}", c.entry.0, c.entry.1);
    let none = || Refusal::new(4333).with("entry", &entry);
    let event = view.event.as_ref().ok_or_else(none)?;
    if view.reversed || matches!(event, TradeEvent::Reversed(_)) || event.date() > context.today {
        return Err(none());
    }
    let back = TradeEvent::Reversed(Reversed {
        date: context.today,
        entry: c.entry,
        reason: c.reason.clone(),
        was: Box::new(event.clone()),
    });
    if view.later || paid(view, &back) {
        return Err(Refusal::new(4335).with("entry", entry));
    }
    let mut change: BTreeMap<(String, String, String), (Milli, Paise)> = BTreeMap::new();
    for m in moves(&back) {
        let of = change.entry((m.item, m.godown, m.batch)).or_default();
        *of = (of.0 + m.qty, of.1 + m.value);
    }
    for ((item, godown, batch), (qty, value)) in change {
        let row = view.stock.iter().find(|s| s.item == item && s.godown == godown && s.batch == batch);
        let (there, worth) = row.map_or((Milli::ZERO, Paise::ZERO), |s| (s.qty, s.value));
        let (qty, value) = (there + qty, worth + value);
        if qty.0 < 0 || value.0 < 0 || (qty.is_zero() && !value.is_zero()) {
            return Err(Refusal::new(4334).with("item", item).with("batch", batch).with("there", there));
        }
    }
    Ok(vec![back])
}

/// A debt the event made has been paid since: taking it back would leave less than nothing owed.
fn paid(view: &EventView, back: &TradeEvent) -> bool {
    let mut change: BTreeMap<(String, String, bool), Paise> = BTreeMap::new();
    for p in parties(back) {
        *change.entry((p.activity, p.party.key(), p.debtor)).or_default() += p.by;
    }
    change.into_iter().any(|((activity, key, debtor), by)| {
        let same = |o: &&PartyChange| o.activity == activity && o.party.key() == key && o.debtor == debtor;
        let now: Paise = view.owed.iter().filter(same).map(|o| o.by).sum();
        by.0 < 0 && (now + by).0 < 0
    })
}
