//! Loans against gold: sanction and custody in one act, release once nothing is owed, the register of what is held.

use super::Lender;
use crate::act::{Act, With};
use crate::counter::{Counter, account, wrap};
use crate::lending;
use crate::working::Env;
use crate::{Desk, Trouble};
use credit::account::Loan;
use credit::decide;
use credit::gold::{Custody, custody, value};
use keep::{Event, deciding, view};
use kernel::{Paise, Refusal, SocietyId};
use sql::Tx;

/// Gold of one loan with its owner and what the loan stands at.
#[derive(Clone, Debug)]
pub struct HeldGold {
    /// From custody to release.
    pub custody: Custody,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
    /// Principal owed, paise.
    pub principal: Paise,
    /// Its value by the rate of today, paise; `None` where none is set.
    pub now: Option<Paise>,
}

impl Desk {
    /// Gold that is or was in custody.
    ///
    /// # Errors
    /// The store's.
    pub fn held_gold(&self, society: SocietyId) -> Result<Vec<HeldGold>, Trouble> {
        let today = self.today();
        self.read(|t| {
            let rate = deciding::settings(t, society)?.gold_rate(today);
            let owned = view::all_owned(t, society, credit::AccountKind::LoanGold)?;
            let all = custody(&deciding::filed(t, society, "gold", None)?);
            let of = |c: Custody| {
                let owner = owned.iter().find(|o| o.account.account.to_string() == c.pledged.loan);
                let principal = owner
                    .map(|o| Loan::of(&c.pledged.loan, o.account.opening(), &o.account.entries, false).principal());
                HeldGold {
                    name: owner.map(|o| o.name.clone()).unwrap_or_default(),
                    village: owner.map(|o| o.village.clone()).unwrap_or_default(),
                    principal: principal.unwrap_or(Paise::ZERO),
                    now: rate.map(|r| value(&c.pledged.ornaments, r)),
                    custody: c,
                }
            };
            Ok(all.into_iter().map(of).collect())
        })
    }
}

pub(super) fn gold(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    match act {
        Lender::Pledge { member_no, product, amount, ornaments, appraiser, resolution } => {
            let rate = env.settings.gold_rate(c.day);
            let mut command = decide::Pledge {
                loan: String::new(),
                member_no: member_no.clone(),
                date: c.day,
                ornaments: ornaments.clone(),
                rate,
                appraiser: appraiser.clone(),
            };
            // what is wrong with the gold is said before what is wrong with the loan
            decide::pledge(&command, &c.context)?;
            if c.loan_product(None, product)?.kind != credit::product::LoanKind::Gold {
                return Err(Refusal::new(5028).with("setting", product).into());
            }
            let sanction = Act::Sanction {
                member_no: member_no.clone(),
                product: product.clone(),
                amount: *amount,
                crops: Vec::new(),
                insurance: Paise::ZERO,
                year: 1,
                deposit: None,
                gold: rate.map(|r| value(ornaments, r)),
                resolution: resolution.clone(),
                with: With::default(),
            };
            let mut out = lending::sanction(t, env, c, &sanction)?;
            for e in &out {
                if let Event::Credit(credit::CreditEvent::LoanSanctioned(s)) = e {
                    (command.loan, command.member_no) = (s.loan.clone(), s.member_no.clone());
                }
            }
            out.extend(wrap(decide::pledge(&command, &c.context)?));
            Ok(out)
        }
        Lender::ReleaseGold { loan, to } => {
            let found = account(t, env, loan)?;
            let name = found.account.to_string();
            let folded = Loan::of(&name, found.opening(), &found.entries, false);
            let owed = folded.demands.iter().map(|d| d.owed.total()).sum::<Paise>().max(folded.principal());
            let held = custody(&deciding::filed(t, env.society, "gold", Some(&name))?);
            Ok(wrap(decide::release(&held, owed, (&name, to), &c.context)?))
        }
        _ => Ok(Vec::new()),
    }
}
