//! Trial balance in two sections.

use super::{Book, Figures, Label, Part, Table, Tie, above, by_group};
use crate::event::HeadClass;
use kernel::Paise;

const COLUMNS: [&str; 6] = [
    "column-opening-debit",
    "column-opening-credit",
    "column-debit",
    "column-credit",
    "column-closing-debit",
    "column-closing-credit",
];

/// Trial balance: liabilities and income, then assets and expenditure, then differences where there are any. Six columns:
/// balance at the beginning, sums of the period, balance at the end, each debit and credit. Everything posted is in it; for the
/// one before the year's closing pass [`Book::before_closing`].
#[must_use]
pub fn trial_balance(book: &Book) -> Table {
    let figures = book.figures();
    let part = |key, classes: &[HeadClass]| {
        let here = figures.iter().filter(|f| classes.contains(&f.head.class()));
        Part::new(Label::Key(key), COLUMNS.len(), by_group(here, COLUMNS.len(), columns))
    };
    let parts: Vec<Part> = [
        part("trial-liabilities-income", &[HeadClass::Liability, HeadClass::Income]),
        part("trial-assets-expenses", &[HeadClass::Asset, HeadClass::Expense]),
        part("trial-differences", &[HeadClass::Difference]),
    ]
    .into_iter()
    .filter(|p| !p.sections.is_empty())
    .collect();
    let off = |debit: usize| parts.iter().map(|p| p.totals[debit] - p.totals[debit + 1]).sum();
    let ties = vec![
        Tie { key: "tie-trial-opening", off: off(0) },
        Tie { key: "tie-trial-moved", off: off(2) },
        Tie { key: "tie-trial-closing", off: off(4) },
    ];
    Table { title: Label::Key("statement-trial-balance"), about: None, columns: COLUMNS.into(), parts, ties }
}

fn columns(f: &Figures) -> Vec<Paise> {
    let (opening, closing) = (f.opening, f.balance());
    vec![
        above(opening),
        above(-opening),
        f.moved.0 + f.closed.0,
        f.moved.1 + f.closed.1,
        above(closing),
        above(-closing),
    ]
}
