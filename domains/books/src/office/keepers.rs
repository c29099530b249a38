//! Members of an activity: who keeps cattle, who keeps fish. Profit of dairy and fishery is divided among them alone (model bye-laws of
//! 5 January 2023), as they stand on the record day.

use super::{Noted, noted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, text};
use crate::statement::appropriation::OWN_MEMBERS;
use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// That a member keeps cattle or fish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Membership number.
    pub member_no: String,
    /// `dairy` or `fishery`.
    pub activity: String,
    /// First day.
    pub from: Date,
    /// Last day; `None` while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Resolution or list by which he was entered.
    pub resolution: String,
}

/// The tags as they stand: the last of each member and activity.
#[must_use]
pub fn fold(entries: &[Entry]) -> BTreeMap<(String, String), (Tag, (i64, i64))> {
    let mut all = BTreeMap::new();
    for e in entries {
        let Did::Office(what) = &e.event.did else { continue };
        if let Noted::KeeperSet(tag) = &**what {
            all.insert((tag.activity.clone(), tag.member_no.clone()), (tag.clone(), e.place));
        }
    }
    all
}

/// Members of an activity on a day.
#[must_use]
pub fn on(entries: &[Entry], activity: &str, day: Date) -> Vec<String> {
    let stands = |t: &Tag| t.activity == activity && t.from <= day && t.until.is_none_or(|until| day <= until);
    fold(entries).into_values().filter(|(t, _)| stands(t)).map(|(t, _)| t.member_no).collect()
}

/// Enters a member among those of an activity, or says until when he was.
///
/// # Errors
/// 4020; 4427 no resolution; 4645 no such activity, it ends before it begins, or nothing changes.
pub fn set(sight: &Sight, tag: &Tag) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let wrong = || Refusal::new(4645).with("activity", &tag.activity).with("no", &tag.member_no);
    if !OWN_MEMBERS.contains(&&tag.activity[..]) || tag.until.is_some_and(|until| until < tag.from) {
        return Err(wrong());
    }
    let resolution = text(&tag.resolution).map_err(|_| Refusal::new(4427))?;
    let kept = Tag { resolution, member_no: text(&tag.member_no)?, ..tag.clone() };
    let before = fold(&sight.entries).remove(&(kept.activity.clone(), kept.member_no.clone()));
    if before.is_some_and(|(t, _)| (t.from, t.until) == (kept.from, kept.until)) {
        return Err(wrong());
    }
    let of = format!("{} · {}", kept.activity, kept.member_no);
    Ok(noted(date, Register::Keepers, &of, Noted::KeeperSet(kept)))
}
