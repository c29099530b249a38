//! Shares: issue, transfer, refund.

use super::{Context, MemberView, legs, new_certificate, within_part, worth};
use crate::acts::{SharesIssued, SharesRefunded, SharesTransferred};
use crate::bylaw::{Bylaws, Key};
use crate::effects::Standing;
use crate::event::SocietyEvent;
use crate::terms::{Leg, MOST_NAME, resolution, rupees, text};
use kernel::{Paise, Refusal};
use serde::{Deserialize, Serialize};

/// What an issue or refund must know.
#[derive(Clone, Debug, Default)]
pub struct SharesView {
    /// The member.
    pub member: MemberView,
    /// Bye-laws.
    pub bylaws: Bylaws,
    /// Subscribed share capital before, paise.
    pub capital: Paise,
    /// Head of members' share capital.
    pub head: String,
    /// The certificate's number is taken.
    pub certificate_taken: bool,
}

/// To issue shares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// How many.
    pub shares: u32,
    /// Number of the certificate.
    pub certificate: String,
    /// Where the money comes from.
    pub legs: Vec<Leg>,
}

/// Issues shares to a full member, up to his part of the capital.
///
/// # Errors
/// 4201 (value, least or part unset), 4202, 4203, 4211 (nominal member), 4212 (money), 4217 (no member), 4218 (part of the capital), 4219
/// (certificate taken), 4220 (none), 4240.
pub fn issue(view: &SharesView, c: &Issue, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let (m, today) = (&view.member, context.today);
    m.present()?;
    m.full()?;
    if c.shares == 0 {
        return Err(Refusal::new(4220).with("no", &m.no).with("held", m.shares).with("shares", 0));
    }
    let amount = worth(&view.bylaws, c.shares, today)?;
    new_certificate(&c.certificate, view.certificate_taken)?;
    let shares = m.shares.saturating_add(c.shares);
    within_part(&view.bylaws, shares, m.share_money + amount, view.capital + amount, today)?;
    legs(&c.legs, amount)?;
    Ok(vec![SocietyEvent::SharesIssued(SharesIssued {
        member_no: m.no.clone(),
        date: today,
        shares: c.shares,
        amount,
        certificate: c.certificate.clone(),
        head: view.head.clone(),
        legs: c.legs.clone(),
    })])
}

/// What a transfer must know.
#[derive(Clone, Debug, Default)]
pub struct TransferView {
    /// Who gives: a member, or one who left (his heirs give).
    pub from: MemberView,
    /// Who receives.
    pub to: MemberView,
    /// Bye-laws.
    pub bylaws: Bylaws,
    /// Subscribed share capital, paise.
    pub capital: Paise,
    /// The certificate's number is taken.
    pub certificate_taken: bool,
}

/// To transfer shares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// How many.
    pub shares: u32,
    /// Number of the receiver's certificate.
    pub certificate: String,
    /// Resolution.
    pub resolution: String,
}

/// Transfers shares between full members. Who stays a member keeps the least shares and what is held as security; who left owes nothing.
///
/// # Errors
/// 4201, 4202, 4203, 4206, 4211, 4217, 4218, 4219, 4220, 4222 (who left owes), 4224 (security), 4225 (to himself), 4232 (least shares).
pub fn transfer(view: &TransferView, c: &Transfer, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let (from, to, today) = (&view.from, &view.to, context.today);
    if from.no == to.no {
        return Err(Refusal::new(4225).with("no", &to.no));
    }
    let staying = matches!(from.standing, Standing::Member { .. });
    if !staying && !matches!(from.standing, Standing::Left { .. }) {
        return Err(Refusal::new(4217).with("no", &from.no));
    }
    to.present()?;
    to.full()?;
    resolution(&c.resolution)?;
    held(from, c.shares)?;
    let amount = worth(&view.bylaws, c.shares, today)?;
    if amount > from.share_money {
        return Err(Refusal::new(4220).with("no", &from.no).with("held", from.shares).with("shares", c.shares));
    }
    if staying {
        let least = view.bylaws.number(Key::LeastShares, today)?;
        if from.shares - c.shares < least {
            let left = from.shares - c.shares;
            return Err(Refusal::new(4232).with("no", &from.no).with("left", left).with("least", least));
        }
    } else {
        from.free_of_loans()?;
    }
    free(from, amount)?;
    new_certificate(&c.certificate, view.certificate_taken)?;
    let shares = to.shares.saturating_add(c.shares);
    within_part(&view.bylaws, shares, to.share_money + amount, view.capital, today)?;
    Ok(vec![SocietyEvent::SharesTransferred(SharesTransferred {
        from: from.no.clone(),
        to: to.no.clone(),
        date: today,
        shares: c.shares,
        amount,
        certificate: c.certificate.clone(),
        resolution: c.resolution.clone(),
    })])
}

/// So many shares are there.
fn held(m: &MemberView, shares: u32) -> Result<(), Refusal> {
    if shares > 0 && shares <= m.shares {
        return Ok(());
    }
    Err(Refusal::new(4220).with("no", &m.no).with("held", m.shares).with("shares", shares))
}

/// So much share money is not held as security.
fn free(m: &MemberView, amount: Paise) -> Result<(), Refusal> {
    if m.lien > Paise::ZERO && m.share_money - amount < m.lien {
        return Err(Refusal::new(4224).with("no", &m.no).with("lien", rupees(m.lien)));
    }
    Ok(())
}

/// To pay share money back: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Where the money goes.
    pub legs: Vec<Leg>,
    /// Who receives it: the member, or the nominee of one who died.
    pub paid_to: String,
    /// Resolution.
    pub resolution: String,
}

/// Pays all share money back to one who left or died, and only then; never while he owes, stands surety or his shares are security.
///
/// # Errors
/// 4202, 4203, 4206, 4212 (not the whole amount), 4220 (no shares), 4221 (still a member), 4222 (owes), 4223 (surety), 4224 (security), 4240.
pub fn refund(view: &SharesView, c: &Refund, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let m = &view.member;
    if !matches!(m.standing, Standing::Left { .. }) {
        return Err(Refusal::new(4221).with("no", &m.no));
    }
    resolution(&c.resolution)?;
    text("paid-to", &c.paid_to, MOST_NAME)?;
    if m.share_money <= Paise::ZERO {
        return Err(Refusal::new(4220).with("no", &m.no).with("held", m.shares).with("shares", m.shares));
    }
    m.free_of_loans()?;
    super::life::no_surety(m)?;
    free(m, m.share_money)?;
    legs(&c.legs, m.share_money)?;
    Ok(vec![SocietyEvent::SharesRefunded(SharesRefunded {
        member_no: m.no.clone(),
        date: context.today,
        shares: m.shares,
        amount: m.share_money,
        head: view.head.clone(),
        legs: c.legs.clone(),
        paid_to: c.paid_to.clone(),
        resolution: c.resolution.clone(),
    })])
}
