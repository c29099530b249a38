//! The one form of all statements: a page, a workbook or a printer that can show one can show every one.

use crate::chart::Group;
use kernel::Paise;
use lipi::{Lang, messages};

/// Words beside figures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A message of `locales/*/statements.ftl`.
    Key(&'static str),
    /// A head, as the society writes it.
    Head {
        /// Its code, for links.
        code: String,
        /// Its name.
        name: String,
    },
    /// A group of heads.
    Group(Group),
    /// An activity by its code; `None` for trade that names none.
    Activity(Option<String>),
    /// Words of the society's own.
    Text(String),
}

impl Label {
    /// The words in a language; heads and own words are shown as they are written.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Label::Key(key) => messages::say(lang, key, &[]),
            Label::Group(group) => messages::say(lang, group.key(), &[]),
            Label::Head { name, .. } => name.clone(),
            Label::Text(text) => text.clone(),
            Label::Activity(None) => messages::say(lang, "activity-general", &[]),
            Label::Activity(Some(code)) => {
                messages::find(lang, &format!("activity-{code}"), &[]).unwrap_or_else(|| code.clone())
            }
        }
    }
}

/// One line: words and an amount (paise) for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Words.
    pub label: Label,
    /// An amount for each column of the table, paise.
    pub amounts: Vec<Paise>,
    /// Shown for knowledge only and in no total.
    pub memo: bool,
}

impl Row {
    /// A line that counts.
    #[must_use]
    pub fn new(label: Label, amounts: Vec<Paise>) -> Row {
        Row { label, amounts, memo: false }
    }

    /// A line of one column.
    #[must_use]
    pub fn one(label: Label, amount: Paise) -> Row {
        Row::new(label, vec![amount])
    }

    /// A line for knowledge only.
    #[must_use]
    pub fn memo(label: Label, amounts: Vec<Paise>) -> Row {
        Row { label, amounts, memo: true }
    }
}

/// Lines under a heading, with their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub label: Label,
    /// Lines.
    pub rows: Vec<Row>,
    /// Sum of the lines that count, for each column, paise.
    pub totals: Vec<Paise>,
}

impl Section {
    /// Sums the lines; lines of nothing are left out.
    #[must_use]
    pub fn new(label: Label, width: usize, rows: Vec<Row>) -> Section {
        let rows: Vec<Row> = rows.into_iter().filter(|r| r.amounts.iter().any(|a| !a.is_zero())).collect();
        let totals = sum(width, rows.iter().filter(|r| !r.memo).map(|r| r.amounts.as_slice()));
        Section { label, rows, totals }
    }
}

/// One side of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Heading.
    pub label: Label,
    /// Sections; none is empty.
    pub sections: Vec<Section>,
    /// Sum of the sections, for each column, paise.
    pub totals: Vec<Paise>,
}

impl Part {
    /// Sums the sections; sections without lines are left out.
    #[must_use]
    pub fn new(label: Label, width: usize, sections: Vec<Section>) -> Part {
        let sections: Vec<Section> = sections.into_iter().filter(|s| !s.rows.is_empty()).collect();
        let totals = sum(width, sections.iter().map(|s| s.totals.as_slice()));
        Part { label, sections, totals }
    }
}

/// Something that must be nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// What is compared: a message of `locales/*/statements.ftl`.
    pub key: &'static str,
    /// By how many paise it does not agree.
    pub off: Paise,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Title.
    pub title: Label,
    /// What it is about, if not the whole society: an activity.
    pub about: Option<Label>,
    /// Headings of the columns of amounts: messages of `locales/*/statements.ftl`.
    pub columns: Vec<&'static str>,
    /// Sides.
    pub parts: Vec<Part>,
    /// What must agree.
    pub ties: Vec<Tie>,
}

impl Table {
    /// By how many paise the statement does not agree: what its ties say, and what lines, sections and sides do not add up
    /// to. Nothing for a true statement.
    #[must_use]
    pub fn check(&self) -> Paise {
        let sums = self.parts.iter().flat_map(|part| {
            let sections = part.sections.iter().map(|s| {
                apart(&s.totals, &sum(s.totals.len(), s.rows.iter().filter(|r| !r.memo).map(|r| r.amounts.as_slice())))
            });
            let all = sum(part.totals.len(), part.sections.iter().map(|s| s.totals.as_slice()));
            sections.chain([apart(&part.totals, &all)])
        });
        self.ties.iter().map(|t| t.off.abs()).chain(sums).sum()
    }
}

fn sum<'a>(width: usize, rows: impl Iterator<Item = &'a [Paise]>) -> Vec<Paise> {
    let mut totals = vec![Paise::ZERO; width];
    for row in rows {
        totals.iter_mut().zip(row).for_each(|(t, a)| *t += *a);
    }
    totals
}

fn apart(a: &[Paise], b: &[Paise]) -> Paise {
    a.iter().zip(b).map(|(a, b)| (*a - *b).abs()).sum()
}
