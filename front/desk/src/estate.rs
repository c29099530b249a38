//! What people do with what the society has and owes outside its members, as one type beside the other acts: bank statements,
//! borrowings, investments, fixed assets, staff. Each goes to the decision of the books with what that must know.

use crate::Trouble;
use crate::working::Env;
use books::estate::bank::{self, BankLine, Pair, TakeStatement};
use books::estate::staff::Employee;
use books::estate::{Place, Register, borrowings, investments, property, staff};
use books::percent::Percent;
use books::ruled::Rule;
use keep::{Event, deciding};
use kernel::{Date, FinancialYear, Paise, Verb};
use serde::{Deserialize, Serialize};
use sql::Tx;

/// An act on the estate. A head of money that is empty says that it happened before the books were kept here: nothing is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "estate", rename_all = "kebab-case")]
pub enum Estate {
    /// Takes a bank's statement in.
    TakeStatement(TakeStatement),
    /// Matches lines of the bank book with lines of the bank's statements.
    Match {
        /// Head of the account.
        bank: String,
        /// What belongs together.
        pairs: Vec<Pair>,
    },
    /// Enters what only the bank had written.
    BookLine {
        /// Head of the account.
        bank: String,
        /// Line of the statement.
        line: Place,
        /// Head of the other side.
        head: String,
        /// What it is for.
        narration: String,
    },
    /// Enters what had not passed the bank by its first statement.
    OpeningItem {
        /// Head of the account.
        bank: String,
        /// Day, amount, words, number of the cheque.
        item: BankLine,
    },
    /// Enters a borrowing.
    OpenBorrowing(borrowings::Facts),
    /// Sets the rate of a borrowing.
    SetRate {
        /// Number.
        number: String,
        /// Rate, from a day on.
        rule: Rule<Percent>,
    },
    /// Draws on a borrowing.
    Draw {
        /// Number.
        number: String,
        /// Amount and due day.
        drawal: borrowings::Drawal,
        /// Head of money it goes into.
        into: String,
    },
    /// Pays a borrowing back.
    PayBack {
        /// Number.
        number: String,
        /// Paise.
        principal: Paise,
        /// Paise.
        interest: Paise,
        /// Head of money.
        from: String,
    },
    /// Accrues interest on a borrowing.
    AccrueOwed {
        /// Number.
        number: String,
        /// First day that does not count.
        until: Date,
        /// What the bank's advice says, paise, and its document.
        advised: Option<(Paise, String)>,
    },
    /// Enters a certificate of the bank.
    ConfirmBalance {
        /// Number.
        number: String,
        /// The certificate.
        confirmation: borrowings::Confirmation,
    },
    /// Lays money out.
    Invest {
        /// The certificate.
        facts: investments::Facts,
        /// Head of money it is paid from.
        from: String,
    },
    /// Accrues what an investment earned.
    AccrueEarned {
        /// Number.
        number: String,
        /// First day that does not count.
        until: Date,
    },
    /// Takes an investment out.
    Encash {
        /// Number.
        number: String,
        /// Paise received.
        received: Paise,
        /// Head of money it goes into.
        into: String,
    },
    /// Sets how a class of assets loses value.
    SetClass {
        /// Head of the class.
        head: String,
        /// Rule, from a day on.
        rule: property::ClassRule,
    },
    /// Buys an asset.
    BuyAsset {
        /// The asset.
        facts: property::Facts,
        /// Head that pays.
        paid: String,
    },
    /// Posts the depreciation of a year.
    Depreciate {
        /// The calendar year it began in.
        year: i16,
    },
    /// Sells or scraps an asset.
    DisposeAsset {
        /// Number.
        number: String,
        /// Paise received.
        received: Paise,
        /// Head of money it goes into; empty where nothing was received.
        into: String,
        /// Resolution.
        resolution: String,
    },
    /// Enters or changes an employee.
    SetEmployee(Employee),
    /// Gives an employee an advance.
    GiveAdvance {
        /// Number.
        number: String,
        /// Paise.
        amount: Paise,
        /// Head of money.
        from: String,
    },
    /// Makes the salary sheet of a month.
    PostSalary {
        /// Any day of the month.
        month: Date,
        /// What is taken off for advances, by number, paise.
        recovered: Vec<(String, Paise)>,
        /// Days of leave without pay, by number.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        absent: Vec<(String, i64)>,
    },
    /// Pays the salaries of a month.
    PaySalary {
        /// Any day of the month.
        month: Date,
        /// Head of money.
        from: String,
    },
}

impl Estate {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Estate::SetRate { .. } | Estate::SetClass { .. } | Estate::SetEmployee(_) | Estate::OpenBorrowing(_) => {
                Verb::RulesSet
            }
            Estate::Depreciate { .. } => Verb::YearEnd,
            _ => Verb::BooksPost,
        }
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Estate::TakeStatement(_) => "take-statement",
            Estate::Match { .. } => "match",
            Estate::BookLine { .. } => "book-line",
            Estate::OpeningItem { .. } => "opening-item",
            Estate::OpenBorrowing(_) => "open-borrowing",
            Estate::SetRate { .. } => "set-rate",
            Estate::Draw { .. } => "draw",
            Estate::PayBack { .. } => "pay-back",
            Estate::AccrueOwed { .. } => "accrue-owed",
            Estate::ConfirmBalance { .. } => "confirm-balance",
            Estate::Invest { .. } => "invest",
            Estate::AccrueEarned { .. } => "accrue-earned",
            Estate::Encash { .. } => "encash",
            Estate::SetClass { .. } => "set-class",
            Estate::BuyAsset { .. } => "buy-asset",
            Estate::Depreciate { .. } => "depreciate",
            Estate::DisposeAsset { .. } => "dispose-asset",
            Estate::SetEmployee(_) => "set-employee",
            Estate::GiveAdvance { .. } => "give-advance",
            Estate::PostSalary { .. } => "post-salary",
            Estate::PaySalary { .. } => "pay-salary",
        }
    }

    /// What it is about, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Estate::TakeStatement(s) => format!("{} {}", s.bank, s.file),
            Estate::Match { bank, .. } | Estate::BookLine { bank, .. } | Estate::OpeningItem { bank, .. } => {
                bank.clone()
            }
            Estate::OpenBorrowing(f) => f.number.clone(),
            Estate::SetRate { number, .. }
            | Estate::Draw { number, .. }
            | Estate::PayBack { number, .. }
            | Estate::AccrueOwed { number, .. }
            | Estate::ConfirmBalance { number, .. }
            | Estate::AccrueEarned { number, .. }
            | Estate::Encash { number, .. }
            | Estate::DisposeAsset { number, .. }
            | Estate::GiveAdvance { number, .. } => number.clone(),
            Estate::Invest { facts, .. } => facts.number.clone(),
            Estate::SetClass { head, .. } => head.clone(),
            Estate::BuyAsset { facts, .. } => format!("{} {}", facts.number, facts.name),
            Estate::Depreciate { year } => FinancialYear(*year).name(),
            Estate::SetEmployee(e) => format!("{} {}", e.number, e.name),
            Estate::PostSalary { month, .. } | Estate::PaySalary { month, .. } => books::estate::month_text(*month),
        }
    }

    /// The register it writes in, and the bank account where it is about one: statements are long, others are not read.
    fn register(&self) -> (Register, Option<&str>) {
        match self {
            Estate::TakeStatement(s) => (Register::Bank, Some(&s.bank)),
            Estate::Match { bank, .. } | Estate::BookLine { bank, .. } | Estate::OpeningItem { bank, .. } => {
                (Register::Bank, Some(bank))
            }
            Estate::OpenBorrowing(_)
            | Estate::SetRate { .. }
            | Estate::Draw { .. }
            | Estate::PayBack { .. }
            | Estate::AccrueOwed { .. }
            | Estate::ConfirmBalance { .. } => (Register::Borrowings, None),
            Estate::Invest { .. } | Estate::AccrueEarned { .. } | Estate::Encash { .. } => {
                (Register::Investments, None)
            }
            Estate::SetClass { .. }
            | Estate::BuyAsset { .. }
            | Estate::Depreciate { .. }
            | Estate::DisposeAsset { .. } => (Register::Assets, None),
            Estate::SetEmployee(_)
            | Estate::GiveAdvance { .. }
            | Estate::PostSalary { .. }
            | Estate::PaySalary { .. } => (Register::Staff, None),
        }
    }
}

/// What an act on the estate becomes.
pub(crate) fn estate(t: &mut Tx<'_>, env: &Env<'_>, act: &Estate) -> Result<Vec<Event>, Trouble> {
    let (register, thing) = act.register();
    let s = deciding::estate_sight(t, env.society, register, thing)?;
    let one = match act {
        Estate::TakeStatement(c) => bank::take(&s, &masked(c))?,
        Estate::Match { bank, pairs } => {
            let named: Vec<Place> = pairs.iter().flat_map(|p| p.book.iter().copied()).collect();
            let amounts = deciding::line_amounts(t, env.society, bank, &named)?;
            return Ok(bank::pair(&s, bank, pairs, &amounts)?.into_iter().map(Event::from).collect());
        }
        Estate::BookLine { bank, line, head, narration } => bank::book_line(&s, bank, *line, head, narration)?,
        Estate::OpeningItem { bank, item } => bank::opening_item(&s, bank, item)?,
        Estate::OpenBorrowing(facts) => borrowings::open(&s, facts)?,
        Estate::SetRate { number, rule } => borrowings::set_rate(&s, number, rule)?,
        Estate::Draw { number, drawal, into } => borrowings::draw(&s, number, drawal, into)?,
        Estate::PayBack { number, principal, interest, from } => {
            borrowings::repay(&s, number, *principal, *interest, from)?
        }
        Estate::AccrueOwed { number, until, advised } => {
            borrowings::accrue(&s, number, *until, advised.as_ref().map(|(p, d)| (*p, &d[..])))?
        }
        Estate::ConfirmBalance { number, confirmation } => borrowings::confirm(&s, number, confirmation)?,
        Estate::Invest { facts, from } => investments::invest(&s, facts, from)?,
        Estate::AccrueEarned { number, until } => investments::accrue(&s, number, *until)?,
        Estate::Encash { number, received, into } => investments::encash(&s, number, *received, into)?,
        Estate::SetClass { head, rule } => property::set_class(&s, head, rule)?,
        Estate::BuyAsset { facts, paid } => property::acquire(&s, facts, paid)?,
        Estate::Depreciate { year } => {
            let (_, last) = FinancialYear(*year).days();
            let closed = !deciding::closed_year(t, env.society, last)?.vouchers.is_empty();
            property::depreciate(&s, FinancialYear(*year), closed)?
        }
        Estate::DisposeAsset { number, received, into, resolution } => {
            property::dispose(&s, number, *received, into, resolution)?
        }
        Estate::SetEmployee(e) => staff::set_employee(&s, e)?,
        Estate::GiveAdvance { number, amount, from } => staff::advance(&s, number, *amount, from)?,
        Estate::PostSalary { month, recovered, absent } => staff::sheet(&s, *month, recovered, absent)?,
        Estate::PaySalary { month, from } => staff::pay(&s, *month, from)?,
    };
    Ok(vec![one.into()])
}

/// Takes an entry of the estate back.
pub(crate) fn reverse(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64), reason: &str) -> Result<Vec<Event>, Trouble> {
    let found = deciding::estate_event(t, env.society, entry)?;
    let register = found.as_ref().map_or(Register::Bank, |e| e.register);
    let s = deciding::estate_sight(t, env.society, register, None)?;
    let last = found.map_or(Date::ZERO, |e| e.date);
    let closed = !deciding::closed_year(t, env.society, last)?.vouchers.is_empty();
    Ok(vec![books::estate::reverse(&s, entry, reason, |_| closed)?.into()])
}

/// A bank's statement with every Aadhaar number in its texts masked: banks write them into narrations, and nobody here can write the line anew.
fn masked(c: &TakeStatement) -> TakeStatement {
    let mut c = c.clone();
    for line in &mut c.statement.lines {
        line.text = crate::unsaid::masked(&line.text);
        line.reference = crate::unsaid::masked_number(&line.reference);
    }
    c
}
