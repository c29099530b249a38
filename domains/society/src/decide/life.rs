//! What happens to a member between admission and exit, and to the lists of the society.

use super::admit::{Candidate, distinct};
use super::{Context, MemberView, reason};
use crate::acts::{BylawSet, Change, MemberChanged, MemberLeft, NomineeSet, NoticeServed, VillageSet};
use crate::bylaw::BylawRule;
use crate::effects::Standing;
use crate::event::SocietyEvent;
use crate::notice::Notice;
use crate::person::{Field, checked_nominees};
use crate::terms::{Leaving, MOST_NAME, MOST_ROWS, Nominee, Village, resolution, text};
use kernel::{Date, Refusal};
use lipi::Lang;
use serde::{Deserialize, Serialize};

/// What a change must know.
#[derive(Clone, Debug, Default)]
pub struct ChangeView {
    /// The member, as he stands.
    pub member: MemberView,
    /// The village changed to is in the list; true where the village does not change.
    pub village_known: bool,
    /// Who may be the same person after the change, himself left out.
    pub candidates: Vec<Candidate>,
}

/// To change facts about a member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeMember {
    /// New values, each field once.
    pub to: Vec<Field>,
    /// Why.
    pub reason: String,
    /// Why he is none of those he is now like.
    #[serde(default)]
    pub although: Option<String>,
}

/// Changes facts about a member; of one who left too, whose page may hold a mistake.
///
/// # Errors
/// 4202, 4203, 4207, 4208, 4209, 4214, 4217, 4226 (nothing changes, or a field twice), 4231, 4233, 4236, 4237, 4239.
pub fn change(view: &ChangeView, c: &ChangeMember, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let m = &view.member;
    if matches!(m.standing, Standing::Free | Standing::Merged { .. }) {
        return Err(Refusal::new(4217).with("no", &m.no));
    }
    reason(&c.reason)?;
    let twice = |i: usize, f: &Field| c.to[..i].iter().any(|g| g.same_field(f));
    if c.to.len() > MOST_ROWS || c.to.iter().enumerate().any(|(i, f)| twice(i, f)) {
        return Err(Refusal::new(4226));
    }
    let mut after = m.person.clone();
    // What the register holds already is not judged again: an old book's mobile may be a commitment, an old name may be missing.
    let mut judged = crate::person::Person { name: "-".into(), ..Default::default() };
    for field in &c.to {
        judged.set(field.clone());
    }
    let judged = judged.checked(context.today)?;
    for field in &c.to {
        after.set(judged.get(field));
    }
    let moved = after.village != m.person.village;
    let unnamed = matches!(&after.village, Village::Listed(v) if v.is_empty());
    if moved && (unnamed || !view.village_known) {
        return Err(Refusal::new(4207).with("village", &after.village));
    }
    let both = c.to.iter().map(|f| Change { before: m.person.get(f), after: after.get(f) });
    let changes: Vec<Change> = both.filter(|c| c.before != c.after).collect();
    if changes.is_empty() {
        return Err(Refusal::new(4226));
    }
    let telling = |c: &Change| {
        matches!(c.after, Field::Name(_) | Field::Father(_) | Field::Village(_) | Field::Mobile(_) | Field::Kyc(_))
    };
    let asked = changes.iter().any(telling);
    let although = if asked { distinct(&after, &view.candidates, c.although.as_deref())? } else { None };
    let (no, date, reason) = (m.no.clone(), context.today, c.reason.clone());
    Ok(vec![SocietyEvent::MemberChanged(MemberChanged { no, date, changes, reason, although })])
}

/// To name nominees in place of those named before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetNominees {
    /// All of them; none takes the nomination back.
    pub nominees: Vec<Nominee>,
}

/// Names nominees.
///
/// # Errors
/// 4202, 4203, 4216, 4217 (no member), 4226 (the same as before), 4233, 4239.
pub fn set_nominees(member: &MemberView, c: &SetNominees, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    member.present()?;
    let after = checked_nominees(&c.nominees, context.today)?;
    if after == member.nominees {
        return Err(Refusal::new(4226));
    }
    let (no, before) = (member.no.clone(), member.nominees.clone());
    Ok(vec![SocietyEvent::NomineeSet(NomineeSet { no, date: context.today, before, after })])
}

/// To end membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// How.
    pub reason: Leaving,
    /// Day it happened, as on the letter or death certificate; today where it is left out. A fact, not the day of the entry.
    #[serde(default)]
    pub happened: Option<Date>,
    /// Resolution; a death needs none.
    pub resolution: String,
}

/// Ends membership. Who owes or stands surety does not leave; who died has left, whatever he owes.
///
/// # Errors
/// 4202, 4203, 4206, 4217, 4222 (owes), 4223 (surety), 4765 (a sanction nobody drew), 4233 (after today, or before admission), 4238 (left already).
pub fn leave(member: &MemberView, c: &Leave, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    if matches!(member.standing, Standing::Left { .. }) {
        return Err(Refusal::new(4238).with("no", &member.no));
    }
    member.present()?;
    let happened = c.happened.unwrap_or(context.today);
    let before = matches!(member.standing, Standing::Member { since, .. } if happened < since);
    if happened > context.today || before {
        return Err(Refusal::new(4233).with("date", happened).with("today", context.today));
    }
    if c.reason == Leaving::Died {
        crate::terms::blank_or_text("resolution", &c.resolution, crate::terms::MOST_TEXT)?;
    } else {
        resolution(&c.resolution)?;
        member.free_of_loans()?;
        no_surety(member)?;
        nothing_sanctioned(member)?;
    }
    Ok(vec![SocietyEvent::MemberLeft(MemberLeft {
        no: member.no.clone(),
        date: context.today,
        reason: c.reason,
        happened,
        resolution: c.resolution.clone(),
    })])
}

/// No loan stands sanctioned that was never drawn: the board gave its word, and takes it back first. A limit that was drawn and repaid ends with
/// the membership, since only a member draws.
fn nothing_sanctioned(member: &MemberView) -> Result<(), Refusal> {
    if member.undrawn.is_empty() {
        return Ok(());
    }
    let loans: Vec<&str> = member.undrawn.iter().take(5).map(String::as_str).collect();
    Err(Refusal::new(4765).with("no", &member.no).with("loans", loans.join(", ")))
}

/// Stands surety for nobody.
pub(super) fn no_surety(member: &MemberView) -> Result<(), Refusal> {
    if member.surety_for.is_empty() {
        return Ok(());
    }
    let loans: Vec<&str> = member.surety_for.iter().take(5).map(String::as_str).collect();
    Err(Refusal::new(4223).with("no", &member.no).with("loans", loans.join(", ")))
}

/// What the list of villages knows of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageView {
    /// The name is in the list.
    pub known: bool,
    /// Its code.
    pub lgd: Option<u32>,
    /// Another village has the code asked for.
    pub code_taken: bool,
}

/// To enter a village, or to give it its code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetVillage {
    /// Name.
    pub name: String,
    /// Code of the Local Government Directory.
    #[serde(default)]
    pub lgd: Option<u32>,
}

/// Most a village code of the Local Government Directory can be: it has at most eight figures.
const MOST_LGD: u32 = 99_999_999;

/// Enters a village.
///
/// # Errors
/// 4202, 4203, 4207 (the code is impossible or another village's), 4226 (nothing changes).
pub fn set_village(view: &VillageView, c: &SetVillage, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    let name = lipi::text::clean(&c.name);
    text("village", &name, MOST_NAME)?;
    if let Some(code) = c.lgd.filter(|code| view.code_taken || !(1..=MOST_LGD).contains(code)) {
        return Err(Refusal::new(4207).with("village", Village::Lgd(code)));
    }
    if view.known && view.lgd == c.lgd {
        return Err(Refusal::new(4226));
    }
    let (known, before) = (view.known, view.lgd);
    Ok(vec![SocietyEvent::VillageSet(VillageSet { name, date: context.today, lgd: c.lgd, known, before })])
}

/// To set a bye-law. The rule has a day of its own from which it holds: the day of its registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetBylaw {
    /// The rule.
    pub rule: BylawRule,
}

/// Sets a bye-law with its order and source.
///
/// # Errors
/// 4202, 4203, 4235 (a value that cannot be).
pub fn set_bylaw(c: &SetBylaw, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    c.rule.check()?;
    Ok(vec![SocietyEvent::BylawSet(BylawSet { date: context.today, rule: c.rule.clone() })])
}

/// To serve a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serve {
    /// What it says.
    pub notice: Notice,
    /// On whom; empty for all members. At most 2,000 numbers at a time.
    pub members: Vec<String>,
    /// Name of the society as it stands at the head of the notice.
    pub society: String,
}

/// Most members named in one entry.
const MOST_SERVED: usize = 2_000;

/// Keeps a notice as it was served, in both languages.
///
/// # Errors
/// 4201 (days of notice unset), 4202, 4203, 4234 (too few clear days), 4239 (too many members in one entry).
pub fn serve(rules: &crate::bylaw::Bylaws, c: &Serve, context: &Context) -> Result<Vec<SocietyEvent>, Refusal> {
    if c.members.len() > MOST_SERVED {
        return Err(Refusal::new(4239).with("most", MOST_SERVED));
    }
    c.members.iter().try_for_each(|m| text("no", m, MOST_NAME))?;
    text("society", &c.society, MOST_NAME)?;
    c.notice.check(rules, context.today)?;
    let text = [Lang::Hi, Lang::En].map(|lang| c.notice.text(&c.society, context.today, lang)).join("\n\n");
    Ok(vec![SocietyEvent::NoticeServed(NoticeServed {
        kind: c.notice.kind().to_owned(),
        date: context.today,
        members: c.members.clone(),
        text,
    })])
}
