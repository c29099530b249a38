//! Decisions of a lender's year: what came of claims, provisions, reminders, gold, suits.

use super::{Context, LoanView, amount, dated, text};
use crate::acts::Leg;
use crate::claims::Funder;
use crate::event::CreditEvent;
use crate::gold::{Custody, GoldPledged, GoldReleased, Ornament, value};
use crate::law::rupees;
use crate::lender::{Bearer, ClaimFile, ClaimReceived, ClaimRejected, InterestReserved, LossNamed, ProvisionMade};
use crate::provide::{Standing, by_class};
use crate::remind::{Reminded, Reminder};
use crate::standing::Class;
use crate::suit::{Stage, Suit, SuitMoved};
use kernel::{Date, Paise, Refusal};

/// To take in money for a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveClaim {
    /// Number of the claim list.
    pub claim: String,
    /// Day.
    pub date: Date,
    /// Paise.
    pub amount: Paise,
    /// Where it comes to.
    pub legs: Vec<Leg>,
    /// The funder's letter.
    pub letter: String,
}

fn file<'f>(view: Option<&'f ClaimFile>, claim: &str) -> Result<&'f ClaimFile, Refusal> {
    view.ok_or_else(|| Refusal::new(4351).with("claim", claim))
}

/// Takes in money for a claim, never more than is open of it.
///
/// # Errors
/// 4005, 4006, 4107 (no letter), 4108, 4109, 4351 (no such claim), 4352 (more than is open).
pub fn receive_claim(
    view: Option<&ClaimFile>,
    c: &ReceiveClaim,
    context: &Context,
) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    let file = file(view, &c.claim)?;
    amount(c.amount)?;
    text(&c.letter)?;
    let sum: Paise = c.legs.iter().map(|l| l.amount).sum();
    if sum != c.amount || c.legs.iter().any(|l| l.amount <= Paise::ZERO) {
        return Err(Refusal::new(4108).with("sum", rupees(sum)).with("amount", rupees(c.amount)));
    }
    within(file.open(), c.amount, &c.claim)?;
    Ok(vec![CreditEvent::ClaimReceived(ClaimReceived {
        claim: c.claim.clone(),
        date: c.date,
        funder: file.made.funder,
        amount: c.amount,
        legs: c.legs.clone(),
        head: file.made.funder_head.clone(),
        letter: c.letter.clone(),
    })])
}

fn within(open: Paise, amount: Paise, claim: &str) -> Result<(), Refusal> {
    if amount <= open {
        return Ok(());
    }
    Err(Refusal::new(4352).with("claim", claim).with("amount", rupees(amount)).with("open", rupees(open)))
}

/// To note that a line was not admitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectClaim {
    /// Number of the claim list.
    pub claim: String,
    /// Day.
    pub date: Date,
    /// Loan.
    pub loan: String,
    /// Not admitted, paise.
    pub amount: Paise,
    /// Why.
    pub reason: String,
    /// Who bears it.
    pub bearer: Bearer,
    /// Head of interest receivable, for what the member bears; of the society's expense, for what it bears of a member's relief.
    pub bearer_head: String,
}

/// Notes that a line of a claim, or a part of it, was not admitted, and who bears it: of subvention always the society, whose income it
/// was.
///
/// # Errors
/// 4005, 4006, 4107 (no reason), 4109, 4351 (no such claim), 4352 (more than is open), 4353 (the loan is not in it, or with less).
pub fn reject_claim(view: Option<&ClaimFile>, c: &RejectClaim, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    let file = file(view, &c.claim)?;
    amount(c.amount)?;
    text(&c.reason)?;
    let row = file.made.rows.iter().find(|r| r.loan == c.loan);
    let left = file.admitted(&c.loan);
    let Some(row) = row.filter(|_| c.amount <= left) else {
        let no = Refusal::new(4353).with("claim", &c.claim).with("loan", &c.loan);
        return Err(no.with("left", rupees(left)));
    };
    within(file.open(), c.amount, &c.claim)?;
    let own = file.made.funder == Funder::Subvention;
    Ok(vec![CreditEvent::ClaimRejected(ClaimRejected {
        claim: c.claim.clone(),
        date: c.date,
        funder: file.made.funder,
        loan: c.loan.clone(),
        member_no: row.member_no.clone(),
        amount: c.amount,
        reason: c.reason.clone(),
        bearer: if own { Bearer::Society } else { c.bearer },
        bearer_head: if own { file.made.from_head.clone() } else { c.bearer_head.clone() },
        head: file.made.funder_head.clone(),
    })])
}

/// To provide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provide {
    /// Day.
    pub date: Date,
    /// What is required as the person saw it, paise.
    pub required: Paise,
    /// What stands under the head of the provision, paise.
    pub before: Paise,
    /// Head of the provision.
    pub head: String,
    /// Head of the expense.
    pub expense: String,
}

/// Brings provisions to what is required, by the difference only, and interest of non-performing loans to its reserve. Nothing where
/// everything stands as it should.
///
/// # Errors
/// 4005, 4006, 4354 (what is required is another sum than was shown).
pub fn provide(all: &[Standing], c: &Provide, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    let classes = by_class(all);
    let required: Paise = classes.iter().map(|k| k.required).sum();
    if required != c.required {
        return Err(Refusal::new(4354).with("shown", rupees(c.required)).with("required", rupees(required)));
    }
    let mut out = Vec::new();
    if required != c.before {
        out.push(CreditEvent::ProvisionMade(ProvisionMade {
            date: c.date,
            classes,
            before: c.before,
            required,
            head: c.head.clone(),
            expense: c.expense.clone(),
        }));
    }
    let moves = all.iter().map(Standing::moves).filter(|m| !(m.interest.is_zero() && m.penal.is_zero()));
    let rows: Vec<_> = moves.collect();
    if !rows.is_empty() {
        out.push(CreditEvent::InterestReserved(InterestReserved { date: c.date, rows }));
    }
    Ok(out)
}

/// Notes that reminders were given, each once.
///
/// # Errors
/// 4005, 4006, 4357 (nobody is to be reminded).
pub fn remind(rows: &[Reminder], date: Date, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, date)?;
    if rows.is_empty() {
        return Err(Refusal::new(4357).with("date", date));
    }
    Ok(vec![CreditEvent::Reminded(Reminded { date, rows: rows.to_vec() })])
}

/// Most ornaments of one loan.
const ORNAMENTS: usize = 50;
/// Most milligrams of one ornament: ten kilograms.
const MOST_WEIGHT: i64 = 10_000_000;

/// To take gold in custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// Loan.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Day.
    pub date: Date,
    /// Ornaments.
    pub ornaments: Vec<Ornament>,
    /// Rate of a gram of fine gold, where it is set, paise.
    pub rate: Option<Paise>,
    /// Who weighed and tested them.
    pub appraiser: String,
}

/// Takes gold in custody at the rate of the day.
///
/// # Errors
/// 4005, 4006, 4101 (no rate is set), 4107 (no appraiser), 4358 (an ornament without name, weight or purity, or too many).
pub fn pledge(c: &Pledge, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.appraiser)?;
    let rate = c.rate.ok_or_else(|| Refusal::new(4101).with("setting", "gold-rate").with("date", c.date))?;
    let right = |o: &Ornament| {
        let weighed = 0 < o.net && o.net <= o.gross && o.gross <= MOST_WEIGHT;
        weighed && o.pieces > 0 && (1..=1000).contains(&o.purity) && text(&o.what).is_ok()
    };
    let wrong = c.ornaments.iter().find(|o| !right(o));
    if c.ornaments.is_empty() || c.ornaments.len() > ORNAMENTS || wrong.is_some() {
        return Err(Refusal::new(4358).with("what", wrong.map_or("", |o| &o.what)).with("most", ORNAMENTS));
    }
    Ok(vec![CreditEvent::GoldPledged(GoldPledged {
        loan: c.loan.clone(),
        member_no: c.member_no.clone(),
        date: c.date,
        ornaments: c.ornaments.clone(),
        rate,
        value: value(&c.ornaments, rate),
        appraiser: c.appraiser.clone(),
    })])
}

/// Gives gold back, once nothing is owed on the loan.
///
/// # Errors
/// 4005, 4006, 4107 (to whom), 4359 (something is owed), 4360 (none is in custody).
pub fn release(
    held: &[Custody],
    owed: Paise,
    (loan, to): (&str, &str),
    context: &Context,
) -> Result<Vec<CreditEvent>, Refusal> {
    let date = context.today;
    dated(context, date)?;
    text(to)?;
    if !held.iter().any(|c| c.pledged.loan == loan && c.released.is_none()) {
        return Err(Refusal::new(4360).with("loan", loan));
    }
    if owed > Paise::ZERO {
        return Err(Refusal::new(4359).with("loan", loan).with("owed", rupees(owed)));
    }
    Ok(vec![CreditEvent::GoldReleased(GoldReleased { loan: loan.to_owned(), date, to: to.to_owned() })])
}

/// To class a loan as loss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameLoss {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// The paper that says so.
    pub document: String,
    /// Why nothing more is to be had.
    pub reason: String,
}

/// Classes a loan as loss.
///
/// # Errors
/// 4005, 4006, 4107 (no paper or no reason), 4118 (nothing was lent), 4664 (nothing is owed on it, or it is classed so already).
pub fn name_loss(view: &LoanView, c: &NameLoss, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.document)?;
    text(&c.reason)?;
    if view.sanctioned_on.is_none() {
        return Err(Refusal::new(4118).with("loan", &c.loan));
    }
    let owed: Paise = view.demands.iter().map(|d| d.owed.total()).sum();
    if owed <= Paise::ZERO || view.class == Class::Loss {
        return Err(Refusal::new(4664).with("loan", &c.loan));
    }
    Ok(vec![CreditEvent::LossNamed(LossNamed {
        loan: c.loan.clone(),
        date: c.date,
        document: c.document.trim().to_owned(),
        reason: c.reason.trim().to_owned(),
    })])
}

/// To note what happened to a suit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveSuit {
    /// Loan.
    pub loan: String,
    /// Day it happened.
    pub on: Date,
    /// What.
    pub stage: Stage,
    /// Amount decreed, paise; nothing for other stages.
    pub amount: Paise,
    /// Next day before the court.
    pub next: Option<Date>,
    /// What was ordered.
    pub note: String,
}

/// Notes what happened to a suit.
///
/// # Errors
/// 4005 (a day that lies ahead), 4109 (a decree without amount), 4361 (no suit that lives, or the next day is not later).
pub fn move_suit(suits: &[Suit], c: &MoveSuit, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    if c.on > context.today {
        return Err(Refusal::new(4005).with("date", c.on).with("today", context.today));
    }
    let suit = suits.iter().rev().find(|s| s.filed.loan == c.loan && s.lives());
    let before = suit.map(|s| s.last().map_or(s.filed.date, |m| m.on));
    let later = c.next.is_none_or(|next| next > c.on && !c.stage.ends());
    if before.is_none_or(|b| c.on < b) || !later {
        return Err(Refusal::new(4361).with("loan", &c.loan));
    }
    if c.stage == Stage::Decreed {
        amount(c.amount)?;
    }
    if !c.note.is_empty() {
        text(&c.note)?;
    }
    Ok(vec![CreditEvent::SuitMoved(SuitMoved {
        loan: c.loan.clone(),
        date: context.today,
        on: c.on,
        stage: c.stage,
        amount: if c.stage == Stage::Decreed { c.amount } else { Paise::ZERO },
        next: c.next,
        note: c.note.clone(),
    })])
}
