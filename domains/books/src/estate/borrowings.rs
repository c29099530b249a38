//! Borrowings from the DCCB and the State: limit, drawals with their due days, repayment, interest by the rate in force, and what
//! the bank certifies. Source of the register: mpacs.md 3.1 no. 20 (borrowing and due-date register).
//!
//! Interest is simple: balance times days times rate by 36500, the day of drawal counted, that of repayment not (mpacs.md 4.1). What
//! was accrued before is taken off the whole, so that a split period gives what the whole gives. Where the bank's advice says another
//! figure, its figure is entered with its document.

use super::{Did, Entry, EstateEvent, Register, Sight, amount, days, lines, text, wrong_amount};
use crate::chart::Group;
use crate::percent::Percent;
use crate::ruled::{Rule, Ruled};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Head of interest paid to the bank.
pub const EXPENSE: &str = "EXP_INT_DCB";
/// Head of interest owed to the bank.
pub const PAYABLE: &str = "INT_PAY_DCB";

/// What was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Number the bank gives the account.
    pub number: String,
    /// The bank.
    pub lender: String,
    /// Head it stands in, for example `BORROW_ST`.
    pub head: String,
    /// What for.
    pub purpose: String,
    /// Most that may be owed, paise.
    pub limit: Paise,
    /// Resolution of the board, or the bank's sanction: number and day.
    pub resolution: String,
}

/// Money drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawal {
    /// Day from which interest runs.
    pub on: Date,
    /// Paise.
    pub amount: Paise,
    /// Day it is due.
    pub due: Date,
}

/// Money paid back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repayment {
    /// Off what was drawn, oldest due day first, paise.
    pub principal: Paise,
    /// Off interest, paise.
    pub interest: Paise,
    /// Of that interest, what had not been accrued, paise.
    pub beyond: Paise,
}

/// What the bank certified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// As on.
    pub on: Date,
    /// Drawn and not paid back by the bank's books, paise.
    pub balance: Paise,
    /// Number and day of the certificate.
    pub document: String,
}

/// A drawal and what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Entry.
    pub place: (i64, i64),
    /// The drawal.
    pub drawal: Drawal,
    /// What is owed of it, paise.
    pub left: Paise,
}

/// A borrowing as its entries say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrowing {
    /// Entry that opened it.
    pub place: (i64, i64),
    /// What was agreed.
    pub facts: Facts,
    /// Rates by day.
    pub rates: Ruled<Percent>,
    /// Drawals, in the order they are due.
    pub drawals: Vec<Left>,
    /// Interest accrued, paise.
    pub accrued: Paise,
    /// Interest paid, paise.
    pub paid: Paise,
    /// Interest is accrued for the days before this one.
    pub until: Option<Date>,
    /// Certificates of the bank, in the order they were entered.
    pub confirmed: Vec<((i64, i64), Confirmation)>,
    /// Changes of what is owed, by day.
    moves: Vec<(Date, Paise)>,
}

impl Borrowing {
    /// Drawn and not paid back, paise.
    #[must_use]
    pub fn principal(&self) -> Paise {
        self.moves.iter().map(|m| m.1).sum()
    }

    /// The same at the end of a day.
    #[must_use]
    pub fn principal_on(&self, day: Date) -> Paise {
        self.moves.iter().filter(|m| m.0 <= day).map(|m| m.1).sum()
    }

    /// Interest accrued and not paid, paise.
    #[must_use]
    pub fn interest(&self) -> Paise {
        self.accrued - self.paid
    }

    /// Interest of all days before one, paise, rounded once.
    ///
    /// # Errors
    /// 4415 where no rate is set for a day on which something is owed.
    pub fn interest_before(&self, until: Date) -> Result<Paise, Refusal> {
        let mut moves: BTreeMap<Date, i128> = BTreeMap::new();
        for (day, amount) in self.moves.iter().filter(|m| m.0 < until) {
            *moves.entry(*day).or_default() += i128::from(amount.0);
        }
        let first = moves.keys().next().copied().unwrap_or(until);
        for day in self.rates.changes(first, until) {
            moves.entry(day).or_default();
        }
        let mut points: Vec<(Date, i128)> = moves.into_iter().collect();
        points.push((until, 0));
        let (mut balance, mut exact) = (0i128, 0i128);
        for pair in points.windows(2) {
            balance += pair[0].1;
            if balance <= 0 {
                continue;
            }
            let none = || {
                let said = Refusal::new(4415).with("number", &self.facts.number);
                said.with("date", lipi::date::format(pair[0].0))
            };
            let rate = self.rates.on(pair[0].0).ok_or_else(none)?.value;
            exact += balance * i128::from(days(pair[0].0, pair[1].0)) * i128::from(rate.0);
        }
        // hundredths of a percent of a year of 365 days
        let whole = 10_000 * 365;
        Ok(Paise(i64::try_from((exact + whole / 2) / whole).unwrap_or(i64::MAX)))
    }

    /// The last certificate, and by how much the books differ from it: books less bank, paise.
    #[must_use]
    pub fn compared(&self) -> Option<(&Confirmation, Paise)> {
        let (_, last) = self.confirmed.iter().max_by_key(|c| c.1.on)?;
        Some((last, self.principal_on(last.on) - last.balance))
    }
}

/// Folds all borrowings, in the order they were opened.
#[must_use]
pub fn fold(entries: &[Entry]) -> Vec<Borrowing> {
    let mut all: Vec<Borrowing> = Vec::new();
    for e in entries.iter().filter(|e| e.event.register == Register::Borrowings) {
        if let Did::BorrowingOpened(facts) = &e.event.did {
            all.push(Borrowing {
                place: e.place,
                facts: (**facts).clone(),
                rates: Ruled::default(),
                drawals: Vec::new(),
                accrued: Paise::ZERO,
                paid: Paise::ZERO,
                until: None,
                confirmed: Vec::new(),
                moves: Vec::new(),
            });
        } else if let Some(b) = all.iter_mut().find(|b| b.facts.number == e.event.of) {
            b.add(e);
        }
    }
    all
}

impl Borrowing {
    fn add(&mut self, e: &Entry) {
        match &e.event.did {
            Did::RateSet(rule) => self.rates.0.push(rule.clone()),
            Did::Drawn(d) => {
                self.moves.push((d.on, d.amount));
                self.drawals.push(Left { place: e.place, drawal: d.clone(), left: d.amount });
                self.drawals.sort_by_key(|l| l.drawal.due);
            }
            Did::Repaid(r) => {
                self.moves.push((e.event.date, -r.principal));
                let mut left = r.principal;
                for d in &mut self.drawals {
                    let used = left.min(d.left);
                    d.left -= used;
                    left -= used;
                }
                self.paid += r.interest;
                self.accrued += r.beyond;
            }
            Did::InterestAccrued { until, amount, .. } => {
                self.accrued += *amount;
                self.until = self.until.max(Some(*until));
            }
            Did::BalanceConfirmed(c) => self.confirmed.push((e.place, c.clone())),
            _ => {}
        }
    }
}

fn event(date: Date, of: &str, lines: Vec<crate::Line>, did: Did) -> EstateEvent {
    EstateEvent { date, register: Register::Borrowings, of: of.to_owned(), lines, did }
}

fn find(sight: &Sight, number: &str) -> Result<Borrowing, Refusal> {
    let found = fold(&sight.entries).into_iter().find(|b| b.facts.number == number);
    found.ok_or_else(|| Refusal::new(4403).with("number", number))
}

/// Enters a borrowing.
///
/// # Errors
/// 4020; 4400; 4401; 4402 the number is there already; 4404; 4427 no resolution.
pub fn open(sight: &Sight, facts: &Facts) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let number = text(&facts.number)?;
    if sight.names(&number) {
        return Err(Refusal::new(4402).with("number", &number));
    }
    sight.of_group(&facts.head, Group::Borrowings)?;
    let kept = Facts {
        number: number.clone(),
        lender: text(&facts.lender)?,
        head: facts.head.clone(),
        purpose: text(&facts.purpose)?,
        limit: amount(facts.limit)?,
        resolution: text(&facts.resolution).map_err(|_| Refusal::new(4427))?,
    };
    Ok(event(date, &number, Vec::new(), Did::BorrowingOpened(Box::new(kept))))
}

/// Sets the rate from a day on.
///
/// # Errors
/// 4020; 4403; 4404 a rate below nothing or above a hundred; 4427 no order; 4431 interest has been accrued beyond that day.
pub fn set_rate(sight: &Sight, number: &str, rule: &Rule<Percent>) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let b = find(sight, number)?;
    if !(0..=Percent::WHOLE.0).contains(&rule.value.0) {
        return Err(wrong_amount(Paise(rule.value.0)));
    }
    text(&rule.order).map_err(|_| Refusal::new(4427))?;
    if let Some(until) = b.until.filter(|until| rule.from < *until) {
        return Err(Refusal::new(4431).with("number", number).with("until", lipi::date::format(until)));
    }
    Ok(event(date, number, Vec::new(), Did::RateSet(rule.clone())))
}

/// Draws money into `into`. Where `into` is empty, it was drawn on a day before the books were kept here, and posts nothing.
///
/// # Errors
/// 4020; 4401; 4403; 4404; 4405 a due day not after the drawal, or a day that cannot be; 4413 above the limit.
pub fn draw(sight: &Sight, number: &str, d: &Drawal, into: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let b = find(sight, number)?;
    amount(d.amount)?;
    let old = into.is_empty();
    let on = if old { d.on } else { date };
    if d.due <= on || on > date || b.until.is_some_and(|u| old && on < u) {
        return Err(Refusal::new(4405).with("date", lipi::date::format(d.due)).with("open", lipi::date::format(date)));
    }
    let free = b.facts.limit - b.principal();
    if d.amount > free {
        return Err(Refusal::new(4413).with("amount", format_indian(d.amount)).with("left", format_indian(free)));
    }
    let posted = match old {
        true => Vec::new(),
        false => lines(&[(&sight.money(into)?.code, d.amount), (&b.facts.head, -d.amount)]),
    };
    Ok(event(date, number, posted, Did::Drawn(Drawal { on, ..d.clone() })))
}

/// Pays back out of `from`. Interest beyond what was accrued is an expense of the day.
///
/// # Errors
/// 4020; 4401; 4403; 4404; 4414 more than is owed.
pub fn repay(
    sight: &Sight,
    number: &str,
    principal: Paise,
    interest: Paise,
    from: &str,
) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let b = find(sight, number)?;
    if principal < Paise::ZERO || interest < Paise::ZERO || interest.0 > crate::decide::MOST_PAISE {
        return Err(wrong_amount(principal.min(interest)));
    }
    if principal > b.principal() {
        return Err(Refusal::new(4414)
            .with("amount", format_indian(principal))
            .with("owed", format_indian(b.principal())));
    }
    let all = amount(principal + interest)?;
    let beyond = (interest - b.interest().max(Paise::ZERO)).max(Paise::ZERO);
    let money = sight.money(from)?;
    let posted =
        lines(&[(&b.facts.head, principal), (PAYABLE, interest - beyond), (EXPENSE, beyond), (&money.code, -all)]);
    Ok(event(date, number, posted, Did::Repaid(Repayment { principal, interest, beyond })))
}

/// Accrues the interest of the days before `until`. `advised` is the figure of the bank's advice and its document, where there is one.
///
/// # Errors
/// 4020; 4400 an advice without a document; 4403; 4404; 4405 after the day after the open one, or accrued already; 4415; 4416 nothing
/// accrues.
pub fn accrue(
    sight: &Sight,
    number: &str,
    until: Date,
    advised: Option<(Paise, &str)>,
) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let b = find(sight, number)?;
    if until > date.tomorrow().unwrap_or(date) || b.until.is_some_and(|u| until <= u) {
        return Err(Refusal::new(4405).with("date", lipi::date::format(until)).with("open", lipi::date::format(date)));
    }
    let (due, document) = match advised {
        Some((said, document)) => (amount(said)?, text(document)?),
        None => (b.interest_before(until)? - b.accrued, String::new()),
    };
    if due <= Paise::ZERO {
        return Err(Refusal::new(4416).with("number", number).with("date", lipi::date::format(until)));
    }
    let posted = lines(&[(EXPENSE, due), (PAYABLE, -due)]);
    Ok(event(date, number, posted, Did::InterestAccrued { until, amount: due, document }))
}

/// Enters a certificate of the bank.
///
/// # Errors
/// 4020; 4400 no document; 4403; 4404; 4405 a day after the open one.
pub fn confirm(sight: &Sight, number: &str, c: &Confirmation) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    find(sight, number)?;
    if c.balance < Paise::ZERO || c.balance.0 > crate::decide::MOST_PAISE {
        return Err(wrong_amount(c.balance));
    }
    if c.on > date {
        return Err(Refusal::new(4405).with("date", lipi::date::format(c.on)).with("open", lipi::date::format(date)));
    }
    let kept = Confirmation { document: text(&c.document)?, ..c.clone() };
    Ok(event(date, number, Vec::new(), Did::BalanceConfirmed(kept)))
}
