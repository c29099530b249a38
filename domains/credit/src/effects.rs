//! What an event posts and what it changes. Total: it cannot fail.

use crate::acts::Leg;
use crate::event::CreditEvent;
use crate::lender::Bearer;
use books::Line;
use kernel::{Paise, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Events that post nothing and change nothing that is measured.
macro_rules! silent {
    () => {
        CreditEvent::LoanRejected(_)
            | CreditEvent::DebtAcknowledged(_)
            | CreditEvent::Reminded(_)
            | CreditEvent::GoldPledged(_)
            | CreditEvent::GoldReleased(_)
            | CreditEvent::SuitMoved(_)
            | CreditEvent::DepositRested(_)
            | CreditEvent::PassbookPrinted(_)
            | CreditEvent::AgentSet(_)
            | CreditEvent::SuitFiled(_)
            | CreditEvent::ProductSet(_)
            | CreditEvent::NormsSet(_)
            | CreditEvent::LossNamed(_)
    };
}

/// One amount from one head to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Code of the head debited.
    pub debit_head: String,
    /// Code of the head credited.
    pub credit_head: String,
    /// More than zero.
    pub amount: Paise,
    /// First cell of the page the amount is the sum of.
    pub source: Source,
}

/// The posting of a page: the sum of its balances. Loans debit their head, shares and deposits credit it; a negative
/// sum changes sides. `None` where the sum is zero, and for every other event: they post [`lines`].
#[must_use]
pub fn posting(event: &CreditEvent) -> Option<Posting> {
    let CreditEvent::AccountsBroughtForward { kind, head, difference_head, rows, .. } = event else {
        return None;
    };
    let sum: Paise = rows.iter().map(|r| r.balance).sum();
    let first = rows.first()?;
    if sum.is_zero() {
        return None;
    }
    let (debit, credit) =
        if kind.is_asset() == (sum > Paise::ZERO) { (head, difference_head) } else { (difference_head, head) };
    Some(Posting { debit_head: debit.clone(), credit_head: credit.clone(), amount: sum.abs(), source: first.source })
}

/// The lines an event posts; debits equal credits, none has an amount of nothing.
#[must_use]
pub fn lines(event: &CreditEvent) -> Vec<Line> {
    let mut out = Ledger(Vec::new());
    match event {
        CreditEvent::AccountsBroughtForward { .. } => return page(event),
        CreditEvent::LoanDisbursed(e) => out.legs(&e.head, &e.legs, Side::Debit),
        CreditEvent::InterestAccrued(e) => {
            out.pair(&e.receivable, &e.income, e.interest);
            out.pair(&e.receivable, &e.penal_income, e.penal);
        }
        CreditEvent::LoanCharged(e) => out.pair(&e.receivable, &e.income, e.amount),
        CreditEvent::LoanReceived(e) => {
            e.legs.iter().for_each(|l| out.side(&l.head, l.amount));
            out.side(&e.head, -e.parts.principal);
            out.side(&e.receivable, -(e.parts.interest + e.parts.penal + e.parts.charges));
            // What is left over, and so the entry balances whatever the parts say.
            out.side(&e.surplus_head, e.parts.total() - e.legs.iter().map(|l| l.amount).sum());
        }
        CreditEvent::InterestRelieved(e) => {
            e.reliefs.iter().for_each(|r| out.side(&r.head, r.row.amount));
            out.side(&e.receivable, -e.interest);
            out.side(&e.surplus_head, -e.surplus);
        }
        CreditEvent::SurplusPaid(e) => out.legs(&e.head, &e.legs, Side::Debit),
        CreditEvent::ClaimReceived(e) => out.legs(&e.head, &e.legs, Side::Credit),
        CreditEvent::ClaimRejected(e) => out.pair(&e.bearer_head, &e.head, e.amount),
        CreditEvent::ProvisionMade(e) => out.pair(&e.expense, &e.head, e.required - e.before),
        CreditEvent::InterestReserved(e) => {
            let mut heads: BTreeMap<&str, Paise> = BTreeMap::new();
            for r in &e.rows {
                *heads.entry(&r.income).or_default() += r.interest;
                *heads.entry(&r.penal_income).or_default() += r.penal;
                *heads.entry(&r.reserve).or_default() -= r.interest + r.penal;
            }
            heads.into_iter().for_each(|(head, amount)| out.side(head, amount));
        }
        CreditEvent::ClaimMade(e) if e.relieved => {}
        CreditEvent::ClaimMade(e) => {
            out.pair(&e.funder_head, &e.from_head, e.rows.iter().map(|r| r.amount).sum());
        }
        CreditEvent::Deposited(e) => out.legs(&e.head, &e.legs, Side::Credit),
        CreditEvent::Withdrawn(e) => out.legs(&e.head, &e.legs, Side::Debit),
        CreditEvent::DepositInterestCredited(e) => out.pair(&e.expense, &e.head, e.amount),
        CreditEvent::DepositClosed(e) => out.legs(&e.head, &e.legs, Side::Debit),
        CreditEvent::AgentPaid(e) => out.legs(&e.expense, &e.legs, Side::Debit),
        CreditEvent::OpeningCorrected(e) => {
            out.pair(&e.head, &e.other, if e.kind.is_asset() { e.principal } else { -e.principal });
            out.pair(&e.receivable, &e.other, e.interest);
        }
        CreditEvent::Reversed(e) => {
            return lines(&e.was)
                .into_iter()
                .map(|l| Line { debit: l.credit, credit: l.debit, source: None, ..l })
                .collect();
        }
        silent!() | CreditEvent::LoanSanctioned(_) | CreditEvent::DepositOpened(_) | CreditEvent::DepositLien(_) => {}
    }
    out.0
}

fn page(event: &CreditEvent) -> Vec<Line> {
    posting(event).map_or_else(Vec::new, |p| {
        let line = |head, debit, credit| Line { head, debit, credit, source: Some(p.source) };
        vec![line(p.debit_head, p.amount, Paise::ZERO), line(p.credit_head, Paise::ZERO, p.amount)]
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Debit,
    Credit,
}

struct Ledger(Vec<Line>);

impl Ledger {
    /// A debit where more than nothing, a credit where less.
    fn side(&mut self, head: &str, amount: Paise) {
        if !amount.is_zero() {
            let (debit, credit) = (amount.max(Paise::ZERO), (-amount).max(Paise::ZERO));
            self.0.push(Line { head: head.to_owned(), debit, credit, source: None });
        }
    }

    fn pair(&mut self, debit: &str, credit: &str, amount: Paise) {
        self.side(debit, amount);
        self.side(credit, -amount);
    }

    /// The head on one side, its legs on the other.
    fn legs(&mut self, head: &str, legs: &[Leg], side: Side) {
        let sign = |a: Paise| if side == Side::Debit { a } else { -a };
        self.side(head, sign(legs.iter().map(|l| l.amount).sum()));
        legs.iter().for_each(|l| self.side(&l.head, sign(-l.amount)));
    }
}

/// What of an account is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Sanctioned.
    Sanctioned,
    /// Drawn so far.
    Drawn,
    /// Principal owed.
    Principal,
    /// Interest owed.
    Interest,
    /// Penal interest owed.
    Penal,
    /// Charges owed.
    Charges,
    /// Surplus held for the borrower.
    Surplus,
    /// Deposit balance.
    Deposit,
    /// Interest credited to a deposit since it was opened.
    Earned,
    /// Amount of a deposit held under lien.
    Lien,
    /// Accounts open: 1 while the account lives.
    Open,
}

/// A change: which account, what of it, by how much (paise; accounts for [`Measure::Open`]).
pub type Change = (String, Measure, i64);

/// What an event changes. Brought-forward pages change the balance of each of their rows.
#[must_use]
pub fn changes(event: &CreditEvent) -> Vec<Change> {
    let one = |account: &String, m: Measure, by: Paise| (account.clone(), m, by.0);
    let mut all = match event {
        CreditEvent::AccountsBroughtForward { kind, rows, .. } => {
            let m = if kind.is_asset() { Measure::Principal } else { Measure::Deposit };
            rows.iter().map(|r| one(&r.no, m, r.balance)).collect()
        }
        CreditEvent::LoanSanctioned(e) => {
            vec![one(&e.loan, Measure::Sanctioned, e.amount), (e.loan.clone(), Measure::Open, 1)]
        }
        CreditEvent::LoanDisbursed(e) => {
            vec![one(&e.loan, Measure::Drawn, e.amount), one(&e.loan, Measure::Principal, e.amount)]
        }
        CreditEvent::InterestAccrued(e) => {
            vec![one(&e.loan, Measure::Interest, e.interest), one(&e.loan, Measure::Penal, e.penal)]
        }
        CreditEvent::LoanCharged(e) => vec![one(&e.loan, Measure::Charges, e.amount)],
        CreditEvent::LoanReceived(e) => vec![
            one(&e.loan, Measure::Principal, -e.parts.principal),
            one(&e.loan, Measure::Interest, -e.parts.interest),
            one(&e.loan, Measure::Penal, -e.parts.penal),
            one(&e.loan, Measure::Charges, -e.parts.charges),
            one(&e.loan, Measure::Surplus, e.surplus),
        ],
        CreditEvent::ClaimMade(e) => claimed(e),
        CreditEvent::InterestRelieved(e) => {
            vec![one(&e.loan, Measure::Interest, -e.interest), one(&e.loan, Measure::Surplus, e.surplus)]
        }
        CreditEvent::SurplusPaid(e) => vec![one(&e.loan, Measure::Surplus, -e.amount)],
        CreditEvent::ClaimRejected(e) if e.bearer == Bearer::Member => {
            vec![one(&e.loan, Measure::Interest, e.amount)]
        }
        CreditEvent::DepositOpened(e) => vec![(e.account.clone(), Measure::Open, 1)],
        CreditEvent::Deposited(e) => vec![one(&e.account, Measure::Deposit, e.amount)],
        CreditEvent::Withdrawn(e) => vec![one(&e.account, Measure::Deposit, -e.amount)],
        CreditEvent::DepositInterestCredited(e) => {
            vec![one(&e.account, Measure::Deposit, e.amount), one(&e.account, Measure::Earned, e.amount)]
        }
        CreditEvent::DepositLien(e) => vec![one(&e.account, Measure::Lien, e.change)],
        CreditEvent::DepositClosed(e) => {
            vec![one(&e.account, Measure::Deposit, -e.amount), (e.account.clone(), Measure::Open, -1)]
        }
        CreditEvent::OpeningCorrected(e) => {
            let balance = if e.kind.is_asset() { Measure::Principal } else { Measure::Deposit };
            vec![one(&e.account, balance, e.principal), one(&e.account, Measure::Interest, e.interest)]
        }
        CreditEvent::Reversed(e) => changes(&e.was).into_iter().map(|(a, m, by)| (a, m, -by)).collect(),
        silent!()
        | CreditEvent::AgentPaid(_)
        | CreditEvent::ClaimReceived(_)
        | CreditEvent::ClaimRejected(_)
        | CreditEvent::ProvisionMade(_)
        | CreditEvent::InterestReserved(_) => Vec::new(),
    };
    all.retain(|c| c.2 != 0);
    all
}

/// A part within the contract rate is no longer owed by the member once it is claimed; subvention over it never was.
fn claimed(e: &crate::acts::ClaimMade) -> Vec<Change> {
    if !e.relieves() {
        return Vec::new();
    }
    e.rows.iter().map(|r| (r.loan.clone(), Measure::Interest, -r.amount.0)).collect()
}
