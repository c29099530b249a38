//! A loan as the statement of demand, collection and balance sees it: what fell due when, and what was paid towards it.

use crate::account::{Opening, Placed, crop, interest_due, standing};
use crate::dcb::Dues;
use crate::event::CreditEvent;
use crate::lender::Bearer;
use kernel::{Date, Paise};

/// Demands of one loan with their payments, by the day due. One of the old books is demanded as its register says. Penal interest is
/// counted with interest; a part of interest that a funder owes is taken off the demand, since the member was never to pay it.
#[must_use]
pub fn of(name: &str, opening: Option<Opening<'_>>, entries: &[Placed]) -> Vec<Dues> {
    let mut all: Vec<Dues> = Vec::new();
    if let Some((row, cutoff)) = opening {
        let interest = row.interest.unwrap_or(Paise::ZERO);
        demand(&mut all, row.due.unwrap_or(cutoff), row.balance.max(Paise::ZERO), interest);
    }
    for event in standing(entries) {
        match event {
            CreditEvent::LoanDisbursed(e) => {
                e.demands.iter().for_each(|i| demand(&mut all, i.due, i.principal, Paise::ZERO));
            }
            CreditEvent::InterestAccrued(e) => {
                let open = all.iter().filter(|d| open_principal(d) > Paise::ZERO).map(|d| d.due);
                let due = interest_due(crop(name), e.date, open);
                demand(&mut all, due, Paise::ZERO, e.interest + e.penal);
            }
            CreditEvent::LoanReceived(e) => {
                for (due, amount) in &e.principal {
                    pay_principal(&mut all, *due, *amount, e.date);
                }
                pay_interest(&mut all, e.parts.interest + e.parts.penal, e.date);
            }
            CreditEvent::InterestRelieved(e) => waive(&mut all, e.interest),
            CreditEvent::ClaimRejected(e) if e.bearer == Bearer::Member => {
                demand(&mut all, e.date, Paise::ZERO, e.amount);
            }
            CreditEvent::ClaimMade(e) if e.relieves() => {
                let of = e.rows.iter().filter(|r| r.loan == name).map(|r| r.amount).sum();
                waive(&mut all, of);
            }
            _ => {}
        }
    }
    all
}

fn demand(all: &mut Vec<Dues>, due: Date, principal: Paise, interest: Paise) {
    match all.iter_mut().find(|d| d.due == due) {
        Some(d) => {
            d.principal += principal;
            d.interest += interest;
        }
        None => {
            all.push(Dues { due, principal, interest, paid: Vec::new() });
            all.sort_by_key(|d| d.due);
        }
    }
}

fn pay_principal(all: &mut [Dues], due: Date, amount: Paise, day: Date) {
    if let Some(d) = all.iter_mut().find(|d| d.due == due) {
        d.paid.push((day, amount, Paise::ZERO));
    }
}

/// Interest is paid oldest first.
fn pay_interest(all: &mut [Dues], amount: Paise, day: Date) {
    let mut left = amount;
    for d in all {
        let take = open_interest(d).min(left);
        if take > Paise::ZERO {
            d.paid.push((day, Paise::ZERO, take));
            left -= take;
        }
    }
}

fn waive(all: &mut [Dues], amount: Paise) {
    let mut left = amount;
    for d in all {
        let take = open_interest(d).min(left).max(Paise::ZERO);
        d.interest -= take;
        left -= take;
    }
}

fn open_principal(d: &Dues) -> Paise {
    d.principal - d.paid.iter().map(|p| p.1).sum()
}

fn open_interest(d: &Dues) -> Paise {
    d.interest - d.paid.iter().map(|p| p.2).sum()
}
