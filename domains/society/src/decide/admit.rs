//! Admission and its rejection; persons who may be in the register already.

use super::{Context, legs, new_certificate, reason, within_part, worth};
use crate::acts::{AdmissionRejected, Although, MemberAdmitted, SharesIssued};
use crate::bylaw::{Bylaws, Key};
use crate::event::SocietyEvent;
use crate::person::{Person, checked_nominees};
use crate::terms::{
    Class, KycKind, Leg, MOST_NAME, MOST_ROWS, MOST_TEXT, Nominee, Village, blank_or_text, resolution, text,
};
use kernel::{Date, Paise, Refusal};
use lipi::name::{Heard, Word};
use serde::{Deserialize, Serialize};

/// Somebody in the register who may be the same person: the store brings those whose names sound alike or who share a mobile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Membership number.
    pub no: String,
    /// The person.
    pub person: Person,
}

/// What an admission must know.
#[derive(Clone, Debug, Default)]
pub struct AdmitView {
    /// The number has a page in the register already, also of one who left.
    pub taken: bool,
    /// The village is in the society's list, or its code is.
    pub village_known: bool,
    /// Bye-laws.
    pub bylaws: Bylaws,
    /// Head of admission fees, usually `INC_ADM`.
    pub fee_head: String,
    /// Head of members' share capital, usually `SHARE_IND`.
    pub share_head: String,
    /// Subscribed share capital before, paise.
    pub capital: Paise,
    /// The certificate's number is taken.
    pub certificate_taken: bool,
    /// Who may be the same person.
    pub candidates: Vec<Candidate>,
}

/// To admit a member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// Membership number.
    pub no: String,
    /// Register.
    pub class: Class,
    /// The person.
    pub person: Person,
    /// Nominees.
    #[serde(default)]
    pub nominees: Vec<Nominee>,
    /// Member of another primary agricultural credit society, as he declares.
    #[serde(default)]
    pub member_elsewhere: bool,
    /// Resolution: number and day.
    pub resolution: String,
    /// Shares paid for with the application, pieces.
    #[serde(default)]
    pub shares: u32,
    /// Number of their certificate; empty where there are none.
    #[serde(default)]
    pub certificate: String,
    /// Money for fee and shares.
    #[serde(default)]
    pub legs: Vec<Leg>,
    /// Why he is none of those he is like.
    #[serde(default)]
    pub although: Option<String>,
}

/// Admits a member, and issues the shares paid with the application.
///
/// # Errors
/// 4201 to 4216, 4218, 4219, 4231, 4233, 4236, 4237, 4239, 4240.
pub fn admit(view: &AdmitView, c: &Admit, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let today = context.today;
    text("no", &c.no, MOST_NAME)?;
    if view.taken {
        return Err(Refusal::new(4204).with("no", &c.no));
    }
    let person = c.person.checked(today)?;
    let nominees = checked_nominees(&c.nominees, today)?;
    resolution(&c.resolution)?;
    let unnamed = matches!(&person.village, Village::Listed(v) if v.is_empty());
    if unnamed || !view.village_known {
        return Err(Refusal::new(4207).with("village", &person.village));
    }
    match c.class {
        Class::A => full_member(view, c, &person, today)?,
        Class::B if c.shares > 0 => return Err(Refusal::new(4211).with("no", &c.no)),
        Class::B => {}
    }
    let although = distinct(&person, &view.candidates, c.although.as_deref())?;
    let fee = view.bylaws.money(Key::AdmissionFee(c.class), today)?;
    let amount = if c.shares > 0 { worth(&view.bylaws, c.shares, today)? } else { Paise::ZERO };
    legs(&c.legs, fee + amount)?;
    let (fee_legs, share_legs) = parted(&c.legs, fee);
    let no = lipi::text::clean(&c.no);
    let mut events = vec![SocietyEvent::MemberAdmitted(MemberAdmitted {
        no: no.clone(),
        class: c.class,
        date: today,
        person: Box::new(person),
        nominees,
        resolution: c.resolution.clone(),
        fee,
        head: view.fee_head.clone(),
        legs: fee_legs,
        although,
    })];
    if c.shares > 0 {
        new_certificate(&c.certificate, view.certificate_taken)?;
        within_part(&view.bylaws, c.shares, amount, view.capital + amount, today)?;
        events.push(SocietyEvent::SharesIssued(SharesIssued {
            member_no: no,
            date: today,
            shares: c.shares,
            amount,
            certificate: c.certificate.clone(),
            head: view.share_head.clone(),
            legs: share_legs,
        }));
    }
    Ok(events)
}

/// What the bye-laws ask of a full member.
fn full_member(view: &AdmitView, c: &Admit, person: &Person, today: Date) -> Result<(), Refusal> {
    let rules = &view.bylaws;
    let least = rules.number(Key::LeastAge, today)?;
    let years = kernel::years(i16::try_from(least).unwrap_or(i16::MAX));
    // Who was born on 29 February is of age on 28 February: the civil calendar's last day of that month.
    let of_age = person.born.and_then(|b| b.checked_add(years).ok()).is_some_and(|day| day <= today);
    if !of_age {
        return Err(Refusal::new(4205).with("least", least));
    }
    if rules.yes(Key::LandOrCattle, today)? && person.land.0 == 0 && person.cattle == 0 {
        return Err(Refusal::new(4213));
    }
    if rules.yes(Key::KycNeeded, today)? && person.kyc.is_empty() {
        return Err(Refusal::new(4214).with("kind", "none"));
    }
    if c.member_elsewhere {
        return Err(Refusal::new(4215));
    }
    let least = rules.number(Key::LeastShares, today)?;
    if c.shares < least {
        return Err(Refusal::new(4210).with("shares", c.shares).with("least", least));
    }
    Ok(())
}

/// The legs of the first `fee` paise, and those of the rest.
fn parted(all: &[Leg], fee: Paise) -> (Vec<Leg>, Vec<Leg>) {
    let (mut left, mut first, mut rest) = (fee, Vec::new(), Vec::new());
    for leg in all {
        let here = left.min(leg.amount);
        for (part, to) in [(here, &mut first), (leg.amount - here, &mut rest)] {
            if !part.is_zero() {
                to.push(Leg { amount: part, ..leg.clone() });
            }
        }
        left -= here;
    }
    (first, rest)
}

/// Refuses a person who may be in the register already, unless somebody says why he is another.
pub(crate) fn distinct(
    person: &Person,
    candidates: &[Candidate],
    although: Option<&str>,
) -> Result<Option<Although>, Refusal> {
    let like = likely(person, candidates);
    if like.is_empty() {
        return Ok(None);
    }
    let Some(why) = although.filter(|w| !w.trim().is_empty()) else {
        let shown = like.iter().take(5).map(|c| {
            let p = &c.person;
            format!("{} {} / {} / {}", c.no, p.name, p.father, p.village)
        });
        return Err(Refusal::new(4209).with("who", shown.collect::<Vec<_>>().join("; ")));
    };
    reason(why)?;
    let like = like.into_iter().map(|c| c.no.clone()).collect();
    Ok(Some(Although { reason: why.to_owned(), like }))
}

/// Those of the candidates who are likely the same person, in either script: the names of person, father and village sound alike, or the
/// names do and mobile or paper are the same. Families share a telephone: that alone says nothing.
#[must_use]
pub fn likely<'c>(person: &Person, candidates: &'c [Candidate]) -> Vec<&'c Candidate> {
    let (name, father) = (Heard::of(&person.name), Heard::of(&person.father));
    let paper = |p: &Person| -> Vec<(KycKind, String)> { p.kyc.iter().map(|k| (k.kind, k.shown.clone())).collect() };
    let mine = paper(person);
    let same = |c: &&Candidate| {
        let other = &c.person;
        let heard = Heard::of(&other.name);
        let telephone = !person.mobile.is_empty() && person.mobile == other.mobile;
        if telephone || paper(other).iter().any(|k| mine.contains(k)) {
            // A surname is often written once and left out the next time.
            return same_given(&person.name, &other.name) || name.likeness(&heard, 0.75).is_some();
        }
        let missing = person.father.is_empty() || other.father.is_empty();
        let fathers = missing || father.likeness(&Heard::of(&other.father), 0.85).is_some();
        name.likeness(&heard, 0.87).is_some() && fathers && same_village(&person.village, &other.village, missing)
    };
    candidates.iter().filter(same).collect()
}

fn same_given(a: &str, b: &str) -> bool {
    let (a, b) = (Word::all(a), Word::all(b));
    a.first().zip(b.first()).is_some_and(|(a, b)| a.likeness(b, 850).is_some())
}

/// `strict`: a village that is not known is not the same one.
fn same_village(a: &Village, b: &Village, strict: bool) -> bool {
    match (a, b) {
        (Village::Listed(a), Village::Listed(b)) if a.is_empty() || b.is_empty() => !strict,
        (Village::Listed(a), Village::Listed(b)) => Heard::of(a).likeness(&Heard::of(b), 0.85).is_some(),
        (Village::Lgd(a), Village::Lgd(b)) => a == b,
        // One by code, one by name: they may be one.
        _ => !strict,
    }
}

/// To reject an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Number of the application.
    pub application: String,
    /// Who applied.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village as written.
    pub village: String,
    /// Why, at least one.
    pub reasons: Vec<String>,
    /// Resolution.
    pub resolution: String,
}

/// Rejects an application and keeps the reasons.
///
/// # Errors
/// 4202, 4203, 4206, 4230 (no reason).
pub fn reject(c: &Reject, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    text("application", &c.application, MOST_NAME)?;
    text("name", &c.name, MOST_NAME)?;
    blank_or_text("father", &c.father, MOST_NAME)?;
    blank_or_text("village", &c.village, MOST_NAME)?;
    resolution(&c.resolution)?;
    if c.reasons.is_empty() || c.reasons.len() > MOST_ROWS || c.reasons.iter().any(|r| r.trim().is_empty()) {
        return Err(Refusal::new(4230));
    }
    c.reasons.iter().try_for_each(|r| text("reason", r, MOST_TEXT))?;
    Ok(vec![SocietyEvent::AdmissionRejected(AdmissionRejected {
        application: c.application.clone(),
        name: c.name.clone(),
        father: c.father.clone(),
        village: c.village.clone(),
        date: context.today,
        reasons: c.reasons.clone(),
        resolution: c.resolution.clone(),
    })])
}
