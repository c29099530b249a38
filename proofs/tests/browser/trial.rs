//! A trial by the browser: begun, its books posted and looked at, compared, and its own page.

use crate::hand::Person;
use crate::milan::CODE;
use proofs::browser::Tried;

/// Walks every page of a trial with the books that were brought.
pub(crate) fn tried(p: &mut Person<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    let (real, there) = (format!("/s/{CODE}/bench"), format!("/s/{CODE}~1"));
    p.goto(&format!("{real}/trials"))?;
    p.fill(&[("name", "बचत बही सुधार कर देखें")])?;
    if !p.there(".say.trial")? {
        wrong.push("a trial begins without its band".to_owned());
    }
    p.look("trial-files", axe, wrong)?;
    p.goto(&format!("{there}/bench/findings/0"))?;
    p.look("trial-finding", axe, wrong)?;
    p.goto(&format!("{there}/bench/books"))?;
    p.fill(&[])?;
    p.look("trial-books", axe, wrong)?;
    p.goto(&format!("{there}/trial-balance"))?;
    if !p.there(".say.trial")? || !p.there("table.tbl td")? {
        wrong.push("the books of the trial are not shown".to_owned());
    }
    p.look("trial-balance", axe, wrong)?;
    for (name, path) in [("trials", "trials"), ("trial", "trials/1"), ("compare", "compare?a=0&b=1")] {
        p.goto(&format!("{real}/{path}"))?;
        p.look(name, axe, wrong)?;
    }
    Ok(())
}
