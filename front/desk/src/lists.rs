//! Lists over all loans that need thinking and not only reading: demand, collection and balance; what is overdue.

use crate::{Desk, Trouble};
use credit::account::Loan;
use credit::dcb::{self, By, Key, Period, Row};
use credit::effects::{Measure, changes};
use credit::product::{LoanKind, LoanProduct, Norms, Product};
use credit::standing::{self, Class, Cycle};
use credit::{AccountKind, AccountRef, dues};
use keep::view::{self, Owned};
use kernel::{Date, Paise, SocietyId};
use society::terms::Caste;
use sql::Tx;
use std::collections::BTreeMap;

/// Kinds of loans, with the kinds of their accounts.
const LOANS: [LoanKind; 5] =
    [LoanKind::KccShort, LoanKind::Medium, LoanKind::Long, LoanKind::AgainstDeposit, LoanKind::Gold];

/// A loan on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueRow {
    /// Kind of the account.
    pub kind: AccountKind,
    /// Kind and number as shown.
    pub account: String,
    /// Membership number.
    pub member_no: String,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
    /// Principal owed, paise.
    pub principal: Paise,
    /// Principal overdue, paise.
    pub overdue: Paise,
    /// Interest overdue, paise.
    pub interest: Paise,
    /// Overdue since.
    pub since: Option<Date>,
    /// Its class; `None` where the norms of the society do not say it.
    pub class: Option<Class>,
    /// Provision for it, paise; `None` where the norms do not say it.
    pub provision: Option<Paise>,
}

/// A line of an account's ledger. All amounts are paise; what grows an amount is more than nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountEntry {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Day.
    pub date: Date,
    /// Voucher number; empty where it posts nothing.
    pub number: String,
    /// Kind of the event: `credit.loan-received`.
    pub kind: &'static str,
    /// Change of principal, or of the deposit.
    pub principal: Paise,
    /// Change of interest, penal interest and charges owed.
    pub interest: Paise,
    /// Principal or deposit after it.
    pub balance: Paise,
    /// Interest, penal interest and charges after it.
    pub owed: Paise,
}

/// An account's ledger.
#[derive(Clone, Debug)]
pub struct AccountBook {
    /// The account and its owner.
    pub owned: Owned,
    /// Balance brought forward: principal or deposit, interest; and its day.
    pub opening: Option<(Paise, Paise, Date)>,
    /// Lines.
    pub lines: Vec<AccountEntry>,
}

fn account_book(owned: Owned, numbers: &view::Numbers) -> AccountBook {
    let named = &owned.account.account;
    let is_it = |name: &str| {
        AccountRef::parse(name).is_some_and(|a| a.kind == named.kind && keep::no_key(&a.no) == keep::no_key(&named.no))
    };
    // as it was brought forward: corrections are lines of their own
    let brought = owned.account.opening.as_ref();
    let opening = brought.map(|(row, day)| (row.balance, row.interest.unwrap_or(Paise::ZERO), *day));
    let (mut balance, mut owed) = opening.map_or((Paise::ZERO, Paise::ZERO), |o| (o.0, o.1));
    let mut lines = Vec::new();
    for (entry, event) in &owned.account.entries {
        let (mut principal, mut interest) = (Paise::ZERO, Paise::ZERO);
        for (_, measure, by) in changes(event).into_iter().filter(|c| is_it(&c.0)) {
            match measure {
                Measure::Principal | Measure::Deposit => principal += Paise(by),
                Measure::Interest | Measure::Penal | Measure::Charges => interest += Paise(by),
                _ => {}
            }
        }
        balance += principal;
        owed += interest;
        let number = numbers.get(entry).cloned().unwrap_or_default();
        let (entry, date, kind) = (*entry, event.date(), event.kind());
        lines.push(AccountEntry { entry, date, number, kind, principal, interest, balance, owed });
    }
    AccountBook { opening, lines, owned }
}

impl Desk {
    /// Demand, collection and balance of a period.
    ///
    /// # Errors
    /// The store's.
    pub fn dcb(&self, society: SocietyId, period: Period, by: By) -> Result<BTreeMap<Key, Row>, Trouble> {
        self.read(|t| {
            let castes = view::categories(t, society)?;
            let mut all = Vec::new();
            for kind in LOANS {
                all.extend(view::all_owned(t, society, kind.accounts())?.iter().map(|o| demanded(kind, o, &castes)));
            }
            Ok(dcb::statement(&all, period, by))
        })
    }

    /// The code of each member's social category by the key of his number, `sc`; of whom none is written there is no entry.
    ///
    /// # Errors
    /// The store's.
    pub fn castes(&self, society: SocietyId) -> Result<BTreeMap<String, &'static str>, Trouble> {
        self.read(|t| Ok(view::categories(t, society)?.into_iter().map(|(key, caste)| (key, code(caste))).collect()))
    }

    /// The ledger of one account; `None` where there is none.
    ///
    /// # Errors
    /// The store's.
    pub fn account_book(&self, society: SocietyId, named: &AccountRef) -> Result<Option<AccountBook>, Trouble> {
        self.read(|t| {
            let found = view::owned(t, society, named)?;
            Ok(found.map(|(owned, numbers)| account_book(owned, &numbers)))
        })
    }

    /// Loans of which something is overdue on a day, by kind and number.
    ///
    /// # Errors
    /// The store's.
    pub fn overdue(&self, society: SocietyId, day: Date) -> Result<Vec<OverdueRow>, Trouble> {
        self.read(|t| overdue(t, society, day))
    }
}

/// The category of a member as the statement names it: the code of the caste, `sc`; empty where it is not written.
fn category(castes: &BTreeMap<String, Caste>, member_no: &str) -> String {
    castes.get(&keep::no_key(member_no)).map_or("", |caste| code(*caste)).to_owned()
}

fn code(caste: Caste) -> &'static str {
    match caste {
        Caste::General => "general",
        Caste::Sc => "sc",
        Caste::St => "st",
        Caste::Obc => "obc",
    }
}

fn demanded(kind: LoanKind, o: &Owned, castes: &BTreeMap<String, Caste>) -> dcb::AccountView {
    let name = o.account.account.to_string();
    let dues = dues::of(&name, o.account.opening(), &o.account.entries);
    dcb::AccountView { village: o.village.clone(), kind, category: category(castes, &o.account.member_no), dues }
}

fn overdue(t: &mut Tx<'_>, society: SocietyId, day: Date) -> Result<Vec<OverdueRow>, sql::Error> {
    let norms = keep::deciding::norms(t, society)?;
    let products = keep::deciding::products(t, society)?;
    let mut out = Vec::new();
    for kind in LOANS {
        for o in view::all_owned(t, society, kind.accounts())? {
            let product = match keep::deciding::product(&products, kind.accounts(), &o.account.product) {
                Some(Product::Loan(p)) => Some(*p),
                _ => None,
            };
            out.extend(of_loan(&o, kind, product.as_ref(), &norms, day));
        }
    }
    Ok(out)
}

fn of_loan(o: &Owned, kind: LoanKind, product: Option<&LoanProduct>, norms: &Norms, day: Date) -> Option<OverdueRow> {
    let name = o.account.account.to_string();
    // what was written after the day does not count
    let entries: Vec<_> = o.account.entries.iter().filter(|(_, e)| e.date() <= day).cloned().collect();
    let loan = Loan::of(&name, o.account.opening(), &entries, kind == LoanKind::KccShort);
    let late = standing::overdue(&loan.demands, day);
    late.since?;
    let unknown = if kind == LoanKind::KccShort { Cycle::ShortCrop } else { Cycle::Days };
    let class = loan.class(product.map_or(unknown, LoanProduct::cycle), norms, day).ok();
    let rule = norms.provision.need(day, "provision").ok();
    let rounding = product.and_then(|p| p.rounding.need(day, "rounding").ok());
    let provision = class.zip(rule).zip(rounding).map(|((c, r), to)| standing::provision(loan.principal(), c, r, *to));
    Some(OverdueRow {
        kind: kind.accounts(),
        account: name,
        member_no: o.account.member_no.clone(),
        name: o.name.clone(),
        village: o.village.clone(),
        principal: loan.principal(),
        overdue: late.principal,
        interest: late.interest,
        since: late.since,
        class,
        provision,
    })
}
