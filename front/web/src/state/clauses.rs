//! Clauses of a circular in its form: a line each, with the post that does it, the last day, and the rung by which the register itself shows that it is done.

use crate::counter::form::{Filled, Input, unread};
use crate::counter::lines::{self, Column, Lines};
use crate::page::Frame;
use kernel::Refusal;
use lipi::date;
use places::Office;
use programme::Rung;
use programme::timeline::Clause;

/// Names of the columns.
const COLUMNS: [&str; 4] = ["clause", "office", "due", "rung"];

/// The empty table.
pub(super) fn table(c: &Frame) -> Lines {
    let offices = Office::ALL.map(|o| (o.code().to_owned(), c.s(&format!("office-{}", o.code()))));
    let none = (String::new(), c.s("plan-clause-said"));
    let rungs = Rung::ALL.map(|r| (r.code().to_owned(), super::review::rung_name(c, r)));
    let columns = vec![
        Column::new(c, COLUMNS[0], Input::Text).long(),
        Column::new(c, COLUMNS[1], Input::Choice(offices.into())),
        Column::new(c, COLUMNS[2], Input::Date),
        Column::new(c, COLUMNS[3], Input::Choice([none].into_iter().chain(rungs).collect())),
    ];
    Lines::new(c, "plan-clauses", columns, Vec::new())
}

/// What was typed.
pub(super) fn read(filled: &Filled) -> Result<Vec<Clause>, Refusal> {
    let one = |(no, line): (usize, Filled)| {
        let clause = || -> Result<Clause, Refusal> {
            if line.text("clause").is_empty() {
                return Err(Refusal::new(3208).with("n", no + 1));
            }
            let unknown = |name: &str| unread(name, line.text(name));
            let office = Office::from_code(line.text("office")).ok_or_else(|| unknown("office"))?;
            let due = line.day("due")?.ok_or_else(|| unknown("due"))?;
            let rung = match line.text("rung") {
                "" => None,
                code => Some(Rung::from_code(code).ok_or_else(|| unknown("rung"))?),
            };
            Ok(Clause { text: line.text("clause").to_owned(), office, due, rung })
        };
        clause().map_err(lines::in_line(no))
    };
    // a post is chosen in every line; only what is typed makes one
    lines::read(filled, &COLUMNS, &["clause", "due"]).into_iter().map(one).collect()
}

/// Clauses as if they had been typed.
pub(super) fn as_typed(clauses: &[Clause]) -> Vec<(String, String)> {
    let line = |(i, k): (usize, &Clause)| {
        let rung = k.rung.map_or("", Rung::code).to_owned();
        let texts = [k.text.clone(), k.office.code().to_owned(), date::format(k.due), rung];
        COLUMNS.into_iter().zip(texts).map(move |(name, text)| (format!("{name}.{i}"), text))
    };
    clauses.iter().enumerate().flat_map(line).collect()
}
