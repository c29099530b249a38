//! Decisions on what officers sign.

use crate::event::{Attestation, Did, Document, ProgrammeEvent};
use crate::evidence::Evidence;
use crate::ladder::Rung;
use kernel::{Date, Refusal};
use places::Posting;

/// Most characters of a number, name or reason.
const LONGEST: usize = 300;

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

/// An officer signs a document for a rung of a society.
///
/// # Errors
/// 4520: only the register counts for this rung; 4521: his post may not sign for it; 4522: the document has no number, or a day that has not
/// come; 4523: the rung stands already.
pub fn attest(
    evidence: &Evidence,
    by: &Posting,
    rung: Rung,
    document: Document,
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    if rung.signers().is_empty() {
        return Err(Refusal::new(4520).with("rung", rung.code()));
    }
    if !rung.signers().contains(&by.office) {
        return Err(Refusal::new(4521).with("rung", rung.code()).with("office", by.office.code()));
    }
    let number = said(&document.number).filter(|_| document.dated <= today).ok_or_else(|| Refusal::new(4522))?;
    if matches!(evidence.signature(rung), Some((_, true))) {
        return Err(Refusal::new(4523).with("rung", rung.code()));
    }
    let figures = evidence.figures(rung);
    let document = Document { number, ..document };
    let what = Attestation { rung, document, login: by.login.clone(), office: by.office, figures };
    Ok(vec![ProgrammeEvent { day: today, did: Did::Attested(what) }])
}

/// An officer takes his signature back.
///
/// # Errors
/// 4524: there is no such signature of his; 4525: no reason.
pub fn withdraw(
    evidence: &Evidence,
    by: &Posting,
    entry: (i64, i64),
    reason: &str,
    today: Date,
) -> Result<Vec<ProgrammeEvent>, Refusal> {
    let his = |s: &&crate::Signed| s.entry == entry && s.what.login == by.login;
    evidence.signed.iter().find(his).ok_or_else(|| Refusal::new(4524))?;
    let reason = said(reason).ok_or_else(|| Refusal::new(4525))?;
    Ok(vec![ProgrammeEvent { day: today, did: Did::Withdrawn { entry, reason } }])
}
