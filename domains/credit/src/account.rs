//! An account as its entries tell it: what decisions and passbooks stand on. Nothing here is kept; it is folded anew from the
//! account's entries, so that taking one back is leaving it out.

use crate::acts::LoanReceived;
use crate::appropriate::{Demand, Owed};
use crate::calendar::plus_days;
use crate::event::{AccountKind, AccountRow, CreditEvent};
use crate::interest::{Rate, Step};
use crate::law::Means;
use crate::lender::Bearer;
use crate::limit::Limit;
use crate::product::Norms;
use crate::standing::{self, Class, Cycle};
use kernel::{Date, Paise, Refusal};
use std::collections::BTreeSet;
use std::fmt;

/// What names an account: kind and number. Written `ST-12`; in entries and on slips alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountRef {
    /// Kind.
    pub kind: AccountKind,
    /// Number within the kind, as written.
    pub no: String,
}

impl AccountRef {
    /// Reads what was typed or written: `ST-12`, `st 12`, `ST12`, `ST-LN-9`; `None` where no kind stands before the number.
    #[must_use]
    pub fn parse(text: &str) -> Option<AccountRef> {
        let text = text.trim();
        let (letters, rest) = (text.get(..2)?, text.get(2..)?);
        let kind = AccountKind::ALL.into_iter().find(|k| k.letters().eq_ignore_ascii_case(letters))?;
        let rest = rest.trim_start();
        let no = rest.strip_prefix('-').unwrap_or(rest).trim();
        let glued = no.len() == rest.len() && text.len() == 2 + rest.len();
        // `STORE` is a name, `ST5` an account
        if no.is_empty() || (glued && !no.chars().next().is_some_and(char::is_numeric)) {
            return None;
        }
        Some(AccountRef { kind, no: no.to_owned() })
    }
}

impl fmt::Display for AccountRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.letters(), self.no)
    }
}

/// An entry with its place: desk and position.
pub type Placed = ((i64, i64), CreditEvent);

/// The accounts an event speaks of, each once.
#[must_use]
pub fn named(event: &CreditEvent) -> Vec<&str> {
    match event {
        CreditEvent::LoanSanctioned(e) => vec![&e.loan],
        CreditEvent::LoanDisbursed(e) => vec![&e.loan],
        CreditEvent::InterestAccrued(e) => vec![&e.loan],
        CreditEvent::LoanCharged(e) => vec![&e.loan],
        CreditEvent::LoanReceived(e) => vec![&e.loan],
        CreditEvent::DebtAcknowledged(e) => vec![&e.loan],
        CreditEvent::SuitFiled(e) => vec![&e.loan],
        CreditEvent::DepositOpened(e) => vec![&e.account],
        CreditEvent::Deposited(e) => vec![&e.account],
        CreditEvent::Withdrawn(e) => vec![&e.account],
        CreditEvent::DepositInterestCredited(e) => vec![&e.account],
        CreditEvent::DepositLien(e) => vec![&e.account],
        CreditEvent::DepositClosed(e) => vec![&e.account],
        CreditEvent::DepositRested(e) => vec![&e.account],
        CreditEvent::ClaimMade(e) => {
            let all: BTreeSet<&str> = e.rows.iter().map(|r| &r.loan[..]).collect();
            all.into_iter().collect()
        }
        CreditEvent::InterestRelieved(e) => vec![&e.loan],
        CreditEvent::ClaimRejected(e) => vec![&e.loan],
        CreditEvent::GoldPledged(e) => vec![&e.loan],
        CreditEvent::GoldReleased(e) => vec![&e.loan],
        CreditEvent::SuitMoved(e) => vec![&e.loan],
        CreditEvent::LossNamed(e) => vec![&e.loan],
        CreditEvent::OpeningCorrected(e) => vec![&e.account],
        CreditEvent::SurplusPaid(e) => vec![&e.loan],
        CreditEvent::Reminded(e) => e.rows.iter().map(|r| &r.loan[..]).collect(),
        CreditEvent::InterestReserved(e) => e.rows.iter().map(|r| &r.loan[..]).collect(),
        CreditEvent::Reversed(e) => named(&e.was),
        CreditEvent::ClaimReceived(_)
        | CreditEvent::ProvisionMade(_)
        | CreditEvent::PassbookPrinted(_)
        | CreditEvent::AgentSet(_)
        | CreditEvent::AgentPaid(_)
        | CreditEvent::AccountsBroughtForward { .. }
        | CreditEvent::LoanRejected(_)
        | CreditEvent::ProductSet(_)
        | CreditEvent::NormsSet(_) => Vec::new(),
    }
}

/// Places of the entries that were taken back.
#[must_use]
pub fn taken_back(entries: &[Placed]) -> BTreeSet<(i64, i64)> {
    let back = |e: &CreditEvent| if let CreditEvent::Reversed(r) = e { Some(r.entry) } else { None };
    entries.iter().filter_map(|(_, e)| back(e)).collect()
}

/// The entries that stand: without those taken back, and without the taking back.
pub fn standing(entries: &[Placed]) -> impl Iterator<Item = &CreditEvent> {
    let gone = taken_back(entries);
    entries.iter().filter(move |(at, e)| !matches!(e, CreditEvent::Reversed(_)) && !gone.contains(at)).map(|(_, e)| e)
}

/// Held under lien on one account for one loan, paise.
#[must_use]
pub fn lien_for(entries: &[Placed], loan: &str) -> Paise {
    let of = |e: &CreditEvent| match e {
        CreditEvent::DepositLien(e) if e.loan == loan => e.change,
        _ => Paise::ZERO,
    };
    standing(entries).map(of).sum()
}

/// An account of the old books: its row and the day it is true on.
pub type Opening<'a> = (&'a AccountRow, Date);

/// The account is a crop loan's, by the letters of its number.
#[must_use]
pub fn crop(name: &str) -> bool {
    AccountRef::parse(name).is_some_and(|a| a.kind == AccountKind::LoanSt)
}

/// The day on which interest charged on `charged` is due. A crop loan is repaid from the harvest, its interest with it: on the first day not
/// past on which principal still owed is due. Other loans, and a crop loan whose days are all past, owe it on the day it is charged
/// (DECISIONS 150). `open` are the due days of principal not yet paid, in any order.
#[must_use]
pub fn interest_due(crop: bool, charged: Date, open: impl Iterator<Item = Date>) -> Date {
    let with_harvest = open.filter(|due| crop && *due >= charged).min();
    with_harvest.unwrap_or(charged)
}

/// Due days of principal that is still owed.
pub fn open_principal(demands: &[Demand]) -> impl Iterator<Item = Date> {
    demands.iter().filter(|d| d.owed.principal > Paise::ZERO).map(|d| d.due)
}

/// A loan as its entries tell it.
#[derive(Clone, Debug, Default)]
pub struct Loan {
    /// Code of the product; empty for one of the old books.
    pub product: String,
    /// Membership number.
    pub member_no: String,
    /// Day of sanction.
    pub sanctioned_on: Option<Date>,
    /// Sanctioned, paise.
    pub sanctioned: Paise,
    /// Limit by components.
    pub limit: Option<Limit>,
    /// Drawn in cash or by bank, and in kind, paise; of a crop loan what is repaid may be drawn again.
    pub drawn: (Paise, Paise),
    /// Interest is charged up to this day (not counted).
    pub upto: Option<Date>,
    /// Principal owed since which day.
    pub steps: Vec<Step>,
    /// What is owed, by day due.
    pub demands: Vec<Demand>,
    /// Days on which the debt was acknowledged.
    pub acknowledged: Vec<Date>,
    /// Paid more than owed, paise.
    pub surplus: Paise,
    /// Day on which it was classed as loss.
    pub loss: Option<Date>,
}

impl Loan {
    /// Folds the entries of one account. `revolving`: what is repaid of it may be drawn again (crop loans).
    #[must_use]
    pub fn of(name: &str, opening: Option<Opening<'_>>, entries: &[Placed], revolving: bool) -> Loan {
        let mut loan = opening.map_or_else(Loan::default, |(row, cutoff)| Loan::brought_forward(row, cutoff));
        for event in standing(entries) {
            loan.apply(name, event, revolving);
        }
        loan.demands.retain(|d| d.owed.total() != Paise::ZERO);
        loan.demands.sort_by_key(|d| d.due);
        loan
    }

    /// One of the old books bears interest from the day after the cut-off; what was outstanding of it stands as its register
    /// says.
    fn brought_forward(row: &AccountRow, cutoff: Date) -> Loan {
        let from = plus_days(cutoff, 1);
        let interest = row.interest.unwrap_or(Paise::ZERO);
        let owed = Owed { principal: row.balance.max(Paise::ZERO), interest, ..Owed::default() };
        Loan {
            member_no: row.member_no.clone(),
            sanctioned_on: Some(row.opened.unwrap_or(cutoff)),
            sanctioned: row.balance,
            drawn: (row.balance, Paise::ZERO),
            upto: Some(from),
            steps: vec![(from, row.balance)],
            demands: vec![Demand { due: row.due.unwrap_or(cutoff), owed }],
            ..Loan::default()
        }
    }

    fn apply(&mut self, name: &str, event: &CreditEvent, revolving: bool) {
        match event {
            CreditEvent::LoanSanctioned(e) => {
                self.product.clone_from(&e.product);
                self.member_no.clone_from(&e.member_no);
                self.sanctioned_on = Some(e.date);
                self.sanctioned = e.amount;
                self.limit = e.limit;
            }
            CreditEvent::LoanDisbursed(e) => {
                let kind: Paise = e.legs.iter().filter(|l| l.means == Means::Kind).map(|l| l.amount).sum();
                self.drawn.0 += e.amount - kind;
                self.drawn.1 += kind;
                self.step(e.date, e.amount);
                self.upto.get_or_insert(e.date);
                let owed = |principal| Owed { principal, ..Owed::default() };
                self.demands.extend(e.demands.iter().map(|i| Demand { due: i.due, owed: owed(i.principal) }));
            }
            CreditEvent::InterestAccrued(e) => {
                self.upto = Some(e.until);
                let owed = Owed { interest: e.interest, penal: e.penal, ..Owed::default() };
                let due = interest_due(crop(name), e.date, open_principal(&self.demands));
                self.demands.push(Demand { due, owed });
            }
            CreditEvent::LoanCharged(e) => {
                let owed = Owed { charges: e.amount, ..Owed::default() };
                self.demands.push(Demand { due: e.date, owed });
            }
            CreditEvent::LoanReceived(e) => self.received(e, revolving),
            CreditEvent::SurplusPaid(e) => self.surplus -= e.amount,
            CreditEvent::DebtAcknowledged(e) => self.acknowledged.push(e.date),
            CreditEvent::LossNamed(e) => self.loss = Some(e.date),
            CreditEvent::ClaimMade(e) if e.relieves() => {
                let of: Paise = e.rows.iter().filter(|r| r.loan == name).map(|r| r.amount).sum();
                self.less(of, |o| &mut o.interest);
            }
            CreditEvent::InterestRelieved(e) => {
                self.less(e.interest, |o| &mut o.interest);
                self.surplus += e.surplus;
            }
            CreditEvent::ClaimRejected(e) if e.bearer == Bearer::Member => {
                let owed = Owed { interest: e.amount, ..Owed::default() };
                self.demands.push(Demand { due: e.date, owed });
            }
            _ => {}
        }
    }

    fn received(&mut self, e: &LoanReceived, revolving: bool) {
        self.step(e.date, -e.parts.principal);
        self.surplus += e.surplus;
        if revolving {
            // goods that came back make room for goods: what is in kind is not to be had in cash by way of a return
            let back: Paise = e.legs.iter().filter(|l| l.means == Means::Kind).map(|l| l.amount).sum();
            let kind = back.min(e.parts.principal).min(self.drawn.1);
            let cash = (e.parts.principal - kind).min(self.drawn.0);
            self.drawn.0 -= cash;
            self.drawn.1 -= (e.parts.principal - cash).min(self.drawn.1);
        }
        for (due, amount) in &e.principal {
            let mut left = *amount;
            for d in self.demands.iter_mut().filter(|d| d.due == *due) {
                let take = left.min(d.owed.principal);
                d.owed.principal -= take;
                left -= take;
            }
        }
        self.less(e.parts.interest, |o| &mut o.interest);
        self.less(e.parts.penal, |o| &mut o.penal);
        self.less(e.parts.charges, |o| &mut o.charges);
    }

    /// Takes off one part of what is owed, oldest first.
    fn less(&mut self, amount: Paise, part: impl Fn(&mut Owed) -> &mut Paise) {
        // what is due first is paid first, as a receipt does it; interest charged is due with the harvest, a later drawal perhaps before
        self.demands.sort_by_key(|d| d.due);
        let mut left = amount;
        for d in &mut self.demands {
            let owed = part(&mut d.owed);
            let take = left.min(*owed);
            *owed -= take;
            left -= take;
        }
    }

    fn step(&mut self, date: Date, by: Paise) {
        let now = self.principal() + by;
        match self.steps.last_mut() {
            Some(last) if last.0 == date => last.1 = now,
            _ => self.steps.push((date, now)),
        }
    }

    /// Principal owed, paise.
    #[must_use]
    pub fn principal(&self) -> Paise {
        self.steps.last().map_or(Paise::ZERO, |s| s.1)
    }

    /// Its class on a day, by the rules of its sanction (older loans keep old rules to their end); loss where somebody named it so and it is still
    /// owed.
    ///
    /// # Errors
    /// 4101 where the length of seasons or the ages are unset.
    pub fn class(&self, cycle: Cycle, norms: &Norms, day: Date) -> Result<Class, Refusal> {
        let owed = self.demands.iter().any(|d| d.owed.total() > Paise::ZERO);
        if owed && self.loss.is_some_and(|on| on <= day) {
            return Ok(Class::Loss);
        }
        let since = standing::overdue(&self.demands, day).since;
        let sanctioned = self.sanctioned_on.unwrap_or(day);
        standing::class(since, day, cycle, sanctioned, &norms.npa, &norms.provision)
    }

    /// Principal overdue since which day, for penal interest: from the day after each demand was due.
    #[must_use]
    pub fn overdue_steps(&self) -> Vec<Step> {
        let mut out: Vec<Step> = Vec::new();
        let mut sum = Paise::ZERO;
        for d in self.demands.iter().filter(|d| !d.owed.principal.is_zero()) {
            sum += d.owed.principal;
            let from = plus_days(d.due, 1);
            match out.last_mut() {
                Some(last) if last.0 == from => last.1 = sum,
                _ => out.push((from, sum)),
            }
        }
        out
    }
}

/// A deposit as its entries tell it.
#[derive(Clone, Debug, Default)]
pub struct DepositAccount {
    /// Code of the product; empty for one of the old books.
    pub product: String,
    /// Membership number.
    pub member_no: String,
    /// Opened on.
    pub opened: Option<Date>,
    /// Closed.
    pub closed: bool,
    /// Rate agreed.
    pub rate: Rate,
    /// Months agreed; 0 for savings.
    pub months: u16,
    /// Matures on.
    pub matures: Option<Date>,
    /// Instalment of a recurring deposit, paise.
    pub instalment: Option<Paise>,
    /// Who hold it together with the member.
    pub joint: Vec<String>,
    /// Balance, paise.
    pub balance: Paise,
    /// Held under lien, paise.
    pub lien: Paise,
    /// Interest credited up to this day (not counted).
    pub upto: Option<Date>,
    /// Interest credited since it was opened, paise.
    pub earned: Paise,
    /// Day of the member's own last act.
    pub last_act: Option<Date>,
    /// It is inoperative: nothing is taken out until the member was recognised.
    pub rests: bool,
    /// Day and amount of what was laid in (term deposits), or balances and their days (savings).
    pub steps: Vec<Step>,
}

impl DepositAccount {
    /// Folds the entries of one account.
    #[must_use]
    pub fn of(kind: AccountKind, opening: Option<Opening<'_>>, entries: &[Placed]) -> DepositAccount {
        let mut account =
            opening.map_or_else(DepositAccount::default, |(row, cutoff)| Self::brought_forward(kind, row, cutoff));
        for event in standing(entries) {
            account.apply(kind, event);
        }
        account
    }

    /// Savings and recurring deposits of the old books earn from the day after the cut-off; a fixed deposit earns from its own day,
    /// since its interest is paid at the end.
    fn brought_forward(kind: AccountKind, row: &AccountRow, cutoff: Date) -> DepositAccount {
        let next = plus_days(cutoff, 1);
        let from = if kind == AccountKind::Fd { row.opened.unwrap_or(next) } else { next };
        DepositAccount {
            member_no: row.member_no.clone(),
            opened: Some(from),
            rate: Rate(row.rate.unwrap_or(0)),
            matures: row.due,
            balance: row.balance,
            upto: Some(from),
            last_act: Some(cutoff),
            steps: vec![(from, row.balance)],
            ..DepositAccount::default()
        }
    }

    fn apply(&mut self, kind: AccountKind, event: &CreditEvent) {
        match event {
            CreditEvent::DepositOpened(e) => {
                self.product.clone_from(&e.product);
                self.member_no.clone_from(&e.member_no);
                self.opened = Some(e.date);
                self.rate = e.rate;
                self.months = e.months;
                self.matures = e.matures;
                self.instalment = e.instalment;
                self.joint.clone_from(&e.joint);
            }
            CreditEvent::Deposited(e) => {
                self.last_act = Some(e.date);
                self.rests = false;
                self.moved(kind, e.date, e.amount);
                if kind != AccountKind::Sb {
                    self.steps.push((e.date, e.amount));
                }
            }
            CreditEvent::Withdrawn(e) => {
                self.last_act = Some(e.date);
                self.moved(kind, e.date, -e.amount);
            }
            CreditEvent::DepositInterestCredited(e) => {
                self.upto = Some(e.until);
                self.earned += e.amount;
                self.moved(kind, e.date, e.amount);
            }
            CreditEvent::DepositRested(e) => {
                self.rests = e.rests;
                if !e.rests {
                    self.last_act = Some(e.date);
                }
            }
            CreditEvent::DepositLien(e) => self.lien += e.change,
            CreditEvent::DepositClosed(e) => {
                self.closed = true;
                self.moved(kind, e.date, -e.amount);
            }
            _ => {}
        }
    }

    fn moved(&mut self, kind: AccountKind, date: Date, by: Paise) {
        self.balance += by;
        if kind != AccountKind::Sb {
            return;
        }
        match self.steps.last_mut() {
            Some(last) if last.0 == date => last.1 = self.balance,
            _ => self.steps.push((date, self.balance)),
        }
    }
}
