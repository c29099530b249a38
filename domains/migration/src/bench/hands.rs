//! Whose hands the data went through: nobody says of his own figures that they stand as they are, and nobody makes an objection to them go away.

use super::case::Case;
use super::event::Answer;
use super::gates::{REFERENCES, TOTALS};
use super::unread;
use crate::finding::code;
use crate::paper::sheet;
use kernel::Refusal;
use std::collections::BTreeMap;

/// Whether somebody brought a file or keyed a page of these books.
#[must_use]
pub fn is_hand(case: &Case, login: &str) -> bool {
    let keyed = || {
        let pages = case.paper.volumes.values().flat_map(|v| v.pages.values());
        pages.flat_map(|p| [&p.first, &p.second]).flatten().any(|k| k.by == login)
    };
    case.files.values().any(|f| f.by == login) || keyed()
}

/// Whether somebody keyed the page or brought the file a finding is of, by its key. A finding without a place is of all of them.
#[must_use]
pub fn is_his(case: &Case, finding: &str, login: &str) -> bool {
    let mut parts = finding.split('|').skip(1);
    let (Some(path), _, row) = (parts.next().filter(|p| !p.is_empty()), parts.next(), parts.next()) else {
        return is_hand(case, login);
    };
    let row = row.and_then(|r| r.parse().ok()).unwrap_or(0);
    let Some(no) = path.strip_prefix(sheet::FOLDER).and_then(|p| p.split(' ').next()?.parse::<u32>().ok()) else {
        return case.files.get(path).is_none_or(|f| f.by == login);
    };
    if unread::is_of_file(finding) {
        // of the whole book: of everybody who keyed a page of it
        let pages = case.paper.volumes.get(&no).into_iter().flat_map(|v| v.pages.values());
        return pages.flat_map(|p| [&p.first, &p.second]).flatten().any(|k| k.by == login);
    }
    let page = case.paper.page(no, row / sheet::PER_PAGE);
    page.is_none_or(|p| [&p.first, &p.second].into_iter().flatten().any(|k| k.by == login))
}

/// Whether "it stands as it is" needs a second person: findings by which a wrong figure would come into the books.
#[must_use]
pub fn needs_second(finding: &str) -> bool {
    let of = finding.split('|').next().unwrap_or_default();
    let gates = TOTALS.contains(&of) || REFERENCES.contains(&of) || of == code::IMPOSSIBLE_DATE;
    gates || unread::is_of_file(finding)
}

/// Whether somebody may answer so; what he may in general is looked at where his role is known.
///
/// # Errors
/// 3225: he keyed the page or brought the file himself.
pub fn may_stand(case: &Case, finding: &str, answer: &Answer, login: &str) -> Result<(), Refusal> {
    let stands = matches!(answer, Answer::Stands { .. });
    if stands && needs_second(finding) && is_his(case, finding, login) {
        return Err(Refusal::new(3225).with("name", login));
    }
    Ok(())
}

/// Whether somebody may settle an objection; what he may in general is looked at where his role is known.
///
/// # Errors
/// 4702: he keyed or brought these books.
pub fn may_settle(case: &Case, login: &str) -> Result<(), Refusal> {
    if is_hand(case, login) { Err(Refusal::new(4702).with("name", login)) } else { Ok(()) }
}

/// What was accepted as it stands, by the finding's code: how often, and how often by the hand itself, where one person alone works.
#[must_use]
pub fn accepted(case: &Case) -> BTreeMap<String, (u64, u64)> {
    let mut out: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (key, answer) in case.answers.iter().filter(|(_, a)| matches!(a.what, Answer::Stands { .. })) {
        let of = out.entry(key.split('|').next().unwrap_or_default().to_owned()).or_default();
        of.0 += 1;
        of.1 += u64::from(needs_second(key) && is_his(case, key, &answer.by));
    }
    out
}
