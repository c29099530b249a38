//! What people do at the workbench of a migration: an act there is the event it becomes, looked at before it is written. Figures that must be
//! worked out from the old files, data sets and gates, come from the pages; here it is seen that nothing was written in between.

use crate::working::Env;
use crate::{Role, Trouble, Who};
use books::event::Setting;
use books::{BooksEvent, setting};
use keep::{Event, view};
use kernel::{Date, Refusal, SocietyId, Verb};
use migration::bench::event::{Answer, Counted, Signer};
use migration::bench::{BenchEvent, decide, hands};
use migration::layout::{self, LayoutEvent};
use migration::paper::{self, PaperEvent, kinds};
use serde::{Deserialize, Serialize};
use sql::Tx;

/// An act at the workbench.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bench {
    /// What is to happen.
    pub event: BenchEvent,
    /// Entries of the workbench the page had seen; nothing where it does not matter what others wrote meanwhile.
    pub seen: Option<u64>,
    /// What was counted with it.
    pub counted: Option<Counted>,
}

impl From<BenchEvent> for Bench {
    fn from(event: BenchEvent) -> Bench {
        Bench { event, seen: None, counted: None }
    }
}

impl Bench {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match &self.event {
            // what is counted is the program's, after an act of whoever may do one here
            BenchEvent::Signed { .. } | BenchEvent::Counted(_) => Verb::MigrationSign,
            // bytes are destroyed for it: who keyed a page does not blacken what it proves
            BenchEvent::DifferenceCarried(_) | BenchEvent::ObjectionSettled { .. } | BenchEvent::PhotoMasked { .. } => {
                Verb::MigrationSettle
            }
            // that a figure which looks wrong stands as it is, is said by who answers for the society, not by who keyed it
            BenchEvent::Answered { finding, answer: Answer::Stands { .. } } if hands::needs_second(finding) => {
                Verb::MigrationSettle
            }
            // it sets the rule by which the business day asks a reason for what happened before it
            BenchEvent::CutOver { .. } => Verb::RulesSet,
            BenchEvent::Reopened { .. } => Verb::Attest,
            BenchEvent::Posted { .. } => Verb::MigrationImport,
            // by it the hands are measured: not theirs to choose, and less than is proposed not the society's
            BenchEvent::Paper(e) => match **e {
                PaperEvent::SamplingSet { ref sampling } if kinds::is_from_above(sampling) => Verb::ApproveLate,
                PaperEvent::SamplingSet { .. } => Verb::RulesSet,
                _ => Verb::MigrationWork,
            },
            _ => Verb::MigrationWork,
        }
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.event {
            BenchEvent::Opened { .. } => "bench-open",
            BenchEvent::FilesBrought { .. } => "bench-bring-files",
            BenchEvent::FileLeft { .. } => "bench-leave-file",
            BenchEvent::Paper(e) => crate::paper::code(e),
            BenchEvent::MappingSet { .. } => "bench-set-mapping",
            BenchEvent::Layout(l) => match **l {
                LayoutEvent::Taken { .. } => "bench-apply-layout",
                LayoutEvent::Released { .. } => "bench-release-layout",
                LayoutEvent::Withdrawn { .. } => "bench-withdraw-layout",
            },
            BenchEvent::Mended { .. } => "bench-mend",
            BenchEvent::PersonsJudged { .. } => "bench-judge-persons",
            BenchEvent::Answered { .. } => "bench-answer-finding",
            BenchEvent::DifferenceCarried(_) => "bench-carry-difference",
            BenchEvent::Stated(_) => "bench-state-figure",
            BenchEvent::SlipsPrinted { .. } => "bench-print-slips",
            BenchEvent::Objected { .. } => "bench-object",
            BenchEvent::ObjectionSettled { .. } => "bench-settle-objection",
            BenchEvent::Frozen { .. } => "bench-freeze",
            BenchEvent::Signed { .. } => "bench-sign",
            BenchEvent::Posted { .. } => "bench-post",
            BenchEvent::ParallelDay(_) => "bench-parallel-day",
            BenchEvent::BookSealed { .. } => "bench-seal-book",
            BenchEvent::CutOver { .. } => "bench-cut-over",
            BenchEvent::Reopened { .. } => "bench-reopen",
            BenchEvent::Counted(_) => "bench-count",
            BenchEvent::Repeated { .. } => "bench-repeat-trial",
            BenchEvent::TakenBack { .. } => "bench-take-back",
            BenchEvent::PhotoMasked { .. } => "bench-mask-photo",
        }
    }

    /// What it is about, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.event {
            BenchEvent::Opened { cutoff } => cutoff.to_string(),
            BenchEvent::FilesBrought { files, .. } => {
                files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>().join(", ").chars().take(120).collect()
            }
            BenchEvent::FileLeft { path, .. } => path.clone(),
            BenchEvent::Mended { mends, .. } => mends.len().to_string(),
            BenchEvent::PersonsJudged { members, .. } => members.join(", "),
            BenchEvent::Answered { finding, .. } => finding.clone(),
            BenchEvent::DifferenceCarried(c) => c.head.clone(),
            BenchEvent::Stated(o) => o.head.clone(),
            BenchEvent::SlipsPrinted { village, .. } => village.clone(),
            BenchEvent::Objected { member_no, .. } => member_no.clone(),
            BenchEvent::Frozen { set } | BenchEvent::Posted { set } => set.chars().take(16).collect(),
            BenchEvent::Signed { signer, set, .. } => {
                format!("{} {}", signer.code(), set.chars().take(16).collect::<String>())
            }
            BenchEvent::ParallelDay(d) => d.date.to_string(),
            BenchEvent::BookSealed { volume, .. } => volume.clone(),
            BenchEvent::CutOver { from, .. } => from.to_string(),
            BenchEvent::Reopened { order, .. } => order.clone(),
            BenchEvent::ObjectionSettled { of, .. } | BenchEvent::TakenBack { of, .. } => format!("{}/{}", of.0, of.1),
            BenchEvent::Paper(e) => crate::paper::words(e),
            BenchEvent::MappingSet { table, .. } => table.kind.clone(),
            BenchEvent::Layout(l) => match &**l {
                LayoutEvent::Taken { table, .. } | LayoutEvent::Released { table, .. } => table.kind.clone(),
                LayoutEvent::Withdrawn { of, .. } => format!("{}/{}", of.0, of.1),
            },
            BenchEvent::Repeated { trial, .. } => trial.clone(),
            BenchEvent::PhotoMasked { was, .. } => was.chars().take(16).collect(),
            BenchEvent::Counted(_) => String::new(),
        }
    }

    /// Lets him through or refuses: everybody signs as what he is.
    ///
    /// # Errors
    /// 5001, 5002; 3221 a rule for samples below what is proposed, by somebody of the society.
    pub(crate) fn guard(&self, who: &Who, society: SocietyId) -> Result<(), Refusal> {
        let sampling = matches!(&self.event, BenchEvent::Paper(e) if matches!(**e, PaperEvent::SamplingSet { .. }));
        if sampling && who.role.may(Verb::ApproveLate) {
            return who.guard(Verb::ApproveLate, society); // whoever stands above sets it lower or higher
        }
        if sampling && self.verb() == Verb::ApproveLate {
            return Err(Refusal::new(3221).with("key", SAMPLING));
        }
        who.guard(self.verb(), society)?;
        match &self.event {
            BenchEvent::Signed { signer, .. } if !signs_as(who.role, *signer) => {
                Err(Refusal::new(5001).with("name", &who.name).with("role", who.role.code()))
            }
            _ => Ok(()),
        }
    }
}

/// The rule for samples, as other rules have a key.
const SAMPLING: &str = "migration-sampling";

/// Who signs as what. The officers of the department are one role; the bank's is its supervisor.
#[must_use]
pub fn signs_as(role: Role, signer: Signer) -> bool {
    match signer {
        Signer::Operator => matches!(role, Role::Operator | Role::Accountant),
        Signer::Secretary => role == Role::Secretary,
        Signer::President => role == Role::President,
        Signer::Officer => role == Role::Officer,
        Signer::Auditor => role == Role::Auditor,
        Signer::Bank => role == Role::Supervisor,
    }
}

/// The day from which no paper is kept, as the business day knows it; it is set with the act that ends paper, and put off for ever where an officer
/// opens it again.
fn paper_rule(env: &Env<'_>, event: &BenchEvent) -> Result<Vec<BooksEvent>, Refusal> {
    let (from, value, order) = match event {
        BenchEvent::CutOver { from, resolution, .. } => (*from, *from, resolution),
        BenchEvent::Reopened { order, .. } => (env.now.day(), Date::MAX, order),
        _ => return Ok(Vec::new()),
    };
    let key = setting::PAPER_CLOSED.to_owned();
    setting::set(&Setting { key, from, value: value.to_string(), order: order.clone(), source: String::new() })
}

/// Of what is shared a society only applies what an officer released; releasing is no act in a society.
fn released(t: &mut Tx<'_>, event: &LayoutEvent) -> Result<(), Trouble> {
    match event {
        LayoutEvent::Taken { of, table } => Ok(layout::stands(&view::released_layouts(t)?, *of, table)?),
        LayoutEvent::Released { .. } | LayoutEvent::Withdrawn { .. } => Err(Refusal::new(3194).into()),
    }
}

/// What an act becomes.
pub(crate) fn bench(t: &mut Tx<'_>, env: &Env<'_>, act: &Bench) -> Result<Vec<Event>, Trouble> {
    let case = view::bench_case(t, env.society)?;
    if act.seen.is_some_and(|seen| seen != case.entries as u64) {
        return Err(Refusal::new(3162).into());
    }
    decide::check(&case, &act.event, &env.who.name)?;
    match &act.event {
        BenchEvent::Answered { finding, answer } if !env.one_person() => {
            hands::may_stand(&case, finding, answer, &env.who.name)?;
        }
        BenchEvent::ParallelDay(d) if d.date > env.now.day() => {
            let (day, today) = (lipi::date::format(d.date), lipi::date::format(env.now.day()));
            return Err(Refusal::new(4704).with("day", day).with("today", today).into());
        }
        BenchEvent::ObjectionSettled { .. } if !env.one_person() => hands::may_settle(&case, &env.who.name)?,
        BenchEvent::Paper(e) if !env.one_person() => paper::decide::third_person(&case.paper, e, &env.who.name)?,
        BenchEvent::CutOver { from, .. } => decide::ends_on(&case, *from, env.now.day())?,
        // books that are posted are not brought in again: that is said before months of work, not at their end
        BenchEvent::Opened { .. } if keep::deciding::migrated_from(t, env.society)?.is_some() => {
            return Err(Refusal::new(3157).into());
        }
        _ => {}
    }
    if let BenchEvent::Layout(l) = &act.event {
        released(t, l)?;
    }
    let mut out = vec![act.event.clone().into()];
    out.extend(paper_rule(env, &act.event)?.into_iter().map(Event::from));
    out.extend(act.counted.clone().map(|c| BenchEvent::Counted(c).into()));
    Ok(out)
}
