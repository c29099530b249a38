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
/// come; 4523: the rung stands already; 3200: no day of the financial year that is audited was ended in books kept here, or it has not ended.
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
    let year = document.audited();
    // the audit of another year is another signature
    let same = |s: &crate::Signed| rung != Rung::EAudit || s.what.document.audited() == year;
    if matches!(evidence.signature(rung), Some((s, true)) if same(s)) {
        return Err(Refusal::new(4523).with("rung", rung.code()));
    }
    if rung == Rung::EAudit && !kept_here(evidence, year, today) {
        return Err(Refusal::new(3200).with("year", format!("{}-{:02}", i32::from(year) - 1, year % 100)));
    }
    let figures = evidence.figures(rung, year);
    let document = Document { number, ..document };
    let what = Attestation { rung, document, login: by.login.clone(), office: by.office, figures };
    Ok(vec![ProgrammeEvent { day: today, did: Did::Attested(what) }])
}

/// Whether the books of a financial year that is over were kept here, to its end at least.
fn kept_here(e: &Evidence, year: i16, today: Date) -> bool {
    let Ok(end) = Date::new(year, 3, 31) else { return false };
    end < today && e.first_end.is_some_and(|f| f.date <= end) && e.years.iter().any(|y| y.year == year)
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
