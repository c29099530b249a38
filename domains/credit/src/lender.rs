//! What happens in the year of a lender beside drawals and receipts: interest that funders bear, claims and what came of them, provisions,
//! the reserve of overdue interest, gold in custody, suits, agents. Each event carries the heads it posts to.

use crate::account::{Placed, standing};
use crate::acts::{ClaimMade, Leg};
use crate::claims::{ClaimRow, Funder};
use crate::event::CreditEvent;
use crate::standing::Class;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// A funder's share of the interest of a loan that was repaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relief {
    /// Whose share, of which days, how much.
    pub row: ClaimRow,
    /// Head of what this funder owes.
    pub head: String,
}

/// A member who repaid was relieved of what funders bear; they owe it from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestRelieved {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// One share for each funder and each due day.
    pub reliefs: Vec<Relief>,
    /// Taken off the interest the member owes, paise.
    pub interest: Paise,
    /// What of the shares he had paid already and now has to his credit, paise.
    pub surplus: Paise,
    /// Head of interest receivable.
    pub receivable: String,
    /// Head of surplus.
    pub surplus_head: String,
}

/// Money came for a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimReceived {
    /// Number of the claim list.
    pub claim: String,
    /// Day.
    pub date: Date,
    /// From whom.
    pub funder: Funder,
    /// Paise; the sum of `legs`.
    pub amount: Paise,
    /// Where it came to.
    pub legs: Vec<Leg>,
    /// Head of what this funder owes.
    pub head: String,
    /// The funder's letter: number and day as written.
    pub letter: String,
}

/// Who bears what a funder did not admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// The member owes it again.
    Member,
    /// The society; of subvention it was the society's own income.
    Society,
}

/// A line of a claim, or a part of it, was not admitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRejected {
    /// Number of the claim list.
    pub claim: String,
    /// Day.
    pub date: Date,
    /// From whom it was claimed.
    pub funder: Funder,
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Not admitted, paise.
    pub amount: Paise,
    /// Why, as the funder wrote it.
    pub reason: String,
    /// Who bears it.
    pub bearer: Bearer,
    /// Head that bears it: interest receivable, or income or expense of the society.
    pub bearer_head: String,
    /// Head of what this funder owes.
    pub head: String,
}

/// One class of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSum {
    /// Class.
    pub class: Class,
    /// Loans.
    pub loans: u32,
    /// Principal owed, paise.
    pub outstanding: Paise,
    /// Provision required, paise.
    pub required: Paise,
}

/// Provisions were brought to what is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionMade {
    /// Day.
    pub date: Date,
    /// By class.
    pub classes: Vec<ClassSum>,
    /// Provided before, paise.
    pub before: Paise,
    /// Required, paise: what stands after it.
    pub required: Paise,
    /// Head of the provision.
    pub head: String,
    /// Head of the expense, which also takes what is released.
    pub expense: String,
}

/// Interest of one loan that moves between income and the reserve of overdue interest: more than nothing to the reserve, less back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Loan.
    pub loan: String,
    /// Interest, paise.
    pub interest: Paise,
    /// Penal interest, paise.
    pub penal: Paise,
    /// Head of interest earned.
    pub income: String,
    /// Head of penal interest earned.
    pub penal_income: String,
    /// Head of the reserve.
    pub reserve: String,
}

/// Interest moved to the reserve of overdue interest, or back when it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestReserved {
    /// Day.
    pub date: Date,
    /// By loan.
    pub rows: Vec<Moved>,
}

/// A loan was classed as loss: by an auditor or an inspection, or by the society itself; never by age alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossNamed {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// The audit note, inspection report or resolution that says so: number and day as written.
    pub document: String,
    /// Why nothing more is to be had.
    pub reason: String,
}

/// The file an event is kept in beside the accounts it names, for lists that are read without reading the whole register: what, and which.
#[must_use]
pub fn filed(event: &CreditEvent) -> Option<(&'static str, &str)> {
    Some(match event {
        CreditEvent::ClaimMade(e) => ("claim", &e.claim),
        CreditEvent::ClaimReceived(e) => ("claim", &e.claim),
        CreditEvent::ClaimRejected(e) => ("claim", &e.claim),
        CreditEvent::InterestRelieved(e) => ("relief", &e.loan),
        CreditEvent::ProvisionMade(_) => ("provision", ""),
        CreditEvent::Reminded(_) => ("remind", ""),
        CreditEvent::GoldPledged(e) => ("gold", &e.loan),
        CreditEvent::GoldReleased(e) => ("gold", &e.loan),
        CreditEvent::SuitFiled(e) => ("suit", &e.loan),
        CreditEvent::SuitMoved(e) => ("suit", &e.loan),
        CreditEvent::PassbookPrinted(e) => ("passbook", &e.account),
        CreditEvent::AgentSet(e) => ("agent", &e.agent),
        CreditEvent::AgentPaid(e) => ("agent", &e.agent),
        CreditEvent::Reversed(e) => return filed(&e.was),
        _ => return None,
    })
}

/// A claim list and what came of it.
#[derive(Clone, Debug)]
pub struct ClaimFile {
    /// The list.
    pub made: ClaimMade,
    /// Its entry: desk and position.
    pub entry: (i64, i64),
    /// Money that came, with its entry.
    pub received: Vec<((i64, i64), ClaimReceived)>,
    /// Lines not admitted, with their entry.
    pub rejected: Vec<((i64, i64), ClaimRejected)>,
}

impl ClaimFile {
    /// Claimed, paise.
    #[must_use]
    pub fn claimed(&self) -> Paise {
        self.made.rows.iter().map(|r| r.amount).sum()
    }

    /// Received, paise.
    #[must_use]
    pub fn came(&self) -> Paise {
        self.received.iter().map(|r| r.1.amount).sum()
    }

    /// Not admitted, paise.
    #[must_use]
    pub fn refused(&self) -> Paise {
        self.rejected.iter().map(|r| r.1.amount).sum()
    }

    /// The shortfall: claimed, neither received nor refused; it stays visible until it is one of them.
    #[must_use]
    pub fn open(&self) -> Paise {
        self.claimed() - self.came() - self.refused()
    }

    /// What of a loan's lines is not refused yet, paise.
    #[must_use]
    pub fn admitted(&self, loan: &str) -> Paise {
        let lines: Paise = self.made.rows.iter().filter(|r| r.loan == loan).map(|r| r.amount).sum();
        lines - self.rejected.iter().filter(|r| r.1.loan == loan).map(|r| r.1.amount).sum()
    }
}

/// The claim lists that stand, in the order in which they were made.
#[must_use]
pub fn claims(entries: &[Placed]) -> Vec<ClaimFile> {
    let gone = crate::account::taken_back(entries);
    let mut all: Vec<ClaimFile> = Vec::new();
    for (at, event) in entries.iter().filter(|(at, _)| !gone.contains(at)) {
        let file = |claim: &str| all.iter().position(|f| f.made.claim == claim);
        match event {
            CreditEvent::ClaimMade(e) => {
                let (received, rejected) = (Vec::new(), Vec::new());
                all.push(ClaimFile { made: e.clone(), entry: *at, received, rejected });
            }
            CreditEvent::ClaimReceived(e) => {
                if let Some(i) = file(&e.claim) {
                    all[i].received.push((*at, e.clone()));
                }
            }
            CreditEvent::ClaimRejected(e) => {
                if let Some(i) = file(&e.claim) {
                    all[i].rejected.push((*at, e.clone()));
                }
            }
            _ => {}
        }
    }
    all
}

/// The file in which something may stand on an event, so that it is not taken back: what, and which of them.
#[must_use]
pub fn stood_on_by(event: &CreditEvent) -> Option<(&'static str, Option<&str>)> {
    match event {
        CreditEvent::ClaimMade(e) => Some(("claim", Some(&e.claim))),
        CreditEvent::InterestRelieved(_) => Some(("claim", None)),
        CreditEvent::GoldPledged(e) => Some(("gold", Some(&e.loan))),
        CreditEvent::SuitFiled(e) => Some(("suit", Some(&e.loan))),
        _ => None,
    }
}

/// Something in that file stands on the event: money or refusals on a claim list, a list on what a member was relieved of, a release on
/// gold, a hearing on a suit.
#[must_use]
pub fn stand_on(event: &CreditEvent, file: &[Placed]) -> bool {
    match event {
        CreditEvent::ClaimMade(e) => {
            claims(file).iter().any(|f| f.made.claim == e.claim && !(f.received.is_empty() && f.rejected.is_empty()))
        }
        CreditEvent::InterestRelieved(e) => {
            let files = claims(file);
            let listed = |r: &ClaimRow| files.iter().any(|f| f.made.rows.contains(r));
            e.reliefs.iter().any(|r| listed(&r.row))
        }
        CreditEvent::GoldPledged(e) => {
            crate::gold::custody(file).iter().any(|c| c.pledged == *e && c.released.is_some())
        }
        CreditEvent::SuitFiled(e) => crate::suit::suits(file).iter().any(|s| s.filed == *e && !s.moves.is_empty()),
        _ => false,
    }
}

/// The shares members were relieved of, with the day.
#[must_use]
pub fn reliefs(entries: &[Placed]) -> Vec<(Date, ClaimRow)> {
    let of = |e: &CreditEvent| match e {
        CreditEvent::InterestRelieved(e) => e.reliefs.iter().map(|r| (e.date, r.row.clone())).collect(),
        _ => Vec::new(),
    };
    standing(entries).flat_map(of).collect()
}
