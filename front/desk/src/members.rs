//! Acts on members and shares: from what the counter says to the decisions of society.

use crate::Trouble;
use crate::act::{Act, Pay};
use crate::counter::{self, Counter, from_account, to_account};
use crate::working::Env;
use credit::law::{self, CashWay};
use keep::Event;
use keep::deciding;
use kernel::{Date, Paise, Refusal};
use society::SocietyEvent;
use society::bylaw::{Bylaws, Key};
use society::decide::{self, Context, MemberView, SharesView};
use society::effects::Standing;
use society::notice::Notice;
use society::person::Field;
use society::terms::{Leg, Means, Village};
use sql::Tx;

/// Head of admission fees.
const FEE_HEAD: &str = "INC_ADM";
/// Head of members' share capital.
const SHARE_HEAD: &str = "SHARE_IND";
/// Most notices of one act.
const MOST_NOTICES: usize = 500;

fn wrap(events: Vec<SocietyEvent>) -> Vec<Event> {
    events.into_iter().map(Event::from).collect()
}

fn leg(pay: &Pay, amount: Paise) -> Leg {
    let leg = counter::leg(pay, amount);
    let means = match pay {
        Pay::Cash => Means::Cash,
        Pay::Bank { .. } => Means::Bank,
        Pay::Account { .. } => Means::Transfer,
    };
    Leg { head: leg.head, means, amount }
}

/// A member by what was typed, as the register has him.
fn found(t: &mut Tx<'_>, env: &Env<'_>, typed: &str) -> Result<MemberView, Trouble> {
    let found = deciding::find_member(t, env.society, typed)?;
    if found.doubled {
        return Err(Refusal::new(5030).with("no", typed).into());
    }
    if found.view.standing == Standing::Free {
        return Err(Refusal::new(5026).with("text", typed).into());
    }
    Ok(found.view)
}

/// The same; a number that was merged leads to the one that was kept.
pub(crate) fn member(t: &mut Tx<'_>, env: &Env<'_>, typed: &str) -> Result<MemberView, Trouble> {
    let mut m = found(t, env, typed)?;
    for _ in 0..8 {
        let Standing::Merged { into } = &m.standing else { break };
        let into = into.clone();
        m = found(t, env, &into)?;
    }
    Ok(m)
}

/// The same, with the loans of others he stands surety for and his own that were never drawn: who leaves must know them.
fn leaving(t: &mut Tx<'_>, env: &Env<'_>, typed: &str) -> Result<MemberView, Trouble> {
    let m = member(t, env, typed)?;
    let surety_for = crate::office::surety_for(t, env, &m.no)?;
    let mut undrawn = Vec::new();
    for loan in deciding::loans_of_member(t, env.society, &m.no)? {
        let name = loan.account.to_string();
        let folded = credit::account::Loan::of(&name, loan.opening(), &loan.entries, false);
        if folded.sanctioned_on.is_some() && folded.upto.is_none() {
            undrawn.push(name);
        }
    }
    Ok(MemberView { surety_for, undrawn, ..m })
}

/// What every act on shares knows.
struct Shares {
    rules: Bylaws,
    capital: Paise,
    certificate: String,
    taken: bool,
}

fn shares(t: &mut Tx<'_>, env: &Env<'_>, typed: &str) -> Result<Shares, Trouble> {
    let rules = deciding::bylaws(t, env.society)?;
    let capital = deciding::capital(t, env.society)?;
    let typed = typed.trim();
    let certificate = if typed.is_empty() { deciding::next_certificate(t, env.society)? } else { typed.to_owned() };
    let taken = deciding::certificate_taken(t, env.society, &certificate)?;
    Ok(Shares { rules, capital, certificate, taken })
}

impl Shares {
    fn view(&self, member: MemberView) -> SharesView {
        SharesView {
            member,
            bylaws: self.rules.clone(),
            capital: self.capital,
            head: SHARE_HEAD.to_owned(),
            certificate_taken: self.taken,
        }
    }
}

/// So many shares in money; too much to be counted stays too much, and is refused where it is decided.
fn worth(rules: &Bylaws, shares: u32, day: Date) -> Result<Paise, Refusal> {
    let value = rules.money(Key::ShareValue, day)?;
    Ok(Paise(value.0.saturating_mul(i64::from(shares))))
}

/// The shares that are missing for a drawal, bought from the drawal itself: what is issued, and what it costs.
pub(crate) fn linked_shares(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    no: &str,
    missing: Paise,
) -> Result<(Vec<Event>, Paise), Trouble> {
    let today = env.day()?;
    let m = member(t, env, no)?;
    let s = shares(t, env, "")?;
    let value = s.rules.money(Key::ShareValue, today)?.0.max(1);
    let count = u32::try_from((missing.0 + value - 1) / value).unwrap_or(u32::MAX);
    let amount = worth(&s.rules, count, today)?;
    let legs = vec![Leg { head: books::TRANSFER.to_owned(), means: Means::Transfer, amount }];
    let command = decide::Issue { shares: count, certificate: s.certificate.clone(), legs };
    let events = decide::issue(&s.view(m), &command, &Context { today })?;
    Ok((wrap(events), amount))
}

/// What an act on members becomes.
pub(crate) fn society(t: &mut Tx<'_>, env: &Env<'_>, act: &Act) -> Result<Vec<Event>, Trouble> {
    if let Act::SetBylaw(command) = act {
        let today = env.open.unwrap_or_else(|| env.now.day());
        return Ok(wrap(decide::set_bylaw(command, &Context { today })?));
    }
    let context = Context { today: env.day()? };
    match act {
        Act::Admit { admit, pay } => enter(t, env, &context, admit, pay),
        Act::RejectAdmission(command) => Ok(wrap(decide::reject(command, &context)?)),
        Act::SetVillage(command) => {
            let name = lipi::text::clean(&command.name);
            let view = deciding::village_view(t, env.society, &name, command.lgd)?;
            Ok(wrap(decide::set_village(&view, command, &context)?))
        }
        Act::ServeNotice { notices } => serve(t, env, &context, notices),
        Act::IssueShares { .. } | Act::TransferShares { .. } | Act::RefundShares { .. } => {
            of_shares(t, env, &context, act)
        }
        _ => of_member(t, env, &context, act),
    }
}

fn enter(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    context: &Context,
    asked: &decide::Admit,
    pay: &Pay,
) -> Result<Vec<Event>, Trouble> {
    let mut command = asked.clone();
    if command.no.trim().is_empty() {
        command.no = deciding::next_member_no(t, env.society, command.class)?;
    }
    if let Village::Listed(v) = &mut command.person.village {
        *v = lipi::text::clean(v);
    }
    let taken = deciding::find_member(t, env.society, &command.no)?.view.standing != Standing::Free;
    let s = shares(t, env, &command.certificate)?;
    if command.shares > 0 {
        command.certificate.clone_from(&s.certificate);
    }
    let fee = s.rules.money(Key::AdmissionFee(command.class), context.today)?;
    let bought = if command.shares > 0 { worth(&s.rules, command.shares, context.today)? } else { Paise::ZERO };
    let total = Paise(fee.0.saturating_add(bought.0));
    command.legs = if total.is_zero() { Vec::new() } else { vec![leg(pay, total)] };
    let view = decide::AdmitView {
        taken,
        village_known: deciding::village_known(t, env.society, &command.person.village)?,
        bylaws: s.rules,
        fee_head: FEE_HEAD.to_owned(),
        share_head: SHARE_HEAD.to_owned(),
        capital: s.capital,
        certificate_taken: s.taken,
        candidates: env.desk.candidates(t, env.society, &command.person, "")?,
    };
    let events = decide::admit(&view, &command, context)?;
    let mut out = paid(t, env, pay, total, &command.no)?;
    out.extend(wrap(events));
    Ok(out)
}

/// Takes the money of a payment out of the account it comes from.
fn paid(t: &mut Tx<'_>, env: &Env<'_>, pay: &Pay, amount: Paise, no: &str) -> Result<Vec<Event>, Trouble> {
    if amount.is_zero() {
        return Ok(Vec::new());
    }
    let c = Counter::new(t, env.society, env.day()?)?;
    if *pay == Pay::Cash {
        // fee and share money are no deposit: they count with whatever else was received of him this day
        let before = crate::counter::member(t, env, no, c.day)?.cash_today[CashWay::Receiving as usize];
        law::cash(&c.context.cash_limit, c.day, CashWay::Receiving, before, amount)?;
    }
    from_account(t, env, &c, (pay, amount), no)
}

fn serve(t: &mut Tx<'_>, env: &Env<'_>, context: &Context, notices: &[Notice]) -> Result<Vec<Event>, Trouble> {
    if notices.is_empty() || notices.len() > MOST_NOTICES {
        return Err(Refusal::new(5032).with("most", MOST_NOTICES).into());
    }
    let rules = deciding::bylaws(t, env.society)?;
    let row = keep::view::society(t, env.society)?.ok_or_else(|| Refusal::new(5003))?;
    let mut out = Vec::new();
    for notice in notices {
        let members = match notice {
            Notice::GeneralBody { .. } => Vec::new(),
            Notice::Due { no, .. } | Notice::ShareCertificate { no, .. } => vec![no.clone()],
        };
        let command = decide::Serve { notice: notice.clone(), members, society: row.name.clone() };
        out.extend(wrap(decide::serve(&rules, &command, context)?));
    }
    Ok(out)
}

fn of_shares(t: &mut Tx<'_>, env: &Env<'_>, context: &Context, act: &Act) -> Result<Vec<Event>, Trouble> {
    match act {
        Act::IssueShares { member_no, shares: count, certificate, pay } => {
            let m = member(t, env, member_no)?;
            let s = shares(t, env, certificate)?;
            let amount = worth(&s.rules, *count, context.today)?;
            let command =
                decide::Issue { shares: *count, certificate: s.certificate.clone(), legs: vec![leg(pay, amount)] };
            let events = decide::issue(&s.view(m), &command, context)?;
            let mut out = paid(t, env, pay, amount, member_no)?;
            out.extend(wrap(events));
            Ok(out)
        }
        Act::TransferShares { from, to, shares: count, certificate, resolution } => {
            let (from, to) = (member(t, env, from)?, member(t, env, to)?);
            let s = shares(t, env, certificate)?;
            let view =
                decide::TransferView { from, to, bylaws: s.rules, capital: s.capital, certificate_taken: s.taken };
            let command =
                decide::Transfer { shares: *count, certificate: s.certificate, resolution: resolution.clone() };
            Ok(wrap(decide::transfer(&view, &command, context)?))
        }
        Act::RefundShares { member_no, paid_to, resolution, pay } => {
            let m = leaving(t, env, member_no)?;
            let amount = m.share_money;
            let s = shares(t, env, "")?;
            let command = decide::Refund {
                legs: vec![leg(pay, amount)],
                paid_to: paid_to.clone(),
                resolution: resolution.clone(),
            };
            let mut out = wrap(decide::refund(&s.view(m), &command, context)?);
            let c = Counter::new(t, env.society, context.today)?;
            out.extend(to_account(t, env, &c, pay, amount)?);
            Ok(out)
        }
        _ => Ok(Vec::new()),
    }
}

fn of_member(t: &mut Tx<'_>, env: &Env<'_>, context: &Context, act: &Act) -> Result<Vec<Event>, Trouble> {
    match act {
        Act::ChangeMember { member_no, change } => {
            let m = found(t, env, member_no)?;
            let mut change = change.clone();
            let mut after = m.person.clone();
            for field in &mut change.to {
                if let Field::Village(Village::Listed(v)) = field {
                    *v = lipi::text::clean(v);
                }
                after.set(field.clone());
            }
            let village_known =
                after.village == m.person.village || deciding::village_known(t, env.society, &after.village)?;
            let candidates = env.desk.candidates(t, env.society, &after, &m.no)?;
            let view = decide::ChangeView { member: m, village_known, candidates };
            Ok(wrap(decide::change(&view, &change, context)?))
        }
        Act::SetNominees { member_no, nominees } => {
            let command = decide::SetNominees { nominees: nominees.clone() };
            Ok(wrap(decide::set_nominees(&member(t, env, member_no)?, &command, context)?))
        }
        Act::LeaveSociety { member_no, leave } => {
            Ok(wrap(decide::leave(&leaving(t, env, member_no)?, leave, context)?))
        }
        Act::MergeMembers { keep, gone, reason } => {
            let view = decide::MergeView { keep: found(t, env, keep)?, gone: found(t, env, gone)? };
            let command = decide::Merge { reason: reason.clone() };
            Ok(wrap(decide::merge(&view, &command, context)?))
        }
        _ => Ok(Vec::new()),
    }
}
