//! What the counter shows before an act: whose account it is, what stands on it, what is due today. Folded by the same code that decides.

use crate::act::Act;
use crate::counter::{self, Counter};
use crate::working::Env;
use crate::{Desk, Role, Trouble, Who};
use credit::appropriate::Owed;
use credit::decide::Drawal;
use credit::interest::Rate;
use credit::product::{DepositKind, LoanKind, Product};
use credit::standing::{self, Class, Overdue};
use credit::{AccountKind, AccountRef, CreditEvent};
use keep::deciding::{self, Account};
use kernel::{Date, Paise, SocietyId};
use sql::Tx;

/// An account as the counter sees it.
#[derive(Clone, Debug)]
pub struct Known {
    /// Kind and number.
    pub account: AccountRef,
    /// Membership number.
    pub member_no: String,
    /// Code of the product.
    pub product: String,
    /// Opened or sanctioned.
    pub opened: Option<Date>,
    /// Due or maturing.
    pub due: Option<Date>,
    /// Yearly rate agreed, or of today.
    pub rate: Option<Rate>,
    /// Its member's death is in the register of members.
    pub dead: bool,
    /// What stands on it.
    pub sums: Sums,
    /// Its lines, oldest first.
    pub lines: Vec<Line>,
}

/// What stands on an account, paise.
#[derive(Clone, Debug)]
pub enum Sums {
    /// A loan.
    Loan {
        /// Owed today, interest to the open day included.
        owed: Owed,
        /// Overdue today.
        overdue: Overdue,
        /// Sanctioned.
        sanctioned: Paise,
        /// What may still be drawn.
        left: Paise,
        /// What funders bear of the interest if he repays in full today, paise.
        relief: Paise,
        /// Paid over all that was owed, and not given back.
        surplus: Paise,
        /// Class of the asset.
        class: Class,
    },
    /// A deposit.
    Deposit {
        /// Balance.
        balance: Paise,
        /// Under lien.
        lien: Paise,
        /// Instalment of a recurring deposit.
        instalment: Option<Paise>,
        /// Paid out if closed on the open day, interest included; nothing where the rules for it are unset.
        closing: Option<Paise>,
        /// Closed already.
        closed: bool,
    },
}

/// A line of an account's book.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its entry: desk and position; nothing for the balance of the old books.
    pub entry: Option<(i64, i64)>,
    /// Day.
    pub date: Date,
    /// What happened, as entries name it; `opening` for the old books.
    pub what: String,
    /// What it changed of the balance (principal owed, or deposit), paise.
    pub change: Paise,
    /// Of a receipt or a charge: interest and charges, paise.
    pub interest: Paise,
    /// Balance after it, paise.
    pub balance: Paise,
    /// It was taken back later.
    pub gone: bool,
}

impl Desk {
    /// The accounts that what was typed may mean: one by its letters and number, or by its number alone among these kinds.
    ///
    /// # Errors
    /// The store's.
    pub fn accounts_named(
        &self,
        society: SocietyId,
        typed: &str,
        kinds: &[AccountKind],
    ) -> Result<Vec<AccountRef>, Trouble> {
        let all = if kinds.is_empty() { &AccountKind::ALL[1..] } else { kinds };
        self.read(|t| {
            if let Some(named) = AccountRef::parse(typed) {
                let found = deciding::find_account(t, society, &named)?;
                return Ok(found.map(|f| f.account).into_iter().collect());
            }
            let mut out = Vec::new();
            for kind in all {
                let named = AccountRef { kind: *kind, no: typed.trim().to_owned() };
                out.extend(deciding::find_account(t, society, &named)?.map(|f| f.account));
            }
            Ok(out)
        })
    }

    /// An account as the counter sees it on the open day, or today where none is open.
    ///
    /// # Errors
    /// 5026, 5027; 4101, 5028 where a rule is unset; the store's.
    pub fn know(&self, society: SocietyId, typed: &str) -> Result<Known, Trouble> {
        let who = Who::local(Role::Auditor);
        let now = self.clock.now();
        self.db.read(|t| {
            let open = deciding::open_day(t, society)?;
            let env = Env { desk: self, society, who: &who, now, open, settings: deciding::settings(t, society)? };
            let counter = Counter::new(t, society, open.unwrap_or_else(|| now.day()))?;
            let found = counter::account(t, &env, typed)?;
            known(t, &env, &counter, &found)
        })
    }

    /// The products there are.
    ///
    /// # Errors
    /// The store's.
    pub fn products(&self, society: SocietyId) -> Result<Vec<Product>, Trouble> {
        self.read(|t| deciding::products(t, society))
    }

    /// What an act would do, without doing it: for a form that shows before it asks. Gives the refusal it would meet.
    ///
    /// # Errors
    /// As [`Desk::act`].
    pub fn would(&self, who: &Who, society: SocietyId, act: &Act) -> Result<Vec<keep::Event>, Trouble> {
        self.let_by(who, act.verb(), society, act.code())?;
        let now = self.clock.now();
        self.db.read(|t| {
            let open = deciding::open_day(t, society)?;
            let env = Env { desk: self, society, who, now, open, settings: deciding::settings(t, society)? };
            crate::working::preview(t, &env, act)
        })
    }
}

fn known(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, account: &Account) -> Result<Known, Trouble> {
    let named = &account.account;
    let mut known = Known {
        account: named.clone(),
        member_no: account.member_no.clone(),
        product: account.product.clone(),
        opened: account.opening.as_ref().and_then(|o| o.0.opened),
        due: account.opening.as_ref().and_then(|o| o.0.due),
        rate: account.opening.as_ref().and_then(|o| o.0.rate).map(Rate),
        dead: counter::member(t, env, &account.member_no, c.day)?.dead,
        sums: Sums::Deposit { balance: Paise::ZERO, lien: Paise::ZERO, instalment: None, closing: None, closed: false },
        lines: lines(account),
    };
    if named.kind == AccountKind::Share {
        let balance = known.lines.last().map_or(Paise::ZERO, |l| l.balance);
        known.sums = Sums::Deposit { balance, lien: Paise::ZERO, instalment: None, closing: None, closed: false };
    } else if named.kind.is_asset() {
        loan(t, env, c, account, &mut known)?;
    } else {
        deposit(t, env, c, account, &mut known)?;
    }
    Ok(known)
}

fn loan(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, account: &Account, known: &mut Known) -> Result<(), Trouble> {
    let mut view = counter::repaid_view(t, env, c, account)?;
    view.member.overdue = crate::lending::overdue(t, env, c, &account.member_no)?;
    let name = account.account.to_string();
    let mut owed = Owed::default();
    for d in &view.demands {
        owed.principal += d.owed.principal;
        owed.interest += d.owed.interest;
        owed.penal += d.owed.penal;
        owed.charges += d.owed.charges;
    }
    // interest of the days since it was last charged, as a receipt today would charge it
    for e in credit::decide::accrue(&view, &name, c.day, c.day.max(view.upto.unwrap_or(c.day)))? {
        if let CreditEvent::InterestAccrued(a) = e {
            owed.interest += a.interest;
            owed.penal += a.penal;
        }
    }
    let drawal = match view.product.kind {
        LoanKind::KccShort => crate::lending::drawal(t, env, c, account, &view)?,
        _ => Drawal::default(),
    };
    let shut = credit::decide::may_draw(&view).is_err()
        || drawal.newer.is_some()
        || drawal.ends.is_some_and(|ends| c.day > ends);
    let left = view.sanctioned - view.drawn.0 - view.drawn.1 - drawal.carried;
    let relief = credit::decide::relief_of(&view, &name, c.day, owed.total()).unwrap_or(Paise::ZERO);
    known.opened = known.opened.or(view.sanctioned_on);
    known.due = view.demands.iter().filter(|d| !d.owed.principal.is_zero()).map(|d| d.due).min().or(known.due);
    known.rate = view.product.rate.on(c.day).map(|r| r.value);
    known.product.clone_from(&view.product.code);
    known.sums = Sums::Loan {
        owed,
        overdue: standing::overdue(&view.demands, c.day),
        sanctioned: view.sanctioned,
        left: if shut { Paise::ZERO } else { left.max(Paise::ZERO) },
        relief,
        surplus: view.surplus,
        class: view.class,
    };
    Ok(())
}

fn deposit(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, account: &Account, known: &mut Known) -> Result<(), Trouble> {
    let view = counter::deposit_view(t, env, c, account)?;
    known.opened = view.opened;
    known.due = view.matures;
    known.rate = match view.product.kind {
        DepositKind::Savings => view.product.rate_for(c.day, 0).ok(),
        _ => Some(view.rate),
    };
    known.product.clone_from(&view.product.code);
    let closing = if view.closed { None } else { credit::decide::closing_sum(&view, c.day).ok() };
    known.sums = Sums::Deposit {
        balance: view.balance,
        lien: view.lien,
        instalment: view.instalment,
        closing,
        closed: view.closed,
    };
    Ok(())
}

/// The account's book.
pub(crate) fn lines(account: &Account) -> Vec<Line> {
    let name = account.account.to_string();
    let mut out = Vec::new();
    let mut balance = Paise::ZERO;
    if let Some((row, cutoff)) = &account.opening {
        balance = row.balance;
        out.push(Line {
            entry: None,
            date: *cutoff,
            what: "opening".to_owned(),
            change: row.balance,
            interest: row.interest.unwrap_or(Paise::ZERO),
            balance,
            gone: false,
        });
    }
    if account.account.kind == AccountKind::Share {
        share_lines(account, balance, &mut out);
        return out;
    }
    let gone: Vec<(i64, i64)> = credit::account::taken_back(&account.entries).into_iter().collect();
    let mut lines: Vec<Line> = account.entries.iter().map(|(at, e)| line(*at, e, &name, &gone)).collect();
    run(&mut lines, balance);
    out.extend(lines);
    out
}

/// Lines in the order of their entries, with the balance after each.
fn run(lines: &mut [Line], mut balance: Paise) {
    lines.sort_by_key(|l| l.entry);
    for l in lines {
        balance += l.change;
        l.balance = balance;
    }
}

/// The lines of a share account: from the register of members, and what put its opening balance right.
fn share_lines(account: &Account, balance: Paise, out: &mut Vec<Line>) {
    use society::SocietyEvent::{MergeUndone, Reversed};
    let undone = |e: &society::SocietyEvent| match e {
        Reversed(r) => Some(r.entry),
        MergeUndone(r) => Some(r.entry),
        _ => None,
    };
    let mut gone: Vec<(i64, i64)> = account.shares.iter().filter_map(|(_, e)| undone(e)).collect();
    gone.extend(credit::account::taken_back(&account.entries));
    let name = account.account.to_string();
    let mut lines: Vec<Line> = account.entries.iter().map(|(at, e)| line(*at, e, &name, &gone)).collect();
    let key = keep::no_key(&account.member_no);
    for (at, event) in &account.shares {
        let all = society::effects::changes(event).into_iter();
        let his = all.filter(|c| c.1 == society::effects::Measure::ShareMoney && keep::no_key(&c.0) == key);
        lines.push(Line {
            entry: Some(*at),
            date: event.date().unwrap_or(Date::MIN),
            what: event.kind().to_owned(),
            change: Paise(his.map(|c| c.2).sum()),
            interest: Paise::ZERO,
            balance: Paise::ZERO,
            gone: gone.contains(at),
        });
    }
    run(&mut lines, balance);
    out.extend(lines);
}

/// A line of an entry of credit; its balance is reckoned later.
fn line(at: (i64, i64), event: &CreditEvent, name: &str, gone: &[(i64, i64)]) -> Line {
    let (change, interest) = moved(event, name);
    let what = event.kind().trim_start_matches("credit.").to_owned();
    let gone = gone.contains(&at);
    Line { entry: Some(at), date: event.date(), what, change, interest, balance: Paise::ZERO, gone }
}

fn moved(event: &CreditEvent, name: &str) -> (Paise, Paise) {
    use credit::effects::Measure as M;
    let (mut balance, mut interest) = (Paise::ZERO, Paise::ZERO);
    for (_, measure, by) in credit::effects::changes(event).into_iter().filter(|c| c.0 == name) {
        match measure {
            M::Principal | M::Deposit => balance += Paise(by),
            M::Interest | M::Penal | M::Charges => interest += Paise(by),
            _ => {}
        }
    }
    (balance, interest)
}
