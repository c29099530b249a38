//! The checks: each reads the books and raises findings. Adding one means adding a function to [`ALL`].

mod accounts;
mod arithmetic;
mod members;
mod pages;
mod rows;

use crate::books::Books;
use crate::finding::Findings;
use crate::persons::Persons;

/// What checks may know besides the books.
pub struct Context {
    /// Members by number.
    pub persons: Persons,
    /// Rules with their limits.
    pub limits: Limits,
}

/// Limits of the society's rules. Share linkage, rates: the bye-laws and loan policy in force at the cut-off.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Share linkage in hundredths of a percent of principal outstanding.
    pub linkage: i64,
    /// Lowest and highest loan rate, hundredths of a percent.
    pub loan_rate: (i64, i64),
    /// Lowest and highest deposit rate, hundredths of a percent.
    pub deposit_rate: (i64, i64),
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { linkage: 500, loan_rate: (0, 1800), deposit_rate: (200, 1200) }
    }
}

type Check = fn(&Books, &Context, &mut Findings);

/// All checks. Evidence of slips comes first, because later checks use the amounts it corrects.
pub const ALL: &[Check] = &[
    rows::doubled,
    arithmetic::slips,
    pages::pages,
    rows::impossible_dates,
    rows::aadhaar,
    members::villages,
    members::mobiles,
    accounts::orphans,
    accounts::negative,
    accounts::non_member_loans,
    accounts::rates,
    accounts::loan_dates,
    accounts::deposits,
    accounts::time_barred,
    accounts::share_linkage,
    accounts::words,
];

/// Checks that need to know who is one person with several numbers, which takes as long as all the others together.
pub const LAST: &[Check] = &[members::doubles];

/// Runs all checks. Persons are compared meanwhile.
pub fn run(books: &Books, context: &mut Context, findings: &mut Findings) {
    let compared = rayon::join(
        || crate::persons::clusters(books),
        || ALL.iter().for_each(|check| check(books, context, findings)),
    );
    context.persons.clusters = compared.0;
    LAST.iter().for_each(|check| check(books, context, findings));
}

/// What the row's own arithmetic gives a field; `None` where the row has none.
#[must_use]
pub fn row_says(register: &crate::books::Register, record: usize, field: &str) -> Option<kernel::Paise> {
    arithmetic::says(register.table.kind, &register.table.product, &register.body, record, field)
}
