//! The third look: both keyings side by side with the page's photograph, the choice of what stands; and the page when it is whole.

use super::keying::{Head, Row, Suspect, grid, heads, suspects};
use super::{chip, column_name};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::born;
use crate::counter::form::{Filled, No};
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::Response;
use migration::bench::Case;
use migration::paper::compare::Compared;
use migration::paper::culprit::culprits;
use migration::paper::event::{Choice, Take};
use migration::paper::fold::{Page as Leaf, Volume};
use migration::paper::{Kind, Standing, normal};
use std::collections::BTreeMap;

/// One difference to be settled.
struct Question {
    no: usize,
    /// Row of the page, from 1; empty for totals.
    row: String,
    /// Column; empty where the question is whether the row stands there.
    column: String,
    first: String,
    second: String,
    /// Only one hand has the row.
    whole_row: bool,
    /// Both say the same, and the page makes it unlikely.
    doubt: bool,
    /// Cells the hand that has the row did not key: name, column, what was typed.
    rest: Vec<(String, String, String)>,
    /// What was chosen and typed when the form is shown again.
    took: String,
    written: String,
}

#[derive(Template)]
#[template(path = "bench/third.html")]
struct Page {
    c: Frame,
    base: String,
    here: String,
    title: String,
    page_no: u32,
    state: &'static str,
    said: String,
    of: String,
    questions: Vec<Question>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    suspects: Vec<Suspect>,
    /// The rows may be corrected here.
    open: bool,
    again: String,
    as_written: String,
    /// What else may be done: deed, title, why.
    deeds: Vec<(&'static str, String, String)>,
    photo: String,
    /// Why the page is looked at without one.
    no_photo: String,
    id: String,
    no: Option<No>,
}

/// The page after both hands, or after the only one.
pub(super) fn show(
    ask: &Ask,
    society: &Society,
    case: &Case,
    at: (&Volume, &'static Kind, u32),
    again: Option<(No, &Filled)>,
) -> Result<Response, Trouble> {
    let (volume, kind, number) = at;
    let (no, typed) = again.map_or((None, None), |(no, f)| (Some(no), Some(f)));
    // what was typed into another form of this page is not this form's
    let typed = typed.filter(|f| f.text("deed") == "settle");
    let leaf = volume.pages.get(&number).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench/volumes/{}", society.base, volume.listing.no);
    let here = format!("{base}/pages/{number}");
    let standing = case.paper.standing(volume.listing.no, number);
    let compared = leaf.compared(kind);
    let all: Vec<usize> = (0..kind.columns.len()).collect();
    let settled = leaf.rows(kind).unwrap_or_default();
    let lines = typed_over(&settled.rows, typed);
    let held = matches!(standing, Standing::Held(_));
    let questions = match (&standing, &compared) {
        (Standing::Differences(_), Some(compared)) => questions(&c, kind, compared, typed),
        _ => Vec::new(),
    };
    let mine = ask.who.as_ref().is_some_and(|w| leaf.first.as_ref().is_some_and(|f| f.by == w.name));
    let page = Page {
        title: format!("{} {}", volume.listing.no, volume.listing.title).trim().to_owned(),
        page_no: number,
        state: chip(&standing),
        said: c.s(&format!("bench-paper-page-{}", standing.name())),
        of: compared.map(|c| c.of).unwrap_or_default(),
        questions,
        heads: heads(&c, kind, &all, &lines, &settled.totals),
        rows: grid(kind, &all, &lines, 0),
        suspects: if held { suspects(&c, kind, &culprits(kind, &settled.rows, &settled.totals)) } else { Vec::new() },
        open: held && leaf.second.is_some(),
        again: if mine && leaf.second.is_none() { format!("{here}?again=1") } else { String::new() },
        as_written: leaf.as_written.as_ref().map(|(by, why)| format!("{by}: {why}")).unwrap_or_default(),
        deeds: deeds(&c, held),
        photo: if leaf.photo.is_some() { format!("{here}/photo") } else { String::new() },
        no_photo: match typed {
            Some(f) => f.text("no_photo").to_owned(),
            None => leaf.third.as_ref().map(|t| t.no_photo.clone()).unwrap_or_default(),
        },
        id: born(),
        here,
        base,
        no,
        c,
    };
    let again = page.no.is_some();
    page::show_again(ask, &page, again)
}

/// Rows with what was typed over them, where the form with the corrected rows is shown again.
fn typed_over(rows: &[Vec<String>], typed: Option<&Filled>) -> Vec<Vec<String>> {
    let mut lines = rows.to_vec();
    if let Some(f) = typed.filter(|f| f.0.contains_key("corrected")) {
        for (i, row) in lines.iter_mut().enumerate() {
            for (at, cell) in row.iter_mut().enumerate() {
                if let Some(text) = f.0.get(&format!("r{i}.{at}")) {
                    cell.clone_from(text);
                }
            }
        }
    }
    lines
}

fn deeds(c: &Frame, held: bool) -> Vec<(&'static str, String, String)> {
    let deed = |name, title: &str, why: &str| (name, c.s(title), c.s(why));
    let mut out = vec![deed("back", "act-bench-take-page-back", "bench-paper-back-why")];
    if held {
        out.insert(0, deed("as-written", "act-bench-page-as-written", "bench-paper-as-written-why"));
    }
    out
}

fn questions(c: &Frame, kind: &Kind, compared: &Compared, typed: Option<&Filled>) -> Vec<Question> {
    let text = |name: String| typed.map(|f| f.text(&name).to_owned()).unwrap_or_default();
    compared
        .differences
        .iter()
        .enumerate()
        .map(|(no, d)| {
            let line = d.line.map(|l| compared.lines[l as usize]);
            let only_second = d.column.is_none() && line.is_some_and(|l| l.first.is_none());
            let rest = (0..kind.columns.len()).filter(|at| only_second && !compared.columns.contains(at));
            Question {
                no,
                row: d.line.map(|l| (l + 1).to_string()).unwrap_or_default(),
                column: d.column.map(|at| column_name(c, kind, usize::from(at))).unwrap_or_default(),
                first: d.first.clone(),
                second: d.second.clone(),
                whole_row: d.column.is_none(),
                doubt: d.doubt,
                rest: rest
                    .map(|at| {
                        let name = format!("x{no}.{at}");
                        (name.clone(), column_name(c, kind, at), text(name))
                    })
                    .collect(),
                took: text(format!("d{no}")),
                written: text(format!("w{no}")),
            }
        })
        .collect()
}

/// The choices of a form, with the mark of the keyings it was made for.
pub(super) fn settled(
    pages: &BTreeMap<u32, Leaf>,
    kind: &Kind,
    number: u32,
    f: &Filled,
) -> Option<(String, Vec<Choice>)> {
    let leaf = pages.get(&number)?;
    let compared = leaf.compared(kind)?;
    let of = f.text("of").to_owned();
    let before = leaf.third.as_ref().filter(|t| t.of == of).map(|t| t.choices.clone()).unwrap_or_default();
    if f.0.contains_key("corrected") {
        let mut choices = before;
        corrected(leaf, kind, &compared, f, &mut choices);
        return Some((of, choices));
    }
    let mut choices = Vec::new();
    for (no, d) in compared.differences.iter().enumerate() {
        let written = f.text(&format!("w{no}"));
        let take = match f.text(&format!("d{no}")) {
            _ if !written.is_empty() => {
                let column = usize::from(d.column.unwrap_or(0));
                Take::Written(normal::tidy(&kind.columns[column], written))
            }
            "first" => Take::First,
            "second" => Take::Second,
            _ => continue,
        };
        choices.push(Choice { line: d.line, column: d.column, take });
        let rest = (0..kind.columns.len()).filter_map(|at| {
            let text = f.text(&format!("x{no}.{at}"));
            let take = Take::Written(normal::tidy(&kind.columns[at], text));
            (!text.is_empty()).then_some(Choice { line: d.line, column: Some(at as u16), take })
        });
        choices.extend(rest);
    }
    Some((of, choices))
}

/// Cells of a page that both hands keyed alike and that does not add up, as they were corrected over the page.
fn corrected(leaf: &Leaf, kind: &Kind, compared: &Compared, f: &Filled, choices: &mut Vec<Choice>) {
    let Some((_, settled)) = leaf.settled(kind) else { return };
    // lines whose row does not stand are not among the settled rows
    let gone = |line: u32| {
        let chosen = choices.iter().rev().find(|c| c.line == Some(line) && c.column.is_none()).map(|c| &c.take);
        let has_first = compared.lines[line as usize].first.is_some();
        matches!((chosen, has_first), (Some(Take::First), false) | (Some(Take::Second), true))
    };
    let standing: Vec<u32> = (0..compared.lines.len() as u32).filter(|l| !gone(*l)).collect();
    let mut more = Vec::new();
    for (i, row) in settled.rows.iter().enumerate() {
        for (at, cell) in row.iter().enumerate() {
            let Some(text) = f.0.get(&format!("r{i}.{at}")) else { continue };
            let text = normal::tidy(&kind.columns[at], text);
            if text != *cell
                && let Some(line) = standing.get(i)
            {
                more.push(Choice { line: Some(*line), column: Some(at as u16), take: Take::Written(text) });
            }
        }
    }
    choices.extend(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_over_the_rows_stands_when_the_form_is_shown_again() {
        let rows = [["1", "500"], ["2", "70"]].map(|row| row.map(str::to_owned).to_vec());
        let form = |all: &[(&str, &str)]| Filled(all.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect());
        assert_eq!(typed_over(&rows, None), rows);
        assert_eq!(typed_over(&rows, Some(&form(&[("r0.1", "450")]))), rows, "another form of the page");
        let lines = typed_over(&rows, Some(&form(&[("corrected", "1"), ("r0.1", "450"), ("r1.1", "")])));
        assert_eq!(lines, [["1", "450"], ["2", ""]]);
    }
}
