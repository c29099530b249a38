//! Classes of loans, provisions, the reserve of overdue interest.

use crate::counter::{Counter, wrap};
use crate::working::{Env, missing_heads};
use crate::{Desk, Trouble};
use credit::AccountKind;
use credit::account::Loan;
use credit::decide::{self, Provide};
use credit::lender::ClassSum;
use credit::product::LoanKind;
use credit::provide::{Standing, by_class, of_borrowers, of_loan};
use keep::view;
use keep::{Event, deciding, no_key};
use kernel::{Paise, SocietyId};
use sql::Tx;

/// Head of the provision against loans.
pub const PROVISION: &str = "PROV_NPA";
/// Head of its expense.
const EXPENSE: &str = "BAD_PROV";

/// A loan with its class and its borrower.
#[derive(Clone, Debug)]
pub struct Classified {
    /// How it stands.
    pub standing: Standing,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
}

/// All loans by class, and what stands in the books.
#[derive(Clone, Debug)]
pub struct Provisions {
    /// Every loan on which principal is owed or interest unpaid or reserved.
    pub loans: Vec<Classified>,
    /// Sums by class.
    pub classes: Vec<ClassSum>,
    /// Provided in the books, paise.
    pub provided: Paise,
}

impl Provisions {
    /// Provision required, paise.
    #[must_use]
    pub fn required(&self) -> Paise {
        self.classes.iter().map(|k| k.required).sum()
    }

    /// What must move to the reserve of overdue interest (less than nothing: back), paise.
    #[must_use]
    pub fn to_reserve(&self) -> Paise {
        self.loans.iter().map(|l| l.standing.moves()).map(|m| m.interest + m.penal).sum()
    }
}

impl Desk {
    /// All loans by class on the open day, or today where none is open.
    ///
    /// # Errors
    /// 4101, 5028 where a rule is unset; the store's.
    pub fn provisions(&self, society: SocietyId) -> Result<Provisions, Trouble> {
        let today = self.today();
        self.db.read(|t| {
            let open = deciding::open_day(t, society)?;
            let c = Counter::new(t, society, open.unwrap_or(today))?;
            stand(t, society, &c)
        })
    }
}

fn stand(t: &mut Tx<'_>, society: SocietyId, c: &Counter) -> Result<Provisions, Trouble> {
    let rule = *c.norms.provision.need(c.day, "provision")?;
    let mut loans = Vec::new();
    for kind in AccountKind::ALL.into_iter().filter(|k| k.is_asset()) {
        for o in view::all_owned(t, society, kind)?.into_iter().filter(|o| !o.account.doubled) {
            let product = c.loan_product(Some(kind), &o.account.product)?;
            let name = o.account.account.to_string();
            let (opening, entries) = (o.account.opening(), &o.account.entries);
            let mut loan = Loan::of(&name, opening, entries, product.kind == LoanKind::KccShort);
            loan.member_no.clone_from(&o.account.member_no);
            let standing = of_loan(&name, &loan, entries, &product, &c.norms, c.day)?;
            loans.push(Classified { standing, name: o.name, village: o.village });
        }
    }
    let mut all: Vec<Standing> = loans.iter().map(|l| l.standing.clone()).collect();
    of_borrowers(&mut all, no_key, &rule);
    let classes = by_class(&all);
    for (l, s) in loans.iter_mut().zip(all) {
        l.standing = s;
    }
    let nothing = |p: (Paise, Paise)| p.0.is_zero() && p.1.is_zero();
    loans.retain(|l| {
        let s = &l.standing;
        !s.principal.is_zero() || !nothing(s.unpaid) || !nothing(s.reserved)
    });
    let heads = view::trial_balance(t, society)?;
    let provided = heads.iter().filter(|h| h.code == PROVISION).map(|h| h.credit - h.debit).sum();
    Ok(Provisions { loans, classes, provided })
}

/// Provisions as they are required now, if they are still what was shown.
pub(super) fn provide(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, required: Paise) -> Result<Vec<Event>, Trouble> {
    let now = stand(t, env.society, c)?;
    let command = Provide {
        date: c.day,
        required,
        before: now.provided,
        head: PROVISION.to_owned(),
        expense: EXPENSE.to_owned(),
    };
    let all: Vec<Standing> = now.loans.into_iter().map(|l| l.standing).collect();
    let events = decide::provide(&all, &command, &c.context)?;
    if events.is_empty() {
        return Ok(Vec::new());
    }
    // a society begun before this head was thought of
    let mut out: Vec<Event> = missing_heads(t, env.society)?.into_iter().map(Event::from).collect();
    out.extend(wrap(events));
    Ok(out)
}
