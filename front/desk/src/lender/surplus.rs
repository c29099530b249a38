//! What a borrower paid over: given back at the counter, or set off in the same act.

use super::Lender;
use crate::Trouble;
use crate::act::Pay;
use crate::counter::{self, Counter, account, wrap};
use crate::working::Env;
use credit::AccountRef;
use credit::decide;
use keep::Event;
use kernel::Refusal;
use sql::Tx;

/// Pays the surplus of a loan out: in cash, by bank, into a deposit, or towards a loan; accounts only of the same member.
///
/// # Errors
/// 5033 (another member's account); as [`decide::pay_surplus`], and as a deposit or a repayment where it goes to one.
pub(super) fn pay(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let Lender::PaySurplus { loan, amount, pay, to } = act else { return Ok(Vec::new()) };
    counter::checked(pay)?;
    let found = account(t, env, loan)?;
    let view = counter::loan_view(t, env, c, &found)?;
    let target = match pay {
        Pay::Account { account: typed } => Some((typed, account(t, env, typed)?)),
        _ => None,
    };
    let of = |no: &str| keep::no_key(no);
    if let Some((typed, other)) = target.iter().find(|(_, other)| of(&other.member_no) != of(&found.member_no)) {
        let no = Refusal::new(5033).with("account", typed).with("member", &found.member_no);
        return Err(no.with("of", &other.member_no).into());
    }
    let command = decide::PaySurplus {
        loan: found.account.to_string(),
        date: c.day,
        amount: *amount,
        legs: vec![counter::leg(pay, *amount)],
        to: counter::payee(t, env, (pay, to.as_ref()), &found.member_no)?,
    };
    let mut out = wrap(decide::pay_surplus(&view, &command, &c.context)?);
    if let Some((typed, other)) = target {
        let leg = counter::leg(pay, *amount);
        out.extend(match AccountRef::parse(typed).is_some_and(|a| a.kind.is_asset()) {
            true => counter::received(t, env, c, &other, leg)?,
            false => counter::lay_in(t, env, c, typed, leg, None)?,
        });
    }
    Ok(out)
}
