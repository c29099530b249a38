//! Entries that come late: from the day paper was closed, what happened before the open day is entered only when an officer above lets it pass.
//!
//! The request waits in the society's own register and comes up with it; the officer's word is written in the seat's log of that society and goes
//! down to its desk, which carries it out. Whose word it is: everybody whose post may let late entries pass and stands over the society; the
//! nearest of them is told first (block, then district, then bank, then State).

use crate::event::{Did, ProgrammeEvent};
use kernel::{Date, Instant, Refusal};
use places::{Directory, Listed, Office, Posting, Scope};
use serde::{Deserialize, Serialize};

/// Most characters of a reason.
const LONGEST: usize = 300;

/// The posts that may let a late entry pass.
pub const MAY: [Office; 8] = [
    Office::Ado,
    Office::Adco,
    Office::Ar,
    Office::Cdo,
    Office::Dm,
    Office::BankSupervisor,
    Office::Registrar,
    Office::Secretary,
];

/// An officer's word on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The entry in which the society asked: desk and position.
    pub proposal: (i64, i64),
    /// It may be entered.
    pub approved: bool,
    /// Why.
    pub reason: String,
    /// Login name of the officer.
    pub login: String,
    /// His name, for the people of the society, who know no login names of the seat.
    pub name: String,
    /// His post.
    pub office: Office,
}

/// Requests of one society that wait for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// How many.
    pub count: u64,
    /// When the oldest was written.
    pub since: Instant,
    /// Entry of the newest: another one means news.
    pub last: (i64, i64),
}

/// A request, as far as judging it must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'r> {
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Login name of who asked.
    pub maker: &'r str,
    /// The desk has already done it, or set it aside.
    pub closed: bool,
}

/// Words that were spoken on requests of a society, in the order of their entries.
#[must_use]
pub fn judged<'w>(events: &'w [((i64, i64), ProgrammeEvent)]) -> Vec<((i64, i64), Date, &'w Judgement)> {
    let word = |(entry, e): &'w ((i64, i64), ProgrammeEvent)| match &e.did {
        Did::LateJudged(j) => Some((*entry, e.day, j)),
        _ => None,
    };
    events.iter().filter_map(word).collect()
}

/// Speaks the word.
///
/// # Errors
/// 4600: the post does not let late entries pass; 4601: who asked does not decide; 4602: it was decided already; 4603: no reason.
pub fn judge(
    request: &Request<'_>,
    events: &[((i64, i64), ProgrammeEvent)],
    by: &Posting,
    (approved, reason): (bool, &str),
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    if !MAY.contains(&by.office) {
        return Err(Refusal::new(4600).with("office", by.office.code()));
    }
    if request.maker == by.login {
        return Err(Refusal::new(4601).with("name", &by.login));
    }
    if request.closed || judged(events).iter().any(|(_, _, j)| j.proposal == request.entry) {
        return Err(Refusal::new(4602));
    }
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST {
        return Err(Refusal::new(4603));
    }
    let word = Judgement {
        proposal: request.entry,
        approved,
        reason: reason.to_owned(),
        login: by.login.clone(),
        name: by.name.clone(),
        office: by.office,
    };
    Ok(vec![ProgrammeEvent { day: today, did: Did::LateJudged(word) }])
}

/// How near a part of the State is to a society: block, district, bank, State; nothing where it does not hold the society.
fn distance(scope: &Scope, society: &Listed) -> Option<u8> {
    let far = match scope {
        Scope::Society(_) => 0,
        Scope::Block(_) => 1,
        Scope::District(_) => 2,
        Scope::Bank(_) => 3,
        Scope::State => 4,
    };
    scope.holds(society).then_some(far)
}

/// Whose task a society's requests are: of the posts that may, those that stand nearest to it.
#[must_use]
pub fn nearest<'d>(directory: &'d Directory, society: &Listed, on: Date) -> Vec<&'d Posting> {
    let may = directory.posts_on(on).filter(|p| MAY.contains(&p.office));
    let all: Vec<(u8, &Posting)> = may.filter_map(|p| Some((distance(&p.scope, society)?, p))).collect();
    let least = all.iter().map(|(far, _)| *far).min();
    all.into_iter().filter(|(far, _)| Some(*far) == least).map(|(_, p)| p).collect()
}
