//! What may be done at the workbench as it stands.

use super::case::{Case, Mended, Place, Said};
use super::event::{Answer, BenchEvent, Mend, Signer};
use super::{beside, hands, masked};
use crate::paper;
use kernel::{Date, Refusal};

/// Most changes of one entry.
pub const MOST_MENDS: usize = 5_000;

/// Looks whether an event may be written upon a case. `by` is the login of who writes it.
///
/// # Errors
/// 3150 nothing was begun; 3151 a reason is missing; 3152 nothing to mend; 3153 the entry is not there or was taken back; 3154 the data set was
/// changed after it was closed; 3155 not the next to sign; 3156 one person signs twice; 3157 books were posted; 3158 not posted yet;
/// 3159 paper has ended; 3160 it has not; 4700 an objection is open; 4703 a table is passed over without a reason; 3222, 3223 not his to take back;
/// 3250 no such photograph; 3251 it is as it was; 3252 it was blackened further; 3227 the day is kept already; 3229 the photograph is of another book.
pub fn check(case: &Case, event: &BenchEvent, by: &str) -> Result<(), Refusal> {
    if !matches!(event, BenchEvent::Opened { .. }) && case.cutoff.is_none() {
        return Err(Refusal::new(3150));
    }
    if case.posted.is_some() && changes_data(event) {
        return Err(Refusal::new(3157));
    }
    masked::stays_masked(case, event)?;
    match event {
        BenchEvent::Paper(event) => paper::decide::check(&case.paper, event, by),
        BenchEvent::FileLeft { path, reason } => {
            reasoned(reason)?;
            let there = case.files.contains_key(path) || case.aside.contains_key(path);
            there.then_some(()).ok_or_else(|| Refusal::new(3161).with("file", path))
        }
        BenchEvent::MappingSet { table, reason } if table.kind == "ignore" && reason.trim().is_empty() => {
            Err(Refusal::new(4703))
        }
        BenchEvent::Mended { mends, reason, .. } => mends_fit(mends, reason),
        BenchEvent::PersonsJudged { members, reason, .. } => {
            reasoned(reason)?;
            if members.len() < 2 || members.windows(2).any(|w| w[0] >= w[1]) {
                return Err(Refusal::new(3152));
            }
            Ok(())
        }
        BenchEvent::Answered { answer, .. } => match answer {
            Answer::Stands { reason } => reasoned(reason),
            Answer::Owed { owner, .. } => reasoned(owner),
        },
        BenchEvent::DifferenceCarried(c) => {
            [&c.cause, &c.minute, &c.owner].into_iter().try_for_each(|text| reasoned(text))?;
            if c.amount.is_zero() { Err(Refusal::new(3152)) } else { Ok(()) }
        }
        BenchEvent::Stated(o) => reasoned(&o.number),
        BenchEvent::Objected { text, .. } => reasoned(text),
        BenchEvent::ObjectionSettled { of, how, mend } => {
            reasoned(how)?;
            let objected = case.objections.iter().find(|o| o.place == *of).ok_or_else(|| absent(*of))?;
            // what was mended before somebody objected does not answer him
            let answers = |m: &Said<Mended>, at: Place| m.place == at && m.is_after(objected);
            match mend {
                Some(at) if !case.mended.iter().any(|m| answers(m, *at)) => Err(absent(*at)),
                _ => Ok(()),
            }
        }
        BenchEvent::Signed { signer, set, paper_no } => sign(case, *signer, set, paper_no, by),
        BenchEvent::Posted { set } => match &case.frozen {
            Some(f) if f.what == *set => Ok(()),
            _ => Err(Refusal::new(3154)),
        },
        BenchEvent::ParallelDay(day) => {
            paper_left(case)?;
            let there = case.parallel.get(&day.date);
            if there.is_some_and(|kept| !beside::completes(&kept.what, day)) {
                Err(Refusal::new(3227).with("day", lipi::date::format(day.date)))
            } else {
                Ok(())
            }
        }
        BenchEvent::BookSealed { volume, photo } => {
            paper_left(case)?;
            match case.seals.get(&photo.digest) {
                Some(other) if other != volume => Err(Refusal::new(3229).with("volume", other)),
                _ => Ok(()),
            }
        }
        BenchEvent::CutOver { .. } => paper_left(case),
        BenchEvent::Reopened { order, reason, of } => {
            reasoned(order)?;
            reasoned(reason)?;
            let ended = case.cut_over.as_ref().filter(|c| of.is_none_or(|of| of == c.place));
            ended.map(|_| ()).ok_or_else(|| Refusal::new(3160))
        }
        BenchEvent::TakenBack { of, reason } => taken_back(case, (*of, by), reason),
        BenchEvent::PhotoMasked { was, photo } => {
            if masked::kept(case).iter().all(|(_, kept)| kept.digest != *was) {
                return Err(Refusal::new(3250));
            }
            if photo.digest == *was { Err(Refusal::new(3251)) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// Whether the figures or the papers of the data set are touched.
#[must_use]
pub fn changes_data(event: &BenchEvent) -> bool {
    matches!(
        event,
        BenchEvent::Opened { .. }
            | BenchEvent::FilesBrought { .. }
            | BenchEvent::FileLeft { .. }
            | BenchEvent::Paper(_)
            | BenchEvent::MappingSet { .. }
            | BenchEvent::Layout(_)
            | BenchEvent::Mended { .. }
            | BenchEvent::PersonsJudged { .. }
            | BenchEvent::Answered { .. }
            | BenchEvent::DifferenceCarried(_)
            | BenchEvent::Stated(_)
            | BenchEvent::Frozen { .. }
            | BenchEvent::Signed { .. }
            | BenchEvent::Posted { .. }
    )
}

fn reasoned(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::new(3151)) } else { Ok(()) }
}

fn absent(of: Place) -> Refusal {
    Refusal::new(3153).with("entry", format!("{}/{}", of.0, of.1))
}

fn mends_fit(mends: &[Mend], reason: &str) -> Result<(), Refusal> {
    reasoned(reason)?;
    let nothing = |m: &Mend| matches!(m, Mend::Cell { old, new, .. } if old == new);
    if mends.is_empty() || mends.len() > MOST_MENDS || mends.iter().any(nothing) {
        return Err(Refusal::new(3152));
    }
    Ok(())
}

/// Signatures under the data set closed last, in the order of signing: those before the first that is missing.
#[must_use]
pub fn standing(case: &Case) -> Vec<&Said<super::case::Signature>> {
    let Some(frozen) = &case.frozen else { return Vec::new() };
    Signer::ALL
        .into_iter()
        .map_while(|signer| case.signatures.iter().rev().find(|s| s.what.signer == signer && s.what.set == frozen.what))
        .collect()
}

fn sign(case: &Case, signer: Signer, set: &str, paper_no: &str, by: &str) -> Result<(), Refusal> {
    if case.frozen.as_ref().is_none_or(|f| f.what != set) {
        return Err(Refusal::new(3154));
    }
    let standing = standing(case);
    if Signer::ALL.get(standing.len()) != Some(&signer) {
        return Err(Refusal::new(3155));
    }
    if standing.iter().any(|s| s.by == by) {
        return Err(Refusal::new(3156).with("name", by));
    }
    if signer == Signer::Operator {
        return Ok(());
    }
    // what a member says is wrong is settled before anybody answers for it; wherever the signature is given
    let open = open_objections(case);
    if open > 0 {
        return Err(Refusal::new(4700).with("n", open));
    }
    reasoned(paper_no)
}

/// Objections nobody has settled.
#[must_use]
pub fn open_objections(case: &Case) -> usize {
    case.objections.iter().filter(|o| o.what.settled.is_none()).count()
}

fn paper_left(case: &Case) -> Result<(), Refusal> {
    if case.posted.is_none() {
        return Err(Refusal::new(3158));
    }
    if case.cut_over.is_some() { Err(Refusal::new(3159)) } else { Ok(()) }
}

/// The day from which no paper is kept comes after the books were posted, and within a month: nobody ends paper in the past or on some day far off.
///
/// # Errors
/// 3158 not posted yet; 3228 another day.
pub fn ends_on(case: &Case, from: Date, today: Date) -> Result<(), Refusal> {
    let posted = case.posted.as_ref().ok_or_else(|| Refusal::new(3158))?.at.day();
    let last = (0..LATEST_END).try_fold(today, |day, _| day.tomorrow()).unwrap_or(Date::MAX);
    if posted < from && from <= last {
        return Ok(());
    }
    let day = lipi::date::format;
    Err(Refusal::new(3228).with("posted", day(posted)).with("last", day(last)))
}

/// Most days ahead on which paper may be resolved to end.
const LATEST_END: u32 = 31;

/// What can be taken back: nothing twice, and no step over which others have been taken. A signature is its signer's, an objection his who received
/// it; once the books are posted, only a day beside paper that no end of paper stands on.
fn taken_back(case: &Case, (of, by): (Place, &str), reason: &str) -> Result<(), Refusal> {
    reasoned(reason)?;
    if case.taken_back.contains_key(&of) {
        return Err(absent(of));
    }
    if case.parallel.values().any(|p| p.place == of) {
        return if case.cut_over.is_none() { Ok(()) } else { Err(Refusal::new(3159)) };
    }
    let author = |place: Place, author: &str| (place == of).then(|| author.to_owned());
    let own = (case.signatures.iter().find_map(|s| author(s.place, &s.by)))
        .or_else(|| case.objections.iter().find_map(|o| author(o.place, &o.by)));
    let there = own.is_some()
        || case.mended.iter().any(|m| m.place == of)
        || case.mappings.iter().any(|m| m.place == of)
        || case.judged.values().any(|j| j.place == of)
        || case.answers.values().any(|a| a.place == of)
        || case.carried.values().any(|c| c.place == of)
        || case.outside.values().any(|o| o.place == of);
    if !there {
        return Err(absent(of));
    }
    if case.posted.is_some() {
        return Err(Refusal::new(3157));
    }
    match own {
        Some(author) if author != by => Err(Refusal::new(3222).with("name", author)),
        // whose own figures a member objects to does not make the objection go away
        Some(_) if case.objections.iter().any(|o| o.place == of) && hands::is_hand(case, by) => {
            Err(Refusal::new(3223).with("name", by))
        }
        _ => Ok(()),
    }
}
