//! Rows of the mix about members and shares.

use super::mix::cash;
use super::play::{Play, Step};
use desk::Role;
use desk::act::{Act, Pay};
use examples::year::{self, person};
use kernel::Date;
use society::bylaw::{Bylaw, BylawRule, model};
use society::decide::{Admit, ChangeMember, Leave, SetBylaw, SetVillage};
use society::land::{Land, NALI};
use society::person::{Field, Person};
use society::terms::{Kyc, KycKind, Leaving, Nominee, Village};

/// Bye-laws of the played society. What one may hold of the capital is the whole of it: the old books bring no shares forward, so that
/// the first shares are the whole capital.
pub fn bylaws() -> Vec<Act> {
    let model = model().0;
    let whole = BylawRule { says: Bylaw::MostOfCapital(1, 1), from: year::FIRST, ..model[0].clone() };
    model.into_iter().chain([whole]).map(|rule| Act::SetBylaw(SetBylaw { rule })).collect()
}

/// Its villages.
pub fn villages(seed: u64) -> Vec<Act> {
    let all = year::place(seed).villages.iter();
    all.map(|v| Act::SetVillage(SetVillage { name: v.0.to_owned(), lgd: None })).collect()
}

fn resolution(p: &mut Play<'_>) -> String {
    format!("{} / {}", p.random.between(1, 40), p.today)
}

/// A new member, with the least number of shares.
pub fn admit(p: &mut Play<'_>) -> Option<Step> {
    p.applicants += 1;
    let who = person(p.seed, p.members + p.applicants);
    let shown = format!("{:04}", p.random.below(10_000));
    let kyc = Kyc { kind: KycKind::Aadhaar, shown, verified_by: "secretary".into(), on: p.today };
    let born = Date::new(p.random.between(1955, 2004) as i16, 6, 15).ok();
    let person = Person {
        name: who.name,
        father: who.father,
        born,
        village: Village::Listed(who.village),
        land: Land(p.random.between(2, 60) * NALI),
        kyc: vec![kyc],
        ..Person::default()
    };
    let resolution = resolution(p);
    // many here share a name: that it is another person was looked at
    let although = Some(year::ANOTHER.to_owned());
    let admit = Admit { person, resolution, shares: 5, although, ..Admit::default() };
    cash(Act::Admit { admit: Box::new(admit), pay: Pay::Cash })
}

pub fn issue(p: &mut Play<'_>) -> Option<Step> {
    let (member_no, shares) = (p.member(), p.random.between(5, 20) as u32);
    p.holders.push(member_no.clone());
    cash(Act::IssueShares { member_no, shares, certificate: String::new(), pay: Pay::Cash })
}

/// Two numbers turn out to be one person.
pub fn merge(p: &mut Play<'_>) -> Option<Step> {
    let (keep, gone, reason) = (p.member(), p.member(), year::ONE.to_owned());
    (keep != gone).then(|| Step::new(Role::Secretary, Act::MergeMembers { keep, gone, reason }))
}

/// Somebody to whom shares were issued in this play.
fn holder(p: &mut Play<'_>) -> Option<String> {
    (!p.holders.is_empty()).then(|| p.random.pick(&p.holders).clone())
}

pub fn transfer(p: &mut Play<'_>) -> Option<Step> {
    let (from, to, resolution) = (holder(p)?, p.member(), resolution(p));
    (from != to).then_some(())?;
    let shares = p.random.between(1, 3) as u32;
    Some(Step::new(Role::Secretary, Act::TransferShares { from, to, shares, certificate: String::new(), resolution }))
}

pub fn nominees(p: &mut Play<'_>) -> Option<Step> {
    let member_no = p.member();
    let of = |no: usize, share| Nominee {
        name: person(p.seed, no).name,
        relation: year::RELATION.to_owned(),
        born: None,
        share,
    };
    let nominees = vec![of(p.members * 2 + 1, 60), of(p.members * 2 + 2, 40)];
    Some(Step::new(Role::Secretary, Act::SetNominees { member_no, nominees }))
}

pub fn change(p: &mut Play<'_>) -> Option<Step> {
    let (member_no, land) = (p.member(), Land(p.random.between(2, 60) * NALI));
    let change = ChangeMember { to: vec![Field::Land(land)], reason: year::MEASURED.to_owned(), although: None };
    Some(Step::new(Role::Secretary, Act::ChangeMember { member_no, change }))
}

pub fn leave(p: &mut Play<'_>) -> Option<Step> {
    let (member_no, resolution) = (holder(p)?, resolution(p));
    p.gone.push(member_no.clone());
    let leave = Leave { reason: Leaving::Resigned, happened: None, resolution };
    Some(Step::new(Role::Secretary, Act::LeaveSociety { member_no, leave }))
}

pub fn refund(p: &mut Play<'_>) -> Option<Step> {
    (!p.gone.is_empty()).then_some(())?;
    let at = p.random.below(p.gone.len());
    let member_no = p.gone.swap_remove(at);
    let (paid_to, resolution) = (year::HIMSELF.to_owned(), resolution(p));
    cash(Act::RefundShares { member_no, paid_to, resolution, pay: Pay::Cash })
}
