//! A table of lines in a form: a bill, a journal voucher, a count. Enter goes from box to box; an empty first box ends the table.

use super::form::{Filled, Input};
use crate::page::Frame;
use kernel::Refusal;

/// Rows a table begins with, and rows that come with "more lines".
const ROWS: usize = 6;
/// More rows are on no form: longer bills are entered in two.
const MOST: usize = 100;

/// A column.
pub(crate) struct Column {
    /// Name of its boxes, which are `<name>.<row>`.
    pub name: &'static str,
    /// What stands over it.
    pub label: String,
    /// What its boxes take.
    pub input: Input,
    /// What may be typed is offered from the table's list.
    pub offered: bool,
    /// Shown only; the value goes along unseen.
    pub shown: bool,
    /// Most characters of a box.
    pub longest: usize,
}

impl Column {
    /// A column; its label is `counter-f-<name>`.
    pub(crate) fn new(c: &Frame, name: &'static str, input: Input) -> Column {
        Column { name, label: c.s(&format!("counter-f-{name}")), input, offered: false, shown: false, longest: 120 }
    }

    /// The same, offering the table's list.
    pub(crate) fn offered(self) -> Column {
        Column { offered: true, ..self }
    }

    /// The same, only shown.
    pub(crate) fn shown(self) -> Column {
        Column { shown: true, ..self }
    }

    /// The same, for a sentence.
    pub(crate) fn long(self) -> Column {
        Column { longest: 400, ..self }
    }

    /// What may be chosen; nothing where it is typed.
    pub(super) fn choices(&self) -> &[(String, String)] {
        match &self.input {
            Input::Choice(all) => all,
            _ => &[],
        }
    }

    pub(super) fn figures(&self) -> bool {
        matches!(self.input, Input::Amount | Input::Number)
    }

    pub(super) fn takes(&self) -> &'static str {
        match self.input {
            Input::Amount => "amount",
            Input::Date => "date",
            Input::Number => "number",
            _ => "text",
        }
    }

    pub(super) fn mode(&self) -> &'static str {
        if self.figures() { "decimal" } else { "text" }
    }
}

/// What is reckoned under the table while it is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reckoned {
    /// Nothing.
    No,
    /// The sum of each of these columns.
    Sums(&'static str),
    /// The sum of the products of these two columns.
    Products(&'static str),
}

/// The table.
pub(crate) struct Lines {
    /// Its name.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Value and text of the boxes, row by row; the text only where the column is shown.
    pub rows: Vec<Vec<(String, String)>>,
    /// What the first column may be: value and words.
    pub list: Vec<(String, String)>,
    /// What is reckoned under it.
    pub reckoned: Reckoned,
    /// Rows that stand there by themselves, before the empty ones.
    standing: usize,
}

impl Lines {
    /// A table with empty rows.
    pub(crate) fn new(c: &Frame, title: &str, columns: Vec<Column>, list: Vec<(String, String)>) -> Lines {
        let mut made =
            Lines { title: c.s(title), columns, rows: Vec::new(), list, reckoned: Reckoned::No, standing: 0 };
        made.grow(ROWS);
        made
    }

    /// The same, with what is reckoned.
    pub(crate) fn reckoning(self, reckoned: Reckoned) -> Lines {
        Lines { reckoned, ..self }
    }

    /// The same, with rows that stand there first: value and text of their first columns.
    pub(crate) fn standing(mut self, rows: Vec<Vec<(String, String)>>) -> Lines {
        self.standing = rows.len();
        self.rows = rows;
        let width = self.columns.len();
        self.rows.iter_mut().for_each(|r| r.resize(width, Default::default()));
        self.grow(2);
        self
    }

    fn grow(&mut self, by: usize) {
        let empty = vec![Default::default(); self.columns.len()];
        let length = (self.rows.len() + by).min(MOST.max(self.rows.len()));
        self.rows.resize(length, empty);
    }

    /// What was typed stands there again; with more empty rows where they were asked for.
    pub(crate) fn refill(&mut self, filled: &Filled) {
        let last = |name: &str| (0..MOST).rev().find(|i| !filled.text(&format!("{name}.{i}")).is_empty());
        let used = self.columns.iter().filter_map(|c| last(c.name)).max().map_or(0, |i| i + 1);
        if used > self.rows.len() {
            self.grow(used - self.rows.len());
        }
        if more(filled) {
            self.grow(ROWS);
        }
        for (i, row) in self.rows.iter_mut().enumerate() {
            for (cell, column) in row.iter_mut().zip(&self.columns) {
                if !(column.shown && i < self.standing) {
                    filled.text(&format!("{}.{i}", column.name)).clone_into(&mut cell.0);
                }
            }
        }
    }

    /// A box is only shown: in the rows that stand there.
    pub(super) fn fixed(&self, row: &usize, column: &Column) -> bool {
        column.shown && *row < self.standing
    }

    /// Attribute and value of what is reckoned.
    pub(super) fn sums(&self) -> (&'static str, &'static str) {
        match self.reckoned {
            Reckoned::No => ("", ""),
            Reckoned::Sums(names) => ("sums", names),
            Reckoned::Products(names) => ("products", names),
        }
    }
}

/// More lines are asked for; nothing is done yet.
pub(crate) fn more(filled: &Filled) -> bool {
    !filled.text("more").is_empty()
}

/// The lines in which something was typed into one of `typed`, each as if it were a form of its own, with its number from 1.
pub(crate) fn read(filled: &Filled, all: &[&'static str], typed: &[&'static str]) -> Vec<(usize, Filled)> {
    let one = |i: usize| {
        let value = |name: &str| filled.text(&format!("{name}.{i}")).to_owned();
        let some = typed.iter().any(|name| !value(name).is_empty());
        some.then(|| (i + 1, Filled(all.iter().map(|n| ((*n).to_owned(), value(n))).collect())))
    };
    (0..MOST).filter_map(one).collect()
}

/// Says in which line it was that something could not be read.
pub(crate) fn in_line(no: usize) -> impl FnOnce(Refusal) -> Refusal {
    move |r| r.with("line", no)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::counter::form::Filled;

    #[test]
    fn lines_in_which_nothing_was_typed_are_left_out_and_the_others_keep_their_number() {
        let typed = [("item.0", "UREA"), ("qty.0", " 2 "), ("item.2", "DAP"), ("batch.1", " ")];
        let form = Filled(typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        let lines = read(&form, &["item", "qty"], &["item", "qty"]);
        let seen: Vec<_> = lines.iter().map(|(n, f)| (*n, f.text("item"), f.text("qty"))).collect();
        assert_eq!(seen, [(1, "UREA", "2"), (3, "DAP", "")]);
    }
}
