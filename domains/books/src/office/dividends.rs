//! Dividends member by member: what the general body declared on the shares of the record day, and what of it was paid. The sum of the
//! list is what stands under `DIVIDEND_PAY`, to the paisa.

use super::{Noted, noted, posted};
use crate::estate::{Did, Entry, EstateEvent, Register, Sight, lines, text};
use crate::percent::Percent;
use crate::statement::appropriation::Dividend;
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Head of dividends that are owed.
pub const HEAD: &str = "DIVIDEND_PAY";
/// Members in one entry: an act of many entries could not be taken back whole.
const PAGE: usize = 2_000;

/// A member's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Membership number.
    pub no: String,
    /// Paid-up shares on the record day, paise.
    pub shares: Paise,
    /// His dividend, paise.
    pub amount: Paise,
}

/// A dividend as it was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Last day of the year whose profit it is: the record day.
    pub year_end: Date,
    /// `None` for all members; `dairy` or `fishery` for theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// Percent of the shares.
    pub rate: Percent,
    /// Members.
    pub parts: Vec<Part>,
}

/// One dividend that was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidPart {
    /// Membership number under which it was declared.
    pub no: String,
    /// Last day of its year.
    pub year_end: Date,
    /// Its activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// Paise.
    pub amount: Paise,
}

/// What was paid to a member at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// Who received it: the member, or another for him.
    pub paid_to: String,
    /// What.
    pub parts: Vec<PaidPart>,
}

/// A member's dividend of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Entry that declared it.
    pub place: (i64, i64),
    /// Last day of the year.
    pub year_end: Date,
    /// Its activity.
    pub activity: Option<String>,
    /// Percent of the shares.
    pub rate: Percent,
    /// The member's part.
    pub part: Part,
    /// Day and entry of the payment; `None` while it is owed.
    pub paid: Option<(Date, (i64, i64))>,
}

fn of(entry: &Entry) -> Option<&Noted> {
    if let Did::Office(what) = &entry.event.did { Some(what) } else { None }
}

/// Every dividend of every member, in the order they were declared.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<Due> {
    let mut all: Vec<Due> = Vec::new();
    let mut at = std::collections::BTreeMap::new();
    for e in entries {
        match of(e) {
            Some(Noted::DividendListed(l)) => {
                for part in &l.parts {
                    at.insert((part.no.clone(), l.year_end, l.activity.clone()), all.len());
                    let (place, part, activity) = (e.place, part.clone(), l.activity.clone());
                    all.push(Due { place, year_end: l.year_end, activity, rate: l.rate, part, paid: None });
                }
            }
            Some(Noted::DividendPaid(p)) => {
                for part in &p.parts {
                    let key = (part.no.clone(), part.year_end, part.activity.clone());
                    if let Some(due) = at.get(&key).and_then(|i| all.get_mut(*i)) {
                        due.paid = Some((e.event.date, e.place));
                    }
                }
            }
            _ => {}
        }
    }
    all
}

/// The lists of dividends that were declared, in pages.
#[must_use]
pub fn list(date: Date, year_end: Date, all: &[Dividend]) -> Vec<EstateEvent> {
    let name = kernel::FinancialYear::of(year_end).name();
    let event = |d: &Dividend, some: &[Part]| {
        let listed = Listed { year_end, activity: d.activity.clone(), rate: d.rate, parts: some.to_vec() };
        noted(date, Register::Dividends, &name, Noted::DividendListed(listed))
    };
    let pages = |d: &Dividend| {
        let part =
            |h: &crate::statement::appropriation::Holder| Part { no: h.no.clone(), shares: h.shares, amount: d.of(h) };
        let parts: Vec<Part> = d.holders.iter().map(part).filter(|p| !p.amount.is_zero()).collect();
        parts.chunks(PAGE).map(|some| event(d, some)).collect::<Vec<_>>()
    };
    all.iter().flat_map(pages).collect()
}

/// Pays everything that is owed to a member. `his` says which numbers are his; `head` is where the money comes from.
///
/// # Errors
/// 4020; 4400 (who received it); 4401 no such head; 4643 nothing is owed.
pub fn pay(
    sight: &Sight,
    member_no: &str,
    his: impl Fn(&str) -> bool,
    paid_to: &str,
    head: &str,
) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let owed = fold(&sight.entries).into_iter().filter(|d| d.paid.is_none() && his(&d.part.no));
    let part = |d: Due| PaidPart { no: d.part.no, year_end: d.year_end, activity: d.activity, amount: d.part.amount };
    let parts: Vec<PaidPart> = owed.map(part).collect();
    let sum: Paise = parts.iter().map(|p| p.amount).sum();
    if sum.is_zero() {
        return Err(Refusal::new(4643).with("no", member_no));
    }
    let head = if head == crate::TRANSFER { head.to_owned() } else { sight.money(head)?.code };
    let kept = Paid { paid_to: text(paid_to)?, parts };
    let lines = lines(&[(HEAD, sum), (&head, -sum)]);
    Ok(posted(date, Register::Dividends, member_no, lines, Noted::DividendPaid(kept)))
}

/// A payment stands on the list that declared it, and on nothing else.
pub(crate) fn stands_on(later: &EstateEvent, entry: &Entry) -> bool {
    let (Did::Office(later), Some(Noted::DividendListed(list))) = (&later.did, of(entry)) else { return false };
    let Noted::DividendPaid(paid) = &**later else { return false };
    let same = |p: &&PaidPart| p.year_end == list.year_end && p.activity == list.activity;
    paid.parts.iter().filter(same).any(|p| list.parts.iter().any(|l| l.no == p.no))
}
