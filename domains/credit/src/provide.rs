//! Provisions and the reserve of overdue interest: what is required on a day, and what must move so that it stands there.
//!
//! Interest of a non-performing loan is a reserve and no income (Act of 2003, s. 58: profit after deducting overdue interest). What was
//! earned before it became non-performing and is still unpaid moves there; what is received moves back.

use crate::account::{Loan, Placed, standing};
use crate::event::CreditEvent;
use crate::interest::Rounding;
use crate::lender::{ClassSum, Moved};
use crate::product::{LoanHeads, LoanProduct, Norms};
use crate::standing::{self, Class, ProvisionRule};
use kernel::{Date, Paise, Refusal};

/// How a loan stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Its own class.
    pub own: Class,
    /// The class it has: the worst of its borrower's loans.
    pub class: Class,
    /// Overdue since.
    pub since: Option<Date>,
    /// Principal owed, paise.
    pub principal: Paise,
    /// Interest and penal interest charged and unpaid, paise.
    pub unpaid: (Paise, Paise),
    /// Of it in the reserve, paise.
    pub reserved: (Paise, Paise),
    /// Provision required, paise.
    pub required: Paise,
    /// Heads of its product.
    pub heads: LoanHeads,
    /// How its provision is rounded.
    pub rounding: Rounding,
}

impl Standing {
    /// What must move to the reserve, or back.
    #[must_use]
    pub fn moves(&self) -> Moved {
        let wanted = if self.class.is_npa() { self.unpaid } else { (Paise::ZERO, Paise::ZERO) };
        moved(&self.loan, &self.heads, self.reserved, wanted)
    }
}

/// What moves where so much is held and so much wanted.
pub(crate) fn moved(loan: &str, heads: &LoanHeads, held: (Paise, Paise), wanted: (Paise, Paise)) -> Moved {
    Moved {
        loan: loan.to_owned(),
        interest: wanted.0 - held.0,
        penal: wanted.1 - held.1,
        income: heads.income.clone(),
        penal_income: heads.penal.clone(),
        reserve: heads.overdue_reserve.clone(),
    }
}

/// Interest and penal interest of a loan that lie in the reserve, as its entries tell it.
#[must_use]
pub fn reserved(name: &str, entries: &[Placed], heads: &LoanHeads) -> (Paise, Paise) {
    let mut sum = (Paise::ZERO, Paise::ZERO);
    for event in standing(entries) {
        match event {
            CreditEvent::InterestAccrued(e) if e.income == heads.overdue_reserve => {
                sum = (sum.0 + e.interest, sum.1 + e.penal);
            }
            CreditEvent::InterestReserved(e) => {
                for r in e.rows.iter().filter(|r| r.loan == name) {
                    sum = (sum.0 + r.interest, sum.1 + r.penal);
                }
            }
            _ => {}
        }
    }
    sum
}

/// How a loan stands on a day, by itself; [`of_borrowers`] makes the classes of one borrower alike.
///
/// # Errors
/// 4101 where the norms of non-performing loans, the provisions or the rounding are unset.
pub fn of_loan(
    name: &str,
    loan: &Loan,
    entries: &[Placed],
    product: &LoanProduct,
    norms: &Norms,
    day: Date,
) -> Result<Standing, Refusal> {
    let since = standing::overdue(&loan.demands, day).since;
    let own = loan.class(product.cycle(), norms, day)?;
    let owed = |of: fn(&crate::appropriate::Owed) -> Paise| -> Paise { loan.demands.iter().map(|d| of(&d.owed)).sum() };
    Ok(Standing {
        loan: name.to_owned(),
        member_no: loan.member_no.clone(),
        own,
        class: own,
        since,
        principal: loan.principal(),
        unpaid: (owed(|o| o.interest), owed(|o| o.penal)),
        reserved: reserved(name, entries, &product.heads),
        required: Paise::ZERO,
        heads: product.heads.clone(),
        rounding: *product.rounding.need(day, "rounding")?,
    })
}

/// Gives every loan the worst class of its borrower and the provision for it: classification is borrower-wise. `key` makes numbers alike
/// that are written differently.
pub fn of_borrowers(all: &mut [Standing], key: impl Fn(&str) -> String, rule: &ProvisionRule) {
    let mut worst: std::collections::BTreeMap<String, Class> = std::collections::BTreeMap::new();
    for s in all.iter() {
        let at = worst.entry(key(&s.member_no)).or_insert(s.own);
        *at = (*at).max(s.own);
    }
    for s in all {
        // a loan whose member is unknown stands alone
        s.class = if s.member_no.is_empty() { s.own } else { worst[&key(&s.member_no)] };
        s.required = standing::provision(s.principal, s.class, rule, s.rounding);
    }
}

/// The sums by class, in the order of classes.
#[must_use]
pub fn by_class(all: &[Standing]) -> Vec<ClassSum> {
    let mut out: Vec<ClassSum> = Vec::new();
    let mut sorted: Vec<&Standing> = all.iter().filter(|s| s.principal > Paise::ZERO).collect();
    sorted.sort_by_key(|s| s.class);
    for s in sorted {
        if out.last().is_none_or(|l| l.class != s.class) {
            out.push(ClassSum { class: s.class, loans: 0, outstanding: Paise::ZERO, required: Paise::ZERO });
        }
        if let Some(l) = out.last_mut() {
            l.loans += 1;
            l.outstanding += s.principal;
            l.required += s.required;
        }
    }
    out
}
