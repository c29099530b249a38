//! Limitation and suits: what will be barred when, what is before a court, what is due next.

use super::Lender;
use crate::counter::{Counter, account, wrap};
use crate::working::Env;
use crate::{Desk, Trouble};
use credit::AccountKind;
use credit::account::Loan;
use credit::calendar::plus_days;
use credit::decide;
use credit::product::LoanKind;
use credit::standing::{Limitation, limitation, overdue};
use credit::suit::{Suit, suits};
use keep::{Event, deciding, view};
use kernel::{Date, Paise, SocietyId};
use sql::Tx;

/// Days before the end of limitation from which a loan is shown as near it, and before a day in court.
const NEAR: (i64, i64) = (180, 15);

/// A loan that is overdue or before a court.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Loan.
    pub loan: String,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
    /// Owed, paise.
    pub owed: Paise,
    /// Overdue since.
    pub since: Option<Date>,
    /// Until when a suit may be brought; `None` where the years are unset.
    pub limitation: Option<Limitation>,
    /// Its last suit.
    pub suit: Option<Suit>,
}

impl Recovery {
    /// Limitation ends within the days of warning, or has ended, and no suit was brought.
    #[must_use]
    pub fn near(&self, today: Date) -> bool {
        let until = self.limitation.map(|l| l.until).filter(|_| self.suit.is_none() && self.owed > Paise::ZERO);
        until.is_some_and(|until| until <= plus_days(today, NEAR.0))
    }

    /// A day in court lies within the days of warning, or has passed without an entry.
    #[must_use]
    pub fn called(&self, today: Date) -> bool {
        self.suit.as_ref().and_then(Suit::next).is_some_and(|next| next <= plus_days(today, NEAR.1))
    }
}

/// How many matters wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Approaching {
    /// Loans near their limitation.
    pub limitation: usize,
    /// Days in court.
    pub court: usize,
}

impl Desk {
    /// Loans that are overdue or before a court, those whose limitation ends first before the others.
    ///
    /// # Errors
    /// The store's.
    pub fn recoveries(&self, society: SocietyId) -> Result<Vec<Recovery>, Trouble> {
        let today = self.today();
        self.read(|t| {
            let years = deciding::norms(t, society)?.limitation;
            let years = years.on(today).map(|r| r.value);
            let all = suits(&deciding::filed(t, society, "suit", None)?);
            let mut out = Vec::new();
            for kind in AccountKind::ALL.into_iter().filter(|k| k.is_asset()) {
                let revolving = kind == LoanKind::KccShort.accounts();
                for o in view::all_owned(t, society, kind)? {
                    let name = o.account.account.to_string();
                    let loan = Loan::of(&name, o.account.opening(), &o.account.entries, revolving);
                    let since = overdue(&loan.demands, today).since;
                    let suit = all.iter().rev().find(|s| s.filed.loan == name).cloned();
                    if since.is_none() && suit.is_none() {
                        continue;
                    }
                    let first = since.or_else(|| loan.demands.first().map(|d| d.due));
                    let end = first.zip(years).map(|(due, years)| limitation(due, &loan.acknowledged, years));
                    let owed = loan.demands.iter().map(|d| d.owed.total()).sum();
                    out.push(Recovery {
                        loan: name,
                        name: o.name,
                        village: o.village,
                        owed,
                        since,
                        limitation: end,
                        suit,
                    });
                }
            }
            out.sort_by_key(|r| (r.limitation.map(|l| l.until), r.loan.clone()));
            Ok(out)
        })
    }

    /// How many loans are near their limitation and how many days in court are near, for the first page: only loans nothing of which falls
    /// due later are looked at, so that the page is quick; [`Desk::recoveries`] looks at all.
    ///
    /// # Errors
    /// The store's.
    pub fn approaching(&self, society: SocietyId) -> Result<Approaching, Trouble> {
        let today = self.today();
        self.read(|t| {
            let live = suits(&deciding::filed(t, society, "suit", None)?);
            let court = live.iter().filter_map(Suit::next).filter(|next| *next <= plus_days(today, NEAR.1)).count();
            let norms = deciding::norms(t, society)?;
            let Some(years) = norms.limitation.on(today).map(|r| r.value) else {
                return Ok(Approaching { limitation: 0, court });
            };
            let until = plus_days(today, NEAR.0);
            let mut near = 0;
            let revolving = LoanKind::KccShort.accounts();
            for named in deciding::due_before(t, society, until.saturating_sub(kernel::years(years)))? {
                let Some(found) = deciding::find_account(t, society, &named)? else { continue };
                let name = found.account.to_string();
                let loan = Loan::of(&name, found.opening(), &found.entries, named.kind == revolving);
                let since = overdue(&loan.demands, today).since;
                let end = since.map(|due| limitation(due, &loan.acknowledged, years).until);
                let sued = live.iter().any(|s| s.filed.loan == name);
                near += usize::from(!sued && end.is_some_and(|end| end <= until));
            }
            Ok(Approaching { limitation: near, court })
        })
    }
}

pub(super) fn moved(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let Lender::MoveSuit { loan, on, stage, amount, next, note } = act else { return Ok(Vec::new()) };
    let loan = account(t, env, loan)?.account.to_string();
    let all = suits(&deciding::filed(t, env.society, "suit", Some(&loan))?);
    let (on, stage, amount, next, note) = (*on, *stage, *amount, *next, note.trim().to_owned());
    let command = decide::MoveSuit { loan, on, stage, amount, next, note };
    Ok(wrap(decide::move_suit(&all, &command, &c.context)?))
}
