//! Demand, collection, balance: `opening overdue + current demand = total demand; − collection = balance`, for principal and
//! interest apart, by village, kind of loan and category.

use crate::product::LoanKind;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One demand of a loan and what was paid towards it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dues {
    /// Day due.
    pub due: Date,
    /// Principal demanded, paise.
    pub principal: Paise,
    /// Interest demanded, paise.
    pub interest: Paise,
    /// Payments towards it: day, principal, interest.
    pub paid: Vec<(Date, Paise, Paise)>,
}

/// A loan account as the statement sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// Village.
    pub village: String,
    /// Kind of loan.
    pub kind: LoanKind,
    /// Category of the member as the society keeps it.
    pub category: String,
    /// Demands.
    pub dues: Vec<Dues>,
}

/// One column pair (principal or interest) of the statement; paise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Overdue when the period began.
    pub opening: Paise,
    /// Fell due in the period.
    pub current: Paise,
    /// Collected of what was overdue.
    pub arrears: Paise,
    /// Collected of the period's demand, also what had been paid before it began.
    pub collected: Paise,
    /// Collected for demands after the period; no part of the balance.
    pub advance: Paise,
}

impl Side {
    /// Opening and current.
    #[must_use]
    pub fn demand(&self) -> Paise {
        self.opening + self.current
    }

    /// Collection against demand.
    #[must_use]
    pub fn collection(&self) -> Paise {
        self.arrears + self.collected
    }

    /// What stays overdue at the end.
    #[must_use]
    pub fn balance(&self) -> Paise {
        self.demand() - self.collection()
    }

    /// Collection in hundredths of a percent of demand, rounded down; nothing where nothing was demanded.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        let (c, d) = (i128::from(self.collection().0), i128::from(self.demand().0));
        if d == 0 { None } else { i64::try_from(c * 10_000 / d).ok() }
    }

    fn add(&mut self, other: &Side) {
        self.opening += other.opening;
        self.current += other.current;
        self.arrears += other.arrears;
        self.collected += other.collected;
        self.advance += other.advance;
    }
}

/// A row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Accounts with any demand or collection.
    pub accounts: u32,
    /// Principal.
    pub principal: Side,
    /// Interest.
    pub interest: Side,
}

impl Row {
    /// Adds another row.
    pub fn add(&mut self, other: &Row) {
        self.accounts += other.accounts;
        self.principal.add(&other.principal);
        self.interest.add(&other.interest);
    }
}

/// The period from its first to its last day, both counted. Recovery is often told from 1 July to 30 June (unverified), while
/// accounts run April to March: the caller chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// One account's row.
#[must_use]
pub fn of_account(account: &AccountView, period: Period) -> Row {
    let mut row = Row::default();
    for d in &account.dues {
        let parts = [(&mut row.principal, d.principal, 0), (&mut row.interest, d.interest, 1)];
        for (side, demanded, which) in parts {
            let paid = |until: Date| -> Paise {
                d.paid.iter().filter(|p| p.0 <= until).map(|p| if which == 0 { p.1 } else { p.2 }).sum()
            };
            let before: Paise =
                d.paid.iter().filter(|p| p.0 < period.from).map(|p| if which == 0 { p.1 } else { p.2 }).sum();
            let during = paid(period.to) - before;
            if d.due < period.from {
                side.opening += demanded - before;
                side.arrears += during;
            } else if d.due <= period.to {
                side.current += demanded;
                side.collected += before + during;
            } else {
                side.advance += during;
            }
        }
    }
    row.accounts = u32::from(row.principal != Side::default() || row.interest != Side::default());
    row
}

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Village.
    Village,
    /// Kind of loan.
    Kind,
    /// Category of member.
    Category,
    /// All three.
    All,
}

/// Village, kind and category of a row; what it is not grouped by is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// Village.
    pub village: String,
    /// Kind of loan.
    pub kind: Option<LoanKind>,
    /// Category.
    pub category: String,
}

/// The statement: rows in the order of their keys. Their sum is the same whatever they are grouped by.
#[must_use]
pub fn statement(accounts: &[AccountView], period: Period, by: By) -> BTreeMap<Key, Row> {
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    for a in accounts {
        let row = of_account(a, period);
        if row.accounts > 0 {
            rows.entry(key(a, by)).or_default().add(&row);
        }
    }
    rows
}

fn key(a: &AccountView, by: By) -> Key {
    let (v, k, c) = (a.village.clone(), Some(a.kind), a.category.clone());
    match by {
        By::Village => Key { village: v, ..Key::default() },
        By::Kind => Key { kind: k, ..Key::default() },
        By::Category => Key { category: c, ..Key::default() },
        By::All => Key { village: v, kind: k, category: c },
    }
}
