//! What an event posts, measures and sets. Total: it cannot fail.

use crate::bylaw::BylawRule;
use crate::event::SocietyEvent;
use crate::person::Field;
use crate::terms::{Class, Leaving, Leg, Nominee, count};
use books::Line;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// The lines an event posts; debits equal credits, none has an amount of nothing.
#[must_use]
pub fn lines(event: &SocietyEvent) -> Vec<Line> {
    match event {
        SocietyEvent::MemberAdmitted(e) => received(&e.head, &e.legs),
        SocietyEvent::SharesIssued(e) => received(&e.head, &e.legs),
        SocietyEvent::SharesRefunded(e) => turned(received(&e.head, &e.legs)),
        SocietyEvent::Reversed(e) => turned(lines(&e.was)),
        _ => Vec::new(),
    }
}

/// Legs debited, the head credited with their sum.
fn received(head: &str, legs: &[Leg]) -> Vec<Line> {
    let line = |head: &str, debit, credit| Line { head: head.to_owned(), debit, credit, source: None };
    let paid = legs.iter().filter(|l| !l.amount.is_zero());
    let mut out: Vec<Line> = paid.map(|l| line(&l.head, l.amount, Paise::ZERO)).collect();
    let sum: Paise = legs.iter().map(|l| l.amount).sum();
    if !sum.is_zero() {
        out.push(line(head, Paise::ZERO, sum));
    }
    out
}

fn turned(lines: Vec<Line>) -> Vec<Line> {
    lines.into_iter().map(|l| Line { debit: l.credit, credit: l.debit, ..l }).collect()
}

/// What of a member is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Shares held, pieces.
    Shares,
    /// Shares held, paise.
    ShareMoney,
    /// Admission fees paid, paise.
    Fees,
}

/// A change: whose number, what of it, by how much.
pub type Changed = (String, Measure, i64);

/// What an event changes of what is counted.
#[must_use]
pub fn changes(event: &SocietyEvent) -> Vec<Changed> {
    let shares = |no: &str, n: u32, amount: Paise, sign: i64| {
        [(no.to_owned(), Measure::Shares, sign * count(n)), (no.to_owned(), Measure::ShareMoney, sign * amount.0)]
    };
    let moved = |from: &str, to: &str, n, amount| [shares(from, n, amount, -1), shares(to, n, amount, 1)].concat();
    let mut all = match event {
        SocietyEvent::MemberAdmitted(e) => vec![(e.no.clone(), Measure::Fees, e.fee.0)],
        SocietyEvent::SharesIssued(e) => shares(&e.member_no, e.shares, e.amount, 1).into(),
        SocietyEvent::SharesRefunded(e) => shares(&e.member_no, e.shares, e.amount, -1).into(),
        SocietyEvent::SharesTransferred(e) => moved(&e.from, &e.to, e.shares, e.amount),
        SocietyEvent::MembersMerged(e) => moved(&e.gone, &e.keep, e.shares, e.amount),
        SocietyEvent::MergeUndone(e) => moved(&e.was.keep, &e.was.gone, e.was.shares, e.was.amount),
        SocietyEvent::Reversed(e) => changes(&e.was).into_iter().map(|(no, m, by)| (no, m, -by)).collect(),
        _ => Vec::new(),
    };
    all.retain(|c| c.2 != 0);
    all
}

/// How a number stands in the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Standing {
    /// Nobody's.
    #[default]
    Free,
    /// A member's.
    Member {
        /// Register.
        class: Class,
        /// Admitted on.
        since: Date,
    },
    /// Of one whose membership ended.
    Left {
        /// How.
        reason: Leaving,
        /// When.
        on: Date,
    },
    /// The same person as another number.
    Merged {
        /// The number that stays.
        into: String,
    },
}

/// A fact an event sets, with what it was before where the event knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// A field of a member.
    Field {
        /// Membership number.
        no: String,
        /// Before; `None` where the member is new (or, in a reversal, is a member no more).
        from: Option<Field>,
        /// After.
        to: Option<Field>,
    },
    /// The nominees of a member.
    Nominees {
        /// Membership number.
        no: String,
        /// Before.
        from: Vec<Nominee>,
        /// After.
        to: Vec<Nominee>,
    },
    /// A number was given to a person; `to` false: taken back.
    Admitted {
        /// Membership number.
        no: String,
        /// Register.
        class: Class,
        /// Day.
        since: Date,
        /// In force.
        to: bool,
    },
    /// Membership ended; `to` false: goes on as it was.
    Left {
        /// Membership number.
        no: String,
        /// How.
        reason: Leaving,
        /// When.
        on: Date,
        /// In force.
        to: bool,
    },
    /// A number is the same person as another; `to` false: stands again as it was.
    Merged {
        /// The number that goes.
        no: String,
        /// The number that stays.
        into: String,
        /// In force.
        to: bool,
    },
    /// A certificate stands in a member's name; `to` false: not.
    Certificate {
        /// Its number.
        certificate: String,
        /// Whose.
        no: String,
        /// In force.
        to: bool,
    },
    /// A village's code; `None` in `from` or `to`: not in the list.
    Village {
        /// Name.
        name: String,
        /// Before.
        from: Option<Option<u32>>,
        /// After.
        to: Option<Option<u32>>,
    },
    /// A rule; `to` false: taken back.
    Rule {
        /// The rule.
        rule: BylawRule,
        /// In force.
        to: bool,
    },
    /// A notice or a rejection; `to` false: withdrawn.
    Paper {
        /// Kind of the event.
        kind: &'static str,
        /// To whom: the application, or the member; empty for all.
        whom: String,
        /// In force.
        to: bool,
    },
}

impl Set {
    /// The other way round.
    #[must_use]
    pub fn turned(self) -> Set {
        match self {
            Set::Field { no, from, to } => Set::Field { no, from: to, to: from },
            Set::Nominees { no, from, to } => Set::Nominees { no, from: to, to: from },
            Set::Admitted { no, class, since, to } => Set::Admitted { no, class, since, to: !to },
            Set::Left { no, reason, on, to } => Set::Left { no, reason, on, to: !to },
            Set::Merged { no, into, to } => Set::Merged { no, into, to: !to },
            Set::Certificate { certificate, no, to } => Set::Certificate { certificate, no, to: !to },
            Set::Village { name, from, to } => Set::Village { name, from: to, to: from },
            Set::Rule { rule, to } => Set::Rule { rule, to: !to },
            Set::Paper { kind, whom, to } => Set::Paper { kind, whom, to: !to },
        }
    }
}

/// The facts an event sets, in order. Old books brought forward are read from their rows.
#[must_use]
pub fn sets(event: &SocietyEvent) -> Vec<Set> {
    match event {
        SocietyEvent::MemberAdmitted(e) => admitted(e),
        SocietyEvent::MemberChanged(e) => e
            .changes
            .iter()
            .map(|c| Set::Field { no: e.no.clone(), from: Some(c.before.clone()), to: Some(c.after.clone()) })
            .collect(),
        SocietyEvent::NomineeSet(e) => {
            vec![Set::Nominees { no: e.no.clone(), from: e.before.clone(), to: e.after.clone() }]
        }
        SocietyEvent::MemberLeft(e) => {
            vec![Set::Left { no: e.no.clone(), reason: e.reason, on: e.happened, to: true }]
        }
        SocietyEvent::MembersMerged(e) => vec![Set::Merged { no: e.gone.clone(), into: e.keep.clone(), to: true }],
        SocietyEvent::MergeUndone(e) => {
            vec![Set::Merged { no: e.was.gone.clone(), into: e.was.keep.clone(), to: false }]
        }
        SocietyEvent::SharesIssued(e) => certificate(&e.certificate, &e.member_no),
        SocietyEvent::SharesTransferred(e) => certificate(&e.certificate, &e.to),
        SocietyEvent::VillageSet(e) => {
            vec![Set::Village { name: e.name.clone(), from: e.known.then_some(e.before), to: Some(e.lgd) }]
        }
        SocietyEvent::BylawSet(e) => vec![Set::Rule { rule: e.rule.clone(), to: true }],
        SocietyEvent::NoticeServed(e) => {
            let whom = if e.members.is_empty() { vec![String::new()] } else { e.members.clone() };
            whom.into_iter().map(|whom| Set::Paper { kind: event.kind(), whom, to: true }).collect()
        }
        SocietyEvent::AdmissionRejected(e) => {
            vec![Set::Paper { kind: event.kind(), whom: e.application.clone(), to: true }]
        }
        SocietyEvent::Reversed(e) => sets(&e.was).into_iter().rev().map(Set::turned).collect(),
        SocietyEvent::SharesRefunded(_)
        | SocietyEvent::Registered { .. }
        | SocietyEvent::MembersBroughtForward { .. }
        | SocietyEvent::VillagesBroughtForward { .. } => Vec::new(),
    }
}

fn certificate(certificate: &str, no: &str) -> Vec<Set> {
    vec![Set::Certificate { certificate: certificate.to_owned(), no: no.to_owned(), to: true }]
}

fn admitted(e: &crate::acts::MemberAdmitted) -> Vec<Set> {
    let p = &e.person;
    let fields = [
        Field::Name(p.name.clone()),
        Field::Father(p.father.clone()),
        Field::Sex(p.sex),
        Field::Born(p.born),
        Field::Caste(p.caste),
        Field::Village(p.village.clone()),
        Field::Mobile(p.mobile.clone()),
        Field::Land(p.land),
        Field::Cattle(p.cattle),
        Field::Occupation(p.occupation.clone()),
        Field::Kyc(p.kyc.clone()),
        Field::Photo(p.photo.clone()),
        Field::Signature(p.signature.clone()),
    ];
    let mut out = vec![Set::Admitted { no: e.no.clone(), class: e.class, since: e.date, to: true }];
    out.extend(fields.map(|to| Set::Field { no: e.no.clone(), from: None, to: Some(to) }));
    if !e.nominees.is_empty() {
        out.push(Set::Nominees { no: e.no.clone(), from: Vec::new(), to: e.nominees.clone() });
    }
    out
}
