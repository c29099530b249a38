//! The records of one table, by column: text, money, days; and the pages they stand on.

use crate::value::Day;
use kernel::Paise;
use std::collections::BTreeMap;
use std::ops::Range;

/// Texts of one column in one arena.
#[derive(Debug, Default)]
pub struct Texts {
    arena: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds the next record's text.
    pub fn push(&mut self, text: &str) {
        self.arena.push_str(text);
        self.ends
            .push(u32::try_from(self.arena.len()).expect("a column's text stays below 4 GiB by the readers' limit"));
    }

    fn drop_last(&mut self) {
        self.ends.pop();
        self.arena.truncate(self.ends.last().map_or(0, |e| *e as usize));
    }

    /// The text of a record.
    #[must_use]
    pub fn get(&self, i: usize) -> &str {
        let from = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.arena[from..self.ends[i] as usize]
    }

    /// Replaces all texts at once.
    pub fn set_all<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let mut new = Texts::default();
        for text in texts {
            new.push(text);
        }
        *self = new;
    }
}

/// A total line: its row and what it says per field.
#[derive(Clone, Debug)]
pub struct TotalLine {
    /// Row as the user sees it.
    pub row: u32,
    /// Field and amount.
    pub amounts: Vec<(&'static str, Paise)>,
}

impl TotalLine {
    /// The amount of a field.
    #[must_use]
    pub fn amount(&self, field: &str) -> Option<Paise> {
        self.amounts.iter().find(|(f, _)| *f == field).map(|(_, p)| *p)
    }
}

/// A page of the register (or a village's block).
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Number written on it.
    pub label: Option<u32>,
    /// Records on it.
    pub records: Range<usize>,
    /// Brought forward.
    pub brought: Option<TotalLine>,
    /// Its total.
    pub total: Option<TotalLine>,
    /// Carried forward.
    pub carried: Option<TotalLine>,
}

/// Records of a table.
#[derive(Debug, Default)]
pub struct Body {
    /// Row of each record.
    pub rows: Vec<u32>,
    texts: BTreeMap<&'static str, Texts>,
    amounts: BTreeMap<&'static str, Vec<Option<Paise>>>,
    days: BTreeMap<&'static str, Vec<Day>>,
    /// Pages in order; one page where the register has none.
    pub pages: Vec<Page>,
    /// Grand total, where written.
    pub grand: Option<TotalLine>,
    /// Record and field where something is written that is no amount and no day, though the column holds one.
    pub unread: Vec<(usize, &'static str)>,
    /// Row and column of the same in rows that became no record for it: a line of a statement with two sides has nothing but its amount.
    pub lost: Vec<(u32, u16)>,
}

impl Body {
    /// No records yet, one page begun.
    #[must_use]
    pub fn begun() -> Body {
        Body { pages: vec![Page::default()], ..Body::default() }
    }
}

static NO_AMOUNT: &[Option<Paise>] = &[];

impl Body {
    /// Takes the last record away.
    pub fn drop_last(&mut self) {
        self.rows.pop();
        for texts in self.texts.values_mut() {
            texts.drop_last();
        }
        for amounts in self.amounts.values_mut() {
            amounts.pop();
        }
        for days in self.days.values_mut() {
            days.pop();
        }
        let left = self.rows.len();
        self.unread.retain(|(record, _)| *record < left);
    }

    /// Number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True without records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Column of texts to fill.
    pub fn text_mut(&mut self, field: &'static str) -> &mut Texts {
        self.texts.entry(field).or_default()
    }

    /// Column of amounts to fill.
    pub fn amount_mut(&mut self, field: &'static str) -> &mut Vec<Option<Paise>> {
        self.amounts.entry(field).or_default()
    }

    /// Column of days to fill.
    pub fn day_mut(&mut self, field: &'static str) -> &mut Vec<Day> {
        self.days.entry(field).or_default()
    }

    /// True where the table has the column.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.texts.contains_key(field) || self.amounts.contains_key(field) || self.days.contains_key(field)
    }

    /// Text of a record, empty where the table has no such column.
    #[must_use]
    pub fn text(&self, field: &str, i: usize) -> &str {
        self.texts.get(field).map_or("", |t| t.get(i))
    }

    /// Amount of a record.
    #[must_use]
    pub fn amount(&self, field: &str, i: usize) -> Option<Paise> {
        self.amounts.get(field).and_then(|a| a[i])
    }

    /// A whole column of amounts, empty where there is none.
    #[must_use]
    pub fn amounts(&self, field: &str) -> &[Option<Paise>] {
        self.amounts.get(field).map_or(NO_AMOUNT, Vec::as_slice)
    }

    /// Day of a record.
    #[must_use]
    pub fn day(&self, field: &str, i: usize) -> Day {
        self.days.get(field).map_or(Day::Blank, |d| d[i])
    }

    /// Fields holding days.
    pub fn day_fields(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.days.keys().copied()
    }

    /// Fields holding amounts.
    pub fn amount_fields(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.amounts.keys().copied()
    }

    /// Fields holding text.
    pub fn text_fields(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.texts.keys().copied()
    }

    /// Sum of a column, blanks as nothing.
    #[must_use]
    pub fn sum(&self, field: &str) -> Paise {
        self.amounts(field).iter().flatten().copied().sum()
    }

    /// The page a record stands on.
    #[must_use]
    pub fn page_of(&self, i: usize) -> usize {
        self.pages.partition_point(|p| p.records.end <= i).min(self.pages.len().saturating_sub(1))
    }
}
