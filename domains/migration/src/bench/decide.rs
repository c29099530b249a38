//! What may be done at the workbench as it stands.

use super::case::{Case, Place, Said};
use super::event::{Answer, BenchEvent, Mend, Signer};
use crate::paper;
use kernel::Refusal;

/// Most changes of one entry.
pub const MOST_MENDS: usize = 5_000;

/// Looks whether an event may be written upon a case. `by` is the login of who writes it.
///
/// # Errors
/// 3150 nothing was begun; 3151 a reason is missing; 3152 nothing to mend; 3153 the entry is not there or was taken back; 3154 the data set was
/// changed after it was closed; 3155 not the next to sign; 3156 one person signs twice; 3157 books were posted; 3158 not posted yet;
/// 3159 paper has ended; 3160 it has not.
pub fn check(case: &Case, event: &BenchEvent, by: &str) -> Result<(), Refusal> {
    if !matches!(event, BenchEvent::Opened { .. }) && case.cutoff.is_none() {
        return Err(Refusal::new(3150));
    }
    if case.posted.is_some() && changes_data(event) {
        return Err(Refusal::new(3157));
    }
    match event {
        BenchEvent::Paper(event) => paper::decide::check(&case.paper, event, by),
        BenchEvent::FileLeft { path, reason } => {
            reasoned(reason)?;
            case.files.contains_key(path).then_some(()).ok_or_else(|| Refusal::new(3161).with("file", path))
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
        BenchEvent::ObjectionSettled { of, how } => {
            reasoned(how)?;
            case.objections.iter().any(|o| o.place == *of).then_some(()).ok_or_else(|| absent(*of))
        }
        BenchEvent::Signed { signer, set, paper_no } => sign(case, *signer, set, paper_no, by),
        BenchEvent::Posted { set } => match &case.frozen {
            Some(f) if f.what == *set => Ok(()),
            _ => Err(Refusal::new(3154)),
        },
        BenchEvent::ParallelDay(_) | BenchEvent::BookSealed { .. } | BenchEvent::CutOver { .. } => paper_left(case),
        BenchEvent::Reopened { order, reason, of } => {
            reasoned(order)?;
            reasoned(reason)?;
            let ended = case.cut_over.as_ref().filter(|c| of.is_none_or(|of| of == c.place));
            ended.map(|_| ()).ok_or_else(|| Refusal::new(3160))
        }
        BenchEvent::TakenBack { of, reason } => taken_back(case, *of, reason),
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
    if signer != Signer::Operator { reasoned(paper_no) } else { Ok(()) }
}

fn paper_left(case: &Case) -> Result<(), Refusal> {
    if case.posted.is_none() {
        return Err(Refusal::new(3158));
    }
    if case.cut_over.is_some() { Err(Refusal::new(3159)) } else { Ok(()) }
}

/// What can be taken back: nothing twice, and no step over which others have been taken.
fn taken_back(case: &Case, of: Place, reason: &str) -> Result<(), Refusal> {
    reasoned(reason)?;
    let there = case.mended.iter().any(|m| m.place == of)
        || case.mappings.iter().any(|m| m.place == of)
        || case.judged.values().any(|j| j.place == of)
        || case.answers.values().any(|a| a.place == of)
        || case.carried.values().any(|c| c.place == of)
        || case.outside.values().any(|o| o.place == of)
        || case.parallel.values().any(|p| p.place == of)
        || case.objections.iter().any(|o| o.place == of)
        || case.signatures.iter().any(|s| s.place == of);
    if there && !case.taken_back.contains_key(&of) { Ok(()) } else { Err(absent(of)) }
}
