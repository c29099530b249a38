//! What a society has and owes outside its members: bank accounts with the bank's statements, borrowings, investments, fixed
//! assets, staff and their pay.
//!
//! Nothing of it is kept as a sum: every register is folded from its entries, so that taking one back is leaving it out. What
//! posts carries its lines; taking it back posts them with sides changed.

pub mod attendance;
pub mod bank;
pub mod bankfile;
pub mod borrowings;
pub mod investments;
pub mod mt940;
pub mod property;
pub mod staff;

use crate::chart::Group;
use crate::event::{Head, Line};
use crate::statement::HeadRow;
use crate::{CASH, decide};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// A line of an entry: desk, position, line from 0.
pub type Place = (i64, i64, i64);

/// A register of the estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
    /// The bank's statements of an account and what of them is matched; named by the head of the account.
    Bank,
    /// Owed to banks and the State; named by the number of the account.
    Borrowings,
    /// Deposits with and shares in other institutions; named by their number.
    Investments,
    /// Fixed assets and the rules of their classes; named by their number.
    Assets,
    /// Staff, advances, pay; named by the number of the employee.
    Staff,
    /// Minutes; named by the number of the meeting.
    Minutes,
    /// Dead stock; named by the number of the article.
    DeadStock,
    /// Insurance, licences, registrations; named by their number.
    Policies,
    /// Land of members; named by member, khata and khasra.
    Land,
    /// Bonds and sureties; named by the loan.
    Bonds,
    /// Who keeps cattle or fish; named by activity and member.
    Keepers,
    /// What nominal members joined for; named by the member.
    Nominal,
    /// Numbers of shares; named by the certificate.
    Certificates,
    /// Dividends: declared, named by the year; paid, named by the member.
    Dividends,
}

impl Register {
    /// All of them.
    pub const ALL: [Register; 14] = [
        Register::Bank,
        Register::Borrowings,
        Register::Investments,
        Register::Assets,
        Register::Staff,
        Register::Minutes,
        Register::DeadStock,
        Register::Policies,
        Register::Land,
        Register::Bonds,
        Register::Keepers,
        Register::Nominal,
        Register::Certificates,
        Register::Dividends,
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Register::Bank => "bank",
            Register::Borrowings => "borrowings",
            Register::Investments => "investments",
            Register::Assets => "assets",
            Register::Staff => "staff",
            Register::Minutes => "minutes",
            Register::DeadStock => "dead-stock",
            Register::Policies => "policies",
            Register::Land => "land",
            Register::Bonds => "bonds",
            Register::Keepers => "keepers",
            Register::Nominal => "nominal",
            Register::Certificates => "certificates",
            Register::Dividends => "dividends",
        }
    }

    /// One of the office ([`crate::office`]), not of what the society has and owes.
    #[must_use]
    pub const fn is_office(self) -> bool {
        !matches!(
            self,
            Register::Bank | Register::Borrowings | Register::Investments | Register::Assets | Register::Staff
        )
    }
}

/// An event of the estate. What takes any of them back is [`Did::Reversed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateEvent {
    /// Business day; of a year's depreciation the last day of that year.
    pub date: Date,
    /// Register it belongs to.
    pub register: Register,
    /// Head or number within it; empty where it is about all of it.
    pub of: String,
    /// What it posts; debits equal credits. Empty where it posts nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// What was done.
    pub did: Did,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum Did {
    /// Lines of a bank's statement were taken in: those that were not there yet.
    StatementTaken(bank::Taken),
    /// Lines of the book were found to be lines of the bank's statement.
    Matched(bank::Pair),
    /// What only the bank had written was entered in the books.
    LineBooked {
        /// Line of the bank's statement.
        line: Place,
        /// What it is for.
        narration: String,
    },
    /// Something of the old books that had not passed the bank by its first statement.
    OpeningItem(bank::BankLine),
    /// A borrowing was entered.
    BorrowingOpened(Box<borrowings::Facts>),
    /// A rate of interest, from a day on.
    RateSet(crate::ruled::Rule<crate::percent::Percent>),
    /// Money was drawn; without lines, it was drawn before the books were kept here.
    Drawn(borrowings::Drawal),
    /// Money was paid back.
    Repaid(borrowings::Repayment),
    /// Interest of the days before `until` is owed or earned.
    InterestAccrued {
        /// First day that does not count.
        until: Date,
        /// Paise.
        amount: Paise,
        /// Document it was taken from; empty where it was reckoned here.
        document: String,
    },
    /// The bank certified a balance.
    BalanceConfirmed(borrowings::Confirmation),
    /// Money was laid out; without lines, before the books were kept here.
    Invested(Box<investments::Facts>),
    /// An investment was paid out.
    Encashed {
        /// Paise received.
        received: Paise,
    },
    /// How a class of assets (`of` is its head) loses value, from a day on.
    ClassSet(property::ClassRule),
    /// An asset was bought; without lines, it stood in the old books.
    Acquired(Box<property::Facts>),
    /// Depreciation of a year was posted.
    Depreciated {
        /// Calendar year in which the financial year began.
        year: i16,
        /// Number and paise.
        assets: Vec<(String, Paise)>,
    },
    /// An asset was sold or scrapped.
    Disposed(property::Sold),
    /// An employee was entered or changed.
    EmployeeSet(Box<staff::Employee>),
    /// An advance was given; without lines, before the books were kept here.
    AdvanceGiven {
        /// Paise.
        amount: Paise,
    },
    /// The salaries of a month are owed.
    SalaryDue(Box<staff::Sheet>),
    /// The salaries of a month were paid out.
    SalaryPaid {
        /// First day of the month.
        month: Date,
    },
    /// Something was noted in a register of the office.
    Office(Box<crate::office::Noted>),
    /// An entry was taken back.
    Reversed {
        /// Entry: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
        /// What it was.
        was: Box<EstateEvent>,
    },
}

impl EstateEvent {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.did {
            Did::StatementTaken(_) => "estate.statement-taken",
            Did::Matched(_) => "estate.matched",
            Did::LineBooked { .. } => "estate.line-booked",
            Did::OpeningItem(_) => "estate.opening-item",
            Did::BorrowingOpened(_) => "estate.borrowing-opened",
            Did::RateSet(_) => "estate.rate-set",
            Did::Drawn(_) => "estate.drawn",
            Did::Repaid(_) => "estate.repaid",
            Did::InterestAccrued { .. } => "estate.interest-accrued",
            Did::BalanceConfirmed(_) => "estate.balance-confirmed",
            Did::Invested(_) => "estate.invested",
            Did::Encashed { .. } => "estate.encashed",
            Did::ClassSet(_) => "estate.class-set",
            Did::Acquired(_) => "estate.acquired",
            Did::Depreciated { .. } => "estate.depreciated",
            Did::Disposed(_) => "estate.disposed",
            Did::EmployeeSet(_) => "estate.employee-set",
            Did::AdvanceGiven { .. } => "estate.advance-given",
            Did::SalaryDue(_) => "estate.salary-due",
            Did::SalaryPaid { .. } => "estate.salary-paid",
            Did::Office(what) => what.kind(),
            Did::Reversed { .. } => "estate.reversed",
        }
    }

    /// The entry it takes back.
    #[must_use]
    pub fn reverses(&self) -> Option<(i64, i64)> {
        if let Did::Reversed { entry, .. } = &self.did { Some(*entry) } else { None }
    }

    /// What stands beside its name in the day book: number, narration.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.did {
            Did::LineBooked { narration, .. } => narration.clone(),
            Did::SalaryDue(s) => month_text(s.month),
            Did::SalaryPaid { month } => month_text(*month),
            Did::Depreciated { year, .. } => kernel::FinancialYear(*year).name(),
            Did::Reversed { was, reason, .. } => [was.words(), reason.clone()].join(" ").trim().to_owned(),
            _ => self.of.clone(),
        }
    }

    /// Whether it speaks of this number.
    #[must_use]
    pub fn speaks_of(&self, number: &str) -> bool {
        self.of == number || self.others().iter().any(|n| n == number)
    }

    /// What else it speaks of beside [`of`](Self::of): numbers of its register.
    fn others(&self) -> Vec<String> {
        match &self.did {
            Did::Depreciated { assets, .. } => assets.iter().map(|a| a.0.clone()).collect(),
            Did::SalaryDue(s) => s.slips.iter().map(|s| s.number.clone()).chain([month_text(s.month)]).collect(),
            Did::SalaryPaid { month } => vec![month_text(*month)],
            _ => Vec::new(),
        }
    }

    /// It touches something the other touches.
    fn meets(&self, other: &EstateEvent) -> bool {
        let all = |e: &EstateEvent| {
            let mut all = e.others();
            all.extend((!e.of.is_empty()).then(|| e.of.clone()));
            all
        };
        let theirs = all(other);
        self.register == other.register && all(self).iter().any(|n| theirs.contains(n))
    }
}

/// `2026-04`.
#[must_use]
pub fn month_text(month: Date) -> String {
    format!("{}-{:02}", month.year(), month.month())
}

/// An entry that stands: neither taken back nor itself a taking back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Desk and position.
    pub place: (i64, i64),
    /// What happened.
    pub event: EstateEvent,
}

/// What a decision must know.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// The open business day.
    pub open: Option<Date>,
    /// Heads that are open.
    pub heads: Vec<Head>,
    /// Codes of heads whose balance is the sum of accounts of members, or of the bills of customers and suppliers.
    pub kept: Vec<String>,
    /// The entries that stand of the register, in the order they were written.
    pub entries: Vec<Entry>,
}

impl Sight {
    /// The open day.
    ///
    /// # Errors
    /// 4020.
    pub fn day(&self) -> Result<Date, Refusal> {
        self.open.ok_or_else(|| Refusal::new(4020))
    }

    /// A head that may stand here.
    ///
    /// # Errors
    /// 4401.
    pub fn head(&self, code: &str, fits: impl Fn(&HeadRow) -> bool) -> Result<HeadRow, Refusal> {
        let found = self.heads.iter().find(|h| h.code == code).map(HeadRow::of);
        let found = found.filter(|h| fits(h) && !self.kept.contains(&h.code));
        found.ok_or_else(|| Refusal::new(4401).with("head", code))
    }

    /// A head of money: cash or a bank account.
    ///
    /// # Errors
    /// 4401.
    pub fn money(&self, code: &str) -> Result<HeadRow, Refusal> {
        self.head(code, |h| is_money(&h.code))
    }

    /// The head of a bank account.
    ///
    /// # Errors
    /// 4401.
    pub fn bank(&self, code: &str) -> Result<HeadRow, Refusal> {
        self.head(code, |h| is_bank(&h.code))
    }

    /// A head of a group.
    ///
    /// # Errors
    /// 4401.
    pub fn of_group(&self, code: &str, group: Group) -> Result<HeadRow, Refusal> {
        self.head(code, |h| h.group == group)
    }

    /// Whether an event names this number.
    fn names(&self, of: &str) -> bool {
        self.entries.iter().any(|e| e.event.of == of)
    }
}

/// Is a head a bank account? So the day book tells them too.
#[must_use]
pub fn is_bank(code: &str) -> bool {
    code.starts_with("BANK")
}

/// Is a head money: notes and coins, or a bank account?
#[must_use]
pub fn is_money(code: &str) -> bool {
    code == CASH || is_bank(code)
}

/// A text that must be there.
///
/// # Errors
/// 4400 where it is empty or too long.
pub fn text(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.is_empty() || words.chars().count() > decide::MOST_TEXT {
        return Err(Refusal::new(4400).with("most", decide::MOST_TEXT));
    }
    Ok(words.to_owned())
}

/// An amount above nothing.
///
/// # Errors
/// 4404.
pub fn amount(p: Paise) -> Result<Paise, Refusal> {
    if p.0 > 0 && p.0 <= decide::MOST_PAISE { Ok(p) } else { Err(wrong_amount(p)) }
}

pub(crate) fn wrong_amount(p: Paise) -> Refusal {
    Refusal::new(4404).with("amount", lipi::amount::format_indian(p))
}

/// Lines of these amounts, those of nothing left out: a debit is more than nothing.
pub(crate) fn lines(all: &[(&str, Paise)]) -> Vec<Line> {
    all.iter().filter_map(|(head, amount)| crate::statement::line(head, *amount)).collect()
}

/// Days from one to another.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// Takes an entry back: the last of what it speaks of first. `year_closed` says that the year of its date is closed.
///
/// # Errors
/// 4020; 4400 no reason; 4417 something later stands on it; 4422 its year is closed; 4430 it does not stand.
pub fn reverse(
    sight: &Sight,
    entry: (i64, i64),
    reason: &str,
    year_closed: impl Fn(Date) -> bool,
) -> Result<EstateEvent, Refusal> {
    let day = sight.day()?;
    let none = || Refusal::new(4430).with("entry", format!("{}/{}", entry.0, entry.1));
    let at = sight.entries.iter().position(|e| e.place == entry).ok_or_else(none)?;
    let was = &sight.entries[at].event;
    let later = sight.entries[at + 1..].iter().find(|e| match was.register {
        Register::Bank => bank::stands_on(&e.event, &sight.entries[at]),
        Register::Dividends => crate::office::dividends::stands_on(&e.event, &sight.entries[at]),
        _ => was.meets(&e.event) && !matches!(e.event.did, Did::BalanceConfirmed(_)),
    });
    if let Some(later) = later {
        let place = format!("{}/{}", later.place.0, later.place.1);
        return Err(Refusal::new(4417).with("entry", place).with("date", lipi::date::format(later.event.date)));
    }
    // a year's depreciation stands on the last day of that year, and so does its taking back
    let date = if matches!(was.did, Did::Depreciated { .. }) { was.date } else { day };
    if date != day && year_closed(date) {
        return Err(Refusal::new(4422).with("date", lipi::date::format(date)));
    }
    let lines = was.lines.iter().map(|l| Line { debit: l.credit, credit: l.debit, ..l.clone() }).collect();
    let did = Did::Reversed { entry, reason: text(reason)?, was: Box::new(was.clone()) };
    Ok(EstateEvent { date, register: was.register, of: was.of.clone(), lines, did })
}
