//! A loan from its sanction to its drawal: the limit by crops, its sureties and securities, the shares a borrower must hold.

use crate::Trouble;
use crate::act::{Act, Pay, Sown};
use crate::counter::{Counter, account, deposit_view, leg, loan_view, to_account, wrap};
use crate::working::Env;
use books::TRANSFER;
use credit::account::{Loan, lien_for};
use credit::acts::Leg;
use credit::calendar::{MonthEnd, plus_days, plus_months};
use credit::decide::{self, Drawal, LoanView, Secured, Surety};
use credit::gold::custody;
use credit::law::Means;
use credit::limit::{CropArea, Limit, limit};
use credit::product::LoanKind;
use credit::standing;
use credit::{AccountKind, AccountRef, CreditEvent};
use keep::deciding::{self, Account};
use keep::{Event, no_key};
use kernel::{Paise, Refusal};
use sql::Tx;

/// A loan as a drawal must see it: with what still secures it, and with the limits that stand before or after it.
pub(crate) fn drawal_view(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, account: &Account) -> Result<LoanView, Trouble> {
    let mut view = loan_view(t, env, c, account)?;
    view.member.overdue = overdue(t, env, c, &account.member_no)?;
    let name = account.account.to_string();
    match view.product.kind {
        LoanKind::KccShort => view.drawal = drawal(t, env, c, account, &view)?,
        LoanKind::AgainstDeposit => {
            let held = liens(t, env, &account.member_no, &name)?;
            view.security = Some(held.iter().map(|(_, amount)| *amount).sum());
        }
        LoanKind::Gold => {
            let all = custody(&deciding::filed(t, env.society, "gold", Some(&name))?);
            let held = all.iter().filter(|c| c.pledged.loan == name && c.released.is_none());
            view.security = Some(held.map(|c| c.pledged.value).sum());
        }
        LoanKind::Medium | LoanKind::Long => {}
    }
    Ok(view)
}

/// The last day of a crop loan's limit, the member's newer limit of the same product, and what older ones still owe.
pub(crate) fn drawal(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    account: &Account,
    view: &LoanView,
) -> Result<Drawal, Trouble> {
    let rule = view.sanctioned_on.and_then(|on| Some((on, c.norms.limit.on(on)?.value)));
    let ends = |(on, rule): (kernel::Date, credit::limit::LimitRule)| {
        plus_days(plus_months(on, i32::from(rule.years) * 12, MonthEnd::SameDay), -1)
    };
    let mut out = Drawal { ends: rule.map(ends), ..Drawal::default() };
    let Some(own) = sanctioned_at(account) else { return Ok(out) };
    for other in deciding::loans_of_member(t, env.society, &account.member_no)? {
        if other.product != account.product || other.account == account.account {
            continue;
        }
        match sanctioned_at(&other) {
            Some(at) if at > own => out.newer = Some(other.account.to_string()),
            Some(_) => {
                let name = other.account.to_string();
                out.carried += Loan::of(&name, other.opening(), &other.entries, true).principal().max(Paise::ZERO);
            }
            // one of the old books has no limit of ours: it is a debt beside this limit
            None => {}
        }
    }
    Ok(out)
}

/// The entry of its sanction; `None` of one of the old books, or where the sanction was taken back.
fn sanctioned_at(account: &Account) -> Option<(i64, i64)> {
    let gone = credit::account::taken_back(&account.entries);
    let is_sanction = |e: &CreditEvent| matches!(e, CreditEvent::LoanSanctioned(_));
    account.entries.iter().find(|(at, e)| is_sanction(e) && !gone.contains(at)).map(|(at, _)| *at)
}

/// A member's deposits that are held for a loan, with what is held.
fn liens(t: &mut Tx<'_>, env: &Env<'_>, member_no: &str, loan: &str) -> Result<Vec<(Account, Paise)>, Trouble> {
    let mut out = Vec::new();
    for named in deciding::accounts_of_member(t, env.society, member_no)? {
        if named.kind.is_asset() || named.kind == AccountKind::Share {
            continue;
        }
        let Some(found) = deciding::find_account(t, env.society, &named)? else { continue };
        let held = lien_for(&found.entries, loan);
        if held > Paise::ZERO {
            out.push((found, held));
        }
    }
    Ok(out)
}

/// What a lien on a deposit secures: of the loan, and on the member's other deposits.
pub(crate) fn secured(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    deposit: &Account,
    loan: &Account,
) -> Result<Secured, Trouble> {
    let name = loan.account.to_string();
    let view = loan_view(t, env, c, loan)?;
    let mut owed: Paise = view.demands.iter().map(|d| d.owed.total()).sum();
    for e in decide::accrue(&view, &name, c.day, c.day.max(view.upto.unwrap_or(c.day)))? {
        if let CreditEvent::InterestAccrued(e) = e {
            owed += e.interest + e.penal;
        }
    }
    let others = liens(t, env, &loan.member_no, &name)?;
    let elsewhere = others.iter().filter(|(a, _)| a.account != deposit.account).map(|(_, amount)| *amount).sum();
    Ok(Secured { here: lien_for(&deposit.entries, &name), elsewhere, owed })
}

/// Lifts what was held for a loan that is paid in full by the same act.
pub(crate) fn freed(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, loan: &Account) -> Result<Vec<Event>, Trouble> {
    if loan.account.kind != AccountKind::LoanDeposit {
        return Ok(Vec::new());
    }
    let name = loan.account.to_string();
    let mut out = Vec::new();
    for (found, here) in liens(t, env, &loan.member_no, &name)? {
        let view = deposit_view(t, env, c, &found)?;
        // liens of earlier days may have been lifted under another loan's name
        let here = here.min(view.lien);
        if here.is_zero() {
            continue;
        }
        let command =
            decide::SetLien { account: found.account.to_string(), date: c.day, change: -here, loan: name.clone() };
        let paid = Secured { here, ..Secured::default() };
        out.extend(wrap(decide::set_lien(&view, &command, &paid, &c.context)?));
    }
    Ok(out)
}

/// The shares a borrower must buy to draw so much: their entries, and what they cost. `more` where the shares are drawn over and above the
/// amount, and so must be covered by shares themselves.
fn linked(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    view: &LoanView,
    (amount, more): (Paise, bool),
) -> Result<(Vec<Event>, Paise), Trouble> {
    let linkage = view.product.linkage.need(c.day, "linkage")?;
    let (mut shares, mut paid) = (Vec::new(), Paise::ZERO);
    // each round asks for less: shares are a part of what is borrowed
    for _ in 0..8 {
        let borrowed = view.member.borrowed + amount + if more { paid } else { Paise::ZERO };
        let missing = linkage.needed(borrowed, view.member.small) - view.member.shares;
        if missing <= paid || view.member.no.is_empty() {
            break;
        }
        (shares, paid) = crate::members::linked_shares(t, env, &view.member.no, missing)?;
    }
    Ok((shares, paid))
}

/// Pays out of a loan. Shares the borrower must hold for it and does not are bought from the same money, in the same act.
pub(crate) fn disburse(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    (loan, amount, pay, count): (&str, Paise, &Pay, u16),
) -> Result<Vec<Event>, Trouble> {
    // before anything is added to it
    decide::amount(amount)?;
    let found = account(t, env, loan)?;
    let view = drawal_view(t, env, c, &found)?;
    // before shares are bought for him
    decide::may_draw(&view)?;
    let (shares, paid) = linked(t, env, c, &view, (amount, false))?;
    // where the shares would take the whole drawal, the refusal names what is missing
    let (shares, paid) = if paid < amount { (shares, paid) } else { (Vec::new(), Paise::ZERO) };
    let given = amount - paid;
    let mut legs = vec![leg(pay, given)];
    legs.extend(for_shares(paid));
    let loan = found.account.to_string();
    let command = decide::Disburse { loan, date: c.day, amount, legs, shares: paid, count, first: None };
    let mut out = wrap(decide::disburse(&view, &command, &c.context)?);
    out.extend(shares);
    out.extend(to_account(t, env, c, pay, given)?);
    Ok(out)
}

/// Goods given on a loan. Shares the borrower must hold for it and does not are drawn over and above the goods, in the same act.
pub(crate) fn disburse_goods(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    (loan, goods): (&str, Paise),
) -> Result<Vec<Event>, Trouble> {
    decide::amount(goods)?;
    let found = account(t, env, loan)?;
    let view = drawal_view(t, env, c, &found)?;
    // before shares are bought for him
    decide::may_draw(&view)?;
    let (shares, paid) = linked(t, env, c, &view, (goods, true))?;
    let mut legs = vec![Leg { head: TRANSFER.to_owned(), means: Means::Kind, amount: goods }];
    legs.extend(for_shares(paid));
    let command = decide::Disburse {
        loan: found.account.to_string(),
        date: c.day,
        amount: goods + paid,
        legs,
        shares: paid,
        count: 0,
        first: None,
    };
    let mut out = wrap(decide::disburse(&view, &command, &c.context)?);
    out.extend(shares);
    Ok(out)
}

fn for_shares(paid: Paise) -> Option<Leg> {
    (!paid.is_zero()).then(|| Leg { head: TRANSFER.to_owned(), means: Means::Transfer, amount: paid })
}

/// Overdue today over all loans of a member, paise.
pub(crate) fn overdue(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, member_no: &str) -> Result<Paise, Trouble> {
    let mut sum = Paise::ZERO;
    for other in deciding::loans_of_member(t, env.society, member_no)? {
        let loan = Loan::of(&other.account.to_string(), other.opening(), &other.entries, false);
        let overdue = standing::overdue(&loan.demands, c.day);
        sum += overdue.principal + overdue.interest;
    }
    Ok(sum)
}

/// A loan that is not there yet.
pub(crate) fn new_loan(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    c: &Counter,
    member_no: &str,
    product: &str,
    security: Option<Paise>,
) -> Result<LoanView, Trouble> {
    let product = c.loan_product(None, product)?;
    let found = deciding::member_facts(t, env.society, member_no, c.day)?;
    let mut facts = found.ok_or_else(|| Refusal::new(5026).with("text", member_no))?;
    facts.overdue = overdue(t, env, c, member_no)?;
    Ok(LoanView { security, ..LoanView::new(product, facts) })
}

/// A sanction as it is asked for at the counter. A loan against gold is sanctioned with its ornaments, by a pledge: a value somebody typed
/// is no security.
pub(crate) fn asked(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Act) -> Result<Vec<Event>, Trouble> {
    if let Act::Sanction { product, .. } = act
        && c.loan_product(None, product)?.kind == LoanKind::Gold
    {
        return Err(Refusal::new(4657).with("product", product).into());
    }
    sanction(t, env, c, act)
}

/// Sanctions a loan, with the lien on the deposit and the bond of the sureties that go with it.
pub(crate) fn sanction(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, act: &Act) -> Result<Vec<Event>, Trouble> {
    let Act::Sanction { member_no, product, amount, crops, insurance, year, deposit, gold, resolution, with } = act
    else {
        return Ok(Vec::new());
    };
    let mut held = None;
    if let Some(typed) = deposit {
        let found = account(t, env, typed)?;
        if no_key(&found.member_no) != no_key(member_no) {
            return Err(Refusal::new(5033).with("account", typed).with("member", member_no).into());
        }
        let view = deposit_view(t, env, c, &found)?;
        held = Some((found.account.to_string(), view));
    }
    let security = held.as_ref().map(|(_, v)| (v.balance - v.lien).max(Paise::ZERO)).or(*gold);
    let view = new_loan(t, env, c, member_no, product, security)?;
    let crops = scaled(c, crops)?;
    let limit = crop_limit(c, &crops, *insurance, *year)?;
    let amount = if amount.is_zero() { limit.map_or(*amount, |l| l.total()) } else { *amount };
    let kind = view.product.kind.accounts();
    let loan = AccountRef { kind, no: deciding::next_no(t, env.society, kind)? }.to_string();
    let sureties = sureties(t, env, &with.sureties)?;
    let command = decide::Sanction {
        loan: loan.clone(),
        date: c.day,
        amount,
        limit,
        crops,
        resolution: resolution.clone(),
        sureties: sureties.clone(),
        area_reason: with.area_reason.clone(),
    };
    let mut out = wrap(decide::sanction(&view, &command, &c.context)?);
    if !sureties.is_empty() {
        out.push(crate::office::bond_of(t, env, &loan, &view.member.no, &sureties)?);
    }
    if let Some((account, view)) = held {
        // what was lent on it, and its margin, stays held
        let change = (view.balance - view.lien).max(Paise::ZERO);
        let command = decide::SetLien { account, date: c.day, change, loan };
        out.extend(wrap(decide::set_lien(&view, &command, &Secured::default(), &c.context)?));
    }
    Ok(out)
}

/// Those who are to stand surety, as the registers know them.
fn sureties(t: &mut Tx<'_>, env: &Env<'_>, typed: &[String]) -> Result<Vec<Surety>, Trouble> {
    let mut out = Vec::with_capacity(typed.len());
    for no in typed {
        let known = crate::office::surety(t, env, no)?;
        let bonds = crate::office::surety_for(t, env, &known.no)?.len();
        out.push(Surety { no: known.no, full: known.full, bonds });
    }
    Ok(out)
}

/// Crops with the scales of finance in force.
fn scaled(c: &Counter, crops: &[Sown]) -> Result<Vec<CropArea>, Refusal> {
    if crops.is_empty() {
        return Ok(Vec::new());
    }
    let scales = c.norms.scales.need(c.day, "scales")?;
    let area = |s: &Sown| {
        let row = scales.iter().find(|r| r.0 == s.crop);
        let row = row.ok_or_else(|| Refusal::new(4101).with("setting", &s.crop).with("date", c.day))?;
        Ok(CropArea { crop: s.crop.clone(), square_metres: s.square_metres, scale: row.1, in_kind: row.2 })
    };
    crops.iter().map(area).collect()
}

/// The limit of a crop loan by its crops.
fn crop_limit(c: &Counter, crops: &[CropArea], insurance: Paise, year: u8) -> Result<Option<Limit>, Refusal> {
    if crops.is_empty() {
        return Ok(None);
    }
    let rule = c.norms.limit.need(c.day, "limit")?;
    limit(crops, insurance, rule, year).map(Some)
}
