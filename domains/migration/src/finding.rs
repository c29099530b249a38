//! Findings while they are gathered, and what they do to the figures.

use crate::books::{self, Books};
use crate::event::FindingSeen;
use kernel::{Paise, Source};
use rustc_hash::FxHashMap;

/// Codes of findings, as in the report format; `ALL` is their order in lists.
pub mod code {
    macro_rules! codes {
        ($($name:ident),* $(,)?) => {
            $(#[doc = stringify!($name)] pub const $name: &str = stringify!($name);)*
            /// All codes in the order of lists.
            pub const ALL: &[&str] = &[$($name),*];
        };
    }
    codes![
        GL_SUBLEDGER_DIFFERENCE,
        SHARE_GL_MISMATCH,
        TB_UNBALANCED,
        MISSING_PAGE,
        DUPLICATE_ROW,
        DECIMAL_SHIFT,
        DIGIT_TRANSPOSITION,
        WRONG_SIDE,
        PAGE_TOTAL_MISMATCH,
        WORDS_FIGURES_MISMATCH,
        ORPHAN_LOAN,
        ORPHAN_DEPOSIT,
        NON_MEMBER_LOAN,
        NEGATIVE_BALANCE,
        CLOSED_WITH_BALANCE,
        SHARE_SHORTFALL,
        TIME_BARRED,
        FD_MATURED_UNPAID,
        DUE_BEFORE_DISBURSAL,
        INTEREST_UPTO_AFTER_CUTOFF,
        RATE_OUT_OF_RANGE,
        IMPOSSIBLE_DATE,
        UNKNOWN_VILLAGE,
        DUPLICATE_MEMBER,
        BAD_MOBILE,
        FULL_AADHAAR_IN_TEXT,
    ];
}

/// What an error does to a field of a register: written minus right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Index of the finding.
    pub finding: usize,
    /// Index of the register.
    pub register: usize,
    /// Field the sum of which is changed.
    pub field: &'static str,
    /// Record, where one is known.
    pub record: Option<usize>,
    /// Written minus right, paise.
    pub amount: Paise,
}

/// All findings and effects.
#[derive(Debug, Default)]
pub struct Findings {
    /// In the order they were raised.
    pub list: Vec<FindingSeen>,
    /// What they do.
    pub effects: Vec<Effect>,
    /// Sum of the effects on each record's field: register, field, record.
    off: FxHashMap<(usize, &'static str, usize), Paise>,
}

impl Findings {
    /// Raises a finding at a cell and returns its number.
    #[allow(clippy::too_many_arguments)] // a finding has this many sides
    pub fn raise(
        &mut self,
        books: &Books,
        code: &str,
        at: Place,
        subject: &str,
        amount: Paise,
        args: &[(&str, String)],
    ) -> usize {
        let register = &books.registers[at.register];
        let no = self.list.len();
        self.list.push(FindingSeen {
            no: no as u64,
            code: code.to_owned(),
            kind: register.table.kind.to_owned(),
            product: register.table.product.clone(),
            source: Some(at.source(books)),
            subject: subject.to_owned(),
            amount,
            args: args.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
        });
        no
    }

    /// Raises a finding about a record, its subject taken from the register's key.
    #[allow(clippy::too_many_arguments)] // a finding has this many sides
    pub fn record(
        &mut self,
        books: &Books,
        code: &str,
        register: usize,
        record: usize,
        field: &'static str,
        amount: Paise,
        args: &[(&str, String)],
    ) -> usize {
        let body = &books.registers[register].body;
        let subject = body.text(books::subject_field(books.registers[register].table.kind), record).to_owned();
        self.raise(books, code, Place { register, row: body.rows[record], field }, &subject, amount, args)
    }

    /// Notes what a finding does to a figure.
    pub fn effect(
        &mut self,
        finding: usize,
        register: usize,
        field: &'static str,
        record: Option<usize>,
        amount: Paise,
    ) {
        if !amount.is_zero() {
            self.effects.push(Effect { finding, register, field, record, amount });
            if let Some(record) = record {
                *self.off.entry((register, field, record)).or_default() += amount;
            }
        }
    }

    /// The right amount of a record as far as slips were found.
    #[must_use]
    pub fn corrected(&self, register: usize, field: &'static str, record: usize, written: Paise) -> Paise {
        written - self.off.get(&(register, field, record)).copied().unwrap_or_default()
    }
}

/// A place in a register.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Index of the register.
    pub register: usize,
    /// Row as the user sees it.
    pub row: u32,
    /// Field whose column is meant.
    pub field: &'static str,
}

impl Place {
    fn source(&self, books: &Books) -> Source {
        books.registers[self.register].place(self.row, self.field)
    }
}
