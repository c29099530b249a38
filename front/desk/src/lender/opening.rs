//! Opening balances put right: what of an account may be changed, and which heads may take the other side.

use super::Lender;
use crate::Trouble;
use crate::counter::{Counter, account, wrap};
use crate::working::Env;
use books::TRANSFER;
use credit::AccountKind;
use credit::account::{DepositAccount, Loan, Placed, standing};
use credit::decide::{self, CorrectOpening, OpeningView};
use credit::product::LoanKind;
use keep::Event;
use keep::deciding::{self, Account};
use kernel::{Paise, SocietyId};
use sql::Tx;

/// Decides a correction.
pub(super) fn correct(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let Lender::CorrectOpening { account: typed, principal, interest, other, reason, resolution } = act else {
        return Ok(Vec::new());
    };
    let found = account(t, env, typed)?;
    let heads = deciding::opening_heads(t, env.society, &found.account)?;
    let view = seen(t, env, c, &found, heads.as_ref().map_or("", |h| &h.0))?;
    let difference = heads.map(|h| h.1).unwrap_or_default();
    let command = CorrectOpening {
        date: c.day,
        principal: *principal,
        interest: *interest,
        other: if other.is_empty() { difference } else { other.clone() },
        reason: reason.clone(),
        resolution: resolution.clone(),
    };
    Ok(wrap(decide::correct_opening(&view, &command, &c.context)?))
}

/// The account as the decision must see it. `head` is where its register was posted; later acts post to the head of its product.
fn seen(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, found: &Account, head: &str) -> Result<OpeningView, Trouble> {
    let kind = found.account.kind;
    let mut out = OpeningView {
        account: found.account.clone(),
        member_no: found.member_no.clone(),
        brought: found.opening.is_some(),
        closed: false,
        least: Paise::ZERO,
        interest: Paise::ZERO,
        head: head.to_owned(),
        receivable: String::new(),
        plain: plain(t, env.society)?,
    };
    let product = deciding::product(&c.products, kind, &found.product);
    if let Some(product) = &product {
        product.head().clone_into(&mut out.head);
    }
    if kind == AccountKind::Share {
        out.least = crate::look::lines(found).iter().map(|l| l.balance).min().unwrap_or_default();
    } else if kind.is_asset() {
        let product = c.loan_product(Some(kind), &found.product)?;
        out.receivable.clone_from(&product.heads.receivable);
        let revolving = product.kind == LoanKind::KccShort;
        (out.least, out.interest) = owed(found, revolving);
    } else {
        let deposit = DepositAccount::of(kind, found.opening(), &found.entries);
        let laid = match (kind, deposit.steps.first()) {
            // a term deposit keeps what was laid in, savings what lay there on each day
            (AccountKind::Sb, _) => deposit.steps.iter().map(|s| s.1).min().unwrap_or_default(),
            (_, first) => first.map_or(Paise::ZERO, |s| s.1),
        };
        out.least = laid.min(deposit.balance - deposit.lien);
        out.closed = deposit.closed;
    }
    Ok(out)
}

/// By how much principal and interest of the opening of a loan may be lowered: by the least that was owed of either since, after any of its entries. What a
/// receipt took is gone, and what was charged or drawn afterwards is none of it.
fn owed(found: &Account, revolving: bool) -> (Paise, Paise) {
    let due = found.opening.as_ref().map(|(row, cutoff)| row.due.unwrap_or(*cutoff));
    let stand = standing(&found.entries).enumerate();
    let entries: Vec<Placed> = stand.map(|(n, e)| ((0, n as i64), e.clone())).collect();
    let name = found.account.to_string();
    let after = |n: usize| {
        let loan = Loan::of(&name, found.opening(), &entries[..n], revolving);
        let of_opening = loan.demands.iter().filter(|d| Some(d.due) == due).map(|d| d.owed.principal).sum::<Paise>();
        (of_opening, loan.demands.iter().map(|d| d.owed.interest).sum::<Paise>())
    };
    let all = (0..=entries.len()).map(after);
    all.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).unwrap_or_default()
}

/// Heads a correction may post to: no money moves, and neither other accounts nor a register beside them keep them.
fn plain(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<String>, Trouble> {
    let mut kept = deciding::books_view(t, society, [])?.kept_by_accounts;
    kept.extend(deciding::kept_by_registers(t, society)?);
    let moves = |code: &str| code == TRANSFER || books::estate::is_money(code);
    let all = deciding::head_codes(t, society)?.into_iter();
    Ok(all.filter(|code| !kept.contains(code) && !moves(code)).collect())
}
