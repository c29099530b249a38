//! Two numbers that are one person, and taking an event back.

use super::{Context, MemberView, reason};
use crate::acts::{MembersMerged, MergeUndone, Reversed};
use crate::effects::{Measure, Standing, changes};
use crate::event::SocietyEvent;
use kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a merge must know.
#[derive(Clone, Debug, Default)]
pub struct MergeView {
    /// The number that stays.
    pub keep: MemberView,
    /// The number that goes.
    pub gone: MemberView,
}

/// To merge two numbers of one person. Loans and deposits keep their numbers; whoever asks for the number that goes is led to the one that
/// stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// How it was found that they are one.
    pub reason: String,
}

/// Merges: the shares of the number that goes are carried over. Taken back by [`reverse`].
///
/// # Errors
/// 4202, 4203, 4217 (the number that stays is no member), 4225 (one number), 4227 (the number that goes is free, merged already, or of the other
/// register), 4237.
pub fn merge(view: &MergeView, c: &Merge, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let (keep, gone) = (&view.keep, &view.gone);
    if keep.no == gone.no {
        return Err(Refusal::new(4225).with("no", &keep.no));
    }
    keep.present()?;
    let there = matches!(gone.standing, Standing::Member { .. } | Standing::Left { .. });
    if !there || keep.class != gone.class {
        return Err(Refusal::new(4227).with("keep", &keep.no).with("gone", &gone.no));
    }
    reason(&c.reason)?;
    Ok(vec![SocietyEvent::MembersMerged(MembersMerged {
        keep: keep.no.clone(),
        gone: gone.no.clone(),
        date: context.today,
        shares: gone.shares,
        amount: gone.share_money,
        reason: c.reason.clone(),
    })])
}

/// What a reversal must know.
#[derive(Clone, Debug, Default)]
pub struct EventView {
    /// The event, if the entry is one of this room.
    pub event: Option<SocietyEvent>,
    /// It has been reversed already.
    pub reversed: bool,
    /// The measures today of the members it changed.
    pub measures: BTreeMap<(String, Measure), i64>,
    /// Something later stands on it: of an admission, any entry of that number; of a change, nomination, village or exit, a later one of the same
    /// kind (after an exit also a refund); of a certificate, a later transfer.
    pub later: bool,
}

/// To take back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reverse {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Why.
    pub reason: String,
}

/// Takes an event back; a merge by [`MergeUndone`], every other by [`Reversed`]. A reversal is not reversed (do it anew), old books brought
/// forward are not, and nobody's shares may go below nothing by it.
///
/// # Errors
/// 4202, 4203, 4228 (nothing to take back, taken back already, not possible for it), 4229 (something later stands on it), 4237.
pub fn reverse(view: &EventView, c: &Reverse, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    reason(&c.reason)?;
    let none = || Refusal::new(4228).with("entry", format!("{}/{}", c.entry.0, c.entry.1));
    let event = view.event.as_ref().ok_or_else(none)?;
    let (date, entry, reason) = (context.today, c.entry, c.reason.clone());
    // What came from old books has no day, and so cannot be taken back.
    let day = event.date().ok_or_else(none)?;
    if view.reversed || day > date {
        return Err(none());
    }
    let back = match event {
        SocietyEvent::Reversed(_) | SocietyEvent::MergeUndone(_) => return Err(none()),
        SocietyEvent::MembersMerged(was) => {
            SocietyEvent::MergeUndone(MergeUndone { entry, date, reason, was: was.clone() })
        }
        _ => SocietyEvent::Reversed(Reversed { date, entry, reason, was: Box::new(event.clone()) }),
    };
    if view.later {
        return Err(Refusal::new(4229).with("no", whose(event)));
    }
    for (no, measure, by) in changes(&back) {
        let now = view.measures.get(&(no.clone(), measure)).copied().unwrap_or(0);
        if now.saturating_add(by) < 0 {
            return Err(Refusal::new(4229).with("no", no));
        }
    }
    Ok(vec![back])
}

/// The number an event is about, for messages.
fn whose(event: &SocietyEvent) -> String {
    match event {
        SocietyEvent::MemberChanged(e) => e.no.clone(),
        SocietyEvent::NomineeSet(e) => e.no.clone(),
        SocietyEvent::MemberLeft(e) => e.no.clone(),
        SocietyEvent::VillageSet(e) => e.name.clone(),
        other => changes(other).into_iter().next().map_or_else(String::new, |c| c.0),
    }
}

/// Adds what an event changes to measures: how a page, a projection and a proof do it.
pub fn add(measures: &mut BTreeMap<(String, Measure), i64>, event: &SocietyEvent) {
    for (no, measure, by) in changes(event) {
        let at = measures.entry((no, measure)).or_default();
        *at = at.checked_add(by).expect("a measure exceeds i64");
    }
    measures.retain(|_, v| *v != 0);
}
