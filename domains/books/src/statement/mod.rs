//! Statements of a period, from sums of the ledger. All amounts are paise; a balance is debit less credit.
//!
//! Form after mpacs practice: trial balance in two sections, receipts and payments of cash only split in capital and
//! revenue, a trading account for each activity, profit and loss opening with gross profit, a separate appropriation
//! account, a balance sheet with the previous year.

pub mod appropriation;
mod balance;
mod cash;
mod closing;
mod profit;
pub mod table;
mod trial;

pub use balance::{balance_sheet, net_worth};
pub use cash::{CashRow, cash_rows, receipts_and_payments};
pub use closing::closing;
pub use profit::{activity_results, profit_and_loss, trading};
pub use table::{Label, Part, Row, Section, Table, Tie};
pub use trial::trial_balance;

use crate::chart::{self, Group, Nature};
use crate::event::{Head, HeadClass, Line};
use kernel::{Date, Paise};
use std::collections::BTreeMap;

/// A head with its place in the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRow {
    /// Code.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
    /// Group; says the class too.
    pub group: Group,
    /// Activity whose trading account it belongs to.
    pub activity: Option<String>,
    /// Part of receipts and payments.
    pub nature: Nature,
}

impl HeadRow {
    /// A head of the books with the place the standard chart gives it. A head that is not standard, or that the society
    /// opened in another class than the chart has, stands among the others of its class.
    #[must_use]
    pub fn of(head: &Head) -> HeadRow {
        let (code, name) = (head.code.clone(), head.name.clone());
        match chart::standard(&head.code).filter(|s| s.class == head.class) {
            Some(s) => {
                HeadRow { code, name, group: s.group, activity: s.activity.map(str::to_owned), nature: s.nature }
            }
            None => {
                let bank = head.class == HeadClass::Asset && crate::estate::is_bank(&head.code);
                let group = if bank { Group::Bank } else { chart::guess(head.class) };
                HeadRow { code, name, group, activity: None, nature: group.nature() }
            }
        }
    }

    /// Its class.
    #[must_use]
    pub const fn class(&self) -> HeadClass {
        self.group.class()
    }
}

/// What all statements of a period are drawn from: five sums of the ledger by head.
#[derive(Clone, Debug)]
pub struct Book {
    /// First day of the period; trading accounts and profit are of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// Heads. A code that has figures but is missing here is shown openly as a difference under its code.
    pub heads: Vec<HeadRow>,
    /// Balance at the beginning of `from`: debit less credit.
    pub opening: BTreeMap<String, Paise>,
    /// Sums of debits and credits from `from` to `to`, without vouchers that closed the year.
    pub moved: BTreeMap<String, (Paise, Paise)>,
    /// The same of vouchers that closed the year ([`closing`]); empty before the year is closed.
    pub closed: BTreeMap<String, (Paise, Paise)>,
    /// Balance one year before `to`.
    pub previous: BTreeMap<String, Paise>,
    /// The cash column from `from` to `to` by the head on the other side ([`cash_rows`]), cash only, each head once or more.
    pub cash: Vec<CashRow>,
}

impl Book {
    /// The books before the year was closed: what an auditor calls the trial balance before adjustment of profit.
    #[must_use]
    pub fn before_closing(&self) -> Book {
        Book { closed: BTreeMap::new(), ..self.clone() }
    }

    /// Every head once with its figures, in the order of statements.
    fn figures(&self) -> Vec<Figures> {
        let mut known: BTreeMap<&str, HeadRow> = BTreeMap::new();
        let used = self.opening.keys().chain(self.moved.keys()).chain(self.closed.keys()).chain(self.previous.keys());
        for code in used {
            known.entry(code).or_insert_with(|| stray(code));
        }
        known.extend(self.heads.iter().map(|h| (h.code.as_str(), h.clone())));
        let pair = |of: &BTreeMap<String, (Paise, Paise)>, code: &str| of.get(code).copied().unwrap_or_default();
        let one = |of: &BTreeMap<String, Paise>, code: &str| of.get(code).copied().unwrap_or_default();
        let mut all: Vec<Figures> = known
            .into_iter()
            .map(|(code, head)| Figures {
                opening: one(&self.opening, code),
                moved: pair(&self.moved, code),
                closed: pair(&self.closed, code),
                previous: one(&self.previous, code),
                head,
            })
            .collect();
        all.sort_by_cached_key(|f| (f.head.group, place(&f.head.code), f.head.code.clone()));
        all
    }
}

/// A head that nobody opened: a difference until somebody says what it is.
fn stray(code: &str) -> HeadRow {
    let group = Group::Difference;
    HeadRow { code: code.to_owned(), name: code.to_owned(), group, activity: None, nature: group.nature() }
}

fn place(code: &str) -> usize {
    chart::STANDARD.iter().position(|s| s.code == code).unwrap_or(chart::STANDARD.len())
}

/// A head and its figures.
struct Figures {
    head: HeadRow,
    opening: Paise,
    moved: (Paise, Paise),
    closed: (Paise, Paise),
    previous: Paise,
}

impl Figures {
    /// Debits less credits of the period, closing vouchers left out.
    fn net(&self) -> Paise {
        self.moved.0 - self.moved.1
    }

    /// Balance at the end, closing vouchers left out.
    fn before_closing(&self) -> Paise {
        self.opening + self.net()
    }

    /// Balance at the end.
    fn balance(&self) -> Paise {
        self.before_closing() + self.carried()
    }

    /// What closing vouchers carried away, debit less credit; nothing when they were taken back.
    fn carried(&self) -> Paise {
        self.closed.0 - self.closed.1
    }

    fn label(&self) -> Label {
        Label::Head { code: self.head.code.clone(), name: self.head.name.clone() }
    }

    /// True for income and expenses.
    fn is_result(&self) -> bool {
        matches!(self.head.class(), HeadClass::Income | HeadClass::Expense)
    }
}

/// All statements of a period but the appropriation account, which needs a resolution.
#[derive(Clone, Debug)]
pub struct Statements {
    /// Trial balance.
    pub trial: Table,
    /// Receipts and payments.
    pub receipts: Table,
    /// Trading accounts, one for each activity that has one.
    pub trading: Vec<Table>,
    /// Profit and loss.
    pub profit: Table,
    /// Balance sheet.
    pub balance: Table,
}

impl Statements {
    /// Draws them.
    #[must_use]
    pub fn of(book: &Book) -> Statements {
        Statements {
            trial: trial_balance(book),
            receipts: receipts_and_payments(book),
            trading: trading(book),
            profit: profit_and_loss(book),
            balance: balance_sheet(book),
        }
    }

    /// By how many paise they do not agree, all together; nothing for true books.
    #[must_use]
    pub fn check(&self) -> Paise {
        let all = [&self.trial, &self.receipts, &self.profit, &self.balance];
        all.into_iter().chain(&self.trading).map(Table::check).sum()
    }
}

/// A line of a voucher: a debit where more than nothing, a credit where less; `None` for nothing.
pub(crate) fn line(head: &str, amount: Paise) -> Option<Line> {
    (!amount.is_zero()).then(|| Line {
        head: head.to_owned(),
        debit: amount.max(Paise::ZERO),
        credit: (-amount).max(Paise::ZERO),
        source: None,
    })
}

/// What is more than nothing of an amount, else nothing.
fn above(amount: Paise) -> Paise {
    amount.max(Paise::ZERO)
}

/// Groups neighbours of the same group into sections, with amounts made by `amounts`.
fn by_group<'a>(
    figures: impl Iterator<Item = &'a Figures>,
    width: usize,
    amounts: impl Fn(&Figures) -> Vec<Paise>,
) -> Vec<Section> {
    let mut groups: BTreeMap<Group, Vec<Row>> = BTreeMap::new();
    for f in figures {
        groups.entry(f.head.group).or_default().push(Row::new(f.label(), amounts(f)));
    }
    groups.into_iter().map(|(group, rows)| Section::new(Label::Group(group), width, rows)).collect()
}
