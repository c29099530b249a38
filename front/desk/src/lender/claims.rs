//! Claims from those who bear a part of the interest: the list computed from entries, the claim, what came of it.

use super::{Lender, office_leg};
use crate::counter::{Counter, account, wrap};
use crate::working::Env;
use crate::{Desk, Trouble};
use credit::account::Loan;
use credit::calendar::plus_days;
use credit::claims::{ClaimLoan, ClaimRow, Funder, SUBVENTION_INCOME, divide};
use credit::decide::{self, ClaimView, same_days};
use credit::interest::{DayCount, Rounding};
use credit::law::rupees;
use credit::lender::{Bearer, ClaimFile};
use credit::product::LoanKind;
use credit::relief::{LeftOut, claim_loans, taken};
use credit::{AccountKind, lender};
use keep::view::{self, Owned};
use keep::{Event, deciding, no_key};
use kernel::{Date, Paise, Refusal, SocietyId};
use sql::Tx;
use std::collections::BTreeMap;

/// Head of the expense of what the society bears of a member's relief that was not admitted.
const BORNE: &str = "EXP_MISC";

/// A row of a claim list with its borrower.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub row: ClaimRow,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
}

/// What can be claimed from a funder for a period and was not claimed yet.
#[derive(Clone, Debug, Default)]
pub struct ClaimList {
    /// Rows, by account.
    pub rows: Vec<Listed>,
    /// Crop loans that are on no list, and why.
    pub left_out: Vec<(String, LeftOut)>,
}

impl ClaimList {
    /// Sum of the rows.
    #[must_use]
    pub fn sum(&self) -> Paise {
        self.rows.iter().map(|r| r.row.amount).sum()
    }
}

impl Desk {
    /// What can be claimed from a funder for the days `from..=to` and was not claimed yet.
    ///
    /// # Errors
    /// 4101, 4355 (no such period); the store's.
    pub fn claimable(&self, society: SocietyId, funder: Funder, from: Date, to: Date) -> Result<ClaimList, Trouble> {
        let today = self.today();
        self.db.read(|t| {
            let open = deciding::open_day(t, society)?;
            let c = Counter::new(t, society, open.unwrap_or(today))?;
            let claimed = deciding::claimed(t, society, "")?;
            list(t, society, &c, &claimed, (funder, from, to))
        })
    }

    /// The claim lists that stand, with what came of them.
    ///
    /// # Errors
    /// The store's.
    pub fn claims(&self, society: SocietyId) -> Result<Vec<ClaimFile>, Trouble> {
        self.read(|t| Ok(lender::claims(&deciding::filed(t, society, "claim", None)?)))
    }

    /// Names and villages of borrowers of crop loans by account.
    ///
    /// # Errors
    /// The store's.
    pub fn crop_borrowers(&self, society: SocietyId) -> Result<BTreeMap<String, (String, String)>, Trouble> {
        self.read(|t| {
            let all = view::all_owned(t, society, AccountKind::LoanSt)?;
            Ok(all.into_iter().map(|o| (o.account.account.to_string(), (o.name, o.village))).collect())
        })
    }
}

fn list(
    t: &mut Tx<'_>,
    society: SocietyId,
    c: &Counter,
    claimed: &ClaimView,
    (funder, from, to): (Funder, Date, Date),
) -> Result<ClaimList, Trouble> {
    if from > to || to > c.day {
        return Err(Refusal::new(4355).with("from", from).with("to", to).with("today", c.day).into());
    }
    let all = view::all_owned(t, society, AccountKind::LoanSt)?;
    let period = (from, plus_days(to, 1));
    let mut out = ClaimList::default();
    let rows = if funder == Funder::Subvention {
        subvention(c, &all, claimed, period, &mut out.left_out)?
    } else {
        let filed = deciding::filed(t, society, "relief", None)?;
        let free = |(day, row): &(Date, ClaimRow)| {
            row.funder == funder && from <= *day && *day <= to && !claimed.claimed.iter().any(|o| same_days(o, row))
        };
        lender::reliefs(&filed).into_iter().filter(free).map(|r| r.1).collect()
    };
    let owner = |row: ClaimRow| {
        let owner = all.iter().find(|o| o.account.account.to_string() == row.loan);
        let (name, village) = owner.map(|o| (o.name.clone(), o.village.clone())).unwrap_or_default();
        Listed { row, name, village }
    };
    out.rows = rows.into_iter().map(owner).collect();
    Ok(out)
}

/// One farmer's loans of the scheme, with how their interest is counted.
#[derive(Default)]
struct Farmer {
    loans: Vec<ClaimLoan>,
    how: Option<(DayCount, Rounding)>,
}

/// Subvention by exact days, farmer by farmer, since the cap is the farmer's.
fn subvention(
    c: &Counter,
    all: &[Owned],
    claimed: &ClaimView,
    (from, to): (Date, Date),
    left_out: &mut Vec<(String, LeftOut)>,
) -> Result<Vec<ClaimRow>, Refusal> {
    let scheme = c.norms.scheme();
    let mut farmers: BTreeMap<String, Farmer> = BTreeMap::new();
    for o in all {
        let name = o.account.account.to_string();
        let product = c.loan_product(Some(AccountKind::LoanSt), &o.account.product)?;
        let loan = Loan::of(&name, o.account.opening(), &o.account.entries, product.kind == LoanKind::KccShort);
        let farmer = farmers.entry(no_key(&o.account.member_no)).or_default();
        let loans = match claim_loans(&name, &o.account.member_no, &loan, &o.account.entries, &product) {
            Ok(loans) => loans,
            Err(why) => {
                if !loan.principal().is_zero() {
                    left_out.push((name, why));
                }
                continue;
            }
        };
        let count = *product.day_count.need(c.day, "day-count")?;
        farmer.how.get_or_insert((count, *product.rounding.need(c.day, "rounding")?));
        // what ended before the period is no matter of it
        for l in loans.into_iter().filter(|l| l.drawn < to && l.ends() > from) {
            match taken(&scheme, &l) {
                Ok(()) => farmer.loans.push(l),
                Err(why) => left_out.push((name.clone(), why)),
            }
        }
    }
    let mut out = Vec::new();
    for farmer in farmers.into_values() {
        let Some((count, rounding)) = farmer.how else { continue };
        let starts: Vec<Date> = farmer.loans.iter().map(|l| start(l, claimed, (from, to))).collect();
        let mut different: Vec<Date> = starts.iter().copied().filter(|s| *s < to).collect();
        different.sort_unstable();
        different.dedup();
        for first in different {
            let divided = divide(&scheme, &farmer.loans, Paise::ZERO, (first, to), count, rounding)?;
            let his = divided.into_iter().zip(&starts).filter(|(_, s)| **s == first);
            out.extend(his.flat_map(|(d, _)| d.rows).filter(|r| r.funder == Funder::Subvention));
        }
    }
    out.sort_by(|a, b| (&a.loan, a.due).cmp(&(&b.loan, b.due)));
    left_out.sort();
    left_out.dedup();
    Ok(out)
}

/// The first day of a period that was not claimed yet.
fn start(l: &ClaimLoan, claimed: &ClaimView, (from, to): (Date, Date)) -> Date {
    let its = claimed.claimed.iter().filter(|r| {
        r.funder == Funder::Subvention && r.loan == l.loan && r.due == Some(l.due) && r.from < to && from < r.to
    });
    its.map(|r| r.to).max().unwrap_or(from).max(from)
}

/// A claim list as it is now, if it is still what was shown.
pub(super) fn claim(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let Lender::Claim { number, funder, from, to, sum } = act else { return Ok(Vec::new()) };
    let claimed = deciding::claimed(t, env.society, number)?;
    let list = list(t, env.society, c, &claimed, (*funder, *from, *to))?;
    if list.sum() != *sum {
        let no = Refusal::new(4356).with("claim", number).with("shown", rupees(*sum));
        return Err(no.with("sum", rupees(list.sum())).into());
    }
    let own = *funder == Funder::Subvention;
    let command = decide::Claim {
        claim: number.trim().to_owned(),
        date: c.day,
        funder: *funder,
        rows: list.rows.into_iter().map(|r| r.row).collect(),
        funder_head: funder.head().to_owned(),
        from_head: if own { SUBVENTION_INCOME.to_owned() } else { String::new() },
        relieved: !own,
    };
    Ok(wrap(decide::claim(&claimed, &command, &c.context)?))
}

/// What came of a claim.
pub(super) fn settle(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let mut file = |claim: &str| -> Result<Option<ClaimFile>, Trouble> {
        Ok(lender::claims(&deciding::filed(t, env.society, "claim", Some(claim))?).into_iter().next())
    };
    match act {
        Lender::ReceiveClaim { claim, amount, pay, letter } => {
            let command = decide::ReceiveClaim {
                claim: claim.clone(),
                date: c.day,
                amount: *amount,
                legs: vec![office_leg(pay, *amount)?],
                letter: letter.clone(),
            };
            Ok(wrap(decide::receive_claim(file(claim)?.as_ref(), &command, &c.context)?))
        }
        Lender::RejectClaim { claim, loan, amount, reason, bearer } => {
            let file = file(claim)?;
            let found = account(t, env, loan)?;
            let product = c.loan_product(Some(found.account.kind), &found.product)?;
            let bearer_head = match bearer {
                Bearer::Member => product.heads.receivable,
                Bearer::Society => BORNE.to_owned(),
            };
            let command = decide::RejectClaim {
                claim: claim.clone(),
                date: c.day,
                loan: found.account.to_string(),
                amount: *amount,
                reason: reason.clone(),
                bearer: *bearer,
                bearer_head,
            };
            Ok(wrap(decide::reject_claim(file.as_ref(), &command, &c.context)?))
        }
        _ => Ok(Vec::new()),
    }
}
